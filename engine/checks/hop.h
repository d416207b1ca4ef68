// One URL of a fetch's URL list, made once and given to each check, so that no
// check can be handed another's origin and nothing is parsed twice.

#ifndef CORSIEVE_ENGINE_CHECKS_HOP_H_
#define CORSIEVE_ENGINE_CHECKS_HOP_H_

#include <optional>
#include <string>
#include <string_view>

#include "absl/base/attributes.h"
#include "absl/base/optimization.h"
#include "corsieve/origin.h"
#include "corsieve/profile.h"
#include "corsieve/reason.h"
#include "corsieve/request.h"
#include "corsieve/response_tainting.h"
#include "engine/base/bytes.h"
#include "engine/checks/response_tainting.h"
#include "engine/terms/departures.h"

namespace corsieve {

struct Hop {
  // What script asked. What redirects changed since is below, and is meant.
  const Request* request = nullptr;
  std::string_view method;
  std::string_view url_text;
  RedirectState before;
  // https://html.spec.whatwg.org/#schemelessly-same-site, as the caller has it.
  bool schemelessly_same_site = false;

  Origin origin;  // The request's.
  UrlParts url;
  SchemeKind scheme = SchemeKind::kOther;  // The URL's.
  bool is_same_origin = false;             // Those two.
  // https://fetch.spec.whatwg.org/#main-fetch, chosen for this URL.
  ResponseTainting tainting = ResponseTainting::kBasic;

  // Where the profile departs from the standard.
  const Profile profile;
  const Departures& departures;
  // Whether a Headers object shows less than XMLHttpRequest does.
  const bool headers_object_hides;

  explicit Hop(Profile p)
      : profile(p),
        departures(GetDepartures(p)),
        headers_object_hides(departures.headers_take_no_line_breaks ||
                             departures.headers_take_tokens_only) {}

  bool is_http() const { return scheme == SchemeKind::kHttp; }

  // https://fetch.spec.whatwg.org/#serializing-a-request-origin
  std::string_view serialized_origin() const {
    return SerializeRequestOrigin(request->origin, before);
  }
};

// Makes hops, one after the other. Most often the next one is of the same page
// and to the same server, and then nothing is parsed.
class HopMaker {
 public:
  explicit HopMaker(Profile profile) : hop_(profile) {}
  HopMaker(const HopMaker&) = delete;
  HopMaker& operator=(const HopMaker&) = delete;

  // The hop of the last Enter. Its views are of the request that it was given
  // and of this object.
  const Hop& hop() const { return hop_; }

  // Makes it that of `request` to `url`. nullopt, or why no such request is
  // made; where that is a wrong call, origin and URL are opaque.
  ABSL_ATTRIBUTE_ALWAYS_INLINE Failure Enter(const Request& request,
                                             std::string_view method,
                                             std::string_view url,
                                             const RedirectState& before,
                                             bool schemelessly_same_site) {
    hop_.request = &request;
    hop_.method = method;
    hop_.url_text = url;
    hop_.before = before;
    hop_.schemelessly_same_site = schemelessly_same_site;
    if (ABSL_PREDICT_FALSE(!HasOriginsOf(request.origin, url))) {
      if (const Failure error = ParseOrigins(request.origin, url)) return error;
    }
    if (ABSL_PREDICT_FALSE(has_bad_port_)) {
      hop_.tainting = before.response_tainting;
      return Reason::kBadPort;
    }
    const TaintingOrError chosen = ChooseResponseTainting(
        request, before.response_tainting, hop_.is_same_origin, hop_.scheme);
    hop_.tainting = chosen.tainting;
    return chosen.error;
  }
  // The same for who asks about one URL alone.
  ABSL_ATTRIBUTE_ALWAYS_INLINE Failure
  Enter(const Request& request, const RedirectState& before = RedirectState()) {
    return Enter(request, request.method, request.url, before,
                 request.schemelessly_same_site);
  }

  // The hop's request takes another method, which does not change the choice.
  void SetMethod(std::string_view method) { hop_.method = method; }

 private:
  // Whether those of the hop are these already.
  bool HasOriginsOf(std::string_view origin, std::string_view url) const {
    const size_t size = url_text_.size();
    if (size == 0 || url.size() < size ||
        !EqualsShort({url.data(), size}, url_text_) ||
        !EqualsShort(origin, origin_text_)) {
      return false;
    }
    return url.size() == size ||
           (any_path_ && (url[size] == '/' || kAuthorityEnds.Has(url[size])));
  }
  Failure ParseOrigins(std::string_view origin, std::string_view url);

  Hop hop_;
  // What was parsed last. The texts are empty if they are not to be relied on.
  std::string origin_text_;
  Origin page_;  // Of origin_text_.
  std::string url_text_;
  bool any_path_ = false;  // It ends where a path may begin.
  bool has_bad_port_ = false;
};

}  // namespace corsieve

#endif  // CORSIEVE_ENGINE_CHECKS_HOP_H_
