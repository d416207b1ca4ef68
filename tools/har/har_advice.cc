#include "tools/har/har_advice.h"

#include "tools/explain/server_advice.h"
#include "tools/text.h"

namespace corsieve::tools {
namespace {

std::string LineOf(const Correction& correction, const Change& change) {
  std::string text = "answer ";
  if (correction.is_preflight) text += "OPTIONS ";
  text += Printable(correction.url);
  if (correction.for_origin) {
    text += " if Origin is " + Printable(*correction.for_origin);
  }
  text += ": " + std::string(ActionName(change.action)) + " ";
  switch (change.action) {
    case Change::Action::kStatus:
      return text + "status " + change.value;
    case Change::Action::kDrop:
      return text + Printable(change.name);
    default:
      return text + Printable(change.Line());
  }
}

}  // namespace

std::vector<std::string> AdviceLines(const Advice& advice) {
  std::vector<std::string> lines;
  if (advice.call) lines.push_back("in the page: " + advice.call->text);
  for (const Correction& correction : advice.corrections) {
    for (const Change& change : correction.changes) {
      lines.push_back(LineOf(correction, change));
    }
  }
  for (const PageAdvice& page : advice.page) {
    lines.push_back((lines.empty() ? "in the page: " : "or in the page: ") +
                    page.text);
  }
  lines.insert(lines.end(), advice.notes.begin(), advice.notes.end());
  return lines;
}

void AddAdvice(const Advice& without, const Advice& with,
               std::vector<std::string>* lines) {
  const auto has = [&](bool is_preflight, const std::string& line) {
    for (const Correction& correction : without.corrections) {
      if (correction.is_preflight != is_preflight) continue;
      for (const Change& change : correction.changes) {
        if (change.Line() == line) return true;
      }
    }
    return false;
  };
  for (const Correction& correction : with.corrections) {
    for (const Change& change : correction.changes) {
      if (has(correction.is_preflight, change.Line())) continue;
      lines->push_back("for credentials: 'include' also " +
                       LineOf(correction, change));
    }
  }
}

}  // namespace corsieve::tools
