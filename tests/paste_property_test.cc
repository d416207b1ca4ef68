// Whatever is pasted is read or refused with a reason, and in time.

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

#include "gtest/gtest.h"
#include "tests/paste_text.h"
#include "tools/paste/paste.h"

namespace corsieve::tools {
namespace {

bool HasEmptyLine(const std::string& bytes) {
  return Contains(bytes, "\n\n") || Contains(bytes, "\n\r\n");
}

// What does not hold of what `text` comes to; "" if all does.
std::string Fault(const std::string& text) {
  std::string error;
  const std::optional<Paste> paste = ReadPaste(text, &error);
  if (!paste) return error.empty() ? "neither a paste nor an error" : "";
  if (paste->exchanges.empty()) return "no exchange";
  if (paste->format.empty()) return "no format";
  for (const PastedExchange& exchange : paste->exchanges) {
    if (!exchange.request && !exchange.response) return "an empty exchange";
    if (!exchange.response) continue;
    const PastedHead& head = *exchange.response;
    if (!StartsWith(head.bytes, "HTTP/")) return "a head without beginning";
    if (!HasEmptyLine(head.bytes)) return "a head without end";
    if (head.lines.empty() || head.lines[0] == 0) return "no line number";
  }
  return "";
}

std::vector<std::string> Files() {
  std::vector<std::string> files;
  for (const auto& entry :
       std::filesystem::directory_iterator("tests/pastes")) {
    if (entry.path().extension() != ".txt") continue;
    std::ifstream in(entry.path(), std::ios::binary);
    files.emplace_back(std::istreambuf_iterator<char>(in),
                       std::istreambuf_iterator<char>());
  }
  return files;
}

std::vector<std::string> LinesOfFiles() {
  std::vector<std::string> lines;
  for (const std::string& file : Files()) {
    for (size_t pos = 0; pos < file.size();) {
      const size_t end = std::min(file.find('\n', pos), file.size() - 1) + 1;
      lines.push_back(file.substr(pos, end - pos));
      pos = end;
    }
  }
  return lines;
}

constexpr int kRuns = 100000;

TEST(PastePropertyTest, RandomBytes) {
  std::mt19937 random(1);
  const std::string likely = "HTTP/1.1 200\r\n:<>*$ \x1b[]{}`a0\xff";
  for (int run = 0; run < kRuns; ++run) {
    std::string text(random() % 80, '\0');
    const bool any = random() % 2 == 0;
    for (char& c : text) {
      c = any ? static_cast<char>(random()) : likely[random() % likely.size()];
    }
    if (random() % 4 == 0) text.insert(0, "HTTP/");
    ASSERT_EQ(Fault(text), "") << Escaped(text);
  }
}

TEST(PastePropertyTest, RandomSoupsOfLines) {
  std::mt19937 random(2);
  const std::vector<std::string> lines = LinesOfFiles();
  ASSERT_FALSE(lines.empty());
  for (int run = 0; run < kRuns; ++run) {
    std::string text;
    for (size_t count = random() % 8; count > 0; --count) {
      // Runs of lines as they are, and single ones.
      size_t i = random() % lines.size();
      const size_t end = std::min(lines.size(), i + 1 + random() % 4);
      while (i < end) text += lines[i++];
    }
    ASSERT_EQ(Fault(text), "") << text;
  }
}

TEST(PastePropertyTest, PrefixesAndSuffixesOfPastes) {
  for (const std::string& file : Files()) {
    // Every one of what is short; of the others those that end near a line's
    // end.
    constexpr size_t kShort = 2500;
    for (size_t size = 0; size <= file.size(); ++size) {
      const bool at_line =
          Contains(file.substr(size < 2 ? 0 : size - 2, 4), "\n");
      if (file.size() > kShort && !at_line && size % 16 != 0) continue;
      ASSERT_EQ(Fault(file.substr(0, size)), "") << file.substr(0, size);
      ASSERT_EQ(Fault(file.substr(size)), "") << file.substr(size);
    }
  }
}

// So much of each that quadratic time would show.
TEST(PastePropertyTest, TakesLinearTime) {
  constexpr size_t kSize = size_t{1} << 18;
  std::vector<std::string> parts = LinesOfFiles();
  std::sort(parts.begin(), parts.end());
  parts.erase(std::unique(parts.begin(), parts.end()), parts.end());
  // One of many is enough of those that are alike.
  std::vector<std::string> chosen;
  for (size_t i = 0; i < parts.size(); i += 1 + parts.size() / 60) {
    chosen.push_back(parts[i]);
  }
  for (const char* part : {"\n",
                           "\r",
                           " ",
                           ">",
                           "> ",
                           "`",
                           "```\n",
                           "$ curl \\\n",
                           "$ curl '\n",
                           "\x1b[",
                           "\x1b]",
                           "[1",
                           "[1m",
                           "Vary:[",
                           "Vary:[a] ",
                           "[a, b], ",
                           "$",
                           "  0 ",
                           "HTTP/1.1 200 OK\n",
                           "HTTP/1.1 200 OK\n\n",
                           "HTTP/1.1 103 E\n\n",
                           "HTTP/1.1 100 C\n\n\n",
                           "< HTTP/1.1 200 OK\n",
                           "> GET / HTTP/1.1\n",
                           "< a: b\n",
                           "a: b\n\n",
                           "server: x\n",
                           "...\n",
                           "<= Recv header, 99 bytes (0x63)\n",
                           "0000: a\n",
                           "\n ",
                           "add_header",
                           " add_header",
                           "  HTTP/1.1 200 OK\n",
                           "Key : a\n",
                           "\r\r\n"}) {
    chosen.push_back(part);
  }
  for (const std::string& part : chosen) {
    for (const char* front : {"", "HTTP/1.1 200 OK\r\n"}) {
      std::string text = front;
      while (text.size() < kSize) text += part;
      const auto start = std::chrono::steady_clock::now();
      EXPECT_EQ(Fault(text), "") << Escaped(part);
      const auto time = std::chrono::steady_clock::now() - start;
      EXPECT_LT(time, std::chrono::seconds(5)) << Escaped(front + part);
    }
  }
}

}  // namespace
}  // namespace corsieve::tools
