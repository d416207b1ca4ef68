// MIME types, and what is blocked by them: each entry of each table.

#include "corsieve/mime_type.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "corsieve/nosniff.h"
#include "gtest/gtest.h"

namespace corsieve {
namespace {

std::string Parse(std::string_view input) {
  const std::optional<MimeType> mime_type = ParseMimeType(input);
  return mime_type ? SerializeMimeType(*mime_type) : "failure";
}

HeaderList List(std::string_view name,
                const std::vector<std::string_view>& values) {
  HeaderList list;
  list.Append("X", "image/png");
  for (std::string_view value : values) list.Append(name, value);
  return list;
}

// https://mimesniff.spec.whatwg.org/#parsing-a-mime-type, serialized
TEST(MimeTypeTest, IsParsedAndSerialized) {
  struct Row {
    std::string_view input, want;
  };
  const Row rows[] = {
      {"text/plain", "text/plain"},
      {"TEXT/Plain;CHARSET=UTF-8", "text/plain;charset=UTF-8"},
      {" \t\r\ntext/plain \t", "text/plain"},
      {"text/plain \t;a=b", "text/plain;a=b"},
      {"!#$%&'*+-.^_`|~/x", "!#$%&'*+-.^_`|~/x"},
      {"", "failure"},
      {"text", "failure"},
      {"text/", "failure"},
      {"/plain", "failure"},
      {"text/;a=b", "failure"},
      {"text /plain", "failure"},
      {"text/ plain", "failure"},
      {"te(xt/plain", "failure"},
      {"text/pl\xe9in", "failure"},
      {"text/plain/x", "failure"},
      // Parameters.
      {"text/plain;", "text/plain"},
      {"text/plain;;a=b;;", "text/plain;a=b"},
      {"text/plain; \t\r\na=b", "text/plain;a=b"},
      {"text/plain;a", "text/plain"},
      {"text/plain;a;b=c", "text/plain;b=c"},
      {"text/plain;a=", "text/plain"},
      {"text/plain;a=;b=c", "text/plain;b=c"},
      {"text/plain;a= ;b=c", "text/plain;b=c"},
      {"text/plain;=b", "text/plain"},
      {"text/plain;a =b", "text/plain"},
      {"text/plain;a(=b", "text/plain"},
      {"text/plain;a= b", "text/plain;a=\" b\""},
      {"text/plain;a=b ;c=d", "text/plain;a=b;c=d"},
      {"text/plain;a=b c", "text/plain;a=\"b c\""},
      {"text/plain;a=b=c", "text/plain;a=\"b=c\""},
      {"text/plain;a=b;a=c", "text/plain;a=b"},
      {"text/plain;a=b;A=c", "text/plain;a=b"},
      {"text/plain;a=;a=c", "text/plain;a=c"},
      {"text/plain;a=\xe9", "text/plain;a=\"\xe9\""},
      {"text/plain;a=b\x7f", "text/plain"},
      {"text/plain;a=b\x1f", "text/plain"},
      {"text/plain;a=b\tc", "text/plain;a=\"b\tc\""},
      // Quoted strings.
      {"text/plain;a=\"b\"", "text/plain;a=b"},
      {"text/plain;a=\"\"", "text/plain;a=\"\""},
      {"text/plain;a=\"b;c\";d=e", "text/plain;a=\"b;c\";d=e"},
      {"text/plain;a=\"b", "text/plain;a=b"},
      {"text/plain;a=\"", "text/plain;a=\"\""},
      {"text/plain;a=\"b\\\"c\"", "text/plain;a=\"b\\\"c\""},
      {"text/plain;a=\"b\\c\"", "text/plain;a=bc"},
      {"text/plain;a=\"b\\\\\"", "text/plain;a=\"b\\\\\""},
      {"text/plain;a=\"b\\", "text/plain;a=\"b\\\\\""},
      {"text/plain;a=\"b\"c;d=e", "text/plain;a=b;d=e"},
      {"text/plain;a=\"b\" ;d=e", "text/plain;a=b;d=e"},
      {"text/plain;a= \"b\"", "text/plain;a=\" \\\"b\\\"\""},
      {"text/plain;a=\"b\x7f\"", "text/plain"},
  };
  for (const Row& row : rows) EXPECT_EQ(Parse(row.input), row.want);
}

TEST(MimeTypeTest, Members) {
  const MimeType mime_type = *ParseMimeType("Text/HTML;A=1;b=2");
  EXPECT_EQ(mime_type.type, "text");
  EXPECT_EQ(mime_type.subtype, "html");
  EXPECT_EQ(mime_type.essence(), "text/html");
  ASSERT_NE(mime_type.parameter("b"), nullptr);
  EXPECT_EQ(*mime_type.parameter("b"), "2");
  EXPECT_EQ(*mime_type.parameter("a"), "1");
  EXPECT_EQ(mime_type.parameter("A"), nullptr);
  EXPECT_EQ(mime_type.parameter("c"), nullptr);
}

// https://fetch.spec.whatwg.org/#concept-header-extract-mime-type
TEST(ExtractMimeTypeTest, Lists) {
  struct Row {
    std::vector<std::string_view> values;
    std::string_view want;
  };
  const Row rows[] = {
      {{}, "failure"},
      {{""}, "failure"},
      {{"text"}, "failure"},
      {{"*/*"}, "failure"},
      {{"text/plain;charset=gbk", "text/html"}, "text/html"},
      {{"text/html;charset=gbk;a=b", "text/html;x=y"},
       "text/html;x=y;charset=gbk"},
      {{"text/html;charset=gbk;a=b", "text/html;x=y", "text/html"},
       "text/html;charset=gbk"},
      {{"text/html;charset=gbk", "x/x", "text/html;x=y"}, "text/html;x=y"},
      {{"text/html", "cannot-parse"}, "text/html"},
      {{"text/html", "*/*"}, "text/html"},
      {{"text/html", "*/*;a=b"}, "text/html"},
      {{"text/html", "*/x"}, "*/x"},
      {{"text/html", ""}, "text/html"},
      {{"text/html, text/plain"}, "text/plain"},
      {{"text/html;a=\"b,c\", text/plain"}, "text/plain"},
      {{"text/html;charset=gbk", "text/html;charset=utf-8"},
       "text/html;charset=utf-8"},
      // The first charset of an essence is the one that is kept.
      {{"text/html;charset=gbk", "text/html;charset=utf-8", "text/html"},
       "text/html;charset=gbk"},
      {{"text/html", "text/html;charset=utf-8", "text/html"}, "text/html"},
      {{"text/html;charset=gbk", "*/*", "text/html"}, "text/html;charset=gbk"},
  };
  for (const Row& row : rows) {
    const std::optional<MimeType> mime_type =
        ExtractMimeType(List("content-TYPE", row.values));
    EXPECT_EQ(mime_type ? SerializeMimeType(*mime_type) : "failure", row.want)
        << testing::PrintToString(row.values);
  }
}

// https://mimesniff.spec.whatwg.org/#javascript-mime-type
TEST(JavaScriptMimeTypeTest, EachOfThem) {
  const auto is = [](std::string_view text) {
    return IsJavaScriptMimeType(*ParseMimeType(text));
  };
  for (std::string_view text :
       {"application/ecmascript", "application/javascript",
        "application/x-ecmascript", "application/x-javascript",
        "text/ecmascript", "text/javascript", "text/javascript1.0",
        "text/javascript1.1", "text/javascript1.2", "text/javascript1.3",
        "text/javascript1.4", "text/javascript1.5", "text/jscript",
        "text/livescript", "text/x-ecmascript", "text/x-javascript",
        "TEXT/JavaScript;charset=utf-8"}) {
    EXPECT_TRUE(is(text)) << text;
  }
  for (std::string_view text :
       {"text/javascript1.6", "text/javascript1", "application/json",
        "application/livescript", "text/plain", "text/ecmascript1.0",
        "application/jscript"}) {
    EXPECT_FALSE(is(text)) << text;
  }
}

// https://fetch.spec.whatwg.org/#determine-nosniff
TEST(NosniffTest, TheFirstElementCounts) {
  const auto determine = [](const std::vector<std::string_view>& values) {
    return DetermineNosniff(List("x-content-type-OPTIONS", values));
  };
  EXPECT_FALSE(determine({}));
  EXPECT_FALSE(determine({""}));
  EXPECT_TRUE(determine({"nosniff"}));
  EXPECT_TRUE(determine({"NoSniff"}));
  EXPECT_TRUE(determine({" nosniff\t,x"}));
  EXPECT_TRUE(determine({"nosniff", "x"}));
  EXPECT_FALSE(determine({"x", "nosniff"}));
  EXPECT_FALSE(determine({"", "nosniff"}));
  EXPECT_FALSE(determine({"x, nosniff"}));
  EXPECT_FALSE(determine({",nosniff"}));
  EXPECT_FALSE(determine({"\"nosniff\""}));
  EXPECT_FALSE(determine({"nosniffs"}));
  EXPECT_FALSE(determine({"no sniff"}));
}

constexpr std::string_view kScriptLike[] = {"audioworklet", "paintworklet",
                                            "script",       "serviceworker",
                                            "sharedworker", "worker"};
constexpr std::string_view kOthers[] = {
    "",       "audio", "document", "embed",    "font",   "frame",
    "iframe", "image", "json",     "manifest", "object", "report",
    "track",  "video", "xslt",     "SCRIPT",   "workers"};

// https://fetch.spec.whatwg.org/#should-response-to-request-be-blocked-due-to-nosniff?
TEST(NosniffTest, EachDestination) {
  const auto blocked = [](std::string_view destination,
                          const std::vector<std::string_view>& types,
                          bool nosniff = true) {
    HeaderList list = List("Content-Type", types);
    if (nosniff) list.Append("X-Content-Type-Options", "nosniff");
    return IsBlockedByNosniff(destination, list);
  };
  for (std::string_view destination : kScriptLike) {
    EXPECT_TRUE(blocked(destination, {"text/plain"})) << destination;
    EXPECT_TRUE(blocked(destination, {"text/css"})) << destination;
    EXPECT_TRUE(blocked(destination, {})) << destination;
    EXPECT_TRUE(blocked(destination, {"bad"})) << destination;
    EXPECT_FALSE(blocked(destination, {"text/javascript"})) << destination;
    EXPECT_FALSE(blocked(destination, {"text/plain"}, false)) << destination;
  }
  EXPECT_TRUE(blocked("style", {"text/plain"}));
  EXPECT_TRUE(blocked("style", {"text/javascript"}));
  EXPECT_TRUE(blocked("style", {"text/css2"}));
  EXPECT_TRUE(blocked("style", {}));
  EXPECT_FALSE(blocked("style", {"Text/CSS;charset=x"}));
  EXPECT_FALSE(blocked("style", {"text/plain"}, false));
  for (std::string_view destination : kOthers) {
    EXPECT_FALSE(blocked(destination, {"text/plain"})) << destination;
    EXPECT_FALSE(blocked(destination, {})) << destination;
  }
}

// https://fetch.spec.whatwg.org/#should-response-to-request-be-blocked-due-to-mime-type?
TEST(BlockedMimeTypeTest, EachDestinationAndType) {
  const auto blocked = [](std::string_view destination,
                          const std::vector<std::string_view>& types) {
    return IsBlockedByMimeType(destination, List("Content-Type", types));
  };
  for (std::string_view destination : kScriptLike) {
    for (std::string_view type : {"audio/x", "IMAGE/png", "video/x;a=b",
                                  "text/csv", "text/CSV;charset=x"}) {
      EXPECT_TRUE(blocked(destination, {type})) << destination << type;
    }
    for (std::string_view type :
         {"text/javascript", "text/plain", "text/csvs", "application/csv",
          "audios/x", "font/x", "application/octet-stream", "bad", ""}) {
      EXPECT_FALSE(blocked(destination, {type})) << destination << type;
    }
    EXPECT_FALSE(blocked(destination, {}));
    EXPECT_FALSE(blocked(destination, {"image/png", "text/plain"}));
    EXPECT_TRUE(blocked(destination, {"text/plain", "image/png"}));
  }
  EXPECT_FALSE(blocked("style", {"image/png"}));
  for (std::string_view destination : kOthers) {
    EXPECT_FALSE(blocked(destination, {"image/png"})) << destination;
  }
}

}  // namespace
}  // namespace corsieve
