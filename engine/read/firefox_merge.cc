#include "engine/read/firefox_merge.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string_view>

#include "engine/base/bytes.h"
#include "engine/base/name_set.h"
#include "engine/headers/header_name.h"
#include "engine/simd/simd.h"

namespace corsieve {
namespace {

// What becomes of a name's second line; nsHttpHeaderArray::SetHeaderFromNet.
enum class Rule : uint8_t {
  kComma,        // Joined with ", "; an empty side adds nothing (P06623).
  kKeepEmpty,    // Joined with ", ", empty or not (P09155).
  kLineFeed,     // Joined with LF, which may be in no value (P08881).
  kContentType,  // Joined with ","; an empty beginning adds nothing (P06262).
  kFirst,        // Ignored (P09018).
  kSame,         // Ignored, but an error if its value is another (P06229).
  kLength,       // The same, by comma-separated element (P06193).
};

struct NameRule {
  std::string_view name;
  Rule rule;
};

// nsHttpHeaderArray.h: IsSingletonHeader, IsSuspectDuplicateHeader,
// MergeHeader; nsHttpResponseHead.cpp: ParseContentTypeValue.
constexpr NameRule kNameRules[] = {
    {"Content-Length", Rule::kLength},
    {"Content-Type", Rule::kContentType},
    {"Content-Disposition", Rule::kSame},
    {"Location", Rule::kSame},
    {"X-Frame-Options", Rule::kKeepEmpty},
    {"Authorization", Rule::kFirst},
    {"From", Rule::kFirst},
    {"Host", Rule::kFirst},
    {"If-Modified-Since", Rule::kFirst},
    {"If-Unmodified-Since", Rule::kFirst},
    {"Max-Forwards", Rule::kFirst},
    {"Proxy-Authorization", Rule::kFirst},
    {"Referer", Rule::kFirst},
    {"Sec-GPC", Rule::kFirst},
    {"Strict-Transport-Security", Rule::kFirst},
    {"User-Agent", Rule::kFirst},
};

constexpr NameSet kJoinedByLineFeed("Set-Cookie", "WWW-Authenticate",
                                    "Proxy-Authenticate");

Rule RuleOf(std::string_view name) {
  if (kJoinedByLineFeed.Has(name)) return Rule::kLineFeed;
  for (const NameRule& r : kNameRules) {
    if (EqualsIgnoreCase(r.name, name)) return r.rule;
  }
  return Rule::kComma;
}

// Whether what joining leaves may have to be trimmed, or is not to be shown.
bool LeavesOddValues(Rule rule) {
  return rule == Rule::kLineFeed || rule == Rule::kKeepEmpty;
}

// The same of a name's rule, which it would take RuleOf longer to find.
bool MayBeOdd(std::string_view name) {
  return kJoinedByLineFeed.Has(name) ||
         EqualsIgnoreCase(name, "X-Frame-Options");
}

// Whether each comma-separated element of `value` is `expected`.
// nsHttpResponseHead::ParseResponseContentLength (P06160, P06187)
bool AllElementsAre(std::string_view expected, std::string_view value) {
  while (true) {
    const size_t comma = value.find(',');
    if (NormalizeHeaderValue(value.substr(0, comma)) != expected) return false;
    if (comma == std::string_view::npos) return true;
    value.remove_prefix(comma + 1);
  }
}

// The lines of one name, which are merged one after the other: what they keep
// is then in one piece, and no byte is copied twice.
class Merged {
 public:
  Merged(size_t first, HeaderTable* table)
      : first_(first), table_(table), value_((*table)[first].value) {
    if (table->id(first) != HeaderId::kContentLength) return;
    rule_ = Rule::kLength;
    number_ = NormalizeHeaderValue(value_.substr(0, value_.find(',')));
  }

  std::optional<Refusal> CheckFirst() const {
    if (rule_ != Rule::kLength || AllElementsAre(number_, value_)) return {};
    return Refusal{Reason::kContentLengthConflict, first_};
  }

  // Merges line `i`, of the same name.
  std::optional<Refusal> Add(size_t i) {
    if (!rule_) rule_ = RuleOf((*table_)[first_].name);
    const std::string_view more = (*table_)[i].value;
    switch (*rule_) {
      case Rule::kFirst:
        break;
      case Rule::kSame:
        if (more != value_) {
          return Refusal{Reason::kDuplicateConflict, i};
        }
        break;
      case Rule::kLength:
        if (!AllElementsAre(number_, more)) {
          return Refusal{Reason::kContentLengthConflict, i};
        }
        break;
      case Rule::kContentType:
        Join(value_.empty() ? "" : ",", more);
        break;
      case Rule::kKeepEmpty:
        Join(", ", more);
        break;
      case Rule::kComma:
      case Rule::kLineFeed:
        if (more.empty()) break;
        Join(value_.empty()             ? ""
             : rule_ == Rule::kLineFeed ? "\n"
                                        : ", ",
             more);
        break;
    }
    table_->Drop(i);
    return std::nullopt;
  }

  void Finish() {
    if (!joined_) return;
    table_->SetValue(first_, value_);
    if (LeavesOddValues(*rule_)) {
      table_->SetOddValues(
          std::max(table_->odd_values(), OddValues::kWhereJoined));
    }
  }

 private:
  void Join(std::string_view separator, std::string_view more) {
    value_ = table_->Join(value_, separator, more);
    joined_ = true;
  }

  size_t first_;
  HeaderTable* table_;
  std::string_view value_;
  std::string_view number_;
  std::optional<Rule> rule_;
  bool joined_ = false;
};

// For many: the headers of a name are chained. No row before `from` has the
// name of one that is still to be merged.
std::optional<Refusal> MergeChained(size_t from, HeaderTable* table) {
  const size_t size = table->size();
  // Each row's next one, or 0, and of each name's first row its last one.
  uint32_t* const next = table->scratch()->Numbers(2 * size);
  uint32_t* const last = next + size;
  table->scratch()->index()->Build(table->folded_names(), next);
  for (size_t i = from; i < size; ++i) {
    const size_t first = next[i];
    next[i] = 0;
    if (!table->is_header(i)) continue;
    if (first != i) next[last[first]] = static_cast<uint32_t>(i);
    last[first] = static_cast<uint32_t>(i);
  }
  for (size_t i = from; i < size; ++i) {
    // What was merged is no header any more.
    if (!table->is_header(i)) continue;
    Merged entry(i, table);
    std::optional<Refusal> refusal = entry.CheckFirst();
    for (size_t k = next[i]; k != 0 && !refusal; k = next[k]) {
      refusal = entry.Add(k);
    }
    if (refusal) return refusal;
    entry.Finish();
  }
  return std::nullopt;
}

// For at most 64 rows: each with those behind it whose names have its hash. If
// that is said of too many, the rest are chained.
std::optional<Refusal> MergePairwise(HeaderTable* table) {
  using simd::Baseline;
  if (table->empty()) return std::nullopt;
  const Baseline::Block hashes(table->hashes().block(0));
  const uint64_t all = ~uint64_t{0} >> (64 - table->size());
  // Most names are there once: only those whose hashes meet are looked at, and
  // Content-Length.
  uint64_t to_merge = 0;
  uint64_t seen[4] = {};
  for (size_t i = 0; i < table->size(); ++i) {
    const uint8_t hash = table->hashes()[i];
    uint64_t& word = seen[hash >> 6];
    const uint64_t bit = uint64_t{1} << (hash & 63);
    if ((word & bit) != 0) {
      to_merge |= hashes.Equal(static_cast<char>(hash)) & all;
    }
    word |= bit;
    if (table->id(i) == HeaderId::kContentLength) to_merge |= uint64_t{1} << i;
  }
  constexpr int kMaxCompared = 64;
  int compared = 0;
  for (; to_merge != 0; to_merge &= to_merge - 1) {
    const size_t i = Baseline::LowestBit(to_merge);
    if (compared > kMaxCompared) return MergeChained(i, table);
    if (!table->is_header(i)) continue;
    const char hash = static_cast<char>(table->hashes()[i]);
    uint64_t others = hashes.Equal(hash) & to_merge & ~uint64_t{1} << i;
    Merged entry(i, table);
    std::optional<Refusal> refusal = entry.CheckFirst();
    for (; others != 0 && !refusal; others &= others - 1) {
      const size_t k = Baseline::LowestBit(others);
      ++compared;
      if (table->is_header(k) &&
          EqualsIgnoreCase((*table)[i].name, (*table)[k].name)) {
        refusal = entry.Add(k);
      }
    }
    if (refusal) return refusal;
    entry.Finish();
  }
  return std::nullopt;
}

}  // namespace

std::optional<Refusal> MergeFirefoxHeaders(HeaderTable* table) {
  constexpr size_t kFew = 64;
  return table->size() <= kFew ? MergePairwise(table) : MergeChained(0, table);
}

namespace {

// Departure: what Firefox decoded has neither coding nor length any more; over
// https alone does it ask for that (H00857, T00072).
void EmptyDictionaryCoding(const Hop& hop, HeaderTable* table) {
  const size_t i = table->Find(HeaderId::kContentEncoding);
  if (hop.url.scheme != "https" || i == table->size() ||
      (*table)[i].value != "dcb") {
    return;
  }
  table->SetValue(i, "");
  const size_t length = table->Find(HeaderId::kContentLength);
  if (length < table->size()) {
    table->SetValue(length, "");
  } else {
    table->Append("Content-Length", "");
  }
}

}  // namespace

std::optional<Refusal> SettleFirefoxHeaders(const Hop& hop,
                                            HeaderTable* table) {
  const std::optional<Refusal> refusal = MergeFirefoxHeaders(table);
  if (!refusal && hop.departures.dictionary_coding_is_emptied) {
    EmptyDictionaryCoding(hop, table);
  }
  return refusal;
}

namespace {

// Whether there is nothing in `value` to be trimmed, and no line break.
bool IsOrdinary(std::string_view value) {
  if (value.empty()) return true;
  simd::Baseline::ValueCheck check;
  check.Add(value.data(), value.size());
  return check.IsClean() && value.front() != ' ' && value.back() != ' ';
}

}  // namespace

// dom/fetch/InternalHeaders.cpp: FillResponseHeaders, Append (P05621, P08881,
// M00317)
void DropForFirefoxHeaders(bool is_redirect, HeaderTable* table) {
  if (table->odd_values() == OddValues::kNowhere) return;
  const bool only_joined = table->odd_values() == OddValues::kWhereJoined;
  for (size_t i = 0; i < table->size(); ++i) {
    if (!table->is_header(i)) continue;
    if (only_joined && !MayBeOdd((*table)[i].name)) continue;
    if (is_redirect && table->id(i) == HeaderId::kLocation) continue;
    const std::string_view value = (*table)[i].value;
    if (IsOrdinary(value)) continue;
    const std::string_view trimmed = NormalizeHeaderValue(value);
    if (trimmed.find('\r') != trimmed.npos ||
        trimmed.find('\n') != trimmed.npos) {
      table->Drop(i);
    } else if (trimmed.size() != value.size()) {
      table->SetValue(i, trimmed);
    }
  }
}

}  // namespace corsieve
