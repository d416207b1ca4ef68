#include "engine/fetch/request_copy.h"

#include <cstddef>

namespace corsieve {

// There is room: what was kept before stays where it is.
std::string_view RequestCopy::Keep(std::string_view text) {
  const size_t begin = text_.size();
  text_.append(text.data(), text.size());
  return std::string_view(text_).substr(begin);
}

void RequestCopy::Set(const Request& original) {
  size_t size = original.origin.size() + original.url.size() +
                original.destination.size() + original.method.size();
  for (const Header& h : original.headers) {
    size += h.name.size() + h.value.size();
  }
  text_.clear();
  text_.reserve(size);
  request_ = original;
  request_.origin = Keep(original.origin);
  request_.url = Keep(original.url);
  request_.destination = Keep(original.destination);
  request_.method = Keep(original.method);
  headers_.clear();
  for (const Header& h : original.headers) {
    headers_.push_back({Keep(h.name), Keep(h.value)});
  }
  request_.headers = headers_;
}

}  // namespace corsieve
