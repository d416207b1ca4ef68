// How the messages of browsers' consoles on CORS begin, and where in them the
// URL and the page's origin are.

#ifndef CORSIEVE_TOOLS_PASTE_CONSOLE_FORMS_H_
#define CORSIEVE_TOOLS_PASTE_CONSOLE_FORMS_H_

#include <cstddef>
#include <string>
#include <string_view>

namespace corsieve::tools {

// How a message begins, what it names, and where each name ends.
struct ConsoleForm {
  std::string_view start;
  std::string_view url_before;  // "": the URL is not named so.
  std::string_view url_end;     // The next blank does, where this is not there.
  std::string_view origin_before;
  std::string_view origin_end;
  std::string_view format;
  std::string_view api;
};

// The form that begins first in `message`, and where; nullptr: it has none.
// Quotes of all shapes have to be ' in it, as in all that is here.
const ConsoleForm* FindConsoleForm(std::string_view message, size_t* first);

// One line, with plain quotes.
std::string FlattenMessage(std::string_view text);

// What is between the two, "" where either lacks.
std::string_view Between(std::string_view text, std::string_view before,
                         std::string_view end);

// The URL that the message names, without its quotes and the sentence's stop.
std::string_view UrlOfMessage(std::string_view message,
                              const ConsoleForm& form);

// Where the second "XMLHttpRequest cannot load" or "Fetch API cannot load"
// begins: Safari says one thing in two lines, with one of these.
size_t EndOfFirstLoad(std::string_view text);

// Where another message begins, of those that begin with words of their own.
size_t EndOfMessage(std::string_view text, size_t first);

}  // namespace corsieve::tools

#endif  // CORSIEVE_TOOLS_PASTE_CONSOLE_FORMS_H_
