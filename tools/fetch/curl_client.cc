#include <curl/curl.h>

#include <algorithm>
#include <cstring>
#include <string>
#include <string_view>

#include "corsieve.h"
#include "tools/fetch/http_client.h"
#include "tools/text.h"

namespace corsieve::tools {
namespace {

// What is kept while a request is under way.
struct Talk {
  HttpReply reply;
  bool is_interim = false;
  bool is_whole = false;
};

// The list that libcurl takes.
class CurlList {
 public:
  CurlList() = default;
  CurlList(const CurlList&) = delete;
  CurlList& operator=(const CurlList&) = delete;
  ~CurlList() { curl_slist_free_all(list_); }

  void Add(const std::string& line) {
    list_ = curl_slist_append(list_, line.c_str());
  }
  curl_slist* get() const { return list_; }

 private:
  curl_slist* list_ = nullptr;
};

// Takes a line of the head. What follows it is not wanted: an event stream has
// no end, and a film is long.
size_t TakeLine(char* data, size_t, size_t size, void* user) {
  Talk* const talk = static_cast<Talk*>(user);
  const std::string_view line(data, size);
  const bool begins = StartsWith(line, "HTTP/");
  if (begins && (talk->reply.head.empty() || talk->is_interim)) {
    const size_t space = line.find(' ');
    const std::string_view status =
        line.substr(std::min(space, line.size() - 1) + 1, 3);
    // Behind 101 there is no HTTP any more.
    talk->is_interim = StartsWith(status, "1") && status != "101";
    talk->reply.protocol = line.substr(0, space);
  }
  talk->reply.head += line;
  if (line != "\r\n" && line != "\n") return size;
  if (talk->is_interim) return size;
  talk->is_whole = true;
  return 0;
}

// A body before its head: none that is read.
size_t TakeBody(char*, size_t, size_t, void*) { return 0; }

int TakeDebug(CURL*, curl_infotype type, char* data, size_t size, void* user) {
  HttpReply& reply = static_cast<Talk*>(user)->reply;
  if (type == CURLINFO_HEADER_OUT) reply.sent.append(data, size);
  if (type != CURLINFO_TEXT) return 0;
  // "  Trying 127.0.0.1:443...": no other call tells an address in vain.
  std::string_view text = TrimBlanks({data, size});
  if (TakePrefix("Trying ", &text)) {
    reply.tried.emplace_back(Printable(text.substr(0, text.find("..."))));
  }
  return 0;
}

// "TLS: self-signed certificate".
std::string With(const char* what, const char* detail) {
  return std::string(what) + (*detail == '\0' ? "" : ": ") + Printable(detail);
}

// What libcurl refuses, and a browser may read.
bool IsUnreadable(CURLcode code, std::string_view detail, bool has_head) {
  return code == CURLE_UNSUPPORTED_PROTOCOL ||
         code == CURLE_WEIRD_SERVER_REPLY ||
         (code == CURLE_OUT_OF_MEMORY && has_head) ||
         Contains(detail, "Too large response headers");
}

// Why there is no answer.
std::string Failure(CURL* curl, CURLcode code, const char* detail,
                    const ClientOptions& options) {
  long os_error = 0;
  curl_easy_getinfo(curl, CURLINFO_OS_ERRNO, &os_error);
  curl_off_t connected = 0;
  curl_easy_getinfo(curl, CURLINFO_CONNECT_TIME_T, &connected);
  switch (code) {
    case CURLE_COULDNT_RESOLVE_HOST:
      return With("the host's name has no address (DNS)", detail);
    case CURLE_COULDNT_CONNECT:
      return With(
          "no connection",
          os_error != 0 ? std::strerror(static_cast<int>(os_error)) : detail);
    case CURLE_OPERATION_TIMEDOUT:
      return std::string(connected > 0 ? "no answer" : "no connection") +
             " within " + std::to_string(options.timeout_seconds) +
             " s (timeout)";
    case CURLE_PEER_FAILED_VERIFICATION:
      return With("the server's certificate is not trusted (TLS)", detail) +
             "; --insecure takes any";
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_SSL_CIPHER:
    case CURLE_SSL_CACERT_BADFILE:
      return With("no TLS connection", detail);
    case CURLE_GOT_NOTHING:
      return "the connection was closed without an answer";
    case CURLE_SEND_ERROR:
    case CURLE_RECV_ERROR:
      return With("the connection broke", detail);
    default:
      return With(curl_easy_strerror(code), detail);
  }
}

class CurlClient : public HttpClient {
 public:
  explicit CurlClient(const ClientOptions& options)
      : options_(options),
        credentialed_(curl_easy_init()),
        anonymous_(curl_easy_init()) {
    for (const std::string& entry : options.resolve) resolve_.Add(entry);
  }
  ~CurlClient() override {
    curl_easy_cleanup(credentialed_);
    curl_easy_cleanup(anonymous_);
  }

  HttpReply Send(const HttpRequest& request) override {
    CURL* const curl = request.with_credentials ? credentialed_ : anonymous_;
    if (curl == nullptr) {
      HttpReply reply;
      reply.failure = "libcurl has no memory";
      return reply;
    }
    Talk talk;
    char detail[CURL_ERROR_SIZE] = "";
    CurlList headers;
    curl_easy_reset(curl);  // Cookies stay.
    SetUp(curl);
    // Keeps what Set-Cookie sets, as long as the handle lives.
    if (request.with_credentials) {
      curl_easy_setopt(curl, CURLOPT_COOKIEFILE, "");
    }
    SetRequest(curl, request, &headers);
    curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, detail);
    curl_easy_setopt(curl, CURLOPT_HEADERDATA, &talk);
    curl_easy_setopt(curl, CURLOPT_DEBUGDATA, &talk);
    const CURLcode code = curl_easy_perform(curl);
    HttpReply& reply = talk.reply;
    char* ip = nullptr;
    long port = 0;
    curl_easy_getinfo(curl, CURLINFO_PRIMARY_IP, &ip);
    curl_easy_getinfo(curl, CURLINFO_PRIMARY_PORT, &port);
    if (ip != nullptr && *ip != '\0') {
      reply.address = std::string(ip) + " port " + std::to_string(port);
    }
    if (!talk.is_whole) {
      reply.failure = NoHead(curl, code, detail, !reply.head.empty());
    }
    curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, nullptr);
    return std::move(reply);
  }

 private:
  // Why no head came to its end; some of one may have come.
  std::string NoHead(CURL* curl, CURLcode code, const char* detail,
                     bool has_head) const {
    if (IsUnreadable(code, detail, has_head)) {
      return With("what came is no HTTP that libcurl reads",
                  code == CURLE_OUT_OF_MEMORY ? "a line is longer than 100 kB"
                                              : detail) +
             "; a browser may read it";
    }
    // The line that it ends in, if in one, is lost.
    if (code == CURLE_OK) {
      return has_head ? "the connection was closed within the head"
                      : "the connection was closed without an answer";
    }
    return Failure(curl, code, detail, options_) +
           (has_head ? ", within the head" : "");
  }

  void SetUp(CURL* curl) {
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
    // Nobody is asked that the user did not name: no proxy of the environment.
    curl_easy_setopt(curl, CURLOPT_PROXY, "");
    curl_easy_setopt(curl, CURLOPT_PATH_AS_IS, 1L);
    // No body is read; one that makes no sense is for the engine to judge.
    curl_easy_setopt(curl, CURLOPT_IGNORE_CONTENT_LENGTH, 1L);
    curl_easy_setopt(curl, CURLOPT_HTTP_VERSION,
                     static_cast<long>(CURL_HTTP_VERSION_2TLS));
    curl_easy_setopt(curl, CURLOPT_TIMEOUT,
                     static_cast<long>(options_.timeout_seconds));
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT,
                     static_cast<long>(options_.timeout_seconds));
    curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, TakeLine);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, TakeBody);
    curl_easy_setopt(curl, CURLOPT_DEBUGFUNCTION, TakeDebug);
    curl_easy_setopt(curl, CURLOPT_VERBOSE, 1L);
    if (options_.insecure) {
      curl_easy_setopt(curl, CURLOPT_SSL_VERIFYPEER, 0L);
      curl_easy_setopt(curl, CURLOPT_SSL_VERIFYHOST, 0L);
    }
    if (resolve_.get() != nullptr) {
      curl_easy_setopt(curl, CURLOPT_RESOLVE, resolve_.get());
    }
  }

  void SetRequest(CURL* curl, const HttpRequest& request, CurlList* headers) {
    curl_easy_setopt(curl, CURLOPT_URL, request.url.c_str());
    if (request.has_body) {
      curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE,
                       static_cast<curl_off_t>(request.body.size()));
      curl_easy_setopt(curl, CURLOPT_COPYPOSTFIELDS, request.body.c_str());
    } else if (request.method == "HEAD") {
      curl_easy_setopt(curl, CURLOPT_NOBODY, 1L);
    }
    curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, request.method.c_str());
    bool has_agent = false;
    bool has_type = false;
    bool has_accept = false;
    for (const auto& [name, value] : request.headers) {
      has_agent = has_agent || EqualsAnyCase(name, "User-Agent");
      has_type = has_type || EqualsAnyCase(name, "Content-Type");
      has_accept = has_accept || EqualsAnyCase(name, "Accept");
      headers->Add(value.empty() ? name + ";" : name + ": " + value);
    }
    if (!request.has_body &&
        (request.method == "POST" || request.method == "PUT")) {
      headers->Add("Content-Length: 0");
    }
    // Without a value curl leaves out a header that it would add.
    headers->Add("Expect:");
    if (!has_type) headers->Add("Content-Type:");
    if (!has_accept) headers->Add("Accept:");
    if (!has_agent) {
      headers->Add("User-Agent: corsieve/" +
                   std::to_string(CORSIEVE_VERSION_MAJOR) + "." +
                   std::to_string(CORSIEVE_VERSION_MINOR) + "." +
                   std::to_string(CORSIEVE_VERSION_PATCH));
    }
    headers->Add("Accept-Encoding: gzip, deflate, br");
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers->get());
    if (request.with_credentials && !request.cookie.empty()) {
      curl_easy_setopt(curl, CURLOPT_COOKIE, request.cookie.c_str());
    }
  }

  const ClientOptions options_;
  CurlList resolve_;
  CURL* credentialed_;
  CURL* anonymous_;
};

}  // namespace

std::unique_ptr<HttpClient> MakeHttpClient(const ClientOptions& options) {
  static const bool ready = curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
  if (!ready) return nullptr;
  return std::make_unique<CurlClient>(options);
}

}  // namespace corsieve::tools
