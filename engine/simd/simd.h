// The instruction sets, all there are here. Intrinsics are in simd_*.h and
// nowhere else.

#ifndef CORSIEVE_ENGINE_SIMD_SIMD_H_
#define CORSIEVE_ENGINE_SIMD_SIMD_H_

#include "engine/simd/simd_avx2.h"      // IWYU pragma: export
#include "engine/simd/simd_neon.h"      // IWYU pragma: export
#include "engine/simd/simd_portable.h"  // IWYU pragma: export
#include "engine/simd/simd_sse2.h"      // IWYU pragma: export
#include "engine/simd/simd_target.h"    // IWYU pragma: export
#include "engine/simd/simd_wasm.h"      // IWYU pragma: export

namespace corsieve {
namespace simd {

// The best that needs no question to the processor.
#if defined(CORSIEVE_X86_64)
using Baseline = Sse2;
#elif defined(CORSIEVE_AARCH64)
using Baseline = Neon;
#elif defined(CORSIEVE_WASM_SIMD)
using Baseline = Wasm;
#else
using Baseline = Portable;
#endif

}  // namespace simd
}  // namespace corsieve

#endif  // CORSIEVE_ENGINE_SIMD_SIMD_H_
