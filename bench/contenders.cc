#include "bench/contenders.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string_view>
#include <utility>

#include "bench/answers.h"
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

// Holds answers for one head of a stream against those of the standard's
// filter, or of a profile's, to its bytes.
class Check {
 public:
  Check(const Stream& stream, size_t i) : stream_(stream), i_(i) {}

  void Same(std::string_view what, size_t got, size_t want) const {
    if (got != want) Disagree(what, got, want);
  }
  // Each header has the same reason.
  void SameReasons(std::string_view what, const FilteredResponse& got,
                   const FilteredResponse& want) const {
    if (got.type() != want.type() || got.reasons() != want.reasons()) {
      Disagree(what, got.reasons().size(), want.reasons().size());
    }
  }
  // Script sees headers of the same names. An engine joins repeated lines as it
  // reads bytes; for a list the values are left to the standard.
  void SameNames(std::string_view what, const FilteredResponse& got,
                 const FilteredResponse& want) const {
    const absl::Span<const Header> got_entries = got_api_.Entries(got);
    const absl::Span<const Header> want_entries = want_api_.Entries(want);
    if (got.type() != want.type() ||
        !std::equal(got_entries.begin(), got_entries.end(),
                    want_entries.begin(), want_entries.end(),
                    [](const Header& a, const Header& b) {
                      return a.name == b.name;
                    })) {
      Disagree(what, got_entries.size(), want_entries.size());
    }
  }
  // These strings, in any order, are what script sees.
  void SameStrings(std::string_view what, Strings got,
                   const FilteredResponse& want) const {
    std::sort(got.begin(), got.end());
    const absl::Span<const Header> entries = want_api_.Entries(want);
    if (!std::equal(got.begin(), got.end(), entries.begin(), entries.end(),
                    [](const auto& a, const Header& b) {
                      return a.first == b.name && a.second == b.value;
                    })) {
      Disagree(what, got.size(), entries.size());
    }
  }

 private:
  [[noreturn]] void Disagree(std::string_view what, size_t got,
                             size_t want) const {
    std::fprintf(stderr, "%s, head %zu: %s has %zu, the filter %zu:\n%s\n",
                 stream_.name.c_str(), i_, std::string(what).c_str(), got, want,
                 std::string(stream_.heads[i_].bytes).c_str());
    std::exit(1);
  }

  const Stream& stream_;
  size_t i_;
  mutable ScriptApi got_api_;
  mutable ScriptApi want_api_;
};

void CheckSets(const Stream& stream) {
  FilterRun best(Profile::kStandard, BestInstructionSet());
  std::vector<std::string_view> sets = InstructionSets();
  sets.push_back(kNoSet);
  for (std::string_view set : sets) {
    FilterRun run(Profile::kStandard, set);
    for (size_t i = 0; i < stream.heads.size(); ++i) {
      const Head& head = stream.heads[i];
      const Check check(stream, i);
      const FilteredResponse& want = best.Bytes(head);
      check.Same("header list", want.reasons().size(), head.headers.size());
      check.SameReasons(set, run.Bytes(head), want);
      check.SameReasons(std::string(set) + " list", run.List(head), want);
      check.SameReasons(std::string(set) + " views", run.Views(head), want);
    }
  }
}

void CheckProfiles(const Stream& stream) {
  for (const ProfileInfo& info : AllProfiles()) {
    FilterRun bytes(info.profile, BestInstructionSet());
    FilterRun list(info.profile, BestInstructionSet());
    const std::string name(info.name);
    for (size_t i = 0; i < stream.heads.size(); ++i) {
      const Head& head = stream.heads[i];
      Check(stream, i).SameNames(name + " list", list.List(head),
                                 bytes.Bytes(head));
    }
    for (std::string_view set : InstructionSets()) {
      const auto exchange = ExchangeRun::Make(info.profile, set, kFew);
      if (exchange == nullptr) continue;
      for (size_t i = 0; i < stream.heads.size(); ++i) {
        const Head& head = stream.heads[i];
        const Check check(stream, i);
        const FilteredResponse& want = bytes.Bytes(head);
        check.SameReasons(name + " GET", exchange->Get(head), want);
        check.SameNames(name + " GET list", exchange->GetList(head), want);
        check.SameReasons(name + " PUT", exchange->Put(head), want);
        check.Same(name + " preflights", exchange->preflight_count(), 0);
      }
    }
  }
}

void CheckPeers(const Stream& stream) {
  FilterRun best(Profile::kStandard, BestInstructionSet());
  for (size_t i = 0; i < stream.heads.size(); ++i) {
    const Head& head = stream.heads[i];
    const Check check(stream, i);
    const FilteredResponse& want = best.Bytes(head);
    ViewsAnswer views;
    Strings strings;
    // They know nothing of redirects and the like.
    const bool is_cors = want.type() == ResponseType::kCors;
    size_t exposed = 0;
    for (Reason reason : want.reasons()) exposed += IsExposed(reason);
    if (is_cors) {
      views.Run(head.headers, head.credentials);
      check.Same("list/views", views.seen.size(), exposed);
      AnswerWithMap(head.headers, head.credentials, &strings);
      check.SameStrings("list/unordered-map", strings, want);
    }
#ifdef CORSIEVE_BENCH_PEERS
    for (const Peer& peer : Peers()) {
      check.Same(peer.name, static_cast<size_t>(peer.parse(head.bytes)),
                 head.headers.size());
    }
    std::vector<Header> headers;
    const long parsed = ParseFastest(head.bytes, &headers);
    if (is_cors) {
      const auto span = absl::MakeSpan(headers.data(), parsed);
      views.Run(span, head.credentials);
      check.Same("answer/views", views.seen.size(), exposed);
      AnswerWithCopies(span, head.credentials, &strings);
      check.Same("answer/absl-copies", strings.size(), exposed);
    }
#endif
  }
}

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
  AddListPeers(&all);
#ifdef CORSIEVE_BENCH_PEERS
  AddParsers(&all);
#endif
  return all;
}

void CheckStream(const Stream& stream) {
  CheckSets(stream);
  CheckProfiles(stream);
  CheckPeers(stream);
}

}  // namespace corsieve::bench
