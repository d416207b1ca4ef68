#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "tools/paste/curl_talk.h"
#include "tools/paste/head_lines.h"
#include "tools/paste/readers.h"
#include "tools/text.h"

namespace corsieve::tools {
namespace {

constexpr size_t kTextWidth = 64;  // Of --trace-ascii.
constexpr size_t kHexWidth = 16;   // Of --trace.

enum class Block { kNone, kSentHead, kReceivedHead, kOther };

std::optional<size_t> ReadNumber(std::string_view digits, unsigned base) {
  if (digits.empty() || digits.size() > 8) return std::nullopt;
  size_t number = 0;
  for (char c : digits) {
    const size_t digit = std::string_view("0123456789abcdef").find(c);
    if (digit >= base) return std::nullopt;
    number = number * base + digit;
  }
  return number;
}

// The line from its arrow on: --trace-time puts the time in front.
std::string_view FromArrow(std::string_view line) {
  constexpr size_t kLongestTime = 40;
  for (const char* arrow : {"=> Send ", "<= Recv ", "== Info: "}) {
    const size_t at = line.substr(0, kLongestTime).find(arrow);
    if (at != line.npos) return line.substr(at);
  }
  return "";
}

Block BlockOf(std::string_view line) {
  if (StartsWith(line, "=> Send header, ")) return Block::kSentHead;
  if (StartsWith(line, "<= Recv header, ")) return Block::kReceivedHead;
  return Block::kOther;
}

// Of "=> Send header, 123 bytes (0x7b)".
size_t SizeOfBlock(std::string_view line) {
  line.remove_prefix(std::min(line.find(", "), line.size()));
  TakePrefix(", ", &line);
  return ReadNumber(line.substr(0, line.find(' ')), 10).value_or(0);
}

// A part of a block: "0010: ..." is what stands from byte 16 on.
struct Row {
  size_t offset;
  std::string_view text;
  size_t number;  // Of the line.
};

std::optional<Row> ReadRow(const Line& line) {
  const size_t colon = line.text.substr(0, 9).find(':');
  if (colon == line.text.npos || colon < 4) return std::nullopt;
  const auto offset = ReadNumber(line.text.substr(0, colon), 16);
  if (!offset) return std::nullopt;
  std::string_view text = line.text.substr(colon + 1);
  TakePrefix(" ", &text);
  return Row{*offset, text, line.number};
}

// The bytes of a row of --trace; nullopt: it is of --trace-ascii.
std::optional<std::string> ReadHex(std::string_view text, size_t size) {
  std::string bytes;
  while (bytes.size() < std::min(size, kHexWidth)) {
    const auto byte = ReadNumber(text.substr(0, 2), 16);
    if (!byte || text.size() < 2) return std::nullopt;
    if (text.size() > 2 && text[2] != ' ') return std::nullopt;
    text.remove_prefix(std::min<size_t>(text.size(), 3));
    bytes += static_cast<char>(*byte);
  }
  return bytes;
}

class Reader {
 public:
  void Read(const Line& line) {
    const std::string_view marked = FromArrow(line.text);
    if (!marked.empty()) {
      EndBlock();
      block_ = BlockOf(marked);
      size_ = SizeOfBlock(marked);
      std::string_view info = marked;
      if (TakePrefix("== Info: ", &info)) talk_.Info(info);
      return;
    }
    if (block_ != Block::kSentHead && block_ != Block::kReceivedHead) return;
    if (const auto row = ReadRow(line)) {
      rows_.push_back(*row);
    } else if (!IsBlankLine(line.text)) {
      EndBlock();
    }
  }

  bool Finish(Paste* paste, std::string* error) {
    EndBlock();
    return talk_.Finish(paste, error);
  }

 private:
  // Where the next row begins, or the block ends.
  size_t EndOfRow(size_t i) const {
    const size_t end = i + 1 < rows_.size() ? rows_[i + 1].offset : size_;
    return std::max(end, rows_[i].offset);
  }

  void EndBlock() {
    line_.clear();
    number_ = 0;
    for (size_t i = 0; i < rows_.size(); ++i) {
      const Row& row = rows_[i];
      const size_t size = EndOfRow(i) - row.offset;
      if (const auto bytes = ReadHex(row.text, size); bytes && size > 0) {
        for (char c : *bytes) Take(c, row.number);
        continue;
      }
      TakeText(row, size);
    }
    if (!line_.empty()) EndLine();
    rows_.clear();
    block_ = Block::kNone;
  }

  // A row of --trace-ascii lacks the CRLF that it ends with, and has the blanks
  // at its end no more where an editor took them away.
  void TakeText(const Row& row, size_t size) {
    for (char c : row.text) Take(c, row.number);
    const bool is_wrapped = size == kTextWidth && row.text.size() <= size &&
                            row.text.size() + 2 != size;
    if (!is_wrapped) {
      if (line_.empty()) number_ = row.number;
      EndLine();
      return;
    }
    line_.append(size - row.text.size(), ' ');
  }

  void Take(char c, size_t number) {
    if (number_ == 0) number_ = number;
    if (c == '\n') {
      EndLine();
    } else {
      line_ += c;
    }
  }

  void EndLine() {
    if (EndsWith(line_, "\r")) line_.pop_back();
    if (block_ == Block::kSentHead) {
      talk_.Request(line_, number_);
    } else {
      talk_.Response(line_, number_);
    }
    line_.clear();
    number_ = 0;
  }

  CurlTalk talk_;
  Block block_ = Block::kNone;
  size_t size_ = 0;
  std::vector<Row> rows_;
  std::string line_;
  size_t number_ = 0;
};

}  // namespace

std::optional<Paste> ReadCurlTrace(const Lines& lines, std::string* error) {
  const bool is_trace =
      std::any_of(lines.begin(), lines.end(), [](const Line& line) {
        const Block block = BlockOf(FromArrow(line.text));
        return block == Block::kSentHead || block == Block::kReceivedHead;
      });
  if (!is_trace) return std::nullopt;
  Reader reader;
  for (const Line& line : lines) reader.Read(line);
  Paste paste;
  paste.format = "the output of curl --trace";
  if (!reader.Finish(&paste, error)) return std::nullopt;
  return paste;
}

}  // namespace corsieve::tools
