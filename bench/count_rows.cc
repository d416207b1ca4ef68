#include "bench/count_rows.h"

#include <cstdio>
#include <memory>
#include <utility>

#include "bench/c_runs.h"
#include "bench/engine_access.h"
#include "bench/engine_runs.h"
#include "corsieve/exchange.h"
#include "corsieve/reason.h"
#include "corsieve/script_api.h"

namespace corsieve::bench {
namespace {

using Growth = CountRows::Growth;

constexpr size_t kHeads = 64;
constexpr std::string_view kCacheUnit = "cache";

// All of less than 64 KB, more than which profile webkit takes for no head.
constexpr Growth kGrowth[] = {
    {"commas", 8192}, {"tiny", 1000}, {"repeated", 300},  {"alike", 200},
    {"long", 15},     {"long", 128},  {"crowd", 15},      {"listed", 64},
    {"meeting", 200}, {"known", 500}, {"different", 400}, {"one", 1000}};
// 100,000 headers, a value of 10 MB, a list of a million commas.
constexpr Growth kLargeGrowth[] = {{"different", 25000},
                                   {"one", 25000},
                                   {"value", 2500000},
                                   {"commas", 250000}};
constexpr Growth kExchangeGrowth[] = {
    {"known", 500}, {"different", 400}, {"one", 1000}};

}  // namespace

std::string CountRows::At(Profile profile, std::string_view kind, size_t size) {
  return "/" + std::string(GetProfileInfo(profile).name) + "/" +
         std::string(kind) + (size == 0 ? "" : "-" + std::to_string(size));
}

std::vector<std::string_view> CountRows::Units() {
  std::vector<std::string_view> units = {kCacheUnit};
  for (std::string_view set : InstructionSets()) units.push_back(set);
  return units;
}

CountRows::CountRows(std::string_view unit) : set_(unit) {
  if (unit == kCacheUnit) {
    for (const ProfileInfo& info : AllProfiles()) AddCacheGrowth(info.profile);
    return;
  }
  AddFixed();
  for (const ProfileInfo& info : AllProfiles()) {
    for (const Growth& growth : kGrowth) {
      AddGrowth(growth, info.profile, /*large=*/false);
    }
    for (const Growth& growth : kLargeGrowth) {
      AddGrowth(growth, info.profile, /*large=*/true);
    }
    if (MakeExchange(info.profile, set_, nullptr) == nullptr) continue;
    for (const Growth& growth : kExchangeGrowth) {
      AddExchangeGrowth(growth, info.profile);
    }
    AddRequestGrowth(info.profile);
  }
}

const Stream& CountRows::Keep(Stream stream) {
  return streams_.emplace_back(std::move(stream));
}

const Stream& CountRows::Keep(std::string_view kind, size_t size) {
  for (const Stream& stream : streams_) {
    if (stream.name == std::string(kind) + "-" + std::to_string(size)) {
      return stream;
    }
  }
  return Keep(MakeAdversary(kind, size));
}

void CountRows::AddRun(const std::string& name, size_t size,
                       const Stream& stream, Run run) {
  for (const Head& head : stream.heads) {
    const FilteredResponse& seen = run(head);
    if (seen.type() == ResponseType::kCors) continue;
    std::fprintf(stderr, "%s, of size %zu: %s\n", name.c_str(), size,
                 std::string(ReasonName(seen.reason())).c_str());
    all_are_answered_ = false;
    return;
  }
  rows_.push_back({name, size, size == 0 ? CountRow::kCost : CountRow::kLinear,
                   stream.heads.size(), [run = std::move(run), &stream] {
                     for (const Head& head : stream.heads) run(head);
                   }});
}

// What an answer costs.
void CountRows::AddFixed() {
  if (set_ == "portable") return;
  const bool best = set_ == BestInstructionSet();
  for (const ProfileInfo& info : AllProfiles()) {
    const bool standard = info.profile == Profile::kStandard;
    if (!standard && !best) continue;
    const auto filter = std::make_shared<FilterRun>(info.profile, set_);
    const std::vector<std::string_view> names =
        standard ? std::vector<std::string_view>{"small", "api", "cdn"}
                 : std::vector<std::string_view>{"mixed"};
    for (std::string_view name : names) {
      const Stream& stream = Keep(MakeStream(name, kHeads));
      const std::string at = At(info.profile, name);
      AddRun(
          "bytes" + at, 0, stream, [=](const Head& head) -> auto& {
            return filter->Bytes(head);
          });
      AddRun(
          "list" + at, 0, stream, [=](const Head& head) -> auto& {
            return filter->List(head);
          });
    }
  }
  const Stream& api = Keep(MakeStream("api", kHeads));
  const auto filter = std::make_shared<FilterRun>(Profile::kStandard, set_);
  const auto script = std::make_shared<ScriptApi>();
  AddRun(
      "xhr/standard/api", 0, api, [=](const Head& head) -> auto& {
        const FilteredResponse& seen = filter->Bytes(head);
        script->GetAllResponseHeaders(seen);
        return seen;
      });
  if (best) AddC(api);
  const std::shared_ptr<ExchangeRun> exchange =
      ExchangeRun::Make(Profile::kStandard, set_, /*cached=*/10);
  if (exchange == nullptr) return;
  AddRun(
      "exchange/standard/api", 0,
      api, [=](const Head& head) -> auto& { return exchange->Get(head); });
  AddRun(
      "exchange-list/standard/api", 0,
      api, [=](const Head& head) -> auto& { return exchange->GetList(head); });
  AddRun(
      "exchange-put/standard/api", 0,
      api, [=](const Head& head) -> auto& { return exchange->Put(head); });
}

// The same by the C interface.
void CountRows::AddC(const Stream& stream) {
  const auto run = std::make_shared<CFilterRun>(CORSIEVE_BORROW);
  const auto add = [&](const char* name,
                       size_t (CFilterRun::*door)(const Head&)) {
    // Memory is taken once.
    for (const Head& head : stream.heads) (run.get()->*door)(head);
    rows_.push_back(
        {name, 0, CountRow::kCost, stream.heads.size(), [run, door, &stream] {
           for (const Head& head : stream.heads) {
             (run.get()->*door)(head);
           }
         }});
  };
  add("c-bytes/standard/api", &CFilterRun::Bytes);
  add("c-list/standard/api", &CFilterRun::List);
  add("c-pushed/standard/api", &CFilterRun::Push);
}

// How it grows, by either door of a filter, and with a string for script.
void CountRows::AddGrowth(const Growth& growth, Profile profile, bool large) {
  const bool standard = profile == Profile::kStandard;
  if (large && !standard && set_ != BestInstructionSet()) return;
  const std::string at = At(profile, growth.kind, growth.size);
  for (size_t size : {growth.size, 4 * growth.size}) {
    const Stream& stream = Keep(growth.kind, size);
    const auto filter = std::make_shared<FilterRun>(profile, set_);
    AddRun(
        "list" + at, size,
        stream, [=](const Head& head) -> auto& { return filter->List(head); });
    if (large && !standard) continue;
    AddRun(
        "bytes" + at, size,
        stream, [=](const Head& head) -> auto& { return filter->Bytes(head); });
    // What script asks for is compiled once, for all sets.
    if (!standard || set_ != BestInstructionSet()) continue;
    const auto script = std::make_shared<ScriptApi>();
    AddRun(
        "xhr" + at, size, stream, [=](const Head& head) -> auto& {
          const FilteredResponse& seen = filter->Bytes(head);
          script->GetAllResponseHeaders(seen);
          return seen;
        });
  }
}

}  // namespace corsieve::bench
