// How Chromium reads a response head.

#ifndef CORSIEVE_ENGINE_READ_CHROMIUM_HEAD_H_
#define CORSIEVE_ENGINE_READ_CHROMIUM_HEAD_H_

#include <cstddef>
#include <optional>
#include <string_view>

#include "corsieve/response_head.h"
#include "engine/checks/hop.h"
#include "engine/headers/header_table.h"
#include "engine/read/refusal.h"

namespace corsieve {

// kMaxHeaderBufSize: the connection is given up once this much was read without
// the head's end. P06086, P06087
inline constexpr size_t kMaxChromiumHead = 256 * 1024;

// Reads a head that is not clean (clean_head.h). The table was cleared.
ResponseHead ReadChromiumHead(std::string_view bytes, const Hop& hop,
                              HeaderTable* table);

// What Chromium takes for the status text of a clean head.
std::string_view ChromiumStatusText(std::string_view message);

// The header that fails a response, if any does. `version` is 11 for HTTP/1.1
// and whatever is no HTTP/1.x, 10 for HTTP/1.0, and 20 for HTTP/2 and later,
// where no Content-Length fails it (H00681); `code` may have more digits
// than a status that script sees.
std::optional<Refusal> ChromiumRefusal(const Hop& hop, int version, int code,
                                       const HeaderTable& table);

}  // namespace corsieve

#endif  // CORSIEVE_ENGINE_READ_CHROMIUM_HEAD_H_
