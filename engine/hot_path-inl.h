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
  explicit LineScan(HeaderList* list) : list_(list) {}

  // Scans up to and including the empty line. False if there is none, or if the
  // controls before it are more than CR and LF for each line.
  bool Scan(const char* p, size_t size) {
    size_t at = 0;
    while (at + kBlock <= size) {
      const size_t stop = std::min(size, at + kRun * kBlock);
      MakeRoom();
      Simd::ControlCount controls;
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
  // So many blocks at a time.
  static constexpr size_t kRun = 32;
  static_assert(kRun <= Simd::ControlCount::kMaxBlocks);

  // For the ends in a run, in the last block, and those that WriteOffsets
  // writes in any case.
  void MakeRoom() {
    const size_t count = next_ == nullptr ? 0 : this->count();
    next_ = list_->LineEnds(count + (kRun + 2) * kBlock) + count;
  }

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
    return empty_line != 0;
  }

  // Of the head that ends in this block. That each LF has its CR, which makes
  // it the only controls, is left to whoever reads the lines.
  bool IsSound(const Simd::Block& block, const char* p, unsigned seen) const {
    const size_t controls =
        controls_ + Simd::CountBits(block.AtMost('\r') >> seen & up_to_end_);
    return p[body_offset_ - 2] == '\r' && controls == 2 * (count() + 1);
  }

  HeaderList* const list_;
  uint32_t* next_ = nullptr;
  size_t body_offset_ = 0;
  size_t controls_ = 0;
  uint64_t lf_before_ = 0;  // The top two bits of the block before.
  uint64_t up_to_end_ = 0;
};

// https://www.rfc-editor.org/rfc/rfc9112#section-4
bool ReadStatusLine(std::string_view line, CleanHead* head) {
  constexpr std::string_view kVersion = "HTTP/1.1";
  constexpr size_t kCodeEnd = kVersion.size() + 4;
  if (line.size() < kCodeEnd) return false;
  const char* const p = line.data();
  // HTTP/1.0 is one bit less.
  const uint64_t version = LoadLittleEndian(p);
  constexpr uint64_t kBit = uint64_t{1} << 56;
  const unsigned c1 = static_cast<uint8_t>(p[9] - '0');
  const unsigned c2 = static_cast<uint8_t>(p[10] - '0');
  const unsigned c3 = static_cast<uint8_t>(p[11] - '0');
  if ((version | kBit) != LoadLittleEndian(kVersion.data()) || p[8] != ' ' ||
      c1 < 2 || c1 > 9 || c2 > 9 || c3 > 9) {
    return false;
  }
  head->is_http_1_0 = (version & kBit) == 0;
  head->status = static_cast<int>(c1 * 100 + c2 * 10 + c3);
  head->status_message = {p + kCodeEnd, 0};
  if (line.size() == kCodeEnd) return true;
  if (p[kCodeEnd] != ' ') return false;
  head->status_message = line.substr(kCodeEnd + 1);
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

inline bool IsColonAndSpace(const char* p) {
  uint16_t bytes, wanted;
  std::memcpy(&bytes, p, sizeof(bytes));
  std::memcpy(&wanted, ": ", sizeof(wanted));
  return bytes == wanted;
}

ABSL_ATTRIBUTE_NOINLINE std::string_view TrimSpaces(const char* begin,
                                                    const char* end) {
  while (begin < end && *begin == ' ') ++begin;
  while (begin < end && end[-1] == ' ') --end;
  return {begin, static_cast<size_t>(end - begin)};
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
    const char* begin = line + length + 2;
    if (!IsColonAndSpace(begin - 2)) {
      if (ABSL_PREDICT_FALSE(begin[-2] != ':')) {
        length = length < kFoldedSize ? 0 : LongNameLength(line);
        name.MarkAsLonger();
      }
      begin = line + length + 1;
    }
    name.Store(folded);
    if (Simd::kHashesEarly) *hash = HashByte(name);
    const char* const end = p + *ends - 1;
    if (ABSL_PREDICT_FALSE(length == 0 || *end != '\r')) return false;
    header->name = {line, length};
    header->value = {begin, static_cast<size_t>(end - begin)};
    if (ABSL_PREDICT_FALSE(static_cast<uint8_t>(*begin) <= ' ' ||
                           static_cast<uint8_t>(end[-1]) <= ' ')) {
      header->value = TrimSpaces(line + length + 1, end);
    }
    line = end + 2;
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
// time keep the processor's queues from running full. By fours, for how many
// there are is hard to guess; rows behind the last one are anything.
void FindIds(size_t count, HeaderList::Rows rows) {
  const size_t first = std::min<size_t>(count, 64);
  Simd::FourMasks asked;
  size_t i = 0;
  for (; i < first; i += 4) {
#pragma GCC unroll 4
    for (size_t k = i; k < i + 4; ++k) {
      const HeaderId id = FindId(k, rows);
      rows.ids[k] = id;
      // Not from rows.ids later: bytes just written cannot be read as vectors
      // before they have all left for the cache.
      asked.Add(kKnownNames.asked[static_cast<size_t>(id)]);
    }
  }
  if (first > 0) asked.Store(i, first, rows.asked_rows);
  for (; i < count; ++i) rows.ids[i] = FindId(i, rows);
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

// Marks headers by name.
class Marker {
 public:
  explicit Marker(const Marking& marking)
      : hashes_(reinterpret_cast<const char*>(marking.list.hashes())),
        folded_(marking.list.folded(0)),
        reasons_(marking.reasons),
        to_(marking.to),
        list_(&marking.list) {
    const uint64_t rows = (uint64_t{1} << marking.list.size()) - 1;
    const Simd::Block reasons(reinterpret_cast<const char*>(reasons_));
    rows_ = reasons.Equal(static_cast<char>(marking.from)) & rows;
  }

  ABSL_ATTRIBUTE_ALWAYS_INLINE void Mark(const Simd::Name& folded, uint8_t hash,
                                         std::string_view name) const {
    const uint64_t found = hashes_.Equal(static_cast<char>(hash)) & rows_;
    if (ABSL_PREDICT_FALSE((found & (found - 1)) != 0 ||
                           name.size() > kFoldedSize)) {
      return MarkEach(*list_, found, name, to_, reasons_);
    }
    // Most names are there once, or not at all; nobody can guess which. Without
    // one, row 63 stands in, which is none.
    const size_t i = Simd::LowestBit(found | uint64_t{1} << 63);
    const uint64_t named = AsNumber(folded.Equals(folded_ + kFoldedSize * i));
    const uint64_t reason = static_cast<uint64_t>(reasons_[i]);
    const uint64_t change = reason ^ static_cast<uint64_t>(to_);
    reasons_[i] = static_cast<Reason>(reason ^ (change & (0 - named)));
  }

 private:
  static void MarkEach(const HeaderList& list, uint64_t found,
                       std::string_view name, Reason to, Reason* reasons);

  const Simd::Block hashes_;
  const char* const folded_;
  Reason* const reasons_;
  const Reason to_;
  const HeaderList* const list_;
  uint64_t rows_;  // That may be marked.
};

ABSL_ATTRIBUTE_NOINLINE void Marker::MarkEach(const HeaderList& list,
                                              uint64_t found,
                                              std::string_view name, Reason to,
                                              Reason* reasons) {
  for (; found != 0; found &= found - 1) {
    const size_t i = Simd::LowestBit(found);
    if (EqualsIgnoreCase(list[i].name, name)) reasons[i] = to;
  }
}

inline size_t TakeBit(uint64_t* mask) {
  const size_t bit = Simd::LowestBit(*mask);
  *mask &= *mask - 1;
  return bit;
}

// Where the tokens of a list begin and end that end in one block of it.
struct TokenEdges {
  size_t at;  // Of the block.
  uint64_t begins;
  uint64_t ends;
};

// Appends these tokens, and marks what they name if there is a marker. The
// first one begins at `*begin`, which becomes where the next block's does if
// that has begun. A function of its own, so that it has all registers.
template <typename OptionalMarker>
ABSL_ATTRIBUTE_NOINLINE void TakeTokens(const char* p, const char* value,
                                        TokenEdges edges,
                                        const OptionalMarker& optional_marker,
                                        HeaderList* names,
                                        size_t* begin_of_next) {
  const OptionalMarker marker = optional_marker;
  size_t row = names->size();
  names->Reserve(row + kBlock / 2 + 1);
  const HeaderList::Rows rows = names->rows();
  size_t begin = *begin_of_next;
  for (; edges.ends != 0; ++row) {
    const size_t size = edges.at + TakeBit(&edges.ends) - begin;
    Simd::Name name(p + begin);
    name.Fold(static_cast<unsigned>(std::min(size, kFoldedSize)));
    if (ABSL_PREDICT_FALSE(size > kFoldedSize)) name.MarkAsLonger();
    name.Store(rows.folded + kFoldedSize * row);
    const uint8_t hash = HashByte(name);
    rows.hashes[row] = hash;
    // Values and ids of a list of names are always what they are at first.
    rows.headers[row].name = {value + begin, size};
    marker.Mark(name, hash, {value + begin, size});
    begin = edges.at + TakeBit(&edges.begins);
  }
  names->SetSize(row);
  *begin_of_next = begin;
}

struct NoMarker {
  void Mark(const Simd::Name&, uint8_t, std::string_view) const {}
};

// Appends the tokens of a list, and marks what they name if there is a marker.
// From anywhere in the bytes at `p`, which are those of `value`, a whole block
// can be read.
// https://www.rfc-editor.org/rfc/rfc9110#section-5.6.1.2
template <typename OptionalMarker>
bool ReadTokens(const char* p, std::string_view value,
                const OptionalMarker& marker, HeaderList* names) {
  uint64_t in_token = 0;  // Of the block before.
  uint64_t carry = 0;
  size_t begin = 0;
  // One byte behind the list stands for a comma.
  for (size_t at = 0; at <= value.size(); at += kBlock) {
    const Simd::Block block(p + at);
    const size_t rest = value.size() - at;
    const uint64_t inside =
        rest < kBlock ? (uint64_t{1} << rest) - 1 : ~uint64_t{0};
    const uint64_t token = block.Plain() & inside;
    const uint64_t blank = block.Blank() & inside;
    const uint64_t comma = block.Equal(',') & inside;
    const uint64_t after_token = token << 1 | in_token;
    TokenEdges edges{at, token & ~after_token, after_token & ~token};
    // Added to the blanks, the end of a token runs through those behind it and
    // shows as a bit at the first byte that is none: not another token's.
    const uint64_t sum = blank + edges.ends;
    const uint64_t landed = sum + carry;
    carry = (sum < blank) | (landed < sum);
    const uint64_t wrong =
        ((token | blank | comma) ^ inside) | (landed & ~blank & token);
    if (ABSL_PREDICT_FALSE(wrong != 0)) return false;
    if (in_token == 0) begin = at + TakeBit(&edges.begins);
    TakeTokens(p, value.data(), edges, marker, names, &begin);
    in_token = token >> 63;
  }
  return true;
}

bool SplitTokens(std::string_view value, const char* readable_end,
                 const Marking* marking, HeaderList* names) {
  const char* p = value.data();
  // All of the last block, and a whole name where the last one begins.
  const size_t room = std::max((value.size() / kBlock + 1) * kBlock,
                               value.size() + kFoldedSize);
  if (readable_end == nullptr ||
      readable_end - p < static_cast<ptrdiff_t>(room)) {
    p = names->PaddedCopy(value, kBlock);
  }
  if (marking == nullptr) return ReadTokens(p, value, NoMarker(), names);
  return ReadTokens(p, value, Marker(*marking), names);
}

void GiveReasons(const HeaderList& list, const Reason* by_id, Reason* reasons) {
  Simd::LookUp(reinterpret_cast<const uint8_t*>(by_id),
               reinterpret_cast<const uint8_t*>(list.ids()), list.size(),
               reinterpret_cast<uint8_t*>(reasons));
}

}  // namespace
}  // namespace corsieve
CORSIEVE_SIMD_END
