#include <string>
#include <utility>

#include "corsieve/corsieve.h"
#include "tools/explain/reason_pages.h"
#include "tools/har/har_writer.h"
#include "tools/json.h"
#include "tools/text.h"

namespace corsieve::tools {
namespace {

using Kind = HarVerdict::Kind;

bool IsTold(const HarVerdict& v) {
  return v.kind == Kind::kFailed || v.kind == Kind::kHidden || !v.unmet.empty();
}

bool IsError(const HarVerdict& v) {
  return v.kind == Kind::kFailed || !v.unmet.empty();
}

// The rule's name: a reason, or what is hidden.
std::string RuleOf(const HarVerdict& v) {
  if (v.kind == Kind::kFailed) return v.reason;
  return v.kind == Kind::kHidden ? "HeaderHidden" : "Expectation";
}

std::string MessageOf(const HarVerdict& v) {
  std::string text = Printable(v.method) + " " + Printable(v.url) + ": ";
  if (v.kind == Kind::kHidden) {
    text += "script does not get " + Printable(Enumerate(v.wanted));
  } else {
    text += v.why;
  }
  for (const std::string& unmet : v.unmet) text += "\n" + unmet;
  for (const std::string& line : v.advice) text += "\n" + line;
  return text;
}

// https://docs.github.com/actions/reference/workflow-commands-for-github-actions
std::string Escaped(const std::string& text, bool is_property) {
  std::string out;
  for (char c : text) {
    if (c == '%') {
      out += "%25";
    } else if (c == '\r') {
      out += "%0D";
    } else if (c == '\n') {
      out += "%0A";
    } else if (is_property && c == ':') {
      out += "%3A";
    } else if (is_property && c == ',') {
      out += "%2C";
    } else {
      out += c;
    }
  }
  return out;
}

class Github : public HarWriter {
 public:
  Github(const HarOptions& options, Print print)
      : options_(options), print_(std::move(print)) {}

  std::string Row(const HarVerdict& v) const override {
    if (!IsTold(v)) return "";
    std::string line = IsError(v) ? "::error " : "::warning ";
    if (options_.file != "-") {
      line += "file=" + Escaped(Printable(options_.file), true) +
              ",line=" + std::to_string(v.line) + ",";
    }
    return line + "title=" + Escaped(RuleOf(v), true) +
           "::" + Escaped(MessageOf(v), false) + "\n";
  }

  void Add(const HarVerdict&, std::string row) override { print_(row); }

  void Finish(const HarLog&, const HarSummary& summary) override {
    if (!summary.error.empty()) {
      print_("::error title=HAR::" + Escaped(Printable(summary.error), false) +
             "\n");
    }
    print_("::notice::" + std::to_string(summary.entries) + " entries, " +
           std::to_string(summary.Of(Kind::kFailed)) + " failed, " +
           std::to_string(summary.Of(Kind::kHidden)) +
           " without a header that the page may want\n");
  }

 private:
  const HarOptions& options_;
  const Print print_;
};

class Sarif : public HarWriter {
 public:
  Sarif(const HarOptions& options, Print print)
      : options_(options), print_(std::move(print)) {}

  std::string Row(const HarVerdict& v) const override {
    if (!IsTold(v)) return "";
    Json json;
    json["ruleId"] = RuleOf(v);
    json["level"] = IsError(v) ? "error" : "warning";
    json["message"]["text"] = MessageOf(v);
    Json& place = json["locations"].emplace_back()["physicalLocation"];
    place["artifactLocation"]["uri"] =
        options_.file == "-" ? "stdin" : Printable(options_.file);
    place["region"]["startLine"] = v.line;
    return Dump(json);
  }

  void Add(const HarVerdict& v, std::string row) override {
    if (!IsTold(v)) return;
    print_(is_first_ ? Head() : ",\n");
    is_first_ = false;
    rules_[RuleOf(v)] = 1;
    print_(row);
  }

  // The rules come behind the results, for they are known then.
  void Finish(const HarLog&, const HarSummary& summary) override {
    if (is_first_) print_(Head());
    Json driver;
    driver["name"] = "corsieve";
    driver["rules"] = Json::array();
    for (const auto& [name, count] : rules_) {
      Json& rule = driver["rules"].emplace_back();
      rule["id"] = name;
      const std::optional<Reason> reason = FindReason(name);
      rule["shortDescription"]["text"] =
          reason ? std::string(ReasonText(*reason))
          : name == "HeaderHidden"
              ? "script does not get a header that it may want"
              : "an expectation is not met";
      if (!reason) continue;
      const std::string page = ReasonPage(options_.docs, name);
      rule["helpUri"] = page.empty() ? std::string(ReasonUrl(*reason)) : page;
    }
    Json invocation;
    invocation["executionSuccessful"] = summary.error.empty();
    if (!summary.error.empty()) {
      Json& told = invocation["toolExecutionNotifications"].emplace_back();
      told["level"] = "error";
      told["message"]["text"] = Printable(summary.error);
    }
    print_("\n],\"invocations\":[" + Dump(invocation) +
           "],\"tool\":{\"driver\":" + Dump(driver) + "}}]}\n");
  }

 private:
  static std::string Head() {
    return "{\"version\":\"2.1.0\",\"$schema\":"
           "\"https://json.schemastore.org/sarif-2.1.0.json\","
           "\"runs\":[{\"results\":[\n";
  }

  const HarOptions& options_;
  const Print print_;
  Counts rules_;
  bool is_first_ = true;
};

}  // namespace

std::unique_ptr<HarWriter> NewHarGithub(const HarOptions& options,
                                        HarWriter::Print print) {
  return std::make_unique<Github>(options, std::move(print));
}

std::unique_ptr<HarWriter> NewHarSarif(const HarOptions& options,
                                       HarWriter::Print print) {
  return std::make_unique<Sarif>(options, std::move(print));
}

std::string ReasonPage(const std::string& docs, std::string_view name) {
  if (docs.empty()) return "";
  return docs + (docs.back() == '/' ? "" : "/") + "reasons/" +
         std::string(name) + ".html";
}

std::unique_ptr<HarWriter> NewHarWriter(const HarOptions& options,
                                        HarWriter::Print print) {
  if (options.format == "json" || options.format == "ndjson") {
    return NewHarJson(std::move(print), options.format == "ndjson");
  }
  if (options.format == "github")
    return NewHarGithub(options, std::move(print));
  if (options.format == "html") return NewHarHtml(options, std::move(print));
  if (options.format == "sarif") return NewHarSarif(options, std::move(print));
  return NewHarText(options, std::move(print));
}

}  // namespace corsieve::tools
