#include "tools/in_order.h"

#include <atomic>
#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <new>
#include <random>
#include <stdexcept>
#include <thread>
#include <utility>
#include <vector>

#include "gtest/gtest.h"

namespace corsieve::tools {
namespace {

struct Block {
  int number = -1;
  int answer = -1;
};

// Steps that read numbers up to `count`, and keep what was written.
struct Numbers {
  explicit Numbers(int count) : count(count) {
    steps.read = [this](Block* block) {
      EXPECT_FALSE(ended);
      ended = next == this->count;
      if (ended) return false;
      block->number = next++;
      return true;
    };
    steps.make_work = [] {
      return [](Block* block) { block->answer = 10 * block->number; };
    };
    steps.write = [this](Block* block) {
      written.push_back(block->answer);
      return true;
    };
  }
  static std::vector<int> Wanted(int size) {
    std::vector<int> wanted;
    for (int i = 0; i < size; ++i) wanted.push_back(10 * i);
    return wanted;
  }

  int count;
  int next = 0;
  bool ended = false;
  std::vector<int> written;
  InOrderSteps<Block> steps;
};

std::function<void(Block*)> SlowWork() {
  return [](Block* block) {
    const int ms = block->number == 20 ? 20 : block->number % 3;
    std::this_thread::sleep_for(std::chrono::milliseconds(ms));
    block->answer = 10 * block->number;
  };
}

class InOrderTest : public testing::TestWithParam<size_t> {};

INSTANTIATE_TEST_SUITE_P(Threads, InOrderTest, testing::Values(1, 2, 3, 8));

TEST_P(InOrderTest, WritesInTheOrderOfReading) {
  for (int count : {0, 1, 2, 1000}) {
    Numbers numbers(count);
    InOrder<Block>(GetParam(), numbers.steps).Run();
    EXPECT_EQ(numbers.written, numbers.Wanted(count));
  }
}

TEST_P(InOrderTest, HoweverLongABlockTakes) {
  Numbers numbers(200);
  numbers.steps.make_work = [] {
    return [](Block* block) {
      std::mt19937 random(static_cast<unsigned>(block->number));
      std::this_thread::sleep_for(std::chrono::microseconds(
          block->number == 0 ? 20000 : random() % 300));
      block->answer = 10 * block->number;
    };
  };
  InOrder<Block>(GetParam(), numbers.steps).Run();
  EXPECT_EQ(numbers.written, numbers.Wanted(200));
}

// Two for each thread and one more.
TEST_P(InOrderTest, KeepsFewBlocks) {
  Numbers numbers(500);
  numbers.steps.make_work = [] {
    return [](Block* block) {
      block->answer = 10 * block->number;
      if (block->number == 0) {
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
      }
    };
  };
  // By then the others have read all that they may.
  std::atomic<int> most = 0;
  const auto read = numbers.steps.read;
  numbers.steps.read = [&](Block* block) {
    const bool any = read(block);
    if (any) most = block->number;
    return any;
  };
  int read_before_first = 0;
  const auto write = numbers.steps.write;
  numbers.steps.write = [&](Block* block) {
    if (block->number == 0) read_before_first = most;
    return write(block);
  };
  InOrder<Block>(GetParam(), numbers.steps).Run();
  EXPECT_EQ(numbers.written, numbers.Wanted(500));
  EXPECT_LE(read_before_first, 2 * static_cast<int>(GetParam()));
}

TEST_P(InOrderTest, ReadsOnceMoreWhenMemoryIsBack) {
  Numbers numbers(100);
  numbers.steps.make_work = SlowWork;
  const auto read = numbers.steps.read;
  bool failed = false;
  numbers.steps.read = [&](Block* block) {
    const bool again = std::exchange(failed, false);
    if (numbers.next % 7 == 3 && !again) {
      failed = true;
      throw std::bad_alloc();
    }
    // By then all is written, and memory is there again.
    if (again) {
      EXPECT_EQ(numbers.written, numbers.Wanted(numbers.next));
      EXPECT_EQ(block->number, -1);
    }
    return read(block);
  };
  InOrder<Block>(GetParam(), numbers.steps).Run();
  EXPECT_EQ(numbers.written, numbers.Wanted(100));
}

TEST_P(InOrderTest, ThrowsWhatAStepThrows) {
  Numbers numbers(100);
  const auto read = numbers.steps.read;
  numbers.steps.read = [&](Block* block) {
    if (numbers.next == 50) throw std::bad_alloc();
    return read(block);
  };
  EXPECT_THROW(InOrder<Block>(GetParam(), numbers.steps).Run(), std::bad_alloc);
  EXPECT_EQ(numbers.written, numbers.Wanted(50));

  Numbers working(100);
  working.steps.make_work = [] {
    return [](Block* block) {
      if (block->number == 30) throw std::runtime_error("30");
      block->answer = 10 * block->number;
    };
  };
  EXPECT_THROW(InOrder<Block>(GetParam(), working.steps).Run(),
               std::runtime_error);
  EXPECT_LE(working.written.size(), 30u);

  Numbers starting(100);
  starting.steps.make_work = []() -> std::function<void(Block*)> {
    throw std::bad_alloc();
  };
  EXPECT_THROW(InOrder<Block>(GetParam(), starting.steps).Run(),
               std::bad_alloc);
}

TEST_P(InOrderTest, WritesNothingBehindWhatCannotBeWritten) {
  Numbers numbers(1000);
  numbers.steps.make_work = SlowWork;  // Some wait behind the one of 20.
  const auto write = numbers.steps.write;
  numbers.steps.write = [&](Block* block) {
    return write(block) && block->number < 20;
  };
  InOrder<Block>(GetParam(), numbers.steps).Run();
  EXPECT_EQ(numbers.written, numbers.Wanted(21));
}

}  // namespace
}  // namespace corsieve::tools
