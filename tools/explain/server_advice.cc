#include "tools/explain/server_advice.h"

#include <algorithm>
#include <set>
#include <string_view>
#include <utility>

#include "corsieve/corsieve.h"
#include "tools/explain/not_for_pages.h"
#include "tools/text.h"

namespace corsieve::tools {

std::vector<std::string> MissingNames(const Step& step, const Gist& gist,
                                      bool with_credentials) {
  std::set<std::string> allowed;
  for (const std::string& item :
       ListItems(gist.Get("Access-Control-Allow-Headers").value_or(""))) {
    allowed.insert(Lower(item));
  }
  const bool wild = !with_credentials && allowed.count("*") > 0;
  std::vector<std::string> missing;
  for (const std::string& name :
       ListItems(step.Asked("Access-Control-Request-Headers"))) {
    if (allowed.count(Lower(name)) > 0) continue;
    if (wild && !IsCorsNonWildcardRequestHeaderName(name)) continue;
    missing.push_back(name);
  }
  return missing;
}

namespace {

constexpr char kAllowOrigin[] = "Access-Control-Allow-Origin";
constexpr char kAllowCredentials[] = "Access-Control-Allow-Credentials";
constexpr char kAllowMethods[] = "Access-Control-Allow-Methods";
constexpr char kAllowHeaders[] = "Access-Control-Allow-Headers";
constexpr char kExposeHeaders[] = "Access-Control-Expose-Headers";
constexpr char kCorp[] = "Cross-Origin-Resource-Policy";

// Collects the changes of one answer.
class Corrector {
 public:
  explicit Corrector(const Step& step) : gist_(step.head->gist()) {
    correction_.is_preflight = step.is_preflight;
    correction_.number = step.number;
    correction_.url = step.sent.url;
    correction_.asked_origin = step.Asked("Origin");
  }

  const Gist& gist() const { return gist_; }
  std::string List(std::string_view name) const {
    return gist_.Get(name).value_or("");
  }

  void Set(std::string_view name, std::string value) {
    if (auto change = SetHeader(gist_, name, std::move(value))) {
      correction_.changes.push_back(*std::move(change));
    }
  }
  // A line of nothing is what some server refuses to send, and tells nobody
  // what it is for.
  void SetList(std::string_view name, std::string value) {
    if (!value.empty()) return Set(name, std::move(value));
    if (auto change = DropHeader(gist_, name)) {
      correction_.changes.push_back(*std::move(change));
    }
  }
  void SetStatus(std::string status) {
    correction_.changes.push_back(
        {Change::Action::kStatus, "", std::move(status)});
  }
  void VaryByOrigin() {
    const std::string vary = List("Vary");
    for (const std::string& item : ListItems(vary)) {
      if (item == "*" || IsSameName(item, "Origin")) return;
    }
    Set("Vary", Merged(vary, {"Origin"}));
  }
  // Only requests of this Origin are to be answered so.
  void ForOrigin(const std::string& origin) { correction_.for_origin = origin; }

  std::optional<Correction> Done() {
    if (correction_.changes.empty()) return std::nullopt;
    return std::move(correction_);
  }

 private:
  const Gist& gist_;
  Correction correction_;
};

// The value, where lines without one do not count: some browsers leave them
// out.
std::string AllowOriginNow(const Gist& gist) {
  std::string now;
  for (const auto& [name, value] : gist.headers) {
    if (value.empty() || !IsSameName(name, kAllowOrigin)) continue;
    now += (now.empty() ? "" : ", ") + value;
  }
  return now;
}

// Whether pages of some other origin may pass with this value.
bool AllowsOthers(const std::string& allow_origin, const std::string& origin) {
  if (allow_origin == origin) return false;
  return allow_origin == "*" || allow_origin == "null" ||
         ParseSerializedOrigin(allow_origin).has_value();
}

// Access-Control-Allow-Origin, for an origin that is named or null.
// https://fetch.spec.whatwg.org/#concept-cors-check
void AllowOrigin(const std::string& origin, bool with_credentials,
                 Corrector* corrector, std::vector<std::string>* notes) {
  const std::string now = AllowOriginNow(corrector->gist());
  const bool all_stars = corrector->gist().Count(kAllowOrigin) > 1 &&
                         now.find('*') != now.npos &&
                         now.find_first_not_of("*, ") == now.npos;
  const bool scoped = AllowsOthers(now, origin);
  const bool becomes_star =
      !with_credentials && (origin == "null" || all_stars);
  if (becomes_star) {
    corrector->Set(kAllowOrigin, "*");
    if (!all_stars) {
      notes->push_back(
          "Access-Control-Allow-Origin: * lets every page on the web read "
          "what is answered without credentials: it is for what is public "
          "anyway");
    }
  } else {
    corrector->Set(kAllowOrigin, origin);
  }
  if (scoped) corrector->ForOrigin(origin);
  // What is * for all is the same for all.
  if (scoped || !becomes_star) corrector->VaryByOrigin();
}

void AllowCredentials(const std::string& origin, Corrector* corrector,
                      std::vector<std::string>* notes) {
  corrector->Set(kAllowCredentials, "true");
  corrector->ForOrigin(origin);
  corrector->VaryByOrigin();
  notes->push_back(
      "Access-Control-Allow-Credentials: true is for origins on a list of the "
      "server's own: together with an Access-Control-Allow-Origin that repeats "
      "any Origin it opens the users' data to every site");
}

bool HasLowerCase(const std::string& method) { return Upper(method) != method; }

// What is at fault in the answer to a preflight, behind its CORS check.
void AllowWhatIsAsked(const Step& step, bool with_credentials, Reason reason,
                      Corrector* corrector) {
  const std::string method = step.Asked("Access-Control-Request-Method");
  const std::string methods = corrector->List(kAllowMethods);
  std::vector<std::string> more_methods;
  const std::vector<std::string> listed = ListItems(methods);
  const bool wild =
      !with_credentials && std::count(listed.begin(), listed.end(), "*") > 0;
  if (std::count(listed.begin(), listed.end(), method) == 0 && !wild &&
      !IsCorsSafelistedMethod(method) && !HasLowerCase(method)) {
    more_methods.push_back(method);
  }
  const std::vector<std::string> more_names =
      MissingNames(step, corrector->gist(), with_credentials);
  const bool is_list_of_methods =
      reason == Reason::kInvalidAllowMethodsPreflightResponse;
  // A list of nothing tells nobody what it is for.
  if (is_list_of_methods && listed.empty() && !HasLowerCase(method)) {
    more_methods = {method};
  }
  const bool is_list_of_names =
      reason == Reason::kInvalidAllowHeadersPreflightResponse;
  if (!more_methods.empty() || is_list_of_methods) {
    corrector->SetList(kAllowMethods, Merged(methods, more_methods));
  }
  if (!more_names.empty() || is_list_of_names) {
    corrector->SetList(kAllowHeaders,
                       Merged(corrector->List(kAllowHeaders), more_names));
  }
}

// The reason of a preflight's CORS check as that of a response's.
// (They are numbered alike.)
Reason WithoutPreflight(Reason reason) {
  const int number = static_cast<int>(reason);
  return number >= 170 && number <= 179 ? static_cast<Reason>(number - 70)
                                        : reason;
}

}  // namespace

std::optional<Correction> CorrectionFor(const Fetch& fetch,
                                        std::vector<std::string>* notes) {
  if (fetch.steps().empty() || !fetch.failed()) return std::nullopt;
  const Step& step = fetch.deciding_step();
  if (step.head == nullptr || !fetch.place().empty()) return std::nullopt;
  const Reason reason = fetch.seen().reason();
  // What a preflight is checked with is what the request would be sent with.
  const bool with_credentials = fetch.received().c.credentials == "include";
  const std::string origin = step.Asked("Origin");
  // WebKit checks some redirects as if credentials went along.
  const bool checked_with_credentials =
      with_credentials ||
      WithoutPreflight(reason) == Reason::kInvalidAllowCredentials ||
      WithoutPreflight(reason) == Reason::kWildcardOriginNotAllowed;
  Corrector corrector(step);
  switch (WithoutPreflight(reason)) {
    case Reason::kMissingAllowOriginHeader:
    case Reason::kMultipleAllowOriginValues:
    case Reason::kInvalidAllowOriginValue:
    case Reason::kAllowOriginMismatch:
    case Reason::kWildcardOriginNotAllowed:
    case Reason::kInvalidAllowCredentials:
      if (origin.empty()) return std::nullopt;
      if (origin == "null" && checked_with_credentials) {
        notes->push_back(
            "No header line is advised: the Origin here is null, which every "
            "sandboxed page of any site has as well, so that a server that "
            "allows it with credentials hands its users' data to everybody");
        return std::nullopt;
      }
      if (WithoutPreflight(reason) == Reason::kInvalidAllowCredentials) {
        AllowCredentials(origin, &corrector, notes);
      } else {
        AllowOrigin(origin, with_credentials, &corrector, notes);
      }
      return corrector.Done();
    case Reason::kPreflightInvalidStatus:
    case Reason::kPreflightDisallowedRedirect:
      corrector.SetStatus("204");
      return corrector.Done();
    case Reason::kInvalidAllowMethodsPreflightResponse:
    case Reason::kInvalidAllowHeadersPreflightResponse:
    case Reason::kMethodDisallowedByPreflightResponse:
    case Reason::kHeaderDisallowedByPreflightResponse:
      AllowWhatIsAsked(step, with_credentials, reason, &corrector);
      return corrector.Done();
    case Reason::kCorpNotSameOrigin:
    case Reason::kCorpNotSameSite:
    case Reason::kCorpDefaultedByEmbedderPolicy:
      corrector.Set(kCorp, "cross-origin");
      notes->push_back(
          "Cross-Origin-Resource-Policy: cross-origin lets every site load the "
          "response");
      return corrector.Done();
    default:
      return std::nullopt;
  }
}

std::optional<Correction> Exposure(const Fetch& fetch,
                                   const std::vector<std::string>& wants) {
  const FilteredResponse& seen = fetch.seen();
  if (!fetch.readable() || seen.type() != ResponseType::kCors) {
    return std::nullopt;
  }
  Corrector corrector(fetch.steps().back());
  const std::string list = corrector.List(kExposeHeaders);
  std::set<std::string> listed;
  for (const std::string& item : ListItems(list)) listed.insert(Lower(item));
  const bool is_invalid =
      seen.cors_exposed_header_name_list().invalid().has_value();
  bool helps = false;
  std::vector<std::string> more;
  for (const Outcome& o : seen.outcomes()) {
    const ReasonInfo& info = GetReasonInfo(o.reason);
    if (info.kind != ReasonKind::kHidden || info.fix.empty()) continue;
    const bool is_wanted =
        IsHeaderName(o.name) &&
        (wants.empty() ? !IsNotForPages(o.name)
                       : std::any_of(wants.begin(), wants.end(),
                                     [&](const std::string& want) {
                                       return IsSameName(want, o.name);
                                     }));
    if (!is_wanted) continue;
    const bool is_new = listed.insert(Lower(o.name)).second;
    if (is_new) more.emplace_back(o.name);
    // In a list that is invalid no name counts.
    helps = helps || is_new || is_invalid;
  }
  if (!helps) return std::nullopt;
  corrector.Set(kExposeHeaders, Merged(list, more));
  return corrector.Done();
}

std::optional<Correction> VaryByOrigin(const Fetch& fetch) {
  if (!fetch.readable() || fetch.seen().type() != ResponseType::kCors) {
    return std::nullopt;
  }
  Corrector corrector(fetch.steps().back());
  const Gist& gist = corrector.gist();
  // What has neither an age nor a validator no cache hands out again.
  // https://fetch.spec.whatwg.org/#cors-protocol-and-http-caches
  const bool may_be_stored =
      gist.Count("Cache-Control") + gist.Count("Expires") + gist.Count("ETag") +
          gist.Count("Last-Modified") + gist.Count("Age") >
      0;
  const std::string cache_control = Lower(corrector.List("Cache-Control"));
  if (!may_be_stored || corrector.List(kAllowOrigin) == "*" ||
      cache_control.find("no-store") != std::string::npos) {
    return std::nullopt;
  }
  corrector.VaryByOrigin();
  return corrector.Done();
}

}  // namespace corsieve::tools
