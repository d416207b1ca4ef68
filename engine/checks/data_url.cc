// https://fetch.spec.whatwg.org/#data-urls

#include "engine/checks/data_url.h"

#include <cstddef>

#include "corsieve/mime_type.h"
#include "engine/base/bytes.h"

namespace corsieve {
namespace {

// https://infra.spec.whatwg.org/#ascii-whitespace
constexpr ByteSet kAsciiWhitespace("\t\n\f\r ");

// Takes the byte that `s` begins with, percent-decoded.
char TakeDecoded(std::string_view* s) {
  const int decoded = DecodeEscape(*s);
  const char c = decoded < 0 ? s->front() : static_cast<char>(decoded);
  s->remove_prefix(decoded < 0 ? 1 : 3);
  return c;
}

size_t PercentDecodedSize(std::string_view body) {
  size_t size = 0;
  for (; !body.empty(); ++size) TakeDecoded(&body);
  return size;
}

// How many bytes the percent-decoded `body` becomes; nullopt: failure.
// https://infra.spec.whatwg.org/#forgiving-base64-decode
std::optional<size_t> Base64DecodedSize(std::string_view body) {
  constexpr ByteSet kOthers("+/");
  size_t digits = 0;
  size_t equals = 0;  // That came last.
  while (!body.empty()) {
    const char c = TakeDecoded(&body);
    if (kAsciiWhitespace.Has(c)) continue;
    if (c == '=') {
      ++equals;
      continue;
    }
    if (equals > 0) return std::nullopt;
    if (!IsDigit(c) && !IsLowerAlpha(ToLower(c)) && !kOthers.Has(c)) {
      return std::nullopt;
    }
    ++digits;
  }
  const bool padded = (digits + equals) % 4 == 0 && equals <= 2;
  if ((equals > 0 && !padded) || digits % 4 == 1) return std::nullopt;
  return digits * 3 / 4;
}

// Takes ";", any number of spaces and "base64" off the end.
bool TakeBase64(std::string_view* mime_type) {
  constexpr std::string_view kBase64 = "base64";
  if (mime_type->size() < kBase64.size()) return false;
  const size_t at = mime_type->size() - kBase64.size();
  if (!EqualsIgnoreCase(mime_type->substr(at), kBase64)) return false;
  const std::string_view rest = TrimRight(mime_type->substr(0, at), kSpace);
  if (rest.empty() || rest.back() != ';') return false;
  *mime_type = rest.substr(0, rest.size() - 1);
  return true;
}

}  // namespace

std::optional<DataUrlParts> SplitDataUrl(std::string_view url) {
  url = url.substr(0, url.find('#'));
  url.remove_prefix(url.find(':') + 1);
  const size_t comma = url.find(',');
  if (comma == std::string_view::npos) return std::nullopt;
  std::string_view text = Trim(url.substr(0, comma), kAsciiWhitespace);
  const std::string_view body = url.substr(comma + 1);
  const std::optional<size_t> size =
      TakeBase64(&text) ? Base64DecodedSize(body) : PercentDecodedSize(body);
  if (!size) return std::nullopt;
  return DataUrlParts{text, *size};
}

std::optional<DataUrl> ProcessDataUrl(std::string_view url) {
  const std::optional<DataUrlParts> parts = SplitDataUrl(url);
  if (!parts) return std::nullopt;
  const std::string_view text = parts->mime_type;
  const bool lacks_type = !text.empty() && text.front() == ';';
  const std::optional<MimeType> mime_type = ParseMimeType(
      lacks_type ? "text/plain" + std::string(text) : std::string(text));
  return DataUrl{
      mime_type ? SerializeMimeType(*mime_type) : "text/plain;charset=US-ASCII",
      parts->body_size};
}

}  // namespace corsieve
