#include "tools/paste/curl_command.h"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "corsieve/header_list.h"
#include "tools/paste/curl_options.h"
#include "tools/paste/encode.h"
#include "tools/paste/parts.h"
#include "tools/paste/request_parts.h"
#include "tools/paste/shell_words.h"
#include "tools/text.h"

namespace corsieve::tools {
namespace {

// What an option does to the request. Others do not matter to it.
enum class Effect {
  kNone,
  kHeader,
  kMethod,
  kHead,
  kGet,
  kData,
  kDataUrlencode,
  kUrlQuery,
  kJson,
  kForm,
  kUpload,
  kUser,
  kBearer,
  kCookie,
  kUserAgent,
  kReferrer,
  kRange,
  kUrl,
  kRefused,
};
struct OptionEffect {
  std::string_view name;
  Effect effect;
};
constexpr OptionEffect kEffects[] = {
    {"header", Effect::kHeader},
    {"request", Effect::kMethod},
    {"head", Effect::kHead},
    {"get", Effect::kGet},
    {"data", Effect::kData},
    {"data-ascii", Effect::kData},
    {"data-binary", Effect::kData},
    {"data-raw", Effect::kData},
    {"data-urlencode", Effect::kDataUrlencode},
    {"url-query", Effect::kUrlQuery},
    {"json", Effect::kJson},
    {"form", Effect::kForm},
    {"form-string", Effect::kForm},
    {"upload-file", Effect::kUpload},
    {"user", Effect::kUser},
    {"oauth2-bearer", Effect::kBearer},
    {"cookie", Effect::kCookie},
    {"user-agent", Effect::kUserAgent},
    {"referer", Effect::kReferrer},
    {"range", Effect::kRange},
    {"url", Effect::kUrl},
    {"next", Effect::kRefused},
    {"config", Effect::kRefused},
};

Effect EffectOf(std::string_view name) {
  for (const OptionEffect& e : kEffects) {
    if (e.name == name) return e.effect;
  }
  return Effect::kNone;
}

bool IsCurl(std::string_view word) {
  word = word.substr(word.find_last_of("/\\") + 1);
  return EqualsAnyCase(word, "curl") || EqualsAnyCase(word, "curl.exe");
}

class CurlReader {
 public:
  explicit CurlReader(std::string* error) : error_(error) {}

  bool ReadWords(const std::vector<std::string>& words) {
    bool options_end = false;
    for (size_t i = 1; i < words.size(); ++i) {
      const std::string_view word = words[i];
      if (options_end || word.size() < 2 || word[0] != '-') {
        if (!AddUrl(word)) return false;
      } else if (word == "--") {
        options_end = true;
      } else if (!ReadOption(words, &i)) {
        return false;
      }
    }
    return true;
  }

  std::optional<PastedRequest> Finish() {
    if (url_.empty()) {
      *error_ = "the curl command has no URL";
      return std::nullopt;
    }
    if (url_[0] == '$') {
      *error_ = "the curl command's URL is in a variable, " +
                parts::Quote(url_) + ": write the URL out";
      return std::nullopt;
    }
    // curl takes http where nothing is said.
    if (url_.find("://") == std::string::npos) url_ = "http://" + url_;
    if (is_get_ && has_data_) AddToQuery(data_);
    AddToQuery(query_);
    request_.url = std::move(url_);
    const bool sends_data = has_data_ && !is_get_;
    request_.has_body = sends_data || is_form_ || is_upload_;
    request_.method = !method_.empty() ? method_
                      : is_head_       ? "HEAD"
                      : is_upload_     ? "PUT"
                      : sends_data     ? "POST"
                      : is_form_       ? "POST"
                                       : "GET";
    if (is_json_) {
      AddDefault("Content-Type", "application/json");
      AddDefault("Accept", "application/json");
    }
    if (sends_data) {
      AddDefault("Content-Type", "application/x-www-form-urlencoded");
    }
    if (is_form_) AddDefault("Content-Type", "multipart/form-data");
    request_.by_browser = AreOfBrowser(request_.headers);
    return std::move(request_);
  }

  bool sends_cookies() const { return sends_cookies_; }

 private:
  bool ReadOption(const std::vector<std::string>& words, size_t* i) {
    const std::string_view word = words[*i];
    if (word[1] == '-') {
      const CurlOption* option = FindCurlOption(word.substr(2));
      if (option == nullptr) return Unknown(word);
      if (!option->has_value) return Take(option->name, "");
      if (*i + 1 == words.size()) return NoValue(word);
      return Take(option->name, words[++*i]);
    }
    // Letters in one word, as -siL; the first that takes a value takes the
    // rest, as -XPOST.
    for (size_t j = 1; j < word.size(); ++j) {
      const CurlOption* option = FindCurlOption(word[j]);
      if (option == nullptr) return Unknown("-" + std::string(1, word[j]));
      if (!option->has_value) {
        if (!Take(option->name, "")) return false;
        continue;
      }
      if (j + 1 < word.size()) return Take(option->name, word.substr(j + 1));
      if (*i + 1 == words.size()) return NoValue(word);
      return Take(option->name, words[++*i]);
    }
    return true;
  }

  bool Take(std::string_view name, std::string_view value) {
    switch (EffectOf(name)) {
      case Effect::kNone:
        return true;
      case Effect::kHeader:
        return TakeHeader(value);
      case Effect::kMethod:
        method_ = value;
        if (IsHeaderName(value)) return true;
        *error_ = parts::Quote(value) + " of the curl command is no method";
        return false;
      case Effect::kHead:
        is_head_ = true;
        return true;
      case Effect::kGet:
        is_get_ = true;
        return true;
      case Effect::kData:
        return TakeData(std::string(value));
      case Effect::kDataUrlencode:
        return TakeData(UrlencodeContent(value));
      case Effect::kUrlQuery:
        AppendField(StartsWith(value, "+") ? std::string(value.substr(1))
                                           : UrlencodeContent(value),
                    &query_);
        return true;
      case Effect::kJson:
        is_json_ = true;
        return TakeData(std::string(value));
      case Effect::kForm:
        is_form_ = true;
        return true;
      case Effect::kUpload:
        is_upload_ = true;
        return true;
      case Effect::kUser:
        return Add("Authorization", "Basic " + Base64(value));
      case Effect::kBearer:
        return Add("Authorization", "Bearer " + std::string(value));
      case Effect::kCookie:
        sends_cookies_ = true;
        // Else it is a file.
        return value.find('=') == value.npos || Add("Cookie", value);
      case Effect::kUserAgent:
        return Add("User-Agent", value);
      case Effect::kReferrer:
        return Add("Referer", value.substr(0, value.find(";auto")));
      case Effect::kRange:
        return Add("Range", "bytes=" + std::string(value));
      case Effect::kUrl:
        return AddUrl(value);
      case Effect::kRefused:
        *error_ = "the curl command has --" + std::string(name) +
                  ", which is not read: write one request without it";
        return false;
    }
    return true;
  }

  bool TakeHeader(std::string_view line) {
    if (StartsWith(line, "@")) {
      *error_ = "the curl command takes headers from a file, " +
                parts::Quote(line) + ": write them out";
      return false;
    }
    const size_t end = line.find_first_of(":;");
    const std::string_view name = Trim(line.substr(0, end));
    // "Name;" sends an empty header, "Name:" none at all.
    if (end == line.npos || !IsHeaderName(name)) {
      // "-H ':authority: x'" is what a browser had and curl drops.
      if (StartsWith(line, ":")) return true;
      *error_ = parts::Quote(line) + " of the curl command is no header";
      return false;
    }
    const std::string_view value = Trim(line.substr(end + 1));
    if (line[end] == ':' && value.empty()) {
      removed_.emplace_back(name);
      return true;
    }
    if (EqualsAnyCase(name, "Cookie")) sends_cookies_ = true;
    return Add(name, value);
  }

  bool TakeData(std::string value) {
    has_data_ = true;
    AppendField(value, &data_);
    return true;
  }

  static void AppendField(std::string_view field, std::string* fields) {
    if (!fields->empty()) *fields += '&';
    fields->append(field);
  }

  void AddToQuery(std::string_view query) {
    if (query.empty()) return;
    const size_t fragment = std::min(url_.find('#'), url_.size());
    const bool has_query = url_.find('?') < fragment;
    url_.insert(fragment, (has_query ? "&" : "?") + std::string(query));
  }

  bool AddUrl(std::string_view url) {
    if (!url_.empty()) {
      *error_ = "the curl command has two URLs, " + parts::Quote(url_) +
                " and " + parts::Quote(url) + ": one is read at a time";
      return false;
    }
    if (parts::HasForbiddenByte(url)) {
      *error_ = "the curl command's URL has a line end or NUL in it";
      return false;
    }
    url_ = url;
    return true;
  }

  bool Add(std::string_view name, std::string_view value) {
    if (parts::HasForbiddenByte(value)) {
      *error_ = "the value of " + parts::Quote(name) +
                " in the curl command has a CR, LF or NUL";
      return false;
    }
    request_.headers.emplace_back(name, value);
    return true;
  }

  // As curl adds it, unless -H 'Content-Type:' forbids it.
  void AddDefault(std::string_view name, std::string_view value) {
    for (const std::string& removed : removed_) {
      if (EqualsAnyCase(removed, name)) return;
    }
    if (FindHeader(request_.headers, name) == nullptr) {
      request_.headers.emplace_back(name, value);
    }
  }

  bool Unknown(std::string_view option) {
    *error_ = "the curl command has an option that is not known: " +
              parts::Quote(option);
    return false;
  }

  bool NoValue(std::string_view option) {
    *error_ =
        "the curl command ends before the value of " + parts::Quote(option);
    return false;
  }

  std::string* error_;
  PastedRequest request_;
  std::string url_;
  std::string method_;
  std::string data_;
  std::string query_;
  std::vector<std::string> removed_;
  bool has_data_ = false;
  bool is_head_ = false;
  bool is_get_ = false;
  bool is_json_ = false;
  bool is_form_ = false;
  bool is_upload_ = false;
  bool sends_cookies_ = false;
};

}  // namespace

std::optional<PastedRequest> ReadCurlCommand(std::string_view command,
                                             PastedCall* call,
                                             std::vector<std::string>* notes,
                                             std::string_view* rest,
                                             std::string* error) {
  command = command.substr(
      std::min(command.find_first_not_of(" \t\r\n"), command.size()));
  const size_t end = command.find_first_of(" \t\r\n");
  if (end == command.npos || !IsCurl(command.substr(0, end))) {
    return std::nullopt;
  }
  const std::optional<ShellWords> split = SplitShellWords(command, error);
  if (!split) return std::nullopt;
  CurlReader reader(error);
  if (!reader.ReadWords(split->words)) return std::nullopt;
  std::optional<PastedRequest> request = reader.Finish();
  if (!request) return std::nullopt;
  *rest = split->rest;
  if (reader.sends_cookies()) call->credentials = "include";
  ReadCallFromHeaders(request->headers, call, notes);
  return request;
}

std::optional<PastedRequest> ReadCurlCommand(std::string_view command,
                                             PastedCall* call,
                                             std::string* error) {
  std::string_view rest;
  return ReadCurlCommand(command, call, nullptr, &rest, error);
}

}  // namespace corsieve::tools
