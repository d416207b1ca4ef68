// Blocks of input that come from what cannot be asked for the next one, as a
// parser that calls back, and that threads answer in the order in which they
// came.

#ifndef CORSIEVE_TOOLS_PUSH_IN_ORDER_H_
#define CORSIEVE_TOOLS_PUSH_IN_ORDER_H_

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

#include "tools/written_in_order.h"

namespace corsieve::tools {

// This thread pushes blocks; `threads` of them, this one included, answer them,
// and write what has no block before it that is not written. With one thread a
// block is answered and written before Push() returns.
template <typename Block>
class PushInOrder {
 public:
  // `work` answers a block, and is called by several threads at once; `write`
  // by one. False: no more is wanted. It makes the block fit to be filled anew.
  PushInOrder(size_t threads, std::function<void(Block*)> work,
              std::function<bool(Block*)> write)
      : threads_(threads),
        work_(std::move(work)),
        blocks_(4 * threads, std::move(write)) {}
  PushInOrder(const PushInOrder&) = delete;
  PushInOrder& operator=(const PushInOrder&) = delete;

  // `push` has all blocks pushed. Throws what it or a step throws, and
  // std::system_error where there are not so many threads.
  void Run(const std::function<void()>& push) {
    std::vector<std::thread> others;
    try {
      for (size_t i = 1; i < threads_; ++i) {
        others.emplace_back([this] { WorkOrFail(); });
      }
      push();
    } catch (...) {
      blocks_.Fail();
    }
    {
      const Lock lock(mutex_);
      is_all_ = true;
    }
    pushed_.notify_all();
    WorkOrFail();
    for (std::thread& thread : others) thread.join();
    blocks_.Rethrow();
  }

  // An empty block, once there is room for it; nullptr: no more is wanted.
  std::unique_ptr<Block> New() {
    std::unique_ptr<Block> block;
    if (!blocks_.WaitForRoom(blocks_.most(), &block)) return nullptr;
    if (block == nullptr) block = std::make_unique<Block>();
    return block;
  }

  // One of New(), before the next one is made.
  void Push(std::unique_ptr<Block> block) {
    Lock lock(mutex_);
    waiting_.push_back({blocks_.NextNumber(), std::move(block)});
    pushed_.notify_one();
    // The others have enough to do.
    while (waiting_.size() > 2 * (threads_ - 1)) AnswerFirst(&lock);
  }

 private:
  using Lock = std::unique_lock<std::mutex>;
  struct Numbered {
    size_t number;
    std::unique_ptr<Block> block;
  };

  void WorkOrFail() {
    try {
      Lock lock(mutex_);
      while (true) {
        pushed_.wait(lock, [&] { return is_all_ || !waiting_.empty(); });
        if (waiting_.empty()) return;
        AnswerFirst(&lock);
      }
    } catch (...) {
      blocks_.Fail();
    }
  }

  void AnswerFirst(Lock* lock) {
    Numbered first = std::move(waiting_.front());
    waiting_.pop_front();
    lock->unlock();
    work_(first.block.get());
    blocks_.Write(first.number, std::move(first.block));
    lock->lock();
  }

  const size_t threads_;
  const std::function<void(Block*)> work_;
  WrittenInOrder<Block> blocks_;

  std::mutex mutex_;  // Of all that follows.
  std::condition_variable pushed_;
  std::deque<Numbered> waiting_;  // For a thread.
  bool is_all_ = false;
};

}  // namespace corsieve::tools

#endif  // CORSIEVE_TOOLS_PUSH_IN_ORDER_H_
