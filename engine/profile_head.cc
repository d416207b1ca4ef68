#include "engine/profile_head.h"

namespace corsieve {

ResponseHead ParseHeadAs(Profile profile, std::string_view bytes,
                         const Request& request, HeaderList* header_list) {
  switch (profile) {
    case Profile::kChromium:
      return ParseChromiumHead(bytes, request, header_list);
    case Profile::kFirefox:
      return ParseFirefoxHead(bytes, request, header_list);
    case Profile::kWebKit:
      return ParseWebKitHead(bytes, request, header_list);
    case Profile::kStandard:
      break;
  }
  return ParseResponseHead(bytes, header_list);
}

}  // namespace corsieve
