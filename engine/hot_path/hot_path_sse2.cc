#include "engine/simd/simd.h"

#ifdef CORSIEVE_X86_64

#define CORSIEVE_SIMD Sse2
#define CORSIEVE_SIMD_BEGIN
#define CORSIEVE_SIMD_END
#include "engine/hot_path/hot_path-inl.h"

namespace corsieve {

extern const HotPath kSse2HotPath;
const HotPath kSse2HotPath = {"sse2", ReadCleanHead, ReadCleanList, SplitTokens,
                              GiveReasons};

}  // namespace corsieve

#endif  // CORSIEVE_X86_64
