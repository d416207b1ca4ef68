// What must hold of every filtered response, in every profile.

#ifndef CORSIEVE_FUZZ_PROMISES_H_
#define CORSIEVE_FUZZ_PROMISES_H_

#include <string>
#include <string_view>

#include "corsieve/corsieve.h"
#include "tools/case.h"

namespace corsieve::fuzz {

// Whether an engine takes `name` for one. WebKit's reader takes what has no
// blank; its fetch() then goes by tokens, its XMLHttpRequest does not.
bool IsNameTo(Profile profile, Initiator initiator, std::string_view name);

// Ends the program where script sees what it must not, or sees it differently
// by different ways. `cross_origin` is whether the response is.
void CheckPromises(const FilteredResponse& seen, Profile profile,
                   Initiator initiator, bool cross_origin, ScriptApi* api);

// Whether two results tell script the same and sent the same; reasons and the
// number of preflights, of which the reference knows nothing, are left out.
bool SameResult(const tools::Result& a, const tools::Result& b);

// Whether two lists have the same headers in the same order.
bool SameHeaders(const HeaderList& a, const HeaderList& b);

// Whether two expose lists were read alike, but for where one is invalid.
bool SameNames(const ExposedHeaderNames& a, const ExposedHeaderNames& b);

std::string ResultText(const tools::Result& result);
std::string PairsText(const tools::Pairs& pairs);

}  // namespace corsieve::fuzz

#endif  // CORSIEVE_FUZZ_PROMISES_H_
