// Reads a clean head: HotPath::read_clean_head, a part of hot_path-inl.h.

CORSIEVE_SIMD_BEGIN
namespace corsieve {
namespace {
namespace CORSIEVE_SIMD {

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
    if (!Simd::kCountsBits) next += AsNumber(mask != 0);
    mask &= mask - 1;
  }
  if (ABSL_PREDICT_FALSE(mask != 0)) {
    for (next = out + always; mask != 0; mask &= mask - 1) {
      *next++ = static_cast<uint32_t>(at + Simd::LowestBit(mask));
    }
  }
  return next;
}

// The lines of a head, as found by their ends.
struct Lines {
  size_t count;  // Without the empty one.
  size_t body_offset;
};

// Finds the ends of the lines up to the empty one. False if there is none, or
// if the controls before it are more than CR and LF for each line. That each LF
// has its CR, which makes it the only controls, is left to whoever reads the
// lines.
bool FindLines(const char* p, size_t size, ReadScratch* scratch, Lines* lines) {
  // So many blocks at a time.
  constexpr size_t kRun = 32;
  uint32_t* ends = nullptr;
  size_t count = 0;
  Simd::CappedSum sum;
  uint64_t before = 0;  // Which of the two bytes before the block are LF.
  size_t at = 0;
  unsigned seen = 0;  // So many first bytes of the last block are in the one
                      // before it, too.
  uint64_t lf = 0;
  uint64_t empty_line = 0;
  while (empty_line == 0 && at + kBlock <= size) {
    // For the ends in a run, in the last block, and those that WriteOffsets
    // writes in any case.
    ends = scratch->Numbers(count + (kRun + 2) * kBlock);
    uint32_t* next = ends + count;
    const size_t stop = std::min(size, at + kRun * kBlock) - kBlock;
    do {
      const Simd::Block block(p + at);
      lf = block.Equal('\n');
      // LF two bytes after LF.
      empty_line = lf & (lf << 2 | before);
      if (ABSL_PREDICT_FALSE(empty_line != 0)) break;
      before = lf >> 62;
      sum.Add(block);
      next = WriteOffsets<3>(lf, at, next);
      at += kBlock;
    } while (at <= stop);
    count = next - ends;
  }
  if (empty_line == 0) {
    if (at == size) return false;
    // This one ends with the input; what is in that before is shifted out.
    seen = static_cast<unsigned>(at + kBlock - size);
    lf = Simd::Block(p + size - kBlock).Equal('\n') >> seen;
    empty_line = lf & (lf << 2 | before);
    if (empty_line == 0) return false;
  }
  const uint64_t up_to_end = empty_line ^ (empty_line - 1);
  lf &= up_to_end;
  lines->body_offset = at + Simd::LowestBit(empty_line) + 1;
  lines->count = WriteOffsets<3>(lf & up_to_end >> 1, at, ends + count) - ends;

  const Simd::Block block(p + at - seen);
  const uint64_t controls = block.AtMost('\r') >> seen & up_to_end;
  // In the blocks before this one, a byte above CR adds kCap to the sum; CR and
  // LF add less. If there is one CR for each LF and no other control, the sum
  // is below_cap less than kCap a byte. The CR of the LF that is this block's
  // first byte is there, too.
  constexpr uint64_t kCap = simd::Portable::CappedSum::kCap;
  const uint64_t cr_of_first = lf & 1;
  const uint64_t below_cap =
      (kCap - '\r') * (count + cr_of_first) + (kCap - '\n') * count;
  return controls == (lf | lf >> 1) && p[lines->body_offset - 2] == '\r' &&
         sum.sum() + below_cap == kCap * at;
}

// https://www.rfc-editor.org/rfc/rfc9112#section-4
bool ReadStatusLine(std::string_view line, CleanHead* head) {
  constexpr std::string_view kVersion = "HTTP/1.1";
  constexpr size_t kCodeEnd = kVersion.size() + 4;
  if (line.size() < kCodeEnd) return false;
  const char* const p = line.data();
  // HTTP/1.0 is one bit less.
  const uint64_t version = LoadLittleEndian(p);
  constexpr uint64_t kBit = uint64_t{1} << 56;
  if ((version | kBit) != LoadLittleEndian(kVersion.data())) return false;
  // A space and three digits, as what they are more than " 000". What is no
  // digit has a top bit then, or gets one with 0x76 more.
  const uint32_t code =
      static_cast<uint32_t>(LoadLittleEndian(p + 4) >> 32) - 0x30303020;
  if (((code | (code + 0x76767600)) & 0x808080FF) != 0) return false;
  head->is_http_1_0 = (version & kBit) == 0;
  head->status = static_cast<int>((code >> 8 & 15) * 100 +
                                  (code >> 16 & 15) * 10 + (code >> 24));
  if (head->status < 200) return false;
  head->status_message = {p + kCodeEnd, 0};
  if (line.size() == kCodeEnd) return true;
  if (p[kCodeEnd] != ' ') return false;
  head->status_message = line.substr(kCodeEnd + 1);
  return true;
}

// Of the name that `line` begins with, whose first kFoldedSize bytes are plain;
// 0 if there is no colon behind it.
ABSL_ATTRIBUTE_NOINLINE size_t LongNameLength(const char* line,
                                              const char* input_end) {
  const char* p = line;
  size_t plain = kFoldedSize;
  // The line's end, at the latest, is not plain.
  while (plain == kFoldedSize) {
    p += plain;
    const size_t left = input_end - p;
    plain = (left < kFoldedSize ? Simd::Name(p, left) : Simd::Name(p))
                .PlainLength();
  }
  p += plain;
  return *p == ':' ? p - line : 0;
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
// p[ends[0]], p[ends[1]], …; the first one begins at `line`. False where one is
// no name of plain bytes, a colon and a value, or does not end with CR LF.
// If not `near_end`, kFoldedSize bytes can be read from where a line begins.
// A function of its own, so that it has all registers.
template <bool near_end>
ABSL_ATTRIBUTE_NOINLINE bool ReadLines(const char* p, const char* line,
                                       const char* input_end,
                                       const uint32_t* ends, size_t count,
                                       Header* header, char* folded,
                                       uint8_t* hash) {
  for (const uint32_t* const stop = ends + count; ends != stop;
       ++ends, ++header, folded += kFoldedSize, ++hash) {
    Simd::Name name =
        near_end ? Simd::Name(line, input_end - line) : Simd::Name(line);
    size_t length = name.PlainLength();
    name.Fold(static_cast<unsigned>(length));
    const char* begin = line + length + 2;
    if (!IsColonAndSpace(begin - 2)) {
      if (ABSL_PREDICT_FALSE(begin[-2] != ':')) {
        length = length < kFoldedSize ? 0 : LongNameLength(line, input_end);
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

bool ReadCleanHead(std::string_view bytes, HeaderTable* table,
                   CleanHead* head) {
  // Offsets are of 32 bits.
  const size_t size = std::min(bytes.size(), size_t{1} << 30);
  const char* const p = bytes.data();
  table->clear();
  if (size < kBlock) return false;
  ReadScratch* const scratch = table->scratch();
  Lines lines;
  if (!FindLines(p, size, scratch, &lines) || lines.count == 0) return false;
  const uint32_t* const ends = scratch->Numbers(0);
  if (ends[0] == 0 || p[ends[0] - 1] != '\r') return false;
  if (!ReadStatusLine({p, ends[0] - 1}, head)) return false;
  head->body_offset = lines.body_offset;

  const size_t count = lines.count - 1;
  const HeaderTable::Columns rows = table->Reserve(count);
  size_t whole = count;
  while (whole > 0 && ends[whole - 1] + 1 + kFoldedSize > size) --whole;
  if (!ReadLines<false>(p, p + ends[0] + 1, p + size, ends + 1, whole,
                        rows.headers, rows.folded, rows.hashes) ||
      (whole < count &&
       !ReadLines<true>(p, p + ends[whole] + 1, p + size, ends + whole + 1,
                        count - whole, rows.headers + whole,
                        rows.folded + kFoldedSize * whole,
                        rows.hashes + whole))) {
    return false;
  }
  FindIds(count, rows);
  table->TakeRows(count, p + size);
  return true;
}

}  // namespace CORSIEVE_SIMD
}  // namespace
}  // namespace corsieve
CORSIEVE_SIMD_END
