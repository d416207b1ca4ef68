// A slow, literal transcription of the Fetch and XMLHttpRequest standards, to
// hold the engine against. It shares no code with the engine. Every algorithm
// has the name the standard gives it, takes what it takes there and does its
// steps in the order written there; speed, allocation and explanations play no
// part.
//
// What the standards leave to HTTP/1.x follows RFC 9112 and, beyond it,
// web-platform-tests; where they leave a choice, the comment says which was
// made.

#ifndef CORSIEVE_TESTS_REFERENCE_REFERENCE_H_
#define CORSIEVE_TESTS_REFERENCE_REFERENCE_H_

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "tools/case.h"

namespace corsieve::reference {

// https://fetch.spec.whatwg.org/#concept-header-list
using Header = std::pair<std::string, std::string>;
using HeaderList = std::vector<Header>;

// What parsing may give where the standard tells "null" from "failure".
template <typename T>
struct NullOr {
  enum Kind { kNull, kFailure, kValue } kind = kNull;
  T value{};
};

// ---- Strings: strings.cc ----------------------------------------------------

bool IsHttpTabOrSpace(
    char c);  // https://fetch.spec.whatwg.org/#http-tab-or-space
bool IsHttpWhitespace(
    char c);           // https://fetch.spec.whatwg.org/#http-whitespace
bool IsDigit(char c);  // https://infra.spec.whatwg.org/#ascii-digit
bool IsAlpha(char c);  // https://infra.spec.whatwg.org/#ascii-alpha
bool IsTokenByte(
    char c);  // https://www.rfc-editor.org/rfc/rfc9110#section-5.6.2
bool IsToken(const std::string& s);
std::string ByteLowercase(std::string s);
std::string ByteUppercase(std::string s);
bool ByteCaseInsensitiveMatch(const std::string& a, const std::string& b);
bool ByteLessThan(const std::string& a, const std::string& b);
// Strips from both ends what `strip` holds for.
std::string Strip(const std::string& s, bool (*strip)(char));
bool Contains(const std::vector<std::string>& list, const std::string& item);
bool ContainsIgnoringCase(const std::vector<std::string>& list,
                          const std::string& item);
std::string CollectHttpQuotedString(const std::string& input, size_t* position,
                                    bool extract_value);

// ---- Header lists: header_list.cc -------------------------------------------

bool ContainsHeader(const HeaderList& list, const std::string& name);
std::optional<std::string> Get(const HeaderList& list, const std::string& name);
std::vector<std::string> GetDecodeAndSplit(const std::string& value);
std::optional<std::vector<std::string>> GetDecodeAndSplit(
    const HeaderList& list, const std::string& name);
void Append(HeaderList* list, const std::string& name,
            const std::string& value);
void Delete(HeaderList* list, const std::string& name);
void Set(HeaderList* list, const std::string& name, const std::string& value);
void Combine(HeaderList* list, const std::string& name,
             const std::string& value);
std::vector<std::string> ConvertHeaderNamesToASortedLowercaseSet(
    const std::vector<std::string>& names);
HeaderList SortAndCombine(const HeaderList& list);
NullOr<std::vector<std::string>> ExtractHeaderValues(const Header& header);
NullOr<std::vector<std::string>> ExtractHeaderListValues(
    const std::string& name, const HeaderList& list);
// The number is left as digits: it may be of any size.
NullOr<std::string> ExtractLength(const HeaderList& list);

// ---- Names, values, methods: headers.cc -------------------------------------

bool IsHeaderName(const std::string& s);
bool IsHeaderValue(const std::string& s);
std::string Normalize(const std::string& value);
bool IsMethod(const std::string& s);
bool IsCorsSafelistedMethod(const std::string& method);
bool IsForbiddenMethod(const std::string& method);
std::string NormalizeMethod(const std::string& method);
bool IsCorsNonWildcardRequestHeaderName(const std::string& name);
bool IsPrivilegedNoCorsRequestHeaderName(const std::string& name);
bool IsRequestBodyHeaderName(const std::string& name);
bool IsForbiddenResponseHeaderName(const std::string& name);
bool IsCorsSafelistedResponseHeaderName(const std::string& name,
                                        const std::vector<std::string>& list);
bool IsForbiddenRequestHeader(const std::string& name,
                              const std::string& value);
bool IsCorsUnsafeRequestHeaderByte(char c);
bool IsCorsSafelistedRequestHeader(const std::string& name,
                                   const std::string& value);
bool IsNoCorsSafelistedRequestHeaderName(const std::string& name);
bool IsNoCorsSafelistedRequestHeader(const std::string& name,
                                     const std::string& value);
std::vector<std::string> CorsUnsafeRequestHeaderNames(
    const HeaderList& headers);

// Digits, for numbers of any size; nullopt is null.
struct Range {
  std::optional<std::string> start;
  std::optional<std::string> end;
};
// nullopt: failure.
std::optional<Range> ParseSingleRangeHeaderValue(const std::string& value,
                                                 bool allow_whitespace);

// https://fetch.spec.whatwg.org/#headers-class
// A method that returns false throws a TypeError.
class Headers {
 public:
  enum class Guard { kNone, kRequest, kRequestNoCors, kResponse, kImmutable };
  explicit Headers(Guard guard) : guard_(guard) {}

  bool Fill(const HeaderList& object);
  bool Append(const std::string& name, const std::string& value);
  bool Delete(const std::string& name);
  bool Get(const std::string& name, std::optional<std::string>* value) const;
  bool Has(const std::string& name, bool* has) const;
  bool Set(const std::string& name, const std::string& value);
  std::vector<std::string> GetSetCookie() const;

  HeaderList& header_list() { return header_list_; }
  const HeaderList& header_list() const { return header_list_; }

 private:
  enum class Validity { kThrow, kFalse, kTrue };
  Validity Validate(const std::string& name, const std::string& value) const;
  void RemovePrivilegedNoCorsRequestHeaders();

  Guard guard_;
  HeaderList header_list_;
};

// ---- MIME types: mime_type.cc -----------------------------------------------

// https://mimesniff.spec.whatwg.org/#mime-type-representation
struct MimeType {
  std::string type;
  std::string subtype;
  std::vector<std::pair<std::string, std::string>> parameters;

  std::string essence() const { return type + "/" + subtype; }
  const std::string* FindParameter(const std::string& name) const;
};
// nullopt: failure.
std::optional<MimeType> ParseMimeType(const std::string& input);
std::string SerializeMimeType(const MimeType& mime_type);
bool IsJavaScriptMimeType(const MimeType& mime_type);
// nullopt: failure.
std::optional<MimeType> ExtractMimeType(const HeaderList& list);

// ---- URLs and origins: url.cc -----------------------------------------------

// The parts of a serialized URL.
struct Url {
  std::string scheme;
  std::string username;
  std::string password;
  std::string host;
  std::optional<std::string> port;
  std::optional<std::string> fragment;
  std::string without_fragment;

  bool includes_credentials() const {
    return !username.empty() || !password.empty();
  }
  bool is_http() const { return scheme == "http" || scheme == "https"; }
};
Url SplitUrl(const std::string& serialized);

// https://html.spec.whatwg.org/#concept-origin
struct Origin {
  bool opaque = true;
  std::string scheme;
  std::string host;
  std::optional<std::string> port;
};
Origin OriginOf(const Url& url);
// `serialized` is "null" for an opaque origin.
Origin ParseOrigin(const std::string& serialized);
bool SameOrigin(const Origin& a, const Origin& b);
bool SchemelesslySameSite(const Origin& a, const Origin& b);
bool SameSite(const Origin& a, const Origin& b);

// ---- Checks on responses: checks.cc -----------------------------------------

// `request_origin` is the result of byte-serializing a request origin.
bool CorsCheck(const std::string& credentials_mode,
               const std::string& request_origin, const HeaderList& list);
bool TaoCheck(bool timing_allow_failed, const std::string& request_origin,
              bool cross_origin_navigation, const std::string& tainting,
              const HeaderList& list);
enum class Allowed { kAllowed, kBlocked };
// `schemelessly_same_site` says whether origin and URL are, where that is known
// otherwise than by their hosts. `request_includes_credentials` is the
// response's.
Allowed CrossOriginResourcePolicyInternalCheck(
    const Origin& origin, const std::string& embedder_policy_value,
    const Url& response_url, const HeaderList& list,
    bool request_includes_credentials, bool for_navigation,
    std::optional<bool> schemelessly_same_site);
bool DetermineNosniff(const HeaderList& list);
bool IsScriptLike(const std::string& destination);
Allowed BlockedByNosniff(const std::string& destination,
                         const HeaderList& list);
Allowed BlockedByMimeType(const std::string& destination,
                          const HeaderList& list);
// nullopt: the empty string.
std::optional<std::string> ParseReferrerPolicy(const HeaderList& list);
// The max-age of a CORS-preflight response, in seconds.
int PreflightMaxAge(const HeaderList& preflight_response);

// ---- HTTP/1.x response heads: head.cc ---------------------------------------

struct Head {
  int status = 0;
  std::string status_message;
  HeaderList header_list;
};
// Reads the head that starts at `*position` and moves to what follows it.
// nullopt: malformed or incomplete.
std::optional<Head> ParseHead(const std::string& bytes, size_t* position);
// The first head that is not of an interim (1xx) response.
std::optional<Head> ParseFinalHead(const std::string& bytes);
// What came parsed: fields.cc. nullopt: malformed, or only interim responses.
std::optional<Head> ReadFields(const tools::ParsedAnswer& answer);
// Either.
std::optional<Head> ReadAnswer(const tools::Answer& answer);
// What HTTP caching makes of a stored response's header list when a 304
// freshens it.
HeaderList Freshen(HeaderList stored, const HeaderList& not_modified);

// ---- Fetch: fetch.cc, preflight.cc, data_url.cc -----------------------------

// Parses `location` with `base` (URL parser) and serializes it; nullopt:
// failure.
using ResolveFunction = std::function<std::optional<std::string>(
    const std::string& location, const std::string& base)>;

// https://fetch.spec.whatwg.org/#concept-request
struct Request {
  std::string method = "GET";
  std::vector<std::string> url_list;
  HeaderList header_list;
  std::string origin;  // Serialized.
  std::string mode = "no-cors";
  std::string credentials_mode = "same-origin";
  std::string redirect_mode = "follow";
  std::string response_tainting = "basic";
  std::string destination;
  // The policy container's: the default referrer policy.
  std::string referrer_policy = "strict-origin-when-cross-origin";
  // The client's policy container's.
  std::string embedder_policy_value = "unsafe-none";
  bool body_is_null = true;
  bool body_source_is_null = false;  // Of a stream.
  bool unsafe_request = false;
  bool use_cors_preflight = false;
  bool timing_allow_failed = false;
  int redirect_count = 0;

  std::string current_url() const { return url_list.back(); }
};

// https://fetch.spec.whatwg.org/#concept-response
struct Response {
  std::string type = "default";
  std::vector<std::string> url_list;
  int status = 200;
  std::string status_message;
  HeaderList header_list;
  bool body_null = false;
  std::vector<std::string> cors_exposed_header_name_list;
  bool range_requested = false;
  bool request_includes_credentials = true;
};

std::string RedirectTaint(const Request& request);
bool CrossOriginEmbedderPolicyAllowsCredentials(const Request& request);
std::string SerializeRequestOrigin(const Request& request);
bool IsNullBodyStatus(int status);
bool IsOkStatus(int status);
bool IsRedirectStatus(int status);

bool IsBadPort(int port);
Allowed BlockedDueToBadPort(const Request& request);

Response NetworkError();
Response BasicFilteredResponse(const Response& internal_response);
Response CorsFilteredResponse(const Response& internal_response);
Response OpaqueFilteredResponse(const Response& internal_response);
Response OpaqueRedirectFilteredResponse(const Response& internal_response);

// https://fetch.spec.whatwg.org/#data-url-processor
// The MIME type alone; nullopt: failure.
std::optional<MimeType> ProcessDataUrl(const Url& url);

// https://fetch.spec.whatwg.org/#concept-cache
struct CacheEntry {
  std::string byte_serialized_origin;
  std::string url;
  bool credentials;
  std::optional<std::string> method;
  std::optional<std::string> header_name;
  // When it is to be removed: its max-age after it was stored, in milliseconds.
  long long expires;
};

// One fetch, whose network is a case, at a time in milliseconds.
class Fetcher {
 public:
  Fetcher(const tools::Case& c, long long now, std::vector<CacheEntry>* cache,
          const ResolveFunction& resolve)
      : case_(c), now_(now), cache_(*cache), resolve_(resolve) {}

  Response Fetch(Request* request);

  // The header list of the response to the last request sent that was no
  // preflight, as later steps saw it; nullopt if there was none.
  const std::optional<HeaderList>& last_header_list() const {
    return last_header_list_;
  }
  bool did_preflight() const { return preflight_request_.has_value(); }
  const std::optional<HeaderList>& preflight_request() const {
    return preflight_request_;
  }
  const std::optional<std::string>& origin_sent() const { return origin_sent_; }
  const std::vector<tools::Sent>& hops() const { return hops_; }
  const std::vector<tools::Sent>& preflights() const { return preflights_; }

 private:
  Response MainFetch(Request* request, bool recursive);
  Response SchemeFetch(Request* request);
  Response HttpFetch(Request* request, bool make_cors_preflight);
  Response HttpRedirectFetch(Request* request, const Response& response);
  Response HttpNetworkOrCacheFetch(const Request& request, bool is_preflight);
  Response HttpNetworkFetch(const Request& http_request, bool is_preflight,
                            bool include_credentials);
  Response CorsPreflightFetch(const Request& request);
  NullOr<std::string> LocationUrl(
      const Response& response,
      const std::optional<std::string>& request_fragment) const;

  bool CacheEntryMatch(const CacheEntry& entry, const Request& request) const;
  bool MethodCacheEntryMatch(const CacheEntry& entry, const Request& request,
                             const std::string& method) const;
  bool HeaderNameCacheEntryMatch(const CacheEntry& entry,
                                 const Request& request,
                                 const std::string& header_name) const;
  void CreateOrUpdate(const CacheEntry& new_entry);
  // Whether there is such an entry.
  bool AnyMethodCacheEntryMatch(const Request& request,
                                const std::string& method) const;
  bool AnyHeaderNameCacheEntryMatch(const Request& request,
                                    const std::string& header_name) const;
  void ClearCacheEntries(const Request& request);

  const tools::Case& case_;
  const long long now_;
  std::vector<CacheEntry>& cache_;
  const ResolveFunction& resolve_;
  std::optional<HeaderList> last_header_list_;
  std::optional<HeaderList> preflight_request_;
  std::optional<std::string> origin_sent_;
  std::vector<tools::Sent> hops_;
  std::vector<tools::Sent> preflights_;
};

// ---- What script sees: script.cc --------------------------------------------

// https://xhr.spec.whatwg.org/#the-getallresponseheaders()-method
std::string GetAllResponseHeaders(const HeaderList& list);

// Answers a case by the letter of the standard. `reason` stays empty. `fates`
// are of last_header_list().
tools::Result RunCase(const tools::Case& c, const ResolveFunction& resolve);

}  // namespace corsieve::reference

#endif  // CORSIEVE_TESTS_REFERENCE_REFERENCE_H_
