// The rows behind a HeaderList: the headers of one response, what is known of
// their names, and the lines among them that do not count.

#ifndef CORSIEVE_ENGINE_HEADERS_HEADER_TABLE_H_
#define CORSIEVE_ENGINE_HEADERS_HEADER_TABLE_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "corsieve/header_list.h"
#include "engine/base/block_buffer.h"
#include "engine/base/joined_bytes.h"
#include "engine/headers/header_name.h"
#include "engine/headers/name_index.h"
#include "engine/headers/name_list.h"
#include "engine/simd/simd.h"

namespace corsieve {

// What a row is. Only headers are ever found by name or id; the other rows are
// shown among the outcomes, as hidden.
enum class RowKind : uint8_t {
  kHeader,
  kMalformed,  // A line that an engine's reader does not go by.
  kDropped,    // A header that an engine merged into another, or took away.
};

// Where values may have line breaks, or blanks at an end.
enum class OddValues : uint8_t {
  kNowhere,
  kWhereJoined,  // By LF, of the headers that an engine joins so.
  kAnywhere,
};

// Memory that a reader needs while it reads a head.
class ReadScratch {
 public:
  // Room for `size` numbers, of which those written before stay.
  uint32_t* Numbers(size_t size) {
    if (size > numbers_.size()) numbers_.resize(2 * size);
    return numbers_.data();
  }
  NameIndex* index() { return &index_; }
  NameList* names() { return &names_; }

 private:
  std::vector<uint32_t> numbers_;
  NameIndex index_;
  NameList names_;
};

class HeaderTable : public internal::HeaderRows {
 public:
  HeaderTable() = default;
  HeaderTable(const HeaderTable&) = delete;
  HeaderTable& operator=(const HeaderTable&) = delete;

  size_t size() const { return count; }
  bool empty() const { return count == 0; }
  const Header& operator[](size_t i) const { return first[i]; }
  const Header* begin() const { return first; }
  const Header* end() const { return first + count; }

  void clear() {
    count = 0;
    names_are_plain_ = true;
    odd_values_ = OddValues::kNowhere;
    values_are_ascii_ = false;
    readable_end_ = nullptr;
    for (uint64_t& rows : asked_rows_) rows = 0;
    if (!joined_.empty()) joined_.clear();
  }

  // Appends a header.
  void Append(std::string_view name, std::string_view value);
  // Appends a line that is no header to the engine whose reader reads it.
  void AppendMalformed(std::string_view line) {
    AppendLine(RowKind::kMalformed, {line, {}});
  }
  // Appends row `i` of another table, whatever it is.
  void AppendRowOf(const HeaderTable& other, size_t i);
  // Turns a header into a row that does not count.
  void Drop(size_t i) { TurnIntoLine(i, RowKind::kDropped); }

  // The value of a row becomes another one.
  void SetValue(size_t i, std::string_view value) {
    readable_end_ = nullptr;
    values_are_ascii_ = false;
    headers_[i].value = value;
  }
  // The three in one piece, which lives until clear(). What was joined last
  // grows in place.
  std::string_view Join(std::string_view value, std::string_view separator,
                        std::string_view more) {
    readable_end_ = nullptr;
    return joined_.Join(value, separator, more);
  }
  // Joins `more` to the last value with one space; an empty side adds nothing.
  void Fold(std::string_view more);

  bool is_header(size_t i) const { return IsHeader(ids_[i]); }
  RowKind kind(size_t i) const {
    return is_header(i)                          ? RowKind::kHeader
           : ids_[i] == HeaderId::kMalformedLine ? RowKind::kMalformed
                                                 : RowKind::kDropped;
  }
  HeaderId id(size_t i) const { return ids_[i]; }

  // Whether there is such a header, and how many.
  bool Contains(std::string_view name) const;
  size_t Count(HeaderId id) const;
  // All values joined by ", ", in order: a view of the only one, or of
  // `*scratch`.
  std::optional<std::string_view> Get(std::string_view name,
                                      std::string* scratch) const;
  std::optional<std::string_view> Get(HeaderId id, std::string* scratch) const;
  // The first row from `from` on whose header has this id, or size().
  size_t Find(HeaderId id, size_t from = 0) const;

  // The values of all headers with an id, in order:
  // `for (std::string_view value : table.values(id))`.
  class Values;
  Values values(HeaderId id) const;

  // Whether all names are of plain bytes, so that folded ones can be compared.
  bool names_are_plain() const { return names_are_plain_; }
  OddValues odd_values() const { return odd_values_; }
  void SetOddValues(OddValues odd) { odd_values_ = odd; }
  // Whether all values are known to be of ASCII bytes.
  bool values_are_ascii() const { return values_are_ascii_; }
  void SetValuesAreAscii(bool are) { values_are_ascii_ = are; }

  // What is known of the names of all rows, a byte each, by blocks of 64.
  const BlockBuffer<HeaderId>& ids() const { return ids_; }
  const BlockBuffer<uint8_t>& hashes() const { return hashes_; }  // NameKey
  // 32 bytes: the name of row `i` as names are compared (engine/simd.h).
  const char* folded(size_t i) const {
    return folded_.data() + kFoldedSize * i;
  }
  FoldedNames folded_names() const {
    return {first, folded_.data(), count, names_are_plain_};
  }
  // Which of the first 64 rows, as bits, have kAskedIds[k].
  uint64_t asked_rows(size_t k) const { return asked_rows_[k]; }
  // Where all values are stretches of one input: its end, up to which bytes
  // behind a value can be read. Otherwise null.
  const char* readable_end() const { return readable_end_; }

  // For kernels that write rows themselves. They write all columns of a row,
  // plain names and clean values only, and then take the first `size` rows as
  // the list: of bytes that can be read up to `readable_end`, or of memory
  // anywhere (null).
  struct Columns {
    Header* headers;
    char* folded;
    HeaderId* ids;
    uint8_t* hashes;
    uint64_t* asked_rows;
  };
  // Columns with room for `capacity` rows, rounded up to a multiple of 64.
  Columns Reserve(size_t capacity) {
    if (capacity > headers_.size()) Grow(capacity);
    return {headers_.data(), folded_.data(), ids_.data(), hashes_.data(),
            asked_rows_};
  }
  void TakeRows(size_t size, const char* readable_end) {
    count = size;
    readable_end_ = readable_end;
  }

  ReadScratch* scratch() { return &scratch_; }

 private:
  void Grow(size_t capacity);
  void AppendLine(RowKind kind, const Header& line);
  void TurnIntoLine(size_t i, RowKind kind);

  bool names_are_plain_ = true;
  OddValues odd_values_ = OddValues::kNowhere;
  bool values_are_ascii_ = false;
  uint64_t asked_rows_[kAsked] = {};
  const char* readable_end_ = nullptr;
  std::vector<Header> headers_;
  std::vector<char> folded_;
  BlockBuffer<HeaderId> ids_;
  BlockBuffer<uint8_t> hashes_;
  JoinedBytes joined_;
  ReadScratch scratch_;
};

class HeaderTable::Values {
 public:
  class Iterator {
   public:
    Iterator(const HeaderTable* table, HeaderId id, size_t i)
        : table_(table), id_(id), i_(i) {}
    std::string_view operator*() const { return (*table_)[i_].value; }
    Iterator& operator++() {
      i_ = table_->Find(id_, i_ + 1);
      return *this;
    }
    bool operator!=(const Iterator& other) const { return i_ != other.i_; }

   private:
    const HeaderTable* table_;
    HeaderId id_;
    size_t i_;
  };
  Values(const HeaderTable* table, HeaderId id) : table_(table), id_(id) {}
  Iterator begin() const { return {table_, id_, table_->Find(id_)}; }
  Iterator end() const { return {table_, id_, table_->size()}; }

 private:
  const HeaderTable* table_;
  HeaderId id_;
};

inline HeaderTable::Values HeaderTable::values(HeaderId id) const {
  return {this, id};
}

namespace internal {
// From the public face to the rows.
struct HeaderListAccess {
  static HeaderTable* Table(HeaderList* list) {
    return static_cast<HeaderTable*>(list->rows_);
  }
  static const HeaderTable* Table(const HeaderList* list) {
    return static_cast<const HeaderTable*>(list->rows_);
  }
};
}  // namespace internal

inline HeaderTable& TableOf(HeaderList* list) {
  return *internal::HeaderListAccess::Table(list);
}
inline const HeaderTable& TableOf(const HeaderList& list) {
  return *internal::HeaderListAccess::Table(&list);
}

}  // namespace corsieve

#endif  // CORSIEVE_ENGINE_HEADERS_HEADER_TABLE_H_
