// TODO(merge): a stub.

#include "tools/explain/reasons.h"

#include "corsieve/reason.h"

namespace corsieve::tools {
namespace {

std::string Lower(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c | 0x20);
  }
  return lower;
}

}  // namespace

std::string ListReasons() {
  std::string text;
  for (const ReasonInfo& info : AllReasons()) {
    text += std::string(info.name) + ": " + std::string(info.text) + "\n";
  }
  return text;
}

std::optional<std::string> DescribeReason(std::string_view name) {
  for (const ReasonInfo& info : AllReasons()) {
    if (Lower(info.name) != Lower(name)) continue;
    return std::string(info.name) + ": " + std::string(info.text) + "\n" +
           std::string(info.url) + "\n";
  }
  return std::nullopt;
}

std::string ReasonsMarkdown() { return "# Reasons\n\n" + ListReasons(); }

}  // namespace corsieve::tools
