#include "tools/paste/console_forms.h"

#include <algorithm>
#include <iterator>

#include "tools/text.h"

namespace corsieve::tools {
namespace {

constexpr std::string_view kChromium = "a message of Chromium's console";
constexpr std::string_view kFirefox = "a message of Firefox's console";
constexpr std::string_view kSafari = "a message of Safari's console";
constexpr std::string_view kSome = "a message of a browser's console";

constexpr ConsoleForm kForms[] = {
    {"Access to fetch at '", "Access to fetch at '", "'", " from origin '", "'",
     kChromium, "fetch"},
    {"Access to XMLHttpRequest at '", "Access to XMLHttpRequest at '", "'",
     " from origin '", "'", kChromium, "xhr"},
    // Markdown takes quotes away around links.
    {"Access to fetch at http", "Access to fetch at ", " from origin",
     " from origin ", " has been blocked", kChromium, "fetch"},
    {"Access to XMLHttpRequest at http", "Access to XMLHttpRequest at ",
     " from origin", " from origin ", " has been blocked", kChromium, "xhr"},
    // 2016 and 2017, of what a request was redirected to.
    {"Redirect from '", "Redirect from '", "'", "Origin '",
     "' is therefore not allowed", kChromium, ""},
    // Of images, scripts and the like.
    {"has been blocked by CORS policy", " at '", "'", " from origin '", "'",
     kChromium, ""},
    {"Mixed Content: The page at '", " endpoint '", "'", "The page at '", "'",
     kChromium, ""},
    {"Cross-Origin Request Blocked:", "remote resource at ", " (Reason", "", "",
     kFirefox, ""},
    // 2017 and 2018.
    {"Failed to load http", "Failed to load ", ": ", "Origin '",
     "' is therefore not allowed", kChromium, ""},
    // Before 2019.
    {"is therefore not allowed access", " cannot load ", " ", "Origin '",
     "' is therefore not allowed", kChromium, ""},
    {"due to access control checks", " cannot load ", " due to", "Origin ",
     " is not allowed by Access", kSafari, ""},
    {" is not allowed by Access-Control-Allow-Origin", " cannot load ", " ",
     "Origin ", " is not allowed by Access", kSafari, ""},
    {"Preflight response is not successful", " cannot load ", " ", "", "",
     kSafari, ""},
    {"Credentials flag is true, but Access-Control-Allow-Credentials",
     " cannot load ", " ", "", "", kSafari, ""},
    {"Cannot use wildcard in Access-Control-Allow-Origin", " cannot load ", " ",
     "", "", kSafari, ""},
    {"Refused to get unsafe header '", "", "", "", "", kChromium, "xhr"},
};

// What no other form is; both Chromium and Safari began so.
constexpr ConsoleForm kOldForms[] = {
    {"XMLHttpRequest cannot load http", " cannot load ", " ", "", "", kSome,
     "xhr"},
    {"Fetch API cannot load http", " cannot load ", " ", "", "", kSome,
     "fetch"},
};

template <size_t n>
const ConsoleForm* FindIn(const ConsoleForm (&forms)[n],
                          std::string_view message, size_t* first) {
  *first = message.npos;
  const ConsoleForm* found = nullptr;
  for (const ConsoleForm& form : forms) {
    const size_t at = message.find(form.start);
    if (at >= *first) continue;
    *first = at;
    found = &form;
  }
  return found;
}

}  // namespace

const ConsoleForm* FindConsoleForm(std::string_view message, size_t* first) {
  if (const auto* form = FindIn(kForms, message, first)) return form;
  return FindIn(kOldForms, message, first);
}

std::string FlattenMessage(std::string_view text) {
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

std::string_view UrlOfMessage(std::string_view message,
                              const ConsoleForm& form) {
  std::string_view url = Between(message, form.url_before, form.url_end);
  if (url.empty()) url = Between(message, form.url_before, " ");
  url = Trim(url);
  // Sentences end behind a URL, too.
  constexpr std::string_view kAround = "'.,:";
  while (!url.empty() && kAround.find(url.back()) != kAround.npos) {
    url.remove_suffix(1);
  }
  if (StartsWith(url, "'")) url.remove_prefix(1);
  return url;
}

size_t EndOfMessage(std::string_view text, size_t first) {
  size_t end = text.size();
  for (std::string_view start :
       {"Access to fetch at '", "Access to XMLHttpRequest at '",
        "Cross-Origin Request Blocked:", "Refused to get unsafe header '",
        "Redirect from '", "Failed to load http"}) {
    end = std::min(end, text.find(start, first + 1));
  }
  return end;
}

size_t EndOfFirstLoad(std::string_view text) {
  constexpr std::string_view kLoad = " cannot load http";
  const size_t first = text.find(kLoad);
  if (first == text.npos) return text.size();
  const size_t second = text.find(kLoad, first + 1);
  if (second == text.npos) return text.size();
  // Who cannot load it stands before.
  const size_t who = std::max(text.rfind("XMLHttpRequest", second) + 1,
                              text.rfind("Fetch API", second) + 1);
  return who > first ? who - 1 : text.size();
}

}  // namespace corsieve::tools
