// Blocks of input that threads answer, in the order in which they came.

#ifndef CORSIEVE_TOOLS_IN_ORDER_H_
#define CORSIEVE_TOOLS_IN_ORDER_H_

#include <condition_variable>
#include <cstddef>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <new>
#include <thread>
#include <utility>
#include <vector>

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
      : steps_(std::move(steps)), threads_(threads), done_(2 * threads + 1) {
    spare_.reserve(done_.size());
  }
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
      Fail();
    }
    for (std::thread& thread : others) thread.join();
    if (failure_) std::rethrow_exception(failure_);
  }

 private:
  using Lock = std::unique_lock<std::mutex>;

  void WorkOrFail() {
    try {
      Work();
    } catch (...) {
      Fail();
    }
  }

  void Fail() {
    const Lock lock(mutex_);
    if (!failure_) failure_ = std::current_exception();
    stopped_ = true;
    written_or_stopped_.notify_all();
  }

  void Work() {
    const std::function<void(Block*)> work = steps_.make_work();
    size_t number;
    while (std::unique_ptr<Block> block = Read(&number)) {
      work(block.get());
      Lock lock(mutex_);
      done_[number % done_.size()] = std::move(block);
      WriteAll(&lock);
    }
  }

  std::unique_ptr<Block> Read(size_t* number) {
    const Lock reading(reading_);
    std::unique_ptr<Block> block;
    if (!WaitForRoom(done_.size(), &block)) return nullptr;
    if (block == nullptr) block = std::make_unique<Block>();
    bool any;
    try {
      any = steps_.read(block.get());
    } catch (const std::bad_alloc&) {
      if (!WaitForRoom(1, &block)) return nullptr;
      block.reset();
      DropSpare();
      block = std::make_unique<Block>();
      any = steps_.read(block.get());
    }
    const Lock lock(mutex_);
    stopped_ = stopped_ || !any;
    if (!any) return nullptr;
    *number = read_++;
    return block;
  }

  // Waits until fewer than `most` blocks are kept. False: no more is read.
  bool WaitForRoom(size_t most, std::unique_ptr<Block>* spare) {
    Lock lock(mutex_);
    written_or_stopped_.wait(
        lock, [&] { return stopped_ || read_ - written_ < most; });
    if (!stopped_ && !spare_.empty()) {
      *spare = std::move(spare_.back());
      spare_.pop_back();
    }
    return !stopped_;
  }

  void DropSpare() {
    const Lock lock(mutex_);
    spare_.clear();
  }

  // Until it is counted as written, nobody finds the block behind the one that
  // is being written; who writes that goes on with this one.
  void WriteAll(Lock* lock) {
    while (std::unique_ptr<Block> block =
               std::move(done_[written_ % done_.size()])) {
      lock->unlock();
      const bool goes_on = steps_.write(block.get());
      lock->lock();
      if (goes_on) {
        ++written_;
        spare_.push_back(std::move(block));
      }
      stopped_ = stopped_ || !goes_on;
      written_or_stopped_.notify_all();
    }
  }

  const InOrderSteps<Block> steps_;
  const size_t threads_;

  std::mutex reading_;  // Is locked first.
  std::mutex mutex_;    // Of all that follows.
  std::condition_variable written_or_stopped_;
  size_t read_ = 0;  // How many blocks were.
  size_t written_ = 0;
  // Answered, each at its number modulo the size, which are all that are kept.
  std::vector<std::unique_ptr<Block>> done_;
  std::vector<std::unique_ptr<Block>> spare_;
  bool stopped_ = false;
  std::exception_ptr failure_;
};

}  // namespace corsieve::tools

#endif  // CORSIEVE_TOOLS_IN_ORDER_H_
