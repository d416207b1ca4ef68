// The little of Abseil that the tree takes, without Abseil, which Debian has
// for the machine that builds and not for WASM: tools/amalgamation/span.h under
// the names that the sources use.

#ifndef CORSIEVE_BINDINGS_WASM_INCLUDE_ABSL_TYPES_SPAN_H_
#define CORSIEVE_BINDINGS_WASM_INCLUDE_ABSL_TYPES_SPAN_H_

#include "tools/amalgamation/span.h"

#define ABSL_ATTRIBUTE_ALWAYS_INLINE CORSIEVE_ATTRIBUTE_ALWAYS_INLINE
#define ABSL_ATTRIBUTE_LIFETIME_BOUND CORSIEVE_ATTRIBUTE_LIFETIME_BOUND
#define ABSL_ATTRIBUTE_NOINLINE CORSIEVE_ATTRIBUTE_NOINLINE
#define ABSL_PREDICT_FALSE(x) CORSIEVE_PREDICT_FALSE(x)
#define ABSL_PREDICT_TRUE(x) CORSIEVE_PREDICT_TRUE(x)

namespace absl {
template <typename T>
using Span = corsieve::Span<T>;
}  // namespace absl

#endif  // CORSIEVE_BINDINGS_WASM_INCLUDE_ABSL_TYPES_SPAN_H_
