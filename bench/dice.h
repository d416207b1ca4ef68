// What heads are made of: numbers at random, the same in each run, and lines.

#ifndef CORSIEVE_BENCH_DICE_H_
#define CORSIEVE_BENCH_DICE_H_

#include <algorithm>
#include <cstddef>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "bench/heads.h"

namespace corsieve::bench {

// Names and values.
using Lines = std::vector<std::pair<std::string, std::string>>;

class Dice {
 public:
  explicit Dice(unsigned seed) : random_(seed) {}

  size_t operator()(size_t n) { return random_() % n; }
  bool Percent(size_t n) { return (*this)(100) < n; }
  size_t Between(size_t low, size_t high) {
    return low + (*this)(high - low + 1);
  }
  template <typename T>
  const T& Pick(const std::vector<T>& from) {
    return from[(*this)(from.size())];
  }
  std::string Text(size_t length, std::string_view alphabet) {
    std::string text;
    while (text.size() < length) text += alphabet[(*this)(alphabet.size())];
    return text;
  }
  std::string Hex(size_t length) { return Text(length, "0123456789abcdef"); }
  std::string Base64(size_t length) {
    return Text(length,
                "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                "0123456789+/");
  }
  std::string Number(size_t below) { return std::to_string((*this)(below)); }
  std::string Uuid() {
    return Hex(8) + "-" + Hex(4) + "-4" + Hex(3) + "-" + Hex(4) + "-" + Hex(12);
  }
  std::string Date() {
    return std::string("Wed, ") + std::to_string(10 + (*this)(19)) +
           " Nov 2026 1" + Number(10) + ":2" + Number(10) + ":3" + Number(10) +
           " GMT";
  }
  template <typename T>
  void Shuffle(std::vector<T>* list) {
    for (size_t i = list->size(); i > 1; --i) {
      std::swap((*list)[i - 1], (*list)[(*this)(i)]);
    }
  }
  // `count` of `from`, in any order.
  Lines Sample(Lines from, size_t count) {
    Shuffle(&from);
    from.resize(std::min(count, from.size()));
    return from;
  }

 private:
  std::mt19937 random_;
};

inline std::string Join(std::string_view start, const Lines& lines,
                        std::string_view separator = ": ") {
  std::string head = std::string(start) + "\r\n";
  for (const auto& [name, value] : lines) {
    head.append(name).append(separator).append(value).append("\r\n");
  }
  return head + "\r\n";
}

inline void Allow(bool credentials, Lines* lines) {
  if (!credentials) {
    lines->emplace_back("Access-Control-Allow-Origin", "*");
    return;
  }
  lines->emplace_back("Access-Control-Allow-Origin", std::string(kOrigin));
  lines->emplace_back("Access-Control-Allow-Credentials", "true");
}

inline void Append(const Lines& more, Lines* lines) {
  lines->insert(lines->end(), more.begin(), more.end());
}

}  // namespace corsieve::bench

#endif  // CORSIEVE_BENCH_DICE_H_
