// Reading a head as a profile does, without judging it.

#ifndef CORSIEVE_TESTS_READ_HEAD_H_
#define CORSIEVE_TESTS_READ_HEAD_H_

#include <string_view>
#include <utility>

#include "corsieve/corsieve.h"
#include "engine/checks/hop.h"
#include "engine/hot_path/hot_path.h"
#include "engine/read/read.h"

namespace corsieve::tests {

// What `read(hop, &response, &places)` makes of its input, as a head.
template <typename Read>
ResponseHead ReadAs(Profile profile, const Request& request, HeaderList* list,
                    Read read) {
  HopMaker hops(profile);
  hops.Enter(request);
  Response response;
  response.header_list = std::move(*list);
  ReadPlaces places = {};
  ResponseHead head;
  head.error = read(hops.hop(), &response, &places);
  head.status = response.status;
  head.status_message = response.status_message;
  head.body_offset = places.body_offset;
  head.error_offset = places.error_offset.value_or(0);
  *list = std::move(response.header_list);
  return head;
}

// What the reader of a profile makes of `bytes`, as ParseResponseHead has it.
inline ResponseHead ReadHeadAs(Profile profile, std::string_view bytes,
                               const Request& request, const HotPath& hot_path,
                               HeaderList* list) {
  return ReadAs(profile, request, list,
                [&](const Hop& hop, Response* response, ReadPlaces* places) {
                  return ReadHead(hop, bytes, hot_path, response, places);
                });
}

// The same for a response that came parsed.
inline ResponseHead ReadListAs(Profile profile, const ParsedResponse& parsed,
                               const Request& request, const HotPath& hot_path,
                               HeaderList* list) {
  return ReadAs(profile, request, list,
                [&](const Hop& hop, Response* response, ReadPlaces* places) {
                  return ReadList(hop, parsed, hot_path, response, places);
                });
}

}  // namespace corsieve::tests

#endif  // CORSIEVE_TESTS_READ_HEAD_H_
