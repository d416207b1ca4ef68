// What page.wasm leaves to program.wasm: the files of page_rest.txt. Whatever
// gets here stops in a trap, at which a page loads program.wasm and asks that.
// No function returns, so that page.wasm says nothing that program.wasm does
// not.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tools/explain/expect.h"
#include "tools/explain/explain_text.h"
#include "tools/explain/servers/servers.h"
#include "tools/paste/curl_command.h"
#include "tools/paste/readers.h"

namespace corsieve::tools {

std::optional<Paste> ReadWget(const Lines&, std::string*) { __builtin_trap(); }

std::optional<Paste> ReadHeadersOnly(const Lines&, std::string*) {
  __builtin_trap();
}

std::optional<Paste> ReadGoHeaders(const Lines&, std::string*) {
  __builtin_trap();
}

std::optional<Paste> ReadDotnetResponse(const Lines&, std::string*) {
  __builtin_trap();
}

std::optional<Paste> ReadPrintedHeaders(const Lines&, std::string*) {
  __builtin_trap();
}

std::optional<Paste> ReadPowerShell(const Lines&, std::string*) {
  __builtin_trap();
}

std::optional<Paste> ReadCopiedCurl(const Lines&, std::string*) {
  __builtin_trap();
}

std::optional<Paste> ReadCopiedFetch(const Lines&, std::string*) {
  __builtin_trap();
}

std::optional<Paste> ReadCopiedPowerShell(const Lines&, std::string*) {
  __builtin_trap();
}

std::optional<Paste> ReadConsoleMessage(const Lines&, std::string*) {
  __builtin_trap();
}

std::optional<Paste> ReadDevToolsPane(const Lines&, std::string*) {
  __builtin_trap();
}

std::optional<Paste> ReadFirefoxPane(const Lines&, std::string*) {
  __builtin_trap();
}

std::optional<Paste> ReadSafariPane(const Lines&, std::string*) {
  __builtin_trap();
}

std::optional<Paste> ReadRequestAndResponse(const Lines&, std::string*) {
  __builtin_trap();
}

std::optional<Paste> ReadHar(const Lines&, std::string*) { __builtin_trap(); }

std::optional<Paste> ReadJsonHead(const Lines&, std::string*) {
  __builtin_trap();
}

std::optional<PastedRequest> ReadCurlCommand(std::string_view, PastedCall*,
                                             std::string*) {
  __builtin_trap();
}

std::string_view ServerTitle(std::string_view) { __builtin_trap(); }

std::string ServerConfiguration(std::string_view, const Received&,
                                const std::vector<Correction>&) {
  __builtin_trap();
}

std::string ExplainText(const ExplainOptions&, const ExplainAnswer&) {
  __builtin_trap();
}

std::string ExplainAllText(const ExplainOptions&,
                           const std::vector<const ExplainAnswer*>&) {
  __builtin_trap();
}

WantedHeader Want(const Fetch&, const Advice&, const std::string&) {
  __builtin_trap();
}

std::string WantLine(const WantedHeader&) { __builtin_trap(); }

std::vector<std::string> Unmet(const Expectations&, const Fetch&) {
  __builtin_trap();
}

}  // namespace corsieve::tools
