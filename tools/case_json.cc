#include "tools/case_json.h"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "corsieve/origin.h"
#include "tools/paste/http2_head.h"
#include "tools/url.h"

namespace corsieve::tools {
namespace {

constexpr size_t kMaxThen = 32;
constexpr uint64_t kMaxWaitMs = 1000000000;

// Reads the members of one object, noting the first that is not what it must
// be; after that all reads are no-ops.
class Reader {
 public:
  Reader(const Json& object, std::string path, std::string* error)
      : object_(object), path_(std::move(path)), error_(error) {}

  bool ok() const { return ok_; }

  const Json* Find(const char* key, bool required) {
    if (!ok_) return nullptr;
    const auto it = object_.find(key);
    if (it == object_.end()) {
      if (required) Fail(key, "is missing");
      return nullptr;
    }
    return &*it;
  }

  void Bytes(const char* key, bool required, std::string* out) {
    if (const Json* j = Find(key, required)) ToBytes(*j, key, out);
  }

  // A string that `serialize` brings to its serialized form.
  template <typename Serialize>
  void Url(const char* key, Serialize serialize, const char* what,
           std::string* out) {
    const Json* j = Find(key, /*required=*/true);
    if (j == nullptr) return;
    if (!j->is_string()) return Fail(key, "must be a string");
    const std::optional<std::string> url =
        serialize(j->get_ref<const std::string&>());
    if (!url) return Fail(key, what);
    *out = *url;
  }

  void Word(const char* key, std::initializer_list<const char*> words,
            std::string* out) {
    const Json* j = Find(key, /*required=*/false);
    if (j == nullptr) return;
    std::string all;
    for (const char* word : words) {
      if (j->is_string() && j->get_ref<const std::string&>() == word) {
        *out = word;
        return;
      }
      all += all.empty() ? word : std::string(", ") + word;
    }
    Fail(key, "must be one of " + all);
  }

  void Bool(const char* key, bool* out) {
    const Json* j = Find(key, /*required=*/false);
    if (j == nullptr) return;
    if (!j->is_boolean()) return Fail(key, "must be true or false");
    *out = j->get<bool>();
  }

  // Calls `each(element, path)` for the elements of an array.
  template <typename Each>
  void Array(const char* key, bool required, Each each) {
    const Json* j = Find(key, required);
    if (j == nullptr) return;
    if (!j->is_array()) return Fail(key, "must be an array");
    for (size_t i = 0; ok_ && i < j->size(); ++i) {
      each((*j)[i], key + ("[" + std::to_string(i) + "]"));
    }
  }

  // Pairs [name, value].
  void PairsOf(const char* key, bool required, Pairs* out) {
    Array(key, required, [&](const Json& j, const std::string& at) {
      if (!j.is_array() || j.size() != 2) {
        return Fail(at, "must be a pair [name, value]");
      }
      auto& [name, value] = out->emplace_back();
      ToBytes(j[0], at + "[0]", &name);
      ToBytes(j[1], at + "[1]", &value);
    });
  }

  // A status: a number, or the text of :status.
  void Status(int* out, std::optional<std::string>* text) {
    const Json* j = Find("status", /*required=*/true);
    if (j == nullptr) return;
    if (j->is_string() && text != nullptr) {
      ToBytes(*j, "status", &text->emplace());
      *out = StatusOfText(**text);
      return;
    }
    if (!j->is_number_unsigned() || j->get<uint64_t>() > 99999) {
      return Fail("status", "must be a number, 0 to 99999");
    }
    *out = j->get<int>();
  }

  // A member of another name is a mistake.
  void HasOnly(std::initializer_list<std::string_view> keys) {
    for (const auto& [key, value] : object_.items()) {
      if (std::find(keys.begin(), keys.end(), key) == keys.end()) {
        return Fail(key, "is no member of this object");
      }
    }
  }

  void ToBytes(const Json& j, const std::string& at, std::string* out) {
    if (!j.is_string()) return Fail(at, "must be a string");
    std::optional<std::string> bytes =
        TextToBytes(j.get_ref<const std::string&>());
    if (!bytes) return Fail(at, "has a character beyond U+00FF: not a byte");
    *out = *std::move(bytes);
  }

  void Fail(const std::string& at, const std::string& what) {
    FailWith(path_ + at + " " + what);
  }
  void FailWith(const std::string& message) {
    if (ok_) *error_ = message;
    ok_ = false;
  }

 private:
  const Json& object_;
  std::string path_;
  std::string* error_;
  bool ok_ = true;
};

// A response that came parsed: {"status": 200, "headers": [[name, value], …],
// "protocol"?, "interim"?, "trailers"?}.
void ToParsedAnswer(const Json& j, const std::string& at, Reader* in,
                    ParsedAnswer* out) {
  std::string why;
  Reader object(j, at + ".", &why);
  object.Word("protocol", {"h2", "h3"}, &out->protocol);
  object.Status(&out->status, &out->status_text);
  object.PairsOf("headers", /*required=*/true, &out->headers);
  object.PairsOf("trailers", /*required=*/false, &out->trailers);
  object.Array("interim", false, [&](const Json& k, const std::string& place) {
    if (!k.is_object()) return object.Fail(place, "must be an object");
    auto& [status, headers] = out->interim.emplace_back();
    std::string inner;
    Reader interim(k, at + "." + place + ".", &inner);
    interim.Status(&status, nullptr);
    if (interim.ok() && status / 100 != 1) {
      interim.Fail("status", "must be 100 to 199");
    }
    interim.PairsOf("headers", /*required=*/true, &headers);
    interim.HasOnly({"status", "headers"});
    if (!interim.ok()) object.FailWith(inner);
  });
  object.HasOnly({"status", "headers", "protocol", "interim", "trailers"});
  if (!object.ok()) in->FailWith(why);
}

void ToAnswer(const Json& j, const std::string& at, const Case& c, Reader* in,
              Answer* out) {
  if (j.is_object()) return ToParsedAnswer(j, at, in, &out->parsed.emplace());
  if (!j.is_string()) return in->Fail(at, "must be a string or an object");
  in->ToBytes(j, at, &out->head);
  if (IsRecorded(c)) return;
  if (auto head = ReadHttp2Head(out->head)) {
    *out = Answer(std::move(head->answer));
  }
}

void ReadAnswers(Reader* top, bool required, Case* c) {
  top->Array("responses", required, [&](const Json& j, const std::string& at) {
    ToAnswer(j, at, *c, top, &c->responses.emplace_back());
  });
  top->Array("preflights", false, [&](const Json& j, const std::string& at) {
    auto& preflight = c->preflights.emplace_back();
    if (!j.is_null()) ToAnswer(j, at, *c, top, &preflight.emplace());
  });
}

}  // namespace

bool IsRecorded(const Case& c) {
  const std::optional<UrlParts> url = ParseSerializedUrl(c.url);
  return url &&
         (url->origin.host == "localhost" || url->origin.host == "127.0.0.1") &&
         PathOfUrl(c.url).compare(0, 6, "/case/") == 0;
}

std::optional<Case> ParseCase(std::string_view line, Json* id,
                              std::string* error) {
  *id = nullptr;
  const Json json = ParseJson(line, error);
  if (json.is_discarded()) return std::nullopt;
  if (json.is_object()) {
    if (const auto it = json.find("id"); it != json.end()) *id = *it;
  }
  return CaseFromJson(json, error);
}

std::optional<Case> CaseFromJson(const Json& json, std::string* error) {
  if (!json.is_object()) {
    *error = "a case is an object";
    return std::nullopt;
  }
  Case c;
  Reader top(json, "", error);
  if (const Json* id = top.Find("id", false); id && id->is_string()) {
    c.id = id->get<std::string>();
  }
  const Json* request = top.Find("request", true);
  if (request == nullptr) return std::nullopt;
  if (!request->is_object()) {
    *error = "request must be an object";
    return std::nullopt;
  }
  Reader in(*request, "request.", error);
  in.Url("origin", SerializeOrigin, "is no origin and no URL of one",
         &c.origin);
  in.Url(
      "url", [](const std::string& url) { return ResolveUrl(url, ""); },
      "is not an absolute URL", &c.url);
  in.Word("api", {"fetch", "xhr"}, &c.api);
  in.Word("mode", {"cors", "no-cors", "same-origin", "navigate"}, &c.mode);
  in.Word("credentials", {"omit", "same-origin", "include"}, &c.credentials);
  in.Word("redirect", {"follow", "error", "manual"}, &c.redirect);
  in.Bytes("method", false, &c.method);
  in.Bool("upload_listener", &c.upload_listener);
  std::string request_body;
  in.Bytes("body", false, &request_body);
  c.has_body = request->contains("body");
  in.Bool("stream", &c.stream);
  if (c.stream && c.api == "xhr") {
    in.Fail("stream", "is for fetch(): send() takes no ReadableStream");
  }
  c.has_body = c.has_body || c.stream;
  in.Bytes("destination", false, &c.destination);
  in.Word("referrer_policy",
          {"no-referrer", "no-referrer-when-downgrade", "same-origin", "origin",
           "strict-origin", "origin-when-cross-origin",
           "strict-origin-when-cross-origin", "unsafe-url"},
          &c.referrer_policy);
  in.Word("embedder_policy", {"unsafe-none", "require-corp", "credentialless"},
          &c.embedder_policy);
  if (request->contains("schemelessly_same_site")) {
    in.Bool("schemelessly_same_site", &c.schemelessly_same_site.emplace());
  }
  in.PairsOf("headers", false, &c.headers);
  if (!in.ok()) return std::nullopt;
  ReadAnswers(&top, /*required=*/true, &c);
  top.Array("names", false, [&](const Json& j, const std::string& at) {
    top.ToBytes(j, at, &c.names.emplace_back());
  });
  if (json.contains("body")) top.Bytes("body", true, &c.body.emplace());
  if (const Json* j = top.Find("stored", false)) {
    ToAnswer(*j, "stored", c, &top, &c.stored.emplace());
  }
  if (const Json* j = top.Find("loop", false)) {
    ToAnswer(*j, "loop", c, &top, &c.loop.emplace());
  }
  top.Array("then", false, [&](const Json& j, const std::string& at) {
    if (!j.is_object()) return top.Fail(at, "must be an object");
    if (c.then.size() == kMaxThen) return top.Fail(at, "is one too many");
    // The same request, with some of its members replaced.
    Json next = {{"request", *request}, {"responses", Json::array()}};
    next["request"].update(j);
    for (const char* key : {"responses", "preflights"}) {
      if (j.contains(key)) next[key] = j[key];
    }
    std::string why;
    std::optional<Case> then = CaseFromJson(next, &why);
    if (!then) return top.Fail(at, why);
    then->has_own_responses = j.contains("responses");
    then->has_own_preflights = j.contains("preflights");
    const auto wait = j.find("wait_ms");
    if (wait != j.end()) {
      if (!wait->is_number_unsigned() || wait->get<uint64_t>() > kMaxWaitMs) {
        return top.Fail(at + ".wait_ms", "must be 0 to 1000000000");
      }
      then->wait_ms = wait->get<int64_t>();
    }
    c.then.push_back(*std::move(then));
  });
  if (!top.ok()) return std::nullopt;
  return c;
}

}  // namespace corsieve::tools
