// The readers of what terminals print, and of what browsers, HTTP tools and
// logs show. Each is in a file of its own name, and recognizes its format by
// the content; lines.h says what they return.

#ifndef CORSIEVE_TOOLS_PASTE_READERS_H_
#define CORSIEVE_TOOLS_PASTE_READERS_H_

#include <optional>
#include <string>

#include "tools/paste/lines.h"

namespace corsieve::tools {

// curl -si, -siL, -I, http --headers: heads as they came.
std::optional<Paste> ReadRawHeads(const Lines& lines, std::string* error);
// curl -v.
std::optional<Paste> ReadCurlVerbose(const Lines& lines, std::string* error);
// curl --trace and --trace-ascii.
std::optional<Paste> ReadCurlTrace(const Lines& lines, std::string* error);
// wget -S.
std::optional<Paste> ReadWget(const Lines& lines, std::string* error);
// Headers without a status line.
std::optional<Paste> ReadHeadersOnly(const Lines& lines, std::string* error);
// Headers as Go's fmt prints them.
std::optional<Paste> ReadGoHeaders(const Lines& lines, std::string* error);
// HttpResponseMessage.ToString() of .NET.
std::optional<Paste> ReadDotnetResponse(const Lines& lines, std::string* error);
// Headers as Python, Ruby, Java, PHP, node and their like print them.
std::optional<Paste> ReadPrintedHeaders(const Lines& lines, std::string* error);
// Invoke-WebRequest of PowerShell, and the tables of its headers.
std::optional<Paste> ReadPowerShell(const Lines& lines, std::string* error);
// A curl command, as DevTools copies it or as a person types it.
std::optional<Paste> ReadCopiedCurl(const Lines& lines, std::string* error);
// A call of fetch(), XMLHttpRequest, axios or jQuery.ajax() in a script, or
// what DevTools copies as fetch.
std::optional<Paste> ReadCopiedFetch(const Lines& lines, std::string* error);
// An Invoke-WebRequest command, as DevTools copies it or as a person types it.
std::optional<Paste> ReadCopiedPowerShell(const Lines& lines,
                                          std::string* error);
// What a browser's console says of CORS.
std::optional<Paste> ReadConsoleMessage(const Lines& lines, std::string* error);
// The Headers pane of Chromium's, Firefox's and Safari's network panels.
std::optional<Paste> ReadDevToolsPane(const Lines& lines, std::string* error);
std::optional<Paste> ReadFirefoxPane(const Lines& lines, std::string* error);
std::optional<Paste> ReadSafariPane(const Lines& lines, std::string* error);
// Request heads and response heads in one text, as `http -v` prints them.
std::optional<Paste> ReadRequestAndResponse(const Lines& lines,
                                            std::string* error);
// A HAR log, or one entry of it.
std::optional<Paste> ReadHar(const Lines& lines, std::string* error);
// Headers as JSON, as `curl -w '%{header_json}'`, logs and mocks have them.
std::optional<Paste> ReadJsonHead(const Lines& lines, std::string* error);

}  // namespace corsieve::tools

#endif  // CORSIEVE_TOOLS_PASTE_READERS_H_
