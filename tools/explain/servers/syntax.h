// How a server is told what a ServerPlan says, as a table of texts.

#ifndef CORSIEVE_TOOLS_EXPLAIN_SERVERS_SYNTAX_H_
#define CORSIEVE_TOOLS_EXPLAIN_SERVERS_SYNTAX_H_

#include <string>
#include <string_view>

#include "tools/explain/servers/plan.h"

namespace corsieve::tools {

// What a group of rules is written as. Empty texts write
// nothing, and what has no rules is left out.
struct RulesSyntax {
  std::string_view open;
  std::string_view set;   // {name} and {value}, quoted.
  std::string_view drop;  // {name}
  std::string_view vary;
  std::string_view close;
};

// In these texts a word in braces stands for what the plan has there; {id} is a
// name's end that no other piece has.
struct ServerSyntax {
  std::string_view comment;  // What a comment begins with.
  std::string_view where;    // Comment lines: where what follows belongs.
  std::string_view begin;
  // Whether an answer is meant: what is joined by `both` becomes {conditions}.
  std::string_view is_path;  // {path}
  std::string_view is_preflight;
  std::string_view is_no_preflight;
  std::string_view is_origin;  // {origin}
  std::string_view both;
  std::string_view open;  // {conditions}
  RulesSyntax rules;
  std::string_view close;
  // Where a server has to be told twice: behind all groups, last to first.
  RulesSyntax last_rules;
  std::string_view between;  // Behind all groups, before what is answered.
  std::string_view answer;   // {conditions}, {status}
  std::string_view end;
  // The value of the request's Origin, which is one that is listed.
  std::string_view request_origin;
  // A text, an origin and a path of a condition, as they are written.
  std::string (*quoted)(std::string_view text);
  std::string (*quoted_origin)(std::string_view origin);
  std::string (*quoted_path)(std::string_view path);
  // Whether names of headers want no quotes.
  bool has_bare_names = false;
};

std::string WrittenAs(const ServerSyntax& syntax, const ServerPlan& plan);

// In `quote`s, those in it and backslashes behind a backslash.
std::string QuotedWith(char quote, std::string_view text);
std::string InDoubleQuotes(std::string_view text);
std::string InSingleQuotes(std::string_view text);

// Comment lines of `text`, each of which begins with `comment`.
std::string CommentLines(std::string_view comment, std::string_view text);

extern const ServerSyntax kApacheSyntax;
extern const ServerSyntax kCaddySyntax;
extern const ServerSyntax kExpressSyntax;
extern const ServerSyntax kFastApiSyntax;
extern const ServerSyntax kGoSyntax;
extern const ServerSyntax kSpringSyntax;

}  // namespace corsieve::tools

#endif  // CORSIEVE_TOOLS_EXPLAIN_SERVERS_SYNTAX_H_
