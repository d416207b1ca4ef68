#include "engine/headers/header_name.h"

#include <cstddef>
#include <cstring>
#include <iterator>

#include "engine/base/bytes.h"

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
    "Content-Disposition",
    "Content-Encoding",
    "Cross-Origin-Resource-Policy",
    "Location",
    "Referrer-Policy",
    "Timing-Allow-Origin",
    "Transfer-Encoding",
    "X-Content-Type-Options",
};
constexpr size_t kCount = std::size(kNames);
static_assert(sizeof(KnownNames::asked[0]) == kFoldedSize);

constexpr KnownNames MakeKnownNames() {
  KnownNames known{};
  for (char& byte : known.folded[0]) byte = '\xFF';
  for (size_t i = 1; i < kCount; ++i) {
    char* const folded = known.folded[i];
    for (size_t k = 0; k < kNames[i].size(); ++k) {
      folded[k] = static_cast<char>(kNames[i][k] | 0x20);
    }
    const uint64_t hash = HashOfFolded(folded);
    known.place_by_hash[hash >> 56] = static_cast<uint16_t>(i * kFoldedSize);
  }
  for (size_t k = 0; k < kAsked; ++k) {
    known.asked[static_cast<size_t>(kAskedIds[k])][k] = uint64_t{1} << 63;
  }
  return known;
}

// Whether no name has taken another's place.
constexpr bool AllAreFound(const KnownNames& known) {
  size_t count = 0;
  for (uint16_t place : known.place_by_hash) count += place != 0;
  return count == kCount - 1;
}
static_assert(AllAreFound(MakeKnownNames()),
              "choose another factor for HashOfWords");

}  // namespace

constexpr KnownNames kKnownNames = MakeKnownNames();

NameKey MakeNameKey(std::string_view name, char* folded) {
  std::memset(folded, 0, kFoldedSize);
  NameKey key;
  key.is_plain = true;
  for (size_t i = 0; i < name.size(); ++i) {
    if (i < kFoldedSize) folded[i] = static_cast<char>(name[i] | 0x20);
    key.is_plain = key.is_plain && IsPlainByte(name[i]);
  }
  if (name.size() > kFoldedSize) MarkAsLonger(folded);
  key.hash = static_cast<uint8_t>(HashOfFolded(folded) >> 56);
  const HeaderId id =
      static_cast<HeaderId>(kKnownNames.place_by_hash[key.hash] / kFoldedSize);
  if (EqualsIgnoreCase(name, HeaderIdName(id))) key.id = id;
  return key;
}

uint64_t HashOfName(std::string_view name, const char* folded) {
  uint64_t hash = HashOfFolded(folded);
  size_t i = kFoldedSize;
  for (; i + 8 <= name.size(); i += 8) {
    const uint64_t word = LoadLittleEndian(name.data() + i);
    hash = HashOfWords(hash ^ hash >> 32, word | 0x2020202020202020u, 0, 0);
  }
  for (; i < name.size(); ++i) {
    hash = HashOfWords(hash, static_cast<uint8_t>(name[i] | 0x20), 0, 0);
  }
  // A product's top bits know little of the top bytes of what was multiplied,
  // where names that are numbered differ.
  return HashOfWords(hash ^ hash >> 32, 0, 0, 0);
}

HeaderId FindHeaderId(std::string_view name) {
  char folded[kFoldedSize];
  return MakeNameKey(name, folded).id;
}

std::string_view HeaderIdName(HeaderId id) {
  return kNames[static_cast<size_t>(id)];
}

}  // namespace corsieve
