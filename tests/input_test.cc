#include "tools/input.h"

#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <string>
#include <string_view>
#include <vector>

#include "gtest/gtest.h"
#include "tests/files.h"

namespace corsieve::tools {
namespace {

using tests::File;
using tests::FileOf;

using Status = LineReader::Status;

// Adds lines to `all`, too long ones as "<too long>".
void Add(const Lines& lines, std::vector<std::string>* all) {
  for (size_t i = 0; i < lines.size(); ++i) {
    const std::string_view line = lines[i];
    all->emplace_back(lines.is_too_long() ? "<too long>" : line);
    if (lines.is_too_long()) {
      EXPECT_EQ(line, "");
      continue;
    }
    // Readers of JSON read ahead; a sanitizer would tell.
    const std::string ahead(line.data() + line.size(), Lines::kAhead);
    EXPECT_EQ(ahead.size(), 64u);
  }
}

// The lines of `bytes`, each block read into what another one was read into.
std::vector<std::string> LinesOf(std::string_view bytes) {
  const File in = FileOf(bytes);
  LineReader reader(in.get());
  std::vector<std::string> all;
  Lines lines[2];
  for (size_t i = 0;; ++i) {
    const Status status = reader.Next(&lines[i % 2]);
    if (status == Status::kEnd) return all;
    if (status == Status::kError) {
      ADD_FAILURE() << "cannot read";
      return all;
    }
    Add(lines[i % 2], &all);
    if (i % 5 == 0) lines[i % 2].Shrink();
  }
}

using Strings = std::vector<std::string>;

TEST(LineReaderTest, Lines) {
  EXPECT_EQ(LinesOf(""), Strings());
  EXPECT_EQ(LinesOf("a"), Strings({"a"}));
  EXPECT_EQ(LinesOf("a\n"), Strings({"a"}));
  EXPECT_EQ(LinesOf("a\nb"), Strings({"a", "b"}));
  EXPECT_EQ(LinesOf("\n"), Strings({""}));
  EXPECT_EQ(LinesOf("\n\na\n\n"), Strings({"", "", "a", ""}));
  EXPECT_EQ(LinesOf("a\r\n"), Strings({"a\r"}));
  EXPECT_EQ(LinesOf(std::string_view("\0\n\xff", 3)),
            Strings({std::string(1, '\0'), "\xff"}));
}

// Lines of every length around that of what is read at once.
TEST(LineReaderTest, LinesAcrossChunks) {
  for (size_t size = (1 << 16) - 3; size <= (1 << 16) + 3; ++size) {
    const std::string a(size, 'a');
    const std::string b(2 * size, 'b');
    EXPECT_EQ(LinesOf(a + "\n" + b + "\nc"), Strings({a, b, "c"})) << size;
  }
}

TEST(LineReaderTest, TooLongLinesAreSkippedWhole) {
  const std::string longest(kMaxInput, 'x');
  const std::vector<std::string> lines =
      LinesOf(longest + "\n" + longest + "y\nnext\n" + longest + longest + "y");
  ASSERT_EQ(lines.size(), 4u);
  EXPECT_EQ(lines[0] == longest, true);  // Not printed if it fails.
  EXPECT_EQ(lines[1], "<too long>");
  EXPECT_EQ(lines[2], "next");
  EXPECT_EQ(lines[3], "<too long>");
}

// What is behind it was read with its end.
TEST(LineReaderTest, LinesBehindATooLongOne) {
  const std::string too_long(kMaxInput + 1, 'x');
  EXPECT_EQ(LinesOf(too_long + "\na\n\nb\nc"),
            Strings({"<too long>", "a", "", "b", "c"}));
  EXPECT_EQ(LinesOf(too_long + "\n"), Strings({"<too long>"}));
  EXPECT_EQ(LinesOf("a\n" + too_long), Strings({"a", "<too long>"}));
  // It is known to be too long only when its end is read, or long before.
  for (size_t more : {1, 2, 65535, 65536, 65537, 200000}) {
    EXPECT_EQ(LinesOf("a\n" + std::string(kMaxInput + more, 'x') + "\nb\n"),
              Strings({"a", "<too long>", "b"}))
        << more;
  }
}

TEST(LineReaderTest, ErrorsAreTold) {
  const File directory(std::fopen("/", "r"));
  ASSERT_TRUE(directory);
  LineReader reader(directory.get());
  Lines lines;
  EXPECT_EQ(reader.Next(&lines), Status::kError);
  EXPECT_EQ(errno, EISDIR);
}

// Lines are given as soon as they are there, not when a buffer is full.
TEST(LineReaderTest, DoesNotWaitForMoreThanALine) {
  int fds[2];
  ASSERT_EQ(pipe(fds), 0);
  const File in(fdopen(fds[0], "r"));
  LineReader reader(in.get());
  Lines lines;
  const auto next = [&] {
    EXPECT_EQ(reader.Next(&lines), Status::kLines);
    Strings all;
    Add(lines, &all);
    return all;
  };
  ASSERT_EQ(write(fds[1], "a\n", 2), 2);
  EXPECT_EQ(next(), Strings({"a"}));  // The pipe is still open.
  ASSERT_EQ(write(fds[1], "\nb\nc", 4), 4);
  EXPECT_EQ(next(), Strings({"", "b"}));
  close(fds[1]);
  EXPECT_EQ(next(), Strings({"c"}));
  EXPECT_EQ(reader.Next(&lines), Status::kEnd);
  EXPECT_EQ(reader.Next(&lines), Status::kEnd);
}

TEST(ReadAllTest, ReadsToTheEnd) {
  for (const std::string& content :
       {std::string(), std::string("a\0b\n", 4), std::string(200000, 'x')}) {
    const File in = FileOf(content);
    std::string bytes;
    bool cut = true;
    EXPECT_TRUE(ReadAll(in.get(), &bytes, &cut));
    EXPECT_EQ(bytes == content, true) << content.size();
    EXPECT_FALSE(cut);
  }
}

TEST(ReadAllTest, KeepsNoMoreThanTheLimitButReadsOn) {
  for (size_t more : {size_t{0}, size_t{1}, kMaxInput}) {
    const File in = FileOf(std::string(kMaxInput + more, 'x'));
    std::string bytes;
    bool cut = false;
    EXPECT_TRUE(ReadAll(in.get(), &bytes, &cut));
    EXPECT_EQ(bytes.size(), kMaxInput);
    EXPECT_EQ(cut, more > 0);
    EXPECT_EQ(lseek(fileno(in.get()), 0, SEEK_CUR),
              static_cast<off_t>(kMaxInput + more));
  }
}

TEST(ReadAllTest, ErrorsAreTold) {
  const File directory(std::fopen("/", "r"));
  ASSERT_TRUE(directory);
  std::string bytes;
  bool cut = false;
  EXPECT_FALSE(ReadAll(directory.get(), &bytes, &cut));
  EXPECT_EQ(errno, EISDIR);
}

}  // namespace
}  // namespace corsieve::tools
