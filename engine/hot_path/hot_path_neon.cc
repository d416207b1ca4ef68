#include "engine/simd/simd.h"

#ifdef CORSIEVE_AARCH64

#define CORSIEVE_SIMD Neon
#define CORSIEVE_SIMD_BEGIN
#define CORSIEVE_SIMD_END
#include "engine/hot_path/hot_path-inl.h"

namespace corsieve {

extern const HotPath kNeonHotPath;
const HotPath kNeonHotPath = {"neon", Neon::ReadCleanHead, Neon::ReadCleanList,
                              Neon::SplitTokens, Neon::GiveReasons};

}  // namespace corsieve

#undef CORSIEVE_SIMD
#undef CORSIEVE_SIMD_BEGIN
#undef CORSIEVE_SIMD_END

#endif  // CORSIEVE_AARCH64
