// tools/commands/read_text.h and `corsieve har` of what JavaScript has read.

#include <string>

#include "bindings/wasm/program/host.h"
#include "tools/commands/enough_text.h"
#include "tools/commands/har_command.h"
#include "tools/commands/read_text.h"
#include "tools/commands/terminal.h"
#include "tools/har/har.h"
#include "tools/text.h"

namespace corsieve::tools {
namespace {

// Why it cannot be read, "" if it can.
std::string Open(const std::string& name, bool is_text) {
  return wasm::TakeText(wasm::HostOpen(name.data(), name.size(), is_text))
      .value_or("");
}

class HostSource : public ByteSource {
 public:
  std::string_view Next() override {
    if (!error_.empty()) return {};
    const size_t size = wasm::HostRead(block_, sizeof block_);
    if (size == 0) error_ = wasm::TakeText(wasm::HostFailure()).value_or("");
    position_ += size;
    return {block_, size};
  }

 private:
  char block_[size_t{1} << 16];
};

class HostStreams : public HarStreams {
 public:
  bool Print(std::string_view text) override {
    Write(text);
    return true;
  }
  void Complain(std::string_view line) override { tools::Complain(line); }
  std::string Flush() override { return ""; }
};

}  // namespace

bool ReadText(const std::string& file, std::string* text, std::string* error) {
  *error = Open(file, /*is_text=*/true);
  if (!error->empty()) return false;
  const auto source = std::make_unique<HostSource>();
  for (std::string_view block = source->Next(); !block.empty();
       block = source->Next()) {
    text->append(block);
  }
  *error = source->error();
  return error->empty() && CutText(text, error);
}

int RunHar(const HarOptions& options) {
  const std::string error = Open(options.file, /*is_text=*/false);
  if (!error.empty()) {
    Complain("corsieve: cannot read " + Printable(options.file) + ": " + error +
             "\n");
    return 1;
  }
  const auto source = std::make_unique<HostSource>();
  HostStreams streams;
  HarSummary summary;
  return Har(options, source.get(), &streams, &summary);
}

}  // namespace corsieve::tools
