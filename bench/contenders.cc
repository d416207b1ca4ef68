#include "bench/contenders.h"

#include <memory>
#include <string_view>
#include <utility>

#include "absl/types/span.h"
#include "bench/answers.h"
#include "bench/c_runs.h"
#include "bench/engine_access.h"
#include "bench/engine_runs.h"
#include "corsieve/script_api.h"
#ifdef CORSIEVE_BENCH_PEERS
#include "bench/peers.h"
#endif

namespace corsieve::bench {
namespace {

using All = std::vector<Contender>;
using Strings = std::vector<std::pair<std::string, std::string>>;

// How many preflights a small cache remembers, and a large one.
constexpr size_t kFew = 10;
constexpr size_t kMany = 100000;

// `set` is the name of an instruction set, which rows with the standard's
// profile are called by, or a profile's, which is measured with the best set.
void AddFilter(Profile profile, std::string_view set, const std::string& name,
               All* all) {
  const auto run = std::make_shared<FilterRun>(profile, set);
  all->push_back({"answer/" + name,
                  [run](const Head& head) { return Sum(run->Bytes(head)); }});
  all->push_back({"list/" + name,
                  [run](const Head& head) { return Sum(run->List(head)); }});
  if (profile != Profile::kStandard || set == "portable") return;
  all->push_back({"list-of-views/" + name,
                  [run](const Head& head) { return Sum(run->Views(head)); }});
}

void AddScriptApi(std::string_view set, All* all) {
  const auto run = std::make_shared<FilterRun>(Profile::kStandard, set);
  const auto api = std::make_shared<ScriptApi>();
  const std::string name(set);
  all->push_back({"answer+entries/" + name, [=](const Head& head) {
                    return api->Entries(run->Bytes(head)).size();
                  }});
  all->push_back({"answer+xhr/" + name, [=](const Head& head) {
                    return api->GetAllResponseHeaders(run->Bytes(head)).size();
                  }});
  all->push_back({"answer+entries+xhr/" + name, [=](const Head& head) {
                    const FilteredResponse& seen = run->Bytes(head);
                    const size_t entries = api->Entries(seen).size();
                    return entries + api->GetAllResponseHeaders(seen).size();
                  }});
}

void AddExchange(Profile profile, std::string_view set, const std::string& name,
                 All* all) {
  const std::shared_ptr<ExchangeRun> run =
      ExchangeRun::Make(profile, set, kFew);
  if (run == nullptr) return;
  all->push_back({"exchange/" + name,
                  [run](const Head& head) { return Sum(run->Get(head)); }});
  all->push_back({"exchange-list/" + name,
                  [run](const Head& head) { return Sum(run->GetList(head)); }});
  all->push_back({"exchange-put-10/" + name,
                  [run](const Head& head) { return Sum(run->Put(head)); }});
  if (profile != Profile::kStandard) return;
  const std::shared_ptr<ExchangeRun> large =
      ExchangeRun::Make(profile, set, kMany);
  all->push_back({"exchange-put-100000/" + name,
                  [large](const Head& head) { return Sum(large->Put(head)); }});
}

// The C interface, which takes the best instruction set.
void AddC(corsieve_keep keep, const std::string& name, All* all) {
  const auto run = std::make_shared<CFilterRun>(keep);
  all->push_back(
      {"answer/" + name, [run](const Head& head) { return run->Bytes(head); }});
  all->push_back(
      {"list/" + name, [run](const Head& head) { return run->List(head); }});
  all->push_back(
      {"pushed/" + name, [run](const Head& head) { return run->Push(head); }});
}

void AddListPeers(All* all) {
  const auto views = std::make_shared<ViewsAnswer>();
  all->push_back({"list/views", [views](const Head& head) {
                    views->Run(head.headers, head.credentials);
                    return views->seen.size();
                  }});
  const auto seen = std::make_shared<Strings>();
  all->push_back({"list/unordered-map", [seen](const Head& head) {
                    AnswerWithMap(head.headers, head.credentials, seen.get());
                    return seen->size();
                  }});
}

#ifdef CORSIEVE_BENCH_PEERS
void AddParsers(All* all) {
  for (const Peer& peer : Peers()) {
    all->push_back(
        {"parse/" + std::string(peer.name), [&peer](const Head& head) {
           return static_cast<size_t>(peer.parse(head.bytes));
         }});
  }
  const auto headers = std::make_shared<std::vector<Header>>();
  const auto views = std::make_shared<ViewsAnswer>();
  all->push_back({"answer/views", [=](const Head& head) {
                    const long count = ParseFastest(head.bytes, headers.get());
                    views->Run(absl::MakeSpan(headers->data(), count),
                               head.credentials);
                    return views->seen.size();
                  }});
  const auto copies = std::make_shared<Strings>();
  all->push_back({"answer/absl-copies", [=](const Head& head) {
                    const long count = ParseFastest(head.bytes, headers.get());
                    AnswerWithCopies(absl::MakeSpan(headers->data(), count),
                                     head.credentials, copies.get());
                    return copies->size();
                  }});
}
#endif

}  // namespace

std::vector<Contender> Contenders() {
  All all;
  for (std::string_view set : InstructionSets()) {
    AddFilter(Profile::kStandard, set, std::string(set), &all);
    if (set != "portable") AddScriptApi(set, &all);
    AddExchange(Profile::kStandard, set, std::string(set), &all);
  }
  for (const ProfileInfo& info : AllProfiles()) {
    if (info.profile == Profile::kStandard) continue;
    const std::string name(info.name);
    AddFilter(info.profile, BestInstructionSet(), name, &all);
    AddExchange(info.profile, BestInstructionSet(), name, &all);
  }
  AddC(CORSIEVE_BORROW, "c", &all);
  AddC(CORSIEVE_COPY, "c-copy", &all);
  AddListPeers(&all);
#ifdef CORSIEVE_BENCH_PEERS
  AddParsers(&all);
#endif
  return all;
}

}  // namespace corsieve::bench
