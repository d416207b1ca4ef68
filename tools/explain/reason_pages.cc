#include "tools/explain/reason_pages.h"

namespace corsieve::tools {

const ReasonPage& GetReasonPage(size_t i) {
  for (const absl::Span<const ReasonPage> pages :
       {ResponsePages(), HeadPages(), CheckPages(), RequestPages()}) {
    if (i < pages.size()) return pages[i];
    i -= pages.size();
  }
  return PreflightPages()[i];
}

}  // namespace corsieve::tools
