// Access-Control-Expose-Headers, and whom it names.

#ifndef CORSIEVE_EXPOSED_HEADER_NAMES_H_
#define CORSIEVE_EXPOSED_HEADER_NAMES_H_

#include <cstddef>
#include <memory>
#include <optional>
#include <string_view>

#include "absl/base/attributes.h"
#include "absl/types/span.h"
#include "corsieve/header_list.h"
#include "corsieve/request.h"

namespace corsieve {

class ExposeList;
namespace internal {
struct ExposeListAccess;
}  // namespace internal

// A CORS-exposed header-name list, read and ready to be asked. Reusable:
// nothing is allocated once it has seen its longest list. What it is read from
// must live until the last question.
// https://fetch.spec.whatwg.org/#concept-response-cors-exposed-header-name-list
class ExposedHeaderNames {
 public:
  // An empty list.
  ExposedHeaderNames();
  // ReadValue, and SetNames.
  ExposedHeaderNames(std::string_view value ABSL_ATTRIBUTE_LIFETIME_BOUND,
                     CredentialsMode credentials_mode);
  ExposedHeaderNames(absl::Span<const std::string_view> names
                         ABSL_ATTRIBUTE_LIFETIME_BOUND,
                     CredentialsMode credentials_mode);
  ~ExposedHeaderNames();
  ExposedHeaderNames(ExposedHeaderNames&&) noexcept;
  ExposedHeaderNames& operator=(ExposedHeaderNames&&) noexcept;

  // Reads what a response's Access-Control-Expose-Headers say. One element that
  // is not a token makes all lines count as absent.
  // https://fetch.spec.whatwg.org/#main-fetch
  void Read(const HeaderList& header_list, CredentialsMode credentials_mode);
  // Reads the value of one such header.
  void ReadValue(std::string_view value, CredentialsMode credentials_mode);
  // Takes names as they are; what is no header name matches no header.
  void SetNames(absl::Span<const std::string_view> names,
                CredentialsMode credentials_mode);
  void Clear();

  // Whether `*` stands for every name.
  bool wildcard() const;
  // Whether `*` is there but only matches a header of that name, for the
  // credentials mode is include.
  bool star_is_literal() const;
  // Where the list is not `#field-name`: the index of the header (0 for
  // ReadValue) and the offset of the byte in its value (its size, where
  // something is missing at its end).
  struct Invalid {
    size_t header;
    size_t offset;
  };
  const std::optional<Invalid>& invalid() const;

  // Whether the list names `name`; `*` counts as a name here.
  bool Names(std::string_view name) const;
  // The listed names, `*` included, as written and in order, perhaps repeated.
  absl::Span<const std::string_view> names() const;

 private:
  friend struct internal::ExposeListAccess;
  std::unique_ptr<ExposeList> list_;  // Never null.
};

}  // namespace corsieve

#endif  // CORSIEVE_EXPOSED_HEADER_NAMES_H_
