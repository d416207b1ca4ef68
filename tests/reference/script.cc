// fetch() and XMLHttpRequest: what script asks for and what it is shown.

#include <algorithm>

#include "tests/reference/reference.h"

namespace corsieve::reference {
namespace {

// What the page says of its requests, and the destination, which is an
// element's.
void SetClient(const tools::Case& c, Request* request) {
  request->referrer_policy = c.referrer_policy;
  request->embedder_policy_value = c.embedder_policy;
  request->destination = c.destination;
}

// fetch(url, init) up to its request. nullopt: it throws a TypeError.
// https://fetch.spec.whatwg.org/#dom-request
std::optional<Request> FetchRequest(const tools::Case& c) {
  Request request;
  if (SplitUrl(c.url).includes_credentials()) return std::nullopt;
  request.url_list = {c.url};
  request.origin = c.origin;
  request.unsafe_request = true;
  if (c.mode == "navigate") return std::nullopt;
  request.mode = c.mode;
  request.credentials_mode = c.credentials;
  request.redirect_mode = c.redirect;
  if (!IsMethod(c.method) || IsForbiddenMethod(c.method)) return std::nullopt;
  request.method = NormalizeMethod(c.method);
  Headers headers(Headers::Guard::kRequest);
  if (request.mode == "no-cors") {
    if (!IsCorsSafelistedMethod(request.method)) return std::nullopt;
    headers = Headers(Headers::Guard::kRequestNoCors);
  }
  if (!headers.Fill(c.headers)) return std::nullopt;
  request.header_list = headers.header_list();
  if (c.has_body && (request.method == "GET" || request.method == "HEAD")) {
    return std::nullopt;
  }
  if (c.stream) {
    // A body without a source.
    if (request.mode != "same-origin" && request.mode != "cors") {
      return std::nullopt;
    }
    request.use_cors_preflight = true;
  }
  request.body_is_null = !c.has_body;
  request.body_source_is_null = c.stream;
  SetClient(c, &request);
  return request;
}

// open(), setRequestHeader() and send() up to the request. nullopt: one of them
// throws. https://xhr.spec.whatwg.org/#the-send()-method
std::optional<Request> XmlHttpRequestRequest(const tools::Case& c) {
  Request request;
  // https://xhr.spec.whatwg.org/#the-open()-method
  if (!IsMethod(c.method) || IsForbiddenMethod(c.method)) return std::nullopt;
  request.method = NormalizeMethod(c.method);
  request.url_list = {c.url};
  // https://xhr.spec.whatwg.org/#the-setrequestheader()-method
  for (const auto& [name, given_value] : c.headers) {
    const std::string value = Normalize(given_value);
    if (!IsHeaderName(name) || !IsHeaderValue(value)) return std::nullopt;
    if (IsForbiddenRequestHeader(name, value)) continue;
    Combine(&request.header_list, name, value);
  }
  request.origin = c.origin;
  request.unsafe_request = true;
  request.use_cors_preflight = c.upload_listener;
  request.mode = "cors";
  request.credentials_mode =
      c.credentials == "include" ? "include" : "same-origin";
  request.redirect_mode = "follow";
  // send() has no streams to take: what is given is a source.
  request.body_is_null =
      !c.has_body || request.method == "GET" || request.method == "HEAD";
  SetClient(c, &request);
  return request;
}

}  // namespace

// https://xhr.spec.whatwg.org/#the-getallresponseheaders()-method
std::string GetAllResponseHeaders(const HeaderList& list) {
  std::string output;
  HeaderList headers = SortAndCombine(list);
  std::stable_sort(
      headers.begin(), headers.end(), [](const Header& a, const Header& b) {
        return ByteLessThan(ByteUppercase(a.first), ByteUppercase(b.first));
      });
  for (const Header& header : headers) {
    output += header.first + ": " + header.second + "\r\n";
  }
  return output;
}

namespace {

// Asks `c` of the server of `served`.
tools::Result RunOne(const tools::Case& c, const tools::Case& served,
                     long long now, std::vector<CacheEntry>* cache,
                     const ResolveFunction& resolve) {
  const bool is_xhr = c.api == "xhr";
  Fetcher fetcher(served, now, cache, resolve);
  std::optional<Request> request =
      is_xhr ? XmlHttpRequestRequest(c) : FetchRequest(c);
  const Response response = request ? fetcher.Fetch(&*request) : NetworkError();

  tools::Result result;
  result.id = c.id;
  result.origin = c.origin;
  result.request_url = c.url;
  result.network_error = response.type == "error";
  result.type = response.type;
  result.status = response.status;
  result.status_text = response.status_message;
  // https://fetch.spec.whatwg.org/#dom-response-url
  if (!response.url_list.empty()) {
    result.url = SplitUrl(response.url_list.back()).without_fragment;
  }
  // https://fetch.spec.whatwg.org/#dom-response-redirected
  result.redirected = response.url_list.size() > 1;
  Headers headers(Headers::Guard::kImmutable);
  headers.header_list() = response.header_list;
  result.headers = SortAndCombine(headers.header_list());
  result.set_cookie = headers.GetSetCookie();
  if (is_xhr) result.all = GetAllResponseHeaders(response.header_list);
  for (const std::string& name : served.names) {
    std::optional<std::string> value;
    if (is_xhr) {
      // https://xhr.spec.whatwg.org/#the-getresponseheader()-method
      value = Get(response.header_list, name);
    } else {
      headers.Get(name, &value);  // Where this throws, null it is.
    }
    result.get[name] = value;
  }
  result.body_null = response.body_null;
  result.timing_allow_passed =
      response.type != "error" && !request->timing_allow_failed;
  result.hops = fetcher.hops();
  result.preflights = fetcher.preflights();
  result.preflights_sent = static_cast<int>(fetcher.preflights().size());
  result.did_preflight = fetcher.did_preflight();
  result.preflight_request = fetcher.preflight_request();
  result.origin_sent = fetcher.origin_sent();
  if (fetcher.last_header_list()) {
    for (const Header& header : *fetcher.last_header_list()) {
      const bool exposed = ContainsHeader(response.header_list, header.first);
      result.fates.push_back({header.first, header.second, exposed, ""});
    }
  }
  return result;
}

}  // namespace

tools::Result RunCase(const tools::Case& c, const ResolveFunction& resolve) {
  std::vector<CacheEntry> cache;
  long long now = 0;
  tools::Result result = RunOne(c, c, now, &cache, resolve);
  if (c.then.empty()) return result;
  std::vector<tools::Result> all = {result};
  for (const tools::Case& then : c.then) {
    tools::Case served = c;
    served.schemelessly_same_site = then.schemelessly_same_site;
    if (then.has_own_responses) served.responses = then.responses;
    if (then.has_own_preflights) served.preflights = then.preflights;
    now += then.wait_ms;
    all.push_back(RunOne(then, served, now, &cache, resolve));
  }
  // The last one's, but for what is said of all.
  result = all.back();
  result.id = c.id;
  result.hops.clear();
  result.preflights.clear();
  result.preflights_sent = 0;
  for (const tools::Result& one : all) {
    result.outcomes.push_back(one.network_error ? "network-error" : "ok");
    result.preflights_by_request.push_back(one.preflights_sent);
    result.preflights_sent += one.preflights_sent;
    result.hops.insert(result.hops.end(), one.hops.begin(), one.hops.end());
    result.preflights.insert(result.preflights.end(), one.preflights.begin(),
                             one.preflights.end());
    if (one.preflight_request) result.preflight_request = one.preflight_request;
  }
  result.did_preflight = result.preflights_sent > 0;
  return result;
}

}  // namespace corsieve::reference
