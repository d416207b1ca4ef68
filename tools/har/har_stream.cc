#include "tools/har/har_stream.h"

#include <algorithm>
#include <cstdint>

#include "tools/input.h"

namespace corsieve::tools {
namespace {

constexpr size_t kMostDigits = 64;  // Of a part of a number.
// More than any number of three such parts has.
constexpr size_t kMostOfNumber = 256;
constexpr char kReplacement[] = "FFFD";

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

// The four hexadecimal digits at `at`; false where there are none.
bool ReadHex(std::string_view text, size_t at, uint32_t* value) {
  if (at + 4 > text.size()) return false;
  *value = 0;
  for (char c : text.substr(at, 4)) {
    const char lower = static_cast<char>(c | 0x20);
    const bool is_letter = lower >= 'a' && lower <= 'f';
    if (!IsDigit(c) && !is_letter) return false;
    *value = *value << 4 |
             static_cast<uint32_t>(IsDigit(c) ? c - '0' : lower - 'a' + 10);
  }
  return true;
}

}  // namespace

HarStream::HarStream(ByteSource* source) : source_(source) {
  Fill();
  // A byte order mark.
  if (end_ - at_ >= 3 && std::string_view(at_, 3) == "\xef\xbb\xbf") at_ += 3;
  MendIfNumber();
}

void HarStream::Fill() {
  before_ += static_cast<size_t>(end_ - begin_);
  const std::string_view block = source_->Next();
  begin_ = at_ = block.data();
  end_ = begin_ + block.size();
}

void HarStream::GoOn() {
  if (!is_mended_) return Fill();
  is_mended_ = false;
  begin_ = at_ = rest_;
  end_ = rest_end_;
  before_ = rest_before_;
  if (at_ == end_) Fill();
}

// mended_ in place of what was passed, which begins at byte `begins_at`.
void HarStream::ReadInstead(size_t begins_at) {
  if (mended_.empty()) return;
  is_mended_ = true;
  rest_ = at_;
  rest_end_ = end_;
  rest_before_ = Tell();
  before_ = begins_at;
  begin_ = at_ = mended_.data();
  end_ = begin_ + mended_.size();
}

HarStream::Ch* HarStream::PutBegin() {
  text_.clear();
  is_cut_ = false;
  has_halves_ = false;
  is_in_string_ = true;
  if (is_kept_) {
    MendString();
  } else {
    PassString(nullptr);
  }
  // Where the library would write; Put() is what it calls.
  return text_.data();
}

void HarStream::PassString(std::string* kept) {
  bool is_escaped = false;
  while (at_ < end_) {
    const char* begin = at_;
    for (; at_ < end_; ++at_) {
      if (is_escaped) {
        is_escaped = false;
      } else if (*at_ == '\\') {
        is_escaped = true;
      } else if (*at_ == '"') {
        break;
      }
    }
    line_ += static_cast<size_t>(std::count(begin, at_, '\n'));
    if (kept != nullptr) {
      const size_t room = kMaxHead - std::min(kept->size(), kMaxHead);
      const size_t size = static_cast<size_t>(at_ - begin);
      kept->append(begin, std::min(size, room));
      is_cut_ = is_cut_ || size > room;
    }
    if (at_ < end_) return;
    Fill();
  }
}

// JavaScript's strings may have halves of surrogate pairs, and JSON may.
void HarStream::MendString() {
  const size_t begins_at = Tell();
  mended_.clear();
  PassString(&mended_);
  size_t at = mended_.find('\\');
  for (; at != mended_.npos; at = mended_.find('\\', at)) {
    uint32_t code = 0;
    uint32_t low = 0;
    if (is_cut_ && at + 6 > mended_.size()) {
      mended_.resize(at);
      break;
    }
    if (mended_.compare(at, 2, "\\u") != 0 ||
        !ReadHex(mended_, at + 2, &code) || code < 0xD800 || code > 0xDFFF) {
      at += 2;
    } else if (code < 0xDC00 && mended_.compare(at + 6, 2, "\\u") == 0 &&
               ReadHex(mended_, at + 8, &low) && low >= 0xDC00 &&
               low <= 0xDFFF) {
      at += 12;
    } else {
      mended_.replace(at + 2, 4, kReplacement);
      has_halves_ = true;
      at += 6;
    }
  }
  ReadInstead(begins_at);
}

// The library has no number beyond double, and JSON has: of many digits some
// are left out, and exponents become zeros. What it was is number()'s.
void HarStream::MendNumber() {
  const size_t begins_at = Tell();
  number_.clear();
  mended_.clear();
  size_t digits = 0;
  while (at_ < end_ && mended_.size() < kMostOfNumber) {
    const char c = *at_;
    const bool is_digit = IsDigit(c);
    if (!is_digit && c != '.' && c != '-' && c != '+' && c != 'e' && c != 'E') {
      break;
    }
    digits = is_digit ? digits + 1 : 0;
    if (digits <= kMostDigits) mended_.push_back(c);
    if (++at_ == end_) Fill();
  }
  number_ = mended_;
  const size_t exponent = mended_.find_first_of("eE");
  if (exponent != mended_.npos && mended_.size() - exponent > 3) {
    std::replace_if(mended_.begin() + static_cast<ptrdiff_t>(exponent),
                    mended_.end(), IsDigit, '0');
  }
  ReadInstead(begins_at);
}

}  // namespace corsieve::tools
