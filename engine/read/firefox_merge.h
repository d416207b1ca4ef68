// What Firefox makes of the headers of one response, once they are read: its
// header array has one entry per name.

#ifndef CORSIEVE_ENGINE_READ_FIREFOX_MERGE_H_
#define CORSIEVE_ENGINE_READ_FIREFOX_MERGE_H_

#include <optional>

#include "engine/checks/hop.h"
#include "engine/headers/header_table.h"
#include "engine/read/refusal.h"

namespace corsieve {

// Merges the headers of each name into the first, the rest are dropped;
// nullopt, or the header for which Firefox refuses the response.
std::optional<Refusal> MergeFirefoxHeaders(HeaderTable* table);

// Merges them, and takes coding and length from what was decoded by a
// dictionary.
std::optional<Refusal> SettleFirefoxHeaders(const Hop& hop, HeaderTable* table);

// What script gets to see through a Headers object, which XMLHttpRequest does
// not use: values are trimmed, and those with CR or LF in them dropped.
// Location stays as it is where it is followed (`is_redirect`).
void DropForFirefoxHeaders(bool is_redirect, HeaderTable* table);

}  // namespace corsieve

#endif  // CORSIEVE_ENGINE_READ_FIREFOX_MERGE_H_
