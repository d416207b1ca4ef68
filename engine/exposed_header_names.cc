// Access-Control-Expose-Headers: extracting header list values with the grammar
// #field-name, and what main fetch makes of them.
// https://fetch.spec.whatwg.org/#extract-header-list-values
// https://fetch.spec.whatwg.org/#main-fetch

#include <algorithm>

#include "corsieve/cors.h"
#include "engine/bytes.h"
#include "engine/header_name.h"

namespace corsieve {
namespace {

bool LessIgnoreCase(std::string_view a, std::string_view b) {
  return Compare<ToLower>(a, b) < 0;
}

// Adds the elements of one line to `names`. Returns the offset of the byte that
// is no part of a list of tokens; empty elements are none.
// https://www.rfc-editor.org/rfc/rfc9110#section-5.6.1.2
std::optional<size_t> ReadLine(std::string_view value,
                               std::vector<std::string_view>* names) {
  size_t pos = 0;
  const auto skip_blanks = [&] {
    while (pos < value.size() && IsTabOrSpace(value[pos])) ++pos;
  };
  while (true) {
    skip_blanks();
    const size_t length = TokenLength(value.substr(pos));
    if (length > 0) names->push_back(value.substr(pos, length));
    pos += length;
    skip_blanks();
    if (pos == value.size()) return std::nullopt;
    if (value[pos] != ',') return pos;
    ++pos;
  }
}

}  // namespace

void ExposedHeaderNames::Clear() {
  wildcard_ = star_is_literal_ = false;
  invalid_.reset();
  names_.clear();
}

void ExposedHeaderNames::Read(const HeaderList& list,
                              CredentialsMode credentials_mode) {
  Clear();
  constexpr HeaderId kId = HeaderId::kAccessControlExposeHeaders;
  for (size_t i = list.Find(kId); i < list.size(); i = list.Find(kId, i + 1)) {
    if (const std::optional<size_t> offset = ReadLine(list[i].value, &names_)) {
      // The text of main fetch stores failure as the list; what it means, and
      // what WPT has, is that nothing is exposed beyond the safelist.
      invalid_ = Invalid{i, *offset};
      names_.clear();
      return;
    }
  }
  std::sort(names_.begin(), names_.end(), LessIgnoreCase);
  if (!Names("*")) return;
  wildcard_ = credentials_mode != CredentialsMode::kInclude;
  star_is_literal_ = !wildcard_;
}

bool ExposedHeaderNames::Names(std::string_view name) const {
  return std::binary_search(names_.begin(), names_.end(), name, LessIgnoreCase);
}

}  // namespace corsieve
