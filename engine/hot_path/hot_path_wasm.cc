#include "engine/simd/simd.h"

#ifdef CORSIEVE_WASM_SIMD

#define CORSIEVE_SIMD Wasm
#define CORSIEVE_SIMD_BEGIN
#define CORSIEVE_SIMD_END
#include "engine/hot_path/hot_path-inl.h"

namespace corsieve {

extern const HotPath kWasmHotPath;
const HotPath kWasmHotPath = {"wasm", Wasm::ReadCleanHead, Wasm::ReadCleanList,
                              Wasm::SplitTokens, Wasm::GiveReasons};

}  // namespace corsieve

#undef CORSIEVE_SIMD
#undef CORSIEVE_SIMD_BEGIN
#undef CORSIEVE_SIMD_END

#endif  // CORSIEVE_WASM_SIMD
