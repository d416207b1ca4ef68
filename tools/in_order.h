// Blocks of input that threads answer, in the order in which they came.

#ifndef CORSIEVE_TOOLS_IN_ORDER_H_
#define CORSIEVE_TOOLS_IN_ORDER_H_

#include <cstddef>
#include <functional>
#include <memory>
#include <mutex>
#include <new>
#include <thread>
#include <utility>
#include <vector>

#include "tools/written_in_order.h"

namespace corsieve::tools {

// What is done with a block. None of the functions is called by two threads at
// once, but what make_work() returns, which is each thread's own.
template <typename Block>
struct InOrderSteps {
  // Fills the next block; false: there is none. Where it throws bad_alloc it
  // is called once more when no other block is kept, and goes on as if it had
  // not been called before.
  std::function<bool(Block*)> read;
  std::function<std::function<void(Block*)>()> make_work;
  // False: no more is wanted. It makes the block fit to be read into.
  std::function<bool(Block*)> write;
};

// Each of `threads` threads, this one being one of them, reads a block, answers
// it, and writes what has no block before it that is not written.
template <typename Block>
class InOrder {
 public:
  InOrder(size_t threads, InOrderSteps<Block> steps)
      : steps_(std::move(steps)),
        threads_(threads),
        blocks_(2 * threads + 1, steps_.write) {}
  InOrder(const InOrder&) = delete;
  InOrder& operator=(const InOrder&) = delete;

  // Throws what a step throws, and std::system_error where there are not so
  // many threads.
  void Run() {
    std::vector<std::thread> others;
    try {
      for (size_t i = 1; i < threads_; ++i) {
        others.emplace_back([this] { WorkOrFail(); });
      }
      WorkOrFail();
    } catch (...) {
      blocks_.Fail();
    }
    for (std::thread& thread : others) thread.join();
    blocks_.Rethrow();
  }

 private:
  void WorkOrFail() {
    try {
      Work();
    } catch (...) {
      blocks_.Fail();
    }
  }

  void Work() {
    const std::function<void(Block*)> work = steps_.make_work();
    size_t number = 0;
    while (std::unique_ptr<Block> block = Read(&number)) {
      work(block.get());
      blocks_.Write(number, std::move(block));
    }
  }

  std::unique_ptr<Block> Read(size_t* number) {
    const std::lock_guard<std::mutex> reading(reading_);
    std::unique_ptr<Block> block;
    if (!blocks_.WaitForRoom(blocks_.most(), &block)) return nullptr;
    if (block == nullptr) block = std::make_unique<Block>();
    bool any;
    try {
      any = steps_.read(block.get());
    } catch (const std::bad_alloc&) {
      if (!blocks_.WaitForRoom(1, &block)) return nullptr;
      block.reset();
      blocks_.DropSpare();
      block = std::make_unique<Block>();
      any = steps_.read(block.get());
    }
    if (!any) {
      blocks_.Stop();
      return nullptr;
    }
    *number = blocks_.NextNumber();
    return block;
  }

  const InOrderSteps<Block> steps_;
  const size_t threads_;
  std::mutex reading_;
  WrittenInOrder<Block> blocks_;
};

}  // namespace corsieve::tools

#endif  // CORSIEVE_TOOLS_IN_ORDER_H_
