// Requests, from the headers that a tool shows.

#ifndef CORSIEVE_TOOLS_PASTE_REQUEST_PARTS_H_
#define CORSIEVE_TOOLS_PASTE_REQUEST_PARTS_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tools/paste/paste.h"

namespace corsieve::tools {

class RequestMaker {
 public:
  void SetMethod(std::string_view method) { request_.method = method; }
  // An absolute URL, or a path of the host that Host or :authority names.
  void SetTarget(std::string_view target) { target_ = target; }
  void SetScheme(std::string_view scheme) { scheme_ = scheme; }
  void SetHost(std::string_view host) { host_ = host; }
  void SetHasBody() { request_.has_body = true; }
  void SetByBrowser() { request_.by_browser = true; }

  // Adds a header; a pseudo-header goes into URL and method. False where it
  // could not be one: then `*error` says so.
  bool Add(std::string_view name, std::string_view value, size_t line,
           std::string* error);
  bool has_headers() const { return !request_.headers.empty(); }

  // With a note where the scheme had to be assumed.
  PastedRequest Finish(std::vector<std::string>* notes) &&;

 private:
  PastedRequest request_;
  std::string target_;
  std::string scheme_;
  std::string host_;
};

const std::string* FindHeader(const Pairs& headers, std::string_view name);

// Whether the headers are such as browsers alone send.
bool AreOfBrowser(const Pairs& headers);

// What the request's headers say of the page and its call: Origin or Referer,
// Sec-Fetch-Mode, Cookie. What `*call` has already stays.
void ReadCallFromHeaders(const Pairs& headers, PastedCall* call,
                         std::vector<std::string>* notes);

}  // namespace corsieve::tools

#endif  // CORSIEVE_TOOLS_PASTE_REQUEST_PARTS_H_
