// The engines' readers of response heads, beside the standard's
// (corsieve/response_head.h) and with the same result: the headers as the
// engine knows them after its network stack has read, repaired and merged them.
//
// A line that an engine ignores is in the list too, under a pseudo id: see
// HeaderList::AppendMalformed.

#ifndef CORSIEVE_ENGINE_PROFILE_HEAD_H_
#define CORSIEVE_ENGINE_PROFILE_HEAD_H_

#include <string_view>

#include "corsieve/header_list.h"
#include "corsieve/profile.h"
#include "corsieve/request.h"
#include "corsieve/response_head.h"
#include "engine/hot_path.h"

namespace corsieve {

// What some of them need to know of the request: the port (HTTP/0.9), fetch or
// XMLHttpRequest, the method.
ResponseHead ParseStandardHead(std::string_view bytes, const HotPath& hot_path,
                               HeaderList* header_list);
// The same of a head that is not clean.
ResponseHead ParseUncleanHead(std::string_view bytes, HeaderList* header_list);
ResponseHead ParseChromiumHead(std::string_view bytes, const Request& request,
                               const HotPath& hot_path,
                               HeaderList* header_list);
ResponseHead ParseFirefoxHead(std::string_view bytes, const Request& request,
                              const HotPath& hot_path, HeaderList* header_list);
ResponseHead ParseWebKitHead(std::string_view bytes, const Request& request,
                             const HotPath& hot_path, HeaderList* header_list);

// The reader of a profile. `hot_path` reads what is clean (clean_head.h); the
// result is the same with any.
ResponseHead ParseHeadAs(Profile profile, std::string_view bytes,
                         const Request& request, const HotPath& hot_path,
                         HeaderList* header_list);

}  // namespace corsieve

#endif  // CORSIEVE_ENGINE_PROFILE_HEAD_H_
