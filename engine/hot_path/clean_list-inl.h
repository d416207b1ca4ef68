// Takes over a clean list: HotPath::read_clean_list, a part of hot_path-inl.h.

CORSIEVE_SIMD_BEGIN
namespace corsieve {
namespace {
namespace CORSIEVE_SIMD {

// Copies the first bytes of a name of more than kFoldedSize to `row`. False if
// its other bytes are not plain, or if it is empty.
ABSL_ATTRIBUTE_NOINLINE bool CopyLongName(std::string_view name, char* row) {
  if (name.empty()) return false;
  Simd::CopyName(name.data(), kFoldedSize, row);
  return std::all_of(name.begin() + kFoldedSize, name.end(), IsPlainByte);
}

ABSL_ATTRIBUTE_NOINLINE std::string_view TrimBlanks(std::string_view value) {
  return TrimTabOrSpace(value);
}

// Copies headers to the rows, with names as they are and their sizes in place
// of hashes, and looks at all bytes of values: says whether they are ASCII.
// False where the list is not clean, but for what names it has.
bool CopyHeaders(std::string_view status_message,
                 absl::Span<const Header> headers,
                 const HeaderTable::Columns& rows, bool* are_ascii) {
  Simd::ValueCheck check;
  if (!status_message.empty()) {
    check.Add(status_message.data(), status_message.size());
  }
  Header* to = rows.headers;
  char* row = rows.folded;
  uint8_t* size = rows.hashes;
  for (const Header& header : headers) {
    const std::string_view name = header.name;
    if (ABSL_PREDICT_TRUE(name.size() - 1 < kFoldedSize)) {
      *size = static_cast<uint8_t>(name.size());
      Simd::CopyName(name.data(), name.size(), row);
    } else {
      *size = simd::kLonger;
      if (!CopyLongName(name, row)) return false;
    }
    row += kFoldedSize;
    ++size;
    *to = header;
    std::string_view value = header.value;
    if (ABSL_PREDICT_TRUE(!value.empty())) {
      if (ABSL_PREDICT_FALSE(static_cast<uint8_t>(value.front()) <= ' ' ||
                             static_cast<uint8_t>(value.back()) <= ' ')) {
        to->value = value = TrimBlanks(value);
      }
      if (!value.empty()) check.Add(value.data(), value.size());
    }
    ++to;
  }
  *are_ascii = check.IsAscii();
  return check.IsClean();
}

// Folds the names that were copied and finds their ids. A loop of its own:
// bytes that were just written by parts cannot be read as a whole before they
// have all left for the cache. False if a name is not plain.
bool FoldAndFindIds(size_t count, const HeaderTable::Columns& rows) {
  Simd::NameFolder folder;
  // FindIds asks for rows by fours.
  for (size_t i = count; i % 4 != 0; ++i) rows.hashes[i] = 0;
  const auto fold = [&](size_t i) {
    char* const row = rows.folded + kFoldedSize * i;
    const Simd::Name name = folder.Fold(row, rows.hashes[i]);
    name.Store(row);
    rows.hashes[i] = HashByte(name);
    return FindPlaceOf(name, i, rows);
  };
  FindIds(count, rows, fold);
  return folder.ArePlain();
}

bool ReadCleanList(std::string_view status_message,
                   absl::Span<const Header> headers, bool prefetch,
                   HeaderTable* table) {
  table->clear();
  const size_t count = headers.size();
  const HeaderTable::Columns rows = table->Reserve(count);
  // They may lie anywhere, so the processor cannot know what is read next.
  if (prefetch) {
    for (const Header& header : headers) {
      Prefetch(header.name.data());
      Prefetch(header.value.data());
    }
  }
  bool are_ascii = false;
  if (!CopyHeaders(status_message, headers, rows, &are_ascii) ||
      !FoldAndFindIds(count, rows)) {
    return false;
  }
  table->TakeRows(count, nullptr);
  table->SetValuesAreAscii(are_ascii);
  return true;
}

}  // namespace CORSIEVE_SIMD
}  // namespace
}  // namespace corsieve
CORSIEVE_SIMD_END
