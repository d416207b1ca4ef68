// In place of curl_client.cc where there is no libcurl.

#include "tools/fetch/http_client.h"

namespace corsieve::tools {

std::unique_ptr<HttpClient> MakeHttpClient(const ClientOptions&) {
  return nullptr;
}

}  // namespace corsieve::tools
