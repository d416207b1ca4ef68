#include "engine/checks/chromium_data_url.h"

#include <cstddef>
#include <string>
#include <utility>

#include "engine/base/bytes.h"

namespace corsieve {
namespace {

// Takes what is before the next semicolon, quoted or not, off the front.
std::string_view TakeSegment(std::string_view* rest) {
  const std::string_view segment = rest->substr(0, rest->find(';'));
  rest->remove_prefix(segment.size());
  return Trim(segment, kSpace);
}

bool IsMimeType(std::string_view s) {
  const size_t slash = s.find('/');
  return slash != std::string_view::npos && IsToken(s.substr(0, slash)) &&
         IsToken(s.substr(slash + 1));
}

// Spaces before it stay, and have all quoted. false: it is no charset.
bool ReadCharset(std::string_view value, std::string* charset) {
  std::string_view name = TrimLeft(value, kSpace);
  if (name.size() > 1 && name.front() == '"' && name.back() == '"') {
    name = name.substr(1, name.size() - 2);
  }
  if (!IsToken(name)) return false;
  if (!charset->empty()) return true;  // The first one counts.
  if (value.front() == ' ') {
    charset->append("\"").append(value).append("\"");
  } else {
    charset->append(name);
  }
  return true;
}

void AppendParameter(std::string_view segment, std::string* parameters) {
  const size_t equals = segment.find('=');
  if (equals == std::string_view::npos || equals == 0) return;
  if (segment[equals - 1] == ' ') return;
  const std::string_view value = segment.substr(equals + 1);
  const bool is_open = !value.empty() && value.front() == '"' &&
                       (value.size() == 1 || value.back() != '"');
  parameters->append(";").append(segment).append(is_open ? "\"" : "");
}

}  // namespace

std::optional<DataUrl> ProcessDataUrlAsChromium(std::string_view url) {
  constexpr std::string_view kCharset = "charset=";
  const std::optional<DataUrlParts> parts = SplitDataUrl(url);
  if (!parts) return std::nullopt;
  std::string_view rest = parts->mime_type;
  if (rest.substr(0, 2) == "//") rest.remove_prefix(2);
  std::string type(TakeSegment(&rest));
  for (char& c : type) c = ToLower(c);
  std::string parameters;
  std::string charset;
  const bool has_more = !rest.empty();
  while (!rest.empty()) {
    rest.remove_prefix(1);  // The semicolon.
    const std::string_view segment = TakeSegment(&rest);
    if (!StartsWithIgnoreCase(segment, kCharset)) {
      AppendParameter(segment, &parameters);
    } else if (segment.size() > kCharset.size() &&
               !ReadCharset(segment.substr(kCharset.size()), &charset)) {
      return std::nullopt;
    }
  }
  if (!IsMimeType(type)) {
    if (!type.empty() || !has_more) {
      return DataUrl{"text/plain;charset=US-ASCII", parts->body_size};
    }
    type = "text/plain";
  }
  type += parameters;
  if (!charset.empty()) type += ";charset=" + charset;
  return DataUrl{std::move(type), parts->body_size};
}

}  // namespace corsieve
