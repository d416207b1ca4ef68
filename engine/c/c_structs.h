// The structs of corsieve.h, which begin with their size: rule 3 there.

#ifndef CORSIEVE_ENGINE_C_C_STRUCTS_H_
#define CORSIEVE_ENGINE_C_C_STRUCTS_H_

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>

#include "corsieve.h"

namespace corsieve {

// No struct will be larger: what says so is memory that nobody set.
inline constexpr size_t kMaxStruct = 4096;

// How large a struct was when it was first published. None has grown yet; one
// that does gets a specialization with the size that it had.
template <typename Struct>
inline constexpr size_t kFirstSize = sizeof(Struct);

template <typename Struct>
corsieve_status CheckStructSize(const Struct* given) {
  if (given == nullptr) return CORSIEVE_NULL_ARGUMENT;
  const size_t size = given->struct_size;
  return size < kFirstSize<Struct> || size > kMaxStruct ? CORSIEVE_BAD_STRUCT
                                                        : CORSIEVE_OK;
}

// Whether all of a newer caller's struct that this library does not know is
// zero.
bool IsZeroBehind(const void* given, size_t known, size_t size);

// `*known` becomes what the caller gives, where it lies; or, if the caller is
// older than the struct is now, a copy in `*room` with zeros behind it.
template <typename Struct>
corsieve_status ReadStruct(const Struct* given, Struct* room,
                           const Struct** known) {
  const corsieve_status status = CheckStructSize(given);
  if (status != CORSIEVE_OK) return status;
  const size_t size = given->struct_size;
  *known = given;
  if (size > sizeof(Struct) && !IsZeroBehind(given, sizeof(Struct), size)) {
    return CORSIEVE_NEWER_STRUCT;
  }
  if (size < sizeof(Struct)) {
    *room = Struct();
    std::memcpy(room, given, size);
    *known = room;
  }
  return CORSIEVE_OK;
}

// Fills in what the caller has room for, of a size that CheckStructSize passed.
template <typename Struct>
void WriteStruct(const Struct& known, Struct* given) {
  const uint32_t size = given->struct_size;
  if (size == sizeof(Struct)) {
    *given = known;
    return;
  }
  std::memcpy(given, &known, std::min<size_t>(size, sizeof(Struct)));
  given->struct_size = size;
  if (size > sizeof(Struct)) {
    std::memset(reinterpret_cast<char*>(given) + sizeof(Struct), 0,
                size - sizeof(Struct));
  }
}

}  // namespace corsieve

#endif  // CORSIEVE_ENGINE_C_C_STRUCTS_H_
