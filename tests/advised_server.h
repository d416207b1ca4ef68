// A server of some hops that does what it is advised to, and pages that ask it.

#ifndef CORSIEVE_TESTS_ADVISED_SERVER_H_
#define CORSIEVE_TESTS_ADVISED_SERVER_H_

#include <algorithm>
#include <deque>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "corsieve/corsieve.h"
#include "tests/follow_advice.h"
#include "tools/explain/change.h"
#include "tools/run_case.h"
#include "tools/serve_case.h"
#include "tools/url.h"

namespace corsieve::tests {

struct Server {
  std::vector<PlainResponse> answers;
  std::vector<std::string> urls;  // Of the answers.
  // By URL; "" is for all that have none of their own. With none at all, every
  // OPTIONS is allowed what it asks.
  std::map<std::string, PlainResponse, std::less<>> preflights;

  const PlainResponse& Preflight(std::string_view url) const {
    const auto it = preflights.find(url);
    return it == preflights.end() ? preflights.at("") : it->second;
  }
};

// Such as anybody may pass.
inline PlainResponse Permissive(const OutgoingRequest& outgoing, int status) {
  PlainResponse response;
  response.status = status;
  const auto allow = [&](const char* name, std::string value) {
    response.headers.emplace_back(name, std::move(value));
  };
  allow("Access-Control-Allow-Origin",
        std::string(outgoing.origin.value_or("")));
  allow("Access-Control-Allow-Credentials", "true");
  for (const Header& h : outgoing.headers) {
    const std::string name = LowerCase(std::string(h.name));
    if (name == "access-control-request-method") {
      allow("Access-Control-Allow-Methods", std::string(h.value));
    } else if (name == "access-control-request-headers") {
      allow("Access-Control-Allow-Headers", std::string(h.value));
    }
  }
  return response;
}

// The server after it did what was advised, for the requests that it was
// advised for.
class AdvisedServer {
 public:
  AdvisedServer(const Server& server, std::vector<tools::Correction> advised)
      : server_(server), advised_(std::move(advised)) {}

  // `number` is that of the request, without OPTIONS.
  PlainResponse Answer(bool is_preflight, size_t number,
                       const OutgoingRequest& outgoing) {
    if (is_preflight && server_.preflights.empty()) {
      return Permissive(outgoing, 204);
    }
    PlainResponse response =
        is_preflight
            ? server_.Preflight(outgoing.url)
            : server_.answers[std::min(number, server_.answers.size() - 1)];
    const std::string origin(outgoing.origin.value_or(""));
    for (const tools::Correction& correction : advised_) {
      if (correction.is_preflight != is_preflight) continue;
      if (correction.url != outgoing.url) continue;
      if (!is_preflight && correction.number != number) continue;
      if (correction.for_origin && *correction.for_origin != origin) continue;
      for (const tools::Change& change : correction.changes) {
        const std::string wrong = Follow(change, &response);
        if (!wrong.empty()) error_ = wrong + ": " + change.Line();
      }
    }
    return response;
  }
  const std::string& error() const { return error_; }

 private:
  const Server& server_;
  const std::vector<tools::Correction> advised_;
  std::string error_;
};

struct Seen {
  bool readable = false;
  std::set<std::string> exposed;
  std::string reason;
  size_t requests = 0;                    // Without OPTIONS.
  std::vector<std::string> options_urls;  // Each that OPTIONS was sent to.

  bool operator==(const Seen& o) const {
    return readable == o.readable && exposed == o.exposed &&
           requests == o.requests;
  }
};

// Gives `exchange` answers until it has ended.
class Driver {
 public:
  template <typename Answerer>  // (bool is_preflight, size_t number, outgoing)
  Seen Drive(const tools::Case& c, Profile profile, size_t first_hop,
             Answerer answer) {
    std::vector<Header> headers;
    const Request request = tools::RequestOf(c, &headers);
    PreflightCache cache(profile);
    Exchange exchange(&cache, "", profile);
    Seen seen;
    exchange.Start(request, 0);
    while (exchange.next() != Exchange::Next::kDone) {
      if (exchange.next() == Exchange::Next::kResolveLocation) {
        const auto url = tools::ResolveUrl(std::string(exchange.location()),
                                           exchange.current_url());
        exchange.Resolved(url, url && tools::IsSameHost(c.origin, *url));
        continue;
      }
      const bool is_preflight =
          exchange.next() == Exchange::Next::kSendPreflight;
      const OutgoingRequest& outgoing = exchange.outgoing();
      if (is_preflight) seen.options_urls.emplace_back(outgoing.url);
      const size_t number = first_hop + seen.requests;
      if (!is_preflight) ++seen.requests;
      Receive(answer(is_preflight, number, outgoing), &exchange);
    }
    const FilteredResponse& response = exchange.response();
    seen.reason = ReasonName(response.reason());
    seen.readable = response.type() == ResponseType::kBasic ||
                    response.type() == ResponseType::kCors;
    for (const Outcome& o : response.outcomes()) {
      if (seen.readable && o.exposed()) {
        seen.exposed.insert(LowerCase(std::string(o.name)));
      }
    }
    return seen;
  }

 private:
  void Receive(const PlainResponse& response, Exchange* exchange) {
    if (response.is_http2) {
      parsed_.push_back(response.Parsed());
      exchange->Receive(views_.emplace_back(parsed_.back()).response, 0);
    } else {
      exchange->Receive(heads_.emplace_back(response.Head()), 0);
    }
  }

  // The exchange keeps views of them.
  std::deque<std::string> heads_;
  std::deque<tools::ParsedAnswer> parsed_;
  std::deque<tools::ParsedView> views_;
};

inline Seen Drive(AdvisedServer* server, const tools::Case& c, Profile profile,
                  size_t first_hop = 0) {
  return Driver().Drive(
      c, profile, first_hop,
      [&](bool is_preflight, size_t number, const OutgoingRequest& outgoing) {
        return server->Answer(is_preflight, number, outgoing);
      });
}

}  // namespace corsieve::tests

#endif  // CORSIEVE_TESTS_ADVISED_SERVER_H_
