#include "tools/explain/known_departures.h"

#include <algorithm>
#include <optional>

#include "corsieve/corsieve.h"
#include "tools/text.h"

namespace corsieve::tools {
namespace {

constexpr std::optional<Reason> kAny = std::nullopt;

struct Rule {
  std::optional<Profile> profile;  // nullopt: any engine's.
  std::optional<Reason> standard;
  std::optional<Reason> engine;
  std::string_view name;
};

// Of the whole response; the first that fits counts.
constexpr Rule kOfResponse[] = {
    {{}, kAny, Reason::kDuplicateConflict, "reader-duplicates"},
    {{}, kAny, Reason::kFramingMalformed, "reader-framing"},
    {{}, kAny, Reason::kHeadTooLarge, "reader-head-size"},
    {{}, Reason::kHeaderLineWithoutColon, kAny, "reader-lines"},
    {{}, Reason::kHeaderNameMalformed, kAny, "reader-lines"},
    {{}, Reason::kFirstHeaderLineFolded, kAny, "reader-first-fold"},
    {{}, Reason::kHeadContainsCr, kAny, "reader-cr"},
    {{}, Reason::kHeadContainsNul, kAny, "reader-nul"},
    {{}, Reason::kStatusLineMalformed, kAny, "reader-status-line"},
    {{}, Reason::kStatusCodeMalformed, kAny, "reader-status-line"},
    {{}, Reason::kHeadTruncated, kAny, "reader-head-end"},
    {{}, Reason::kContentLengthConflict, kAny, "reader_judges_content_length"},
    {Profile::kFirefox, Reason::kCorsCheckPassed,
     Reason::kMultipleAllowOriginValues, "counts_allow_origin_lines"},
    {Profile::kWebKit, Reason::kCorsCheckPassed,
     Reason::kInvalidAllowCredentials, "redirect_checked_with_credentials"},
    {Profile::kWebKit, Reason::kCorsCheckPassed,
     Reason::kWildcardOriginNotAllowed, "redirect_checked_with_credentials"},
    {{},
     Reason::kHeaderDisallowedByPreflightResponse,
     Reason::kCorsCheckPassed,
     "star_covers_authorization"},
    {Profile::kChromium, Reason::kManualRedirect, Reason::kLocationInvalid,
     "manual_mode_resolves_location"},
    {{},
     Reason::kRedirectModeError,
     Reason::kCorsCheckPassed,
     "error_mode_wants_location"},
    {{},
     Reason::kRedirectModeError,
     Reason::kSameOrigin,
     "error_mode_wants_location"},
};

// Of a header's fate.
constexpr Rule kOfHeader[] = {
    {Profile::kFirefox, Reason::kExposeListInvalid, Reason::kExposedByStar,
     "star_outlives_invalid_elements"},
    {Profile::kFirefox, kAny, Reason::kDroppedByEngine, "reader-merge"},
};

template <size_t kSize>
std::string_view NameOf(const Rule (&rules)[kSize], Profile profile,
                        Reason standard, Reason engine) {
  for (const Rule& rule : rules) {
    if (rule.profile.value_or(profile) == profile &&
        rule.standard.value_or(standard) == standard &&
        rule.engine.value_or(engine) == engine) {
      return rule.name;
    }
  }
  return "";
}

// These are told by the header itself.
constexpr std::string_view kClearSiteData = "clear_site_data_is_hidden";
constexpr std::string_view kNoLineBreaks = "headers_take_no_line_breaks";
constexpr std::string_view kTokensOnly = "headers_take_tokens_only";

std::string_view NameOfHeader(Profile profile, const Outcome& standard,
                              const Outcome& engine) {
  const bool is_dropped = engine.reason == Reason::kDroppedByEngine;
  if (is_dropped && EqualsAnyCase(engine.name, "Clear-Site-Data")) {
    return kClearSiteData;
  }
  if (is_dropped && engine.value.find_first_of("\r\n") != engine.value.npos) {
    return kNoLineBreaks;
  }
  if (is_dropped && !IsHeaderName(engine.name)) {
    return kTokensOnly;
  }
  return NameOf(kOfHeader, profile, standard.reason, engine.reason);
}

void AddOnce(std::string_view name, std::vector<std::string_view>* names) {
  if (name.empty()) return;
  if (std::find(names->begin(), names->end(), name) == names->end()) {
    names->push_back(name);
  }
}

}  // namespace

std::vector<std::string_view> KnownDepartures(const Fetch& standard,
                                              const Fetch& engine) {
  std::vector<std::string_view> names;
  if (standard.goes_on_to() || engine.goes_on_to()) return names;
  const FilteredResponse& one = standard.seen();
  const FilteredResponse& other = engine.seen();
  const Profile profile = engine.profile();
  if (one.reason() != other.reason()) {
    AddOnce(NameOf(kOfResponse, profile, one.reason(), other.reason()), &names);
    return names;
  }
  // Both have read the same lines, or they are not compared.
  if (one.outcomes().size() != other.outcomes().size()) return names;
  for (size_t i = 0; i < one.outcomes().size(); ++i) {
    if (one.outcome(i).reason == other.outcome(i).reason) continue;
    AddOnce(NameOfHeader(profile, one.outcome(i), other.outcome(i)), &names);
  }
  return names;
}

std::vector<std::string_view> DepartureNames() {
  std::vector<std::string_view> names = {kClearSiteData, kNoLineBreaks,
                                         kTokensOnly};
  for (const Rule& rule : kOfResponse) AddOnce(rule.name, &names);
  for (const Rule& rule : kOfHeader) AddOnce(rule.name, &names);
  return names;
}

}  // namespace corsieve::tools
