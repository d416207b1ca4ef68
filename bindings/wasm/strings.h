// What JavaScript hands over: strings of bytes, one after the other. A list of
// them begins with how many there are, in decimal.

#ifndef CORSIEVE_BINDINGS_WASM_STRINGS_H_
#define CORSIEVE_BINDINGS_WASM_STRINGS_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace corsieve::wasm {

// Takes them in order; behind the last all are empty.
class Strings {
 public:
  // `sizes` are of the strings that `bytes` holds, end to end.
  Strings(const uint32_t* sizes, size_t count, const char* bytes)
      : sizes_(sizes), count_(count), bytes_(bytes) {}

  std::string_view Next() {
    if (taken_ == count_) return {};
    const size_t size = sizes_[taken_++];
    const std::string_view string(bytes_, size);
    bytes_ += size;
    return string;
  }

  std::string Text() { return std::string(Next()); }
  bool Flag() { return !Next().empty(); }

  size_t Number() {
    size_t number = 0;
    for (char c : Next()) number = number * 10 + static_cast<size_t>(c - '0');
    return number;
  }

  std::vector<std::string> Texts() {
    std::vector<std::string> texts(Number());
    for (std::string& text : texts) text = Text();
    return texts;
  }

 private:
  const uint32_t* sizes_;
  size_t count_;
  const char* bytes_;
  size_t taken_ = 0;
};

}  // namespace corsieve::wasm

#endif  // CORSIEVE_BINDINGS_WASM_STRINGS_H_
