#include <algorithm>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>

#include "tools/paste/clean.h"
#include "tools/paste/curl_command.h"
#include "tools/paste/decode.h"
#include "tools/paste/head_lines.h"
#include "tools/paste/looks_like.h"
#include "tools/paste/pair_up.h"
#include "tools/paste/parts.h"
#include "tools/paste/paste.h"
#include "tools/paste/raw_heads.h"
#include "tools/paste/readers.h"
#include "tools/paste/session.h"
#include "tools/paste/terminal.h"
#include "tools/paste/unescape.h"
#include "tools/text.h"

namespace corsieve::tools {
namespace {

// The most certain first.
constexpr PasteReader kReaders[] = {
    ReadRawHeads,
    ReadCurlTrace,
    ReadCurlVerbose,
    ReadWget,
    ReadDevToolsPane,
    ReadFirefoxPane,
    ReadSafariPane,
    ReadRequestAndResponse,
    ReadHar,
    ReadJsonHead,
    ReadCopiedCurl,
    ReadCopiedFetch,
    ReadCopiedPowerShell,
    ReadPowerShell,
    ReadGoHeaders,
    ReadDotnetResponse,
    ReadHeadersOnly,
    ReadPrintedHeaders,
    ReadConsoleMessage,
};

void Append(Notes* more, Notes* notes) {
  std::move(more->begin(), more->end(), std::back_inserter(*notes));
}

std::optional<Paste> ReadLines(const Lines& lines, std::string* error) {
  if (lines.empty()) return std::nullopt;
  for (const PasteReader reader : kReaders) {
    std::string why;
    if (auto paste = reader(lines, &why)) return paste;
    if (!why.empty() && error->empty()) *error = why;
  }
  return std::nullopt;
}

// The URL of the command tells the scheme of what it asked first.
void TakeScheme(const Run& run, PastedRequest* request) {
  if (!request->assumed_scheme_line || !run.is_curl) return;
  PastedCall ignored_call;
  std::string ignored;
  const auto asked = ReadCurlCommand(run.command, &ignored_call, &ignored);
  if (!asked) return;
  const std::string_view url = asked->url;
  const std::string_view host = parts::HostOfUrl(url);
  if (!EqualsAnyCase(host, parts::HostOfUrl(request->url))) return;
  request->url.replace(0, request->url.find(':'), url.substr(0, url.find(':')));
  request->assumed_scheme_line.reset();
}

void NoteAssumedSchemes(Paste* paste) {
  for (const PastedExchange& exchange : paste->exchanges) {
    if (!exchange.request || !exchange.request->assumed_scheme_line) continue;
    const std::string& url = exchange.request->url;
    paste->notes.push_back(
        "The scheme of the request in line " +
        std::to_string(*exchange.request->assumed_scheme_line) +
        " is not told; " + url.substr(0, url.find(':')) + " was assumed.");
  }
}

// Puts the request of the command before what it printed.
void AddCommand(const Run& run, Paste* paste) {
  PastedExchange& first = paste->exchanges.front();
  if (first.request) {  // curl -v shows it as it was sent.
    TakeScheme(run, &*first.request);
    return;
  }
  const size_t line = run.command_lines.front().number;
  const std::string place =
      "The command in " + LinesText(line, run.command_lines.back().number);
  if (!run.is_curl) {
    paste->notes.push_back(place + " was left out.");
    return;
  }
  std::string why;
  first.request = ReadCurlCommand(run.command, &paste->call, &why);
  if (first.request) return;
  paste->notes.push_back(place + " was left out" +
                         (why.empty() ? "." : ": " + why + "."));
}

// What is done to the output of each command.
void CleanOutput(Lines* lines, Notes* notes) {
  DropEmptyLinesInFront(lines, notes);
  DropIndentation(lines, notes);
  DropDoubleSpacing(lines, notes);
  DropEllipses(lines, notes);
}

bool IsBlank(const Lines& lines) {
  return std::all_of(lines.begin(), lines.end(),
                     [](const Line& line) { return IsBlankLine(line.text); });
}

std::optional<Paste> ReadRun(Run* run, std::string* error) {
  if (IsBlank(run->output)) return ReadLines(run->command_lines, error);
  Notes notes;
  if (!run->command.empty()) {
    // PowerShell prints some.
    DropEmptyLinesInFront(&run->output, &notes);
    notes.clear();
  }
  CleanOutput(&run->output, &notes);
  std::optional<Paste> paste = ReadLines(run->output, error);
  if (!paste) return std::nullopt;
  Append(&paste->notes, &notes);
  paste->notes = std::move(notes);
  if (!run->command.empty()) AddCommand(*run, &*paste);
  NoteAssumedSchemes(&*paste);
  return paste;
}

template <typename T>
void Override(std::optional<T>* value, std::optional<T>* with) {
  if (*with) *value = std::move(*with);
}

// Of several runs the last is what the page does.
void Join(Paste* more, Paste* paste) {
  paste->format = paste->format.empty() ? more->format
                  : paste->format == more->format &&
                          StartsWith(more->format, "a response head")
                      ? "response heads"
                      : paste->format;
  paste->is_plain =
      more->is_plain && (paste->exchanges.empty() || paste->is_plain);
  std::move(more->exchanges.begin(), more->exchanges.end(),
            std::back_inserter(paste->exchanges));
  Append(&more->notes, &paste->notes);
  Override(&paste->call.origin, &more->call.origin);
  Override(&paste->call.mode, &more->call.mode);
  Override(&paste->call.credentials, &more->call.credentials);
  Override(&paste->call.redirect, &more->call.redirect);
  Override(&paste->call.api, &more->call.api);
  Override(&paste->call.reason, &more->call.reason);
}

// Reads what is in `lines` into `all`; notes what is nothing.
void ReadSession(const Lines& lines, Paste* all, std::string* error) {
  for (Run& run : SplitSession(lines)) {
    if (run.command.empty() && IsBlank(run.output)) continue;
    const Line first =
        run.command.empty() ? run.output.front() : run.command_lines.front();
    const Line last =
        run.output.empty() ? run.command_lines.back() : run.output.back();
    std::string why;
    if (auto paste = ReadRun(&run, &why)) {
      Join(&*paste, all);
      continue;
    }
    if (error->empty()) *error = why;
    all->notes.push_back("What is in " + LinesText(first.number, last.number) +
                         " shows no head and was left out.");
  }
}

// What of it is in Markdown's fences.
Paste ReadFenced(const Lines& lines) {
  Paste all;
  std::string ignored;
  for (Lines& part : TakeFenced(lines, &all.notes)) {
    DropIndentation(&part, &all.notes);
    ReadSession(part, &all, &ignored);
  }
  return all;
}

// What begins with the first head, behind lines that are something else.
Paste ReadFromHead(const Lines& lines) {
  Paste all;
  const auto head =
      std::find_if(lines.begin(), lines.end(),
                   [](const Line& line) { return IsStatusLine(line.text); });
  if (head == lines.end()) return all;
  all.notes.push_back("What is before line " + std::to_string(head->number) +
                      ", where a head begins, was left out.");
  std::string ignored;
  ReadSession(Lines(head, lines.end()), &all, &ignored);
  return all;
}

void Clean(Lines* lines, Notes* notes) {
  DropExtraCarriageReturns(lines, notes);
  DropProgressMeter(lines, notes);
  DropQuoting(lines, notes);
  DropEmptyLinesInFront(lines, notes);
  DropIndentation(lines, notes);
  DropLinePrefixes(lines, notes);
}

Paste ReadAll(const Lines& lines, std::string* error) {
  Paste all = ReadFenced(lines);
  if (!all.exchanges.empty()) return all;
  all = {};
  ReadSession(lines, &all, error);
  if (!all.exchanges.empty() || !error->empty()) return all;
  return ReadFromHead(lines);
}

// Whether the lines are what a server sent, as nothing is to be cleaned.
bool IsAsReceived(const Lines& lines) {
  if (lines.empty() || !StartsWith(lines[0].text, "HTTP/")) return false;
  std::vector<Run> runs = SplitSession(lines);
  if (runs.size() > 1) return false;
  Notes notes;
  CleanOutput(&runs[0].output, &notes);
  return notes.empty();
}

// "HTTP/1.1 20": marked in part.
bool IsCutStatusLine(std::string_view text) {
  return StartsWith(text, "HTTP/") && !Contains(text, "\n") &&
         !IsStatusLine(text) && text.size() < sizeof("HTTP/1.1 200");
}

// What `text` is, of which nothing was read.
std::string ErrorOf(std::string_view text, const Lines& lines) {
  const std::vector<Run> runs = SplitSession(lines);
  const Run& first = runs.front();
  if (first.command.empty()) return LooksLike(text);
  if (IsBlank(first.output)) {
    return "this is a command without what it printed: paste that, too, or "
           "pipe it: curl -si URL | corsieve explain";
  }
  const char* const start = first.output.front().text.data();
  return LooksLike(text.substr(static_cast<size_t>(start - text.data())));
}

}  // namespace

std::optional<Paste> ReadPaste(std::string_view text, std::string* error) {
  error->clear();
  Notes notes;
  std::string decoded = DecodeText(text, &notes);
  StripTerminalCodes(&decoded, &notes);
  UnescapeLineEnds(&decoded, &notes);
  UnescapeHtml(&decoded, &notes);
  Lines lines = SplitLines(decoded, &notes);
  Clean(&lines, &notes);
  if (lines.size() == 1 && IsCutStatusLine(decoded)) {
    *error =
        "the text ends in the middle of its first line: paste all of the head";
    return std::nullopt;
  }
  if (notes.empty() && IsAsReceived(lines)) return PasteOfHeads({decoded, {1}});
  Paste paste = ReadAll(lines, error);
  if (paste.exchanges.empty()) {
    if (error->empty()) *error = ErrorOf(decoded, lines);
    return std::nullopt;
  }
  error->clear();
  PairUp(&paste.exchanges);
  Append(&paste.notes, &notes);
  paste.notes = std::move(notes);
  return paste;
}

}  // namespace corsieve::tools
