#include "tools/explain/console_sentence.h"

#include <algorithm>
#include <cstddef>
#include <string>

#include "tools/explain/reason_pages.h"
#include "tools/text.h"

namespace corsieve::tools {
namespace {

// A part of a sentence that says less than this could be of any.
constexpr size_t kShortestPart = 8;

// What browsers write in front of the sentence that differs, and behind it.
constexpr std::string_view kIntros[] = {"blocked by cors policy: ",
                                        "(reason: "};
constexpr std::string_view kOutro =
    " have the server send the header with a valid value.";

// Takes a quotation mark of any kind off the front.
bool TakeQuote(std::string_view* s) {
  for (std::string_view quote : {"'", "\"", "`", "‘", "’", "“", "”"}) {
    if (!StartsWith(*s, quote)) continue;
    s->remove_prefix(quote.size());
    return true;
  }
  return false;
}

// In lower case, with one blank for many and ' for each quotation mark.
std::string Fold(std::string_view s) {
  std::string folded;
  while (!s.empty()) {
    if (TakeQuote(&s)) {
      folded += '\'';
      continue;
    }
    const char c = s.front();
    s.remove_prefix(1);
    if (static_cast<unsigned char>(c) > ' ') {
      folded += c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
    } else if (folded.empty() || folded.back() != ' ') {
      folded += ' ';
    }
  }
  return folded;
}

// Takes off what stands in front of the sentence that differs; whether
// something did.
bool TakeIntro(std::string_view* folded) {
  for (std::string_view intro : kIntros) {
    const size_t at = folded->find(intro);
    if (at == std::string_view::npos) continue;
    folded->remove_prefix(at + intro.size());
    return true;
  }
  return false;
}

void TakeEnd(std::string_view* folded) {
  const size_t outro = folded->find(kOutro);
  if (outro != std::string_view::npos) *folded = folded->substr(0, outro);
  while (!folded->empty() &&
         std::string_view(" .)").find(folded->back()) != std::string::npos) {
    folded->remove_suffix(1);
  }
}

bool IsLetter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

// Where the first placeholder of `s` begins, and its size; npos if there is
// none.
size_t FindPlaceholder(std::string_view s, size_t* size) {
  for (size_t i = 0; i < s.size(); ++i) {
    if (i > 0 && IsLetter(s[i - 1])) continue;
    for (std::string_view word : kPlaceholders) {
      if (!StartsWith(s.substr(i), word)) continue;
      const size_t end = i + word.size();
      if (end < s.size() && IsLetter(s[end])) continue;
      *size = word.size();
      return i;
    }
  }
  return std::string_view::npos;
}

// A sentence of a console as what stays the same in it: between two literals is
// a value.
struct Sentence {
  Reason reason;
  std::vector<std::string> literals;
};

Sentence MakeSentence(Reason reason, std::string_view wording) {
  Sentence sentence = {reason, {}};
  size_t size = 0;
  while (true) {
    const size_t at = FindPlaceholder(wording, &size);
    sentence.literals.push_back(Fold(wording.substr(0, at)));
    if (at == std::string_view::npos) break;
    wording.remove_prefix(at + size);
  }
  // What is in front of the sentence that differs has placeholders, too.
  for (size_t i = sentence.literals.size(); i-- > 0;) {
    std::string_view rest = sentence.literals[i];
    if (!TakeIntro(&rest)) continue;
    const std::string literal(rest);
    sentence.literals.erase(sentence.literals.begin(),
                            sentence.literals.begin() + i);
    sentence.literals[0] = literal;
    break;
  }
  std::string_view last = sentence.literals.back();
  TakeEnd(&last);
  sentence.literals.back() = std::string(last);
  return sentence;
}

const std::vector<Sentence>& Sentences() {
  static const auto* const sentences = [] {
    auto* all = new std::vector<Sentence>;
    for (size_t i = 0; i < AllReasons().size(); ++i) {
      const ReasonPage& page = GetReasonPage(i);
      for (std::string_view wordings :
           {page.console.chromium, page.console.firefox, page.console.safari}) {
        while (!wordings.empty()) {
          const size_t end = wordings.find('\n');
          all->push_back(MakeSentence(page.reason, wordings.substr(0, end)));
          if (end == std::string_view::npos) break;
          wordings.remove_prefix(end + 1);
        }
      }
    }
    return all;
  }();
  return *sentences;
}

// How many bytes of `sentence` are in `text`, if all of it is; else 0.
size_t SizeOfWhole(const Sentence& sentence, std::string_view text) {
  size_t size = 0;
  for (const std::string& literal : sentence.literals) {
    const size_t at = text.find(literal);
    if (at == std::string_view::npos) return 0;
    text.remove_prefix(at + literal.size());
    size += literal.size();
  }
  return size;
}

// Whether `text` is a part of `sentence` that begins with byte `offset` of
// literal `i`.
bool IsPartFrom(const Sentence& sentence, size_t i, size_t offset,
                std::string_view text) {
  std::string_view literal = sentence.literals[i];
  literal.remove_prefix(offset);
  size_t size = 0;
  while (true) {
    if (text.size() <= literal.size()) {
      return StartsWith(literal, text) && size + text.size() >= kShortestPart;
    }
    if (!StartsWith(text, literal)) return false;
    text.remove_prefix(literal.size());
    size += literal.size();
    if (++i == sentence.literals.size()) return false;
    // A value ends with its quote or, unquoted, with its word.
    const bool is_quoted = !literal.empty() && literal.back() == '\'';
    literal = sentence.literals[i];
    const size_t next = text.find(literal);
    const size_t end = next != std::string_view::npos
                           ? next
                           : text.find(is_quoted ? '\'' : ' ');
    text.remove_prefix(std::min(end, text.size()));
  }
}

bool IsPart(const Sentence& sentence, std::string_view text, bool from_start) {
  if (from_start) return IsPartFrom(sentence, 0, 0, text);
  for (size_t i = 0; i < sentence.literals.size(); ++i) {
    const std::string& literal = sentence.literals[i];
    for (size_t offset = 0; offset < literal.size(); ++offset) {
      if (IsPartFrom(sentence, i, offset, text)) return true;
    }
    // It may begin with the value in front of the literal.
    if (i == 0 || literal.empty()) continue;
    const size_t end = text.find(literal.front());
    if (end == std::string_view::npos) continue;
    if (IsPartFrom(sentence, i, 0, text.substr(end))) return true;
  }
  return false;
}

}  // namespace

std::vector<Reason> ReasonsOfConsole(std::string_view text) {
  const std::string folded = Fold(text);
  std::string_view said = folded;
  if (StartsWith(said, " ")) said.remove_prefix(1);
  const bool has_intro = TakeIntro(&said);
  TakeEnd(&said);
  std::vector<Reason> whole;
  std::vector<Reason> parts;
  size_t longest = kShortestPart - 1;
  // A reason's sentences follow one another.
  const auto add = [](Reason reason, std::vector<Reason>* reasons) {
    if (reasons->empty() || reasons->back() != reason) {
      reasons->push_back(reason);
    }
  };
  for (const Sentence& sentence : Sentences()) {
    const size_t size = SizeOfWhole(sentence, said);
    if (size > longest) {
      longest = size;
      whole.clear();
    }
    if (size >= longest && size > 0) add(sentence.reason, &whole);
    if (whole.empty() && said.size() >= kShortestPart &&
        IsPart(sentence, said, has_intro)) {
      add(sentence.reason, &parts);
    }
  }
  return whole.empty() ? parts : whole;
}

}  // namespace corsieve::tools
