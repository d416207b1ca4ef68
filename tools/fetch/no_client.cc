// In place of curl_client.cc where there is no libcurl.

#include "tools/fetch/http_client.h"

namespace corsieve::tools {

std::unique_ptr<HttpClient> MakeHttpClient(const ClientOptions&,
                                           std::string* error) {
  *error =
      "corsieve: this program was built without libcurl, and asks nobody: "
      "install libcurl4-openssl-dev, and build it again\n";
  return nullptr;
}

}  // namespace corsieve::tools
