// What engines do with the bytes of a Location before it is parsed, and with
// URLs once they are. The standard does neither.

#ifndef CORSIEVE_ENGINE_FETCH_ENGINE_URL_H_
#define CORSIEVE_ENGINE_FETCH_ENGINE_URL_H_

#include <string>
#include <string_view>

#include "engine/terms/departures.h"

namespace corsieve {

// Sets `*location` to what the engine gives its URL parser for the value of a
// Location. `manual` says that the redirect is not followed.
void PrepareLocation(const Departures& departures, std::string_view value,
                     bool manual, std::string* location);

// What follows is done to serialized URLs.
void NormalizeEscapes(std::string* url);
void EscapePipes(std::string* url);

// Makes of a serialized URL the one that the engine requests and shows.
inline void RewriteUrl(const Departures& departures, std::string* url) {
  // Departure: WebKit's network library is given URLs, and tells them, as GUri
  // writes them.
  if (departures.url_escapes_are_normalized) NormalizeEscapes(url);
  // Departure: Chromium's parser (url_canon_path.cc).
  if (departures.url_escapes_pipe_in_path) EscapePipes(url);
}

}  // namespace corsieve

#endif  // CORSIEVE_ENGINE_FETCH_ENGINE_URL_H_
