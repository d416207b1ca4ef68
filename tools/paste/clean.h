// What people and programs do to a text before it is pasted, undone. Each step
// adds a note where it does something.

#ifndef CORSIEVE_TOOLS_PASTE_CLEAN_H_
#define CORSIEVE_TOOLS_PASTE_CLEAN_H_

#include <string>
#include <string_view>
#include <vector>

#include "tools/paste/lines.h"

namespace corsieve::tools {

using Notes = std::vector<std::string>;

// LF or CRLF ends a line; CR does in a text without LF.
Lines SplitLines(std::string_view text, Notes* notes);

// CR CR LF, all over the first head.
void DropExtraCarriageReturns(Lines* lines, Notes* notes);
// "> " in front of every line, unless that is how curl -v shows a request.
void DropQuoting(Lines* lines, Notes* notes);
void DropEmptyLinesInFront(Lines* lines, Notes* notes);
// The blanks that all lines begin with, or all of a head but its first.
void DropIndentation(Lines* lines, Notes* notes);
// What logs, editors and lists have before each line of a head: numbers, times,
// "# ", "- ", quotes.
void DropLinePrefixes(Lines* lines, Notes* notes);
// Every second line, where those are empty.
void DropDoubleSpacing(Lines* lines, Notes* notes);
// "..." for what was left out.
void DropEllipses(Lines* lines, Notes* notes);

// What is inside of each of Markdown's fences, where one is before any head.
std::vector<Lines> TakeFenced(const Lines& lines, Notes* notes);

// How many lines belong to heads that follow on one another; 0 where the first
// line is no status line.
size_t CountHeadLines(const Lines& lines);

}  // namespace corsieve::tools

#endif  // CORSIEVE_TOOLS_PASTE_CLEAN_H_
