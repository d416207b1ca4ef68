// A request in memory of its own.

#ifndef CORSIEVE_ENGINE_FETCH_REQUEST_COPY_H_
#define CORSIEVE_ENGINE_FETCH_REQUEST_COPY_H_

#include <string>
#include <string_view>
#include <vector>

#include "corsieve/header_list.h"
#include "corsieve/request.h"

namespace corsieve {

// A request and all that it points to. Keeps its memory for the next one.
class RequestCopy {
 public:
  RequestCopy() = default;
  RequestCopy(const RequestCopy&) = delete;
  RequestCopy& operator=(const RequestCopy&) = delete;

  void Set(const Request& original);
  const Request& request() const { return request_; }

 private:
  std::string_view Keep(std::string_view text);

  std::string text_;
  std::vector<Header> headers_;
  Request request_;
};

}  // namespace corsieve

#endif  // CORSIEVE_ENGINE_FETCH_REQUEST_COPY_H_
