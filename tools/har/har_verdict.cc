#include "tools/har/har_verdict.h"

#include <algorithm>
#include <utility>

#include "corsieve/corsieve.h"
#include "tools/explain/advice.h"
#include "tools/explain/fetch.h"
#include "tools/explain/page_request.h"
#include "tools/explain/server_advice.h"
#include "tools/har/har_advice.h"
#include "tools/paste/make_head.h"
#include "tools/paste/request_parts.h"
#include "tools/text.h"

namespace corsieve::tools {
namespace {

using Kind = HarVerdict::Kind;

// What a browser shows as a response had a head that it could read: where the
// file's cannot be, it is not the one that was sent.
bool IsOfFile(Reason reason) {
  return reason >= Reason::kOriginNotSerialized &&
         reason <= Reason::kContentLengthForbidden;
}

// Names that writers put among what a server sent.
bool IsOfWriter(const HarEntry& entry, const std::string& name,
                const std::string& value) {
  if (name.empty() || name[0] == ':') return true;
  // Firefox 43 and 54.
  if (EqualsAnyCase(name, "X-Firefox-Spdy")) return true;
  // :status, as Chromium wrote it once.
  return EqualsAnyCase(name, "status") && value == std::to_string(entry.status);
}

// The head as it would be on the wire; a header that cannot be on one is left
// out, and said.
ReceivedHead HeadOf(const HarEntry& entry, std::vector<std::string>* notes) {
  HeadMaker maker(entry.version, entry.status, entry.status_text, entry.line);
  std::string error;
  const auto add = [&](const std::string& name, const std::string& value) {
    if (!IsHeaderName(name)) {
      notes->push_back("Left out, as no header has this name: " +
                       Printable(name));
    } else if (!maker.Add(name, value, entry.line, &error)) {
      notes->push_back("Left out, as no server can have sent it: " + error);
    }
  };
  for (const auto& [name, value] : entry.headers) {
    if (!IsOfWriter(entry, name, value)) add(name, value);
  }
  if (IsRedirectStatus(entry.status) && !entry.redirect_url.empty() &&
      FindHeader(entry.headers, "Location") == nullptr) {
    add("Location", entry.redirect_url);
  }
  return ReceivedHead(std::move(maker).Finish());
}

// The browser's own step to https, before anything is sent. By the standard it
// is no redirect. https://fetch.spec.whatwg.org/#concept-main-fetch
bool IsUpgrade(const HarEntry& entry) {
  return FindHeader(entry.headers, "Non-Authoritative-Reason") != nullptr;
}

bool IsAnswered(const HarEntry& entry) {
  return entry.has_response && entry.status > 0 && !entry.headers.empty();
}

// Why an answer is not in the file; "" where it is.
std::string WhyUnanswered(const HarEntry& entry) {
  const std::string error =
      entry.error.empty() ? "" : ": " + Printable(entry.error);
  if (!entry.odd_status.empty()) {
    return "its status is none: " + Printable(entry.odd_status);
  }
  if (!entry.has_response || entry.status <= 0) return "no answer" + error;
  if (entry.headers.empty()) {
    return "the answer's headers are not in the file" + error;
  }
  if (entry.status == 304) {
    return "a 304: what was stored, which script gets, is not in the file";
  }
  return "";
}

std::string OriginSent(const HarEntry& entry) {
  return HeaderOf(entry.request_headers, "Origin");
}

// fetch() or XMLHttpRequest with credentials.
void Include(Case* c) { c->credentials = "include"; }

// A preflight was sent, whatever made it necessary.
void ForcePreflight(Case* c) {
  c->api = "xhr";
  c->upload_listener = true;
}

std::string ReasonOf(const Fetch& fetch) {
  return std::string(ReasonName(fetch.seen().reason()));
}

class Judge {
 public:
  Judge(const HarFetch& fetch, const std::optional<std::string>& page_origin,
        const HarOptions& options)
      : fetch_(fetch), page_origin_(page_origin), options_(options) {}

  HarVerdict Run() {
    for (const HarEntry& hop : fetch_.hops) {
      out_.numbers.push_back(hop.number);
      TakeNotes(hop);
    }
    for (const HarEntry& asked : fetch_.preflights) TakeNotes(asked);
    while (first_ + 1 < fetch_.hops.size() && IsUpgrade(fetch_.hops[first_])) {
      ++first_;
    }
    const HarEntry& first = fetch_.hops[first_];
    out_.line = first.line;
    out_.method = first.method;
    out_.url = first.url;
    out_.status = fetch_.hops.back().status;
    if (fetch_.is_lone_preflight) {
      return NotJudged("a preflight whose request is not in the file");
    }
    if (IsUpgrade(first)) {
      return NotJudged("upgraded to https, and its request is not in the file");
    }
    const HarEntry& asked = fetch_.preflights[first_];
    const HarEntry* preflight = asked.number == 0 ? nullptr : &asked;
    request_ = RequestOfEntry(first, fetch_.hops.back(), preflight,
                              page_origin_, options_.origin);
    if (!request_.not_judged.empty()) return NotJudged(request_.not_judged);
    Collect();
    Tell();
    Decide();
    return std::move(out_);
  }

 private:
  void TakeNotes(const HarEntry& entry) {
    out_.notes.insert(out_.notes.end(), entry.notes.begin(), entry.notes.end());
  }

  HarVerdict NotJudged(std::string why) {
    out_.kind = Kind::kNotJudged;
    out_.why = std::move(why);
    return std::move(out_);
  }

  // What was received, as far as the file has it.
  void Collect() {
    received_.c = request_.c;
    for (size_t i = first_; i < fetch_.hops.size(); ++i) {
      const HarEntry& hop = fetch_.hops[i];
      const HarEntry& preflight = fetch_.preflights[i];
      if (preflight.number > 0) {
        if (out_.preflight_number == 0) {
          out_.preflight_number = preflight.number;
        }
        if (IsAnswered(preflight)) {
          received_.preflights.push_back(
              {HeadOf(preflight, &out_.notes), OriginSent(preflight)});
        } else {
          received_.preflight_failed = true;
        }
      }
      missing_ = WhyUnanswered(hop);
      if (!missing_.empty()) break;
      received_.answers.push_back({HeadOf(hop, &out_.notes), OriginSent(hop)});
    }
    if (out_.preflight_number > 0 && !NeedsPreflight(received_.c)) {
      ForcePreflight(&received_.c);
    }
  }

  void Tell() {
    out_.origin = request_.c.origin;
    out_.origin_from = request_.origin_from;
    out_.mode = request_.c.mode;
    out_.mode_from = request_.mode_from;
    out_.credentials =
        request_.credentials_are_known ? request_.c.credentials : "unknown";
    out_.api = request_.is_by_script ? request_.c.api : "none";
  }

  void Unclear(std::string why) {
    out_.kind = Kind::kUnclear;
    out_.why = std::move(why);
  }

  void Decide() {
    if (fetch_.hops.front().by_service_worker) {
      return Unclear("a service worker answered, whose own fetch decides");
    }
    const Fetch fetch(received_, options_.profile);
    Received included = received_;
    Include(&included.c);
    const Fetch with(included, options_.profile);
    if (fetch.goes_on_to()) return DecideUnanswered(fetch);
    if (fetch.failed()) return DecideFailure(fetch, &with);
    const std::string& error = fetch_.hops.back().error;
    const bool may_include = !request_.credentials_are_known &&
                             request_.is_by_script &&
                             fetch.seen().type() == ResponseType::kCors;
    if (may_include && with.failed()) {
      // What Chromium says where a check of CORS fails; blocked requests, and
      // those that were given up, have other names.
      if (error == "net::ERR_FAILED") {
        out_.credentials = "include";
        out_.notes.push_back(
            "That cookies were to be sent is taken from the browser's error, " +
            Printable(error) + ": without credentials it does not fail");
        return DecideFailure(with, nullptr);
      }
      out_.notes.push_back("With credentials: 'include' it would fail (" +
                           ReasonOf(with) +
                           "); the file does not say whether it had them");
    }
    if (!error.empty()) {
      Describe(fetch);
      return Unclear("the browser gave up, " + Printable(error) +
                     ", for no reason that is in the headers");
    }
    Describe(fetch);
    if (!request_.mode_is_known && fetch.seen().type() == ResponseType::kCors) {
      out_.notes.push_back(
          "The file does not say whether its mode was cors, which it is judged "
          "for");
    }
    if (may_include && !with.failed() && Lists(with) != Lists(fetch)) {
      out_.notes.push_back(
          "With credentials: 'include' other headers are exposed");
    }
    if (!out_.wanted.empty()) out_.kind = Kind::kHidden;
    AskFor(fetch);
  }

  void DecideUnanswered(const Fetch& fetch) {
    out_.kind = Kind::kNotJudged;
    out_.why = missing_;
    if (out_.why.empty()) {
      out_.why = received_.preflight_failed
                     ? "its preflight has no answer in the file"
                     : "it is redirected to " + Printable(*fetch.goes_on_to()) +
                           ", which is not in the file";
    }
  }

  // `with` credentials, where it may have had them.
  void DecideFailure(const Fetch& fetch, const Fetch* with) {
    out_.reason = ReasonOf(fetch);
    out_.type = "error";
    TellFates(fetch);
    if (IsOfFile(fetch.seen().reason())) {
      return Unclear("the file has no head that could have been sent: " +
                     std::string(ReasonText(fetch.seen().reason())));
    }
    // Extensions redirect so, and then the page gets it.
    if (fetch.seen().reason() == Reason::kLocationNotHttp) {
      return Unclear(
          "it is redirected to what is not of http, by the server, and then it "
          "fails, or by the browser");
    }
    if (!request_.mode_is_known) {
      return Unclear(
          "it fails if its mode was cors, which the file does not "
          "say: " +
          std::string(ReasonText(fetch.seen().reason())));
    }
    out_.kind = Kind::kFailed;
    out_.why = std::string(ReasonText(fetch.seen().reason()));
    if (!fetch.place().empty()) out_.why += " (" + fetch.place() + ")";
    Advice advice = Advise(fetch, options_.wants);
    out_.advice = AdviceLines(advice);
    if (with != nullptr && !request_.credentials_are_known &&
        request_.is_by_script) {
      AddAdvice(advice, Advise(*with, options_.wants), &out_.advice);
    }
    if (request_.is_by_script) {
      for (const std::string& name : options_.wants) {
        out_.asked.push_back(Want(fetch, advice, name));
        if (FindHeader(fetch_.hops.back().headers, name) != nullptr) {
          out_.wanted.push_back(Lower(name));
        }
      }
      out_.unmet = Unmet(options_.expect, fetch);
    }
    for (const std::string& assumed : fetch.assumptions()) {
      out_.notes.push_back(assumed);
    }
  }

  static std::vector<std::string> Lists(const Fetch& fetch) {
    std::vector<std::string> names;
    for (const Outcome& o : fetch.seen().outcomes()) {
      if (o.exposed()) names.push_back(Lower(o.name));
    }
    return names;
  }

  bool IsWanted(const Outcome& o, const std::vector<std::string>& pages) const {
    const std::vector<std::string>& names =
        options_.wants.empty() ? pages : options_.wants;
    return std::any_of(names.begin(), names.end(), [&](const auto& name) {
      return IsSameName(name, o.name);
    });
  }

  void TellFates(const Fetch& fetch) {
    for (const Outcome& o : fetch.seen().outcomes()) {
      out_.fates.push_back({std::string(o.name), o.exposed(), o.reason});
    }
  }

  // Of a response that is one.
  void Describe(const Fetch& fetch) {
    out_.type = std::string(ResponseTypeName(fetch.seen().type()));
    out_.reason = ReasonOf(fetch);
    out_.why = std::string(ReasonText(fetch.seen().reason()));
    for (const std::string& assumed : fetch.assumptions()) {
      out_.notes.push_back(assumed);
    }
    if (!request_.is_by_script) return;
    TellFates(fetch);
    if (!fetch.readable()) return;
    // What a page could be after is for the advice to say.
    std::vector<std::string> after;
    if (const auto more = Exposure(fetch, options_.wants)) {
      for (const Change& change : more->changes) {
        for (std::string& name : ListItems(change.value)) {
          after.push_back(std::move(name));
        }
      }
    }
    for (const Outcome& o : fetch.seen().outcomes()) {
      const std::string name = Lower(o.name);
      (o.exposed() ? out_.exposed : out_.hidden).push_back(name);
      if (o.exposed() || !IsWanted(o, after)) continue;
      if (std::find(out_.wanted.begin(), out_.wanted.end(), name) ==
          out_.wanted.end()) {
        out_.wanted.push_back(name);
      }
    }
  }

  void AskFor(const Fetch& fetch) {
    if (!request_.is_by_script) return;
    Advice advice;
    if (!out_.wanted.empty() || !options_.wants.empty()) {
      advice = Advise(fetch, options_.wants);
    }
    if (!out_.wanted.empty()) out_.advice = AdviceLines(advice);
    for (const std::string& name : options_.wants) {
      out_.asked.push_back(Want(fetch, advice, name));
    }
    out_.unmet = Unmet(options_.expect, fetch);
  }

  const HarFetch& fetch_;
  const std::optional<std::string>& page_origin_;
  const HarOptions& options_;
  size_t first_ = 0;  // Of the hops, the first that was sent.
  HarRequest request_;
  Received received_;
  std::string missing_;
  HarVerdict out_;
};

}  // namespace

std::string_view NameOf(Kind kind) {
  switch (kind) {
    case Kind::kFailed:
      return "failed";
    case Kind::kHidden:
      return "hidden";
    case Kind::kUnclear:
      return "unclear";
    case Kind::kFine:
      return "fine";
    case Kind::kNotJudged:
      break;
  }
  return "not judged";
}

HarVerdict JudgeHarFetch(const HarFetch& fetch,
                         const std::optional<std::string>& page_origin,
                         const HarOptions& options) {
  return Judge(fetch, page_origin, options).Run();
}

}  // namespace corsieve::tools
