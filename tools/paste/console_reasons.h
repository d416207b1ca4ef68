// The sentences in which browsers' consoles say why CORS blocked a fetch.

#ifndef CORSIEVE_TOOLS_PASTE_CONSOLE_REASONS_H_
#define CORSIEVE_TOOLS_PASTE_CONSOLE_REASONS_H_

#include <string_view>

namespace corsieve::tools {

// What the words in a sentence that change from case to case are.
enum class Slot {
  kNothing,
  kValue,   // A header's value.
  kMethod,  // The request's method.
  kName,    // A request header's name.
};

struct ConsoleReason {
  // What is before and behind the words that change.
  std::string_view before;
  std::string_view behind;
  Slot slot;
  std::string_view reason;            // Its name; "": the words leave it open.
  std::string_view preflight_reason;  // Where it is the preflight's answer.
  bool tells_credentials;             // Whether it is so with credentials only.
};

// nullptr: it has none. `*slot` is what is in the slot. Quotes of all shapes
// have to be ' in the message. Takes time linear in its size.
const ConsoleReason* FindConsoleReason(std::string_view message,
                                       std::string_view* slot);

// What blocked the fetch where that is none of the reasons, as a sentence; "":
// nothing that is known.
std::string_view FindOtherCause(std::string_view message);

}  // namespace corsieve::tools

#endif  // CORSIEVE_TOOLS_PASTE_CONSOLE_REASONS_H_
