// Every case answered through corsieve.h and through the C++ API, in each
// profile: one answer, byte for byte. With CORSIEVE_BORROW, and with
// CORSIEVE_COPY where all that was handed over is destroyed at once.

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "corsieve.h"
#include "corsieve/corsieve.h"
#include "gtest/gtest.h"
#include "tests/c_case_runner.h"
#include "tests/c_handles.h"
#include "tests/conformance.h"
#include "tools/case_json.h"
#include "tools/run_case.h"
#include "tools/serve_case.h"

namespace corsieve::tests {
namespace {

std::string Dump(const std::optional<tools::Result>& result) {
  return result ? tools::ResultToJson(*result).dump() : "no answer";
}

std::string CheckExchange(const CaseLine& line) {
  for (const ProfileInfo& profile : AllProfiles()) {
    std::string error;
    tools::CaseRunner runner(profile.profile);
    const std::string want = Dump(runner.Run(line.c, &error));
    for (corsieve_keep keep : {CORSIEVE_BORROW, CORSIEVE_COPY}) {
      CCaseRunner c_runner(profile.profile, keep);
      const std::string got = Dump(c_runner.Run(line.c));
      if (got != want) {
        return "profile " + std::string(profile.name) + ", keep " +
               std::to_string(keep) + "\nC++: " + want + "\nC:   " + got + "\n";
      }
    }
  }
  return "";
}

// All that a filter of C++ says of its last response, as text.
std::string Describe(const FilteredResponse& seen) {
  std::string text = std::string(ResponseTypeName(seen.type())) + " " +
                     std::string(ReasonName(seen.reason())) + " " +
                     std::to_string(seen.status()) + " " +
                     std::string(seen.status_message()) + "\n";
  const auto place = [&](std::optional<size_t> at) {
    text += at ? std::to_string(*at) + "\n" : "none\n";
  };
  place(seen.body_offset());
  place(seen.error_offset());
  place(seen.error_header());
  for (const Outcome& o : seen.outcomes()) {
    text += std::string(o.name) + ": " + std::string(o.value) + " " +
            std::string(ReasonName(o.reason)) + "\n";
  }
  ScriptApi api;
  for (const Header& h : api.Entries(seen)) {
    text += std::string(h.name) + "=" + std::string(h.value) + "\n";
  }
  return text + std::string(api.GetAllResponseHeaders(seen));
}

// The same of a filter of C, by what its call filled in.
std::string Describe(corsieve_filter* filter, const corsieve_result& r,
                     const std::vector<corsieve_reason>& reasons) {
  corsieve_seen* const seen = corsieve_filter_seen(filter);
  std::string text = std::string(corsieve_type_name(r.type)) + " " +
                     corsieve_reason_name(r.reason) + " " +
                     std::to_string(r.status) + " " +
                     ToString(r.status_message) + "\n";
  const auto place = [&](size_t at) {
    text += at == CORSIEVE_NONE ? "none\n" : std::to_string(at) + "\n";
  };
  place(r.body_offset);
  place(r.error_offset);
  place(r.error_header);
  size_t exposed = 0;
  for (size_t i = 0; i < r.header_count; ++i) {
    const corsieve_pair header = corsieve_seen_header(seen, i);
    text += ToString(header.name) + ": " + ToString(header.value) + " " +
            corsieve_reason_name(reasons[i]) + "\n";
    exposed += corsieve_is_exposed(reasons[i]);
    if (corsieve_seen_reason(seen, i) != reasons[i]) text += "another reason\n";
  }
  if (exposed != r.exposed_count) text += "another exposed_count\n";
  const corsieve_pair* entries;
  for (size_t i = 0, n = corsieve_seen_entries(seen, &entries); i < n; ++i) {
    text += ToString(entries[i].name) + "=" + ToString(entries[i].value) + "\n";
  }
  return text + ToString(corsieve_seen_all(seen));
}

// An answer on its own, by each door that it fits.
class SingleResponse {
 public:
  SingleResponse(const tools::Case& c, Profile profile, corsieve_keep keep)
      : request_(tools::RequestOf(c, &headers_)),
        filter_(profile),
        c_request_(request_),
        c_filter_(
            corsieve_filter_new(static_cast<corsieve_profile>(profile), keep)),
        keep_(keep) {}

  std::string Check(const tools::Answer& answer) {
    if (!answer.parsed) return CheckBytes(answer.head);
    const tools::ParsedView view(*answer.parsed);
    return CheckList(view.response);
  }

  // A head's headers as a list, too.
  std::string CheckAsList(const tools::Answer& answer) {
    HeaderList list;
    const ResponseHead head = ParseResponseHead(answer.head, &list);
    ParsedResponse parsed;
    parsed.status = head.status;
    parsed.status_message = head.status_message;
    parsed.headers = list.headers();
    return CheckList(parsed);
  }

 private:
  std::string CheckBytes(const std::string& head) {
    const auto copy = std::make_unique<std::string>(head);
    reasons_.assign(head.size() + 64, 0);
    const corsieve_status status = corsieve_filter_bytes(
        c_filter_.get(), &c_request_.request, copy->data(), copy->size(),
        reasons_.data(), reasons_.size(), &result_);
    if (keeps_copies()) copy->assign(copy->size(), '\x01');
    return Compare(status, Describe(filter_.Run(request_, head)));
  }

  std::string CheckList(const ParsedResponse& parsed) {
    const std::string want = Describe(filter_.Run(request_, parsed));
    auto response = std::make_unique<CResponse>(parsed);
    reasons_.assign(parsed.headers.size() + 4096, 0);
    const corsieve_status status = corsieve_filter_list(
        c_filter_.get(), &c_request_.request, &response->response,
        reasons_.data(), reasons_.size(), &result_);
    if (keeps_copies()) response.reset();
    return Compare(status, want);
  }

  bool keeps_copies() const { return keep_ == CORSIEVE_COPY; }

  std::string Compare(corsieve_status status, const std::string& want) const {
    if (status != CORSIEVE_OK) return corsieve_status_text(status);
    const std::string got = Describe(c_filter_.get(), result_, reasons_);
    return got == want ? "" : "C++:\n" + want + "C:\n" + got;
  }

  std::vector<Header> headers_;
  const Request request_;
  Filter filter_;
  const CRequest c_request_;
  const FilterHandle c_filter_;
  const corsieve_keep keep_;
  corsieve_result result_ = CORSIEVE_RESULT_INIT;
  std::vector<corsieve_reason> reasons_;
};

std::string CheckResponses(const CaseLine& line) {
  for (const ProfileInfo& profile : AllProfiles()) {
    for (corsieve_keep keep : {CORSIEVE_BORROW, CORSIEVE_COPY}) {
      SingleResponse single(line.c, profile.profile, keep);
      for (const tools::Answer& answer : line.c.responses) {
        std::string wrong = single.Check(answer);
        if (wrong.empty() && !answer.parsed) wrong = single.CheckAsList(answer);
        if (!wrong.empty()) {
          return "profile " + std::string(profile.name) + ", keep " +
                 std::to_string(keep) + "\n" + wrong;
        }
      }
    }
  }
  return "";
}

void RegisterFile(const std::string& path) {
  for (const CaseLine& line : ReadCases(path)) {
    RegisterCheck("CExchange", line, CheckExchange);
    RegisterCheck("CFilter", line, CheckResponses);
  }
}

}  // namespace
}  // namespace corsieve::tests

int main(int argc, char** argv) {
  ::testing::InitGoogleTest(&argc, argv);
  for (const char* path :
       {"tests/cases/coep.ndjson", "tests/cases/facts.ndjson",
        "tests/cases/own.ndjson", "tests/cases/recorded.ndjson",
        "tests/cases/wpt.ndjson", "tests/browsers/h2.ndjson",
        "tests/browsers/preflights.ndjson"}) {
    corsieve::tests::RegisterFile(path);
  }
  for (const char* name : {"browsers.ndjson", "h2.ndjson", "peers.ndjson",
                           "preflights.ndjson", "wpt.ndjson"}) {
    if (const auto path = corsieve::tests::SharedCases(name)) {
      corsieve::tests::RegisterFile(*path);
    }
  }
  return RUN_ALL_TESTS();
}
