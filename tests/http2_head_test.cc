#include "tools/paste/http2_head.h"

#include <string>
#include <vector>

#include "gtest/gtest.h"

namespace corsieve::tools {
namespace {

TEST(Http2HeadTest, AsCurlPrintsIt) {
  const auto head = ReadHttp2Head(
      "HTTP/2 200 \r\ncontent-type: text/html\r\nX-A:  1 \r\nx-b:\r\n\r\nbody");
  ASSERT_TRUE(head);
  EXPECT_EQ(head->answer.protocol, "h2");
  EXPECT_EQ(head->answer.status, 200);
  EXPECT_EQ(head->answer.headers,
            (Pairs{{"content-type", "text/html"}, {"x-a", "1"}, {"x-b", ""}}));
  EXPECT_EQ(head->lines, (std::vector<size_t>{1, 2, 3}));
  EXPECT_TRUE(head->answer.interim.empty());
  EXPECT_FALSE(head->bad_status);
}

TEST(Http2HeadTest, InterimHeads) {
  const auto head = ReadHttp2Head(
      "HTTP/1.1 101 Switching Protocols\r\nupgrade: h2c\r\n\r\n"
      "HTTP/3 103 \nlink: x\n\nHTTP/3 204\na: b");
  ASSERT_TRUE(head);
  EXPECT_EQ(head->answer.protocol, "h3");
  EXPECT_EQ(head->answer.status, 204);
  EXPECT_EQ(head->answer.headers, (Pairs{{"a", "b"}}));
  EXPECT_EQ(head->lines, (std::vector<size_t>{7}));
  ASSERT_EQ(head->answer.interim.size(), 1u);
  EXPECT_EQ(head->answer.interim[0].first, 103);
  EXPECT_EQ(head->answer.interim[0].second, (Pairs{{"link", "x"}}));
}

TEST(Http2HeadTest, OnlyAnInterimHead) {
  const auto head = ReadHttp2Head("HTTP/2 103 \r\nlink: x\r\n\r\n");
  ASSERT_TRUE(head);
  EXPECT_EQ(head->answer.status, 103);
}

TEST(Http2HeadTest, LinesThatAreNoFields) {
  const auto head = ReadHttp2Head("HTTP/2 200\nno colon\n: 1\n\n");
  ASSERT_TRUE(head);
  EXPECT_EQ(head->answer.headers, (Pairs{{"no colon", ""}, {"", "1"}}));
}

TEST(Http2HeadTest, StatusesThatAreNone) {
  const struct {
    std::string head;
    size_t bad;
    std::string text;
  } rows[] = {
      {"HTTP/2 \n", 7, ""},
      {"HTTP/2 2\n", 8, "2"},
      {"HTTP/2 2x0\n", 8, "2x0"},
      {"HTTP/2 20x\n", 9, "20x"},
      {"HTTP/2 2000\n", 10, "2000"},
      {"HTTP/2 200x\n", 10, "200x"},
      {"HTTP/2  200\n", 7, ""},
      {"HTTP/3 -200 \n", 7, "-200"},
      {"HTTP/2 103 \n\nHTTP/2 x\n", 20, "x"},
  };
  for (const auto& row : rows) {
    const auto head = ReadHttp2Head(row.head);
    ASSERT_TRUE(head) << row.head;
    EXPECT_EQ(head->bad_status, row.bad) << row.head;
    EXPECT_EQ(head->answer.status_text, row.text) << row.head;
  }
}

TEST(Http2HeadTest, OtherHeads) {
  for (const char* head :
       {"", "HTTP/2", "HTTP/2.1 200 OK\n", "HTTP/1.1 200 OK\n", "http/2 200\n",
        "HTTP/4 200\n", " HTTP/2 200\n", "HTTP/1.1 100 x\n\n",
        "HTTP/1.1 100 x\n\nHTTP/1.1 200 OK\n\n"}) {
    EXPECT_FALSE(ReadHttp2Head(head)) << head;
  }
  // A reason is left out; curl does not write one, and once wrote "2.0".
  EXPECT_TRUE(ReadHttp2Head("HTTP/2 200 OK\n"));
  EXPECT_TRUE(ReadHttp2Head("HTTP/2.0 200\n"));
}

}  // namespace
}  // namespace corsieve::tools
