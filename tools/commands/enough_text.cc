#include "tools/commands/enough_text.h"

#include <cstddef>
#include <optional>
#include <string_view>

#include "tools/explain/received_head.h"
#include "tools/input.h"
#include "tools/paste/paste.h"

namespace corsieve::tools {
namespace {

// A HAR has the bodies in it.
constexpr size_t kMaxJson = size_t{64} << 20;

bool IsJson(std::string_view text) {
  const size_t start = text.find_first_not_of(" \t\r\n\xef\xbb\xbf");
  return start != text.npos && (text[start] == '{' || text[start] == '[');
}

// Whether a head has ended: at an empty line, or curl -v's.
bool HasEmptyLine(std::string_view text) {
  for (const char* end : {"\n\r\n", "\n\n", "\n< \r\n", "\n< \n", "\n<\n"}) {
    if (text.find(end) != text.npos) return true;
  }
  return false;
}

}  // namespace

bool HasWholeAnswer(const std::string& text) {
  if (IsJson(text) || !HasEmptyLine(text)) return false;
  std::string error;
  const std::optional<Paste> paste = ReadPaste(text, &error);
  if (!paste || paste->exchanges.empty()) return false;
  const auto& response = paste->exchanges.back().response;
  if (!response) return false;
  const Gist gist = ReceivedHead(*response).gist();
  return gist.status >= 200 && !gist.IsRedirect();
}

bool CutText(std::string* text, std::string* error) {
  if (IsJson(*text)) {
    if (text->size() <= kMaxJson) return true;
    *error = "it is longer than 64 MiB";
    return false;
  }
  if (text->size() <= kMaxHead) return true;
  if (!HasEmptyLine(std::string_view(*text).substr(0, kMaxHead))) {
    *error = "no head ends in its first MiB";
    return false;
  }
  // What is behind is a body's.
  if (text->size() > kMaxInput) text->resize(kMaxInput);
  return true;
}

bool IsCut(const std::string& text) {
  return text.size() == kMaxInput && !IsJson(text);
}

}  // namespace corsieve::tools
