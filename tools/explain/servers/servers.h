// Advice as the configuration of a server, by the name that --for takes.

#ifndef CORSIEVE_TOOLS_EXPLAIN_SERVERS_SERVERS_H_
#define CORSIEVE_TOOLS_EXPLAIN_SERVERS_SERVERS_H_

#include <string>
#include <string_view>
#include <vector>

#include "tools/explain/change.h"
#include "tools/explain/received.h"

namespace corsieve::tools {

// The names, as an option has its words.
inline constexpr std::string_view kServerNames =
    "nginx apache caddy express fastapi spring s3 go";

// "nginx", "Apache httpd 2.4"; "" for what is no name of a server.
std::string_view ServerTitle(std::string_view name);

// The corrections as that server is told them. "" for none.
std::string ServerConfiguration(std::string_view name, const Received& received,
                                const std::vector<Correction>& corrections);

}  // namespace corsieve::tools

#endif  // CORSIEVE_TOOLS_EXPLAIN_SERVERS_SERVERS_H_
