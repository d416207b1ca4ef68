// What curl tells of its talk with servers, by -v or --trace, as exchanges.

#ifndef CORSIEVE_TOOLS_PASTE_CURL_TALK_H_
#define CORSIEVE_TOOLS_PASTE_CURL_TALK_H_

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tools/paste/head_lines.h"
#include "tools/paste/paste.h"

namespace corsieve::tools {

class CurlTalk {
 public:
  // A line behind "* " or "== Info: ".
  void Info(std::string_view text);
  // A line of a request's head, its empty line included, in line `number`.
  void Request(std::string_view text, size_t number);
  // A line of a response's head.
  void Response(std::string_view text, size_t number);
  // Ends the head that is not ended: what is in line `number` is not of it.
  void EndHead(size_t number);

  bool in_request() const { return in_request_; }
  bool in_response() const { return in_response_; }
  // Whether curl has told of itself.
  bool has_info() const { return has_info_; }

  // Moves all exchanges into `paste`. False: there is none but with proxies,
  // and `*error` says so.
  bool Finish(Paste* paste, std::string* error);

 private:
  struct Told {
    PastedExchange exchange;
    std::string target;  // As the request line has it.
    std::string url;     // As curl told it beforehand.
    std::string host;
    std::optional<bool> is_https;
    std::string version;
    HeadBuilder head;
    size_t line = 0;  // Of the request line or, with none, of the status line.
    int status = 0;
  };

  void InfoOfConnection(std::string_view text);
  void InfoOfHttp2(std::string_view text);
  void BeginRequest(std::string_view line, size_t number);
  void BeginResponse(std::string_view line, size_t number);
  void Note(size_t number, std::string_view what);
  // The URL of the request; tells it where its scheme is assumed.
  static std::string UrlOf(const Told& told, PastedRequest* request);

  std::vector<Told> told_;
  std::vector<std::string> notes_;
  size_t further_notes_ = 0;
  bool in_request_ = false;
  bool in_response_ = false;
  bool has_info_ = false;
  // Of the present connection, and by host of all, as curl uses them again.
  std::optional<bool> is_tls_;
  std::string connected_to_;
  std::map<std::string, bool, std::less<>> is_tls_by_host_;
  // What is told of the request that comes next.
  std::string next_url_;
  std::string scheme_;
  std::string authority_;
};

}  // namespace corsieve::tools

#endif  // CORSIEVE_TOOLS_PASTE_CURL_TALK_H_
