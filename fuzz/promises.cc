#include "fuzz/promises.h"

#include <map>
#include <optional>
#include <string_view>
#include <tuple>

#include "fuzz/check.h"
#include "tools/case_json.h"

namespace corsieve::fuzz {
namespace {

// Not the engine's own, which is what is tested.
std::string Mapped(std::string_view s, char first, char last) {
  std::string mapped(s);
  for (char& c : mapped) {
    if (c >= first && c <= last) c = static_cast<char>(c ^ 0x20);
  }
  return mapped;
}
std::string Lower(std::string_view s) { return Mapped(s, 'A', 'Z'); }
std::string Upper(std::string_view s) { return Mapped(s, 'a', 'z'); }

std::string Or(std::optional<std::string_view> value) {
  return value ? Quoted(*value) : "null";
}

// The exposed headers, combined and sorted by names as `map` has them.
tools::Pairs Combined(const FilteredResponse& seen,
                      std::string (*map)(std::string_view)) {
  std::map<std::string, std::string> values;
  for (const Outcome& o : seen.outcomes()) {
    if (!o.exposed()) continue;
    const auto [it, is_new] = values.emplace(map(o.name), o.value);
    if (!is_new) it->second.append(", ").append(o.value);
  }
  tools::Pairs pairs;
  for (const auto& [name, value] : values) {
    pairs.emplace_back(Lower(name), value);
  }
  return pairs;
}

// Reads getAllResponseHeaders() as script would.
tools::Pairs Parsed(std::string_view all) {
  tools::Pairs pairs;
  while (!all.empty()) {
    const size_t end = all.find("\r\n");
    const size_t colon = all.find(": ");
    FUZZ_CHECK(end != all.npos && colon != all.npos && colon < end,
               "getAllResponseHeaders() has a line of another kind",
               Quoted(all), "\"name: value\\r\\n\"");
    pairs.emplace_back(all.substr(0, colon),
                       all.substr(colon + 2, end - colon - 2));
    all.remove_prefix(end + 2);
  }
  return pairs;
}

void CheckOutcomes(const FilteredResponse& seen, Profile profile,
                   Initiator initiator, bool cross_origin) {
  const bool silent =
      seen.type() != ResponseType::kBasic && seen.type() != ResponseType::kCors;
  const std::string type(ResponseTypeName(seen.type()));
  FUZZ_CHECK(
      seen.reasons().size() == seen.internal_response().header_list.size(),
      "not every header has a fate", std::to_string(seen.reasons().size()),
      std::to_string(seen.internal_response().header_list.size()));
  FUZZ_CHECK(!silent || (seen.status() == 0 && seen.status_message().empty()),
             "tells a status",
             type + " " + std::to_string(seen.status()) + " " +
                 Quoted(seen.status_message()),
             "0 \"\"");
  FUZZ_CHECK(seen.type() != ResponseType::kBasic || !cross_origin,
             "a cross-origin response is not filtered", type, "not basic");
  const ReasonKind of_response = GetReasonInfo(seen.reason()).kind;
  const bool fails = of_response == ReasonKind::kNetworkError ||
                     of_response == ReasonKind::kWrongCall;
  FUZZ_CHECK(fails == seen.is_network_error(), "reason and type disagree",
             std::string(ReasonName(seen.reason())), type);
  for (const Outcome& o : seen.outcomes()) {
    const ReasonKind kind = GetReasonInfo(o.reason).kind;
    FUZZ_CHECK(o.exposed() ? kind == ReasonKind::kExposed
                           : kind == ReasonKind::kHidden,
               "the reason is not a header's",
               std::string(ReasonName(o.reason)), "of a header");
    if (!o.exposed()) continue;
    const std::string name = Lower(o.name);
    FUZZ_CHECK(!silent, "exposes a header of what tells nothing", Quoted(name),
               type);
    FUZZ_CHECK(name != "set-cookie" && name != "set-cookie2",
               "exposes a forbidden name", Quoted(name), "hidden");
    FUZZ_CHECK(IsNameTo(profile, initiator, o.name), "exposes what is no name",
               Quoted(o.name), "a name");
    // Firefox joins challenges by LF.
    const bool lf_joins = profile == Profile::kFirefox;
    const std::string_view never = std::string_view("\0\n", lf_joins ? 1 : 2);
    FUZZ_CHECK(o.value.find_first_of(never) == o.value.npos,
               "exposes NUL or LF", Quoted(o.value), "neither");
  }
}

}  // namespace

bool IsNameTo(Profile profile, Initiator initiator, std::string_view name) {
  if (profile == Profile::kWebKit && initiator == Initiator::kXmlHttpRequest) {
    constexpr std::string_view kNotIn("\0\t\n\r :", 6);
    return !name.empty() && name.find_first_of(kNotIn) == name.npos;
  }
  return IsHeaderName(name);
}

void CheckPromises(const FilteredResponse& seen, Profile profile,
                   Initiator initiator, bool cross_origin, ScriptApi* api) {
  CheckOutcomes(seen, profile, initiator, cross_origin);
  tools::Pairs entries;
  for (const Header& h : api->Entries(seen)) {
    entries.emplace_back(h.name, h.value);
  }
  const tools::Pairs want = Combined(seen, Lower);
  FUZZ_CHECK(entries == want, "Entries()", PairsText(entries), PairsText(want));
  const tools::Pairs all = Parsed(api->GetAllResponseHeaders(seen));
  const tools::Pairs want_all = Combined(seen, Upper);
  FUZZ_CHECK(all == want_all, "getAllResponseHeaders()", PairsText(all),
             PairsText(want_all));
  FUZZ_CHECK(api->GetSetCookie(seen).empty(), "getSetCookie()", "some", "none");
  std::map<std::string_view, std::string_view> values;
  for (const auto& [name, value] : entries) {
    values.emplace(name, value);
    for (const std::string& spelling : {name, Upper(name)}) {
      const std::optional<std::string_view> got = api->Get(seen, spelling);
      FUZZ_CHECK(got == value, "Get() of what is exposed", Or(got),
                 Quoted(value));
    }
    FUZZ_CHECK(api->Has(seen, name), "Has()", "false", Quoted(name));
  }
  for (const Outcome& o : seen.outcomes()) {
    if (o.exposed() || values.count(Lower(o.name)) > 0) continue;
    FUZZ_CHECK(!api->Get(seen, o.name), "Get() of what is hidden",
               Or(api->Get(seen, o.name)), "null");
  }
}

bool SameHeaders(const HeaderList& a, const HeaderList& b) {
  if (a.size() != b.size()) return false;
  for (size_t i = 0; i < a.size(); ++i) {
    if (a[i].name != b[i].name || a[i].value != b[i].value) return false;
  }
  return true;
}

bool SameNames(const ExposedHeaderNames& a, const ExposedHeaderNames& b) {
  return a.wildcard() == b.wildcard() &&
         a.star_is_literal() == b.star_is_literal() &&
         a.invalid().has_value() == b.invalid().has_value() &&
         a.names() == b.names();
}

bool SameResult(const tools::Result& a, const tools::Result& b) {
  const auto told = [](const tools::Result& r) {
    return std::tie(r.network_error, r.type, r.status, r.status_text, r.url,
                    r.redirected, r.headers, r.set_cookie, r.all, r.get,
                    r.body_null, r.did_preflight, r.preflight_request,
                    r.origin_sent, r.outcomes, r.preflights_sent,
                    r.preflights_by_request);
  };
  if (told(a) != told(b)) return false;
  // What a failed fetch received is hidden whatever it was.
  if (a.network_error) return true;
  if (a.fates.size() != b.fates.size()) return false;
  for (size_t i = 0; i < a.fates.size(); ++i) {
    const tools::Fate& x = a.fates[i];
    const tools::Fate& y = b.fates[i];
    if (std::tie(x.name, x.value, x.exposed) !=
        std::tie(y.name, y.value, y.exposed)) {
      return false;
    }
  }
  return true;
}

std::string ResultText(const tools::Result& result) {
  return tools::Dump(tools::ResultToJson(result));
}

std::string PairsText(const tools::Pairs& pairs) {
  std::string text;
  for (const auto& [name, value] : pairs) {
    text += Quoted(name) + ": " + Quoted(value) + "; ";
  }
  return text;
}

}  // namespace corsieve::fuzz
