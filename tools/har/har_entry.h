// What is kept of a HAR: of each entry the heads and what tells of the page.
// http://www.softwareishard.com/blog/har-12-spec/

#ifndef CORSIEVE_TOOLS_HAR_HAR_ENTRY_H_
#define CORSIEVE_TOOLS_HAR_HAR_ENTRY_H_

#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "tools/case.h"

namespace corsieve::tools {

struct HarEntry {
  size_t number = 0;  // From 1.
  size_t line = 0;    // Where it begins in the file, from 1.

  std::string method;
  std::string url;  // Without a fragment.
  Pairs request_headers;
  bool has_body = false;

  bool has_response = false;
  int status = 0;          // 0 or -1: no answer.
  std::string odd_status;  // What the file has in its place, if it is none.
  std::string status_text;
  std::string version;
  std::string redirect_url;
  Pairs headers;
  std::string mime_type;

  // Of some writers only.
  std::string page_ref;
  std::string resource_type;
  std::string error;
  std::string document_url;
  bool by_service_worker = false;
  bool is_api_request = false;  // Playwright's own, of no page.

  // A value, or all of them, was longer than any head; the entry is cut there.
  bool is_too_long = false;
  std::vector<std::string> notes;  // Of what is not as the file has it.
};

// Of the log around the entries; what stands behind them is known at the end.
struct HarLog {
  std::string creator;
  std::string creator_version;
  std::map<std::string, std::string> pages;  // id to title.
};

}  // namespace corsieve::tools

#endif  // CORSIEVE_TOOLS_HAR_HAR_ENTRY_H_
