#include "tools/explain/fetch.h"

#include <algorithm>
#include <utility>

#include "tools/run_case.h"
#include "tools/text.h"
#include "tools/url.h"

namespace corsieve::tools {
namespace {

// What of `head` shows that it cannot be read: a byte, or of a list a name.
std::optional<LinePart> MalformedPart(const ReceivedHead& head,
                                      const FilteredResponse& seen) {
  const std::string_view bytes = head.bytes();
  if (const std::optional<size_t> offset = seen.error_offset()) {
    return head.Find(bytes.substr(*offset, 1));
  }
  if (!head.http2()) return std::nullopt;
  if (const std::optional<size_t> header = seen.error_header()) {
    return head.Find(head.http2()->answer.headers[*header].first);
  }
  const bool is_status = seen.reason() == Reason::kStatusMalformed;
  if (is_status && head.http2()->bad_status) {
    return head.Find(bytes.substr(*head.http2()->bad_status, 1));
  }
  return std::nullopt;
}

// "line 3, byte 7", or of a list "line 3".
std::string PlaceText(const LinePart& part, const FilteredResponse& seen) {
  const std::string line = "line " + std::to_string(part.line);
  if (seen.error_header() && !seen.error_offset()) return line;
  return line + ", byte " + std::to_string(part.from + 1);
}

}  // namespace

std::string Step::Asked(std::string_view name) const {
  for (const auto& [key, value] : sent.headers) {
    if (IsSameName(key, name)) return value;
  }
  return "";
}

Pairs AllowingHeaders(const Step& preflight) {
  return {{"Access-Control-Allow-Origin", preflight.Asked("Origin")},
          {"Access-Control-Allow-Credentials", "true"},
          {"Access-Control-Allow-Methods",
           preflight.Asked("Access-Control-Request-Method")},
          {"Access-Control-Allow-Headers",
           preflight.Asked("Access-Control-Request-Headers")}};
}

Fetch::Fetch(const Received& received, Profile profile,
             std::vector<Correction> corrections)
    : received_(received),
      profile_(profile),
      corrections_(std::move(corrections)),
      request_(RequestOf(received.c, &headers_)),
      cache_(profile),
      exchange_(&cache_, "", profile) {
  exchange_.Start(request_, 0);
  Drive();
}

bool Fetch::readable() const {
  return !goes_on_to_ && (seen().type() == ResponseType::kBasic ||
                          seen().type() == ResponseType::kCors);
}

// As the server would answer that made the corrections.
void Fetch::Take(const ReceivedAnswer& answer, Step* step) {
  step->asked_origin = answer.asked_origin;
  step->head = &answer.head;
  const std::string origin = step->Asked("Origin");
  for (const Correction& correction : corrections_) {
    if (!correction.IsAbout(step->is_preflight, step->number, step->sent.url,
                            origin)) {
      continue;
    }
    for (const Change& change : correction.changes) {
      step->head = &corrected_.emplace_back(Applied(*step->head, change));
    }
  }
}

// Whether what is to be sent next has no answer, and none is assumed.
bool Fetch::IsUnanswered() const {
  if (exchange_.next() == Exchange::Next::kSendRequest) {
    return hop_ == received_.answers.size();
  }
  if (exchange_.next() != Exchange::Next::kSendPreflight) return false;
  if (received_.is_live) return preflight_ == received_.preflights.size();
  return received_.preflight_failed && received_.preflights.empty();
}

void Fetch::Drive() {
  while (true) {
    if (IsUnanswered()) {
      // What comes of it is known already.
      if (is_doomed_ && !received_.failure.empty()) {
        exchange_.ReceiveNothing();
        continue;
      }
      goes_on_to_ = std::string(exchange_.outgoing().url);
      return;
    }
    switch (exchange_.next()) {
      case Exchange::Next::kSendPreflight:
        AnswerPreflight();
        break;
      case Exchange::Next::kSendRequest:
        AnswerRequest();
        break;
      case Exchange::Next::kResolveLocation:
        Resolve();
        break;
      case Exchange::Next::kDone:
        return;
    }
  }
}

void Fetch::AssumeAllowed(const Step& step) {
  assumptions_.push_back(
      "The answer to OPTIONS is not in the input and assumed to allow the "
      "request.");
  const Pairs pairs = AllowingHeaders(step);
  std::vector<Header> allow;
  for (const auto& [name, value] : pairs) allow.push_back({name, value});
  exchange_.Receive(204, "", allow, 0);
}

void Fetch::AnswerPreflight() {
  Step& step = steps_.emplace_back();
  step.sent = CopyOf(exchange_.outgoing());
  step.is_preflight = true;
  const std::vector<ReceivedAnswer>& given = received_.preflights;
  if (given.empty()) {
    step.outcome = "assumed to allow it";
    return AssumeAllowed(step);
  }
  step.number = preflight_++;
  Take(given[std::min(step.number, given.size() - 1)], &step);
  const ReceivedHead& head = *step.head;
  Filter reader(profile_);
  const FilteredResponse& read = Read(head, step.sent, &reader);
  const std::optional<LinePart> malformed = MalformedPart(head, read);
  if (!malformed) {
    const Response& response = read.internal_response();
    step.answer = StatusText(response.status, response.status_message);
  } else if (!is_doomed_) {
    place_ = "its answer's " + PlaceText(*malformed, read);
    malformed_ = malformed;
  }
  Give(head);
  if (is_doomed_) {
    step.outcome = "changes nothing";
  } else if (exchange_.next() == Exchange::Next::kDone) {
    step.outcome = "does not allow it";
  } else {
    step.outcome = "allows it";
  }
}

// What is received in answer to a preflight, by itself.
const FilteredResponse& Fetch::Read(const ReceivedHead& head, const Sent& sent,
                                    Filter* reader) {
  Request request = request_;
  request.method = sent.method;
  request.url = sent.url;
  request.headers = {};
  if (!head.http2()) return reader->Run(request, head.bytes());
  return reader->Run(request,
                     lists_.emplace_back(head.http2()->answer).response);
}

void Fetch::AnswerRequest() {
  Step& step = steps_.emplace_back();
  step.sent = CopyOf(exchange_.outgoing());
  step.number = hop_++;
  Take(received_.answers[step.number], &step);
  const ReceivedHead& head = *step.head;
  Give(head);
  const FilteredResponse& seen = exchange_.latest();
  malformed_ = MalformedPart(head, seen);
  place_ = malformed_ ? PlaceText(*malformed_, seen) : "";
  if (malformed_) {
    step.outcome = "cannot be read";
    return;
  }
  const Response& response = seen.internal_response();
  step.answer = StatusText(response.status, response.status_message);
  if (seen.is_network_error()) step.outcome = "network error";
  if (profile_ == Profile::kWebKit && head.http2() &&
      head.http2()->answer.interim.size() > 1) {
    assumptions_.push_back(
        "WebKit takes the headers of interim responses over HTTP/2, but for "
        "those of the first, for the final response's.");
  }
}

// Bytes as bytes, and what curl wrote for HTTP/2 as the list that it was.
void Fetch::Give(const ReceivedHead& head) {
  if (head.http2()) {
    const ParsedView& list = lists_.emplace_back(head.http2()->answer);
    exchange_.Receive(list.response, 0);
    // Only an interim response came.
    if (IsInterimStatus(list.response.status)) exchange_.ReceiveNothing();
  } else {
    exchange_.Receive(head.bytes(), 0);
  }
}

void Fetch::Resolve() {
  const std::string location(exchange_.location());
  const std::optional<std::string> url =
      ResolveUrl(location, exchange_.current_url());
  std::string& outcome = steps_.back().outcome;
  outcome = "redirects to " + Printable(url ? *url : location);
  is_doomed_ = exchange_.latest().is_network_error();
  exchange_.Resolved(url, url && IsSameHost(received_.c.origin, *url));
  const bool done = exchange_.next() == Exchange::Next::kDone;
  if (is_doomed_) {
    outcome = "network error";
    if (exchange_.next() == Exchange::Next::kSendPreflight) {
      outcome += ", and the next URL's preflight is sent all the same";
    }
  } else if (done) {
    outcome += ", which is not followed";
  }
}

}  // namespace corsieve::tools
