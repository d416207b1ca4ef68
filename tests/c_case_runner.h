// The answer to a case by way of corsieve.h.

#ifndef CORSIEVE_TESTS_C_CASE_RUNNER_H_
#define CORSIEVE_TESTS_C_CASE_RUNNER_H_

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "corsieve.h"
#include "corsieve/parsed_response.h"
#include "corsieve/profile.h"
#include "corsieve/request.h"
#include "tools/case.h"

namespace corsieve::tests {

// A request of C++ as one of C. Good while that is.
class CRequest {
 public:
  explicit CRequest(const Request& request);
  CRequest(const CRequest&) = delete;
  CRequest& operator=(const CRequest&) = delete;

  corsieve_request request = CORSIEVE_REQUEST_INIT;

 private:
  std::vector<corsieve_pair> headers_;
};

// A response of C++ as one of C: its lists are arrays of a struct of this
// test's, with `Forget` in memory that can be taken away.
class CResponse {
 public:
  explicit CResponse(const ParsedResponse& parsed);
  CResponse(const CResponse&) = delete;
  CResponse& operator=(const CResponse&) = delete;
  // Overwrites all that the response points to.
  ~CResponse();

  corsieve_response response = CORSIEVE_RESPONSE_INIT;

 private:
  // As of an HTTP library: sizes first, something in between, and no string
  // that ends in NUL.
  struct Field {
    size_t name_size;
    char* name;
    uint8_t flags;
    char* value;
    size_t value_size;
  };
  char* Copy(std::string_view s);
  corsieve_headers Copy(absl::Span<const Header> headers);

  std::vector<std::unique_ptr<char[]>> bytes_;
  std::vector<size_t> sizes_;
  std::vector<std::unique_ptr<Field[]>> fields_;
  std::vector<corsieve_interim> interim_;
};

// Answers cases as tools::CaseRunner does, through handles of C.
class CCaseRunner {
 public:
  // With CORSIEVE_COPY, whatever is handed over is destroyed right after.
  CCaseRunner(Profile profile, corsieve_keep keep)
      : profile_(profile), keep_(keep) {}

  std::optional<tools::Result> Run(const tools::Case& c);

 private:
  std::optional<tools::Result> RunOne(const tools::Case& asked,
                                      const tools::Case& served, int64_t now_ms,
                                      corsieve_cache* cache);

  const Profile profile_;
  const corsieve_keep keep_;
};

}  // namespace corsieve::tests

#endif  // CORSIEVE_TESTS_C_CASE_RUNNER_H_
