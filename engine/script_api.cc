#include "corsieve/script_api.h"

#include <algorithm>

#include "engine/bytes.h"
#include "engine/header_name.h"

namespace corsieve {

std::optional<std::string_view> ScriptApi::Get(const FilteredResponse& seen,
                                               std::string_view name) {
  const HeaderList& list = seen.internal_response().header_list;
  std::optional<std::string_view> value;
  bool joined = false;
  for (size_t i = 0; i < list.size(); ++i) {
    if (!IsExposed(seen.reasons()[i])) continue;
    if (!EqualsIgnoreCase(list[i].name, name)) continue;
    if (!value) {
      value = list[i].value;
      continue;
    }
    if (!joined) text_.assign(value->data(), value->size());
    joined = true;
    text_.append(", ").append(list[i].value);
  }
  return joined ? std::string_view(text_) : value;
}

bool ScriptApi::Has(const FilteredResponse& seen, std::string_view name) {
  return Get(seen, name).has_value();
}

absl::Span<const std::string_view> ScriptApi::GetSetCookie(
    const FilteredResponse& seen) {
  values_.clear();
  for (const Outcome o : seen.outcomes()) {
    if (o.exposed() && EqualsIgnoreCase(o.name, "Set-Cookie")) {
      values_.push_back(o.value);
    }
  }
  return values_;
}

// Fills entries_; text_ holds "name: value\r\n" for each, in the order of the
// names mapped by `map`. Set-Cookie, which alone is not combined, is never
// exposed.
template <char (*map)(char)>
void ScriptApi::SortAndCombine(const FilteredResponse& seen) {
  const HeaderList& list = seen.internal_response().header_list;
  order_.clear();
  for (size_t i = 0; i < list.size(); ++i) {
    if (IsExposed(seen.reasons()[i]))
      order_.push_back(static_cast<uint32_t>(i));
  }
  std::sort(order_.begin(), order_.end(), [&](uint32_t a, uint32_t b) {
    const int order = Compare<map>(list[a].name, list[b].name);
    return order != 0 ? order < 0 : a < b;
  });
  text_.clear();
  spans_.clear();
  for (size_t k = 0; k < order_.size(); ++k) {
    const Header& h = list[order_[k]];
    if (k > 0 && EqualsIgnoreCase(h.name, list[order_[k - 1]].name)) {
      text_.resize(text_.size() - 2);  // The line goes on.
      text_.append(", ").append(h.value);
      spans_.back().value_size += 2 + h.value.size();
    } else {
      spans_.push_back({text_.size(), h.name.size(), h.value.size()});
      for (char c : h.name) text_.push_back(ToLower(c));
      text_.append(": ").append(h.value);
    }
    text_.append("\r\n");
  }
}

absl::Span<const Header> ScriptApi::Entries(const FilteredResponse& seen) {
  SortAndCombine<ToLower>(seen);
  entries_.clear();
  const std::string_view text = text_;
  for (const Span& s : spans_) {
    entries_.push_back({text.substr(s.begin, s.name_size),
                        text.substr(s.begin + s.name_size + 2, s.value_size)});
  }
  return entries_;
}

std::string_view ScriptApi::GetAllResponseHeaders(
    const FilteredResponse& seen) {
  SortAndCombine<ToUpper>(seen);
  return text_;
}

}  // namespace corsieve
