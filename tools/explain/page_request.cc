#include "tools/explain/page_request.h"

#include <algorithm>
#include <utility>

#include "corsieve/corsieve.h"
#include "tools/explain/change.h"
#include "tools/explain/received_head.h"
#include "tools/text.h"
#include "tools/url.h"

namespace corsieve::tools {
namespace {

// What clients add by themselves, whatever the page or the command says.
bool IsOfClient(const std::string& name, const std::string& value,
                bool by_browser) {
  const std::string lower = Lower(name);
  if (lower.empty() || lower.front() == ':') return true;
  if (lower == "user-agent" || lower == "host" || lower == "origin" ||
      lower == "referer" || lower == "cookie" || lower == "connection" ||
      lower == "content-length" || lower == "accept-encoding" ||
      lower == "proxy-connection" || lower == "expect" || lower == "te" ||
      lower == "upgrade-insecure-requests" || lower == "dnt" ||
      lower == "transfer-encoding" || lower == "keep-alive") {
    return true;
  }
  if (lower.compare(0, 4, "sec-") == 0) return true;
  if (lower == "accept") return by_browser || value == "*/*";
  if (!by_browser) return false;
  return lower == "accept-language" || lower == "pragma" ||
         lower == "cache-control" || lower == "priority" ||
         lower == "if-none-match" || lower == "if-modified-since" ||
         lower.compare(0, 15, "access-control-") == 0;
}

Pairs HeadersOfScript(const PastedRequest& request) {
  Pairs headers;
  for (const auto& [name, value] : request.headers) {
    if (!IsOfClient(name, value, request.by_browser)) {
      headers.emplace_back(name, value);
    }
  }
  return headers;
}

// The headers that a preflight asked for; what their values are is not known.
Pairs HeadersAskedFor(const PastedRequest& preflight) {
  Pairs headers;
  for (const std::string& name :
       ListItems(HeaderOf(preflight, "Access-Control-Request-Headers")
                     .value_or(""))) {
    // A content type that needs no preflight would not be asked for.
    headers.emplace_back(name,
                         name == "content-type" ? "application/json" : "x");
  }
  return headers;
}

std::optional<std::string> OriginOf(const PastedRequest& request) {
  if (const auto origin = HeaderOf(request, "Origin")) {
    return SerializeOrigin(*origin);
  }
  if (const auto referrer = HeaderOf(request, "Referer")) {
    return SerializeOrigin(*referrer);
  }
  return std::nullopt;
}

// Whether the URL is of another origin.
bool IsAcross(const std::string& origin, const std::string& url) {
  const std::optional<Origin> a = ParseSerializedOrigin(origin);
  const std::optional<UrlParts> b = ParseSerializedUrl(url);
  return a && !a->opaque() && (!b || !IsSameOrigin(*a, b->origin));
}

// An origin across from the URL's, or a URL across from the origin.
void AssumeTheRest(Case* c, bool has_origin, bool has_url,
                   const std::optional<std::string>& allowed,
                   std::vector<std::string>* assumed) {
  if (!has_url) {
    c->url = c->origin == "https://api.example" ? "https://other.example/"
                                                : "https://api.example/";
  }
  bool is_allowed = false;
  if (!has_origin) {
    is_allowed = allowed && IsAcross(*allowed, c->url);
    c->origin = is_allowed ? *allowed
                : IsAcross("https://app.example", c->url)
                    ? "https://app.example"
                    : "https://other.example";
  }
  if (has_origin && has_url) return;
  assumed->push_back("Assuming a page of " + c->origin +
                     (is_allowed ? ", which the answer allows," : "") +
                     " that requested " + Printable(c->url) +
                     " (see --origin, --url).");
}

void Override(const Pairs& given, Pairs* headers) {
  for (const auto& header : given) {
    const std::string& name = header.first;
    headers->erase(std::remove_if(headers->begin(), headers->end(),
                                  [&](const auto& h) {
                                    return IsSameName(h.first, name);
                                  }),
                   headers->end());
  }
  headers->insert(headers->end(), given.begin(), given.end());
}

void Take(const std::optional<std::string>& word, std::string* value) {
  if (word) *value = *word;
}

}  // namespace

std::optional<std::string> HeaderOf(const PastedRequest& request,
                                    std::string_view name) {
  for (const auto& [key, value] : request.headers) {
    if (IsSameName(key, name)) return value;
  }
  return std::nullopt;
}

bool NeedsPreflight(const Case& c) {
  std::vector<Header> headers;
  for (const auto& [name, value] : c.headers) headers.push_back({name, value});
  return !IsCorsSafelistedMethod(NormalizeMethod(c.method)) ||
         !CorsUnsafeRequestHeaderNames(headers).empty();
}

void MergeCall(const PastedCall& more, PastedCall* call) {
  const auto merge = [](const std::optional<std::string>& from,
                        std::optional<std::string>* to) {
    if (!*to) *to = from;
  };
  merge(more.origin, &call->origin);
  merge(more.mode, &call->mode);
  merge(more.credentials, &call->credentials);
  merge(more.redirect, &call->redirect);
  merge(more.api, &call->api);
  merge(more.reason, &call->reason);
}

PageRequest PageRequestOf(const GivenRequest& given,
                          const PastedRequest* request,
                          const PastedRequest* preflight,
                          const PastedCall& call,
                          const std::optional<std::string>& allowed) {
  PageRequest page;
  Case& c = page.c;
  const PastedRequest* first = request != nullptr ? request : preflight;
  std::optional<std::string> origin = given.origin;
  std::optional<std::string> url = given.url;
  if (request != nullptr) {
    c.method = request->method;
    c.headers = HeadersOfScript(*request);
    c.has_body = request->has_body && c.method != "GET" && c.method != "HEAD";
    if (HeaderOf(*request, "Cookie")) c.credentials = "include";
  } else if (preflight != nullptr) {
    c.method =
        HeaderOf(*preflight, "Access-Control-Request-Method").value_or("GET");
    c.headers = HeadersAskedFor(*preflight);
  }
  if (!origin && call.origin) origin = SerializeOrigin(*call.origin);
  if (first != nullptr) {
    if (!origin) origin = OriginOf(*first);
    if (!url && !first->url.empty()) url = ResolveUrl(first->url, "");
  }
  Take(call.mode, &c.mode);
  Take(call.credentials, &c.credentials);
  Take(call.redirect, &c.redirect);
  Take(call.api, &c.api);
  if (c.mode == "navigate" && !given.mode) {
    c.mode = "cors";
    page.notes.push_back(
        "It is of a navigation, which no CORS keeps from being shown; what "
        "follows is for fetch() of the same URL");
  }
  Take(given.api, &c.api);
  Take(given.mode, &c.mode);
  Take(given.credentials, &c.credentials);
  Take(given.redirect, &c.redirect);
  Take(given.method, &c.method);
  Override(given.headers, &c.headers);
  c.has_body = c.has_body && c.method != "GET" && c.method != "HEAD";
  c.origin = origin.value_or("");
  c.url = url.value_or("");
  AssumeTheRest(&c, origin.has_value(), url.has_value(), allowed,
                &page.assumed);
  return page;
}

}  // namespace corsieve::tools
