#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "tools/explain/writer.h"
#include "tools/har/har_writer.h"
#include "tools/text.h"

namespace corsieve::tools {
namespace {

using Kind = HarVerdict::Kind;

constexpr size_t kMostRows = 10000;  // Of a kind.
constexpr size_t kMostNames = 12;
constexpr size_t kWidth = 100;

std::string Cut(std::string text) {
  if (text.size() <= kWidth) return text;
  return text.substr(0, kWidth - 3) + "...";
}

std::string Numbers(const std::vector<size_t>& numbers) {
  std::string text;
  for (size_t n : numbers)
    text += (text.empty() ? "#" : ",") + std::to_string(n);
  return text;
}

std::string Names(const std::vector<std::string>& names) {
  std::string text;
  for (size_t i = 0; i < names.size() && i < kMostNames; ++i) {
    text += (i > 0 ? ", " : "") + Printable(names[i]);
  }
  if (names.size() > kMostNames) {
    text += " and " + std::to_string(names.size() - kMostNames) + " more";
  }
  return text;
}

std::string Tops(const Counts& counts) {
  std::string text;
  size_t n = 0;
  for (const auto& [name, count] : ByCount(counts)) {
    if (n++ == kMostNames) {
      return text + " and " + std::to_string(counts.size() - kMostNames) +
             " more";
    }
    text += (n > 1 ? ", " : "") + Printable(name) + " " + std::to_string(count);
  }
  return text;
}

class Text : public HarWriter {
 public:
  Text(const HarOptions& options, Print print)
      : options_(options), print_(std::move(print)) {}

  void Add(const HarVerdict& verdict) override {
    const bool is_shown = verdict.kind < Kind::kFine || options_.all;
    if (!is_shown) return;
    auto& rows = rows_[static_cast<size_t>(verdict.kind)];
    if (rows.size() < kMostRows) rows.push_back(Row(verdict));
  }

  void Finish(const HarLog& log, const HarSummary& summary) override {
    for (size_t kind = 0; kind < std::size(rows_); ++kind) {
      for (const std::string& row : rows_[kind]) print_(row);
      const size_t more = summary.kinds[kind] - rows_[kind].size();
      if (!rows_[kind].empty() && more > 0) {
        print_("... and " + std::to_string(more) + " more of these\n\n");
      }
    }
    print_(Summary(log, summary));
  }

 private:
  std::string Row(const HarVerdict& v) const {
    Writer out(options_.colour);
    const std::string kind = Padded(std::string(NameOf(v.kind)), 11);
    if (v.kind == Kind::kFailed) {
      out.Bad(kind);
    } else if (v.kind == Kind::kFine) {
      out.Good(kind);
    } else {
      out.Text(kind);
    }
    out.Text(Padded(Numbers(v.numbers), 6) + " " +
             (v.status > 0 ? std::to_string(v.status) : "---") + " " +
             Printable(v.method) + " " + Cut(Printable(v.url)) + "\n");
    const std::string indent(11, ' ');
    if (v.kind != Kind::kHidden || !v.asked.empty()) {
      out.Text(indent + (v.reason.empty() ? "" : v.reason + ": ") + v.why +
               "\n");
    }
    if (!v.wanted.empty()) {
      out.Text(indent + "script does not get " + Names(v.wanted) + "\n");
    }
    for (const WantedHeader& asked : v.asked) {
      out.Text(indent + WantLine(asked) + "\n");
    }
    if (!v.origin.empty()) {
      out.Quiet(indent + "asked by " + v.origin + " (" + v.origin_from +
                "), mode " + v.mode +
                (v.mode_from.empty() ? "" : " (" + v.mode_from + ")") +
                ", credentials " + v.credentials +
                (v.preflight_number > 0
                     ? ", preflight #" + std::to_string(v.preflight_number)
                     : "") +
                "\n");
    }
    for (const std::string& note : v.notes) {
      out.Quiet(indent + note + (note.back() == '.' ? "\n" : ".\n"));
    }
    for (const std::string& line : v.advice) {
      out.Text(indent + "-> " + line + "\n");
    }
    for (const std::string& unmet : v.unmet) out.Bad(indent + unmet + "\n");
    out.Text("\n");
    return out.text();
  }

  std::string Summary(const HarLog& log, const HarSummary& summary) const {
    std::string text;
    if (!summary.error.empty()) {
      text = "Not read to its end: " + Printable(summary.error) + "\n";
    }
    text += std::to_string(summary.entries) + " entries";
    if (!log.creator.empty()) {
      text += " of " + Printable(log.creator + " " + log.creator_version);
    }
    text += ", " + std::to_string(summary.fetches) +
            " fetches: " + std::to_string(summary.Of(Kind::kFailed)) +
            " failed, " + std::to_string(summary.Of(Kind::kHidden)) +
            " without a header that the page may want, " +
            std::to_string(summary.Of(Kind::kUnclear)) + " unclear, " +
            std::to_string(summary.Of(Kind::kFine)) + " fine, " +
            std::to_string(summary.Of(Kind::kNotJudged)) + " not judged\n";
    const auto line = [&](const char* what, const Counts& counts) {
      if (!counts.empty()) text += Padded(what, 22) + Tops(counts) + "\n";
    };
    line("reasons:", summary.reasons);
    line("wanted and hidden:", summary.wanted);
    line("hidden in all:", summary.hidden);
    line("servers:", summary.servers);
    line("not judged:", summary.not_judged);
    return text;
  }

  const HarOptions& options_;
  const Print print_;
  std::vector<std::string> rows_[5];
};

}  // namespace

std::unique_ptr<HarWriter> NewHarText(const HarOptions& options,
                                      HarWriter::Print print) {
  return std::make_unique<Text>(options, std::move(print));
}

}  // namespace corsieve::tools
