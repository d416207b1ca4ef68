#include "engine/checks/hop.h"

#include "absl/base/attributes.h"
#include "engine/base/bytes.h"
#include "engine/checks/response_tainting.h"

namespace corsieve {

Failure HopMaker::Enter(const Request& request, std::string_view method,
                        std::string_view url, const RedirectState& before,
                        bool schemelessly_same_site) {
  hop_.request = &request;
  hop_.method = method;
  hop_.url_text = url;
  hop_.before = before;
  hop_.schemelessly_same_site = schemelessly_same_site;
  if (!HasOriginsOf(request.origin, url)) {
    if (const auto error = ParseOrigins(request.origin, url)) {
      hop_.origin = Origin();
      hop_.url = UrlParts();
      hop_.is_same_origin = false;
      hop_.tainting = ResponseTainting::kBasic;
      return error;
    }
  }
  const TaintingOrError chosen = ChooseResponseTainting(
      request, before.response_tainting, hop_.is_same_origin, hop_.url);
  hop_.tainting = chosen.tainting;
  return chosen.error;
}

// Whether those of the hop are these already.
bool HopMaker::HasOriginsOf(std::string_view origin,
                            std::string_view url) const {
  const size_t size = url_text_.size();
  if (size == 0 || url.size() < size ||
      !EqualsShort({url.data(), size}, url_text_) ||
      !EqualsShort(origin, origin_text_)) {
    return false;
  }
  return url.size() == size || (any_path_ && kAuthorityEnds.Has(url[size]));
}

ABSL_ATTRIBUTE_NOINLINE Failure
HopMaker::ParseOrigins(std::string_view origin_text, std::string_view text) {
  url_text_.clear();
  origin_text_ = origin_text;
  const std::optional<Origin> origin = ParseSerializedOrigin(origin_text_);
  if (!origin) return Reason::kOriginNotSerialized;
  hop_.origin = *origin;
  // What ParseSerializedUrl looks at, if it is of the kind that has a host.
  const size_t host = text.substr(0, 7) == "http://"    ? 7
                      : text.substr(0, 8) == "https://" ? 8
                                                        : 0;
  any_path_ = host != 0;
  url_text_ =
      any_path_ ? text.substr(0, FindAny(text, kAuthorityEnds, host)) : text;
  const std::optional<UrlParts> url = ParseSerializedUrl(url_text_);
  if (!url) {
    url_text_.clear();
    return Reason::kUrlNotSerialized;
  }
  hop_.url = *url;
  hop_.is_same_origin = IsSameOrigin(hop_.origin, hop_.url.origin);
  return std::nullopt;
}

}  // namespace corsieve
