// One case of the schema that the tests, the recordings and `corsieve batch`
// share (docs/design.md, "Cases"), and the result that answers it. Plain data:
// the engine and the reference in tests/ both answer a Case with a Result.

#ifndef CORSIEVE_TOOLS_CASE_H_
#define CORSIEVE_TOOLS_CASE_H_

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace corsieve::tools {

using Pairs = std::vector<std::pair<std::string, std::string>>;

// A response that came parsed, over HTTP/2 or HTTP/3.
struct ParsedAnswer {
  std::string protocol = "h2";  // h2 | h3
  int status = 200;
  // As :status has it, where that is no number in three digits.
  std::optional<std::string> status_text;
  Pairs headers;
  std::vector<std::pair<int, Pairs>> interim;  // Statuses and headers.
  Pairs trailers;

  bool operator==(const ParsedAnswer& o) const {
    return protocol == o.protocol && status == o.status &&
           status_text == o.status_text && headers == o.headers &&
           interim == o.interim && trailers == o.trailers;
  }
};

// What a server answers: the bytes of a head, each char one byte, or a response
// that came parsed.
struct Answer {
  Answer() = default;
  Answer(std::string bytes) : head(std::move(bytes)) {}
  Answer(const char* bytes) : head(bytes) {}
  Answer(ParsedAnswer response) : parsed(std::move(response)) {}

  bool operator==(const Answer& o) const {
    return head == o.head && parsed == o.parsed;
  }

  std::string head;
  std::optional<ParsedAnswer> parsed;
};

struct Case {
  std::string id;
  // request
  std::string origin;         // Serialized; "null" for an opaque origin.
  std::string url;            // Serialized, absolute.
  std::string api = "fetch";  // fetch | xhr
  std::string mode = "cors";  // cors | no-cors | same-origin | navigate
  std::string credentials = "same-origin";  // omit | same-origin | include
  std::string redirect = "follow";          // follow | error | manual
  std::string method = "GET";               // As given to fetch() or open().
  Pairs headers;                            // As script set them.
  bool upload_listener = false;
  bool has_body = false;    // Whether the request has one.
  bool stream = false;      // Whether that is a ReadableStream.
  std::string destination;  // "" for fetch() and XMLHttpRequest.
  // A word of https://w3c.github.io/webappsec-referrer-policy/
  std::string referrer_policy = "strict-origin-when-cross-origin";
  // unsafe-none | require-corp | credentialless
  std::string embedder_policy = "unsafe-none";
  // Whether origin and URL are; nullopt: if they are of one host.
  std::optional<bool> schemelessly_same_site;
  // A hop past the end is a closed connection.
  std::vector<Answer> responses;
  std::vector<std::optional<Answer>> preflights;
  std::optional<Answer> stored;  // What a 304 in `responses` revalidates.
  std::optional<Answer> loop;    // Served for ever after `responses`.
  // What follows each head on the wire. Recordings were made with "ok" where a
  // case says nothing; so the engines' profiles read on into that where a head
  // has no end. To the standard's a head ends where its string does.
  std::optional<std::string> body;
  // Further requests of the same page, which share its preflight cache, and how
  // long after the one before each is made. One with answers of its own is
  // answered with those, others with the first's.
  std::vector<Case> then;
  int64_t wait_ms = 0;
  bool has_own_responses = false;
  bool has_own_preflights = false;
  // Those of the first request, which are not copied here.
  bool inherits_headers = false;
  std::vector<std::string> names;  // Asked of get() / getResponseHeader().

  // As a new one, but with memory of its own already.
  void Reset() {
    id.clear();
    origin.clear();
    url.clear();
    Renew("fetch", &api);
    Renew("cors", &mode);
    Renew("same-origin", &credentials);
    Renew("follow", &redirect);
    Renew("GET", &method);
    headers.clear();
    upload_listener = has_body = stream = false;
    destination.clear();
    Renew("strict-origin-when-cross-origin", &referrer_policy);
    Renew("unsafe-none", &embedder_policy);
    schemelessly_same_site.reset();
    responses.clear();
    preflights.clear();
    stored.reset();
    loop.reset();
    body.reset();
    then.clear();
    wait_ms = 0;
    has_own_responses = has_own_preflights = inherits_headers = false;
    names.clear();
  }

 private:
  // Most cases leave a word as it is.
  static void Renew(std::string_view word, std::string* member) {
    if (*member != word) *member = word;
  }
};

// A request that was sent.
struct Sent {
  std::string method;
  std::string url;
  Pairs headers;
  bool include_credentials = false;
};

struct Fate {
  std::string name;
  std::string value;
  bool exposed = false;
  std::string reason;
};

struct Result {
  std::string id;
  std::string origin;       // The request's, serialized.
  std::string request_url;  // What was asked for first, serialized.
  bool network_error = false;
  std::string type;  // basic | cors | opaque | opaqueredirect | error
  int status = 0;
  std::string status_text;
  std::string url;  // The response's, without fragment; "" if it has none.
  bool redirected = false;
  Pairs headers;  // Sorted and combined: what iterating a Headers shows.
  std::vector<std::string> set_cookie;  // getSetCookie()
  std::optional<std::string> all;       // xhr: getAllResponseHeaders()
  std::map<std::string, std::optional<std::string>> get;  // For Case::names.
  bool body_null = false;
  bool timing_allow_passed = false;
  // All that were no preflight, in order, of further requests too; and all that
  // were.
  std::vector<Sent> hops;
  std::vector<Sent> preflights;
  bool did_preflight = false;
  int preflights_sent = 0;
  // Where there are further requests: of each request; the rest is the last's.
  std::vector<std::string> outcomes;
  std::vector<int> preflights_by_request;
  std::optional<Pairs> preflight_request;  // Headers of the last OPTIONS sent.
  std::optional<std::string> origin_sent;  // With the last request sent.
  std::string reason;       // Why it is an error, or why it is fine.
  std::vector<Fate> fates;  // Of the final response's headers, as received.
};

}  // namespace corsieve::tools

#endif  // CORSIEVE_TOOLS_CASE_H_
