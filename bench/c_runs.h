// The engine's answers for a head through corsieve.h. What it costs beyond
// those of engine_runs.h is what the C interface costs.

#ifndef CORSIEVE_BENCH_C_RUNS_H_
#define CORSIEVE_BENCH_C_RUNS_H_

#include <cstddef>
#include <memory>

#include "bench/heads.h"
#include "corsieve.h"

namespace corsieve::bench {

// Each call asks for the reasons and the result, as a caller in C does, and
// returns a number that depends on them.
class CFilterRun {
 public:
  explicit CFilterRun(corsieve_keep keep);

  size_t Bytes(const Head& head);
  // The headers where they lie.
  size_t List(const Head& head);
  // Header by header.
  size_t Push(const Head& head);

 private:
  size_t RunList(const Head& head, corsieve_headers headers);

  struct Free {
    void operator()(corsieve_filter* filter) const {
      corsieve_filter_free(filter);
    }
    void operator()(corsieve_list* list) const { corsieve_list_free(list); }
  };
  std::unique_ptr<corsieve_filter, Free> filter_;
  std::unique_ptr<corsieve_list, Free> list_;
  corsieve_request request_ = CORSIEVE_REQUEST_INIT;
  corsieve_response response_ = CORSIEVE_RESPONSE_INIT;
  corsieve_result result_ = CORSIEVE_RESULT_INIT;
  corsieve_reason reasons_[256];
};

}  // namespace corsieve::bench

#endif  // CORSIEVE_BENCH_C_RUNS_H_
