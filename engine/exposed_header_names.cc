// Access-Control-Expose-Headers: extracting header list values with the grammar
// #field-name, and what main fetch makes of them.
// https://fetch.spec.whatwg.org/#extract-header-list-values
// https://fetch.spec.whatwg.org/#main-fetch

#include <algorithm>

#include "corsieve/cors.h"
#include "engine/bytes.h"
#include "engine/header_name.h"
#include "engine/token_list.h"

namespace corsieve {
namespace {

bool LessIgnoreCase(std::string_view a, std::string_view b) {
  return Compare<ToLower>(a, b) < 0;
}

}  // namespace

void ExposedHeaderNames::Clear() {
  wildcard_ = star_is_literal_ = false;
  invalid_.reset();
  names_.clear();
}

void ExposedHeaderNames::Read(const HeaderList& list,
                              CredentialsMode credentials_mode,
                              Leniency leniency) {
  Clear();
  constexpr HeaderId kId = HeaderId::kAccessControlExposeHeaders;
  for (size_t i = list.Find(kId); i < list.size(); i = list.Find(kId, i + 1)) {
    if (const std::optional<size_t> offset =
            ReadTokenList(list[i].value, leniency.cr_is_blank, &names_)) {
      // The text of main fetch stores failure as the list; what it means, and
      // what WPT has, is that nothing is exposed beyond the safelist.
      invalid_ = Invalid{i, *offset};
      wildcard_ = leniency.star_outlives_invalid &&
                  credentials_mode != CredentialsMode::kInclude &&
                  std::find(names_.begin(), names_.end(), "*") != names_.end();
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
