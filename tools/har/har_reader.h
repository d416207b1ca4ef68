// Reads a HAR of any size, entry by entry.

#ifndef CORSIEVE_TOOLS_HAR_HAR_READER_H_
#define CORSIEVE_TOOLS_HAR_HAR_READER_H_

#include <functional>
#include <string>

#include "tools/byte_source.h"
#include "tools/har/har_entry.h"

namespace corsieve::tools {

// Hands each entry to `take`, in order, once it is read whole. What else is in
// the file is parsed and not kept: a body of a gigabyte takes no memory. Fills
// `*log` on the way. False where it is no HAR, or none that is whole; then
// `*error` says why. Entries before that were handed on.
bool ReadHarEntries(ByteSource* source, HarLog* log,
                    const std::function<void(HarEntry)>& take,
                    std::string* error);

}  // namespace corsieve::tools

#endif  // CORSIEVE_TOOLS_HAR_HAR_READER_H_
