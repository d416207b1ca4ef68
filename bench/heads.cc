#include "bench/heads.h"

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <optional>
#include <utility>

#include "bench/adversary_heads.h"
#include "bench/dice.h"
#include "bench/server_heads.h"
#include "corsieve/response_head.h"
#include "engine/base/bytes.h"
#include "tools/case_json.h"

namespace corsieve::bench {
namespace {

// `raw`, which was read into `list`, as a head that allows kOrigin, or any.
std::string AllowOrigin(const std::string& raw, const HeaderList& list) {
  std::string head = raw;
  for (const Header& h : list) {
    if (!EqualsIgnoreCase(h.name, "Access-Control-Allow-Origin")) continue;
    if (h.value != "*") {
      head.replace(static_cast<size_t>(h.value.data() - raw.data()),
                   h.value.size(), kOrigin);
    }
    return head;
  }
  return head.insert(head.find('\n') + 1, "Access-Control-Allow-Origin: *\r\n");
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

std::string_view Copy(std::string_view bytes,
                      std::vector<std::unique_ptr<char[]>>* pieces) {
  pieces->push_back(std::make_unique<char[]>(bytes.size()));
  char* const piece = pieces->back().get();
  if (!bytes.empty()) std::memcpy(piece, bytes.data(), bytes.size());
  return {piece, bytes.size()};
}

// Reads the head's bytes, as a stack does that hands over lists of headers.
void Parse(Head* head, Stream* stream) {
  HeaderList list;
  const ResponseHead read = ParseResponseHead(head->bytes, &list);
  if (read.error) {
    std::fprintf(stderr, "cannot be read:\n%s\n",
                 std::string(head->bytes).c_str());
    std::exit(1);
  }
  head->status = read.status;
  head->message = read.status_message;
  const char* const begin = head->bytes.data();
  for (const Header& h : list) {
    const Header copy = {Copy(h.name, &stream->pieces),
                         Copy(h.value, &stream->pieces)};
    stream->headers.push_back(copy);
    // A value that was folded is no stretch of the bytes.
    const bool inside =
        h.value.data() >= begin && h.value.data() <= begin + head->bytes.size();
    stream->views.push_back({h.name, inside ? h.value : copy.value});
  }
  // The rows may move until the last head is read.
  head->headers = {nullptr, list.size()};
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
    Head& head = stream.heads.emplace_back();
    head.bytes = std::string_view(stream.memory).substr(at);
    head.credentials = credentials[i];
    Parse(&head, &stream);
  }
  size_t row = 0;
  for (Head& head : stream.heads) {
    const size_t count = head.headers.size();
    head.headers = absl::MakeConstSpan(stream.headers).subspan(row, count);
    head.views = absl::MakeConstSpan(stream.views).subspan(row, count);
    row += count;
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

Stream MakeStream(std::string_view name, size_t count) {
  Dice dice(20261125 + static_cast<unsigned>(name.size()) * 1000 +
            static_cast<unsigned>(name[0]));
  std::vector<std::string> heads;
  std::vector<bool> credentials;
  for (size_t i = 0; i < count; ++i) {
    credentials.push_back(name != "small" && dice.Percent(60));
    heads.push_back(ServerHead(name, dice, credentials.back()));
  }
  return ToStream(std::string(name), heads, credentials);
}

Stream MakeRepeated(std::string_view name) {
  Stream stream = MakeStream(name, 1);
  stream.name += "-repeated";
  return stream;
}

Stream MakeAdversary(std::string_view kind, size_t n) {
  return ToStream(std::string(kind) + "-" + std::to_string(n),
                  {AdversarialHead(kind, n)}, {true});
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
    std::string head = AllowOrigin(*raw, list);
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
  return ToStream(path.substr(path.rfind('/') + 1), heads, credentials);
}

Stream ReadRealHeads(Accepts accepts) {
  const char* const shared = std::getenv("CORSIEVE_SHARED");
  const std::string path =
      std::string(shared == nullptr ? "" : shared) + "/data/heads-real.ndjson";
  if (shared == nullptr || !std::ifstream(path)) return Stream();
  Stream stream = ReadHeads(path, accepts);
  stream.name = "real";
  return stream;
}

}  // namespace corsieve::bench
