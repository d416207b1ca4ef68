// Requests that are really sent.

#ifndef CORSIEVE_TOOLS_FETCH_HTTP_CLIENT_H_
#define CORSIEVE_TOOLS_FETCH_HTTP_CLIENT_H_

#include <memory>
#include <string>
#include <vector>

#include "tools/case.h"

namespace corsieve::tools {

struct HttpRequest {
  std::string method;
  std::string url;  // Serialized, http(s).
  Pairs headers;
  std::string body;
  bool has_body = false;
  // Whether cookies go along, those that earlier answers set among them.
  bool with_credentials = false;
  std::string cookie;  // Sent with them; "" for none.
};

struct HttpReply {
  // The head, and interim ones before it, as curl -i prints them.
  std::string head;
  // Why there is none, as a clause; "": there is. Bytes are printable.
  std::string failure;
  // Who was asked, "127.0.0.1 port 443"; "" if nobody could be.
  std::string address;
  std::vector<std::string> tried;  // All that were, "127.0.0.1:443".
  std::string protocol;  // "HTTP/2", "HTTP/1.1"; "" if there is no head.
  std::string sent;      // The request's head, as it was written.
};

class HttpClient {
 public:
  virtual ~HttpClient() = default;
  // Sends it to where its URL says and nowhere else: no redirect is followed.
  virtual HttpReply Send(const HttpRequest& request) = 0;
};

struct ClientOptions {
  std::vector<std::string> resolve;  // "HOST:PORT:ADDRESS" each.
  bool insecure = false;             // Any certificate will do.
  int timeout_seconds = 30;          // For an answer's head.
};

// The client on libcurl; nullptr where the program was built without it
// (no_client.cc).
std::unique_ptr<HttpClient> MakeHttpClient(const ClientOptions& options);

}  // namespace corsieve::tools

#endif  // CORSIEVE_TOOLS_FETCH_HTTP_CLIENT_H_
