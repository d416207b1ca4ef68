// Names of headers that tell a head from prose.

#ifndef CORSIEVE_TOOLS_PASTE_KNOWN_NAMES_H_
#define CORSIEVE_TOOLS_PASTE_KNOWN_NAMES_H_

#include <string_view>

namespace corsieve::tools {

enum class NameUse { kUnknown, kRequest, kResponse, kBoth };

// Who sends a header of this name, in any case.
NameUse UseOfName(std::string_view name);

inline bool IsKnownName(std::string_view name) {
  return UseOfName(name) != NameUse::kUnknown;
}
// Whether only requests have it, a pseudo-header of theirs included.
bool IsRequestHeaderName(std::string_view name);
// Whether responses often have it: of "x-" and "access-control-", what is not
// known counts as well.
bool IsResponseHeaderName(std::string_view name);

}  // namespace corsieve::tools

#endif  // CORSIEVE_TOOLS_PASTE_KNOWN_NAMES_H_
