#include "tools/warc/warc.h"

#include <cerrno>
#include <cstdint>
#include <cstring>
#include <map>
#include <memory>
#include <new>
#include <optional>
#include <string_view>
#include <utility>

#include "tools/case.h"
#include "tools/case_json.h"
#include "tools/file_source.h"
#include "tools/in_order.h"
#include "tools/json_writer.h"
#include "tools/read_answers.h"
#include "tools/run_case.h"
#include "tools/text.h"
#include "tools/url.h"
#include "tools/warc/warc_reader.h"

namespace corsieve::tools {
namespace {

// A block has as much of heads, or as many records.
constexpr size_t kBlockBytes = size_t{1} << 16;
constexpr size_t kBlockRecords = 256;

struct Block {
  // The first `used` of them; the others keep their memory.
  std::vector<WarcRecord> records;
  size_t used = 0;
  size_t bytes = 0;

  JsonWriter answers;
  uint64_t failed = 0;
  bool out_of_memory = false;  // So that answers are missing.
};

// Answers records, one after the other; reuses its memory.
class RecordAnswerer {
 public:
  explicit RecordAnswerer(const WarcOptions* options) : options_(options) {
    runner_.emplace(options->profile);
    Renew();
  }

  void Answer(Block* block) {
    try {
      for (size_t i = 0; i < block->used; ++i) {
        if (!Answer(&block->records[i], &block->answers)) ++block->failed;
      }
    } catch (const std::bad_alloc&) {
      block->out_of_memory = true;
    }
  }

 private:
  void Renew() {
    runner_.reset();
    runner_.emplace(options_->profile);
    case_ = Case();
    case_.credentials = options_->credentials;
    // Where a redirect leads is another record.
    case_.redirect = "manual";
    case_.responses.resize(1);
  }

  // False: the answer is an error.
  bool Answer(WarcRecord* record, JsonWriter* out) {
    const size_t start = out->text().size();
    std::string error = record->error;
    try {
      if (error.empty() && TryAnswer(record, out, &error)) return true;
    } catch (const std::bad_alloc&) {
      Renew();
      error = "there is not enough memory for this record";
    }
    out->Truncate(start);
    out->StartObject();
    out->Key("id");
    WriteId(*record, out);
    out->Key("error");
    out->Bytes(error);
    out->EndObject();
    out->EndLine();
    return false;
  }

  static void WriteId(const WarcRecord& record, JsonWriter* out) {
    if (record.fields.id.empty()) {
      out->Null();
    } else {
      out->Bytes(record.fields.id);
    }
  }

  bool TryAnswer(WarcRecord* record, JsonWriter* out, std::string* error) {
    if (!SerializeUrl(record->fields.target, &case_.url) ||
        (!StartsWith(case_.url, "http:") && !StartsWith(case_.url, "https:"))) {
      *error = record->where + "its WARC-Target-URI is no URL of http(s): " +
               record->fields.target.substr(0, 200);
      return false;
    }
    case_.responses[0].parsed.reset();
    case_.responses[0].head.swap(record->head);
    case_.body = record->has_body ? std::nullopt : std::make_optional("");
    ReadCurlHeads(&case_);
    id_.Clear();
    WriteId(*record, &id_);
    for (const std::string& origin : options_->origins) {
      case_.origin = origin;
      const ResultView* const result = runner_->View(case_, error);
      if (result == nullptr) {
        *error = record->where + *error;
        return false;
      }
      WriteResult(id_.text(), *result, out);
      out->EndLine();
    }
    return true;
  }

  const WarcOptions* options_;
  std::optional<CaseRunner> runner_;
  Case case_;
  JsonWriter id_;
};

// What is not answered, by what it is.
class Others {
 public:
  void Add(const WarcFields& fields) {
    std::string what = fields.type;
    if (what == "response") {
      what += fields.media_type.empty() ? " without Content-Type"
                                        : " of " + fields.media_type;
    }
    constexpr size_t kMostKinds = 20;
    constexpr size_t kMostOfName = 60;
    if (what.size() > kMostOfName) what = what.substr(0, kMostOfName) + "...";
    if (counts_.size() >= kMostKinds && counts_.count(what) == 0) {
      what = "of other types";
    }
    ++counts_[what];
  }

  std::string Text() const {
    std::vector<std::string> words;
    for (const auto& [what, count] : counts_) {
      words.push_back(std::to_string(count) + " " + Printable(what));
    }
    return words.empty() ? "" : "; not answered: " + Enumerate(words);
  }

 private:
  std::map<std::string, uint64_t> counts_;
};

class WarcRun {
 public:
  WarcRun(const WarcOptions& options, std::FILE* in, std::FILE* out)
      : options_(options), out_(out), source_(in), reader_(&source_) {}

  int Run(std::FILE* err) {
    InOrderSteps<Block> steps;
    steps.read = [this](Block* block) { return Read(block); };
    steps.make_work = [this] {
      auto answerer = std::make_shared<RecordAnswerer>(&options_);
      return [answerer](Block* block) { answerer->Answer(block); };
    };
    steps.write = [this](Block* block) { return Write(block); };
    InOrder<Block>(options_.threads, std::move(steps)).Run();
    return Say(err);
  }

 private:
  bool Read(Block* block) {
    if (is_broken_) throw std::bad_alloc();
    is_broken_ = true;  // Unless it comes to the end.
    while (block->bytes < kBlockBytes && block->used < kBlockRecords &&
           reader_.Next(NextOf(block))) {
      Keep(block);
    }
    is_broken_ = false;
    return block->used > 0;
  }

  static WarcRecord* NextOf(Block* block) {
    if (block->records.size() == block->used) block->records.emplace_back();
    return &block->records[block->used];
  }

  void Keep(Block* block) {
    const WarcRecord& record = block->records[block->used];
    if (record.error.empty() && !record.is_http) {
      others_.Add(record.fields);
      return;
    }
    if (record.error.empty()) ++responses_;
    ++block->used;
    block->bytes += record.head.size() + record.error.size();
  }

  bool Write(Block* block) {
    const std::string_view text = block->answers.text();
    if (std::fwrite(text.data(), 1, text.size(), out_) != text.size()) {
      can_write_ = false;
    }
    failed_ += block->failed;
    out_of_memory_ = out_of_memory_ || block->out_of_memory;
    // Large heads made it large.
    if (block->bytes > 2 * kBlockBytes) block->records.clear();
    block->used = block->bytes = 0;
    block->failed = 0;
    block->out_of_memory = false;
    block->answers.Clear();
    return can_write_;
  }

  int Say(std::FILE* err) {
    if (!can_write_ || std::fflush(out_) != 0 || std::ferror(out_)) {
      std::fprintf(err, "corsieve: cannot write: %s\n", std::strerror(errno));
      return 1;
    }
    std::fprintf(err, "corsieve: %llu records: %llu responses over HTTP%s\n",
                 static_cast<unsigned long long>(reader_.count()),
                 static_cast<unsigned long long>(responses_),
                 others_.Text().c_str());
    if (failed_ > 0) {
      std::fprintf(err,
                   "corsieve: %llu lines have \"error\": what they are about "
                   "could not be used\n",
                   static_cast<unsigned long long>(failed_));
    }
    if (out_of_memory_) {
      std::fprintf(err,
                   "corsieve: there is not enough memory for the answers\n");
    }
    return failed_ > 0 || out_of_memory_ || reader_.count() == 0 ? 1 : 0;
  }

  const WarcOptions options_;
  std::FILE* const out_;
  FileSource source_;
  WarcReader reader_;
  Others others_;
  uint64_t responses_ = 0;
  uint64_t failed_ = 0;
  bool can_write_ = true;
  bool out_of_memory_ = false;
  bool is_broken_ = false;  // Memory ran out within a record.
};

}  // namespace

int Warc(const WarcOptions& options, std::FILE* in, std::FILE* out,
         std::FILE* err) {
  return WarcRun(options, in, out).Run(err);
}

}  // namespace corsieve::tools
