// What people paste, read: the requests and response heads that a text shows,
// whoever printed it.

#ifndef CORSIEVE_TOOLS_PASTE_PASTE_H_
#define CORSIEVE_TOOLS_PASTE_PASTE_H_

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tools/case.h"

namespace corsieve::tools {

// A response head, made into what curl -si prints: a status line, header lines,
// an empty line; interim heads of the same response before it.
struct PastedHead {
  std::string bytes;
  // Of each line of `bytes`, from the first, the line of the input that it came
  // from, counted from 1. Lines behind the last that is here follow on one
  // another, so that one number will do for a head that stands as it is.
  std::vector<size_t> lines = {1};
  // The name of the input, as GivenText has it; "" where there is but one.
  std::string input = "";
};

// A request as it was sent, or as a command or a call would send it.
struct PastedRequest {
  std::string method = "GET";
  std::string url;  // Absolute, as it is written; "" where the text has none.
  Pairs headers;    // In order, names as they are written.
  bool has_body = false;
  // False where the text shows a URL or a method, but none of the headers.
  bool shows_headers = true;
  // Whether a browser sent it, so that `headers` has what browsers add.
  bool by_browser = false;
  // The line of a request whose scheme is assumed, for the text does not tell.
  std::optional<size_t> assumed_scheme_line = {};
};

// One request and what it was answered with; either may lack, not both.
struct PastedExchange {
  std::optional<PastedRequest> request;
  std::optional<PastedHead> response;
};

// What a text says of the page and of its call of fetch() beyond the request.
struct PastedCall {
  std::optional<std::string> origin;  // As it is written.
  std::optional<std::string> mode;    // Words of Case.
  std::optional<std::string> credentials;
  std::optional<std::string> redirect;
  std::optional<std::string> api;
  // The reason (include/corsieve/reason.h, its name) that a browser gave in its
  // console.
  std::optional<std::string> reason;
};

struct Paste {
  // What it is, as a noun phrase: "the output of curl -v", "a HAR entry".
  std::string format;
  // Whether it is what curl -i prints, with nothing around it.
  bool is_plain = false;
  // In the order of time. An answer to CONNECT is not among them.
  std::vector<PastedExchange> exchanges;
  PastedCall call;
  // What was assumed or left out on the way, as sentences.
  std::vector<std::string> notes;
};

// Recognizes and reads `text`, which is bytes in any encoding that terminals,
// editors and PowerShell write. nullopt: it is no format that is known; then
// `*error` says, in one sentence each, what it looks like and what to do, or in
// which line of a known format what is wrong. Takes time linear in its size.
std::optional<Paste> ReadPaste(std::string_view text, std::string* error);

}  // namespace corsieve::tools

#endif  // CORSIEVE_TOOLS_PASTE_PASTE_H_
