// The request that a page made, as far as an entry of a HAR tells of it.

#ifndef CORSIEVE_TOOLS_HAR_HAR_REQUEST_H_
#define CORSIEVE_TOOLS_HAR_HAR_REQUEST_H_

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "tools/case.h"
#include "tools/har/har_entry.h"

namespace corsieve::tools {

// Which page is of which origin, where requests do not say it: learnt from
// titles and from the documents that come first.
class HarPages {
 public:
  void Learn(const HarLog& log, const HarEntry& entry);
  // nullopt: not known.
  std::optional<std::string> OriginOf(const std::string& page_ref) const;

 private:
  std::map<std::string, std::string> origins_;
};

struct HarRequest {
  Case c;  // Without answers.
  // Where origin and mode are from: "Origin", "Referer", "the page".
  std::string origin_from;
  std::string mode_from;
  bool mode_is_known = true;
  // Whether cookies were sent, or could not have been.
  bool credentials_are_known = true;
  // Whether script gets the response's headers; otherwise an element does.
  bool is_by_script = true;
  // Why nothing is said of it, as a clause; "" where something is.
  std::string not_judged;
};

// Of the first entry of a fetch; `last` is that of its final answer.
// `preflight` is the OPTIONS that it was preceded by, or nullptr; `origin` is
// to be taken for the page's, whatever the entry says.
HarRequest RequestOfEntry(const HarEntry& entry, const HarEntry& last,
                          const HarEntry* preflight, const HarPages& pages,
                          const std::optional<std::string>& origin);

bool IsPreflight(const HarEntry& entry);

// The value of the first header of this name; "" where there is none.
std::string HeaderOf(const Pairs& headers, std::string_view name);

}  // namespace corsieve::tools

#endif  // CORSIEVE_TOOLS_HAR_HAR_REQUEST_H_
