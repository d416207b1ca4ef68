// Splits an expose list, and marks the headers that it names:
// HotPath::split_tokens, a part of hot_path-inl.h.

CORSIEVE_SIMD_BEGIN
namespace corsieve {
namespace {
namespace CORSIEVE_SIMD {

// So many headers are compared whole with tokens of their hashes. More of them
// are somebody's intention; Marking is then done by an index, in linear time.
constexpr size_t kMaxCompared = 64;

// Marks the headers with this name among `rows`, which have its hash. False
// after more than kMaxCompared of them, which `*compared` counts.
ABSL_ATTRIBUTE_NOINLINE bool MarkEach(const Marking& marking, uint64_t rows,
                                      std::string_view name, Simd::Name folded,
                                      size_t* compared) {
  for (; rows != 0; ++*compared) {
    const size_t i = TakeBit(&rows);
    // Longer names are equal if the rests are, too.
    if (folded.Equals(marking.table.folded(i)) &&
        (name.size() <= kFoldedSize ||
         EqualsIgnoreCase(marking.table[i].name.substr(kFoldedSize),
                          name.substr(kFoldedSize)))) {
      marking.reasons[i] = marking.to;
    }
  }
  return *compared <= kMaxCompared;
}

// Those of `rows`, which are some of the first 63, that have this hash.
inline uint64_t FindHash(const Marking& marking, uint64_t rows,
                         const Simd::Name& folded) {
  const Simd::Block hashes(marking.table.hashes().block(0));
  return hashes.Equal(static_cast<char>(HashByte(folded))) & rows;
}

// Marks those of `rows` that have this name of at most kFoldedSize bytes.
inline bool Mark(const Marking& marking, uint64_t rows, std::string_view name,
                 const Simd::Name& folded, size_t* compared) {
  const uint64_t found = FindHash(marking, rows, folded);
  if (ABSL_PREDICT_FALSE((found & (found - 1)) != 0)) {
    return MarkEach(marking, found, name, folded, compared);
  }
  // Most names are there once, or not at all; nobody can guess which. Without
  // one, row 63 stands in, which is none.
  const size_t i = Simd::LowestBit(found | uint64_t{1} << 63);
  const uint64_t named = AsNumber(folded.Equals(marking.table.folded(i)));
  const uint64_t reason = static_cast<uint64_t>(marking.reasons[i]);
  const uint64_t change = reason ^ static_cast<uint64_t>(marking.to);
  marking.reasons[i] = static_cast<Reason>(reason ^ (change & (0 - named)));
  return true;
}

// The same for longer names, which it also folds, of the bytes at `p`.
ABSL_ATTRIBUTE_NOINLINE bool FoldAndMarkLong(const Marking& marking,
                                             uint64_t rows,
                                             std::string_view name,
                                             const char* p, char* folded,
                                             size_t* compared) {
  Simd::Name long_name(p);
  long_name.Fold(kFoldedSize);
  long_name.MarkAsLonger();
  long_name.Store(folded);
  return MarkEach(marking, FindHash(marking, rows, long_name), name, long_name,
                  compared);
}

// Appends the tokens of a list, and marks what they name.
// https://www.rfc-editor.org/rfc/rfc9110#section-5.6.1.2
Tokens SplitTokens(std::string_view value, const char* readable_end,
                   const Marking& marking, NameList* names) {
  // Those bytes, or a copy: a whole block can be read from anywhere in it.
  const char* p = value.data();
  const ptrdiff_t room = value.size() + kBlock;
  if (readable_end == nullptr || readable_end - p < room) {
    p = names->CopyWithRoom(value, kBlock);
  }
  Tokens result = Tokens::kUnmarked;
  size_t compared = 0;
  uint64_t rows = 0;  // That may be marked.
  if (marking.can_be_done_by_hash()) {
    result = Tokens::kMarked;
    const Simd::Block reasons(reinterpret_cast<const char*>(marking.reasons));
    rows = reasons.Equal(static_cast<char>(marking.from)) &
           ((uint64_t{1} << marking.table.size()) - 1);
  }
  uint64_t in_token = 0;  // Of the block before, as the next one.
  uint64_t carry = 0;
  size_t begin = 0;
  size_t row = names->size();
  // One byte behind the list stands for a comma.
  for (size_t at = 0; at <= value.size(); at += kBlock) {
    const Simd::Block block(p + at);
    const size_t rest = value.size() - at;
    const uint64_t inside =
        rest < kBlock ? (uint64_t{1} << rest) - 1 : ~uint64_t{0};
    const uint64_t token = block.Plain() & inside;
    const uint64_t blank = block.Blank();
    const uint64_t after_token = token << 1 | in_token;
    uint64_t begins = token & ~after_token;
    uint64_t ends = after_token & ~token;
    // Added to the blanks, the end of a token runs through those behind it and
    // shows as a bit at the first byte that is none: not another token's.
    const uint64_t sum = blank + ends;
    const uint64_t landed = sum + carry;
    carry = (sum < blank) | (landed < sum);
    const uint64_t known = token | blank | block.Equal(',');
    if (ABSL_PREDICT_FALSE(((inside & ~known) | (landed & token & ~blank)) !=
                           0)) {
      return Tokens::kRefused;
    }
    const NameList::Rows to = names->Reserve(row + kBlock / 2 + 1);
    if (in_token == 0) begin = at + TakeBit(&begins);
    in_token = token >> 63;
    for (; ends != 0; ++row) {
      const size_t size = at + TakeBit(&ends) - begin;
      const std::string_view name(value.data() + begin, size);
      to.names[row] = name;
      char* const folded = to.folded + kFoldedSize * row;
      bool go_on = true;
      if (ABSL_PREDICT_FALSE(size > kFoldedSize)) {
        go_on =
            FoldAndMarkLong(marking, rows, name, p + begin, folded, &compared);
      } else {
        Simd::Name key(p + begin);
        key.Fold(static_cast<unsigned>(size));
        key.Store(folded);
        if (rows != 0) go_on = Mark(marking, rows, name, key, &compared);
      }
      if (ABSL_PREDICT_FALSE(!go_on)) {
        result = Tokens::kUnmarked;
        rows = 0;
      }
      begin = at + TakeBit(&begins);
    }
  }
  names->SetSize(row);
  return result;
}

}  // namespace CORSIEVE_SIMD
}  // namespace
}  // namespace corsieve
CORSIEVE_SIMD_END
