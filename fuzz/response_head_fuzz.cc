// The head readers of all profiles, with every instruction set, and the
// standard's against the reference. Input: a byte about the request, then the
// bytes of a connection.

#include <string>
#include <string_view>

#include "corsieve/corsieve.h"
#include "engine/headers/header_name.h"
#include "engine/headers/header_table.h"
#include "engine/hot_path/clean_head.h"
#include "engine/hot_path/hot_path.h"
#include "fuzz/check.h"
#include "fuzz/input.h"
#include "fuzz/promises.h"
#include "tests/read_head.h"
#include "tests/reference/reference.h"

namespace corsieve::fuzz {
namespace {

bool Inside(std::string_view part, std::string_view whole) {
  return part.empty() ||
         (part.data() >= whole.data() &&
          part.data() + part.size() <= whole.data() + whole.size());
}

constexpr std::string_view kNulLf("\0\n", 2);

bool Has(std::string_view s, std::string_view bytes) {
  return s.find_first_of(bytes) != s.npos;
}

std::string HeadText(const ResponseHead& head, const HeaderList& list) {
  std::string text =
      head.error ? std::string(ReasonName(*head.error)) : std::string("read");
  text += " " + std::to_string(head.status) + " " +
          Quoted(head.status_message) + " " + std::to_string(head.body_offset) +
          " " + std::to_string(head.error_offset) + "\n";
  for (size_t i = 0; i < list.size(); ++i) {
    text += std::to_string(static_cast<int>(TableOf(list).id(i))) + " " +
            Quoted(list[i].name) + ": " + Quoted(list[i].value) + "\n";
  }
  return text;
}

// What is refused, and what came before, included.
bool Same(const ResponseHead& a, const HeaderList& a_list,
          const ResponseHead& b, const HeaderList& b_list) {
  if (a.error != b.error || a.status != b.status ||
      a.status_message != b.status_message || a.body_offset != b.body_offset ||
      a.error_offset != b.error_offset || !SameHeaders(a_list, b_list)) {
    return false;
  }
  const HeaderTable& a_table = TableOf(a_list);
  const HeaderTable& b_table = TableOf(b_list);
  for (size_t i = 0; i < a_table.size(); ++i) {
    if (a_table.id(i) != b_table.id(i) ||
        a_table.hashes()[i] != b_table.hashes()[i]) {
      return false;
    }
  }
  for (size_t asked = 0; asked < kAsked; ++asked) {
    if (a_table.asked_rows(asked) != b_table.asked_rows(asked)) return false;
  }
  return a_table.names_are_plain() == b_table.names_are_plain();
}

void CheckHead(const ProfileInfo& info, std::string_view bytes,
               const ResponseHead& head, const HeaderList& list) {
  const char* const profile = info.name.data();
  const bool repairs = info.profile == Profile::kWebKit;
  FUZZ_CHECK(
      head.body_offset <= bytes.size() && head.error_offset <= bytes.size(),
      profile, HeadText(head, list), "offsets inside the input");
  // Chromium takes statuses of more digits.
  const bool longer = info.profile == Profile::kChromium;
  FUZZ_CHECK(head.status >= 0 && (longer || head.status <= 999), profile,
             HeadText(head, list), "a status of at most three digits");
  // Firefox shows NUL in a message (A02619) and joins challenges by LF.
  const bool firefox = info.profile == Profile::kFirefox;
  FUZZ_CHECK(
      !Has(head.status_message, firefox ? std::string_view("\n") : kNulLf),
      profile, HeadText(head, list), "a message without NUL and LF");
  for (size_t i = 0; i < list.size(); ++i) {
    if (!TableOf(list).is_header(i)) continue;
    FUZZ_CHECK(IsNameTo(info.profile, Initiator::kXmlHttpRequest, list[i].name),
               profile, HeadText(head, list), "names that are tokens");
    FUZZ_CHECK(repairs || Inside(list[i].name, bytes), profile,
               HeadText(head, list), "names that are views of the input");
    FUZZ_CHECK(!Has(list[i].value, firefox ? kNulLf.substr(0, 1) : kNulLf),
               profile, HeadText(head, list), "values without NUL and LF");
    FUZZ_CHECK(TableOf(list).id(i) == FindHeaderId(list[i].name), profile,
               HeadText(head, list), "ids that are the names'");
  }
}

void CheckAgainstReference(std::string_view bytes, const ResponseHead& head,
                           const HeaderList& list) {
  const auto want = reference::ParseFinalHead(std::string(bytes));
  FUZZ_CHECK(want.has_value() == !head.error, "whether it is a head",
             HeadText(head, list), want ? "read" : "not read");
  if (!want) return;
  bool same_list = list.size() == want->header_list.size();
  for (size_t i = 0; same_list && i < list.size(); ++i) {
    same_list = list[i].name == want->header_list[i].first &&
                list[i].value == want->header_list[i].second;
  }
  FUZZ_CHECK(head.status == want->status &&
                 head.status_message == want->status_message && same_list,
             "what the head is", HeadText(head, list),
             std::to_string(want->status) + " " + Quoted(want->status_message) +
                 " " + PairsText(want->header_list));
  // What follows the head changes nothing.
  const Exact alone(bytes.substr(0, head.body_offset));
  static HeaderList again;
  const ResponseHead same = ParseResponseHead(alone.view(), &again);
  FUZZ_CHECK(Same(head, list, same, again), "the head without its body",
             HeadText(same, again), HeadText(head, list));
  again.clear();
}

Request RequestOf(unsigned bits) {
  Request request;
  request.origin = "http://client.test";
  constexpr const char* kUrls[] = {"http://server.test/", "http://a.test:8080/",
                                   "https://server.test/", "http://a.test:80/"};
  request.url = kUrls[bits & 3];
  request.initiator = bits & 4 ? Initiator::kXmlHttpRequest : Initiator::kFetch;
  constexpr const char* kMethods[] = {"GET", "HEAD", "POST", "OPTIONS"};
  request.method = kMethods[bits >> 3 & 3];
  return request;
}

}  // namespace
}  // namespace corsieve::fuzz

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace corsieve;
  using namespace corsieve::fuzz;
  if (size > 16 * kMaxSize) return -1;
  Input input(data, size);
  const unsigned bits = input.Byte();
  const Request request = fuzz::RequestOf(bits);
  const Exact bytes(input.rest());
  // Used again and again, with what was read before in them.
  static HeaderList reused;
  static HeaderList reused_slow;
  for (const ProfileInfo& info : ProfilesOf(bits)) {
    HeaderList fresh;
    HeaderList& slow = bits & 0x20 ? fresh : reused_slow;
    const ResponseHead want = tests::ReadHeadAs(info.profile, bytes.view(),
                                                request, NoHotPath(), &slow);
    CheckHead(info, bytes.view(), want, slow);
    for (const HotPath* path : AllHotPaths().subspan(1)) {
      // What it does not take for clean is read as above. Once that is done all
      // the same, to see that nothing is left of the attempt.
      CleanHead clean;
      if (path != &BestHotPath() &&
          !path->read_clean_head(bytes.view(), &TableOf(&reused), &clean)) {
        continue;
      }
      const ResponseHead got = tests::ReadHeadAs(info.profile, bytes.view(),
                                                 request, *path, &reused);
      FUZZ_CHECK(Same(got, reused, want, slow), path->name.data(),
                 HeadText(got, reused), HeadText(want, slow));
    }
    if (info.profile == Profile::kStandard) {
      CheckAgainstReference(bytes.view(), want, slow);
    }
  }
  reused.clear();  // Their views end here.
  reused_slow.clear();
  return 0;
}
