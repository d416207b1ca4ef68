// Reads a response that came over HTTP/2 or HTTP/3.

#ifndef CORSIEVE_ENGINE_READ_HTTP2_LIST_H_
#define CORSIEVE_ENGINE_READ_HTTP2_LIST_H_

#include "corsieve/parsed_response.h"
#include "corsieve/reason.h"
#include "corsieve/response.h"
#include "engine/checks/hop.h"
#include "engine/hot_path/hot_path.h"
#include "engine/read/read.h"

namespace corsieve {

// As ReadList, for a response whose protocol is not kHttp1. The standard's way
// is that of RFC 9113: what is malformed there is a network error.
// https://www.rfc-editor.org/rfc/rfc9113#section-8
Failure ReadHttp2List(const Hop& hop, const ParsedResponse& parsed,
                      const HotPath& hot_path, Response* response,
                      ReadPlaces* places);

}  // namespace corsieve

#endif  // CORSIEVE_ENGINE_READ_HTTP2_LIST_H_
