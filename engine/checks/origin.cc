#include "corsieve/origin.h"

#include "engine/base/bytes.h"

namespace corsieve {
namespace {

// https://url.spec.whatwg.org/#special-scheme, without file: its origin is
// opaque.
struct TupleScheme {
  std::string_view scheme;
  std::string_view default_port;
};
constexpr TupleScheme kTupleSchemes[] = {
    {"https", "443"}, {"http", "80"}, {"wss", "443"},
    {"ws", "80"},     {"ftp", "21"},
};

const TupleScheme* FindTupleScheme(std::string_view scheme) {
  for (const TupleScheme& s : kTupleSchemes) {
    if (s.scheme == scheme) return &s;
  }
  return nullptr;
}

// Takes "scheme:" off the front.
std::optional<std::string_view> TakeScheme(std::string_view* rest) {
  size_t n = 0;
  while (n < rest->size()) {
    const char c = (*rest)[n];
    const bool first_ok = IsLowerAlpha(c);
    const bool later_ok = IsDigit(c) || c == '+' || c == '-' || c == '.';
    if (!first_ok && !(n > 0 && later_ok)) break;
    ++n;
  }
  if (n == 0 || n == rest->size() || (*rest)[n] != ':') return std::nullopt;
  const std::string_view scheme = rest->substr(0, n);
  rest->remove_prefix(n + 1);
  return scheme;
}

// A host as the URL Standard serializes it: a lower-case domain, an IPv4
// address or a bracketed IPv6 address.
bool IsSerializedHost(std::string_view host) {
  if (host.empty()) return false;
  const bool ipv6 =
      host.size() > 2 && host.front() == '[' && host.back() == ']';
  if (ipv6) host = host.substr(1, host.size() - 2);
  // ASCII without
  // https://url.spec.whatwg.org/#forbidden-domain-code-point and upper case.
  constexpr ByteSet kHostBytes(
      "!\"$&'()*+,-.0123456789;=_`abcdefghijklmnopqrstuvwxyz{}~");
  for (char c : host) {
    if (!kHostBytes.Has(c) && !(ipv6 && c == ':')) return false;
  }
  return true;
}

// "host" or "host:port". A default port, which serializing leaves out, is left
// out here too if `lenient`, and not a serialized origin's otherwise.
std::optional<Origin> ParseHostAndPort(std::string_view scheme,
                                       std::string_view text, bool lenient) {
  const TupleScheme* const tuple = FindTupleScheme(scheme);
  Origin origin{scheme, text, {}};
  const size_t bracket = text.rfind(']');
  const size_t colon =
      text.find(':', bracket == std::string_view::npos ? 0 : bracket);
  if (colon != std::string_view::npos) {
    origin.host = text.substr(0, colon);
    origin.port = text.substr(colon + 1);
    if (origin.port.empty() || origin.port.size() > 5) return std::nullopt;
    int port = 0;
    for (char c : origin.port) {
      if (!IsDigit(c)) return std::nullopt;
      port = port * 10 + (c - '0');
    }
    if (port > 65535 || (origin.port.size() > 1 && origin.port[0] == '0')) {
      return std::nullopt;
    }
    if (tuple != nullptr && origin.port == tuple->default_port) {
      if (!lenient) return std::nullopt;
      origin.port = {};
    }
  }
  if (!IsSerializedHost(origin.host)) return std::nullopt;
  return origin;
}

// What most URLs are: of http(s) and a domain, without credentials and port.
// False: it is for the others to say.
bool ParsePlainUrl(std::string_view url, UrlParts* parts) {
  constexpr ByteSet kDomainBytes("-.0123456789abcdefghijklmnopqrstuvwxyz");
  if (url.substr(0, 4) != "http") return false;
  const size_t scheme = 4 + (url.substr(4, 1) == "s");
  if (url.substr(scheme, 3) != "://") return false;
  const size_t host = scheme + 3;
  size_t end = host;
  while (end < url.size() && kDomainBytes.Has(url[end])) ++end;
  if (end == host || (end < url.size() && url[end] != '/')) return false;
  parts->scheme = url.substr(0, scheme);
  parts->origin = Origin{parts->scheme, url.substr(host, end - host), {}};
  return true;
}

}  // namespace

std::optional<UrlParts> ParseSerializedUrl(std::string_view url) {
  UrlParts parts;
  if (ParsePlainUrl(url, &parts)) return parts;
  std::string_view rest = url;
  const std::optional<std::string_view> scheme = TakeScheme(&rest);
  if (!scheme) return std::nullopt;
  parts.scheme = *scheme;
  if (*scheme == "blob") {
    // https://url.spec.whatwg.org/#concept-url-origin
    // Only one level deep: a blob URL in it has an opaque origin, like any
    // other.
    if (rest.substr(0, 4) != "http") return parts;
    const std::optional<UrlParts> inner = ParseSerializedUrl(rest);
    if (inner && inner->is_http()) parts.origin = inner->origin;
    return parts;
  }
  if (FindTupleScheme(*scheme) == nullptr) return parts;
  if (rest.substr(0, 2) != "//") return std::nullopt;
  rest.remove_prefix(2);
  rest = rest.substr(0, FindAny(rest, kAuthorityEnds));
  if (const size_t at = rest.rfind('@'); at != std::string_view::npos) {
    // A lone "@" or ":@" holds neither; serializing drops it.
    parts.includes_credentials = at > 0 && rest.substr(0, at) != ":";
    rest.remove_prefix(at + 1);
  }
  const std::optional<Origin> origin =
      ParseHostAndPort(*scheme, rest, /*lenient=*/true);
  if (!origin) return std::nullopt;
  parts.origin = *origin;
  return parts;
}

std::optional<Origin> ParseSerializedOrigin(std::string_view origin) {
  if (origin == "null") return Origin();
  std::string_view rest = origin;
  const std::optional<std::string_view> scheme = TakeScheme(&rest);
  if (!scheme || rest.substr(0, 2) != "//") return std::nullopt;
  return ParseHostAndPort(*scheme, rest.substr(2), /*lenient=*/false);
}

size_t SerializeOrigin(const Origin& origin, char* buffer, size_t capacity) {
  size_t size = 0;
  const auto write = [&](std::string_view part) {
    if (size < capacity) part.copy(buffer + size, capacity - size);
    size += part.size();
  };
  if (origin.opaque()) {
    write("null");
    return size;
  }
  write(origin.scheme);
  write("://");
  write(origin.host);
  if (!origin.port.empty()) {
    write(":");
    write(origin.port);
  }
  return size;
}

bool IsSameOrigin(const Origin& a, const Origin& b) {
  return !a.opaque() && a.scheme == b.scheme && a.host == b.host &&
         a.port == b.port;
}

}  // namespace corsieve
