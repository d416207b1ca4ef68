// https://fetch.spec.whatwg.org/#cors-preflight-fetch

#include "engine/fetch/preflight.h"

#include <algorithm>

#include "corsieve/request_header.h"
#include "corsieve/status.h"
#include "engine/base/bytes.h"
#include "engine/base/token_list.h"
#include "engine/checks/allow_origin_lines.h"
#include "engine/checks/cors_check.h"
#include "engine/headers/header_name.h"
#include "engine/headers/name_list.h"
#include "engine/terms/departures.h"

namespace corsieve {
namespace {

// What a failed CORS check is called where it is the preflight's.
Reason OfPreflight(Reason reason) {
  switch (reason) {
    case Reason::kMissingAllowOriginHeader:
      return Reason::kPreflightMissingAllowOriginHeader;
    case Reason::kMultipleAllowOriginValues:
      return Reason::kPreflightMultipleAllowOriginValues;
    case Reason::kInvalidAllowOriginValue:
      return Reason::kPreflightInvalidAllowOriginValue;
    case Reason::kWildcardOriginNotAllowed:
      return Reason::kPreflightWildcardOriginNotAllowed;
    case Reason::kInvalidAllowCredentials:
      return Reason::kPreflightInvalidAllowCredentials;
    default:
      return Reason::kPreflightAllowOriginMismatch;
  }
}

// Extracting header list values with a list grammar: each header on its own.
// False is failure; absent headers give no elements.
// https://fetch.spec.whatwg.org/#extract-header-list-values
bool ExtractTokens(const HeaderTable& table, HeaderId id, bool cr_is_blank,
                   std::vector<std::string_view>* tokens) {
  const auto add = [&](std::string_view token) { tokens->push_back(token); };
  for (std::string_view value : table.values(id)) {
    if (ReadTokenList(value, cr_is_blank, add)) return false;
  }
  return true;
}

constexpr int64_t kDefaultMaxAge = 5;
constexpr int64_t kMostMaxAge = int64_t{1} << 40;

// nullopt: not digits only, or none.
std::optional<int64_t> ReadSeconds(std::string_view value) {
  if (value.empty()) return std::nullopt;
  int64_t number = 0;
  for (char c : value) {
    if (!IsDigit(c)) return std::nullopt;
    number = std::min(kMostMaxAge, number * 10 + (c - '0'));
  }
  return number;
}

// Base's StringToInt64 and WTF's parseInteger: 5 too where it takes more than
// 64 bits (F01492 ff.).
int64_t ReadSignedMaxAge(std::string_view value) {
  const bool negative = value.substr(0, 1) == "-";
  if (negative || value.substr(0, 1) == "+") value.remove_prefix(1);
  const std::optional<int64_t> number = ReadSeconds(value);
  if (!number) return kDefaultMaxAge;
  constexpr std::string_view kMost = "9223372036854775807";
  value.remove_prefix(std::min(value.find_first_not_of('0'), value.size()));
  const bool fits = value.size() < kMost.size() ||
                    (value.size() == kMost.size() && value <= kMost);
  if (!fits) return kDefaultMaxAge;
  return negative ? 0 : *number;
}

// 5 where the header is absent, repeated or not digits only.
int64_t ExtractMaxAge(const HeaderTable& table, const Departures& departures) {
  constexpr HeaderId kId = HeaderId::kAccessControlMaxAge;
  std::string scratch;
  const std::string_view joined = table.Get(kId, &scratch).value_or("");
  // Departure: to Chromium and WebKit it is a signed number, around which
  // WebKit skips white space (F01492 ff., F01562).
  if (departures.max_age_is_signed) {
    return ReadSignedMaxAge(departures.max_age_takes_whitespace
                                ? Trim(joined, kCWhitespace)
                                : joined);
  }
  const std::optional<int64_t> seconds = ReadSeconds(joined);
  // Departure: Firefox does not remember an answer whose Max-Age it cannot read
  // (nsCORSPreflightListener::AddResultToCache).
  if (departures.max_age_must_be_digits && !joined.empty()) {
    return seconds.value_or(0);
  }
  return seconds.value_or(kDefaultMaxAge);
}

bool Contains(const std::vector<std::string_view>& values,
              std::string_view value) {
  return std::find(values.begin(), values.end(), value) != values.end();
}

// https://fetch.spec.whatwg.org/#concept-cors-check, of the answer.
Failure CheckOrigin(const Hop& hop, const HeaderTable& table) {
  // Departure: once Firefox is back at the page's own server, a preflight there
  // needs no permission from it (F01318, F01326).
  if (hop.departures.own_preflight_is_unchecked && hop.is_same_origin) {
    return std::nullopt;
  }
  // Departure: Firefox counts the lines first (F00730), as filter.cc has it.
  if (hop.departures.counts_allow_origin_lines &&
      HasSeveralAllowOriginLines(table)) {
    return Reason::kPreflightMultipleAllowOriginValues;
  }
  std::string scratch;
  const Failure failure =
      CorsCheck(SerializePreflightOrigin(hop), hop.request->credentials_mode,
                table, &scratch);
  if (!failure) return std::nullopt;
  return OfPreflight(*failure);
}

// Reads what the answer allows.
Failure ReadGrant(const PreflightQuestion& question, const HeaderTable& table,
                  const Departures& departures, PreflightGrant* grant) {
  *grant = PreflightGrant();
  // Departure: CR is white space to Firefox's tokenizer (F01055).
  const bool cr_is_blank = departures.allow_lists_take_cr;
  if (!ExtractTokens(table, HeaderId::kAccessControlAllowMethods, cr_is_blank,
                     &grant->methods)) {
    return Reason::kInvalidAllowMethodsPreflightResponse;
  }
  if (!ExtractTokens(table, HeaderId::kAccessControlAllowHeaders, cr_is_blank,
                     &grant->header_names)) {
    return Reason::kInvalidAllowHeadersPreflightResponse;
  }
  const bool methods_absent =
      table.Count(HeaderId::kAccessControlAllowMethods) == 0;
  // Departure: no engine has this rule (F01462, F01467).
  if (methods_absent && question.use_cors_preflight &&
      !departures.absent_methods_allow_none) {
    grant->methods.push_back(question.method);
  }
  grant->max_age_seconds = ExtractMaxAge(table, departures);
  return std::nullopt;
}

// Whether what the answer allows is what was asked.
Failure CompareWithGrant(const PreflightQuestion& question, bool include,
                         const PreflightGrant& grant,
                         const Departures& departures) {
  if (!Contains(grant.methods, question.method) &&
      !IsCorsSafelistedMethod(question.method) &&
      (include || !Contains(grant.methods, "*"))) {
    return Reason::kMethodDisallowedByPreflightResponse;
  }
  NameList allowed;
  for (std::string_view name : grant.header_names) allowed.Append(name);
  allowed.BuildIndex();
  const bool wildcard = !include && allowed.Has("*");
  for (const std::string& name : question.unsafe_header_names) {
    // Departure: `*` covers Authorization in all engines (F00509).
    const bool covered =
        wildcard && (departures.star_covers_authorization ||
                     !IsCorsNonWildcardRequestHeaderName(name));
    if (!covered && !allowed.Has(name)) {
      return Reason::kHeaderDisallowedByPreflightResponse;
    }
  }
  return std::nullopt;
}

}  // namespace

bool NeedsPreflight(const PreflightQuestion& question) {
  // The unsafe-request flag is set for all that script requests.
  return question.use_cors_preflight ||
         !IsCorsSafelistedMethod(question.method) ||
         !question.unsafe_header_names.empty();
}

std::string_view SerializePreflightOrigin(std::string_view origin,
                                          const RedirectState& before,
                                          Profile profile) {
  // Departure: in Firefox it is the page's, although the request itself then
  // says "null" (F01217, F01325).
  return GetDepartures(profile).preflight_tells_page_origin
             ? origin
             : SerializeRequestOrigin(origin, before);
}

std::string_view SerializePreflightOrigin(const Hop& hop) {
  return SerializePreflightOrigin(hop.request->origin, hop.before, hop.profile);
}

Failure CheckPreflightResponse(const Hop& hop,
                               const PreflightQuestion& question, int status,
                               const HeaderTable& table,
                               PreflightGrant* grant) {
  if (const auto failure = CheckOrigin(hop, table)) return failure;
  if (IsRedirectStatus(status)) return Reason::kPreflightDisallowedRedirect;
  if (!IsOkStatus(status)) return Reason::kPreflightInvalidStatus;
  if (const auto failure = ReadGrant(question, table, hop.departures, grant)) {
    return failure;
  }
  const bool include =
      hop.request->credentials_mode == CredentialsMode::kInclude;
  return CompareWithGrant(question, include, *grant, hop.departures);
}

Failure CheckPreflightResponse(const Request& request,
                               const PreflightQuestion& question, int status,
                               const HeaderList& list, PreflightGrant* grant,
                               Profile profile, const RedirectState& before) {
  HopMaker hops(profile);
  // Whether the request itself can be made is not asked here.
  hops.Enter(request, request.method, request.url, before,
             request.schemelessly_same_site);
  return CheckPreflightResponse(hops.hop(), question, status, TableOf(list),
                                grant);
}

}  // namespace corsieve
