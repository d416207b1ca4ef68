// The inner loops of reading and filtering, compiled once for each instruction
// set (hot_path-inl.h); the best that this machine has is chosen at run time.

#ifndef CORSIEVE_ENGINE_HOT_PATH_H_
#define CORSIEVE_ENGINE_HOT_PATH_H_

#include <cstddef>
#include <string_view>

#include "absl/types/span.h"
#include "corsieve/header_list.h"
#include "corsieve/reason.h"
#include "engine/clean_head.h"

namespace corsieve {

struct HotPath {
  std::string_view name;  // "avx2", …

  // Reads a clean head that `bytes` begins with into `*head` and `*list`, which
  // is cleared first. False if it is not clean; then both are anything.
  bool (*read_clean_head)(std::string_view bytes, HeaderList* list,
                          CleanHead* head);

  // Appends the elements of a list of tokens to `*names`, as names. False, and
  // nothing is appended, if it is none or if a token is not of plain bytes.
  // `readable_end` is HeaderList::readable_end() of the list that `value` is
  // of.
  bool (*split_tokens)(std::string_view value, const char* readable_end,
                       HeaderList* names);

  // For each header of `list` that `names` names and whose reason is `from`:
  // makes it `to`. For few names, as the time is that of all pairs, and all
  // names_are_plain().
  void (*mark_named)(const HeaderList& names, const HeaderList& list,
                     Reason from, Reason to, Reason* reasons);
};

// Chosen when first asked for, by what the processor has.
const HotPath& BestHotPath();

// "none", which takes nothing for clean, so that all is done the slow way.
const HotPath& NoHotPath();

// All that run on this machine, NoHotPath() first and the best one last.
absl::Span<const HotPath* const> AllHotPaths();

}  // namespace corsieve

#endif  // CORSIEVE_ENGINE_HOT_PATH_H_
