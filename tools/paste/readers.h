// The readers of what terminals print. Each is recognized by its content.

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

}  // namespace corsieve::tools

#endif  // CORSIEVE_TOOLS_PASTE_READERS_H_
