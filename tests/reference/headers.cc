// Names and values of headers, methods, and the Headers class.

#include "tests/reference/reference.h"

namespace corsieve::reference {

// https://fetch.spec.whatwg.org/#header-name
bool IsHeaderName(const std::string& s) { return IsToken(s); }

// https://fetch.spec.whatwg.org/#header-value
bool IsHeaderValue(const std::string& s) {
  if (!s.empty()) {
    if (IsHttpTabOrSpace(s.front()) || IsHttpTabOrSpace(s.back())) return false;
  }
  for (char c : s) {
    if (c == '\0' || c == '\n' || c == '\r') return false;
  }
  return true;
}

// https://fetch.spec.whatwg.org/#concept-header-value-normalize
std::string Normalize(const std::string& value) {
  return Strip(value, IsHttpWhitespace);
}

// https://fetch.spec.whatwg.org/#concept-method
bool IsMethod(const std::string& s) { return IsToken(s); }

// https://fetch.spec.whatwg.org/#cors-safelisted-method
bool IsCorsSafelistedMethod(const std::string& method) {
  return Contains({"GET", "HEAD", "POST"}, method);
}

// https://fetch.spec.whatwg.org/#forbidden-method
bool IsForbiddenMethod(const std::string& method) {
  return ContainsIgnoringCase({"CONNECT", "TRACE", "TRACK"}, method);
}

// https://fetch.spec.whatwg.org/#concept-method-normalize
std::string NormalizeMethod(const std::string& method) {
  if (ContainsIgnoringCase({"DELETE", "GET", "HEAD", "OPTIONS", "POST", "PUT"},
                           method)) {
    return ByteUppercase(method);
  }
  return method;
}

// https://fetch.spec.whatwg.org/#cors-non-wildcard-request-header-name
bool IsCorsNonWildcardRequestHeaderName(const std::string& name) {
  return ByteCaseInsensitiveMatch(name, "Authorization");
}

// https://fetch.spec.whatwg.org/#privileged-no-cors-request-header-name
bool IsPrivilegedNoCorsRequestHeaderName(const std::string& name) {
  return ByteCaseInsensitiveMatch(name, "Range");
}

// https://fetch.spec.whatwg.org/#request-body-header-name
bool IsRequestBodyHeaderName(const std::string& name) {
  return ContainsIgnoringCase({"Content-Encoding", "Content-Language",
                               "Content-Location", "Content-Type"},
                              name);
}

// https://fetch.spec.whatwg.org/#forbidden-response-header-name
bool IsForbiddenResponseHeaderName(const std::string& name) {
  return ContainsIgnoringCase({"Set-Cookie", "Set-Cookie2"}, name);
}

// https://fetch.spec.whatwg.org/#cors-safelisted-response-header-name
bool IsCorsSafelistedResponseHeaderName(const std::string& name,
                                        const std::vector<std::string>& list) {
  if (ContainsIgnoringCase(
          {"Cache-Control", "Content-Language", "Content-Length",
           "Content-Type", "Expires", "Last-Modified", "Pragma"},
          name)) {
    return true;
  }
  for (const std::string& item : list) {
    if (ByteCaseInsensitiveMatch(item, name) &&
        !IsForbiddenResponseHeaderName(item)) {
      return true;
    }
  }
  return false;
}

// https://fetch.spec.whatwg.org/#forbidden-request-header
bool IsForbiddenRequestHeader(const std::string& name,
                              const std::string& value) {
  if (ContainsIgnoringCase({"Accept-Charset",
                            "Accept-Encoding",
                            "Access-Control-Request-Headers",
                            "Access-Control-Request-Method",
                            "Connection",
                            "Content-Length",
                            "Cookie",
                            "Cookie2",
                            "Date",
                            "DNT",
                            "Expect",
                            "Host",
                            "Keep-Alive",
                            "Origin",
                            "Referer",
                            "Set-Cookie",
                            "TE",
                            "Trailer",
                            "Transfer-Encoding",
                            "Upgrade",
                            "Via"},
                           name)) {
    return true;
  }
  const std::string lowercase = ByteLowercase(name);
  if (lowercase.rfind("proxy-", 0) == 0 || lowercase.rfind("sec-", 0) == 0) {
    return true;
  }
  if (ContainsIgnoringCase(
          {"X-HTTP-Method", "X-HTTP-Method-Override", "X-Method-Override"},
          name)) {
    for (const std::string& method : GetDecodeAndSplit(value)) {
      if (IsForbiddenMethod(method)) return true;
    }
  }
  return false;
}

// https://fetch.spec.whatwg.org/#cors-unsafe-request-header-byte
bool IsCorsUnsafeRequestHeaderByte(char c) {
  const unsigned char u = static_cast<unsigned char>(c);
  if (u < 0x20 && u != 0x09) return true;
  if (u == 0x7F) return true;
  return std::string("\"():<>?@[\\]{}").find(c) != std::string::npos;
}

// https://fetch.spec.whatwg.org/#cors-safelisted-request-header
bool IsCorsSafelistedRequestHeader(const std::string& given_name,
                                   const std::string& value) {
  if (value.size() > 128) return false;
  const std::string name = ByteLowercase(given_name);
  bool has_unsafe_byte = false;
  for (char c : value) {
    if (IsCorsUnsafeRequestHeaderByte(c)) has_unsafe_byte = true;
  }
  if (name == "accept") return !has_unsafe_byte;
  if (name == "accept-language" || name == "content-language") {
    for (char c : value) {
      const bool listed =
          IsDigit(c) || IsAlpha(c) ||
          (c != '\0' && std::string(" *,-.;=").find(c) != std::string::npos);
      if (!listed) return false;
    }
    return true;
  }
  if (name == "content-type") {
    if (has_unsafe_byte) return false;
    const std::optional<MimeType> mime_type = ParseMimeType(value);
    if (!mime_type) return false;
    return Contains({"application/x-www-form-urlencoded", "multipart/form-data",
                     "text/plain"},
                    mime_type->essence());
  }
  if (name == "range") {
    const std::optional<Range> range =
        ParseSingleRangeHeaderValue(value, /*allow_whitespace=*/false);
    if (!range) return false;
    return range->start.has_value();
  }
  return false;
}

// https://fetch.spec.whatwg.org/#no-cors-safelisted-request-header-name
bool IsNoCorsSafelistedRequestHeaderName(const std::string& name) {
  return ContainsIgnoringCase(
      {"Accept", "Accept-Language", "Content-Language", "Content-Type"}, name);
}

// https://fetch.spec.whatwg.org/#no-cors-safelisted-request-header
bool IsNoCorsSafelistedRequestHeader(const std::string& name,
                                     const std::string& value) {
  if (!IsNoCorsSafelistedRequestHeaderName(name)) return false;
  return IsCorsSafelistedRequestHeader(name, value);
}

// https://fetch.spec.whatwg.org/#cors-unsafe-request-header-names
std::vector<std::string> CorsUnsafeRequestHeaderNames(
    const HeaderList& headers) {
  std::vector<std::string> unsafe_names;
  std::vector<std::string> potentially_unsafe_names;
  size_t safelist_value_size = 0;
  for (const Header& header : headers) {
    if (!IsCorsSafelistedRequestHeader(header.first, header.second)) {
      unsafe_names.push_back(header.first);
    } else {
      potentially_unsafe_names.push_back(header.first);
      safelist_value_size += header.second.size();
    }
  }
  if (safelist_value_size > 1024) {
    for (const std::string& name : potentially_unsafe_names) {
      unsafe_names.push_back(name);
    }
  }
  return ConvertHeaderNamesToASortedLowercaseSet(unsafe_names);
}

namespace {

// Whether a > b, both digits, of any length.
bool IsGreater(const std::string& a, const std::string& b) {
  const auto significant = [](const std::string& digits) {
    size_t zeros = 0;
    while (zeros < digits.size() && digits[zeros] == '0') ++zeros;
    return digits.substr(zeros);
  };
  const std::string x = significant(a);
  const std::string y = significant(b);
  if (x.size() != y.size()) return x.size() > y.size();
  return x > y;
}

}  // namespace

// https://fetch.spec.whatwg.org/#simple-range-header-value
std::optional<Range> ParseSingleRangeHeaderValue(const std::string& value,
                                                 bool allow_whitespace) {
  const std::string& data = value;
  if (data.rfind("bytes", 0) != 0) return std::nullopt;
  size_t position = 5;
  const auto skip_whitespace = [&] {
    while (allow_whitespace && position < data.size() &&
           IsHttpTabOrSpace(data[position])) {
      ++position;
    }
  };
  const auto collect_digits = [&]() -> std::optional<std::string> {
    std::string digits;
    while (position < data.size() && IsDigit(data[position])) {
      digits += data[position++];
    }
    if (digits.empty()) return std::nullopt;
    return digits;
  };
  skip_whitespace();
  if (position >= data.size() || data[position] != '=') return std::nullopt;
  ++position;
  skip_whitespace();
  Range range;
  range.start = collect_digits();
  skip_whitespace();
  if (position >= data.size() || data[position] != '-') return std::nullopt;
  ++position;
  skip_whitespace();
  range.end = collect_digits();
  if (position < data.size()) return std::nullopt;
  if (!range.start && !range.end) return std::nullopt;
  if (range.start && range.end && IsGreater(*range.start, *range.end)) {
    return std::nullopt;
  }
  return range;
}

// https://fetch.spec.whatwg.org/#headers-validate
Headers::Validity Headers::Validate(const std::string& name,
                                    const std::string& value) const {
  if (!IsHeaderName(name) || !IsHeaderValue(value)) return Validity::kThrow;
  if (guard_ == Guard::kImmutable) return Validity::kThrow;
  if (guard_ == Guard::kRequest && IsForbiddenRequestHeader(name, value)) {
    return Validity::kFalse;
  }
  if (guard_ == Guard::kResponse && IsForbiddenResponseHeaderName(name)) {
    return Validity::kFalse;
  }
  return Validity::kTrue;
}

// https://fetch.spec.whatwg.org/#concept-headers-remove-privileged-no-cors-request-headers
void Headers::RemovePrivilegedNoCorsRequestHeaders() {
  reference::Delete(&header_list_, "Range");
}

// https://fetch.spec.whatwg.org/#concept-headers-fill
bool Headers::Fill(const HeaderList& object) {
  for (const Header& header : object) {
    if (!Append(header.first, header.second)) return false;
  }
  return true;
}

// https://fetch.spec.whatwg.org/#concept-headers-append
bool Headers::Append(const std::string& name, const std::string& given_value) {
  const std::string value = Normalize(given_value);
  const Validity validity = Validate(name, value);
  if (validity != Validity::kTrue) return validity == Validity::kFalse;
  if (guard_ == Guard::kRequestNoCors) {
    std::optional<std::string> temporary_value =
        reference::Get(header_list_, name);
    if (!temporary_value) {
      temporary_value = value;
    } else {
      temporary_value = *temporary_value + ", " + value;
    }
    if (!IsNoCorsSafelistedRequestHeader(name, *temporary_value)) return true;
  }
  reference::Append(&header_list_, name, value);
  if (guard_ == Guard::kRequestNoCors) RemovePrivilegedNoCorsRequestHeaders();
  return true;
}

// https://fetch.spec.whatwg.org/#dom-headers-delete
bool Headers::Delete(const std::string& name) {
  const Validity validity = Validate(name, "");
  if (validity != Validity::kTrue) return validity == Validity::kFalse;
  if (guard_ == Guard::kRequestNoCors &&
      !IsNoCorsSafelistedRequestHeaderName(name) &&
      !IsPrivilegedNoCorsRequestHeaderName(name)) {
    return true;
  }
  if (!ContainsHeader(header_list_, name)) return true;
  reference::Delete(&header_list_, name);
  if (guard_ == Guard::kRequestNoCors) RemovePrivilegedNoCorsRequestHeaders();
  return true;
}

// https://fetch.spec.whatwg.org/#dom-headers-get
bool Headers::Get(const std::string& name,
                  std::optional<std::string>* value) const {
  if (!IsHeaderName(name)) return false;
  *value = reference::Get(header_list_, name);
  return true;
}

// https://fetch.spec.whatwg.org/#dom-headers-has
bool Headers::Has(const std::string& name, bool* has) const {
  if (!IsHeaderName(name)) return false;
  *has = ContainsHeader(header_list_, name);
  return true;
}

// https://fetch.spec.whatwg.org/#dom-headers-set
bool Headers::Set(const std::string& name, const std::string& given_value) {
  const std::string value = Normalize(given_value);
  const Validity validity = Validate(name, value);
  if (validity != Validity::kTrue) return validity == Validity::kFalse;
  if (guard_ == Guard::kRequestNoCors &&
      !IsNoCorsSafelistedRequestHeader(name, value)) {
    return true;
  }
  reference::Set(&header_list_, name, value);
  if (guard_ == Guard::kRequestNoCors) RemovePrivilegedNoCorsRequestHeaders();
  return true;
}

// https://fetch.spec.whatwg.org/#dom-headers-getsetcookie
std::vector<std::string> Headers::GetSetCookie() const {
  std::vector<std::string> values;
  for (const Header& header : header_list_) {
    if (ByteCaseInsensitiveMatch(header.first, "Set-Cookie")) {
      values.push_back(header.second);
    }
  }
  return values;
}

}  // namespace corsieve::reference
