#include "tools/har/har.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tools/har/har_fetches.h"
#include "tools/har/har_reader.h"
#include "tools/har/har_writer.h"
#include "tools/push_in_order.h"
#include "tools/text.h"

namespace corsieve::tools {
namespace {

// A block has so many fetches, or fewer of so much.
constexpr size_t kBlockFetches = 32;
constexpr size_t kBlockBytes = size_t{1} << 18;

struct Judged {
  HarFetch fetch;  // Until it is judged.
  std::optional<std::string> page_origin;
  HarVerdict verdict;
  std::string row;
};

struct Block {
  std::vector<Judged> fetches;
  size_t bytes = 0;
};

size_t SizeOf(const HarFetch& fetch) {
  size_t size = 0;
  for (const HarEntry& entry : fetch.hops) size += SizeOf(entry);
  for (const HarEntry& entry : fetch.preflights) size += SizeOf(entry);
  return size;
}

bool IsAsked(const HarFetch& fetch, const std::string& part) {
  for (const HarEntry& hop : fetch.hops) {
    if (Contains(hop.url, part)) return true;
  }
  return false;
}

// One thread reads; blocks of fetches are judged by all, and written in order.
class HarRun {
 public:
  HarRun(const HarOptions& options, ByteSource* in, HarStreams* streams,
         HarSummary* summary)
      : options_(options),
        source_(in),
        streams_(streams),
        writer_(NewHarWriter(options,
                             [this](std::string_view text) { Print(text); })),
        summary_(summary),
        fetches_([this](HarFetch fetch) { Take(std::move(fetch)); }),
        blocks_(
            options.threads, [this](Block* block) { Judge(block); },
            [this](Block* block) { return Write(block); }) {}

  // The program's exit status.
  int Run() {
    blocks_.Run([this] { Read(); });
    if (is_written_) Finish();
    if (const std::string why = streams_->Flush(); !why.empty()) {
      Complain("cannot write: " + why);
      return 1;
    }
    if (!error_.empty()) return 1;
    return IsAsWanted() ? 0 : 1;
  }

 private:
  void Read() {
    block_ = blocks_.New();
    ReadHarEntries(
        source_, &log_,
        [this](HarEntry entry) {
          ++summary_->entries;
          streams_->Tell(source_->position(), summary_->entries);
          pages_.Learn(log_, entry);
          fetches_.Add(std::move(entry));
          return block_ != nullptr;
        },
        &error_);
    fetches_.Finish();
    if (block_ != nullptr) blocks_.Push(std::move(block_));
  }

  // What is known of its page is what the file had up to here.
  void Take(HarFetch fetch) {
    if (block_ == nullptr || !IsAsked(fetch, options_.url)) return;
    block_->bytes += SizeOf(fetch);
    Judged& judged = block_->fetches.emplace_back();
    judged.page_origin = pages_.OriginOf(fetch.hops.front().page_ref);
    judged.fetch = std::move(fetch);
    if (block_->fetches.size() < kBlockFetches && block_->bytes < kBlockBytes) {
      return;
    }
    blocks_.Push(std::move(block_));
    block_ = blocks_.New();
  }

  void Judge(Block* block) const {
    for (Judged& judged : block->fetches) {
      judged.verdict =
          JudgeHarFetch(judged.fetch, judged.page_origin, options_);
      judged.fetch = HarFetch();
      judged.row = writer_->Row(judged.verdict);
    }
  }

  bool Write(Block* block) {
    for (Judged& judged : block->fetches) {
      const HarVerdict& verdict = judged.verdict;
      const bool is_judged = verdict.kind == HarVerdict::Kind::kFailed ||
                             verdict.kind == HarVerdict::Kind::kHidden ||
                             verdict.kind == HarVerdict::Kind::kFine;
      expected_of_ += is_judged && verdict.api != "none";
      summary_->Add(verdict);
      writer_->Add(verdict, std::move(judged.row));
      for (const std::string& unmet : verdict.unmet) {
        Complain("entry " + std::to_string(verdict.numbers.front()) + ", " +
                 Printable(verdict.url) + ": " + unmet);
      }
    }
    block->fetches.clear();
    block->bytes = 0;
    return is_written_;
  }

  void Finish() {
    streams_->Finish();
    if (!error_.empty()) Complain(Printable(options_.file) + ": " + error_);
    summary_->error = error_;
    // Of what is no HAR there is nothing to be told.
    if (error_.empty() || summary_->entries > 0) {
      writer_->Finish(log_, *summary_);
    }
  }

  void Print(std::string_view text) {
    is_written_ = is_written_ && streams_->Print(text);
  }

  void Complain(const std::string& what) {
    streams_->Complain("corsieve: " + what + "\n");
  }

  // Whether what was wanted and expected is so.
  bool IsAsWanted() {
    bool ok = summary_->unmet == 0;
    for (const std::string& name : options_.wants) {
      if (summary_->wanted.count(Lower(name)) > 0) ok = false;
      if (summary_->readable.count(Lower(name)) > 0) continue;
      Complain(Printable(name) + " is readable in no response");
      ok = false;
    }
    if (!options_.expect.empty() && expected_of_ == 0) {
      Complain("no fetch by script to expect anything of");
      ok = false;
    }
    return ok;
  }

  const HarOptions& options_;
  ByteSource* const source_;
  HarStreams* const streams_;
  const std::unique_ptr<HarWriter> writer_;
  HarSummary* const summary_;

  // Of the thread that reads; also the number of entries in *summary_.
  HarLog log_;
  HarPages pages_;
  HarFetches fetches_;
  std::unique_ptr<Block> block_;  // That is filled; nullptr: none is wanted.
  std::string error_;

  // Of the one that writes.
  size_t expected_of_ = 0;
  bool is_written_ = true;

  PushInOrder<Block> blocks_;
};

}  // namespace

int Har(const HarOptions& options, ByteSource* in, HarStreams* streams,
        HarSummary* summary) {
  return HarRun(options, in, streams, summary).Run();
}

}  // namespace corsieve::tools
