#include "tools/read_answers.h"

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "tools/case_json.h"
#include "tools/members.h"
#include "tools/paste/http2_head.h"

namespace corsieve::tools {
namespace {

// A fetch follows 20 redirects; a recorded server knows /case/ID/999.
constexpr size_t kMaxAnswers = 1000;

using Value = JsonReader::Value;
using Object = JsonReader::Object;

namespace answer {
enum : size_t { kStatus, kHeaders, kProtocol, kInterim, kTrailers, kCount };
constexpr std::string_view kName[] = {"status", "headers", "protocol",
                                      "interim", "trailers"};
static_assert(std::size(kName) == kCount);
}  // namespace answer

// A status: a number, or the text of :status.
bool ReadStatus(Value value, const JsonPath& at, JsonReader* in, int* out,
                std::optional<std::string>* text) {
  if (text != nullptr && in->IsString(value)) {
    if (!in->Bytes(value, at, &text->emplace())) return false;
    *out = StatusOfText(**text);
    return true;
  }
  uint64_t status = 0;
  if (!in->Number(value, at, 99999, &status)) return false;
  *out = static_cast<int>(status);
  return true;
}

bool ReadInterim(Value value, const JsonPath& at, JsonReader* in,
                 std::pair<int, Pairs>* out) {
  Object object;
  if (!in->ToObject(value, at, &object)) return false;
  Members members(answer::kName, answer::kHeaders + 1);
  in->Members(object, [&](std::string_view key, Value member) {
    const auto number = members.Find(key, at, in);
    if (!number) return false;
    const JsonPath here(at, key);
    if (*number == answer::kHeaders) {
      return ReadPairs(member, here, in, &out->second);
    }
    if (!ReadStatus(member, here, in, &out->first, nullptr)) return false;
    return out->first / 100 == 1 || in->Fail(here, "must be 100 to 199");
  });
  return in->ok() && members.Require(answer::kStatus, at, in) &&
         members.Require(answer::kHeaders, at, in);
}

// A response that came parsed: {"status": 200, "headers": [[name, value], …],
// "protocol"?, "interim"?, "trailers"?}.
bool ReadParsed(Value value, const JsonPath& at, JsonReader* in,
                ParsedAnswer* out) {
  Object object;
  if (!in->ToObject(value, at, &object)) return false;
  Members members(answer::kName, answer::kCount);
  in->Members(object, [&](std::string_view key, Value member) {
    const auto number = members.Find(key, at, in);
    if (!number) return false;
    const JsonPath here(at, key);
    switch (*number) {
      case answer::kStatus:
        return ReadStatus(member, here, in, &out->status, &out->status_text);
      case answer::kHeaders:
        return ReadPairs(member, here, in, &out->headers);
      case answer::kProtocol:
        return ReadWord(member, here, {"h2", "h3"}, in, &out->protocol);
      case answer::kInterim:
        in->Elements(member, here, [&](Value one, size_t i) {
          return ReadInterim(one, JsonPath(here, i), in,
                             &out->interim.emplace_back());
        });
        return in->ok();
      default:
        return ReadPairs(member, here, in, &out->trailers);
    }
  });
  return in->ok() && members.Require(answer::kStatus, at, in) &&
         members.Require(answer::kHeaders, at, in);
}

}  // namespace

bool ReadAnswers(Value value, const JsonPath& at, JsonReader* in, Case* c,
                 std::string* spare) {
  in->Elements(value, at, [&](Value element, size_t i) {
    const JsonPath here(at, i);
    if (i == kMaxAnswers) return in->Fail(here, "is one too many");
    Answer& answer = c->responses.emplace_back();
    if (i == 0 && spare != nullptr) answer.head.swap(*spare);
    return ReadAnswer(element, here, in, &answer);
  });
  return in->ok();
}

bool ReadPreflights(Value value, const JsonPath& at, JsonReader* in, Case* c) {
  in->Elements(value, at, [&](Value element, size_t i) {
    const JsonPath here(at, i);
    if (i == kMaxAnswers) return in->Fail(here, "is one too many");
    auto& preflight = c->preflights.emplace_back();
    return in->IsNull(element) ||
           ReadAnswer(element, here, in, &preflight.emplace());
  });
  return in->ok();
}

bool ReadAnswer(Value value, const JsonPath& at, JsonReader* in, Answer* out) {
  if (in->IsString(value)) return in->Bytes(value, at, &out->head);
  out->head.clear();
  if (!in->IsObject(value)) {
    return in->Fail(at, "must be a string or an object");
  }
  return ReadParsed(value, at, in, &out->parsed.emplace());
}

void ReadCurlHeads(Case* c) {
  std::optional<bool> recorded;
  const auto read = [&](Answer* answer) {
    const std::string_view head = answer->head;
    // What begins with HTTP/1 is one only behind an interim head.
    if (head.compare(0, 5, "HTTP/") != 0) return;
    if (head.compare(5, 2, "1.") == 0 && head.compare(8, 2, " 1") != 0) return;
    if (!recorded) recorded = IsRecorded(*c);
    if (*recorded) return;
    if (auto http2 = ReadHttp2Head(head)) {
      *answer = Answer(std::move(http2->answer));
    }
  };
  for (Answer& answer : c->responses) read(&answer);
  for (auto& answer : c->preflights) {
    if (answer) read(&*answer);
  }
  if (c->stored) read(&*c->stored);
  if (c->loop) read(&*c->loop);
}

}  // namespace corsieve::tools
