#include "engine/simd/simd.h"

#define CORSIEVE_SIMD Portable
#define CORSIEVE_SIMD_BEGIN
#define CORSIEVE_SIMD_END
#include "engine/hot_path/hot_path-inl.h"

namespace corsieve {

extern const HotPath kPortableHotPath;
const HotPath kPortableHotPath = {"portable", Portable::ReadCleanHead,
                                  Portable::ReadCleanList,
                                  Portable::SplitTokens, Portable::GiveReasons};

}  // namespace corsieve

#undef CORSIEVE_SIMD
#undef CORSIEVE_SIMD_BEGIN
#undef CORSIEVE_SIMD_END
