#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "corsieve/request_header.h"
#include "tools/paste/parts.h"
#include "tools/paste/powershell_text.h"
#include "tools/paste/readers.h"
#include "tools/paste/request_parts.h"
#include "tools/text.h"

namespace corsieve::tools {
namespace {

constexpr std::string_view kCommands[] = {"Invoke-WebRequest",
                                          "Invoke-RestMethod", "iwr", "irm"};

// Where a command's name ends that begins a line or stands behind "=" or "(".
std::optional<size_t> FindCommand(std::string_view text) {
  bool starts = true;
  for (size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (starts) {
      for (std::string_view command : kCommands) {
        const size_t end = i + command.size();
        if (!StartsWithAnyCase(text.substr(i), command) || end == text.size() ||
            !IsBlank(text[end])) {
          continue;
        }
        // Its errors begin with "Invoke-WebRequest : ".
        if (Trim(text.substr(end, 2)).substr(0, 1) != ":") return end;
      }
    }
    if (c == '\n' || c == '=' || c == '(' || c == ';') {
      starts = true;
    } else if (!IsBlank(c)) {
      starts = false;
    }
  }
  return std::nullopt;
}

enum class Parameter {
  kUri,
  kMethod,
  kCustomMethod,
  kHeaders,
  kBody,
  kContentType,
  kUserAgent,
};
struct ParameterName {
  std::string_view name;
  Parameter parameter;
};
constexpr ParameterName kParameters[] = {
    {"Uri", Parameter::kUri},
    {"Method", Parameter::kMethod},
    {"CustomMethod", Parameter::kCustomMethod},
    {"Headers", Parameter::kHeaders},
    {"Body", Parameter::kBody},
    {"InFile", Parameter::kBody},
    {"Form", Parameter::kBody},
    {"ContentType", Parameter::kContentType},
    {"UserAgent", Parameter::kUserAgent},
};

// What DevTools make of the pseudo-headers of HTTP/2.
bool IsPseudoHeader(std::string_view name) {
  return name == "authority" || name == "method" || name == "path" ||
         name == "scheme";
}

class CommandReader {
 public:
  CommandReader(const parts::JoinedLines& joined, size_t at)
      : joined_(joined), text_(joined.text()), s_(text_, at), start_(at) {}

  std::optional<Paste> Read(std::string* error) {
    TakeSession();
    while (error_.empty() && Step()) {
    }
    if (error_.empty() && url_.empty()) {
      error_ = Line(start_) + ": the command has no URL that is written out";
    }
    if (error_.empty() && !method_.empty() && !IsMethod(method_)) {
      error_ = parts::Quote(method_) + " is no method";
    }
    if (!error_.empty()) {
      *error = error_;
      return std::nullopt;
    }
    // The output of the command is another reader's.
    const std::string_view rest = text_.substr(std::min(s_.at(), text_.size()));
    for (std::string_view shown : {"\nStatusCode", "\nHTTP/", "\nKey "}) {
      if (rest.find(shown) != rest.npos) return std::nullopt;
    }
    if (const size_t left = rest.find_first_not_of(" \t\r\n;");
        left != rest.npos) {
      paste_.notes.push_back("What is from " + Line(s_.at() + left) +
                             " on is none of the command's: it was left out.");
    }
    return Finish();
  }

 private:
  std::string Line(size_t at) const {
    return parts::LineName(joined_.LineOf(at));
  }

  // Reads a parameter. False at the command's end.
  bool Step() {
    const char c = s_.Peek();
    if (c == '\0' || c == ';' || c == '|' || c == ')') return false;
    if (c == '\n') {
      // A backtick may have been lost.
      PowerShellScanner next(text_, s_.at() + 1);
      if (next.Peek() != '-') return false;
      s_ = next;
      return true;
    }
    const size_t before = s_.at();
    const std::string_view name = s_.TakeParameter();
    if (!name.empty()) {
      TakeParameterValue(name);
    } else if (url_.empty()) {
      TakeUrl();
    } else {
      s_.SkipValue();
    }
    return s_.at() > before;
  }

  void TakeParameterValue(std::string_view name) {
    const char c = s_.Peek();
    for (const ParameterName& known : kParameters) {
      if (EqualsAnyCase(known.name, name)) return TakeKnown(known.parameter);
    }
    // A switch has no value.
    if (c != '-' && c != '\n' && c != '\0') s_.SkipValue();
  }

  void TakeKnown(Parameter parameter) {
    switch (parameter) {
      case Parameter::kUri:
        return TakeUrl();
      case Parameter::kMethod:
        // Its values are words of PowerShell, in any case.
        method_ = TakeText().value_or("");
        for (char& c : method_) {
          if (c >= 'a' && c <= 'z') c = static_cast<char>(c & ~0x20);
        }
        return;
      case Parameter::kCustomMethod:
        method_ = TakeText().value_or("");
        return;
      case Parameter::kHeaders:
        return TakeHeaders();
      case Parameter::kBody:
        request_.SetHasBody();
        if (!s_.TakeText()) s_.SkipValue();
        return;
      case Parameter::kContentType:
        if (const auto type = TakeText()) Add("Content-Type", *type);
        return;
      case Parameter::kUserAgent:
        if (const auto agent = TakeText()) Add("User-Agent", *agent);
        return;
    }
  }

  std::optional<std::string> TakeText() {
    const size_t at = s_.at();
    auto text = s_.TakeText();
    if (!text) {
      s_.SkipValue();
      paste_.notes.push_back("A value in " + Line(at) +
                             " is not written out: it was left out.");
    }
    return text;
  }

  void TakeUrl() {
    const size_t at = s_.at();
    const auto text = s_.TakeText();
    if (!text || StartsWith(*text, "$")) {
      error_ = Line(at) + ": the URL of the command is not written out";
      return;
    }
    if (parts::HasForbiddenByte(*text)) {
      error_ = Line(at) + ": the URL has a line end or NUL in it";
      return;
    }
    url_ = *text;
  }

  void TakeHeaders() {
    const size_t at = s_.at();
    if (TakeHashtable(&s_)) return;
    const std::string name = "$" + std::string(s_.TakeVariable());
    bool is_shown = false;
    if (name.size() > 1) {
      const size_t assigned = text_.find(name + " = @{");
      if (assigned != text_.npos) {
        PowerShellScanner value(text_, assigned + name.size() + 3);
        is_shown = TakeHashtable(&value);
      }
      is_shown = TakeAdded(name) || is_shown;
    } else {
      s_.SkipValue();
    }
    if (!is_shown) {
      paste_.notes.push_back("The headers in " + Line(at) +
                             " are not written out: they were left out.");
    }
  }

  // $headers.Add("name", "value")
  bool TakeAdded(const std::string& variable) {
    const std::string add = variable + ".Add(";
    bool is_shown = false;
    for (size_t at = text_.find(add); at != text_.npos;
         at = text_.find(add, at + add.size())) {
      PowerShellScanner call(text_, at + add.size());
      const auto name = call.TakeText();
      if (!name || !call.Take(',')) break;
      const char c = call.Peek();
      const auto value = call.TakeText();
      // A string that is not closed reaches to the end.
      if (!value && (c == '"' || c == '\'')) break;
      AddShown(*name, value, at);
      is_shown = true;
    }
    return is_shown;
  }

  bool TakeHashtable(PowerShellScanner* s) {
    return s->TakeHashtable([&](std::string_view name) {
      const size_t at = s->at();
      const auto value = s->TakeText();
      if (!value) s->SkipValue();
      if (IsPseudoHeader(name)) return;
      AddShown(name, value, at);
    });
  }

  void AddShown(std::string_view name, const std::optional<std::string>& value,
                size_t at) {
    if (!value) {
      paste_.notes.push_back("The value of " + std::string(name) + " in " +
                             Line(at) +
                             " is not written out: \"...\" stands for it.");
    }
    line_ = joined_.LineOf(at);
    Add(name, value.value_or("..."));
  }

  void Add(std::string_view name, std::string_view value) {
    if (error_.empty()) request_.Add(name, value, line_, &error_);
  }

  // Lines before the command fill the session.
  void TakeSession() {
    const std::string_view before = text_.substr(0, start_);
    constexpr std::string_view kAgent = ".UserAgent = ";
    if (const size_t at = before.find(kAgent); at != before.npos) {
      PowerShellScanner agent(text_, at + kAgent.size());
      if (const auto text = agent.TakeText()) Add("User-Agent", *text);
    }
    if (before.find(".Cookies.Add(") != before.npos) {
      paste_.call.credentials = "include";
    }
  }

  Paste Finish() {
    request_.SetMethod(method_.empty() ? "GET" : method_);
    request_.SetTarget(parts::IsHttpUrl(url_) ? url_ : "http://" + url_);
    PastedRequest request = std::move(request_).Finish(&paste_.notes);
    ReadCallFromHeaders(request.headers, &paste_.call, &paste_.notes);
    paste_.format = request.by_browser ? "a request copied as PowerShell"
                                       : "a PowerShell command";
    paste_.exchanges.emplace_back();
    paste_.exchanges.back().request = std::move(request);
    return std::move(paste_);
  }

  const parts::JoinedLines& joined_;
  std::string_view text_;
  PowerShellScanner s_;
  size_t start_;
  Paste paste_;
  RequestMaker request_;
  std::string url_;
  std::string method_;
  std::string error_;
  size_t line_ = 1;
};

}  // namespace

std::optional<Paste> ReadCopiedPowerShell(const Lines& lines,
                                          std::string* error) {
  const parts::JoinedLines joined(lines);
  const std::string_view text = joined.text();
  const size_t start = text.find_first_not_of(" \t\r\n");
  // A command within a page or JSON is not what is asked about.
  if (start == text.npos || text[start] == '<' || text[start] == '{') {
    return std::nullopt;
  }
  const std::optional<size_t> at = FindCommand(text);
  if (!at) return std::nullopt;
  return CommandReader(joined, *at).Read(error);
}

}  // namespace corsieve::tools
