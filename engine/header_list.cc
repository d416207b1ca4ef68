#include "corsieve/header_list.h"

#include <cstring>

#include "engine/bytes.h"
#include "engine/header_name.h"

namespace corsieve {
namespace {

// Joins the values of the headers that `matches` picks by index.
template <typename Matches>
std::optional<std::string_view> GetIf(const HeaderList& list,
                                      std::string* scratch, Matches matches) {
  std::optional<std::string_view> value;
  bool joined = false;
  for (size_t i = 0; i < list.size(); ++i) {
    if (!matches(i)) continue;
    if (!value) {
      value = list[i].value;
      continue;
    }
    if (!joined) scratch->assign(value->data(), value->size());
    joined = true;
    scratch->append(", ").append(list[i].value);
  }
  return joined ? std::string_view(*scratch) : value;
}

// Whether it is a header, and not a line that an engine does not go by.
bool Counts(HeaderId id) { return id < HeaderId::kMalformedLine; }

}  // namespace

void HeaderList::clear() {
  headers_.clear();
  ids_.clear();
  unfolded_.clear();
}

void HeaderList::Append(std::string_view name, std::string_view value) {
  headers_.push_back({name, value});
  ids_.push_back(FindHeaderId(name));
}

void HeaderList::AppendMalformed(std::string_view line) {
  headers_.push_back({line, {}});
  ids_.push_back(HeaderId::kMalformedLine);
}

void HeaderList::AppendDropped(std::string_view name, std::string_view value) {
  headers_.push_back({name, value});
  ids_.push_back(HeaderId::kDroppedByEngine);
}

void HeaderList::Drop(size_t i) { ids_[i] = HeaderId::kDroppedByEngine; }

bool HeaderList::Contains(std::string_view name) const {
  for (size_t i = 0; i < headers_.size(); ++i) {
    if (Counts(ids_[i]) && EqualsIgnoreCase(headers_[i].name, name))
      return true;
  }
  return false;
}

std::optional<std::string_view> HeaderList::Get(std::string_view name,
                                                std::string* scratch) const {
  return GetIf(*this, scratch, [&](size_t i) {
    return Counts(ids_[i]) && EqualsIgnoreCase(headers_[i].name, name);
  });
}

std::optional<std::string_view> HeaderList::Get(HeaderId id,
                                                std::string* scratch) const {
  return GetIf(*this, scratch, [&](size_t i) { return ids_[i] == id; });
}

size_t HeaderList::Count(HeaderId id) const {
  size_t count = 0;
  for (HeaderId other : ids_) count += other == id;
  return count;
}

size_t HeaderList::Find(HeaderId id, size_t from) const {
  if (from >= ids_.size()) return ids_.size();
  const void* found =
      std::memchr(ids_.data() + from, static_cast<int>(id), ids_.size() - from);
  return found == nullptr ? ids_.size()
                          : static_cast<const HeaderId*>(found) - ids_.data();
}

void HeaderList::Fold(std::string_view more, size_t total) {
  if (headers_.empty()) return;
  std::string_view& value = headers_.back().value;
  if (more.empty()) return;
  if (value.empty()) {
    value = more;
    return;
  }
  // All the memory at once: if it grew, earlier values would be left behind.
  if (unfolded_.empty()) unfolded_.reserve(total);
  // A value that ends where the memory in use ends grows in place; copying it
  // again at each of its lines would be quadratic.
  const bool in_place =
      !unfolded_.empty() &&
      value.data() + value.size() == unfolded_.data() + unfolded_.size();
  const size_t start = unfolded_.size() - (in_place ? value.size() : 0);
  if (!in_place) unfolded_.insert(unfolded_.end(), value.begin(), value.end());
  unfolded_.push_back(' ');
  unfolded_.insert(unfolded_.end(), more.begin(), more.end());
  value = {unfolded_.data() + start, unfolded_.size() - start};
}

std::string_view HeaderList::Keep(std::string_view bytes, size_t total) {
  if (unfolded_.empty()) unfolded_.reserve(total);
  const size_t start = unfolded_.size();
  unfolded_.insert(unfolded_.end(), bytes.begin(), bytes.end());
  return {unfolded_.data() + start, bytes.size()};
}

bool IsHeaderName(std::string_view name) { return IsToken(name); }

bool IsHeaderValue(std::string_view value) {
  if (value.empty()) return true;
  if (IsTabOrSpace(value.front()) || IsTabOrSpace(value.back())) return false;
  for (char c : value) {
    if (c == '\0' || c == '\n' || c == '\r') return false;
  }
  return true;
}

std::string_view NormalizeHeaderValue(std::string_view value) {
  while (!value.empty() && IsHttpWhitespace(value.front())) {
    value.remove_prefix(1);
  }
  while (!value.empty() && IsHttpWhitespace(value.back())) {
    value.remove_suffix(1);
  }
  return value;
}

bool TakeElement(std::string_view* value, std::string_view* element) {
  if (value->data() == nullptr) return false;
  bool quoted = false;
  for (size_t i = 0; i < value->size(); ++i) {
    const char c = (*value)[i];
    if (quoted && c == '\\') {
      ++i;  // Whatever is escaped cannot end the quoted string.
    } else if (c == '"') {
      quoted = !quoted;
    } else if (c == ',' && !quoted) {
      *element = TrimTabOrSpace(value->substr(0, i));
      value->remove_prefix(i + 1);
      return true;
    }
  }
  *element = TrimTabOrSpace(*value);
  *value = {};
  return true;
}

std::vector<std::string_view> GetDecodeAndSplit(std::string_view value) {
  if (value.data() == nullptr) return {std::string_view("")};
  std::vector<std::string_view> elements;
  std::string_view element;
  while (TakeElement(&value, &element)) elements.push_back(element);
  return elements;
}

}  // namespace corsieve
