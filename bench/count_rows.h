// The work whose instructions are counted.

#ifndef CORSIEVE_BENCH_COUNT_ROWS_H_
#define CORSIEVE_BENCH_COUNT_ROWS_H_

#include <cstddef>
#include <deque>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "bench/heads.h"
#include "corsieve/filter.h"
#include "corsieve/profile.h"

namespace corsieve::bench {

struct CountRow {
  // What is done, in which profile, to what: "list/firefox/tiny-1000". Rows
  // that tell how a cost grows are there twice, with the smaller size in it.
  std::string name;
  size_t size = 0;
  // What is asked: how a cost grows that may be linear in the size, how one
  // grows that may not depend on it, or the cost itself.
  enum Kind : char {
    kLinear = 'l',
    kSorted = 's',
    kConstant = 'c',
    kCost = '='
  } kind;
  // The count of the row is that of its work, divided by this.
  size_t divisor = 1;
  // What this takes from the heap once and keeps, it has already.
  std::function<void()> work;
};

// Makes the rows of one unit of work, which is an instruction set or "cache",
// and owns what they work on.
class CountRows {
 public:
  // A kind of adversary, to be counted at this size and at four times that.
  struct Growth {
    std::string_view kind;
    size_t size;
  };

  static std::vector<std::string_view> Units();

  explicit CountRows(std::string_view unit);
  const std::vector<CountRow>& rows() const { return rows_; }
  // Whether each head gives script a response. Nothing is learnt from what is
  // refused at once; such a row is missing, and stderr has it.
  bool all_are_answered() const { return all_are_answered_; }

 private:
  using Run = std::function<const FilteredResponse&(const Head&)>;

  // The end of a row's name; `size` is the smaller one, if it is of growth.
  static std::string At(Profile profile, std::string_view kind,
                        size_t size = 0);

  void AddFixed();
  void AddC(const Stream& stream);
  // `large`: above what engines take as bytes, and slow to count. Profiles are
  // counted with the best set alone then.
  void AddGrowth(const Growth& growth, Profile profile, bool large);
  void AddExchangeGrowth(const Growth& growth, Profile profile);
  void AddRequestGrowth(Profile profile);
  void AddCacheGrowth(Profile profile);
  void AddCacheGrowth(Profile profile, size_t base, size_t size);
  // Adds `run` for all heads of the stream. Without a size, the cost is asked.
  void AddRun(const std::string& name, size_t size, const Stream& stream,
              Run run);
  const Stream& Keep(Stream stream);
  // The adversary, made once.
  const Stream& Keep(std::string_view kind, size_t size);

  const std::string_view set_;
  std::deque<Stream> streams_;
  std::vector<CountRow> rows_;
  bool all_are_answered_ = true;
};

}  // namespace corsieve::bench

#endif  // CORSIEVE_BENCH_COUNT_ROWS_H_
