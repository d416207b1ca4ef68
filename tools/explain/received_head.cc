#include "tools/explain/received_head.h"

#include <algorithm>
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

std::string ReceivedHead::Place(size_t offset) const {
  const std::string_view before = std::string_view(bytes()).substr(0, offset);
  const auto line = std::count(before.begin(), before.end(), '\n');
  const size_t newline = before.rfind('\n');
  const size_t start = newline == std::string_view::npos ? 0 : newline + 1;
  return "line " + std::to_string(LineOf(static_cast<size_t>(line))) +
         ", byte " + std::to_string(offset - start + 1);
}

std::string ReceivedHead::PlaceOfHeader(size_t i) const {
  return "line " + std::to_string(LineOf(http2_->lines[i]));
}

}  // namespace corsieve::tools
