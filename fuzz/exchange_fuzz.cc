// Whole fetches with redirects and preflights: the standard's against the
// reference, and the promises in every profile. Input: TakeExchange.

#include <optional>
#include <string>
#include <vector>

#include "corsieve/corsieve.h"
#include "fuzz/check.h"
#include "fuzz/input.h"
#include "fuzz/promises.h"
#include "tests/reference/reference.h"
#include "tools/case_json.h"
#include "tools/run_case.h"
#include "tools/serve_case.h"
#include "tools/url.h"

namespace corsieve::fuzz {
namespace {

std::string CaseText(const tools::Case& c) {
  return tools::Dump(tools::CaseToJson(c));
}

// One that contradicts itself was never stored; the reference does not look.
bool IsStorable(const tools::Answer& answer) {
  const auto head = reference::ReadAnswer(answer);
  if (!head) return true;
  const auto length = reference::ExtractLength(head->header_list);
  return length.kind != length.kFailure;
}

// Drives an exchange to its end and watches it on the way.
tools::Result Drive(const tools::Case& c, Profile profile, Exchange* exchange,
                    ScriptApi* api) {
  std::vector<Header> headers;
  const Request request = tools::RequestOf(c, &headers);
  exchange->Start(request, 0);
  ResponseTainting tainting = ResponseTainting::kBasic;
  // Who goes by hops, and puts no body behind a head.
  tools::CaseServer server(c, Profile::kStandard, 0);
  for (int steps = 0; exchange->next() != Exchange::Next::kDone; ++steps) {
    FUZZ_CHECK(steps < 100, "does not end", CaseText(c), "kDone");
    FUZZ_CHECK(exchange->response_tainting() >= tainting, "tainting decreased",
               CaseText(c), "as it was, or more");
    tainting = exchange->response_tainting();
    server.Step(exchange);
  }
  const auto origin = ParseSerializedOrigin(c.origin);
  const auto url = ParseSerializedUrl(exchange->current_url());
  CheckPromises(exchange->response(), profile, request.initiator,
                !url || !origin || !IsSameOrigin(*origin, url->origin), api);
  FUZZ_CHECK(exchange->response().type() != ResponseType::kDefault,
             "ends with a redirect", CaseText(c), "a response for script");
  static tools::ResultViewer viewer;
  return tools::ResultOf(*exchange, c.api == "xhr", c, &viewer);
}

// A head that was stored, and that a bare 304 revalidates, is to script what it
// is alone.
void CheckStored(const tools::Case& c, Profile profile) {
  if (c.responses.empty() || c.responses[0].parsed) return;
  const std::string& head = c.responses[0].head;
  std::vector<Header> headers;
  Request request = tools::RequestOf(c, &headers);
  request.method = "GET";
  request.body = RequestBody::kNone;
  request.headers = {};
  Exchange alone(nullptr, "", profile);
  alone.Start(request, 0);
  if (alone.next() != Exchange::Next::kSendRequest) return;
  alone.Receive(head, 0);
  const FilteredResponse& latest = alone.latest();
  if (latest.error_offset() || latest.internal_response().status == 304 ||
      latest.reason() == Reason::kContentLengthConflict) {
    return;  // Nobody has stored it.
  }
  Exchange revalidated(nullptr, "", profile);
  revalidated.Start(request, 0);
  revalidated.SetStored(head);
  revalidated.Receive("HTTP/1.1 304 Not Modified\r\n\r\n", 0);
  const FilteredResponse& again = revalidated.latest();
  bool same = alone.next() == revalidated.next() &&
              alone.location() == revalidated.location() &&
              latest.type() == again.type() &&
              latest.reason() == again.reason() &&
              latest.outcomes().size() == again.outcomes().size();
  for (size_t i = 0; same && i < again.outcomes().size(); ++i) {
    const Outcome a = latest.outcome(i);
    const Outcome b = again.outcome(i);
    same = a.name == b.name && a.value == b.value && a.reason == b.reason;
  }
  FUZZ_CHECK(same, "after a 304", Quoted(head), CaseText(c));
}

}  // namespace
}  // namespace corsieve::fuzz

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace corsieve;
  using namespace corsieve::fuzz;
  if (size > kMaxSize) return -1;
  Input input(data, size);
  tools::Case c = TakeExchange(&input);
  c.names = {"x-a", "content-type", "set-cookie"};
  if (c.stored && !IsStorable(*c.stored)) c.stored.reset();

  static tools::CaseRunner runner;
  std::string error;
  const std::optional<tools::Result> got = runner.Run(c, &error);
  FUZZ_CHECK(got.has_value(), "a case was not run", error, CaseText(c));
  const tools::Result want = reference::RunCase(c, tools::ResolveUrl);
  FUZZ_CHECK(SameResult(*got, want), "engine and reference differ",
             ResultText(*got), ResultText(want) + "\n" + CaseText(c));

  static ScriptApi api;
  for (const ProfileInfo& info : AllProfiles()) {
    PreflightCache cache(info.profile);
    Exchange exchange(&cache, "", info.profile);
    const tools::Result first = Drive(c, info.profile, &exchange, &api);
    // The same again: with what the cache remembers, nobody sees more.
    const tools::Result second = Drive(c, info.profile, &exchange, &api);
    if (info.profile == Profile::kStandard && c.then.empty()) {
      FUZZ_CHECK(SameResult(first, *got), "driven by hand", ResultText(first),
                 ResultText(*got) + "\n" + CaseText(c));
    }
    FUZZ_CHECK(
        second.preflights_sent <= first.preflights_sent || first.network_error,
        "more preflights at the second time", ResultText(second),
        ResultText(first) + "\n" + CaseText(c));
    CheckStored(c, info.profile);
  }
  return 0;
}
