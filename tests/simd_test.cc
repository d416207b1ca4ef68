// Each instruction set does what Portable does, and Portable what bytes.h says.

#include "engine/simd/simd.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <memory>
#include <random>
#include <string>

#include "engine/headers/header_name.h"
#include "engine/simd/words.h"
#include "gtest/gtest.h"

namespace corsieve {
namespace {

using Bytes = std::array<char, 64>;
using Words = std::array<uint64_t, 4>;

bool IsLonger(const char* folded) {
  return (folded[kFoldedSize - 1] & 0x80) != 0;
}

// Bytes of all kinds, of few kinds, and runs.
std::vector<Bytes> Samples() {
  std::mt19937 random(20261125);
  std::vector<Bytes> samples;
  const std::string few("aZ09-_.:, \t\r\n\0\x0e\x7f\x80\xff^~|`@[{*", 26);
  for (int i = 0; i < 4000; ++i) {
    Bytes bytes;
    for (char& c : bytes) {
      c = i % 2 ? static_cast<char>(random()) : few[random() % few.size()];
    }
    // A name, so that whole ones are met too.
    const size_t length = random() % 41;
    for (size_t k = 0; k < length; ++k) {
      bytes[k] = "abcxyzABCXYZ019-_."[random() % 18];
    }
    samples.push_back(bytes);
  }
  return samples;
}

template <typename Simd>
class SimdTest : public testing::Test {};

// A copy that is aligned as folded names are.
struct alignas(kFoldedSize) Aligned {
  explicit Aligned(const char* p) { std::memcpy(bytes, p, sizeof(bytes)); }
  char bytes[kFoldedSize];
};

#if defined(CORSIEVE_AVX2)
CORSIEVE_BEGIN_AVX2
// What the template below cannot call: it is compiled for any processor.
struct Avx2 {
  static bool Runs() {
    return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi2");
  }
  static uint64_t Equal(const char* p, char c) {
    return simd::Avx2::Block(p).Equal(c);
  }
  static uint64_t AtMost(const char* p, char c) {
    return simd::Avx2::Block(p).AtMost(c);
  }
  static uint64_t Plain(const char* p) { return simd::Avx2::Block(p).Plain(); }
  static uint64_t Blank(const char* p) { return simd::Avx2::Block(p).Blank(); }
  static uint64_t SumUp(const char* p, size_t blocks) {
    simd::Avx2::CappedSum sum;
    for (size_t i = 0; i < blocks; ++i) sum.Add(simd::Avx2::Block(p));
    return sum.sum();
  }
  static std::string First(const char* p, size_t size) {
    char bytes[kFoldedSize];
    simd::Avx2::Name(p, size).Store(bytes);
    return std::string(bytes, sizeof(bytes));
  }
  static unsigned PlainLength(const char* p) {
    return simd::Avx2::Name(p).PlainLength();
  }
  static std::string Fold(const char* p, unsigned n, bool longer) {
    char folded[kFoldedSize];
    simd::Avx2::Name name(p);
    name.Fold(n);
    if (longer) name.MarkAsLonger();
    name.Store(folded);
    return std::string(folded, sizeof(folded));
  }
  static std::string Lower(const char* p) {
    char lower[kFoldedSize];
    simd::Avx2::Name name(p);
    name.Lower();
    name.Store(lower);
    return std::string(lower, sizeof(lower));
  }
  static uint64_t Hash(const char* p) { return simd::Avx2::Name(p).Hash(); }
  static bool Equals(const char* p, const char* q) {
    return simd::Avx2::Name(p).Equals(Aligned(q).bytes);
  }
  static uint64_t Keep(const char* p, const char* q, uint64_t number) {
    return simd::Avx2::Name(p).ZeroUnlessEqual(Aligned(q).bytes, number);
  }
  static void LookUp(const uint8_t* table, const uint8_t* index, size_t count,
                     uint8_t* out) {
    simd::Avx2::LookUp(table, index, count, out);
  }
  static Words MasksOf(const std::vector<Words>& tops, size_t keep) {
    simd::Avx2::FourMasks masks;
    for (const Words& four : tops) {
      masks.Add(Aligned(reinterpret_cast<const char*>(four.data())).bytes);
    }
    Words stored;
    masks.Store(tops.size(), keep, stored.data());
    return stored;
  }
  static int CountBits(uint64_t mask) { return simd::Avx2::CountBits(mask); }
  static size_t LowestBit(uint64_t mask) { return simd::Avx2::LowestBit(mask); }
};
CORSIEVE_END_AVX2
#endif

template <typename S>
struct Plainly {
  static bool Runs() { return true; }
  static uint64_t Equal(const char* p, char c) {
    return typename S::Block(p).Equal(c);
  }
  static uint64_t AtMost(const char* p, char c) {
    return typename S::Block(p).AtMost(c);
  }
  static uint64_t Plain(const char* p) { return typename S::Block(p).Plain(); }
  static uint64_t Blank(const char* p) { return typename S::Block(p).Blank(); }
  static uint64_t SumUp(const char* p, size_t blocks) {
    typename S::CappedSum sum;
    for (size_t i = 0; i < blocks; ++i) sum.Add(typename S::Block(p));
    return sum.sum();
  }
  static std::string First(const char* p, size_t size) {
    char bytes[kFoldedSize];
    typename S::Name(p, size).Store(bytes);
    return std::string(bytes, sizeof(bytes));
  }
  static unsigned PlainLength(const char* p) {
    return typename S::Name(p).PlainLength();
  }
  static std::string Fold(const char* p, unsigned n, bool longer) {
    char folded[kFoldedSize];
    typename S::Name name(p);
    name.Fold(n);
    if (longer) name.MarkAsLonger();
    name.Store(folded);
    return std::string(folded, sizeof(folded));
  }
  static std::string Lower(const char* p) {
    char lower[kFoldedSize];
    typename S::Name name(p);
    name.Lower();
    name.Store(lower);
    return std::string(lower, sizeof(lower));
  }
  static uint64_t Hash(const char* p) { return typename S::Name(p).Hash(); }
  static bool Equals(const char* p, const char* q) {
    return typename S::Name(p).Equals(Aligned(q).bytes);
  }
  static uint64_t Keep(const char* p, const char* q, uint64_t number) {
    return typename S::Name(p).ZeroUnlessEqual(Aligned(q).bytes, number);
  }
  static void LookUp(const uint8_t* table, const uint8_t* index, size_t count,
                     uint8_t* out) {
    S::LookUp(table, index, count, out);
  }
  static Words MasksOf(const std::vector<Words>& tops, size_t keep) {
    typename S::FourMasks masks;
    for (const Words& four : tops) {
      masks.Add(Aligned(reinterpret_cast<const char*>(four.data())).bytes);
    }
    Words stored;
    masks.Store(tops.size(), keep, stored.data());
    return stored;
  }
  static int CountBits(uint64_t mask) { return S::CountBits(mask); }
  static size_t LowestBit(uint64_t mask) { return S::LowestBit(mask); }
};

using Sets = testing::Types<Plainly<simd::Portable>, Plainly<simd::Baseline>
#if defined(CORSIEVE_AVX2)
                            ,
                            Avx2
#endif
                            >;
TYPED_TEST_SUITE(SimdTest, Sets);

TYPED_TEST(SimdTest, BlocksTellWhichBytes) {
  if (!TypeParam::Runs()) GTEST_SKIP() << "not on this machine";
  for (const Bytes& bytes : Samples()) {
    for (char c : {'\n', ':', '\0', '\xff', 'a', bytes[7]}) {
      uint64_t equal = 0;
      uint64_t at_most = 0;
      for (size_t i = 0; i < 64; ++i) {
        equal |= uint64_t{bytes[i] == c} << i;
        const bool is_at_most =
            static_cast<uint8_t>(bytes[i]) <= static_cast<uint8_t>(c);
        at_most |= uint64_t{is_at_most} << i;
      }
      ASSERT_EQ(TypeParam::Equal(bytes.data(), c), equal);
      ASSERT_EQ(TypeParam::AtMost(bytes.data(), c), at_most);
    }
    const uint64_t plain = TypeParam::Plain(bytes.data());
    const uint64_t blank = TypeParam::Blank(bytes.data());
    for (size_t i = 0; i < 64; ++i) {
      // A set may know fewer, but letters, digits and some marks it knows.
      const bool may_miss =
          std::string_view("!#$%&'+").find(bytes[i]) != std::string_view::npos;
      const bool is_plain = plain >> i & 1;
      ASSERT_TRUE(is_plain == IsPlainByte(bytes[i]) || (may_miss && !is_plain))
          << int{bytes[i]};
      ASSERT_EQ(blank >> i & 1, IsTabOrSpace(bytes[i])) << int{bytes[i]};
    }
  }
}

TYPED_TEST(SimdTest, BytesAreSummedUp) {
  if (!TypeParam::Runs()) GTEST_SKIP() << "not on this machine";
  constexpr uint8_t kCap = simd::Portable::CappedSum::kCap;
  for (const Bytes& bytes : Samples()) {
    uint64_t sum = 0;
    for (char c : bytes) sum += std::min(static_cast<uint8_t>(c), kCap);
    ASSERT_EQ(TypeParam::SumUp(bytes.data(), 1), sum);
    ASSERT_EQ(TypeParam::SumUp(bytes.data(), 99), 99 * sum);
  }
  // The most that can be.
  Bytes bytes;
  bytes.fill('\xFF');
  ASSERT_EQ(TypeParam::SumUp(bytes.data(), 1000), 64u * kCap * 1000);
}

TYPED_TEST(SimdTest, NamesOfTheLastBytes) {
  if (!TypeParam::Runs()) GTEST_SKIP() << "not on this machine";
  for (const Bytes& sample : Samples()) {
    for (size_t size = 0; size < kFoldedSize; ++size) {
      // Of exactly this size, for sanitizers, and never at a null pointer.
      const std::unique_ptr<char[]> bytes(new char[size]);
      std::copy_n(sample.begin(), size, bytes.get());
      const std::string first = TypeParam::First(bytes.get(), size);
      for (size_t i = 0; i < kFoldedSize; ++i) {
        const char want = i < size ? bytes[i] : '\0';
        const bool may_miss = i < size && size - i <= 3;
        ASSERT_TRUE(first[i] == want || (may_miss && first[i] == '\0')) << i;
      }
    }
  }
}

TYPED_TEST(SimdTest, NamesAreFolded) {
  if (!TypeParam::Runs()) GTEST_SKIP() << "not on this machine";
  for (const Bytes& bytes : Samples()) {
    unsigned length = 0;
    const uint64_t plain = TypeParam::Plain(bytes.data());
    while (length < kFoldedSize && (plain >> length & 1)) ++length;
    ASSERT_EQ(TypeParam::PlainLength(bytes.data()), length);
    for (unsigned n : {0u, 1u, length, 31u, 32u}) {
      std::string want(kFoldedSize, '\0');
      for (unsigned i = 0; i < n; ++i) {
        want[i] = static_cast<char>(bytes[i] | 0x20);
      }
      ASSERT_EQ(TypeParam::Fold(bytes.data(), n, false), want);
      ASSERT_EQ(TypeParam::Hash(want.data()), HashOfFolded(want.data()));
      std::string other = want;
      ASSERT_TRUE(TypeParam::Equals(want.data(), other.data()));
      ASSERT_EQ(TypeParam::Keep(want.data(), other.data(), length), length);
      other[n % 32] = static_cast<char>(other[n % 32] ^ 1);
      ASSERT_FALSE(TypeParam::Equals(want.data(), other.data()));
      ASSERT_EQ(TypeParam::Keep(want.data(), other.data(), ~size_t{0}), 0u);
      want[31] = static_cast<char>(want[31] | 0x80);
      ASSERT_EQ(TypeParam::Fold(bytes.data(), n, true), want);
      ASSERT_TRUE(IsLonger(want.data()));
    }
  }
}

// Folding and lowering a name of plain bytes is lowering it.
TYPED_TEST(SimdTest, FoldedNamesAreLowered) {
  if (!TypeParam::Runs()) GTEST_SKIP() << "not on this machine";
  std::string name(kFoldedSize, 'a');
  for (int i = 0; i < 256; ++i) {
    const char c = static_cast<char>(i);
    if (!IsPlainByte(c)) continue;
    name[i % kFoldedSize] = c;
    std::string want = name;
    for (char& w : want) w = ToLower(w);
    for (bool longer : {false, true}) {
      const std::string folded =
          TypeParam::Fold(name.data(), kFoldedSize, longer);
      ASSERT_EQ(TypeParam::Lower(folded.data()), want);
    }
  }
}

TYPED_TEST(SimdTest, TablesAreLookedUp) {
  if (!TypeParam::Runs()) GTEST_SKIP() << "not on this machine";
  std::mt19937 random(2);
  std::array<uint8_t, 32> table;
  for (uint8_t& t : table) t = static_cast<uint8_t>(random());
  std::array<uint8_t, 192> index;
  for (uint8_t& i : index) i = random() % 32;
  for (size_t count = 0; count <= index.size(); ++count) {
    std::array<uint8_t, 192> out;
    TypeParam::LookUp(table.data(), index.data(), count, out.data());
    for (size_t i = 0; i < count; ++i) ASSERT_EQ(out[i], table[index[i]]);
  }
}

TYPED_TEST(SimdTest, FourMasksAreGathered) {
  if (!TypeParam::Runs()) GTEST_SKIP() << "not on this machine";
  std::mt19937 random(3);
  std::vector<Words> tops;
  while (tops.size() < 64) {
    Words four;
    for (uint64_t& top : four) top = uint64_t{random() % 2} << 63;
    tops.push_back(four);
    for (size_t keep = 1; keep <= tops.size(); ++keep) {
      Words want{};
      for (size_t i = 0; i < keep; ++i) {
        for (size_t k = 0; k < 4; ++k) want[k] |= tops[i][k] >> 63 << i;
      }
      ASSERT_EQ(TypeParam::MasksOf(tops, keep), want);
    }
  }
}

TYPED_TEST(SimdTest, BitsAreCountedAndFound) {
  if (!TypeParam::Runs()) GTEST_SKIP() << "not on this machine";
  std::mt19937_64 random(1);
  for (int i = 0; i < 64; ++i) {
    const uint64_t bit = uint64_t{1} << i;
    EXPECT_EQ(TypeParam::LowestBit(bit), i);
    EXPECT_EQ(TypeParam::LowestBit(random() << i | bit), i);
    EXPECT_EQ(TypeParam::CountBits(~uint64_t{0} >> i), 64 - i);
  }
  EXPECT_EQ(TypeParam::CountBits(0), 0);
}

TEST(WordsTest, PairsAreLoadedSwappedAndStored) {
  std::mt19937 random(4);
  char from[17], to[17];
  for (char& c : from) c = static_cast<char>(random());
  simd::WordPair(from + 1).Store(to + 1);
  EXPECT_EQ(std::memcmp(from + 1, to + 1, 16), 0);
  simd::WordPair(from + 1).Swapped().Store(to + 1);
  EXPECT_EQ(std::memcmp(from + 1, to + 9, 8), 0);
  EXPECT_EQ(std::memcmp(from + 9, to + 1, 8), 0);
}

TEST(WordsTest, ZerosAreNoticedInSecondWordsAlone) {
  const uint64_t kNumbers[] = {0, 1, 0x7FFFFFFFFFFFFFFF, 64};
  const auto pair = [](uint64_t first, uint64_t second) {
    const uint64_t words[] = {first, second};
    return simd::WordPair(reinterpret_cast<const char*>(words));
  };
  for (uint64_t first : kNumbers) {
    for (uint64_t a : kNumbers) {
      for (uint64_t b : kNumbers) {
        simd::ZeroWords zeros;
        zeros.Add(pair(0, 1), pair(0, 1));
        zeros.Add(pair(first, a), pair(first, b));
        zeros.Add(pair(0, 1), pair(0, 1));
        EXPECT_EQ(zeros.any(), a == 0 || b == 0) << a << " " << b;
      }
    }
  }
}

TEST(WordsTest, BytesAreCounted) {
  std::mt19937 random(5);
  std::array<uint8_t, 80> bytes;
  for (int run = 0; run < 50; ++run) {
    for (uint8_t& b : bytes) b = static_cast<uint8_t>(random());
    for (size_t count = 0; count <= 64; ++count) {
      const uint8_t most = static_cast<uint8_t>(random());
      ASSERT_EQ(simd::CountAtMost(bytes.data() + 1, count, most),
                std::count_if(bytes.begin() + 1, bytes.begin() + 1 + count,
                              [most](uint8_t b) { return b <= most; }));
    }
  }
}

// The last bytes of a name, and those of other names, decide nothing.
TEST(FoldedNameTest, KnownNamesAreFound) {
  for (int i = 1; !HeaderIdName(static_cast<HeaderId>(i)).empty(); ++i) {
    const HeaderId id = static_cast<HeaderId>(i);
    char folded[kFoldedSize];
    const NameKey key = MakeNameKey(HeaderIdName(id), folded);
    EXPECT_EQ(key.id, id);
    EXPECT_TRUE(key.is_plain);
    EXPECT_EQ(kKnownNames.place_by_hash[key.hash], i * kFoldedSize);
    EXPECT_EQ(std::string(folded, kFoldedSize),
              std::string(kKnownNames.folded[i], kFoldedSize));
    if (id == HeaderId::kXContentTypeOptions) break;
  }
}

TEST(FoldedNameTest, LongerNamesAreMarked) {
  const std::string name = "access-control-allow-credentials";
  ASSERT_EQ(name.size(), kFoldedSize);
  char folded[kFoldedSize];
  EXPECT_EQ(MakeNameKey(name, folded).id,
            HeaderId::kAccessControlAllowCredentials);
  EXPECT_FALSE(IsLonger(folded));
  EXPECT_EQ(MakeNameKey(name + "-", folded).id, HeaderId::kOther);
  EXPECT_TRUE(IsLonger(folded));
}

TEST(FoldedNameTest, PlainBytesAreTokenBytesThatFoldApart) {
  for (int i = 0; i < 256; ++i) {
    for (int k = 0; k < 256; ++k) {
      const char a = static_cast<char>(i);
      const char b = static_cast<char>(k);
      if (!IsPlainByte(a) || !IsPlainByte(b)) continue;
      EXPECT_TRUE(IsTokenByte(a));
      EXPECT_EQ((a | 0x20) == (b | 0x20), ToLower(a) == ToLower(b));
      // Folded bytes are in the order of upper-case ones.
      EXPECT_EQ((a | 0x20) < (b | 0x20), ToUpper(a) < ToUpper(b))
          << a << " " << b;
    }
  }
}

}  // namespace
}  // namespace corsieve
