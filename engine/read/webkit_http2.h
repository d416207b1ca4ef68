// What WebKitGTK does with responses of HTTP/2, beside what CheckHttp2Field
// has.

#ifndef CORSIEVE_ENGINE_READ_WEBKIT_HTTP2_H_
#define CORSIEVE_ENGINE_READ_WEBKIT_HTTP2_H_

#include <string_view>

#include "corsieve/parsed_response.h"
#include "corsieve/reason.h"
#include "engine/checks/hop.h"
#include "engine/headers/header_table.h"

namespace corsieve {

// What libsoup says of a status.
std::string_view WebKitStatusPhrase(int status);

// Judges the Content-Length of the rows from `first` on, those of the final
// response and its trailers, and takes it out where nghttp2 does. nullopt, or
// why the response is refused.
Failure SettleWebKitLengths(const Hop& hop, const ParsedResponse& parsed,
                            size_t first, HeaderTable* table);

}  // namespace corsieve

#endif  // CORSIEVE_ENGINE_READ_WEBKIT_HTTP2_H_
