#include "tools/unescape_lines.h"

#include <cstddef>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "gtest/gtest.h"
#include "simdjson.h"

namespace corsieve::tools {
namespace {

// What simdjson makes of a valid string.
std::string Unescaped(std::string_view inside) {
  const simdjson::padded_string text("\"" + std::string(inside) + "\"");
  simdjson::ondemand::parser parser;
  simdjson::ondemand::document document;
  std::string_view unescaped;
  EXPECT_FALSE(parser.iterate(text).get(document)) << inside;
  EXPECT_FALSE(document.get_string().get(unescaped)) << inside;
  return std::string(unescaped);
}

// Behind the string there is what is no part of it.
bool Unescape(std::string_view inside, std::string* out) {
  std::string text = std::string(inside) + "\"\\r\\n\xff\\";
  text.resize(inside.size() + kReadAhead, '\\');
  return UnescapeLines(std::string_view(text).substr(0, inside.size()), out);
}

// Where there are vectors all of these are unescaped; else none is.
void ExpectSame(std::string_view inside) {
  std::string out = "what was there";
  const bool has_vectors = Unescape("", &out);
  EXPECT_EQ(Unescape(inside, &out), has_vectors) << inside;
  if (has_vectors) {
    EXPECT_EQ(out, Unescaped(inside)) << inside;
  }
}

TEST(UnescapeLinesTest, EveryEscapeAtEveryPlace) {
  for (std::string_view escape :
       {R"(\r\n)", R"(\n)", R"(\r)", R"(\t)", R"(\b)", R"(\f)", R"(\")",
        R"(\\)", R"(\/)", R"(\r\n\r\n)", R"(\\r\\n)", R"(\\\")", R"(\\\\)"}) {
    for (size_t before = 0; before < 140; ++before) {
      for (size_t behind : {0, 1, 59, 64, 130}) {
        ExpectSame(std::string(before, 'a') + std::string(escape) +
                   std::string(behind, 'z'));
      }
    }
  }
}

TEST(UnescapeLinesTest, Random) {
  const std::vector<std::string_view> pieces = {
      R"(\r\n)",
      R"(\n)",
      R"(\r)",
      R"(\\)",
      R"(\")",
      R"(\/)",
      "",
      "a",
      ": ",
      "rn",
      "\x7f",
      "etag: ",
      "cache-control: public, max-age=31536000, immutable, no-transform"};
  std::mt19937 random(20261130);
  for (int i = 0; i < 20000; ++i) {
    std::string inside;
    for (size_t count = random() % 40; count > 0; --count) {
      inside += pieces[random() % pieces.size()];
    }
    ExpectSame(inside);
  }
}

TEST(UnescapeLinesTest, LeavesWhatIsNoAsciiOrHasANumber) {
  std::string out;
  for (std::string_view other : {R"(\u0041)", "\xc3\xa9", "\xe2\x82\xac"}) {
    for (size_t before = 0; before < 140; ++before) {
      const std::string start(before, 'a');
      EXPECT_FALSE(Unescape(start + std::string(other), &out)) << before;
      EXPECT_FALSE(Unescape(start + std::string(other) + R"(\r\nb)", &out));
    }
  }
}

}  // namespace
}  // namespace corsieve::tools
