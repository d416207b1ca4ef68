#include "tools/explain/side_by_side.h"

#include <algorithm>
#include <map>
#include <set>

#include "corsieve/corsieve.h"
#include "tools/text.h"

namespace corsieve::tools {
namespace {

// One profile's end of the fetch.
struct Column {
  std::string profile;
  std::string summary;  // "cors 200 OK", "network error"
  Reason reason;
  std::map<std::string, std::string> headers;  // What script sees.
  std::map<std::string, Reason> reasons;       // By name, in lower case.
};

Column ColumnOf(const Fetch& fetch) {
  const FilteredResponse& seen = fetch.seen();
  Column answer;
  answer.profile = GetProfileInfo(fetch.profile()).name;
  answer.reason = seen.reason();
  answer.summary = seen.is_network_error()
                       ? "network error"
                       : std::string(ResponseTypeName(seen.type())) + " " +
                             StatusText(seen.status(), seen.status_message());
  if (fetch.goes_on_to()) {
    answer.summary = !fetch.received().failure.empty()  ? "no answer"
                     : fetch.received().answers.empty() ? "not known"
                                                        : "redirect";
    answer.reason = Reason::kRedirectToFollow;
  }
  ScriptApi api;
  for (const Header& h : api.Entries(seen)) {
    answer.headers.emplace(h.name, h.value);
  }
  for (const Outcome& o : seen.outcomes()) {
    // Of several lines the one that is exposed counts.
    const auto it = answer.reasons.emplace(Lower(o.name), o.reason).first;
    if (o.exposed()) it->second = o.reason;
  }
  return answer;
}

// What `answer` says of a header, in a word.
std::string Word(const Column& answer, const std::string& name) {
  if (answer.headers.count(name) > 0) return "exposed";
  return answer.reasons.count(name) > 0 ? "hidden" : "-";
}

// The answers side by side; a row in which they differ is marked and explained.
void WriteColumns(const std::vector<Column>& answers, Writer* out) {
  std::set<std::string> names;
  size_t width = 6;
  for (const Column& a : answers) {
    for (const auto& [name, reason] : a.reasons) {
      names.insert(name);
      width = std::max(width, std::min<size_t>(Printable(name).size(), 40));
    }
  }
  constexpr size_t kColumn = 16;
  out->Text("  " + Padded("", width));
  for (const Column& a : answers) out->Text("  " + Padded(a.profile, kColumn));
  out->Text("\n");
  std::string notes;
  const auto row = [&](const std::string& label, auto word, auto detail) {
    std::set<std::string> words;
    std::string cells;
    for (const Column& a : answers) {
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
    for (const Column& a : answers) {
      notes += "  " + Padded(a.profile, 9) + " " + word(a) + detail(a) + "\n";
    }
  };
  row(
      "fetch", [](const Column& a) { return a.summary; },
      [](const Column& a) { return ": " + std::string(ReasonText(a.reason)); });
  for (const std::string& name : names) {
    row(
        name, [&](const Column& a) { return Word(a, name); },
        [&](const Column& a) -> std::string {
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

Json ColumnToJson(const Column& answer) {
  Json json;
  json["outcome"] = answer.summary;
  json["reason"] = ReasonName(answer.reason);
  json["headers"] = Json::array();
  for (const auto& [name, value] : answer.headers) {
    json["headers"].push_back({BytesToText(name), BytesToText(value)});
  }
  Json& reasons = json["reasons"] = Json::object();
  for (const auto& [name, reason] : answer.reasons) {
    AddMember(&reasons, BytesToText(name), ReasonName(reason));
  }
  return json;
}

}  // namespace

void WriteSideBySide(const std::vector<const ExplainAnswer*>& answers,
                     Writer* out) {
  std::vector<Column> columns;
  for (const ExplainAnswer* answer : answers) {
    columns.push_back(ColumnOf(answer->fetch));
  }
  WriteColumns(columns, out);
}

Json SideBySideToJson(const std::vector<const ExplainAnswer*>& answers) {
  Json json;
  for (const ExplainAnswer* answer : answers) {
    const ProfileInfo& info = GetProfileInfo(answer->fetch.profile());
    Json& column = json[std::string(info.name)];
    column = ColumnToJson(ColumnOf(answer->fetch));
    column["versions"] = info.versions;
  }
  return json;
}

}  // namespace corsieve::tools
