// The head of a WARC record.

#ifndef CORSIEVE_TOOLS_WARC_WARC_FIELDS_H_
#define CORSIEVE_TOOLS_WARC_WARC_FIELDS_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace corsieve::tools {

struct WarcFields {
  std::string type;                // In lower case, as are media types.
  std::string id;                  // As written, "<urn:uuid:...>".
  std::string target;              // Without the brackets that WARC 1.0 allows.
  std::string media_type;          // Without parameters.
  std::optional<uint64_t> length;  // Of the block.
};

// Reads a head of WARC 1.0 or 1.1 up to the empty line that it ends with. "" or
// what is wrong with it; `*fields` is what was read nevertheless.
// https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/
std::string ReadWarcFields(std::string_view head, WarcFields* fields);

}  // namespace corsieve::tools

#endif  // CORSIEVE_TOOLS_WARC_WARC_FIELDS_H_
