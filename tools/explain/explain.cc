#include "tools/explain/explain.h"

#include <algorithm>
#include <cstddef>
#include <map>
#include <set>

#include "corsieve/corsieve.h"
#include "tools/case_json.h"
#include "tools/explain/advice.h"
#include "tools/explain/story.h"
#include "tools/paste/curl_output.h"
#include "tools/run_case.h"

namespace corsieve::tools {
namespace {

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
  if (*options.profile != Profile::kStandard) {
    const ProfileInfo& info = GetProfileInfo(*options.profile);
    out.Quiet("As " + std::string(info.versions) + " does.\n\n");
  }
  WriteSteps(story, &out);
  for (const std::string& assumed : story.assumptions) {
    out.Quiet(assumed + "\n\n");
  }
  if (story.goes_on_to) {
    out.Text("The fetch goes on to " + Printable(*story.goes_on_to) +
             ", whose response is not in the input; curl -siL prints it.\n");
    WriteFates(seen, &out);
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
    json["fates"] = Json::array();
    for (const Outcome& o : exchange.latest().outcomes()) {
      json["fates"].push_back({{"name", BytesToText(o.name)},
                               {"value", BytesToText(o.value)},
                               {"exposed", o.exposed()},
                               {"reason", ReasonName(o.reason)}});
    }
  } else {
    ScriptApi api;
    json = ResultToJson(
        ResultOf(exchange, options.c.api == "xhr", options.c, &api));
    // The steps tell these.
    for (const char* key : {"id", "hops", "preflights"}) json.erase(key);
  }
  if (!story.place.empty()) json["place"] = story.place;
  json["steps"] = Json::array();
  for (const Step& step : story.steps)
    json["steps"].push_back(StepToJson(step));
  json["assumptions"] = story.assumptions;
  if (!options.assumption.empty()) {
    json["assumptions"].push_back(options.assumption);
  }
  json["profile"] = GetProfileInfo(*options.profile).name;
  json["versions"] = GetProfileInfo(*options.profile).versions;
  json["advice"] = {{"text", advice.text}, {"lines", advice.lines}};
  return json;
}

// One profile's end of the fetch.
struct Answer {
  std::string profile;
  std::string summary;  // "cors 200 OK", "network error"
  Reason reason;
  std::map<std::string, std::string> headers;  // What script sees.
  std::map<std::string, Reason> reasons;       // By name, in lower case.
};

Answer AnswerOf(Profile profile, const Story& story, const Exchange& exchange) {
  const FilteredResponse& seen = exchange.response();
  Answer answer;
  answer.profile = GetProfileInfo(profile).name;
  answer.reason = seen.reason();
  answer.summary = seen.is_network_error()
                       ? "network error"
                       : std::string(ResponseTypeName(seen.type())) + " " +
                             StatusLine(seen.status(), seen.status_message());
  if (story.goes_on_to) {
    answer.summary = "redirect";
    answer.reason = Reason::kRedirectToFollow;
  }
  ScriptApi api;
  for (const Header& h : api.Entries(seen)) {
    answer.headers.emplace(h.name, h.value);
  }
  for (const Outcome& o : seen.outcomes()) {
    std::string name(o.name);
    for (char& c : name) {
      if (c >= 'A' && c <= 'Z') c = static_cast<char>(c | 0x20);
    }
    // Of several lines the one that is exposed counts.
    const auto it = answer.reasons.emplace(name, o.reason).first;
    if (o.exposed()) it->second = o.reason;
  }
  return answer;
}

std::string Padded(std::string s, size_t width) {
  if (s.size() < width) s.append(width - s.size(), ' ');
  return s;
}

// What `answer` says of a header, in a word.
std::string Word(const Answer& answer, const std::string& name) {
  if (answer.headers.count(name) > 0) return "exposed";
  return answer.reasons.count(name) > 0 ? "hidden" : "-";
}

// The answers side by side; a row in which they differ is marked and explained.
void WriteSideBySide(const std::vector<Answer>& answers, Writer* out) {
  std::set<std::string> names;
  size_t width = 6;
  for (const Answer& a : answers) {
    for (const auto& [name, reason] : a.reasons) {
      names.insert(name);
      width = std::max(width, std::min<size_t>(Printable(name).size(), 40));
    }
  }
  constexpr size_t kColumn = 16;
  out->Text("  " + Padded("", width));
  for (const Answer& a : answers) out->Text("  " + Padded(a.profile, kColumn));
  out->Text("\n");
  std::string notes;
  const auto row = [&](const std::string& label, auto word, auto detail) {
    std::set<std::string> words;
    std::string cells;
    for (const Answer& a : answers) {
      const std::string w = word(a);
      words.insert(w + detail(a));
      cells += "  " + Padded(w.substr(0, kColumn), kColumn);
    }
    const bool differ = words.size() > 1;
    const std::string line =
        (differ ? "! " : "  ") + Padded(Printable(label), width) + cells;
    differ ? out->Bad(line) : out->Text(line);
    out->Text("\n");
    if (!differ) return;
    notes += Printable(label) + ":\n";
    for (const Answer& a : answers) {
      notes += "  " + Padded(a.profile, 9) + " " + word(a) + detail(a) + "\n";
    }
  };
  row(
      "fetch", [](const Answer& a) { return a.summary; },
      [](const Answer& a) { return ": " + std::string(ReasonText(a.reason)); });
  for (const std::string& name : names) {
    row(
        name, [&](const Answer& a) { return Word(a, name); },
        [&](const Answer& a) -> std::string {
          const auto value = a.headers.find(name);
          if (value != a.headers.end()) {
            return " \"" + Printable(value->second) + "\"";
          }
          const auto reason = a.reasons.find(name);
          if (reason == a.reasons.end()) return "";
          return ": " + std::string(ReasonText(reason->second));
        });
  }
  out->Text(notes.empty() ? "\nAll four agree.\n"
                          : "\nWhere they differ:\n\n" + notes);
}

Json AnswerToJson(const Answer& answer) {
  Json json;
  json["outcome"] = answer.summary;
  json["reason"] = ReasonName(answer.reason);
  json["headers"] = Json::array();
  for (const auto& [name, value] : answer.headers) {
    json["headers"].push_back({BytesToText(name), BytesToText(value)});
  }
  json["reasons"] = Json::object();
  for (const auto& [name, reason] : answer.reasons) {
    json["reasons"][BytesToText(name)] = ReasonName(reason);
  }
  return json;
}

int ExplainAll(const ExplainOptions& options,
               const std::vector<ReceivedHead>& heads, std::string* out) {
  std::vector<Answer> answers;
  Json json;
  int status = 0;
  for (const ProfileInfo& info : AllProfiles()) {
    PreflightCache cache(info.profile);
    Exchange exchange(&cache, "", info.profile);
    const Story story = TellStory(options, heads, &exchange);
    if (!story.place.empty() && info.profile == Profile::kStandard) status = 1;
    answers.push_back(AnswerOf(info.profile, story, exchange));
    json["profiles"][std::string(info.name)] = AnswerToJson(answers.back());
    json["profiles"][std::string(info.name)]["versions"] = info.versions;
  }
  if (options.json) {
    *out = Dump(json) + "\n";
    return status;
  }
  Writer writer(options.colour, out);
  if (!options.assumption.empty()) writer.Quiet(options.assumption + "\n\n");
  for (const ProfileInfo& info : AllProfiles()) {
    writer.Quiet(Padded(std::string(info.name), 9) + " " +
                 std::string(info.versions) + "\n");
  }
  writer.Text("\n");
  WriteSideBySide(answers, &writer);
  return status;
}

}  // namespace

int Explain(const ExplainOptions& options, std::string_view received,
            std::string* out) {
  const std::vector<ReceivedHead> heads = SplitCurlOutput(received);
  if (!options.profile) return ExplainAll(options, heads, out);
  PreflightCache cache(*options.profile);
  Exchange exchange(&cache, "", *options.profile);
  const Story story = TellStory(options, heads, &exchange);
  Advice advice;
  if (!story.goes_on_to) {
    Fetched fetched;
    fetched.redirected = exchange.url_list().size() > 1;
    fetched.preflight = exchange.preflight();
    fetched.before = story.before;
    advice = Advise(story.request, exchange.response(), fetched);
  }
  if (options.json) {
    *out = Dump(ToJson(options, story, exchange, advice)) + "\n";
  } else {
    WriteText(options, story,
              story.goes_on_to ? exchange.latest() : exchange.response(),
              advice, out);
  }
  return story.place.empty() ? 0 : 1;
}

}  // namespace corsieve::tools
