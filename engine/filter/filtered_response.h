// The standard's filters as the engine applies them: the reasons of all rows of
// a table.

#ifndef CORSIEVE_ENGINE_FILTER_FILTERED_RESPONSE_H_
#define CORSIEVE_ENGINE_FILTER_FILTERED_RESPONSE_H_

#include "corsieve/filtered_response.h"
#include "corsieve/profile.h"
#include "corsieve/request.h"
#include "engine/checks/exposed_header_names.h"
#include "engine/headers/header_table.h"
#include "engine/hot_path/hot_path.h"
#include "engine/terms/departures.h"

namespace corsieve {

// By HeaderId: why a row is hidden whatever the server says, or kSafelisted or
// kNotExposed for what depends on the filter.
class ReasonsById {
 public:
  explicit ReasonsById(const Departures& departures);

  const Reason* reasons() const { return reasons_; }
  // The same with these in place of those two.
  struct Table {
    Reason reasons[kIdRoom];
  };
  Table With(Reason safelisted, Reason others) const;

 private:
  Reason reasons_[kIdRoom];
};

// What a filter is done with.
struct FilterTools {
  const ReasonsById& by_id;
  const HotPath& hot_path;
};

// Each writes the reasons of all rows. There is room for as many, rounded up to
// a multiple of 64.
void FilterBasic(const HeaderTable& table, const FilterTools& tools,
                 Reason* reasons);
void FilterCors(const HeaderTable& table, const ExposeList& names,
                const FilterTools& tools, Reason* reasons);

// FilterCors by the lists of the table itself, which are read into `*names`.
void FilterCorsByOwnLists(const HeaderTable& table,
                          CredentialsMode credentials_mode,
                          ExposeList::Leniency leniency,
                          const FilterTools& tools, ExposeList* names,
                          Reason* reasons);

}  // namespace corsieve

#endif  // CORSIEVE_ENGINE_FILTER_FILTERED_RESPONSE_H_
