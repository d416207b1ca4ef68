// Runs `corsieve har` on a text.

#ifndef CORSIEVE_TESTS_HAR_REPORT_H_
#define CORSIEVE_TESTS_HAR_REPORT_H_

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "tests/files.h"
#include "tools/har/har.h"
#include "tools/json.h"

namespace corsieve::tools {

inline std::string ReadFile(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

struct Report {
  int status = 0;
  std::string out;
  std::string err;
  HarSummary summary;
};

inline Report RunHar(const HarOptions& options, const std::string& text) {
  const tests::File in = tests::FileOf(text);
  const tests::File out(std::tmpfile());
  const tests::File err(std::tmpfile());
  Report run;
  run.status = Har(options, in.get(), out.get(), err.get(), &run.summary);
  run.out = tests::Content(out.get());
  run.err = tests::Content(err.get());
  return run;
}

inline HarOptions Format(const std::string& format) {
  HarOptions options;
  options.format = format;
  return options;
}

inline std::vector<std::string> LinesOf(const std::string& text) {
  std::vector<std::string> lines;
  for (size_t at = 0; at < text.size();) {
    const size_t end = std::min(text.find('\n', at), text.size());
    lines.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return lines;
}

// A line a fetch: verdict, entries, type or reason, what is wanted and hidden.
inline std::string ShortForm(const Report& run) {
  std::string text;
  for (const std::string& line : LinesOf(run.out)) {
    const Json json = Json::parse(line);
    if (json.contains("summary")) continue;
    text += json["verdict"].get<std::string>() + " #";
    std::string comma;
    for (const Json& number : json["entries"]) {
      text += comma + number.dump();
      comma = ",";
    }
    if (json.contains("type")) {
      const std::string type = json["type"];
      text +=
          " " + (type == "error" ? json["reason"].get<std::string>() : type);
    }
    if (json.contains("wanted")) {
      for (const std::string name : json["wanted"]) text += " " + name;
    }
    text += "\n";
  }
  return text + "hidden lines " + std::to_string(run.summary.hidden_lines) +
         "\n";
}

}  // namespace corsieve::tools

#endif  // CORSIEVE_TESTS_HAR_REPORT_H_
