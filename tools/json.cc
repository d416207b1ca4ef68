#include "tools/json.h"

#include <cstddef>
#include <cstdint>
#include <cstring>

namespace corsieve::tools {
namespace {

constexpr size_t kMaxDepth = 32;

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
  if (!AssignTextAsBytes(text, &bytes)) return std::nullopt;
  return bytes;
}

bool AssignTextAsBytes(std::string_view text, std::string* bytes) {
  bytes->assign(text);
  // Most texts are ASCII, and then this is all.
  size_t i = 0;
  for (uint64_t word; i + sizeof word <= text.size(); i += sizeof word) {
    std::memcpy(&word, text.data() + i, sizeof word);
    if ((word & 0x8080808080808080u) != 0) break;
  }
  char* end = bytes->data() + i;
  for (; i < text.size(); ++i) {
    const unsigned char c = static_cast<unsigned char>(text[i]);
    if (c < 0x80) {
      *end++ = text[i];
    } else if ((c == 0xc2 || c == 0xc3) && i + 1 < text.size()) {
      *end++ = static_cast<char>(((c & 3) << 6) | (text[++i] & 0x3f));
    } else {
      return false;
    }
  }
  bytes->resize(static_cast<size_t>(end - bytes->data()));
  return true;
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

std::string Dump(const Json& json) {
  return json.dump(-1, ' ', /*ensure_ascii=*/true,
                   Json::error_handler_t::replace);
}

}  // namespace corsieve::tools
