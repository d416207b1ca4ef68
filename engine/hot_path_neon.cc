#include "engine/simd.h"

#ifdef CORSIEVE_AARCH64

#define CORSIEVE_SIMD Neon
#define CORSIEVE_SIMD_BEGIN
#define CORSIEVE_SIMD_END
#include "engine/hot_path-inl.h"

namespace corsieve {

extern const HotPath kNeonHotPath;
const HotPath kNeonHotPath = {"neon", ReadCleanHead, SplitTokens, GiveReasons};

}  // namespace corsieve

#endif  // CORSIEVE_AARCH64
