// What page script sees of a response, and why.
//
// The core of it needs no request: headers and an expose list in, the fate of
// each header out.
//
//   corsieve::HeaderList headers;
//   corsieve::ParseHeaderLines(bytes, &headers);
//   corsieve::ExposedHeaderNames exposed("X-Custom-Header",
//                                        corsieve::CredentialsMode::kOmit);
//   for (corsieve::Outcome o : corsieve::CorsFilteredResponse(headers,
//   exposed)) {
//     if (o.exposed()) std::cout << o.name << ": " << o.value << "\n";
//   }

#ifndef CORSIEVE_FILTERED_RESPONSE_H_
#define CORSIEVE_FILTERED_RESPONSE_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "absl/base/attributes.h"
#include "absl/types/span.h"
#include "corsieve/exposed_header_names.h"
#include "corsieve/header_list.h"
#include "corsieve/reason.h"
#include "corsieve/response.h"

namespace corsieve {

// A received header and its fate.
struct Outcome {
  std::string_view name;   // As received.
  std::string_view value;  // Trimmed, and unfolded if it was folded.
  Reason reason;

  bool exposed() const { return IsExposed(reason); }
};

// The outcomes of a list of headers: one each, in order. A view.
class Outcomes {
 public:
  // `reasons` has one for each of `headers`.
  Outcomes(absl::Span<const Header> headers, const Reason* reasons)
      : headers_(headers), reasons_(reasons) {}

  size_t size() const { return headers_.size(); }
  bool empty() const { return headers_.empty(); }
  Outcome operator[](size_t i) const {
    return {headers_[i].name, headers_[i].value, reasons_[i]};
  }

  class Iterator {
   public:
    Iterator(const Header* header, const Reason* reason)
        : header_(header), reason_(reason) {}
    Outcome operator*() const {
      return {header_->name, header_->value, *reason_};
    }
    Iterator& operator++() {
      ++header_;
      ++reason_;
      return *this;
    }
    bool operator==(const Iterator& o) const { return header_ == o.header_; }
    bool operator!=(const Iterator& o) const { return header_ != o.header_; }

   private:
    const Header* header_;
    const Reason* reason_;
  };
  Iterator begin() const { return {headers_.begin(), reasons_}; }
  Iterator end() const { return {headers_.end(), reasons_ + size()}; }

 private:
  absl::Span<const Header> headers_;
  const Reason* reasons_;
};

// What a filter makes of a header list: its headers, each with its reason.
// Belongs to itself but for the list, which must live as long.
class FilteredHeaders {
 public:
  size_t size() const { return outcomes().size(); }
  Outcome operator[](size_t i) const { return outcomes()[i]; }
  Outcomes::Iterator begin() const { return outcomes().begin(); }
  Outcomes::Iterator end() const { return outcomes().end(); }
  Outcomes outcomes() const { return {headers_, reasons_.data()}; }
  absl::Span<const Reason> reasons() const {
    return {reasons_.data(), headers_.size()};
  }

 private:
  friend struct FilteredHeadersAccess;
  absl::Span<const Header> headers_;
  std::vector<Reason> reasons_;  // As long as the longest list so far.
};

// The three filters of the standard, each a function of what it is given alone.
// Filter goes by the same ones, after its checks. The second form of each keeps
// the memory of `*filtered`.
//
// https://fetch.spec.whatwg.org/#concept-filtered-response-basic
FilteredHeaders BasicFilteredResponse(
    const HeaderList& headers ABSL_ATTRIBUTE_LIFETIME_BOUND);
void BasicFilteredResponse(const HeaderList& headers,
                           FilteredHeaders* filtered);
// https://fetch.spec.whatwg.org/#concept-filtered-response-cors
FilteredHeaders CorsFilteredResponse(const HeaderList& headers
                                         ABSL_ATTRIBUTE_LIFETIME_BOUND,
                                     const ExposedHeaderNames& exposed);
void CorsFilteredResponse(const HeaderList& headers,
                          const ExposedHeaderNames& exposed,
                          FilteredHeaders* filtered);
// https://fetch.spec.whatwg.org/#concept-filtered-response-opaque
FilteredHeaders OpaqueFilteredResponse(
    const HeaderList& headers ABSL_ATTRIBUTE_LIFETIME_BOUND);
void OpaqueFilteredResponse(const HeaderList& headers,
                            FilteredHeaders* filtered);

// https://fetch.spec.whatwg.org/#concept-response-type
enum class ResponseType : uint8_t {
  kBasic,
  kCors,
  // Not filtered: a redirect that the fetch follows. Script never sees one.
  kDefault,
  kError,
  kOpaque,
  kOpaqueRedirect,
};

// "basic", "opaqueredirect", …: what `response.type` says.
std::string_view ResponseTypeName(ResponseType type);

// A limited view on a response, its internal response.
// https://fetch.spec.whatwg.org/#concept-filtered-response
//
// Belongs to the Filter or Exchange that made it and is good until that is run
// again or destroyed. Its views are of the input, which must live as long.
class FilteredResponse {
 public:
  FilteredResponse(const FilteredResponse&) = delete;
  FilteredResponse& operator=(const FilteredResponse&) = delete;

  ResponseType type() const { return type_; }
  bool is_network_error() const { return type_ == ResponseType::kError; }
  // Why it is an error, or why script gets it.
  Reason reason() const { return reason_; }

  // As script sees them: 0 and "" unless the type is basic or cors.
  int status() const { return exposes() ? internal_.status : 0; }
  std::string_view status_message() const {
    return exposes() ? internal_.status_message : std::string_view();
  }

  // Everything that was received, headers in order; of a head that could not be
  // read, what came before the byte that shows it. Empty where the request is
  // not made at all.
  const Response& internal_response() const { return internal_; }
  // Parallel to internal_response().header_list.
  absl::Span<const Reason> reasons() const {
    return {reasons_, internal_.header_list.size()};
  }

  // One per received header, in order.
  Outcomes outcomes() const {
    return {internal_.header_list.headers(), reasons_};
  }
  Outcome outcome(size_t i) const { return outcomes()[i]; }

  // The expose list as the filter used it; empty unless the type is cors.
  const ExposedHeaderNames& cors_exposed_header_name_list() const {
    return exposed_names_;
  }

  // For a head that could not be read: the byte that shows it.
  std::optional<size_t> error_offset() const { return places_.error_offset; }
  // For a list that could not be read: the index of the header that shows it,
  // where one does.
  std::optional<size_t> error_header() const { return places_.error_header; }
  // Where the body begins in the bytes that Run was given.
  size_t body_offset() const { return places_.body_offset; }

 private:
  friend class Filter;
  friend struct FilterState;
  FilteredResponse() = default;

  bool exposes() const {
    return type_ == ResponseType::kBasic || type_ == ResponseType::kCors;
  }

  ResponseType type_ = ResponseType::kError;
  Reason reason_ = Reason::kConnectionClosed;
  Response internal_;
  const Reason* reasons_ = nullptr;
  ExposedHeaderNames exposed_names_;
  internal::ReadPlaces places_ = {};
};

}  // namespace corsieve

#endif  // CORSIEVE_FILTERED_RESPONSE_H_
