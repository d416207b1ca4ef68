#include "tools/explain/expect.h"

#include <algorithm>

#include "corsieve/corsieve.h"
#include "tools/explain/page_advice.h"
#include "tools/explain/server_advice.h"
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

std::string Joined(const std::vector<std::string>& clauses,
                   const std::string& separator) {
  std::string text;
  for (const std::string& clause : clauses) {
    text += (text.empty() ? "" : separator) + clause;
  }
  return text;
}

std::string WayOfServer(const Correction& correction) {
  std::vector<std::string> lines;
  std::vector<std::string> dropped;
  for (const Change& change : correction.changes) {
    if (change.action == Change::Action::kStatus) {
      lines.push_back("status " + change.value);
    } else if (change.action == Change::Action::kDrop) {
      dropped.push_back(Printable(change.name));
    } else if (change.name != "Vary") {
      lines.push_back(Printable(change.Line()));
    }
  }
  if (lines.empty() && dropped.empty()) return "";
  std::string way = correction.is_preflight ? "answer OPTIONS" : "answer";
  if (correction.for_origin) {
    way += " only what has Origin: " + Printable(*correction.for_origin);
  }
  if (!lines.empty()) way += " with " + Enumerate(lines);
  if (dropped.empty()) return way;
  return way + (lines.empty() ? "" : " and") + " without " + Enumerate(dropped);
}

// What servers are to do as advised, all of it together.
std::string WayOfServers(const Advice& advice) {
  std::vector<std::string> ways;
  if (advice.call) ways.push_back(advice.call->text);
  for (const Correction& correction : advice.corrections) {
    const std::string way = WayOfServer(correction);
    if (!way.empty()) ways.push_back(way);
  }
  return Joined(ways, ", and ");
}

bool ServersExpose(const Fetch& fetch, const Advice& advice,
                   const std::string& name) {
  if (advice.corrections.empty()) return false;
  const Received& received =
      advice.call ? advice.call->instead : fetch.received();
  return Exposes(Fetch(received, fetch.profile(), advice.corrections), name);
}

// The advice for the page, and the line that exposes the header then.
std::string WayOfBoth(const PageAdvice& page, const std::string& name) {
  const Fetch instead(page.instead, Profile::kStandard);
  const std::optional<Correction> more = Exposure(instead, {name});
  if (!more || !IsReadable(page.instead, {name}, {*more})) return "";
  return page.text + ", and " + WayOfServer(*more);
}

// The ways to this header, each by itself; "" where none is known.
std::string ToChange(const Fetch& fetch, const Advice& advice,
                     const std::string& name) {
  std::vector<std::string> ways;
  for (const PageAdvice& page : advice.page) {
    if (IsReadable(page.instead, {name})) ways.push_back(page.text);
  }
  if (ServersExpose(fetch, advice, name)) {
    ways.push_back(WayOfServers(advice));
  }
  for (size_t i = 0; ways.empty() && i < advice.page.size(); ++i) {
    const std::string way = WayOfBoth(advice.page[i], name);
    if (!way.empty()) ways.push_back(way);
  }
  return Joined(ways, ", or ");
}

// Whether it is known that the last answer has no header of this name.
bool LacksIt(const Fetch& fetch, const std::string& name) {
  const auto& answers = fetch.received().answers;
  return !answers.empty() && answers.back().head.gist().Count(name) == 0;
}

// Of a fetch that fails.
void WantOfFailure(const Fetch& fetch, const Advice& advice,
                   WantedHeader* wanted) {
  const Reason reason = fetch.seen().reason();
  wanted->why = "the fetch fails: " + ReasonClause(reason);
  wanted->to_change = ToChange(fetch, advice, wanted->name);
  if (!wanted->to_change.empty()) return;
  wanted->to_change = WayOfServers(advice);
  if (wanted->to_change.empty() && !advice.notes.empty()) {
    // They may say why nothing is advised.
    wanted->why += ". " + Joined(advice.notes, ". ");
    return;
  }
  if (wanted->to_change.empty()) wanted->to_change = ReasonFix(reason);
  if (!LacksIt(fetch, wanted->name)) return;
  wanted->why += ", and the response has no such header";
  if (!wanted->to_change.empty()) wanted->to_change += ", and ";
  wanted->to_change += "send it, named in Access-Control-Expose-Headers";
}

}  // namespace

WantedHeader Want(const Fetch& fetch, const Advice& advice,
                  const std::string& name) {
  WantedHeader wanted;
  wanted.name = name;
  const std::optional<Reason> fate = FateOf(fetch, name);
  if (fetch.goes_on_to()) {
    const std::string& failure = fetch.received().failure;
    wanted.why =
        failure.empty()
            ? "the fetch goes on to " + Printable(*fetch.goes_on_to()) +
                  ", whose response is not in the input"
            : Printable(*fetch.goes_on_to()) + " has no answer: " + failure;
    return wanted;
  }
  // https://fetch.spec.whatwg.org/#forbidden-response-header-name
  if (Lower(name) == "set-cookie" || Lower(name) == "set-cookie2") {
    wanted.why = ReasonClause(Reason::kForbiddenResponseHeaderName);
    return wanted;
  }
  if (fetch.failed()) {
    WantOfFailure(fetch, advice, &wanted);
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
  if (ReasonFix(*fate).empty()) return wanted;
  if (*fate == Reason::kNotExposed && !fetch.steps().empty() &&
      fetch.steps().back().head != nullptr) {
    const auto near = ListedInstead(name, fetch.steps().back().head->gist());
    if (near) {
      wanted.why += " (is it meant by " + Printable(*near) + " there?)";
    }
  }
  wanted.to_change = ToChange(fetch, advice, name);
  if (wanted.to_change.empty()) wanted.to_change = ReasonFix(*fate);
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
  const std::string unknown = fetch.received().failure.empty()
                                  ? "the response is not in the input"
                                  : "no answer came";
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
