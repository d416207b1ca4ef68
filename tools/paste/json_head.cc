#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "corsieve/header_list.h"
#include "corsieve/request_header.h"
#include "tools/paste/json_parts.h"
#include "tools/paste/known_names.h"
#include "tools/paste/readers.h"
#include "tools/text.h"

namespace corsieve::tools {
namespace {

// Whether these are a response's headers and no other names and values.
bool AreResponseHeaders(const Pairs& headers) {
  bool has_known = false;
  for (const auto& [name, value] : headers) {
    const std::string_view token =
        std::string_view(name).substr(StartsWith(name, ":") ? 1 : 0);
    if (!IsHeaderName(token)) return false;
    // A body may have "date" and "server" as well.
    if (IsResponseHeaderName(name) && name.find('-') != std::string::npos) {
      has_known = true;
    }
  }
  return has_known;
}

// A Lambda's answer may have both; what is in the other list goes before.
void AddSingleHeaders(const Json& json, Pairs* headers) {
  const Json* list = FindMember(json, "headers");
  if (list == nullptr) return;
  const auto single = HeadersOfJson(*list, /*may_be_flat=*/false);
  if (!single) return;
  const size_t multiple = headers->size();
  for (const auto& header : *single) {
    const auto end = headers->begin() + static_cast<std::ptrdiff_t>(multiple);
    const bool is_there =
        std::any_of(headers->begin(), end, [&](const auto& other) {
          return EqualsAnyCase(other.first, header.first);
        });
    if (!is_there) headers->push_back(header);
  }
}

constexpr std::string_view kStatusNames[] = {
    "status", "statusCode", "status_code", "StatusCode", "code"};
constexpr std::string_view kHeadersNames[] = {
    "multiValueHeaders", "rawHeaders",      "headers",
    "Headers",           "responseHeaders", "response_headers"};

template <size_t n>
const Json* FindFirst(const Json& json, const std::string_view (&names)[n],
                      std::string_view* found) {
  for (std::string_view name : names) {
    *found = name;
    const Json* member = FindMember(json, name);
    if (member != nullptr && !member->empty()) return member;
  }
  *found = "";
  return nullptr;
}

class JsonHeadReader {
 public:
  explicit JsonHeadReader(const parts::JoinedLines& joined) : lines_(joined) {}

  std::optional<Paste> Read(const Json& json, std::string* error) {
    const Json* response = FindMember(json, "response");
    // What axios resolves with has the request as "config".
    const Json* request = FindMemberOf(json, {"config", "request"});
    PastedExchange exchange;
    if (request != nullptr) {
      const Json* headers = FindMember(*request, "headers");
      // That is a HAR's.
      if (headers != nullptr && headers->is_array()) return std::nullopt;
      lines_.SeekKey(FindMember(json, "config") ? "config" : "request");
      if (!TakeRequest(*request, &exchange, error)) return std::nullopt;
      lines_.GoToStart();
    }
    if (response != nullptr) lines_.SeekKey("response");
    if (!TakeResponse(response == nullptr ? json : *response, &exchange,
                      error)) {
      return std::nullopt;
    }
    paste_.exchanges.push_back(std::move(exchange));
    return std::move(paste_);
  }

 private:
  bool TakeRequest(const Json& json, PastedExchange* exchange,
                   std::string* error) {
    const std::string url =
        TextOfJson(FindMemberOf(json, {"url", "uri", "URL"}));
    if (url.empty() || parts::HasForbiddenByte(url)) return true;
    RequestMaker maker;
    std::string method = TextOfJson(FindMember(json, "method"));
    // Libraries write "get" and send "GET".
    for (char& c : method) {
      if (c >= 'a' && c <= 'z') c = static_cast<char>(c & ~0x20);
    }
    if (IsMethod(method)) maker.SetMethod(method);
    maker.SetTarget(url);
    if (const Json* list = FindMember(json, "headers")) {
      if (const auto headers = HeadersOfJson(*list, /*may_be_flat=*/false)) {
        if (!AddHeaders(*headers, &lines_, &maker, error)) return false;
      }
    }
    const Json* body = FindMemberOf(json, {"body", "data", "postData"});
    if (body != nullptr && !body->is_null()) maker.SetHasBody();
    exchange->request = std::move(maker).Finish(&paste_.notes);
    ReadCallFromHeaders(exchange->request->headers, &paste_.call,
                        &paste_.notes);
    return true;
  }

  bool TakeResponse(const Json& json, PastedExchange* exchange,
                    std::string* error) {
    std::string_view status_name;
    const Json* status_member = FindFirst(json, kStatusNames, &status_name);
    std::string_view list_name;
    const Json* list = FindFirst(json, kHeadersNames, &list_name);
    const auto status = StatusOfJson(status_member);
    const bool is_alone = list == nullptr;
    auto headers = HeadersOfJson(is_alone ? json : *list,
                                 /*may_be_flat=*/!is_alone);
    if (!headers) return false;
    if (list_name == "multiValueHeaders") AddSingleHeaders(json, &*headers);
    // The headers alone, and those without a status, have to look like such.
    if ((is_alone || !status) && !AreResponseHeaders(*headers)) return false;
    paste_.format = is_alone ? "headers as JSON" : "a response as JSON";
    constexpr int kNone = -1;
    int code = is_alone ? kNone : status.value_or(kNone);
    for (const auto& [name, value] : *headers) {
      if (name == ":status") code = parts::Number(value).value_or(kNone);
    }
    if (code == kNone) {
      code = 200;
      paste_.notes.push_back("The JSON has no status: 200 is assumed.");
    }
    const std::string message = TextOfJson(
        FindMemberOf(json, {"statusText", "statusMessage", "status_message",
                            "reason", "reason_phrase"}));
    const std::string version = TextOfJson(
        FindMemberOf(json, {"httpVersion", "http_version", "protocol"}));
    const size_t line =
        lines_.LineOfKey(status && !is_alone ? status_name : list_name);
    HeadMaker maker(version, code, is_alone ? "" : message, line);
    if (!is_alone) lines_.SeekKey(list_name);
    if (!AddHeaders(*headers, &lines_, &maker, error)) return false;
    exchange->response = std::move(maker).Finish();
    // A response tells the URL that it came from.
    const std::string url = TextOfJson(FindMember(json, "url"));
    if (!is_alone && !exchange->request && parts::IsHttpUrl(url) &&
        !parts::HasForbiddenByte(url)) {
      exchange->request.emplace().url = url;
      exchange->request->shows_headers = false;
    }
    return true;
  }

  JsonLines lines_;
  Paste paste_;
};

}  // namespace

std::optional<Paste> ReadJsonHead(const Lines& lines, std::string* error) {
  const parts::JoinedLines joined(lines);
  const std::string_view text = joined.text();
  const size_t start = text.find_first_not_of(" \t\r\n");
  if (start == text.npos || (text[start] != '{' && text[start] != '[')) {
    return std::nullopt;
  }
  std::string ignored;
  const Json json = ParsePastedJson(text, &ignored);
  if (json.is_discarded()) return std::nullopt;
  return JsonHeadReader(joined).Read(json, error);
}

}  // namespace corsieve::tools
