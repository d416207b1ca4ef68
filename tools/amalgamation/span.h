// What the engine takes from Abseil, for the amalgamation, which does without
// (tools/amalgamate.py): as much of absl::Span as the engine uses, which
// tests/amalgamation_span_test.cc compares with Abseil's, and attributes.

#ifndef CORSIEVE_TOOLS_AMALGAMATION_SPAN_H_
#define CORSIEVE_TOOLS_AMALGAMATION_SPAN_H_

#include <cstddef>
#include <type_traits>
#include <utility>

#ifdef __has_cpp_attribute
#if __has_cpp_attribute(clang::lifetimebound)
#define CORSIEVE_ATTRIBUTE_LIFETIME_BOUND [[clang::lifetimebound]]
#endif
#endif
#ifndef CORSIEVE_ATTRIBUTE_LIFETIME_BOUND
#define CORSIEVE_ATTRIBUTE_LIFETIME_BOUND
#endif

#ifdef __GNUC__
#define CORSIEVE_ATTRIBUTE_ALWAYS_INLINE __attribute__((always_inline))
#define CORSIEVE_ATTRIBUTE_NOINLINE __attribute__((noinline))
#define CORSIEVE_PREDICT_FALSE(x) (__builtin_expect(false || (x), false))
#define CORSIEVE_PREDICT_TRUE(x) (__builtin_expect(false || (x), true))
#else
#define CORSIEVE_ATTRIBUTE_ALWAYS_INLINE
#define CORSIEVE_ATTRIBUTE_NOINLINE
#define CORSIEVE_PREDICT_FALSE(x) (x)
#define CORSIEVE_PREDICT_TRUE(x) (x)
#endif

namespace corsieve {

// A view of an array of const elements.
template <typename T>
class Span {
  static_assert(std::is_const<T>::value, "The engine has no other spans.");

  // What has data() and size(), as a vector does, of elements T.
  template <typename C>
  using IfContainer = std::enable_if_t<
      !std::is_same<C, Span>::value &&
      std::is_convertible<std::remove_pointer_t<
                              decltype(std::declval<const C&>().data())> (*)[],
                          T (*)[]>::value &&
      std::is_convertible<decltype(std::declval<const C&>().size()),
                          size_t>::value>;

 public:
  using value_type = std::remove_cv_t<T>;

  constexpr Span() = default;
  constexpr Span(T* data, size_t size) : data_(data), size_(size) {}
  template <size_t N>
  constexpr Span(T (&array)[N]) : data_(array), size_(N) {}
  template <typename C, typename = IfContainer<C>>
  constexpr Span(const C& container CORSIEVE_ATTRIBUTE_LIFETIME_BOUND)
      : data_(container.data()), size_(container.size()) {}

  constexpr T* data() const { return data_; }
  constexpr size_t size() const { return size_; }
  constexpr bool empty() const { return size_ == 0; }
  constexpr T& operator[](size_t i) const { return data_[i]; }
  constexpr T& front() const { return data_[0]; }
  constexpr T& back() const { return data_[size_ - 1]; }
  constexpr T* begin() const { return data_; }
  constexpr T* end() const { return data_ + size_; }

 private:
  T* data_ = nullptr;
  size_t size_ = 0;
};

}  // namespace corsieve

#endif  // CORSIEVE_TOOLS_AMALGAMATION_SPAN_H_
