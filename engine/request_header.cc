#include "corsieve/request_header.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <initializer_list>

#include "corsieve/mime_type.h"
#include "engine/bytes.h"
#include "engine/departures.h"

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

size_t CountDigits(std::string_view s) {
  size_t n = 0;
  while (n < s.size() && IsDigit(s[n])) ++n;
  return n;
}

// Digits, or with a fraction of digits where `fraction` says that it may have.
bool IsNumber(std::string_view s, bool fraction) {
  const size_t whole = CountDigits(s);
  if (whole == 0 || whole == s.size()) return whole > 0;
  const std::string_view rest = s.substr(whole + 1);
  return fraction && s[whole] == '.' && !rest.empty() &&
         CountDigits(rest) == rest.size();
}

// services/network/public/cpp/cors/cors.cc: IsCorsSafelistedHeader
bool IsClientHint(std::string_view name, std::string_view value) {
  if (IsOneOf(name, {"dpr", "device-memory", "downlink"})) {
    return IsNumber(value, /*fraction=*/true);
  }
  if (IsOneOf(name, {"rtt", "viewport-width", "width"})) {
    return IsNumber(value, /*fraction=*/false);
  }
  if (EqualsIgnoreCase(name, "ect")) {
    return value == "slow-2g" || value == "2g" || value == "3g" ||
           value == "4g";
  }
  return EqualsIgnoreCase(name, "save-data") && EqualsIgnoreCase(value, "on");
}

bool IsSafelistedAccept(std::string_view value, const Departures& departures) {
  // Departure: to Firefox no byte from 0x80 on is safe (F00287).
  const auto is_high = [](char c) { return static_cast<uint8_t>(c) >= 0x80; };
  if (departures.safelisted_accept_is_ascii &&
      std::any_of(value.begin(), value.end(), is_high)) {
    return false;
  }
  return !HasCorsUnsafeByte(value);
}

bool IsSafelistedRange(std::string_view value, const Departures& departures) {
  constexpr std::string_view kUnit = "bytes";
  std::string lower;
  // Departure: WebKit's parser ignores the case of the unit (F00353).
  if (departures.range_unit_in_any_case && StartsWithIgnoreCase(value, kUnit)) {
    lower.append(kUnit).append(value.substr(kUnit.size()));
    value = lower;
  }
  const std::optional<Range> range =
      ParseSingleRangeHeaderValue(value, /*allow_whitespace=*/false);
  return range && !range->start.empty();
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

bool IsForbiddenRequestHeader(std::string_view name, std::string_view value,
                              Profile profile) {
  // Departure: Chromium drops it, though it is on no list (F00258).
  if (GetDepartures(profile).user_agent_is_forbidden &&
      EqualsIgnoreCase(name, "user-agent")) {
    return true;
  }
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
                                   std::string_view value, Profile profile) {
  const Departures& departures = GetDepartures(profile);
  if (value.size() > 128) return false;
  if (EqualsIgnoreCase(name, "accept")) {
    return IsSafelistedAccept(value, departures);
  }
  if (IsOneOf(name, {"accept-language", "content-language"})) {
    return std::all_of(value.begin(), value.end(), IsLanguageByte);
  }
  if (EqualsIgnoreCase(name, "content-type")) {
    return IsSafelistedContentType(value);
  }
  if (EqualsIgnoreCase(name, "range")) {
    return IsSafelistedRange(value, departures);
  }
  // Departure: Chromium safelists client hints (F00363, F00384).
  return departures.client_hints_are_safelisted && IsClientHint(name, value);
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
    absl::Span<const Header> headers, Profile profile) {
  const Departures& departures = GetDepartures(profile);
  size_t safelisted_size = 0;
  for (const Header& h : headers) {
    if (IsCorsSafelistedRequestHeader(h.name, h.value, profile)) {
      safelisted_size += h.value.size();
    }
  }
  // Departure: Firefox does not add up (PREFLIGHTS.md 2.2, seen by hand).
  if (departures.safelisted_sizes_are_not_summed) safelisted_size = 0;
  std::vector<std::string> names;
  for (const Header& h : headers) {
    if (safelisted_size <= 1024 &&
        IsCorsSafelistedRequestHeader(h.name, h.value, profile)) {
      continue;
    }
    std::string& name = names.emplace_back(h.name);
    for (char& c : name) c = ToLower(c);
  }
  // std::string compares bytes as unsigned: the standard's "byte less than".
  std::sort(names.begin(), names.end());
  // Departure: Firefox lists a name for each header that has it (F00246).
  if (departures.unsafe_names_repeat) return names;
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
    const std::string_view digits = value.substr(0, CountDigits(value));
    value.remove_prefix(digits.size());
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
