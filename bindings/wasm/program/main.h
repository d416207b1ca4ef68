// The program of a module: main.cc has that of program.wasm, page_main.cc that
// of page.wasm.

#ifndef CORSIEVE_BINDINGS_WASM_PROGRAM_MAIN_H_
#define CORSIEVE_BINDINGS_WASM_PROGRAM_MAIN_H_

#include <string>
#include <vector>

namespace corsieve::tools {

// Returns the exit status.
int Main(std::vector<std::string> arguments);

}  // namespace corsieve::tools

#endif  // CORSIEVE_BINDINGS_WASM_PROGRAM_MAIN_H_
