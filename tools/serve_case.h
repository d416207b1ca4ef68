// The server that a case describes.

#ifndef CORSIEVE_TOOLS_SERVE_CASE_H_
#define CORSIEVE_TOOLS_SERVE_CASE_H_

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "corsieve/corsieve.h"
#include "tools/case.h"

namespace corsieve::tools {

// A response that came parsed, as the engine takes it: views of the case's.
class ParsedView {
 public:
  explicit ParsedView(const ParsedAnswer& answer);
  ParsedView(const ParsedView&) = delete;
  ParsedView& operator=(const ParsedView&) = delete;

  ParsedResponse response;

 private:
  std::vector<Header> headers_;
  std::vector<Header> trailers_;
  std::vector<std::vector<Header>> interim_headers_;
  std::vector<InterimResponse> interim_;
};

// What is to be sent, in memory of its own.
Sent CopyOf(const OutgoingRequest& outgoing);

// Whether origin and URL are of one host, and so schemelessly same site; that
// two hosts are of one site is not known without the public suffix list.
bool IsSameHost(std::string_view origin, std::string_view url);

class CaseServer {
 public:
  // Serves the answers of `c`, which must outlive it.
  CaseServer(const Case& c, Profile profile, int64_t now_ms)
      : case_(c), profile_(profile), now_ms_(now_ms) {}

  // Does the next thing that `exchange`, which was started, asks for: answers,
  // or resolves a Location.
  void Step(Exchange* exchange);
  // All of them.
  void Serve(Exchange* exchange) {
    while (exchange->next() != Exchange::Next::kDone) Step(exchange);
  }

  // What it was sent, in order.
  const std::vector<Sent>& hops() const { return hops_; }
  const std::vector<Sent>& preflights() const { return preflights_; }

 private:
  void SendPreflight(Exchange* exchange);
  void Send(Exchange* exchange);
  void Answer(const tools::Answer* answer, Exchange* exchange);
  std::optional<size_t> Index(const std::string& url) const;
  std::string Body(const Exchange& exchange) const;
  // How the engine is given an answer: parsed, or else bytes.
  const ParsedResponse* Parsed(const tools::Answer& answer,
                               const Exchange& exchange);
  std::string_view Wire(const std::string& head, const std::string& body) {
    return wire_.emplace_back(head + body);
  }

  const Case& case_;
  const Profile profile_;
  const int64_t now_ms_;
  size_t hop_ = 0;
  std::vector<Sent> hops_;
  std::vector<Sent> preflights_;
  // The exchange keeps views of them.
  std::deque<std::string> wire_;
  std::deque<ParsedView> parsed_;
};

}  // namespace corsieve::tools

#endif  // CORSIEVE_TOOLS_SERVE_CASE_H_
