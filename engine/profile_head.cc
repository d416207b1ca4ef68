#include "engine/profile_head.h"

namespace corsieve {

ResponseHead ParseHeadAs(Profile profile, std::string_view bytes,
                         const Request& request, const HotPath& hot_path,
                         HeaderList* header_list) {
  switch (profile) {
    case Profile::kChromium:
      return ParseChromiumHead(bytes, request, hot_path, header_list);
    case Profile::kFirefox:
      return ParseFirefoxHead(bytes, request, hot_path, header_list);
    case Profile::kWebKit:
      return ParseWebKitHead(bytes, request, hot_path, header_list);
    case Profile::kStandard:
      break;
  }
  return ParseStandardHead(bytes, hot_path, header_list);
}

}  // namespace corsieve
