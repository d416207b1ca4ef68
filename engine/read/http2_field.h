// What becomes of one field of HTTP/2 or HTTP/3, :status included.

#ifndef CORSIEVE_ENGINE_READ_HTTP2_FIELD_H_
#define CORSIEVE_ENGINE_READ_HTTP2_FIELD_H_

#include <optional>
#include <string_view>

#include "corsieve/header_list.h"
#include "corsieve/parsed_response.h"
#include "corsieve/reason.h"
#include "engine/terms/departures.h"

namespace corsieve {

// The status that script sees; nullopt: it is malformed.
// https://www.rfc-editor.org/rfc/rfc9113#section-8.3.2
std::optional<int> Http2Status(const ParsedResponse& parsed,
                               const Departures& departures);

// The value as the engine takes it: with its blanks or without.
std::string_view Http2Value(std::string_view value,
                            const Departures& departures);

// nullopt, or why a message with this field is malformed. `is_clean` says that
// the name is a token and the value has no NUL, CR or LF.
// https://www.rfc-editor.org/rfc/rfc9113#section-8.2
Failure CheckHttp2Field(const Header& field, bool is_clean,
                        const Departures& departures);

// The same for a field of an interim response.
Failure CheckInterimField(const Header& field, const Departures& departures);

// Whether a header is about the connection, which HTTP/2 does not have. TE is
// not among them if it says what it may.
// https://www.rfc-editor.org/rfc/rfc9113#section-8.2.2
bool IsConnectionSpecific(const Header& field);

// Whether the engine takes such a header out.
bool DropsConnectionSpecific(const Header& field, const Departures& departures);

}  // namespace corsieve

#endif  // CORSIEVE_ENGINE_READ_HTTP2_FIELD_H_
