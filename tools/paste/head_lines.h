// What lines of a head look like, and heads made out of such lines.

#ifndef CORSIEVE_TOOLS_PASTE_HEAD_LINES_H_
#define CORSIEVE_TOOLS_PASTE_HEAD_LINES_H_

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tools/paste/lines.h"
#include "tools/paste/paste.h"

namespace corsieve::tools {

// Whether there is nothing but blanks, of a CR, too.
bool IsBlankLine(std::string_view line);

// "HTTP/1.1 200 OK", "HTTP/2 200": a version and a status of three digits, the
// first of them no zero. More than one blank between them is a server's slip
// that the engine judges, so such a line is one, too.
struct StatusLine {
  std::string_view version;
  int status = 0;
  std::string_view message;  // Without blanks around it.
};
std::optional<StatusLine> ReadStatusLine(std::string_view line);
bool IsStatusLine(std::string_view line);
// The status of one; 0 for any other line.
int StatusOfLine(std::string_view line);
// One of a status alone.
std::string StatusLineOf(int status);
// "GET /path HTTP/1.1".
bool IsRequestLine(std::string_view line);

// Name and value of "Name: value", without the blanks around the value. The
// name is a token, with a colon in front for what HTTP/2 has of those.
std::optional<std::pair<std::string_view, std::string_view>> SplitField(
    std::string_view line);

// The number that line `i` of a head came from, as PastedHead::lines has it.
size_t LineOf(const std::vector<size_t>& lines, size_t i);

// Makes a head out of lines.
class HeadBuilder {
 public:
  void Add(std::string_view line, size_t number);
  bool empty() const { return head_.lines.empty(); }
  // Adds the empty line, which is at `number`.
  void End(size_t number) { Add("", number); }
  // The head; the builder is empty then.
  PastedHead Take();

 private:
  PastedHead head_ = {"", {}};
};

// "line 3" or "lines 3 to 5".
std::string LinesText(size_t first, size_t last);

// Leaves out the numbers that follow on the one before, at the end.
void ShortenLines(std::vector<size_t>* lines);

}  // namespace corsieve::tools

#endif  // CORSIEVE_TOOLS_PASTE_HEAD_LINES_H_
