#include "tools/paste/console_reasons.h"

#include <cstddef>

namespace corsieve::tools {
namespace {

#define MISSING "MissingAllowOriginHeader", "PreflightMissingAllowOriginHeader"
#define MULTIPLE \
  "MultipleAllowOriginValues", "PreflightMultipleAllowOriginValues"
#define INVALID "InvalidAllowOriginValue", "PreflightInvalidAllowOriginValue"
#define MISMATCH "AllowOriginMismatch", "PreflightAllowOriginMismatch"
#define WILDCARD "WildcardOriginNotAllowed", "PreflightWildcardOriginNotAllowed"
#define CREDENTIALS \
  "InvalidAllowCredentials", "PreflightInvalidAllowCredentials"

constexpr ConsoleReason kReasons[] = {
    // Chromium
    {"No 'Access-Control-Allow-Origin' header is present", "", Slot::kNothing,
     MISSING, false},
    {"'Access-Control-Allow-Origin' header contains multiple values '",
     "', but only one", Slot::kValue, MULTIPLE, false},
    {"'Access-Control-Allow-Origin' header contains the invalid value '", "'.",
     Slot::kValue, INVALID, false},
    {"'Access-Control-Allow-Origin' header has a value '",
     "' that is not equal to the supplied origin", Slot::kValue, MISMATCH,
     false},
    {"'Access-Control-Allow-Origin' header in the response must not be the "
     "wildcard '*'",
     "", Slot::kNothing, WILDCARD, true},
    {"'Access-Control-Allow-Credentials' header in the response is '",
     "' which must be 'true'", Slot::kValue, CREDENTIALS, true},
    {"It does not have HTTP ok status", "", Slot::kNothing,
     "PreflightInvalidStatus", "PreflightInvalidStatus", false},
    {"Redirect is not allowed for a preflight request", "", Slot::kNothing,
     "PreflightDisallowedRedirect", "PreflightDisallowedRedirect", false},
    {"Cannot parse Access-Control-Allow-Methods response header", "",
     Slot::kNothing, "InvalidAllowMethodsPreflightResponse",
     "InvalidAllowMethodsPreflightResponse", false},
    {"Cannot parse Access-Control-Allow-Headers response header", "",
     Slot::kNothing, "InvalidAllowHeadersPreflightResponse",
     "InvalidAllowHeadersPreflightResponse", false},
    // Chromium before 2019
    {"Response for preflight has invalid HTTP status code", "", Slot::kNothing,
     "PreflightInvalidStatus", "PreflightInvalidStatus", false},
    {"Response for preflight is invalid (redirect)", "", Slot::kNothing,
     "PreflightDisallowedRedirect", "PreflightDisallowedRedirect", false},
    {"A wildcard '*' cannot be used in the 'Access-Control-Allow-Origin'", "",
     Slot::kNothing, WILDCARD, true},
    {"but the 'Access-Control-Allow-Credentials' header is '",
     "'. It must be 'true'", Slot::kValue, CREDENTIALS, true},
    // Safari says the same, without the words behind.
    {"Method ", " is not allowed by Access-Control-Allow-Methods",
     Slot::kMethod, "MethodDisallowedByPreflightResponse",
     "MethodDisallowedByPreflightResponse", false},
    {"Request header field ", " is not allowed by Access-Control-Allow-Headers",
     Slot::kName, "HeaderDisallowedByPreflightResponse",
     "HeaderDisallowedByPreflightResponse", false},
    {"Redirect location '", "' contains a username and password", Slot::kValue,
     "RedirectContainsCredentials", "RedirectContainsCredentials", false},
    {"Cross origin requests are not allowed by request mode", "",
     Slot::kNothing, "DisallowedByMode", "DisallowedByMode", false},
    {"Cross origin requests are only supported for protocol schemes", "",
     Slot::kNothing, "CorsDisabledScheme", "CorsDisabledScheme", false},
    // Firefox
    {"CORS header 'Access-Control-Allow-Origin' missing", "", Slot::kNothing,
     MISSING, false},
    {"CORS header 'Access-Control-Allow-Origin' does not match '", "'",
     Slot::kValue, MISMATCH, false},
    {"Multiple CORS header 'Access-Control-Allow-Origin' not allowed", "",
     Slot::kNothing, MULTIPLE, false},
    {"Credential is not supported if the CORS header "
     "'Access-Control-Allow-Origin' is '*'",
     "", Slot::kNothing, WILDCARD, true},
    {"expected 'true' in CORS header 'Access-Control-Allow-Credentials'", "",
     Slot::kNothing, CREDENTIALS, true},
    {"Did not find method in CORS header 'Access-Control-Allow-Methods'", "",
     Slot::kNothing, "MethodDisallowedByPreflightResponse",
     "MethodDisallowedByPreflightResponse", false},
    {"missing token '", "' in CORS header 'Access-Control-Allow-Headers'",
     Slot::kName, "HeaderDisallowedByPreflightResponse",
     "HeaderDisallowedByPreflightResponse", false},
    {"header '",
     "' is not allowed according to header 'Access-Control-Allow-Headers'",
     Slot::kName, "HeaderDisallowedByPreflightResponse",
     "HeaderDisallowedByPreflightResponse", false},
    {"invalid token '", "' in CORS header 'Access-Control-Allow-Methods'",
     Slot::kValue, "InvalidAllowMethodsPreflightResponse",
     "InvalidAllowMethodsPreflightResponse", false},
    {"invalid token '", "' in CORS header 'Access-Control-Allow-Headers'",
     Slot::kValue, "InvalidAllowHeadersPreflightResponse",
     "InvalidAllowHeadersPreflightResponse", false},
    {"CORS preflight response did not succeed", "", Slot::kNothing,
     "PreflightInvalidStatus", "PreflightInvalidStatus", false},
    {"CORS request external redirect not allowed", "", Slot::kNothing,
     "PreflightDisallowedRedirect", "PreflightDisallowedRedirect", false},
    {"CORS request not http", "", Slot::kNothing, "CorsDisabledScheme",
     "CorsDisabledScheme", false},
    {"CORS request not HTTP", "", Slot::kNothing, "CorsDisabledScheme",
     "CorsDisabledScheme", false},
    {"CORS request did not succeed", "", Slot::kNothing, "ConnectionClosed",
     "PreflightConnectionClosed", false},
    // Safari
    {"Preflight response is not successful", "", Slot::kNothing,
     "PreflightInvalidStatus", "PreflightInvalidStatus", false},
    {"Credentials flag is true, but Access-Control-Allow-Credentials is not",
     "", Slot::kNothing, CREDENTIALS, true},
    {"Cannot use wildcard in Access-Control-Allow-Origin when credentials flag "
     "is true",
     "", Slot::kNothing, WILDCARD, true},
    {"Access-Control-Allow-Origin cannot contain more than one origin", "",
     Slot::kNothing, MULTIPLE, false},
    {" is not allowed by Access-Control-Allow-Origin", "", Slot::kNothing, "",
     "", false},
    {"due to access control checks", "", Slot::kNothing, "", "", false},
    // Chromium, of XMLHttpRequest.getResponseHeader()
    {"Refused to get unsafe header '", "'", Slot::kName, "NotExposed",
     "NotExposed", false},
};

struct OtherCause {
  std::string_view words;
  std::string_view sentence;
};
constexpr std::string_view kOldRedirect =
    "That browser followed no redirect behind a preflight. Those of today do; "
    "request what it leads to at once, and the question does not arise.";
constexpr std::string_view kPrivateNetwork =
    "This is private network access, which corsieve does not judge: the page "
    "has to be of https, and OPTIONS to be answered with "
    "Access-Control-Allow-Private-Network: true beside the CORS headers.";
constexpr std::string_view kLocalNetwork =
    "This is local network access, which corsieve does not judge: the page has "
    "to be of https, and its user to allow it to reach the local network (in "
    "the browser's settings for this site). No response header changes that.";
constexpr OtherCause kOtherCauses[] = {
    {"disallowed for cross-origin requests that require preflight",
     kOldRedirect},
    {"Request requires preflight, which is disallowed to follow", kOldRedirect},
    {"'Access-Control-Allow-Private-Network'", kPrivateNetwork},
    {"is in more-private address space", kPrivateNetwork},
    {"Permission was denied for this request to access the", kLocalNetwork},
    {"Mixed Content:",
     "The browser blocked it before it was sent, whatever the answer is."},
    {"CORS preflight channel did not succeed",
     "It is the answer to OPTIONS that failed; Firefox does not say how: ask "
     "for it with curl -X OPTIONS, and see docs/pasting.md."},
    {"can be fixed by moving the resource to the same domain",
     "Firefox gave no reason before 2015: the answer has to be seen."},
};

#undef MISSING
#undef MULTIPLE
#undef INVALID
#undef MISMATCH
#undef WILDCARD
#undef CREDENTIALS

}  // namespace

const ConsoleReason* FindConsoleReason(std::string_view message,
                                       std::string_view* slot) {
  for (const ConsoleReason& reason : kReasons) {
    const size_t at = message.find(reason.before);
    if (at == message.npos) continue;
    const size_t start = at + reason.before.size();
    const size_t end = reason.slot == Slot::kNothing
                           ? start
                           : message.find(reason.behind, start);
    if (end == message.npos) continue;
    *slot = message.substr(start, end - start);
    return &reason;
  }
  return nullptr;
}

std::string_view FindOtherCause(std::string_view message) {
  for (const OtherCause& cause : kOtherCauses) {
    if (message.find(cause.words) != message.npos) return cause.sentence;
  }
  return "";
}

}  // namespace corsieve::tools
