#include "tools/paste/script_headers.h"

#include "corsieve/header_list.h"
#include "tools/paste/script_call.h"

namespace corsieve::tools {

std::string ScriptValues::Line(size_t at) const {
  return parts::LineName(joined_.LineOf(at));
}

std::optional<ScriptText> ScriptValues::TakeText(ScriptScanner* s) {
  if (auto text = s->TakeText()) return text;
  // new URL("…") comes to what is in it.
  if (s->TakeWord("new")) {
    s->TakeName();
    if (!s->Take('(')) return std::nullopt;
    auto text = s->TakeText();
    s->SkipExpression();
    s->Take(')');
    return text;
  }
  const auto at = Assigned(s->TakeName());
  if (!at) return std::nullopt;
  ScriptScanner value(text(), *at);
  return value.TakeText();
}

std::optional<size_t> ScriptValues::Assigned(std::string_view name) {
  constexpr int kMostLooks = 20;
  if (name.empty() || ++looks_ > kMostLooks) return std::nullopt;
  return FindAssignment(text(), name);
}

void ScriptHeaders::Take(ScriptScanner* s) {
  const size_t at = s->at();
  // Nobody nests them deeper than in a Headers in a variable.
  if (++depth_ > 4) return NoteHidden(at);
  if (s->TakeWord("new")) {
    if (!s->TakeWord("Headers") || !s->Take('(')) return NoteHidden(at);
    Take(s);
    s->SkipExpression();
    s->Take(')');
    return;
  }
  if (s->Peek() == ')') return;
  if (s->Peek() == '{') return TakeObject(s);
  if (s->Take('[')) return TakePairs(s);
  const std::string_view name = s->TakeName();
  TakeVariable(name.empty() ? "headers" : name, at);
}

void ScriptHeaders::TakeObject(ScriptScanner* s) {
  const size_t at = s->at();
  const bool is_whole =
      s->TakeObject([&](std::string_view name) { TakeValue(name, s); });
  if (!is_whole) NoteHidden(at);
}

void ScriptHeaders::TakePairs(ScriptScanner* s) {
  while (s->Take('[')) {
    const auto name = values_->TakeText(s);
    if (name && s->Take(',')) TakeValue(name->text, s);
    s->SkipExpression();
    s->Take(']');
    s->Take(',');
  }
  s->Take(']');
}

void ScriptHeaders::TakeVariable(std::string_view name, size_t at) {
  bool is_shown = false;
  if (const auto assigned = values_->Assigned(name)) {
    ScriptScanner value(values_->text(), *assigned);
    const char c = value.Peek();
    is_shown = c == '{' || c == '[' || value.TakeWord("new");
    if (is_shown) {
      value = ScriptScanner(values_->text(), *assigned);
      Take(&value);
    }
  }
  const bool appends = TakeCalls(".append", name);
  const bool sets = TakeCalls(".set", name);
  if (!is_shown && !appends && !sets) NoteHidden(at);
}

void ScriptHeaders::TakeValue(std::string_view name, ScriptScanner* s) {
  const size_t at = s->at();
  auto text = values_->TakeText(s);
  if (!text) text = ScriptText{"...", false};
  if (!text->is_literal) {
    notes_->push_back("The value of " + std::string(name) + " in " +
                      values_->Line(at) +
                      " is put together by the script: \"...\" stands for what "
                      "is not shown.");
  }
  headers_.emplace_back(name, std::move(text->text));
  places_.push_back(at);
}

bool ScriptHeaders::TakeCalls(std::string_view method,
                              std::string_view object) {
  // A broken text may have each call reach to its end.
  constexpr size_t kMost = 100;
  size_t count = 0;
  for (const MethodCall& call : FindMethodCalls(values_->text(), method)) {
    if (!object.empty() && call.object != object) continue;
    if (++count > kMost) {
      NoteHidden(call.arguments);
      break;
    }
    ScriptScanner s(values_->text(), call.arguments);
    const auto name = s.TakeText();
    if (name && s.Take(',')) TakeValue(name->text, &s);
  }
  return count > 0;
}

bool ScriptHeaders::Check(std::string* error) const {
  for (size_t i = 0; i < headers_.size(); ++i) {
    const auto& [name, value] = headers_[i];
    if (IsHeaderName(name) && !parts::HasForbiddenByte(value)) continue;
    *error = values_->Line(places_[i]) + ": " + parts::Quote(name) +
             (IsHeaderName(name) ? " has a CR, LF or NUL in its value"
                                 : " is no header's name");
    return false;
  }
  return true;
}

void ScriptHeaders::NoteHidden(size_t at) {
  notes_->push_back("The headers in " + values_->Line(at) +
                    " are not all written out: what the script adds to them "
                    "was left out.");
}

}  // namespace corsieve::tools
