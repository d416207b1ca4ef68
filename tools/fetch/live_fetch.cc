#include "tools/fetch/live_fetch.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "corsieve/corsieve.h"
#include "tools/explain/fetch.h"
#include "tools/serve_case.h"
#include "tools/text.h"
#include "tools/url.h"

namespace corsieve::tools {
namespace {

std::string OriginOfUrl(const std::string& url) {
  return SerializeOrigin(url).value_or("");
}

// Takes "user:password@" out of a serialized http(s) URL.
void DropUser(std::string* url) {
  const size_t begin = url->find("://") + 3;
  const size_t at = url->find('@', begin);
  if (at < url->find_first_of("/?#", begin)) url->erase(begin, at + 1 - begin);
}

HttpRequest RequestToSend(const LiveRequest& live, const Exchange& exchange) {
  const OutgoingRequest& outgoing = exchange.outgoing();
  Sent sent = CopyOf(outgoing);
  HttpRequest request;
  request.method = std::move(sent.method);
  request.url = sent.url.substr(0, sent.url.find('#'));
  request.headers = std::move(sent.headers);
  request.has_body = outgoing.include_body;
  if (request.has_body) request.body = live.body;
  request.with_credentials = outgoing.include_credentials;
  if (!request.with_credentials) DropUser(&request.url);
  const std::optional<UrlParts> first = ParseSerializedUrl(live.c.url);
  const std::optional<UrlParts> now = ParseSerializedUrl(request.url);
  if (first && now && first->origin.host == now->origin.host) {
    request.cookie = live.cookie;
  }
  return request;
}

// "Asked 127.0.0.1 port 443 for https://api.example, over HTTP/2".
void SayWhoWasAsked(const Asked& asked, std::vector<std::string>* sentences) {
  const HttpReply& reply = asked.reply;
  if (reply.address.empty() && reply.tried.empty()) return;
  std::string text = reply.address.empty() ? "Tried " + Enumerate(reply.tried)
                                           : "Asked " + reply.address;
  text += " for " + Printable(OriginOfUrl(asked.request.url));
  if (!reply.protocol.empty()) text += ", over " + Printable(reply.protocol);
  if (std::count(sentences->begin(), sentences->end(), text) == 0) {
    sentences->push_back(std::move(text));
  }
}

// Each line of `text` behind `mark`.
void AddLines(char mark, const std::string& text, std::string* out) {
  size_t pos = 0;
  while (pos < text.size()) {
    const size_t end = std::min(text.find('\n', pos), text.size() - 1) + 1;
    *out += std::string(1, mark) + " " + text.substr(pos, end - pos);
    pos = end;
  }
  if (!text.empty() && text.back() != '\n') *out += "\n";
}

}  // namespace

LiveFetch FetchLive(const LiveRequest& request, Profile profile,
                    HttpClient* client) {
  LiveFetch live;
  Interpretation& in = live.interpretation;
  Received& received = in.received;
  received.c = request.c;
  received.is_live = true;
  while (received.failure.empty()) {
    // A chain is short: it is told from its beginning each time.
    const Fetch fetch(received, profile);
    if (!fetch.goes_on_to()) break;
    const bool is_preflight =
        fetch.exchange().next() == Exchange::Next::kSendPreflight;
    Asked& asked = live.asked.emplace_back();
    asked.request = RequestToSend(request, fetch.exchange());
    asked.reply = client->Send(asked.request);
    SayWhoWasAsked(asked, &in.recognized);
    received.failure = asked.reply.failure;
    if (!received.failure.empty()) break;
    std::string origin;
    for (const auto& [name, value] : asked.request.headers) {
      if (IsSameName(name, "Origin")) origin = value;
    }
    PastedHead head;
    head.bytes = asked.reply.head;
    (is_preflight ? received.preflights : received.answers)
        .push_back({ReceivedHead(std::move(head)), std::move(origin)});
  }
  return live;
}

std::string RawText(const std::vector<Asked>& asked) {
  std::string out;
  for (const Asked& a : asked) {
    const std::string origin = OriginOfUrl(a.request.url);
    if (!a.reply.address.empty()) {
      const std::optional<UrlParts> parts = ParseSerializedUrl(a.request.url);
      const size_t port = a.reply.address.find(" port ");
      out += "* Connected to " + std::string(parts->origin.host) + " (" +
             a.reply.address.substr(0, port) + ")" +
             a.reply.address.substr(port) + "\n";
    }
    if (StartsWith(origin, "https:") && !a.reply.sent.empty()) {
      out += "* SSL connection using TLS\n";
    }
    AddLines('>', a.reply.sent, &out);
    AddLines('<', a.reply.head, &out);
    if (!a.reply.failure.empty()) out += "* " + a.reply.failure + "\n";
  }
  return out;
}

}  // namespace corsieve::tools
