// What the two script APIs return for a filtered response.

#ifndef CORSIEVE_SCRIPT_API_H_
#define CORSIEVE_SCRIPT_API_H_

#include <memory>
#include <optional>
#include <string_view>

#include "absl/base/attributes.h"
#include "absl/types/span.h"
#include "corsieve/filtered_response.h"
#include "corsieve/header_list.h"

namespace corsieve {

// Answers as a Headers object and as an XMLHttpRequest would. Strings are byte
// strings: script sees each byte as the code point of the same number.
//
// Owns the memory that combining takes; a result is good until the next call on
// the same object, and as long as the FilteredResponse is. One thread at a
// time.
class ScriptApi {
 public:
  ScriptApi();
  ~ScriptApi();
  ScriptApi(const ScriptApi&) = delete;
  ScriptApi& operator=(const ScriptApi&) = delete;

  // headers.get(name); nullopt is null, also for what is no header name (where
  // script gets a TypeError).
  // https://fetch.spec.whatwg.org/#dom-headers-get
  std::optional<std::string_view> Get(const FilteredResponse& seen,
                                      std::string_view name)
      ABSL_ATTRIBUTE_LIFETIME_BOUND;

  // headers.has(name)
  // https://fetch.spec.whatwg.org/#dom-headers-has
  bool Has(const FilteredResponse& seen, std::string_view name);

  // headers.getSetCookie(). Empty for every response that a fetch gives script.
  // https://fetch.spec.whatwg.org/#dom-headers-getsetcookie
  absl::Span<const std::string_view> GetSetCookie(const FilteredResponse& seen)
      ABSL_ATTRIBUTE_LIFETIME_BOUND;

  // [...headers]: names in lower case and sorted by byte, values combined.
  // https://fetch.spec.whatwg.org/#concept-header-list-sort-and-combine
  absl::Span<const Header> Entries(const FilteredResponse& seen)
      ABSL_ATTRIBUTE_LIFETIME_BOUND;

  // xhr.getResponseHeader(name)
  // https://xhr.spec.whatwg.org/#the-getresponseheader()-method
  std::optional<std::string_view> GetResponseHeader(
      const FilteredResponse& seen,
      std::string_view name) ABSL_ATTRIBUTE_LIFETIME_BOUND {
    return Get(seen, name);
  }

  // xhr.getAllResponseHeaders(): sorted by upper-cased name, printed in lower
  // case, each line ended by CRLF.
  // https://xhr.spec.whatwg.org/#the-getallresponseheaders()-method
  std::string_view GetAllResponseHeaders(const FilteredResponse& seen)
      ABSL_ATTRIBUTE_LIFETIME_BOUND;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace corsieve

#endif  // CORSIEVE_SCRIPT_API_H_
