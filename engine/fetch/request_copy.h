// A request in memory of its own.

#ifndef CORSIEVE_ENGINE_FETCH_REQUEST_COPY_H_
#define CORSIEVE_ENGINE_FETCH_REQUEST_COPY_H_

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
  std::vector<char> text_;  // It may be longer than what is kept.
  std::vector<Header> headers_;
  Request request_;
};

}  // namespace corsieve

#endif  // CORSIEVE_ENGINE_FETCH_REQUEST_COPY_H_
