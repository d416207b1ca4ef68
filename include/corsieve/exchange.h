// A whole fetch as a state machine that does no I/O: it says what to send, is
// fed what came back, and ends with what script sees. Redirects, tainting,
// preflights and their cache, revalidation.
//
// A loop around it, with HttpSend and ResolveUrl being the embedder's:
//
//   corsieve::FilteredResponse const& Fetch(const corsieve::Request& request,
//                                           corsieve::Exchange* exchange,
//                                           std::deque<std::string>* heads) {
//     exchange->Start(request, NowMs());
//     while (true) {
//       switch (exchange->next()) {
//         case corsieve::Exchange::Next::kSendPreflight:
//         case corsieve::Exchange::Next::kSendRequest: {
//           std::optional<std::string> head = HttpSend(exchange->outgoing());
//           if (head) {
//             heads->push_back(*std::move(head));  // Views are kept of it.
//             exchange->Receive(heads->back(), NowMs());
//           } else {
//             exchange->ReceiveNothing();
//           }
//           break;
//         }
//         case corsieve::Exchange::Next::kResolveLocation:
//           exchange->Resolved(
//               ResolveUrl(exchange->location(), exchange->current_url()));
//           break;
//         case corsieve::Exchange::Next::kDone:
//           return exchange->response();
//       }
//     }
//   }
//
// tests/embedder_example.cc is this loop as a program.

#ifndef CORSIEVE_EXCHANGE_H_
#define CORSIEVE_EXCHANGE_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/base/attributes.h"
#include "absl/types/span.h"
#include "corsieve/filter.h"
#include "corsieve/header_list.h"
#include "corsieve/preflight.h"
#include "corsieve/reason.h"
#include "corsieve/request.h"
#include "corsieve/response_head.h"

namespace corsieve {

// What to put on the wire, as far as Fetch decides it. Cookies, Referer,
// User-Agent and the like are the embedder's.
struct OutgoingRequest {
  std::string method;
  std::string url;  // With its fragment and credentials, if it has them.
  // What script set and what survived the redirects, in order; Accept; the
  // Access-Control-Request-* of a preflight; and last Origin, where it is sent
  // (profile webkit: first in a preflight, and Accept last).
  std::vector<std::pair<std::string, std::string>> headers;
  // The value of the Origin among them; nullopt: none is sent.
  std::optional<std::string> origin;
  // Whether cookies and HTTP authentication go along.
  // https://fetch.spec.whatwg.org/#concept-http-network-or-cache-fetch
  bool include_credentials = false;
  // Whether the request's body goes along.
  bool include_body = false;
};

// One fetch after the other. Not thread-safe.
// https://fetch.spec.whatwg.org/#fetching
class Exchange {
 public:
  enum class Next : uint8_t {
    kSendPreflight,    // Send outgoing(), then Receive its answer.
    kSendRequest,      // Send outgoing(), then Receive its answer.
    kResolveLocation,  // Resolve location() against current_url(); Resolved.
    kDone,             // response() is what script sees.
  };

  // `cache` may be shared between exchanges and must outlive this one; without
  // one nothing is remembered. `partition` is the network partition key. The
  // cache is to be of the same profile.
  explicit Exchange(PreflightCache* cache = nullptr, std::string partition = "",
                    Profile profile = Profile::kStandard);
  Exchange(const Exchange&) = delete;
  Exchange& operator=(const Exchange&) = delete;

  // Begins a fetch, ending any other. `request` and all it points to are
  // copied. `now_ms` is any clock that never goes back; it is for the cache
  // alone.
  void Start(const Request& request, int64_t now_ms);

  Next next() const { return next_; }

  // Until kDone: the request to send. After: the last that was sent, if any.
  const OutgoingRequest& outgoing() const { return outgoing_; }

  // The answer to outgoing(), as Filter::Run takes it: bytes, or a parsed
  // response. The bytes must live until the next Start.
  void Receive(std::string_view bytes ABSL_ATTRIBUTE_LIFETIME_BOUND,
               int64_t now_ms);
  void Receive(int status,
               std::string_view status_message ABSL_ATTRIBUTE_LIFETIME_BOUND,
               absl::Span<const Header> headers ABSL_ATTRIBUTE_LIFETIME_BOUND,
               int64_t now_ms);
  // Both are ignored where next() asks for no answer; so is an interim (1xx)
  // response that comes parsed: its final one is yet to come.

  // There is none: the connection failed or was closed.
  void ReceiveNothing();

  // A stored response that the request in hand revalidates: if it is answered
  // by a 304, later steps see the stored status and the merged headers. Ignored
  // where script made the request conditional. Call before Receive; lives as
  // the bytes given to Receive do.
  void SetStored(std::string_view bytes ABSL_ATTRIBUTE_LIFETIME_BOUND);

  // kResolveLocation: the value of Location as received (its bytes may be any
  // but NUL, CR, LF).
  std::string_view location() const { return location_; }
  // The URL to resolve it against.
  const std::string& current_url() const { return url_list_.back(); }
  // The serialized URL, or nullopt if it does not parse. Says too whether its
  // origin and the request's are schemelessly same site (for CORP alone).
  void Resolved(std::optional<std::string> url,
                bool schemelessly_same_site = false);

  // kDone: what script sees. Good until the next Start.
  const FilteredResponse& response() const { return *response_; }
  // All URLs requested, first to last.
  const std::vector<std::string>& url_list() const { return url_list_; }
  // What response.url says: the last URL, without its fragment; "" for a
  // response that tells nothing.
  std::string response_url() const;
  // What response.redirected says.
  bool redirected() const;
  // Whether the body is null, whatever was sent.
  bool body_null() const;
  // Whether script may see the fetch's timing in detail.
  bool timing_allow_passed() const { return !timing_allow_failed_; }

  // What Filter made of the response received last, redirects included.
  const FilteredResponse& latest() const { return filter_.response(); }
  ResponseTainting response_tainting() const {
    return request_.response_tainting;
  }
  bool redirect_tainted() const { return request_.redirect_tainted; }
  // How many OPTIONS were to be sent.
  size_t preflight_count() const { return preflight_count_; }
  // The last of them.
  const std::optional<OutgoingRequest>& preflight() const { return preflight_; }

 private:
  std::optional<Reason> CopyRequest(const Request& request);
  std::optional<Reason> CopyHeaders(absl::Span<const Header> headers);
  void EnterUrl(std::string url);
  void MainFetch();
  bool MustPreflight();
  void SendPreflight();
  void SendRequest();
  bool AwaitsAnswer() const {
    return next_ == Next::kSendPreflight || next_ == Next::kSendRequest;
  }
  bool ReadStored(ResponseHead* head);
  template <typename Run>
  void ReceiveList(int status, const HeaderList& list, Run run_filter);
  Request PreflightRequest() const;
  void HandlePreflightResponse(int status, const HeaderList& list);
  void HandleResponse();
  void TurnIntoGet();
  void CrossOrigins();
  // A network error: with the headers received last, or without any.
  void Fail(Reason reason, bool keep_headers);
  void Done();

  PreflightQuestion question() const;
  PreflightCache* hop_cache() const;
  PreflightCache::Key cache_key() const;
  std::optional<std::string> OriginHeader() const;

  const Profile profile_;
  const Departures& departures_;
  PreflightCache* cache_;
  std::string partition_;

  // The request as it stands; its views are of the strings below.
  Request request_;
  std::string origin_;
  std::string destination_;
  std::string method_;
  std::vector<std::pair<std::string, std::string>> headers_;
  bool use_cors_preflight_ = false;
  bool conditional_ = false;
  bool lost_authorization_ = false;  // To a redirect.
  std::vector<std::string> url_list_;
  Origin request_origin_;
  UrlParts current_;
  std::vector<std::string> unsafe_names_;

  Next next_ = Next::kDone;
  int64_t now_ms_ = 0;
  OutgoingRequest outgoing_;
  std::optional<OutgoingRequest> preflight_;
  size_t preflight_count_ = 0;
  bool made_with_preflight_ = false;  // Some hop's fetch was.
  bool timing_allow_failed_ = false;
  std::string location_;
  std::optional<std::string_view> stored_;

  Filter filter_;
  HeaderList received_;
  HeaderList stored_list_;
  HeaderList merged_;
  const FilteredResponse* response_;
};

}  // namespace corsieve

#endif  // CORSIEVE_EXCHANGE_H_
