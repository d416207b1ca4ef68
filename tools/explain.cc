#include "tools/explain.h"

#include <algorithm>
#include <cstddef>
#include <cstdio>
#include <deque>
#include <optional>

#include "corsieve/corsieve.h"
#include "tools/advice.h"
#include "tools/case_json.h"
#include "tools/curl_output.h"
#include "tools/run_case.h"
#include "tools/url.h"

namespace corsieve::tools {
namespace {

// Bytes that a terminal might act on, made visible.
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

// One request of the chain and what it was answered with.
struct Step {
  OutgoingRequest sent;
  std::string answer;   // "302 Found", "" if there is none.
  std::string outcome;  // What followed from it, as a sentence.
};

// The exchange, driven from what was received.
struct Story {
  Request request;  // As it stood at the end.
  std::vector<Step> steps;
  std::vector<std::string> assumptions;
  // Set where the chain ends at a redirect whose target was not received.
  std::optional<std::string> goes_on_to;
  std::string place;  // Of the byte that shows that a head cannot be read.
};

std::string StatusLine(int status, std::string_view message) {
  std::string line = std::to_string(status);
  if (!message.empty()) line += " " + Printable(message);
  return line;
}

class Narrator {
 public:
  Narrator(const ExplainOptions& options, std::vector<ReceivedHead> heads)
      : options_(options), heads_(std::move(heads)) {}

  Story Tell(Exchange* exchange) {
    std::vector<Header> headers;
    Request request = RequestOf(options_.c, &headers);
    exchange->Start(request, 0);
    while (true) {
      switch (exchange->next()) {
        case Exchange::Next::kSendPreflight:
          AnswerPreflight(exchange);
          break;
        case Exchange::Next::kSendRequest:
          if (hop_ == heads_.size()) {
            story_.goes_on_to = exchange->outgoing().url;
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
    step.sent = exchange->outgoing();
    const std::vector<std::string>& given = options_.preflights;
    if (given.empty()) {
      step.outcome = "assumed to allow it";
      story_.assumptions.push_back(
          "The answer to OPTIONS is not given (--preflight FILE) and assumed "
          "to allow the request.");
      const std::vector<Header> allow = {
          {"Access-Control-Allow-Origin", *step.sent.origin},
          {"Access-Control-Allow-Credentials", "true"},
          {"Access-Control-Allow-Methods", Sent(step, "Request-Method")},
          {"Access-Control-Allow-Headers", Sent(step, "Request-Headers")},
      };
      exchange->Receive(204, "", allow, 0);
      return;
    }
    const std::string& head = given[std::min(preflight_++, given.size() - 1)];
    HeaderList list;
    const ResponseHead parsed = ParseResponseHead(head, &list);
    if (parsed.error) {
      ReceivedHead whole;
      whole.bytes = head;
      story_.place = "its answer's " + whole.Place(parsed.error_offset);
    } else {
      step.answer = StatusLine(parsed.status, parsed.status_message);
    }
    exchange->Receive(head, 0);
    step.outcome = exchange->next() == Exchange::Next::kDone ? "network error"
                                                             : "allows it";
  }

  // What was sent as Access-Control-`name`.
  static std::string_view Sent(const Step& step, std::string_view name) {
    for (const auto& [key, value] : step.sent.headers) {
      if (key == "Access-Control-" + std::string(name)) return value;
    }
    return "";
  }

  void AnswerRequest(Exchange* exchange) {
    Step& step = story_.steps.emplace_back();
    step.sent = exchange->outgoing();
    const ReceivedHead& head = heads_[hop_++];
    exchange->Receive(head.bytes, 0);
    const FilteredResponse& seen = exchange->latest();
    if (const std::optional<size_t> offset = seen.error_offset()) {
      story_.place = head.Place(*offset);
      step.outcome = "cannot be read";
      return;
    }
    const Response& response = seen.internal_response();
    step.answer = StatusLine(response.status, response.status_message);
    if (seen.is_network_error()) step.outcome = "network error";
  }

  void Resolve(Exchange* exchange) {
    const std::string location(exchange->location());
    const std::optional<std::string> url =
        ResolveUrl(location, exchange->current_url());
    story_.steps.back().outcome =
        "redirects to " + Printable(url ? *url : location);
    exchange->Resolved(url, url && IsSameHost(options_.c.origin, *url));
    const bool refused = exchange->next() == Exchange::Next::kDone;
    if (refused) story_.steps.back().outcome += ", which is not followed";
  }

  Story Finish(const Exchange& exchange, const Request& request) {
    story_.request = request;
    story_.request.url = exchange.current_url();
    story_.request.response_tainting = exchange.response_tainting();
    story_.request.redirect_tainted = exchange.redirect_tainted();
    return std::move(story_);
  }

  const ExplainOptions& options_;
  std::vector<ReceivedHead> heads_;
  size_t hop_ = 0;
  size_t preflight_ = 0;
  Story story_;
};

class Writer {
 public:
  Writer(bool colour, std::string* out) : colour_(colour), out_(out) {}

  void Good(std::string_view text) { Paint("32", text); }
  void Bad(std::string_view text) { Paint("31", text); }
  void Quiet(std::string_view text) { Paint("2", text); }
  void Text(std::string_view text) { *out_ += text; }

 private:
  void Paint(const char* code, std::string_view text) {
    if (colour_) *out_ += "\x1b[" + std::string(code) + "m";
    *out_ += text;
    if (colour_) *out_ += "\x1b[0m";
  }

  bool colour_;
  std::string* out_;
};

// Hop by hop; a single request without preflight needs no story.
void WriteSteps(const Story& story, Writer* out) {
  if (story.steps.size() < 2 && !story.goes_on_to) return;
  size_t number = 0;
  for (const Step& step : story.steps) {
    out->Text(std::to_string(++number) + "  " + Printable(step.sent.method) +
              " " + Printable(step.sent.url) + "\n");
    for (const auto& [name, value] : step.sent.headers) {
      if (name == "Accept") continue;
      out->Quiet("     " + name + ": " + Printable(value) + "\n");
    }
    out->Text("   " + step.answer);
    if (!step.answer.empty() && !step.outcome.empty()) out->Text(": ");
    out->Text(step.outcome + "\n");
  }
  out->Text("\n");
}

void WriteFates(const FilteredResponse& seen, Writer* out) {
  size_t width = 0;
  for (const Outcome& o : seen.outcomes()) {
    width = std::max(width, std::min<size_t>(o.name.size(), 40));
  }
  if (!seen.outcomes().empty()) out->Text("\n");
  for (const Outcome& o : seen.outcomes()) {
    std::string name = Printable(o.name);
    if (name.size() < width) name.append(width - name.size(), ' ');
    out->Text("  " + name + "  ");
    if (o.exposed()) {
      out->Good("exposed");
    } else {
      out->Bad("hidden ");
    }
    out->Text("  " + std::string(ReasonText(o.reason)) + "\n");
  }
}

// Where the expose list is invalid: the line, with a caret below the byte.
void WriteInvalidList(const FilteredResponse& seen, Writer* out) {
  const auto& invalid = seen.cors_exposed_header_name_list().invalid();
  if (!invalid) return;
  const Header& h = seen.internal_response().header_list[invalid->header];
  const size_t from = invalid->offset > 40 ? invalid->offset - 40 : 0;
  const std::string before =
      Printable(h.value.substr(from, invalid->offset - from));
  out->Text("\nThe expose list is invalid at byte " +
            std::to_string(invalid->offset + 1) + " of " + std::string(h.name) +
            ":\n  " + before + Printable(h.value.substr(invalid->offset, 40)) +
            "\n  " + std::string(before.size(), ' ') + "^\n");
}

void WriteAdvice(const Advice& advice, Writer* out) {
  if (advice.text.empty()) return;
  out->Text("\n" + advice.text + (advice.lines.empty() ? ".\n" : ":\n"));
  for (const std::string& line : advice.lines) out->Text("  " + line + "\n");
}

void WriteResponse(const FilteredResponse& seen, const Story& story,
                   Writer* out) {
  const ReasonInfo& info = GetReasonInfo(seen.reason());
  if (seen.is_network_error()) {
    out->Bad("network error");
  } else {
    out->Good(std::string(ResponseTypeName(seen.type())) + " " +
              StatusLine(seen.status(), seen.status_message()));
  }
  out->Text(": " + std::string(info.text));
  if (!story.place.empty()) out->Text(" (" + story.place + ")");
  out->Text("\n");
  if (seen.is_network_error()) {
    out->Quiet(std::string(info.name) + ", " + std::string(info.url) + "\n");
  }
  WriteFates(seen, out);
  WriteInvalidList(seen, out);
}

void WriteText(const ExplainOptions& options, const Story& story,
               const FilteredResponse& seen, const Advice& advice,
               std::string* text) {
  Writer out(options.colour, text);
  if (!options.assumption.empty()) out.Quiet(options.assumption + "\n\n");
  WriteSteps(story, &out);
  for (const std::string& assumed : story.assumptions) {
    out.Quiet(assumed + "\n\n");
  }
  if (story.goes_on_to) {
    out.Text("The fetch goes on to " + Printable(*story.goes_on_to) +
             ", whose response is not in the input; curl -siL prints it.\n");
    return;
  }
  WriteResponse(seen, story, &out);
  WriteAdvice(advice, &out);
}

Json StepToJson(const Step& step) {
  Json json;
  json["method"] = BytesToText(step.sent.method);
  json["url"] = BytesToText(step.sent.url);
  json["headers"] = Json::object();
  for (const auto& [name, value] : step.sent.headers) {
    json["headers"][BytesToText(name)] = BytesToText(value);
  }
  json["answer"] = step.answer;
  json["outcome"] = step.outcome;
  return json;
}

Json ToJson(const ExplainOptions& options, const Story& story,
            const Exchange& exchange, const Advice& advice) {
  Json json;
  if (story.goes_on_to) {
    json["outcome"] = "unknown";
    json["goes_on_to"] = BytesToText(*story.goes_on_to);
  } else {
    ScriptApi api;
    json = ResultToJson(ResultOf(exchange, options.c, &api));
    json.erase("id");
  }
  if (!story.place.empty()) json["place"] = story.place;
  json["steps"] = Json::array();
  for (const Step& step : story.steps)
    json["steps"].push_back(StepToJson(step));
  json["assumptions"] = story.assumptions;
  if (!options.assumption.empty()) {
    json["assumptions"].push_back(options.assumption);
  }
  json["advice"] = {{"text", advice.text}, {"lines", advice.lines}};
  return json;
}

}  // namespace

int Explain(const ExplainOptions& options, std::string_view received,
            std::string* out) {
  Exchange exchange;
  Narrator narrator(options, SplitCurlOutput(received));
  const Story story = narrator.Tell(&exchange);
  Advice advice;
  if (!story.goes_on_to) advice = Advise(story.request, exchange.response());
  if (options.json) {
    *out = Dump(ToJson(options, story, exchange, advice)) + "\n";
  } else {
    WriteText(options, story, exchange.response(), advice, out);
  }
  return story.place.empty() ? 0 : 1;
}

}  // namespace corsieve::tools
