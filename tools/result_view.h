// A result as views of whatever has it.

#ifndef CORSIEVE_TOOLS_RESULT_VIEW_H_
#define CORSIEVE_TOOLS_RESULT_VIEW_H_

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/types/span.h"
#include "corsieve/filtered_response.h"
#include "corsieve/header_list.h"
#include "tools/case.h"

namespace corsieve::tools {

struct FateView {
  std::string_view name;
  std::string_view value;
  bool exposed;
  std::string_view reason;
};

// The members of Result, which see. The vectors keep their memory when the view
// is made anew.
struct ResultView {
  std::string_view origin;
  std::string_view request_url;
  bool network_error = false;
  std::string_view type;
  int status = 0;
  std::string_view status_text;
  std::string_view url;
  bool redirected = false;
  std::vector<Header> headers;
  std::vector<std::string_view> set_cookie;
  std::optional<std::string_view> all;
  // By name, each once.
  std::vector<std::pair<std::string_view, std::optional<std::string_view>>> get;
  bool body_null = false;
  bool timing_allow_passed = false;
  absl::Span<const Sent> hops;
  absl::Span<const Sent> preflights;
  bool did_preflight = false;
  int preflights_sent = 0;
  absl::Span<const std::string> outcomes;
  absl::Span<const int> preflights_by_request;
  std::optional<std::vector<Header>> preflight_request;
  std::optional<std::string_view> origin_sent;
  std::string_view reason;
  std::vector<FateView> fates;
  // The same as the engine has them; then `fates` is empty.
  std::optional<Outcomes> outcomes_of_headers;
  // The bytes that were received, of which most names and values are views;
  // empty where that is not known.
  std::string_view head;
};

ResultView ViewOf(const Result& result);
Result CopyOf(const ResultView& view);

}  // namespace corsieve::tools

#endif  // CORSIEVE_TOOLS_RESULT_VIEW_H_
