#include "engine/firefox_merge.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string_view>

#include "corsieve/cors.h"
#include "engine/bytes.h"
#include "engine/header_name.h"
#include "engine/simd.h"

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
    {"Set-Cookie", Rule::kLineFeed},
    {"WWW-Authenticate", Rule::kLineFeed},
    {"Proxy-Authenticate", Rule::kLineFeed},
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

Rule RuleOf(std::string_view name) {
  for (const NameRule& r : kNameRules) {
    if (EqualsIgnoreCase(r.name, name)) return r.rule;
  }
  return Rule::kComma;
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
class Entry {
 public:
  Entry(size_t first, size_t total, HeaderList* list)
      : first_(first),
        total_(total),
        list_(list),
        value_((*list)[first].value) {
    if (list->id(first) != HeaderId::kContentLength) return;
    rule_ = Rule::kLength;
    number_ = NormalizeHeaderValue(value_.substr(0, value_.find(',')));
  }

  std::optional<FirefoxConflict> CheckFirst() const {
    if (rule_ != Rule::kLength || AllElementsAre(number_, value_)) return {};
    return FirefoxConflict{Reason::kContentLengthConflict, first_};
  }

  // Merges line `i`, of the same name.
  std::optional<FirefoxConflict> Add(size_t i) {
    if (!rule_) rule_ = RuleOf((*list_)[first_].name);
    const std::string_view more = (*list_)[i].value;
    switch (*rule_) {
      case Rule::kFirst:
        break;
      case Rule::kSame:
        if (more != value_) {
          return FirefoxConflict{Reason::kDuplicateConflict, i};
        }
        break;
      case Rule::kLength:
        if (!AllElementsAre(number_, more)) {
          return FirefoxConflict{Reason::kContentLengthConflict, i};
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
    list_->Drop(i);
    return std::nullopt;
  }

  void Finish(bool* joined) {
    if (!joined_) return;
    *joined = true;
    list_->SetValue(first_, value_);
  }

 private:
  void Join(std::string_view separator, std::string_view more) {
    value_ = list_->Join(value_, separator, more, total_);
    joined_ = true;
  }

  size_t first_;
  size_t total_;
  HeaderList* list_;
  std::string_view value_;
  std::string_view number_;
  std::optional<Rule> rule_;
  bool joined_ = false;
};

// For many: the lines of a name are chained. No line before `from` has the name
// of one that is still to be merged.
std::optional<FirefoxConflict> MergeChained(size_t from, size_t total,
                                            HeaderList* list, bool* joined) {
  const size_t size = list->size();
  // Each line's next one, or 0, and of each name's first line its last one.
  uint32_t* const next = list->LineEnds(2 * size);
  uint32_t* const last = next + size;
  list->BuildIndex(next);
  for (size_t i = from; i < size; ++i) {
    const size_t first = next[i];
    next[i] = 0;
    if (!IsHeader(list->id(i))) continue;
    if (first != i) next[last[first]] = static_cast<uint32_t>(i);
    last[first] = static_cast<uint32_t>(i);
  }
  for (size_t i = from; i < size; ++i) {
    // What was merged is no line any more.
    if (!IsHeader(list->id(i))) continue;
    Entry entry(i, total, list);
    std::optional<FirefoxConflict> conflict = entry.CheckFirst();
    for (size_t k = next[i]; k != 0 && !conflict; k = next[k]) {
      conflict = entry.Add(k);
    }
    if (conflict) return conflict;
    entry.Finish(joined);
  }
  return std::nullopt;
}

// For at most 64 lines: each with those behind it whose names have its hash. If
// that is said of too many, the rest are chained.
std::optional<FirefoxConflict> MergePairwise(size_t total, HeaderList* list,
                                             bool* joined) {
  using simd::Baseline;
  if (list->empty()) return std::nullopt;
  const Baseline::Block hashes(reinterpret_cast<const char*>(list->hashes()));
  const uint64_t all = ~uint64_t{0} >> (64 - list->size());
  constexpr int kMaxCompared = 64;
  int compared = 0;
  for (size_t i = 0; i < list->size(); ++i) {
    if (compared > kMaxCompared) return MergeChained(i, total, list, joined);
    const char hash = static_cast<char>(list->hashes()[i]);
    uint64_t others = hashes.Equal(hash) & all & ~uint64_t{1} << i;
    const bool is_length = list->id(i) == HeaderId::kContentLength;
    if ((others == 0 && !is_length) || !IsHeader(list->id(i))) continue;
    Entry entry(i, total, list);
    std::optional<FirefoxConflict> conflict = entry.CheckFirst();
    for (; others != 0 && !conflict; others &= others - 1) {
      const size_t k = Baseline::LowestBit(others);
      ++compared;
      if (IsHeader(list->id(k)) &&
          EqualsIgnoreCase((*list)[i].name, (*list)[k].name)) {
        conflict = entry.Add(k);
      }
    }
    if (conflict) return conflict;
    entry.Finish(joined);
  }
  return std::nullopt;
}

// Whether the network stack goes by the value before script sees it, if script
// sees it at all then: nsCORSListenerProxy::CheckRequestApproved,
// nsHttpChannel.
bool IsReadRaw(HeaderId id, const Request& request, bool cors, int status) {
  switch (id) {
    case HeaderId::kAccessControlAllowOrigin:
      return cors;
    case HeaderId::kAccessControlAllowCredentials:
      return cors && request.credentials_mode == CredentialsMode::kInclude;
    case HeaderId::kLocation:
      return IsRedirectStatus(status);
    default:
      return false;
  }
}

bool IsInside(std::string_view part, std::string_view whole) {
  const std::less_equal<const char*> before;
  return before(whole.data(), part.data()) &&
         before(part.data() + part.size(), whole.data() + whole.size());
}

ResponseTainting TaintingOf(const Request& request) {
  const std::optional<Origin> origin = ParseSerializedOrigin(request.origin);
  const std::optional<UrlParts> url = ParseSerializedUrl(request.url);
  if (!origin || !url) return ResponseTainting::kBasic;
  return ChooseResponseTainting(request, *origin, *url).tainting;
}

}  // namespace

std::optional<FirefoxConflict> MergeFirefoxHeaders(size_t head_size,
                                                   HeaderList* list,
                                                   bool* joined) {
  constexpr size_t kFew = 64;
  const size_t total = FirefoxTotal(head_size);
  return list->size() <= kFew ? MergePairwise(total, list, joined)
                              : MergeChained(0, total, list, joined);
}

// dom/fetch/InternalHeaders.cpp: FillResponseHeaders, Append (P05621, P08881)
void DropForFirefoxHeaders(const Request& request, int status,
                           std::string_view clean, HeaderList* list) {
  std::optional<ResponseTainting> tainting;
  for (size_t i = 0; i < list->size(); ++i) {
    if (!IsHeader(list->id(i))) continue;
    const std::string_view value = (*list)[i].value;
    if (IsInside(value, clean)) continue;
    const std::string_view trimmed = NormalizeHeaderValue(value);
    const bool dropped = trimmed.find('\r') != trimmed.npos ||
                         trimmed.find('\n') != trimmed.npos;
    if (!dropped && trimmed.size() == value.size()) continue;
    if (!tainting) tainting = TaintingOf(request);
    // No Headers object shows these, but what is checked is the raw value.
    if (*tainting == ResponseTainting::kOpaque) return;
    const bool cors = *tainting == ResponseTainting::kCors;
    if (IsReadRaw(list->id(i), request, cors, status)) continue;
    if (dropped) {
      list->Drop(i);
    } else {
      list->SetValue(i, trimmed);
    }
  }
}

}  // namespace corsieve
