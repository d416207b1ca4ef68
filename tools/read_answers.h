// The answers of a case's server, from JSON.

#ifndef CORSIEVE_TOOLS_READ_ANSWERS_H_
#define CORSIEVE_TOOLS_READ_ANSWERS_H_

#include <string>

#include "tools/case.h"
#include "tools/json_reader.h"

namespace corsieve::tools {

// The first head takes the memory of `*spare`, if there is any.
bool ReadAnswers(JsonReader::Value value, const JsonPath& at, JsonReader* in,
                 Case* c, std::string* spare = nullptr);
bool ReadPreflights(JsonReader::Value value, const JsonPath& at, JsonReader* in,
                    Case* c);
// One answer: the bytes of a head, or a response that came parsed.
bool ReadAnswer(JsonReader::Value value, const JsonPath& at, JsonReader* in,
                Answer* out);

// Makes the response that it was of each head that curl wrote for HTTP/2 or
// HTTP/3, but in a recorded case, where it came over HTTP/1.1.
void ReadCurlHeads(Case* c);

}  // namespace corsieve::tools

#endif  // CORSIEVE_TOOLS_READ_ANSWERS_H_
