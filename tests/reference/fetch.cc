// Fetching. What can happen before a request is sent for other reasons than
// tainting or ports (mixed content, Content Security Policy, service workers)
// plays no part: a case says what came off the wire, so it was sent.

#include "tests/reference/reference.h"

namespace corsieve::reference {

// https://fetch.spec.whatwg.org/#concept-request-tainted-origin
std::string RedirectTaint(const Request& request) {
  const Origin origin = ParseOrigin(request.origin);
  std::optional<Origin> last_url_origin;
  std::string taint = "same-origin";
  for (const std::string& serialized : request.url_list) {
    const Origin url_origin = OriginOf(SplitUrl(serialized));
    if (!last_url_origin) {
      last_url_origin = url_origin;
      continue;
    }
    if (!SameSite(url_origin, *last_url_origin) &&
        !SameSite(origin, *last_url_origin)) {
      return "cross-site";
    }
    if (!SameOrigin(url_origin, *last_url_origin) &&
        !SameOrigin(origin, *last_url_origin)) {
      taint = "same-site";
    }
    last_url_origin = url_origin;
  }
  return taint;
}

// https://fetch.spec.whatwg.org/#cross-origin-embedder-policy-allows-credentials
// The sense of the last condition is that of whatwg/fetch issue 1958.
bool CrossOriginEmbedderPolicyAllowsCredentials(const Request& request) {
  if (request.mode != "no-cors") return true;
  if (request.embedder_policy_value != "credentialless") return true;
  return SameOrigin(ParseOrigin(request.origin),
                    OriginOf(SplitUrl(request.current_url()))) &&
         RedirectTaint(request) == "same-origin";
}

// https://fetch.spec.whatwg.org/#serializing-a-request-origin
std::string SerializeRequestOrigin(const Request& request) {
  if (RedirectTaint(request) != "same-origin") return "null";
  return request.origin;
}

// https://fetch.spec.whatwg.org/#null-body-status
bool IsNullBodyStatus(int status) {
  return status == 101 || status == 103 || status == 204 || status == 205 ||
         status == 304;
}

// https://fetch.spec.whatwg.org/#ok-status
bool IsOkStatus(int status) { return status >= 200 && status <= 299; }

// https://fetch.spec.whatwg.org/#redirect-status
bool IsRedirectStatus(int status) {
  return status == 301 || status == 302 || status == 303 || status == 307 ||
         status == 308;
}

// https://fetch.spec.whatwg.org/#concept-network-error
Response NetworkError() {
  Response response;
  response.type = "error";
  response.status = 0;
  response.body_null = true;
  return response;
}

// https://fetch.spec.whatwg.org/#concept-filtered-response-basic
Response BasicFilteredResponse(const Response& internal_response) {
  Response response = internal_response;
  response.type = "basic";
  response.header_list.clear();
  for (const Header& header : internal_response.header_list) {
    if (!IsForbiddenResponseHeaderName(header.first)) {
      response.header_list.push_back(header);
    }
  }
  return response;
}

// https://fetch.spec.whatwg.org/#concept-filtered-response-cors
Response CorsFilteredResponse(const Response& internal_response) {
  Response response = internal_response;
  response.type = "cors";
  response.header_list.clear();
  for (const Header& header : internal_response.header_list) {
    if (IsCorsSafelistedResponseHeaderName(
            header.first, internal_response.cors_exposed_header_name_list)) {
      response.header_list.push_back(header);
    }
  }
  return response;
}

// https://fetch.spec.whatwg.org/#concept-filtered-response-opaque
Response OpaqueFilteredResponse(const Response& internal_response) {
  Response response = internal_response;
  response.type = "opaque";
  response.url_list.clear();
  response.status = 0;
  response.status_message.clear();
  response.header_list.clear();
  response.body_null = true;
  return response;
}

// https://fetch.spec.whatwg.org/#concept-filtered-response-opaque-redirect
Response OpaqueRedirectFilteredResponse(const Response& internal_response) {
  Response response = internal_response;
  response.type = "opaqueredirect";
  response.status = 0;
  response.status_message.clear();
  response.header_list.clear();
  response.body_null = true;
  return response;
}

// https://fetch.spec.whatwg.org/#bad-port
bool IsBadPort(int port) {
  for (int bad :
       {0,    1,    7,    9,    11,   13,   15,   17,   19,   20,   21,   22,
        23,   25,   37,   42,   43,   53,   69,   77,   79,   87,   95,   101,
        102,  103,  104,  109,  110,  111,  113,  115,  117,  119,  123,  135,
        137,  139,  143,  161,  179,  389,  427,  465,  512,  513,  514,  515,
        526,  530,  531,  532,  540,  548,  554,  556,  563,  587,  601,  636,
        989,  990,  993,  995,  1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060,
        5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080}) {
    if (port == bad) return true;
  }
  return false;
}

// https://fetch.spec.whatwg.org/#block-bad-port
Allowed BlockedDueToBadPort(const Request& request) {
  const Url url = SplitUrl(request.current_url());
  if (url.is_http() && url.port && IsBadPort(std::stoi(*url.port))) {
    return Allowed::kBlocked;
  }
  return Allowed::kAllowed;
}

// https://fetch.spec.whatwg.org/#concept-fetch
Response Fetcher::Fetch(Request* request) {
  // (`Accept-Language` is the user's, and a "should".)
  if (!ContainsHeader(request->header_list, "Accept")) {
    Append(&request->header_list, "Accept", "*/*");
  }
  return MainFetch(request, /*recursive=*/false);
}

// https://fetch.spec.whatwg.org/#concept-main-fetch
Response Fetcher::MainFetch(Request* request, bool recursive) {
  const Url current_url = SplitUrl(request->current_url());
  const Origin origin = ParseOrigin(request->origin);
  Response response;
  if (BlockedDueToBadPort(*request) == Allowed::kBlocked) {
    response = NetworkError();
  } else if ((SameOrigin(OriginOf(current_url), origin) &&
              request->response_tainting == "basic") ||
             current_url.scheme == "data" || request->mode == "navigate") {
    request->response_tainting = "basic";
    response = SchemeFetch(request);
  } else if (request->mode == "same-origin") {
    response = NetworkError();
  } else if (request->mode == "no-cors") {
    if (request->redirect_mode != "follow") {
      response = NetworkError();
    } else {
      request->response_tainting = "opaque";
      response = SchemeFetch(request);
    }
  } else if (!current_url.is_http()) {
    response = NetworkError();
  } else if (request->use_cors_preflight ||
             (request->unsafe_request &&
              (!IsCorsSafelistedMethod(request->method) ||
               !CorsUnsafeRequestHeaderNames(request->header_list).empty()))) {
    request->response_tainting = "cors";
    response = HttpFetch(request, /*make_cors_preflight=*/true);
    if (response.type == "error") ClearCacheEntries(*request);
  } else {
    request->response_tainting = "cors";
    response = HttpFetch(request, /*make_cors_preflight=*/false);
  }
  if (recursive) return response;

  Response internal_response = response;
  const bool is_filtered = response.type == "opaqueredirect";
  if (response.type != "error" && !is_filtered) {
    if (request->response_tainting == "cors") {
      const auto header_names = ExtractHeaderListValues(
          "Access-Control-Expose-Headers", response.header_list);
      const bool is_list = header_names.kind == header_names.kValue;
      if (request->credentials_mode != "include" && is_list &&
          Contains(header_names.value, "*")) {
        for (const Header& header : response.header_list) {
          response.cors_exposed_header_name_list.push_back(header.first);
        }
      } else if (is_list) {
        // The standard says "non-null or failure" and means neither of both.
        response.cors_exposed_header_name_list = header_names.value;
      }
    }
    internal_response = response;
    if (request->response_tainting == "basic") {
      response = BasicFilteredResponse(internal_response);
    } else if (request->response_tainting == "cors") {
      response = CorsFilteredResponse(internal_response);
    } else {
      response = OpaqueFilteredResponse(internal_response);
    }
  }
  if (internal_response.url_list.empty()) {
    internal_response.url_list = request->url_list;
    if (response.type == "basic" || response.type == "cors") {
      response.url_list = request->url_list;
    }
  }
  if (response.type != "error" &&
      (BlockedByMimeType(request->destination, internal_response.header_list) ==
           Allowed::kBlocked ||
       BlockedByNosniff(request->destination, internal_response.header_list) ==
           Allowed::kBlocked)) {
    return NetworkError();
  }
  if (response.type == "opaque" &&
      (internal_response.status == 206 || internal_response.status == 416) &&
      internal_response.range_requested &&
      !ContainsHeader(request->header_list, "Range")) {
    return NetworkError();
  }
  if (response.type != "error" &&
      (request->method == "HEAD" || request->method == "CONNECT" ||
       IsNullBodyStatus(internal_response.status))) {
    response.body_null = true;
  }
  return response;
}

// https://fetch.spec.whatwg.org/#concept-scheme-fetch
Response Fetcher::SchemeFetch(Request* request) {
  const Url url = SplitUrl(request->current_url());
  if (url.scheme == "about" &&
      (url.without_fragment == "about:blank" ||
       url.without_fragment.rfind("about:blank?", 0) == 0)) {
    Response response;
    response.status_message = "OK";
    response.header_list = {{"Content-Type", "text/html;charset=utf-8"}};
    last_header_list_ = response.header_list;
    return response;
  }
  if (url.scheme == "data") {
    const std::optional<MimeType> mime_type = ProcessDataUrl(url);
    if (!mime_type) return NetworkError();
    Response response;
    response.status_message = "OK";
    response.header_list = {{"Content-Type", SerializeMimeType(*mime_type)}};
    last_header_list_ = response.header_list;
    return response;
  }
  if (url.is_http()) return HttpFetch(request, /*make_cors_preflight=*/false);
  // No case has blobs, and files are better left alone.
  return NetworkError();
}

// https://fetch.spec.whatwg.org/#concept-http-fetch
Response Fetcher::HttpFetch(Request* request, bool make_cors_preflight) {
  if (make_cors_preflight) {
    bool needed = !AnyMethodCacheEntryMatch(*request, request->method) &&
                  (!IsCorsSafelistedMethod(request->method) ||
                   request->use_cors_preflight);
    for (const std::string& name :
         CorsUnsafeRequestHeaderNames(request->header_list)) {
      if (!AnyHeaderNameCacheEntryMatch(*request, name)) needed = true;
    }
    if (needed) {
      const Response preflight_response = CorsPreflightFetch(*request);
      if (preflight_response.type == "error") return preflight_response;
    }
  }
  const Response response =
      HttpNetworkOrCacheFetch(*request, /*is_preflight=*/false);
  // (A network error has no header list, and so fails the CORS check.)
  if (response.type == "error") return response;
  if (request->response_tainting == "cors" &&
      !CorsCheck(request->credentials_mode, SerializeRequestOrigin(*request),
                 response.header_list)) {
    return NetworkError();
  }
  if (!TaoCheck(request->timing_allow_failed, SerializeRequestOrigin(*request),
                /*cross_origin_navigation=*/false, request->response_tainting,
                response.header_list)) {
    request->timing_allow_failed = true;
  }
  if (request->response_tainting == "opaque" &&
      CrossOriginResourcePolicyInternalCheck(
          ParseOrigin(request->origin), request->embedder_policy_value,
          SplitUrl(response.url_list.back()), response.header_list,
          response.request_includes_credentials,
          /*for_navigation=*/false,
          request->url_list.size() == 1 ? case_.schemelessly_same_site
                                        : std::nullopt) == Allowed::kBlocked) {
    return NetworkError();
  }
  if (IsRedirectStatus(response.status)) {
    if (request->redirect_mode == "error") return NetworkError();
    if (request->redirect_mode == "manual") {
      return OpaqueRedirectFilteredResponse(response);
    }
    return HttpRedirectFetch(request, response);
  }
  return response;
}

// https://fetch.spec.whatwg.org/#concept-response-location-url
// A URL is given serialized.
NullOr<std::string> Fetcher::LocationUrl(
    const Response& response,
    const std::optional<std::string>& request_fragment) const {
  using Location = NullOr<std::string>;
  if (!IsRedirectStatus(response.status)) return {Location::kNull, ""};
  const auto values = ExtractHeaderListValues("Location", response.header_list);
  if (values.kind == values.kNull) return {Location::kNull, ""};
  if (values.kind == values.kFailure) return {Location::kFailure, ""};
  const std::optional<std::string> parsed =
      resolve_(values.value[0], response.url_list.back());
  if (!parsed) return {Location::kFailure, ""};
  std::string location = *parsed;
  if (!SplitUrl(location).fragment && request_fragment) {
    location += "#" + *request_fragment;
  }
  return {Location::kValue, location};
}

// https://fetch.spec.whatwg.org/#concept-http-redirect-fetch
Response Fetcher::HttpRedirectFetch(Request* request,
                                    const Response& response) {
  const Url current_url = SplitUrl(request->current_url());
  const NullOr<std::string> location =
      LocationUrl(response, current_url.fragment);
  if (location.kind == location.kNull) return response;
  if (location.kind == location.kFailure) return NetworkError();
  const Url location_url = SplitUrl(location.value);
  if (!location_url.is_http()) return NetworkError();
  if (request->redirect_count == 20) return NetworkError();
  ++request->redirect_count;
  if (request->mode == "cors" && location_url.includes_credentials() &&
      !SameOrigin(ParseOrigin(request->origin), OriginOf(location_url))) {
    return NetworkError();
  }
  if (request->response_tainting == "cors" &&
      location_url.includes_credentials()) {
    return NetworkError();
  }
  if (response.status != 303 && !request->body_is_null &&
      request->body_source_is_null) {
    return NetworkError();
  }
  if (((response.status == 301 || response.status == 302) &&
       request->method == "POST") ||
      (response.status == 303 && request->method != "GET" &&
       request->method != "HEAD")) {
    request->method = "GET";
    request->body_is_null = true;
    for (const Header& header : HeaderList(request->header_list)) {
      if (IsRequestBodyHeaderName(header.first)) {
        Delete(&request->header_list, header.first);
      }
    }
  }
  if (!SameOrigin(OriginOf(current_url), OriginOf(location_url))) {
    for (const Header& header : HeaderList(request->header_list)) {
      if (IsCorsNonWildcardRequestHeaderName(header.first)) {
        Delete(&request->header_list, header.first);
      }
    }
  }
  request->url_list.push_back(location.value);
  // https://w3c.github.io/webappsec-referrer-policy/#set-requests-referrer-policy-on-redirect
  const std::optional<std::string> policy =
      ParseReferrerPolicy(response.header_list);
  if (policy) request->referrer_policy = *policy;
  return MainFetch(request, /*recursive=*/true);
}

namespace {

// https://fetch.spec.whatwg.org/#append-a-request-origin-header
void AppendRequestOriginHeader(Request* request) {
  std::string serialized_origin = SerializeRequestOrigin(*request);
  if (request->response_tainting == "cors") {
    Append(&request->header_list, "Origin", serialized_origin);
  } else if (request->method != "GET" && request->method != "HEAD") {
    if (request->mode != "cors") {
      const Origin origin = ParseOrigin(request->origin);
      const Url current_url = SplitUrl(request->current_url());
      const std::string& policy = request->referrer_policy;
      if (policy == "no-referrer") {
        serialized_origin = "null";
      } else if (policy == "no-referrer-when-downgrade" ||
                 policy == "strict-origin" ||
                 policy == "strict-origin-when-cross-origin") {
        if (!origin.opaque && origin.scheme == "https" &&
            current_url.scheme != "https") {
          serialized_origin = "null";
        }
      } else if (policy == "same-origin") {
        if (!SameOrigin(origin, OriginOf(current_url))) {
          serialized_origin = "null";
        }
      }
    }
    Append(&request->header_list, "Origin", serialized_origin);
  }
}

}  // namespace

// https://fetch.spec.whatwg.org/#concept-http-network-or-cache-fetch
Response Fetcher::HttpNetworkOrCacheFetch(const Request& request,
                                          bool is_preflight) {
  Request http_request = request;
  const bool include_credentials =
      (request.credentials_mode == "include" ||
       (request.credentials_mode == "same-origin" &&
        request.response_tainting == "basic")) &&
      CrossOriginEmbedderPolicyAllowsCredentials(request);
  AppendRequestOriginHeader(&http_request);
  const HeaderList& header_list = http_request.header_list;
  // The cache mode is "default" unless script makes the request conditional.
  const bool no_store = ContainsHeader(header_list, "If-Modified-Since") ||
                        ContainsHeader(header_list, "If-None-Match") ||
                        ContainsHeader(header_list, "If-Unmodified-Since") ||
                        ContainsHeader(header_list, "If-Match") ||
                        ContainsHeader(header_list, "If-Range");
  // A stored response is taken to be that to a GET, which can answer these:
  // https://www.rfc-editor.org/rfc/rfc9111#section-4
  const bool may_be_stored =
      http_request.method == "GET" || http_request.method == "HEAD";
  std::optional<Head> stored_response;
  if (!no_store && may_be_stored && case_.stored) {
    stored_response = ReadAnswer(*case_.stored);
  }
  Response response =
      HttpNetworkFetch(http_request, is_preflight, include_credentials);
  if (response.type == "error") return response;
  if (stored_response && response.status == 304) {
    response.status = stored_response->status;
    response.status_message = stored_response->status_message;
    response.header_list =
        Freshen(stored_response->header_list, response.header_list);
    last_header_list_ = response.header_list;
  }
  response.url_list = http_request.url_list;
  if (ContainsHeader(header_list, "Range")) response.range_requested = true;
  response.request_includes_credentials = include_credentials;
  // 401 and 407: nobody is there to be prompted, so the response stays. 421:
  // the second connection answers as the first did.
  return response;
}

// https://fetch.spec.whatwg.org/#concept-http-network-fetch
Response Fetcher::HttpNetworkFetch(const Request& http_request,
                                   bool is_preflight,
                                   bool include_credentials) {
  (is_preflight ? preflights_ : hops_)
      .push_back({http_request.method, http_request.current_url(),
                  http_request.header_list, include_credentials});
  origin_sent_ = Get(http_request.header_list, "Origin");
  if (is_preflight) preflight_request_ = http_request.header_list;
  last_header_list_ = std::nullopt;
  const size_t hop = http_request.url_list.size() - 1;
  std::optional<tools::Answer> answer;
  if (is_preflight) {
    if (hop < case_.preflights.size()) answer = case_.preflights[hop];
  } else if (hop < case_.responses.size()) {
    answer = case_.responses[hop];
  } else {
    answer = case_.loop;
  }
  if (!answer) return NetworkError();
  const std::optional<Head> head = ReadAnswer(*answer);
  if (!head) return NetworkError();
  if (!is_preflight) last_header_list_ = head->header_list;
  // https://www.rfc-editor.org/rfc/rfc9112#section-6.3, and
  // web-platform-tests: lengths that contradict each other are unrecoverable.
  const NullOr<std::string> length = ExtractLength(head->header_list);
  if (length.kind == length.kFailure) return NetworkError();
  Response response;
  response.status = head->status;
  response.status_message = head->status_message;
  response.header_list = head->header_list;
  return response;
}

}  // namespace corsieve::reference
