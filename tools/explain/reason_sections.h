// The reasons in sections, as they are listed.

#ifndef CORSIEVE_TOOLS_EXPLAIN_REASON_SECTIONS_H_
#define CORSIEVE_TOOLS_EXPLAIN_REASON_SECTIONS_H_

#include <string_view>

#include "corsieve/reason.h"

namespace corsieve::tools {

// The ranges of include/corsieve/reason.h.
struct ReasonSection {
  int last;  // The next section begins behind this number.
  ReasonKind kind;
  std::string_view title;
};

inline constexpr ReasonSection kReasonSections[] = {
    {9, ReasonKind::kExposed, "A header is exposed"},
    {29, ReasonKind::kHidden, "A header is hidden"},
    {39, ReasonKind::kResponse, "Script gets the response"},
    {44, ReasonKind::kRedirect, "The fetch goes on"},
    {49, ReasonKind::kWrongCall, "corsieve was called wrongly"},
    {74, ReasonKind::kNetworkError, "The head is missing or malformed"},
    {89, ReasonKind::kNetworkError, "An engine refuses the head"},
    {99, ReasonKind::kNetworkError, "The request is not made"},
    {109, ReasonKind::kNetworkError, "The CORS check fails"},
    {119, ReasonKind::kNetworkError, "The server keeps the response to itself"},
    {134, ReasonKind::kNetworkError, "A redirect is not followed"},
    {149, ReasonKind::kNetworkError, "Script cannot make the request"},
    {159, ReasonKind::kNetworkError, "No response comes"},
    {169, ReasonKind::kNetworkError, "The preflight has no answer that counts"},
    {179, ReasonKind::kNetworkError, "The preflight's CORS check fails"},
    {199, ReasonKind::kNetworkError, "The preflight forbids the request"},
    {255, ReasonKind::kNetworkError, "The MIME type does not fit"},
};

constexpr const ReasonSection& SectionOf(Reason reason) {
  const ReasonSection* section = kReasonSections;
  while (static_cast<int>(reason) > section->last) ++section;
  return *section;
}

// What a kind is called in a page's second line.
constexpr std::string_view NameOfKind(ReasonKind kind) {
  switch (kind) {
    case ReasonKind::kExposed:
      return "header exposed";
    case ReasonKind::kHidden:
      return "header hidden";
    case ReasonKind::kResponse:
      return "response";
    case ReasonKind::kRedirect:
      return "redirect";
    case ReasonKind::kWrongCall:
      return "wrong call";
    case ReasonKind::kNetworkError:
      break;
  }
  return "network error";
}

}  // namespace corsieve::tools

#endif  // CORSIEVE_TOOLS_EXPLAIN_REASON_SECTIONS_H_
