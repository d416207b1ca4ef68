#include "tools/commands/in_order.h"

#include <utility>

namespace corsieve::tools {

InOrder::InOrder(size_t threads, std::function<Work()> make_work)
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

InOrder::~InOrder() { Stop(); }

void InOrder::Stop() {
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    stopped_ = true;
    waiting_.clear();
  }
  work_.notify_all();
  for (std::thread& thread : threads_) thread.join();
  threads_.clear();
}

void InOrder::Run(const std::function<Work()>& make_work) {
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

void InOrder::Give(std::unique_ptr<Block> block) {
  auto entry = std::make_unique<Entry>();
  entry->block = std::move(block);
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    waiting_.push_back(entry.get());
    given_.push_back(std::move(entry));
  }
  work_.notify_one();
}

std::unique_ptr<Block> InOrder::Take(bool wait) {
  std::unique_lock<std::mutex> lock(mutex_);
  if (given_.empty()) return nullptr;
  Entry* const entry = given_.front().get();
  if (!entry->done && !wait) return nullptr;
  done_.wait(lock, [&] { return entry->done; });
  std::unique_ptr<Block> block = std::move(entry->block);
  given_.pop_front();
  return block;
}

}  // namespace corsieve::tools
