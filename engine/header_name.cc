#include "engine/header_name.h"

#include <array>
#include <cstddef>

#include "engine/bytes.h"

namespace corsieve {
namespace {

constexpr std::string_view kNames[] = {
    "",
    "Cache-Control",
    "Content-Language",
    "Content-Length",
    "Content-Type",
    "Expires",
    "Last-Modified",
    "Pragma",
    "Set-Cookie",
    "Set-Cookie2",
    "Access-Control-Allow-Credentials",
    "Access-Control-Allow-Headers",
    "Access-Control-Allow-Methods",
    "Access-Control-Allow-Origin",
    "Access-Control-Expose-Headers",
    "Access-Control-Max-Age",
    "Clear-Site-Data",
    "Connection",
    "Content-Encoding",
    "Content-Range",
    "Cross-Origin-Resource-Policy",
    "Location",
    "Referrer-Policy",
    "Timing-Allow-Origin",
    "Transfer-Encoding",
    "X-Content-Type-Options",
};
constexpr size_t kCount = std::size(kNames);
constexpr size_t kSlots = 64;

// Length, first and last byte tell the known names apart; what they find is
// then compared in full.
constexpr size_t Slot(std::string_view name) {
  return (name.size() * 3 + static_cast<size_t>(ToLower(name.front())) * 5 +
          static_cast<size_t>(ToLower(name[name.size() / 2])) * 7 +
          static_cast<size_t>(ToLower(name.back()))) %
         kSlots;
}

// A slot holds a chain of at most a few names: next[i] follows name i.
struct Table {
  std::array<uint8_t, kSlots> first{};
  std::array<uint8_t, kCount> next{};
};

constexpr Table kTable = [] {
  Table table;
  for (size_t i = 1; i < kCount; ++i) {
    const size_t slot = Slot(kNames[i]);
    table.next[i] = table.first[slot];
    table.first[slot] = static_cast<uint8_t>(i);
  }
  return table;
}();

}  // namespace

HeaderId FindHeaderId(std::string_view name) {
  if (name.empty()) return HeaderId::kOther;
  for (uint8_t i = kTable.first[Slot(name)]; i != 0; i = kTable.next[i]) {
    if (EqualsIgnoreCase(name, kNames[i])) return static_cast<HeaderId>(i);
  }
  return HeaderId::kOther;
}

std::string_view HeaderIdName(HeaderId id) {
  return kNames[static_cast<size_t>(id)];
}

}  // namespace corsieve
