#include "engine/base/bytes.h"

#include <string>

#include "engine/base/name_set.h"
#include "gtest/gtest.h"

namespace corsieve {
namespace {

constexpr std::string_view kTokenBytes =
    "!#$%&'*+-.^_`|~0123456789"
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

// Calls `check(c, is)` for each byte; `is` says whether it is in `bytes`.
template <typename Check>
void ForEachByte(std::string_view bytes, Check check) {
  for (int i = 0; i < 256; ++i) {
    const char c = static_cast<char>(i);
    SCOPED_TRACE(i);
    check(c, bytes.find(c) != std::string_view::npos);
  }
}

// https://www.rfc-editor.org/rfc/rfc9110#section-5.6.2
TEST(BytesTest, TokenBytes) {
  ForEachByte(kTokenBytes,
              [](char c, bool is) { EXPECT_EQ(IsTokenByte(c), is); });
}

TEST(BytesTest, Digits) {
  ForEachByte("0123456789", [](char c, bool is) { EXPECT_EQ(IsDigit(c), is); });
}

TEST(BytesTest, LowerAlpha) {
  ForEachByte("abcdefghijklmnopqrstuvwxyz",
              [](char c, bool is) { EXPECT_EQ(IsLowerAlpha(c), is); });
}

// https://fetch.spec.whatwg.org/#http-tab-or-space
TEST(BytesTest, TabOrSpace) {
  ForEachByte("\t ", [](char c, bool is) { EXPECT_EQ(IsTabOrSpace(c), is); });
}

// FF, VT and NBSP are none.
// https://fetch.spec.whatwg.org/#http-whitespace-byte
TEST(BytesTest, HttpWhitespace) {
  ForEachByte("\t\n\r ",
              [](char c, bool is) { EXPECT_EQ(IsHttpWhitespace(c), is); });
}

TEST(BytesTest, CaseMappingTouchesAsciiLettersOnly) {
  constexpr std::string_view kLower = "abcdefghijklmnopqrstuvwxyz";
  constexpr std::string_view kUpper = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  ForEachByte(kUpper, [&](char c, bool is) {
    EXPECT_EQ(ToLower(c), is ? kLower[kUpper.find(c)] : c);
  });
  ForEachByte(kLower, [&](char c, bool is) {
    EXPECT_EQ(ToUpper(c), is ? kUpper[kLower.find(c)] : c);
  });
}

TEST(BytesTest, Token) {
  EXPECT_FALSE(IsToken(""));
  EXPECT_TRUE(IsToken(kTokenBytes));
  EXPECT_FALSE(IsToken("a b"));
  EXPECT_FALSE(IsToken(" a"));
  EXPECT_FALSE(IsToken("a:"));
  EXPECT_FALSE(IsToken("\xe9"));
}

TEST(BytesTest, TokenLength) {
  EXPECT_EQ(TokenLength(""), 0u);
  EXPECT_EQ(TokenLength(":a"), 0u);
  EXPECT_EQ(TokenLength("abc"), 3u);
  EXPECT_EQ(TokenLength("ab c"), 2u);
  EXPECT_EQ(TokenLength(std::string_view("a\0b", 3)), 1u);
}

TEST(BytesTest, TrimTabOrSpace) {
  EXPECT_EQ(TrimTabOrSpace(""), "");
  EXPECT_EQ(TrimTabOrSpace(" \t \t"), "");
  EXPECT_EQ(TrimTabOrSpace("\t a \tb\t "), "a \tb");
  for (const std::string_view kept : {"\na", "a\r", "\va\v", "\fa\f",
                                      "\xa0"
                                      "a\xa0"}) {
    EXPECT_EQ(TrimTabOrSpace(kept), kept);
  }
}

// https://infra.spec.whatwg.org/#byte-case-insensitive
TEST(BytesTest, EqualsIgnoreCase) {
  EXPECT_TRUE(EqualsIgnoreCase("", ""));
  EXPECT_TRUE(EqualsIgnoreCase("Set-Cookie", "sEt-cOOKIE"));
  EXPECT_FALSE(EqualsIgnoreCase("a", "ab"));
  EXPECT_FALSE(EqualsIgnoreCase("a", "b"));
  // Pairs that differ in the bit that tells letters' cases apart.
  EXPECT_FALSE(EqualsIgnoreCase("@", "`"));
  EXPECT_FALSE(EqualsIgnoreCase("[", "{"));
  EXPECT_FALSE(EqualsIgnoreCase("^", "~"));
  EXPECT_FALSE(EqualsIgnoreCase("\xc9", "\xe9"));
  EXPECT_FALSE(EqualsIgnoreCase("\r", "-"));
}

// https://infra.spec.whatwg.org/#byte-less-than
// By words, and by bytes where there are less than eight.
TEST(BytesTest, EqualsIgnoreCaseLooksAtEachByteOfAnySize) {
  for (size_t size = 1; size <= 33; ++size) {
    for (size_t at = 0; at < size; ++at) {
      const std::string around(size, 'x');
      for (int a = 0; a < 256; ++a) {
        std::string one = around;
        one[at] = static_cast<char>(a);
        for (int flip : {0x20, 0x80, 0xA0, 0x01, 0x00}) {
          std::string other = around;
          other[at] = static_cast<char>(a ^ flip);
          ASSERT_EQ(EqualsIgnoreCase(one, other),
                    ToLower(one[at]) == ToLower(other[at]))
              << size << " " << at << " " << a << " " << flip;
        }
      }
    }
  }
}

TEST(BytesTest, HasByte) {
  for (int wanted : {int{','}, 0, 0xFF}) {
    for (int c = 0; c < 256; ++c) {
      for (int at = 0; at < 8; ++at) {
        const uint64_t others = 0x7878787878787878u;
        const uint64_t word = (others & ~(uint64_t{0xFF} << (8 * at))) |
                              uint64_t{static_cast<uint8_t>(c)} << (8 * at);
        ASSERT_EQ(HasByte(word, static_cast<char>(wanted)), c == wanted)
            << wanted << " " << c << " " << at;
      }
    }
  }
}

TEST(BytesTest, NameSet) {
  constexpr NameSet kNames("TE", "Date", "Keep-Alive");
  for (const char* name : {"te", "TE", "date", "dAtE", "keep-alive"}) {
    EXPECT_TRUE(kNames.Has(name)) << name;
  }
  for (const char* name :
       {"", "t", "tf", "dates", "eat", "tate", "keep_alive"}) {
    EXPECT_FALSE(kNames.Has(name)) << name;
  }
  // Sizes are told apart up to the largest.
  EXPECT_FALSE(kNames.Has(std::string(66, 'T')));
  EXPECT_FALSE(kNames.Has(std::string(63, 'T')));
}

TEST(BytesTest, CompareIsByByteAndAPrefixIsLess) {
  const std::string_view kAscending[] = {"",  "-", "0",    "9",   "^", "_",
                                         "`", "a", "aA",   "Ab",  "b", "Z",
                                         "|", "~", "\x80", "\xff"};
  for (size_t i = 0; i < std::size(kAscending); ++i) {
    for (size_t k = 0; k < std::size(kAscending); ++k) {
      SCOPED_TRACE(testing::Message() << i << " and " << k);
      const int order = Compare<ToLower>(kAscending[i], kAscending[k]);
      EXPECT_EQ(order < 0, i < k);
      EXPECT_EQ(order > 0, i > k);
    }
  }
}

// What makes getAllResponseHeaders() differ from iterating a Headers object.
TEST(BytesTest, CompareMapsBothSides) {
  EXPECT_EQ(Compare<ToLower>("X-a", "x-A"), 0);
  EXPECT_EQ(Compare<ToUpper>("X-a", "x-A"), 0);
  EXPECT_LT(Compare<ToLower>("__custom", "also"), 0);
  EXPECT_GT(Compare<ToUpper>("__custom", "also"), 0);
}

}  // namespace
}  // namespace corsieve
