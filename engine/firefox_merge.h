// What Firefox makes of the lines of one response head, once they are read:
// its header array has one entry per name.

#ifndef CORSIEVE_ENGINE_FIREFOX_MERGE_H_
#define CORSIEVE_ENGINE_FIREFOX_MERGE_H_

#include <cstddef>
#include <optional>
#include <string_view>

#include "corsieve/header_list.h"
#include "corsieve/reason.h"
#include "corsieve/request.h"

namespace corsieve {

// What HeaderList::Join is told for a head of `head_size` bytes: folded values
// and joined values take one head each at most.
constexpr size_t FirefoxTotal(size_t head_size) { return 2 * head_size; }

struct FirefoxConflict {
  Reason reason;
  size_t line;  // Its index in the list.
};

// Merges the lines of each name into the first, the rest are dropped; nullopt
// if Firefox does not refuse the response. The list is that of a head of this
// size, a line each. Sets `*joined` if that made a value another one.
std::optional<FirefoxConflict> MergeFirefoxHeaders(size_t head_size,
                                                   HeaderList* list,
                                                   bool* joined);

// What script gets to see through a Headers object, which XMLHttpRequest does
// not use: values are trimmed, and those with CR or LF in them dropped. Values
// that are stretches of `clean` have no need of that.
void DropForFirefoxHeaders(const Request& request, int status,
                           std::string_view clean, HeaderList* list);

}  // namespace corsieve

#endif  // CORSIEVE_ENGINE_FIREFOX_MERGE_H_
