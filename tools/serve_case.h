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
void CopyTo(const OutgoingRequest& outgoing, Sent* sent);

// Whether origin and URL are of one host, and so schemelessly same site; that
// two hosts are of one site is not known without the public suffix list.
bool IsSameHost(std::string_view origin, std::string_view url);

// What a server does with a request that is sent to it: it answers with a
// parsed response or with bytes, or closes the connection.
struct Served {
  const ParsedResponse* parsed = nullptr;
  std::optional<std::string_view> bytes;
  // What the client has stored of the URL, if anything.
  const ParsedResponse* stored_parsed = nullptr;
  std::optional<std::string_view> stored_bytes;

  // Whether that is an interim response alone, behind which nothing comes.
  bool is_interim() const;
};

class CaseServer {
 public:
  // Serves the answers of `c`, which must outlive it.
  CaseServer(const Case& c, Profile profile, int64_t now_ms)
      : case_(&c), profile_(profile), now_ms_(now_ms) {}
  // The same of another case; memory is kept, and what is left of the room.
  void Renew(const Case& c, int64_t now_ms);

  // Does the next thing that `exchange`, which was started, asks for: answers,
  // or resolves a Location.
  void Step(Exchange* exchange);
  // All of them.
  void Serve(Exchange* exchange) {
    while (exchange->next() != Exchange::Next::kDone) Step(exchange);
  }

  // The two things that Step() is made of, for exchanges of another kind. What
  // is served lives as long as the server.
  Served Serve(bool is_preflight, Sent sent, std::string_view current_url);
  std::optional<std::string> Resolve(std::string_view location,
                                     std::string_view current_url);

  // How much it may be sent, URLs and headers together; then it closes the
  // connection, and overrun() is true.
  void SetRoom(size_t bytes) { room_ = bytes; }
  size_t room() const { return room_; }
  bool overrun() const { return overrun_; }

  // The bytes that it served last, if that was a head.
  std::string_view last_head() const { return last_head_; }
  // What it was sent, in order.
  const std::vector<Sent>& hops() const { return hops_; }
  const std::vector<Sent>& preflights() const { return preflights_; }

 private:
  void Send(Exchange* exchange);
  // Takes what is sent from the room; false if it does not fit.
  bool TakeRoom(const OutgoingRequest& outgoing);
  const tools::Answer* Find(bool is_preflight, std::string_view url) const;
  std::optional<size_t> Index(std::string_view url) const;
  std::string Body(const std::string& method) const;
  // How the engine is given an answer: parsed, or else bytes.
  const ParsedResponse* Parsed(const tools::Answer& answer,
                               const std::string& method);

  const Case* case_;
  const Profile profile_;
  int64_t now_ms_;
  size_t hop_ = 0;
  size_t room_ = static_cast<size_t>(-1);
  bool overrun_ = false;
  std::string_view last_head_;
  std::vector<Sent> hops_;
  std::vector<Sent> preflights_;
  std::vector<Sent> spare_;  // Of cases before.
  // The exchange keeps views of them.
  std::deque<std::string> wire_;
  std::deque<ParsedView> parsed_;
};

}  // namespace corsieve::tools

#endif  // CORSIEVE_TOOLS_SERVE_CASE_H_
