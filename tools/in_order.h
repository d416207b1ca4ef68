// Blocks of input that threads answer, in the order in which they came.

#ifndef CORSIEVE_TOOLS_IN_ORDER_H_
#define CORSIEVE_TOOLS_IN_ORDER_H_

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

namespace corsieve::tools {

template <typename Block>
class InOrder {
 public:
  using Work = std::function<void(Block*)>;

  // `make_work` is called once for each thread, by that thread.
  InOrder(size_t threads, std::function<Work()> make_work)
      // One in each thread's hands, and one that waits for it.
      : most_(2 * threads + 1) {
    try {
      for (size_t i = 0; i < threads; ++i) {
        threads_.emplace_back([this, make_work] { Run(make_work); });
      }
    } catch (...) {
      Stop();
      throw;
    }
  }
  // Waits for the threads; what was not taken is lost.
  ~InOrder() { Stop(); }
  InOrder(const InOrder&) = delete;
  InOrder& operator=(const InOrder&) = delete;

  void Give(std::unique_ptr<Block> block) {
    auto entry = std::make_unique<Entry>();
    entry->block = std::move(block);
    {
      const std::lock_guard<std::mutex> lock(mutex_);
      waiting_.push_back(entry.get());
      given_.push_back(std::move(entry));
    }
    work_.notify_one();
  }

  // The oldest block, once it is answered; nullptr where there is none, or,
  // unless `wait`, it is not yet.
  std::unique_ptr<Block> Take(bool wait) {
    std::unique_lock<std::mutex> lock(mutex_);
    if (given_.empty()) return nullptr;
    Entry* const entry = given_.front().get();
    if (!entry->done && !wait) return nullptr;
    done_.wait(lock, [&] { return entry->done; });
    std::unique_ptr<Block> block = std::move(entry->block);
    given_.pop_front();
    return block;
  }

  // Whether there are so many that one should be taken before one is given.
  bool is_full() const { return given_.size() >= most_; }

 private:
  struct Entry {
    std::unique_ptr<Block> block;
    bool done = false;
  };

  void Run(const std::function<Work()>& make_work) {
    const Work work = make_work();
    std::unique_lock<std::mutex> lock(mutex_);
    while (true) {
      work_.wait(lock, [this] { return stopped_ || !waiting_.empty(); });
      if (stopped_) return;
      Entry* const entry = waiting_.front();
      waiting_.pop_front();
      lock.unlock();
      work(entry->block.get());
      lock.lock();
      entry->done = true;
      done_.notify_one();
    }
  }

  void Stop() {
    {
      const std::lock_guard<std::mutex> lock(mutex_);
      stopped_ = true;
      waiting_.clear();
    }
    work_.notify_all();
    for (std::thread& thread : threads_) thread.join();
    threads_.clear();
  }

  const size_t most_;
  std::mutex mutex_;
  std::condition_variable work_;  // There is a block to answer, or the end.
  std::condition_variable done_;  // A block is answered.
  // Changed by the caller's thread alone. Entries do not move.
  std::deque<std::unique_ptr<Entry>> given_;
  std::deque<Entry*> waiting_;
  bool stopped_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace corsieve::tools

#endif  // CORSIEVE_TOOLS_IN_ORDER_H_
