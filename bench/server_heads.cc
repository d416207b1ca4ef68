#include "bench/server_heads.h"

#include <string>
#include <vector>

#include "bench/unseen_heads.h"
#include "engine/base/bytes.h"

namespace corsieve::bench {
namespace {

std::string SmallHead(Dice& dice, bool credentials) {
  Lines lines = {{"Date", dice.Date()},
                 {"Content-Type", "application/json"},
                 {"Content-Length", dice.Number(5000)}};
  Allow(credentials, &lines);
  Append(dice.Sample({{"ETag", "\"" + dice.Hex(16) + "\""},
                      {"Connection", "keep-alive"},
                      {"Cache-Control", "no-cache"},
                      {"Server", "nginx"},
                      {"Vary", "Origin"}},
                     dice.Between(1, 3)),
         &lines);
  dice.Shuffle(&lines);
  return Join("HTTP/1.1 200 OK", lines);
}

std::string ApiHead(Dice& dice, bool credentials) {
  std::vector<std::string> exposed = {"X-Request-Id",
                                      "X-RateLimit-Limit",
                                      "X-RateLimit-Remaining",
                                      "X-RateLimit-Reset",
                                      "Link",
                                      "ETag",
                                      "X-Total-Count",
                                      "Location",
                                      "Retry-After"};
  dice.Shuffle(&exposed);
  exposed.resize(dice.Between(2, 6));
  std::string list;
  for (const std::string& name : exposed) {
    list += (list.empty() ? "" : ", ") + name;
  }
  Lines lines = {{"Date", dice.Date()},
                 {"Content-Type", "application/json; charset=utf-8"},
                 {"Content-Length", dice.Number(100000)},
                 {"Access-Control-Expose-Headers", list}};
  Allow(credentials, &lines);
  Append(
      dice.Sample(
          {{"Connection", "keep-alive"},
           {"Vary", "Origin, Accept-Encoding"},
           {"Cache-Control", "private, max-age=0, must-revalidate"},
           {"ETag", "W/\"" + dice.Base64(dice.Between(8, 30)) + "\""},
           {"X-Request-Id", dice.Uuid()},
           {"X-RateLimit-Limit", dice.Pick<std::string>({"60", "5000"})},
           {"X-RateLimit-Remaining", dice.Number(5000)},
           {"X-RateLimit-Reset", "17" + dice.Number(100000000)},
           {"X-Total-Count", dice.Number(100000)},
           {"Strict-Transport-Security", "max-age=31536000; includeSubDomains"},
           {"X-Content-Type-Options", "nosniff"},
           {"X-Frame-Options", "deny"},
           {"Server", dice.Pick<std::string>({"nginx/1.25.3", "cloudflare"})},
           {"Link", "<https://api.example.com/items?page=" + dice.Number(500) +
                        ">; rel=\"next\""},
           {"X-Powered-By", "Express"},
           {"Last-Modified", dice.Date()},
           {"Keep-Alive", "timeout=5"},
           {"X-Runtime", "0." + dice.Number(1000000)},
           {"Content-Security-Policy", "default-src 'none'"},
           {"Referrer-Policy", "origin-when-cross-origin"}},
          dice.Between(5, 14)),
      &lines);
  dice.Shuffle(&lines);
  return Join(dice.Pick<std::string>({"HTTP/1.1 200 OK", "HTTP/1.1 200 OK",
                                      "HTTP/1.1 201 Created",
                                      "HTTP/1.1 404 Not Found"}),
              lines);
}

std::string CdnHead(Dice& dice, bool credentials) {
  Lines lines = {
      {"Date", dice.Date()},
      {"Content-Type", "text/html; charset=utf-8"},
      {"Transfer-Encoding", "chunked"},
      {"Connection", "keep-alive"},
      {"Access-Control-Allow-Methods", "GET, POST, OPTIONS, PUT, DELETE"},
      {"Access-Control-Expose-Headers",
       dice.Pick<std::string>(
           {"CF-Ray, X-Cache, X-Amz-Cf-Id, Server-Timing, ETag",
            "Content-Range, X-Cache, Age, Server-Timing",
            "Date,ETag,Server,Connection,Accept-Ranges,Content-Range"})},
      {"Set-Cookie", "__edge=" + dice.Base64(43) + "-1-" + dice.Base64(86) +
                         "; path=/; expires=" + dice.Date() +
                         "; domain=.example.com; HttpOnly; Secure"}};
  Allow(credentials, &lines);
  Append(
      dice.Sample(
          {{"Set-Cookie", "session=" + dice.Base64(64) + "; Path=/; HttpOnly"},
           {"Cache-Control", "public, max-age=0, s-maxage=300"},
           {"Content-Security-Policy",
            "default-src 'self'; script-src 'self' 'nonce-" + dice.Base64(22) +
                "' https://cdn.example.com 'strict-dynamic'; style-src 'self' "
                "'unsafe-inline'; img-src * data: blob:; connect-src 'self' "
                "https://api.example.com wss://rt.example.com; "
                "frame-ancestors 'none'; report-uri /csp"},
           {"Report-To",
            "{\"group\":\"edge\",\"max_age\":604800,\"endpoints\":"
            "[{\"url\":\"https://nel.example/report?s=" +
                dice.Base64(120) + "\"}]}"},
           {"NEL", "{\"report_to\":\"edge\",\"max_age\":604800}"},
           {"Strict-Transport-Security", "max-age=63072000; preload"},
           {"X-Frame-Options", "DENY"},
           {"X-Content-Type-Options", "nosniff"},
           {"Referrer-Policy", "strict-origin-when-cross-origin"},
           {"Permissions-Policy",
            "accelerometer=(), camera=(), geolocation=(), microphone=()"},
           {"Cross-Origin-Opener-Policy", "same-origin"},
           {"Cross-Origin-Resource-Policy", "cross-origin"},
           {"Content-Security-Policy-Report-Only", "default-src https:"},
           {"Vary", "Accept-Encoding, Origin"},
           {"Server", "cloudflare"},
           {"CF-Ray", dice.Hex(16) + "-FRA"},
           {"CF-Cache-Status", dice.Pick<std::string>({"HIT", "DYNAMIC"})},
           {"Age", dice.Number(100000)},
           {"X-Cache", "Hit from cloudfront"},
           {"Via", "1.1 " + dice.Hex(32) + ".cloudfront.net (CloudFront)"},
           {"X-Amz-Cf-Pop", "FRA56-P8"},
           {"X-Amz-Cf-Id", dice.Base64(56) + "=="},
           {"X-Served-By", "cache-fra-etou8220037-FRA"},
           {"X-Cache-Hits", dice.Number(100)},
           {"X-Timer", "S1764" + dice.Number(1000000) + ",VS0,VE1"},
           {"ETag", "\"" + dice.Hex(32) + "\""},
           {"Last-Modified", dice.Date()},
           {"Expires", dice.Date()},
           {"Server-Timing",
            "cdn-cache; desc=HIT, edge; dur=" + dice.Number(100)},
           {"Alt-Svc", "h3=\":443\"; ma=86400"},
           {"Accept-Ranges", "bytes"},
           {"Content-Encoding", "br"},
           {"X-XSS-Protection", "0"}},
          dice.Between(18, 31)),
      &lines);
  dice.Shuffle(&lines);
  return Join("HTTP/1.1 200 OK", lines);
}

// Names, spellings, separators and lengths at random.
std::string OddHead(Dice& dice, bool credentials) {
  const std::vector<std::string> words = {
      "acme",  "batch",  "cluster", "debug",  "epoch",  "feature", "grpc",
      "hop",   "index",  "job",     "kafka",  "locale", "market",  "nonce",
      "op",    "proxy",  "queue",   "region", "stage",  "ticket",  "upstream",
      "vault", "worker", "xfer",    "yield",  "zone",   "v2",      "id"};
  const std::vector<std::string> common = {
      "Date",    "Server",       "Vary",          "ETag",   "Via",
      "Expires", "Content-Type", "Cache-Control", "Pragma", "Set-Cookie",
      "Age",     "Allow",        "Accept-Ranges", "Link",   "Warning"};
  const auto make_name = [&] {
    std::string name = dice.Percent(55) ? "X" : dice.Pick(words);
    for (size_t n = dice.Between(0, 4); n > 0; --n) {
      name += (dice.Percent(8) ? "_" : "-") + dice.Pick(words);
    }
    const size_t spelling = dice(4);
    for (size_t i = 0; i < name.size(); ++i) {
      const bool first = i == 0 || name[i - 1] == '-';
      if (spelling == 0 || (spelling == 1 && first)) name[i] = ToUpper(name[i]);
      if (spelling > 1) name[i] = ToLower(name[i]);
    }
    return name;
  };
  const auto make_value = [&] {
    const size_t length = dice.Percent(35)   ? dice.Between(1, 9)
                          : dice.Percent(70) ? dice.Between(10, 70)
                                             : dice.Between(70, 420);
    return "v" +
           dice.Text(length,
                     "abcdefghijklmnopqrstuvwxyz ABCDEFGHIJKLMNOPQRSTUVW"
                     "XYZ0123456789;=,/:\"-_.%()") +
           "v";
  };
  Lines lines;
  for (size_t n = dice.Between(6, 38); n > 0; --n) {
    lines.emplace_back(make_name(), make_value());
  }
  for (size_t n = dice.Between(2, 9); n > 0; --n) {
    lines.emplace_back(dice.Pick(common), make_value());
  }
  std::string list;
  const std::string comma = dice.Pick<std::string>({", ", ",", " , "});
  for (size_t n = dice.Between(0, 12); n > 0; --n) {
    if (!list.empty()) list += comma;
    list += dice.Percent(70) ? dice.Pick(lines).first : make_name();
  }
  Allow(credentials, &lines);
  if (!list.empty()) {
    lines.emplace_back("access-control-expose-headers", list);
  }
  if (dice.Percent(60)) {
    lines.emplace_back("content-length", dice.Number(10000000));
  }
  dice.Shuffle(&lines);
  return Join("HTTP/1.1 " + dice.Pick<std::string>(
                                {"200 OK", "200 Fine", "206 Partial Content",
                                 "403 Forbidden", "500 Oops"}),
              lines, dice.Percent(75) ? ": " : ":");
}

}  // namespace

std::string ServerHead(std::string_view name, Dice& dice, bool credentials) {
  if (name == "small") return SmallHead(dice, credentials);
  if (name == "api") return ApiHead(dice, credentials);
  if (name == "cdn") return CdnHead(dice, credentials);
  if (name == "odd") return OddHead(dice, credentials);
  if (name == "unseen") return UnseenHead(dice, credentials);
  return dice(3) == 0 ? CdnHead(dice, credentials) : ApiHead(dice, credentials);
}

}  // namespace corsieve::bench
