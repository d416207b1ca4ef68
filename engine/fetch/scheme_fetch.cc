#include "engine/fetch/scheme_fetch.h"

#include <optional>
#include <string_view>
#include <utility>

#include "engine/base/bytes.h"
#include "engine/checks/data_url.h"

namespace corsieve {
namespace {

// Whether its path is "blank", whatever its query and fragment are.
bool IsAboutBlank(std::string_view url) {
  return url.substr(0, FindAny(url, kAuthorityEnds)) == "about:blank";
}

}  // namespace

Failure SchemeFetch(const Hop& hop, std::string* content_type) {
  const std::string_view scheme = hop.url.scheme;
  if (scheme == "about" && IsAboutBlank(hop.url_text)) {
    *content_type = "text/html;charset=utf-8";
    return std::nullopt;
  }
  if (scheme == "data") {
    std::optional<std::string> mime_type = DataUrlMimeType(hop.url_text);
    if (!mime_type) return Reason::kDataUrlInvalid;
    *content_type = *std::move(mime_type);
    return std::nullopt;
  }
  // Whether there is such a blob, and of which type, is the caller's to know.
  if (scheme == "blob") return Reason::kBlobNotHere;
  return Reason::kSchemeNotHttp;
}

}  // namespace corsieve
