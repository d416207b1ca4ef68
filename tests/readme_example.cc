// The examples of README.md, compiled and run. What stands between BEGIN and
// END is in the README as it is (tools/check_readme.py).

#include <iostream>
#include <string_view>

#include "corsieve/corsieve.h"

namespace {

void Headers() {
  // BEGIN
  corsieve::HeaderList headers;  // Or ParseResponseHead(bytes, &headers).
  headers.Append("X-Custom-Header", "ExampleValue");
  headers.Append("Content-Type", "application/json");
  headers.Append("X-Other", "hidden");
  corsieve::ExposedHeaderNames exposed("X-Custom-Header",
                                       corsieve::CredentialsMode::kOmit);
  for (corsieve::Outcome o : corsieve::CorsFilteredResponse(headers, exposed)) {
    std::cout << (o.exposed() ? "exposed  " : "hidden   ") << o.name << ": "
              << corsieve::ReasonText(o.reason) << "\n";
  }
  // END
}

}  // namespace

int main() {
  Headers();
  const std::string_view head_bytes =
      "HTTP/1.1 200 OK\r\n"
      "Access-Control-Allow-Origin: https://app.example\r\n"
      "Access-Control-Expose-Headers: X-Total-Count\r\n"
      "X-Total-Count: 137\r\n\r\n";
  // BEGIN
  corsieve::Request request;  // The defaults are those of fetch(url).
  request.origin = "https://app.example";
  request.url = "https://api.example/data";
  corsieve::Filter filter;  // Reuse it: nothing is allocated per response.
  const corsieve::FilteredResponse& seen = filter.Run(request, head_bytes);
  std::cout << corsieve::ResponseTypeName(seen.type()) << ": "
            << corsieve::ReasonText(seen.reason()) << "\n";
  for (const corsieve::Outcome& o : seen.outcomes()) {
    std::cout << (o.exposed() ? "exposed  " : "hidden   ") << o.name << ": "
              << corsieve::ReasonText(o.reason) << "\n";
  }
  // END
  return seen.outcomes().size() == 3 && seen.outcomes()[2].exposed() ? 0 : 1;
}
