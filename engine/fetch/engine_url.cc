#include "engine/fetch/engine_url.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "engine/base/bytes.h"

namespace corsieve {
namespace {

constexpr char kHexDigits[] = "0123456789ABCDEF";

void AppendEscaped(char c, std::string* out) {
  const uint8_t byte = static_cast<uint8_t>(c);
  *out += {'%', kHexDigits[byte >> 4], kHexDigits[byte & 15]};
}

// Where an http(s) URL's authority begins; the end of another.
size_t AuthorityStart(std::string_view url) {
  const size_t slashes = url.find("://");
  const bool is_http = url.substr(0, 4) == "http" && slashes <= 5;
  return is_http ? slashes + 3 : url.size();
}

size_t PathStart(std::string_view url) {
  return FindAny(url, kAuthorityEnds, AuthorityStart(url));
}

// nsHttpChannel::ContinueProcessRedirectionAfterFallback: NS_EscapeURL with
// esc_OnlyNonASCII and esc_Spaces. What is not ASCII the URL parser escapes.
void EscapeControls(std::string* location) {
  std::string escaped;
  for (char c : *location) {
    if (static_cast<uint8_t>(c) > ' ') {
      escaped += c;
    } else {
      AppendEscaped(c, &escaped);
    }
  }
  *location = std::move(escaped);
}

// String::fromLatin1 of a header field, and the URL parser's UTF-8 of it.
void DecodeLatinOne(std::string* location) {
  std::string text;
  for (char c : *location) {
    const uint8_t byte = static_cast<uint8_t>(c);
    if (byte < 0x80) {
      text += c;
    } else {
      text += static_cast<char>(0xC0 | (byte >> 6));
      text += static_cast<char>(0x80 | (byte & 0x3F));
    }
  }
  *location = std::move(text);
}

// Puts something into the host that every parser takes for the spaces that
// Chromium's takes (url_canon_host.cc, kHostCharLookup).
void TakeSpacesOutOfHost(std::string* location) {
  const size_t slashes = location->find("//");
  if (slashes == std::string::npos) return;
  const size_t start = slashes + 2;
  const size_t end =
      std::min(location->find_first_of("/\\?#", start), location->size());
  std::string host;
  for (size_t i = start; i < end; ++i) {
    const bool escaped = location->compare(i, 3, "%20") == 0;
    host += escaped || (*location)[i] == ' ' ? '-' : (*location)[i];
    if (escaped) i += 2;
  }
  location->replace(start, end - start, host);
}

// https://www.rfc-editor.org/rfc/rfc3986#section-2.3
bool IsUnreserved(char c) {
  constexpr ByteSet kMarks("-._~");
  return IsDigit(c) || IsLowerAlpha(ToLower(c)) || kMarks.Has(c);
}

}  // namespace

void PrepareLocation(const Departures& departures, std::string_view value,
                     bool manual, std::string* location) {
  location->assign(value.data(), value.size());
  // Departure: Firefox (peer-LOCL9001, peer-LOCL9004).
  if (departures.location_controls_are_escaped) EscapeControls(location);
  // Departure: WebKit (peer-LOCL8148, peer-LOCL9034).
  if (departures.location_is_latin_one) DecodeLatinOne(location);
  // Departure: Chromium (peer-LOCL9128).
  if (departures.manual_mode_takes_space_in_host && manual) {
    TakeSpacesOutOfHost(location);
  }
}

// uri_decoder in glib/guri.c, where it normalizes. data: URLs it never sees
// (D00308). Of the authority, a serialized URL has escapes in its credentials
// alone (M02486).
void NormalizeEscapes(std::string* url) {
  const size_t start = url->find('%', AuthorityStart(*url));
  if (start == std::string::npos) return;
  std::string out = url->substr(0, start);
  for (size_t i = start; i < url->size(); ++i) {
    const int decoded = DecodeEscape(std::string_view(*url).substr(i));
    if (decoded < 0) {
      out += (*url)[i];
      continue;
    }
    const char c = static_cast<char>(decoded);
    if (IsUnreserved(c)) {
      out += c;
    } else {
      AppendEscaped(c, &out);
    }
    i += 2;
  }
  *url = std::move(out);
}

void EscapePipes(std::string* url) {
  const size_t start = PathStart(*url);
  const size_t end = std::min(url->find_first_of("?#", start), url->size());
  if (url->find('|', start) >= end) return;
  std::string path;
  for (char c : std::string_view(*url).substr(start, end - start)) {
    if (c == '|') {
      AppendEscaped(c, &path);
    } else {
      path += c;
    }
  }
  url->replace(start, end - start, path);
}

}  // namespace corsieve
