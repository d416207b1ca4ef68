// https://fetch.spec.whatwg.org/#concept-tao-check

#include "corsieve/cors.h"
#include "engine/header_name.h"

namespace corsieve {

bool TaoCheck(const Request& request, ResponseTainting tainting,
              const HeaderList& list) {
  std::string scratch;
  std::optional<std::string_view> value =
      list.Get(HeaderId::kTimingAllowOrigin, &scratch);
  if (value) {
    for (std::string_view element : GetDecodeAndSplit(*value)) {
      if (element == "*" || element == SerializeRequestOrigin(request)) {
        return true;
      }
    }
  }
  if (request.mode == Mode::kNavigate) {
    const std::optional<Origin> origin = ParseSerializedOrigin(request.origin);
    const std::optional<UrlParts> url = ParseSerializedUrl(request.url);
    if (!origin || !url || !IsSameOrigin(*origin, url->origin)) return false;
  }
  return tainting == ResponseTainting::kBasic;
}

}  // namespace corsieve
