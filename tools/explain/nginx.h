// How nginx is told what the advice says.

#ifndef CORSIEVE_TOOLS_EXPLAIN_NGINX_H_
#define CORSIEVE_TOOLS_EXPLAIN_NGINX_H_

#include <string>
#include <vector>

#include "tools/explain/change.h"
#include "tools/explain/received.h"

namespace corsieve::tools {

// A sentence for who follows the corrections of what nginx answered; "" where
// none is of nginx.
// https://nginx.org/en/docs/http/ngx_http_headers_module.html
std::string NginxNote(const Received& received,
                      const std::vector<Correction>& corrections);

// The corrections as configuration: what goes into http {}, and what into the
// location that serves each URL. "" for none. Lines that the answers have
// already are not in it, for they may be made from what is asked.
// https://nginx.org/en/docs/http/ngx_http_map_module.html
std::string NginxConfiguration(const Received& received,
                               const std::vector<Correction>& corrections);

}  // namespace corsieve::tools

#endif  // CORSIEVE_TOOLS_EXPLAIN_NGINX_H_
