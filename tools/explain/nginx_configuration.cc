#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tools/explain/nginx.h"
#include "tools/explain/servers/plan.h"
#include "tools/text.h"
#include "tools/url.h"

namespace corsieve::tools {
namespace {

// A variable of its own for what is printed now, later and elsewhere:
// $cors_allow_origin_1f2e3d4c.
std::string VariableOf(const Correction& correction, const std::string& name) {
  std::string word = Lower(name);
  for (std::string_view prefix : {"access-control-", "cross-origin-"}) {
    if (StartsWith(word, prefix)) word.erase(0, prefix.size());
  }
  std::replace(word.begin(), word.end(), '-', '_');
  const std::string place = correction.is_preflight ? "\n" : "\t";
  return "$cors_" + word + "_" +
         Fingerprint({correction.url, place, *correction.for_origin});
}

// A serialized origin as a key of a map. One that is too long for nginx's
// table, which has 64 bytes for each, is written as a regular expression.
std::string OriginKey(const std::string& origin) {
  if (origin.size() <= 40) return "\"" + origin + "\"";
  std::string out = "\"~^";
  for (char c : origin) {
    if (c == '.' || c == '[' || c == ']') out += "\\";
    out += c;
  }
  return out + "$\"";
}

// A location: its own lines, and those for OPTIONS.
struct Block {
  std::vector<std::string> lines;
  std::vector<std::string> options;
};

class Configuration {
 public:
  explicit Configuration(const Received& received) : received_(received) {}

  void Add(const Correction& correction) {
    Block& block = BlockOf(correction.url);
    if (correction.is_preflight)
      return AddPreflight(correction, &block.options);
    for (const Change& change : correction.changes) {
      if (change.action != Change::Action::kAdd) {
        block.lines.push_back("proxy_hide_header " + change.name + ";");
      }
      AddChange(correction, change, &block.lines);
    }
  }

  std::string Text() const {
    std::string out;
    if (!http_.empty()) {
      out +=
          "  # In http {}. Where a map makes the line already, add the origin "
          "to "
          "that one:\n";
      for (const std::string& line : http_) out += "  " + line + "\n";
      out += "\n";
    }
    for (const auto& [path, block] : blocks_) {
      out += "  # In the location that serves " + path +
             ", in place of its add_header lines of\n"
             "  # these names; repeat those of others from the blocks around "
             "it, which a\n"
             "  # block with an add_header of its own does not take:\n";
      for (const std::string& line : block.lines) out += "  " + line + "\n";
      if (block.options.empty()) continue;
      out += "  if ($request_method = OPTIONS) {\n";
      if (block.options.front() != "return 204;") {
        out += "      # Repeat those of others from the location here.\n";
      }
      for (const std::string& line : block.options) {
        out += "      " + line + "\n";
      }
      out += "  }\n";
    }
    return out;
  }

 private:
  Block& BlockOf(const std::string& url) {
    const std::string path = Printable(PathOfUrl(url));
    for (auto& [name, block] : blocks_) {
      if (name == path) return block;
    }
    return blocks_.emplace_back(path, Block()).second;
  }

  // proxy_hide_header is not allowed in an if, and around it would hide the
  // line of other answers: nginx itself answers where a line is to go.
  void AddPreflight(const Correction& correction,
                    std::vector<std::string>* lines) {
    std::string status;
    bool takes_away = false;
    for (const Change& change : correction.changes) {
      if (change.action == Change::Action::kStatus) {
        status = change.value;
      } else {
        takes_away = takes_away || change.action != Change::Action::kAdd;
        AddChange(correction, change, lines);
      }
    }
    if (takes_away && status.empty()) {
      status = "204";
      AddOthers(correction, lines);
    }
    if (!status.empty()) lines->push_back("return " + status + ";");
  }

  // The lines of the answer that stay as they are.
  void AddOthers(const Correction& correction,
                 std::vector<std::string>* lines) {
    const ReceivedHead* const head = HeadOf(received_, correction);
    if (head == nullptr) return;
    for (const auto& [key, value] : head->gist().headers) {
      const std::string& name = key;
      const bool is_kept =
          (StartsWithAnyCase(name, "Access-Control-") ||
           IsSameName(name, "Vary")) &&
          std::none_of(correction.changes.begin(), correction.changes.end(),
                       [&](const Change& change) {
                         return IsSameName(change.name, name);
                       });
      if (is_kept) {
        lines->push_back("add_header " + name + " " + Quoted(value) +
                         " always;");
      }
    }
  }

  void AddChange(const Correction& correction, const Change& change,
                 std::vector<std::string>* lines) {
    if (change.action == Change::Action::kDrop) return;
    std::string value = Quoted(change.value);
    // Vary is for all: what a cache holds may be of any of them.
    if (correction.for_origin && !IsSameName(change.name, "Vary")) {
      const std::string variable = VariableOf(correction, change.name);
      http_.push_back("map $http_origin " + variable + " { default " +
                      Quoted(Before(correction, change.name)) + "; " +
                      OriginKey(*correction.for_origin) + " " + value + "; }");
      value = variable;
    }
    lines->push_back("add_header " + change.name + " " + value + " always;");
  }

  // What is answered to others; of several lines one is enough.
  std::string Before(const Correction& correction,
                     const std::string& name) const {
    const ReceivedHead* const head = HeadOf(received_, correction);
    if (head == nullptr) return "";
    for (const auto& [key, value] : head->gist().headers) {
      if (IsSameName(key, name)) return value;
    }
    return "";
  }

  // As one word; a $ would begin a variable, and cannot be escaped.
  std::string Quoted(const std::string& value) {
    std::string out = "\"";
    for (char c : Printable(value)) {
      if (c == '"' || c == '\\') out += '\\';
      if (c != '$') {
        out += c;
        continue;
      }
      if (!has_dollar_)
        http_.push_back("geo $corsieve_dollar { default \"$\"; }");
      has_dollar_ = true;
      out += "${corsieve_dollar}";
    }
    return out + "\"";
  }

  const Received& received_;
  std::vector<std::string> http_;
  std::vector<std::pair<std::string, Block>> blocks_;
  bool has_dollar_ = false;
};

}  // namespace

std::string NginxConfiguration(const Received& received,
                               const std::vector<Correction>& corrections) {
  Configuration configuration(received);
  for (const Correction& correction : JoinedByPath(corrections)) {
    configuration.Add(correction);
  }
  return configuration.Text();
}

}  // namespace corsieve::tools
