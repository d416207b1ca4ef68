// Handles of corsieve.h that are freed at the end of their scope, for tests.

#ifndef CORSIEVE_TESTS_C_HANDLES_H_
#define CORSIEVE_TESTS_C_HANDLES_H_

#include <memory>
#include <string>
#include <string_view>

#include "corsieve.h"

namespace corsieve::tests {

struct FreeHandle {
  void operator()(corsieve_filter* filter) const {
    corsieve_filter_free(filter);
  }
  void operator()(corsieve_list* list) const { corsieve_list_free(list); }
  void operator()(corsieve_cache* cache) const { corsieve_cache_free(cache); }
  void operator()(corsieve_exchange* exchange) const {
    corsieve_exchange_free(exchange);
  }
};
using FilterHandle = std::unique_ptr<corsieve_filter, FreeHandle>;
using ListHandle = std::unique_ptr<corsieve_list, FreeHandle>;
using CacheHandle = std::unique_ptr<corsieve_cache, FreeHandle>;
using ExchangeHandle = std::unique_ptr<corsieve_exchange, FreeHandle>;

inline corsieve_str ToC(std::string_view s) { return {s.data(), s.size()}; }

inline std::string ToString(corsieve_str s) {
  return s.size == 0 ? "" : std::string(s.data, s.size);
}

}  // namespace corsieve::tests

#endif  // CORSIEVE_TESTS_C_HANDLES_H_
