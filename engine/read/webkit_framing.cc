#include "engine/read/webkit_framing.h"

#include <algorithm>

#include "engine/base/bytes.h"
#include "engine/headers/name_list.h"

namespace corsieve {
namespace {

// g_ascii_isspace; no LF is left where it is asked.
constexpr ByteSet kSpaces("\t\f\r ");

// Whether g_ascii_strtoull takes all of `value`: empty, signed and too large
// are fine (P06165, P06151, P06175).
bool IsContentLength(std::string_view value) {
  if (value.empty()) return true;
  value = TrimLeft(value, ByteSet("\t\v\f\r "));
  if (!value.empty() && (value.front() == '+' || value.front() == '-')) {
    value.remove_prefix(1);
  }
  return !value.empty() && std::all_of(value.begin(), value.end(), IsDigit);
}

// soup_header_parse_list: of a quoted string, no comma counts.
bool TakeConnectionElement(std::string_view* list, std::string_view* element) {
  *list = TrimLeft(*list, ByteSet("\t\f\r ,"));
  bool quoted = false;
  size_t size = 0;
  for (; size < list->size() && (quoted || (*list)[size] != ','); ++size) {
    if ((*list)[size] == '"') {
      quoted = !quoted;
    } else if (quoted && (*list)[size] == '\\') {
      ++size;
    }
  }
  *element = TrimRight(list->substr(0, size), kSpaces);
  list->remove_prefix(std::min(size, list->size()));
  return !element->empty();
}

}  // namespace

// Not a list (P06493, P06507). "identity" changes nothing.
void WebKitFraming::AddEncoding(std::string_view value, size_t at) {
  if (EqualsIgnoreCase(value, "chunked")) {
    Set(kChunked, at);
  } else if (!EqualsIgnoreCase(value, "identity")) {
    Set(kUnrecognized, at);
  }
}

void WebKitFraming::AddLength(std::string_view value) {
  if (kind_ == kChunked) return;
  Set(IsContentLength(value) ? kLength : kUnrecognized, length_at_);
}

// Forgets all, even if there is no such header.
void WebKitFraming::Remove(HeaderId id) {
  if (id == HeaderId::kTransferEncoding ||
      (id == HeaderId::kContentLength && kind_ != kChunked)) {
    kind_ = kUnset;
  }
}

void WebKitFraming::DropConnectionHeaders(HeaderTable* table) {
  std::string_view connection;
  for (std::string_view value : table->values(HeaderId::kConnection)) {
    connection = table->Join(connection, connection.empty() ? "" : ", ", value);
  }
  if (connection.empty()) return;
  NameList& names = *table->scratch()->names();
  names.clear();
  std::string_view name;
  while (TakeConnectionElement(&connection, &name)) {
    Remove(FindHeaderId(name));
    names.Append(name);
  }
  names.BuildIndex();
  for (size_t i = 0; i < table->size(); ++i) {
    if (table->is_header(i) && names.Has((*table)[i].name, table->folded(i))) {
      table->Drop(i);
    }
  }
}

void WebKitFraming::Settle(const HeaderTable& table) {
  for (size_t i = table.size(); i-- > 0 && kind_ == kUnset;) {
    if (table.id(i) == HeaderId::kContentLength) AddLength(table[i].value);
  }
}

}  // namespace corsieve
