// Amazon S3, whose rules are no header lines: what a page may ask, and what is
// exposed to it.

#ifndef CORSIEVE_TOOLS_EXPLAIN_SERVERS_S3_H_
#define CORSIEVE_TOOLS_EXPLAIN_SERVERS_S3_H_

#include <string>
#include <vector>

#include "tools/explain/change.h"
#include "tools/explain/received.h"

namespace corsieve::tools {

// The rule by which S3 answers as corrected, and, as comments, what it has no
// words for. `corrections` are of one origin's URLs.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/ManageCorsUsing.html
std::string S3Configuration(const Received& received,
                            const std::vector<Correction>& corrections);

}  // namespace corsieve::tools

#endif  // CORSIEVE_TOOLS_EXPLAIN_SERVERS_S3_H_
