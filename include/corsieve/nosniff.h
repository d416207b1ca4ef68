// Responses that are blocked by their MIME type.

#ifndef CORSIEVE_NOSNIFF_H_
#define CORSIEVE_NOSNIFF_H_

#include <string_view>

#include "corsieve/header_list.h"

namespace corsieve {

// https://fetch.spec.whatwg.org/#determine-nosniff
bool DetermineNosniff(const HeaderList& header_list);

// `destination` is the request's: "script", "style", …; "" for script's own
// fetches, which are never blocked.
// https://fetch.spec.whatwg.org/#should-response-to-request-be-blocked-due-to-nosniff?
bool IsBlockedByNosniff(std::string_view destination,
                        const HeaderList& header_list);

// https://fetch.spec.whatwg.org/#should-response-to-request-be-blocked-due-to-mime-type?
bool IsBlockedByMimeType(std::string_view destination,
                         const HeaderList& header_list);

}  // namespace corsieve

#endif  // CORSIEVE_NOSNIFF_H_
