// Responses of HTTP/2 and HTTP/3, as lists of fields.

#include "tests/reference/reference.h"

namespace corsieve::reference {
namespace {

// https://www.rfc-editor.org/rfc/rfc9113#section-8.2.1
bool HasValidFieldName(const Header& field) {
  if (field.first.empty()) return false;
  for (char c : field.first) {
    const unsigned char byte = static_cast<unsigned char>(c);
    if (byte <= 0x20 || (byte >= 0x41 && byte <= 0x5a) || byte >= 0x7f) {
      return false;
    }
    if (c == ':') return false;  // Pseudo-headers are no part of the list.
  }
  // "Endpoints SHOULD validate field names … according to their definitions."
  return IsToken(field.first);
}

// https://www.rfc-editor.org/rfc/rfc9113#section-8.2.1
bool HasValidFieldValue(const Header& field) {
  for (char c : field.second) {
    if (c == '\0' || c == '\n' || c == '\r') return false;
  }
  if (field.second.empty()) return true;
  return !IsHttpTabOrSpace(field.second.front()) &&
         !IsHttpTabOrSpace(field.second.back());
}

// https://www.rfc-editor.org/rfc/rfc9113#section-8.2.2
bool IsConnectionSpecific(const Header& field) {
  if (ContainsIgnoringCase({"connection", "proxy-connection", "keep-alive",
                            "transfer-encoding", "upgrade"},
                           field.first)) {
    return true;
  }
  return ByteCaseInsensitiveMatch(field.first, "te") &&
         !ByteCaseInsensitiveMatch(field.second, "trailers");
}

bool IsMalformed(const HeaderList& fields) {
  for (const Header& field : fields) {
    if (!HasValidFieldName(field) || !HasValidFieldValue(field) ||
        IsConnectionSpecific(field)) {
      return true;
    }
  }
  return false;
}

}  // namespace

std::optional<Head> ReadFields(const tools::ParsedAnswer& answer) {
  for (const auto& [status, fields] : answer.interim) {
    // https://www.rfc-editor.org/rfc/rfc9113#section-8.6
    if (status < 100 || status > 199 || status == 101) return std::nullopt;
    if (IsMalformed(fields)) return std::nullopt;
    // https://www.rfc-editor.org/rfc/rfc9110#section-8.6
    if (ContainsHeader(fields, "Content-Length")) return std::nullopt;
  }
  // https://www.rfc-editor.org/rfc/rfc9113#section-8.3.2, and a status is three
  // digits.
  const std::string status =
      answer.status_text.value_or(std::to_string(answer.status));
  if (status.size() != 3) return std::nullopt;
  for (char c : status) {
    if (!IsDigit(c)) return std::nullopt;
  }
  if (answer.status < 200) return std::nullopt;
  if (IsMalformed(answer.headers) || IsMalformed(answer.trailers)) {
    return std::nullopt;
  }
  Head head;
  head.status = answer.status;
  head.header_list = answer.headers;
  return head;
}

std::optional<Head> ReadAnswer(const tools::Answer& answer) {
  return answer.parsed ? ReadFields(*answer.parsed)
                       : ParseFinalHead(answer.head);
}

}  // namespace corsieve::reference
