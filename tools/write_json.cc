#include <algorithm>
#include <cstring>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/base/attributes.h"
#include "corsieve/filtered_response.h"
#include "corsieve/reason.h"
#include "tools/case_json.h"
#include "tools/plain_bytes.h"

namespace corsieve::tools {
namespace {

void WritePairs(absl::Span<const Header> pairs, JsonWriter* out) {
  out->StartArray();
  for (const Header& h : pairs) out->BytesPair(h.name, h.value);
  out->EndArray();
}

void WriteSent(absl::Span<const Sent> requests, JsonWriter* out) {
  out->StartArray();
  for (const Sent& sent : requests) {
    out->StartObject();
    out->BytesMember("method", sent.method);
    out->BytesMember("url", sent.url);
    out->Key("headers");
    out->StartArray();
    for (const auto& [name, value] : sent.headers) out->BytesPair(name, value);
    out->EndArray();
    out->BoolMember("include_credentials", sent.include_credentials);
    out->EndObject();
  }
  out->EndArray();
}

// What is behind the value of a fate. Few reasons are there in a case, and
// their names are letters.
class Tails {
 public:
  // How much Put() may write.
  static constexpr size_t kSize = 96;

  char* Put(const Outcome& o, char* to) {
    Tail& tail = tails_[o.exposed()];
    if (tail.size == 0 || tail.reason != o.reason) {
      tail.reason = o.reason;
      tail.size = static_cast<size_t>(
          Put(FateView{o.name, o.value, o.exposed(), ReasonName(o.reason)},
              tail.text) -
          tail.text);
    }
    std::memcpy(to, tail.text, kSize);
    return to + tail.size;
  }

  char* Put(const FateView& f, char* to) {
    constexpr size_t kLiterals = 40;
    to = f.exposed ? JsonWriter::Put("\",\"exposed\":true,\"reason\":\"", to)
                   : JsonWriter::Put("\",\"exposed\":false,\"reason\":\"", to);
    const std::string_view reason = f.reason.substr(0, kSize - kLiterals);
    to = std::copy(reason.begin(), reason.end(), to);
    return JsonWriter::Put("\"},", to);
  }

 private:
  struct Tail {
    Reason reason = {};
    char text[kSize] = {};
    size_t size = 0;
  };
  Tail tails_[2];
};

// Copies bytes of a head, or other ones; where `*special` is not zero then,
// some want an escape.
ABSL_ATTRIBUTE_ALWAYS_INLINE inline void CopyOfHead(std::string_view bytes,
                                                    std::string_view head,
                                                    char** to,
                                                    Block32* special) {
  char* const start = *to;
  *to = start + bytes.size();
  const bool ahead =
      bytes.data() >= head.data() &&
      bytes.data() + bytes.size() + kAhead <= head.data() + head.size();
  if (ahead) {
    CopyAhead(bytes, start, special);
  } else if (!CopyIfPlain(bytes, start)) {
    *special |= 1;
  }
}

template <typename Fates>
ABSL_ATTRIBUTE_ALWAYS_INLINE inline void WriteFatesHere(const Fates& fates,
                                                        std::string_view head,
                                                        JsonWriter* out) {
  Tails tails;
  out->StartArray();
  for (const auto& f : fates) {
    char* const start =
        out->Room(f.name.size() + f.value.size() + 2 * kAhead + Tails::kSize);
    char* to = JsonWriter::Put("{\"name\":\"", start);
    Block32 special = {};
    CopyOfHead(f.name, head, &to, &special);
    to = JsonWriter::Put("\",\"value\":\"", to);
    CopyOfHead(f.value, head, &to, &special);
    if (IsZero(special)) {
      out->Keep(tails.Put(f, to));
      continue;
    }
    out->Keep(start);
    out->Append("{\"name\":");
    out->Quote(f.name);
    out->Append(",\"value\":");
    out->QuoteEscaping(f.value);  // Names are tokens, but for a few.
    out->DropLast();              // Its quote is in the tail.
    out->Keep(tails.Put(f, out->Room(Tails::kSize)));
  }
  if (!fates.empty()) out->DropLast();  // The comma.
  out->EndArray();
}

#ifdef __x86_64__  // The same code, with a register for each block.
template <typename Fates>
__attribute__((target("avx2"))) void WriteFatesByAvx2(const Fates& fates,
                                                      std::string_view head,
                                                      JsonWriter* out) {
  WriteFatesHere(fates, head, out);
}
#endif

template <typename Fates>
void WriteFates(const Fates& fates, std::string_view head, JsonWriter* out) {
#ifdef __x86_64__
  if (__builtin_cpu_supports("avx2")) return WriteFatesByAvx2(fates, head, out);
#endif
  WriteFatesHere(fates, head, out);
}

}  // namespace

void WriteResult(std::string_view id, const ResultView& r, JsonWriter* out) {
  out->StartObject();
  out->Key("id");
  out->Raw(id);
  out->Key("request");
  out->StartObject();
  out->BytesMember("origin", r.origin);
  out->BytesMember("url", r.request_url);
  out->EndObject();
  out->WordMember("outcome", r.network_error ? "network-error" : "ok");
  out->WordMember("type", r.type);
  out->Key("status");
  out->Number(r.status);
  out->BytesMember("statusText", r.status_text);
  out->BytesMember("url", r.url);
  out->BoolMember("redirected", r.redirected);
  out->Key("headers");
  WritePairs(r.headers, out);
  out->Key("set_cookie");
  out->StartArray();
  for (std::string_view value : r.set_cookie) out->Bytes(value);
  out->EndArray();
  out->Key("get");
  out->StartObject();
  for (const auto& [name, value] : r.get) {
    out->BytesKey(name);
    out->OptionalBytes(value);
  }
  out->EndObject();
  if (r.all) out->BytesMember("all", *r.all);
  out->BoolMember("body_null", r.body_null);
  out->BoolMember("timing_allow_passed", r.timing_allow_passed);
  out->Key("hops");
  WriteSent(r.hops, out);
  out->BoolMember("did_preflight", r.did_preflight);
  if (r.preflights_sent > 1) {
    out->Key("preflights_sent");
    out->Number(r.preflights_sent);
  }
  if (!r.outcomes.empty()) {
    out->Key("outcomes");
    out->StartArray();
    for (const std::string& outcome : r.outcomes) out->Bytes(outcome);
    out->EndArray();
    out->Key("preflights_by_request");
    out->StartArray();
    for (int count : r.preflights_by_request) out->Number(count);
    out->EndArray();
  }
  if (r.preflight_request) {
    out->Key("preflight_request");
    out->StartObject();
    for (const Header& h : *r.preflight_request) {
      out->BytesKey(h.name);
      out->Bytes(h.value);
    }
    out->EndObject();
  }
  if (!r.preflights.empty()) {
    out->Key("preflights");
    WriteSent(r.preflights, out);
  }
  out->Key("origin_sent");
  out->OptionalBytes(r.origin_sent);
  out->WordMember("reason", r.reason);
  out->Key("fates");
  if (r.outcomes_of_headers) {
    WriteFates(*r.outcomes_of_headers, r.head, out);
  } else {
    WriteFates(r.fates, r.head, out);
  }
  out->EndObject();
}

}  // namespace corsieve::tools
