#include <algorithm>

#include "tests/reference/reference.h"

namespace corsieve::reference {

// https://fetch.spec.whatwg.org/#header-list-contains
bool ContainsHeader(const HeaderList& list, const std::string& name) {
  for (const Header& header : list) {
    if (ByteCaseInsensitiveMatch(header.first, name)) return true;
  }
  return false;
}

// https://fetch.spec.whatwg.org/#concept-header-list-get
std::optional<std::string> Get(const HeaderList& list,
                               const std::string& name) {
  if (!ContainsHeader(list, name)) return std::nullopt;
  std::string values;
  bool first = true;
  for (const Header& header : list) {
    if (!ByteCaseInsensitiveMatch(header.first, name)) continue;
    if (!first) values += ", ";
    first = false;
    values += header.second;
  }
  return values;
}

// https://fetch.spec.whatwg.org/#header-value-get-decode-and-split
std::vector<std::string> GetDecodeAndSplit(const std::string& value) {
  const std::string& input =
      value;  // Isomorphic decoding changes no byte here.
  size_t position = 0;
  std::vector<std::string> values;
  std::string temporary_value;
  while (true) {
    while (position < input.size() && input[position] != '"' &&
           input[position] != ',') {
      temporary_value += input[position];
      ++position;
    }
    if (position < input.size() && input[position] == '"') {
      temporary_value +=
          CollectHttpQuotedString(input, &position, /*extract_value=*/false);
      if (position < input.size()) continue;
    }
    temporary_value = Strip(temporary_value, IsHttpTabOrSpace);
    values.push_back(temporary_value);
    temporary_value.clear();
    if (position >= input.size()) return values;
    // `input[position]` is ','.
    ++position;
  }
}

// https://fetch.spec.whatwg.org/#concept-header-list-get-decode-split
std::optional<std::vector<std::string>> GetDecodeAndSplit(
    const HeaderList& list, const std::string& name) {
  const std::optional<std::string> value = Get(list, name);
  if (!value) return std::nullopt;
  return GetDecodeAndSplit(*value);
}

// https://fetch.spec.whatwg.org/#concept-header-list-append
void Append(HeaderList* list, const std::string& name,
            const std::string& value) {
  std::string cased_name = name;
  for (const Header& header : *list) {
    if (ByteCaseInsensitiveMatch(header.first, name)) {
      cased_name = header.first;
      break;
    }
  }
  list->emplace_back(cased_name, value);
}

// https://fetch.spec.whatwg.org/#concept-header-list-delete
void Delete(HeaderList* list, const std::string& name) {
  HeaderList kept;
  for (const Header& header : *list) {
    if (!ByteCaseInsensitiveMatch(header.first, name)) kept.push_back(header);
  }
  *list = kept;
}

// https://fetch.spec.whatwg.org/#concept-header-list-set
void Set(HeaderList* list, const std::string& name, const std::string& value) {
  if (!ContainsHeader(*list, name)) {
    list->emplace_back(name, value);
    return;
  }
  HeaderList result;
  bool found = false;
  for (const Header& header : *list) {
    if (!ByteCaseInsensitiveMatch(header.first, name)) {
      result.push_back(header);
    } else if (!found) {
      found = true;
      result.emplace_back(header.first, value);
    }
  }
  *list = result;
}

// https://fetch.spec.whatwg.org/#concept-header-list-combine
void Combine(HeaderList* list, const std::string& name,
             const std::string& value) {
  for (Header& header : *list) {
    if (ByteCaseInsensitiveMatch(header.first, name)) {
      header.second += ", " + value;
      return;
    }
  }
  list->emplace_back(name, value);
}

// https://fetch.spec.whatwg.org/#convert-header-names-to-a-sorted-lowercase-set
std::vector<std::string> ConvertHeaderNamesToASortedLowercaseSet(
    const std::vector<std::string>& names) {
  std::vector<std::string> set;
  for (const std::string& name : names) {
    const std::string lowercase = ByteLowercase(name);
    if (!Contains(set, lowercase)) set.push_back(lowercase);
  }
  std::sort(set.begin(), set.end(), ByteLessThan);
  return set;
}

// https://fetch.spec.whatwg.org/#concept-header-list-sort-and-combine
HeaderList SortAndCombine(const HeaderList& list) {
  HeaderList headers;
  std::vector<std::string> all_names;
  for (const Header& header : list) all_names.push_back(header.first);
  for (const std::string& name :
       ConvertHeaderNamesToASortedLowercaseSet(all_names)) {
    if (name == "set-cookie") {
      for (const Header& header : list) {
        if (ByteCaseInsensitiveMatch(header.first, name)) {
          headers.emplace_back(name, header.second);
        }
      }
    } else {
      headers.emplace_back(name, *Get(list, name));
    }
  }
  return headers;
}

namespace {

using Values = NullOr<std::vector<std::string>>;

// `#element`, read as a recipient must: empty elements are skipped.
// https://www.rfc-editor.org/rfc/rfc9110#section-5.6.1.2
// Every list read here is of tokens, which have no comma in them.
Values ParseTokenList(const std::string& value) {
  std::vector<std::string> elements = {""};
  for (char c : value) {
    if (c == ',') {
      elements.emplace_back();
    } else {
      elements.back() += c;
    }
  }
  Values values;
  values.kind = Values::kValue;
  for (const std::string& element : elements) {
    const std::string stripped = Strip(element, IsHttpTabOrSpace);
    if (stripped.empty()) continue;
    if (!IsToken(stripped)) return {Values::kFailure, {}};
    values.value.push_back(stripped);
  }
  return values;
}

// https://fetch.spec.whatwg.org/#http-new-header-syntax
enum class Abnf { kTokenList, kDeltaSeconds, kUriReference };

Abnf AbnfOf(const std::string& name) {
  if (ByteCaseInsensitiveMatch(name, "Access-Control-Max-Age")) {
    return Abnf::kDeltaSeconds;
  }
  if (ByteCaseInsensitiveMatch(name, "Location")) return Abnf::kUriReference;
  // Access-Control-Expose-Headers, Access-Control-Allow-Headers: #field-name.
  // Access-Control-Allow-Methods: #method. Referrer-Policy: 1#policy-token.
  return Abnf::kTokenList;
}

bool AllowsASingleHeader(Abnf abnf) { return abnf != Abnf::kTokenList; }

}  // namespace

// https://fetch.spec.whatwg.org/#extract-header-values
NullOr<std::vector<std::string>> ExtractHeaderValues(const Header& header) {
  const std::string& value = header.second;
  switch (AbnfOf(header.first)) {
    case Abnf::kTokenList:
      return ParseTokenList(value);
    case Abnf::kDeltaSeconds:
      if (value.empty()) return {Values::kFailure, {}};
      for (char c : value) {
        if (!IsDigit(c)) return {Values::kFailure, {}};
      }
      return {Values::kValue, {value}};
    case Abnf::kUriReference:
      // Not enforced: URLs in the wild do not follow RFC 3986, and user agents
      // leave them to the URL parser.
      // https://github.com/whatwg/fetch/issues/883
      return {Values::kValue, {value}};
  }
  return {Values::kFailure, {}};
}

// https://fetch.spec.whatwg.org/#extract-header-list-values
NullOr<std::vector<std::string>> ExtractHeaderListValues(
    const std::string& name, const HeaderList& list) {
  if (!ContainsHeader(list, name)) return {Values::kNull, {}};
  if (AllowsASingleHeader(AbnfOf(name))) {
    int count = 0;
    for (const Header& header : list) {
      if (ByteCaseInsensitiveMatch(header.first, name)) ++count;
    }
    if (count > 1) return {Values::kFailure, {}};
  }
  Values values;
  values.kind = Values::kValue;
  for (const Header& header : list) {
    // The standard says "name is name"; header names compare as in "contains".
    if (!ByteCaseInsensitiveMatch(header.first, name)) continue;
    const Values extract = ExtractHeaderValues(header);
    if (extract.kind == Values::kFailure) return {Values::kFailure, {}};
    for (const std::string& value : extract.value) {
      values.value.push_back(value);
    }
  }
  return values;
}

// https://fetch.spec.whatwg.org/#header-list-extract-a-length
NullOr<std::string> ExtractLength(const HeaderList& list) {
  using Length = NullOr<std::string>;
  const auto values = GetDecodeAndSplit(list, "Content-Length");
  if (!values) return {Length::kNull, ""};
  std::optional<std::string> candidate_value;
  for (const std::string& value : *values) {
    if (!candidate_value) {
      candidate_value = value;
    } else if (value != *candidate_value) {
      return {Length::kFailure, ""};
    }
  }
  if (candidate_value->empty()) return {Length::kNull, ""};
  for (char c : *candidate_value) {
    if (!IsDigit(c)) return {Length::kNull, ""};
  }
  return {Length::kValue, *candidate_value};
}

}  // namespace corsieve::reference
