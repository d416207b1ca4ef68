// Pastes as files: each tests/pastes/NAME.txt comes to NAME.want, which is what
// paste_text.h makes of it.

#include "tools/paste/paste.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "gtest/gtest.h"
#include "tests/paste_text.h"

namespace corsieve::tools {
namespace {

constexpr char kFolder[] = "tests/pastes";

std::string ReadFile(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

std::vector<std::string> Names() {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(kFolder)) {
    if (entry.path().extension() == ".txt") {
      names.push_back(entry.path().stem().string());
    }
  }
  std::sort(names.begin(), names.end());
  return names;
}

class PasteTest : public testing::TestWithParam<std::string> {};

TEST_P(PasteTest, ComesToWhatIsWanted) {
  const std::string path = std::string(kFolder) + "/" + GetParam();
  std::string error;
  const std::optional<Paste> paste = ReadPaste(ReadFile(path + ".txt"), &error);
  EXPECT_EQ(TextOfPaste(paste, error), ReadFile(path + ".want"));
}

INSTANTIATE_TEST_SUITE_P(Files, PasteTest, testing::ValuesIn(Names()),
                         [](const testing::TestParamInfo<std::string>& info) {
                           std::string name = info.param;
                           std::replace(name.begin(), name.end(), '-', '_');
                           return name;
                         });

// ---- What a server sent stays as it is, to the byte.

class ServerBytesTest : public testing::TestWithParam<std::string> {};

TEST_P(ServerBytesTest, PassThrough) {
  std::string error;
  const std::optional<Paste> paste = ReadPaste(GetParam(), &error);
  ASSERT_TRUE(paste) << error;
  EXPECT_TRUE(paste->notes.empty()) << paste->notes[0];
  ASSERT_EQ(paste->exchanges.size(), 1u);
  EXPECT_EQ(paste->exchanges[0].response->bytes, GetParam());
}

INSTANTIATE_TEST_SUITE_P(
    All, ServerBytesTest,
    testing::Values(
        "HTTP/1.1 200 OK\r\nA: b\r\n\r\n", "HTTP/1.1 200 OK\nA: b\n\n",
        "HTTP/1.1 200 OK\r\nA: b\rC: d\r\n\r\n",
        std::string("HTTP/1.1 200 OK\r\nA: \0b\r\n\r\n", 26),
        "HTTP/1.1 200 OK\r\nno colon\r\n\r\n",
        "HTTP/1.1 200 OK\r\n folded: a\r\nA: b\r\n\r\n",
        "HTTP/1.1 200 OK\r\nA: b\r\r\nC: d\r\n\r\n",
        "HTTP/1.1 200 OK\nA: b\r\n\r\nbody\n\n\x1b no code\r\r\n...\n```\n",
        "HTTP/1.1 200 OK\n\nA: b\n\n", "HTTP/1.1 2x0\r\n\r\n", "HTTP/\n\n",
        "HTTP/2 200 \r\na: b\r\n\r\n$ curl is here\n> x\n"));

// ---- An end that is missing is added.

struct EndRow {
  const char* text;
  const char* bytes;
};

class EndTest : public testing::TestWithParam<EndRow> {};

TEST_P(EndTest, IsAddedAndNoted) {
  std::string error;
  const std::optional<Paste> paste = ReadPaste(GetParam().text, &error);
  ASSERT_TRUE(paste) << error;
  EXPECT_EQ(paste->notes.size(), 1u);
  ASSERT_EQ(paste->exchanges.size(), 1u);
  EXPECT_EQ(paste->exchanges[0].response->bytes, GetParam().bytes);
}

INSTANTIATE_TEST_SUITE_P(
    All, EndTest,
    testing::ValuesIn(std::vector<EndRow>{
        {"HTTP/1.1 200 OK", "HTTP/1.1 200 OK\r\n\r\n"},
        {"HTTP/1.1 200 OK\n", "HTTP/1.1 200 OK\n\n"},
        {"HTTP/1.1 200 OK\r\n", "HTTP/1.1 200 OK\r\n\r\n"},
        {"HTTP/1.1 200 OK\r\nA: b", "HTTP/1.1 200 OK\r\nA: b\r\n\r\n"},
        {"HTTP/1.1 200 OK\nA: b", "HTTP/1.1 200 OK\nA: b\n\n"},
        {"HTTP/1.1 200 OK\r\nA: b\r", "HTTP/1.1 200 OK\r\nA: b\r\n\r\n"},
    }));

// ---- UTF-16, as PowerShell 5.1 writes what is sent to a file.

std::string Utf16(const std::string& ascii, bool big_endian) {
  std::string bytes;
  for (char c : ascii) {
    if (big_endian) bytes += '\0';
    bytes += c;
    if (!big_endian) bytes += '\0';
  }
  return bytes;
}

TEST(Utf16Test, IsReadWithAMarkAndWithout) {
  const std::string head = "HTTP/1.1 200 OK\r\nA: b\r\n\r\n";
  const std::string texts[] = {Utf16(head, false), Utf16(head, true),
                               "\xff\xfe" + Utf16(head, false),
                               "\xfe\xff" + Utf16(head, true)};
  for (const std::string& text : texts) {
    std::string error;
    const std::optional<Paste> paste = ReadPaste(text, &error);
    ASSERT_TRUE(paste) << error;
    ASSERT_EQ(paste->exchanges.size(), 1u);
    EXPECT_EQ(paste->exchanges[0].response->bytes, head);
    ASSERT_EQ(paste->notes.size(), 1u);
    EXPECT_EQ(paste->notes[0], "The text is UTF-16 and was read as that.");
  }
}

TEST(Utf16Test, PairsOfSurrogates) {
  std::string error;
  const std::string text = "\xff\xfe" + Utf16("HTTP/1.1 200 OK\r\nA: ", false) +
                           std::string("\x3d\xd8\x00\xde\xe9\x00\x00\xd8", 8) +
                           Utf16("\r\n\r\n", false);
  const std::optional<Paste> paste = ReadPaste(text, &error);
  ASSERT_TRUE(paste) << error;
  EXPECT_EQ(paste->exchanges[0].response->bytes,
            "HTTP/1.1 200 OK\r\nA: \xf0\x9f\x98\x80\xc3\xa9\xef\xbf\xbd"
            "\r\n\r\n");
}

}  // namespace
}  // namespace corsieve::tools
