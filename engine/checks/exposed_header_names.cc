// Access-Control-Expose-Headers: extracting header list values with the grammar
// #field-name, and what main fetch makes of them.
// https://fetch.spec.whatwg.org/#extract-header-list-values
// https://fetch.spec.whatwg.org/#main-fetch

#include "engine/checks/exposed_header_names.h"

#include "engine/base/token_list.h"

namespace corsieve {

bool ExposeList::ReadAndMark(std::string_view value, const HotPath& hot_path,
                             const Marking& marking) {
  is_clear_ = false;
  const Tokens tokens = hot_path.split_tokens(
      value, marking.table.readable_end(), marking, &names_);
  if (tokens == Tokens::kRefused) {
    names_.clear();
    return false;
  }
  names_.BuildIndex();
  if (tokens == Tokens::kUnmarked) Mark(marking);
  return true;
}

// Adds the names of one header's value; false if it is no list of names.
bool ExposeList::AddValue(std::string_view value, size_t row,
                          Leniency leniency) {
  const std::optional<size_t> offset =
      ReadTokenList(value, leniency.cr_is_blank, [&](std::string_view token) {
        names_.Append(token);
        has_star_ = has_star_ || token == "*";
      });
  if (offset) invalid_ = Invalid{row, *offset};
  return !offset;
}

// Decides what `*` means once all is read.
void ExposeList::Settle(CredentialsMode credentials_mode, Leniency leniency) {
  const bool may_be_wildcard = credentials_mode != CredentialsMode::kInclude;
  wildcard_ = has_star_ && may_be_wildcard;
  star_is_literal_ = has_star_ && !may_be_wildcard;
  if (invalid_) {
    // The text of main fetch stores failure as the list; what it means, and
    // what WPT has, is that nothing is exposed beyond the safelist.
    wildcard_ = wildcard_ && leniency.star_outlives_invalid;
    star_is_literal_ = false;
    names_.clear();
  }
  names_.BuildIndex();
}

void ExposeList::Read(const HeaderTable& table,
                      CredentialsMode credentials_mode, Leniency leniency) {
  constexpr HeaderId kId = HeaderId::kAccessControlExposeHeaders;
  is_clear_ = has_star_ = false;
  for (size_t i = table.Find(kId); i < table.size();
       i = table.Find(kId, i + 1)) {
    if (!AddValue(table[i].value, i, leniency)) break;
  }
  Settle(credentials_mode, leniency);
}

void ExposeList::ReadValue(std::string_view value,
                           CredentialsMode credentials_mode) {
  is_clear_ = has_star_ = false;
  AddValue(value, 0, Leniency());
  Settle(credentials_mode, Leniency());
}

void ExposeList::SetNames(absl::Span<const std::string_view> names,
                          CredentialsMode credentials_mode) {
  is_clear_ = has_star_ = false;
  for (std::string_view name : names) {
    names_.Append(name);
    has_star_ = has_star_ || name == "*";
  }
  Settle(credentials_mode, Leniency());
}

void ExposeList::Mark(const Marking& marking) const {
  for (size_t i = 0; i < marking.table.size(); ++i) {
    if (marking.reasons[i] == marking.from &&
        names_.Has(marking.table[i].name, marking.table.folded(i))) {
      marking.reasons[i] = marking.to;
    }
  }
}

ExposedHeaderNames::ExposedHeaderNames() : list_(new ExposeList) {}

ExposedHeaderNames::ExposedHeaderNames(std::string_view value,
                                       CredentialsMode credentials_mode)
    : ExposedHeaderNames() {
  list_->ReadValue(value, credentials_mode);
}

ExposedHeaderNames::ExposedHeaderNames(absl::Span<const std::string_view> names,
                                       CredentialsMode credentials_mode)
    : ExposedHeaderNames() {
  list_->SetNames(names, credentials_mode);
}

ExposedHeaderNames::~ExposedHeaderNames() = default;

ExposedHeaderNames::ExposedHeaderNames(ExposedHeaderNames&& other) noexcept
    : ExposedHeaderNames() {
  list_.swap(other.list_);
}

ExposedHeaderNames& ExposedHeaderNames::operator=(
    ExposedHeaderNames&& other) noexcept {
  if (this == &other) return *this;
  list_.swap(other.list_);
  other.Clear();
  return *this;
}

void ExposedHeaderNames::Read(const HeaderList& header_list,
                              CredentialsMode credentials_mode) {
  list_->Clear();
  list_->Read(TableOf(header_list), credentials_mode, ExposeList::Leniency());
}

void ExposedHeaderNames::ReadValue(std::string_view value,
                                   CredentialsMode credentials_mode) {
  list_->Clear();
  list_->ReadValue(value, credentials_mode);
}

void ExposedHeaderNames::SetNames(absl::Span<const std::string_view> names,
                                  CredentialsMode credentials_mode) {
  list_->Clear();
  list_->SetNames(names, credentials_mode);
}

void ExposedHeaderNames::Clear() { list_->Clear(); }

bool ExposedHeaderNames::wildcard() const { return list_->wildcard(); }

bool ExposedHeaderNames::star_is_literal() const {
  return list_->star_is_literal();
}

const std::optional<ExposedHeaderNames::Invalid>& ExposedHeaderNames::invalid()
    const {
  return list_->invalid();
}

bool ExposedHeaderNames::Names(std::string_view name) const {
  return list_->names().Has(name);
}

absl::Span<const std::string_view> ExposedHeaderNames::names() const {
  return list_->names().names();
}

}  // namespace corsieve
