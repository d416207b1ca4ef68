#include "tools/har/har_request.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "corsieve/corsieve.h"
#include "tools/explain/change.h"
#include "tools/explain/page_request.h"
#include "tools/explain/received_head.h"
#include "tools/paste/request_parts.h"
#include "tools/text.h"
#include "tools/url.h"

namespace corsieve::tools {
namespace {

constexpr size_t kMaxPages = 10000;

// Who asks: fetch() and its like, an element, or a navigation.
enum class Asker { kUnknown, kScript, kElement, kNavigation };

struct Word {
  std::string_view word;
  Asker asker;
  // What an element's mode is where the entry does not tell: with an Origin it
  // is cors.
  std::string_view mode;
};
// Of _resourceType, as Chromium and Playwright write it.
constexpr Word kTypes[] = {
    {"fetch", Asker::kScript, "cors"},
    {"xhr", Asker::kScript, "cors"},
    {"font", Asker::kElement, "cors"},
    {"eventsource", Asker::kElement, "cors"},
    {"ping", Asker::kElement, "no-cors"},
    {"beacon", Asker::kElement, "no-cors"},
    {"image", Asker::kElement, "no-cors"},
    {"stylesheet", Asker::kElement, "no-cors"},
    {"script", Asker::kElement, "no-cors"},
    {"media", Asker::kElement, "no-cors"},
    {"texttrack", Asker::kElement, "no-cors"},
    {"manifest", Asker::kElement, "cors"},
    {"document", Asker::kNavigation, "navigate"},
};

const Word* FindType(std::string_view type) {
  for (const Word& word : kTypes) {
    if (word.word == type) return &word;
  }
  return nullptr;
}

bool IsHttp(const std::string& url) {
  return StartsWithAnyCase(url, "http://") ||
         StartsWithAnyCase(url, "https://");
}

bool IsAnElements(const std::string& mime_type) {
  const std::string type = Lower(mime_type);
  for (const char* prefix :
       {"text/css", "text/javascript", "application/javascript",
        "application/x-javascript", "image/", "font/", "application/font-",
        "application/x-font-", "audio/", "video/"}) {
    if (StartsWith(type, prefix)) return true;
  }
  return false;
}

// Servers send fonts as anything.
bool IsFont(const std::string& url) {
  const std::string path = Lower(PathOfUrl(url));
  return EndsWith(path, ".woff") || EndsWith(path, ".woff2") ||
         EndsWith(path, ".ttf") || EndsWith(path, ".otf");
}

bool IsSameOriginAs(const std::string& origin, const std::string& url) {
  const std::optional<std::string> of_url = SerializeOrigin(url);
  return origin != "null" && of_url && *of_url == origin;
}

// What cannot be judged at all, whoever asks.
std::string WhyNotJudged(const HarEntry& entry) {
  if (entry.url.empty()) return "it has no URL";
  if (entry.resource_type == "websocket" || entry.status == 101 ||
      StartsWithAnyCase(entry.url, "ws:") ||
      StartsWithAnyCase(entry.url, "wss:")) {
    return "a WebSocket, which has no CORS";
  }
  if (!IsHttp(entry.url)) return "its URL is not of http or https";
  if (entry.method == "CONNECT") return "a tunnel through a proxy";
  if (!IsMethod(entry.method)) return "its method is none";
  if (!ResolveUrl(entry.url, "")) return "its URL is none";
  if (entry.is_api_request) return "made by Playwright itself, for no page";
  if (entry.is_too_long) return "its headers are longer than those of any head";
  return "";
}

// What the page set by itself: what the preflight asked for, and what needs
// none.
Pairs HeadersOfScript(const HarEntry& entry, const HarEntry* preflight,
                      bool by_browser) {
  PastedRequest pasted;
  pasted.method = entry.method;
  pasted.url = entry.url;
  // What could not be set was not: WebPageTest has halves of lines.
  for (const auto& [name, value] : entry.request_headers) {
    if (IsHeaderName(name) && IsHeaderValue(value)) {
      pasted.headers.emplace_back(name, value);
    }
  }
  pasted.by_browser = by_browser;
  pasted.has_body = entry.has_body;
  PastedCall call;
  Pairs all = PageRequestOf({}, &pasted, nullptr, call, std::nullopt).c.headers;
  if (preflight == nullptr) return all;
  Pairs headers;
  std::vector<std::string> asked = ListItems(
      HeaderOf(preflight->request_headers, "Access-Control-Request-Headers"));
  for (auto& header : all) {
    const Header one[] = {{header.first, header.second}};
    if (CorsUnsafeRequestHeaderNames(one).empty()) {
      headers.push_back(std::move(header));
    }
  }
  for (const std::string& name : asked) {
    std::string value = HeaderOf(entry.request_headers, name);
    // What it was is not in a sanitized file.
    if (value.empty()) {
      value = Lower(name) == "content-type" ? "application/json" : "x";
    }
    headers.emplace_back(name, std::move(value));
  }
  return headers;
}

bool Names(const std::string& list, std::string_view name) {
  const std::vector<std::string> items = ListItems(list);
  return std::any_of(items.begin(), items.end(), [&](const std::string& item) {
    return IsSameName(item, name);
  });
}

void FindOrigin(const HarEntry& entry, const HarPages& pages,
                const std::optional<std::string>& given, HarRequest* out) {
  const auto take = [&](const std::string& text, const char* from) {
    if (!out->c.origin.empty() || text.empty()) return;
    if (const std::optional<std::string> origin = SerializeOrigin(text)) {
      out->c.origin = *origin;
      out->origin_from = from;
    }
  };
  if (given) take(*given, "--origin");
  const std::string sent = HeaderOf(entry.request_headers, "Origin");
  take(sent, "Origin");
  if (out->c.origin.empty() && !sent.empty()) {
    out->not_judged = "asked by " + Printable(sent) +
                      ", which is of no page: an extension's or a program's";
    return;
  }
  // What the file has of the page may be of another frame's.
  const std::string site = HeaderOf(entry.request_headers, "Sec-Fetch-Site");
  if (site == "same-origin") take(entry.url, "Sec-Fetch-Site");
  take(entry.document_url, "_documentURL");
  take(HeaderOf(entry.request_headers, "Referer"), "Referer");
  take(pages.OriginOf(entry.page_ref).value_or(""), "the page");
  const bool is_across = site == "cross-site" || site == "same-site";
  if (is_across && !given && sent.empty() &&
      IsSameOriginAs(out->c.origin, entry.url)) {
    out->c.origin.clear();
  }
}

// Whether a browser would have sent Origin, and did not: then the page is
// another than it seems, or nothing was sent at all.
bool LacksOrigin(const HarEntry& entry, const HarRequest& request) {
  return request.c.mode == "cors" && request.origin_from != "--origin" &&
         HeaderOf(entry.request_headers, "Origin").empty() &&
         !IsSameOriginAs(request.c.origin, request.c.url);
}

void FindMode(const HarEntry& entry, bool by_browser, HarRequest* out) {
  Case& c = out->c;
  const std::string given = HeaderOf(entry.request_headers, "Sec-Fetch-Mode");
  const Word* type = FindType(entry.resource_type);
  if (given == "cors" || given == "no-cors" || given == "same-origin" ||
      given == "navigate" || given == "websocket") {
    c.mode = given;
    out->mode_from = "Sec-Fetch-Mode";
    return;
  }
  // What every browser accepts where it navigates, and script never by itself.
  if (type == nullptr &&
      StartsWith(HeaderOf(entry.request_headers, "Accept"), "text/html,")) {
    c.mode = "navigate";
    return;
  }
  const bool has_origin = !HeaderOf(entry.request_headers, "Origin").empty();
  const bool is_get = c.method == "GET" || c.method == "HEAD";
  if (type != nullptr) {
    c.mode = type->mode;
    out->mode_from = "its type " + entry.resource_type;
    if (has_origin && is_get && c.mode == "no-cors") {
      c.mode = "cors";
      out->mode_from = "Origin";
    }
    // fetch() may be told no-cors.
    out->mode_is_known = entry.resource_type != "fetch" || has_origin;
    return;
  }
  // No other mode sends it with GET; with POST all may.
  // https://fetch.spec.whatwg.org/#append-a-request-origin-header
  if (has_origin) {
    c.mode = "cors";
    out->mode_from = "Origin";
    const std::string type = HeaderOf(entry.request_headers, "Content-Type");
    const Header list[] = {{"Content-Type", type}};
    out->mode_is_known =
        is_get || !IsCorsSafelistedMethod(c.method) ||
        (!type.empty() && !CorsUnsafeRequestHeaderNames(list).empty());
    return;
  }
  // Browsers send it with all that is of mode cors and goes across origins.
  if (by_browser) {
    c.mode = "no-cors";
    out->mode_from = "there is no Origin";
    return;
  }
  out->mode_is_known = false;
}

void FindAsker(const HarEntry& entry, const HarEntry& last, HarRequest* out) {
  const std::string destination =
      HeaderOf(entry.request_headers, "Sec-Fetch-Dest");
  const Word* type = FindType(entry.resource_type);
  if (type != nullptr) {
    out->is_by_script = type->asker == Asker::kScript;
  } else if (!destination.empty()) {
    out->is_by_script = destination == "empty";
  } else {
    out->is_by_script = !IsAnElements(last.mime_type) && !IsFont(entry.url);
  }
  if (entry.resource_type == "xhr") out->c.api = "xhr";
}

void FindCredentials(const HarEntry& entry, const HarEntry* preflight,
                     HarRequest* out) {
  const std::string asked = preflight == nullptr
                                ? ""
                                : HeaderOf(preflight->request_headers,
                                           "Access-Control-Request-Headers");
  const bool has_cookie = !HeaderOf(entry.request_headers, "Cookie").empty();
  // One that script set is no credential of the browser's.
  const bool has_login =
      !HeaderOf(entry.request_headers, "Authorization").empty() &&
      preflight != nullptr && !Names(asked, "Authorization");
  if (has_cookie || has_login) {
    out->c.credentials = "include";
    return;
  }
  // That there was no cookie to be sent does not say that none was to be sent.
  out->credentials_are_known = false;
}

}  // namespace

std::string HeaderOf(const Pairs& headers, std::string_view name) {
  const std::string* value = FindHeader(headers, name);
  return value == nullptr ? "" : *value;
}

bool IsPreflight(const HarEntry& entry) {
  if (entry.resource_type == "preflight") return true;
  return entry.method == "OPTIONS" &&
         FindHeader(entry.request_headers, "Access-Control-Request-Method") !=
             nullptr;
}

void HarPages::Learn(const HarLog& log, const HarEntry& entry) {
  if (entry.page_ref.empty() || origins_.count(entry.page_ref) > 0 ||
      origins_.size() >= kMaxPages) {
    return;
  }
  const auto page = log.pages.find(entry.page_ref);
  if (page != log.pages.end() && IsHttp(page->second)) {
    if (const auto origin = SerializeOrigin(page->second)) {
      origins_[entry.page_ref] = *origin;
      return;
    }
  }
  // What it was redirected to comes next.
  if (IsRedirectStatus(entry.status) || IsPreflight(entry)) return;
  const std::string mode = HeaderOf(entry.request_headers, "Sec-Fetch-Mode");
  const bool is_document = entry.resource_type == "document" ||
                           mode == "navigate" ||
                           (entry.resource_type.empty() && mode.empty() &&
                            StartsWith(Lower(entry.mime_type), "text/html"));
  if (!is_document) return;
  if (const auto origin = SerializeOrigin(entry.url)) {
    origins_[entry.page_ref] = *origin;
  }
}

std::optional<std::string> HarPages::OriginOf(
    const std::string& page_ref) const {
  const auto found = origins_.find(page_ref);
  if (found == origins_.end()) return std::nullopt;
  return found->second;
}

HarRequest RequestOfEntry(const HarEntry& entry, const HarEntry& last,
                          const HarEntry* preflight, const HarPages& pages,
                          const std::optional<std::string>& origin) {
  HarRequest out;
  out.not_judged = WhyNotJudged(entry);
  if (!out.not_judged.empty()) return out;
  Case& c = out.c;
  c.url = *ResolveUrl(entry.url, "");
  c.method = entry.method;
  c.has_body = entry.has_body && c.method != "GET" && c.method != "HEAD";
  const bool by_browser = AreOfBrowser(entry.request_headers) ||
                          !entry.page_ref.empty() ||
                          !entry.resource_type.empty();
  FindOrigin(entry, pages, origin, &out);
  FindMode(entry, by_browser, &out);
  FindAsker(entry, last, &out);
  if (c.mode == "navigate" || c.mode == "websocket") {
    out.not_judged = "a navigation, which has no CORS";
    return out;
  }
  if (!out.not_judged.empty()) return out;
  if (out.mode_from == "there is no Origin" &&
      StartsWith(Lower(last.mime_type), "text/html")) {
    out.not_judged = "a document: nothing says that script asked for it";
    return out;
  }
  if (c.origin.empty()) {
    out.not_judged =
        "the page that asked is not known: there is no Origin, no Referer and "
        "no page in the file that it could be of";
    return out;
  }
  if (LacksOrigin(entry, out)) {
    out.not_judged =
        "no Origin was sent, as a browser does to another origin: it was asked "
        "by another frame, or answered by a cache";
    return out;
  }
  FindCredentials(entry, preflight, &out);
  if (IsSameOriginAs(c.origin, c.url)) {
    // Neither decides anything there.
    const bool stays = !IsRedirectStatus(entry.status);
    out.mode_is_known = out.mode_is_known || stays;
    out.credentials_are_known = out.credentials_are_known || stays;
  } else if (preflight != nullptr) {
    c.mode = "cors";
    out.mode_is_known = true;
  }
  // An element sets none.
  if (out.is_by_script || preflight != nullptr) {
    c.headers = HeadersOfScript(entry, preflight, by_browser);
  }
  return out;
}

}  // namespace corsieve::tools
