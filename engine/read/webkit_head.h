// How WebKitGTK reads a response head.

#ifndef CORSIEVE_ENGINE_READ_WEBKIT_HEAD_H_
#define CORSIEVE_ENGINE_READ_WEBKIT_HEAD_H_

#include <cstddef>
#include <optional>
#include <string_view>

#include "corsieve/response_head.h"
#include "engine/checks/hop.h"
#include "engine/headers/header_table.h"
#include "engine/read/refusal.h"

namespace corsieve {

// soup-message-io-data.c, HEADER_SIZE_LIMIT: of each head, without the blank
// line at its end.
inline constexpr size_t kMaxWebKitHead = 64 * 1024;

// Reads a head that is not clean (clean_head.h), or not ASCII. The table was
// cleared.
ResponseHead ReadWebKitHead(std::string_view bytes, const Hop& hop,
                            HeaderTable* table);

// What WebKit takes for the status text of a clean head.
std::string_view WebKitStatusText(std::string_view message);

// Whether ReadWebKitHead alone does a clean head of these bytes justice.
bool IsAscii(std::string_view bytes);

// Makes valid UTF-8 of all values.
void RepairWebKitValues(HeaderTable* table);

// What is left to do with a list of clean headers: drops those that the
// Connection of an HTTP/1.0 response names. nullopt, or the header for which
// WebKit refuses the response.
std::optional<Refusal> SettleWebKitHeaders(const Hop& hop, int status,
                                           bool is_http_1_0,
                                           HeaderTable* table);

}  // namespace corsieve

#endif  // CORSIEVE_ENGINE_READ_WEBKIT_HEAD_H_
