#include "corsieve/header_list.h"

#include <algorithm>
#include <cstring>
#include <iterator>

#include "absl/base/optimization.h"
#include "engine/bytes.h"
#include "engine/header_name.h"

namespace corsieve {
HeaderList& HeaderList::operator=(HeaderList&& other) noexcept {
  size_ = std::exchange(other.size_, 0);
  std::copy(std::begin(other.asked_rows_), std::end(other.asked_rows_),
            asked_rows_);
  names_are_plain_ = std::exchange(other.names_are_plain_, true);
  readable_end_ = other.readable_end_;
  headers_ = std::move(other.headers_);
  folded_ = std::move(other.folded_);
  ids_ = std::move(other.ids_);
  hashes_ = std::move(other.hashes_);
  joined_ = std::move(other.joined_);
  joined_size_ = std::exchange(other.joined_size_, 0);
  line_ends_ = std::move(other.line_ends_);
  padded_ = std::move(other.padded_);
  index_ = std::move(other.index_);
  index_bits_ = other.index_bits_;
  other.clear();
  return *this;
}

void HeaderList::Grow(size_t capacity) {
  capacity = std::max(capacity, 2 * headers_.size());
  capacity = (capacity + 63) / 64 * 64;
  headers_.resize(capacity);
  folded_.resize(kFoldedSize * capacity);
  ids_.resize(capacity);
  hashes_.resize(capacity);
}

void HeaderList::AppendRow(std::string_view name, std::string_view value,
                           HeaderId id) {
  Reserve(size_ + 1);
  readable_end_ = nullptr;
  headers_[size_] = {name, value};
  if (size_ < 64) {
    for (size_t k = 0; k < kAsked; ++k) {
      asked_rows_[k] |= uint64_t{id == kAskedIds[k]} << size_;
    }
  }
  ids_[size_++] = id;
}

void HeaderList::Append(std::string_view name, std::string_view value) {
  Reserve(size_ + 1);
  const NameKey key = MakeNameKey(name, &folded_[kFoldedSize * size_]);
  hashes_[size_] = key.hash;
  names_are_plain_ = names_are_plain_ && key.is_plain;
  AppendRow(name, value, key.id);
}

void HeaderList::AppendMalformed(std::string_view line) {
  AppendUncounted(line, {}, HeaderId::kMalformedLine);
}

void HeaderList::AppendDropped(std::string_view name, std::string_view value) {
  AppendUncounted(name, value, HeaderId::kDroppedByEngine);
}

void HeaderList::AppendUncounted(std::string_view name, std::string_view value,
                                 HeaderId id) {
  Reserve(size_ + 1);
  // As no name is, so that an index never finds it.
  std::fill_n(&folded_[kFoldedSize * size_], kFoldedSize, '\0');
  hashes_[size_] = 0;
  AppendRow(name, value, id);
}

void HeaderList::Drop(size_t i) {
  ids_[i] = HeaderId::kDroppedByEngine;
  if (i >= 64) return;
  for (uint64_t& rows : asked_rows_) rows &= ~(uint64_t{1} << i);
}

namespace {

// Beyond this many slots from its own no row is put.
constexpr size_t kMaxProbes = 32;

// Any order that tells names apart, with what is compared faster first.
int CompareNames(std::string_view a, const char* a_folded, std::string_view b,
                 const char* b_folded) {
  const uint64_t x = LoadBigEndian(a_folded);
  const uint64_t y = LoadBigEndian(b_folded);
  if (x != y) return x < y ? -1 : 1;
  const int first = std::memcmp(a_folded, b_folded, kFoldedSize);
  return first != 0 ? first : Compare<ToLower>(a, b);
}

// The last bytes of a name of more than kFoldedSize, folded.
uint64_t LastFolded(std::string_view name) {
  return LoadLittleEndian(name.data() + name.size() - 8) | 0x2020202020202020u;
}

}  // namespace

inline bool HeaderList::HasName(size_t i, std::string_view name,
                                const char* folded, bool both_plain) const {
  // What is not equal is seldom so when folded, or in a longer name's last
  // bytes; what is, is most often spelled alike.
  if (!simd::Baseline::Name(this->folded(i)).Equals(folded)) return false;
  if (both_plain && name.size() <= kFoldedSize) return true;
  const std::string_view own = headers_[i].name;
  if (name.size() > kFoldedSize && LastFolded(own) != LastFolded(name)) {
    return false;
  }
  return EqualsShort(own, name) || EqualsIgnoreCase(own, name);
}

void HeaderList::BuildIndex(uint32_t* first_rows) {
  index_bits_ = 6;
  while ((size_t{1} << index_bits_) < 4 * size_) ++index_bits_;
  const size_t mask = (size_t{1} << index_bits_) - 1;
  if (index_.size() <= mask) index_.resize(mask + 1);
  std::fill_n(index_.begin(), mask + 1, 0);
  for (size_t i = 0; i < size_; ++i) {
    if (*folded(i) == '\0') continue;  // See AppendUncounted.
    size_t slot = HashOfName(headers_[i].name, folded(i)) >> (64 - index_bits_);
    size_t probes = 0;
    while (index_[slot] != 0 && probes < kMaxProbes) {
      if (HasName(index_[slot] - 1, headers_[i].name, folded(i),
                  names_are_plain_)) {
        break;
      }
      slot = (slot + 1) & mask;
      ++probes;
    }
    // So many names in one place are somebody's intention.
    if (probes == kMaxProbes) {
      SortIndex();
      break;
    }
    if (index_[slot] == 0) index_[slot] = static_cast<uint32_t>(i + 1);
    if (first_rows != nullptr) first_rows[i] = index_[slot] - 1;
  }
  if (first_rows == nullptr || !index_is_sorted()) return;
  for (size_t i = 0; i < size_; ++i) {
    first_rows[i] =
        static_cast<uint32_t>(FindName(headers_[i].name, folded(i)));
  }
}

void HeaderList::SortIndex() {
  index_bits_ = 0;
  for (size_t i = 0; i < size_; ++i) index_[i] = static_cast<uint32_t>(i);
  std::sort(index_.begin(), index_.begin() + size_,
            [this](uint32_t a, uint32_t b) {
              const int names = CompareNames(headers_[a].name, folded(a),
                                             headers_[b].name, folded(b));
              return names != 0 ? names < 0 : a < b;
            });
}

size_t HeaderList::FindName(std::string_view name, const char* folded) const {
  if (index_bits_ == 0) {
    const auto end = index_.begin() + size_;
    const uint64_t first = LoadBigEndian(folded);
    const auto found = std::lower_bound(
        index_.begin(), end, name, [&](uint32_t row, std::string_view) {
          const uint64_t word = LoadBigEndian(this->folded(row));
          if (ABSL_PREDICT_TRUE(word != first)) return word < first;
          return CompareNames(headers_[row].name, this->folded(row), name,
                              folded) < 0;
        });
    return found != end && HasName(*found, name, folded, false) ? *found
                                                                : size_;
  }
  const size_t mask = (size_t{1} << index_bits_) - 1;
  size_t slot = HashOfName(name, folded) >> (64 - index_bits_);
  for (size_t probes = 0; index_[slot] != 0 && probes < kMaxProbes; ++probes) {
    const size_t row = index_[slot] - 1;
    if (HasName(row, name, folded, false)) return row;
    slot = (slot + 1) & mask;
  }
  return size_;
}

bool HeaderList::Contains(std::string_view name) const {
  for (size_t i = 0; i < size_; ++i) {
    if (IsHeader(id(i)) && EqualsIgnoreCase(headers_[i].name, name))
      return true;
  }
  return false;
}

std::optional<std::string_view> HeaderList::Get(std::string_view name,
                                                std::string* scratch) const {
  std::optional<std::string_view> value;
  bool joined = false;
  for (size_t i = 0; i < size_; ++i) {
    if (!IsHeader(id(i)) || !EqualsIgnoreCase(headers_[i].name, name)) continue;
    if (!value) {
      value = headers_[i].value;
      continue;
    }
    if (!joined) scratch->assign(value->data(), value->size());
    joined = true;
    scratch->append(", ").append(headers_[i].value);
  }
  return joined ? std::string_view(*scratch) : value;
}

std::optional<std::string_view> HeaderList::Get(HeaderId id,
                                                std::string* scratch) const {
  const size_t first = Find(id);
  if (first == size_) return std::nullopt;
  size_t next = FindNext(id, first);
  if (next == size_) return headers_[first].value;
  scratch->assign(headers_[first].value);
  for (; next < size_; next = FindNext(id, next)) {
    scratch->append(", ").append(headers_[next].value);
  }
  return *scratch;
}

size_t HeaderList::Count(HeaderId id) const {
  size_t count = 0;
  for (size_t i = 0; i < size_; ++i) count += this->id(i) == id;
  return count;
}

size_t HeaderList::Find(HeaderId id, size_t from) const {
  using simd::Baseline;
  for (size_t at = from / 64 * 64; at < size_; at += 64) {
    uint64_t found = Baseline::Block(reinterpret_cast<const char*>(&ids_[at]))
                         .Equal(static_cast<char>(id));
    if (at < from) found &= ~uint64_t{0} << (from - at);
    if (found == 0) continue;
    // Rows behind the last one are anything.
    return std::min(at + Baseline::LowestBit(found), size_);
  }
  return size_;
}

size_t HeaderList::FindNext(HeaderId id, size_t i) const {
  return Find(id, i + 1);
}

const char* HeaderList::PaddedCopy(std::string_view bytes, size_t padding) {
  padded_.assign(bytes);
  padded_.append(padding, '\0');
  return padded_.data();
}

void HeaderList::Fold(std::string_view more, size_t total) {
  if (size_ == 0 || more.empty()) return;
  const std::string_view value = headers_[size_ - 1].value;
  SetValue(size_ - 1, value.empty() ? more : Join(value, " ", more, total));
}

std::string_view HeaderList::Join(std::string_view value,
                                  std::string_view separator,
                                  std::string_view more, size_t total) {
  readable_end_ = nullptr;
  const bool in_place = joined_size_ > 0 && value.data() + value.size() ==
                                                joined_.data() + joined_size_;
  const size_t begin = joined_size_ - (in_place ? value.size() : 0);
  const size_t size = value.size() + separator.size() + more.size();
  // All the memory at once: if it grew, earlier values would be left behind.
  total = std::max(total, begin + size);
  if (joined_.size() < total) joined_.resize(total);
  char* to = joined_.data() + begin;
  const std::string_view result(to, size);
  if (!in_place) std::copy(value.begin(), value.end(), to);
  to += value.size();
  for (char c : separator) *to++ = c;
  std::copy(more.begin(), more.end(), to);
  joined_size_ = begin + size;
  return result;
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
