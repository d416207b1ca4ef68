#include "tools/explain/story.h"

#include <algorithm>
#include <cstddef>
#include <cstdio>
#include <deque>
#include <utility>

#include "tools/run_case.h"
#include "tools/serve_case.h"
#include "tools/url.h"

namespace corsieve::tools {

std::string Printable(std::string_view bytes) {
  std::string out;
  for (unsigned char c : bytes) {
    if (c >= 0x20 && c < 0x7f) {
      out += static_cast<char>(c);
    } else {
      char escaped[5];
      std::snprintf(escaped, sizeof escaped, "\\x%02x", c);
      out += escaped;
    }
  }
  return out;
}

std::string StatusLine(int status, std::string_view message) {
  std::string line = std::to_string(status);
  if (!message.empty()) line += " " + Printable(message);
  return line;
}

namespace {

class Narrator {
 public:
  Narrator(const ExplainOptions& options,
           const std::vector<ReceivedHead>& heads)
      : options_(options), heads_(heads) {}

  Story Tell(Exchange* exchange) {
    std::vector<Header> headers;
    Request request = RequestOf(options_.c, &headers);
    story_.request = request;
    exchange->Start(request, 0);
    while (true) {
      switch (exchange->next()) {
        case Exchange::Next::kSendPreflight:
          AnswerPreflight(exchange);
          break;
        case Exchange::Next::kSendRequest:
          if (hop_ == heads_.size()) {
            story_.goes_on_to = std::string(exchange->outgoing().url);
            return Finish(*exchange, request);
          }
          AnswerRequest(exchange);
          break;
        case Exchange::Next::kResolveLocation:
          Resolve(exchange);
          break;
        case Exchange::Next::kDone:
          return Finish(*exchange, request);
      }
    }
  }

 private:
  void AnswerPreflight(Exchange* exchange) {
    Step& step = story_.steps.emplace_back();
    step.sent = CopyOf(exchange->outgoing());
    const std::vector<std::string>& given = options_.preflights;
    if (given.empty()) {
      step.outcome = "assumed to allow it";
      story_.assumptions.push_back(
          "The answer to OPTIONS is not given (--preflight FILE) and assumed "
          "to allow the request.");
      const std::vector<Header> allow = {
          {"Access-Control-Allow-Origin", Asked(step, "Origin")},
          {"Access-Control-Allow-Credentials", "true"},
          {"Access-Control-Allow-Methods",
           Asked(step, "Access-Control-Request-Method")},
          {"Access-Control-Allow-Headers",
           Asked(step, "Access-Control-Request-Headers")},
      };
      exchange->Receive(204, "", allow, 0);
      return;
    }
    const ReceivedHead& head = preflight_heads_.emplace_back(
        SplitCurlOutput(given[std::min(preflight_++, given.size() - 1)])[0]);
    Filter reader(*options_.profile);
    const FilteredResponse& read = Read(head, step.sent, &reader);
    const std::string place = PlaceOf(head, read);
    if (place.empty()) {
      const Response& response = read.internal_response();
      step.answer = StatusLine(response.status, response.status_message);
    } else if (!is_doomed_) {
      story_.place = "its answer's " + place;
    }
    Give(head, exchange);
    if (is_doomed_) {
      step.outcome = "changes nothing";
    } else if (exchange->next() == Exchange::Next::kDone) {
      step.outcome = "network error";
    } else {
      step.outcome = "allows it";
    }
  }

  // Where `seen` shows that what `head` is cannot be read; "" if it can be.
  static std::string PlaceOf(const ReceivedHead& head,
                             const FilteredResponse& seen) {
    if (const std::optional<size_t> offset = seen.error_offset()) {
      return head.Place(*offset);
    }
    if (const std::optional<size_t> header = seen.error_header()) {
      return head.PlaceOfHeader(*header);
    }
    const bool is_status = seen.reason() == Reason::kStatusMalformed;
    if (is_status && head.http2 && head.http2->bad_status) {
      return head.Place(*head.http2->bad_status);
    }
    return "";
  }

  // What is received in answer to a preflight, by itself.
  const FilteredResponse& Read(const ReceivedHead& head, const Sent& sent,
                               Filter* reader) {
    Request request = story_.request;
    request.method = sent.method;
    request.url = sent.url;
    request.headers = {};
    if (!head.http2) return reader->Run(request, head.bytes);
    return reader->Run(request,
                       lists_.emplace_back(head.http2->answer).response);
  }

  static std::string_view Asked(const Step& step, std::string_view name) {
    for (const auto& [key, value] : step.sent.headers) {
      if (key == name) return value;
    }
    return "";
  }

  void AnswerRequest(Exchange* exchange) {
    Step& step = story_.steps.emplace_back();
    step.sent = CopyOf(exchange->outgoing());
    const ReceivedHead& head = heads_[hop_++];
    Give(head, exchange);
    const FilteredResponse& seen = exchange->latest();
    story_.place = PlaceOf(head, seen);
    if (!story_.place.empty()) {
      step.outcome = "cannot be read";
      return;
    }
    const Response& response = seen.internal_response();
    step.answer = StatusLine(response.status, response.status_message);
    if (seen.is_network_error()) step.outcome = "network error";
    const bool leaks = *options_.profile == Profile::kWebKit && head.http2 &&
                       head.http2->answer.interim.size() > 1;
    if (leaks) {
      story_.assumptions.push_back(
          "WebKit takes the headers of interim responses over HTTP/2, but for "
          "those of the first, for the final response's.");
    }
  }

  // Bytes as bytes, and what curl wrote for HTTP/2 as the list that it was.
  void Give(const ReceivedHead& head, Exchange* exchange) {
    if (head.http2) {
      const ParsedView& list = lists_.emplace_back(head.http2->answer);
      exchange->Receive(list.response, 0);
      // Only an interim response came.
      if (IsInterimStatus(list.response.status)) exchange->ReceiveNothing();
    } else {
      exchange->Receive(head.bytes, 0);
    }
  }

  void Resolve(Exchange* exchange) {
    const std::string location(exchange->location());
    const std::optional<std::string> url =
        ResolveUrl(location, exchange->current_url());
    story_.steps.back().outcome =
        "redirects to " + Printable(url ? *url : location);
    is_doomed_ = exchange->latest().is_network_error();
    exchange->Resolved(url, url && IsSameHost(options_.c.origin, *url));
    if (is_doomed_) {
      story_.steps.back().outcome =
          exchange->next() == Exchange::Next::kSendPreflight
              ? "network error, and the next URL's preflight is sent all the "
                "same"
              : "network error";
      return;
    }
    const bool refused = exchange->next() == Exchange::Next::kDone;
    if (refused) story_.steps.back().outcome += ", which is not followed";
  }

  Story Finish(const Exchange& exchange, const Request& request) {
    story_.request = request;
    story_.request.url = exchange.current_url();
    story_.before.response_tainting = exchange.response_tainting();
    story_.before.redirect_tainted = exchange.redirect_tainted();
    return std::move(story_);
  }

  const ExplainOptions& options_;
  const std::vector<ReceivedHead>& heads_;
  size_t hop_ = 0;
  size_t preflight_ = 0;
  bool is_doomed_ = false;  // It failed, and goes on to a preflight.
  std::deque<ReceivedHead> preflight_heads_;
  std::deque<ParsedView> lists_;  // The exchange keeps views of them.
  Story story_;
};

}  // namespace

Story TellStory(const ExplainOptions& options,
                const std::vector<ReceivedHead>& heads, Exchange* exchange) {
  return Narrator(options, heads).Tell(exchange);
}

}  // namespace corsieve::tools
