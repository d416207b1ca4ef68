#include "bindings/wasm/program/terminal.h"

#include "bindings/wasm/program/host.h"

namespace corsieve {

static bool is_terminal[3];

void wasm::SetTerminal(tools::Stream stream, bool is) {
  is_terminal[static_cast<int>(stream)] = is;
}

namespace tools {

bool Write(std::string_view text) {
  wasm::HostWrite(1, text.data(), text.size());
  return true;
}
void Complain(std::string_view text) {
  wasm::HostWrite(2, text.data(), text.size());
}
bool IsTerminal(Stream stream) { return is_terminal[static_cast<int>(stream)]; }

}  // namespace tools
}  // namespace corsieve
