// Response headers that nobody advises to expose.

#ifndef CORSIEVE_TOOLS_EXPLAIN_NOT_FOR_PAGES_H_
#define CORSIEVE_TOOLS_EXPLAIN_NOT_FOR_PAGES_H_

#include <string_view>

namespace corsieve::tools {

// Whether a header speaks to the browser or to caches, or tells what the server
// is, so that a page is not after it, or lets in whoever has it, so that
// nobody is told to hand it out who does not ask.
bool IsNotForPages(std::string_view name);

}  // namespace corsieve::tools

#endif  // CORSIEVE_TOOLS_EXPLAIN_NOT_FOR_PAGES_H_
