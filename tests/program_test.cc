// The program as it is built: what main.cc writes where, and its exit status.

#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <map>
#include <ostream>
#include <string>
#include <vector>

#include "gtest/gtest.h"
#include "tools/commands/commands.h"

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

// Runs what a shell reads.
Answer RunShell(const std::string& command) {
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

// Runs the program with `arguments`, which a shell reads; what they send
// nowhere else is the output, errors included.
Answer RunWith(const std::string& arguments) {
  return RunShell(Program() + " 2>&1 " + arguments);
}

constexpr char kHead[] = "tools/examples/simple.http";

TEST(ProgramTest, SaysWhatItIs) {
  EXPECT_EQ(RunWith("--version").status, 0);
  EXPECT_EQ(RunWith("--version").output.rfind("corsieve ", 0), 0u);
  EXPECT_EQ(RunWith("--help").status, 0);
  EXPECT_EQ(RunWith("-h").output, RunWith("--help").output);
  for (const std::string command :
       {"explain", "fetch", "har", "batch", "warc", "reasons"}) {
    const Answer help = RunWith(command + " --help");
    EXPECT_EQ(help.status, 0);
    EXPECT_EQ(help.output.rfind("corsieve " + command + ": ", 0), 0u);
    EXPECT_EQ(RunWith(command + " -h").output, help.output);
  }
  EXPECT_EQ(RunWith(std::string("explain ") + kHead).status, 0);
}

TEST(ProgramTest, TellsReasons) {
  const Answer all = RunWith("reasons");
  EXPECT_EQ(all.status, 0);
  EXPECT_NE(all.output.find("AllowOriginMismatch"), std::string::npos);
  const Answer one = RunWith("reasons allowORIGINmismatch");
  EXPECT_EQ(one.status, 0);
  EXPECT_NE(one.output.find("AllowOriginMismatch"), std::string::npos);
  EXPECT_EQ(one.output.find("CredentialsUnsupported"), std::string::npos);
  EXPECT_EQ(RunWith("reasons --format markdown").status, 0);
}

TEST(ProgramTest, SaysWhatItMadeOfOriginAndUrl) {
  const Answer answer = RunWith(std::string("explain --origin app.example/ "
                                            "--url api.example ") +
                                kHead);
  EXPECT_NE(answer.output.find("--origin app.example/ has no scheme: "
                               "https://app.example is assumed"),
            std::string::npos)
      << answer.output;
  EXPECT_NE(answer.output.find("--url api.example has no scheme: "
                               "https://api.example/ is assumed"),
            std::string::npos)
      << answer.output;
}

// ---- The examples of the help do what they say, for a curl that answers with
// a file of this repository.

class ExampleTest : public testing::TestWithParam<corsieve::tools::Example> {};

TEST_P(ExampleTest, Runs) {
  const char* set_up = R"(
program=$(realpath "$1") root=$PWD
curl() { cat "$root/tools/examples/simple.http"; }
corsieve() {
  # Nobody is asked who is not here.
  [ "$1" != fetch ] || set -- "$@" --resolve '*:443:127.0.0.1'
  "$program" "$@"
  status=$?
  [ $status != 2 ] || echo 'WRONG USAGE'
  return $status
}
folder=$(mktemp -d) && cd "$folder" || exit
trap 'rm -r "$folder"' EXIT
# For what runs programs and no functions.
mkdir bin && ln -s "$program" bin/corsieve && PATH=$PWD/bin:$PATH HOME=$PWD
cp "$root/tools/examples/cases.ndjson" "$root/tools/examples/session.har" .
cp "$root/tools/examples/crawl.warc" .
gzip -k session.har crawl.warc
)";
  std::string script = std::string(set_up) + GetParam().command.data() + "\n";
  std::string file =
      testing::TempDir() + "example-" + std::to_string(getpid()) + ".sh";
  std::FILE* out = std::fopen(file.c_str(), "w");
  ASSERT_NE(out, nullptr);
  std::fputs(script.c_str(), out);
  std::fclose(out);
  std::FILE* pipe =
      popen(("bash " + file + " " + Program() + " 2>&1").c_str(), "r");
  ASSERT_NE(pipe, nullptr);
  std::string output;
  for (int c; (c = std::fgetc(pipe)) != EOF;) output += static_cast<char>(c);
  const int status = pclose(pipe);
  std::remove(file.c_str());
  // 1: what the files hold is not what the example is about.
  EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) < 2) << output;
  for (const char* trouble : {"WRONG USAGE", "corsieve: cannot", "not found"}) {
    EXPECT_EQ(output.find(trouble), std::string::npos) << output;
  }
}

// The commands of a page of docs/, each an indented line.
std::vector<std::string> CommandsOf(const char* page) {
  std::vector<std::string> commands;
  std::ifstream in(page);
  EXPECT_TRUE(in) << page;
  for (std::string line; std::getline(in, line);) {
    if (line.rfind("    ", 0) == 0) commands.push_back(line.substr(4));
  }
  return commands;
}

std::vector<corsieve::tools::Example> AllExamples() {
  std::vector<corsieve::tools::Example> all(
      corsieve::tools::kProgram.examples.begin(),
      corsieve::tools::kProgram.examples.end());
  for (const auto* command : corsieve::tools::AllCommands()) {
    all.insert(all.end(), command->examples.begin(), command->examples.end());
  }
  for (const char* page : {"docs/har.md", "docs/scale.md"}) {
    // Examples are views of what stays.
    static std::map<std::string, std::vector<std::string>> commands;
    commands[page] = CommandsOf(page);
    EXPECT_FALSE(commands[page].empty());
    for (const std::string& command : commands[page]) {
      all.push_back({page, command});
    }
  }
  return all;
}

INSTANTIATE_TEST_SUITE_P(All, ExampleTest, testing::ValuesIn(AllExamples()));

TEST(ProgramTest, TellsABodyThatCannotBeRead) {
  const Answer answer =
      RunWith("fetch http://127.0.0.1:1 --origin null --data @/no/file");
  EXPECT_EQ(answer.status, 1);
  EXPECT_EQ(answer.output,
            "corsieve: cannot read /no/file: No such file or directory\n");
}

// ---- What never ends.

// Runs explain on what `writer` writes to a pipe that it holds open.
Answer ExplainWhile(const std::string& writer) {
  return RunShell("d=$(mktemp -d) && mkfifo $d/f && { { " + writer +
                  "; } >$d/f 2>$d/errors & } && " + Program() +
                  " explain $d/f 2>&1; s=$?; kill $! 2>$d/errors; "
                  "rm -r $d; exit $s");
}

TEST(EndlessInputTest, AnEventStreamIsExplainedWhileItIsOpen) {
  const auto start = std::chrono::steady_clock::now();
  const Answer answer = ExplainWhile(
      R"(printf 'HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n)"
      R"(Access-Control-Allow-Origin: *\r\n\r\n'; exec sleep 60)");
  EXPECT_EQ(answer.status, 0);
  EXPECT_NE(answer.output.find("cors 200 OK"), answer.output.npos)
      << answer.output;
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(30));
}

// A trickle is never silent for long.
TEST(EndlessInputTest, EventsGoOnComing) {
  const Answer answer = ExplainWhile(
      R"(printf 'HTTP/2 200\r\naccess-control-allow-origin: *\r\n\r\n'; )"
      R"(while echo 'data: 1'; do sleep 0.2; done)");
  EXPECT_EQ(answer.status, 0);
  EXPECT_NE(answer.output.find("cors 200"), answer.output.npos)
      << answer.output;
}

// It is refused at the limit, not at its end, which does not come.
TEST(EndlessInputTest, WithoutAHead) {
  const Answer answer = ExplainWhile("exec yes");
  EXPECT_EQ(answer.status, 1);
  EXPECT_NE(answer.output.find("no head ends in its first MiB"),
            answer.output.npos)
      << answer.output;
}

TEST(EndlessInputTest, ABodyIsNotReadToItsEnd) {
  const Answer answer = ExplainWhile(
      R"(printf 'HTTP/2 200\r\naccess-control-allow-origin: *\r\n\r\n'; )"
      R"(exec yes)");
  EXPECT_EQ(answer.status, 0);
  EXPECT_NE(answer.output.find("cors 200"), answer.output.npos)
      << answer.output;
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
                                         "--version", "--help-man", "reasons",
                                         "reasons --help",
                                         std::string("explain ") + kHead,
                                         std::string("explain --format json ") +
                                             kHead,
                                         "batch <tools/examples/cases.ndjson",
                                         "warc --as null "
                                         "tools/examples/crawl.warc"));

// ---- Wrong usage: one line that says what, one that says where help is.

struct WrongRow {
  const char* arguments;
  const char* message;
  const char* command = " explain";  // Whose help is named.
};

void PrintTo(const WrongRow& row, std::ostream* os) { *os << row.arguments; }

class WrongUsageTest : public testing::TestWithParam<WrongRow> {};

TEST_P(WrongUsageTest, IsTold) {
  const Answer answer = RunWith(GetParam().arguments);
  EXPECT_EQ(answer.status, 2);
  EXPECT_EQ(answer.output, std::string("corsieve: ") + GetParam().message +
                               "\nTry corsieve" + GetParam().command +
                               " --help.\n");
}

INSTANTIATE_TEST_SUITE_P(
    Table, WrongUsageTest,
    testing::ValuesIn(std::vector<WrongRow>{
        {"", "what to do? explain, fetch, har, batch, warc or reasons", ""},
        {"expalin", "no command expalin", ""},
        {"--colour", "there is no option --colour", ""},
        {"--version explain", "no command explain", ""},
        {"explain --colour", "there is no option --colour"},
        {"explain --colour=x FILE", "there is no option --colour=x"},
        {"explain -v", "there is no option -v"},
        {"explain -vw FILE", "there is no option -v"},
        {"explain --m GET", "--m is the beginning of more than one option"},
        {"explain --origin", "--origin wants a value"},
        {"explain FILE --orig", "--orig wants a value"},
        {"explain --url ''", "--url is empty"},
        {"explain --url= FILE", "--url is empty"},
        {"explain -H", "-H wants a value"},
        {"explain -H X-A:",
         "--header is 'Name: value'; not X-A: (with which curl leaves a header "
         "out)"},
        {"explain --origin '*'",
         "--origin * is no page: * is what a server answers"},
        {"fetch", "fetch wants a URL", " fetch"},
        {"fetch a.example b.example", "fetch takes one URL", " fetch"},
        {"fetch https://a.example",
         "fetch wants --origin: of which page is the request?", " fetch"},
        {"fetch ftp://a.example --origin null",
         "ftp://a.example is not http(s): no server answers there", " fetch"},
        {"fetch /items --origin null", "/items is not an absolute URL",
         " fetch"},
        {"fetch https://me:secret@a.example --origin null",
         "a page cannot request a URL with a user's name in it", " fetch"},
        {"fetch a.example --origin '*'",
         "--origin * is no page: * is what a server answers", " fetch"},
        {"fetch a.example --origin null --compare '*'",
         "--compare * is no page: * is what a server answers", " fetch"},
        {"fetch a.example --origin null --compare none -X PUT",
         "--compare is for what caches keep, the answers to GET and HEAD; not "
         "PUT",
         " fetch"},
        {"fetch a.example --origin null --resolve a.example:443",
         "--resolve is HOST:PORT:ADDRESS; not a.example:443", " fetch"},
        {"fetch a.example --origin null --resolve a.example:https:127.0.0.1",
         "--resolve is HOST:PORT:ADDRESS; not a.example:https:127.0.0.1",
         " fetch"},
        {"fetch a.example --origin null --timeout 0",
         "--timeout is 1 to 9999 seconds; not 0", " fetch"},
        {"fetch a.example --origin null --timeout 1m",
         "--timeout is 1 to 9999 seconds; not 1m", " fetch"},
        {"fetch a.example --origin null -X GET -d x",
         "a request with --data is not GET", " fetch"},
        {"fetch a.example --origin null --data ''", "--data is empty",
         " fetch"},
        {"fetch a.example --origin null --raw --format json",
         "--raw explains nothing: leave out --format", " fetch"},
        {"fetch a.example --origin null --url x", "there is no option --url",
         " fetch"},
        {"batch --origin null", "there is no option --origin", " batch"},
        {"batch --profile", "--profile wants a value", " batch"},
        {"batch --profile all",
         "--profile is one of: standard chromium firefox webkit; not all",
         " batch"},
        {"batch --threads 0", "--threads is 1 to 256; not 0", " batch"},
        {"batch --threads 257", "--threads is 1 to 256; not 257", " batch"},
        {"batch --threads 2x", "--threads is 1 to 256; not 2x", " batch"},
        {"batch --threads", "--threads wants a value", " batch"},
        {"batch FILE", "batch reads standard input only", " batch"},
        {"har --threads 0", "--threads is 1 to 256; not 0", " har"},
        {"har --threads 257 FILE", "--threads is 1 to 256; not 257", " har"},
        {"har --docs https://d.example/ FILE",
         "--docs is for --format html and sarif", " har"},
        {"har --format html --docs javascript:x FILE",
         "--docs is an address of http, https or file", " har"},
        {"har --format html --docs //d.example FILE",
         "--docs is an address of http, https or file", " har"},
        {"har --format html --docs= FILE", "--docs is empty", " har"},
        {"har --format sarif --docs site FILE",
         "--format sarif needs an absolute --docs", " har"},
        {"warc FILE", "warc wants --as: pages of which origin ask?", " warc"},
        {"warc --as '*'", "--as * is no page: * is what a server answers",
         " warc"},
        {"warc --as null A B", "warc takes one FILE", " warc"},
        {"warc --as null --threads 0", "--threads is 1 to 256; not 0", " warc"},
        {"warc --as null --credentials all",
         "--credentials is one of: omit same-origin include; not all", " warc"},
        {"reasons A B", "reasons takes one NAME", " reasons"},
        {"reasons Nonsense",
         "there is no reason Nonsense: corsieve reasons lists them",
         " reasons"},
        {"reasons --format markdown CorsCheckPassed",
         "--format markdown takes no NAME", " reasons"},
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
                    "explain --profile @", "explain --want=x --expect-type @",
                    "explain --expect-error @", "explain --origin=//@", "--@",
                    "fetch @", "fetch --@", "fetch ftp://@ --origin null",
                    "fetch http://a.example --origin null --compare @",
                    "fetch http://a.example --origin null --resolve @",
                    "fetch http://a.example --origin null --timeout @",
                    "har /no/@", "har --@", "har --format @", "har --origin @",
                    "har --expect-error @", "batch --@", "batch --profile @",
                    "warc --as null /no/@", "warc --as @", "reasons @",
                    "reasons --format @"));

// An option of one byte that is no character.
TEST(ProgramTest, EscapesAShortOption) {
  const Answer answer = RunWith("explain -\"$(printf '\\233')\"");
  EXPECT_EQ(answer.status, 2);
  EXPECT_EQ(answer.output,
            "corsieve: there is no option -\\x9b\n"
            "Try corsieve explain --help.\n");
}

}  // namespace
