// The standard's reader of response heads.

#ifndef CORSIEVE_ENGINE_READ_RESPONSE_HEAD_H_
#define CORSIEVE_ENGINE_READ_RESPONSE_HEAD_H_

#include <string_view>

#include "corsieve/response_head.h"
#include "engine/headers/header_table.h"

namespace corsieve {

// Reads a head that is not clean (clean_head.h). The table was cleared.
ResponseHead ReadStandardHead(std::string_view bytes, HeaderTable* table);

}  // namespace corsieve

#endif  // CORSIEVE_ENGINE_READ_RESPONSE_HEAD_H_
