// The loop of corsieve/exchange.h, as a program: a fetch whose server is a few
// canned heads. An embedder puts its HTTP client and URL parser in their place.

#include <cstdio>
#include <deque>
#include <optional>
#include <string>
#include <utility>

#include "corsieve/exchange.h"
#include "corsieve/script_api.h"

namespace {

// What the embedder brings: sends a request, and returns the head of the
// answer.
std::optional<std::string> HttpSend(const corsieve::OutgoingRequest& request) {
  std::printf("%s %s\n", std::string(request.method).c_str(),
              std::string(request.url).c_str());
  if (request.url == "https://api.example/v1") {
    return "HTTP/1.1 307 Temporary Redirect\r\n"
           "Access-Control-Allow-Origin: https://app.example\r\n"
           "Location: /v2\r\n\r\n";
  }
  if (request.method == "OPTIONS") {
    return "HTTP/1.1 204 No Content\r\n"
           "Access-Control-Allow-Origin: https://app.example\r\n"
           "Access-Control-Allow-Methods: DELETE\r\n\r\n";
  }
  return "HTTP/1.1 200 OK\r\n"
         "Access-Control-Allow-Origin: https://app.example\r\n"
         "Access-Control-Expose-Headers: X-Left\r\n"
         "X-Left: 3\r\nX-Secret: 1\r\n\r\n";
}

std::optional<std::string> ResolveUrl(std::string_view location,
                                      const std::string& base) {
  return base.substr(0, base.find('/', 8)) + std::string(location);
}

int64_t NowMs() { return 0; }

const corsieve::FilteredResponse& Fetch(const corsieve::Request& request,
                                        corsieve::Exchange* exchange,
                                        std::deque<std::string>* heads) {
  exchange->Start(request, NowMs());
  while (true) {
    switch (exchange->next()) {
      case corsieve::Exchange::Next::kSendPreflight:
      case corsieve::Exchange::Next::kSendRequest: {
        std::optional<std::string> head = HttpSend(exchange->outgoing());
        if (head) {
          heads->push_back(*std::move(head));  // Views are kept of it.
          exchange->Receive(heads->back(), NowMs());
        } else {
          exchange->ReceiveNothing();
        }
        break;
      }
      case corsieve::Exchange::Next::kResolveLocation:
        exchange->Resolved(
            ResolveUrl(exchange->location(), exchange->current_url()));
        break;
      case corsieve::Exchange::Next::kDone:
        return exchange->response();
    }
  }
}

}  // namespace

int main() {
  corsieve::Request request;
  request.origin = "https://app.example";
  request.url = "https://api.example/v2";
  request.method = "DELETE";
  corsieve::Exchange exchange;
  std::deque<std::string> heads;
  const corsieve::FilteredResponse& seen = Fetch(request, &exchange, &heads);
  corsieve::ScriptApi api;
  std::printf(
      "%s %d\n%s", std::string(corsieve::ResponseTypeName(seen.type())).c_str(),
      seen.status(), std::string(api.GetAllResponseHeaders(seen)).c_str());
  return api.GetAllResponseHeaders(seen) == "x-left: 3\r\n" ? 0 : 1;
}
