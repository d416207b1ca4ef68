// Access-Control-Expose-Headers: extracting header list values with the grammar
// #field-name, and what main fetch makes of them.
// https://fetch.spec.whatwg.org/#extract-header-list-values
// https://fetch.spec.whatwg.org/#main-fetch

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

}  // namespace

void ExposedHeaderNames::Clear() {
  wildcard_ = star_is_literal_ = false;
  invalid_.reset();
  names_.clear();
}

void ExposedHeaderNames::Read(const HeaderList& list,
                              CredentialsMode credentials_mode) {
  Clear();
  Read(list, credentials_mode, Leniency(), BestHotPath());
}

void ExposedHeaderNames::Read(const HeaderList& list,
                              CredentialsMode credentials_mode,
                              Leniency leniency, const HotPath& hot_path) {
  constexpr HeaderId kId = HeaderId::kAccessControlExposeHeaders;
  const Lookup found = LookUp(list, kId);
  if (found.rows == Rows::kNone) return;
  const bool one = found.rows == Rows::kOne;
  for (size_t i = one ? found.row : list.Find(kId); i < list.size();
       i = one ? list.size() : list.FindNext(kId, i)) {
    if (ReadOne(list[i].value, list.readable_end(), leniency, hot_path)) {
      continue;
    }
    invalid_->header = i;
    wildcard_ = leniency.star_outlives_invalid &&
                credentials_mode != CredentialsMode::kInclude &&
                names_.Find(HeaderId::kStar) < names_.size();
    names_.clear();
    return;
  }
  if (names_.size() > kFew) names_.BuildIndex();
  if (names_.Find(HeaderId::kStar) == names_.size()) return;
  wildcard_ = credentials_mode != CredentialsMode::kInclude;
  star_is_literal_ = !wildcard_;
}

// False, and invalid_ says where, if it is no list.
bool ExposedHeaderNames::ReadOne(std::string_view value,
                                 const char* readable_end, Leniency leniency,
                                 const HotPath& hot_path) {
  if (hot_path.split_tokens(value, readable_end, &names_)) return true;
  const std::optional<size_t> offset = ReadTokenList(
      value, leniency.cr_is_blank,
      [this](std::string_view token) { names_.Append(token, {}); });
  // The text of main fetch stores failure as the list; what it means, and what
  // WPT has, is that nothing is exposed beyond the safelist.
  if (offset) invalid_ = Invalid{0, *offset};
  return !offset;
}

bool ExposedHeaderNames::Names(std::string_view name) const {
  if (names_.size() <= kFew) return names_.Contains(name);
  char folded[kFoldedSize];
  MakeNameKey(name, folded);
  return names_.FindName(name, folded) < names_.size();
}

void ExposedHeaderNames::Mark(const HeaderList& list, const HotPath& hot_path,
                              Reason from, Reason to, Reason* reasons) const {
  if (names_.empty()) return;
  if (names_.size() <= kFew) {
    const bool plain = names_.names_are_plain() && list.names_are_plain();
    (plain ? hot_path : NoHotPath())
        .mark_named(names_, list, from, to, reasons);
    return;
  }
  for (size_t i = 0; i < list.size(); ++i) {
    if (reasons[i] == from &&
        names_.FindName(list[i].name, list.folded(i)) < names_.size()) {
      reasons[i] = to;
    }
  }
}

}  // namespace corsieve
