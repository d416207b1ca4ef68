// What a 304 (Not Modified) makes of the stored response that it revalidates.

#ifndef CORSIEVE_REVALIDATION_H_
#define CORSIEVE_REVALIDATION_H_

#include "absl/types/span.h"
#include "corsieve/header_list.h"

namespace corsieve {

// The header list that all later steps see (the CORS check, the expose list,
// CORP): the stored headers, with those of the 304 in place of any of the same
// name. Left as they are stored: Content-Length, and what belongs to the
// connection of the 304 or to its proxies, the names in its Connection
// included. `merged` is cleared first; its views are of both lists' bytes.
// Linear.
// https://www.rfc-editor.org/rfc/rfc9111#section-3.2
void MergeNotModified(const HeaderList& stored, const HeaderList& not_modified,
                      HeaderList* merged);

// Whether script itself made the request conditional: it
// then gets the 304, and nothing is merged.
// https://fetch.spec.whatwg.org/#concept-http-network-or-cache-fetch
bool IsConditionalRequest(absl::Span<const Header> request_headers);

}  // namespace corsieve

#endif  // CORSIEVE_REVALIDATION_H_
