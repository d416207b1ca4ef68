#include "tools/explain/reasons.h"

#include <algorithm>
#include <cstddef>
#include <vector>

#include "corsieve/reason.h"
#include "tools/explain/console_sentence.h"
#include "tools/explain/reason_pages.h"
#include "tools/explain/reason_sections.h"
#include "tools/paste/console_forms.h"
#include "tools/paste/console_reasons.h"
#include "tools/text.h"

namespace corsieve::tools {
namespace {

constexpr size_t kWidth = 80;
// Two blanks, the longest name, two blanks.
constexpr size_t kTextColumn = 40;

// A terminal may show no more than ASCII.
std::string Ascii(std::string_view s) {
  static constexpr std::string_view kPlain[][2] = {
      {"‘", "'"}, {"’", "'"}, {"“", "\""}, {"”", "\""}, {"…", "..."}};
  std::string plain;
  while (!s.empty()) {
    std::string_view taken = s.substr(0, 1);
    std::string_view written = taken;
    for (const auto& [from, to] : kPlain) {
      if (s.substr(0, from.size()) != from) continue;
      taken = from;
      written = to;
    }
    plain += written;
    s.remove_prefix(taken.size());
  }
  return plain;
}

// Appends `text` in lines that begin with `indent` blanks; the first continues
// the line that `out` ends with.
void Wrap(std::string_view text, size_t indent, std::string* out) {
  size_t column = out->size() - (out->rfind('\n') + 1);
  bool is_first = true;
  while (!text.empty()) {
    const size_t end = std::min(text.find(' '), text.size());
    if (!is_first && column + 1 + end > kWidth) {
      *out += '\n' + std::string(indent, ' ');
      column = indent;
    } else if (!is_first) {
      *out += ' ';
      ++column;
    }
    *out += text.substr(0, end);
    column += end;
    text.remove_prefix(std::min(end + 1, text.size()));
    is_first = false;
  }
  *out += '\n';
}

void List(const ReasonInfo& info, std::string* out) {
  std::string name = "  " + std::string(info.name);
  name.resize(kTextColumn, ' ');
  *out += name;
  Wrap(info.text, kTextColumn, out);
}

// Each line of `lines`, which may end without an LF.
std::vector<std::string_view> LinesOf(std::string_view lines) {
  std::vector<std::string_view> all;
  while (!lines.empty()) {
    const size_t end = std::min(lines.find('\n'), lines.size());
    all.push_back(lines.substr(0, end));
    lines.remove_prefix(std::min(end + 1, lines.size()));
  }
  return all;
}

void Paragraph(std::string_view title, std::string_view text,
               std::string* out) {
  if (text.empty()) return;
  *out += '\n' + std::string(title) + "\n  ";
  Wrap(Ascii(text), 2, out);
}

struct Console {
  std::string_view browser;
  std::string_view wordings;
};

std::vector<Console> ConsolesOf(const ReasonPage& page) {
  std::vector<Console> consoles = {{"Chromium", page.console.chromium},
                                   {"Firefox", page.console.firefox},
                                   {"Safari", page.console.safari}};
  const auto is_silent = [](const Console& c) { return c.wordings.empty(); };
  consoles.erase(std::remove_if(consoles.begin(), consoles.end(), is_silent),
                 consoles.end());
  return consoles;
}

std::string Describe(Reason reason) {
  const absl::Span<const ReasonInfo> all = AllReasons();
  const ReasonInfo& info = GetReasonInfo(reason);
  const ReasonPage& page = GetReasonPage(&info - all.data());
  std::string out = std::string(info.name) + " (" +
                    std::to_string(static_cast<int>(reason)) + "): ";
  out += std::string(NameOfKind(info.kind)) + "\n  ";
  Wrap(info.text, 2, &out);
  Paragraph("What it means", page.rule.meaning, &out);
  Paragraph("Why the rule is there", page.rule.why, &out);
  const std::vector<Console> consoles = ConsolesOf(page);
  if (!consoles.empty()) out += "\nWhat consoles say\n";
  for (const Console& console : consoles) {
    out += "  " + std::string(console.browser) + '\n';
    for (std::string_view wording : LinesOf(console.wordings)) {
      out += "    ";
      Wrap(Ascii(wording), 6, &out);
    }
  }
  Paragraph("On the server", page.fix.server, &out);
  for (std::string_view line : LinesOf(page.fix.lines)) {
    out += "    " + std::string(line) + '\n';
  }
  Paragraph("In the page", page.fix.page, &out);
  out += "\nThe rule: " + std::string(info.url) + '\n';
  return out;
}

std::optional<Reason> ReasonOfName(std::string_view name) {
  const std::string lower = Lower(name);
  for (const ReasonInfo& info : AllReasons()) {
    const auto number = std::to_string(static_cast<int>(info.reason));
    if (lower == number || lower == Lower(info.name)) return info.reason;
  }
  return std::nullopt;
}

}  // namespace

std::string ListReasons() {
  std::string out;
  const ReasonSection* section = nullptr;
  for (const ReasonInfo& info : AllReasons()) {
    if (section != &SectionOf(info.reason)) {
      if (section != nullptr) out += '\n';
      section = &SectionOf(info.reason);
      out += std::string(section->title) + '\n';
    }
    List(info, &out);
  }
  return out;
}

namespace {

// What browsers of former years said, and what is no reason of Fetch.
std::optional<std::string> DescribeOldSentence(std::string_view said) {
  const std::string text = FlattenMessage(said);
  const std::string_view cause = FindOtherCause(text);
  if (!cause.empty()) return std::string(cause) + "\n";
  std::string_view slot;
  const ConsoleReason* old = FindConsoleReason(text, &slot);
  if (old == nullptr) return std::nullopt;
  const std::optional<Reason> reason = FindReason(old->reason);
  if (!reason) return std::nullopt;
  return Describe(*reason);
}

}  // namespace

std::optional<std::string> DescribeReason(std::string_view name) {
  if (const std::optional<Reason> reason = ReasonOfName(name)) {
    return Describe(*reason);
  }
  // A sentence has blanks; Chromium's codes of errors are one word.
  const bool is_said = name.find(' ') != std::string_view::npos ||
                       Lower(name).find("net::err_") != std::string::npos;
  if (!is_said) return std::nullopt;
  const std::vector<Reason> reasons = ReasonsOfConsole(name);
  if (reasons.empty()) return DescribeOldSentence(name);
  if (reasons.size() == 1) return Describe(reasons[0]);
  std::string out = "Consoles say so for several reasons:\n\n";
  for (Reason reason : reasons) List(GetReasonInfo(reason), &out);
  return out + "\nAsk for one of them by its name.\n";
}

// ---- docs/reasons.md

namespace {

constexpr std::string_view kTop =
    R"(<!-- Made by `bazel-bin/tools/corsieve reasons --format markdown > docs/reasons.md`. -->
# Reasons

Why script can or cannot read a response or a header, reason by reason: what `corsieve explain` names, what it means, why browsers
have the rule, how their consoles word it, and what to change.

Search this page for a sentence from your console. Words in capitals (`URL`, `ORIGIN`, `VALUE`, …) stand for what is yours. They are
recorded from Chromium 156 (Chrome and Edge say the same), Firefox 153 ESR and WebKitGTK 2.50.6 (for Safari). Chromium writes
`Access to XMLHttpRequest` where `fetch` is not what asked, and a code as `net::ERR_FAILED` behind method and URL. Where a console
keeps silent, as all do about a hidden header read with `fetch()`, none is given. Where a preflight fails, Firefox says why, and below
it that the CORS request did not succeed.

)";

std::string MarkdownText(std::string_view text) {
  std::string out;
  for (char c : text) {
    if (c == '*' || c == '_' || c == '<') out += '\\';
    out += c;
  }
  return out;
}

// As GitHub makes it from a heading.
std::string Anchor(std::string_view heading) {
  std::string anchor;
  for (char c : Lower(heading)) {
    if (c == ' ') {
      anchor += '-';
    } else if (c != '\'') {
      anchor += c;
    }
  }
  return anchor;
}

void MarkdownParagraph(std::string_view title, std::string_view text,
                       std::string* out) {
  if (text.empty()) return;
  *out += "**" + std::string(title) + ".** " + MarkdownText(text) + "\n\n";
}

void MarkdownPage(const ReasonInfo& info, const ReasonPage& page,
                  std::string* out) {
  *out += "### " + std::string(info.name) + "\n\n";
  *out += std::to_string(static_cast<int>(info.reason)) + ", " +
          std::string(NameOfKind(info.kind)) + ": " + MarkdownText(info.text) +
          ".\n\n";
  MarkdownParagraph("What it means", page.rule.meaning, out);
  MarkdownParagraph("Why the rule is there", page.rule.why, out);
  const std::vector<Console> consoles = ConsolesOf(page);
  if (!consoles.empty()) {
    *out += "**Consoles.**\n\n```text\n";
    for (const Console& console : consoles) {
      for (std::string_view wording : LinesOf(console.wordings)) {
        *out += std::string(console.browser) + ": " + std::string(wording);
        *out += '\n';
      }
    }
    *out += "```\n\n";
  }
  MarkdownParagraph("On the server", page.fix.server, out);
  if (!page.fix.lines.empty()) {
    *out += "```http\n" + std::string(page.fix.lines) + "```\n\n";
  }
  MarkdownParagraph("In the page", page.fix.page, out);
  *out += "The rule: <" + std::string(info.url) + ">\n";
}

}  // namespace

std::string ReasonsMarkdown() {
  std::string contents;
  std::string pages;
  const absl::Span<const ReasonInfo> all = AllReasons();
  const ReasonSection* section = nullptr;
  for (size_t i = 0; i < all.size(); ++i) {
    if (section != &SectionOf(all[i].reason)) {
      section = &SectionOf(all[i].reason);
      const std::string title(section->title);
      contents += "- [" + title + "](#" + Anchor(title) + ")\n";
      pages += "\n## " + title + "\n";
    }
    const std::string name(all[i].name);
    contents += "  - [" + name + "](#" + Anchor(name) +
                "): " + MarkdownText(all[i].text) + "\n";
    pages += '\n';
    MarkdownPage(all[i], GetReasonPage(i), &pages);
  }
  return std::string(kTop) + contents + pages;
}

}  // namespace corsieve::tools
