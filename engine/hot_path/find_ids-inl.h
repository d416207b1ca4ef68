// Finds known names among folded ones, a part of hot_path-inl.h.

CORSIEVE_SIMD_BEGIN
namespace corsieve {
namespace {
namespace CORSIEVE_SIMD {

// The place among kKnownNames of a name that is folded and hashed.
inline size_t FindPlaceOf(const Simd::Name& name, size_t i,
                          const HeaderTable::Columns& rows) {
  const size_t place = kKnownNames.place_by_hash[rows.hashes[i]];
  const char* const folded = reinterpret_cast<const char*>(kKnownNames.folded);
  return name.ZeroUnlessEqual(folded + place, place);
}

inline size_t FindPlace(size_t i, const HeaderTable::Columns& rows) {
  const Simd::Name name(rows.folded + kFoldedSize * i);
  if (!Simd::kHashesEarly) rows.hashes[i] = HashByte(name);
  return FindPlaceOf(name, i, rows);
}

inline HeaderId IdOfPlace(size_t place) {
  return static_cast<HeaderId>(place / kFoldedSize);
}

// Finds the ids of the first `count` rows, whose names `find_place` looks up,
// and which rows have those that are always asked for. A loop of its own: few
// things at a time keep the processor's queues from running full. By fours, for
// how many there are is hard to guess; rows behind the last one are anything.
template <typename FindPlace>
inline void FindIds(size_t count, const HeaderTable::Columns& rows,
                    FindPlace find_place) {
  const size_t first = std::min<size_t>(count, 64);
  const size_t rounded = (first + 3) & ~size_t{3};
  Simd::FourMasks asked;
  for (size_t i = 0; i < rounded; i += 4) {
#pragma GCC unroll 4
    for (size_t k = i; k < i + 4; ++k) {
      const size_t place = find_place(k);
      rows.ids[k] = IdOfPlace(place);
      // Not from rows.ids later: bytes just written cannot be read as vectors
      // before they have all left for the cache.
      asked.Add(reinterpret_cast<const char*>(kKnownNames.asked) + place);
    }
  }
  if (first > 0) asked.Store(rounded, first, rows.asked_rows);
  for (size_t i = rounded; i < count; ++i) {
    rows.ids[i] = IdOfPlace(find_place(i));
  }
}

// The same of names that are folded already.
void FindIds(size_t count, HeaderTable::Columns rows) {
  FindIds(count, rows, [&](size_t i) { return FindPlace(i, rows); });
}

}  // namespace CORSIEVE_SIMD
}  // namespace
}  // namespace corsieve
CORSIEVE_SIMD_END
