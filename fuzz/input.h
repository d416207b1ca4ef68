// What the targets make of their input. A few bytes choose from tables, the
// rest is text as it stands, so that mutations of it mean something.
// make_seeds.py writes the same.

#ifndef CORSIEVE_FUZZ_INPUT_H_
#define CORSIEVE_FUZZ_INPUT_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "absl/types/span.h"
#include "corsieve/profile.h"
#include "tools/case.h"

namespace corsieve::fuzz {

// Longer inputs are left to tests: the reference is quadratic.
inline constexpr size_t kMaxSize = 4096;

class Input {
 public:
  Input(const uint8_t* data, size_t size)
      : rest_(size == 0 ? "" : reinterpret_cast<const char*>(data), size) {}

  // The next byte; 0 at the end.
  uint8_t Byte() {
    if (rest_.empty()) return 0;
    const uint8_t byte = static_cast<uint8_t>(rest_[0]);
    rest_.remove_prefix(1);
    return byte;
  }
  // Up to the next `separator` or the end; false where nothing is left.
  bool Part(char separator, std::string_view* part) {
    if (rest_.empty()) return false;
    const size_t end = rest_.find(separator);
    *part = rest_.substr(0, end);
    rest_ = end == rest_.npos ? "" : rest_.substr(end + 1);
    return true;
  }
  std::string_view rest() const { return rest_; }

 private:
  std::string_view rest_;
};

// A copy in memory of its own size: ASan sees a read past either end.
class Exact {
 public:
  explicit Exact(std::string_view bytes)
      : data_(new char[bytes.size()]), size_(bytes.size()) {
    bytes.copy(data_.get(), size_);
  }
  std::string_view view() const { return {data_.get(), size_}; }

 private:
  std::unique_ptr<char[]> data_;
  size_t size_;
};

// The profiles to run an input in: when replayed, all of them; when fuzzing,
// the one that `bits` has at the top, so that four times as many inputs are
// run.
inline absl::Span<const ProfileInfo> ProfilesOf(unsigned bits) {
#ifdef FUZZING_BUILD_MODE_UNSAFE_FOR_PRODUCTION
  return AllProfiles().subspan(bits >> 6 & 3, 1);
#else
  static_cast<void>(bits);
  return AllProfiles();
#endif
}

// Takes three bytes: a case's request, without method, headers and answers.
tools::Case TakeRequest(Input* input);

// Takes all of the input: TakeRequest, a byte for the method, then parts that
// end with 0x1F and say what they are with their first letter:
//   H  a request header, "name:value"    R  a response     S  what is stored
//   P  the answer to a preflight         N  none to it     L  what loops
//   Q  a response that came parsed       O  P, but parsed  C  about the page
//   T  a further request: a byte for its method, and one for seconds before it
tools::Case TakeExchange(Input* input);

}  // namespace corsieve::fuzz

#endif  // CORSIEVE_FUZZ_INPUT_H_
