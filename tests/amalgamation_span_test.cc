// The amalgamation's span is Abseil's, as far as the engine uses that.

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "absl/types/span.h"
#include "gtest/gtest.h"
#include "tools/amalgamation/span.h"

namespace corsieve {
namespace {

struct Base {
  int a = 0;
};
struct Derived : Base {
  int b = 0;
};

// Whether both spans of `const T` are made of a From, unasked, or neither is.
template <typename T, typename From>
constexpr bool Agree(bool expected) {
  return std::is_convertible_v<From, absl::Span<const T>> == expected &&
         std::is_convertible_v<From, Span<const T>> == expected;
}

TEST(AmalgamationSpanTest, IsMadeOfWhatAbseilsIsMadeOf) {
  EXPECT_TRUE((Agree<int, std::vector<int>&>(true)));
  EXPECT_TRUE((Agree<int, const std::vector<int>&>(true)));
  EXPECT_TRUE((Agree<int, std::vector<int>>(true)));
  EXPECT_TRUE((Agree<int, std::array<int, 3>&>(true)));
  EXPECT_TRUE((Agree<int, const std::array<int, 3>&>(true)));
  EXPECT_TRUE((Agree<int, const int(&)[3]>(true)));
  EXPECT_TRUE((Agree<int, int(&)[3]>(true)));
  EXPECT_TRUE((Agree<std::string, const std::vector<std::string>&>(true)));
  EXPECT_TRUE((Agree<const int*, const std::vector<const int*>&>(true)));
}

TEST(AmalgamationSpanTest, IsMadeOfNothingElse) {
  EXPECT_TRUE((Agree<int, const std::vector<long>&>(false)));
  EXPECT_TRUE((Agree<int, const std::vector<unsigned>&>(false)));
  EXPECT_TRUE((Agree<int, const std::vector<bool>&>(false)));
  EXPECT_TRUE((Agree<Base, const std::vector<Derived>&>(false)));
  EXPECT_TRUE(
      (Agree<std::string_view, const std::vector<std::string>&>(false)));
  EXPECT_TRUE((Agree<char, const char*>(false)));
  EXPECT_TRUE((Agree<int, const int*>(false)));
  EXPECT_TRUE((Agree<int, std::nullptr_t>(false)));
  EXPECT_TRUE((Agree<int, int>(false)));
}

TEST(AmalgamationSpanTest, IsAsCheapAsAbseils) {
  using Ours = Span<const int>;
  using Theirs = absl::Span<const int>;
  EXPECT_EQ(sizeof(Ours), sizeof(Theirs));
  EXPECT_TRUE(std::is_trivially_copyable_v<Ours>);
  EXPECT_TRUE(std::is_trivially_destructible_v<Ours>);
  EXPECT_TRUE((std::is_same_v<Ours::value_type, Theirs::value_type>));
}

template <typename IntSpan>
class BothSpansTest : public testing::Test {};
using Spans = testing::Types<absl::Span<const int>, Span<const int>>;
TYPED_TEST_SUITE(BothSpansTest, Spans);

TYPED_TEST(BothSpansTest, IsEmptyUnlessTold) {
  constexpr TypeParam span;
  static_assert(span.empty() && span.size() == 0 && span.data() == nullptr);
  EXPECT_EQ(span.begin(), span.end());
  const TypeParam braces = {};
  EXPECT_EQ(braces.data(), nullptr);
}

TYPED_TEST(BothSpansTest, ViewsAnArray) {
  static constexpr int kArray[] = {1, 2, 3};
  constexpr TypeParam all = kArray;
  static_assert(all.size() == 3 && all.data() == kArray && !all.empty());
  static_assert(all[1] == 2 && all.front() == 1 && all.back() == 3);
  constexpr TypeParam two{kArray + 1, 2};
  static_assert(two.data() == kArray + 1 && two.back() == 3);
  EXPECT_EQ(std::vector<int>(two.begin(), two.end()), (std::vector<int>{2, 3}));
}

TYPED_TEST(BothSpansTest, ViewsAContainer) {
  std::vector<int> ints = {4, 5};
  const TypeParam span = ints;
  EXPECT_EQ(span.data(), ints.data());
  EXPECT_EQ(span.size(), 2u);
  ints[1] = 6;
  EXPECT_EQ(span[1], 6);
  int sum = 0;
  for (const int& i : span) sum += i;
  EXPECT_EQ(sum, 10);
  const TypeParam copy = span;
  EXPECT_EQ(copy.data(), ints.data());
}

TEST(AmalgamationSpanTest, ConditionsAreWhatTheyWere) {
  EXPECT_TRUE(CORSIEVE_PREDICT_TRUE(1 + 1 == 2));
  EXPECT_FALSE(CORSIEVE_PREDICT_TRUE(nullptr));
  EXPECT_TRUE(CORSIEVE_PREDICT_FALSE(4));
  EXPECT_FALSE(CORSIEVE_PREDICT_FALSE(0));
}

}  // namespace
}  // namespace corsieve
