// One response in all profiles, with every instruction set; the standard's
// against the reference, and the bytes' way against that of pairs. Input:
// TakeRequest, a byte of what only the engine can be told, then the bytes of a
// connection.

#include <algorithm>
#include <array>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "corsieve/corsieve.h"
#include "engine/filter/filter_state.h"
#include "engine/hot_path/hot_path.h"
#include "fuzz/check.h"
#include "fuzz/input.h"
#include "fuzz/promises.h"
#include "tests/reference/reference.h"
#include "tools/run_case.h"
#include "tools/url.h"

namespace corsieve::fuzz {
namespace {

std::string SeenText(const FilteredResponse& seen) {
  std::string text(ResponseTypeName(seen.type()));
  text += " " + std::string(ReasonName(seen.reason())) + " " +
          std::to_string(seen.internal_response().status) + " " +
          Quoted(seen.internal_response().status_message) + "\n";
  for (const Outcome& o : seen.outcomes()) {
    text += Quoted(o.name) + ": " + Quoted(o.value) + " " +
            std::string(ReasonName(o.reason)) + "\n";
  }
  return text;
}

bool SameSeen(const FilteredResponse& a, const FilteredResponse& b) {
  const Response& a_response = a.internal_response();
  const Response& b_response = b.internal_response();
  return a.type() == b.type() && a.reason() == b.reason() &&
         a.reasons() == b.reasons() && a_response.status == b_response.status &&
         a_response.status_message == b_response.status_message &&
         SameHeaders(a_response.header_list, b_response.header_list) &&
         SameNames(a.cors_exposed_header_name_list(),
                   b.cors_exposed_header_name_list());
}

// Each exposed name is in the input, and so is each word of each value. WebKit
// repairs what is no UTF-8.
void CheckReceived(const FilteredResponse& seen, std::string_view bytes) {
  for (const Outcome& o : seen.outcomes()) {
    if (!o.exposed()) continue;
    FUZZ_CHECK(bytes.find(o.name) != bytes.npos, "a name that was not received",
               Quoted(o.name), Quoted(bytes));
    // Lines may be joined by ", ", LF or blanks.
    std::string_view rest = o.value;
    while (!rest.empty()) {
      const std::string_view word =
          rest.substr(0, rest.find_first_of(" \t\n,"));
      rest.remove_prefix(std::min(word.size() + 1, rest.size()));
      FUZZ_CHECK(bytes.find(word) != bytes.npos,
                 "a value that was not received", Quoted(o.value),
                 Quoted(bytes));
    }
  }
}

void CheckPairs(const Request& request, const RedirectState& before,
                std::string_view bytes, const FilteredResponse& seen) {
  HeaderList list;
  const ResponseHead head = ParseResponseHead(bytes, &list);
  if (head.error) return;
  static Filter filter;
  const FilteredResponse& by_pairs = filter.Run(
      request, head.status, head.status_message, list.headers(), before);
  const bool made = GetReasonInfo(seen.reason()).kind != ReasonKind::kWrongCall;
  if (!made) return;
  FUZZ_CHECK(SameSeen(by_pairs, seen), "pairs and bytes differ",
             SeenText(by_pairs), SeenText(seen));
}

// In every profile the list of a clean head gives what its bytes give, where
// the version of HTTP plays no part.
void CheckCleanList(const ProfileInfo& info, const Request& request,
                    const RedirectState& before, std::string_view bytes,
                    const FilteredResponse& seen, Filter* filter) {
  HeaderTable table;
  CleanHead clean;
  const bool is_clean = BestHotPath().read_clean_head(bytes, &table, &clean);
  if (!is_clean || clean.is_http_1_0 || clean.body_offset > 64 * 1024 ||
      GetReasonInfo(seen.reason()).kind == ReasonKind::kWrongCall) {
    return;
  }
  HeaderList list;
  ParseResponseHead(bytes, &list);
  // The answers are compared as text: `filter` may be that of `seen`.
  const std::string want = SeenText(seen);
  const std::string message(seen.internal_response().status_message);
  const std::string got = SeenText(
      filter->Run(request, clean.status, message, list.headers(), before));
  FUZZ_CHECK(got == want, info.name.data(), got, want);
}

void CheckReference(const tools::Case& c, const FilteredResponse& seen,
                    ScriptApi* api) {
  const tools::Result want = reference::RunCase(c, tools::ResolveUrl);
  if (seen.type() == ResponseType::kDefault) {
    FUZZ_CHECK(want.network_error, "a redirect to nowhere", SeenText(seen),
               ResultText(want));
    return;
  }
  tools::Result got = want;  // For what is not a filter's to say.
  got.network_error = seen.is_network_error();
  got.type = ResponseTypeName(seen.type());
  got.status = seen.status();
  got.status_text = seen.status_message();
  got.headers.clear();
  for (const Header& h : api->Entries(seen)) {
    got.headers.emplace_back(h.name, h.value);
  }
  got.set_cookie.clear();
  if (got.all) got.all = api->GetAllResponseHeaders(seen);
  for (auto& [name, value] : got.get) value = api->Get(seen, name);
  got.fates.clear();
  for (const Outcome& o : seen.outcomes()) {
    got.fates.push_back(
        {std::string(o.name), std::string(o.value), o.exposed(), ""});
  }
  FUZZ_CHECK(SameResult(got, want), "engine and reference differ",
             ResultText(got) + "\n" + SeenText(seen), ResultText(want));
}

// One for each of AllHotPaths(), used again and again.
using Filters = std::vector<std::unique_ptr<Filter>>;

const Filters& FiltersOf(Profile profile) {
  static const auto* const all = [] {
    auto* filters = new std::array<Filters, 4>;
    for (const ProfileInfo& info : AllProfiles()) {
      for (const HotPath* path : AllHotPaths()) {
        (*filters)[static_cast<size_t>(info.profile)].push_back(
            FilterAccess::Make(info.profile, *path));
      }
    }
    return filters;
  }();
  return (*all)[static_cast<size_t>(profile)];
}

}  // namespace
}  // namespace corsieve::fuzz

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace corsieve;
  using namespace corsieve::fuzz;
  if (size > kMaxSize) return -1;
  Input input(data, size);
  tools::Case c = TakeRequest(&input);
  c.upload_listener = false;
  const unsigned bits = input.Byte();
  const Exact bytes(input.rest());
  std::vector<Header> no_headers;
  Request request = tools::RequestOf(c, &no_headers);
  // What no first request has; the reference makes it up for itself.
  const bool is_later = bits & 1;
  RedirectState before;
  if (is_later) {
    before.response_tainting = bits & 2   ? ResponseTainting::kCors
                               : bits & 4 ? ResponseTainting::kOpaque
                                          : ResponseTainting::kBasic;
    before.redirect_tainted = bits & 8;
    before.began_same_origin = bits & 16;
    request.schemelessly_same_site = bits & 32;
  }
  const auto origin = ParseSerializedOrigin(c.origin);
  const auto url = ParseSerializedUrl(c.url);
  const bool cross_origin =
      !origin || !url || !IsSameOrigin(*origin, url->origin);
  // A navigation is same-origin to the filter wherever it goes; fetch() does
  // not make it, nor requests with credentials in their URL.
  const bool navigates = c.mode == "navigate";
  bool ascii = true;
  for (char c : bytes.view()) ascii &= static_cast<unsigned char>(c) < 0x80;
  static ScriptApi api;
  for (const ProfileInfo& info : ProfilesOf(bits)) {
    const Filters& filters = FiltersOf(info.profile);
    const FilteredResponse& seen =
        filters.back()->Run(request, bytes.view(), before);
    for (size_t i = 0; i + 1 < filters.size(); ++i) {
      const FilteredResponse& same =
          filters[i]->Run(request, bytes.view(), before);
      FUZZ_CHECK(SameSeen(same, seen) &&
                     same.body_offset() == seen.body_offset() &&
                     same.error_offset() == seen.error_offset(),
                 AllHotPaths()[i]->name.data(), SeenText(same), SeenText(seen));
    }
    CheckPromises(seen, info.profile, request.initiator,
                  cross_origin && !navigates, &api);
    if (ascii || info.profile != Profile::kWebKit)
      CheckReceived(seen, bytes.view());
    FUZZ_CHECK(seen.body_offset() <= bytes.view().size() &&
                   seen.error_offset().value_or(0) <= bytes.view().size(),
               "an offset", std::to_string(seen.body_offset()),
               std::to_string(bytes.view().size()));
    // A Filter that was used for other inputs answers as a new one.
    if (bits & 64) {
      Filter fresh(info.profile);
      FUZZ_CHECK(SameSeen(fresh.Run(request, bytes.view(), before), seen),
                 "a new Filter", SeenText(fresh.response()), SeenText(seen));
    }
    if (info.profile != Profile::kStandard) {
      CheckCleanList(info, request, before, bytes.view(), seen,
                     filters.back().get());
      continue;
    }
    CheckPairs(request, before, bytes.view(), seen);
    const bool fetch_refuses =
        c.api == "fetch" && (navigates || url->includes_credentials);
    if (is_later || fetch_refuses) continue;
    c.responses = {tools::Answer(std::string(bytes.view()))};
    c.names = {"x-a", "Content-Type", "set-cookie", "*", "a b", ""};
    CheckReference(c, seen, &api);
  }
  return 0;
}
