// The requests of a case, from JSON.

#ifndef CORSIEVE_TOOLS_READ_REQUEST_H_
#define CORSIEVE_TOOLS_READ_REQUEST_H_

#include <cstddef>
#include <string>

#include "tools/case.h"
#include "tools/json_reader.h"
#include "tools/members.h"

namespace corsieve::tools {

class RequestReader {
 public:
  explicit RequestReader(JsonReader* in) : in_(in) {}

  bool Read(JsonReader::Value value, const JsonPath& at, Case* c);
  // A further one: the same as `first`, with some of its members replaced.
  bool ReadThen(JsonReader::Value value, const JsonPath& at, const Case& first,
                Case* then);

 private:
  bool ReadMember(size_t member, JsonReader::Value value, const JsonPath& at,
                  Case* c);
  bool ReadOrigin(JsonReader::Value value, const JsonPath& at,
                  std::string* out);
  bool ReadUrl(JsonReader::Value value, const JsonPath& at, std::string* out);
  bool Check(const Members& members, const JsonPath& at, const Case& c);

  JsonReader* in_;
  // Cases of one file mostly have one origin.
  std::string origin_;
  std::string serialized_origin_;
};

}  // namespace corsieve::tools

#endif  // CORSIEVE_TOOLS_READ_REQUEST_H_
