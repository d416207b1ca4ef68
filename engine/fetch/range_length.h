// The Content-Length that Chromium makes up for an answer to a range.

#ifndef CORSIEVE_ENGINE_FETCH_RANGE_LENGTH_H_
#define CORSIEVE_ENGINE_FETCH_RANGE_LENGTH_H_

#include <optional>
#include <string>
#include <string_view>

#include "engine/headers/header_table.h"

namespace corsieve {

// What the answer to a GET with this Range is given, if its status is 206, its
// Content-Range fits and it has no Content-Length; else nullopt.
std::optional<std::string> RangeLength(std::string_view range,
                                       const HeaderTable& table);

}  // namespace corsieve

#endif  // CORSIEVE_ENGINE_FETCH_RANGE_LENGTH_H_
