#include "tools/explain/advice.h"

#include <algorithm>
#include <cstddef>
#include <set>
#include <string_view>

namespace corsieve::tools {
namespace {

std::string Lower(std::string_view s) {
  std::string lower(s);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c | 0x20);
  }
  return lower;
}

// Names that nobody exposes: they speak to the browser, not to the page.
bool IsForTheBrowser(const std::string& lower_name) {
  static constexpr std::string_view kNames[] = {
      "alt-svc",           "connection",
      "keep-alive",        "nel",
      "report-to",         "strict-transport-security",
      "transfer-encoding", "vary",
  };
  for (std::string_view name : kNames) {
    if (lower_name == name) return true;
  }
  return lower_name.compare(0, 15, "access-control-") == 0;
}

bool IsHttp(std::string_view url) {
  const std::optional<UrlParts> parts = ParseSerializedUrl(url);
  return parts && parts->is_http();
}

// The lines that make the CORS check pass.
void AllowOrigin(const Request& request, const Fetched& fetched,
                 Advice* advice) {
  const std::string origin(
      SerializeRequestOrigin(request.origin, fetched.before));
  advice->lines.push_back("Access-Control-Allow-Origin: " + origin);
  if (request.credentials_mode == CredentialsMode::kInclude) {
    advice->lines.push_back("Access-Control-Allow-Credentials: true");
  }
  advice->lines.push_back("Vary: Origin");
}

// The lines that allow the method and the headers that a preflight asks about.
void AllowWhatIsAsked(const OutgoingRequest& preflight, Advice* advice) {
  for (const auto& [name, value] : preflight.headers) {
    if (name == "Access-Control-Request-Method") {
      advice->lines.push_back("Access-Control-Allow-Methods: " +
                              std::string(value));
    }
    if (name == "Access-Control-Request-Headers") {
      advice->lines.push_back("Access-Control-Allow-Headers: " +
                              std::string(value));
    }
  }
}

// One expose list that keeps what is exposed and adds what is not.
Advice Expose(const FilteredResponse& seen) {
  Advice advice;
  std::set<std::string> listed;
  std::string value;
  const auto list = [&](std::string_view name) {
    if (!listed.insert(Lower(name)).second) return;
    value += (value.empty() ? "" : ", ") + std::string(name);
  };
  bool more = false;
  // What is listed stays, though this response may lack it.
  const ExposedHeaderNames& names = seen.cors_exposed_header_name_list();
  for (const Outcome& o : seen.outcomes()) {
    if (o.reason == Reason::kExposedByName) list(o.name);
  }
  for (std::string_view name : names.names()) {
    if (name != "*") list(name);
  }
  for (const Outcome& o : seen.outcomes()) {
    const ReasonInfo& info = GetReasonInfo(o.reason);
    if (info.kind != ReasonKind::kHidden || info.fix.empty()) continue;
    if (IsForTheBrowser(Lower(o.name))) continue;
    more = true;
    list(o.name);
  }
  if (!more) return advice;
  advice.text = "To expose more, answer with one line that names it";
  if (seen.cors_exposed_header_name_list().star_is_literal()) {
    advice.text += " (with credentials * will not do)";
  }
  advice.lines.push_back("Access-Control-Expose-Headers: " + value);
  return advice;
}

}  // namespace

Advice Advise(const Request& request, const FilteredResponse& seen,
              const Fetched& fetched) {
  Advice advice;
  switch (seen.reason()) {
    case Reason::kCorsCheckPassed:
      return Expose(seen);
    case Reason::kMissingAllowOriginHeader:
    case Reason::kMultipleAllowOriginValues:
    case Reason::kInvalidAllowOriginValue:
    case Reason::kAllowOriginMismatch:
    case Reason::kWildcardOriginNotAllowed:
    case Reason::kInvalidAllowCredentials:
      // A redirect that passes the check is not read yet.
      advice.text = IsRedirectStatus(seen.internal_response().status)
                        ? "To pass the CORS check, answer with"
                        : "To let this page read the response, answer with";
      AllowOrigin(request, fetched, &advice);
      return advice;
    case Reason::kNoCors:
      // In mode cors every response of a chain would have to pass its check.
      if (fetched.redirected || !IsHttp(request.url)) return advice;
      advice.text =
          "To let this page read the response, request it with mode cors and "
          "answer with";
      AllowOrigin(request, fetched, &advice);
      return advice;
    case Reason::kPreflightInvalidStatus:
    case Reason::kPreflightDisallowedRedirect:
    case Reason::kPreflightMissingAllowOriginHeader:
    case Reason::kPreflightMultipleAllowOriginValues:
    case Reason::kPreflightInvalidAllowOriginValue:
    case Reason::kPreflightAllowOriginMismatch:
    case Reason::kPreflightWildcardOriginNotAllowed:
    case Reason::kPreflightInvalidAllowCredentials:
    case Reason::kInvalidAllowMethodsPreflightResponse:
    case Reason::kInvalidAllowHeadersPreflightResponse:
    case Reason::kMethodDisallowedByPreflightResponse:
    case Reason::kHeaderDisallowedByPreflightResponse:
      if (fetched.preflight == nullptr) break;
      advice.text = "To pass the preflight, answer OPTIONS with status 204 and";
      AllowOrigin(request, fetched, &advice);
      AllowWhatIsAsked(*fetched.preflight, &advice);
      return advice;
    case Reason::kCorpNotSameOrigin:
    case Reason::kCorpNotSameSite:
      advice.text = "To let other sites load the response, answer with";
      advice.lines.push_back("Cross-Origin-Resource-Policy: cross-origin");
      return advice;
    default:
      break;
  }
  const std::string_view fix = ReasonFix(seen.reason());
  if (!fix.empty()) advice.text = "To change that, " + std::string(fix);
  return advice;
}

}  // namespace corsieve::tools
