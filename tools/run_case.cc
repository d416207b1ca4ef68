#include "tools/run_case.h"

#include <string_view>

namespace corsieve::tools {

Mode ModeFromWord(const std::string& word) {
  return word == "no-cors"       ? Mode::kNoCors
         : word == "same-origin" ? Mode::kSameOrigin
         : word == "navigate"    ? Mode::kNavigate
                                 : Mode::kCors;
}

CredentialsMode CredentialsFromWord(const std::string& word) {
  return word == "omit"      ? CredentialsMode::kOmit
         : word == "include" ? CredentialsMode::kInclude
                             : CredentialsMode::kSameOrigin;
}

RedirectMode RedirectFromWord(const std::string& word) {
  return word == "error"    ? RedirectMode::kError
         : word == "manual" ? RedirectMode::kManual
                            : RedirectMode::kFollow;
}

void FillResult(const FilteredResponse& seen, const Case& c, ScriptApi* api,
                Result* result) {
  result->network_error = seen.is_network_error();
  result->type = ResponseTypeName(seen.type());
  result->status = seen.status();
  result->status_text = seen.status_message();
  for (const Header& h : api->Entries(seen)) {
    result->headers.emplace_back(h.name, h.value);
  }
  for (std::string_view value : api->GetSetCookie(seen)) {
    result->set_cookie.emplace_back(value);
  }
  if (c.api == "xhr") result->all = api->GetAllResponseHeaders(seen);
  for (const std::string& name : c.names) {
    result->get[name] = api->Get(seen, name);
  }
  // https://fetch.spec.whatwg.org/#main-fetch
  result->body_null = (seen.type() != ResponseType::kBasic &&
                       seen.type() != ResponseType::kCors) ||
                      IsNullBodyStatus(seen.internal_response().status) ||
                      c.method == "HEAD";
  result->reason = ReasonName(seen.reason());
  for (const Outcome& o : seen.outcomes()) {
    result->fates.push_back({std::string(o.name), std::string(o.value),
                             o.exposed(), std::string(ReasonName(o.reason))});
  }
}

std::optional<Result> CaseRunner::Run(const Case& c, std::string* error) {
  Request request;
  request.origin = c.origin;
  request.url = c.url;
  request.mode = ModeFromWord(c.mode);
  request.credentials_mode = CredentialsFromWord(c.credentials);
  request.redirect_mode = RedirectFromWord(c.redirect);
  Result result;
  result.id = c.id;
  const FilteredResponse& seen = filter_.Run(
      request, c.responses.empty() ? std::string_view() : c.responses[0]);
  if (GetReasonInfo(seen.reason()).kind == ReasonKind::kWrongCall) {
    *error = std::string(ReasonText(seen.reason())) + ": " +
             std::string(ReasonFix(seen.reason()));
    return std::nullopt;
  }
  FillResult(seen, c, &script_api_, &result);
  if (seen.type() == ResponseType::kDefault) {
    result.type = "error";
    result.network_error = true;
  }
  if (!result.network_error && seen.type() != ResponseType::kOpaque) {
    result.url = c.url.substr(0, c.url.find('#'));
  }
  return result;
}

}  // namespace corsieve::tools
