#include "engine/checks/timing_allow_origin.h"

#include <string>

#include "corsieve/timing_allow_origin.h"
#include "engine/headers/header_name.h"

namespace corsieve {
namespace {

bool TaoCheck(std::string_view serialized_origin, bool is_other_navigation,
              ResponseTainting tainting, const HeaderTable& table,
              std::string* scratch) {
  const bool passes_without =
      !is_other_navigation && tainting == ResponseTainting::kBasic;
  if (table.Find(HeaderId::kTimingAllowOrigin) == table.size()) {
    return passes_without;
  }
  std::optional<std::string_view> value =
      table.Get(HeaderId::kTimingAllowOrigin, scratch);
  const auto passes = [&](std::string_view element) {
    return element == "*" || element == serialized_origin;
  };
  // Most lists are one element, and most others have neither in them.
  if (passes(*value)) return true;
  if (value->find('*') == value->npos &&
      value->find(serialized_origin) == value->npos) {
    return passes_without;
  }
  std::string_view element;
  while (TakeElement(&*value, &element)) {
    if (passes(element)) return true;
  }
  return passes_without;
}

}  // namespace

bool TaoCheck(const Hop& hop, const HeaderTable& table, std::string* scratch) {
  return TaoCheck(hop.serialized_origin(),
                  hop.request->mode == Mode::kNavigate && !hop.is_same_origin,
                  hop.tainting, table, scratch);
}

bool TaoCheck(const Request& request, ResponseTainting tainting,
              const RedirectState& before, const HeaderList& list) {
  bool is_other_navigation = false;
  if (request.mode == Mode::kNavigate) {
    const std::optional<Origin> origin = ParseSerializedOrigin(request.origin);
    const std::optional<UrlParts> url = ParseSerializedUrl(request.url);
    is_other_navigation =
        !origin || !url || !IsSameOrigin(*origin, url->origin);
  }
  std::string scratch;
  return TaoCheck(SerializeRequestOrigin(request.origin, before),
                  is_other_navigation, tainting, TableOf(list), &scratch);
}

}  // namespace corsieve
