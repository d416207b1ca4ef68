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
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "absl/base/attributes.h"
#include "absl/types/span.h"
#include "corsieve/filtered_response.h"
#include "corsieve/header_list.h"
#include "corsieve/parsed_response.h"
#include "corsieve/preflight_cache.h"
#include "corsieve/profile.h"
#include "corsieve/request.h"
#include "corsieve/response_tainting.h"

namespace corsieve {

class ExchangeState;

// What to put on the wire, as far as Fetch decides it. Cookies, Referer,
// User-Agent and the like are the embedder's. All are views of the Exchange,
// good until its next Start, Receive, ReceiveNothing or Resolved.
struct OutgoingRequest {
  std::string_view method;
  std::string_view url;  // With its fragment and credentials, if it has them.
  // What script set and what survived the redirects, in order; Accept; the
  // Access-Control-Request-* of a preflight; and last Origin, where it is sent
  // (profile webkit: first in a preflight, and Accept last).
  absl::Span<const Header> headers;
  // The value of the Origin among them; nullopt: none is sent.
  std::optional<std::string_view> origin;
  // Whether cookies and HTTP authentication go along.
  // https://fetch.spec.whatwg.org/#concept-http-network-or-cache-fetch
  bool include_credentials = false;
  // Whether the request's body goes along.
  bool include_body = false;
};

// One fetch after the other. Nothing is allocated for a GET without preflight,
// or with one that the cache answers, once memory for its like was. Not
// thread-safe.
// https://fetch.spec.whatwg.org/#fetching
class Exchange {
 public:
  // What an exchange asks for.
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
  ~Exchange();
  Exchange(const Exchange&) = delete;
  Exchange& operator=(const Exchange&) = delete;

  // Begins a fetch, ending any other. `request` and all it points to are
  // copied. `now_ms` is any clock that never goes back; it is for the cache
  // alone. data: and about:blank are answered at once, without any request; a
  // blob: URL is a wrong call, for what is in it only the page knows.
  void Start(const Request& request, int64_t now_ms);

  // What it asks for now.
  Next next() const;

  // Until kDone: the request to send. After: the last that was sent, if any.
  const OutgoingRequest& outgoing() const;

  // The answer to outgoing(), as Filter::Run takes it: bytes, or a parsed
  // response. What they view must live until the next Start.
  void Receive(std::string_view bytes ABSL_ATTRIBUTE_LIFETIME_BOUND,
               int64_t now_ms);
  void Receive(const ParsedResponse& parsed, int64_t now_ms);
  void Receive(int status,
               std::string_view status_message ABSL_ATTRIBUTE_LIFETIME_BOUND,
               absl::Span<const Header> headers ABSL_ATTRIBUTE_LIFETIME_BOUND,
               int64_t now_ms, Protocol protocol = Protocol::kHttp1);
  // All are ignored where next() asks for no answer; so is an interim (1xx)
  // response that comes parsed: its final one is yet to come, and has it among
  // its `interim`, where a profile may take something from it. (Over HTTP/2 and
  // later 101 is none: nothing comes behind it that is HTTP.)

  // There is none: the connection failed or was closed.
  void ReceiveNothing();

  // A stored response that the request in hand revalidates: if it is answered
  // by a 304, later steps see the stored status and the merged headers. Ignored
  // where script made the request conditional. Call before Receive; lives as
  // the bytes given to Receive do.
  void SetStored(std::string_view bytes ABSL_ATTRIBUTE_LIFETIME_BOUND);
  void SetStored(const ParsedResponse& parsed);

  // kResolveLocation: the value of Location, with the bytes that the profile's
  // engine hands to its URL parser (standard: as received; any but NUL, CR,
  // LF).
  std::string_view location() const;
  // The URL to resolve it against, as the engine writes it: profile webkit has
  // its own spelling of escapes.
  const std::string& current_url() const;
  // The serialized URL, or nullopt if it does not parse. Says too whether its
  // origin and the request's are schemelessly same site (for CORP alone).
  void Resolved(std::optional<std::string> url,
                bool schemelessly_same_site = false);

  // kDone: what script sees. Good until the next Start.
  const FilteredResponse& response() const;
  // All URLs requested, first to last, as current_url().
  absl::Span<const std::string> url_list() const;
  // What response.url says: the last URL, without its fragment (profile webkit
  // hides its credentials from XMLHttpRequest); "" for a response that tells
  // nothing.
  std::string response_url() const;
  // The same into a string whose memory is kept.
  void WriteResponseUrl(std::string* url) const;
  // What response.redirected says.
  bool redirected() const;
  // Whether the body is null, whatever was sent.
  bool body_null() const;
  // Whether script may see the fetch's timing in detail.
  bool timing_allow_passed() const;

  // What Filter made of the response received last, redirects included.
  const FilteredResponse& latest() const;
  ResponseTainting response_tainting() const;
  bool redirect_tainted() const;
  // How many OPTIONS were to be sent.
  size_t preflight_count() const;
  // The last of them, until the next one or the next Start; nullptr: none was.
  const OutgoingRequest* preflight() const;

 private:
  friend struct ExchangeAccess;
  std::unique_ptr<ExchangeState> state_;
};

}  // namespace corsieve

#endif  // CORSIEVE_EXCHANGE_H_
