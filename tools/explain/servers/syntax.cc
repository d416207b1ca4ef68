#include "tools/explain/servers/syntax.h"

#include <algorithm>
#include <cctype>
#include <utility>
#include <vector>

#include "tools/text.h"

namespace corsieve::tools {
namespace {

using Words = std::vector<std::pair<std::string_view, std::string>>;

// `text` with what stands for each "{word}"; what is put in is not looked at.
std::string Filled(std::string_view text, const Words& words) {
  std::string out;
  while (!text.empty()) {
    bool is_word = false;
    for (const auto& [word, value] : words) {
      if (!StartsWith(text, word)) continue;
      out += value;
      text.remove_prefix(word.size());
      is_word = true;
      break;
    }
    if (is_word) continue;
    out += text.front();
    text.remove_prefix(1);
  }
  return out;
}

class Page {
 public:
  Page(const ServerSyntax& syntax, const ServerPlan& plan)
      : syntax_(syntax), plan_(plan) {
    std::vector<std::string> parts;
    for (const PlannedAnswers& answers : plan.answers) {
      parts.push_back(Groups(answers) + answers.path + answers.status);
    }
    id_ = Fingerprint(parts);
  }

  std::string Text() {
    std::string out = CommentLines(syntax_.comment, syntax_.where);
    if (plan_.has_duplicates) {
      out += CommentLines(
          syntax_.comment,
          "A line was sent more than once. Where a server in front of this one "
          "sends it,\nwhat is written here cannot take it away: do that "
          "there.\n");
    }
    out += Filled(syntax_.begin, {{"{id}", id_}});
    for (const PlannedAnswers& answers : plan_.answers) {
      out += Groups(answers);
    }
    out += syntax_.between;
    for (const PlannedAnswers& answers : plan_.answers) {
      if (answers.status.empty()) continue;
      out += Filled(syntax_.answer,
                    {{"{id}", Fingerprint({id_, answers.path})},
                     {"{conditions}", Conditions(answers, std::nullopt)},
                     {"{status}", answers.status}});
    }
    return out + Filled(syntax_.end, {{"{id}", id_}});
  }

 private:
  std::string Conditions(const PlannedAnswers& answers,
                         const std::optional<std::string>& origin) const {
    std::string out = Filled(syntax_.is_path,
                             {{"{path}", syntax_.quoted_path(answers.path)}});
    out += syntax_.both;
    out +=
        answers.is_preflight ? syntax_.is_preflight : syntax_.is_no_preflight;
    if (!origin) return out;
    out += syntax_.both;
    return out +
           Filled(syntax_.is_origin,
                  {{"{origin}", syntax_.quoted_origin(Printable(*origin))}});
  }

  std::string Group(const PlannedAnswers& answers,
                    const RuleGroup& group) const {
    const Words words = WordsOf(answers, group);
    return Filled(syntax_.open, words) + Rules(syntax_.rules, group, words) +
           std::string(syntax_.close);
  }

  std::string Groups(const PlannedAnswers& answers) const {
    std::string out;
    for (const RuleGroup& group : answers.groups) {
      out += Group(answers, group);
    }
    for (auto it = answers.groups.rbegin(); it != answers.groups.rend(); ++it) {
      out += Rules(syntax_.last_rules, *it, WordsOf(answers, *it));
    }
    return out;
  }

  Words WordsOf(const PlannedAnswers& answers, const RuleGroup& group) const {
    std::string conditions = Conditions(answers, group.for_origin);
    std::vector<std::string> parts = {conditions};
    for (const HeaderRule& rule : group.rules) {
      parts.push_back("\n" + rule.name + ": " + rule.value);
    }
    return {{"{id}", Fingerprint(parts)},
            {"{conditions}", std::move(conditions)}};
  }

  std::string Rules(const RulesSyntax& syntax, const RuleGroup& group,
                    const Words& words) const {
    std::string lines;
    for (const HeaderRule& rule : group.rules) {
      lines += Rule(syntax, group, rule);
    }
    if (lines.empty()) return "";
    return Filled(syntax.open, words) + lines + Filled(syntax.close, words);
  }

  std::string Rule(const RulesSyntax& syntax, const RuleGroup& group,
                   const HeaderRule& rule) const {
    const bool is_bare =
        syntax_.has_bare_names &&
        std::all_of(rule.name.begin(), rule.name.end(), [](unsigned char c) {
          return std::isalnum(c) != 0 || c == '-';
        });
    const std::string name = is_bare ? rule.name : syntax_.quoted(rule.name);
    switch (rule.kind) {
      case HeaderRule::Kind::kSet: {
        const bool is_origin = group.for_origin == rule.value;
        return Filled(
            syntax.set,
            {{"{name}", name},
             {"{value}", is_origin ? std::string(syntax_.request_origin)
                                   : syntax_.quoted(rule.value)}});
      }
      case HeaderRule::Kind::kDrop:
        return Filled(syntax.drop, {{"{name}", name}});
      case HeaderRule::Kind::kVaryByOrigin:
        return std::string(syntax.vary);
    }
    return "";
  }

  const ServerSyntax& syntax_;
  const ServerPlan& plan_;
  std::string id_;
};

}  // namespace

std::string WrittenAs(const ServerSyntax& syntax, const ServerPlan& plan) {
  return Page(syntax, plan).Text();
}

std::string QuotedWith(char quote, std::string_view text) {
  std::string out(1, quote);
  for (char c : text) {
    if (c == quote || c == '\\') out += '\\';
    out += c;
  }
  return out + quote;
}

std::string InDoubleQuotes(std::string_view text) {
  return QuotedWith('"', text);
}

std::string InSingleQuotes(std::string_view text) {
  return QuotedWith('\'', text);
}

std::string CommentLines(std::string_view comment, std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const size_t end = text.find('\n') + 1;
    out.append(comment).append(text.substr(0, end));
    text.remove_prefix(end);
  }
  return out;
}

}  // namespace corsieve::tools
