#include "tools/explain/received_head.h"

#include <algorithm>
#include <functional>
#include <utility>

#include "tools/text.h"

namespace corsieve::tools {
namespace {

Gist GistOf(const std::string& bytes, const std::optional<Http2Head>& http2) {
  Gist gist;
  if (http2) {
    gist.is_head = !http2->bad_status;
    gist.status = http2->answer.status;
    gist.headers = http2->answer.headers;
    return gist;
  }
  HeaderList list;
  const ResponseHead parsed = ParseResponseHead(bytes, &list);
  gist.is_head = !parsed.error;
  gist.status = parsed.status;
  gist.status_message = std::string(parsed.status_message);
  for (const Header& h : list) gist.headers.emplace_back(h.name, h.value);
  return gist;
}

// Where `part` begins in `whole`, if it is a view of it.
std::optional<size_t> OffsetIn(std::string_view whole, std::string_view part) {
  const std::less_equal<const char*> is_up_to;
  const char* const end = whole.data() + whole.size();
  if (part.data() == nullptr || !is_up_to(whole.data(), part.data()) ||
      !is_up_to(part.data() + part.size(), end)) {
    return std::nullopt;
  }
  return static_cast<size_t>(part.data() - whole.data());
}

// Behind the empty line that ends the first head of `bytes`.
size_t HeadSize(std::string_view bytes) {
  size_t pos = 0;
  while (pos < bytes.size()) {
    const size_t end = std::min(bytes.find('\n', pos), bytes.size() - 1) + 1;
    const std::string_view line = bytes.substr(pos, end - pos);
    pos = end;
    if (line == "\n" || line == "\r\n") break;
  }
  return pos;
}

bool IsInterimHead(std::string_view bytes) {
  const size_t space = bytes.find(' ');
  return StartsWith(bytes, "HTTP/") && space + 1 < bytes.size() &&
         bytes[space + 1] == '1';
}

}  // namespace

bool IsSameName(std::string_view a, std::string_view b) {
  return EqualsAnyCase(a, b);
}

std::optional<std::string> Gist::Get(std::string_view name) const {
  std::optional<std::string> joined;
  for (const auto& [key, value] : headers) {
    if (!IsSameName(key, name)) continue;
    if (joined) {
      *joined += ", " + value;
    } else {
      joined = value;
    }
  }
  return joined;
}

size_t Gist::Count(std::string_view name) const {
  return static_cast<size_t>(
      std::count_if(headers.begin(), headers.end(),
                    [&](const auto& h) { return IsSameName(h.first, name); }));
}

bool Gist::IsRedirect() const {
  return IsRedirectStatus(status) && Count("Location") > 0;
}

ReceivedHead::ReceivedHead(PastedHead head)
    : head_(std::move(head)),
      http2_(ReadHttp2Head(head_.bytes)),
      gist_(GistOf(head_.bytes, http2_)) {}

size_t ReceivedHead::LineOf(size_t i) const {
  if (i < head_.lines.size()) return head_.lines[i];
  return head_.lines.back() + (i + 1 - head_.lines.size());
}

std::string_view ReceivedHead::head() const {
  size_t size = 0;
  while (true) {
    const std::string_view rest = std::string_view(bytes()).substr(size);
    size += HeadSize(rest);
    const bool has_more = StartsWith(bytes().substr(size, 5), "HTTP/");
    if (!IsInterimHead(rest) || !has_more) break;
  }
  return std::string_view(bytes()).substr(0, size);
}

std::vector<size_t> ReceivedHead::lines() const {
  const std::string_view text = head();
  const auto ends = std::count(text.begin(), text.end(), '\n');
  std::vector<size_t> lines(static_cast<size_t>(ends));
  for (size_t i = 0; i < lines.size(); ++i) lines[i] = LineOf(i);
  return lines;
}

LinePart ReceivedHead::PartAt(size_t offset, size_t size) const {
  const std::string_view before = std::string_view(bytes()).substr(0, offset);
  const auto line = std::count(before.begin(), before.end(), '\n');
  const size_t newline = before.rfind('\n');
  const size_t start = newline == std::string_view::npos ? 0 : newline + 1;
  return {LineOf(static_cast<size_t>(line)), offset - start,
          offset - start + size};
}

std::optional<LinePart> ReceivedHead::Find(std::string_view part) const {
  if (const auto offset = OffsetIn(bytes(), part)) {
    return PartAt(*offset, part.size());
  }
  if (!http2_) return std::nullopt;
  for (size_t i = 0; i < http2_->lines.size(); ++i) {
    const auto& [name, value] = http2_->answer.headers[i];
    const auto in_name = OffsetIn(name, part);
    const auto in_value = OffsetIn(value, part);
    if (!in_name && !in_value) continue;
    size_t start = 0;
    for (size_t n = 0; n < http2_->lines[i]; ++n) {
      start = bytes().find('\n', start) + 1;
    }
    if (in_name) return PartAt(start + *in_name, part.size());
    const size_t colon = bytes().find(':', start);
    const size_t begin = bytes().find_first_not_of(" \t", colon + 1);
    return PartAt(std::min(begin, bytes().size()) + *in_value, part.size());
  }
  return std::nullopt;
}

std::vector<std::string_view> ReceivedHead::Values(
    std::string_view name) const {
  std::vector<std::string_view> values;
  const auto add = [&](std::string_view key, std::string_view value) {
    if (IsSameName(key, name)) values.push_back(value);
  };
  if (http2_) {
    for (const auto& [key, value] : http2_->answer.headers) add(key, value);
    return values;
  }
  HeaderList list;
  ParseResponseHead(bytes(), &list);
  for (const Header& h : list) {
    // What was put together of several lines is no view of the bytes.
    if (OffsetIn(bytes(), h.value)) add(h.name, h.value);
  }
  return values;
}

}  // namespace corsieve::tools
