#include "tools/url.h"

#include <algorithm>
#include <cstdint>
#include <string_view>

#include "ada.h"

namespace corsieve::tools {
namespace {

std::optional<std::string> Serialize(ada::result<ada::url_aggregator> url) {
  if (!url) return std::nullopt;
  // Paths have it escaped since ada 2.7.8 was made.
  // https://url.spec.whatwg.org/#path-percent-encode-set
  if (url->get_pathname().find('^') != std::string_view::npos) {
    std::string path;
    for (char c : url->get_pathname()) {
      path += c == '^' ? "%5E" : std::string(1, c);
    }
    url->set_pathname(path);
  }
  std::string href(url->get_href());
  // ada takes its input for UTF-8, and lets other bytes into a host.
  const auto is_high = [](char c) { return static_cast<uint8_t>(c) >= 0x80; };
  if (std::any_of(href.begin(), href.end(), is_high)) return std::nullopt;
  return href;
}

}  // namespace

std::optional<std::string> ResolveUrl(const std::string& url,
                                      const std::string& base) {
  if (base.empty()) return Serialize(ada::parse(url));
  const auto parsed = ada::parse(base);
  if (!parsed) return std::nullopt;
  return Serialize(ada::parse(url, &*parsed));
}

std::optional<std::string> SerializeOrigin(const std::string& origin) {
  if (origin == "null") return origin;
  const auto parsed = ada::parse(ResolveUrl(origin, "").value_or(""));
  if (!parsed || parsed->get_origin() == "null") return std::nullopt;
  return parsed->get_origin();
}

std::string PathOfUrl(const std::string& url) {
  const size_t host = url.find("://");
  const size_t path = url.find('/', host == std::string::npos ? 0 : host + 3);
  if (path == std::string::npos) return "";
  return url.substr(path, url.find_first_of("?#") - path);
}

}  // namespace corsieve::tools
