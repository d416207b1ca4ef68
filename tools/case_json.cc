#include "tools/case_json.h"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>

#include "corsieve/origin.h"
#include "tools/input.h"
#include "tools/json_reader.h"
#include "tools/members.h"
#include "tools/read_answers.h"
#include "tools/read_request.h"
#include "tools/url.h"

namespace corsieve::tools {
namespace {

constexpr size_t kMaxThen = 32;

using Value = JsonReader::Value;
using Object = JsonReader::Object;

namespace top {
enum : size_t {
  kId,
  kRequest,
  kResponses,
  kPreflights,
  kStored,
  kLoop,
  kBody,
  kThen,
  kNames,
  kCount
};
constexpr std::string_view kName[] = {"id",         "request", "responses",
                                      "preflights", "stored",  "loop",
                                      "body",       "then",    "names"};
static_assert(std::size(kName) == kCount);

// What case files say of a case beside it.
constexpr std::string_view kRemarks[] = {
    "expect", "group",    "source",    "note",    "notes",
    "guard",  "conflict", "tentative", "open-pr", "trailers"};

bool IsRemark(std::string_view key) {
  return (!key.empty() && key[0] == '_') ||
         std::find(std::begin(kRemarks), std::end(kRemarks), key) !=
             std::end(kRemarks);
}
}  // namespace top

}  // namespace

struct CaseReader::State {
  bool Read(std::string_view line, bool is_padded, Case* c, std::string* id,
            std::string* error);

 private:
  bool ReadTop(Object object, Case* c, std::string* id, bool* has_then);
  bool ReadId(Value value, Case* c, std::string* id);
  bool ReadAllThen(Case* c);
  void KeepHead(Case* c);

  JsonReader in_;
  JsonWriter id_;
  RequestReader request_{&in_};
  std::string head_;
};

bool CaseReader::State::Read(std::string_view line, bool is_padded, Case* c,
                             std::string* id, std::string* error) {
  *id = "null";
  KeepHead(c);
  c->Reset();
  Object object;
  if (!(is_padded ? in_.StartPadded(line, &object, error)
                  : in_.Start(line, &object, error))) {
    return false;
  }
  bool has_then = false;
  if (!ReadTop(object, c, id, &has_then)) return false;
  return !has_then || ReadAllThen(c);
}

// Keeps the memory of the last case's head for the next one's.
void CaseReader::State::KeepHead(Case* c) {
  constexpr size_t kMost = size_t{1} << 16;
  if (c->responses.empty()) return;
  std::string& head = c->responses.front().head;
  if (head.capacity() > head_.capacity() && head.capacity() <= kMost) {
    head_.swap(head);
  }
}

bool CaseReader::State::ReadTop(Object object, Case* c, std::string* id,
                                bool* has_then) {
  const JsonPath at;
  Members members(top::kName, top::kCount);
  in_.Members(object, [&](std::string_view key, Value value) {
    // Of a case that is wrong the id alone matters.
    if (!in_.ok() && key != "id") return true;
    if (!members.Next(key) && top::IsRemark(key)) return in_.Skip(value);
    const std::optional<size_t> member = members.Find(key, at, &in_);
    if (!member) return true;
    const JsonPath here(at, key);
    switch (*member) {
      case top::kId:
        ReadId(value, c, id);
        break;
      case top::kRequest:
        request_.Read(value, here, c);
        break;
      case top::kResponses:
        ReadAnswers(value, here, &in_, c, &head_);
        break;
      case top::kPreflights:
        ReadPreflights(value, here, &in_, c);
        break;
      case top::kStored:
        ReadAnswer(value, here, &in_, &c->stored.emplace());
        break;
      case top::kLoop:
        ReadAnswer(value, here, &in_, &c->loop.emplace());
        break;
      case top::kBody:
        in_.Bytes(value, here, &c->body.emplace());
        break;
      case top::kThen:  // Read once the request is known.
        in_.Skip(value);
        break;
      case top::kNames:
        in_.Elements(value, here, [&](Value name, size_t i) {
          return in_.Bytes(name, JsonPath(here, i), &c->names.emplace_back());
        });
        break;
    }
    return true;
  });
  if (!in_.readable() || !in_.End() || !in_.ok()) return false;
  *has_then = members.Has(top::kThen);
  if (!members.Require(top::kRequest, at, &in_)) return false;
  if (!members.Require(top::kResponses, at, &in_)) return false;
  ReadCurlHeads(c);
  return true;
}

// Whatever it is, it comes back as it was.
bool CaseReader::State::ReadId(Value value, Case* c, std::string* id) {
  id_.Clear();
  std::string_view text;
  if (in_.IsString(value)) {
    if (!in_.Text(value, JsonPath(), &text)) return false;
    c->id = text;
    id_.Text(text);
  } else if (!in_.Copy(value, &id_)) {
    return false;
  }
  *id = id_.text();
  return true;
}

bool CaseReader::State::ReadAllThen(Case* c) {
  Object object;
  if (!in_.Restart(&object)) return false;
  const JsonPath top;
  const JsonPath at(top, "then");
  in_.Members(object, [&](std::string_view key, Value value) {
    if (key != "then") return true;
    in_.Elements(value, at, [&](Value element, size_t i) {
      const JsonPath here(at, i);
      if (i == kMaxThen) return in_.Fail(here, "is one too many");
      return request_.ReadThen(element, here, *c, &c->then.emplace_back());
    });
    return false;
  });
  return in_.ok();
}

CaseReader::CaseReader() : state_(std::make_unique<State>()) {}

CaseReader::~CaseReader() = default;

bool CaseReader::Read(std::string_view line, Case* c, std::string* id,
                      std::string* error) {
  return state_->Read(line, false, c, id, error);
}

bool CaseReader::ReadPadded(std::string_view line, Case* c, std::string* id,
                            std::string* error) {
  static_assert(Lines::kAhead >= JsonReader::kAhead);
  return state_->Read(line, true, c, id, error);
}

bool IsRecorded(const Case& c) {
  const std::optional<UrlParts> url = ParseSerializedUrl(c.url);
  return url &&
         (url->origin.host == "localhost" || url->origin.host == "127.0.0.1") &&
         PathOfUrl(c.url).compare(0, 6, "/case/") == 0;
}

}  // namespace corsieve::tools
