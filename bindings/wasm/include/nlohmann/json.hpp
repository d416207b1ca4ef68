// The little of nlohmann/json that tools/ takes, under its names: values that
// keep their members in order. The library's own is 30 kB of the module,
// compressed, most of it templates for what is never asked of it here.
//
// Numbers are kept as they are written. bindings/wasm/program/json.cc has the
// rest.

#ifndef CORSIEVE_BINDINGS_WASM_INCLUDE_NLOHMANN_JSON_HPP_
#define CORSIEVE_BINDINGS_WASM_INCLUDE_NLOHMANN_JSON_HPP_

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <iterator>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace nlohmann {

class ordered_json {
 public:
  enum class value_t : uint8_t {
    null,
    object,
    array,
    string,
    boolean,
    number_integer,
    discarded
  };

  struct Member;

  // Over the values of an array, and those of an object's members.
  template <typename M, typename V>
  class Iterator {
   public:
    using iterator_category = std::forward_iterator_tag;
    using value_type = V;
    using difference_type = std::ptrdiff_t;
    using pointer = V*;
    using reference = V&;
    explicit Iterator(M* at) : at_(at) {}
    V& operator*() const { return at_->value; }
    Iterator& operator++() {
      ++at_;
      return *this;
    }
    bool operator==(const Iterator& other) const { return at_ == other.at_; }
    bool operator!=(const Iterator& other) const { return at_ != other.at_; }

   private:
    M* at_;
  };
  using const_iterator = Iterator<const Member, const ordered_json>;

  ordered_json() = default;
  ordered_json(std::nullptr_t) {}
  ordered_json(value_t type) : type_(type) {}
  ordered_json(bool value);
  ordered_json(const char* text);
  ordered_json(std::string_view text);
  ordered_json(std::string text);
  template <typename T, typename = std::enable_if_t<std::is_integral_v<T> &&
                                                    !std::is_same_v<T, bool>>>
  ordered_json(T number)
      : ordered_json(value_t::number_integer, std::to_string(number)) {}
  template <typename T>
  ordered_json(const std::vector<T>& items) : type_(value_t::array) {
    for (const T& item : items) push_back(ordered_json(item));
  }
  // An object, if all are pairs that begin with a string.
  ordered_json(std::initializer_list<ordered_json> items);
  // A value of the type, as it is written.
  ordered_json(value_t type, std::string text)
      : type_(type), text_(std::move(text)) {}
  ordered_json(const ordered_json& other);
  ordered_json(ordered_json&& other) noexcept;
  ordered_json& operator=(const ordered_json& other);
  ordered_json& operator=(ordered_json&& other) noexcept;
  ~ordered_json();

  static ordered_json array(std::initializer_list<ordered_json> items = {});
  static ordered_json object() { return value_t::object; }
  // Discarded where it is no JSON.
  static ordered_json parse(std::string_view text);

  value_t type() const { return type_; }
  bool is_null() const { return type_ == value_t::null; }
  bool is_object() const { return type_ == value_t::object; }
  bool is_array() const { return type_ == value_t::array; }
  bool is_string() const { return type_ == value_t::string; }
  bool is_boolean() const { return type_ == value_t::boolean; }
  bool is_number_integer() const { return type_ == value_t::number_integer; }
  bool is_number() const { return is_number_integer(); }
  bool is_discarded() const { return type_ == value_t::discarded; }

  // As of a container: a value that is none is one of itself, null of nothing.
  size_t size() const;
  bool empty() const { return size() == 0; }
  const_iterator begin() const;
  const_iterator end() const;
  const std::vector<Member>& items() const { return members_; }
  std::vector<Member>& items() { return members_; }
  const_iterator find(std::string_view name) const;

  const ordered_json& operator[](size_t i) const;
  // The member of this name, which is added if there is none.
  ordered_json& operator[](std::string_view name);
  void push_back(ordered_json value);
  ordered_json& emplace_back() { return emplace_back(ordered_json()); }
  ordered_json& emplace_back(ordered_json value);
  void erase(std::string_view name);

  // A string's text, or a number's.
  const std::string& text() const { return text_; }
  template <typename T>
  const std::string& get_ref() const {
    return text_;
  }
  template <typename T>
  T get() const {
    return static_cast<T>(ToInteger());
  }

  // ASCII only; in lines if `indent` is above 0.
  std::string dump(int indent = 0) const;

 private:
  int64_t ToInteger() const;
  void Write(int indent, size_t depth, std::string* out) const;

  value_t type_ = value_t::null;
  std::string text_;
  // Of an array they have no names.
  std::vector<Member> members_;
};

struct ordered_json::Member {
  std::string name;
  ordered_json value;
};

}  // namespace nlohmann

#endif  // CORSIEVE_BINDINGS_WASM_INCLUDE_NLOHMANN_JSON_HPP_
