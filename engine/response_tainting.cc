#include "engine/response_tainting.h"

#include "corsieve/cors.h"

namespace corsieve {

TaintingOrError ChooseResponseTainting(const Request& request,
                                       const Origin& origin,
                                       const UrlParts& url) {
  return ChooseResponseTainting(request, IsSameOrigin(origin, url.origin), url);
}

}  // namespace corsieve
