#include "engine/profile_head.h"

namespace corsieve {

ResponseHead ParseChromiumHead(std::string_view bytes, const Request&,
                               HeaderList* header_list) {
  return ParseResponseHead(bytes, header_list);
}

}  // namespace corsieve
