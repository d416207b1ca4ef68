#include "tools/explain/servers/s3.h"

#include <algorithm>
#include <iterator>
#include <string_view>

#include "corsieve/corsieve.h"
#include "tools/explain/servers/plan.h"
#include "tools/explain/servers/syntax.h"
#include "tools/json.h"
#include "tools/text.h"

namespace corsieve::tools {
namespace {

constexpr const char* kMethods[] = {"GET", "HEAD", "PUT", "POST", "DELETE"};

// Does what S3 sends by itself where a rule fits.
bool IsOfRules(std::string_view name) {
  for (const char* known :
       {"Access-Control-Allow-Origin", "Access-Control-Allow-Credentials",
        "Access-Control-Allow-Methods", "Access-Control-Allow-Headers",
        "Access-Control-Expose-Headers", "Access-Control-Max-Age", "Vary"}) {
    if (IsSameName(name, known)) return true;
  }
  return false;
}

class Rule {
 public:
  explicit Rule(const Received& received) : received_(received) {
    AddMethod(std::string(NormalizeMethod(received.c.method)));
    for (const auto& [name, value] : received.c.headers) {
      if (!IsCorsSafelistedRequestHeader(name, value)) {
        Add(Printable(name), &headers_);
      }
    }
  }

  void Add(const Correction& correction) {
    const ReceivedHead* const head = HeadOf(received_, correction);
    if (head == nullptr) return;
    ReceivedHead corrected = *head;
    for (const Change& change : correction.changes) {
      corrected = Applied(corrected, change);
      Name(change);
    }
    const Gist& gist = corrected.gist();
    const auto list = [&](std::string_view name) {
      return ListItems(gist.Get(name).value_or(""));
    };
    const bool is_star = gist.Get("Access-Control-Allow-Origin") == "*";
    Add(is_star ? "*" : Printable(correction.asked_origin), &origins_);
    for (const std::string& m : list("Access-Control-Allow-Methods")) {
      if (m != "*") AddMethod(m);
    }
    for (const std::string& name : list("Access-Control-Allow-Headers")) {
      Add(name, &headers_);
    }
    for (const std::string& name : list("Access-Control-Expose-Headers")) {
      Add(name, &exposed_);
    }
  }

  std::string Text() const {
    Json rule;
    rule["AllowedOrigins"] = origins_;
    rule["AllowedMethods"] = methods_;
    if (!headers_.empty()) rule["AllowedHeaders"] = headers_;
    if (!exposed_.empty()) rule["ExposeHeaders"] = exposed_;
    std::string out = CommentLines(
        "# ",
        "This was not tested with S3. A rule for the bucket's CORS "
        "configuration, in front of\nthose that it has: the first that fits "
        "counts. S3 itself answers OPTIONS, sends Vary,\nand allows "
        "credentials to origins that are named.\n");
    for (const std::string& note : notes_) {
      out += CommentLines("# ", note + "\n");
    }
    return out + Json::array({rule}).dump(2) + "\n";
  }

 private:
  static void Add(const std::string& item, std::vector<std::string>* items) {
    if (std::count(items->begin(), items->end(), item) == 0) {
      items->push_back(item);
    }
  }

  void AddMethod(const std::string& method) {
    const bool is_known =
        std::any_of(std::begin(kMethods), std::end(kMethods),
                    [&](const char* known) { return method == known; });
    if (is_known) return Add(method, &methods_);
    // A preflight with its own method is S3's to answer.
    Add("S3 has no rule for the method " + Printable(method) + ".", &notes_);
  }

  // What no rule does is named.
  void Name(const Change& change) {
    const std::string name = Printable(change.name);
    if (change.action == Change::Action::kStatus) return;
    if (!IsOfRules(name)) {
      Add("S3 cannot be told to send " + name +
              ": that is for what is in front of it.",
          &notes_);
    } else if (change.action == Change::Action::kRemove) {
      Add("S3 sends " + name +
              " once: what is in front of it sends the other one.",
          &notes_);
    }
  }

  const Received& received_;
  std::vector<std::string> origins_;
  std::vector<std::string> methods_;
  std::vector<std::string> headers_;
  std::vector<std::string> exposed_;
  std::vector<std::string> notes_;
};

}  // namespace

std::string S3Configuration(const Received& received,
                            const std::vector<Correction>& corrections) {
  Rule rule(received);
  for (const Correction& correction : corrections) rule.Add(correction);
  return rule.Text();
}

}  // namespace corsieve::tools
