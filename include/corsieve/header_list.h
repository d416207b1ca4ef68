// A header list: the headers of one response, in the order received.
//
//   corsieve::HeaderList list;
//   list.Append("Content-Type", "text/plain");
//   list.Append("content-type", "text/html");
//   std::string scratch;
//   list.Get("CONTENT-TYPE", &scratch);  // "text/plain, text/html"

#ifndef CORSIEVE_HEADER_LIST_H_
#define CORSIEVE_HEADER_LIST_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/base/attributes.h"
#include "absl/types/span.h"

namespace corsieve {

// One header, as views. Bytes are bytes: no encoding is assumed; what script
// sees is each byte as the code point of the same number.
struct Header {
  std::string_view name;
  std::string_view value;
};

// A name that an algorithm of the standard asks for. Private to the engine.
enum class HeaderId : uint8_t;

// https://fetch.spec.whatwg.org/#concept-header-list
//
// Holds views: the bytes behind every name and value must outlive the list, or
// its next clear(). Keeps its memory when cleared, so a list that is reused
// allocates nothing once it has seen its longest input. Not thread-safe.
class HeaderList {
 public:
  HeaderList() = default;
  explicit HeaderList(
      absl::Span<const Header> headers ABSL_ATTRIBUTE_LIFETIME_BOUND) {
    for (const Header& h : headers) Append(h.name, h.value);
  }

  // Leaves `other` empty.
  HeaderList(HeaderList&& other) noexcept { *this = std::move(other); }
  HeaderList& operator=(HeaderList&& other) noexcept;
  // Not copyable: a copy would share the bytes of unfolded values.
  HeaderList(const HeaderList&) = delete;
  HeaderList& operator=(const HeaderList&) = delete;

  size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  const Header& operator[](size_t i) const { return headers_[i]; }
  absl::Span<const Header> headers() const { return {headers_.data(), size_}; }
  const Header* begin() const { return headers_.data(); }
  const Header* end() const { return headers_.data() + size_; }

  void clear() {
    size_ = 0;
    names_are_plain_ = true;
    readable_end_ = nullptr;
    for (uint64_t& rows : asked_rows_) rows = 0;
    joined_size_ = 0;
  }

  // Appends as is. A list that algorithms of the standard are given holds only
  // header names and header values (IsHeaderName, IsHeaderValue), which
  // ParseResponseHead and Filter see to; but for what two engines' readers
  // leave in it: LF in a value (Firefox), a name that is no token (WebKit).
  void Append(std::string_view name, std::string_view value);

  // For the engines' readers: appends what was received but does not count. It
  // is shown among the outcomes, as hidden, and nothing else ever finds it.
  void AppendMalformed(std::string_view line);
  void AppendDropped(std::string_view name, std::string_view value);
  // Turns a header that counted so far into such a one.
  void Drop(size_t i);

  // Names are compared byte-case-insensitively, here and everywhere.
  // https://fetch.spec.whatwg.org/#header-list-contains
  bool Contains(std::string_view name) const;

  // All values of `name` joined by ", ", in order; nullopt if there is none.
  // The result is a view of the only value, or of `*scratch`.
  // https://fetch.spec.whatwg.org/#concept-header-list-get
  std::optional<std::string_view> Get(std::string_view name,
                                      std::string* scratch
                                          ABSL_ATTRIBUTE_LIFETIME_BOUND) const;

  // For the engine: the same, by id, and what only the engine does.
  HeaderId id(size_t i) const { return ids_[i]; }
  std::optional<std::string_view> Get(HeaderId id, std::string* scratch) const;
  // How many headers have this id.
  size_t Count(HeaderId id) const;
  // The index of the first header with this id at or after `from`, or size().
  size_t Find(HeaderId id, size_t from = 0) const;
  // The same after `i`, which has this id.
  size_t FindNext(HeaderId id, size_t i) const;
  void SetValue(size_t i, std::string_view value) {
    readable_end_ = nullptr;
    headers_[i].value = value;
  }
  // The three in one piece, which lives until clear(). What was joined last
  // grows in place: copying it again for each line would be quadratic. `total`
  // is an upper bound of all bytes of all pieces.
  std::string_view Join(std::string_view value, std::string_view separator,
                        std::string_view more, size_t total);
  // Joins `more` to the last value with one space; an empty side adds nothing.
  void Fold(std::string_view more, size_t total);

  // What the list knows of its names; there is room for capacity() of each, and
  // what is beyond size() is anything.
  const HeaderId* ids() const { return ids_.data(); }
  const uint8_t* hashes() const { return hashes_.data(); }  // NameKey
  // 32 bytes, as names are compared: engine/simd.h.
  const char* folded(size_t i) const { return folded_.data() + 32 * i; }

  // Which of the first 64 headers, as bits, have each of the four ids that
  // every response is asked for: kAskedIds in engine/header_name.h.
  static constexpr size_t kAsked = 4;
  uint64_t asked_rows(size_t asked) const { return asked_rows_[asked]; }

  // For readers that write the rows of a list themselves.
  struct Rows {
    Header* headers;
    char* folded;
    HeaderId* ids;
    uint8_t* hashes;
    uint64_t* asked_rows;
  };
  Rows rows() {
    return {headers_.data(), folded_.data(), ids_.data(), hashes_.data(),
            asked_rows_};
  }
  // How many rows there is room for, a multiple of 64.
  size_t capacity() const { return headers_.size(); }
  // Whether all names are of plain bytes, so that folded ones can be compared.
  bool names_are_plain() const { return names_are_plain_; }
  // Where all values are stretches of one input: its end, up to which bytes
  // behind a value can be read. Otherwise null.
  const char* readable_end() const { return readable_end_; }
  void SetReadableEnd(const char* end) { readable_end_ = end; }
  // Makes room for `capacity` rows.
  void Reserve(size_t capacity) {
    if (capacity > headers_.size()) Grow(capacity);
  }
  // Takes the first `size` rows, which the caller has written, as the list.
  void SetSize(size_t size) { size_ = size; }
  // Prepares FindName(). Writes which row is the first with the name of row i
  // to `first_rows`[i], if that is not null; of lines that do not count,
  // anything.
  void BuildIndex(uint32_t* first_rows = nullptr);
  bool index_is_sorted() const { return index_bits_ == 0; }
  // The first row with this name, whose folded form is given too; or size(). In
  // constant time, or logarithmic if somebody made names whose hashes meet.
  size_t FindName(std::string_view name, const char* folded) const;

  // Room for where lines end, for a reader; at least `size` numbers, of which
  // those written stay.
  uint32_t* LineEnds(size_t size) {
    if (size > line_ends_.size()) line_ends_.resize(2 * size);
    return line_ends_.data();
  }
  // A copy of `bytes` with so many zeros behind it, good until the next one.
  const char* PaddedCopy(std::string_view bytes, size_t padding);
  size_t line_ends_capacity() const { return line_ends_.size(); }

 private:
  void Grow(size_t capacity);
  void SortIndex();
  bool HasName(size_t i, std::string_view name, const char* folded,
               bool both_plain) const;
  void AppendRow(std::string_view name, std::string_view value, HeaderId id);
  void AppendUncounted(std::string_view name, std::string_view value,
                       HeaderId id);

  size_t size_ = 0;
  uint64_t asked_rows_[kAsked] = {};
  bool names_are_plain_ = true;
  const char* readable_end_ = nullptr;
  // For capacity() rows.
  std::vector<Header> headers_;
  std::vector<char> folded_;
  std::vector<HeaderId> ids_;
  std::vector<uint8_t> hashes_;
  std::vector<char> joined_;
  size_t joined_size_ = 0;  // So much of it is in use.
  std::vector<uint32_t> line_ends_;
  std::string padded_;
  // Either slots of rows and 0 for none, row 0 being 1; or, where that is
  // flooded, the rows sorted by name.
  std::vector<uint32_t> index_;
  size_t index_bits_ = 0;  // Of a slot's number; 0 where it is sorted.
};

// https://fetch.spec.whatwg.org/#header-name
bool IsHeaderName(std::string_view name);

// https://fetch.spec.whatwg.org/#header-value
bool IsHeaderValue(std::string_view value);

// Strips HTTP whitespace bytes (tab, LF, CR, space) from both ends.
// https://fetch.spec.whatwg.org/#concept-header-value-normalize
std::string_view NormalizeHeaderValue(std::string_view value);

// https://fetch.spec.whatwg.org/#concept-header-list-get-decode-split
// The elements are views of `value`, which is what Get returned.
std::vector<std::string_view> GetDecodeAndSplit(
    std::string_view value ABSL_ATTRIBUTE_LIFETIME_BOUND);

// Takes the first element off `*value`; false when there is none left, which
// is so only after the last one was taken (`value->data()` is then null).
bool TakeElement(std::string_view* value, std::string_view* element);

}  // namespace corsieve

#endif  // CORSIEVE_HEADER_LIST_H_
