#include "corsieve/revalidation.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "engine/bytes.h"
#include "engine/header_name.h"

namespace corsieve {
namespace {

bool LessIgnoreCase(std::string_view a, std::string_view b) {
  return Compare<ToLower>(a, b) < 0;
}

// A set of names, to be asked in logarithmic time.
class NameSet {
 public:
  void Add(std::string_view name) { names_.push_back(name); }
  void Sort() { std::sort(names_.begin(), names_.end(), LessIgnoreCase); }
  bool Contains(std::string_view name) const {
    return std::binary_search(names_.begin(), names_.end(), name,
                              LessIgnoreCase);
  }

 private:
  std::vector<std::string_view> names_;
};

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

void MergeNotModified(const HeaderList& stored, const HeaderList& not_modified,
                      HeaderList* merged) {
  NameSet kept;
  for (std::string_view name : kNeverUpdated) kept.Add(name);
  for (size_t i = not_modified.Find(HeaderId::kConnection);
       i < not_modified.size();
       i = not_modified.FindNext(HeaderId::kConnection, i)) {
    for (std::string_view name : GetDecodeAndSplit(not_modified[i].value)) {
      kept.Add(name);
    }
  }
  kept.Sort();
  NameSet updated;
  for (const Header& h : not_modified) {
    if (!kept.Contains(h.name)) updated.Add(h.name);
  }
  updated.Sort();

  merged->clear();
  for (const Header& h : stored) {
    if (!updated.Contains(h.name)) merged->Append(h.name, h.value);
  }
  for (const Header& h : not_modified) {
    if (updated.Contains(h.name)) merged->Append(h.name, h.value);
  }
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
