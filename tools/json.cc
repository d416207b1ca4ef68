#include "tools/json.h"

#include <cstddef>
#include <unordered_map>
#include <utility>
#include <vector>

namespace corsieve::tools {
namespace {

constexpr size_t kMaxDepth = 32;

// Builds the value as nlohmann's own DOM builder does, but looks for no member
// that has the name already until an object ends, stops at a depth that no case
// has, and keeps the error's text instead of throwing it.
class DomBuilder {
 public:
  DomBuilder(Json* json, std::string* error) : json_(json), error_(error) {}

  bool null() { return Add(nullptr); }
  bool boolean(bool value) { return Add(value); }
  bool number_integer(Json::number_integer_t value) { return Add(value); }
  bool number_unsigned(Json::number_unsigned_t value) { return Add(value); }
  // Nobody calculates with it: 1.10 is not to become 1.1.
  bool number_float(Json::number_float_t, const std::string& text) {
    return Add(text);
  }
  bool string(std::string& value) { return Add(std::move(value)); }
  bool binary(Json::binary_t& value) { return Add(std::move(value)); }
  bool start_object(size_t) { return Open(Json::value_t::object); }
  bool start_array(size_t) { return Open(Json::value_t::array); }
  bool key(std::string& key) {
    key_ = std::move(key);
    return true;
  }
  bool end_array() {
    open_.pop_back();
    return true;
  }
  bool end_object() {
    KeepLast(&Members(open_.back()));
    open_.pop_back();
    return true;
  }
  bool parse_error(size_t, const std::string&,
                   const nlohmann::detail::exception& e) {
    // "[json.exception.parse_error.101] parse error at …"
    const std::string what = e.what();
    const size_t start = what.find("] ");
    *error_ = what.substr(start == std::string::npos ? 0 : start + 2);
    // The last token read is in it, however long.
    if (error_->size() > 300) *error_ = error_->substr(0, 300) + "...";
    return false;
  }

 private:
  // An ordered object is a vector of pairs with a map's interface.
  using List = std::vector<Json::object_t::value_type>;

  static List& Members(Json* object) {
    return object->get_ref<Json::object_t&>();
  }

  // Of members of one name the first keeps its place, and the last its value.
  static void KeepLast(List* members) {
    std::unordered_map<std::string_view, size_t> places;
    std::vector<bool> again(members->size());
    for (size_t i = 0; i < members->size(); ++i) {
      const auto [it, is_new] = places.emplace((*members)[i].first, i);
      if (is_new) continue;
      again[i] = true;
      (*members)[it->second].second = std::move((*members)[i].second);
    }
    if (places.size() == members->size()) return;
    List kept;
    for (size_t i = 0; i < members->size(); ++i) {
      if (again[i]) continue;
      kept.emplace_back((*members)[i].first, std::move((*members)[i].second));
    }
    members->swap(kept);
  }

  template <typename Value>
  bool Add(Value&& value) {
    Place(Json(std::forward<Value>(value)));
    return true;
  }

  Json* Place(Json value) {
    if (open_.empty()) {
      *json_ = std::move(value);
      return json_;
    }
    if (open_.back()->is_array()) {
      return &open_.back()->emplace_back(std::move(value));
    }
    List& members = Members(open_.back());
    return &members.emplace_back(std::move(key_), std::move(value)).second;
  }

  bool Open(Json::value_t type) {
    if (open_.size() == kMaxDepth) {
      *error_ =
          "nested more than " + std::to_string(kMaxDepth) + " levels deep";
      return false;
    }
    open_.push_back(Place(Json(type)));
    return true;
  }

  Json* json_;
  std::string key_;
  std::vector<Json*> open_;
  std::string* error_;
};

}  // namespace

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

void AddMember(Json* object, std::string name, Json value) {
  std::vector<Json::object_t::value_type>& members =
      object->get_ref<Json::object_t&>();
  members.emplace_back(std::move(name), std::move(value));
}

std::string Dump(const Json& json) {
  return json.dump(-1, ' ', /*ensure_ascii=*/true,
                   Json::error_handler_t::replace);
}

}  // namespace corsieve::tools
