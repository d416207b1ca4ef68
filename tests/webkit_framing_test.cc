// How WebKit finds out where a body ends, and which responses it refuses for
// that.

#include "engine/read/webkit_framing.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "corsieve/corsieve.h"
#include "gtest/gtest.h"
#include "tests/exchange_helpers.h"

namespace corsieve::tests {
namespace {

std::string Http10(const Lines& lines) {
  std::string head = Head("200 OK", lines);
  head[7] = '0';
  return head;
}

struct Row {
  Lines lines;
  std::optional<size_t> refused;  // Which line.
};

// Each as a clean head, and with lines that end with LF alone.
void ExpectRefusals(const std::vector<Row>& rows, bool http_1_0) {
  Filter filter(Profile::kWebKit);
  for (const Row& row : rows) {
    std::string head = http_1_0 ? Http10(row.lines) : Head("200 OK", row.lines);
    // A clean head has 64 bytes.
    head.insert(head.size() - 2, "X-Padding: " + std::string(64, 'p') + "\r\n");
    for (bool clean : {true, false}) {
      SCOPED_TRACE(head);
      if (!clean) head.erase(head.find('\r'), 1);
      const FilteredResponse& seen = filter.Run(Get("https://a.test/"), head);
      EXPECT_EQ(seen.reason(),
                row.refused ? Reason::kFramingMalformed : Reason::kSameOrigin);
      std::optional<size_t> at;
      if (row.refused) at = head.find(row.lines[*row.refused] + "\r");
      EXPECT_EQ(seen.error_offset(), at);
    }
  }
}

// soup_message_headers_set, and g_ascii_strtoull of a length.
TEST(WebKitFramingTest, TheLastHeaderDecidesUnlessItIsChunked) {
  ExpectRefusals(
      {
          {{"Content-Length: x"}, 0},
          {{"Content-Length: 1"}, {}},
          {{"Content-Length:"}, {}},
          {{"Content-Length: +1"}, {}},
          {{"Content-Length: -1"}, {}},
          {{"Content-Length: +"}, 0},
          {{"Content-Length: +-1"}, 0},
          {{"Content-Length: 1 2"}, 0},
          {{"Content-Length: 1,1"}, 0},
          {{"Content-Length: 1", "Content-Length: x"}, 1},
          {{"Content-Length: x", "Content-Length: 1"}, {}},
          {{"Transfer-Encoding: gzip"}, 0},
          {{"Transfer-Encoding: chunked"}, {}},
          {{"Transfer-Encoding: CHUNKED"}, {}},
          {{"Transfer-Encoding: gzip, chunked"}, 0},
          {{"Transfer-Encoding: Identity"}, {}},
          {{"Transfer-Encoding: chunked", "Content-Length: x"}, {}},
          {{"Content-Length: x", "Transfer-Encoding: chunked"}, {}},
          {{"Transfer-Encoding: chunked", "Transfer-Encoding: gzip"}, 1},
          {{"Transfer-Encoding: gzip", "Content-Length: 1"}, {}},
          {{"Content-Length: 1", "Transfer-Encoding: gzip"}, 1},
          {{"Content-Length: x", "Transfer-Encoding: identity"}, 0},
          // In HTTP/1.1 Connection drops nothing.
          {{"Connection: content-length", "Content-Length: x"}, 1},
      },
      /*http_1_0=*/false);
}

// soup_message_headers_clean_connection_headers
TEST(WebKitFramingTest, Http10ForgetsWhatConnectionNames) {
  ExpectRefusals(
      {
          {{"Connection: close", "Content-Length: x"}, 1},
          {{"Connection: content-length", "Content-Length: x"}, {}},
          {{"Content-Length: x", "Connection: Content-Length"}, {}},
          {{"Transfer-Encoding: gzip", "Connection: x, transfer-encoding"}, {}},
          {{"Transfer-Encoding: chunked", "Connection: content-length",
            "Content-Length: x"},
           {}},
          // The last length that is left decides then, wherever it is.
          {{"Content-Length: x", "Transfer-Encoding: gzip",
            "Connection: transfer-encoding"},
           0},
          {{"Content-Length: x", "Content-Length: 1", "Transfer-Encoding: gzip",
            "Connection: transfer-encoding"},
           {}},
          {{"Content-Length: 1", "X-A: 1", "Content-Length: x",
            "Connection: transfer-encoding"},
           2},
      },
      /*http_1_0=*/true);
}

// The reason of the line that has this name, or is this.
Reason FateOf(const FilteredResponse& seen, std::string_view name) {
  for (const Outcome o : seen.outcomes()) {
    if (o.name == name) return o.reason;
  }
  return Reason::kNetworkErrorResponse;
}

TEST(WebKitFramingTest, Http10DropsWhatConnectionNames) {
  Filter filter(Profile::kWebKit);
  const auto fate = [&](std::string_view connection, std::string_view line) {
    const std::string head =
        Http10({"Connection: " + std::string(connection), std::string(line),
                "X-Padding: " + std::string(64, 'p')});
    return FateOf(filter.Run(Get("https://a.test/"), head),
                  line.substr(0, line.find(':')));
  };
  EXPECT_EQ(fate("x-a", "X-A: 1"), Reason::kDroppedByEngine);
  // What the last response named counts no more.
  EXPECT_EQ(fate("x-b", "X-A: 1"), Reason::kBasicResponse);
  EXPECT_EQ(fate(", ,x-b\t, X-a", "x-A: 1"), Reason::kDroppedByEngine);
  EXPECT_EQ(fate("x-a x-b", "X-A: 1"), Reason::kBasicResponse);
  // soup_header_parse_list: commas in quoted strings part nothing, and a quote
  // behind a backslash ends none.
  EXPECT_EQ(fate("\"x-b, x-a, \"", "X-A: 1"), Reason::kBasicResponse);
  EXPECT_EQ(fate("\"x-b\", x-a, \"", "X-A: 1"), Reason::kDroppedByEngine);
  EXPECT_EQ(fate("\"\\\", x-a, \"", "X-A: 1"), Reason::kBasicResponse);
  EXPECT_EQ(fate("\"\\\\\", x-a, \"", "X-A: 1"), Reason::kDroppedByEngine);
  EXPECT_EQ(fate("\\\", x-a, \"", "X-A: 1"), Reason::kBasicResponse);
  // A line that is no header stays what it is.
  EXPECT_EQ(fate("x-a", "X-A"), Reason::kMalformedLine);
}

}  // namespace
}  // namespace corsieve::tests
