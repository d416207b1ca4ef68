#include <algorithm>
#include <cstddef>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "tools/paste/console_reasons.h"
#include "tools/paste/parts.h"
#include "tools/paste/readers2.h"

namespace corsieve::tools {
namespace {

// How a message begins, what it names, and where each name ends.
struct Form {
  std::string_view start;
  std::string_view url_before;  // "": the URL is not named so.
  std::string_view url_end;
  std::string_view origin_before;
  std::string_view origin_end;
  std::string_view format;
  std::string_view api;
};
constexpr std::string_view kChromium = "a message of Chromium's console";
constexpr std::string_view kFirefox = "a message of Firefox's console";
constexpr std::string_view kSafari = "a message of Safari's console";
constexpr Form kForms[] = {
    {"Access to fetch at '", "Access to fetch at '", "'", " from origin '", "'",
     kChromium, "fetch"},
    {"Access to XMLHttpRequest at '", "Access to XMLHttpRequest at '", "'",
     " from origin '", "'", kChromium, "xhr"},
    // Of images, scripts and the like.
    {"has been blocked by CORS policy", " at '", "'", " from origin '", "'",
     kChromium, ""},
    {"Cross-Origin Request Blocked:", "remote resource at ", " (Reason", "", "",
     kFirefox, ""},
    // Before 2019.
    {"is therefore not allowed access", " cannot load ", " ", "Origin '",
     "' is therefore not allowed", kChromium, ""},
    {"due to access control checks", " cannot load ", " due to", "Origin ",
     " is not allowed by Access", kSafari, ""},
    {" is not allowed by Access-Control-Allow-Origin", " cannot load ", " ",
     "Origin ", " is not allowed by Access", kSafari, ""},
    {"Preflight response is not successful", " cannot load ", " ", "", "",
     kSafari, ""},
    {"Refused to get unsafe header '", "", "", "", "", kChromium, "xhr"},
};

// Who speaks where the form leaves it open.
struct Speaker {
  std::string_view words;
  std::string_view api;
};
constexpr Speaker kSpeakers[] = {{"Fetch API cannot load", "fetch"},
                                 {"XMLHttpRequest cannot load", "xhr"}};

// One line, with plain quotes.
std::string Flatten(std::string_view text) {
  constexpr std::string_view kQuotes[] = {"\xe2\x80\x98", "\xe2\x80\x99",
                                          "\xe2\x80\x9c", "\xe2\x80\x9d"};
  std::string out;
  for (size_t i = 0; i < text.size(); ++i) {
    const bool is_quote = std::find(std::begin(kQuotes), std::end(kQuotes),
                                    text.substr(i, 3)) != std::end(kQuotes);
    if (is_quote || text[i] == '"') {
      out.push_back('\'');
      i += is_quote ? 2 : 0;
    } else {
      out.push_back(text[i] == '\n' ? ' ' : text[i]);
    }
  }
  return out;
}

std::string_view Between(std::string_view text, std::string_view before,
                         std::string_view end) {
  if (before.empty()) return "";
  const size_t at = text.find(before);
  if (at == text.npos) return "";
  const size_t start = at + before.size();
  const size_t last = text.find(end, start);
  if (last == text.npos) return "";
  return text.substr(start, last - start);
}

// Sentences end behind a URL too.
std::string_view WithoutStop(std::string_view url) {
  url = parts::Trim(url);
  while (!url.empty() && (url.back() == '.' || url.back() == ',')) {
    url.remove_suffix(1);
  }
  return url;
}

// Where another message begins, of those that begin with words of their own.
size_t EndOfMessage(std::string_view text, size_t first) {
  size_t end = text.size();
  for (std::string_view start :
       {"Access to fetch at '", "Access to XMLHttpRequest at '",
        "Cross-Origin Request Blocked:", "Refused to get unsafe header '"}) {
    end = std::min(end, text.find(start, first + 1));
  }
  return end;
}

// "GET https://api.example/ net::ERR_FAILED 200 (OK)", which Chromium adds.
std::string_view MethodOfLogLine(const Lines& lines, std::string_view url) {
  for (const Line& line : lines) {
    const size_t at = line.text.find(url);
    if (at == line.text.npos || at == 0 ||
        line.text.find("net::ERR_", at) == line.text.npos) {
      continue;
    }
    const std::string_view before = parts::Trim(line.text.substr(0, at));
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
  constexpr std::string_view kStatus[] = {"Status code: ", "net::ERR_FAILED "};
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
  const ConsoleReason* reason = FindConsoleReason(text, &slot);
  if (reason == nullptr) {
    paste->notes.push_back("The message gives no reason that is known.");
    return;
  }
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
      if (parts::IsToken(slot)) request->method = slot;
      break;
    case Slot::kName:
      if (!parts::IsToken(slot)) break;
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
  const std::string whole = Flatten(joined.text());
  size_t first = whole.npos;
  const Form* form = nullptr;
  for (const Form& f : kForms) {
    const size_t at = whole.find(f.start);
    if (at < first) {
      first = at;
      form = &f;
    }
  }
  if (form == nullptr) return std::nullopt;
  const size_t end = EndOfMessage(whole, first);
  const std::string_view text = std::string_view(whole).substr(0, end);
  Paste paste;
  paste.format = form->format;
  PastedRequest request;
  request.by_browser = true;
  std::string_view url = Between(text, form->url_before, form->url_end);
  url = WithoutStop(url);
  const std::string_view redirected = Between(text, "(redirected from '", "')");
  if (!redirected.empty()) {
    paste.notes.push_back(
        "The request was redirected from " + parts::Quote(redirected) + " to " +
        parts::Quote(url) + ": the answer at the latter is what failed.");
  }
  if (parts::IsHttpUrl(redirected)) url = redirected;
  if (parts::IsHttpUrl(url) && !parts::HasForbiddenByte(url)) request.url = url;
  const std::string_view origin =
      Between(text, form->origin_before, form->origin_end);
  if (!origin.empty() && origin.find(' ') == origin.npos) {
    paste.call.origin = origin;
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
