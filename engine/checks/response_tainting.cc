#include "engine/checks/response_tainting.h"

namespace corsieve {

TaintingOrError ChooseResponseTainting(const Request& request,
                                       ResponseTainting so_far,
                                       const Origin& origin,
                                       const UrlParts& url) {
  return ChooseResponseTainting(
      request, so_far, IsSameOrigin(origin, url.origin), KindOfScheme(url));
}

}  // namespace corsieve
