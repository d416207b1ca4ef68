// Access-Control-Expose-Headers against the reference, and every instruction
// set against the slow way. Input: a byte about the request, then the header's
// values, a line each.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "corsieve/corsieve.h"
#include "engine/base/block_buffer.h"
#include "engine/filter/filtered_response.h"
#include "engine/hot_path/hot_path.h"
#include "fuzz/check.h"
#include "fuzz/input.h"
#include "fuzz/promises.h"
#include "tests/reference/reference.h"

namespace corsieve::fuzz {
namespace {

std::string_view Trim(std::string_view s) {
  const size_t begin = s.find_first_not_of("\t ");
  if (begin == s.npos) return "";
  return s.substr(begin, s.find_last_not_of("\t ") + 1 - begin);
}

std::string NamesText(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += Quoted(name) + " ";
  return text;
}

std::vector<std::string> AsSet(absl::Span<const std::string_view> list) {
  const std::vector<std::string> names(list.begin(), list.end());
  return reference::ConvertHeaderNamesToASortedLowercaseSet(names);
}

// Reads the lists of a response as Filter does.
void ReadWith(const HeaderList& list, CredentialsMode mode, const HotPath& path,
              ExposedHeaderNames* names, Profile profile = Profile::kStandard,
              Initiator initiator = Initiator::kFetch) {
  static const ReasonsById by_id(GetDepartures(Profile::kStandard));
  static BlockBuffer<Reason> reasons;
  reasons.Reserve(list.size() + 1);
  names->Clear();
  Request request;
  request.credentials_mode = mode;
  request.initiator = initiator;
  Hop hop(profile);
  hop.request = &request;
  FilterCorsByOwnLists(TableOf(list), hop, {by_id, path},
                       &internal::ExposeListAccess::Of(names), reasons.data());
}

void Compare(const ExposedHeaderNames& names, const HeaderList& list,
             const reference::HeaderList& pairs, bool include) {
  const auto want = reference::ExtractHeaderListValues(
      "Access-Control-Expose-Headers", pairs);
  FUZZ_CHECK((want.kind == want.kFailure) == names.invalid().has_value(),
             "whether the list is one", names.invalid() ? "invalid" : "valid",
             want.kind == want.kFailure ? "failure" : "none");
  if (names.invalid()) {
    FUZZ_CHECK(names.invalid()->header < list.size() &&
                   names.invalid()->offset <=
                       list[names.invalid()->header].value.size(),
               "where it is invalid", std::to_string(names.invalid()->offset),
               "inside a value");
  }
  const std::vector<std::string> got_set = AsSet(names.names());
  const std::vector<std::string> want_set =
      reference::ConvertHeaderNamesToASortedLowercaseSet(want.value);
  FUZZ_CHECK(got_set == want_set, "the names", NamesText(got_set),
             NamesText(want_set));
  const bool star = reference::Contains(want_set, "*");
  FUZZ_CHECK(names.wildcard() == (star && !include) &&
                 names.star_is_literal() == (star && include),
             "the star", names.wildcard() ? "wildcard" : "no wildcard",
             star ? "one" : "none");
  // All that anyone may take for a name of it.
  for (const auto& [header, value] : pairs) {
    Input elements(reinterpret_cast<const uint8_t*>(value.data()),
                   value.size());
    std::string_view element;
    while (elements.Part(',', &element)) {
      const std::string name(Trim(element));
      FUZZ_CHECK(
          names.Names(name) ==
              reference::Contains(want_set, reference::ByteLowercase(name)),
          "Names()", Quoted(name), NamesText(want_set));
    }
  }
}

}  // namespace
}  // namespace corsieve::fuzz

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace corsieve;
  using namespace corsieve::fuzz;
  if (size > kMaxSize) return -1;
  Input input(data, size);
  const unsigned bits = input.Byte();
  std::vector<Exact> values;
  std::string_view line;
  bool as_standard = true;
  while (input.Part('\n', &line)) {
    values.emplace_back(Trim(line));
    if (!IsHeaderValue(values.back().view())) as_standard = false;
  }
  HeaderList list;
  reference::HeaderList pairs;
  for (const Exact& value : values) {
    for (const char* name : {"X-Other", "access-CONTROL-expose-headers"}) {
      if (name[0] == 'X' && (bits & 2) == 0) continue;
      list.Append(name, value.view());
      pairs.emplace_back(name, value.view());
    }
  }
  const bool include = bits & 1;
  const CredentialsMode mode =
      include ? CredentialsMode::kInclude : CredentialsMode::kOmit;
  static ExposedHeaderNames names;  // Used again and again.
  ReadWith(list, mode, NoHotPath(), &names);
  if (as_standard) Compare(names, list, pairs, include);
  static ExposedHeaderNames same;
  for (const HotPath* path : AllHotPaths().subspan(1)) {
    ReadWith(list, mode, *path, &same);
    FUZZ_CHECK(SameNames(same, names), path->name.data(),
               NamesText(AsSet(same.names())), NamesText(AsSet(names.names())));
  }
  same.Clear();  // Its views end here.
  const bool invalid = names.invalid().has_value();
  const std::vector<std::string> strict = AsSet(names.names());

  ExposedHeaderNames lenient;
  // A star outlives what is invalid.
  ReadWith(list, mode, BestHotPath(), &lenient, Profile::kFirefox,
           Initiator::kFetch);
  FUZZ_CHECK(lenient.invalid().has_value() == invalid &&
                 AsSet(lenient.names()) == strict &&
                 !(include && lenient.wildcard()) &&
                 (invalid || lenient.wildcard() == names.wildcard()),
             "with a star that stays", NamesText(AsSet(lenient.names())),
             NamesText(strict));
  // CR is a blank.
  ReadWith(list, mode, BestHotPath(), &lenient, Profile::kFirefox,
           Initiator::kXmlHttpRequest);
  FUZZ_CHECK(invalid || AsSet(lenient.names()) == strict, "with blank CR",
             NamesText(AsSet(lenient.names())), NamesText(strict));
  names.Clear();  // Its views end here.
  return 0;
}
