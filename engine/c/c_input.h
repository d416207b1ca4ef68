// What is handed over through corsieve.h, as the engine takes it.

#ifndef CORSIEVE_ENGINE_C_C_INPUT_H_
#define CORSIEVE_ENGINE_C_C_INPUT_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "corsieve.h"
#include "corsieve/parsed_response.h"
#include "corsieve/profile.h"
#include "corsieve/request.h"
#include "corsieve/response_tainting.h"
#include "engine/c/c_lists.h"

namespace corsieve {

// The enumeration of C++ that has the number `value`; false if there is none.
template <typename Enum>
bool ToEnum(uint8_t value, Enum last, Enum* e) {
  *e = static_cast<Enum>(value);
  return value <= static_cast<uint8_t>(last);
}

// nullopt if there is no such profile.
std::optional<Profile> ToProfile(corsieve_profile profile);

// A request. Good while what it was read from is.
class RequestInput {
 public:
  corsieve_status Read(const corsieve_request* given);

  const Request& request() const { return request_; }
  const RedirectState& before() const { return before_; }

 private:
  // What stands before the strings: the size of the struct, and bytes.
  using Options = std::array<uint64_t, 2>;
  corsieve_status ReadOptions(const corsieve_request& given);

  Request request_;
  RedirectState before_;
  // Those that request_ and before_ have; they seldom change between calls.
  Options options_ = {};
  Rows headers_;
};

// A parsed response. Its rows are of use while the engine reads them.
class ResponseInput {
 public:
  corsieve_status Read(const corsieve_response* given);

  const ParsedResponse& parsed() const { return parsed_; }

  // Copies all bytes that it views into `*bytes`, in place of what is there,
  // and views those.
  void CopyTo(std::string* bytes);

 private:
  corsieve_status ReadRows(const corsieve_response& given);

  ParsedResponse parsed_;
  // The headers, the trailers, and those of interim responses, one behind the
  // other.
  Rows rows_;
  std::vector<InterimResponse> interim_;
};

// The bytes of responses whose views must live together: an exchange's, until
// its next start. Memory is reused.
class Copies {
 public:
  void Clear() { used_ = 0; }
  // Memory for one more response.
  std::string* Next() {
    if (used_ == all_.size()) all_.emplace_back();
    return &all_[used_++];
  }

 private:
  std::deque<std::string> all_;  // Strings that do not move.
  size_t used_ = 0;
};

}  // namespace corsieve

#endif  // CORSIEVE_ENGINE_C_C_INPUT_H_
