// A response head that was received, as the engine takes it.

#ifndef CORSIEVE_TOOLS_EXPLAIN_RECEIVED_HEAD_H_
#define CORSIEVE_TOOLS_EXPLAIN_RECEIVED_HEAD_H_

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "corsieve/corsieve.h"
#include "tools/case.h"
#include "tools/paste/http2_head.h"
#include "tools/paste/paste.h"

namespace corsieve::tools {

// What decides about a head's part in a fetch.
struct Gist {
  bool is_head = false;  // It can be read.
  int status = 0;
  std::string status_message;
  Pairs headers;  // As they are written.

  // Joined by ", "; nullopt: there is none.
  // https://fetch.spec.whatwg.org/#concept-header-list-get
  std::optional<std::string> Get(std::string_view name) const;
  // How many lines of this name there are.
  size_t Count(std::string_view name) const;
  bool IsRedirect() const;
};

// A part of a line of the input: which line, from 1, and which bytes of what
// the head has of it. What a reader has cut off before these is not counted.
struct LinePart {
  size_t line;
  size_t from;
  size_t to;
};

class ReceivedHead {
 public:
  explicit ReceivedHead(PastedHead head);

  const std::string& bytes() const { return head_.bytes; }
  // Where the bytes are what curl writes for HTTP/2 or HTTP/3: the response.
  const std::optional<Http2Head>& http2() const { return http2_; }
  const Gist& gist() const { return gist_; }
  // The line of the input that it begins in.
  size_t first_line() const { return head_.lines.front(); }
  const std::string& input() const { return head_.input; }
  // `bytes` without what follows the head.
  std::string_view head() const;
  // Of each line of head(), the line of the input.
  std::vector<size_t> lines() const;
  // Where `part` stands, which is a view of bytes() or of a string of http2();
  // nullopt: it is of something else, as a value that was put together.
  std::optional<LinePart> Find(std::string_view part) const;
  // The same of all headers of this name, each its value.
  std::vector<std::string_view> Values(std::string_view name) const;

 private:
  size_t LineOf(size_t i) const;
  LinePart PartAt(size_t offset, size_t size) const;

  PastedHead head_;
  std::optional<Http2Head> http2_;
  Gist gist_;
};

// Case does not count in header names.
bool IsSameName(std::string_view a, std::string_view b);

}  // namespace corsieve::tools

#endif  // CORSIEVE_TOOLS_EXPLAIN_RECEIVED_HEAD_H_
