#include "engine/checks/request_header.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>

#include "engine/base/bytes.h"
#include "engine/base/name_set.h"
#include "engine/terms/departures.h"

namespace corsieve {
namespace {

// https://fetch.spec.whatwg.org/#cors-unsafe-request-header-byte
constexpr ByteSet kCorsUnsafeRequestHeaderBytes(std::string_view(
    "\x00\x01\x02\x03\x04\x05\x06\x07\x08\x0a\x0b\x0c\x0d\x0e\x0f"
    "\x10\x11\x12\x13\x14\x15\x16\x17\x18\x19\x1a\x1b\x1c\x1d\x1e"
    "\x1f\"():<>?@[\\]{}\x7f",
    45));

bool HasCorsUnsafeByte(std::string_view value) {
  return FindAny(value, kCorsUnsafeRequestHeaderBytes) < value.size();
}

bool HasHighByte(std::string_view value) {
  return std::any_of(value.begin(), value.end(),
                     [](char c) { return static_cast<uint8_t>(c) >= 0x80; });
}

bool IsLanguageByte(char c) {
  constexpr ByteSet kOthers(" *,-.;=");
  return IsDigit(c) || IsLowerAlpha(ToLower(c)) || kOthers.Has(c);
}

// The essence of a MIME type is what it begins with, up to a semicolon.
// https://mimesniff.spec.whatwg.org/#parse-a-mime-type
bool HasEssence(std::string_view value, std::string_view essence,
                const Departures& departures) {
  if (!StartsWithIgnoreCase(value, essence)) return false;
  value.remove_prefix(essence.size());
  const std::string_view rest = TrimLeft(value, kHttpWhitespace);
  // Departure: Firefox does not look at what is between a blank and the next
  // semicolon (M00757).
  if (departures.request_content_type_skips_words && !value.empty() &&
      IsTabOrSpace(value.front()) && value.find(';') != value.npos) {
    return true;
  }
  return rest.empty() || rest.front() == ';';
}

// net_ParseRequestContentType, of a value without quotation marks: it ends with
// its only media type, and that with no more than one empty parameter. Bytes
// from 0x80 on are less than a space to
// nsContentUtils::IsCorsUnsafeRequestHeaderValue.
bool IsStrictContentType(std::string_view value) {
  const bool ends_empty = !value.empty() && value.back() == ';' &&
                          value.find(';') + 1 < value.size();
  return !ends_empty && value.find(',') == std::string_view::npos &&
         !HasHighByte(value);
}

bool IsSafelistedContentType(std::string_view value,
                             const Departures& departures) {
  if (HasCorsUnsafeByte(value)) return false;
  // Departure: Firefox takes fewer (peer-RECR0345).
  if (departures.request_content_type_is_strict &&
      !IsStrictContentType(value)) {
    return false;
  }
  value = TrimLeft(value, kHttpWhitespace);
  return HasEssence(value, "application/x-www-form-urlencoded", departures) ||
         HasEssence(value, "multipart/form-data", departures) ||
         HasEssence(value, "text/plain", departures);
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

constexpr NameSet kFractions("dpr", "device-memory", "downlink");
constexpr NameSet kNumbers("rtt", "viewport-width", "width");

// services/network/public/cpp/cors/cors.cc: IsCorsSafelistedHeader
bool IsClientHint(std::string_view name, std::string_view value) {
  if (kFractions.Has(name)) {
    return IsNumber(value, /*fraction=*/true);
  }
  if (kNumbers.Has(name)) {
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
  if (departures.safelisted_accept_is_ascii && HasHighByte(value)) return false;
  return !HasCorsUnsafeByte(value);
}

// As numbers of any length.
bool IsGreater(std::string_view a, std::string_view b) {
  a.remove_prefix(std::min(a.find_first_not_of('0'), a.size()));
  b.remove_prefix(std::min(b.find_first_not_of('0'), b.size()));
  return a.size() != b.size() ? a.size() > b.size() : a > b;
}

// The digits of a number as WTF's parseInteger takes it; of what is none, all.
std::string_view DigitsOf(std::string_view number) {
  constexpr ByteSet kSkipped("\v\f");
  std::string_view digits = Trim(number, kSkipped);
  if (!digits.empty() && digits.front() == '+') digits.remove_prefix(1);
  const bool is_number =
      !digits.empty() && CountDigits(digits) == digits.size();
  return is_number ? digits : number;
}

// A Range whose numbers are digits alone.
std::string WithPlainNumbers(std::string_view range) {
  const size_t first = range.find('=') + 1;  // 0: there is none.
  const size_t minus = std::min(range.find('-', first), range.size());
  std::string plain(range.substr(0, first));
  plain.append(DigitsOf(range.substr(first, minus - first)));
  if (minus == range.size()) return plain;
  return plain.append("-").append(DigitsOf(range.substr(minus + 1)));
}

bool IsSafelistedRange(std::string_view value, const Departures& departures) {
  constexpr std::string_view kUnit = "bytes";
  std::string lower;
  // Departure: WebKit's parser ignores the case of the unit (F00353).
  if (departures.range_unit_in_any_case && StartsWithIgnoreCase(value, kUnit)) {
    lower.append(kUnit).append(value.substr(kUnit.size()));
    value = lower;
  }
  std::string plain;
  // Departure: WebKit's parser of numbers takes more than digits (Z03093).
  if (departures.range_numbers_take_signs) {
    plain = WithPlainNumbers(value);
    value = plain;
  }
  const std::optional<Range> range =
      ParseSingleRangeHeaderValue(value, /*allow_whitespace=*/false);
  if (!range || range->start.empty()) return false;
  // Departure: the engines' numbers end (M00964, M00972).
  std::string_view most;
  if (departures.range_numbers_have_63_bits) most = "9223372036854775806";
  if (departures.range_numbers_have_64_bits) most = "18446744073709551615";
  return most.empty() ||
         (!IsGreater(range->start, most) && !IsGreater(range->end, most));
}

}  // namespace

bool IsClientHintName(std::string_view name) {
  return kFractions.Has(name) || kNumbers.Has(name) ||
         EqualsIgnoreCase(name, "ect");
}

bool IsCorsSafelistedMethod(std::string_view method) {
  return method == "GET" || method == "HEAD" || method == "POST";
}

bool IsForbiddenMethod(std::string_view method) {
  static constexpr NameSet kForbidden("CONNECT", "TRACE", "TRACK");
  return kForbidden.Has(method);
}

std::string_view NormalizedMethod(std::string_view method) {
  static constexpr std::string_view kNormalized[] = {
      "GET", "POST", "PUT", "DELETE", "HEAD", "OPTIONS"};
  for (std::string_view normalized : kNormalized) {
    if (EqualsIgnoreCase(method, normalized)) return normalized;
  }
  return method;
}

std::string NormalizeMethod(std::string_view method) {
  return std::string(NormalizedMethod(method));
}

bool IsForbiddenRequestHeader(std::string_view name, std::string_view value,
                              Profile profile) {
  static constexpr NameSet kForbidden(
      "Accept-Charset", "Accept-Encoding", "Access-Control-Request-Headers",
      "Access-Control-Request-Method", "Connection", "Content-Length", "Cookie",
      "Cookie2", "Date", "DNT", "Expect", "Host", "Keep-Alive", "Origin",
      "Referer", "Set-Cookie", "TE", "Trailer", "Transfer-Encoding", "Upgrade",
      "Via");
  static constexpr NameSet kOverrides("X-HTTP-Method", "X-HTTP-Method-Override",
                                      "X-Method-Override");
  // Departure: Chromium drops it, though it is on no list (F00258).
  if (GetDepartures(profile).user_agent_is_forbidden &&
      EqualsIgnoreCase(name, "user-agent")) {
    return true;
  }
  if (kForbidden.Has(name)) {
    return true;
  }
  if (StartsWithIgnoreCase(name, "proxy-") ||
      StartsWithIgnoreCase(name, "sec-")) {
    return true;
  }
  return kOverrides.Has(name) && HasForbiddenMethod(value);
}

bool IsCorsSafelistedRequestHeader(std::string_view name,
                                   std::string_view value, Profile profile) {
  const Departures& departures = GetDepartures(profile);
  if (value.size() > 128) return false;
  if (EqualsIgnoreCase(name, "accept")) {
    return IsSafelistedAccept(value, departures);
  }
  static constexpr NameSet kLanguages("accept-language", "content-language");
  if (kLanguages.Has(name)) {
    return std::all_of(value.begin(), value.end(), IsLanguageByte);
  }
  if (EqualsIgnoreCase(name, "content-type")) {
    return IsSafelistedContentType(value, departures);
  }
  if (EqualsIgnoreCase(name, "range")) {
    return IsSafelistedRange(value, departures);
  }
  // Departure: Chromium safelists client hints (F00363, F00384).
  return departures.client_hints_are_safelisted && IsClientHint(name, value);
}

bool IsNoCorsSafelistedRequestHeaderName(std::string_view name) {
  static constexpr NameSet kNames("accept", "accept-language",
                                  "content-language", "content-type");
  return kNames.Has(name);
}

bool IsCorsNonWildcardRequestHeaderName(std::string_view name) {
  return EqualsIgnoreCase(name, "authorization");
}

bool IsRequestBodyHeaderName(std::string_view name) {
  static constexpr NameSet kNames("content-encoding", "content-language",
                                  "content-location", "content-type");
  return kNames.Has(name);
}

absl::Span<const std::string> CollectCorsUnsafeRequestHeaderNames(
    absl::Span<const Header> headers, Profile profile,
    std::vector<std::string>* room) {
  const Departures& departures = GetDepartures(profile);
  size_t count = 0;
  const auto add = [&](std::string_view name) {
    if (count == room->size()) room->emplace_back();
    std::string& lower = (*room)[count++];
    lower.assign(name.data(), name.size());
    for (char& c : lower) c = ToLower(c);
  };
  size_t safelisted_size = 0;
  for (const Header& h : headers) {
    if (IsCorsSafelistedRequestHeader(h.name, h.value, profile)) {
      safelisted_size += h.value.size();
    } else {
      add(h.name);
    }
  }
  // Departure: Firefox does not add up (PREFLIGHTS.md 2.2, seen by hand).
  if (safelisted_size > 1024 && !departures.safelisted_sizes_are_not_summed) {
    count = 0;
    for (const Header& h : headers) add(h.name);
  }
  // std::string compares bytes as unsigned: the standard's "byte less than".
  const auto begin = room->begin();
  std::sort(begin, begin + count);
  // Departure: Firefox lists a name for each header that has it (F00246).
  if (!departures.unsafe_names_repeat) {
    // What is behind the end is swapped there, so that no memory is lost.
    size_t kept = 0;
    for (size_t i = 0; i < count; ++i) {
      if (kept > 0 && (*room)[kept - 1] == (*room)[i]) continue;
      if (kept != i) (*room)[kept].swap((*room)[i]);
      ++kept;
    }
    count = kept;
  }
  return {room->data(), count};
}

std::vector<std::string> CorsUnsafeRequestHeaderNames(
    absl::Span<const Header> headers, Profile profile) {
  std::vector<std::string> names;
  names.resize(
      CollectCorsUnsafeRequestHeaderNames(headers, profile, &names).size());
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
