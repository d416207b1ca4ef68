// Texts that a program wrote as one string, or a page as HTML, undone.

#ifndef CORSIEVE_TOOLS_PASTE_UNESCAPE_H_
#define CORSIEVE_TOOLS_PASTE_UNESCAPE_H_

#include <string>

#include "tools/paste/clean.h"

namespace corsieve::tools {

// "HTTP/1.1 200 OK\r\nServer: nginx\r\n" in one line, with backslashes.
void UnescapeLineEnds(std::string* text, Notes* notes);
// "&lt; HTTP/1.1 200 OK" of curl -v.
void UnescapeHtml(std::string* text, Notes* notes);

}  // namespace corsieve::tools

#endif  // CORSIEVE_TOOLS_PASTE_UNESCAPE_H_
