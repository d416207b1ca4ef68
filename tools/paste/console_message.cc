#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "corsieve/header_list.h"
#include "tools/paste/console_forms.h"
#include "tools/paste/console_reasons.h"
#include "tools/paste/parts.h"
#include "tools/paste/readers.h"
#include "tools/text.h"

namespace corsieve::tools {
namespace {

// Who speaks where the form leaves it open.
struct Speaker {
  std::string_view words;
  std::string_view api;
};
constexpr Speaker kSpeakers[] = {{"Fetch API cannot load", "fetch"},
                                 {"XMLHttpRequest cannot load", "xhr"}};

// "GET https://api.example/ net::ERR_FAILED 200 (OK)", which Chromium adds.
std::string_view MethodOfLogLine(const Lines& lines, std::string_view url) {
  for (const Line& line : lines) {
    const size_t at = line.text.find(url);
    if (at == line.text.npos || at == 0 ||
        line.text.find("net::ERR_", at) == line.text.npos) {
      continue;
    }
    const std::string_view before = Trim(line.text.substr(0, at));
    const std::string_view word = before.substr(before.rfind(' ') + 1);
    if (!word.empty() && std::all_of(word.begin(), word.end(), [](char c) {
          return c >= 'A' && c <= 'Z';
        })) {
      return word;
    }
  }
  return "";
}

void NoteStatus(std::string_view text, Paste* paste) {
  constexpr std::string_view kStatus[] = {"Status code: ", "net::ERR_FAILED ",
                                          "HTTP status code "};
  for (std::string_view before : kStatus) {
    const size_t at = text.find(before);
    if (at == text.npos) continue;
    const std::string_view status = text.substr(at + before.size(), 3);
    if (status.size() == 3 && parts::Number(status)) {
      paste->notes.push_back("The browser got status " + std::string(status) +
                             ".");
      return;
    }
  }
}

void ReadReason(std::string_view text, Paste* paste, PastedRequest* request) {
  std::string_view slot;
  if (const auto cause = FindOtherCause(text); !cause.empty()) {
    paste->notes.emplace_back(cause);
    return;
  }
  const ConsoleReason* reason = FindConsoleReason(text, &slot);
  if (reason == nullptr) {
    paste->notes.push_back("The message gives no reason that is known.");
    return;
  }
  // Markdown's marks of code.
  while (!slot.empty() && slot.front() == '`') slot.remove_prefix(1);
  while (!slot.empty() && slot.back() == '`') slot.remove_suffix(1);
  const bool of_preflight =
      text.find("Response to preflight request") != text.npos;
  const std::string_view name =
      of_preflight ? reason->preflight_reason : reason->reason;
  if (name.empty()) {
    paste->notes.push_back(
        "The message does not say which of the checks failed.");
  } else {
    paste->call.reason = name;
  }
  if (reason->tells_credentials) paste->call.credentials = "include";
  switch (reason->slot) {
    case Slot::kNothing:
      break;
    case Slot::kValue:
      paste->notes.push_back("The browser saw the value " + parts::Quote(slot) +
                             ".");
      break;
    case Slot::kMethod:
      if (IsHeaderName(slot)) request->method = slot;
      break;
    case Slot::kName:
      if (!IsHeaderName(slot)) break;
      if (name == "NotExposed") {
        paste->notes.push_back("The script asked for " + parts::Quote(slot) +
                               ".");
      } else {
        request->headers.emplace_back(slot, "...");
        paste->notes.push_back("The message does not show the value of " +
                               std::string(slot) + ": \"...\" stands for it.");
      }
      break;
  }
}

}  // namespace

std::optional<Paste> ReadConsoleMessage(const Lines& lines, std::string*) {
  const parts::JoinedLines joined(lines);
  const std::string whole = FlattenMessage(joined.text());
  size_t first = 0;
  const std::string_view load =
      std::string_view(whole).substr(0, EndOfFirstLoad(whole));
  const ConsoleForm* form = FindConsoleForm(load, &first);
  if (form == nullptr) return std::nullopt;
  const size_t end = EndOfMessage(load, first);
  const std::string_view text = std::string_view(whole).substr(0, end);
  Paste paste;
  paste.format = form->format;
  PastedRequest request;
  request.by_browser = true;
  std::string_view url = UrlOfMessage(text, *form);
  const std::string_view redirected = Between(text, "(redirected from '", "')");
  if (!redirected.empty()) {
    paste.notes.push_back(
        "The request was redirected from " + parts::Quote(redirected) + " to " +
        parts::Quote(url) + ": the answer at the latter is what failed.");
  }
  if (parts::IsHttpUrl(redirected)) url = redirected;
  if (parts::IsHttpUrl(url) && !parts::HasForbiddenByte(url)) {
    request.url = url;
  } else if (!url.empty()) {
    paste.notes.push_back("The page asked for " + parts::Quote(url) +
                          ", which does not begin with http:// or https://.");
  }
  const std::string_view origin =
      Between(text, form->origin_before, form->origin_end);
  if (!origin.empty() && origin.find(' ') == origin.npos) {
    paste.call.origin = origin;
  }
  if (origin == "null") {
    paste.notes.push_back(
        "A page of origin null is a file or in a sandboxed frame. Serve it "
        "over http, and it has an origin that servers can allow.");
  }
  if (!form->api.empty()) paste.call.api = form->api;
  for (const Speaker& speaker : kSpeakers) {
    if (text.find(speaker.words) != text.npos) paste.call.api = speaker.api;
  }
  paste.call.mode = "cors";
  ReadReason(text, &paste, &request);
  if (!request.url.empty()) {
    const std::string_view method = MethodOfLogLine(lines, request.url);
    if (!method.empty()) request.method = method;
  }
  NoteStatus(text, &paste);
  if (end < whole.size()) {
    paste.notes.push_back("There are more messages: the first was read.");
  }
  paste.exchanges.emplace_back();
  paste.exchanges.back().request = std::move(request);
  return paste;
}

}  // namespace corsieve::tools
