// How Firefox reads a response head.

#ifndef CORSIEVE_ENGINE_READ_FIREFOX_HEAD_H_
#define CORSIEVE_ENGINE_READ_FIREFOX_HEAD_H_

#include <cstddef>
#include <string_view>

#include "corsieve/response_head.h"
#include "engine/checks/hop.h"
#include "engine/headers/header_table.h"

namespace corsieve {

// network.http.max_response_header_size; interim heads and junk count.
inline constexpr size_t kMaxFirefoxHead = 393216;

// Reads a head that is not clean (clean_head.h). The table was cleared.
ResponseHead ReadFirefoxHead(std::string_view bytes, const Hop& hop,
                             HeaderTable* table);

// What Firefox takes for the status text of a clean head.
std::string_view FirefoxStatusText(std::string_view message);

}  // namespace corsieve

#endif  // CORSIEVE_ENGINE_READ_FIREFOX_HEAD_H_
