// Bytes that come one block after the other, wherever they are from.

#ifndef CORSIEVE_TOOLS_BYTE_SOURCE_H_
#define CORSIEVE_TOOLS_BYTE_SOURCE_H_

#include <cstdint>
#include <string>
#include <string_view>

namespace corsieve::tools {

class ByteSource {
 public:
  virtual ~ByteSource() = default;

  // The next bytes, until the next call; empty at the end, and where they
  // cannot be had: then error() says so.
  virtual std::string_view Next() = 0;
  const std::string& error() const { return error_; }
  // How many bytes were read, as they are stored.
  uint64_t position() const { return position_; }

 protected:
  std::string error_;
  uint64_t position_ = 0;
};

}  // namespace corsieve::tools

#endif  // CORSIEVE_TOOLS_BYTE_SOURCE_H_
