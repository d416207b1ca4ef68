#include "tools/case_json.h"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <utility>

#include "corsieve/origin.h"
#include "tools/json_reader.h"
#include "tools/paste/http2_head.h"
#include "tools/url.h"

namespace corsieve::tools {
namespace {

constexpr size_t kMaxThen = 32;
// A fetch follows 20 redirects; a recorded server knows /case/ID/999.
constexpr size_t kMaxAnswers = 1000;
constexpr uint64_t kMaxWaitMs = 1000000000;

using Value = JsonReader::Value;
using Object = JsonReader::Object;
using Words = std::initializer_list<std::string_view>;

// The members that an object may have, and each of them once.
class Names {
 public:
  Names(const std::string_view* names, size_t count)
      : names_(names), count_(count) {}

  // The number of a name; nullopt after saying that it is none, or twice there.
  std::optional<size_t> Find(std::string_view key, const JsonPath& at,
                             JsonReader* in) {
    const auto* const end = names_ + count_;
    const auto* const name = std::find(names_, end, key);
    if (name == end) {
      in->Fail(JsonPath(at, key), "is no member of this object");
      return std::nullopt;
    }
    const size_t number = static_cast<size_t>(name - names_);
    const uint32_t bit = uint32_t{1} << number;
    if ((seen_ & bit) != 0) {
      in->Fail(JsonPath(at, key), "is there twice");
      return std::nullopt;
    }
    seen_ |= bit;
    return number;
  }

  bool Has(size_t number) const { return ((seen_ >> number) & 1) != 0; }
  bool Require(size_t number, const JsonPath& at, JsonReader* in) const {
    return Has(number) ||
           in->Fail(JsonPath(at, names_[number]), "is missing");
  }

 private:
  const std::string_view* names_;
  size_t count_;
  uint32_t seen_ = 0;
};

namespace top {
enum : size_t {
  kId, kRequest, kResponses, kPreflights, kStored, kLoop, kBody, kThen, kNames,
  kCount
};
constexpr std::string_view kName[] = {"id",     "request", "responses",
                                      "preflights", "stored",  "loop",
                                      "body",   "then",    "names"};
static_assert(std::size(kName) == kCount);

// What case files say of a case beside it.
constexpr std::string_view kRemarks[] = {
    "expect", "group",   "source",    "note",    "notes",
    "guard",  "conflict", "tentative", "open-pr", "trailers"};

bool IsRemark(std::string_view key) {
  return (!key.empty() && key[0] == '_') ||
         std::find(std::begin(kRemarks), std::end(kRemarks), key) !=
             std::end(kRemarks);
}
}  // namespace top

namespace request {
enum : size_t {
  kOrigin, kUrl, kApi, kMode, kCredentials, kRedirect, kMethod, kHeaders,
  kUploadListener, kBody, kStream, kDestination, kReferrerPolicy,
  kEmbedderPolicy, kSameSite, kOverrideMime, kCount,
  // Of a further request.
  kWait = kCount, kResponses, kPreflights, kThenCount
};
constexpr std::string_view kName[] = {
    "origin", "url", "api", "mode", "credentials", "redirect", "method",
    "headers", "upload_listener", "body", "stream", "destination",
    "referrer_policy", "embedder_policy", "schemelessly_same_site",
    "override_mime", "wait_ms", "responses", "preflights"};
static_assert(std::size(kName) == kThenCount);
}  // namespace request

namespace answer {
enum : size_t { kStatus, kHeaders, kProtocol, kInterim, kTrailers, kCount };
constexpr std::string_view kName[] = {"status", "headers", "protocol",
                                      "interim", "trailers"};
static_assert(std::size(kName) == kCount);
}  // namespace answer

}  // namespace

struct CaseReader::State {
  bool Read(std::string_view line, Case* c, std::string* id,
            std::string* error);

 private:
  bool ReadTop(Object object, Case* c, std::string* id, bool* has_then);
  bool ReadRequest(Value value, const JsonPath& at, Case* c);
  bool ReadRequestMember(size_t member, Value value, const JsonPath& at,
                         Case* c);
  bool CheckRequest(const Names& names, const JsonPath& at, const Case& c);
  bool ReadAllThen(Case* c);
  bool ReadThen(Value value, const JsonPath& at, const Case& first,
                Case* then);
  bool ReadId(Value value, Case* c, std::string* id);
  bool ReadAnswers(Value value, const JsonPath& at, Case* c);
  bool ReadPreflights(Value value, const JsonPath& at, Case* c);
  bool ReadAnswer(Value value, const JsonPath& at, Answer* out);
  bool ReadParsed(Value value, const JsonPath& at, ParsedAnswer* out);
  bool ReadInterim(Value value, const JsonPath& at,
                   std::pair<int, Pairs>* out);
  bool ReadPairs(Value value, const JsonPath& at, Pairs* out);
  bool ReadStatus(Value value, const JsonPath& at, int* out,
                  std::optional<std::string>* text);
  bool ReadWord(Value value, const JsonPath& at, Words words,
                std::string* out);
  void ReadCurlHeads(Case* c);

  JsonReader in_;
  JsonWriter id_;
  // Cases of one file mostly have one origin.
  std::string origin_;
  std::string serialized_origin_;
};

bool CaseReader::State::Read(std::string_view line, Case* c, std::string* id,
                             std::string* error) {
  *id = "null";
  c->Reset();
  Object object;
  if (!in_.Start(line, &object, error)) return false;
  bool has_then = false;
  if (!ReadTop(object, c, id, &has_then)) return false;
  return !has_then || ReadAllThen(c);
}

bool CaseReader::State::ReadTop(Object object, Case* c, std::string* id,
                                bool* has_then) {
  const JsonPath at;
  Names names(top::kName, top::kCount);
  in_.Members(object, [&](std::string_view key, Value value) {
    // Of a case that is wrong the id alone matters.
    if (!in_.ok() && key != "id") return true;
    if (top::IsRemark(key)) return in_.Skip(value);
    const std::optional<size_t> member = names.Find(key, at, &in_);
    if (!member) return true;
    const JsonPath here(at, key);
    switch (*member) {
      case top::kId:
        ReadId(value, c, id);
        break;
      case top::kRequest:
        ReadRequest(value, here, c);
        break;
      case top::kResponses:
        ReadAnswers(value, here, c);
        break;
      case top::kPreflights:
        ReadPreflights(value, here, c);
        break;
      case top::kStored:
        ReadAnswer(value, here, &c->stored.emplace());
        break;
      case top::kLoop:
        ReadAnswer(value, here, &c->loop.emplace());
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
  *has_then = names.Has(top::kThen);
  if (!names.Require(top::kRequest, at, &in_)) return false;
  if (!names.Require(top::kResponses, at, &in_)) return false;
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

bool CaseReader::State::ReadRequest(Value value, const JsonPath& at, Case* c) {
  Object object;
  if (!in_.ToObject(value, at, &object)) return false;
  Names names(request::kName, request::kCount);
  in_.Members(object, [&](std::string_view key, Value member) {
    const auto number = names.Find(key, at, &in_);
    return number &&
           ReadRequestMember(*number, member, JsonPath(at, key), c);
  });
  return in_.ok() && names.Require(request::kOrigin, at, &in_) &&
         names.Require(request::kUrl, at, &in_) && CheckRequest(names, at, *c);
}

bool CaseReader::State::ReadRequestMember(size_t member, Value value,
                                          const JsonPath& at, Case* c) {
  std::string_view text;
  std::string ignored;
  switch (member) {
    case request::kOrigin: {
      if (!in_.Text(value, at, &text)) return false;
      if (origin_ != text || origin_.empty()) {
        const auto origin = SerializeOrigin(std::string(text));
        if (!origin) return in_.Fail(at, "is no origin and no URL of one");
        origin_ = text;
        serialized_origin_ = *origin;
      }
      c->origin = serialized_origin_;
      return true;
    }
    case request::kUrl: {
      if (!in_.Text(value, at, &text)) return false;
      auto url = ResolveUrl(std::string(text), "");
      if (!url) return in_.Fail(at, "is not an absolute URL");
      c->url = *std::move(url);
      return true;
    }
    case request::kApi:
      return ReadWord(value, at, {"fetch", "xhr"}, &c->api);
    case request::kMode:
      return ReadWord(value, at, {"cors", "no-cors", "same-origin", "navigate"},
                      &c->mode);
    case request::kCredentials:
      return ReadWord(value, at, {"omit", "same-origin", "include"},
                      &c->credentials);
    case request::kRedirect:
      return ReadWord(value, at, {"follow", "error", "manual"}, &c->redirect);
    case request::kMethod:
      return in_.Bytes(value, at, &c->method);
    case request::kHeaders:
      c->headers.clear();
      return ReadPairs(value, at, &c->headers);
    case request::kUploadListener:
      return in_.Bool(value, at, &c->upload_listener);
    case request::kBody:
      c->has_body = true;
      return in_.Bytes(value, at, &ignored);
    case request::kStream:
      return in_.Bool(value, at, &c->stream);
    case request::kDestination:
      return in_.Bytes(value, at, &c->destination);
    case request::kReferrerPolicy:
      return ReadWord(
          value, at,
          {"no-referrer", "no-referrer-when-downgrade", "same-origin", "origin",
           "strict-origin", "origin-when-cross-origin",
           "strict-origin-when-cross-origin", "unsafe-url"},
          &c->referrer_policy);
    case request::kEmbedderPolicy:
      return ReadWord(value, at,
                      {"unsafe-none", "require-corp", "credentialless"},
                      &c->embedder_policy);
    case request::kSameSite:
      return in_.Bool(value, at, &c->schemelessly_same_site.emplace());
    case request::kOverrideMime:  // Says nothing of headers.
      return in_.Skip(value);
  }
  return false;
}

// What one member says of another. An XMLHttpRequest has no mode: who writes one
// asks for what no page can ask.
// https://xhr.spec.whatwg.org/#the-send()-method
bool CaseReader::State::CheckRequest(const Names& names, const JsonPath& at,
                                     const Case& c) {
  if (c.api != "xhr") return true;
  if (c.stream) {
    return in_.Fail(JsonPath(at, "stream"),
                    "is for fetch(): send() takes no ReadableStream");
  }
  if (names.Has(request::kMode) && c.mode != "cors") {
    return in_.Fail(JsonPath(at, "mode"),
                    "is for fetch(): an XMLHttpRequest is always cors");
  }
  if (names.Has(request::kRedirect) && c.redirect != "follow") {
    return in_.Fail(JsonPath(at, "redirect"),
                    "is for fetch(): an XMLHttpRequest always follows");
  }
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
      return ReadThen(element, here, *c, &c->then.emplace_back());
    });
    return false;
  });
  return in_.ok();
}

// The same request, with some of its members replaced.
bool CaseReader::State::ReadThen(Value value, const JsonPath& at,
                                 const Case& first, Case* then) {
  Object object;
  if (!in_.ToObject(value, at, &object)) return false;
  then->origin = first.origin;
  then->url = first.url;
  then->api = first.api;
  then->mode = first.mode;
  then->credentials = first.credentials;
  then->redirect = first.redirect;
  then->method = first.method;
  then->upload_listener = first.upload_listener;
  then->has_body = first.has_body;
  then->stream = first.stream;
  then->destination = first.destination;
  then->referrer_policy = first.referrer_policy;
  then->embedder_policy = first.embedder_policy;
  then->schemelessly_same_site = first.schemelessly_same_site;
  Names names(request::kName, request::kThenCount);
  in_.Members(object, [&](std::string_view key, Value member) {
    const auto number = names.Find(key, at, &in_);
    if (!number) return false;
    const JsonPath here(at, key);
    switch (*number) {
      case request::kWait: {
        uint64_t wait = 0;
        if (!in_.Number(member, here, kMaxWaitMs, &wait)) return false;
        then->wait_ms = static_cast<int64_t>(wait);
        return true;
      }
      case request::kResponses:
        then->has_own_responses = true;
        return ReadAnswers(member, here, then);
      case request::kPreflights:
        then->has_own_preflights = true;
        return ReadPreflights(member, here, then);
      default:
        return ReadRequestMember(*number, member, here, then);
    }
  });
  then->inherits_headers = !names.Has(request::kHeaders);
  if (!in_.ok() || !CheckRequest(names, at, *then)) return false;
  ReadCurlHeads(then);
  return true;
}

bool CaseReader::State::ReadAnswers(Value value, const JsonPath& at, Case* c) {
  in_.Elements(value, at, [&](Value element, size_t i) {
    const JsonPath here(at, i);
    if (i == kMaxAnswers) return in_.Fail(here, "is one too many");
    return ReadAnswer(element, here, &c->responses.emplace_back());
  });
  return in_.ok();
}

bool CaseReader::State::ReadPreflights(Value value, const JsonPath& at,
                                       Case* c) {
  in_.Elements(value, at, [&](Value element, size_t i) {
    const JsonPath here(at, i);
    if (i == kMaxAnswers) return in_.Fail(here, "is one too many");
    auto& preflight = c->preflights.emplace_back();
    return in_.IsNull(element) ||
           ReadAnswer(element, here, &preflight.emplace());
  });
  return in_.ok();
}

bool CaseReader::State::ReadAnswer(Value value, const JsonPath& at,
                                   Answer* out) {
  if (in_.IsString(value)) return in_.Bytes(value, at, &out->head);
  if (!in_.IsObject(value)) {
    return in_.Fail(at, "must be a string or an object");
  }
  return ReadParsed(value, at, &out->parsed.emplace());
}

// A response that came parsed: {"status": 200, "headers": [[name, value], …],
// "protocol"?, "interim"?, "trailers"?}.
bool CaseReader::State::ReadParsed(Value value, const JsonPath& at,
                                   ParsedAnswer* out) {
  Object object;
  if (!in_.ToObject(value, at, &object)) return false;
  Names names(answer::kName, answer::kCount);
  in_.Members(object, [&](std::string_view key, Value member) {
    const auto number = names.Find(key, at, &in_);
    if (!number) return false;
    const JsonPath here(at, key);
    switch (*number) {
      case answer::kStatus:
        return ReadStatus(member, here, &out->status, &out->status_text);
      case answer::kHeaders:
        return ReadPairs(member, here, &out->headers);
      case answer::kProtocol:
        return ReadWord(member, here, {"h2", "h3"}, &out->protocol);
      case answer::kInterim:
        in_.Elements(member, here, [&](Value one, size_t i) {
          return ReadInterim(one, JsonPath(here, i),
                             &out->interim.emplace_back());
        });
        return in_.ok();
      default:
        return ReadPairs(member, here, &out->trailers);
    }
  });
  return in_.ok() && names.Require(answer::kStatus, at, &in_) &&
         names.Require(answer::kHeaders, at, &in_);
}

bool CaseReader::State::ReadInterim(Value value, const JsonPath& at,
                                    std::pair<int, Pairs>* out) {
  Object object;
  if (!in_.ToObject(value, at, &object)) return false;
  Names names(answer::kName, answer::kHeaders + 1);
  in_.Members(object, [&](std::string_view key, Value member) {
    const auto number = names.Find(key, at, &in_);
    if (!number) return false;
    const JsonPath here(at, key);
    if (*number == answer::kHeaders) {
      return ReadPairs(member, here, &out->second);
    }
    if (!ReadStatus(member, here, &out->first, nullptr)) return false;
    return out->first / 100 == 1 || in_.Fail(here, "must be 100 to 199");
  });
  return in_.ok() && names.Require(answer::kStatus, at, &in_) &&
         names.Require(answer::kHeaders, at, &in_);
}

// Pairs [name, value].
bool CaseReader::State::ReadPairs(Value value, const JsonPath& at, Pairs* out) {
  in_.Elements(value, at, [&](Value pair, size_t i) {
    const JsonPath here(at, i);
    auto& [name, text] = out->emplace_back();
    size_t count = 0;
    simdjson::ondemand::json_type type;
    if (!pair.type().get(type) &&
        type != simdjson::ondemand::json_type::array) {
      return in_.Fail(here, "must be a pair [name, value]");
    }
    in_.Elements(pair, here, [&, &first = name, &second = text](Value part,
                                                                size_t k) {
      count = k + 1;
      if (k > 1) return false;
      return in_.Bytes(part, JsonPath(here, k), k == 0 ? &first : &second);
    });
    if (!in_.ok()) return false;
    return count == 2 || in_.Fail(here, "must be a pair [name, value]");
  });
  return in_.ok();
}

// A status: a number, or the text of :status.
bool CaseReader::State::ReadStatus(Value value, const JsonPath& at, int* out,
                                   std::optional<std::string>* text) {
  if (text != nullptr && in_.IsString(value)) {
    if (!in_.Bytes(value, at, &text->emplace())) return false;
    *out = StatusOfText(**text);
    return true;
  }
  uint64_t status = 0;
  if (!in_.Number(value, at, 99999, &status)) return false;
  *out = static_cast<int>(status);
  return true;
}

bool CaseReader::State::ReadWord(Value value, const JsonPath& at, Words words,
                                 std::string* out) {
  std::string_view text;
  if (in_.IsString(value)) {
    if (!in_.Text(value, at, &text)) return false;
    if (std::find(words.begin(), words.end(), text) != words.end()) {
      *out = text;
      return true;
    }
  }
  std::string all;
  for (std::string_view word : words) {
    all.append(all.empty() ? "" : ", ").append(word);
  }
  return in_.Fail(at, "must be one of " + all);
}

void CaseReader::State::ReadCurlHeads(Case* c) {
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

CaseReader::CaseReader() : state_(std::make_unique<State>()) {}

CaseReader::~CaseReader() = default;

bool CaseReader::Read(std::string_view line, Case* c, std::string* id,
                      std::string* error) {
  return state_->Read(line, c, id, error);
}

bool IsRecorded(const Case& c) {
  const std::optional<UrlParts> url = ParseSerializedUrl(c.url);
  return url &&
         (url->origin.host == "localhost" || url->origin.host == "127.0.0.1") &&
         PathOfUrl(c.url).compare(0, 6, "/case/") == 0;
}

}  // namespace corsieve::tools
