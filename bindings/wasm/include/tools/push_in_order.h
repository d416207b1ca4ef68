// tools/push_in_order.h where there are no threads.

#ifndef CORSIEVE_BINDINGS_WASM_INCLUDE_TOOLS_PUSH_IN_ORDER_H_
#define CORSIEVE_BINDINGS_WASM_INCLUDE_TOOLS_PUSH_IN_ORDER_H_

#include <cstddef>
#include <functional>
#include <memory>
#include <utility>

namespace corsieve::tools {

// Answers and writes each block as it is pushed.
template <typename Block>
class PushInOrder {
 public:
  PushInOrder(size_t, std::function<void(Block*)> work,
              std::function<bool(Block*)> write)
      : work_(std::move(work)), write_(std::move(write)) {}

  void Run(const std::function<void()>& push) { push(); }

  std::unique_ptr<Block> New() {
    return is_wanted_ ? std::make_unique<Block>() : nullptr;
  }

  void Push(std::unique_ptr<Block> block) {
    work_(block.get());
    is_wanted_ = is_wanted_ && write_(block.get());
  }

 private:
  const std::function<void(Block*)> work_;
  const std::function<bool(Block*)> write_;
  bool is_wanted_ = true;
};

}  // namespace corsieve::tools

#endif  // CORSIEVE_BINDINGS_WASM_INCLUDE_TOOLS_PUSH_IN_ORDER_H_
