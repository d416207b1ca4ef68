// A file's bytes, one block after the other, whether it is compressed or not.

#ifndef CORSIEVE_TOOLS_FILE_SOURCE_H_
#define CORSIEVE_TOOLS_FILE_SOURCE_H_

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <memory>
#include <string>
#include <string_view>

#include "tools/byte_source.h"

namespace corsieve::tools {

// Takes gzip, of any number of members, for what it begins with: names of files
// tell nothing of a pipe. https://www.rfc-editor.org/rfc/rfc1952
class FileSource : public ByteSource {
 public:
  explicit FileSource(std::FILE* in);
  ~FileSource() override;
  FileSource(const FileSource&) = delete;
  FileSource& operator=(const FileSource&) = delete;

  // An input that cannot be read is an error, and what is no whole gzip.
  std::string_view Next() override;

  bool is_gzip() const { return is_gzip_; }
  // Where in the file the gzip member begins that the last bytes are of: never
  // of two.
  uint64_t member() const { return member_; }
  // Behind a member that is broken: goes on with what may be the next one.
  // False if there is none, or it is another error.
  bool SkipToNextMember();

 private:
  struct Inflater;

  size_t Read();
  std::string_view Inflate();
  void InflateFrom(size_t at);

  std::FILE* in_;
  std::string input_;
  std::string output_;
  std::unique_ptr<Inflater> inflater_;
  bool has_begun_ = false;
  bool is_gzip_ = false;
  bool is_broken_ = false;        // It is the gzip that error_ is about.
  bool has_looked_back_ = false;  // Since the last whole member.
  uint64_t member_ = 0;
  std::string next_error_;  // Once the bytes before it are taken.
};

}  // namespace corsieve::tools

#endif  // CORSIEVE_TOOLS_FILE_SOURCE_H_
