#include "engine/simd/simd.h"

#ifdef CORSIEVE_AARCH64

#define CORSIEVE_SIMD Neon
#define CORSIEVE_SIMD_BEGIN
#define CORSIEVE_SIMD_END
#include "engine/hot_path/hot_path-inl.h"

namespace corsieve {

extern const HotPath kNeonHotPath;
const HotPath kNeonHotPath = {"neon", ReadCleanHead, ReadCleanList, SplitTokens,
                              GiveReasons};

}  // namespace corsieve

#endif  // CORSIEVE_AARCH64
