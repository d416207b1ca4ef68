// What page script sees of one HTTP response, and why.
//
//   corsieve::Request request;
//   request.origin = "https://app.example";
//   request.url = "https://api.example/data";
//   corsieve::Filter filter;
//   const corsieve::FilteredResponse& seen = filter.Run(request, head_bytes);
//   for (corsieve::Outcome o : seen.outcomes()) {
//     std::cout << o.name << ": " << corsieve::ReasonText(o.reason) << "\n";
//   }

#ifndef CORSIEVE_FILTER_H_
#define CORSIEVE_FILTER_H_

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/base/attributes.h"
#include "absl/types/span.h"
#include "corsieve/cors.h"
#include "corsieve/header_list.h"
#include "corsieve/profile.h"
#include "corsieve/reason.h"
#include "corsieve/request.h"

namespace corsieve {

struct Departures;  // Private to the engine.

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

// A received header and its fate.
struct Outcome {
  std::string_view name;   // As received.
  std::string_view value;  // Trimmed, and unfolded if it was folded.
  Reason reason;

  bool exposed() const { return IsExposed(reason); }
};

// What came off the wire.
struct Response {
  int status = 0;  // 0 to 999; to 65535 in profile chromium
  std::string_view status_message;
  HeaderList header_list;
};

// A limited view on a response, its internal response.
// https://fetch.spec.whatwg.org/#concept-filtered-response
//
// Belongs to the Filter that made it and is good until that is run again or
// destroyed. Its views are of the input, which must live as long.
class FilteredResponse {
 public:
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
    return {reasons_.data(), internal_.header_list.size()};
  }

  // One per received header, in order.
  class OutcomeIterator;
  class Outcomes;
  Outcomes outcomes() const;
  Outcome outcome(size_t i) const {
    const Header& h = internal_.header_list[i];
    return {h.name, h.value, reasons_[i]};
  }

  // The expose list as the filter used it; empty unless the type is cors.
  const ExposedHeaderNames& cors_exposed_header_name_list() const {
    return exposed_names_;
  }

  // For a head that could not be read: the byte that shows it.
  std::optional<size_t> error_offset() const { return error_offset_; }
  // Where the body begins in the bytes that Run was given.
  size_t body_offset() const { return body_offset_; }

 private:
  friend class Filter;

  bool exposes() const {
    return type_ == ResponseType::kBasic || type_ == ResponseType::kCors;
  }

  ResponseType type_ = ResponseType::kError;
  Reason reason_ = Reason::kHeadEmpty;
  Response internal_;
  std::vector<Reason> reasons_;  // As long as the longest list so far.
  ExposedHeaderNames exposed_names_;
  std::optional<size_t> error_offset_;
  size_t body_offset_ = 0;
};

// Filters responses, one after the other. Owns the memory that this takes:
// reuse it, and nothing is allocated once it has seen its largest response. One
// thread at a time.
class Filter {
 public:
  explicit Filter(Profile profile = Profile::kStandard);
  // For tests and benchmarks: with another than the best inner loops.
  Filter(Profile profile, const HotPath& hot_path);
  Filter(const Filter&) = delete;
  Filter& operator=(const Filter&) = delete;

  // Answers for the head that `bytes` begins with; what follows it is ignored.
  // A failed fetch is a result like any other, of type kError. So is a wrong
  // call, a Request that is not serialized, with a reason of kind kWrongCall.
  const FilteredResponse& Run(const Request& request,
                              std::string_view bytes
                                  ABSL_ATTRIBUTE_LIFETIME_BOUND);

  // The same for a response that was parsed already (HTTP/2 and later, or an
  // embedder's own stack). `status` is 0 to 999 and not of an
  // interim response; blanks around values are
  // trimmed; a name or value that cannot be one is a network error.
  // outcomes()[i] is about headers[i]; there are none where the request is not
  // made at all.
  const FilteredResponse& Run(
      const Request& request, int status,
      std::string_view status_message ABSL_ATTRIBUTE_LIFETIME_BOUND,
      absl::Span<const Header> headers ABSL_ATTRIBUTE_LIFETIME_BOUND);

  // The last result.
  const FilteredResponse& response() const { return seen_; }

  // A failed fetch without a response: a network error without headers.
  const FilteredResponse& NetworkError(Reason reason);

  // Makes a network error of the last result, which goes on to hold what was
  // received.
  const FilteredResponse& TurnIntoNetworkError(Reason reason);

 private:
  // Each returns nullopt, or why the fetch fails.
  void Reset();
  std::optional<Reason> Start(const Request& request);
  std::optional<Reason> ParseOrigins(const Request& request);
  bool HasOriginsOf(const Request& request) const;
  std::optional<Reason> ReadBytes(const Request& request,
                                  std::string_view bytes);
  std::optional<Reason> ReadPairs(absl::Span<const Header> headers);
  std::optional<Reason> CheckResponse(const Request& request);

  bool NamesLocation() const;

  const FilteredResponse& Finish(const Request& request);
  void MakeRoomForReasons();
  void HideAll(ResponseType type, Reason response, Reason header);
  void FilterBasic();
  void FilterCors(const Request& request);
  void ReadAnyExposeList(const Request& request, Marking marking);
  void GiveReasons(Reason safelisted, Reason others);

  // Where the profile departs from the standard.
  const Profile profile_;
  const Departures& departures_;
  const HotPath& hot_path_;
  // By HeaderId: why a header is hidden whatever the server says, or one of two
  // that stand for others.
  Reason reasons_by_id_[32];

  // About the request in hand. The strings are what was parsed last: most often
  // the next request is of the same page and to the same server.
  std::string origin_text_;
  std::string url_text_;   // Empty if it is not to be relied on.
  bool any_path_ = false;  // It ends where a path may begin.
  Origin origin_;
  UrlParts url_;
  bool same_origin_ = false;
  ResponseTainting tainting_ = ResponseTainting::kBasic;

  std::string scratch_;
  FilteredResponse seen_;
};

class FilteredResponse::OutcomeIterator {
 public:
  OutcomeIterator(const FilteredResponse* seen, size_t i)
      : seen_(seen), i_(i) {}
  Outcome operator*() const { return seen_->outcome(i_); }
  OutcomeIterator& operator++() {
    ++i_;
    return *this;
  }
  bool operator!=(const OutcomeIterator& other) const { return i_ != other.i_; }

 private:
  const FilteredResponse* seen_;
  size_t i_;
};

class FilteredResponse::Outcomes {
 public:
  explicit Outcomes(const FilteredResponse* seen) : seen_(seen) {}
  size_t size() const { return seen_->reasons().size(); }
  bool empty() const { return size() == 0; }
  Outcome operator[](size_t i) const { return seen_->outcome(i); }
  OutcomeIterator begin() const { return {seen_, 0}; }
  OutcomeIterator end() const { return {seen_, size()}; }

 private:
  const FilteredResponse* seen_;
};

inline FilteredResponse::Outcomes FilteredResponse::outcomes() const {
  return Outcomes(this);
}

}  // namespace corsieve

#endif  // CORSIEVE_FILTER_H_
