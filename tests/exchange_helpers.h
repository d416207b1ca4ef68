// An Exchange with canned answers, and copies of what it wanted to have sent.
// Tests go through these, so that they do not depend on who owns which string.

#ifndef CORSIEVE_TESTS_EXCHANGE_HELPERS_H_
#define CORSIEVE_TESTS_EXCHANGE_HELPERS_H_

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "corsieve/corsieve.h"

namespace corsieve::tests {

constexpr Profile kProfiles[] = {Profile::kStandard, Profile::kChromium,
                                 Profile::kFirefox, Profile::kWebKit};
constexpr Profile kEngines[] = {Profile::kChromium, Profile::kFirefox,
                                Profile::kWebKit};

inline std::string NameOf(Profile profile) {
  return std::string(GetProfileInfo(profile).name);
}

using Lines = std::vector<std::string>;

// A copy of an OutgoingRequest, whatever its members are.
struct Sent {
  bool preflight = false;
  std::string method;
  std::string url;
  Lines headers;  // "Name: value", in order.
  std::optional<std::string> origin;
  bool include_credentials = false;
  bool include_body = false;
};

template <typename Outgoing>
Sent CopyOf(const Outgoing& outgoing) {
  Sent sent;
  sent.method = std::string(outgoing.method);
  sent.url = std::string(outgoing.url);
  for (const auto& [name, value] : outgoing.headers) {
    sent.headers.push_back(std::string(name) + ": " + std::string(value));
  }
  if (outgoing.origin) sent.origin = std::string(*outgoing.origin);
  sent.include_credentials = outgoing.include_credentials;
  sent.include_body = outgoing.include_body;
  return sent;
}

// All values of `name`, which is spelled as it was sent, joined by "|";
// nullopt if there is none.
inline std::optional<std::string> HeaderOf(const Sent& sent,
                                           std::string_view name) {
  std::optional<std::string> found;
  for (const std::string& line : sent.headers) {
    const size_t colon = line.find(": ");
    if (std::string_view(line).substr(0, colon) != name) continue;
    if (found) *found += "|";
    found = found.value_or("") + line.substr(colon + 2);
  }
  return found;
}

// The names, in the order sent.
inline Lines HeaderNames(const Sent& sent) {
  Lines names;
  for (const std::string& line : sent.headers) {
    names.push_back(line.substr(0, line.find(": ")));
  }
  return names;
}

// A response head: Head("200 OK", {"X-A: 1"}).
inline std::string Head(std::string_view status, const Lines& lines = {}) {
  std::string head = "HTTP/1.1 " + std::string(status) + "\r\n";
  for (const std::string& line : lines) head += line + "\r\n";
  return head + "\r\n";
}

// A redirect that passes every CORS check without credentials.
inline std::string Redirect(int status, std::string_view location,
                            Lines lines = {}) {
  lines.push_back("Access-Control-Allow-Origin: *");
  lines.push_back("Location: " + std::string(location));
  return Head(std::to_string(status) + " Moved", lines);
}

inline std::string Ok(Lines lines = {}) {
  lines.push_back("Access-Control-Allow-Origin: *");
  return Head("200 OK", lines);
}

// An answer to a preflight that allows these lists.
inline std::string Allowing(std::string_view methods, std::string_view names,
                            Lines lines = {}) {
  lines.push_back("Access-Control-Allow-Origin: *");
  lines.push_back("Access-Control-Allow-Methods: " + std::string(methods));
  lines.push_back("Access-Control-Allow-Headers: " + std::string(names));
  return Head("204 No Content", lines);
}

inline std::string Allowing(std::string_view methods = "*") {
  return Allowing(methods, "*, authorization");
}

// As much of resolving as these tests need; what has a space does not parse.
inline std::optional<std::string> Resolve(std::string_view location,
                                          std::string_view base) {
  if (location.find(' ') != std::string_view::npos) return std::nullopt;
  if (location.find(':') != std::string_view::npos) {
    return std::string(location);
  }
  base = base.substr(0, base.find('#'));
  if (!location.empty() && location[0] == '/') {
    base = base.substr(0, base.find('/', base.find("://") + 3));
  }
  return std::string(base).append(location);
}

// What a server says: a head, or nothing at all.
using Answer = std::optional<std::string>;
constexpr std::nullopt_t kCloses = std::nullopt;

// An exchange, with a page's cache if one is given. Public members: a test sets
// and reads them.
class Fetcher {
 public:
  explicit Fetcher(Profile profile = Profile::kStandard,
                   PreflightCache* cache = nullptr, std::string partition = "")
      : exchange(cache, std::move(partition), profile) {}

  // Begins a fetch and goes on while there are answers.
  Exchange& Fetch(const Request& request, std::vector<Answer> answers) {
    sent.clear();
    is_noted_ = false;
    exchange.Start(request, now_ms);
    return GoOn(std::move(answers));
  }

  // The same for a fetch that has begun. Where an answer is missing it stops,
  // with what is to be sent in `sent` already.
  Exchange& GoOn(std::vector<Answer> answers) {
    size_t next = 0;
    while (exchange.next() != Exchange::Next::kDone) {
      if (exchange.next() == Exchange::Next::kResolveLocation) {
        exchange.Resolved(Resolve(exchange.location(), exchange.current_url()));
        continue;
      }
      if (!is_noted_) {
        sent.push_back(CopyOf(exchange.outgoing()));
        sent.back().preflight =
            exchange.next() == Exchange::Next::kSendPreflight;
      }
      is_noted_ = next == answers.size();
      if (is_noted_) return exchange;
      const Answer& answer = answers[next++];
      if (answer) {
        heads_.push_back(*answer);  // Views are kept of it.
        exchange.Receive(heads_.back(), now_ms);
      } else {
        exchange.ReceiveNothing();
      }
    }
    is_noted_ = false;
    return exchange;
  }

  Exchange exchange;
  int64_t now_ms = 0;
  std::vector<Sent> sent;

 private:
  std::deque<std::string> heads_;
  bool is_noted_ = false;  // Of outgoing(): it is in `sent`.
};

inline Request Get(std::string_view url) {
  Request request;
  request.origin = "https://a.test";
  request.url = url;
  return request;
}

inline Request With(std::string_view method, std::string_view url) {
  Request request = Get(url);
  request.method = method;
  return request;
}

// "name: value" of each exposed header, sorted and combined as script has them.
inline Lines Seen(const FilteredResponse& response) {
  ScriptApi api;
  Lines lines;
  for (const Header& h : api.Entries(response)) {
    lines.push_back(std::string(h.name) + ": " + std::string(h.value));
  }
  return lines;
}

}  // namespace corsieve::tests

#endif  // CORSIEVE_TESTS_EXCHANGE_HELPERS_H_
