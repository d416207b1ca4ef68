#include <cerrno>
#include <cstdio>
#include <cstring>

#include "tools/file_source.h"
#include "tools/har/har.h"
#include "tools/har/progress.h"

namespace corsieve::tools {
namespace {

class Files : public HarStreams {
 public:
  Files(std::FILE* in, std::FILE* out, std::FILE* err, bool progress)
      : out_(out), err_(err), progress_(in, progress ? err : nullptr) {}

  void Print(std::string_view text) override {
    is_written_ =
        std::fwrite(text.data(), 1, text.size(), out_) == text.size() &&
        is_written_;
  }
  void Complain(std::string_view line) override {
    std::fwrite(line.data(), 1, line.size(), err_);
  }
  std::string Flush() override {
    if (std::fflush(out_) == 0 && is_written_) return "";
    return std::strerror(errno);
  }
  void Tell(uint64_t position, size_t entries) override {
    progress_.Tell(position, entries);
  }
  void Finish() override { progress_.Finish(); }

 private:
  std::FILE* const out_;
  std::FILE* const err_;
  Progress progress_;
  bool is_written_ = true;
};

}  // namespace

int Har(const HarOptions& options, std::FILE* in, std::FILE* out,
        std::FILE* err, HarSummary* summary) {
  FileSource source(in);
  Files files(in, out, err, options.progress);
  return Har(options, &source, &files, summary);
}

}  // namespace corsieve::tools
