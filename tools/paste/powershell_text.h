// Reads the literals of PowerShell.

#ifndef CORSIEVE_TOOLS_PASTE_POWERSHELL_TEXT_H_
#define CORSIEVE_TOOLS_PASTE_POWERSHELL_TEXT_H_

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace corsieve::tools {

class PowerShellScanner {
 public:
  PowerShellScanner(std::string_view text, size_t at) : s_(text), at_(at) {}

  size_t at() const { return at_; }
  // The next byte behind blanks and lines that a backtick continues; NUL at the
  // end.
  char Peek();
  bool Take(char c);  // Takes the next byte if it is `c`.

  // Takes "-Name" of a parameter; "" where there is none.
  std::string_view TakeParameter();
  // Takes a string of any quotes, a here-string, or a bare word. nullopt, and
  // nothing is taken: it is something else, as a variable, or not closed.
  std::optional<std::string> TakeText();
  // Takes "$name" or "@name"; "" where there is none.
  std::string_view TakeVariable();
  // Skips one value, with all that brackets hold together.
  void SkipValue();

  // Takes @{…}; `member` is called with the scanner before a value. False where
  // there is none.
  using Member = std::function<void(std::string_view key)>;
  bool TakeHashtable(const Member& member);

 private:
  std::optional<std::string> TakeHereString();
  char At(size_t ahead) const {
    return at_ + ahead < s_.size() ? s_[at_ + ahead] : '\0';
  }

  std::string_view s_;
  size_t at_;
};

}  // namespace corsieve::tools

#endif  // CORSIEVE_TOOLS_PASTE_POWERSHELL_TEXT_H_
