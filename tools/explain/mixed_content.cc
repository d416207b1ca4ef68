#include "tools/explain/mixed_content.h"

#include <string_view>

#include "corsieve/corsieve.h"
#include "tools/text.h"

namespace corsieve::tools {
namespace {

// Whether a browser takes the host for the machine it runs on.
// https://w3c.github.io/webappsec-secure-contexts/#potentially-trustworthy-origin
bool IsLoopback(std::string_view host) {
  // A name may begin like an address: 127.0.0.1.example.
  const bool is_address =
      host.find_first_not_of("0123456789.") == std::string_view::npos;
  return host == "localhost" || EndsWith(host, ".localhost") ||
         host == "[::1]" || (is_address && host.substr(0, 4) == "127.");
}

}  // namespace

bool IsMixedContent(const std::string& page_origin, const std::string& url) {
  const std::optional<Origin> page = ParseSerializedOrigin(page_origin);
  if (!page || page->scheme != "https") return false;
  const std::optional<UrlParts> parts = ParseSerializedUrl(url);
  return parts && parts->scheme == "http" && !IsLoopback(parts->origin.host);
}

std::optional<std::string> MixedContentUrl(const Fetch& fetch) {
  const std::string& page = fetch.received().c.origin;
  for (const Step& step : fetch.steps()) {
    if (IsMixedContent(page, step.sent.url)) return step.sent.url;
  }
  const std::optional<std::string>& next = fetch.goes_on_to();
  if (next && IsMixedContent(page, *next)) return next;
  return std::nullopt;
}

}  // namespace corsieve::tools
