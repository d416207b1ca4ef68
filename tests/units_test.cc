// One test per fact about a single function: tests/cases/units.ndjson, and what
// $CORSIEVE_SHARED/cases/units.ndjson has beyond it.

#include <cctype>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "corsieve/corsieve.h"
#include "gtest/gtest.h"
#include "nlohmann/json.hpp"

namespace corsieve {
namespace {

using Json = nlohmann::json;

// Each character of a fact's text, U+0000 to U+00FF, is a byte.
std::string Bytes(const Json& json) {
  const std::string& text = json.get_ref<const std::string&>();
  std::string bytes;
  for (size_t i = 0; i < text.size(); ++i) {
    const unsigned char c = static_cast<unsigned char>(text[i]);
    if (c < 0x80) {
      bytes += text[i];
      continue;
    }
    EXPECT_TRUE(c == 0xc2 || c == 0xc3) << "not a byte: " << text;
    bytes += static_cast<char>(((c & 3) << 6) | (text[++i] & 0x3f));
  }
  return bytes;
}

// Headers of a fact, and the list that views them.
struct Headers {
  explicit Headers(const Json& pairs) {
    for (const Json& pair : pairs) {
      bytes.emplace_back(Bytes(pair[0]), Bytes(pair[1]));
    }
    for (const auto& [name, value] : bytes) list.Append(name, value);
  }
  std::vector<std::pair<std::string, std::string>> bytes;
  HeaderList list;
};

// ---- Handlers: each checks a fact.

void CheckIsHeaderValue(const Json& fact) {
  EXPECT_EQ(IsHeaderValue(Bytes(fact["value"])), fact["valid"].get<bool>());
}

void CheckNormalizeThenValidate(const Json& fact) {
  const std::string value = Bytes(fact["value"]);
  const std::string_view normalized = NormalizeHeaderValue(value);
  ASSERT_EQ(IsHeaderValue(normalized), !fact["result"].is_null());
  if (!fact["result"].is_null()) {
    EXPECT_EQ(normalized, Bytes(fact["result"]));
  }
}

void CheckGetDecodeSplit(const Json& fact) {
  const Headers headers(fact["headers"]);
  std::string scratch;
  const std::optional<std::string_view> value =
      headers.list.Get(Bytes(fact["name"]), &scratch);
  ASSERT_EQ(value.has_value(), !fact["result"].is_null());
  if (!value) return;
  std::vector<std::string> expected;
  for (const Json& element : fact["result"]) expected.push_back(Bytes(element));
  const std::vector<std::string_view> elements = GetDecodeAndSplit(*value);
  EXPECT_EQ(std::vector<std::string>(elements.begin(), elements.end()),
            expected);
}

void CheckCorsCheck(const Json& fact) {
  const Headers headers(fact["headers"]);
  const std::string origin = Bytes(fact["origin"]);
  const std::string mode = fact["credentials"].get<std::string>();
  Request request;
  request.credentials_mode = mode == "include" ? CredentialsMode::kInclude
                             : mode == "omit"  ? CredentialsMode::kOmit
                                               : CredentialsMode::kSameOrigin;
  std::string scratch;
  EXPECT_EQ(!CorsCheck(origin, request.credentials_mode, headers.list, &scratch)
                 .has_value(),
            fact["result"].get<bool>());
}

void CheckIsForbiddenRequestHeader(const Json& fact) {
  EXPECT_EQ(IsForbiddenRequestHeader(Bytes(fact["name"]), Bytes(fact["value"])),
            fact["result"].get<bool>());
}

void CheckExtractMimeType(const Json& fact) {
  const Headers headers(fact["headers"]);
  const std::optional<MimeType> mime_type = ExtractMimeType(headers.list);
  ASSERT_EQ(mime_type.has_value(), !fact["serialized"].is_null());
  if (mime_type) {
    EXPECT_EQ(SerializeMimeType(*mime_type), Bytes(fact["serialized"]));
  }
}

void CheckDetermineNosniff(const Json& fact) {
  const std::string raw = Bytes(fact["raw"]);
  HeaderList list;
  ASSERT_FALSE(ParseResponseHead(raw, &list).error);
  EXPECT_EQ(DetermineNosniff(list), fact["result"].get<bool>());
}

void CheckBlockedByNosniff(const Json& fact) {
  const Headers headers(fact["headers"]);
  EXPECT_EQ(IsBlockedByNosniff(Bytes(fact["destination"]), headers.list),
            fact["result"].get<bool>());
}

void CheckTaoCheck(const Json& fact) {
  ASSERT_EQ(fact["tainting"], "not-basic");
  Json pairs = fact["headers"];
  for (Json& pair : pairs) {
    std::string& value = pair[1].get_ref<std::string&>();
    for (const auto& [placeholder, origin] :
         std::vector<std::pair<std::string, std::string>>{
             {"{ORIGIN}", "https://a.example"},
             {"{ORIGIN_UPPER}", "HTTPS://A.EXAMPLE"}}) {
      const size_t at = value.find(placeholder);
      if (at != std::string::npos) {
        value.replace(at, placeholder.size(), origin);
      }
    }
  }
  const Headers headers(pairs);
  Request request;
  request.origin = "https://a.example";
  request.url = "https://b.example/";
  EXPECT_EQ(
      TaoCheck(request, ResponseTainting::kCors, RedirectState(), headers.list),
      fact["result"].get<bool>());
}

// Whether the answer to a preflight saves the next one, right after it.
void CheckPreflightCacheable(const Json& fact) {
  Json pairs = Json::array();
  pairs.push_back({"Access-Control-Allow-Origin", "*"});
  pairs.push_back({"Access-Control-Allow-Methods", "PUT"});
  if (!fact["max_age"].is_null()) {
    pairs.push_back({"Access-Control-Max-Age", fact["max_age"]});
  }
  const Headers headers(pairs);
  Request request;
  request.origin = "https://a.example";
  request.url = "https://b.example/";
  PreflightQuestion question;
  question.method = "PUT";
  PreflightGrant grant;
  ASSERT_EQ(
      CheckPreflightResponse(request, question, 200, headers.list, &grant),
      std::nullopt);
  PreflightCache cache;
  const PreflightCache::Key key = {"", request.origin, request.url};
  ASSERT_FALSE(cache.Allows(key, request.credentials_mode, question, 1000));
  cache.Store(key, request.credentials_mode, grant, 1000);
  EXPECT_EQ(cache.Allows(key, request.credentials_mode, question, 1000),
            fact["cached_immediately_after"].get<bool>());
}

// WPT and the standard disagree; the standard is followed.
bool IsNoConflict(const Json& fact) {
  return fact["notes"].get<std::string>().rfind("CONFLICT", 0) != 0;
}

// A Headers object that is only added to and read, with guard "none".
// https://fetch.spec.whatwg.org/#headers-class
class HeadersObject {
 public:
  // Each returns false where script gets a TypeError.
  bool Append(const Json& name, const Json& value) {
    std::string bytes = Bytes(value);
    bytes = std::string(NormalizeHeaderValue(bytes));
    if (!IsHeaderName(Bytes(name)) || !IsHeaderValue(bytes)) return false;
    pairs_.emplace_back(Bytes(name), bytes);
    return true;
  }
  bool Get(const Json& name, std::optional<std::string>* value) const {
    if (!IsHeaderName(Bytes(name))) return false;
    std::string scratch;
    *value = List().Get(Bytes(name), &scratch);
    return true;
  }
  bool Has(const Json& name, bool* has) const {
    if (!IsHeaderName(Bytes(name))) return false;
    *has = List().Contains(Bytes(name));
    return true;
  }
  // As a same-origin response shows them: all but cookies.
  std::vector<std::pair<std::string, std::string>> Entries(
      std::vector<std::string>* set_cookie) const {
    Request request;
    request.origin = "https://a.example";
    request.url = "https://a.example/";
    std::vector<Header> views;
    for (const auto& [name, value] : pairs_) views.push_back({name, value});
    Filter filter;
    ScriptApi api;
    std::vector<std::pair<std::string, std::string>> entries;
    const FilteredResponse& seen = filter.Run(request, 200, "", views);
    for (const Header& h : api.Entries(seen)) {
      entries.emplace_back(h.name, h.value);
    }
    for (std::string_view value : api.GetSetCookie(seen)) {
      set_cookie->emplace_back(value);
    }
    return entries;
  }

 private:
  HeaderList List() const {
    HeaderList list;
    for (const auto& [name, value] : pairs_) list.Append(name, value);
    return list;
  }

  std::vector<std::pair<std::string, std::string>> pairs_;
};

// False where an operation throws.
bool RunHeadersOps(const Json& ops) {
  HeadersObject headers;
  for (const Json& op : ops) {
    const std::string what = op[0].get<std::string>();
    SCOPED_TRACE(op.dump());
    if (what == "init") {
      for (const Json& pair : op[1]) {
        if (!headers.Append(pair[0], pair[1])) return false;
      }
    } else if (what == "append") {
      if (!headers.Append(op[1], op[2])) return false;
    } else if (what == "get") {
      std::optional<std::string> value;
      if (!headers.Get(op[1], &value)) return false;
      if (op.size() < 3) continue;  // Only whether it throws.
      EXPECT_EQ(value,
                op[2].is_null() ? std::optional<std::string>() : Bytes(op[2]));
    } else if (what == "has") {
      bool has = false;
      if (!headers.Has(op[1], &has)) return false;
      if (op.size() < 3) continue;
      EXPECT_EQ(has, op[2].get<bool>());
    } else if (what == "entries") {
      std::vector<std::pair<std::string, std::string>> expected;
      for (const Json& e : op[1]) {
        expected.emplace_back(Bytes(e[0]), Bytes(e[1]));
      }
      std::vector<std::string> set_cookie;
      EXPECT_EQ(headers.Entries(&set_cookie), expected);
    } else if (what == "getSetCookie") {
      std::vector<std::string> expected;
      for (const Json& e : op[1]) expected.push_back(Bytes(e));
      std::vector<std::string> set_cookie;
      headers.Entries(&set_cookie);
      EXPECT_EQ(set_cookie, expected);
    } else {
      ADD_FAILURE() << "unknown operation";
    }
  }
  return true;
}

void CheckHeaders(const Json& fact) {
  EXPECT_EQ(RunHeadersOps(fact["ops"]), !fact.contains("throws"));
}

// Whether the fact is about a list as a response has it: nothing is changed but
// by appending, and no cookies are iterated, which no response shows.
bool IsAboutAResponse(const Json& fact) {
  if (fact["guard"] != "none") return false;
  bool cookies = false;
  for (const Json& op : fact["ops"]) {
    const std::string what = op[0].get<std::string>();
    if (what == "init") {
      for (const Json& pair : op[1]) {
        std::string name = Bytes(pair[0]);
        for (char& c : name) c = static_cast<char>(std::tolower(c));
        cookies = cookies || name == "set-cookie" || name == "set-cookie2";
      }
    } else if (what == "entries" || what == "getSetCookie") {
      if (cookies) return false;
    } else if (what != "get" && what != "has" && what != "append") {
      return false;
    }
  }
  return true;
}

bool Always(const Json&) { return true; }

struct Handler {
  std::string_view fn;
  void (*check)(const Json& fact);
  // Facts that this does not hold for are out of scope: see below.
  bool (*in_scope)(const Json& fact) = Always;
};

constexpr Handler kHandlers[] = {
    {"isHeaderValue", CheckIsHeaderValue},
    {"normalizeThenValidate", CheckNormalizeThenValidate},
    {"getDecodeSplit", CheckGetDecodeSplit},
    {"corsCheck", CheckCorsCheck},
    {"Headers", CheckHeaders, IsAboutAResponse},
    {"isForbiddenRequestHeader", CheckIsForbiddenRequestHeader},
    {"extractMimeType", CheckExtractMimeType},
    {"determineNosniff", CheckDetermineNosniff},
    {"blockedByNosniff", CheckBlockedByNosniff},
    {"taoCheck", CheckTaoCheck},
    {"preflightCacheable", CheckPreflightCacheable, IsNoConflict},
};

// Facts that nothing here answers, by function, and why.
struct OutOfScope {
  std::string_view fn;
  std::string_view reason;
};

constexpr OutOfScope kOutOfScope[] = {
    {"Headers", "changes or guards a Headers object; responses have neither"},
    {"Headers.liveIteration", "changes a Headers object while iterating"},
    {"Response", "what script constructs was never received"},
    {"Response.error", "what script constructs was never received"},
    {"Response.redirect", "what script constructs was never received"},
    {"preflightCacheable", "WPT and the standard disagree"},
    {"preflightCacheKey", "a note without data"},
};

const Handler* FindHandler(const Json& fact) {
  for (const Handler& h : kHandlers) {
    if (h.fn == fact["fn"].get<std::string>() && h.in_scope(fact)) return &h;
  }
  return nullptr;
}

const OutOfScope* FindOutOfScope(const Json& fact) {
  for (const OutOfScope& o : kOutOfScope) {
    if (o.fn == fact["fn"].get<std::string>()) return &o;
  }
  return nullptr;
}

// ---- Tests.

class FactTest : public testing::Test {
 public:
  explicit FactTest(Json fact) : fact_(std::move(fact)) {}
  void TestBody() override {
    SCOPED_TRACE(fact_.dump());
    if (const Handler* handler = FindHandler(fact_)) {
      handler->check(fact_);
    } else {
      ADD_FAILURE() << "no handler for this function";
    }
  }

 private:
  const Json fact_;
};

// How many facts there are, by what is done with them.
std::map<std::string, int> checked;
std::map<std::string, int> left_out;

TEST(UnitsTest, FactsAreAccountedFor) {
  int total = 0;
  for (const auto& [fn, count] : checked) {
    std::printf("%4d checked   %s\n", count, fn.c_str());
    total += count;
  }
  for (const auto& [fn, count] : left_out) {
    for (const OutOfScope& o : kOutOfScope) {
      if (o.fn != fn) continue;
      std::printf("%4d left out  %s: %s\n", count, fn.c_str(),
                  std::string(o.reason).c_str());
    }
  }
  // The repository's own facts at least.
  EXPECT_GE(total, 440);
  for (const Handler& h : kHandlers) {
    EXPECT_GT(checked[std::string(h.fn)], 0) << h.fn;
  }
}

// A name for GoogleTest: letters, digits and "_".
std::string TestName(std::string id) {
  for (char& c : id) {
    if (!std::isalnum(static_cast<unsigned char>(c))) c = '_';
  }
  return id;
}

// Registers the facts of a file that `ids` does not have yet. False if it
// cannot be read.
bool Register(const std::string& path, std::set<std::string>* ids,
              std::set<std::string>* names) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return false;
  std::string line;
  int number = 0;
  while (std::getline(file, line)) {
    ++number;
    Json fact = Json::parse(line);
    const std::string id = fact["id"].get<std::string>();
    if (!ids->insert(id).second) continue;
    const std::string fn = fact["fn"].get<std::string>();
    if (FindHandler(fact) == nullptr && FindOutOfScope(fact) != nullptr) {
      ++left_out[fn];
      continue;
    }
    ++checked[fn];
    std::string name = TestName(id);
    while (!names->insert(name).second) name += "_";
    testing::RegisterTest(
        TestName(fn).c_str(), name.c_str(), nullptr, nullptr, path.c_str(),
        number, [fact]() -> testing::Test* { return new FactTest(fact); });
  }
  return true;
}

}  // namespace
}  // namespace corsieve

int main(int argc, char** argv) {
  testing::InitGoogleTest(&argc, argv);
  std::set<std::string> ids;
  std::set<std::string> names;
  const std::string own = "tests/cases/units.ndjson";
  if (!corsieve::Register(own, &ids, &names)) {
    std::fprintf(stderr, "cannot read %s\n", own.c_str());
    return 1;
  }
  if (const char* shared = std::getenv("CORSIEVE_SHARED")) {
    corsieve::Register(std::string(shared) + "/cases/units.ndjson", &ids,
                       &names);
  }
  return RUN_ALL_TESTS();
}
