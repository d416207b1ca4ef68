#include "corsieve/response_head.h"

#include <memory>
#include <ostream>
#include <string>
#include <vector>

#include "corsieve/content_length.h"
#include "gtest/gtest.h"

namespace corsieve {
namespace {

using namespace std::string_literals;  // NUL bytes in literals.

// `bytes` in memory of their own size: ASan sees a read past their end.
class Exact {
 public:
  explicit Exact(std::string_view bytes)
      : data_(new char[bytes.size()]), size_(bytes.size()) {
    bytes.copy(data_.get(), size_);
  }
  std::string_view view() const { return {data_.get(), size_}; }

 private:
  std::unique_ptr<char[]> data_;
  size_t size_;
};

std::string Headers(const HeaderList& list) {
  std::string text;
  for (const Header& h : list) {
    text.append(h.name).append("=").append(h.value).append(";");
  }
  return text;
}

template <typename Row>
std::string RowName(const testing::TestParamInfo<Row>& info) {
  return info.param.name;
}

// ---- Heads that are read.

struct GoodRow {
  const char* name;
  std::string head;
  int status;
  std::string message;
  std::string headers;  // "name=value;"...
};

void PrintTo(const GoodRow& row, std::ostream* os) { *os << row.name; }

class GoodHeadTest : public testing::TestWithParam<GoodRow> {};

TEST_P(GoodHeadTest, IsRead) {
  const GoodRow& row = GetParam();
  // Whatever the body is, it changes nothing.
  for (const std::string& body : {""s, "body"s, "\0\r\nHTTP/1.1 1"s}) {
    const bool ends = row.head.size() >= 2 &&
                      (row.head.substr(row.head.size() - 2) == "\n\n" ||
                       row.head.substr(row.head.size() - 3) == "\n\r\n");
    if (!ends && !body.empty()) continue;
    const Exact bytes(row.head + body);
    HeaderList list;
    const ResponseHead head = ParseResponseHead(bytes.view(), &list);
    ASSERT_EQ(head.error, std::nullopt) << ReasonName(*head.error);
    EXPECT_EQ(head.status, row.status);
    EXPECT_EQ(head.status_message, row.message);
    EXPECT_EQ(Headers(list), row.headers);
    EXPECT_EQ(head.body_offset, row.head.size());
  }
}

const std::string kOk = "HTTP/1.1 200 OK\r\n";

INSTANTIATE_TEST_SUITE_P(
    Lines, GoodHeadTest,
    testing::ValuesIn(std::vector<GoodRow>{
        {"CrLf", kOk + "A: b\r\nC: d\r\n\r\n", 200, "OK", "A=b;C=d;"},
        {"BareLf", "HTTP/1.1 200 OK\nA: b\nC: d\n\n", 200, "OK", "A=b;C=d;"},
        {"Mixed", "HTTP/1.1 200 OK\nA: b\r\nC: d\n\r\n", 200, "OK", "A=b;C=d;"},
        {"NoHeaders", kOk + "\r\n", 200, "OK", ""},
        {"StatusLineOnly", kOk, 200, "OK", ""},
        {"NoEmptyLine", kOk + "A: b\r\n", 200, "OK", "A=b;"},
        {"NoEmptyLineBareLf", "HTTP/1.1 200 OK\nA: b\n", 200, "OK", "A=b;"},
    }),
    RowName<GoodRow>);

// https://www.rfc-editor.org/rfc/rfc9112#section-4
INSTANTIATE_TEST_SUITE_P(
    StatusLines, GoodHeadTest,
    testing::ValuesIn(std::vector<GoodRow>{
        {"Http10", "HTTP/1.0 200 OK\n\n", 200, "OK", ""},
        {"Http20", "HTTP/2.0 200 OK\n\n", 200, "OK", ""},
        {"Http99", "HTTP/9.9 200 OK\n\n", 200, "OK", ""},
        {"NoReason", "HTTP/1.1 200 \n\n", 200, "", ""},
        {"NoReasonNoSpace", "HTTP/1.1 200\r\n\n", 200, "", ""},
        {"Code0", "HTTP/1.1 0\n\n", 0, "", ""},
        {"Code1", "HTTP/1.1 1 x\n\n", 1, "x", ""},
        {"Code99", "HTTP/1.1 99 x\n\n", 99, "x", ""},
        {"Code077", "HTTP/1.1 077 x\n\n", 77, "x", ""},
        {"Code000", "HTTP/1.1 000 x\n\n", 0, "x", ""},
        {"Code999", "HTTP/1.1 999 x\n\n", 999, "x", ""},
        {"ReasonHasSpacesAndColon", "HTTP/1.1 404 Not: Found\n\n", 404,
         "Not: Found", ""},
        {"ReasonHasTabAndObsText", "HTTP/1.1 200 \tO\xe9\xff\n\n", 200,
         "\tO\xe9\xff", ""},
        {"OneSpaceOnlyIsTheSeparator", "HTTP/1.1 200  OK \n\n", 200, " OK ",
         ""},
    }),
    RowName<GoodRow>);

INSTANTIATE_TEST_SUITE_P(
    Fields, GoodHeadTest,
    testing::ValuesIn(std::vector<GoodRow>{
        {"Empty", kOk + "A:\r\nB: \t \r\n\r\n", 200, "OK", "A=;B=;"},
        {"NoBlank", kOk + "A:b\r\n\r\n", 200, "OK", "A=b;"},
        {"BlanksAround", kOk + "A: \t b \t c\t \r\n\r\n", 200, "OK",
         "A=b \t c;"},
        {"ColonsInValue", kOk + "A: :b:c\r\n\r\n", 200, "OK", "A=:b:c;"},
        {"EveryTokenByte", kOk + "!#$%&'*+-.^_`|~09azAZ: b\r\n\r\n", 200, "OK",
         "!#$%&'*+-.^_`|~09azAZ=b;"},
        {"CaseIsKept", kOk + "x-A: B\r\nX-a: b\r\n\r\n", 200, "OK",
         "x-A=B;X-a=b;"},
        // Not blanks: neither trimmed nor errors.
        {"ControlBytes", kOk + "A: \v\f\r\nB: \x01\x1f\x7f\r\n\r\n", 200, "OK",
         "A=\v\f;B=\x01\x1f\x7f;"},
        {"HighBytes", kOk + "A: \x80\xa0\xff\r\n\r\n", 200, "OK",
         "A=\x80\xa0\xff;"},
        {"LongValue", kOk + "A: " + std::string(70000, 'x') + "\r\n\r\n", 200,
         "OK", "A=" + std::string(70000, 'x') + ";"},
    }),
    RowName<GoodRow>);

// https://www.rfc-editor.org/rfc/rfc9112#section-5.2
INSTANTIATE_TEST_SUITE_P(
    Folding, GoodHeadTest,
    testing::ValuesIn(std::vector<GoodRow>{
        {"Space", kOk + "A: b\r\n c\r\n\r\n", 200, "OK", "A=b c;"},
        {"Tab", kOk + "A: b\r\n\tc\r\n\r\n", 200, "OK", "A=b c;"},
        {"BareLf", "HTTP/1.1 200 OK\nA: b\n c\n\n", 200, "OK", "A=b c;"},
        {"BlanksAroundTheFold", kOk + "A: b \t\r\n \t c \r\n\r\n", 200, "OK",
         "A=b c;"},
        {"Thrice", kOk + "A: b\r\n c\r\n\td\r\n e\r\n\r\n", 200, "OK",
         "A=b c d e;"},
        {"AfterNothing", kOk + "A:\r\n b\r\n\r\n", 200, "OK", "A=b;"},
        {"OfNothing", kOk + "A: b\r\n \t\r\n\r\n", 200, "OK", "A=b;"},
        {"AcrossNothing", kOk + "A: b\r\n \r\n c\r\n\r\n", 200, "OK", "A=b c;"},
        // Not a header of its own, whatever it looks like.
        {"LooksLikeAHeader", kOk + "A: b\r\n C: d\r\nE: f\r\n\r\n", 200, "OK",
         "A=b C: d;E=f;"},
        {"TwoHeaders", kOk + "A: b\r\n c\r\nD: e\r\n f\r\n g\r\nH: i\r\n\r\n",
         200, "OK", "A=b c;D=e f g;H=i;"},
        {"LastLine", kOk + "A: b\r\n c\r\n", 200, "OK", "A=b c;"},
    }),
    RowName<GoodRow>);

// https://www.rfc-editor.org/rfc/rfc9110#section-15.2
INSTANTIATE_TEST_SUITE_P(
    Interim, GoodHeadTest,
    testing::ValuesIn(std::vector<GoodRow>{
        {"Continue", "HTTP/1.1 100 Continue\r\n\r\n" + kOk + "A: b\r\n\r\n",
         200, "OK", "A=b;"},
        {"HeadersOfItAreNotSeen",
         "HTTP/1.1 103 Early Hints\r\nLink: x\r\n y\r\n\r\n" + kOk +
             "A: b\r\n\r\n",
         200, "OK", "A=b;"},
        {"Several",
         "HTTP/1.1 100\n\nHTTP/1.1 103 \nA: b\n\nHTTP/1.1 199 x\n\n"
         "HTTP/1.1 404 y\nC: d\n\n",
         404, "y", "C=d;"},
        {"SwitchingProtocols", "HTTP/1.1 101 x\r\n\r\n" + kOk + "\r\n", 200,
         "OK", ""},
        {"FewDigitsAreNotInterim", "HTTP/1.1 10 x\r\nA: b\r\n\r\n", 10, "x",
         "A=b;"},
    }),
    RowName<GoodRow>);

// ---- Heads that are not.

struct BadRow {
  const char* name;
  std::string head;
  Reason error;
  size_t offset;
  std::string headers = "";  // What came before.
};

void PrintTo(const BadRow& row, std::ostream* os) { *os << row.name; }

class BadHeadTest : public testing::TestWithParam<BadRow> {};

TEST_P(BadHeadTest, IsAnError) {
  const BadRow& row = GetParam();
  const Exact bytes(row.head);
  HeaderList list;
  const ResponseHead head = ParseResponseHead(bytes.view(), &list);
  ASSERT_NE(head.error, std::nullopt);
  EXPECT_EQ(ReasonName(*head.error), ReasonName(row.error));
  EXPECT_EQ(head.error_offset, row.offset);
  EXPECT_EQ(Headers(list), row.headers);
}

INSTANTIATE_TEST_SUITE_P(
    Ends, BadHeadTest,
    testing::ValuesIn(std::vector<BadRow>{
        {"Nothing", "", Reason::kHeadEmpty, 0},
        {"InTheVersion", "HTT", Reason::kHeadTruncated, 3},
        {"InTheStatusLine", "HTTP/1.1 200 OK", Reason::kHeadTruncated, 15},
        {"InACrLf", "HTTP/1.1 200 OK\r", Reason::kHeadTruncated, 16},
        {"InAHeader", kOk + "A: b", Reason::kHeadTruncated, 21},
        {"InAName", kOk + "A: b\r\nC", Reason::kHeadTruncated, 24, "A=b;"},
        {"InTheEmptyLine", kOk + "A: b\r\n\r", Reason::kHeadTruncated, 24,
         "A=b;"},
        {"OnlyInterim", "HTTP/1.1 100 x\r\n\r\n", Reason::kNoFinalResponse, 18},
        {"OnlyInterimWithHeaders", "HTTP/1.1 101 x\r\nA: b\r\n\r\n",
         Reason::kNoFinalResponse, 24},
        {"InAnInterim", "HTTP/1.1 100 x\r\nA: b\r\n", Reason::kNoFinalResponse,
         22},
        {"AfterAnInterim", "HTTP/1.1 100 x\r\n\r\nHTTP/1",
         Reason::kHeadTruncated, 24},
    }),
    RowName<BadRow>);

INSTANTIATE_TEST_SUITE_P(
    StatusLines, BadHeadTest,
    testing::ValuesIn(std::vector<BadRow>{
        {"EmptyLine", "\r\n\r\n", Reason::kStatusLineMalformed, 0},
        {"LeadingLf", "\nHTTP/1.1 200 OK\n\n", Reason::kStatusLineMalformed, 0},
        {"LeadingSpace", " HTTP/1.1 200 OK\n\n", Reason::kStatusLineMalformed,
         0},
        {"LeadingTab", "\tHTTP/1.1 200 OK\n\n", Reason::kStatusLineMalformed,
         0},
        {"LeadingColon", ":HTTP/1.1 200 OK\n\n", Reason::kStatusLineMalformed,
         0},
        {"LowerCase", "http/1.1 200 OK\n\n", Reason::kStatusLineMalformed, 0},
        {"Icy", "ICY 200 OK\n\n", Reason::kStatusLineMalformed, 0},
        {"Binary", "\xff\xfe\x01\n", Reason::kStatusLineMalformed, 0},
        {"SpaceInHttp", "HT TP/1.1 200 OK\n\n", Reason::kStatusLineMalformed,
         2},
        {"SpaceBeforeSlash", "HTTP /1.1 200 OK\n\n",
         Reason::kStatusLineMalformed, 4},
        {"VersionOnly", "HTTP/1.1\r\n\r\n", Reason::kStatusLineMalformed, 8},
        {"NoMinor", "HTTP/2 200\n\n", Reason::kStatusLineMalformed, 6},
        {"TwoDigitMajor", "HTTP/11.1 200 OK\n\n", Reason::kStatusLineMalformed,
         6},
        {"TwoDigitMinor", "HTTP/1.10 200 OK\n\n", Reason::kStatusLineMalformed,
         8},
        {"LetterVersion", "HTTP/1.x 200 OK\n\n", Reason::kStatusLineMalformed,
         7},
        {"TabBeforeCode", "HTTP/1.1\t200 OK\n\n", Reason::kStatusLineMalformed,
         8},
        {"TwoSpacesBeforeCode", "HTTP/1.1  200 OK\n\n",
         Reason::kStatusCodeMalformed, 9},
        {"NoCode", "HTTP/1.1 \n\n", Reason::kStatusCodeMalformed, 9},
        {"Blah", "HTTP/1.1 BLAH OK\n\n", Reason::kStatusCodeMalformed, 9},
        {"Negative", "HTTP/1.1 -200 OK\n\n", Reason::kStatusCodeMalformed, 9},
        {"Plus", "HTTP/1.1 +200 OK\n\n", Reason::kStatusCodeMalformed, 9},
        {"Hexadecimal", "HTTP/1.1 0xA OK\n\n", Reason::kStatusCodeMalformed,
         10},
        {"Roman", "HTTP/1.1 C8 OK\n\n", Reason::kStatusCodeMalformed, 9},
        {"FourDigits", "HTTP/1.1 1000 OK\n\n", Reason::kStatusCodeMalformed,
         12},
        {"FourDigitsLeadingZero", "HTTP/1.1 0200 OK\n\n",
         Reason::kStatusCodeMalformed, 12},
        {"TabAfterCode", "HTTP/1.1 200\tOK\n\n", Reason::kStatusCodeMalformed,
         12},
        {"LetterAfterCode", "HTTP/1.1 200OK\n\n", Reason::kStatusCodeMalformed,
         12},
        // Offsets are of the whole input.
        {"AfterAnInterim", "HTTP/1.1 100 x\r\nA: b\r\n\r\nHTTP/1.1 x\r\n\r\n",
         Reason::kStatusCodeMalformed, 33},
    }),
    RowName<BadRow>);

INSTANTIATE_TEST_SUITE_P(
    Fields, BadHeadTest,
    testing::ValuesIn(std::vector<BadRow>{
        {"SpaceBeforeColon", kOk + "A : b\r\n\r\n",
         Reason::kHeaderNameMalformed, 18},
        {"TabBeforeColon", kOk + "A\t: b\r\n\r\n", Reason::kHeaderNameMalformed,
         18},
        {"SpaceInName", kOk + "A B: c\r\n\r\n", Reason::kHeaderNameMalformed,
         18},
        {"EmptyName", kOk + ": b\r\n\r\n", Reason::kHeaderNameMalformed, 17},
        {"QuotedName", kOk + "\"A\": b\r\n\r\n", Reason::kHeaderNameMalformed,
         17},
        {"HighByteInName", kOk + "A\xe9: b\r\n\r\n",
         Reason::kHeaderNameMalformed, 18},
        {"ControlByteInName", kOk + "A\x01: b\r\n\r\n",
         Reason::kHeaderNameMalformed, 18},
        {"NoColon", kOk + "Abc\r\n\r\n", Reason::kHeaderLineWithoutColon, 20},
        {"NoColonButSpaces", kOk + "A b\r\nC: d\r\n\r\n",
         Reason::kHeaderLineWithoutColon, 20},
        {"SecondHeader", kOk + "A: b\r\nC d: e\r\n\r\n",
         Reason::kHeaderNameMalformed, 24, "A=b;"},
        {"FirstFoldedBySpace", kOk + " A: b\r\n\r\n",
         Reason::kFirstHeaderLineFolded, 17},
        {"FirstFoldedByTab", kOk + "\tA: b\r\n\r\n",
         Reason::kFirstHeaderLineFolded, 17},
        {"FirstOnlyBlanks", kOk + " \t\r\n\r\n", Reason::kFirstHeaderLineFolded,
         17},
        // The interim head's headers do not count as something to fold onto.
        {"FirstFoldedAfterAnInterim",
         "HTTP/1.1 103 x\r\nA: b\r\n\r\n" + kOk + " c\r\n\r\n",
         Reason::kFirstHeaderLineFolded, 41},
        {"InAnInterim", "HTTP/1.1 103 x\r\nA b: c\r\n\r\n" + kOk + "\r\n",
         Reason::kHeaderNameMalformed, 17},
    }),
    RowName<BadRow>);

// ---- NUL and CR, at each byte of a head.

std::vector<std::string> Heads() {
  return {kOk + "A: b\r\nCd:  e\r\n f\r\n\r\n",
          "HTTP/1.1 103 x\r\nA: b\r\n\r\nHTTP/1.1 404 \r\nC: d\r\n\r\n"};
}

TEST(ResponseHeadTest, ANulAnywhereIsAnError) {
  for (const std::string& good : Heads()) {
    for (size_t at = 0; at < good.size(); ++at) {
      SCOPED_TRACE(at);
      const Exact bytes(std::string(good).insert(at, 1, '\0'));
      HeaderList list;
      const ResponseHead head = ParseResponseHead(bytes.view(), &list);
      ASSERT_NE(head.error, std::nullopt);
      // Between CR and LF it makes a bare CR, which comes first.
      const bool splits = good[at] == '\n';
      EXPECT_EQ(*head.error,
                splits ? Reason::kHeadContainsCr : Reason::kHeadContainsNul);
      EXPECT_EQ(head.error_offset, splits ? at - 1 : at);
    }
  }
}

TEST(ResponseHeadTest, ABareCrAnywhereIsAnError) {
  for (const std::string& good : Heads()) {
    for (size_t at = 0; at < good.size(); ++at) {
      SCOPED_TRACE(at);
      const Exact bytes(std::string(good).insert(at, 1, '\r'));
      HeaderList list;
      const ResponseHead head = ParseResponseHead(bytes.view(), &list);
      ASSERT_NE(head.error, std::nullopt);
      EXPECT_EQ(*head.error, Reason::kHeadContainsCr);
      // Of CR CR LF the first is the bare one.
      EXPECT_EQ(head.error_offset, good[at] == '\n' ? at - 1 : at);
    }
  }
}

TEST(ResponseHeadTest, EveryTruncation) {
  for (const std::string& good : Heads()) {
    const size_t last_head = good.rfind("HTTP/");
    for (size_t size = 0; size < good.size(); ++size) {
      SCOPED_TRACE(size);
      const Exact bytes(good.substr(0, size));
      HeaderList list;
      const ResponseHead head = ParseResponseHead(bytes.view(), &list);
      const bool complete_line = size > 0 && good[size - 1] == '\n';
      const std::optional<Reason> expected =
          size == 0        ? Reason::kHeadEmpty
          : !complete_line ? Reason::kHeadTruncated
          : last_head > 0 && size <= last_head
              ? std::optional<Reason>(Reason::kNoFinalResponse)
              : std::nullopt;
      EXPECT_EQ(head.error, expected);
      if (expected) {
        EXPECT_EQ(head.error_offset, size);
      } else {
        EXPECT_EQ(head.body_offset, size);
      }
    }
  }
}

// ---- Memory.

TEST(ResponseHeadTest, ViewsAreOfTheInput) {
  const Exact bytes(kOk + "Abc:  def \r\n\r\nbody");
  HeaderList list;
  const ResponseHead head = ParseResponseHead(bytes.view(), &list);
  const char* const begin = bytes.view().data();
  EXPECT_EQ(head.status_message.data(), begin + 13);
  ASSERT_EQ(list.size(), 1u);
  EXPECT_EQ(list[0].name.data(), begin + 17);
  EXPECT_EQ(list[0].value.data(), begin + 23);
}

TEST(ResponseHeadTest, TheListIsClearedFirst) {
  HeaderList list;
  list.Append("Old", "1");
  ParseResponseHead(kOk + "\r\n", &list);
  EXPECT_TRUE(list.empty());
  list.Append("Old", "1");
  ParseResponseHead("", &list);
  EXPECT_TRUE(list.empty());
}

TEST(ResponseHeadTest, AListCanBeReused) {
  HeaderList list;
  const std::string folded = kOk + "A: b\r\n c\r\nD: e\r\n f\r\n\r\n";
  const std::string longer =
      kOk + "A: " + std::string(5000, 'x') + "\r\n y\r\n\r\n";
  for (int i = 0; i < 3; ++i) {
    ASSERT_FALSE(ParseResponseHead(folded, &list).error);
    EXPECT_EQ(Headers(list), "A=b c;D=e f;");
    ASSERT_FALSE(ParseResponseHead(longer, &list).error);
    EXPECT_EQ(list[0].value, std::string(5000, 'x') + " y");
  }
}

TEST(ResponseHeadTest, ManyFoldedHeaders) {
  std::string bytes = kOk;
  for (int i = 0; i < 500; ++i) {
    bytes += "H" + std::to_string(i) + ": a\r\n";
    for (int k = 0; k < i % 7; ++k) bytes += "\tb\r\n";
  }
  const Exact exact(bytes + "\r\n");
  HeaderList list;
  ASSERT_FALSE(ParseResponseHead(exact.view(), &list).error);
  ASSERT_EQ(list.size(), 500u);
  for (size_t i = 0; i < list.size(); ++i) {
    std::string expected = "a";
    for (size_t k = 0; k < i % 7; ++k) expected += " b";
    ASSERT_EQ(list[i].value, expected) << i;
  }
}

// ---- Content-Length.

struct LengthRow {
  const char* name;
  std::vector<std::string_view> values;
  Length::Kind kind;
  std::string_view digits = "";
};

void PrintTo(const LengthRow& row, std::ostream* os) { *os << row.name; }

class ExtractLengthTest : public testing::TestWithParam<LengthRow> {};

TEST_P(ExtractLengthTest, Row) {
  HeaderList list;
  list.Append("X", "1");
  for (std::string_view value : GetParam().values) {
    list.Append("content-LENGTH", value);
  }
  std::string scratch;
  const Length length = ExtractLength(list, &scratch);
  EXPECT_EQ(length.kind, GetParam().kind);
  EXPECT_EQ(length.digits, GetParam().digits);
}

// Values are compared as strings; what is no number is ignored.
// https://fetch.spec.whatwg.org/#header-list-extract-a-length
INSTANTIATE_TEST_SUITE_P(
    Table, ExtractLengthTest,
    testing::ValuesIn(std::vector<LengthRow>{
        {"None", {}, Length::kNull},
        {"Empty", {""}, Length::kNull},
        {"Zero", {"0"}, Length::kNumber, "0"},
        {"Number", {"30"}, Length::kNumber, "30"},
        {"LeadingZero", {"030"}, Length::kNumber, "030"},
        {"Huge",
         {"99999999999999999999999"},
         Length::kNumber,
         "99999999999999999999999"},
        {"Letters", {"aaaah"}, Length::kNull},
        {"Negative", {"-30"}, Length::kNull},
        {"Plus", {"+30"}, Length::kNull},
        {"Fraction", {"3.0"}, Length::kNull},
        {"InnerSpace", {"3 0"}, Length::kNull},
        {"Quoted", {"\"30\""}, Length::kNull},
        {"EqualList", {"30, 30"}, Length::kNumber, "30"},
        {"EqualListWithoutSpace", {"30,30"}, Length::kNumber, "30"},
        {"EqualDuplicates", {"30", "30", "30"}, Length::kNumber, "30"},
        {"EqualLetters", {"aaaah, aaaah"}, Length::kNull},
        {"EqualEmpties", {"", ""}, Length::kNull},
        {"Comma", {","}, Length::kNull},
        {"TrailingComma", {"30,"}, Length::kFailure},
        {"LeadingComma", {",30"}, Length::kFailure},
        {"Different", {"30", "40"}, Length::kFailure},
        {"DifferentInAList", {"30, 30, 40"}, Length::kFailure},
        {"SameNumberOtherDigits", {"030", "30"}, Length::kFailure},
        {"NumberAndLetters", {"30", "aaaah"}, Length::kFailure},
        {"NumberAndEmpty", {"30", ""}, Length::kFailure},
        {"DifferentLetters", {"a", "b"}, Length::kFailure},
    }),
    RowName<LengthRow>);

}  // namespace
}  // namespace corsieve
