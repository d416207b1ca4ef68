#include "tools/push_in_order.h"

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

std::vector<int> Wanted(int size) {
  std::vector<int> wanted;
  for (int i = 0; i < size; ++i) wanted.push_back(10 * i);
  return wanted;
}

class PushInOrderTest : public testing::TestWithParam<size_t> {
 protected:
  // Pushes up to `count` numbers and keeps what is written.
  void Run(int count) {
    PushInOrder<Block> blocks(GetParam(), work, [this](Block* block) {
      written.push_back(block->answer);
      return block->number != last;
    });
    blocks.Run([&] {
      for (pushed = 0; pushed < count; ++pushed) {
        if (pushed == throws_at) throw std::bad_alloc();
        std::unique_ptr<Block> block = blocks.New();
        if (block == nullptr) return;
        block->number = pushed;
        blocks.Push(std::move(block));
      }
    });
  }

  std::function<void(Block*)> work = [](Block* block) {
    block->answer = 10 * block->number;
  };
  int throws_at = -1;
  int last = -1;  // To be written.
  int pushed = 0;
  std::vector<int> written;
};

INSTANTIATE_TEST_SUITE_P(Threads, PushInOrderTest, testing::Values(1, 2, 3, 8));

TEST_P(PushInOrderTest, WritesInTheOrderOfPushing) {
  for (int count : {0, 1, 2, 1000}) {
    written.clear();
    Run(count);
    EXPECT_EQ(written, Wanted(count));
  }
}

TEST_P(PushInOrderTest, HoweverLongABlockTakes) {
  work = [](Block* block) {
    std::mt19937 random(static_cast<unsigned>(block->number));
    std::this_thread::sleep_for(
        std::chrono::microseconds(block->number == 0 ? 20000 : random() % 300));
    block->answer = 10 * block->number;
  };
  Run(200);
  EXPECT_EQ(written, Wanted(200));
}

// Four for each thread: the next waits until the first is written.
TEST_P(PushInOrderTest, KeepsFewBlocks) {
  bool is_first_written = false;
  PushInOrder<Block> blocks(
      GetParam(),
      [](Block* block) {
        if (block->number == 0) {
          std::this_thread::sleep_for(std::chrono::milliseconds(50));
        }
      },
      [&](Block* block) {
        if (block->number == 0) is_first_written = true;
        return true;
      });
  blocks.Run([&] {
    for (int i = 0; i < 500; ++i) {
      std::unique_ptr<Block> block = blocks.New();
      ASSERT_NE(block, nullptr);
      if (i == 4 * static_cast<int>(GetParam())) {
        EXPECT_TRUE(is_first_written);
      }
      block->number = i;
      blocks.Push(std::move(block));
    }
  });
}

// As a program does that has no threads.
TEST(PushInOrderOfOneThreadTest, WritesBeforePushReturns) {
  std::vector<int> written;
  PushInOrder<Block> blocks(
      1, [](Block* block) { block->answer = 10 * block->number; },
      [&](Block* block) {
        written.push_back(block->answer);
        return true;
      });
  blocks.Run([&] {
    for (int i = 0; i < 10; ++i) {
      std::unique_ptr<Block> block = blocks.New();
      block->number = i;
      blocks.Push(std::move(block));
      EXPECT_EQ(written, Wanted(i + 1));
    }
  });
}

TEST_P(PushInOrderTest, ThrowsWhatIsThrown) {
  throws_at = 50;
  EXPECT_THROW(Run(100), std::bad_alloc);
  EXPECT_EQ(written, Wanted(50));

  throws_at = -1;
  written.clear();
  work = [](Block* block) {
    if (block->number == 30) throw std::runtime_error("30");
    block->answer = 10 * block->number;
  };
  EXPECT_THROW(Run(1000), std::runtime_error);
  EXPECT_LE(written.size(), 30u);
  EXPECT_LT(pushed, 1000);
}

TEST_P(PushInOrderTest, WritesNothingBehindWhatCannotBeWritten) {
  last = 20;
  Run(1000);
  EXPECT_EQ(written, Wanted(21));
  EXPECT_LT(pushed, 1000);
}

}  // namespace
}  // namespace corsieve::tools
