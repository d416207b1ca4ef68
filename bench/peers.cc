#include "bench/peers.h"

#include <dlfcn.h>
#include <http_parser.h>

#include <boost/beast/http/basic_parser.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/fields.hpp>
#include <boost/beast/http/parser.hpp>

extern "C" {
#include "picohttpparser.h"
}

namespace corsieve::bench {
namespace {

constexpr size_t kMaxHeaders = 8192;

using PhrParseResponse = decltype(&phr_parse_response);

long CallPico(PhrParseResponse parse, std::string_view head,
              phr_header* headers) {
  int minor = 0;
  int status = 0;
  const char* message = nullptr;
  size_t message_size = 0;
  size_t count = kMaxHeaders;
  const int size = parse(head.data(), head.size(), &minor, &status, &message,
                         &message_size, headers, &count, 0);
  return size > 0 ? static_cast<long>(count) : -1;
}

phr_header pico_headers[kMaxHeaders];

// Debian's source of it, compiled here with -msse4.2.
long ParsePico(std::string_view head) {
  return CallPico(phr_parse_response, head, pico_headers);
}

// The one inside libh2o, which Debian compiles for any x86-64. Loaded by hand:
// the names are the same.
long ParsePicoOfLibh2o(std::string_view head) {
  static const PhrParseResponse parse = [] {
    void* const library = dlopen("libh2o.so.0.13", RTLD_NOW | RTLD_LOCAL);
    return library == nullptr ? nullptr
                              : reinterpret_cast<PhrParseResponse>(
                                    dlsym(library, "phr_parse_response"));
  }();
  return parse == nullptr ? -1 : CallPico(parse, head, pico_headers);
}

long ParseHttpParser(std::string_view head) {
  static long count;
  static const http_parser_settings settings = [] {
    http_parser_settings s;
    http_parser_settings_init(&s);
    s.on_header_field = [](http_parser*, const char*, size_t) { return 0; };
    s.on_header_value = [](http_parser*, const char*, size_t) {
      ++count;
      return 0;
    };
    s.on_headers_complete = [](http_parser* parser) {
      http_parser_pause(parser, 1);
      return 1;  // No body.
    };
    return s;
  }();
  http_parser parser;
  http_parser_init(&parser, HTTP_RESPONSE);
  count = 0;
  http_parser_execute(&parser, &settings, head.data(), head.size());
  const http_errno error = HTTP_PARSER_ERRNO(&parser);
  return error == HPE_OK || error == HPE_PAUSED ? count : -1;
}

namespace http = boost::beast::http;

// Beast's parser with callbacks that keep nothing.
class BeastParser : public http::basic_parser<false> {
 public:
  long count() const { return count_; }

 private:
  using error_code = boost::beast::error_code;
  using string_view = boost::beast::string_view;
  void on_request_impl(http::verb, string_view, string_view, int,
                       error_code&) override {}
  void on_response_impl(int, string_view, int, error_code&) override {}
  void on_field_impl(http::field, string_view, string_view,
                     error_code&) override {
    ++count_;
  }
  void on_header_impl(error_code&) override {}
  void on_body_init_impl(const boost::optional<std::uint64_t>&,
                         error_code&) override {}
  std::size_t on_body_impl(string_view body, error_code&) override {
    return body.size();
  }
  void on_chunk_header_impl(std::uint64_t, string_view, error_code&) override {}
  std::size_t on_chunk_body_impl(std::uint64_t, string_view body,
                                 error_code&) override {
    return body.size();
  }
  void on_finish_impl(error_code&) override {}

  long count_ = 0;
};

long ParseBeast(std::string_view head) {
  BeastParser parser;
  parser.header_limit(1 << 24);
  parser.skip(true);
  boost::beast::error_code error;
  parser.put(boost::asio::buffer(head.data(), head.size()), error);
  return parser.is_header_done() ? parser.count() : -1;
}

// libsoup, as libsoup/soup-headers.h and soup-message-headers.h declare it.
// Loaded by hand too: the headers that it needs are in a folder that Bazel lets
// no compiler read.
struct Soup {
  static constexpr int kResponse = 1;  // SOUP_MESSAGE_HEADERS_RESPONSE
  struct Iterator {
    void* dummy[3];
  };

  Soup() : library(dlopen("libsoup-3.0.so.0", RTLD_NOW | RTLD_LOCAL)) {
    if (library == nullptr) return;
    Find("soup_message_headers_new", &new_headers);
    Find("soup_message_headers_unref", &unref);
    Find("soup_message_headers_iter_init", &iter_init);
    Find("soup_message_headers_iter_next", &iter_next);
    Find("soup_headers_parse_response", &parse_response);
    Find("g_free", &free);
  }
  template <typename Function>
  void Find(const char* name, Function* function) {
    *function = reinterpret_cast<Function>(dlsym(library, name));
  }

  void* library;
  void* (*new_headers)(int type);
  void (*unref)(void* headers);
  void (*iter_init)(Iterator* iter, void* headers);
  int (*iter_next)(Iterator* iter, const char** name, const char** value);
  int (*parse_response)(const char* head, int size, void* headers, int* version,
                        unsigned* status, char** reason);
  void (*free)(void*);
};

long ParseSoup(std::string_view head) {
  static const Soup& soup = *new Soup;
  if (soup.library == nullptr) return -1;
  void* const headers = soup.new_headers(Soup::kResponse);
  int version = 0;
  unsigned status = 0;
  char* reason = nullptr;
  // It wants the head without its empty line.
  const bool read =
      soup.parse_response(head.data(), static_cast<int>(head.size()) - 2,
                          headers, &version, &status, &reason);
  long count = 0;
  Soup::Iterator iter;
  const char* name = nullptr;
  const char* value = nullptr;
  soup.iter_init(&iter, headers);
  while (soup.iter_next(&iter, &name, &value)) ++count;
  soup.unref(headers);
  soup.free(reason);
  return read ? count : -1;
}

}  // namespace

const std::vector<Peer>& Peers() {
  static const auto& peers = *new std::vector<Peer>{
      {"picohttpparser-sse4.2", ParsePico},
      {"picohttpparser-libh2o", ParsePicoOfLibh2o},
      {"beast-callbacks", ParseBeast},
      {"http-parser", ParseHttpParser},
      {"libsoup", ParseSoup},
  };
  return peers;
}

bool PeersAccept(std::string_view head, size_t header_count) {
  for (const Peer& peer : Peers()) {
    if (peer.parse(head) != static_cast<long>(header_count)) return false;
  }
  return true;
}

long ParseFastest(std::string_view head, std::vector<Header>* headers) {
  const long count = ParsePico(head);
  if (count > static_cast<long>(headers->size())) headers->resize(count);
  for (long i = 0; i < count; ++i) {
    const phr_header& h = pico_headers[i];
    (*headers)[i] = {{h.name, h.name_len}, {h.value, h.value_len}};
  }
  return count;
}

}  // namespace corsieve::bench
