// The single steps of a CORS fetch, each a pure function under the standard's
// name, for those who drive a fetch of their own. Filter runs all of them.

#ifndef CORSIEVE_CORS_H_
#define CORSIEVE_CORS_H_

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/base/attributes.h"
#include "corsieve/header_list.h"
#include "corsieve/origin.h"
#include "corsieve/reason.h"
#include "corsieve/request.h"

namespace corsieve {

// The request's origin as CORS compares and sends it: "null" once tainted by
// redirects.
// https://fetch.spec.whatwg.org/#serializing-a-request-origin
inline std::string_view SerializeRequestOrigin(
    const Request& request ABSL_ATTRIBUTE_LIFETIME_BOUND) {
  return request.redirect_tainted ? "null" : request.origin;
}

// How main fetch treats a request to one URL of its URL list.
struct TaintingOrError {
  ResponseTainting tainting = ResponseTainting::kBasic;
  std::optional<Reason> error;  // The request is not made; a network error.
};

// `origin` is the request's, `url` what is fetched now;
// request.response_tainting is the tainting so far, which never decreases.
// https://fetch.spec.whatwg.org/#main-fetch
TaintingOrError ChooseResponseTainting(const Request& request,
                                       const Origin& origin,
                                       const UrlParts& url);

// nullopt: the check succeeds. Otherwise why it fails, as the DevTools protocol
// names it. `*scratch` is for joining repeated headers.
// https://fetch.spec.whatwg.org/#concept-cors-check
std::optional<Reason> CorsCheck(std::string_view serialized_request_origin,
                                CredentialsMode credentials_mode,
                                const HeaderList& header_list,
                                std::string* scratch);
inline std::optional<Reason> CorsCheck(const Request& request,
                                       const HeaderList& header_list,
                                       std::string* scratch) {
  return CorsCheck(SerializeRequestOrigin(request), request.credentials_mode,
                   header_list, scratch);
}

// Private to the engine.
struct HotPath;
struct Marking;

// Access-Control-Expose-Headers, read and ready to be asked. Reusable.
class ExposedHeaderNames {
 public:
  // Reads the header of `header_list`, whose bytes must live until the last
  // question. One element that is not a token makes all lines count as absent.
  // https://fetch.spec.whatwg.org/#main-fetch
  void Read(const HeaderList& header_list, CredentialsMode credentials_mode);
  void Clear() {
    wildcard_ = star_is_literal_ = false;
    invalid_.reset();
    names_.clear();
  }

  // Whether `*` stands for every name.
  bool wildcard() const { return wildcard_; }
  // Whether `*` is there but only matches a header of that name.
  bool star_is_literal() const { return star_is_literal_; }
  // Where the list is not `#field-name`: the index of the header and the offset
  // of the byte in its value (its size, where something is missing at its end).
  struct Invalid {
    size_t header;
    size_t offset;
  };
  const std::optional<Invalid>& invalid() const { return invalid_; }

  // Whether the list names `name`; `*` counts as a name here.
  bool Names(std::string_view name) const;
  // The listed names, `*` included, as written and in order, perhaps repeated:
  // a list of headers without values.
  const HeaderList& names() const { return names_; }

  // For the engine. Rules that the standard does not have and an engine has:
  struct Leniency {
    // A `*` before the first such element stands as the wildcard, where it is
    // one.
    bool star_outlives_invalid = false;
    // CR around an element is white space.
    bool cr_is_blank = false;
  };
  void Read(const HeaderList& header_list, CredentialsMode credentials_mode,
            Leniency leniency, const HotPath& hot_path);
  // The two ways to read, when this is clear: the first is for a list of one
  // header, the one at `row` of marking.list, and does at once what Mark does.
  // False if the list is not an ordinary one, without `*`; then only the second
  // one will do.
  bool ReadOrdinary(size_t row, const HotPath& hot_path,
                    const Marking& marking);
  void ReadAny(const HeaderList& header_list, CredentialsMode credentials_mode,
               Leniency leniency);
  // Gives headers that are named and have one reason another.
  void Mark(const Marking& marking) const;

 private:
  void Prepare();

  bool wildcard_ = false;
  bool star_is_literal_ = false;
  std::optional<Invalid> invalid_;
  HeaderList names_;
};

// `origin` is the request's, `url` the response's. nullopt: allowed. Asked for
// responses to no-cors requests only; the embedder policy is unsafe-none.
// https://fetch.spec.whatwg.org/#cross-origin-resource-policy-header
std::optional<Reason> CrossOriginResourcePolicyCheck(
    const Request& request, const Origin& origin, const UrlParts& url,
    const HeaderList& header_list, std::string* scratch);

// Whether a response lets the request's origin see its timing. It blocks
// nothing; once it failed for a hop, it has failed for the fetch.
// https://fetch.spec.whatwg.org/#concept-tao-check
bool TaoCheck(const Request& request, ResponseTainting tainting,
              const HeaderList& header_list);

// Whether an opaque response that is part of something is kept from a request
// that asked for the whole: `range_requested` is the response's flag.
// https://fetch.spec.whatwg.org/#main-fetch
inline bool IsOpaqueRangeResponseBlocked(bool opaque, int status,
                                         bool range_requested,
                                         bool request_has_range) {
  return opaque && (status == 206 || status == 416) && range_requested &&
         !request_has_range;
}

// https://fetch.spec.whatwg.org/#redirect-status
inline bool IsRedirectStatus(int status) {
  return status == 301 || status == 302 || status == 303 || status == 307 ||
         status == 308;
}

// https://fetch.spec.whatwg.org/#null-body-status
inline bool IsNullBodyStatus(int status) {
  return status == 101 || status == 103 || status == 204 || status == 205 ||
         status == 304;
}

}  // namespace corsieve

#endif  // CORSIEVE_CORS_H_
