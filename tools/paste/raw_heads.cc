#include "tools/paste/raw_heads.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

#include "corsieve/corsieve.h"
#include "tools/paste/head_lines.h"
#include "tools/paste/http2_head.h"
#include "tools/paste/readers.h"
#include "tools/text.h"

namespace corsieve::tools {
namespace {

// One line of the text, with its end.
struct Row {
  std::string_view line;
  size_t number;
};

bool IsEmptyRow(std::string_view line) {
  return line == "\n" || line == "\r\n";
}

std::vector<Row> RowsOf(const PastedHead& text) {
  std::vector<Row> rows;
  std::string_view rest = text.bytes;
  while (!rest.empty()) {
    const size_t end = std::min(rest.find('\n'), rest.size() - 1) + 1;
    rows.push_back({rest.substr(0, end), LineOf(text.lines, rows.size())});
    rest.remove_prefix(end);
  }
  return rows;
}

void Append(const Row& row, PastedHead* head) {
  head->bytes += row.line;
  head->lines.push_back(row.number);
}

// Ends the head where it lacks that; "" if it does not.
std::string EndHead(size_t number, PastedHead* head) {
  const std::string_view bytes = head->bytes;
  if (EndsWith(bytes, "\n\n") || EndsWith(bytes, "\n\r\n")) return "";
  const std::string_view line_end =
      Contains(bytes, "\r\n") || !Contains(bytes, "\n") ? "\r\n" : "\n";
  const bool has_line_end = EndsWith(bytes, "\n");
  if (!has_line_end) head->bytes += EndsWith(bytes, "\r") ? "\n" : line_end;
  head->bytes += line_end;
  head->lines.push_back(number);
  return has_line_end ? "its empty line" : "its last line end";
}

// What decides whether a head that another follows was a proxy's: its answer to
// CONNECT, which has no headers or says so, or its demand to authenticate.
bool IsOfProxy(const std::string& bytes) {
  if (ReadHttp2Head(bytes)) return false;
  HeaderList list;
  const ResponseHead head = ParseResponseHead(bytes, &list);
  if (head.error) return false;
  if (head.status == 407) return true;
  const bool is_established =
      Lower(head.status_message) == "connection established";
  // Who answers OPTIONS with nothing at all says 204.
  return head.status >= 200 && head.status <= 299 && head.status != 204 &&
         (list.empty() || is_established);
}

class Splitter {
 public:
  Splitter(const PastedHead& text, std::vector<std::string>* notes)
      : rows_(RowsOf(text)), notes_(notes) {}

  std::vector<PastedHead> Run() {
    std::vector<PastedHead> heads;
    while (pos_ < rows_.size()) {
      const size_t first = rows_[pos_].number;
      PastedHead head;
      head.lines.clear();
      TakeHead(&head);
      const bool more = AtHead();
      if (!more) TakeBody(&head);
      if (more && IsOfProxy(head.bytes)) {
        notes_->push_back("The head in line " + std::to_string(first) +
                          " is a proxy's, which answers CONNECT; it was left "
                          "out.");
        continue;
      }
      ShortenLines(&head.lines);
      heads.push_back(std::move(head));
    }
    return heads;
  }

 private:
  // Whether the next line, or the next behind empty ones, begins a head.
  bool AtHead() const {
    size_t i = pos_;
    while (i < rows_.size() && IsEmptyRow(rows_[i].line)) ++i;
    if (i == rows_.size()) return false;
    const std::string_view line = rows_[i].line;
    if (i > pos_) return IsStatusLine(line.substr(0, line.find('\n')));
    return StartsWith(line, "HTTP/") && line.size() > 5 && IsDigit(line[5]);
  }

  // Takes a head and the interim ones before it, and empty lines before what
  // is a further one.
  void TakeHead(PastedHead* head) {
    while (true) {
      const std::string_view first = rows_[pos_].line;
      TakeLines(head);
      const size_t space = first.find(' ');
      const bool is_interim = space != first.npos && space + 1 < first.size() &&
                              first[space + 1] == '1';
      if (!AtHead()) return;
      while (IsEmptyRow(rows_[pos_].line)) {
        if (!is_interim) Append(rows_[pos_], head);
        ++pos_;
      }
      if (!is_interim) return;
    }
  }

  void TakeLines(PastedHead* head) {
    Append(rows_[pos_++], head);
    while (pos_ < rows_.size()) {
      const Row& row = rows_[pos_];
      if (IsStatusLine(row.line.substr(0, row.line.find('\n')))) {
        EndHead(row.number, head);
        notes_->push_back("Line " + std::to_string(row.number) +
                          " begins a further head, so the empty line before "
                          "it was added.");
        return;
      }
      Append(row, head);
      ++pos_;
      if (IsEmptyRow(row.line)) return;
    }
    LeaveOutCutName(head);
    const std::string lacking = EndHead(rows_.back().number + 1, head);
    if (lacking.empty()) return;
    notes_->push_back("The head lacks " + lacking + ", which was added.");
  }

  // The last line without its end may be what was marked of a header's name.
  void LeaveOutCutName(PastedHead* head) {
    const std::string_view last = rows_.back().line;
    const bool is_cut = head->bytes.size() > last.size() &&
                        !EndsWith(last, "\n") && !Contains(last, ":") &&
                        last[0] != ' ' && last[0] != '\t';
    if (!is_cut) return;
    head->bytes.resize(head->bytes.size() - last.size());
    head->lines.pop_back();
    notes_->push_back("The text ends in the name of a header, in line " +
                      std::to_string(rows_.back().number) +
                      ", which was left out.");
  }

  void TakeBody(PastedHead* head) {
    size_t further = 0;
    for (; pos_ < rows_.size(); ++pos_) {
      const Row& row = rows_[pos_];
      Append(row, head);
      if (IsStatusLine(row.line.substr(0, row.line.find('\n'))) &&
          further++ == 0) {
        notes_->push_back("Line " + std::to_string(row.number) +
                          " looks like a further head; it was taken for "
                          "body.");
      }
    }
  }

  std::vector<Row> rows_;
  size_t pos_ = 0;
  std::vector<std::string>* notes_;
};

}  // namespace

std::vector<PastedHead> SplitHeads(const PastedHead& text,
                                   std::vector<std::string>* notes) {
  return Splitter(text, notes).Run();
}

Paste PasteOfHeads(const PastedHead& text) {
  Paste paste;
  paste.is_plain = true;
  for (PastedHead& head : SplitHeads(text, &paste.notes)) {
    PastedExchange& exchange = paste.exchanges.emplace_back();
    exchange.response = std::move(head);
  }
  paste.format =
      paste.exchanges.size() == 1 ? "a response head" : "response heads";
  return paste;
}

std::optional<Paste> ReadRawHeads(const Lines& lines, std::string* error) {
  static_cast<void>(error);
  if (lines.empty() || !StartsWith(lines[0].text, "HTTP/")) return std::nullopt;
  HeadBuilder text;
  for (const Line& line : lines) text.Add(line.text, line.number);
  return PasteOfHeads(text.Take());
}

}  // namespace corsieve::tools
