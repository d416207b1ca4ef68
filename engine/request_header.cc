#include "corsieve/request_header.h"

#include <algorithm>
#include <cstddef>
#include <initializer_list>

#include "corsieve/mime_type.h"
#include "engine/bytes.h"

namespace corsieve {
namespace {

using Names = std::initializer_list<std::string_view>;

bool IsOneOf(std::string_view name, Names names) {
  return std::any_of(names.begin(), names.end(), [&](std::string_view n) {
    return EqualsIgnoreCase(name, n);
  });
}

bool StartsWithIgnoreCase(std::string_view s, std::string_view prefix) {
  return EqualsIgnoreCase(s.substr(0, prefix.size()), prefix);
}

// https://fetch.spec.whatwg.org/#cors-unsafe-request-header-byte
bool IsCorsUnsafeRequestHeaderByte(char c) {
  const unsigned char byte = static_cast<unsigned char>(c);
  constexpr std::string_view kUnsafe = "\"():<>?@[\\]{}\x7f";
  return (byte < 0x20 && byte != '\t') ||
         kUnsafe.find(c) != std::string_view::npos;
}

bool HasCorsUnsafeByte(std::string_view value) {
  return std::any_of(value.begin(), value.end(), IsCorsUnsafeRequestHeaderByte);
}

bool IsLanguageByte(char c) {
  constexpr std::string_view kOthers = " *,-.;=";
  return IsDigit(c) || IsLowerAlpha(ToLower(c)) ||
         kOthers.find(c) != std::string_view::npos;
}

bool IsSafelistedContentType(std::string_view value) {
  if (HasCorsUnsafeByte(value)) return false;
  const std::optional<MimeType> mime_type = ParseMimeType(value);
  return mime_type &&
         IsOneOf(mime_type->essence(), {"application/x-www-form-urlencoded",
                                        "multipart/form-data", "text/plain"});
}

bool HasForbiddenMethod(std::string_view value) {
  if (value.data() == nullptr) return false;
  std::string_view element;
  while (TakeElement(&value, &element)) {
    if (IsForbiddenMethod(element)) return true;
  }
  return false;
}

// As numbers of any length.
bool IsGreater(std::string_view a, std::string_view b) {
  a.remove_prefix(std::min(a.find_first_not_of('0'), a.size()));
  b.remove_prefix(std::min(b.find_first_not_of('0'), b.size()));
  return a.size() != b.size() ? a.size() > b.size() : a > b;
}

}  // namespace

bool IsCorsSafelistedMethod(std::string_view method) {
  return method == "GET" || method == "HEAD" || method == "POST";
}

bool IsForbiddenMethod(std::string_view method) {
  return IsOneOf(method, {"CONNECT", "TRACE", "TRACK"});
}

std::string NormalizeMethod(std::string_view method) {
  std::string normalized(method);
  if (IsOneOf(method, {"DELETE", "GET", "HEAD", "OPTIONS", "POST", "PUT"})) {
    for (char& c : normalized) c = ToUpper(c);
  }
  return normalized;
}

bool IsForbiddenRequestHeader(std::string_view name, std::string_view value) {
  if (IsOneOf(name, {"Accept-Charset",
                     "Accept-Encoding",
                     "Access-Control-Request-Headers",
                     "Access-Control-Request-Method",
                     "Connection",
                     "Content-Length",
                     "Cookie",
                     "Cookie2",
                     "Date",
                     "DNT",
                     "Expect",
                     "Host",
                     "Keep-Alive",
                     "Origin",
                     "Referer",
                     "Set-Cookie",
                     "TE",
                     "Trailer",
                     "Transfer-Encoding",
                     "Upgrade",
                     "Via"})) {
    return true;
  }
  if (StartsWithIgnoreCase(name, "proxy-") ||
      StartsWithIgnoreCase(name, "sec-")) {
    return true;
  }
  return IsOneOf(name, {"X-HTTP-Method", "X-HTTP-Method-Override",
                        "X-Method-Override"}) &&
         HasForbiddenMethod(value);
}

bool IsCorsSafelistedRequestHeader(std::string_view name,
                                   std::string_view value) {
  if (value.size() > 128) return false;
  if (EqualsIgnoreCase(name, "accept")) return !HasCorsUnsafeByte(value);
  if (IsOneOf(name, {"accept-language", "content-language"})) {
    return std::all_of(value.begin(), value.end(), IsLanguageByte);
  }
  if (EqualsIgnoreCase(name, "content-type")) {
    return IsSafelistedContentType(value);
  }
  if (EqualsIgnoreCase(name, "range")) {
    const std::optional<Range> range =
        ParseSingleRangeHeaderValue(value, /*allow_whitespace=*/false);
    return range && !range->start.empty();
  }
  return false;
}

bool IsNoCorsSafelistedRequestHeaderName(std::string_view name) {
  return IsOneOf(
      name, {"accept", "accept-language", "content-language", "content-type"});
}

bool IsCorsNonWildcardRequestHeaderName(std::string_view name) {
  return EqualsIgnoreCase(name, "authorization");
}

bool IsRequestBodyHeaderName(std::string_view name) {
  return IsOneOf(name, {"content-encoding", "content-language",
                        "content-location", "content-type"});
}

std::vector<std::string> CorsUnsafeRequestHeaderNames(
    absl::Span<const Header> headers) {
  size_t safelisted_size = 0;
  for (const Header& h : headers) {
    if (IsCorsSafelistedRequestHeader(h.name, h.value)) {
      safelisted_size += h.value.size();
    }
  }
  std::vector<std::string> names;
  for (const Header& h : headers) {
    if (safelisted_size <= 1024 &&
        IsCorsSafelistedRequestHeader(h.name, h.value)) {
      continue;
    }
    std::string& name = names.emplace_back(h.name);
    for (char& c : name) c = ToLower(c);
  }
  // std::string compares bytes as unsigned: the standard's "byte less than".
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

std::optional<Range> ParseSingleRangeHeaderValue(std::string_view value,
                                                 bool allow_whitespace) {
  const auto skip_blanks = [&] {
    while (allow_whitespace && !value.empty() && IsTabOrSpace(value.front())) {
      value.remove_prefix(1);
    }
  };
  const auto take_digits = [&] {
    size_t n = 0;
    while (n < value.size() && IsDigit(value[n])) ++n;
    const std::string_view digits = value.substr(0, n);
    value.remove_prefix(n);
    return digits;
  };
  const auto take = [&](std::string_view literal) {
    if (value.substr(0, literal.size()) != literal) return false;
    value.remove_prefix(literal.size());
    return true;
  };
  Range range;
  if (!take("bytes")) return std::nullopt;
  skip_blanks();
  if (!take("=")) return std::nullopt;
  skip_blanks();
  range.start = take_digits();
  skip_blanks();
  if (!take("-")) return std::nullopt;
  skip_blanks();
  range.end = take_digits();
  if (!value.empty()) return std::nullopt;
  if (range.start.empty() && range.end.empty()) return std::nullopt;
  if (!range.start.empty() && !range.end.empty() &&
      IsGreater(range.start, range.end)) {
    return std::nullopt;
  }
  return range;
}

}  // namespace corsieve
