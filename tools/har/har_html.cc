#include <atomic>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "corsieve/reason.h"
#include "tools/har/har_page.h"
#include "tools/har/har_writer.h"
#include "tools/text.h"

namespace corsieve::tools {
namespace {

using Kind = HarVerdict::Kind;

// Browsers are slow with more.
constexpr size_t kMostRows = 20000;
constexpr size_t kMostNames = 20;

std::string Html(std::string_view text) {
  std::string out;
  for (char c : Printable(text)) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

// Its entries in the file, the preflight's first.
std::string Entries(const HarVerdict& v) {
  std::string text;
  if (v.preflight_number > 0) text = std::to_string(v.preflight_number);
  for (size_t n : v.numbers) {
    text += (text.empty() ? "" : " ") + std::to_string(n);
  }
  return text;
}

std::string Numbers(const std::vector<size_t>& numbers) {
  std::string text;
  for (size_t n : numbers) {
    text += (text.empty() ? "#" : ",") + std::to_string(n);
  }
  return text;
}

// `html` as it stands.
std::string DescribedAs(const char* what, const std::string& html) {
  if (html.empty()) return "";
  return std::string("<dt>") + what + "</dt><dd>" + html + "</dd>\n";
}

std::string Described(const char* what, const std::string& text) {
  return DescribedAs(what, Html(text));
}

std::string From(const std::string& text, const std::string& from) {
  return text.empty() || from.empty() ? text : text + " (" + from + ")";
}

std::string Tops(const Counts& counts) {
  std::string text;
  size_t n = 0;
  for (const auto& [name, count] : ByCount(counts)) {
    if (n++ == kMostNames) {
      return text + " and " + std::to_string(counts.size() - kMostNames) +
             " more";
    }
    text += (n > 1 ? ", " : "") + Html(name) + " <span class=\"n\">" +
            std::to_string(count) + "</span>";
  }
  return text;
}

class HtmlWriter : public HarWriter {
 public:
  HtmlWriter(const HarOptions& options, Print print)
      : options_(options), print_(std::move(print)) {}

  std::string Row(const HarVerdict& v) const override {
    if (rows_ >= kMostRows) return "";
    const std::string rank = std::to_string(static_cast<size_t>(v.kind));
    std::string text =
        "<details class=\"" + std::string(NameOf(v.kind)) + "\" data-rank=\"" +
        rank + "\" data-n=\"" + std::to_string(v.numbers.front()) +
        "\" data-status=\"" + std::to_string(v.status) + "\" data-entries=\"" +
        Entries(v) + "\" data-origin=\"" + Html(v.origin) + "\" data-mode=\"" +
        Html(v.mode) + "\" data-credentials=\"" + Html(v.credentials) +
        "\" data-api=\"" + Html(v.api) + "\" data-reason=\"" + Html(v.reason) +
        "\" data-url=\"" + Html(v.url) + "\">\n<summary><span class=\"k\">" +
        std::string(NameOf(v.kind)) + "</span> <span class=\"q\">" +
        Numbers(v.numbers) + "</span> <span>" +
        (v.status > 0 ? std::to_string(v.status) : "&ndash;") +
        "</span> <span>" + Html(v.method) + "</span> <span class=\"u\">" +
        Html(v.url) + "</span> <span class=\"w\">" + Html(Short(v)) +
        "</span></summary>\n<div class=\"in\">\n";
    return text + Inside(v) + "</div>\n</details>\n";
  }

  void Add(const HarVerdict&, std::string row) override {
    Begin();
    if (rows_++ < kMostRows) print_(row);
  }

  void Finish(const HarLog& log, const HarSummary& summary) override {
    Begin();
    std::string text =
        "<header id=\"sum\">\n<h1>" +
        Html(options_.file == "-" ? "standard input" : options_.file) +
        "</h1>\n<p class=\"q\">" + std::to_string(summary.entries) + " entries";
    if (!log.creator.empty()) {
      text += " of " + Html(log.creator + " " + log.creator_version);
    }
    text += ", " + std::to_string(summary.fetches) +
            " fetches: " + std::to_string(summary.Of(Kind::kFailed)) +
            " failed, " + std::to_string(summary.Of(Kind::kHidden)) +
            " without a header that the page may want</p>\n";
    if (!summary.error.empty()) {
      text += "<p class=\"bad\">Not read to its end: " + Html(summary.error) +
              "</p>\n";
    }
    text += "<dl>\n";
    text += DescribedAs("Reasons", Tops(summary.reasons));
    text += DescribedAs("Wanted and hidden", Tops(summary.wanted));
    text += DescribedAs("Hidden in all", Tops(summary.hidden));
    text += DescribedAs("Servers", Tops(summary.servers));
    text += DescribedAs("Not judged", Tops(summary.not_judged));
    if (rows_ > kMostRows) {
      text += Described("Not shown", std::to_string(rows_ - kMostRows) +
                                         " fetches; corsieve har --format "
                                         "ndjson has all");
    }
    print_(text + "</dl>\n</header>\n");
    print_(kHarPageEnd);
  }

 private:
  void Begin() {
    if (!has_begun_) print_(kHarPageHead);
    has_begun_ = true;
  }

  static std::string Short(const HarVerdict& v) {
    if (v.kind == Kind::kHidden) {
      return "script does not get " + Enumerate(v.wanted);
    }
    return v.kind == Kind::kFailed ? v.reason + ": " + v.why : v.why;
  }

  std::string Linked(std::string_view name) const { return Linked(name, name); }

  // `text`, which links to the page of the reason `name` if there is one.
  std::string Linked(std::string_view name, std::string_view text) const {
    const std::string page = ReasonPage(options_.docs, name);
    if (page.empty() || !FindReason(name)) return Html(text);
    return "<a href=\"" + Html(page) + "\">" + Html(text) + "</a>";
  }

  std::string Inside(const HarVerdict& v) const {
    std::string text = "<dl>\n";
    text += Described("Page", From(v.origin, v.origin_from));
    text += Described("Mode", From(v.mode, v.mode_from));
    text += Described("Credentials", v.credentials);
    text += Described("Read by", v.api == "none" ? "no script" : v.api);
    if (v.preflight_number > 0) {
      text += Described("Preflight", "#" + std::to_string(v.preflight_number));
    }
    text += DescribedAs("Response",
                        Html(v.type) + (v.type.empty() || v.reason.empty()
                                            ? ""
                                            : " (" + Linked(v.reason) + ")"));
    text += "</dl>\n";
    for (const std::string& note : v.notes) {
      text += "<p class=\"q\">" + Html(note) + "</p>\n";
    }
    for (const WantedHeader& asked : v.asked) {
      text += "<p>" + Html(WantLine(asked)) + "</p>\n";
    }
    for (const std::string& unmet : v.unmet) {
      text += "<p class=\"bad\">" + Html(unmet) + "</p>\n";
    }
    if (!v.advice.empty()) {
      text += "<p>To change that:</p>\n<pre>";
      for (const std::string& line : v.advice) text += Html(line) + "\n";
      text += "</pre>\n";
    }
    if (v.fates.empty()) return text;
    text +=
        "<table>\n<caption>Headers of the response</caption>\n<tr><th "
        "scope=\"col\">name</th><th scope=\"col\">script</th><th "
        "scope=\"col\">why</th></tr>\n";
    for (const HarFate& fate : v.fates) {
      text += "<tr><td><code>" + Html(fate.name) + "</code></td><td>" +
              (fate.exposed ? "reads it" : "does not get it") + "</td><td>" +
              Linked(ReasonName(fate.reason), ReasonText(fate.reason)) +
              "</td></tr>\n";
    }
    return text + "</table>\n";
  }

  const HarOptions& options_;
  const Print print_;
  std::atomic<size_t> rows_ = 0;
  bool has_begun_ = false;
};

}  // namespace

std::unique_ptr<HarWriter> NewHarHtml(const HarOptions& options,
                                      HarWriter::Print print) {
  return std::make_unique<HtmlWriter>(options, std::move(print));
}

}  // namespace corsieve::tools
