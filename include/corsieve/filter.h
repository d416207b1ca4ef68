// What page script sees of one HTTP response, and why.
//
//   corsieve::Request request;
//   request.origin = "https://app.example";
//   request.url = "https://api.example/data";
//   corsieve::Filter filter;
//   const corsieve::FilteredResponse& seen = filter.Run(request, head_bytes);
//   for (corsieve::Outcome o : seen.outcomes()) {
//     std::cout << o.name << ": " << corsieve::ReasonText(o.reason) << "\n";
//   }

#ifndef CORSIEVE_FILTER_H_
#define CORSIEVE_FILTER_H_

#include <memory>
#include <string_view>

#include "absl/base/attributes.h"
#include "absl/types/span.h"
#include "corsieve/filtered_response.h"
#include "corsieve/header_list.h"
#include "corsieve/parsed_response.h"
#include "corsieve/profile.h"
#include "corsieve/reason.h"
#include "corsieve/request.h"
#include "corsieve/response_tainting.h"

namespace corsieve {

struct FilterState;

// Filters responses, one after the other. Owns the memory that this takes:
// reuse it, and nothing is allocated once it has seen its largest response. One
// thread at a time.
class Filter {
 public:
  explicit Filter(Profile profile = Profile::kStandard);
  ~Filter();
  Filter(const Filter&) = delete;
  Filter& operator=(const Filter&) = delete;

  // Answers for the head that `bytes` begins with; what follows it is ignored.
  // A failed fetch is a result like any other, of type kError. So is a wrong
  // call, a Request that is not serialized, with a reason of kind kWrongCall.
  // `before` is for a URL that redirects led to.
  const FilteredResponse& Run(const Request& request,
                              std::string_view bytes
                                  ABSL_ATTRIBUTE_LIFETIME_BOUND,
                              const RedirectState& before = RedirectState());

  // The same for a response that was parsed already, by the rules of the
  // protocol that it came over: with an engine's profile, what that engine
  // merges, refuses, adds and hides. A name or value that cannot be one is a
  // network error, as is an interim status; over HTTP/1.1 blanks around values
  // are trimmed, and `status` is 0 to 999. outcomes()[i] is about
  // parsed.headers[i], and what an engine adds comes behind them; but where
  // profile webkit lets headers of interim responses leak, these come first.
  // There are none where the request is not made at all, nor where the status
  // cannot be read or is the 101 of HTTP/2. A URL that is not http(s) is
  // answered for as if a server had sent `parsed`; Exchange fetches it.
  // `parsed` itself is of no use after the call; what it views must live as
  // long as the result is used.
  const FilteredResponse& Run(const Request& request,
                              const ParsedResponse& parsed,
                              const RedirectState& before = RedirectState());
  const FilteredResponse& Run(
      const Request& request, int status,
      std::string_view status_message ABSL_ATTRIBUTE_LIFETIME_BOUND,
      absl::Span<const Header> headers ABSL_ATTRIBUTE_LIFETIME_BOUND,
      const RedirectState& before = RedirectState(),
      Protocol protocol = Protocol::kHttp1);

  // The last result.
  const FilteredResponse& response() const;

  // A failed fetch without a response: a network error without headers.
  const FilteredResponse& NetworkError(Reason reason);

  // Makes a network error of the last result, which goes on to hold what was
  // received; its expose list is empty then.
  const FilteredResponse& TurnIntoNetworkError(Reason reason);

 private:
  friend struct FilterAccess;
  std::unique_ptr<FilterState> state_;
};

}  // namespace corsieve

#endif  // CORSIEVE_FILTER_H_
