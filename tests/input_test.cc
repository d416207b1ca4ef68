#include "tools/input.h"

#include <sys/stat.h>
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

// The lines of `bytes`, too long ones as nullptr-like "<too long>".
std::vector<std::string> Lines(std::string_view bytes) {
  const File in = FileOf(bytes);
  const File out = FileOf("");
  LineReader reader(in.get(), [&](bool) { std::fflush(out.get()); });
  std::vector<std::string> lines;
  std::string_view line;
  while (true) {
    const Status status = reader.Next(&line);
    if (status == Status::kEnd) return lines;
    if (status == Status::kError) {
      ADD_FAILURE() << "cannot read";
      return lines;
    }
    lines.emplace_back(status == Status::kTooLong ? "<too long>" : line);
    // Readers of JSON read ahead; a sanitizer would tell.
    if (status == Status::kLine) {
      const std::string ahead(line.data() + line.size(), LineReader::kAhead);
      EXPECT_EQ(ahead.size(), 64u);
    }
  }
}

using Strings = std::vector<std::string>;

TEST(LineReaderTest, Lines) {
  EXPECT_EQ(Lines(""), Strings());
  EXPECT_EQ(Lines("a"), Strings({"a"}));
  EXPECT_EQ(Lines("a\n"), Strings({"a"}));
  EXPECT_EQ(Lines("a\nb"), Strings({"a", "b"}));
  EXPECT_EQ(Lines("\n"), Strings({""}));
  EXPECT_EQ(Lines("\n\na\n\n"), Strings({"", "", "a", ""}));
  EXPECT_EQ(Lines("a\r\n"), Strings({"a\r"}));
  EXPECT_EQ(Lines(std::string_view("\0\n\xff", 3)),
            Strings({std::string(1, '\0'), "\xff"}));
}

// Lines of every length around that of what is read at once.
TEST(LineReaderTest, LinesAcrossChunks) {
  for (size_t size = (1 << 16) - 3; size <= (1 << 16) + 3; ++size) {
    const std::string a(size, 'a');
    const std::string b(2 * size, 'b');
    EXPECT_EQ(Lines(a + "\n" + b + "\nc"), Strings({a, b, "c"})) << size;
  }
}

TEST(LineReaderTest, TooLongLinesAreSkippedWhole) {
  const std::string longest(kMaxInput, 'x');
  const std::vector<std::string> lines =
      Lines(longest + "\n" + longest + "y\nnext\n" + longest + longest + "y");
  ASSERT_EQ(lines.size(), 4u);
  EXPECT_EQ(lines[0] == longest, true);  // Not printed if it fails.
  EXPECT_EQ(lines[1], "<too long>");
  EXPECT_EQ(lines[2], "next");
  EXPECT_EQ(lines[3], "<too long>");
}

TEST(LineReaderTest, ShowsNothingOfATooLongLine) {
  const File in = FileOf(std::string(kMaxInput + 1, 'x'));
  const File out = FileOf("");
  LineReader reader(in.get(), [&](bool) { std::fflush(out.get()); });
  std::string_view line;
  EXPECT_EQ(reader.Next(&line), Status::kTooLong);
  EXPECT_TRUE(line.empty());
  EXPECT_EQ(reader.Next(&line), Status::kEnd);
}

TEST(LineReaderTest, ErrorsAreTold) {
  const File directory(std::fopen("/", "r"));
  ASSERT_TRUE(directory);
  const File out = FileOf("");
  LineReader reader(directory.get(), [](bool) {});
  std::string_view line;
  EXPECT_EQ(reader.Next(&line), Status::kError);
  EXPECT_EQ(errno, EISDIR);
}

// Whoever writes a line and waits for its answer gets it.
TEST(LineReaderTest, FlushesOutputBeforeItReads) {
  int fds[2];
  ASSERT_EQ(pipe(fds), 0);
  const File in(fdopen(fds[0], "r"));
  ASSERT_EQ(write(fds[1], "a\nb\n", 4), 4);
  close(fds[1]);
  const File out = FileOf("");
  const auto written = [&] {
    struct stat s {};
    EXPECT_EQ(fstat(fileno(out.get()), &s), 0);
    return s.st_size;
  };
  LineReader reader(in.get(), [&](bool) { std::fflush(out.get()); });
  std::string_view line;
  ASSERT_EQ(reader.Next(&line), Status::kLine);
  std::fputs("answer", out.get());
  // The next line is there already: no reason to flush yet, nor to wait.
  ASSERT_EQ(reader.Next(&line), Status::kLine);
  EXPECT_EQ(line, "b");
  EXPECT_EQ(written(), 0);
  ASSERT_EQ(reader.Next(&line), Status::kEnd);
  EXPECT_EQ(written(), 6);
}

// A line is answered as soon as it is there, not when a buffer is full.
TEST(LineReaderTest, DoesNotWaitForMoreThanALine) {
  int fds[2];
  ASSERT_EQ(pipe(fds), 0);
  const File in(fdopen(fds[0], "r"));
  const File out = FileOf("");
  LineReader reader(in.get(), [&](bool) { std::fflush(out.get()); });
  std::string_view line;
  ASSERT_EQ(write(fds[1], "a\n", 2), 2);
  EXPECT_EQ(reader.Next(&line), Status::kLine);  // The pipe is still open.
  EXPECT_EQ(line, "a");
  close(fds[1]);
  EXPECT_EQ(reader.Next(&line), Status::kEnd);
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
