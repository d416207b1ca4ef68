// The doors by which a response enters: the bytes of a head, or a list of
// headers that were parsed already. Both fill one Response by the same rules.

#ifndef CORSIEVE_ENGINE_READ_READ_H_
#define CORSIEVE_ENGINE_READ_READ_H_

#include <cstddef>
#include <optional>
#include <string_view>

#include "corsieve/parsed_response.h"
#include "corsieve/reason.h"
#include "corsieve/response.h"
#include "engine/checks/hop.h"
#include "engine/hot_path/hot_path.h"

namespace corsieve {

using internal::ReadPlaces;

// Each fills `*response` with what the hop's profile makes of the input: read,
// merged, and refused where the engine does so whatever was asked. nullopt, or
// why it is a network error; the response then has what was read before.
// `hot_path` reads what is clean; the result is the same with any.
Failure ReadHead(const Hop& hop, std::string_view bytes,
                 const HotPath& hot_path, Response* response,
                 ReadPlaces* places);
Failure ReadList(const Hop& hop, const ParsedResponse& parsed,
                 const HotPath& hot_path, Response* response,
                 ReadPlaces* places);

// Appends all headers of a list as HTTP/1.1 has them, blanks around values
// trimmed. Where one cannot be a header, why, and in `*places` the first.
Failure ReadUncleanList(absl::Span<const Header> headers, HeaderTable* table,
                        ReadPlaces* places);

}  // namespace corsieve

#endif  // CORSIEVE_ENGINE_READ_READ_H_
