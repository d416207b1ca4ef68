// What is handed over through corsieve.h, as the engine takes it.

#ifndef CORSIEVE_ENGINE_C_C_INPUT_H_
#define CORSIEVE_ENGINE_C_C_INPUT_H_

#include <cstddef>
#include <cstdint>
#include <cstring>
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
  corsieve_status Read(const corsieve_request* given) {
    return given != nullptr && IsLast(*given) ? corsieve_status{CORSIEVE_OK}
                                              : ReadOther(given);
  }

  const Request& request() const { return request_; }
  const RedirectState& before() const { return before_; }

 private:
  // Takes a request that differs from the last one in credentials alone, as
  // those of a page do that has one server. False for any other.
  bool IsLast(const corsieve_request& given) {
    constexpr size_t kFrom = offsetof(corsieve_request, redirect);
    constexpr size_t kTo = offsetof(corsieve_request, headers);
    static_assert(offsetof(corsieve_request, credentials) == kFrom - 1);
    return given.struct_size == sizeof given && given.headers.count == 0 &&
           given.mode == last_.mode &&
           std::memcmp(&given.redirect, &last_.redirect, kTo - kFrom) == 0 &&
           last_.struct_size != 0 &&
           ToEnum(given.credentials, CredentialsMode::kInclude,
                  &request_.credentials_mode);
  }
  corsieve_status ReadOther(const corsieve_request* given);
  corsieve_status ReadOptions(const corsieve_request& given);

  Request request_;
  RedirectState before_;
  Rows headers_;
  // What request_ and before_ were made of; its size is 0 if it had headers.
  corsieve_request last_ = {};
};

// A parsed response. Its rows are of use while the engine reads them.
class ResponseInput {
 public:
  corsieve_status Read(const corsieve_response* given) {
    return given != nullptr && IsPlain(*given) && was_plain_ ? ReadPlain(*given)
                                                             : ReadOther(given);
  }

  const ParsedResponse& parsed() const { return parsed_; }

  // Copies all bytes that it views into `*bytes`, in place of what is there,
  // and views those.
  void CopyTo(std::string* bytes);

 private:
  // Whether it has nothing but protocol, status, message and headers, as most.
  static bool IsPlain(const corsieve_response& r) {
    // Of a shorter one nothing else can be read.
    if (r.struct_size != sizeof r) return false;
    // From body_is_empty up to message, by two words that overlap.
    constexpr size_t kFrom = offsetof(corsieve_response, body_is_empty);
    constexpr size_t kTo = offsetof(corsieve_response, message);
    uint32_t first, last;
    static_assert(sizeof first <= kTo - kFrom &&
                  kTo - kFrom <= sizeof first + sizeof last);
    const char* const bytes = reinterpret_cast<const char*>(&r);
    std::memcpy(&first, bytes + kFrom, sizeof first);
    std::memcpy(&last, bytes + kTo - sizeof last, sizeof last);
    return (first | last) == 0 && r.trailers.count == 0 &&
           r.interim_count == 0 && r.status_text.data == nullptr &&
           r.status_text.size == 0;
  }
  corsieve_status ReadPlain(const corsieve_response& given);
  corsieve_status ReadOther(const corsieve_response* given);
  corsieve_status ReadRest(const corsieve_response& given);
  corsieve_status ReadRows(const corsieve_response& given);

  ParsedResponse parsed_;
  bool was_plain_ = true;  // Whether what parsed_ was made of last is plain.
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
