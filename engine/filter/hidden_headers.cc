#include "engine/filter/hidden_headers.h"

#include "engine/base/bytes.h"
#include "engine/read/firefox_merge.h"

namespace corsieve {
namespace {

void DropNamesThatAreNoTokens(HeaderTable* table) {
  if (table->names_are_plain()) return;
  for (size_t i = 0; i < table->size(); ++i) {
    if (table->is_header(i) && !IsToken((*table)[i].name)) table->Drop(i);
  }
}

}  // namespace

void HideFromHeadersObject(const Hop& hop, bool is_redirect,
                           HeaderTable* table) {
  // Departure: Firefox's Headers take no line breaks (P05621, P08881).
  if (hop.departures.headers_take_no_line_breaks) {
    DropForFirefoxHeaders(is_redirect, table);
  }
  // Departure: WebKit's FetchHeaders::filterAndFill takes tokens only;
  // XMLHttpRequest shows the others too (P00609, P01200).
  if (hop.departures.headers_take_tokens_only) DropNamesThatAreNoTokens(table);
}

}  // namespace corsieve
