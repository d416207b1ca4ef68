// What an Exchange is made of. Its steps are in exchange.cc (the order of a
// fetch), exchange_request.cc (the request as script makes it),
// exchange_preflight.cc and exchange_redirect.cc.

#ifndef CORSIEVE_ENGINE_FETCH_EXCHANGE_STATE_H_
#define CORSIEVE_ENGINE_FETCH_EXCHANGE_STATE_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/types/span.h"
#include "corsieve/exchange.h"
#include "corsieve/preflight.h"
#include "corsieve/preflight_cache.h"
#include "engine/base/joined_bytes.h"
#include "engine/checks/hop.h"
#include "engine/fetch/partial_data.h"
#include "engine/fetch/request_copy.h"
#include "engine/fetch/scheme_fetch.h"
#include "engine/filter/filter_state.h"
#include "engine/headers/name_list.h"
#include "engine/terms/departures.h"

namespace corsieve {

class ExchangeState {
 public:
  using Next = Exchange::Next;

  ExchangeState(PreflightCache* cache, std::string partition, Profile profile,
                const HotPath& hot_path);
  ExchangeState(const ExchangeState&) = delete;
  ExchangeState& operator=(const ExchangeState&) = delete;

  // As those of Exchange.
  void Start(const Request& request, int64_t now_ms);
  void Receive(std::string_view bytes, int64_t now_ms);
  void Receive(const ParsedResponse& parsed, int64_t now_ms);
  void ReceiveNothing();
  void SetStored(std::string_view bytes) {
    ForgetStored();
    stored_ = bytes;
  }
  void SetStored(const ParsedResponse& parsed) {
    ForgetStored();
    stored_list_ = parsed;
  }
  void Resolved(std::optional<std::string> url, bool schemelessly_same_site);

  Next next() const { return next_; }
  const OutgoingRequest& outgoing() const { return outgoing_; }
  const OutgoingRequest* preflight() const {
    return preflight_count_ > 0 ? &preflight_ : nullptr;
  }
  size_t preflight_count() const { return preflight_count_; }
  std::string_view location() const { return location_; }
  const std::string& current_url() const { return urls_[url_count_ - 1]; }
  // Whether the response tells script of any URL.
  bool tells_url() const;
  void WriteResponseUrl(std::string* url) const;
  absl::Span<const std::string> url_list() const {
    return {urls_.data(), url_count_};
  }
  const FilteredResponse& response() const { return filter_.seen(); }
  bool timing_allow_passed() const { return !timing_allow_failed_; }
  const RedirectState& before() const { return before_; }
  std::string_view method() const { return method_; }

 private:
  const Request& request() const { return copies_[copy_].request(); }
  const Hop& hop() { return filter_.hops()->hop(); }

  // exchange_request.cc
  Failure CreateRequest();
  Failure TakeHeaders();
  void CombineHeaders(bool joined);

  // exchange.cc
  Failure EnterUrl(std::string_view url, bool schemelessly_same_site);
  void MainFetch(Failure error);
  void SendRequest();
  std::optional<std::string_view> OriginHeader();
  bool AwaitsAnswer() const {
    return next_ == Next::kSendPreflight || next_ == Next::kSendRequest;
  }
  void ForgetStored() {
    stored_.reset();
    stored_list_.reset();
  }
  Failure Revalidate();
  bool ReadStored();
  bool RefusesStream(Protocol protocol);
  void HandleRead(Failure error);
  void RewritePartial();
  void HandleResponse();
  void FetchScheme();
  bool ResolvesLocation();
  void AskForLocation();
  // A network error: with the headers received last, or without any.
  void Fail(Reason reason, bool keep_headers);
  void Doom(Reason reason);

  // exchange_preflight.cc
  PreflightQuestion question() const;
  const std::vector<Header>& HeadersAskedFor() const;
  PreflightCache* hop_cache();
  PreflightCache::Key cache_key();
  bool SkipsCache() const;
  bool MustPreflight();
  void SendPreflight();
  void ReceivePreflight(std::string_view bytes);
  void ReceivePreflight(const ParsedResponse& parsed);
  void HandlePreflightResponse(Failure error);

  // exchange_redirect.cc
  bool IsDoomedAfterPreflight();
  void ResolvedManually(const std::optional<UrlParts>& location);
  void TurnIntoGet();
  void CrossOrigins();
  void FollowRedirect(std::string url, bool is_same_origin,
                      bool schemelessly_same_site);

  const Profile profile_;
  const Departures& departures_;
  PreflightCache* const cache_;
  const std::string partition_;

  // The request as script made it. The next one may be made of what this object
  // returned, so there are two copies, which take turns.
  RequestCopy copies_[2];
  size_t copy_ = 0;
  // What redirects changed of it.
  std::string_view method_;
  RequestBody body_ = RequestBody::kNone;
  ReferrerPolicy referrer_policy_ =
      ReferrerPolicy::kStrictOriginWhenCrossOrigin;
  std::vector<Header> headers_;
  std::vector<Header> own_headers_;    // As script gave them.
  std::vector<Header> asked_headers_;  // Without what the last redirect took.
  RedirectState before_;

  JoinedBytes joined_values_;
  NameList header_names_;
  std::vector<uint32_t> chains_;
  std::vector<uint32_t> last_seen_;
  std::vector<std::string> unsafe_names_room_;
  absl::Span<const std::string> unsafe_names_;
  bool use_cors_preflight_ = false;
  bool has_own_headers_ = false;  // That script gave it, and that count.
  bool conditional_ = false;
  bool lost_authorization_ = false;  // To a redirect.
  bool keeps_origin_ = false;        // Though the method became GET.
  bool crossed_origins_ = false;     // By some redirect.
  // As many as there can be: none is moved when another is added.
  std::vector<std::string> urls_;
  size_t url_count_ = 0;

  Next next_ = Next::kDone;
  int64_t now_ms_ = 0;
  OutgoingRequest outgoing_;
  std::vector<Header> outgoing_headers_;
  OutgoingRequest preflight_;
  std::vector<Header> preflight_headers_;
  std::string preflight_names_;
  size_t preflight_count_ = 0;
  bool made_with_preflight_ = false;  // Some hop's fetch was.
  // Why the fetch fails, where a preflight is still to be sent, and where it
  // was before that.
  Failure doomed_;
  RedirectState doomed_before_;
  size_t doomed_url_count_ = 0;
  bool timing_allow_failed_ = false;
  std::string location_;
  PartialData partial_data_;
  LocalResponse local_response_;
  // What a 304 would be about: as bytes, or as a list.
  std::optional<std::string_view> stored_;
  std::optional<ParsedResponse> stored_list_;
  std::string scratch_;

  FilterState filter_;
  Response preflight_response_;
  Response stored_response_;
  HeaderList not_modified_;
  PreflightGrant grant_;
};

// For tests and benchmarks: an Exchange with other inner loops than the best.
struct ExchangeAccess {
  static std::unique_ptr<Exchange> Make(PreflightCache* cache,
                                        std::string partition, Profile profile,
                                        const HotPath& hot_path);
};

}  // namespace corsieve

#endif  // CORSIEVE_ENGINE_FETCH_EXCHANGE_STATE_H_
