#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tools/paste/parts.h"
#include "tools/paste/readers.h"
#include "tools/paste/request_parts.h"
#include "tools/paste/script_call.h"
#include "tools/paste/script_headers.h"
#include "tools/paste/script_text.h"
#include "tools/text.h"
#include "tools/url.h"

namespace corsieve::tools {
namespace {

// What a member of the options means, whatever the library calls it.
enum class Option {
  kUrl,
  kMethod,
  kHeaders,
  kBody,
  kMode,
  kCredentials,
  kRedirect,
  kReferrer,
  kReferrerPolicy,
  kWithCredentials,
  kXhrFields,
  kContentType,
};
struct OptionName {
  std::string_view name;
  Option option;
  bool of_fetch;
  bool of_others;
};
constexpr OptionName kOptionNames[] = {
    {"url", Option::kUrl, false, true},
    {"method", Option::kMethod, true, true},
    {"type", Option::kMethod, false, true},
    {"headers", Option::kHeaders, true, true},
    {"body", Option::kBody, true, false},
    {"data", Option::kBody, false, true},
    {"mode", Option::kMode, true, false},
    {"credentials", Option::kCredentials, true, false},
    {"redirect", Option::kRedirect, true, false},
    {"referrer", Option::kReferrer, true, false},
    {"referrerPolicy", Option::kReferrerPolicy, true, false},
    {"withCredentials", Option::kWithCredentials, false, true},
    {"xhrFields", Option::kXhrFields, false, true},
    {"contentType", Option::kContentType, false, true},
};

class CallReader {
 public:
  CallReader(const parts::JoinedLines& joined, const ScriptCall& call)
      : text_(joined.text()),
        call_(call),
        values_(joined),
        headers_(&values_, &paste_.notes) {}

  std::optional<Paste> Read(std::string* error) {
    ScriptScanner s(text_, call_.arguments);
    request_.method = call_.method.empty() ? "GET" : std::string(call_.method);
    switch (call_.kind) {
      case CallKind::kFetch:
      case CallKind::kGet:
        TakeUrl(&s);
        if (s.Take(',')) TakeOptions(&s);
        break;
      case CallKind::kConfig:
        if (!IsText(&s)) {
          TakeOptions(&s);
          break;
        }
        TakeUrl(&s);
        if (s.Take(',')) TakeOptions(&s);
        break;
      case CallKind::kPost:
        TakeUrl(&s);
        if (s.Take(',')) TakeBody(&s);
        s.SkipExpression();
        if (s.Take(',')) TakeOptions(&s);
        break;
      case CallKind::kOpen:
        TakeMethod(&s);
        s.SkipExpression();
        if (s.Take(',')) TakeUrl(&s);
        TakeXhrLines();
        break;
    }
    if (!CheckUrl(error) || !headers_.Check(error)) return std::nullopt;
    return Finish();
  }

 private:
  bool of_fetch() const { return call_.kind == CallKind::kFetch; }
  std::string Line(size_t at) const { return values_.Line(at); }
  void Note(std::string note) { paste_.notes.push_back(std::move(note)); }

  static bool IsText(ScriptScanner* s) {
    const char c = s->Peek();
    return c == '"' || c == '\'' || c == '`';
  }

  void TakeUrl(ScriptScanner* s) {
    url_at_ = s->at();
    if (auto text = values_.TakeText(s)) url_ = std::move(*text);
    s->SkipExpression();
  }

  void TakeMethod(ScriptScanner* s) {
    const size_t at = s->at();
    const auto text = values_.TakeText(s);
    if (text && text->is_literal) {
      request_.method = text->text;
    } else {
      Note("The method in " + Line(at) + " is no literal: " + request_.method +
           " is assumed.");
    }
  }

  void TakeBody(ScriptScanner* s) {
    request_.has_body = !s->TakeWord("null") && !s->TakeWord("undefined");
  }

  // An object, or the variable that has it.
  void TakeOptions(ScriptScanner* s) {
    if (s->Peek() == '{') return TakeMembers(s);
    const size_t at = s->at();
    const std::string_view name = s->TakeName();
    if (const auto assigned = values_.Assigned(name)) {
      ScriptScanner value(text_, *assigned);
      if (value.Peek() == '{') return TakeMembers(&value);
    }
    if (name.empty() && s->Peek() == ')') return;
    Note("The options in " + Line(at) + " are no object that is shown: they " +
         "were left out.");
  }

  void TakeMembers(ScriptScanner* s) {
    const size_t at = s->at();
    const bool is_whole = s->TakeObject([&](std::string_view key) {
      for (const OptionName& known : kOptionNames) {
        if (known.name == key &&
            (of_fetch() ? known.of_fetch : known.of_others)) {
          return TakeMember(known.option, key, s);
        }
      }
    });
    if (!is_whole) {
      Note(
          "The options in " + Line(at) +
          " have more than literals in them: what is no literal was left out.");
    }
  }

  void TakeMember(Option option, std::string_view key, ScriptScanner* s) {
    PastedCall& call = paste_.call;
    switch (option) {
      case Option::kUrl:
        return TakeUrl(s);
      case Option::kMethod:
        return TakeMethod(s);
      case Option::kHeaders:
        return headers_.Take(s);
      case Option::kBody:
        return TakeBody(s);
      case Option::kMode:
        return TakeWordOf(key, s, &call.mode);
      case Option::kCredentials:
        return TakeWordOf(key, s, &call.credentials);
      case Option::kRedirect:
        return TakeWordOf(key, s, &call.redirect);
      case Option::kReferrer:
        if (const auto text = values_.TakeText(s)) {
          if (const auto origin = SerializeOrigin(text->text)) {
            call.origin = *origin;
          }
        }
        return;
      case Option::kReferrerPolicy:
        // No person writes it together with a mode, DevTools always do.
        has_referrer_policy_ = true;
        return;
      case Option::kWithCredentials:
        if (s->TakeWord("true")) call.credentials = "include";
        return;
      case Option::kXhrFields:
        s->TakeObject([&](std::string_view inner) {
          if (inner == "withCredentials" && s->TakeWord("true")) {
            call.credentials = "include";
          }
        });
        return;
      case Option::kContentType:
        return headers_.TakeValue("Content-Type", s);
    }
  }

  void TakeWordOf(std::string_view key, ScriptScanner* s,
                  std::optional<std::string>* word) {
    const size_t at = s->at();
    const auto text = values_.TakeText(s);
    if (text && text->is_literal) {
      *word = text->text;
    } else {
      Note("The value of " + std::string(key) + " in " + Line(at) +
           " is no literal: it was left out.");
    }
  }

  // What a script does with an XMLHttpRequest beside open().
  void TakeXhrLines() {
    paste_.call.api = "xhr";
    headers_.TakeCalls(".setRequestHeader");
    if (const auto at = FindMemberValue(".withCredentials")) {
      ScriptScanner s(text_, *at);
      if (s.TakeWord("true")) paste_.call.credentials = "include";
    }
    for (const MethodCall& c : FindMethodCalls(text_, ".send")) {
      ScriptScanner s(text_, c.arguments);
      if (s.Peek() != ')' && s.Peek() != '\0') TakeBody(&s);
    }
  }

  std::optional<size_t> FindMemberValue(std::string_view member) const {
    const size_t at = text_.find(member);
    if (at == text_.npos) return std::nullopt;
    ScriptScanner s(text_, at + member.size());
    if (!s.Take('=')) return std::nullopt;
    return s.at();
  }

  bool CheckUrl(std::string* error) {
    if (url_.text.empty()) {
      *error = Line(url_at_) +
               ": the URL of the call is no literal: write it " + "out";
      return false;
    }
    // The host has to be known, of the path it does not matter.
    const std::string_view host = parts::HostOfUrl(url_.text);
    if (!url_.is_literal && (!parts::IsHttpUrl(url_.text) || host.empty() ||
                             host.find("...") != host.npos)) {
      *error = Line(url_at_) + ": the script puts the URL together, as " +
               parts::Quote(url_.text) + ": write it out";
      return false;
    }
    if (parts::HasForbiddenByte(url_.text)) {
      *error = Line(url_at_) + ": the URL has a line end or NUL in it";
      return false;
    }
    if (!url_.is_literal) {
      Note("The script puts the URL in " + Line(url_at_) +
           " together: \"...\" stands for what is not shown.");
    }
    return true;
  }

  // As axios and jQuery do.
  void UppercaseMethod() {
    for (char& c : request_.method) {
      if (c >= 'a' && c <= 'z') c = static_cast<char>(c & ~0x20);
    }
  }

  Paste Finish() {
    request_.headers = std::move(headers_).headers();
    if (call_.kind != CallKind::kFetch) {
      paste_.call.api = "xhr";
      if (call_.kind != CallKind::kOpen) UppercaseMethod();
    }
    if (url_.text.find("://") != std::string::npos) {
      request_.url = std::move(url_.text);
    } else if (StartsWith(url_.text, "//")) {
      request_.url = "https:" + url_.text;
      Note("The URL has the page's scheme: https is assumed.");
    } else {
      Note("The URL " + parts::Quote(url_.text) +
           " is relative to the page's, which the script does not show.");
    }
    request_.by_browser =
        AreOfBrowser(request_.headers) ||
        (has_referrer_policy_ && paste_.call.mode && of_fetch());
    ReadCallFromHeaders(request_.headers, &paste_.call, &paste_.notes);
    paste_.format = request_.by_browser ? "a request copied as fetch"
                    : of_fetch()        ? "a call of fetch()"
                    : call_.kind == CallKind::kOpen
                        ? "a script's XMLHttpRequest"
                        : "a script's call";
    paste_.exchanges.emplace_back();
    paste_.exchanges.back().request = std::move(request_);
    return std::move(paste_);
  }

  std::string_view text_;
  ScriptCall call_;
  Paste paste_;
  ScriptValues values_;
  ScriptHeaders headers_;
  PastedRequest request_;
  ScriptText url_;
  size_t url_at_ = 0;
  bool has_referrer_policy_ = false;
};

// Calls in a page, a HAR or a response's body are not what is asked about.
bool IsScript(std::string_view text) {
  const size_t start = text.find_first_not_of(" \t\r\n");
  if (start == text.npos) return false;
  const std::string_view s = text.substr(start);
  return s[0] != '<' && s[0] != '{' && s[0] != '[' && !StartsWith(s, "HTTP/") &&
         !StartsWith(s, "curl");
}

}  // namespace

std::optional<Paste> ReadCopiedFetch(const Lines& lines, std::string* error) {
  const parts::JoinedLines joined(lines);
  if (!IsScript(joined.text())) return std::nullopt;
  const std::vector<ScriptCall> calls = FindScriptCalls(joined.text());
  if (calls.empty()) return std::nullopt;
  if (calls.size() > 1) {
    *error = "the script makes " + std::to_string(calls.size()) +
             " requests, the first in line " +
             std::to_string(joined.LineOf(calls[0].at)) +
             ", the next in line " +
             std::to_string(joined.LineOf(calls[1].at)) + ": give one of them";
    return std::nullopt;
  }
  return CallReader(joined, calls[0]).Read(error);
}

}  // namespace corsieve::tools
