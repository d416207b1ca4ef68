#include "tools/case_json.h"

#include <cstddef>
#include <cstdio>
#include <utility>

#include "tools/url.h"

namespace corsieve::tools {
namespace {

constexpr size_t kMaxDepth = 32;
constexpr size_t kMaxThen = 32;
constexpr uint64_t kMaxWaitMs = 1000000000;

// Builds the value as nlohmann's own DOM builder does, but stops at a depth
// that no case has, and keeps the error's text instead of throwing it.
class DomBuilder : public nlohmann::detail::json_sax_dom_parser<Json> {
  using Base = nlohmann::detail::json_sax_dom_parser<Json>;

 public:
  DomBuilder(Json* json, std::string* error)
      : Base(*json, /*allow_exceptions_=*/false), error_(error) {}

  bool start_object(std::size_t size) {
    return Deeper() && Base::start_object(size);
  }
  bool start_array(std::size_t size) {
    return Deeper() && Base::start_array(size);
  }
  bool end_object() {
    --depth_;
    return Base::end_object();
  }
  bool end_array() {
    --depth_;
    return Base::end_array();
  }
  bool parse_error(std::size_t position, const std::string& last_token,
                   const nlohmann::detail::exception& e) {
    // "[json.exception.parse_error.101] parse error at …"
    const std::string what = e.what();
    const size_t start = what.find("] ");
    *error_ = what.substr(start == std::string::npos ? 0 : start + 2);
    // The last token read is in it, however long.
    if (error_->size() > 300) *error_ = error_->substr(0, 300) + "...";
    return Base::parse_error(position, last_token, e);
  }

 private:
  bool Deeper() {
    if (++depth_ <= kMaxDepth) return true;
    *error_ = "nested more than " + std::to_string(kMaxDepth) + " levels deep";
    return false;
  }

  size_t depth_ = 0;
  std::string* error_;
};

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

  void ToBytes(const Json& j, const std::string& at, std::string* out) {
    if (!j.is_string()) return Fail(at, "must be a string");
    std::optional<std::string> bytes =
        TextToBytes(j.get_ref<const std::string&>());
    if (!bytes) return Fail(at, "has a character beyond U+00FF: not a byte");
    *out = *std::move(bytes);
  }

  void Fail(const std::string& at, const std::string& what) {
    if (ok_) *error_ = path_ + at + " " + what;
    ok_ = false;
  }

 private:
  const Json& object_;
  std::string path_;
  std::string* error_;
  bool ok_ = true;
};

Json PairsToJson(const Pairs& pairs) {
  Json json = Json::array();
  for (const auto& [name, value] : pairs) {
    json.push_back({BytesToText(name), BytesToText(value)});
  }
  return json;
}

Json OptionalToJson(const std::optional<std::string>& bytes) {
  return bytes ? Json(BytesToText(*bytes)) : Json(nullptr);
}

}  // namespace

std::string BytesToText(std::string_view bytes) {
  std::string text;
  text.reserve(bytes.size());
  for (unsigned char c : bytes) {
    if (c < 0x80) {
      text.push_back(static_cast<char>(c));
    } else {
      text.push_back(static_cast<char>(0xc0 | (c >> 6)));
      text.push_back(static_cast<char>(0x80 | (c & 0x3f)));
    }
  }
  return text;
}

std::optional<std::string> TextToBytes(std::string_view text) {
  std::string bytes;
  bytes.reserve(text.size());
  for (size_t i = 0; i < text.size(); ++i) {
    const unsigned char c = static_cast<unsigned char>(text[i]);
    if (c < 0x80) {
      bytes.push_back(text[i]);
    } else if ((c == 0xc2 || c == 0xc3) && i + 1 < text.size()) {
      bytes.push_back(static_cast<char>(((c & 3) << 6) | (text[++i] & 0x3f)));
    } else {
      return std::nullopt;
    }
  }
  return bytes;
}

Json ParseJson(std::string_view text, std::string* error) {
  // nlohmann takes it for the end of the input.
  if (const size_t nul = text.find('\0'); nul != std::string_view::npos) {
    *error = "there is a NUL at byte " + std::to_string(nul + 1);
    return Json(Json::value_t::discarded);
  }
  Json json;
  DomBuilder builder(&json, error);
  if (!Json::sax_parse(text.begin(), text.end(), &builder)) {
    return Json(Json::value_t::discarded);
  }
  return json;
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
  in.Array("headers", false, [&](const Json& j, const std::string& at) {
    if (!j.is_array() || j.size() != 2) {
      return in.Fail(at, "must be a pair [name, value]");
    }
    auto& [name, value] = c.headers.emplace_back();
    in.ToBytes(j[0], at + "[0]", &name);
    in.ToBytes(j[1], at + "[1]", &value);
  });
  if (!in.ok()) return std::nullopt;
  top.Array("responses", true, [&](const Json& j, const std::string& at) {
    top.ToBytes(j, at, &c.responses.emplace_back());
  });
  top.Array("preflights", false, [&](const Json& j, const std::string& at) {
    auto& preflight = c.preflights.emplace_back();
    if (!j.is_null()) top.ToBytes(j, at, &preflight.emplace());
  });
  top.Array("names", false, [&](const Json& j, const std::string& at) {
    top.ToBytes(j, at, &c.names.emplace_back());
  });
  if (json.contains("body")) top.Bytes("body", true, &c.body.emplace());
  if (json.contains("stored")) top.Bytes("stored", true, &c.stored.emplace());
  if (json.contains("loop")) top.Bytes("loop", true, &c.loop.emplace());
  top.Array("then", false, [&](const Json& j, const std::string& at) {
    if (!j.is_object()) return top.Fail(at, "must be an object");
    if (c.then.size() == kMaxThen) return top.Fail(at, "is one too many");
    // The same request, with some of its members replaced.
    Json next = {{"request", *request}, {"responses", Json::array()}};
    next["request"].update(j);
    std::string why;
    std::optional<Case> then = CaseFromJson(next, &why);
    if (!then) return top.Fail(at, why);
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

Json ResultToJson(const Result& r) {
  Json json;
  json["id"] = r.id;
  json["request"] = {{"origin", r.origin}, {"url", r.request_url}};
  json["outcome"] = r.network_error ? "network-error" : "ok";
  json["type"] = r.type;
  json["status"] = r.status;
  json["statusText"] = BytesToText(r.status_text);
  json["url"] = BytesToText(r.url);
  json["redirected"] = r.redirected;
  json["headers"] = PairsToJson(r.headers);
  json["set_cookie"] = Json::array();
  for (const std::string& v : r.set_cookie) {
    json["set_cookie"].push_back(BytesToText(v));
  }
  json["get"] = Json::object();
  for (const auto& [name, value] : r.get) {
    json["get"][BytesToText(name)] = OptionalToJson(value);
  }
  if (r.all) json["all"] = BytesToText(*r.all);
  json["body_null"] = r.body_null;
  json["did_preflight"] = r.did_preflight;
  if (r.preflights_sent > 1) json["preflights_sent"] = r.preflights_sent;
  if (!r.outcomes.empty()) {
    json["outcomes"] = r.outcomes;
    json["preflights_by_request"] = r.preflights_by_request;
  }
  if (r.preflight_request) {
    json["preflight_request"] = Json::object();
    for (const auto& [name, value] : *r.preflight_request) {
      json["preflight_request"][BytesToText(name)] = BytesToText(value);
    }
  }
  json["origin_sent"] = OptionalToJson(r.origin_sent);
  json["reason"] = r.reason;
  json["fates"] = Json::array();
  for (const Fate& f : r.fates) {
    json["fates"].push_back({{"name", BytesToText(f.name)},
                             {"value", BytesToText(f.value)},
                             {"exposed", f.exposed},
                             {"reason", f.reason}});
  }
  return json;
}

std::string Dump(const Json& json) {
  return json.dump(-1, ' ', /*ensure_ascii=*/true,
                   Json::error_handler_t::replace);
}

}  // namespace corsieve::tools
