// Reads literals of JavaScript out of a text that may be broken or have more in
// it than literals.

#ifndef CORSIEVE_TOOLS_PASTE_SCRIPT_TEXT_H_
#define CORSIEVE_TOOLS_PASTE_SCRIPT_TEXT_H_

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace corsieve::tools {

// What an expression comes to, as far as it is literal.
struct ScriptText {
  std::string text;
  // False where "..." stands for what only the running script knows.
  bool is_literal = true;
};

class ScriptScanner {
 public:
  ScriptScanner(std::string_view text, size_t at) : s_(text), at_(at) {}

  size_t at() const { return at_; }
  // The next byte behind blanks, line ends and comments; NUL at the end.
  char Peek();
  // Takes the next byte if it is `c`.
  bool Take(char c);
  // Takes the word if it is the next one.
  bool TakeWord(std::string_view word);
  // An identifier, with dots: "a.b". "" where there is none.
  std::string_view TakeName();

  // Takes a string or an expression that begins with one; a number, true or
  // false. nullopt, and nothing is taken: it begins in another way.
  std::optional<ScriptText> TakeText();

  // Skips to the ",", ")", "]", "}" or ";" that ends the expression.
  void SkipExpression();

  // Takes an object literal, or nothing where there is none. `member` is called
  // for each "key: value" with the scanner before the value, of which it takes
  // what it wants; for "key" alone, which is a variable, before the next comma.
  // False where there is no object, or it has more than members in it.
  using Member = std::function<void(std::string_view key)>;
  bool TakeObject(const Member& member);

 private:
  ScriptText TakeString();
  void SkipTemplateExpression();
  char At(size_t ahead) const {
    return at_ + ahead < s_.size() ? s_[at_ + ahead] : '\0';
  }

  std::string_view s_;
  size_t at_;
};

bool IsScriptNameByte(char c);

}  // namespace corsieve::tools

#endif  // CORSIEVE_TOOLS_PASTE_SCRIPT_TEXT_H_
