// The help, the manual page and the shells' completions say the same.

#include <cstdio>
#include <fstream>
#include <ostream>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "corsieve/profile.h"
#include "gtest/gtest.h"
#include "tools/commands/commands.h"
#include "tools/commands/completion.h"
#include "tools/commands/manual.h"
#include "tools/commands/usage.h"

namespace corsieve::tools {
namespace {

bool Has(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

std::string FileText(const std::string& name) {
  std::ifstream file(name, std::ios::binary);
  EXPECT_TRUE(file) << name;
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

TEST(WrittenFilesTest, AreWhatTheProgramWrites) {
  EXPECT_TRUE(FileText("docs/corsieve.1") == ManualPage())
      << "corsieve --help-man > docs/corsieve.1";
  EXPECT_TRUE(FileText("tools/completion/corsieve.bash") == BashCompletion())
      << "corsieve --help-bash > tools/completion/corsieve.bash";
  EXPECT_TRUE(FileText("tools/completion/_corsieve") == ZshCompletion())
      << "corsieve --help-zsh > tools/completion/_corsieve";
}

std::vector<const CommandInfo*> ProgramAndCommands() {
  std::vector<const CommandInfo*> all = {&kProgram};
  all.insert(all.end(), AllCommands().begin(), AllCommands().end());
  return all;
}

class HelpTest : public testing::TestWithParam<const CommandInfo*> {};

TEST_P(HelpTest, NamesEachOptionAndEachWord) {
  const CommandInfo& command = *GetParam();
  const std::string help = HelpText(command, AllCommands());
  for (const OptionInfo& option : command.options) {
    if (option.group.empty()) {
      EXPECT_FALSE(Has(help, option.name)) << option.name;
      continue;
    }
    EXPECT_TRUE(Has(help, "  " + OptionLabel(option))) << option.name;
    EXPECT_FALSE(option.text.empty()) << option.name;
    for (const std::string& word : SplitText(option.words, " ")) {
      EXPECT_TRUE(Has(option.text, word)) << option.name << " " << word;
    }
  }
}

TEST_P(HelpTest, FitsATerminal) {
  std::istringstream help(HelpText(*GetParam(), AllCommands()));
  for (std::string line; std::getline(help, line);) {
    // A case is one line, however long.
    if (!Has(line, "\"request\"")) {
      EXPECT_LE(line.size(), 80u) << line;
    }
    EXPECT_TRUE(line.empty() || line.back() != ' ') << line;
  }
}

// Many servers send CORS headers only where an Origin was sent.
TEST_P(HelpTest, HasThreeExamplesAndEachCurlSendsAnOrigin) {
  EXPECT_EQ(GetParam()->examples.size(), 3u);
  for (const Example& example : GetParam()->examples) {
    std::string_view rest = example.command;
    for (size_t curl; (curl = rest.find("curl ")) != rest.npos;) {
      rest.remove_prefix(curl + 5);
      const std::string_view call = rest.substr(0, rest.find("curl "));
      EXPECT_TRUE(Has(call, "-H 'Origin: https://app.example'"))
          << example.command;
    }
  }
}

INSTANTIATE_TEST_SUITE_P(All, HelpTest, testing::ValuesIn(ProgramAndCommands()),
                         [](const auto& info) {
                           const std::string name(info.param->name);
                           return name.empty() ? "program" : name;
                         });

TEST(HelpWordsTest, NameAllProfiles) {
  std::string names;
  for (const ProfileInfo& info : AllProfiles()) {
    names += (names.empty() ? "" : " ") + std::string(info.name);
  }
  int found = 0;
  for (const CommandInfo* command : AllCommands()) {
    for (const OptionInfo& option : command->options) {
      if (option.name != "profile") continue;
      ++found;
      EXPECT_TRUE(option.words == names || option.words == names + " all")
          << option.words;
    }
  }
  EXPECT_GE(found, 3);
}

// ---- Completing, as bash does it.

struct Row {
  std::string words;  // As bash has split them; the last is completed.
  std::string expected;
};

void PrintTo(const Row& row, std::ostream* os) { *os << row.words; }

class BashCompletionTest : public testing::TestWithParam<Row> {};

TEST_P(BashCompletionTest, Row) {
  const std::string command =
      "bash -c 'source tools/completion/corsieve.bash && "
      "COMP_WORDS=(corsieve " +
      GetParam().words +
      ") && COMP_CWORD=$((${#COMP_WORDS[@]} - 1)) && _corsieve; "
      "echo ${COMPREPLY[*]}' 2>&1";
  std::FILE* pipe = popen(command.c_str(), "r");
  ASSERT_NE(pipe, nullptr);
  std::string output;
  for (int c; (c = std::fgetc(pipe)) != EOF;) output += static_cast<char>(c);
  pclose(pipe);
  EXPECT_EQ(output, GetParam().expected + "\n");
}

INSTANTIATE_TEST_SUITE_P(
    Table, BashCompletionTest,
    testing::ValuesIn(std::vector<Row>{
        {"\"\"", "explain fetch har batch warc reasons -h --help --version"},
        {"ex", "explain"},
        {"explain --mo", "--mode"},
        {"explain --expect-",
         "--expect-exposed --expect-hidden --expect-type "
         "--expect-error"},
        {"explain --mode \"\"", "cors no-cors same-origin navigate"},
        {"explain --mode = no", "no-cors"},
        {"explain --mode =", "cors no-cors same-origin navigate"},
        {"explain --expect-error AllowOriginM", "AllowOriginMismatch"},
        {"explain -X \"\"", ""},
        {"explain tools/completion/cors", "tools/completion/corsieve.bash"},
        {"explain --preflight tools/completion/cors",
         "tools/completion/corsieve.bash"},
        {"batch --profile f", "firefox"},
        {"warc --credentials \"\"", "omit same-origin include"},
        {"warc tools/completion/cors", "tools/completion/corsieve.bash"},
        {"batch \"\"", "--profile --threads -h --help"},
        {"reasons AllowOriginM", "AllowOriginMismatch"},
        {"reasons --format m", "markdown"},
    }));

}  // namespace
}  // namespace corsieve::tools
