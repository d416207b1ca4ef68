#include "tools/commands/command_line.h"

#include <optional>
#include <ostream>
#include <string>
#include <vector>

#include "gtest/gtest.h"
#include "tools/commands/explain_command.h"

namespace corsieve::tools {
namespace {

using Strings = std::vector<std::string>;

constexpr OptionInfo kOptions[] = {
    {"Group", '\0', "colour", "WORD", "red green", "red (default), green"},
    {"Group", '\0', "colours", "TEXT", "", "many"},
    {"Group", 'm', "move", "TEXT", "", "may be repeated", true},
    {"Group", 'h', "help", "", "", "this text"},
    {"", '\0', "hidden", "", "", ""},
};
const CommandInfo kCommand = {"paint", "[FILE]...", "", "", kOptions, {}};

struct Row {
  Strings arguments;
  std::string expected;  // The options that were given, or the error.
};

void PrintTo(const Row& row, std::ostream* os) {
  for (const std::string& arg : row.arguments) *os << arg << " ";
}

// What was read, as one string.
std::string Read(const Strings& arguments) {
  std::string error;
  const auto line = ReadCommandLine(kCommand, arguments, &error);
  if (!line) return "error: " + error;
  std::string out;
  for (const OptionInfo& option : kOptions) {
    if (!line->Has(option.name)) continue;
    out += std::string(option.name) + "=";
    if (!option.value.empty() && !option.repeats) {
      out += *line->Last(option.name);
    } else if (!option.value.empty()) {
      for (const std::string& value : line->All(option.name)) {
        out += "<" + value + ">";
      }
    }
    out += " ";
  }
  for (const std::string& operand : line->operands()) {
    out += "(" + operand + ")";
  }
  return out;
}

class CommandLineTest : public testing::TestWithParam<Row> {};

TEST_P(CommandLineTest, Row) {
  EXPECT_EQ(Read(GetParam().arguments), GetParam().expected);
}

INSTANTIATE_TEST_SUITE_P(
    Read, CommandLineTest,
    testing::ValuesIn(std::vector<Row>{
        {{}, ""},
        {{"--colour", "red"}, "colour=red "},
        {{"--colour=red"}, "colour=red "},
        {{"--colours=a=b"}, "colours=a=b "},
        {{"--colour", "red", "--colour", "green"}, "colour=green "},
        {{"-m", "a", "-mb", "--move", "c", "--move=d"}, "move=<a><b><c><d> "},
        // A value may look like an option.
        {{"--move", "--help"}, "move=<--help> "},
        {{"-m", "--", "--move", "-x"}, "move=<--><-x> "},
        {{"-h"}, "help= "},
        {{"--help", "x"}, "help= (x)"},
        {{"--hidden"}, "hidden= "},
        {{"a", "--colour", "red", "b"}, "colour=red (a)(b)"},
        {{"-"}, "(-)"},
        {{""}, "()"},
        {{"--", "--colour", "--", "-x"}, "(--colour)(--)(-x)"},
        // What means something to CLI11.
        {{"[a,b]", "{}", "++", "%%"}, "([a,b])({})(++)(%%)"},
        {{"--move", "[a,b]"}, "move=<[a,b]> "},
        {{"--colours", "[]"}, "colours=[] "},
        {{"/h", "paint"}, "(/h)(paint)"},
        {{"--move", "{}", "--move", "%%"}, "move=<{}><%%> "},
    }));

INSTANTIATE_TEST_SUITE_P(
    Shortened, CommandLineTest,
    testing::ValuesIn(std::vector<Row>{
        {{"--m", "a", "--mov=b"}, "move=<a><b> "},
        {{"--h"}, "help= "},
        {{"--colour", "red"}, "colour=red "},
        {{"--c", "red"}, "error: --c is the beginning of more than one option"},
        {{"--hid"}, "error: there is no option --hid"},
    }));

INSTANTIATE_TEST_SUITE_P(
    Wrong, CommandLineTest,
    testing::ValuesIn(std::vector<Row>{
        {{"--x"}, "error: there is no option --x"},
        {{"--x=y"}, "error: there is no option --x=y"},
        {{"-x"}, "error: there is no option -x"},
        {{"-xy"}, "error: there is no option -x"},
        {{"-1"}, "error: there is no option -1"},
        {{"---colour"}, "error: there is no option ---colour"},
        {{"--=x"}, "error: there is no option --=x"},
        {{"-- x"}, "error: there is no option -- x"},
        {{"--!x"}, "error: there is no option --!x"},
        {{"--\n"}, "error: there is no option --\n"},
        {{"-\n"}, "error: there is no option -\n"},
        {{"--move"}, "error: --move wants a value"},
        {{"x", "--mo"}, "error: --mo wants a value"},
        {{"-m"}, "error: -m wants a value"},
        {{"--move", ""}, "error: --move is empty"},
        {{"--move=", "x"}, "error: --move is empty"},
        {{"--mo=", "x"}, "error: --mo is empty"},
        {{"--colour", "blue"},
         "error: --colour is one of: red green; not blue"},
        {{"--colour", "red green"},
         "error: --colour is one of: red green; not red green"},
    }));

// An empty value is one only where an option stands.
TEST(CommandLineValueTest, MayEndInAnEqualsSign) {
  EXPECT_EQ(Read({"--move", "--move="}), "move=<--move=> ");
  EXPECT_EQ(Read({"-m", "--move=", "--", "--move="}),
            "move=<--move=> (--move=)");
}

// ---- What explain makes of its options.

std::optional<ExplainArguments> Explain(const Strings& arguments,
                                        std::string* error) {
  const auto line = ReadCommandLine(kExplainCommand, arguments, error);
  if (!line) return std::nullopt;
  return ReadExplainArguments(*line, error);
}

TEST(ExplainArgumentsTest, AreWhatWasGiven) {
  std::string error;
  const auto none = Explain({}, &error);
  ASSERT_TRUE(none) << error;
  EXPECT_FALSE(none->origin || none->url || none->mode || none->credentials ||
               none->redirect || none->api || none->method || none->profile ||
               none->format || none->expect_type || none->expect_error);
  EXPECT_TRUE(none->headers.empty() && none->files.empty() &&
              none->notes.empty());

  const auto all = Explain({"--origin",
                            "localhost:3000",
                            "--url",
                            "https://a",
                            "-X",
                            "put",
                            "-H",
                            "A:b",
                            "--header",
                            "C: \td: e ",
                            "--credentials=omit",
                            "--mode=cors",
                            "--redirect",
                            "follow",
                            "--api",
                            "xhr",
                            "--preflight",
                            "p",
                            "--preflight",
                            "-",
                            "--want",
                            "X",
                            "--want",
                            "Y",
                            "--profile",
                            "all",
                            "--format",
                            "json",
                            "--expect-exposed",
                            "E",
                            "--expect-hidden",
                            "H",
                            "--expect-type",
                            "error",
                            "--expect-error",
                            "alloworiginmismatch",
                            "f",
                            "-"},
                           &error);
  ASSERT_TRUE(all) << error;
  EXPECT_EQ(all->origin, "http://localhost:3000");
  EXPECT_EQ(all->url, "https://a/");
  EXPECT_EQ(all->method, "put");
  EXPECT_EQ(all->headers, (Pairs{{"A", "b"}, {"C", "d: e"}}));
  EXPECT_EQ(all->credentials, "omit");
  EXPECT_EQ(all->mode, "cors");
  EXPECT_EQ(all->redirect, "follow");
  EXPECT_EQ(all->api, "xhr");
  EXPECT_EQ(all->preflight_files, (Strings{"p", "-"}));
  EXPECT_EQ(all->wants, (Strings{"X", "Y"}));
  EXPECT_EQ(all->profile, "all");
  EXPECT_EQ(all->format, "json");
  EXPECT_EQ(all->expect_exposed, Strings{"E"});
  EXPECT_EQ(all->expect_hidden, Strings{"H"});
  EXPECT_EQ(all->expect_type, "error");
  EXPECT_EQ(all->expect_error, "AllowOriginMismatch");
  EXPECT_EQ(all->files, (Strings{"f", "-"}));
  EXPECT_EQ(all->notes.size(), 1u);
}

class WrongExplainTest : public testing::TestWithParam<Row> {};

TEST_P(WrongExplainTest, IsTold) {
  std::string error;
  EXPECT_FALSE(Explain(GetParam().arguments, &error));
  EXPECT_EQ(error, GetParam().expected);
}

INSTANTIATE_TEST_SUITE_P(
    Table, WrongExplainTest,
    testing::ValuesIn(std::vector<Row>{
        {{"-H", "A"}, "--header is 'Name: value'; not A"},
        {{"-H", ": b"}, "--header is 'Name: value'; not : b"},
        {{"-H", ":path: /"}, "--header is 'Name: value'; not :path: /"},
        {{"-H", "@file"}, "--header is 'Name: value'; not @file"},
        {{"-H", "A:"},
         "--header is 'Name: value'; not A: (with which curl leaves a header "
         "out)"},
        {{"-H", "A: "},
         "--header is 'Name: value'; not A:  (with which curl leaves a header "
         "out)"},
        {{"-H", "A;"},
         "--header is 'Name: value'; not A; (with which curl sends an empty "
         "one)"},
        {{"--expect-error", "x"},
         "--expect-error x is no reason for which a fetch fails: see corsieve "
         "reasons"},
        {{"--expect-error", "ExposedBySafelist"},
         "--expect-error ExposedBySafelist is no reason for which a fetch "
         "fails: see corsieve reasons"},
        {{"--api=xhr", "--mode=no-cors"},
         "an XMLHttpRequest has mode cors and redirect follow"},
        {{"--api=xhr", "--redirect=error"},
         "an XMLHttpRequest has mode cors and redirect follow"},
        {{"--expect-type", "cors-error"},
         "--expect-type is one of: basic cors opaque opaqueredirect error; not "
         "cors-error"},
    }));

}  // namespace
}  // namespace corsieve::tools
