// What there is to know of each reason, for people who never read the standard.

#ifndef CORSIEVE_TOOLS_EXPLAIN_REASON_PAGES_H_
#define CORSIEVE_TOOLS_EXPLAIN_REASON_PAGES_H_

#include <cstddef>
#include <string_view>

#include "absl/types/span.h"
#include "corsieve/reason.h"

namespace corsieve::tools {

// A page of docs/reasons.md beyond what ReasonInfo has. All are sentences with
// full stops, in one paragraph; "" where there is nothing to say.
struct ReasonPage {
  Reason reason;
  struct {
    std::string_view meaning;
    std::string_view why;  // What the rule protects.
  } rule;
  // What browsers print, word for word, one sentence a line; "" where they keep
  // silent. A word of kPlaceholders stands for what differs from case to case.
  // Recorded from Chromium 156, Firefox 153 ESR and WebKitGTK 2.50.6.
  struct {
    std::string_view chromium;
    std::string_view firefox;
    std::string_view safari;
  } console;
  struct {
    std::string_view server;
    std::string_view lines;  // An example: header lines, each with its LF.
    std::string_view page;   // For those who cannot change the server.
  } fix;
};

inline constexpr std::string_view kPlaceholders[] = {
    "URL",    "ORIGIN", "VALUE", "METHOD", "NAME",
    "STATUS", "SCHEME", "PORT",  "TYPE",
};

// The rows whose reasons are about what script sees of a response (0 to 49),
// about a response head (50 to 89), about a request that may not be made and a
// response that may not be read (90 to 119), about redirects, calls and
// connections that fail (120 to 159), about preflights and MIME types (160 on).
absl::Span<const ReasonPage> ResponsePages();
absl::Span<const ReasonPage> HeadPages();
absl::Span<const ReasonPage> CheckPages();
absl::Span<const ReasonPage> RequestPages();
absl::Span<const ReasonPage> PreflightPages();

// The page of AllReasons()[i]; tests/reasons_test.cc holds the order.
const ReasonPage& GetReasonPage(size_t i);

// Whether the rows come in the order of their reasons' numbers.
template <size_t n>
constexpr bool PagesRise(const ReasonPage (&pages)[n]) {
  for (size_t i = 1; i < n; ++i) {
    if (pages[i].reason <= pages[i - 1].reason) return false;
  }
  return true;
}

}  // namespace corsieve::tools

#endif  // CORSIEVE_TOOLS_EXPLAIN_REASON_PAGES_H_
