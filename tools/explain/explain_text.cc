#include "tools/explain/explain_text.h"

#include <algorithm>
#include <optional>

#include "corsieve/corsieve.h"
#include "tools/explain/ask_with_curl.h"
#include "tools/explain/servers/servers.h"
#include "tools/explain/side_by_side.h"
#include "tools/explain/writer.h"
#include "tools/text.h"

namespace corsieve::tools {
namespace {

// Headers of an answer that tell why it is what it is, shown with its step.
bool IsTelling(std::string_view name) {
  const std::string lower = Lower(name);
  return lower.compare(0, 21, "access-control-allow-") == 0 ||
         lower == "location" || lower == "www-authenticate" ||
         lower == "allow" || lower == "vary";
}

void WriteStep(const ExplainAnswer& answer, const Step& step, bool is_last,
               Writer* out) {
  const Fetch& fetch = answer.fetch;
  out->Text(Printable(step.sent.method) + " " + Printable(step.sent.url) +
            "\n");
  for (const auto& [name, value] : step.sent.headers) {
    if (name == "Accept" && value == "*/*") continue;
    out->Quiet("     " + Printable(name) + ": " + Printable(value) + "\n");
  }
  out->Text("   " + step.answer);
  if (!step.answer.empty() && !step.outcome.empty()) out->Text(": ");
  out->Text(step.outcome + "\n");
  // Of what failed by its status these tell why.
  if (!is_last || !fetch.failed() || step.head == nullptr) return;
  const Gist& gist = step.head->gist();
  if (!step.is_preflight && gist.status <= 299) return;
  for (const auto& [name, value] : gist.headers) {
    if (IsTelling(name)) {
      out->Quiet("     " + Printable(name) + ": " + Printable(value) + "\n");
    }
  }
}

// Hop by hop; a single request that is answered well needs no story.
void WriteSteps(const ExplainAnswer& answer, Writer* out) {
  const Fetch& fetch = answer.fetch;
  const std::vector<Step>& steps = fetch.steps();
  if (steps.empty()) return;
  if (steps.size() < 2 && !fetch.goes_on_to() && !fetch.failed()) return;
  for (size_t i = 0; i < steps.size(); ++i) {
    out->Text(std::to_string(i + 1) + "  ");
    WriteStep(answer, steps[i], i + 1 == steps.size(), out);
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
    out->Text("  " + Padded(Printable(o.name), width) + "  ");
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

// What came of the fetch, and the values that decided it.
void WriteOutcome(const ExplainAnswer& answer, Writer* out) {
  const FilteredResponse& seen = answer.fetch.seen();
  const ReasonInfo& info = GetReasonInfo(seen.reason());
  if (seen.is_network_error()) {
    out->Bad("network error");
  } else {
    out->Good(std::string(ResponseTypeName(seen.type())) + " " +
              StatusText(seen.status(), seen.status_message()));
  }
  out->Text(": " + std::string(info.text));
  if (!answer.fetch.place().empty()) {
    out->Text(" (" + answer.fetch.place() + ")");
  }
  out->Text("\n");
  if (seen.is_network_error()) {
    out->Quiet(std::string(info.name) + ", " + std::string(info.url) + "\n");
  }
  if (!answer.deciding.empty()) {
    out->Text("\n" + DecidingValuesText(answer.deciding));
  }
}

void WriteSentences(const std::vector<std::string>& sentences, Writer* out) {
  for (const std::string& sentence : sentences) {
    // A command at the end is copied: no full stop.
    const bool has_command = sentence.find('\n') != std::string::npos;
    out->Gap();
    out->Text(sentence +
              (has_command || sentence.back() == '.' ? "\n" : ".\n"));
  }
}

void WriteChanges(const Correction& correction, Writer* out) {
  for (const Change& change : correction.changes) {
    if (change.action == Change::Action::kStatus) {
      out->Text("  status   " + change.value + "\n");
      continue;
    }
    if (change.action == Change::Action::kDrop) {
      out->Text("  remove   " + Printable(change.name) + "\n");
      continue;
    }
    std::string word(ActionName(change.action));
    if (change.action == Change::Action::kRemove) word = "one only";
    out->Text("  " + Padded(word, 9) + Printable(change.Line()) + "\n");
  }
}

// "answer OPTIONS https://b.example/ with Origin: null, and nothing else, so:"
void WriteWhatToAnswer(const Correction& correction, bool is_only_one,
                       Writer* out) {
  out->Text("answer");
  if (correction.is_preflight) out->Text(" OPTIONS");
  if (!is_only_one) out->Text(" " + Printable(correction.url));
  if (correction.for_origin) {
    out->Text((is_only_one && !correction.is_preflight ? " requests" : "") +
              std::string(" with Origin: ") +
              Printable(*correction.for_origin) + ", and only these,");
  }
  out->Text(" like this:\n");
  WriteChanges(correction, out);
}

bool HasRemove(const Correction& correction) {
  return std::any_of(correction.changes.begin(), correction.changes.end(),
                     [](const Change& change) {
                       return change.action == Change::Action::kRemove;
                     });
}

// A cache looks at the Vary of what it holds, and that may be of another.
bool HasVaryForOne(const Correction& correction) {
  return correction.for_origin &&
         std::any_of(correction.changes.begin(), correction.changes.end(),
                     [](const Change& change) {
                       return IsSameName(change.name, "Vary");
                     });
}

void WriteCorrections(const Advice& advice, const Fetch& fetch, Writer* out) {
  // Of one URL it is clear which.
  const bool is_only_one = advice.corrections.size() == 1 &&
                           advice.corrections[0].url == fetch.received().c.url;
  for (size_t i = 0; i < advice.corrections.size(); ++i) {
    if (i > 0) out->Text("and ");
    WriteWhatToAnswer(advice.corrections[i], is_only_one, out);
  }
  if (std::any_of(advice.corrections.begin(), advice.corrections.end(),
                  HasVaryForOne)) {
    out->Text("Vary goes with every answer, whatever its Origin.\n");
  }
  if (std::any_of(advice.corrections.begin(), advice.corrections.end(),
                  HasRemove)) {
    out->Text(
        "The line is sent more than once, perhaps by the application and by "
        "a proxy in front of it: remove one of them.\n");
  }
}

void WriteAdvice(const ExplainOptions& options, const ExplainAnswer& answer,
                 Writer* out) {
  const Advice& advice = answer.advice;
  for (const PageAdvice& page : advice.page) {
    out->Text("\nIn the page: " + page.text +
              ".\n  (Tried: this answer is readable then.)\n");
  }
  if (!advice.corrections.empty()) {
    out->Text("\n" + advice.purpose + ", ");
    if (!options.for_server.empty()) {
      out->Text("in " + std::string(ServerTitle(options.for_server)) + ":\n\n" +
                ServerConfiguration(options.for_server,
                                    ReceivedOf(advice, answer.fetch),
                                    advice.corrections));
    } else {
      WriteCorrections(advice, answer.fetch, out);
    }
  }
  WriteSentences(advice.notes, out);
}

// What was said by a console alone.
void WriteConsoleReason(const Interpretation& in, Writer* out) {
  const std::optional<Reason> reason = FindReason(in.console_reason);
  if (!reason) return;
  const ReasonInfo& info = GetReasonInfo(*reason);
  out->Text("The browser said: " + std::string(info.text) + ".\n");
  out->Quiet(std::string(info.name) + ", " + std::string(info.url) + "\n");
  if (!info.fix.empty()) {
    out->Text("To change that, " + std::string(info.fix) + ".\n");
  }
  out->Text("`corsieve reasons " + std::string(info.name) + "` says more.\n\n");
}

void WriteWhereItGoes(const ExplainAnswer& answer, Writer* out) {
  const Fetch& fetch = answer.fetch;
  const std::string request = Printable(fetch.exchange().outgoing().method) +
                              " " + Printable(*fetch.goes_on_to());
  if (!fetch.received().failure.empty()) {
    out->Bad("no answer");
    out->Text(" to " + request + ": " + fetch.received().failure +
              ".\nWhere a browser gets none either, script sees a network "
              "error, and is not told why.\n");
    return;
  }
  const bool nothing_came = fetch.received().answers.empty();
  if (nothing_came) {
    out->Text("The answer to " + request +
              " is not in the input. Ask for it:\n");
  } else {
    out->Text("The fetch goes on to " + Printable(*fetch.goes_on_to()) +
              ", whose response is not in the input; curl -siL prints it, and "
              "as a browser asks:\n");
  }
  out->Text("    " + AskWithCurl(CopyOf(fetch.exchange().outgoing())) + "\n");
  if (!nothing_came) WriteFates(fetch.seen(), out);
}

void WriteTop(const ExplainOptions& options, const Interpretation& in,
              Writer* out) {
  const size_t before = out->text().size();
  const auto write = [&](const std::vector<std::string>& sentences) {
    for (const std::string& s : sentences) {
      out->Quiet(s + (s.back() == '.' ? "\n" : ".\n"));
    }
  };
  write(options.notes);
  write(in.recognized);
  write(in.assumed);
  write(in.notes);
  if (out->text().size() > before) out->Text("\n");
}

void WriteEnd(const Interpretation& in, Writer* out) {
  if (in.comparison) WriteComparison(*in.comparison, out);
}

}  // namespace

std::string ExplainText(const ExplainOptions& options,
                        const ExplainAnswer& answer) {
  Writer out(options.colour);
  if (!options.wants.empty()) {
    for (const WantedHeader& wanted : answer.wanted) {
      out.Text(WantLine(wanted) + "\n");
    }
    WriteEnd(answer.interpretation, &out);
    return out.text();
  }
  const Fetch& fetch = answer.fetch;
  WriteTop(options, answer.interpretation, &out);
  if (fetch.profile() != Profile::kStandard) {
    const ProfileInfo& info = GetProfileInfo(fetch.profile());
    out.Quiet("As " + std::string(info.versions) + " does.\n\n");
  }
  WriteConsoleReason(answer.interpretation, &out);
  WriteSteps(answer, &out);
  for (const std::string& assumed : fetch.assumptions()) {
    out.Quiet(assumed + "\n\n");
  }
  if (fetch.goes_on_to()) {
    WriteWhereItGoes(answer, &out);
  } else {
    WriteOutcome(answer, &out);
    WriteFates(fetch.seen(), &out);
    WriteInvalidList(fetch.seen(), &out);
    WriteAdvice(options, answer, &out);
  }
  WriteSentences(answer.remarks, &out);
  WriteEnd(answer.interpretation, &out);
  return out.text();
}

std::string ExplainAllText(const ExplainOptions& options,
                           const std::vector<const ExplainAnswer*>& answers) {
  Writer out(options.colour);
  const ExplainAnswer& standard = *answers.front();
  if (!options.wants.empty()) {
    for (const ExplainAnswer* answer : answers) {
      const ProfileInfo& info = GetProfileInfo(answer->fetch.profile());
      for (const WantedHeader& wanted : answer->wanted) {
        out.Text(Padded(std::string(info.name), 9) + " " + WantLine(wanted) +
                 "\n");
      }
    }
    WriteEnd(standard.interpretation, &out);
    return out.text();
  }
  WriteTop(options, standard.interpretation, &out);
  for (const ExplainAnswer* answer : answers) {
    const ProfileInfo& info = GetProfileInfo(answer->fetch.profile());
    out.Quiet(Padded(std::string(info.name), 9) + " " +
              std::string(info.versions) + "\n");
  }
  out.Text("\n");
  WriteConsoleReason(standard.interpretation, &out);
  WriteSteps(standard, &out);
  for (const std::string& assumed : standard.fetch.assumptions()) {
    out.Quiet(assumed + "\n\n");
  }
  WriteSideBySide(answers, &out);
  if (standard.fetch.goes_on_to()) {
    out.Text("\n");
    WriteWhereItGoes(standard, &out);
  } else {
    out.Text("\n");
    WriteOutcome(standard, &out);
    WriteInvalidList(standard.fetch.seen(), &out);
    WriteAdvice(options, standard, &out);
  }
  WriteSentences(standard.remarks, &out);
  WriteEnd(standard.interpretation, &out);
  return out.text();
}

}  // namespace corsieve::tools
