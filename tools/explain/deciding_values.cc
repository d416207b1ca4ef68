#include "tools/explain/deciding_values.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "corsieve/corsieve.h"
#include "tools/explain/server_advice.h"
#include "tools/text.h"

namespace corsieve::tools {
namespace {

std::string Quoted(std::string_view s) { return "\"" + std::string(s) + "\""; }

std::vector<std::string> Lines(const Gist& gist, std::string_view name) {
  std::vector<std::string> values;
  for (const auto& [key, value] : gist.headers) {
    if (IsSameName(key, name)) values.push_back(value);
  }
  return values;
}

// A header that was to have exactly this value.
DecidingValue Exactly(const Gist& gist, std::string name,
                      const std::string& wanted) {
  DecidingValue value;
  value.got = Lines(gist, name);
  value.name = std::move(name);
  value.wanted = Quoted(wanted);
  if (value.got.size() == 1 && value.got[0] != wanted) {
    const std::string& got = value.got[0];
    size_t i = 0;
    while (i < got.size() && i < wanted.size() && got[i] == wanted[i]) ++i;
    value.differs_at = i;
  }
  return value;
}

// For an Origin of null, which every sandboxed page has, never that.
DecidingValue AllowOrigin(const Gist& gist, const std::string& origin,
                          bool with_credentials) {
  constexpr char kName[] = "Access-Control-Allow-Origin";
  if (origin != "null") return Exactly(gist, kName, origin);
  DecidingValue value = Exactly(gist, kName, "*");
  if (with_credentials) {
    value.wanted =
        "no line: the page's Origin is null, as that of any site's "
        "sandboxed page";
    value.differs_at.reset();
  }
  return value;
}

DecidingValue List(const Gist& gist, std::string name, std::string wanted) {
  DecidingValue value;
  value.got = Lines(gist, name);
  value.name = std::move(name);
  value.wanted = std::move(wanted);
  return value;
}

std::string NamesWanted(const Fetch& fetch, const Step& step,
                        const Gist& gist) {
  const bool with_credentials = fetch.received().c.credentials == "include";
  std::vector<std::string> missing = MissingNames(step, gist, with_credentials);
  bool star_is_there = false;
  for (const std::string& item :
       ListItems(gist.Get("Access-Control-Allow-Headers").value_or(""))) {
    star_is_there = star_is_there || item == "*";
  }
  std::string wanted = Enumerate(missing);
  if (star_is_there) {
    wanted += with_credentials ? ", by name: with credentials * is no wildcard"
                               : ", by name: * does not stand for it";
  }
  return wanted;
}

}  // namespace

std::vector<DecidingValue> DecidingValues(const Fetch& fetch) {
  if (!fetch.failed() || fetch.steps().empty()) return {};
  const Step& step = fetch.deciding_step();
  const ReceivedHead* head = step.head;
  if (head == nullptr || !fetch.place().empty()) return {};
  const Gist& gist = head->gist();
  const std::string origin = step.Asked("Origin");
  const bool with_credentials = fetch.received().c.credentials == "include";
  switch (fetch.seen().reason()) {
    case Reason::kMissingAllowOriginHeader:
    case Reason::kMultipleAllowOriginValues:
    case Reason::kInvalidAllowOriginValue:
    case Reason::kAllowOriginMismatch:
    case Reason::kWildcardOriginNotAllowed:
    case Reason::kPreflightMissingAllowOriginHeader:
    case Reason::kPreflightMultipleAllowOriginValues:
    case Reason::kPreflightInvalidAllowOriginValue:
    case Reason::kPreflightAllowOriginMismatch:
    case Reason::kPreflightWildcardOriginNotAllowed:
      return {AllowOrigin(gist, origin, with_credentials)};
    case Reason::kInvalidAllowCredentials:
    case Reason::kPreflightInvalidAllowCredentials:
      return {Exactly(gist, "Access-Control-Allow-Credentials", "true")};
    case Reason::kPreflightInvalidStatus:
    case Reason::kPreflightDisallowedRedirect: {
      DecidingValue value;
      value.name = "status of the answer to OPTIONS";
      value.got = {StatusText(gist.status, gist.status_message)};
      value.wanted = "200 to 299";
      return {value};
    }
    case Reason::kMethodDisallowedByPreflightResponse:
    case Reason::kInvalidAllowMethodsPreflightResponse:
      return {
          List(gist, "Access-Control-Allow-Methods",
               "a list with " + step.Asked("Access-Control-Request-Method"))};
    case Reason::kHeaderDisallowedByPreflightResponse:
      return {List(gist, "Access-Control-Allow-Headers",
                   "a list with " + NamesWanted(fetch, step, gist))};
    case Reason::kInvalidAllowHeadersPreflightResponse: {
      const std::string asked = step.Asked("Access-Control-Request-Headers");
      return {List(
          gist, "Access-Control-Allow-Headers",
          "a list of header names" + (asked.empty() ? "" : " with " + asked))};
    }
    case Reason::kLocationInvalid:
    case Reason::kLocationNotHttp:
    case Reason::kRedirectContainsCredentials:
      return {List(gist, "Location", "one http(s) URL without a password")};
    case Reason::kContentLengthConflict:
      return {List(gist, "Content-Length", "one number")};
    case Reason::kCorpNotSameOrigin:
    case Reason::kCorpNotSameSite:
    case Reason::kCorpDefaultedByEmbedderPolicy:
      return {List(gist, "Cross-Origin-Resource-Policy", "cross-origin")};
    default:
      return {};
  }
}

std::string DecidingValuesText(const std::vector<DecidingValue>& values) {
  std::string text;
  for (const DecidingValue& value : values) {
    text += "  " + value.name + "\n";
    if (value.got.empty()) text += "    got     none\n";
    for (const std::string& got : value.got) {
      text += "    got     " + Quoted(Printable(got)) + "\n";
    }
    text += "    wanted  " + Printable(value.wanted) + "\n";
    if (!value.differs_at) continue;
    // Escapes are wider than bytes: the mark goes with what was received.
    const std::string before =
        Printable(value.got[0].substr(0, *value.differs_at));
    text += std::string(13 + before.size(), ' ') + "^ from here on\n";
  }
  return text;
}

}  // namespace corsieve::tools
