#include "gtest/gtest.h"
TEST(HarTest, Todo) {}
