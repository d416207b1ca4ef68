#include "tools/explain/interpret.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

#include "corsieve/corsieve.h"
#include "tools/explain/page_request.h"
#include "tools/text.h"

namespace corsieve::tools {
namespace {

// A response of the input and the request that it answers, where that is known.
struct Answered {
  const PastedRequest* request = nullptr;
  ReceivedHead head;
};

std::string Named(const ReceivedHead& head) {
  return "line " + std::to_string(head.first_line()) + ", " +
         StatusText(head.gist().status, head.gist().status_message);
}

bool IsOptions(const PastedRequest& request) {
  return request.method == "OPTIONS";
}

std::optional<std::string> OriginAskedWith(const PastedRequest* request) {
  if (request == nullptr) return std::nullopt;
  return HeaderOf(*request, "Origin").value_or("");
}

// Whether it answers as if to OPTIONS: by its headers, or, where the request
// has a preflight, by having nothing to say.
bool LooksLikePreflights(const Gist& gist, bool needs_preflight) {
  if (gist.Count("Access-Control-Allow-Methods") > 0 ||
      gist.Count("Access-Control-Allow-Headers") > 0) {
    return true;
  }
  return needs_preflight &&
         (gist.status == 204 || gist.Get("Content-Length") == "0");
}

class Interpreter {
 public:
  Interpreter(const GivenRequest& given, const std::vector<Paste>& pastes)
      : given_(given) {
    for (const Paste& paste : pastes) Collect(paste);
  }

  Interpretation Run(const std::vector<Paste>& preflights) {
    PageRequest page = PageRequestOf(given_, request_, preflight_request_,
                                     call_, AllowedOrigin());
    out_.received.c = std::move(page.c);
    out_.assumed = std::move(page.assumed);
    out_.notes.insert(out_.notes.end(), page.notes.begin(), page.notes.end());
    for (const Paste& paste : preflights) TakePreflight(paste);
    Divide();
    Recognize();
    out_.console_reason = call_.reason.value_or("");
    return std::move(out_);
  }

 private:
  void Collect(const Paste& paste) {
    format_ += (format_.empty() ? "" : ", and ") + paste.format;
    is_plain_ = is_plain_ && paste.is_plain;
    out_.notes.insert(out_.notes.end(), paste.notes.begin(), paste.notes.end());
    MergeCall(paste.call, &call_);
    for (const PastedExchange& exchange : paste.exchanges) {
      const PastedRequest* request =
          exchange.request ? &*exchange.request : nullptr;
      if (request != nullptr) {
        const PastedRequest*& slot =
            IsOptions(*request) && given_.method != "OPTIONS"
                ? preflight_request_
                : request_;
        if (slot == nullptr) slot = request;
      }
      if (exchange.response) {
        answered_.push_back({request, ReceivedHead(*exchange.response)});
      }
    }
  }

  // The origin that the first answer names, if it names one.
  std::optional<std::string> AllowedOrigin() const {
    if (answered_.empty()) return std::nullopt;
    return answered_.front().head.gist().Get("Access-Control-Allow-Origin");
  }

  void TakePreflight(const Paste& paste) {
    bool taken = false;
    for (const PastedExchange& exchange : paste.exchanges) {
      if (!exchange.response) continue;
      const bool other = exchange.request && !IsOptions(*exchange.request);
      if (other) continue;
      ReceivedHead head(*exchange.response);
      if (taken) {
        out_.notes.push_back(
            "Of the answer to OPTIONS the first head was "
            "taken; left out: " +
            Named(head));
        continue;
      }
      taken = true;
      const PastedRequest* request =
          exchange.request ? &*exchange.request : nullptr;
      out_.received.preflights.push_back(
          {std::move(head), OriginAskedWith(request)});
    }
    out_.notes.insert(out_.notes.end(), paste.notes.begin(), paste.notes.end());
  }

  // Says which of the heads answer OPTIONS, and which the request and what it
  // was redirected to.
  void Divide() {
    bool ended = false;
    for (size_t i = 0; i < answered_.size(); ++i) {
      Answered& a = answered_[i];
      if (IsPreflights(i)) {
        out_.received.preflights.push_back(
            {std::move(a.head), OriginAskedWith(a.request)});
        continue;
      }
      if (ended) {
        LeftOver(a);
        continue;
      }
      ended = !a.head.gist().IsRedirect();
      out_.received.answers.push_back(
          {std::move(a.head), OriginAskedWith(a.request)});
    }
  }

  bool IsPreflights(size_t i) {
    const Answered& a = answered_[i];
    if (a.request != nullptr) {
      return IsOptions(*a.request) && given_.method != "OPTIONS";
    }
    const Gist& gist = a.head.gist();
    const bool is_first = i == 0 && request_ == nullptr;
    if (!is_first || !out_.received.preflights.empty() || gist.IsRedirect() ||
        out_.received.c.method == "OPTIONS") {
      return false;
    }
    const bool needs = NeedsPreflight(out_.received.c);
    if (answered_.size() > 1) {
      if (!LooksLikePreflights(gist, needs)) return false;
      // A page of an API may well list methods on each answer.
      if (!needs) {
        const Gist& next = answered_[1].head.gist();
        if (next.Count("Access-Control-Allow-Methods") > 0) return false;
      }
      out_.notes.push_back("The first head (" + Named(a.head) +
                           ") was taken for the answer to OPTIONS, the next "
                           "for the request's");
      return true;
    }
    const bool lists = gist.Count("Access-Control-Allow-Methods") > 0 ||
                       gist.Count("Access-Control-Allow-Headers") > 0;
    if (!needs || gist.status != 204 || !lists) return false;
    out_.notes.push_back("The head (" + Named(a.head) +
                         ") was taken for the answer to OPTIONS");
    return true;
  }

  void LeftOver(const Answered& a) {
    const Gist& before = out_.received.answers.back().head.gist();
    std::string note =
        "A further head follows (" + Named(a.head) + "), which was not used: ";
    if (before.status == 401) {
      note +=
          "curl answered the server's demand for a password, and a page "
          "across origins gets the first answer, 401";
    } else {
      note += "the one before it, " +
              StatusText(before.status, before.status_message) +
              ", was taken for the answer. If that is a proxy's, leave it out; "
              "if it answers OPTIONS, give it as --preflight FILE";
    }
    out_.notes.push_back(std::move(note));
  }

  // One sentence, where there is something to say.
  void Recognize() {
    if (is_plain_ && request_ == nullptr && preflight_request_ == nullptr) {
      return;
    }
    const Case& c = out_.received.c;
    std::string text = "Read as " + format_;
    const bool knows = request_ != nullptr || preflight_request_ != nullptr;
    if (knows) {
      text += ": " + Printable(c.method) + " " + Printable(c.url);
      // What is assumed is said by itself.
      if (out_.assumed.empty()) {
        text += " from a page of " + Printable(c.origin);
      }
      if (c.credentials == "include") text += ", with credentials";
      std::vector<std::string> names;
      for (const auto& [name, value] : c.headers) {
        names.push_back(Printable(name));
      }
      if (!names.empty()) text += "; script set " + Enumerate(names);
    }
    out_.recognized.push_back(std::move(text));
  }

  const GivenRequest& given_;
  Interpretation out_;
  std::string format_;
  bool is_plain_ = true;
  PastedCall call_;
  const PastedRequest* request_ = nullptr;
  const PastedRequest* preflight_request_ = nullptr;
  std::vector<Answered> answered_;
};

}  // namespace

Interpretation Interpret(const GivenRequest& given,
                         const std::vector<Paste>& pastes,
                         const std::vector<Paste>& preflights) {
  return Interpreter(given, pastes).Run(preflights);
}

}  // namespace corsieve::tools
