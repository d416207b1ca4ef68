// A page's fetch, done for real: what is asked is what the exchange says, and
// what comes is told as if it had been pasted.

#ifndef CORSIEVE_TOOLS_FETCH_LIVE_FETCH_H_
#define CORSIEVE_TOOLS_FETCH_LIVE_FETCH_H_

#include <string>
#include <vector>

#include "corsieve/profile.h"
#include "tools/case.h"
#include "tools/explain/interpret.h"
#include "tools/fetch/http_client.h"

namespace corsieve::tools {

struct LiveRequest {
  Case c;  // Without answers.
  std::string body;
  // Of the host of the URL: sent to it alone, and with credentials only.
  std::string cookie;
};

// A request that was sent, and what came of it.
struct Asked {
  HttpRequest request;
  HttpReply reply;
};

struct LiveFetch {
  // received.is_live; `recognized` says who was asked.
  Interpretation interpretation;
  std::vector<Asked> asked;
};

// Asks as a browser of this profile does, until it is done or an answer fails
// to come.
LiveFetch FetchLive(const LiveRequest& request, Profile profile,
                    HttpClient* client);

// What was sent and received, as curl -v prints it; `corsieve explain` reads
// it.
std::string RawText(const std::vector<Asked>& asked);

}  // namespace corsieve::tools

#endif  // CORSIEVE_TOOLS_FETCH_LIVE_FETCH_H_
