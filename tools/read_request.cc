#include "tools/read_request.h"

#include <cstdint>
#include <iterator>
#include <optional>
#include <string_view>

#include "tools/read_answers.h"
#include "tools/url.h"

namespace corsieve::tools {
namespace {

constexpr uint64_t kMaxWaitMs = 1000000000;

using Value = JsonReader::Value;
using Object = JsonReader::Object;

namespace request {
enum : size_t {
  kOrigin,
  kUrl,
  kApi,
  kMode,
  kCredentials,
  kRedirect,
  kMethod,
  kHeaders,
  kUploadListener,
  kBody,
  kStream,
  kDestination,
  kReferrerPolicy,
  kEmbedderPolicy,
  kSameSite,
  kOverrideMime,
  kCount,
  // Of a further request.
  kWait = kCount,
  kResponses,
  kPreflights,
  kThenCount
};
constexpr std::string_view kName[] = {"origin",
                                      "url",
                                      "api",
                                      "mode",
                                      "credentials",
                                      "redirect",
                                      "method",
                                      "headers",
                                      "upload_listener",
                                      "body",
                                      "stream",
                                      "destination",
                                      "referrer_policy",
                                      "embedder_policy",
                                      "schemelessly_same_site",
                                      "override_mime",
                                      "wait_ms",
                                      "responses",
                                      "preflights"};
static_assert(std::size(kName) == kThenCount);
}  // namespace request

}  // namespace

bool RequestReader::Read(Value value, const JsonPath& at, Case* c) {
  Object object;
  if (!in_->ToObject(value, at, &object)) return false;
  Members members(request::kName, request::kCount);
  in_->Members(object, [&](std::string_view key, Value member) {
    const auto number = members.Find(key, at, in_);
    return number && ReadMember(*number, member, JsonPath(at, key), c);
  });
  return in_->ok() && members.Require(request::kOrigin, at, in_) &&
         members.Require(request::kUrl, at, in_) && Check(members, at, *c);
}

bool RequestReader::ReadMember(size_t member, Value value, const JsonPath& at,
                               Case* c) {
  std::string ignored;
  switch (member) {
    case request::kOrigin:
      return ReadOrigin(value, at, &c->origin);
    case request::kUrl:
      return ReadUrl(value, at, &c->url);
    case request::kApi:
      return ReadWord(value, at, {"fetch", "xhr"}, in_, &c->api);
    case request::kMode:
      return ReadWord(value, at, {"cors", "no-cors", "same-origin", "navigate"},
                      in_, &c->mode);
    case request::kCredentials:
      return ReadWord(value, at, {"omit", "same-origin", "include"}, in_,
                      &c->credentials);
    case request::kRedirect:
      return ReadWord(value, at, {"follow", "error", "manual"}, in_,
                      &c->redirect);
    case request::kMethod:
      return in_->Bytes(value, at, &c->method);
    case request::kHeaders:
      c->headers.clear();
      return ReadPairs(value, at, in_, &c->headers);
    case request::kUploadListener:
      return in_->Bool(value, at, &c->upload_listener);
    case request::kBody:
      c->has_body = true;
      return in_->Bytes(value, at, &ignored);
    case request::kStream:
      return in_->Bool(value, at, &c->stream);
    case request::kDestination:
      return in_->Bytes(value, at, &c->destination);
    case request::kReferrerPolicy:
      return ReadWord(
          value, at,
          {"no-referrer", "no-referrer-when-downgrade", "same-origin", "origin",
           "strict-origin", "origin-when-cross-origin",
           "strict-origin-when-cross-origin", "unsafe-url"},
          in_, &c->referrer_policy);
    case request::kEmbedderPolicy:
      return ReadWord(value, at,
                      {"unsafe-none", "require-corp", "credentialless"}, in_,
                      &c->embedder_policy);
    case request::kSameSite:
      return in_->Bool(value, at, &c->schemelessly_same_site.emplace());
    case request::kOverrideMime:  // Says nothing of headers.
      return in_->Skip(value);
  }
  return false;
}

bool RequestReader::ReadOrigin(Value value, const JsonPath& at,
                               std::string* out) {
  std::string_view text;
  if (!in_->Text(value, at, &text)) return false;
  if (origin_ != text || origin_.empty()) {
    const auto origin = SerializeOrigin(text);
    if (!origin) return in_->Fail(at, "is no origin and no URL of one");
    origin_ = text;
    serialized_origin_ = *origin;
  }
  *out = serialized_origin_;
  return true;
}

bool RequestReader::ReadUrl(Value value, const JsonPath& at, std::string* out) {
  std::string_view text;
  if (!in_->Text(value, at, &text)) return false;
  return SerializeUrl(text, out) || in_->Fail(at, "is not an absolute URL");
}

// What one member says of another. An XMLHttpRequest has no mode: who writes
// one asks for what no page can ask.
// https://xhr.spec.whatwg.org/#the-send()-method
bool RequestReader::Check(const Members& members, const JsonPath& at,
                          const Case& c) {
  if (c.api != "xhr") return true;
  if (c.stream) {
    return in_->Fail(JsonPath(at, "stream"),
                     "is for fetch(): send() takes no ReadableStream");
  }
  if (members.Has(request::kMode) && c.mode != "cors") {
    return in_->Fail(JsonPath(at, "mode"),
                     "is for fetch(): an XMLHttpRequest is always cors");
  }
  if (members.Has(request::kRedirect) && c.redirect != "follow") {
    return in_->Fail(JsonPath(at, "redirect"),
                     "is for fetch(): an XMLHttpRequest always follows");
  }
  return true;
}

bool RequestReader::ReadThen(Value value, const JsonPath& at, const Case& first,
                             Case* then) {
  Object object;
  if (!in_->ToObject(value, at, &object)) return false;
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
  Members members(request::kName, request::kThenCount);
  in_->Members(object, [&](std::string_view key, Value member) {
    const auto number = members.Find(key, at, in_);
    if (!number) return false;
    const JsonPath here(at, key);
    switch (*number) {
      case request::kWait: {
        uint64_t wait = 0;
        if (!in_->Number(member, here, kMaxWaitMs, &wait)) return false;
        then->wait_ms = static_cast<int64_t>(wait);
        return true;
      }
      case request::kResponses:
        then->has_own_responses = true;
        return ReadAnswers(member, here, in_, then);
      case request::kPreflights:
        then->has_own_preflights = true;
        return ReadPreflights(member, here, in_, then);
      default:
        return ReadMember(*number, member, here, then);
    }
  });
  then->inherits_headers = !members.Has(request::kHeaders);
  if (!in_->ok() || !Check(members, at, *then)) return false;
  ReadCurlHeads(then);
  return true;
}

}  // namespace corsieve::tools
