#include "tools/paste/session.h"

#include <algorithm>
#include <optional>
#include <string_view>

#include "tools/paste/head_lines.h"
#include "tools/text.h"

namespace corsieve::tools {
namespace {

constexpr std::string_view kPrograms[] = {
    "curl",
    "curl.exe",
    "wget",
    "wget.exe",
    "http",
    "https",
    "Invoke-WebRequest",
    "Invoke-RestMethod",
    "iwr",
    "irm",
    "xh",
};
// What may stand in front of one.
constexpr std::string_view kWrappers[] = {"sudo ", "time ", "winpty "};
// The last are those of fish, of zsh's themes and of starship.
constexpr std::string_view kPromptEnds[] = {
    "$",       "%", "#", ">", "\xe2\x9d\xaf", "\xe2\x9e\x9c", "\xe2\x9c\x97",
    "\xce\xbb"};
constexpr size_t kLongestPrompt = 120;
constexpr size_t kMostLines = 200;
constexpr size_t kLongestProgram = 32;

std::string_view ProgramOf(std::string_view command) {
  for (std::string_view wrapper : kWrappers) TakePrefix(wrapper, &command);
  command = command.substr(0, kLongestProgram);
  const std::string_view word = command.substr(0, command.find(' '));
  const auto* const end = std::end(kPrograms);
  return std::find(std::begin(kPrograms), end, word) == end ? "" : word;
}

bool IsCurl(std::string_view command) {
  const std::string_view program = ProgramOf(command);
  return program == "curl" || program == "curl.exe";
}

// "C:\>" and "PS C:\>" take any command.
std::optional<std::string_view> CommandOfWindows(std::string_view line) {
  std::string_view rest = line;
  const bool is_power_shell =
      TakePrefix("PS ", &rest) || StartsWith(rest, "PS>");
  const bool has_drive = rest.size() > 2 && rest.substr(1, 2) == ":\\";
  const size_t end = rest.substr(0, kLongestPrompt).find('>');
  if ((!is_power_shell && !has_drive) || end == rest.npos) return std::nullopt;
  return Trim(rest.substr(end + 1));
}

// What follows a prompt, where that is a command of kPrograms.
std::optional<std::string_view> CommandOf(std::string_view line) {
  line = Trim(line);
  if (const auto command = CommandOfWindows(line)) return command;
  const size_t size = std::min(line.size(), kLongestPrompt);
  for (size_t i = 0; i < size; ++i) {
    if (line[i] == '"' || line[i] == '\'' || line[i] == '{') break;
    for (std::string_view end : kPromptEnds) {
      std::string_view rest = line.substr(i);
      if (!TakePrefix(end, &rest)) continue;
      rest = Trim(rest);
      if (!ProgramOf(rest).empty()) return rest;
    }
  }
  return std::nullopt;
}

// In the first line, any command after "$ ", and curl without a prompt.
std::optional<std::string_view> FirstCommandOf(std::string_view line) {
  if (const auto command = CommandOf(line)) return command;
  line = Trim(line);
  if (IsCurl(line)) return line;
  if (TakePrefix("$ ", &line)) return Trim(line);
  return std::nullopt;
}

// Whether a shell reads on: quotes that are open, or a mark at the end.
class Continuation {
 public:
  bool IsOpenAfter(std::string_view line) {
    for (size_t i = 0; i < line.size(); ++i) {
      const char c = line[i];
      if (c == '\\' && quote_ != '\'') {
        ++i;
      } else if (quote_ == '\0' && (c == '"' || c == '\'')) {
        quote_ = c;
      } else if (c == quote_) {
        quote_ = '\0';
      }
    }
    return quote_ != '\0' || IsMarked(line);
  }
  // Whether a mark at the end says so, whatever the quotes do.
  static bool IsMarked(std::string_view line) {
    line = Trim(line);
    return EndsWith(line, "\\") || EndsWith(line, "^") || EndsWith(line, "`");
  }

 private:
  char quote_ = '\0';
};

// How many lines from `first` on the command has.
size_t CountCommandLines(const Lines& lines, size_t first,
                         std::string_view command) {
  const size_t end = std::min(lines.size(), first + kMostLines);
  Continuation all;
  bool is_open = all.IsOpenAfter(command);
  size_t i = first + 1;
  while (is_open && i < end) is_open = all.IsOpenAfter(lines[i++].text);
  if (!is_open) return i - first;
  // A quote that nobody closes means nothing, as in cmd.exe.
  bool is_marked = Continuation::IsMarked(command);
  for (i = first + 1; is_marked && i < end; ++i) {
    is_marked = Continuation::IsMarked(lines[i].text);
  }
  return i - first;
}

// "-H 'Origin: …'", "--compressed"
bool IsOptionLine(std::string_view line) {
  line = Trim(line);
  if (!StartsWith(line, "-")) return false;
  line.remove_prefix(StartsWith(line, "--") ? 2 : 1);
  return !line.empty() && ((line[0] >= 'a' && line[0] <= 'z') ||
                           (line[0] >= 'A' && line[0] <= 'Z'));
}

// Whether line `i`, or the one behind empty ones, is what a command prints
// first.
bool IsOutputAt(const Lines& lines, size_t i) {
  while (i < lines.size() && IsBlankLine(lines[i].text)) ++i;
  if (i == lines.size()) return false;
  const std::string_view line = Trim(lines[i].text);
  for (const char* start :
       {"HTTP/", "* ", "< HTTP/", "--20", "StatusCode", "== Info:"}) {
    if (StartsWith(line, start)) return true;
  }
  return IsRequestLine(line) ||
         (StartsWith(line, "> ") && IsRequestLine(line.substr(2)));
}

}  // namespace

std::vector<Run> SplitSession(const Lines& lines) {
  std::vector<Run> runs(1);
  for (size_t i = 0; i < lines.size();) {
    const std::string_view line = lines[i].text;
    const auto command = i == 0 ? FirstCommandOf(line) : CommandOf(line);
    if (!command) {
      runs.back().output.push_back(lines[i++]);
      continue;
    }
    size_t end = i + CountCommandLines(lines, i, *command);
    // The marks at the ends of lines may have been lost.
    const size_t most = std::min(lines.size(), i + kMostLines);
    while (IsCurl(*command) && end < most && IsOptionLine(lines[end].text)) {
      ++end;
    }
    if (i > 0 && !IsOutputAt(lines, end)) {
      while (i < end) runs.back().output.push_back(lines[i++]);
      continue;
    }
    if (i > 0) runs.emplace_back();
    Run& run = runs.back();
    run.is_curl = IsCurl(*command);
    run.command_lines.push_back({*command, lines[i].number});
    for (++i; i < end; ++i) {
      std::string_view text = lines[i].text;
      TakePrefix("> ", &text);  // The shell's second prompt.
      run.command_lines.push_back({text, lines[i].number});
    }
    for (const Line& part : run.command_lines) {
      if (!run.command.empty()) run.command += '\n';
      run.command += part.text;
    }
  }
  return runs;
}

}  // namespace corsieve::tools
