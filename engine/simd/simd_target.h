// Which instruction sets this compiler and machine have.

#ifndef CORSIEVE_ENGINE_SIMD_SIMD_TARGET_H_
#define CORSIEVE_ENGINE_SIMD_SIMD_TARGET_H_

#if defined(__x86_64__) && defined(__GNUC__)
#define CORSIEVE_X86_64 1
#include <immintrin.h>
#elif defined(__aarch64__) && defined(__ARM_NEON) && defined(__GNUC__)
#define CORSIEVE_AARCH64 1
#include <arm_neon.h>
#elif defined(__wasm_simd128__)
#define CORSIEVE_WASM_SIMD 1
#include <wasm_simd128.h>
#endif

// AVX2 code is compiled for AVX2 function by function, whatever the compiler's
// options: all between these two is.
// clang-format off
#if defined(CORSIEVE_X86_64) && defined(__clang__)
#define CORSIEVE_AVX2 1
#define CORSIEVE_BEGIN_AVX2 \
  _Pragma("clang attribute push(__attribute__((target(\"avx2,bmi,bmi2,popcnt\"))), apply_to = function)")
#define CORSIEVE_END_AVX2 _Pragma("clang attribute pop")
#elif defined(CORSIEVE_X86_64)
#define CORSIEVE_AVX2 1
#define CORSIEVE_BEGIN_AVX2 \
  _Pragma("GCC push_options") _Pragma("GCC target(\"avx2,bmi,bmi2,popcnt\")")
#define CORSIEVE_END_AVX2 _Pragma("GCC pop_options")
#endif
// clang-format on

#endif  // CORSIEVE_ENGINE_SIMD_SIMD_TARGET_H_
