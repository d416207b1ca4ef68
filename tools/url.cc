#include "tools/url.h"

#include <regex>
#include <string_view>

#include "ada.h"

namespace corsieve::tools {
namespace {

std::optional<std::string> Serialize(ada::result<ada::url_aggregator> url) {
  if (!url) return std::nullopt;
  // Paths have it escaped since ada 2.7.8 was made.
  // https://url.spec.whatwg.org/#path-percent-encode-set
  if (url->get_pathname().find('^') != std::string_view::npos) {
    static const std::regex kCaret("\\^");
    url->set_pathname(
        std::regex_replace(std::string(url->get_pathname()), kCaret, "%5E"));
  }
  return std::string(url->get_href());
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
  const auto parsed = ada::parse(origin);
  if (!parsed || parsed->get_host().empty()) return std::nullopt;
  return parsed->get_origin();
}

}  // namespace corsieve::tools
