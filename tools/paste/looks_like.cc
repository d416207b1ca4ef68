#include "tools/paste/looks_like.h"

#include <algorithm>

#include "tools/paste/head_lines.h"
#include "tools/text.h"

namespace corsieve::tools {
namespace {

enum class Where {
  kStart,     // The text begins with it.
  kLine,      // A line does, blanks apart.
  kAnywhere,  // It is somewhere in a line.
};

constexpr char kRun[] =
    "run curl -si -H 'Origin: https://your.page' URL and paste what it prints";
constexpr char kAsk[] =
    "paste the response's head instead, which curl -si URL prints";

constexpr char kScriptsError[] =
    "an error as script gets it, from which browsers keep the reason";
constexpr char kReadTheConsole[] =
    "paste the console's own line instead, which names CORS, or what curl -si "
    "-H 'Origin: https://your.page' URL prints";
constexpr char kForeign[] =
    "a console's message in another language than English";
constexpr char kReadTheAnswer[] =
    "take the URL out of it, run curl -si -H 'Origin: https://your.page' URL "
    "and paste what it prints";

// The first that fits, in any case.
constexpr struct {
  Where where;
  std::string_view mark;  // In lower case.
  std::string_view what;
  std::string_view advice;
} kRows[] = {
    {Where::kStart, "\x89png", "a picture", kRun},
    {Where::kStart, "\xff\xd8\xff", "a picture", kRun},
    {Where::kStart, "gif8", "a picture", kRun},
    {Where::kStart, "\x1f\x8b", "a compressed file", "decompress it first"},
    {Where::kStart, "pk\x03\x04", "a compressed file", "decompress it first"},
    {Where::kStart, "%pdf-", "a PDF", kRun},
    {Where::kLine, "traceback (most recent call last)", "a stack trace", kAsk},
    {Where::kLine, "exception in thread ", "a stack trace", kAsk},
    {Where::kLine, "goroutine ", "a stack trace", kAsk},
    {Where::kLine, "at object.<anonymous>", "a stack trace", kAsk},
    {Where::kAnywhere, "error: connect econnrefused", "a stack trace", kAsk},
    {Where::kLine, "curl: (", "an error of curl, which reached no server",
     "mend that first: corsieve needs the response"},
    {Where::kLine, "curl: try 'curl --help'", "an error of curl's usage",
     "mend the command first"},
    {Where::kAnywhere, "net::err_connection_refused",
     "Chromium's message that nobody listens at that host and port",
     "start the server there, or mend the URL: CORS has no part in it"},
    {Where::kAnywhere, "net::err_",
     "a line of Chromium's console that names no reason",
     "paste the line that begins with Access to, too, if there is one; else "
     "the server was not reached"},
    {Where::kAnywhere, "axioserror", kScriptsError, kReadTheConsole},
    {Where::kAnywhere, "httperrorresponse", kScriptsError, kReadTheConsole},
    {Where::kAnywhere, "typeerror: failed to fetch", kScriptsError,
     kReadTheConsole},
    {Where::kAnywhere, "typeerror: load failed", kScriptsError,
     kReadTheConsole},
    {Where::kAnywhere, "networkerror when attempting to fetch", kScriptsError,
     kReadTheConsole},
    {Where::kAnywhere, "error: network error", kScriptsError, kReadTheConsole},
    // "(Reason: CORS ...", as Firefox says it elsewhere.
    {Where::kAnywhere, "(grund: cors", kForeign, kReadTheAnswer},
    {Where::kAnywhere, "(raison\xc2\xa0: cors", kForeign, kReadTheAnswer},
    {Where::kAnywhere, "(raison : cors", kForeign, kReadTheAnswer},
    {Where::kAnywhere, "(motivo: cors", kForeign, kReadTheAnswer},
    {Where::kAnywhere, "(raz\xc3\xb3n: cors", kForeign, kReadTheAnswer},
    {Where::kAnywhere,
     "\xef\xbc\x88\xe5\x8e\x9f\xe5\x9b\xa0\xef\xbc\x9a"
     "cors",
     kForeign, kReadTheAnswer},
    {Where::kAnywhere, "cors policy", "a part of a message of a console",
     "paste all of it, with the URL and the origin that it names"},
    {Where::kAnywhere, "this cors request is not allowed",
     "S3's answer to a request that the bucket's CORS rules do not allow",
     "name the page's origin, the method and the headers in a rule of the "
     "bucket (AllowedOrigins, AllowedMethods, AllowedHeaders)"},
    {Where::kAnywhere, "cors is not enabled for this bucket",
     "S3's answer where the bucket has no CORS rules",
     "give the bucket rules that name the page's origin, the method and the "
     "headers"},
    {Where::kAnywhere, "\"allowedorigins\"", "CORS rules of a bucket", kAsk},
    {Where::kAnywhere, "command not found", "an error of the shell",
     "mend the command first"},
    {Where::kLine, "invoke-webrequest :",
     "an error of PowerShell, which hides the response's head",
     "run curl.exe -si URL instead and paste what it prints"},
    {Where::kLine, "invoke-restmethod :",
     "an error of PowerShell, which hides the response's head",
     "run curl.exe -si URL instead and paste what it prints"},
    {Where::kAnywhere, "the remote server returned an error",
     "an error of PowerShell, which hides the response's head",
     "run curl.exe -si URL instead and paste what it prints"},
    {Where::kStart, "<!doctype html", "an HTML page without the head", kRun},
    {Where::kStart, "<html", "an HTML page without the head", kRun},
    {Where::kStart, "<?xml", "an XML body without the head", kRun},
    {Where::kLine, "add_header ", "a configuration of nginx", kAsk},
    {Where::kLine, "proxy_pass ", "a configuration of nginx", kAsk},
    {Where::kAnywhere, "nginx.ingress.kubernetes.io/",
     "a configuration of Kubernetes", kAsk},
    {Where::kLine, "server {", "a configuration of nginx", kAsk},
    {Where::kLine, "<virtualhost", "a configuration of Apache", kAsk},
    {Where::kLine, "header set ", "a configuration of Apache", kAsk},
    {Where::kLine, "header always set ", "a configuration of Apache", kAsk},
    {Where::kAnywhere, "] \"get /", "a server's log", kAsk},
    {Where::kAnywhere, "] \"options /", "a server's log", kAsk},
    {Where::kAnywhere, "] \"post /", "a server's log", kAsk},
    {Where::kLine, "app.use(", "a program's source", kAsk},
    {Where::kAnywhere, "setheader(", "a program's source", kAsk},
    {Where::kAnywhere, "res.header(", "a program's source", kAsk},
    {Where::kAnywhere, "cors(", "a program's source", kAsk},
    {Where::kLine, "const ", "a program's source", kAsk},
    {Where::kLine, "import ", "a program's source", kAsk},
    {Where::kLine, "#include ", "a program's source", kAsk},
    {Where::kLine, "<?php", "a program's source", kAsk},
    {Where::kStart, "---\n", "YAML", kAsk},
    {Where::kStart, "{", "a JSON body without the head", kRun},
    {Where::kStart, "[", "a JSON body without the head", kRun},
    {Where::kStart, "<", "a body without the head", kRun},
};

bool Fits(Where where, std::string_view mark, std::string_view text) {
  if (where == Where::kStart) return StartsWith(text, mark);
  size_t at = text.find(mark);
  if (where == Where::kAnywhere) return at != text.npos;
  for (; at != text.npos; at = text.find(mark, at + mark.size())) {
    size_t start = at;
    while (start > 0 && (text[start - 1] == ' ' || text[start - 1] == '\t')) {
      --start;
    }
    if (start == 0 || text[start - 1] == '\n') return true;
  }
  return false;
}

std::string Sentence(std::string_view what, std::string_view advice) {
  return "this is no response head; it looks like " + std::string(what) + ": " +
         std::string(advice);
}

// Whether bytes are in it that no text has.
bool IsBinary(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) {
    return c >= 0 && c < ' ' && c != '\n' && c != '\r' && c != '\t' &&
           c != '\f' && c != '\x1b';
  });
}

bool IsUrl(std::string_view text) {
  return (StartsWith(text, "http://") || StartsWith(text, "https://")) &&
         !Contains(text, " ") && !Contains(text, "\n");
}

}  // namespace

std::string LooksLike(std::string_view text) {
  // The beginning tells.
  constexpr size_t kEnough = 65536;
  text = Trim(text.substr(0, kEnough));
  while (StartsWith(text, "\n")) text = Trim(text.substr(1));
  while (EndsWith(text, "\n")) text = Trim(text.substr(0, text.size() - 1));
  if (text.empty()) {
    return std::string("the input is empty: ") + kRun;
  }
  const std::string lower = Lower(text);
  for (const auto& row : kRows) {
    if (Fits(row.where, row.mark, lower)) {
      return Sentence(row.what, row.advice);
    }
  }
  if (IsBinary(text)) return Sentence("binary data", kRun);
  if (IsUrl(text)) return Sentence("a URL", kRun);
  const std::string_view first = text.substr(0, text.find('\n'));
  if (IsRequestLine(first)) {
    return Sentence("a request without its response", kAsk);
  }
  if (StartsWith(lower, "curl ")) {
    return Sentence("a command without what it printed",
                    "paste that, too, or pipe it: curl -si URL | corsieve "
                    "explain");
  }
  return std::string(
             "no response head is in this text, and it is no format that is "
             "known: ") +
         kRun;
}

}  // namespace corsieve::tools
