#include "tools/url.h"

#include <arpa/inet.h>

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <utility>

#include "uriparser/Uri.h"

namespace corsieve::tools {
namespace {

bool IsAlpha(char c) { return (c | 0x20) >= 'a' && (c | 0x20) <= 'z'; }
bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsHex(char c) {
  return IsDigit(c) || ((c | 0x20) >= 'a' && (c | 0x20) <= 'f');
}

std::string Lower(std::string_view s) {
  std::string lower(s);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c | 0x20);
  }
  return lower;
}

// "scheme" of "scheme:…", or "".
std::string_view SchemeOf(std::string_view url) {
  size_t n = 0;
  while (n < url.size() &&
         (IsAlpha(url[n]) || (n > 0 && (IsDigit(url[n]) || url[n] == '+' ||
                                        url[n] == '-' || url[n] == '.')))) {
    ++n;
  }
  return n > 0 && n < url.size() && url[n] == ':' ? url.substr(0, n)
                                                  : std::string_view();
}

bool IsHttp(std::string_view scheme) {
  return scheme == "http" || scheme == "https";
}

// What RFC 3986 has no place for and the URL Standard leaves as it is: put out
// of uriparser's sight, and put back when it is done.
constexpr std::string_view kMark = "corsieve-";

std::string Hide(char c) {
  constexpr char kHex[] = "0123456789ABCDEF";
  const unsigned char byte = static_cast<unsigned char>(c);
  return std::string(kMark) + kHex[byte >> 4] + kHex[byte & 15];
}

std::string Unhide(const std::string& text) {
  std::string out;
  for (size_t i = 0; i < text.size(); ++i) {
    if (text.compare(i, kMark.size(), kMark) == 0) {
      i += kMark.size();
      out += static_cast<char>(std::stoi(text.substr(i, 2), nullptr, 16));
      ++i;
    } else {
      out += text[i];
    }
  }
  return out;
}

std::string Escape(char c) {
  constexpr char kHex[] = "0123456789ABCDEF";
  const unsigned char byte = static_cast<unsigned char>(c);
  return {'%', kHex[byte >> 4], kHex[byte & 15]};
}

// https://url.spec.whatwg.org/#concept-basic-url-parser trims, drops and
// escapes before and while it parses. `http` says whether the result is an
// http(s) URL, in which a backslash is a slash; `can_hide` whether bytes are
// hidden or escaped.
std::string ToRfc3986(std::string_view url, bool http, bool can_hide) {
  while (!url.empty() && static_cast<unsigned char>(url.front()) <= ' ') {
    url.remove_prefix(1);
  }
  while (!url.empty() && static_cast<unsigned char>(url.back()) <= ' ') {
    url.remove_suffix(1);
  }
  std::string out;
  enum { kAuthority, kPath, kQuery, kFragment } part = kPath;
  for (size_t i = 0; i < url.size(); ++i) {
    const char c = url[i];
    if (c == '\t' || c == '\n' || c == '\r') continue;
    const bool slash = c == '/' || (c == '\\' && http);
    if (part <= kPath && slash) {
      out += '/';
      // An authority begins behind "//" at the start or behind the scheme.
      const bool opens = out == "//" || (out.size() > 3 &&
                                         out.substr(out.size() - 3) == "://" &&
                                         out.find('/') == out.size() - 2);
      if (opens) {
        part = kAuthority;
      } else if (part == kAuthority) {
        part = kPath;
      }
      continue;
    }
    if (c == '?' && part <= kPath) part = kQuery;
    if (c == '#' && part != kFragment) {
      part = kFragment;
      out += c;
      continue;
    }
    const bool lone_percent =
        c == '%' &&
        !(i + 2 < url.size() && IsHex(url[i + 1]) && IsHex(url[i + 2]));
    // What the percent-encode sets of path, query and fragment do not have.
    constexpr std::string_view kLeft[] = {"", "[]|", "[]|{}^`\\", "[]|{}^\\#"};
    constexpr std::string_view kEscaped = " \"<>\\^`{|}";
    const bool left =
        part != kAuthority &&
        (lone_percent || kLeft[part].find(c) != std::string_view::npos);
    if (left) {
      out += can_hide ? Hide(c) : Escape(c);
    } else if (c <= ' ' || c >= 0x7f || lone_percent ||
               kEscaped.find(c) != std::string_view::npos ||
               (c == '\'' && part == kQuery && http)) {
      out += Escape(c);
    } else {
      out += c;
    }
  }
  return out;
}

// Whether the mark is in `url`, or will be when that has been parsed.
bool HasMark(const std::string& url) {
  const std::string parsed = ToRfc3986(url, false, /*can_hide=*/false);
  return Lower(parsed).find(kMark) != std::string::npos;
}

// A parsed URI and the memory it holds.
class Uri {
 public:
  Uri() = default;
  Uri(const Uri&) = delete;
  Uri& operator=(const Uri&) = delete;
  ~Uri() {
    if (holds_) uriFreeUriMembersA(&uri_);
  }

  bool Parse(std::string text) {
    text_ = std::move(text);
    const char* error = nullptr;
    holds_ =
        uriParseSingleUriExA(&uri_, text_.data(), text_.data() + text_.size(),
                             &error) == URI_SUCCESS;
    return holds_;
  }

  bool AddBase(const Uri& reference, const Uri& base) {
    holds_ = true;
    return uriAddBaseUriExA(&uri_, &reference.uri_, &base.uri_,
                            URI_RESOLVE_STRICTLY) == URI_SUCCESS;
  }

  std::string ToString() const {
    int size = 0;
    if (uriToStringCharsRequiredA(&uri_, &size) != URI_SUCCESS) return "";
    std::string text(static_cast<size_t>(size) + 1, '\0');
    if (uriToStringA(text.data(), &uri_, size + 1, nullptr) != URI_SUCCESS) {
      return "";
    }
    text.pop_back();
    return text;
  }

 private:
  std::string text_;  // uri_ points into it.
  UriUriA uri_{};
  bool holds_ = false;
};

// Removes "." and ".." segments from an absolute path; uriparser does so only
// where it resolved the path.
std::string RemoveDotSegments(std::string_view path) {
  std::string out;
  while (!path.empty()) {
    const size_t end = path.find('/', 1);
    const std::string_view segment = path.substr(0, end);
    const bool last = end == std::string_view::npos;
    path.remove_prefix(last ? path.size() : end);
    const std::string name = Lower(segment.substr(1));
    if (name == "." || name == "%2e") {
      if (last) out += '/';
    } else if (name == ".." || name == ".%2e" || name == "%2e." ||
               name == "%2e%2e") {
      const size_t slash = out.rfind('/');
      out.erase(slash == std::string::npos ? 0 : slash);
      if (last) out += '/';
    } else {
      out += segment;
    }
  }
  return out.empty() ? "/" : out;
}

// Serializes "scheme://authority path ? #" of http(s) as the URL Standard does:
// lower-case host, no default port, no empty credentials, no empty path.
std::optional<std::string> SerializeHttp(std::string_view url) {
  const std::string scheme = Lower(SchemeOf(url));
  std::string_view rest = url.substr(scheme.size() + 1);
  if (rest.substr(0, 2) != "//") return std::nullopt;
  rest.remove_prefix(2);
  const size_t end = rest.find_first_of("/?#");
  std::string_view authority = rest.substr(0, end);
  rest = end == std::string_view::npos ? "" : rest.substr(end);

  std::string credentials;
  if (const size_t at = authority.rfind('@'); at != std::string_view::npos) {
    std::string_view user = authority.substr(0, at);
    if (!user.empty() && user.back() == ':') user.remove_suffix(1);
    if (!user.empty()) credentials = std::string(user) + "@";
    authority.remove_prefix(at + 1);
  }
  std::string port;
  const size_t bracket = authority.rfind(']');
  const size_t colon =
      authority.find(':', bracket == std::string_view::npos ? 0 : bracket);
  if (colon != std::string_view::npos) {
    unsigned number = 0;
    const std::string_view digits = authority.substr(colon + 1);
    for (char c : digits) {
      if (!IsDigit(c)) return std::nullopt;
      number = number * 10 + static_cast<unsigned>(c - '0');
      if (number > 65535) return std::nullopt;
    }
    const bool is_default = number == (scheme == "https" ? 443u : 80u);
    if (!digits.empty() && !is_default) port = ":" + std::to_string(number);
    authority = authority.substr(0, colon);
  }
  std::string host = Lower(authority);
  if (!host.empty() && host.front() == '[') {
    // uriparser writes an address in full.
    in6_addr address;
    char text[INET6_ADDRSTRLEN];
    if (host.back() != ']' ||
        inet_pton(AF_INET6, host.substr(1, host.size() - 2).c_str(),
                  &address) != 1 ||
        inet_ntop(AF_INET6, &address, text, sizeof text) == nullptr) {
      return std::nullopt;
    }
    host = "[" + std::string(text) + "]";
  }
  // Escaped bytes would have to be decoded, which needs IDNA; no host here.
  if (host.empty() || host.find('%') != std::string::npos) return std::nullopt;

  const size_t path_end = std::min(rest.find_first_of("?#"), rest.size());
  return scheme + "://" + credentials + host + port +
         RemoveDotSegments(rest.substr(0, path_end)) +
         std::string(rest.substr(path_end));
}

std::optional<std::string> Resolve(const std::string& url,
                                   const std::string& base, bool can_hide) {
  std::string text = ToRfc3986(url, false, can_hide);
  const std::string scheme = Lower(SchemeOf(text));
  const std::string base_scheme = Lower(SchemeOf(base));
  if (scheme.empty() && base.empty()) return std::nullopt;
  const bool http = IsHttp(scheme.empty() ? base_scheme : scheme);
  text = ToRfc3986(url, http, can_hide);
  // Other schemes are never fetched here; only what they are matters.
  if (!scheme.empty() && !http) return scheme + text.substr(scheme.size());
  if (!scheme.empty()) {
    std::string_view rest = std::string_view(text).substr(scheme.size() + 1);
    const size_t slashes = std::min(rest.find_first_not_of('/'), rest.size());
    if (slashes < 2 && scheme == base_scheme) {
      text = std::string(rest);  // "http:path": relative, for old times' sake.
    } else {
      rest.remove_prefix(slashes);
      text = scheme + "://" + std::string(rest);
    }
  }
  if (scheme.empty() && text.substr(0, 2) == "//") {
    text =
        "//" + text.substr(std::min(text.find_first_not_of('/'), text.size()));
  }
  Uri reference;
  if (!reference.Parse(text)) return std::nullopt;
  if (!SchemeOf(text).empty()) return SerializeHttp(reference.ToString());
  Uri base_uri;
  Uri resolved;
  if (!base_uri.Parse(ToRfc3986(base, http, can_hide)) ||
      !resolved.AddBase(reference, base_uri)) {
    return std::nullopt;
  }
  return SerializeHttp(resolved.ToString());
}

}  // namespace

std::optional<std::string> ResolveUrl(const std::string& url,
                                      const std::string& base) {
  // Where the mark itself is in one of them, such bytes are escaped instead.
  const bool can_hide = !HasMark(url) && !HasMark(base);
  const std::optional<std::string> resolved = Resolve(url, base, can_hide);
  return resolved && can_hide ? Unhide(*resolved) : resolved;
}

}  // namespace corsieve::tools
