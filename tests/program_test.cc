// The program as it is built: what main.cc writes where, and its exit status.

#include <sys/wait.h>

#include <cstdio>
#include <cstdlib>
#include <ostream>
#include <string>
#include <vector>

#include "gtest/gtest.h"

namespace {

// As Bazel lays it; CMake says where it has it.
std::string Program() {
  const char* program = std::getenv("CORSIEVE_PROGRAM");
  return program == nullptr ? "tools/corsieve" : program;
}

struct Answer {
  int status;
  std::string output;
};

// Runs the program with `arguments`, which a shell reads; what they send
// nowhere else is the output, errors included.
Answer RunWith(const std::string& arguments) {
  const std::string command = Program() + " 2>&1 " + arguments;
  std::FILE* pipe = popen(command.c_str(), "r");
  Answer answer = {-1, ""};
  if (pipe == nullptr) return answer;
  for (int c; (c = std::fgetc(pipe)) != EOF;) {
    answer.output += static_cast<char>(c);
  }
  const int status = pclose(pipe);
  if (WIFEXITED(status)) answer.status = WEXITSTATUS(status);
  return answer;
}

constexpr char kHead[] = "tools/examples/simple.http";

TEST(ProgramTest, SaysWhatItIs) {
  EXPECT_EQ(RunWith("--version").status, 0);
  EXPECT_EQ(RunWith("--version").output.rfind("corsieve ", 0), 0u);
  EXPECT_EQ(RunWith("--help").status, 0);
  EXPECT_EQ(RunWith("batch --help").output, RunWith("-h").output);
  EXPECT_EQ(RunWith(std::string("explain ") + kHead).status, 0);
}

// ---- What cannot be written is told.

class FullDiskTest : public testing::TestWithParam<std::string> {};

TEST_P(FullDiskTest, IsToldAndFails) {
  const Answer answer = RunWith(GetParam() + " >/dev/full");
  EXPECT_EQ(answer.status, 1);
  EXPECT_EQ(answer.output, "corsieve: cannot write: No space left on device\n");
}

INSTANTIATE_TEST_SUITE_P(All, FullDiskTest,
                         testing::Values("--help", "explain --help",
                                         "--version",
                                         std::string("explain ") + kHead,
                                         std::string("explain --format json ") +
                                             kHead,
                                         "batch <tools/examples/cases.ndjson"));

// ---- Wrong usage: one line that says what, one that says where help is.

struct WrongRow {
  const char* arguments;
  const char* message;
};

void PrintTo(const WrongRow& row, std::ostream* os) { *os << row.arguments; }

class WrongUsageTest : public testing::TestWithParam<WrongRow> {};

TEST_P(WrongUsageTest, IsTold) {
  const Answer answer = RunWith(GetParam().arguments);
  EXPECT_EQ(answer.status, 2);
  EXPECT_EQ(answer.output, std::string("corsieve: ") + GetParam().message +
                               "\nTry corsieve --help.\n");
}

INSTANTIATE_TEST_SUITE_P(
    Table, WrongUsageTest,
    testing::ValuesIn(std::vector<WrongRow>{
        {"", "what to do? explain or batch"},
        {"expalin", "no command expalin"},
        {"explain --colour", "there is no option --colour"},
        {"explain --colour=x FILE", "there is no option --colour=x"},
        {"explain -v", "there is no option -v"},
        {"explain -vw FILE", "there is no option -v"},
        {"explain --m GET", "--m is the beginning of more than one option"},
        {"explain --origin", "--origin wants a value"},
        {"explain FILE --orig", "--orig wants a value"},
        {"explain --url ''", "an option is empty"},
        {"batch --origin null", "there is no option --origin"},
        {"batch --profile", "--profile wants a value"},
        {"batch FILE", "batch reads standard input only"},
    }));

// ---- Whatever is in an argument or a file, a terminal gets no control bytes.

// ESC, CSI of C1, a newline and a letter beyond ASCII.
constexpr char kHostile[] = "\"$(printf '\\033[31m\\302\\233\\n\\303\\251')\"";
constexpr char kEscaped[] = "\\x1b[31m\\xc2\\x9b\\x0a\\xc3\\xa9";

class HostileTextTest : public testing::TestWithParam<std::string> {};

TEST_P(HostileTextTest, IsEscaped) {
  std::string arguments = GetParam();
  arguments.replace(arguments.find('@'), 1, kHostile);
  const Answer answer = RunWith(arguments);
  EXPECT_NE(answer.status, 0);
  EXPECT_NE(answer.output.find(kEscaped), std::string::npos) << answer.output;
  for (unsigned char c : answer.output) {
    EXPECT_TRUE(c == '\n' || (c >= 0x20 && c < 0x7f)) << static_cast<int>(c);
  }
}

INSTANTIATE_TEST_SUITE_P(
    All, HostileTextTest,
    testing::Values("@", "explain --@", "explain --@=x", "explain -- /no/@",
                    "explain --origin @", "explain --url @", "explain --mode @",
                    "explain --credentials @", "explain --redirect @",
                    "explain --api @", "explain --format @",
                    "explain --header @", "explain --preflight /no/@",
                    "explain --profile @", "batch --@", "batch --profile @"));

// An option of one byte that is no character.
TEST(ProgramTest, EscapesAShortOption) {
  const Answer answer = RunWith("explain -\"$(printf '\\233')\"");
  EXPECT_EQ(answer.status, 2);
  EXPECT_EQ(answer.output,
            "corsieve: there is no option -\\x9b\nTry corsieve --help.\n");
}

}  // namespace
