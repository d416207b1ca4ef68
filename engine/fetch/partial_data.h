// What Chromium's cache, through which ranges go, makes of an answer to one.

#ifndef CORSIEVE_ENGINE_FETCH_PARTIAL_DATA_H_
#define CORSIEVE_ENGINE_FETCH_PARTIAL_DATA_H_

#include <string>
#include <string_view>

#include "engine/headers/header_table.h"

namespace corsieve {

// The values that a rewritten answer has views of.
struct PartialData {
  std::string content_range;
  std::string content_length;
};

// Rewrites the headers of a 206 to a GET with this Range: if Content-Range and
// Content-Length fit, each becomes one header, in plain numbers. The first line
// of a name stays its place, the others are dropped; a Content-Length that was
// not there comes last.
void RewritePartialAnswer(std::string_view range, HeaderTable* table,
                          PartialData* made);

}  // namespace corsieve

#endif  // CORSIEVE_ENGINE_FETCH_PARTIAL_DATA_H_
