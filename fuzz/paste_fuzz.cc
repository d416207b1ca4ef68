// What is pasted: read into whole exchanges, or refused with a reason. Input:
// the text as it is.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "fuzz/check.h"
#include "fuzz/input.h"
#include "tools/paste/paste.h"

namespace corsieve::fuzz {
namespace {

bool HasEmptyLine(std::string_view bytes) {
  return bytes.find("\n\n") != bytes.npos || bytes.find("\n\r\n") != bytes.npos;
}

void CheckHead(const tools::PastedHead& head, std::string_view text) {
  FUZZ_CHECK(head.bytes.rfind("HTTP/", 0) == 0, "no beginning of a head",
             Quoted(head.bytes), Quoted(text));
  FUZZ_CHECK(HasEmptyLine(head.bytes), "no end of a head", Quoted(head.bytes),
             Quoted(text));
  FUZZ_CHECK(!head.lines.empty(), "no line number", Quoted(head.bytes),
             Quoted(text));
  for (size_t line : head.lines) {
    FUZZ_CHECK(line > 0 && line <= text.size() + 2, "a line that is none",
               std::to_string(line), Quoted(text));
  }
}

}  // namespace
}  // namespace corsieve::fuzz

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace corsieve;
  using namespace corsieve::fuzz;
  if (size > 4 * kMaxSize) return -1;
  const Exact text(Input(data, size).rest());
  std::string error;
  const std::optional<tools::Paste> paste =
      tools::ReadPaste(text.view(), &error);
  if (!paste) {
    FUZZ_CHECK(!error.empty(), "refused without a reason", "",
               Quoted(text.view()));
    return 0;
  }
  FUZZ_CHECK(!paste->exchanges.empty(), "a paste without exchanges", "",
             Quoted(text.view()));
  for (const tools::PastedExchange& exchange : paste->exchanges) {
    FUZZ_CHECK(exchange.request || exchange.response, "an empty exchange", "",
               Quoted(text.view()));
    if (exchange.response) CheckHead(*exchange.response, text.view());
  }
  return 0;
}
