#include "tools/file_source.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

#include "zlib.h"

namespace corsieve::tools {
namespace {

constexpr size_t kBlock = size_t{1} << 16;

}  // namespace

struct FileSource::Inflater {
  z_stream z = {};
  bool is_open = false;
  bool is_member = false;  // A member has begun and not ended.
  ~Inflater() {
    if (is_open) inflateEnd(&z);
  }
};

FileSource::FileSource(std::FILE* in) : in_(in) {}
FileSource::~FileSource() = default;

size_t FileSource::Read() {
  input_.resize(kBlock);
  ssize_t n;
  do {
    n = read(fileno(in_), input_.data(), kBlock);
  } while (n < 0 && errno == EINTR);
  if (n < 0) error_ = std::strerror(errno);
  input_.resize(n > 0 ? static_cast<size_t>(n) : 0);
  position_ += input_.size();
  return input_.size();
}

std::string_view FileSource::Next() {
  if (!next_error_.empty()) error_ = std::exchange(next_error_, {});
  if (!error_.empty()) return {};
  if (is_gzip_) return Inflate();
  if (Read() == 0 || has_begun_) return input_;
  has_begun_ = true;
  if (input_.substr(0, 2) != "\x1f\x8b") return input_;
  is_gzip_ = true;
  inflater_ = std::make_unique<Inflater>();
  // 16: gzip alone.
  if (inflateInit2(&inflater_->z, 15 + 16) != Z_OK) {
    error_ = "zlib cannot begin";
    return {};
  }
  inflater_->is_open = true;
  InflateFrom(0);
  output_.resize(kBlock);
  return Inflate();
}

void FileSource::InflateFrom(size_t at) {
  inflater_->z.next_in = reinterpret_cast<Bytef*>(input_.data() + at);
  inflater_->z.avail_in = static_cast<uInt>(input_.size() - at);
}

std::string_view FileSource::Inflate() {
  z_stream& z = inflater_->z;
  while (true) {
    if (z.avail_in == 0) {
      if (Read() == 0) {
        if (error_.empty() && inflater_->is_member) {
          error_ = "the gzip ends before its end";
        }
        return {};
      }
      InflateFrom(0);
    }
    if (!inflater_->is_member) member_ = position_ - z.avail_in;
    inflater_->is_member = true;
    z.next_out = reinterpret_cast<Bytef*>(output_.data());
    z.avail_out = static_cast<uInt>(output_.size());
    const int result = inflate(&z, Z_NO_FLUSH);
    if (result == Z_STREAM_END) {
      inflater_->is_member = false;
      has_looked_back_ = false;
      inflateReset(&z);
    } else if (result != Z_OK && result != Z_BUF_ERROR) {
      is_broken_ = true;
      next_error_ = "it is no whole gzip: " +
                    std::string(z.msg != nullptr ? z.msg : "zlib stops");
    }
    const size_t n = output_.size() - z.avail_out;
    if (n > 0) return std::string_view(output_).substr(0, n);
    if (!next_error_.empty()) {
      error_ = std::exchange(next_error_, {});
      return {};
    }
  }
}

bool FileSource::SkipToNextMember() {
  if (!is_broken_ || error_.empty()) return false;
  // What is broken may have been read on into the next member, but this is
  // looked for once only: each byte is read twice at most.
  size_t at = input_.size() - inflater_->z.avail_in;
  if (!has_looked_back_) {
    const uint64_t begin = position_ - input_.size();
    at = member_ >= begin ? static_cast<size_t>(member_ - begin) + 1 : 0;
  }
  has_looked_back_ = true;
  constexpr std::string_view kMagic = "\x1f\x8b\x08";
  while ((at = input_.find(kMagic, at)) == input_.npos) {
    const size_t kept = std::min(input_.size(), kMagic.size() - 1);
    const std::string tail = input_.substr(input_.size() - kept);
    if (Read() == 0) return false;
    input_.insert(0, tail);
    at = 0;
  }
  error_.clear();
  is_broken_ = false;
  inflater_->is_member = false;
  inflateReset(&inflater_->z);
  InflateFrom(at);
  return true;
}

}  // namespace corsieve::tools
