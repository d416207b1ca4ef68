#include "tools/commands/page_origin.h"

#include <algorithm>
#include <cstdint>
#include <iterator>

#include "corsieve/origin.h"
#include "tools/text.h"
#include "tools/url.h"

namespace corsieve::tools {
namespace {

constexpr std::string_view kAlpha =
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
constexpr std::string_view kDigits = "0123456789";

// Without blanks and a pair of quotes around it.
std::string_view Bare(std::string_view text) {
  const auto trim = [&text] {
    while (!text.empty() && text.front() <= ' ' && text.front() >= 0) {
      text.remove_prefix(1);
    }
    while (!text.empty() && text.back() <= ' ' && text.back() >= 0) {
      text.remove_suffix(1);
    }
  };
  trim();
  if (text.size() > 1 && text.front() == text.back() &&
      (text.front() == '"' || text.front() == '\'' || text.front() == '`')) {
    text = text.substr(1, text.size() - 2);
    trim();
  }
  return text;
}

// "https" of "HTTPS://…"; "" where a host comes first, with or without a port.
std::string SchemeOf(std::string_view text) {
  const size_t colon = text.find(':');
  if (colon == std::string_view::npos || colon == 0) return "";
  const std::string_view scheme = text.substr(0, colon);
  const bool valid = kAlpha.find(scheme[0]) != std::string_view::npos &&
                     std::all_of(scheme.begin(), scheme.end(), [](char c) {
                       return kAlpha.find(c) != std::string_view::npos ||
                              kDigits.find(c) != std::string_view::npos ||
                              c == '+' || c == '-' || c == '.';
                     });
  if (!valid) return "";
  const std::string_view rest = text.substr(colon + 1);
  const size_t port = rest.find_first_not_of(kDigits);
  const std::string_view behind =
      port == std::string_view::npos ? "" : rest.substr(port);
  const bool is_port =
      port != 0 && !rest.empty() &&
      (behind.empty() ||
       std::string_view("/?#").find(behind[0]) != std::string_view::npos);
  return is_port ? "" : Lower(scheme);
}

// The four bytes of a serialized IPv4 address, first to last; nullopt: none.
std::optional<uint32_t> Ipv4Of(std::string_view host) {
  if (host.empty() || host.find_first_not_of("0123456789.") != host.npos) {
    return std::nullopt;
  }
  // A URL parser wrote it, so that there are four numbers below 256.
  uint32_t address = 0;
  uint32_t part = 0;
  for (char c : host) {
    if (c == '.') {
      address = (address << 8) | part;
      part = 0;
    } else {
      part = part * 10 + static_cast<uint32_t>(c - '0');
    }
  }
  return (address << 8) | part;
}

struct Network {
  uint32_t address;
  int bits;
};
// Loopback, private, link-local.
constexpr Network kOwnNetworks[] = {
    {0x7f000000, 8},  {0x0a000000, 8},  {0xac100000, 12},
    {0xc0a80000, 16}, {0xa9fe0000, 16}, {0x00000000, 8},
};
// The same of IPv6, as it is serialized.
constexpr std::string_view kOwnIpv6[] = {"[::1]", "[fc",  "[fd", "[fe8",
                                         "[fe9",  "[fea", "[feb"};

// Whether a server there speaks http rather than https, as those on a
// developer's desk do.
bool IsOwnHost(std::string_view host) {
  if (host == "localhost" || EndsWith(host, ".localhost")) return true;
  if (const std::optional<uint32_t> address = Ipv4Of(host)) {
    return std::any_of(std::begin(kOwnNetworks), std::end(kOwnNetworks),
                       [&](const Network& n) {
                         return (*address >> (32 - n.bits)) ==
                                (n.address >> (32 - n.bits));
                       });
  }
  return std::any_of(std::begin(kOwnIpv6), std::end(kOwnIpv6),
                     [&](std::string_view s) { return StartsWith(host, s); });
}

// A URL with the scheme that `text`, which has none, is likely to lack; "" if
// no host comes first.
std::string WithScheme(std::string_view text) {
  if (StartsWith(text, "//")) text.remove_prefix(2);
  const std::string_view authority =
      text.substr(0, text.find_first_of("/\\?#"));
  // A single word is as likely a slip as a host.
  const bool looks_like_host = authority == "localhost" ||
                               authority.find_first_of(".:") != authority.npos;
  if (!looks_like_host || authority.find_first_of("@* \t") != authority.npos) {
    return "";
  }
  const std::optional<std::string> as_http =
      ResolveUrl("http://" + std::string(text), "");
  const auto parts = as_http ? ParseSerializedUrl(*as_http) : std::nullopt;
  if (!parts) return "";
  if (!EndsWith(authority, ":80") &&
      (parts->origin.port == "443" || !IsOwnHost(parts->origin.host))) {
    return "https://" + std::string(text);
  }
  return "http://" + std::string(text);
}

std::string GuessNote(const char* option, std::string_view given,
                      std::string_view scheme) {
  return std::string(option) + " " + Printable(given) +
         " has no scheme: " + std::string(scheme) + " is assumed";
}

// The origin of a page whose URL the URL Standard gives none, and browsers
// scheme://host: an extension's, an app's. "" if it has no host.
std::string SchemeAndHost(const std::string& scheme, std::string_view text) {
  std::string_view rest = text.substr(scheme.size() + 1);
  if (!StartsWith(rest, "//")) return "";
  rest = rest.substr(2);
  const std::string origin =
      scheme + "://" + Lower(rest.substr(0, rest.find_first_of("/?#")));
  return ParseSerializedOrigin(origin) ? origin : "";
}

// URLs of no server, and what the origin of a page there is.
struct Serverless {
  std::string_view scheme;
  std::string_view unless;  // Said behind it.
};
constexpr Serverless kServerless[] = {
    {"file", ""},
    {"data", ""},
    {"about", " (one that a page opened has that page's)"},
};

// The origin of the page at `text`, whose scheme is `scheme`; "" for none.
std::string OriginOf(const std::string& scheme, std::string_view text,
                     std::string_view* unless) {
  // A Windows path, of a page that was opened as a file.
  if (scheme.size() == 1 && text.find_first_of("\\/") == 2) return "null";
  for (const Serverless& s : kServerless) {
    if (scheme != s.scheme) continue;
    *unless = s.unless;
    return "null";
  }
  if (scheme == "blob" && StartsWith(Lower(text.substr(5)), "null")) {
    return "null";
  }
  if (const auto origin = SerializeOrigin(std::string(text))) return *origin;
  return SchemeAndHost(scheme, text);
}

}  // namespace

std::optional<PageOrigin> ReadPageOrigin(std::string_view given,
                                         std::string* error) {
  const std::string_view bare = Bare(given);
  PageOrigin page;
  std::string_view unless;
  std::string scheme = SchemeOf(bare);
  std::string guessed;
  if (Lower(bare) == "null") {
    page.origin = "null";
  } else if (bare == "*") {
    *error = "--origin * is no page: * is what a server answers";
    return std::nullopt;
  } else if (!scheme.empty()) {
    page.origin = OriginOf(scheme, bare, &unless);
  } else if (guessed = WithScheme(bare); !guessed.empty()) {
    page.origin = SerializeOrigin(guessed).value_or("");
  }
  if (page.origin.empty()) {
    *error = "--origin " + std::string(given) +
             " is neither scheme://host[:port], nor a URL of it, nor null";
    return std::nullopt;
  }
  if (!guessed.empty()) {
    page.note = GuessNote("--origin", given, page.origin);
  } else if (page.origin != given) {
    page.note = "--origin " + Printable(given) + ": the page's origin is " +
                page.origin + std::string(unless);
  }
  return page;
}

std::optional<RequestUrl> ReadRequestUrl(std::string_view given,
                                         std::string* error) {
  const std::string_view bare = Bare(given);
  RequestUrl request;
  const std::string guessed =
      SchemeOf(bare).empty() ? WithScheme(bare) : std::string();
  const std::optional<std::string> resolved =
      ResolveUrl(guessed.empty() ? std::string(bare) : guessed, "");
  const std::optional<UrlParts> parts =
      resolved ? ParseSerializedUrl(*resolved) : std::nullopt;
  if (!parts) {
    *error = "--url " + std::string(given) + " is not an absolute URL";
    return std::nullopt;
  }
  if (!parts->is_http()) {
    *error = "--url " + std::string(given) +
             " is not http(s): no server answers there";
    return std::nullopt;
  }
  request.url = *resolved;
  if (!guessed.empty()) {
    request.note = GuessNote("--url", given, request.url);
  }
  return request;
}

}  // namespace corsieve::tools
