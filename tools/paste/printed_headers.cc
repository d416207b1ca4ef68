#include <algorithm>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "corsieve/header_list.h"
#include "tools/paste/head_lines.h"
#include "tools/paste/json_parts.h"
#include "tools/paste/known_names.h"
#include "tools/paste/make_head.h"
#include "tools/paste/parts.h"
#include "tools/paste/printed_tokens.h"
#include "tools/paste/readers.h"
#include "tools/text.h"

namespace corsieve::tools {
namespace {

using Kind = PrintedToken::Kind;

struct Printed {
  std::string name;
  std::string value;
  size_t at;
};

constexpr std::string_view kStatusNames[] = {"status", "status_code",
                                             "statuscode", "response"};

// Reads "name: value" and the like, wherever they are.
class Reader {
 public:
  explicit Reader(std::string_view text)
      : text_(text), tokens_(PrintedTokensOf(text)) {}

  void Run() {
    while (i_ < tokens_.size()) {
      if (!TakeStatusInFront() && !TakeStatus() && !TakePair()) ++i_;
    }
  }

  std::vector<Printed> headers;
  std::vector<Printed> of_request;
  std::vector<Printed> unknown;  // Their values are no text.
  std::string url;
  int status = 0;

 private:
  bool Is(size_t i, std::string_view mark) const {
    return i < tokens_.size() && tokens_[i].kind == Kind::kMark &&
           tokens_[i].text == mark;
  }
  bool IsString(size_t i) const {
    return i < tokens_.size() && tokens_[i].kind == Kind::kString;
  }
  bool IsWord(size_t i) const {
    return i < tokens_.size() && tokens_[i].kind == Kind::kWord;
  }

  // "200 {", as console.log(status, headers) prints it
  bool TakeStatusInFront() {
    if (i_ > 0 || !IsWord(0) || tokens_[0].text.size() != 3) return false;
    if (!Is(1, "{") && !Is(1, "[")) return false;
    status = StatusOfLine("HTTP/1.1 " + tokens_[0].text);
    i_ = 1;
    return true;
  }

  // "status: 200", "status_code" and in the next line "200", "<Response [200]>"
  bool TakeStatus() {
    if (!IsWord(i_) && !IsString(i_)) return false;
    std::string name = Lower(tokens_[i_].text);
    name = name.substr(name.rfind('.') + 1);
    if (std::find(std::begin(kStatusNames), std::end(kStatusNames), name) ==
        std::end(kStatusNames)) {
      return false;
    }
    size_t value = i_ + 1;
    while (Is(value, ":") || Is(value, "=") || Is(value, "=>") ||
           Is(value, "[")) {
      ++value;
    }
    if (!IsWord(value) || tokens_[value].text.size() != 3) return false;
    const int found = StatusOfLine("HTTP/1.1 " + tokens_[value].text);
    if (found == 0) return false;
    if (status == 0) status = found;
    i_ = value + 1;
    return true;
  }

  bool TakePair() {
    const bool is_named = IsString(i_) || IsWord(i_);
    if (!is_named) return false;
    // requests.get('https://api.example/')
    if (IsString(i_) && url.empty() && i_ > 0 && Is(i_ - 1, "(")) {
      if (parts::IsHttpUrl(tokens_[i_].text)) url = tokens_[i_].text;
    }
    if (i_ == 0 || !IsOpening()) return false;
    // "[Server] => nginx", where the value ends with its line.
    if (Is(i_ - 1, "[") && Is(i_ + 1, "]") && Is(i_ + 2, "=>")) {
      return TakeRest(i_ + 2);
    }
    const bool is_mapped =
        Is(i_ + 1, ":") || Is(i_ + 1, "=>") || Is(i_ + 1, "=");
    const bool is_tuple = Is(i_ - 1, "(") && IsString(i_) && Is(i_ + 1, ",") &&
                          IsString(i_ + 2) && Is(i_ + 3, ")");
    if (!is_mapped && !is_tuple) return false;
    return TakeValue(i_ + 2);
  }

  // What is before a name. A call's first argument is none.
  bool IsOpening() const {
    const PrintedToken& before = tokens_[i_ - 1];
    if (before.kind != Kind::kMark || before.text.size() != 1) return false;
    if (before.text != "(") {
      return std::string_view("{[,").find(before.text[0]) !=
             std::string_view::npos;
    }
    const bool is_call = i_ > 1 && tokens_[i_ - 2].end == before.start &&
                         tokens_[i_ - 2].kind == Kind::kWord;
    return !is_call || !Is(i_ + 1, ",");
  }

  bool TakeValue(size_t value) {
    if (IsString(value)) {
      std::string text = tokens_[value].text;
      // Spring: Vary:"Origin", "Accept"
      while (Is(value + 1, ",") && IsString(value + 2) && !Is(value + 3, ":") &&
             !Is(value + 3, "=>") && Is(i_ + 1, ":") && IsWord(i_)) {
        value += 2;
        text += ", " + tokens_[value].text;
      }
      return Add(std::move(text), value + 1);
    }
    if (Is(value, "[")) {
      if (IsString(value + 1)) return TakeStrings(value + 1);
      if (Is(value + 1, "]")) return false;
      return TakeBracket(value);
    }
    if (!IsWord(value)) return false;
    const std::string& word = tokens_[value].text;
    if (parts::Number(word) || word == "true" || word == "false") {
      return Add(word, value + 1);
    }
    if (IsKnownName(tokens_[i_].text)) {
      unknown.push_back({tokens_[i_].text, "", tokens_[i_].start});
    }
    return false;
  }

  // ["a", "b"], which are several headers of the name.
  bool TakeStrings(size_t value) {
    const size_t name = i_;
    for (; IsString(value); value += Is(value + 1, ",") ? 2 : 1) {
      i_ = name;
      Add(tokens_[value].text, value + 1);
    }
    i_ = std::max(i_, value);
    return true;
  }

  // [a, b], as Java shows it: to the bracket that a comma, another bracket or
  // the line's end follows.
  bool TakeBracket(size_t open) {
    size_t close = open + 1;
    while (!EndsLine(close) && !Is(close, "[")) {
      const bool ends = Is(close, "]") &&
                        (close + 1 == tokens_.size() || Is(close + 1, ",") ||
                         Is(close + 1, "}") || Is(close + 1, "]"));
      if (ends) return Add(Text(open + 1, close), close + 1);
      ++close;
    }
    return false;
  }

  bool TakeRest(size_t arrow) {
    size_t end = arrow + 1;
    while (!EndsLine(end)) ++end;
    return Add(Text(arrow + 1, end), end);
  }

  bool EndsLine(size_t i) const {
    return i >= tokens_.size() || tokens_[i].starts_line;
  }

  // As it stands in the text, from one token to before another.
  std::string Text(size_t from, size_t to) const {
    if (from == to) return "";
    const size_t start = tokens_[from].start;
    return std::string(text_.substr(start, tokens_[to - 1].end - start));
  }

  // The name is at i_; goes on to `next`.
  bool Add(std::string value, size_t next) {
    const PrintedToken& name = tokens_[i_];
    i_ = next;
    if (const int found = StatusOfLine(value)) {
      if (status == 0) status = found;
      return true;
    }
    if (name.text == "url" && parts::IsHttpUrl(value)) {
      url = std::move(value);
    } else if (UseOfName(name.text) == NameUse::kRequest) {
      of_request.push_back({name.text, std::move(value), name.start});
    } else if (IsHeaderName(name.text)) {
      headers.push_back({name.text, std::move(value), name.start});
    }
    return true;
  }

  std::string_view text_;
  std::vector<PrintedToken> tokens_;
  size_t i_ = 0;
};

bool AreHeaders(const std::vector<Printed>& headers) {
  size_t known = 0;
  bool has_cors = false;
  for (const Printed& header : headers) {
    if (!IsKnownName(header.name)) continue;
    ++known;
    has_cors = has_cors || StartsWith(Lower(header.name), "access-control-");
  }
  return known > 1 || has_cors;
}

}  // namespace

std::optional<Paste> ReadPrintedHeaders(const Lines& lines,
                                        std::string* error) {
  const parts::JoinedLines joined(lines);
  std::string ignored;
  // Readers of JSON have looked at it, and know better what is no header.
  if (!ParsePastedJson(joined.text(), &ignored).is_discarded()) {
    return std::nullopt;
  }
  Reader reader(joined.text());
  reader.Run();
  if (!reader.unknown.empty()) {
    const Printed& header = reader.unknown.front();
    *error = "line " + std::to_string(joined.LineOf(header.at)) +
             ": the value of " + header.name +
             " is what a program makes of it: paste what was sent instead, "
             "which curl -si URL prints";
    return std::nullopt;
  }
  if (!AreHeaders(reader.headers)) return std::nullopt;
  Paste paste;
  paste.format = "headers as a program prints them";
  if (reader.status == 0) {
    paste.notes.push_back("There is no status; 200 was assumed.");
  }
  const int status = reader.status == 0 ? 200 : reader.status;
  std::string left_out;
  HeadMaker head("", status, status == 200 ? "OK" : "",
                 joined.LineOf(reader.headers.front().at));
  for (const Printed& header : reader.headers) {
    const size_t line = joined.LineOf(header.at);
    if (!IsKnownName(header.name) && !Contains(header.name, "-")) {
      left_out += (left_out.empty() ? "" : ", ") + parts::Quote(header.name);
      continue;
    }
    if (!head.Add(header.name, header.value, line, error)) return std::nullopt;
  }
  if (!left_out.empty()) {
    paste.notes.push_back("Taken for no header: " + left_out + ".");
  }
  PastedExchange& exchange = paste.exchanges.emplace_back();
  exchange.response = std::move(head).Finish();
  if (!reader.url.empty() && !parts::HasForbiddenByte(reader.url)) {
    PastedRequest& request = exchange.request.emplace();
    request.url = reader.url;
    request.shows_headers = !reader.of_request.empty();
    for (Printed& header : reader.of_request) {
      request.headers.emplace_back(std::move(header.name),
                                   std::move(header.value));
    }
  }
  return paste;
}

}  // namespace corsieve::tools
