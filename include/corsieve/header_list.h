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
#include <optional>
#include <string>
#include <string_view>
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

namespace internal {
// What every HeaderList has at hand: where its headers are, and how many.
struct HeaderRows {
  const Header* first = nullptr;
  size_t count = 0;
};
struct HeaderListAccess;
}  // namespace internal

// https://fetch.spec.whatwg.org/#concept-header-list
//
// Holds views: the bytes behind every name and value must outlive the list, or
// its next clear(). Keeps its memory when cleared, so a list that is reused
// allocates nothing once it has seen its longest input. Not thread-safe.
class HeaderList {
 public:
  HeaderList();
  explicit HeaderList(
      absl::Span<const Header> headers ABSL_ATTRIBUTE_LIFETIME_BOUND);
  ~HeaderList();

  // Leaves `other` empty.
  HeaderList(HeaderList&& other) noexcept;
  HeaderList& operator=(HeaderList&& other) noexcept;
  // Not copyable: a copy would share the bytes of unfolded values.
  HeaderList(const HeaderList&) = delete;
  HeaderList& operator=(const HeaderList&) = delete;

  size_t size() const { return rows_->count; }
  bool empty() const { return size() == 0; }
  const Header& operator[](size_t i) const { return rows_->first[i]; }
  absl::Span<const Header> headers() const { return {begin(), size()}; }
  const Header* begin() const { return rows_->first; }
  const Header* end() const { return begin() + size(); }

  void clear();

  // Appends as is. A list that algorithms of the standard are given holds only
  // header names and header values (IsHeaderName, IsHeaderValue), which
  // ParseResponseHead and Filter see to; but for what two engines' readers
  // leave in it: LF in a value (Firefox), a name that is no token (WebKit).
  void Append(std::string_view name, std::string_view value);

  // Names are compared byte-case-insensitively, here and everywhere. In a list
  // that Filter has filled, lines that do not count are never found.
  // https://fetch.spec.whatwg.org/#header-list-contains
  bool Contains(std::string_view name) const;

  // All values of `name` joined by ", ", in order; nullopt if there is none.
  // The result is a view of the only value, or of `*scratch`.
  // https://fetch.spec.whatwg.org/#concept-header-list-get
  std::optional<std::string_view> Get(std::string_view name,
                                      std::string* scratch
                                          ABSL_ATTRIBUTE_LIFETIME_BOUND) const;

 private:
  friend struct internal::HeaderListAccess;
  internal::HeaderRows* rows_;  // Owned.
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
