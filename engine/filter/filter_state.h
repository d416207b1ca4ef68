// What a Filter has, and the two stages that it goes through: a response is
// read, and then judged.

#ifndef CORSIEVE_ENGINE_FILTER_FILTER_STATE_H_
#define CORSIEVE_ENGINE_FILTER_FILTER_STATE_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "corsieve/filter.h"
#include "engine/base/block_buffer.h"
#include "engine/checks/hop.h"
#include "engine/filter/filtered_response.h"
#include "engine/headers/header_table.h"
#include "engine/hot_path/hot_path.h"
#include "engine/read/read.h"
#include "engine/simd/simd.h"
#include "engine/terms/departures.h"

namespace corsieve {

struct FilterState {
 public:
  FilterState(Profile profile, const HotPath& hot_path);

  const FilteredResponse& seen() const { return seen_; }
  // The response that is read into and judged.
  Response* response() { return &seen_.internal_; }
  HopMaker* hops() { return &hops_; }
  const HotPath& hot_path() const { return hot_path_; }

  // The first stage: each forgets the last result, and fills response().
  // nullopt, or why it is a network error.
  Failure Read(const Hop& hop, std::string_view bytes);
  Failure Read(const Hop& hop, const ParsedResponse& parsed);

  // The second: makes the answer of what response() is by now.
  const FilteredResponse& Judge(const Hop& hop);

  // Network errors: of no response, and of the one that is there.
  const FilteredResponse& NetworkError(Reason reason);
  const FilteredResponse& TurnIntoNetworkError(Reason reason);

  // Which of 64 rows of a response from `row` on, a multiple of 64, are
  // exposed, as bits: their reasons are in a BlockBuffer, so all can be read.
  static uint64_t ExposedRows(const FilteredResponse& seen, size_t row) {
    const char* const block =
        reinterpret_cast<const char*>(seen.reasons_ + row);
    const uint64_t exposed = simd::Baseline::Block(block).AtMost(
        static_cast<char>(Reason::kExposedByStar));
    const size_t rest = seen.reasons().size() - row;
    return rest < 64 ? exposed & ((uint64_t{1} << rest) - 1) : exposed;
  }

 private:
  HeaderTable& table() { return TableOf(&seen_.internal_.header_list); }
  void Forget();
  void MakeRoomForReasons() {
    if (table().size() < reasons_.capacity()) return;
    reasons_.Reserve(table().size() + 1);
    seen_.reasons_ = reasons_.data();
  }
  void HideAll(ResponseType type, Reason response, Reason header);

  const HotPath& hot_path_;
  const ReasonsById by_id_;
  HopMaker hops_;
  std::string scratch_;
  BlockBuffer<Reason> reasons_;
  FilteredResponse seen_;
};

// From the public face to its state, and the choice of inner loops, which is
// for tests and benchmarks.
struct FilterAccess {
  static FilterState& StateOf(Filter* filter) { return *filter->state_; }
  static std::unique_ptr<Filter> Make(Profile profile,
                                      const HotPath& hot_path) {
    auto filter = std::make_unique<Filter>(profile);
    SetHotPath(profile, hot_path, filter.get());
    return filter;
  }
  // Makes it one that has answered nothing.
  static void SetHotPath(Profile profile, const HotPath& hot_path,
                         Filter* filter) {
    filter->state_ = std::make_unique<FilterState>(profile, hot_path);
  }
};

}  // namespace corsieve

#endif  // CORSIEVE_ENGINE_FILTER_FILTER_STATE_H_
