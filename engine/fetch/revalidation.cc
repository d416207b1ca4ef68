#include "engine/fetch/revalidation.h"

#include <algorithm>
#include <string_view>

#include "corsieve/revalidation.h"
#include "engine/base/bytes.h"
#include "engine/headers/header_name.h"
#include "engine/headers/name_list.h"

namespace corsieve {
namespace {

// https://www.rfc-editor.org/rfc/rfc9111#section-3.1
constexpr std::string_view kNeverUpdated[] = {
    "Connection",
    "Content-Length",
    "Keep-Alive",
    "Proxy-Authenticate",
    "Proxy-Authentication-Info",
    "Proxy-Authorization",
    "Proxy-Connection",
    "TE",
    "Transfer-Encoding",
    "Upgrade",
};

}  // namespace

void MergeNotModified(const HeaderTable& stored,
                      const HeaderTable& not_modified, HeaderTable* merged) {
  NameList kept;
  for (std::string_view name : kNeverUpdated) kept.Append(name);
  for (std::string_view value : not_modified.values(HeaderId::kConnection)) {
    std::string_view name;
    while (TakeElement(&value, &name)) kept.Append(name);
  }
  kept.BuildIndex();
  const auto updates = [&](size_t i) {
    return not_modified.is_header(i) && !kept.Has(not_modified[i].name);
  };
  NameList updated;
  for (size_t i = 0; i < not_modified.size(); ++i) {
    if (updates(i)) updated.Append(not_modified[i].name);
  }
  updated.BuildIndex();

  merged->clear();
  merged->SetOddValues(
      std::max(stored.odd_values(), not_modified.odd_values()));
  for (size_t i = 0; i < stored.size(); ++i) {
    if (!stored.is_header(i) || !updated.Has(stored[i].name)) {
      merged->AppendRowOf(stored, i);
    }
  }
  for (size_t i = 0; i < not_modified.size(); ++i) {
    if (updates(i)) merged->AppendRowOf(not_modified, i);
  }
}

void MergeNotModified(const HeaderList& stored, const HeaderList& not_modified,
                      HeaderList* merged) {
  MergeNotModified(TableOf(stored), TableOf(not_modified), &TableOf(merged));
}

bool IsConditionalRequest(absl::Span<const Header> request_headers) {
  for (const Header& h : request_headers) {
    for (std::string_view name :
         {"If-Modified-Since", "If-None-Match", "If-Unmodified-Since",
          "If-Match", "If-Range"}) {
      if (EqualsIgnoreCase(h.name, name)) return true;
    }
  }
  return false;
}

}  // namespace corsieve
