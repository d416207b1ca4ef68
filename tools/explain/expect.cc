#include "tools/explain/expect.h"

#include <algorithm>

#include "corsieve/corsieve.h"
#include "tools/explain/slips.h"
#include "tools/text.h"

namespace corsieve::tools {
namespace {

// The fate of a header; of several lines that of the last.
std::optional<Reason> FateOf(const Fetch& fetch, const std::string& name) {
  std::optional<Reason> fate;
  for (const Outcome& o : fetch.seen().outcomes()) {
    if (IsSameName(o.name, name)) fate = o.reason;
  }
  return fate;
}

std::string ReasonClause(Reason reason) {
  return std::string(ReasonText(reason));
}

// The advice in one clause: first what the page can do, then the lines.
std::string ToChange(const Advice& advice, Reason fate) {
  std::vector<std::string> ways;
  for (const PageAdvice& page : advice.page) ways.push_back(page.text);
  for (const Correction& correction : advice.corrections) {
    std::vector<std::string> lines;
    for (const Change& change : correction.changes) {
      if (change.action == Change::Action::kStatus) {
        lines.push_back("status " + change.value);
      } else if (change.name != "Vary") {
        lines.push_back(Printable(change.Line()));
      }
    }
    if (lines.empty()) continue;
    std::string way = correction.is_preflight ? "answer OPTIONS" : "answer";
    if (correction.for_origin) {
      way += " only what has Origin: " + Printable(*correction.for_origin);
    }
    ways.push_back(way + " with " + Enumerate(lines));
  }
  std::string text;
  for (size_t i = 0; i < ways.size(); ++i) {
    // Corrections are to be made together, each way of the page by itself.
    const bool is_further = i > advice.page.size();
    text += i == 0 ? "" : is_further ? ", and " : ", or ";
    text += ways[i];
  }
  return text.empty() ? std::string(ReasonFix(fate)) : text;
}

}  // namespace

WantedHeader Want(const Fetch& fetch, const Advice& advice,
                  const std::string& name) {
  WantedHeader wanted;
  wanted.name = name;
  const std::optional<Reason> fate = FateOf(fetch, name);
  if (fetch.goes_on_to()) {
    wanted.why = "the fetch goes on to " + Printable(*fetch.goes_on_to()) +
                 ", whose response is not in the input";
    return wanted;
  }
  const Reason reason = fetch.seen().reason();
  if (fetch.failed()) {
    wanted.why = "the fetch fails: " + ReasonClause(reason);
    wanted.to_change = ToChange(advice, reason);
    return wanted;
  }
  ScriptApi api;
  const std::optional<std::string_view> value = api.Get(fetch.seen(), name);
  if (value && fate) {
    wanted.value = std::string(*value);
    wanted.why = ReasonClause(*fate);
    return wanted;
  }
  if (!fate) {
    wanted.why = "this response has no such header";
    if (!fetch.steps().empty() && fetch.steps().back().head != nullptr) {
      const auto near = NearMiss(name, fetch.steps().back().head->gist());
      if (near) wanted.why += " (is " + Printable(*near) + " meant?)";
    }
    const bool is_listed = std::any_of(
        fetch.seen().cors_exposed_header_name_list().names().begin(),
        fetch.seen().cors_exposed_header_name_list().names().end(),
        [&](std::string_view n) { return IsSameName(n, name); });
    if (is_listed)
      wanted.why += ", though Access-Control-Expose-Headers names it";
    const bool must_be_listed =
        !is_listed && fetch.seen().type() == ResponseType::kCors;
    wanted.to_change =
        must_be_listed ? "send it, and name it in Access-Control-Expose-Headers"
                       : "send it";
    return wanted;
  }
  wanted.why = ReasonClause(*fate);
  if (!ReasonFix(*fate).empty()) wanted.to_change = ToChange(advice, *fate);
  return wanted;
}

std::string WantLine(const WantedHeader& wanted) {
  const std::string name = Printable(Lower(wanted.name));
  if (wanted.value) {
    return name + ": \"" + Printable(*wanted.value) + "\", for " + wanted.why;
  }
  std::string line = name + ": null, for " + wanted.why;
  if (!wanted.to_change.empty()) {
    line += "; to change it, " + wanted.to_change;
  }
  return line;
}

std::vector<std::string> Unmet(const Expectations& expect, const Fetch& fetch) {
  std::vector<std::string> unmet;
  const Advice none;
  for (const std::string& name : expect.exposed) {
    WantedHeader wanted = Want(fetch, none, name);
    if (wanted.value) continue;
    wanted.to_change.clear();
    unmet.push_back("expected to be exposed: " + WantLine(wanted));
  }
  for (const std::string& name : expect.hidden) {
    const WantedHeader wanted = Want(fetch, none, name);
    if (!wanted.value) continue;
    unmet.push_back("expected to be hidden: " + WantLine(wanted));
  }
  const std::string unknown = "the response is not in the input";
  if (expect.type) {
    const std::string type(ResponseTypeName(fetch.seen().type()));
    if (fetch.goes_on_to()) {
      unmet.push_back("expected type " + *expect.type + ": " + unknown);
    } else if (type != *expect.type) {
      unmet.push_back("expected type " + *expect.type + ", got " + type + ": " +
                      ReasonClause(fetch.seen().reason()));
    }
  }
  if (expect.error) {
    const std::string name(ReasonName(fetch.seen().reason()));
    if (fetch.goes_on_to()) {
      unmet.push_back("expected " + *expect.error + ": " + unknown);
    } else if (!fetch.failed() || name != *expect.error) {
      unmet.push_back("expected " + *expect.error + ", got " + name + ": " +
                      ReasonClause(fetch.seen().reason()));
    }
  }
  return unmet;
}

}  // namespace corsieve::tools
