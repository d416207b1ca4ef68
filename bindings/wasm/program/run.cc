// What JavaScript calls.

#include <cstddef>
#include <cstdint>

#include "bindings/wasm/program/main.h"
#include "bindings/wasm/program/terminal.h"
#include "bindings/wasm/strings.h"
#include "tools/commands/enough_text.h"

extern "C" {

// Returns the exit status. The first three strings say what is a terminal:
// standard input, output, error.
int corsieve_run(const uint32_t* sizes, size_t count, const char* bytes) {
  namespace tools = corsieve::tools;
  corsieve::wasm::Strings in(sizes, count, bytes);
  for (tools::Stream stream :
       {tools::Stream::kInput, tools::Stream::kOutput, tools::Stream::kError}) {
    corsieve::wasm::SetTerminal(stream, in.Flag());
  }
  return tools::Main(in.Texts());
}

// Whether the one string, which may go on, is enough for `explain`.
bool corsieve_is_enough(const uint32_t* sizes, size_t count,
                        const char* bytes) {
  return corsieve::tools::HasWholeAnswer(
      corsieve::wasm::Strings(sizes, count, bytes).Text());
}
}
