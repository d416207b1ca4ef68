// Blocks that threads answer, written in the order in which they were numbered.

#ifndef CORSIEVE_TOOLS_WRITTEN_IN_ORDER_H_
#define CORSIEVE_TOOLS_WRITTEN_IN_ORDER_H_

#include <condition_variable>
#include <cstddef>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

namespace corsieve::tools {

template <typename Block>
class WrittenInOrder {
 public:
  // `write` is not called by two threads at once. False: no more is wanted. It
  // makes the block fit to be filled anew. Up to `most` blocks are kept.
  WrittenInOrder(size_t most, std::function<bool(Block*)> write)
      : write_(std::move(write)), done_(most) {
    spare_.reserve(most + 1);  // One may be filled without a number yet.
  }
  WrittenInOrder(const WrittenInOrder&) = delete;
  WrittenInOrder& operator=(const WrittenInOrder&) = delete;

  size_t most() const { return done_.size(); }

  // Waits until fewer than `most` blocks are kept. False: no more is wanted.
  // Else a block that was written goes to `*spare`, where there is one.
  bool WaitForRoom(size_t most, std::unique_ptr<Block>* spare) {
    Lock lock(mutex_);
    written_or_stopped_.wait(
        lock, [&] { return stopped_ || numbered_ - written_ < most; });
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

  // Of the next block, for which there is room.
  size_t NextNumber() {
    const Lock lock(mutex_);
    return numbered_++;
  }

  // Writes the block and what waited for it, once all before it are written.
  void Write(size_t number, std::unique_ptr<Block> block) {
    Lock lock(mutex_);
    done_[number % done_.size()] = std::move(block);
    WriteAll(&lock);
  }

  // No more is wanted.
  void Stop() {
    const Lock lock(mutex_);
    stopped_ = true;
    written_or_stopped_.notify_all();
  }

  // Because of the exception that is handled.
  void Fail() {
    const Lock lock(mutex_);
    if (!failure_) failure_ = std::current_exception();
    stopped_ = true;
    written_or_stopped_.notify_all();
  }

  // The first exception, if any. All threads have ended.
  void Rethrow() const {
    if (failure_) std::rethrow_exception(failure_);
  }

 private:
  using Lock = std::unique_lock<std::mutex>;

  // Until it is counted as written, nobody finds the block behind the one that
  // is being written; who writes that goes on with this one.
  void WriteAll(Lock* lock) {
    while (std::unique_ptr<Block> block =
               std::move(done_[written_ % done_.size()])) {
      lock->unlock();
      const bool goes_on = write_(block.get());
      lock->lock();
      if (goes_on) {
        ++written_;
        spare_.push_back(std::move(block));
      }
      stopped_ = stopped_ || !goes_on;
      written_or_stopped_.notify_all();
    }
  }

  const std::function<bool(Block*)> write_;
  std::mutex mutex_;  // Of all that follows.
  std::condition_variable written_or_stopped_;
  size_t numbered_ = 0;  // How many blocks were.
  size_t written_ = 0;
  // Answered, each at its number modulo the size, which are all that are kept.
  std::vector<std::unique_ptr<Block>> done_;
  std::vector<std::unique_ptr<Block>> spare_;
  bool stopped_ = false;
  std::exception_ptr failure_;
};

}  // namespace corsieve::tools

#endif  // CORSIEVE_TOOLS_WRITTEN_IN_ORDER_H_
