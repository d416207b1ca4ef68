// http://www.softwareishard.com/blog/har-12-spec/
#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "corsieve/request_header.h"
#include "tools/paste/json_parts.h"
#include "tools/paste/readers.h"
#include "tools/url.h"

namespace corsieve::tools {
namespace {

struct Entry {
  const Json* json = nullptr;
  std::string method;
  std::string url;
  std::string redirect_url;  // "" where it redirects nowhere.
  bool is_preflight = false;
};

Entry EntryOf(const Json& json) {
  Entry entry;
  entry.json = &json;
  const Json& request = *FindMember(json, "request");
  entry.method = TextOfJson(FindMember(request, "method"));
  entry.url = TextOfJson(FindMember(request, "url"));
  if (const Json* response = FindMember(json, "response")) {
    const std::string location =
        TextOfJson(FindMember(*response, "redirectURL"));
    if (!location.empty()) {
      entry.redirect_url = ResolveUrl(location, entry.url).value_or(location);
    }
  }
  if (entry.method == "OPTIONS") {
    const Json* headers = FindMember(request, "headers");
    const auto pairs = headers == nullptr
                           ? std::nullopt
                           : HeadersOfJson(*headers, /*may_be_flat=*/false);
    entry.is_preflight =
        TextOfJson(FindMember(json, "_resourceType")) == "preflight" ||
        (pairs &&
         FindHeader(*pairs, "Access-Control-Request-Method") != nullptr);
  }
  return entry;
}

bool IsEntry(const Json& json) {
  const Json* request = FindMember(json, "request");
  return request != nullptr && FindMember(json, "response") != nullptr &&
         FindMember(*request, "url") != nullptr &&
         FindMember(*request, "headers") != nullptr &&
         FindMember(*request, "headers")->is_array();
}

// The entries of a log, of a list, or the one that `json` is.
std::vector<Entry> EntriesOf(const Json& json, bool* is_har) {
  const Json* log = FindMember(json, "log");
  const Json* list = log == nullptr ? &json : FindMember(*log, "entries");
  std::vector<Entry> entries;
  *is_har = log != nullptr && list != nullptr && list->is_array();
  if (list == nullptr) return entries;
  if (IsEntry(*list)) {
    entries.push_back(EntryOf(*list));
  } else if (list->is_array()) {
    for (const Json& item : *list) {
      if (IsEntry(item)) entries.push_back(EntryOf(item));
    }
  }
  *is_har = *is_har || !entries.empty();
  return entries;
}

// Puts preflights before their requests: DevTools list them behind. False where
// the entries are not those of one fetch: each request has to be where the one
// before it redirects to.
bool SortIntoChain(std::vector<Entry>* entries) {
  std::vector<Entry> requests;
  std::vector<Entry> preflights;
  for (Entry& entry : *entries) {
    (entry.is_preflight ? preflights : requests).push_back(std::move(entry));
  }
  if (requests.empty()) {
    *entries = std::move(preflights);
    return entries->size() == 1;
  }
  std::vector<Entry> chain;
  size_t placed = 0;
  bool is_chain = true;
  for (size_t i = 0; i < requests.size(); ++i) {
    if (i > 0 && requests[i].url != requests[i - 1].redirect_url) {
      is_chain = false;
    }
    // Their order is that of the requests.
    if (placed < preflights.size() &&
        preflights[placed].url == requests[i].url) {
      chain.push_back(std::move(preflights[placed++]));
    }
    chain.push_back(requests[i]);
  }
  is_chain = is_chain && placed == preflights.size();
  for (; placed < preflights.size(); ++placed) {
    chain.push_back(std::move(preflights[placed]));
  }
  *entries = std::move(chain);
  return is_chain;
}

std::string NamesOf(const std::vector<Entry>& entries) {
  constexpr size_t kMost = 5;
  std::string names;
  for (size_t i = 0; i < entries.size() && i < kMost; ++i) {
    if (i > 0) names += ", ";
    names += parts::Quote(entries[i].method + " " + entries[i].url);
  }
  if (entries.size() > kMost) {
    names += " and " + std::to_string(entries.size() - kMost) + " more";
  }
  return names;
}

class EntryReader {
 public:
  EntryReader(const Json& json, JsonLines* lines, Paste* paste,
              std::string* error)
      : json_(json), lines_(lines), paste_(paste), error_(error) {}

  bool Read() {
    PastedExchange exchange;
    exchange.request = ReadRequest(*FindMember(json_, "request"));
    if (!exchange.request) return false;
    const Json& response = *FindMember(json_, "response");
    lines_->SeekKey("response");
    if (!ReadResponse(response, &exchange)) return false;
    paste_->exchanges.push_back(std::move(exchange));
    return true;
  }

 private:
  std::optional<PastedRequest> ReadRequest(const Json& json) {
    lines_->SeekKey("request");
    const auto headers =
        HeadersOfJson(*FindMember(json, "headers"), /*may_be_flat=*/false);
    if (!headers) {
      *error_ = parts::LineName(lines_->LineOfKey("headers")) +
                ": the request's headers are no list of names and values";
      return std::nullopt;
    }
    RequestMaker maker;
    lines_->SeekKey("headers");
    if (!AddHeaders(*headers, lines_, &maker, error_)) return std::nullopt;
    const std::string url = TextOfJson(FindMember(json, "url"));
    const std::string method = TextOfJson(FindMember(json, "method"));
    if (parts::HasForbiddenByte(url) || !IsMethod(method)) {
      *error_ = parts::LineName(lines_->LineOfKey("url")) +
                ": the request's method or URL is none";
      return std::nullopt;
    }
    maker.SetMethod(method);
    maker.SetTarget(url);
    const Json* size = FindMember(json, "bodySize");
    if (FindMember(json, "postData") != nullptr ||
        (size != nullptr && size->is_number_integer() &&
         size->get<long long>() > 0)) {
      maker.SetHasBody();
    }
    return std::move(maker).Finish(&paste_->notes);
  }

  bool ReadResponse(const Json& json, PastedExchange* exchange) {
    const Json* list = FindMember(json, "headers");
    const auto headers = list == nullptr
                             ? std::nullopt
                             : HeadersOfJson(*list, /*may_be_flat=*/false);
    std::optional<int> status = StatusOfJson(FindMember(json, "status"));
    if (!status && (!headers || headers->empty())) {
      const std::string why = TextOfJson(FindMember(json, "_error"));
      paste_->notes.push_back(
          "The HAR has no answer to " + exchange->request->method + " " +
          exchange->request->url + (why.empty() ? "." : ": " + why + "."));
      return true;
    }
    if (!headers) {
      *error_ = parts::LineName(lines_->LineOfKey("headers")) +
                ": the response's headers are no list of names and values";
      return false;
    }
    if (!status) {
      paste_->notes.push_back(
          "The HAR has headers of the answer to " + exchange->request->method +
          " " + exchange->request->url + " but no status: 200 is assumed.");
    }
    const size_t line = lines_->LineOfKey("status");
    const std::string version = TextOfJson(FindMember(json, "httpVersion"));
    HeadMaker maker(version, status.value_or(200),
                    TextOfJson(FindMember(json, "statusText")), line);
    lines_->SeekKey("headers");
    if (!AddHeaders(*headers, lines_, &maker, error_)) return false;
    exchange->response = std::move(maker).Finish();
    return true;
  }

  const Json& json_;
  JsonLines* lines_;
  Paste* paste_;
  std::string* error_;
};

bool IsJson(std::string_view text) {
  const size_t start = text.find_first_not_of(" \t\r\n");
  return start != text.npos && (text[start] == '{' || text[start] == '[');
}

// Browsers name themselves in a log.
bool IsCreatedByBrowser(const Json& json) {
  const Json* log = FindMember(json, "log");
  if (log == nullptr) return false;
  const Json* creator = FindMember(*log, "creator");
  if (creator == nullptr) return false;
  const std::string name = TextOfJson(FindMember(*creator, "name"));
  return name == "WebInspector" || name == "Firefox" ||
         name == "WebKit Web Inspector";
}

}  // namespace

std::optional<Paste> ReadHar(const Lines& lines, std::string* error) {
  const parts::JoinedLines joined(lines);
  if (!IsJson(joined.text())) return std::nullopt;
  std::string ignored;
  const Json json = ParsePastedJson(joined.text(), &ignored);
  if (json.is_discarded()) {
    // A HAR is long, and is often cut.
    const std::string_view head = joined.text().substr(0, 200);
    if (head.find("\"log\"") != head.npos &&
        (head.find("\"version\"") != head.npos ||
         head.find("\"creator\"") != head.npos)) {
      const size_t last = joined.text().find_last_not_of(" \t\r\n");
      *error = "the HAR is no whole JSON: is it cut off, at line " +
               std::to_string(joined.LineOf(last)) + "?";
    }
    return std::nullopt;
  }
  bool is_har = false;
  std::vector<Entry> entries = EntriesOf(json, &is_har);
  if (!is_har) return std::nullopt;
  if (entries.empty()) {
    *error = "the HAR has no entries";
    return std::nullopt;
  }
  // DevTools list a preflight behind its request: lines are found in the order
  // of the text.
  std::vector<const Json*> shown;
  for (const Entry& entry : entries) shown.push_back(entry.json);
  if (entries.size() > 1 && !SortIntoChain(&entries)) {
    *error = "the HAR has " + std::to_string(entries.size()) +
             " entries that are not of one fetch, " + NamesOf(entries) +
             ": copy one entry";
    return std::nullopt;
  }
  JsonLines json_lines(joined);
  Paste read;
  for (const Json* entry : shown) {
    if (!EntryReader(*entry, &json_lines, &read, error).Read()) {
      return std::nullopt;
    }
  }
  Paste paste;
  paste.format = entries.size() == 1 ? "a HAR entry" : "a HAR of one fetch";
  paste.notes = std::move(read.notes);
  for (const Entry& entry : entries) {
    const auto at = std::find(shown.begin(), shown.end(), entry.json);
    paste.exchanges.push_back(
        std::move(read.exchanges[static_cast<size_t>(at - shown.begin())]));
  }
  for (PastedExchange& exchange : paste.exchanges) {
    if (IsCreatedByBrowser(json)) exchange.request->by_browser = true;
  }
  // The page's request tells of the page; a preflight has no cookies.
  ReadCallFromHeaders(paste.exchanges.back().request->headers, &paste.call,
                      &paste.notes);
  ReadCallFromHeaders(paste.exchanges.front().request->headers, &paste.call,
                      nullptr);
  return paste;
}

}  // namespace corsieve::tools
