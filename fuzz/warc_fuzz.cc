// `corsieve warc`: each response is answered or said to be no such thing, by
// any number of threads alike. Input: a byte that chooses the profile, whether
// the rest is compressed and how large its gzip members are, then a WARC.

#include <unistd.h>

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <utility>

#include "corsieve/profile.h"
#include "fuzz/check.h"
#include "fuzz/input.h"
#include "tools/json.h"
#include "tools/warc/warc.h"
#include "zlib.h"

namespace corsieve::fuzz {
namespace {

std::string Gzip(std::string_view text) {
  z_stream z = {};
  FUZZ_CHECK(
      deflateInit2(&z, 1, Z_DEFLATED, 15 + 16, 1, Z_DEFAULT_STRATEGY) == Z_OK,
      "zlib", "an error", "");
  std::string in(text);
  std::string out(in.size() + 1000, '\0');
  z.next_in = reinterpret_cast<Bytef*>(in.data());
  z.avail_in = static_cast<uInt>(in.size());
  z.next_out = reinterpret_cast<Bytef*>(out.data());
  z.avail_out = static_cast<uInt>(out.size());
  FUZZ_CHECK(deflate(&z, Z_FINISH) == Z_STREAM_END, "zlib", "an error", "");
  out.resize(z.total_out);
  deflateEnd(&z);
  return out;
}

struct Answer {
  int exit_status;
  std::string out;
  std::string err;
};

Answer RunWarc(Profile profile, std::string_view bytes, size_t threads) {
  // A file, as it is read from its descriptor.
  static std::FILE* const in = std::tmpfile();
  const ssize_t written = pwrite(fileno(in), bytes.data(), bytes.size(), 0);
  FUZZ_CHECK(written == static_cast<ssize_t>(bytes.size()) &&
                 ftruncate(fileno(in), written) == 0 &&
                 lseek(fileno(in), 0, SEEK_SET) == 0,
             "a temporary file", std::to_string(written),
             std::to_string(bytes.size()));
  tools::WarcOptions options;
  options.origins = {"https://app.example"};
  options.profile = profile;
  options.threads = threads;
  char* text[2] = {};
  size_t size[2] = {};
  std::FILE* out = open_memstream(&text[0], &size[0]);
  std::FILE* err = open_memstream(&text[1], &size[1]);
  Answer answer{tools::Warc(options, in, out, err), "", ""};
  std::fclose(out);
  std::fclose(err);
  answer.out.assign(text[0], size[0]);
  answer.err.assign(text[1], size[1]);
  std::free(text[0]);
  std::free(text[1]);
  return answer;
}

// Whether the line is an error.
bool CheckLine(std::string_view line) {
  std::string error;
  const tools::Json json = tools::ParseJson(line, &error);
  FUZZ_CHECK(!json.is_discarded(), "a result that is no JSON", Quoted(line),
             error);
  FUZZ_CHECK(json.is_object() && json.contains("id"), "a result without id",
             Quoted(line), "an object with an id");
  for (char c : line) {
    FUZZ_CHECK(c >= ' ' && c < 0x7f, "a result that is no ASCII", Quoted(line),
               "printable ASCII");
  }
  FUZZ_CHECK(json.contains("error") != json.contains("outcome"),
             "neither or both of result and error", std::string(line), "one");
  return json.contains("error");
}

}  // namespace
}  // namespace corsieve::fuzz

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace corsieve;
  using namespace corsieve::fuzz;
  if (size > 16 * kMaxSize) return -1;
  Input input(data, size);
  const uint8_t choice = input.Byte();
  const Profile profile = static_cast<Profile>(choice & 3);
  std::string bytes(input.rest());
  if ((choice & 4) != 0) {
    std::string gzip;
    const size_t member = size_t{choice} * 8 + 1;
    for (size_t at = 0; at < bytes.size(); at += member) {
      gzip += Gzip(std::string_view(bytes).substr(at, member));
    }
    bytes = std::move(gzip);
  }
  const Answer answer = RunWarc(profile, bytes, 1);
  uint64_t failed = 0;
  uint64_t answered = 0;
  Input results(reinterpret_cast<const uint8_t*>(answer.out.data()),
                answer.out.size());
  std::string_view line;
  while (results.Part('\n', &line)) {
    (CheckLine(line) ? failed : answered) += 1;
  }
  FUZZ_CHECK(
      (answer.exit_status == 0) ==
          (failed == 0 && answer.err.find(" 0 records:") == std::string::npos),
      "the exit status", std::to_string(answer.exit_status), answer.err);
  // Each response is answered, or is an error.
  const size_t at = answer.err.find("records: ");
  FUZZ_CHECK(at != std::string::npos, "no count", answer.err, "records: N");
  const uint64_t responses =
      std::strtoull(answer.err.c_str() + at + 9, nullptr, 10);
  FUZZ_CHECK(answered <= responses && responses <= answered + failed,
             "responses that are lost", answer.err,
             std::to_string(answered) + " and " + std::to_string(failed));
  // Threads are slow to make.
  if ((choice & 0xf8) == 0xf8) {
    const Answer many = RunWarc(profile, bytes, 2);
    FUZZ_CHECK(many.out == answer.out && many.err == answer.err,
               "another answer by threads", Quoted(many.out),
               Quoted(answer.out));
  }
  return 0;
}
