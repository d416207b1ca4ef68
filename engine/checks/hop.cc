#include "engine/checks/hop.h"

#include "engine/checks/bad_port.h"

namespace corsieve {

// Where one of the two cannot be parsed, both are opaque.
Failure HopMaker::ParseOrigins(std::string_view origin_text,
                               std::string_view text) {
  url_text_.clear();
  hop_.origin = Origin();
  hop_.url = UrlParts();
  hop_.scheme = SchemeKind::kOther;
  hop_.is_same_origin = false;
  hop_.tainting = ResponseTainting::kBasic;
  // The page is most often the same, though the server is another.
  if (origin_text_.empty() || origin_text_ != origin_text) {
    origin_text_ = origin_text;
    const std::optional<Origin> origin = ParseSerializedOrigin(origin_text_);
    if (!origin) {
      origin_text_.clear();
      return Reason::kOriginNotSerialized;
    }
    page_ = *origin;
  }
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
  hop_.origin = page_;
  hop_.url = *url;
  hop_.scheme = KindOfScheme(*url);
  has_bad_port_ = IsBlockedDueToBadPort(*url, hop_.departures);
  hop_.is_same_origin = IsSameOrigin(hop_.origin, hop_.url.origin);
  return std::nullopt;
}

}  // namespace corsieve
