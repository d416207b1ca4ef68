// Blocks of lines that threads answer, in the order in which they came.

#ifndef CORSIEVE_TOOLS_COMMANDS_IN_ORDER_H_
#define CORSIEVE_TOOLS_COMMANDS_IN_ORDER_H_

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "tools/json_writer.h"

namespace corsieve::tools {

struct Block {
  struct Line {
    size_t start;  // In text.
    size_t size;
    bool too_long;
  };
  size_t first = 0;  // The number of the first line.
  std::string text;
  std::vector<Line> lines;

  JsonWriter answers;
  size_t failed = 0;
  bool out_of_memory = false;  // So that answers are missing.
};

class InOrder {
 public:
  using Work = std::function<void(Block*)>;

  // `make_work` is called once for each thread, by that thread.
  InOrder(size_t threads, std::function<Work()> make_work);
  // Waits for the threads; what was not taken is lost.
  ~InOrder();
  InOrder(const InOrder&) = delete;
  InOrder& operator=(const InOrder&) = delete;

  void Give(std::unique_ptr<Block> block);
  // The oldest block, once it is answered; nullptr where there is none, or,
  // unless `wait`, it is not yet.
  std::unique_ptr<Block> Take(bool wait);
  // Whether there are so many that one should be taken before one is given.
  bool is_full() const { return given_.size() >= most_; }

 private:
  struct Entry {
    std::unique_ptr<Block> block;
    bool done = false;
  };

  void Run(const std::function<Work()>& make_work);
  void Stop();

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

#endif  // CORSIEVE_TOOLS_COMMANDS_IN_ORDER_H_
