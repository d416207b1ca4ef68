// What the C interface needs of vectors, and no inner loop: strings moved as
// pairs of words, and bytes counted. By SSE2 where the machine has it.

#ifndef CORSIEVE_ENGINE_SIMD_WORDS_H_
#define CORSIEVE_ENGINE_SIMD_WORDS_H_

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>

#include "engine/simd/simd_target.h"

namespace corsieve {
namespace simd {

// Two words of 64 bits, which are stored in one piece: who loads them as such a
// moment later need not wait until both have left for the cache.
class WordPair {
 public:
#ifdef CORSIEVE_X86_64
  explicit WordPair(const char* p)
      : words_(_mm_loadu_si128(reinterpret_cast<const __m128i*>(p))) {}
  WordPair Swapped() const {
    return WordPair(_mm_shuffle_epi32(words_, _MM_SHUFFLE(1, 0, 3, 2)));
  }
  void Store(char* p) const {
    _mm_storeu_si128(reinterpret_cast<__m128i*>(p), words_);
  }

 private:
  friend class ZeroWords;
  explicit WordPair(__m128i words) : words_(words) {}
  __m128i words_;
#else
  explicit WordPair(const char* p) { std::memcpy(words_, p, sizeof words_); }
  WordPair Swapped() const {
    WordPair swapped = *this;
    std::swap(swapped.words_[0], swapped.words_[1]);
    return swapped;
  }
  void Store(char* p) const { std::memcpy(p, words_, sizeof words_); }

 private:
  friend class ZeroWords;
  uint64_t words_[2];
#endif
};

// Whether the second word of any pair is 0. Words above 2^63, which are no
// addresses, may count as such.
class ZeroWords {
 public:
#ifdef CORSIEVE_X86_64
  void Add(const WordPair& a, const WordPair& b) {
    const __m128i both = _mm_unpackhi_epi64(a.words_, b.words_);
    // Of 0 alone the top bit becomes set.
    tops_ = _mm_or_si128(tops_, _mm_add_epi64(both, _mm_set1_epi64x(-1)));
  }
  bool any() const { return _mm_movemask_pd(_mm_castsi128_pd(tops_)) != 0; }

 private:
  __m128i tops_ = _mm_setzero_si128();
#else
  void Add(const WordPair& a, const WordPair& b) {
    tops_ |= (a.words_[1] - 1) | (b.words_[1] - 1);
  }
  bool any() const { return tops_ >> 63 != 0; }

 private:
  uint64_t tops_ = 0;
#endif
};

// How many of the `count` bytes at `p` are at most `most`. As many are read as
// make `count` a multiple of 16, and at least 16.
inline size_t CountAtMost(const uint8_t* p, size_t count, uint8_t most) {
#ifdef CORSIEVE_X86_64
  static constexpr uint8_t kOnes[32] = {1, 1, 1, 1, 1, 1, 1, 1,
                                        1, 1, 1, 1, 1, 1, 1, 1};
  const __m128i all = _mm_set1_epi8(static_cast<char>(most));
  __m128i sums = _mm_setzero_si128();
  for (;; p += 16, count -= 16) {
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(p));
    const __m128i found = _mm_cmpeq_epi8(_mm_min_epu8(bytes, all), bytes);
    // A one for each byte that counts.
    const __m128i ones = _mm_loadu_si128(reinterpret_cast<const __m128i*>(
        kOnes + 16 - std::min<size_t>(count, 16)));
    sums = _mm_add_epi64(
        sums, _mm_sad_epu8(_mm_and_si128(found, ones), _mm_setzero_si128()));
    if (count <= 16) break;
  }
  return static_cast<size_t>(
      _mm_cvtsi128_si64(_mm_add_epi64(sums, _mm_unpackhi_epi64(sums, sums))));
#else
  return static_cast<size_t>(
      std::count_if(p, p + count, [most](uint8_t b) { return b <= most; }));
#endif
}

}  // namespace simd
}  // namespace corsieve

#endif  // CORSIEVE_ENGINE_SIMD_WORDS_H_
