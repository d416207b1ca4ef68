// `corsieve warc`: what pages of an origin can read of all that a crawl got.

#ifndef CORSIEVE_TOOLS_WARC_WARC_H_
#define CORSIEVE_TOOLS_WARC_WARC_H_

#include <cstddef>
#include <cstdio>
#include <string>
#include <vector>

#include "corsieve/profile.h"

namespace corsieve::tools {

struct WarcOptions {
  std::vector<std::string> origins;  // Of pages, serialized; at least one.
  Profile profile = Profile::kStandard;
  std::string credentials = "same-origin";
  size_t threads = 1;
};

// Writes a line for each response over HTTP and each origin, as Batch() does,
// with WARC-Record-ID for the id; and one whose "error" says where and why for
// each thing that cannot be used. What there was is counted on `err`. Returns
// the exit status: 0, or 1 if there was an error, or no record at all.
int Warc(const WarcOptions& options, std::FILE* in, std::FILE* out,
         std::FILE* err);

}  // namespace corsieve::tools

#endif  // CORSIEVE_TOOLS_WARC_WARC_H_
