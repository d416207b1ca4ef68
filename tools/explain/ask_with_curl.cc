#include "tools/explain/ask_with_curl.h"

#include "tools/explain/received_head.h"
#include "tools/text.h"

namespace corsieve::tools {

std::string AskWithCurl(const Sent& sent) {
  std::string command = "curl -si";
  if (sent.method == "HEAD") {
    command += " -I";
  } else if (sent.method != "GET") {
    command += " -X " +
               (IsMethod(sent.method) ? sent.method : ShellQuoted(sent.method));
  }
  for (const auto& [name, value] : sent.headers) {
    if (name == "Accept" && value == "*/*") continue;
    const bool is_secret = IsSameName(name, "Authorization") ||
                           IsSameName(name, "Cookie") ||
                           Lower(name).find("token") != std::string::npos ||
                           Lower(name).find("key") != std::string::npos;
    command += " -H " + ShellQuoted(name + ": " + (is_secret ? "..." : value));
  }
  return command + " " + ShellQuoted(sent.url);
}

}  // namespace corsieve::tools
