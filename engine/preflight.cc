// https://fetch.spec.whatwg.org/#cors-preflight-fetch

#include "corsieve/preflight.h"

#include <algorithm>

#include "corsieve/cors.h"
#include "corsieve/request_header.h"
#include "engine/bytes.h"
#include "engine/header_name.h"
#include "engine/token_list.h"

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
bool ExtractTokens(const HeaderList& list, HeaderId id,
                   std::vector<std::string_view>* tokens) {
  for (size_t i = list.Find(id); i < list.size(); i = list.Find(id, i + 1)) {
    if (ReadTokenList(list[i].value, /*cr_is_blank=*/false, tokens))
      return false;
  }
  return true;
}

// 5 where the header is absent, repeated or not digits only.
int64_t ExtractMaxAge(const HeaderList& list) {
  constexpr int64_t kDefault = 5;
  constexpr int64_t kMost = int64_t{1} << 40;
  const size_t i = list.Find(HeaderId::kAccessControlMaxAge);
  if (i == list.size()) return kDefault;
  const bool repeated =
      list.Find(HeaderId::kAccessControlMaxAge, i + 1) < list.size();
  if (repeated || list[i].value.empty()) return kDefault;
  int64_t seconds = 0;
  for (char c : list[i].value) {
    if (!IsDigit(c)) return kDefault;
    seconds = std::min(kMost, seconds * 10 + (c - '0'));
  }
  return seconds;
}

bool Contains(const std::vector<std::string_view>& values,
              std::string_view value) {
  return std::find(values.begin(), values.end(), value) != values.end();
}

// Header names to be asked in logarithmic time.
class Names {
 public:
  explicit Names(const std::vector<std::string_view>& names) : names_(names) {
    std::sort(names_.begin(), names_.end(), Less);
  }
  bool Contains(std::string_view name) const {
    return std::binary_search(names_.begin(), names_.end(), name, Less);
  }

 private:
  static bool Less(std::string_view a, std::string_view b) {
    return Compare<ToLower>(a, b) < 0;
  }
  std::vector<std::string_view> names_;
};

}  // namespace

bool NeedsPreflight(const PreflightQuestion& question) {
  // The unsafe-request flag is set for all that script requests.
  return question.use_cors_preflight ||
         !IsCorsSafelistedMethod(question.method) ||
         !question.unsafe_header_names.empty();
}

std::optional<Reason> CheckPreflightResponse(const Request& request,
                                             const PreflightQuestion& question,
                                             int status, const HeaderList& list,
                                             PreflightGrant* grant) {
  std::string scratch;
  if (const auto failure = CorsCheck(request, list, &scratch)) {
    return OfPreflight(*failure);
  }
  if (IsRedirectStatus(status)) return Reason::kPreflightDisallowedRedirect;
  if (status < 200 || status > 299) return Reason::kPreflightInvalidStatus;

  grant->methods.clear();
  grant->header_names.clear();
  if (!ExtractTokens(list, HeaderId::kAccessControlAllowMethods,
                     &grant->methods)) {
    return Reason::kInvalidAllowMethodsPreflightResponse;
  }
  if (!ExtractTokens(list, HeaderId::kAccessControlAllowHeaders,
                     &grant->header_names)) {
    return Reason::kInvalidAllowHeadersPreflightResponse;
  }
  const bool methods_absent =
      list.Count(HeaderId::kAccessControlAllowMethods) == 0;
  if (methods_absent && question.use_cors_preflight) {
    grant->methods.push_back(question.method);
  }

  const bool include = request.credentials_mode == CredentialsMode::kInclude;
  if (!Contains(grant->methods, question.method) &&
      !IsCorsSafelistedMethod(question.method) &&
      (include || !Contains(grant->methods, "*"))) {
    return Reason::kMethodDisallowedByPreflightResponse;
  }
  const Names allowed(grant->header_names);
  const bool wildcard = !include && allowed.Contains("*");
  for (const std::string& name : question.unsafe_header_names) {
    const bool covered = wildcard && !IsCorsNonWildcardRequestHeaderName(name);
    if (!covered && !allowed.Contains(name)) {
      return Reason::kHeaderDisallowedByPreflightResponse;
    }
  }
  grant->max_age_seconds = ExtractMaxAge(list);
  return std::nullopt;
}

}  // namespace corsieve
