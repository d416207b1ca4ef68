// Where a script calls fetch(), XMLHttpRequest.open() and their like.

#ifndef CORSIEVE_TOOLS_PASTE_SCRIPT_CALL_H_
#define CORSIEVE_TOOLS_PASTE_SCRIPT_CALL_H_

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

namespace corsieve::tools {

// How the arguments of a call are to be read.
enum class CallKind {
  kFetch,   // (url, options) or (new Request(url, options))
  kConfig,  // (config) or (url, config), as axios(…) and $.ajax(…)
  kGet,     // (url, config), as axios.get(…)
  kPost,    // (url, data, config), as axios.post(…)
  kOpen,    // (method, url), of an XMLHttpRequest
};

struct ScriptCall {
  CallKind kind = CallKind::kFetch;
  std::string_view method;  // That its name means, "" where it means none.
  size_t at = 0;            // Of its name.
  size_t arguments = 0;     // Behind its parenthesis.
};

// Calls by the names that are known, in order; one within another, as of
// Request() in fetch(), is left out.
std::vector<ScriptCall> FindScriptCalls(std::string_view text);

// Where the value of a variable begins that the text gives one.
std::optional<size_t> FindAssignment(std::string_view text,
                                     std::string_view name);

// Behind the parenthesis of each call of the method, as ".append": the name of
// its object is the text before it.
struct MethodCall {
  std::string_view object;
  size_t arguments = 0;
};
std::vector<MethodCall> FindMethodCalls(std::string_view text,
                                        std::string_view method);

}  // namespace corsieve::tools

#endif  // CORSIEVE_TOOLS_PASTE_SCRIPT_CALL_H_
