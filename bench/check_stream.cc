#include "bench/check_stream.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/types/span.h"
#include "bench/answers.h"
#include "bench/engine_access.h"
#include "bench/engine_runs.h"
#include "corsieve/script_api.h"
#ifdef CORSIEVE_BENCH_PEERS
#include "bench/peers.h"
#endif

namespace corsieve::bench {
namespace {

using Strings = std::vector<std::pair<std::string, std::string>>;

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
      const auto exchange = ExchangeRun::Make(info.profile, set, /*cached=*/10);
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

void CheckStream(const Stream& stream) {
  CheckSets(stream);
  CheckProfiles(stream);
  CheckPeers(stream);
}

}  // namespace corsieve::bench
