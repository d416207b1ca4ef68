// What is remarked, and what is not worth a word.

#include "tools/explain/remarks.h"

#include <ostream>
#include <string>
#include <utility>
#include <vector>

#include "gtest/gtest.h"
#include "tools/explain/fetch.h"
#include "tools/explain/mixed_content.h"
#include "tools/explain/received.h"

namespace corsieve::tools {
namespace {

ReceivedAnswer Answer(const std::string& lines, int status = 200) {
  PastedHead head;
  head.bytes = "HTTP/1.1 " + std::to_string(status) + " x\r\n" + lines + "\r\n";
  return {ReceivedHead(std::move(head))};
}

Received Of(std::vector<ReceivedAnswer> answers) {
  Received received;
  received.c.origin = "https://app.example";
  received.c.url = "https://api.example/1";
  received.answers = std::move(answers);
  return received;
}

std::string Told(const Received& received) {
  std::string text;
  for (const std::string& s : Remarks(Fetch(received, Profile::kStandard))) {
    text += s + "\n";
  }
  return text;
}

bool Has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

const std::string kStar = "Access-Control-Allow-Origin: *\r\n";

// ---- Who asked with which Origin.

TEST(RemarksTest, AskedAsABrowserDoes) {
  Received received = Of({Answer("")});
  received.answers[0].asked_origin = "https://app.example";
  EXPECT_EQ(Told(received), "");
  received.answers[0].asked_origin = "https://curl.example";
  EXPECT_TRUE(Has(Told(received), "was asked with Origin https://curl"));
  received.answers[0].asked_origin = "";
  EXPECT_TRUE(Has(Told(received), "was asked with no Origin"));
}

// A redirect of the page's own origin needs no line.
TEST(RemarksTest, OnlyOfTheAnswerThatFailed) {
  Received received = Of({Answer("Location: https://b.example/\r\n", 302),
                          Answer("Access-Control-Allow-Origin: x\r\n")});
  received.c.url = "https://app.example/1";
  EXPECT_FALSE(Has(Told(received), "Was it asked with Origin?"));
}

// ---- Statuses.

TEST(RemarksTest, StatusesThatAreHidden) {
  EXPECT_TRUE(Has(Told(Of({Answer("", 400)})), "does not see the status 400"));
  EXPECT_FALSE(Has(Told(Of({Answer("", 399)})), "does not see the status"));
}

TEST(RemarksTest, PreflightsLeftOver) {
  Received received = Of({Answer(kStar)});
  received.c.method = "PUT";
  const ReceivedAnswer allows =
      Answer(kStar + "Access-Control-Allow-Methods: PUT\r\n", 204);
  received.preflights = {allows};
  EXPECT_EQ(Told(received), "");
  received.preflights = {allows, allows};
  EXPECT_TRUE(Has(Told(received), "Of 2 answers to OPTIONS 1 was used"));
}

// ---- Names.

TEST(RemarksTest, ListedOnceAndNoStar) {
  const std::string told =
      Told(Of({Answer(kStar + "Access-Control-Expose-Headers: *, x-a, X-A\r\n"
                              "X-Total: 1\r\n")}));
  EXPECT_TRUE(Has(told, "names x-a, which this response does not have"));
}

TEST(RemarksTest, NamesThatAreNotNear) {
  const auto told = [](const std::string& listed, const std::string& name) {
    return Told(Of({Answer(kStar + "Access-Control-Expose-Headers: " + listed +
                           "\r\n" + name + ": 1\r\n")}));
  };
  EXPECT_TRUE(Has(told("X-Totl-Count", "X-Total-Count"), "is X-Total-Count"));
  EXPECT_TRUE(Has(told("Total-Count", "X-Total-Count"), "is X-Total-Count"));
  EXPECT_FALSE(Has(told("X-Page-Size", "X-Total-Count"), "meant?"));
}

// ---- Mixed content.

struct MixedRow {
  const char* origin;
  const char* url;
  bool is_mixed;
};

void PrintTo(const MixedRow& row, std::ostream* os) { *os << row.url; }

class MixedContentTest : public testing::TestWithParam<MixedRow> {};

TEST_P(MixedContentTest, IsOrIsNot) {
  EXPECT_EQ(IsMixedContent(GetParam().origin, GetParam().url),
            GetParam().is_mixed);
}

INSTANTIATE_TEST_SUITE_P(
    Table, MixedContentTest,
    testing::ValuesIn(std::vector<MixedRow>{
        {"https://a.example", "http://b.example/", true},
        {"http://a.example", "http://b.example/", false},
        {"null", "http://b.example/", false},
        {"https://a.example", "https://b.example/", false},
        {"https://a.example", "http://localhost:3000/", false},
        {"https://a.example", "http://a.localhost/", false},
        {"https://a.example", "http://notlocalhost/", true},
        {"https://a.example", "http://127.0.0.2/", false},
        {"https://a.example", "http://127.0.0.1.example/", true},
        {"https://a.example", "http://128.0.0.1/", true},
        {"https://a.example", "http://[::1]/", false},
    }));

}  // namespace
}  // namespace corsieve::tools
