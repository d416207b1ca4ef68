// Pastes from browsers, HTTP tools and logs, given to their readers directly:
// whatever a mutation makes of them comes to an end. What they come to is
// paste_test.cc's.

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "corsieve/reason.h"
#include "gtest/gtest.h"
#include "tests/paste_text.h"
#include "tools/paste/readers.h"

namespace corsieve::tools {
namespace {

const std::string kFolder = "tests/pastes/";

struct NamedReader {
  std::string_view prefix;  // Of the files that it reads.
  PasteReader read;
};
// In the order in which a text is given to them.
constexpr NamedReader kReaders[] = {
    {"devtools_", ReadDevToolsPane},
    {"firefox_", ReadFirefoxPane},
    {"safari_", ReadSafariPane},
    {"pair_", ReadRequestAndResponse},
    {"har_", ReadHar},
    {"json_head_", ReadJsonHead},
    {"copied_curl_", ReadCopiedCurl},
    {"copied_fetch_", ReadCopiedFetch},
    {"copied_powershell_", ReadCopiedPowerShell},
    {"console_", ReadConsoleMessage},
};

PasteReader ReaderOf(std::string_view name) {
  for (const NamedReader& reader : kReaders) {
    if (name.substr(0, reader.prefix.size()) == reader.prefix) {
      return reader.read;
    }
  }
  return nullptr;
}

std::vector<std::string> Names() {
  std::vector<std::string> names;
  for (const auto& file : std::filesystem::directory_iterator(kFolder)) {
    const std::string name = file.path().stem().string();
    if (file.path().extension() == ".txt" && ReaderOf(name) != nullptr) {
      names.push_back(name);
    }
  }
  std::sort(names.begin(), names.end());
  return names;
}

std::string ReadFile(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

Lines LinesOf(std::string_view text) {
  Lines lines;
  size_t number = 1;
  while (!text.empty()) {
    const size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    lines.push_back({line, number++});
  }
  return lines;
}

std::optional<Paste> Read(PasteReader read, std::string_view text,
                          std::string* error) {
  return read(LinesOf(text), error);
}

class PasteBrowserTest : public testing::TestWithParam<std::string> {};

TEST_P(PasteBrowserTest, IsTakenByNoReaderBefore) {
  const std::string text = ReadFile(kFolder + GetParam() + ".txt");
  for (const NamedReader& reader : kReaders) {
    if (reader.read == ReaderOf(GetParam())) break;
    std::string error;
    const auto paste = Read(reader.read, text, &error);
    EXPECT_FALSE(paste) << reader.prefix << "\n" << TextOfPaste(paste, "");
    EXPECT_EQ(error, "") << reader.prefix;
  }
}

void ExpectSound(const std::optional<Paste>& paste, std::string_view text) {
  if (!paste) return;
  const size_t lines = LinesOf(text).size();
  EXPECT_FALSE(paste->format.empty());
  EXPECT_FALSE(paste->exchanges.empty());
  EXPECT_TRUE(!paste->call.reason || FindReason(*paste->call.reason));
  for (const PastedExchange& exchange : paste->exchanges) {
    EXPECT_TRUE(exchange.request || exchange.response);
    if (exchange.request) {
      for (const auto& [name, value] : exchange.request->headers) {
        EXPECT_EQ((name + value).find_first_of(std::string_view("\r\n\0", 3)),
                  std::string::npos);
      }
    }
    if (!exchange.response) continue;
    const std::string& bytes = exchange.response->bytes;
    EXPECT_EQ(bytes.substr(0, 5), "HTTP/");
    ASSERT_GE(bytes.size(), 4u);
    EXPECT_EQ(bytes.substr(bytes.size() - 4), "\r\n\r\n");
    EXPECT_EQ(
        exchange.response->lines.size(),
        static_cast<size_t>(std::count(bytes.begin(), bytes.end(), '\n')));
    for (size_t line : exchange.response->lines) {
      EXPECT_GE(line, 1u);
      EXPECT_LE(line, std::max<size_t>(lines, 1));
    }
  }
}

TEST_P(PasteBrowserTest, EachPrefixEnds) {
  const std::string text = ReadFile(kFolder + GetParam() + ".txt");
  for (size_t size = 0; size < text.size(); ++size) {
    const std::string_view prefix = std::string_view(text).substr(0, size);
    std::string error;
    ExpectSound(Read(ReaderOf(GetParam()), prefix, &error), prefix);
    if (HasFailure()) FAIL() << "prefix of " << size << " bytes";
  }
}

INSTANTIATE_TEST_SUITE_P(Pastes, PasteBrowserTest, testing::ValuesIn(Names()),
                         [](const auto& info) { return info.param; });

std::string Mutate(std::string text, std::mt19937* random) {
  constexpr std::string_view kBytes("\0\r\n\t \"'\\:{}[](),^`$@=;<>/\xff", 27);
  for (size_t n = 1 + (*random)() % 4; n > 0 && !text.empty(); --n) {
    const size_t at = (*random)() % text.size();
    const size_t size = std::min<size_t>((*random)() % 40, text.size() - at);
    const char byte = kBytes[(*random)() % kBytes.size()];
    switch ((*random)() % 4) {
      case 0:
        text[at] = byte;
        break;
      case 1:
        text.insert(at, 1, byte);
        break;
      case 2:
        text.erase(at, size);
        break;
      case 3:
        text.insert((*random)() % text.size(), text.substr(at, size));
        break;
    }
  }
  return text;
}

TEST(PasteBrowserPropertyTest, EachMutationEnds) {
  const std::vector<std::string> names = Names();
  std::map<std::string, std::string> texts;
  for (const auto& name : names)
    texts[name] = ReadFile(kFolder + name + ".txt");
  std::mt19937 random(1);
  for (int i = 0; i < 20'000; ++i) {
    const std::string& name = names[random() % names.size()];
    const std::string text = Mutate(texts[name], &random);
    const PasteReader read = i % 4 == 0
                                 ? kReaders[random() % std::size(kReaders)].read
                                 : ReaderOf(name);
    std::string error;
    ExpectSound(Read(read, text, &error), text);
    if (HasFailure()) FAIL() << name << ":\n" << text;
  }
}

// What is none of these is left to other readers, or to be told as unknown.
TEST(PasteBrowserPropertyTest, OtherTextsAreNotTaken) {
  constexpr std::string_view kTexts[] = {
      "",
      "hello",
      "HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin: *\r\n\r\n",
      "HTTP/2 200 \r\ncontent-type: text/html\r\n\r\nfetch('https://a/')",
      "* Connected to a\n> GET / HTTP/1.1\n> Host: a\n>\n< HTTP/1.1 200 OK\n",
      "content-type: text/html\nserver: nginx\n",
      "<!DOCTYPE html><script>fetch('https://a/')</script>",
      "{\"error\": \"not found\", \"status\": 404}",
      "[1, 2, 3]",
      "location / {\n  add_header Access-Control-Allow-Origin *;\n}",
      "TypeError: Failed to fetch\n    at load (app.js:12:5)",
      "Invoke-WebRequest : The remote server returned an error: (404)\n"
      "At line:1 char:1\n+ Invoke-WebRequest https://a/\n",
      "StatusCode        : 200\nStatusDescription : OK\n",
  };
  for (std::string_view text : kTexts) {
    for (const NamedReader& reader : kReaders) {
      std::string error;
      const auto paste = Read(reader.read, text, &error);
      EXPECT_FALSE(paste) << reader.prefix << text << "\n"
                          << TextOfPaste(paste, "");
      EXPECT_EQ(error, "") << reader.prefix << text;
    }
  }
}

// Texts that a quadratic reader would take minutes for.
TEST(PasteBrowserPropertyTest, TakesLinearTime) {
  constexpr std::string_view kStarts[] = {
      "",
      "curl ",
      "fetch(\"",
      "fetch('https://a/',{headers:",
      "HTTP/1.1 200 OK\n",
      "GET / HTTP/1.1\n",
      "{\"headers\":{",
      "Request URL\nhttps://a/\n",
      "Invoke-WebRequest -Uri \"",
      "Access to fetch at 'https://a/' from origin '"};
  constexpr std::string_view kUnits[] = {"a",
                                         "\n",
                                         "{",
                                         "[",
                                         "(",
                                         "'",
                                         "\"",
                                         "\\",
                                         "^",
                                         "`",
                                         "$'",
                                         "/*",
                                         "//\n",
                                         "a: b\n",
                                         "a\n",
                                         "a=",
                                         "fetch(a",
                                         "curl ",
                                         "\"a\":",
                                         "\"a\":1,",
                                         "-H a:b ",
                                         "-b a ",
                                         "GET / HTTP/1.1\n",
                                         "\nHTTP/1.1 200 OK\n",
                                         "Request URL\n",
                                         "Response Headers\n",
                                         "append('a','b')",
                                         "h = {",
                                         "@{",
                                         "'a'='b';",
                                         "Access to fetch at '",
                                         " from origin 'a'",
                                         "Origin a ",
                                         "cannot load "};
  const auto start = std::chrono::steady_clock::now();
  for (std::string_view head : kStarts) {
    for (std::string_view unit : kUnits) {
      std::string text(head);
      while (text.size() < 60'000) text += unit;
      for (const NamedReader& reader : kReaders) {
        const auto before = std::chrono::steady_clock::now();
        std::string error;
        Read(reader.read, text, &error);
        ASSERT_LT(std::chrono::steady_clock::now() - before,
                  std::chrono::seconds(5))
            << reader.prefix << " " << head << unit;
      }
    }
  }
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::minutes(4));
}

}  // namespace
}  // namespace corsieve::tools
