// URLs that are serialized already, and origins. (Parsing URLs is the caller's:
// see ResolveFunction.)

#include "tests/reference/reference.h"

namespace corsieve::reference {
namespace {

std::optional<std::string> DefaultPort(const std::string& scheme) {
  if (scheme == "http" || scheme == "ws") return "80";
  if (scheme == "https" || scheme == "wss") return "443";
  if (scheme == "ftp") return "21";
  return std::nullopt;
}

}  // namespace

// https://url.spec.whatwg.org/#url-serializing, backwards.
Url SplitUrl(const std::string& serialized) {
  Url url;
  std::string rest = serialized;
  const size_t hash = rest.find('#');
  if (hash != std::string::npos) {
    url.fragment = rest.substr(hash + 1);
    rest = rest.substr(0, hash);
  }
  url.without_fragment = rest;
  const size_t colon = rest.find(':');
  if (colon == std::string::npos) return url;
  url.scheme = ByteLowercase(rest.substr(0, colon));
  rest = rest.substr(colon + 1);
  if (rest.rfind("//", 0) != 0) return url;
  std::string authority = rest.substr(2);
  authority = authority.substr(0, authority.find_first_of("/?"));
  const size_t at = authority.rfind('@');
  if (at != std::string::npos) {
    const std::string credentials = authority.substr(0, at);
    authority = authority.substr(at + 1);
    const size_t separator = credentials.find(':');
    url.username = credentials.substr(0, separator);
    if (separator != std::string::npos) {
      url.password = credentials.substr(separator + 1);
    }
  }
  // The host may be an IPv6 address, in brackets.
  const size_t bracket = authority.rfind(']');
  const size_t port =
      authority.find(':', bracket == std::string::npos ? 0 : bracket);
  url.host = authority.substr(0, port);
  if (port != std::string::npos && port + 1 < authority.size()) {
    url.port = authority.substr(port + 1);
  }
  if (url.port == DefaultPort(url.scheme)) url.port = std::nullopt;
  return url;
}

// https://url.spec.whatwg.org/#concept-url-origin
Origin OriginOf(const Url& url) {
  if (url.scheme == "blob") {
    const Url path_url =
        SplitUrl(url.without_fragment.substr(std::string("blob:").size()));
    return path_url.is_http() ? OriginOf(path_url) : Origin();
  }
  if (Contains({"ftp", "http", "https", "ws", "wss"}, url.scheme)) {
    return {/*opaque=*/false, url.scheme, url.host, url.port};
  }
  return Origin();  // Opaque. That goes for "file" too.
}

Origin ParseOrigin(const std::string& serialized) {
  if (serialized == "null") return Origin();
  const Url url = SplitUrl(serialized);
  if (url.scheme.empty()) return Origin();
  return {/*opaque=*/false, url.scheme, url.host, url.port};
}

// https://html.spec.whatwg.org/#same-origin
// No two opaque origins in a case are the same one.
bool SameOrigin(const Origin& a, const Origin& b) {
  if (a.opaque || b.opaque) return false;
  return a.scheme == b.scheme && a.host == b.host && a.port == b.port;
}

// https://html.spec.whatwg.org/#schemelessly-same-site
// The registrable domain of a host takes the Public Suffix List, which is not
// here: every host counts as having none.
bool SchemelesslySameSite(const Origin& a, const Origin& b) {
  if (a.opaque || b.opaque) return false;
  return a.host == b.host;
}

// https://html.spec.whatwg.org/#same-site
bool SameSite(const Origin& a, const Origin& b) {
  if (a.opaque || b.opaque) return false;
  return SchemelesslySameSite(a, b) && a.scheme == b.scheme;
}

}  // namespace corsieve::reference
