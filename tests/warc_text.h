// WARC files as text, and what `corsieve warc` makes of them.

#ifndef CORSIEVE_TESTS_WARC_TEXT_H_
#define CORSIEVE_TESTS_WARC_TEXT_H_

#include <cstdio>
#include <string>
#include <vector>

#include "gtest/gtest.h"
#include "tests/files.h"
#include "tests/gzip.h"
#include "tests/har_report.h"
#include "tools/json.h"
#include "tools/warc/warc.h"

namespace corsieve::tools {

using tests::Content;
using tests::File;
using tests::FileOf;
using tests::Gzip;

inline std::string Fields(const std::string& type, const std::string& id,
                          const std::string& length) {
  return "WARC/1.0\r\nWARC-Type: " + type + "\r\nWARC-Record-ID: <urn:" + id +
         ">\r\nWARC-Target-URI: https://api.example/" + id +
         "\r\nContent-Type: application/http; msgtype=response\r\n"
         "Content-Length: " +
         length + "\r\n\r\n";
}

inline std::string RecordOf(const std::string& type, const std::string& id,
                            const std::string& block) {
  return Fields(type, id, std::to_string(block.size())) + block + "\r\n\r\n";
}

// A response with a header that pages may read, whose value is its id.
inline std::string HttpHead(const std::string& id) {
  return "HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin: *\r\n"
         "Access-Control-Expose-Headers: X-Id\r\nX-Id: " +
         id + "\r\n\r\n";
}

inline std::string Response(const std::string& id,
                            const std::string& body = "body\r\n\r\n") {
  return RecordOf("response", id, HttpHead(id) + body);
}

inline std::string Replaced(std::string text, const std::string& what,
                            const std::string& by) {
  const size_t at = text.find(what);
  EXPECT_NE(at, text.npos) << what;
  return text.replace(at, what.size(), by);
}

struct WarcAnswer {
  int status = 0;
  std::string out;
  std::string err;
};

inline WarcOptions AsApp(size_t threads = 1) {
  WarcOptions options;
  options.origins = {"https://app.example"};
  options.threads = threads;
  return options;
}

inline WarcAnswer RunWarc(const std::string& bytes,
                          const WarcOptions& options = AsApp()) {
  const File in = FileOf(bytes);
  const File out(std::tmpfile());
  const File err(std::tmpfile());
  WarcAnswer answer;
  answer.status = Warc(options, in.get(), out.get(), err.get());
  answer.out = Content(out.get());
  answer.err = Content(err.get());
  return answer;
}

// A line each: the id without its brackets, and the value of X-Id that script
// reads or why it does not; or the error.
inline std::vector<std::string> ShortLines(const WarcAnswer& answer) {
  std::vector<std::string> lines;
  for (const std::string& line : LinesOf(answer.out)) {
    const Json json = Json::parse(line);
    std::string text = "-";
    if (json["id"].is_string()) {
      text = json["id"];
      if (text.compare(0, 5, "<urn:") == 0)
        text = text.substr(5, text.size() - 6);
    }
    if (json.contains("error")) {
      lines.push_back(text + " " + json["error"].get<std::string>());
      continue;
    }
    std::string seen = json["reason"];
    for (const Json& header : json["headers"]) {
      if (header[0] == "x-id") seen = header[1];
    }
    lines.push_back(text + " = " + seen);
  }
  return lines;
}

}  // namespace corsieve::tools

#endif  // CORSIEVE_TESTS_WARC_TEXT_H_
