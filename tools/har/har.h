// `corsieve har`: what page script sees of each entry of a HAR, and why.

#ifndef CORSIEVE_TOOLS_HAR_HAR_H_
#define CORSIEVE_TOOLS_HAR_HAR_H_

#include <cstdio>

#include "tools/byte_source.h"
#include "tools/har/har_streams.h"
#include "tools/har/har_summary.h"
#include "tools/har/har_verdict.h"

namespace corsieve::tools {

// Reads `in` to its end. Returns the exit status: 0, or 1 if it is no HAR,
// cannot be written, or a header is not readable as it was wanted, or an
// expectation is not met. `*summary` is what it came to.
int Har(const HarOptions& options, ByteSource* in, HarStreams* streams,
        HarSummary* summary);

// The same of files; `in` may be gzip. Complaints go to `err` (har_files.cc).
int Har(const HarOptions& options, std::FILE* in, std::FILE* out,
        std::FILE* err, HarSummary* summary);

}  // namespace corsieve::tools

#endif  // CORSIEVE_TOOLS_HAR_HAR_H_
