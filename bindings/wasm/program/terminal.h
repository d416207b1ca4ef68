// What the streams are, as JavaScript says.

#ifndef CORSIEVE_BINDINGS_WASM_PROGRAM_TERMINAL_H_
#define CORSIEVE_BINDINGS_WASM_PROGRAM_TERMINAL_H_

#include "tools/commands/terminal.h"

namespace corsieve::wasm {

void SetTerminal(tools::Stream stream, bool is_terminal);

}  // namespace corsieve::wasm

#endif  // CORSIEVE_BINDINGS_WASM_PROGRAM_TERMINAL_H_
