#include <cstdio>

#include "tools/commands/har_command.h"
#include "tools/commands/input_file.h"
#include "tools/har/har.h"

namespace corsieve::tools {

int RunHar(const HarOptions& options) {
  const InputFile in(options.file);
  if (in.get() == nullptr) return 1;
  HarSummary summary;
  return Har(options, in.get(), stdout, stderr, &summary);
}

}  // namespace corsieve::tools
