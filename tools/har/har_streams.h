// What `corsieve har` writes to.

#ifndef CORSIEVE_TOOLS_HAR_HAR_STREAMS_H_
#define CORSIEVE_TOOLS_HAR_HAR_STREAMS_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace corsieve::tools {

class HarStreams {
 public:
  virtual ~HarStreams() = default;

  // False: it cannot be written, nor what comes behind it.
  virtual bool Print(std::string_view text) = 0;
  // A line, with its end, for who reads along and not for the output. One
  // thread may call this while another calls Tell().
  virtual void Complain(std::string_view line) = 0;
  // Writes what was held back; why not all was written, "" if it was.
  virtual std::string Flush() = 0;
  // How far the input has been read, until Finish().
  virtual void Tell(uint64_t /*position*/, size_t /*entries*/) {}
  virtual void Finish() {}
};

}  // namespace corsieve::tools

#endif  // CORSIEVE_TOOLS_HAR_HAR_STREAMS_H_
