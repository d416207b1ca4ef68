#include "tools/har/byte_source.h"

#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "zlib.h"

namespace corsieve::tools {
namespace {

constexpr size_t kBlock = size_t{1} << 16;

}  // namespace

struct ByteSource::Inflater {
  z_stream z = {};
  bool is_open = false;
  bool is_member = false;  // A member has begun and not ended.
  ~Inflater() {
    if (is_open) inflateEnd(&z);
  }
};

ByteSource::ByteSource(std::FILE* in) : in_(in) {}
ByteSource::~ByteSource() = default;

size_t ByteSource::Read() {
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

std::string_view ByteSource::Next() {
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
  inflater_->z.next_in = reinterpret_cast<Bytef*>(input_.data());
  inflater_->z.avail_in = static_cast<uInt>(input_.size());
  output_.resize(kBlock);
  return Inflate();
}

std::string_view ByteSource::Inflate() {
  z_stream& z = inflater_->z;
  while (true) {
    if (z.avail_in == 0) {
      if (Read() == 0) {
        if (error_.empty() && inflater_->is_member) {
          error_ = "the gzip ends before its end";
        }
        return {};
      }
      z.next_in = reinterpret_cast<Bytef*>(input_.data());
      z.avail_in = static_cast<uInt>(input_.size());
    }
    inflater_->is_member = true;
    z.next_out = reinterpret_cast<Bytef*>(output_.data());
    z.avail_out = static_cast<uInt>(output_.size());
    const int result = inflate(&z, Z_NO_FLUSH);
    if (result == Z_STREAM_END) {
      inflater_->is_member = false;
      inflateReset(&z);
    } else if (result != Z_OK && result != Z_BUF_ERROR) {
      error_ = "it is no whole gzip: " +
               std::string(z.msg != nullptr ? z.msg : "zlib stops");
      return {};
    }
    const size_t n = output_.size() - z.avail_out;
    if (n > 0) return std::string_view(output_).substr(0, n);
  }
}

}  // namespace corsieve::tools
