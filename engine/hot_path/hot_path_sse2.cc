#include "engine/simd/simd.h"

#ifdef CORSIEVE_X86_64

#define CORSIEVE_SIMD Sse2
#define CORSIEVE_SIMD_BEGIN
#define CORSIEVE_SIMD_END
#include "engine/hot_path/hot_path-inl.h"

namespace corsieve {

extern const HotPath kSse2HotPath;
const HotPath kSse2HotPath = {"sse2", Sse2::ReadCleanHead, Sse2::ReadCleanList,
                              Sse2::SplitTokens, Sse2::GiveReasons};

}  // namespace corsieve

#undef CORSIEVE_SIMD
#undef CORSIEVE_SIMD_BEGIN
#undef CORSIEVE_SIMD_END

#endif  // CORSIEVE_X86_64
