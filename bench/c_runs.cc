#include "bench/c_runs.h"

#include <cstring>
#include <string_view>

namespace corsieve::bench {
namespace {

corsieve_str ToC(std::string_view s) { return {s.data(), s.size()}; }

// Where in a std::string_view its pointer and its size are, which no standard
// says: an array of them can then be handed over as it is.
struct ViewLayout {
  ViewLayout() {
    const std::string_view view("abc", 3);
    const char* const bytes = reinterpret_cast<const char*>(&view);
    size_t first;
    std::memcpy(&first, bytes, sizeof first);
    size_offset = first == 3 ? 0 : sizeof first;
    data_offset = first == 3 ? sizeof first : 0;
  }
  size_t data_offset, size_offset;
};

corsieve_headers InPlace(absl::Span<const Header> headers) {
  static const ViewLayout kLayout;
  const char* const name = reinterpret_cast<const char*>(headers.data());
  const char* const value = name + offsetof(Header, value);
  return {headers.size(),
          sizeof(Header),
          name + kLayout.data_offset,
          name + kLayout.size_offset,
          value + kLayout.data_offset,
          value + kLayout.size_offset};
}

}  // namespace

CFilterRun::CFilterRun(corsieve_keep keep)
    : filter_(corsieve_filter_new(CORSIEVE_PROFILE_STANDARD, keep)),
      list_(corsieve_list_new(CORSIEVE_BORROW)) {
  request_.origin = ToC(kOrigin);
  request_.url = ToC(kUrl);
}

size_t CFilterRun::Bytes(const Head& head) {
  request_.credentials = head.credentials ? CORSIEVE_CREDENTIALS_INCLUDE
                                          : CORSIEVE_CREDENTIALS_SAME_ORIGIN;
  corsieve_filter_bytes(filter_.get(), &request_, head.bytes.data(),
                        head.bytes.size(), reasons_, sizeof reasons_, &result_);
  return result_.header_count + result_.type;
}

size_t CFilterRun::RunList(const Head& head, corsieve_headers headers) {
  request_.credentials = head.credentials ? CORSIEVE_CREDENTIALS_INCLUDE
                                          : CORSIEVE_CREDENTIALS_SAME_ORIGIN;
  response_.status = head.status;
  response_.message = ToC(head.message);
  response_.headers = headers;
  corsieve_filter_list(filter_.get(), &request_, &response_, reasons_,
                       sizeof reasons_, &result_);
  return result_.header_count + result_.type;
}

size_t CFilterRun::List(const Head& head) {
  return RunList(head, InPlace(head.headers));
}

size_t CFilterRun::Push(const Head& head) {
  corsieve_list_clear(list_.get());
  for (const Header& h : head.headers) {
    corsieve_list_add(list_.get(), ToC(h.name), ToC(h.value));
  }
  return RunList(head, corsieve_list_headers(list_.get()));
}

}  // namespace corsieve::bench
