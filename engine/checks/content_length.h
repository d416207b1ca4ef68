// Content-Length headers, and whether they contradict each other.

#ifndef CORSIEVE_ENGINE_CHECKS_CONTENT_LENGTH_H_
#define CORSIEVE_ENGINE_CHECKS_CONTENT_LENGTH_H_

#include <string>
#include <string_view>

#include "corsieve/content_length.h"
#include "engine/base/bytes.h"
#include "engine/headers/header_lookup.h"
#include "engine/headers/header_table.h"
#include "engine/terms/departures.h"

namespace corsieve {

// https://fetch.spec.whatwg.org/#header-list-extract-a-length
Length ExtractLength(const HeaderTable& table, std::string* scratch);

// Whether there is a comma in `value`, which is mostly a few digits.
inline bool HasComma(std::string_view value) {
  const size_t size = value.size();
  if (size < 4 || size > 8) return value.find(',') != std::string_view::npos;
  return HasByte(LoadEnds(value.data(), size), ',');
}

// Whether Content-Length may be several numbers: only those can conflict.
inline bool HasSeveralLengths(const HeaderTable& table) {
  const Lookup found = LookUp<HeaderId::kContentLength>(table);
  return found.how_many == HowMany::kSeveral ||
         (found.how_many == HowMany::kOne && HasComma(table[found.row].value));
}

// Whether a response fails for its lengths. Fetch is silent on this one; HTTP
// calls it unrecoverable. Engines whose readers judge that have done so.
// https://www.rfc-editor.org/rfc/rfc9112#section-6.3
inline bool ContentLengthIsRefused(const HeaderTable& table,
                                   const Departures& departures,
                                   std::string* scratch) {
  return !departures.reader_judges_content_length && HasSeveralLengths(table) &&
         ExtractLength(table, scratch).kind == Length::kFailure;
}

}  // namespace corsieve

#endif  // CORSIEVE_ENGINE_CHECKS_CONTENT_LENGTH_H_
