// The inner loops of reading and filtering, compiled once for each instruction
// set (hot_path-inl.h); the best that this machine has is chosen at run time.

#ifndef CORSIEVE_ENGINE_HOT_PATH_H_
#define CORSIEVE_ENGINE_HOT_PATH_H_

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "absl/types/span.h"
#include "corsieve/header_list.h"
#include "corsieve/reason.h"
#include "engine/clean_head.h"

namespace corsieve {

// What to do with the names of an expose list: the headers of `list`, which is
// not empty, that have one and whose reason is `from` get `to`.
struct Marking {
  const HeaderList& list;
  Reason from;
  Reason to;
  Reason* reasons;  // Of all headers of the list; room for 64 at least.

  // Whether the hashes of all headers fit into a block.
  bool can_be_done_by_hash() const {
    return list.size() < 64 && list.names_are_plain();
  }
};

// What became of a list of tokens.
enum class Tokens : uint8_t {
  kRefused,   // It is no such list, or a token is not of plain bytes.
  kUnmarked,  // Split; the marking is left to the caller, though some is done.
  kMarked,    // Split, and all marked.
};

struct HotPath {
  std::string_view name;  // "avx2", …

  // Reads a clean head that `bytes` begins with into `*head` and `*list`, which
  // is cleared first. False if it is not clean; then both are anything.
  bool (*read_clean_head)(std::string_view bytes, HeaderList* list,
                          CleanHead* head);

  // Appends the elements of a list of tokens to `*names`, as names whose ids
  // and hashes are anything, and does the marking if it
  // can_be_done_by_hash(), unless too many hashes meet. `readable_end` is
  // HeaderList::readable_end() of the list that `value` is of. If refused,
  // `*names` and the reasons of what would be marked are anything.
  Tokens (*split_tokens)(std::string_view value, const char* readable_end,
                         const Marking& marking, HeaderList* names);

  // Gives each header of `list` the reason that the table of 32 has for its id.
  // There is room for list.size() reasons, rounded up to a multiple of 64.
  void (*give_reasons)(const HeaderList& list, const Reason* by_id,
                       Reason* reasons);
};

// Chosen when first asked for, by what the processor has.
const HotPath& BestHotPath();

// "none", which takes nothing for clean, so that all is done the slow way.
const HotPath& NoHotPath();

// All that run on this machine, NoHotPath() first and the best one last.
absl::Span<const HotPath* const> AllHotPaths();

}  // namespace corsieve

#endif  // CORSIEVE_ENGINE_HOT_PATH_H_
