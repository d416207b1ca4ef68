#include "engine/simd/simd.h"

#ifdef CORSIEVE_AVX2

#define CORSIEVE_SIMD Avx2
#define CORSIEVE_SIMD_BEGIN CORSIEVE_BEGIN_AVX2
#define CORSIEVE_SIMD_END CORSIEVE_END_AVX2
#include "engine/hot_path/hot_path-inl.h"

namespace corsieve {

extern const HotPath kAvx2HotPath;
const HotPath kAvx2HotPath = {"avx2", ReadCleanHead, ReadCleanList, SplitTokens,
                              GiveReasons};

}  // namespace corsieve

#endif  // CORSIEVE_AVX2
