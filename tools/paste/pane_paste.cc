#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "tools/paste/make_head.h"
#include "tools/paste/pane.h"
#include "tools/paste/parts.h"
#include "tools/paste/request_parts.h"
#include "tools/text.h"

namespace corsieve::tools {
namespace {

bool HasPseudoHeader(const Pane& pane) {
  for (const auto* headers : {&pane.request, &pane.response}) {
    for (const PaneHeader& header : *headers) {
      if (StartsWith(header.name, ":")) return true;
    }
  }
  return false;
}

std::optional<PastedRequest> RequestOf(const Pane& pane,
                                       std::vector<std::string>* notes,
                                       std::string* error) {
  RequestMaker maker;
  maker.SetByBrowser();
  for (const PaneHeader& header : pane.request) {
    if (!maker.Add(header.name, header.value, header.line, error)) {
      return std::nullopt;
    }
  }
  if (!pane.method.empty()) maker.SetMethod(pane.method);
  if (!pane.scheme.empty()) maker.SetScheme(pane.scheme);
  if (!pane.host.empty()) maker.SetHost(pane.host);
  if (!pane.path.empty()) maker.SetTarget(pane.path);
  if (!pane.target.empty()) maker.SetTarget(pane.target);
  if (parts::IsHttpUrl(pane.url) && !parts::HasForbiddenByte(pane.url)) {
    maker.SetTarget(pane.url);
  }
  if (pane.has_body) maker.SetHasBody();
  PastedRequest request = std::move(maker).Finish(notes);
  request.shows_headers = !pane.request.empty();
  return request;
}

std::optional<PastedHead> ResponseOf(const Pane& pane,
                                     std::vector<std::string>* notes,
                                     std::string* error) {
  std::optional<int> status = pane.status;
  size_t line = pane.status_line;
  for (const PaneHeader& header : pane.response) {
    if (header.name != ":status") continue;
    status = parts::Number(header.value);
    line = header.line;
  }
  if (!status) {
    notes->push_back("The text shows no status: 200 is assumed.");
    line = pane.response.front().line;
  }
  const std::string_view version = pane.version.empty() && HasPseudoHeader(pane)
                                       ? std::string_view("HTTP/2")
                                       : std::string_view(pane.version);
  HeadMaker maker(version, status.value_or(200), pane.message, line);
  for (const PaneHeader& header : pane.response) {
    // Chromium once showed :status so; no such header was sent.
    if (EqualsAnyCase(header.name, "status") && status &&
        parts::Number(header.value.substr(0, 3)) == status) {
      continue;
    }
    if (!maker.Add(header.name, header.value, header.line, error)) {
      return std::nullopt;
    }
  }
  return std::move(maker).Finish();
}

}  // namespace

std::optional<Paste> PasteOfPane(Pane pane, std::string_view format,
                                 std::string* error) {
  Paste paste;
  paste.format = format;
  paste.notes = std::move(pane.notes);
  PastedExchange exchange;
  if (pane.status || !pane.response.empty()) {
    exchange.response = ResponseOf(pane, &paste.notes, error);
    if (!exchange.response) return std::nullopt;
  }
  if (!pane.url.empty() || !pane.method.empty() || !pane.host.empty() ||
      !pane.request.empty()) {
    exchange.request = RequestOf(pane, &paste.notes, error);
    if (!exchange.request) return std::nullopt;
    ReadCallFromHeaders(exchange.request->headers, &paste.call, &paste.notes);
  }
  if (!exchange.request && !exchange.response) return std::nullopt;
  paste.exchanges.push_back(std::move(exchange));
  return paste;
}

}  // namespace corsieve::tools
