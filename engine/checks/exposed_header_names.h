// An expose list as the engine reads it, and how it marks headers.

#ifndef CORSIEVE_ENGINE_CHECKS_EXPOSED_HEADER_NAMES_H_
#define CORSIEVE_ENGINE_CHECKS_EXPOSED_HEADER_NAMES_H_

#include <cstddef>
#include <optional>
#include <string_view>

#include "corsieve/exposed_header_names.h"
#include "corsieve/request.h"
#include "engine/headers/header_table.h"
#include "engine/headers/name_list.h"
#include "engine/hot_path/hot_path.h"

namespace corsieve {

// What is behind ExposedHeaderNames.
class ExposeList {
 public:
  using Invalid = ExposedHeaderNames::Invalid;

  // Rules that the standard does not have and an engine has.
  struct Leniency {
    // A `*` before the first element that is none stands as the wildcard, where
    // it is one.
    bool star_outlives_invalid = false;
    // CR around an element is white space.
    bool cr_is_blank = false;
  };

  void Clear() {
    if (is_clear_) return;
    is_clear_ = true;
    wildcard_ = star_is_literal_ = false;
    invalid_.reset();
    names_.clear();
  }

  // Reads a list of one header, which is `value`, and gives the headers that it
  // names their reason at once. False, and then nothing is read and marked, if
  // the list is not an ordinary one, of plain names without `*`. The list was
  // clear.
  bool ReadAndMark(std::string_view value, const HotPath& hot_path,
                   const Marking& marking);

  // Reads the lists of all headers of a response. The list was clear.
  void Read(const HeaderTable& table, CredentialsMode credentials_mode,
            Leniency leniency);
  // Reads the value of one header.
  void ReadValue(std::string_view value, CredentialsMode credentials_mode);
  void SetNames(absl::Span<const std::string_view> names,
                CredentialsMode credentials_mode);

  // Gives headers that are named and have one reason another.
  void Mark(const Marking& marking) const;

  bool wildcard() const { return wildcard_; }
  bool star_is_literal() const { return star_is_literal_; }
  const std::optional<Invalid>& invalid() const { return invalid_; }
  const NameList& names() const { return names_; }

 private:
  bool AddValue(std::string_view value, size_t row, Leniency leniency);
  void Settle(CredentialsMode credentials_mode, Leniency leniency);

  bool is_clear_ = true;
  bool has_star_ = false;
  bool wildcard_ = false;
  bool star_is_literal_ = false;
  std::optional<Invalid> invalid_;
  NameList names_;
};

namespace internal {
struct ExposeListAccess {
  static ExposeList& Of(ExposedHeaderNames* names) { return *names->list_; }
  static const ExposeList& Of(const ExposedHeaderNames& names) {
    return *names.list_;
  }
};
}  // namespace internal

}  // namespace corsieve

#endif  // CORSIEVE_ENGINE_CHECKS_EXPOSED_HEADER_NAMES_H_
