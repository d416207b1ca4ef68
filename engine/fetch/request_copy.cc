#include "engine/fetch/request_copy.h"

#include <algorithm>
#include <cstddef>

namespace corsieve {

void RequestCopy::Set(const Request& original) {
  size_t size = original.origin.size() + original.url.size() +
                original.destination.size() + original.method.size();
  for (const Header& h : original.headers) {
    size += h.name.size() + h.value.size();
  }
  if (text_.size() < size) text_.resize(size);
  char* to = text_.data();
  const auto keep = [&to](std::string_view text) {
    std::copy(text.begin(), text.end(), to);
    const std::string_view kept(to, text.size());
    to += text.size();
    return kept;
  };
  request_ = original;
  request_.origin = keep(original.origin);
  request_.url = keep(original.url);
  request_.destination = keep(original.destination);
  request_.method = keep(original.method);
  headers_.clear();
  for (const Header& h : original.headers) {
    headers_.push_back({keep(h.name), keep(h.value)});
  }
  request_.headers = headers_;
}

}  // namespace corsieve
