// https://www.rfc-editor.org/rfc/rfc9111#section-3.2

#ifndef CORSIEVE_ENGINE_FETCH_REVALIDATION_H_
#define CORSIEVE_ENGINE_FETCH_REVALIDATION_H_

#include "engine/headers/header_table.h"

namespace corsieve {

// What a 304 makes of a stored response (corsieve/revalidation.h). Rows of the
// stored one that do not count stay such rows; those of the 304 are left out.
// The result has views of both.
void MergeNotModified(const HeaderTable& stored,
                      const HeaderTable& not_modified, HeaderTable* merged);

}  // namespace corsieve

#endif  // CORSIEVE_ENGINE_FETCH_REVALIDATION_H_
