// Text with colours, where a terminal shows them.

#ifndef CORSIEVE_TOOLS_EXPLAIN_WRITER_H_
#define CORSIEVE_TOOLS_EXPLAIN_WRITER_H_

#include <cstddef>
#include <string>
#include <string_view>

namespace corsieve::tools {

class Writer {
 public:
  explicit Writer(bool colour) : colour_(colour) {}

  void Good(std::string_view text) { Paint("32", text); }
  void Bad(std::string_view text) { Paint("31", text); }
  void Quiet(std::string_view text) { Paint("2", text); }
  void Text(std::string_view text) { text_ += text; }
  // An empty line, unless nothing is there to be set off from.
  void Gap() {
    if (!text_.empty()) text_ += "\n";
  }

  const std::string& text() const { return text_; }

 private:
  void Paint(const char* code, std::string_view text) {
    if (colour_) text_ += "\x1b[" + std::string(code) + "m";
    text_ += text;
    if (colour_) text_ += "\x1b[0m";
  }

  bool colour_;
  std::string text_;
};

inline std::string Padded(std::string s, size_t width) {
  if (s.size() < width) s.append(width - s.size(), ' ');
  return s;
}

}  // namespace corsieve::tools

#endif  // CORSIEVE_TOOLS_EXPLAIN_WRITER_H_
