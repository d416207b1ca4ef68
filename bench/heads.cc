#include "bench/heads.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <optional>
#include <utility>

#include "bench/dice.h"
#include "bench/unseen_heads.h"
#include "corsieve/response_head.h"
#include "engine/bytes.h"
#include "engine/header_name.h"
#include "engine/simd.h"
#include "tools/case_json.h"

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

std::string MakeHead(std::string_view name, Dice& dice, bool credentials) {
  if (name == "small") return SmallHead(dice, credentials);
  if (name == "api") return ApiHead(dice, credentials);
  if (name == "cdn") return CdnHead(dice, credentials);
  if (name == "odd") return OddHead(dice, credentials);
  if (name == "unseen") return UnseenHead(dice, credentials);
  return dice(3) == 0 ? CdnHead(dice, credentials) : ApiHead(dice, credentials);
}

// Names that hash to one place of an index of this many bits.
std::vector<std::string> MeetingNames(Dice& dice, size_t count, unsigned bits) {
  std::vector<std::string> names;
  std::optional<uint64_t> place;
  while (names.size() < count) {
    const std::string name = "x-" + dice.Hex(14);
    char folded[kFoldedSize];
    MakeNameKey(name, folded);
    const uint64_t slot = HashOfName(name, folded) >> (64 - bits);
    if (place.value_or(slot) != slot) continue;
    place = slot;
    names.push_back(name);
  }
  return names;
}

std::string MakeAdversarialHead(std::string_view name, size_t n) {
  Dice dice(7);
  Lines lines = {{"Content-Type", "text/plain"}};
  Allow(true, &lines);
  std::string list;
  const auto expose = [&](const std::string& exposed) {
    list += (list.empty() ? "" : ", ") + exposed;
  };
  if (name == "commas") {
    list = "X-A" + std::string(n, ',') + "X-B";
    Append({{"X-A", "1"}, {"X-B", "2"}, {"X-C", "3"}}, &lines);
  } else if (name == "tiny") {
    list = "a, b, c, z";
    for (size_t i = 0; i < n; ++i) {
      const std::string letters =
          dice.Text(2, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");
      lines.emplace_back(letters.substr(0, 1), letters.substr(1));
    }
  } else if (name == "repeated") {
    list = "X-Multi, Link";
    for (size_t i = 0; i < n; ++i) {
      lines.emplace_back(std::vector<std::string>{"X-Multi", "x-multi", "Link",
                                                  "Set-Cookie"}[i % 4],
                         "value-" + std::to_string(i));
    }
  } else if (name == "alike") {
    for (size_t i = 0; i < n; ++i) {
      const std::string number = std::to_string(100000 + i * 37 % 100000);
      lines.emplace_back("X-Alike-" + number + "-Suffix-", "1");
      expose(lines.back().first);
    }
  } else if (name == "long") {
    for (size_t i = 0; i < n; ++i) {
      lines.emplace_back("X-Amz-Meta-Of-One-Beginning-Longer-Than-A-Key-" +
                             std::to_string(100000 + i * 37 % 100000),
                         "1");
      expose(lines.back().first);
    }
  } else if (name == "crowd") {
    for (size_t i = 0, found = 0; found < n; ++i) {
      const std::string exposed = "x-crowd-" + std::to_string(1000000 + i);
      char folded[kFoldedSize];
      if (MakeNameKey(exposed, folded).hash != 0) continue;
      ++found;
      lines.emplace_back(exposed, "1");
      expose(exposed);
    }
  } else if (name == "listed") {
    for (size_t i = 0; i < n; ++i) {
      expose("X-App-" + dice.Text(4, "abcdefgh") + "-" + std::to_string(i));
      if (i % 4 == 0) {
        lines.emplace_back(list.substr(list.rfind(' ') + 1), dice.Hex(12));
      }
    }
  } else {
    // As many bits as an index of so many names has.
    unsigned bits = 6;
    while ((size_t{1} << bits) < 4 * n) ++bits;
    for (const std::string& meeting : MeetingNames(dice, n, bits)) {
      lines.emplace_back(meeting, "1");
      expose(meeting);
    }
  }
  // Not the last one: what is at the end is copied, by an instruction of which
  // callgrind counts each byte, or not, by how many there are.
  lines.insert(lines.begin(), {"Access-Control-Expose-Headers", list});
  return Join("HTTP/1.1 200 OK", lines);
}

// Makes a head that was read into `list` one that allows kOrigin, or any.
void AllowOrigin(const HeaderList& list, std::string* head) {
  for (const Header& h : list) {
    if (!EqualsIgnoreCase(h.name, "Access-Control-Allow-Origin")) continue;
    if (h.value != "*") {
      const size_t at = head->find("\n" + std::string(h.name));
      head->replace(head->find(h.value, at), h.value.size(), kOrigin);
    }
    return;
  }
  head->insert(head->find('\n') + 1, "Access-Control-Allow-Origin: *\r\n");
}

// "HTTP/1.1 200" without a message, as many recordings have it, is no status
// line to the older parsers.
void EndStatusWithSpace(std::string* head) {
  constexpr size_t kEnd = std::string_view("HTTP/1.1 200").size();
  if (head->compare(kEnd, 2, "\r\n") == 0) head->insert(kEnd, " ");
}

size_t ReadCount(std::string_view head) {
  HeaderList list;
  return ParseResponseHead(head, &list).error ? 0 : list.size();
}

Stream ToStream(std::string name, const std::vector<std::string>& heads,
                const std::vector<bool>& credentials) {
  Stream stream;
  stream.name = std::move(name);
  size_t total = 0;
  for (const std::string& head : heads) total += head.size();
  stream.memory.reserve(total);
  for (size_t i = 0; i < heads.size(); ++i) {
    const size_t at = stream.memory.size();
    stream.memory += heads[i];
    stream.heads.push_back(
        {std::string_view(stream.memory).substr(at), credentials[i]});
    for (char c : heads[i]) stream.header_count += c == '\n';
    stream.header_count -= 2;  // The first line, and the empty one.
  }
  return stream;
}

}  // namespace

Request RequestFor(const Head& head) {
  Request request;
  request.origin = kOrigin;
  request.url = kUrl;
  request.credentials_mode = head.credentials ? CredentialsMode::kInclude
                                              : CredentialsMode::kSameOrigin;
  return request;
}

const std::vector<std::string_view>& StreamNames() {
  static const auto& names = *new std::vector<std::string_view>{
      "small", "api", "cdn", "mixed", "odd", "unseen"};
  return names;
}

const std::vector<std::string_view>& AdversaryNames() {
  static const auto& names = *new std::vector<std::string_view>{
      "commas", "tiny", "repeated", "alike", "listed", "meeting"};
  return names;
}

Stream MakeStream(std::string_view name, size_t count) {
  Dice dice(20261125 + static_cast<unsigned>(name.size()) * 1000 +
            static_cast<unsigned>(name[0]));
  std::vector<std::string> heads;
  std::vector<bool> credentials;
  for (size_t i = 0; i < count; ++i) {
    credentials.push_back(name != "small" && dice.Percent(60));
    heads.push_back(MakeHead(name, dice, credentials.back()));
  }
  return ToStream(std::string(name), heads, credentials);
}

Stream MakeRepeated(std::string_view name) {
  Stream stream = MakeStream(name, 1);
  stream.name += "-repeated";
  return stream;
}

Stream MakeAdversary(std::string_view name, size_t n) {
  return ToStream(std::string(name) + "-" + std::to_string(n),
                  {MakeAdversarialHead(name, n)}, {true});
}

Stream ReadHeads(const std::string& path, Accepts accepts) {
  std::ifstream in(path);
  std::string line;
  std::vector<std::string> heads;
  std::vector<bool> credentials;
  size_t refused = 0;
  while (std::getline(in, line)) {
    std::string error;
    const tools::Json json = tools::ParseJson(line, &error);
    const bool has_raw = json.is_object() && json.contains("raw");
    const std::optional<std::string> raw =
        has_raw ? tools::TextToBytes(json["raw"].get<std::string>())
                : std::nullopt;
    if (!raw) {
      std::fprintf(stderr, "%s: not a head: %s\n", path.c_str(), line.c_str());
      std::exit(1);
    }
    HeaderList list;
    if (ParseResponseHead(*raw, &list).error) continue;
    std::string head = *raw;
    AllowOrigin(list, &head);
    EndStatusWithSpace(&head);
    if (accepts != nullptr && !accepts(head, ReadCount(head))) {
      ++refused;
      continue;
    }
    heads.push_back(std::move(head));
    credentials.push_back(list.Contains("Access-Control-Allow-Credentials"));
  }
  if (refused > 0) {
    std::fprintf(stderr,
                 "%s: left out %zu heads, which a peer reads otherwise\n",
                 path.c_str(), refused);
  }
  if (heads.empty()) {
    std::fprintf(stderr, "%s: no heads\n", path.c_str());
    std::exit(1);
  }
  return ToStream(path, heads, credentials);
}

Stream ReadRealHeads(Accepts accepts) {
  const char* const shared = std::getenv("CORSIEVE_SHARED");
  const std::string path =
      std::string(shared == nullptr ? "" : shared) + "/data/heads-real.ndjson";
  if (shared == nullptr || !std::ifstream(path)) return {"real", {}, {}, 0};
  Stream stream = ReadHeads(path, accepts);
  stream.name = "real";
  return stream;
}

}  // namespace corsieve::bench
