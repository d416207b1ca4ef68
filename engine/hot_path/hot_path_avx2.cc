#include "engine/simd/simd.h"

#ifdef CORSIEVE_AVX2

#define CORSIEVE_SIMD Avx2
#define CORSIEVE_SIMD_BEGIN CORSIEVE_BEGIN_AVX2
#define CORSIEVE_SIMD_END CORSIEVE_END_AVX2
#include "engine/hot_path/hot_path-inl.h"

namespace corsieve {

extern const HotPath kAvx2HotPath;
const HotPath kAvx2HotPath = {"avx2", Avx2::ReadCleanHead, Avx2::ReadCleanList,
                              Avx2::SplitTokens, Avx2::GiveReasons};

}  // namespace corsieve

#undef CORSIEVE_SIMD
#undef CORSIEVE_SIMD_BEGIN
#undef CORSIEVE_SIMD_END

#endif  // CORSIEVE_AVX2
