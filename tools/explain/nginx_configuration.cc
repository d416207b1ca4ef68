#include <map>
#include <optional>
#include <string>
#include <vector>

#include "tools/explain/nginx.h"
#include "tools/text.h"
#include "tools/url.h"

namespace corsieve::tools {
namespace {

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
    std::vector<std::string>* const lines =
        correction.is_preflight ? &block.options : &block.lines;
    std::string status;
    for (const Change& change : correction.changes) {
      if (change.action == Change::Action::kStatus) {
        status = "return " + change.value + ";";
      } else {
        AddChange(correction, change, lines);
      }
    }
    if (!status.empty()) lines->push_back(status);
  }

  std::string Text() const {
    std::string out;
    if (!http_.empty()) {
      out += "  # In http {}:\n";
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

  void AddChange(const Correction& correction, const Change& change,
                 std::vector<std::string>* lines) {
    if (change.action != Change::Action::kAdd) {
      lines->push_back("proxy_hide_header " + change.name + ";");
    }
    if (change.action == Change::Action::kDrop) return;
    std::string value = Quoted(change.value);
    // Vary is for all: what a cache holds may be of any of them.
    if (correction.for_origin && !IsSameName(change.name, "Vary")) {
      const std::string variable = "$corsieve_" + std::to_string(++variables_);
      http_.push_back("map $http_origin " + variable + " { default " +
                      Quoted(Before(correction, change.name)) + "; " +
                      Quoted(*correction.for_origin) + " " + value + "; }");
      value = variable;
    }
    lines->push_back("add_header " + change.name + " " + value + " always;");
  }

  // What is answered to others; of several lines one is enough.
  std::string Before(const Correction& correction,
                     const std::string& name) const {
    const ReceivedHead* head = nullptr;
    if (!correction.is_preflight) {
      if (correction.number < received_.answers.size()) {
        head = &received_.answers[correction.number].head;
      }
    } else if (!received_.preflights.empty()) {
      head = &received_.preflights.front().head;
    }
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
  int variables_ = 0;
  bool has_dollar_ = false;
};

}  // namespace

std::string NginxConfiguration(const Received& received,
                               const std::vector<Correction>& corrections) {
  Configuration configuration(received);
  for (const Correction& correction : corrections) {
    configuration.Add(correction);
  }
  return configuration.Text();
}

}  // namespace corsieve::tools
