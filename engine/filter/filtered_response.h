// The standard's filters as the engine applies them: the reasons of all rows of
// a table.

#ifndef CORSIEVE_ENGINE_FILTER_FILTERED_RESPONSE_H_
#define CORSIEVE_ENGINE_FILTER_FILTERED_RESPONSE_H_

#include "corsieve/filtered_response.h"
#include "corsieve/profile.h"
#include "corsieve/request.h"
#include "engine/checks/exposed_header_names.h"
#include "engine/checks/hop.h"
#include "engine/headers/header_lookup.h"
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

// FilterCors by the lists of the table itself, of which there is one at least,
// as `found` says. They are read into `*names`; the reasons are those by id.
void MarkByOwnLists(const HeaderTable& table, Lookup found, const Hop& hop,
                    const FilterTools& tools, ExposeList* names,
                    Reason* reasons);

// FilterCors by the lists of the table itself, the response to a hop, which are
// read into `*names`.
inline void FilterCorsByOwnLists(const HeaderTable& table, const Hop& hop,
                                 const FilterTools& tools, ExposeList* names,
                                 Reason* reasons) {
  const Lookup found = LookUp<HeaderId::kAccessControlExposeHeaders>(table);
  tools.hot_path.give_reasons(table, tools.by_id.reasons(), reasons);
  if (found.how_many == HowMany::kNone) return;
  MarkByOwnLists(table, found, hop, tools, names, reasons);
}

}  // namespace corsieve

#endif  // CORSIEVE_ENGINE_FILTER_FILTERED_RESPONSE_H_
