// A response head as curl -si prints it, made of what a tool shows.

#ifndef CORSIEVE_TOOLS_PASTE_MAKE_HEAD_H_
#define CORSIEVE_TOOLS_PASTE_MAKE_HEAD_H_

#include <cstddef>
#include <string>
#include <string_view>

#include "tools/paste/paste.h"

namespace corsieve::tools {

class HeadMaker {
 public:
  // `version` as any tool writes it: "HTTP/1.1", "h2", "http/2.0", "h3"; for
  // others HTTP/1.1. `line` is where the status is.
  HeadMaker(std::string_view version, int status, std::string_view message,
            size_t line);
  // With a status line as it stands.
  HeadMaker(std::string_view status_line, size_t line);

  // Adds a header. False where a name or a value could not stand in a line;
  // then `*error` says which.
  bool Add(std::string_view name, std::string_view value, size_t line,
           std::string* error);
  // Adds a line as it stands, for a head that was shown in lines.
  void AddLine(std::string_view text, size_t line);

  // With its empty line.
  PastedHead Finish() &&;

 private:
  PastedHead head_;
};

// The part of "HTTP/1.1" before the status: "HTTP/1.1", "HTTP/2", "HTTP/3".
std::string_view VersionOfHead(std::string_view version);

}  // namespace corsieve::tools

#endif  // CORSIEVE_TOOLS_PASTE_MAKE_HEAD_H_
