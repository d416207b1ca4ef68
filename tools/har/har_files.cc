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
      : out_(out), progress_(in, err, progress) {}

  bool Print(std::string_view text) override {
    if (std::fwrite(text.data(), 1, text.size(), out_) == text.size()) {
      return true;
    }
    error_ = errno;
    return false;
  }
  void Complain(std::string_view line) override {
    progress_.Say(std::string(line));
  }
  std::string Flush() override {
    if (error_ == 0 && std::fflush(out_) != 0) error_ = errno;
    return error_ == 0 ? "" : std::strerror(error_);
  }
  void Tell(uint64_t position, size_t entries) override {
    progress_.Tell(position, entries);
  }
  void Finish() override { progress_.Say(""); }

 private:
  std::FILE* const out_;
  Progress progress_;
  int error_ = 0;  // Of writing, as errno has it.
};

}  // namespace

int Har(const HarOptions& options, std::FILE* in, std::FILE* out,
        std::FILE* err, HarSummary* summary) {
  FileSource source(in);
  Files files(in, out, err, options.progress);
  return Har(options, &source, &files, summary);
}

}  // namespace corsieve::tools
