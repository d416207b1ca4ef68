// The inner loops of reading and filtering, compiled once for each instruction
// set (hot_path-inl.h); the best that this machine has is chosen at run time.

#ifndef CORSIEVE_ENGINE_HOT_PATH_HOT_PATH_H_
#define CORSIEVE_ENGINE_HOT_PATH_HOT_PATH_H_

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "absl/types/span.h"
#include "corsieve/header_list.h"
#include "corsieve/reason.h"
#include "engine/base/block_buffer.h"
#include "engine/headers/header_table.h"
#include "engine/headers/name_list.h"
#include "engine/hot_path/clean_head.h"

namespace corsieve {

// What to do with the names of an expose list: the headers of `table`, which is
// not empty, that have one and whose reason is `from` get `to`.
struct Marking {
  const HeaderTable& table;
  Reason from;
  Reason to;
  Reason* reasons;  // Of all rows of the table; a BlockBuffer's.

  // Whether the hashes of all headers fit into a block.
  bool can_be_done_by_hash() const {
    return table.size() < 64 && table.names_are_plain();
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

  // Reads a clean head that `bytes` begins with into `*head` and `*table`,
  // which is cleared first. False if it is not clean; then both are anything.
  bool (*read_clean_head)(std::string_view bytes, HeaderTable* table,
                          CleanHead* head);

  // Takes over a clean list: names of plain bytes, and values that have no byte
  // from 0 to 13 once blanks around them are trimmed; nor has the status
  // message. `*table` is cleared first. False if it is not clean; then that is
  // anything. Nothing is read beyond the last byte of a name or a value.
  bool ReadCleanList(std::string_view status_message,
                     absl::Span<const Header> headers,
                     HeaderTable* table) const {
    return read_clean_list(status_message, headers, prefetches_lists, table);
  }
  bool (*read_clean_list)(std::string_view status_message,
                          absl::Span<const Header> headers, bool prefetch,
                          HeaderTable* table);

  // Appends the elements of a list of tokens to `*names`, and does the marking
  // if it can_be_done_by_hash(), unless too many hashes meet. Bytes up to
  // `readable_end` can be read behind `value`, if that is not null. If refused,
  // `*names` and the reasons of what would be marked are anything.
  Tokens (*split_tokens)(std::string_view value, const char* readable_end,
                         const Marking& marking, NameList* names);

  // Gives each row of `table` the reason that the table of kIdRoom has for its
  // id. There is room for as many, rounded up to a multiple of 64.
  void (*give_reasons)(const HeaderTable& table, const Reason* by_id,
                       Reason* reasons);

  // Whether the strings of a list, which may lie anywhere, are asked for before
  // the first of them is read.
  bool prefetches_lists = true;
};

// Chosen when first asked for, by what the processor has.
const HotPath& BestHotPath();

// The same for who has asked for the strings of a list when handing it over.
const HotPath& PrefetchedHotPath();

// "none", which takes nothing for clean, so that all is done the slow way.
const HotPath& NoHotPath();

// All that run on this machine, NoHotPath() first and the best one last.
absl::Span<const HotPath* const> AllHotPaths();

}  // namespace corsieve

#endif  // CORSIEVE_ENGINE_HOT_PATH_HOT_PATH_H_
