// Firefox counts lines before it looks at what they say.

#ifndef CORSIEVE_ENGINE_CHECKS_ALLOW_ORIGIN_LINES_H_
#define CORSIEVE_ENGINE_CHECKS_ALLOW_ORIGIN_LINES_H_

#include <cstddef>

#include "corsieve/header_list.h"
#include "engine/headers/header_table.h"

namespace corsieve {

// Whether more than one received line is named Access-Control-Allow-Origin,
// byte for byte; those count too that the engine's reader merged into another.
// nsCORSListenerProxy.cpp: CheckOriginHeader
inline bool HasSeveralAllowOriginLines(const HeaderTable& table) {
  size_t count = 0;
  for (const Header& h : table) {
    count += h.name == "Access-Control-Allow-Origin";
  }
  return count > 1;
}

}  // namespace corsieve

#endif  // CORSIEVE_ENGINE_CHECKS_ALLOW_ORIGIN_LINES_H_
