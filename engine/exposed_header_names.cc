// Access-Control-Expose-Headers: extracting header list values with the grammar
// #field-name, and what main fetch makes of them.
// https://fetch.spec.whatwg.org/#extract-header-list-values
// https://fetch.spec.whatwg.org/#main-fetch

#include <algorithm>
#include <iterator>

#include "corsieve/cors.h"
#include "engine/header_lookup.h"
#include "engine/header_name.h"
#include "engine/hot_path.h"
#include "engine/token_list.h"

namespace corsieve {
namespace {

// Beyond this, looking up each header is faster than looking at all pairs, and
// stays so.
constexpr size_t kFew = 16;

// Not by ids, which a list of names need not have.
bool IsAmong(const HeaderList& names, std::string_view name) {
  return std::any_of(names.begin(), names.end(), [&](const Header& h) {
    return EqualsIgnoreCase(h.name, name);
  });
}

}  // namespace

void ExposedHeaderNames::Read(const HeaderList& list,
                              CredentialsMode credentials_mode) {
  Read(list, credentials_mode, Leniency(), BestHotPath());
}

void ExposedHeaderNames::Read(const HeaderList& list,
                              CredentialsMode credentials_mode,
                              Leniency leniency, const HotPath& hot_path) {
  Clear();
  const Lookup found = LookUp<HeaderId::kAccessControlExposeHeaders>(list);
  if (found.rows == Rows::kNone) return;
  // For marking nothing.
  Reason reasons[64];
  std::fill(std::begin(reasons), std::end(reasons), Reason::kSafelisted);
  const Marking marking{list, Reason::kNotExposed, Reason::kExposedByName,
                        reasons};
  if (found.rows == Rows::kOne && list.size() < 64 &&
      ReadOrdinary(found.row, hot_path, marking)) {
    return;
  }
  ReadAny(list, credentials_mode, leniency);
}

// For questions.
inline void ExposedHeaderNames::Prepare() {
  if (names_.size() > kFew) names_.BuildIndex();
}

bool ExposedHeaderNames::ReadOrdinary(size_t row, const HotPath& hot_path,
                                      const Marking& marking) {
  const HeaderList& list = marking.list;
  const Tokens tokens = hot_path.split_tokens(
      list[row].value, list.readable_end(), marking, &names_);
  if (tokens == Tokens::kRefused) {
    names_.clear();
    return false;
  }
  Prepare();
  if (tokens == Tokens::kUnmarked) Mark(marking);
  return true;
}

void ExposedHeaderNames::ReadAny(const HeaderList& list,
                                 CredentialsMode credentials_mode,
                                 Leniency leniency) {
  constexpr HeaderId kId = HeaderId::kAccessControlExposeHeaders;
  const bool may_be_wildcard = credentials_mode != CredentialsMode::kInclude;
  bool has_star = false;
  for (size_t i = list.Find(kId); i < list.size(); i = list.FindNext(kId, i)) {
    const std::optional<size_t> offset = ReadTokenList(
        list[i].value, leniency.cr_is_blank, [&](std::string_view token) {
          names_.Append(token, {});
          has_star = has_star || token == "*";
        });
    if (!offset) continue;
    // The text of main fetch stores failure as the list; what it means, and
    // what WPT has, is that nothing is exposed beyond the safelist.
    invalid_ = Invalid{i, *offset};
    wildcard_ = leniency.star_outlives_invalid && may_be_wildcard && has_star;
    names_.clear();
    return;
  }
  Prepare();
  wildcard_ = has_star && may_be_wildcard;
  star_is_literal_ = has_star && !may_be_wildcard;
}

bool ExposedHeaderNames::Names(std::string_view name) const {
  if (names_.size() <= kFew) return IsAmong(names_, name);
  char folded[kFoldedSize];
  MakeNameKey(name, folded);
  return names_.FindName(name, folded) < names_.size();
}

void ExposedHeaderNames::Mark(const Marking& marking) const {
  for (size_t i = 0; i < marking.list.size(); ++i) {
    if (marking.reasons[i] != marking.from) continue;
    const std::string_view name = marking.list[i].name;
    const bool named =
        names_.size() <= kFew
            ? IsAmong(names_, name)
            : names_.FindName(name, marking.list.folded(i)) < names_.size();
    if (named) marking.reasons[i] = marking.to;
  }
}

}  // namespace corsieve
