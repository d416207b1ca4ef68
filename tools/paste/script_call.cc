#include "tools/paste/script_call.h"

#include <string>

#include "corsieve/header_list.h"
#include "tools/paste/script_text.h"
#include "tools/text.h"

namespace corsieve::tools {
namespace {

struct CallName {
  std::string_view name;
  CallKind kind;
  std::string_view method;
};
constexpr CallName kCallNames[] = {
    {"fetch", CallKind::kFetch, ""},
    {"window.fetch", CallKind::kFetch, ""},
    {"self.fetch", CallKind::kFetch, ""},
    {"globalThis.fetch", CallKind::kFetch, ""},
    {"Request", CallKind::kFetch, ""},
    {"axios", CallKind::kConfig, ""},
    {"axios.request", CallKind::kConfig, ""},
    {"$.ajax", CallKind::kConfig, ""},
    {"jQuery.ajax", CallKind::kConfig, ""},
    {"axios.get", CallKind::kGet, "GET"},
    {"axios.head", CallKind::kGet, "HEAD"},
    {"axios.delete", CallKind::kGet, "DELETE"},
    {"axios.options", CallKind::kGet, "OPTIONS"},
    {"axios.post", CallKind::kPost, "POST"},
    {"axios.put", CallKind::kPost, "PUT"},
    {"axios.patch", CallKind::kPost, "PATCH"},
};

// The longest name that is looked for, with room for what it stands behind.
constexpr size_t kLongestName = 40;
// How far behind a parenthesis its first argument is looked for, as there may
// be many.
constexpr size_t kLookAhead = 200;

std::string_view NameBefore(std::string_view text, size_t end) {
  size_t start = end;
  while (start > 0 && end - start < kLongestName &&
         IsScriptNameByte(text[start - 1])) {
    --start;
  }
  return text.substr(start, end - start);
}

// open() of a window or a database has no method first.
bool OpensRequest(std::string_view text, size_t arguments) {
  ScriptScanner scanner(text.substr(0, arguments + kLookAhead), arguments);
  const char quote = scanner.Peek();
  if (quote != '"' && quote != '\'' && quote != '`') return false;
  const std::string_view word = text.substr(scanner.at() + 1, 20);
  return IsHeaderName(word.substr(0, word.find(quote)));
}

std::optional<ScriptCall> CallAt(std::string_view text, size_t parenthesis) {
  const std::string_view name = NameBefore(text, parenthesis);
  if (name.empty()) return std::nullopt;
  ScriptCall call;
  call.at = parenthesis - name.size();
  call.arguments = parenthesis + 1;
  constexpr std::string_view kOpen = ".open";
  if (name.size() > kOpen.size() &&
      name.substr(name.size() - kOpen.size()) == kOpen &&
      OpensRequest(text, call.arguments)) {
    call.kind = CallKind::kOpen;
    return call;
  }
  for (const CallName& known : kCallNames) {
    if (known.name == name) {
      call.kind = known.kind;
      call.method = known.method;
      return call;
    }
  }
  return std::nullopt;
}

// Whether the call's first argument makes a Request, or may be a variable of
// one: then that is the call.
bool TakesRequest(std::string_view text, const ScriptCall& call) {
  ScriptScanner scanner(text.substr(0, call.arguments + kLookAhead),
                        call.arguments);
  const char c = scanner.Peek();
  return call.kind == CallKind::kFetch && c != '"' && c != '\'' && c != '`' &&
         text.substr(call.at, 7) != "Request";
}

}  // namespace

std::vector<ScriptCall> FindScriptCalls(std::string_view text) {
  std::vector<ScriptCall> calls;
  const bool makes_request = text.find("new Request(") != text.npos;
  for (size_t at = text.find('('); at != text.npos;
       at = text.find('(', at + 1)) {
    const std::optional<ScriptCall> call = CallAt(text, at);
    if (!call || (makes_request && TakesRequest(text, *call))) continue;
    calls.push_back(*call);
  }
  return calls;
}

std::optional<size_t> FindAssignment(std::string_view text,
                                     std::string_view name) {
  if (name.empty()) return std::nullopt;
  for (size_t at = text.find('='); at != text.npos;
       at = text.find('=', at + 1)) {
    if (text.substr(at + 1, 1) == "=" || text.substr(at + 1, 1) == ">") {
      ++at;
      continue;
    }
    size_t end = at;
    while (end > 0 && at - end < kLongestName && IsBlank(text[end - 1])) {
      --end;
    }
    if (end < name.size() ||
        text.substr(end - name.size(), name.size()) != name) {
      continue;
    }
    const size_t start = end - name.size();
    if (start == 0 || !IsScriptNameByte(text[start - 1])) return at + 1;
  }
  return std::nullopt;
}

std::vector<MethodCall> FindMethodCalls(std::string_view text,
                                        std::string_view method) {
  std::vector<MethodCall> calls;
  const std::string wanted = std::string(method) + "(";
  for (size_t at = text.find(wanted); at != text.npos;
       at = text.find(wanted, at + wanted.size())) {
    calls.push_back({NameBefore(text, at), at + wanted.size()});
  }
  return calls;
}

}  // namespace corsieve::tools
