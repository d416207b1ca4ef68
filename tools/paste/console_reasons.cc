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
    {"CORS preflight channel did not succeed", "", Slot::kNothing, "", "",
     false},
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

}  // namespace corsieve::tools
