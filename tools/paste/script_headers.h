// Values and headers that a script gives in literals or in variables that it
// shows.

#ifndef CORSIEVE_TOOLS_PASTE_SCRIPT_HEADERS_H_
#define CORSIEVE_TOOLS_PASTE_SCRIPT_HEADERS_H_

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tools/case.h"
#include "tools/paste/parts.h"
#include "tools/paste/script_text.h"

namespace corsieve::tools {

class ScriptValues {
 public:
  // `joined` must outlive it.
  explicit ScriptValues(const parts::JoinedLines& joined) : joined_(joined) {}

  std::string_view text() const { return joined_.text(); }
  // "line 3"
  std::string Line(size_t at) const;
  // Takes a literal, or what the text gives a variable as one.
  std::optional<ScriptText> TakeText(ScriptScanner* s);
  // Where the variable's value begins. Each look is a pass through the text, so
  // that after some it finds nothing any more.
  std::optional<size_t> Assigned(std::string_view name);

 private:
  const parts::JoinedLines& joined_;
  int looks_ = 0;
};

class ScriptHeaders {
 public:
  // Both must outlive it.
  ScriptHeaders(ScriptValues* values, std::vector<std::string>* notes)
      : values_(values), notes_(notes) {}

  // Takes {…}, new Headers({…}), [["name", "value"]], or a variable.
  void Take(ScriptScanner* s);
  // Takes the value of a header; its name alone is a variable of that name.
  void TakeValue(std::string_view name, ScriptScanner* s);
  // Takes the names and values that a method is called with, of one object if
  // that is named. False where it is not called.
  bool TakeCalls(std::string_view method, std::string_view object = "");

  // False where a name or value has bytes that no header has; then `*error`
  // says which.
  bool Check(std::string* error) const;
  Pairs headers() && { return std::move(headers_); }

 private:
  void TakeObject(ScriptScanner* s);
  void TakePairs(ScriptScanner* s);
  void TakeVariable(std::string_view name, size_t at);
  void NoteHidden(size_t at);

  ScriptValues* values_;
  std::vector<std::string>* notes_;
  Pairs headers_;
  std::vector<size_t> places_;
  int depth_ = 0;
};

}  // namespace corsieve::tools

#endif  // CORSIEVE_TOOLS_PASTE_SCRIPT_HEADERS_H_
