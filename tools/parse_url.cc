#include "tools/parse_url.h"

#include <algorithm>
#include <cstdint>

#include "ada.h"

namespace corsieve::tools {
namespace {

bool Serialize(ada::result<ada::url_aggregator> url, std::string* href) {
  if (!url) return false;
  // Paths have it escaped since ada 2.7.8 was made.
  // https://url.spec.whatwg.org/#path-percent-encode-set
  if (url->get_pathname().find('^') != std::string_view::npos) {
    std::string path;
    for (char c : url->get_pathname()) {
      path += c == '^' ? "%5E" : std::string(1, c);
    }
    url->set_pathname(path);
  }
  href->assign(url->get_href());
  // ada takes its input for UTF-8, and lets other bytes into a host.
  const auto is_high = [](char c) { return static_cast<uint8_t>(c) >= 0x80; };
  return std::none_of(href->begin(), href->end(), is_high);
}

}  // namespace

bool ParseUrl(std::string_view url, std::string_view base, std::string* href) {
  if (base.empty()) return Serialize(ada::parse(url), href);
  const auto parsed = ada::parse(base);
  return parsed && Serialize(ada::parse(url, &*parsed), href);
}

std::string OriginOfUrl(std::string_view url) {
  const auto parsed = ada::parse(url);
  return parsed ? parsed->get_origin() : std::string();
}

}  // namespace corsieve::tools
