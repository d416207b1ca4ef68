// `corsieve warc`: each response is answered or said to be no such thing, by
// any number of threads alike. Input: a byte that chooses the profile, whether
// the rest is compressed and how large its gzip members are, then a WARC.

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <utility>

#include "corsieve/profile.h"
#include "fuzz/check.h"
#include "fuzz/gzip_member.h"
#include "fuzz/input.h"
#include "fuzz/program_run.h"
#include "tools/json.h"
#include "tools/warc/warc.h"

namespace corsieve::fuzz {
namespace {

struct Answer {
  int exit_status;
  std::string out;
  std::string err;
};

Answer RunWarc(Profile profile, std::string_view bytes, size_t threads) {
  tools::WarcOptions options;
  options.origins = {"https://app.example"};
  options.profile = profile;
  options.threads = threads;
  Answer answer;
  {
    Stream out(&answer.out);
    Stream err(&answer.err);
    answer.exit_status =
        tools::Warc(options, FileOf(bytes), out.get(), err.get());
  }
  return answer;
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
      gzip += GzipMember(std::string_view(bytes).substr(at, member));
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
    (CheckedLine(line).contains("error") ? failed : answered) += 1;
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
