// What readers of pasted texts share: lines and parts of messages.

#ifndef CORSIEVE_TOOLS_PASTE_PARTS_H_
#define CORSIEVE_TOOLS_PASTE_PARTS_H_

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "tools/paste/lines.h"

namespace corsieve::tools::parts {

// Whether it has a byte that no header's value may have.
bool HasForbiddenByte(std::string_view value);
// The number that all of `s` is, of nine digits at most.
std::optional<int> Number(std::string_view s);
// In quotes, and cut where it is long.
std::string Quote(std::string_view s);

// "Name: value"; the name is a token, or ":name".
struct Field {
  std::string_view name;
  std::string_view value;
};
std::optional<Field> ReadField(std::string_view line);

// "GET /path HTTP/1.1"; without a version where the target is an http(s) URL.
struct RequestLine {
  std::string_view method;
  std::string_view target;
  std::string_view version;
};
std::optional<RequestLine> ReadRequestLine(std::string_view line);

bool IsHttpUrl(std::string_view s);
// "example.com" of "https://user@example.com/x", with its port.
std::string_view HostOfUrl(std::string_view url);

// The lines as one text, and which line a byte of it is in.
class JoinedLines {
 public:
  explicit JoinedLines(const Lines& lines);
  std::string_view text() const { return text_; }
  // In time logarithmic in the number of lines.
  size_t LineOf(size_t offset) const;

 private:
  std::string text_;
  std::vector<size_t> starts_;
  std::vector<size_t> numbers_;
};

inline std::string LineName(size_t number) {
  return "line " + std::to_string(number);
}

}  // namespace corsieve::tools::parts

#endif  // CORSIEVE_TOOLS_PASTE_PARTS_H_
