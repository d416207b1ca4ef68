// The text of the inner loops, for the instruction set CORSIEVE_SIMD of
// engine/simd.h. Included by one file per set, and by nothing else.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#include "absl/base/attributes.h"
#include "absl/base/optimization.h"
#include "engine/bytes.h"
#include "engine/header_name.h"
#include "engine/hot_path.h"
#include "engine/simd.h"

CORSIEVE_SIMD_BEGIN
namespace corsieve {
namespace {

using Simd = simd::CORSIEVE_SIMD;

// Writes the offsets at which `mask`, about the bytes from `at` on, has bits to
// `out` and returns where the next ones go. Writes `always` of them in any
// case, so that no branch has to guess how many of few there are; `out` has
// room for 64 and more.
template <int always>
inline uint32_t* WriteOffsets(uint64_t mask, size_t at, uint32_t* out) {
  uint32_t* next = out;
  if (Simd::kCountsBits) next += Simd::CountBits(mask);
#pragma GCC unroll 8
  for (int i = 0; i < always; ++i) {
    out[i] = static_cast<uint32_t>(at + Simd::LowestBit(mask));
    if (!Simd::kCountsBits) next += mask != 0;
    mask &= mask - 1;
  }
  if (ABSL_PREDICT_FALSE(mask != 0)) {
    for (next = out + always; mask != 0; mask &= mask - 1) {
      *next++ = static_cast<uint32_t>(at + Simd::LowestBit(mask));
    }
  }
  return next;
}

constexpr size_t kBlock = 64;

// Finds the ends of the lines of a head, block by block.
class LineScan {
 public:
  explicit LineScan(HeaderList* list) : list_(list) {
    next_ = list->LineEnds(4 * kBlock);
    limit_ = next_ + list->line_ends_capacity() - kBlock;
  }

  // Scans up to and including the empty line. False if there is none, or if the
  // controls before it are more than CR and LF for each line.
  bool Scan(const char* p, size_t size) {
    size_t at = 0;
    while (at + kBlock <= size) {
      Simd::ControlCount controls;
      const size_t stop =
          std::min(size, at + Simd::ControlCount::kMaxBlocks * kBlock);
      for (; at + kBlock <= stop; at += kBlock) {
        const Simd::Block block(p + at);
        if (ScanBlock(block, at, 0)) {
          controls_ += controls.count();
          return IsSound(block, p, 0);
        }
        controls.Add(block);
      }
      controls_ += controls.count();
    }
    if (at == size) return false;
    // The last block ends with the input; what was in the one before is
    // shifted out.
    const Simd::Block block(p + size - kBlock);
    const unsigned seen = static_cast<unsigned>(at + kBlock - size);
    return ScanBlock(block, at, seen) && IsSound(block, p, seen);
  }

  // Of lines, without the empty one; their ends are in list->LineEnds().
  size_t count() const { return next_ - list_->LineEnds(0); }
  size_t body_offset() const { return body_offset_; }

 private:
  // True if the empty line is in it.
  ABSL_ATTRIBUTE_ALWAYS_INLINE bool ScanBlock(const Simd::Block& block,
                                              size_t at, unsigned seen) {
    uint64_t lf = block.Equal('\n') >> seen;
    const uint64_t lf_before = lf_before_;
    lf_before_ = lf >> 62;
    // LF two bytes after LF: an empty line.
    const uint64_t empty_line = lf & (lf << 2 | lf_before);
    if (ABSL_PREDICT_FALSE(empty_line != 0)) {
      const int end = Simd::LowestBit(empty_line);
      up_to_end_ = (uint64_t{2} << end) - 1;
      body_offset_ = at + end + 1;
      lf &= up_to_end_ >> 1;
    }
    next_ = WriteOffsets<3>(lf, at, next_);
    if (ABSL_PREDICT_FALSE(next_ > limit_)) Grow();
    return empty_line != 0;
  }

  // Of the head that ends in this block. That each LF has its CR, which makes
  // it the only controls, is left to whoever reads the lines.
  bool IsSound(const Simd::Block& block, const char* p, unsigned seen) const {
    const size_t controls =
        controls_ + Simd::CountBits(block.AtMost('\r') >> seen & up_to_end_);
    return p[body_offset_ - 2] == '\r' && controls == 2 * (count() + 1);
  }

  void Grow() {
    const size_t count = this->count();
    next_ = list_->LineEnds(count + 2 * kBlock) + count;
    limit_ = list_->LineEnds(0) + list_->line_ends_capacity() - kBlock;
  }

  HeaderList* const list_;
  uint32_t* next_;
  uint32_t* limit_;
  size_t body_offset_ = 0;
  size_t controls_ = 0;
  uint64_t lf_before_ = 0;  // The top two bits of the block before.
  uint64_t up_to_end_ = 0;
};

// https://www.rfc-editor.org/rfc/rfc9112#section-4
bool ReadStatusLine(std::string_view line, CleanHead* head) {
  constexpr std::string_view kVersion = "HTTP/1.";
  constexpr size_t kCode = kVersion.size() + 2;
  constexpr size_t kCodeEnd = kCode + 3;
  if (line.size() < kCodeEnd ||
      std::memcmp(line.data(), kVersion.data(), kVersion.size()) != 0) {
    return false;
  }
  const char minor = line[kVersion.size()];
  const bool bounded = (minor == '0' || minor == '1') &&
                       line[kCode - 1] == ' ' &&
                       (line.size() == kCodeEnd || line[kCodeEnd] == ' ');
  const bool code = line[kCode] >= '2' && line[kCode] <= '9' &&
                    IsDigit(line[kCode + 1]) && IsDigit(line[kCode + 2]);
  if (!bounded || !code) return false;
  head->is_http_1_0 = minor == '0';
  head->status = (line[kCode] - '0') * 100 + (line[kCode + 1] - '0') * 10 +
                 (line[kCode + 2] - '0');
  line.remove_prefix(std::min(kCodeEnd + 1, line.size()));
  head->status_message = line;
  return true;
}

inline uint8_t HashByte(const Simd::Name& name) {
  return static_cast<uint8_t>(name.Hash() >> 56);
}

// Of the name that `line` begins with, whose first kFoldedSize bytes are plain;
// 0 if there is no colon behind it.
ABSL_ATTRIBUTE_NOINLINE size_t LongNameLength(const char* line) {
  size_t length = kFoldedSize;
  // The line's end, at the latest, is not plain.
  while (IsPlainByte(line[length])) ++length;
  return line[length] == ':' ? length : 0;
}

// Reads `count` header lines and folds their names. The lines end at
// p[ends[0]], p[ends[1]], …; the first one begins at `line`. kFoldedSize bytes
// can be read from where a line begins. False where one is no name of plain
// bytes, a colon and a value, or does not end with CR LF.
bool ReadLines(const char* p, const char* line, const uint32_t* ends,
               size_t count, Header* header, char* folded, uint8_t* hash) {
  for (const uint32_t* const stop = ends + count; ends != stop;
       ++ends, ++header, folded += kFoldedSize, ++hash) {
    Simd::Name name(line);
    size_t length = name.PlainLength();
    name.Fold(static_cast<unsigned>(length));
    if (ABSL_PREDICT_FALSE(line[length] != ':')) {
      length = length < kFoldedSize ? 0 : LongNameLength(line);
      name.MarkAsLonger();
    }
    name.Store(folded);
    if (Simd::kHashesEarly) *hash = HashByte(name);
    const char* begin = line + length + 1;
    const char* end = p + *ends - 1;
    if (ABSL_PREDICT_FALSE(length == 0 || *end != '\r')) return false;
    header->name = {line, length};
    line = end + 2;
    // Blanks around the value: one space before it, most often, and no more.
    if (ABSL_PREDICT_TRUE(*begin == ' ')) ++begin;
    if (ABSL_PREDICT_FALSE(static_cast<uint8_t>(*begin) <= ' ')) {
      while (begin < end && *begin == ' ') ++begin;
    }
    if (ABSL_PREDICT_FALSE(static_cast<uint8_t>(end[-1]) <= ' ')) {
      while (begin < end && end[-1] == ' ') --end;
    }
    header->value = {begin, static_cast<size_t>(end - begin)};
  }
  return true;
}

inline HeaderId FindId(size_t i, const HeaderList::Rows& rows) {
  const Simd::Name name(rows.folded + kFoldedSize * i);
  if (!Simd::kHashesEarly) rows.hashes[i] = HashByte(name);
  const size_t known = static_cast<size_t>(kKnownNames.by_hash[rows.hashes[i]]);
  const uint64_t equal = AsNumber(name.Equals(kKnownNames.folded[known]));
  return static_cast<HeaderId>(known & (0 - equal));
}

// Finds the ids of the first `count` rows, whose names are folded, and which
// rows have those that are always asked for. A loop of its own: few things at a
// time keep the processor's queues from running full.
void FindIds(size_t count, HeaderList::Rows rows) {
  const size_t first = std::min<size_t>(count, 64);
  Simd::FourMasks asked;
  for (size_t i = 0; i < first; ++i) {
    const HeaderId id = FindId(i, rows);
    rows.ids[i] = id;
    // Not from rows.ids later: bytes just written cannot be read as vectors
    // before they have all left for the cache.
    asked.Add(kKnownNames.asked[static_cast<size_t>(id)]);
  }
  for (size_t i = first; i < count; ++i) rows.ids[i] = FindId(i, rows);
  if (first > 0) asked.Store(static_cast<unsigned>(first), rows.asked_rows);
}

// ReadLines for the last `count` lines, which begin in the last 31 bytes of the
// input: by way of a copy with room behind it.
bool ReadLastLines(std::string_view input, uint32_t start, const uint32_t* ends,
                   size_t count, Header* header, char* folded, uint8_t* hash) {
  char copy[2 * kFoldedSize] = {};
  const size_t moved = input.size() - kFoldedSize;
  std::memcpy(copy, input.data() + moved, kFoldedSize);
  for (size_t i = 0; i < count; ++i, ++header, folded += kFoldedSize) {
    const uint32_t end = static_cast<uint32_t>(ends[i] - moved);
    if (!ReadLines(copy, copy + (start - moved), &end, 1, header, folded,
                   hash++)) {
      return false;
    }
    const size_t value = header->value.data() - copy;
    header->name = {input.data() + start, header->name.size()};
    header->value = {input.data() + moved + value, header->value.size()};
    start = ends[i] + 1;
  }
  return true;
}

bool ReadCleanHead(std::string_view bytes, HeaderList* list, CleanHead* head) {
  // Offsets are of 32 bits.
  bytes = bytes.substr(0, size_t{1} << 30);
  const char* const p = bytes.data();
  list->clear();
  if (bytes.size() < kBlock) return false;
  LineScan scan(list);
  if (!scan.Scan(p, bytes.size())) return false;
  const size_t line_count = scan.count();
  const uint32_t* const ends = list->LineEnds(0);
  if (line_count == 0 || ends[0] == 0 || p[ends[0] - 1] != '\r') return false;
  if (!ReadStatusLine({p, ends[0] - 1}, head)) return false;
  head->body_offset = scan.body_offset();

  const size_t count = line_count - 1;
  list->Reserve(count);
  const HeaderList::Rows rows = list->rows();
  size_t whole = count;
  while (whole > 0 && ends[whole - 1] + 1 + kFoldedSize > bytes.size()) --whole;
  if (!ReadLines(p, p + ends[0] + 1, ends + 1, whole, rows.headers, rows.folded,
                 rows.hashes) ||
      !ReadLastLines(bytes, ends[whole] + 1, ends + whole + 1, count - whole,
                     rows.headers + whole, rows.folded + kFoldedSize * whole,
                     rows.hashes + whole)) {
    return false;
  }
  FindIds(count, rows);
  list->SetSize(count);
  list->SetReadableEnd(p + bytes.size());
  return true;
}

// Marks the headers that name `k` names.
class Marker {
 public:
  explicit Marker(const Marking& marking)
      : marking_(marking),
        hashes_(reinterpret_cast<const char*>(marking.list.hashes())),
        rows_(~uint64_t{0} >> (64 - marking.list.size())),
        change_(static_cast<uint64_t>(marking.from) ^
                static_cast<uint64_t>(marking.to)) {}

  ABSL_ATTRIBUTE_ALWAYS_INLINE void Mark(const Simd::Name& folded, uint8_t hash,
                                         std::string_view name) const {
    const uint64_t found = hashes_.Equal(static_cast<char>(hash)) & rows_;
    if (ABSL_PREDICT_FALSE((found & (found - 1)) != 0 ||
                           name.size() > kFoldedSize)) {
      return MarkEach(found, name);
    }
    // Most names are there once, or not at all; nobody can guess which. Without
    // one the last row stands in, which then has another name.
    const size_t i = Simd::LowestBit(found | (rows_ ^ rows_ >> 1));
    Reason& reason = marking_.reasons[i];
    const uint64_t named = AsNumber(folded.Equals(marking_.list.folded(i)) &
                                    (reason == marking_.from));
    reason = static_cast<Reason>(static_cast<uint64_t>(reason) ^
                                 (change_ & (0 - named)));
  }

 private:
  ABSL_ATTRIBUTE_NOINLINE void MarkEach(uint64_t found,
                                        std::string_view name) const {
    for (; found != 0; found &= found - 1) {
      const size_t i = Simd::LowestBit(found);
      if (marking_.reasons[i] == marking_.from &&
          EqualsIgnoreCase(marking_.list[i].name, name)) {
        marking_.reasons[i] = marking_.to;
      }
    }
  }

  const Marking& marking_;
  const Simd::Block hashes_;
  const uint64_t rows_;  // All there are.
  const uint64_t change_;
};

// Where the tokens of a list are.
struct TokenEdges {
  const uint32_t* begin = nullptr;  // Where they begin and end, by turns.
  const uint32_t* end = nullptr;
  bool has_star = false;
};

// False if it is no list of tokens. `p` is its bytes, and from anywhere in it a
// whole block can be read.
// https://www.rfc-editor.org/rfc/rfc9110#section-5.6.1.2
ABSL_ATTRIBUTE_ALWAYS_INLINE inline bool FindTokens(const char* p, size_t size,
                                                    HeaderList* names,
                                                    TokenEdges* edges) {
  uint32_t* next = names->LineEnds(size + 2 * kBlock);
  edges->begin = next;
  uint64_t in_token = 0;  // Of the block before.
  uint64_t carry = 0;
  uint64_t stars = 0;
  // One byte behind the list stands for a comma.
  for (size_t at = 0; at <= size; at += kBlock) {
    const Simd::Block block(p + at);
    const uint64_t inside =
        size - at < kBlock ? (uint64_t{1} << (size - at)) - 1 : ~uint64_t{0};
    const uint64_t token = block.Plain() & inside;
    const uint64_t blank = (block.Equal(' ') | block.Equal('\t')) & inside;
    const uint64_t comma = block.Equal(',') & inside;
    if ((token | blank | comma) != inside) return false;
    const uint64_t after_token = token << 1 | in_token;
    const uint64_t edge = token ^ after_token;
    in_token = token >> 63;
    // Added to the blanks, the end of a token runs through those behind it and
    // shows as a bit at the first byte that is none: not another token's.
    const uint64_t sum = blank + (edge & ~token);
    const uint64_t landed = sum + carry;
    carry = (sum < blank) | (landed < sum);
    if ((landed & ~blank & token) != 0) return false;
    stars |= block.Equal('*') & inside;
    next = WriteOffsets<8>(edge, at, next);
  }
  edges->end = next;
  if (ABSL_PREDICT_FALSE(stars != 0)) {
    for (const uint32_t* e = edges->begin; e != next; e += 2) {
      edges->has_star |= e[1] - e[0] == 1 && p[e[0]] == '*';
    }
  }
  return true;
}

// Appends the tokens, and marks what they name if there is a marker.
ABSL_ATTRIBUTE_ALWAYS_INLINE inline void AddTokens(const char* p,
                                                   std::string_view value,
                                                   const TokenEdges& edges,
                                                   const Marker* marker,
                                                   HeaderList* names) {
  size_t row = names->size();
  names->Reserve(row + (edges.end - edges.begin) / 2);
  const HeaderList::Rows rows = names->rows();
  for (const uint32_t* edge = edges.begin; edge != edges.end;
       edge += 2, ++row) {
    const std::string_view token(value.data() + edge[0], edge[1] - edge[0]);
    Simd::Name name(p + edge[0]);
    name.Fold(static_cast<unsigned>(std::min(token.size(), kFoldedSize)));
    if (ABSL_PREDICT_FALSE(token.size() > kFoldedSize)) name.MarkAsLonger();
    name.Store(rows.folded + kFoldedSize * row);
    const uint8_t hash = HashByte(name);
    rows.hashes[row] = hash;
    rows.headers[row] = {token, {}};
    rows.ids[row] = HeaderId::kOther;
    if (marker != nullptr) marker->Mark(name, hash, token);
  }
  names->SetSize(row);
}

Split SplitTokens(std::string_view value, const char* readable_end,
                  const Marking* marking, HeaderList* names) {
  const char* p = value.data();
  if (readable_end == nullptr ||
      readable_end - p < static_cast<ptrdiff_t>(value.size() + kBlock)) {
    p = names->PaddedCopy(value, kBlock);
  }
  TokenEdges edges;
  if (!FindTokens(p, value.size(), names, &edges)) return Split::kNot;
  if (marking == nullptr || edges.has_star) {
    AddTokens(p, value, edges, nullptr, names);
  } else {
    const Marker marker(*marking);
    AddTokens(p, value, edges, &marker, names);
  }
  return edges.has_star ? Split::kStar : Split::kList;
}

}  // namespace
}  // namespace corsieve
CORSIEVE_SIMD_END
