#!/usr/bin/env python3
"""Breaks the engine, one line at a time, and runs the tests: all must notice.

    tests/mutants.py          all of them, an hour or more
    tests/mutants.py 3 17     only these
    tests/mutants.py exchange only those of files with this in their name

It works on a copy in build/mutants, with CMake and the packages that
tools/test.sh installs, and fails if the tests pass on any broken copy. Tests of
one subject run first, for they are fast; CORSIEVE_MUTANT_TESTS may have a
regular expression of test programs, and the others do not run at all.
"""

import os
import pathlib
import shutil
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
TREE = ROOT / "build" / "mutants"
# Those that take a second or more, but for what they are the first to notice.
SLOW = "^(exchange_random|hot_path|simd|reference|conformance|advice|batch)_test$"

# (file, what stands there, once; what stands there instead)
MUTANTS = [
    ("cors_check.h", '!include && *allow_origin == "*"', '*allow_origin == "*"'),
    ("cors_check.h", 'allow_credentials == "true"', "allow_credentials"),
    ("header_name.h", "id <= HeaderId::kPragma", "id < HeaderId::kPragma"),
    ("header_name.h", " || id == HeaderId::kSetCookie2", ""),
    ("exposed_header_names.cc", "star_is_literal_ = has_star_ && !may_be_wildcard",
     "star_is_literal_ = false"),
    ("exposed_header_names.cc", "if (tokens == Tokens::kUnmarked) Mark(marking)", ""),
    ("hot_path.h", "table.size() < 64 &&", "table.size() <= 64 &&"),
    ("header_lookup.h", "table.Find(id, row + 1) == table.size()", "true"),
    ("header_table.h", "table_->Find(id_, i_ + 1)", "table_->Find(id_, i_ + 2)"),
    ("header_table.cc", "rows &= ~(uint64_t{1} << i)", "rows &= ~(uint64_t{2} << i)"),
    ("name_index.cc", "      Sort(names);\n      break;", "      continue;"),
    ("clean_head-inl.h", "before = lf >> 62", "before = lf >> 63"),
    ("clean_head-inl.h", "sum.sum() + below_cap == kCap * at", "sum.sum() + below_cap <= kCap * at"),
    ("clean_head-inl.h", "controls == (lf | lf >> 1)", "(controls & lf) == lf"),
    ("clean_head-inl.h", "(count + cr_of_first)", "count"),
    ("clean_head-inl.h", "length == 0 || *end != '\\r'", "length == 0"),
    ("simd_avx2.h", "cmovneq %2, %0", "cmoveq %2, %0"),
    ("simd_portable.h", "return number & (0 - AsNumber(Equals(folded)));", "return number;"),
    ("clean_head-inl.h", "*p == ':' ? p - line : 0", "p - line"),
    ("clean_head-inl.h", "head->status < 200", "head->status < 100"),
    ("clean_head-inl.h", "code + 0x76767600", "code + 0x75767600"),
    ("split_tokens-inl.h", "carry = (sum < blank) | (landed < sum)", "carry = sum < blank"),
    ("split_tokens-inl.h", " | (landed & token & ~blank)", ""),
    ("split_tokens-inl.h", "in_token = token >> 63", "in_token = 0"),
    ("split_tokens-inl.h", "HashByte(folded))) & rows", "HashByte(folded)))"),
    ("split_tokens-inl.h", "if (rows != 0) go_on = Mark(", "go_on = Mark("),
    ("split_tokens-inl.h", "{\n        result = Tokens::kUnmarked;", "{"),
    ("header_table.cc", "  readable_end_ = nullptr;\n  values_are_ascii_ = false;\n  to",
     "  values_are_ascii_ = false;\n  to"),
    ("header_table.cc", "  values_are_ascii_ = false;\n  to", "  to"),
    ("name_index.cc", "order != 0 ? order < 0 : a < b", "order < 0"),
    ("name_index.cc", "both_plain && name.size()", "name.size()"),
    ("joined_bytes.cc", " && value.data() + value.size() == end_ &&", " &&"),
    ("firefox_merge.cc", "last[first] = static_cast<uint32_t>(i);", ""),
    ("folded_name.h", "c != '^' && ", ""),
    ("simd_avx2.h", "_mm256_slli_epi16(x, 3)", "_mm256_slli_epi16(x, 4)"),
    ("simd_sse2.h", "between(x, '-', '.')", "between(x, ',', '.')"),
    ("simd_avx2.h", "size & ~size_t{3}", "(size + 3) & ~size_t{3}"),
    ("script_api.cc", "order == Order::kLowerCase ? LowerCased(folded) : folded", "folded"),
    ("script_api.cc", "rests == 0 ? a.row < b.row", "rests == 0 ? a.row > b.row"),
    ("script_api.cc", "b, kKeySize, order);\n  if (x != y) return x < y ? -1", "b, kKeySize, order);\n  if (x != y) return x < y ? 1"),
    ("script_api.cc", "size > kSlack / 2", "size > kSlack"),
    ("content_length.cc", "if (element != first)", "if (element.size() > first.size())"),
    ("response_head.cc", "colon == 0 || line[colon] != ':'", "line[colon] != ':'"),
    ("cross_origin_resource_policy.cc", 'url.scheme != "https"', 'url.scheme == "https"'),
    ("redirect.cc", "redirect_count >= kMaxRedirects", "redirect_count > kMaxRedirects"),
    ("redirect.cc", "status == 301 || status == 302", "status == 301"),
    ("preflight_cache.cc", "e.expires_ms <= now_ms", "e.expires_ms < now_ms"),
    # The kinds that a review found unnoticed: N1, B1, E1, …
    ("hop.h", "(url[size] == '/' || kAuthorityEnds.Has(url[size]))", "true"),
    ("exchange.cc", "hop().tainting == ResponseTainting::kBasic);",
     "hop().tainting != ResponseTainting::kOpaque);"),
    ("exchange_preflight.cc", "return {partition_, SerializePreflightOrigin",
     "return {{}, SerializePreflightOrigin"),
    ("exchange.cc", "if (lost_authorization_ && ",
     "if (lost_authorization_ && !made_with_preflight_ && "),
    ("cross_origin_resource_policy.cc", " && !origin.opaque()", ""),
    ("name_list.cc", "if (indexed_ != size_ || size_ == 0) return", "if (size_ == 0) return"),
    ("script_api.cc", "- kSlack + 1", "- kSlack + 2"),
    ("preflight_cache.cc", "for (bool apart : {false, true})", "for (bool apart : {false})"),
    ("exchange.cc", "if (!TaoCheck(hop(), TableOf(list), &scratch_)) timing_allow_failed_ = true;",
     "timing_allow_failed_ = !TaoCheck(hop(), TableOf(list), &scratch_);"),
    ("exchange.cc", "  timing_allow_failed_ = false;\n", ""),
    ("preflight_cache.cc", "  buckets.splice(buckets.begin(), buckets, place->second);\n", ""),
    ("redirect.cc", "    if (!value.empty()) break;\n", ""),
    ("exchange.cc", "!AwaitsAnswer() || IsInterimStatus(status)", "!AwaitsAnswer()"),
    ("preflight.cc", "return Reason::kPreflightInvalidAllowOriginValue",
     "return Reason::kPreflightAllowOriginMismatch"),
    ("revalidation.cc", '    "Keep-Alive",\n', ""),
    ("firefox_merge.cc", '    {"Sec-GPC", Rule::kFirst},\n', ""),
    ("chromium_head.cc", "rest.size() >= kMaxChromiumHead", "rest.size() > kMaxChromiumHead"),
    ("webkit_head.cc", " || rest[0] == '0'", ""),
    # What Start() resets, and what a hop does.
    ("exchange.cc", "  headers_.clear();\n", ""),
    ("exchange_state.h", "preflight_count_ > 0 ? &preflight_ : nullptr", "&preflight_"),
    ("exchange.cc", "  preflight_count_ = 0;\n", ""),
    ("exchange.cc", "  made_with_preflight_ = false;\n", ""),
    ("exchange.cc", "  lost_authorization_ = false;\n", ""),
    ("exchange.cc", "  stored_.reset();  // Of another request.\n", ""),
    ("exchange.cc", "  before_ = RedirectState();\n", ""),
    ("exchange.cc", "|| IsInterimStatus(status)) return",
     "|| (status > 100 && IsInterimStatus(status))) return"),
    ("exchange.cc", "conditional_ || ", ""),
    ("exchange.cc", 'method_ == "GET" || method_ == "HEAD";\n  if (!stored_', 'method_ == "GET";\n  if (!stored_'),
    ("exchange.cc", 'method_ == "GET" || method_ == "HEAD") return std::nullopt', 'method_ == "GET") return std::nullopt'),
    ("exchange.cc", "request().mode != Mode::kCors &&", ""),
    ("exchange_request.cc", "if (bodiless) body_ = RequestBody::kNone;", ""),
    ("exchange.cc", "hop().tainting == ResponseTainting::kCors && MustPreflight()",
     "MustPreflight()"),
    ("exchange.cc", "type == ResponseType::kError || type == ResponseType::kOpaque", "type == ResponseType::kError"),
    ("exchange.cc", '!response_url().empty() && ', ""),
    ("exchange.cc", '         state_->method() == "HEAD" ||\n', ""),
    ("exchange.cc", "made_with_preflight_ && cache_ != nullptr", "cache_ != nullptr"),
    ("exchange_preflight.cc", "  ++preflight_count_;\n", "  preflight_count_ = 1;\n"),
    ("exchange_preflight.cc",
     "  outgoing_ = preflight_;\n",
     "  preflight_.include_credentials = outgoing_.include_credentials;\n  outgoing_ = "
     "preflight_;\n"),
    ("exchange_preflight.cc", '  filter_.hops()->SetMethod("OPTIONS");\n  ReadPlaces places;',
     "  ReadPlaces places;"),
    ("exchange_preflight.cc", "  made_with_preflight_ = true;\n", ""),
    ("exchange_preflight.cc", "!failure || (departures_.refusal_is_cached && refused)", "!failure || refused"),
    ("exchange_redirect.cc", "  body_ = RequestBody::kNone;\n", ""),
    ("exchange_redirect.cc", "if (!is_same_origin) CrossOrigins()", "CrossOrigins()"),
    ("exchange_redirect.cc", "IsSameOrigin(hop().url.origin, location->origin)",
     "IsSameOrigin(hop().origin, location->origin)"),
    ("exchange_redirect.cc", "if (!hop().is_same_origin) ", ""),
    ("exchange_redirect.cc", "EnterUrl(url, schemelessly_same_site)",
     "EnterUrl(url, request().schemelessly_same_site)"),
    ("exchange_redirect.cc", ".value_or(referrer_policy_)", ".value_or(ReferrerPolicy())"),
    ("exchange_redirect.cc", "static_cast<int>(url_count_) - 1",
     "static_cast<int>(url_count_)"),
    ("exchange_redirect.cc", "if (url.find('#') == std::string::npos) {", "{"),
    # Preflights and their cache.
    ("preflight.cc", "if (!IsOkStatus(status))", "if (!IsOkStatus(status) || status == 299)"),
    ("preflight.cc", "departures.star_covers_authorization ||", "true ||"),
    ("preflight.cc", "wildcard = !include && allowed", "wildcard = allowed"),
    ("preflight.cc", "methods_absent && question", "question"),
    ("preflight.cc", "value <= kMost", "value < kMost"),
    ("preflight.cc", "return negative ? 0 : *number;", "return *number;"),
    ("preflight_cache.cc", "kMaxEntries = 256", "kMaxEntries = 255"),
    ("preflight_cache.cc", "if (e.is_method != is_method) continue;", ""),
    ("preflight_cache.cc", "!e.credentials && IsInclude", "IsInclude"),
    ("preflight_cache.cc", "(is_method || departures.", "(departures."),
    ("preflight_cache.cc", "e.credentials == entry.credentials && ", ""),
    ("preflight_cache.cc", 'return credentials && value == "*"', 'return value == "*"'),
    ("preflight_cache.cc", "if (seconds == 0 || ", "if ("),
    ("preflight_cache.cc", "buckets.size() > capacity", "buckets.size() >= capacity"),
    ("preflight_cache.cc", "      e.expires_ms = entry.expires_ms;\n", ""),
    ("preflight_cache.cc", "seconds * 1000", "seconds * 999"),
    ("preflight_cache.cc", " || (!is_method && EqualsIgnoreCase(e.value, value))", ""),
    ("preflight_cache.cc", "(!is_method && EqualsIgnoreCase", "(EqualsIgnoreCase"),
    ("preflight_cache.cc", "/*is_method=*/false, Lower(name), expires_ms", "/*is_method=*/false, std::string(name), expires_ms"),
    ("preflight_cache.cc", "std::min(now_ms, std::numeric_limits<int64_t>::max() - kMost * 1000)", "now_ms"),
    # Single rules.
    ("redirect.cc", "mode == Mode::kCors && ", ""),
    ("redirect.cc", "cross_origin || tainting == ResponseTainting::kCors", "cross_origin"),
    ("redirect.cc", "status != 303 && body", "body"),
    ("revalidation.cc", "if (updates(i)) merged", "merged"),
    ("revalidation.cc", '"If-Unmodified-Since",\n', "\n"),
    ("referrer_policy.cc", 'return origin.scheme == "https" && url', "return url"),
    ("referrer_policy.cc", "if (!IsPolicyToken(element)) return std::nullopt;", ""),
    ("timing_allow_origin.cc", "TaoCheck(hop.serialized_origin(),",
     "TaoCheck(hop.request->origin,"),
    ("response_tainting.h", "is_same_origin && so_far", "so_far"),
    ("request_header.cc", "value.size() > 128", "value.size() >= 128"),
    ("request_header.cc", "safelisted_size > 1024", "safelisted_size >= 1024"),
    ("request_header.cc", "\\x08\\x0a", "\\x09\\x0a"),
    ("request_header.cc", '"TE",', ""),
    ("request_header.cc", "range && !range->start.empty()", "range.has_value()"),
    ("request_header.cc", "a.size() != b.size() ? a.size() > b.size() : a > b", "a > b"),
    ("mime_type.cc", "    } else if (next_charset == nullptr && charset) {", "    } else if (charset) {"),
    ("mime_type.cc", '      "text/livescript",\n', ""),
    ("mime_type.cc", '"*/*") continue', '"*") continue'),
    ("nosniff.cc", ' || destination == "paintworklet"', ""),
    ("nosniff.cc", 'mime_type->type == "video" || ', ""),
    ("origin.cc", "port > 65535", "port > 65536"),
    ("origin.cc", "\n         a.port == b.port;", "\n         true;"),
    ("origin.cc", 'at > 0 && rest.substr(0, at) != ":"', "at > 0"),
    ("filter.cc", "  names.Clear();\n", ""),
    ("filter.cc", "  seen_.places_ = {};\n  return ReadList", "  return ReadList"),
    ("hop.cc", "    url_text_.clear();\n    return Reason::kUrlNotSerialized",
     "    return Reason::kUrlNotSerialized"),
    ("filter.cc", "hop.before.began_same_origin && ", ""),
    ("read.cc", "status > 999", "status >= 999"),
    ("script_api.cc", "count_ <= kFew / 2", "count_ <= kFew / 2 + 1"),
    ("script_api.cc", "if (rest < 64) exposed", "if (rest < 63) exposed"),
    ("script_api.cc", "size <= kSlack && ", ""),
    # The engines' readers.
    ("chromium_head.cc", "i <= 4 &&", "i <= 3 &&"),
    ("chromium_head.cc", "if (code == 103) return std::nullopt;",
     "if (code / 100 == 1) return std::nullopt;"),
    ("firefox_head.cc", "next_ > kMaxFirefoxHead", "next_ >= kMaxFirefoxHead"),
    ("firefox_head.cc", "junk > kMaxJunk", "junk >= kMaxJunk"),
    ("firefox_head.cc", "kWindow = 11", "kWindow = 10"),
    ("firefox_head.cc", "head_.status != 101", "true"),
    ("webkit_head.cc", "next > kMaxWebKitHead)", "next >= kMaxWebKitHead)"),
    ("webkit_head.cc", "kMaxWebKitHead + 2", "kMaxWebKitHead + 1"),
    ("webkit_head.cc", "start > line.size()", "start >= line.size()"),
    ("firefox_merge.cc", "      to_merge |= hashes.Equal(static_cast<char>(hash)) & all;\n", ""),
    ("firefox_merge.cc", "to_merge |= uint64_t{1} << i;", "continue;"),
    ("firefox_merge.cc", "return MergeChained(i, table);", "return MergeChained(i + 1, table);"),
    ("firefox_merge.cc", "& to_merge & ~uint64_t{1} << i", "& ~uint64_t{1} << i"),
    ("firefox_merge.cc", "only_joined && ", ""),
    ("firefox_merge.cc", "value.front() != ' ' && value.back() != ' '", "value.front() != ' '"),
    # What each room does beside the others: read/.
    ("read.cc", "bytes.substr(0, MaxHead(hop.profile))", "bytes"),
    ("read.cc", "IsAscii(bytes.substr(0, clean->body_offset))", "true"),
    ("read.cc", "    table.clear();\n    if (const auto error", "    if (const auto error"),
    ("read.cc", "table[refusal->row].name.data()", "table[refusal->row].value.data()"),
    ("read.cc", "if (head.error) places", "places"),
    ("read.cc", "is_http_1_0 ? 10 : 11", "11"),
    ("read.cc", "if (!error && !IsHeaderValue(value))", "if (!IsHeaderValue(value))"),
    ("read.cc", "table->Append(h.name, value)", "table->Append(h.name, h.value)"),
    ("read.cc", "IsHeaderValue(TrimTabOrSpace(status_message))",
     "IsHeaderValue(status_message)"),
    ("read.cc", "  if (hop.profile == Profile::kWebKit) RepairWebKitValues(&table);\n", ""),
    ("read.cc", "status < 0 || ", ""),
    ("read.cc", "StatusText(hop.profile, clean.status_message)", "clean.status_message"),
    ("read.cc", "  if (IsInterimStatus(status)) return Reason::kNoFinalResponse;\n", ""),
    ("webkit_head.cc", "return check.IsAscii();", "return true;"),
    ("webkit_head.cc", "if (table->values_are_ascii()) return;", "return;"),
    ("clean_list-inl.h", "*are_ascii = check.IsAscii();", "*are_ascii = true;"),
    ("header_table.h", "    values_are_ascii_ = false;\n    headers_[i]", "    headers_[i]"),
    ("webkit_framing.cc", "  if (kind_ == kChunked) return;\n", ""),
    ("webkit_framing.h", "      length_at_ = at;\n", ""),
    ("webkit_framing.cc", "    kind_ = kUnset;\n", ""),
    ("webkit_framing.cc", "  if (value.empty()) return true;\n", ""),
    ("webkit_framing.cc", "  names.clear();\n", ""),
    ("webkit_framing.cc", "table->is_header(i) && names.Has", "names.Has"),
    ("webkit_framing.cc", "      ++size;\n", ""),
    ("firefox_merge.cc", "if (is_redirect && table->id(i)", "if (table->id(i)"),
    ("firefox_merge.cc", "    if (!table->is_header(i)) continue;\n    if (only_joined",
     "    if (only_joined"),
    # headers/ and base/.
    ("header_table.h", "    for (uint64_t& rows : asked_rows_) rows = 0;\n", ""),
    ("header_table.h", "    if (!joined_.empty()) joined_.clear();\n", ""),
    ("header_table.h", "    readable_end_ = nullptr;\n    values_are_ascii_",
     "    values_are_ascii_"),
    ("header_table.h", "TurnIntoLine(i, RowKind::kDropped)",
     "TurnIntoLine(i, RowKind::kMalformed)"),
    ("header_table.cc", "  readable_end_ = nullptr;\n  headers_[count] = line",
     "  headers_[count] = line"),
    ("header_table.cc", "std::min(at + Baseline::LowestBit(found), count)",
     "at + Baseline::LowestBit(found)"),
    ("header_table.cc", "if (count < 64)", "if (count < 63)"),
    ("header_table.cc", "AppendLine(other.kind(i), other[i])",
     "AppendLine(RowKind::kMalformed, other[i])"),
    ("header_table.cc", "if (is_header(i) && EqualsIgnoreCase(first[i].name, name)) {",
     "if (EqualsIgnoreCase(first[i].name, name)) {"),
    ("header_table.cc", "if (is_header(i) && EqualsIgnoreCase(first[i].name, name)) return",
     "if (EqualsIgnoreCase(first[i].name, name)) return"),
    ("header_table.cc", "if (!joined_) scratch_", "scratch_"),
    ("header_table.cc", "value.empty() ? more : Join", "Join"),
    ("header_table.cc", "  std::fill_n(&folded_[kFoldedSize * i], kFoldedSize, '\\0');\n", ""),
    ("name_index.cc", "if (probes == kMaxProbes)", "if (probes > kMaxProbes)"),
    ("name_index.cc", "slots_[slot] != 0 && probes < kMaxProbes; ++probes",
     "slots_[slot] != 0 && probes + 1 < kMaxProbes; ++probes"),
    ("name_index.cc", "name.size() - 8", "name.size() - 7"),
    ("name_index.cc", "if (first_rows == nullptr || !is_sorted()) return;", "return;"),
    ("name_index.cc", "  std::fill_n(slots_.begin(), mask + 1, 0);\n", ""),
    ("name_list.h", "    indexed_ = 0;\n", ""),
    ("name_list.cc", "  are_plain_ = are_plain_ && key.is_plain;\n", ""),
    ("name_list.cc", "names_.begin(), names_.begin() + size_,",
     "names_.begin(), names_.end(),"),
    ("joined_bytes.cc", "  end_ = begin_;\n}", "}"),
    # hot_path/ and simd/.
    ("clean_list-inl.h", "all_of(name.begin() + kFoldedSize,",
     "all_of(name.begin() + kFoldedSize + 1,"),
    ("clean_list-inl.h", "static_cast<uint8_t>(value.front()) <= ' ' ||", ""),
    ("clean_list-inl.h", "to->value = value = TrimBlanks", "value = TrimBlanks"),
    ("clean_list-inl.h", "*size = simd::kLonger;", "*size = kFoldedSize;"),
    ("clean_list-inl.h", "TakeRows(count, nullptr)",
     "TakeRows(count, count == 0 ? nullptr : headers[count - 1].value.end())"),
    ("clean_list-inl.h", "return folder.ArePlain();", "return true;"),
    ("simd_portable.h", "    first[kLonger].fold[kFoldedSize - 1] |= 0x80;\n", ""),
    ("simd_portable.h", "  if (size == kLonger) name.MarkAsLonger();\n", "\n"),
    ("simd_portable.h", "uint8_t kLineEnd = '\\r'", "uint8_t kLineEnd = '\\n'"),
    ("simd_portable.h", "first[n].all[i] = i < n ?", "first[n].all[i] = i + 1 < n ?"),
    ("simd_portable.h", "first[n].others[i] = in_words ? 0 :", "first[n].others[i] ="),
    ("simd_portable.h", "  to[size / 2] = p[size / 2];\n", ""),
    ("simd_portable.h", "are_plain_ &= ", "are_plain_ = "),
    ("simd_portable.h", "least_ > kLineEnd", "least_ >= kLineEnd"),
    ("simd_avx2.h", "    std::memcpy(row + size - 4, p + size - 4, 4);\n", ""),
    ("simd_avx2.h", "      AddWords(p + size - kPart, first.last_words, first.last_others);\n", ""),
    ("simd_avx2.h", "at + kPart < size", "at + 2 * kPart < size"),
    ("simd_avx2.h", "      few = _mm_insert_epi8(few, p[size / 2], 1);\n", ""),
    ("simd_avx2.h", " | _mm_movemask_epi8(few_bits_)", ""),
    ("simd_portable.h", "        bits_ |= byte;\n", ""),
    ("simd_avx2.h", "          odd_, _mm256_and_si256(NotPlain",
     "          _mm256_setzero_si256(), _mm256_and_si256(NotPlain"),
    ("simd_avx2.h", "_mm_cvtsi64_si128(count - keep)", "_mm_cvtsi64_si128(0)"),
    ("simd_sse2.h", "    Store(row + 16, _mm_setzero_si128());\n", ""),
    ("simd_sse2.h", "at + 16 < size", "at + 32 < size"),
    ("simd_sse2.h", "      AddPart(Load(parts + last));\n", ""),
    ("simd_sse2.h", "AsNumber(size >= 16)", "AsNumber(size >= 32)"),
    ("bytes.h", " & ~lower;", ";"),
    ("bytes.h", "(0x80 - 'a')", "(0x81 - 'a')"),
    ("bytes.h", " | (cases & ~(letters >> 2))", ""),
    ("bytes.h", "LoadFour(p + size - 4)} << 32", "LoadFour(p)} << 32"),
    ("bytes.h", "(zeros - kEach) & ~zeros", "(zeros - kEach)"),
    ("name_set.h", "if (EqualsIgnoreCase(own, name)) return true;", "if (own == name) return true;"),
    ("header_list.cc", "quoted && value[i] == '\\\\'", "value[i] == '\\\\'"),
    ("header_list.cc", "    end = EndOfQuotedElement(*value);\n", ""),
    ("header_list.cc", "if (end == value->size()) {", "if (end + 1 >= value->size()) {"),
    ("request_header.cc", "rest.empty() || rest.front() == ';'", "true"),
    ("request_header.cc", "value = TrimLeft(value, kHttpWhitespace);", ""),
    ("timing_allow_origin.cc", "table.size()) {\n    return passes_without;",
     "table.size()) {\n    return false;"),
    ("timing_allow_origin.cc", "value->find('*') == value->npos &&", ""),
    ("timing_allow_origin.cc", "value->npos) {\n    return passes_without;",
     "value->npos) {\n    return false;"),
    ("exchange.cc", "if (request().destination.empty()) return;", "return;"),
    ("simd_sse2.h", "LoadWord(p + size - 8)", "LoadWord(p)"),
    ("simd_sse2.h", "byte(size - 1) << 16", "byte(0) << 16"),
    # checks/ and filter/.
    ("hop.h", " ||\n        !EqualsShort(origin, origin_text_)) {", ") {"),
    ("hop.cc", "    page_ = *origin;\n", ""),
    ("hop.h", "    hop_.before = before;\n", ""),
    ("hop.cc", "any_path_ = host != 0", "any_path_ = true"),
    ("hop.h", "    hop_.schemelessly_same_site = schemelessly_same_site;\n", ""),
    ("content_length.h", "!departures.reader_judges_content_length && ", ""),
    ("content_length.h", "found.how_many == HowMany::kSeveral ||", ""),
    ("content_length.h", "HasComma(table[found.row].value)", "false"),
    ("content_length.h", "return HasByte(LoadEnds(value.data(), size), ',');", "return false;"),
    ("exposed_header_names.cc", "    names_.clear();\n  }\n  names_.BuildIndex",
     "  }\n  names_.BuildIndex"),
    ("exposed_header_names.cc",
     "    wildcard_ = wildcard_ && leniency.star_outlives_invalid;\n", ""),
    ("exposed_header_names.cc", "if (!AddValue(table[i].value, i, leniency)) break;",
     "AddValue(table[i].value, i, leniency);"),
    ("exposed_header_names.cc", "  is_clear_ = has_star_ = false;\n  for (size_t i = table",
     "  is_clear_ = false;\n  for (size_t i = table"),
    ("exposed_header_names.cc", "  is_clear_ = has_star_ = false;\n  AddValue",
     "  has_star_ = false;\n  AddValue"),
    ("exposed_header_names.cc", "  is_clear_ = false;\n", ""),
    ("filtered_response.cc",
     "  if (id == HeaderId::kMalformedLine) return Reason::kMalformedLine;\n", ""),
    ("filtered_response.cc",
     "  if (id == HeaderId::kDroppedByEngine) return Reason::kDroppedByEngine;\n", ""),
    ("filtered_response.cc", "departures.clear_site_data_is_hidden && ", ""),
    ("filtered_response.cc", "names.Mark({table, others,",
     "names.Mark({table, Reason::kNotExposed,"),
    ("filtered_response.cc", "if (found.how_many == HowMany::kOne) {", "{"),
    ("filter.cc", "  table().clear();\n", ""),
    ("filter.cc", "  seen_.internal_.status = 0;\n", ""),
    ("filter.cc", "  seen_.places_ = {};\n}", "}"),
    ("filter.cc", "IsRedirectStatus(status) &&", ""),
    ("filter.cc", "headers.Count(kId) > 1", "headers.Count(kId) >= 1"),
    ("filtered_response.cc", "star_outlives_invalid_elements && is_fetch",
     "star_outlives_invalid_elements"),
    ("filtered_response.cc", "expose_list_takes_cr && !is_fetch", "expose_list_takes_cr"),
    ("filter.cc", "  internal::ExposeListAccess::Of(&seen_.exposed_names_).Clear();\n  HideAll",
     "  HideAll"),
    ("filter.cc", "  internal::ExposeListAccess::Of(&seen_.exposed_names_).Clear();\n  seen_.type_",
     "  seen_.type_"),
    ("filter.cc", "HidesHeaders(hop) && hop.tainting != ResponseTainting::kOpaque",
     "HidesHeaders(hop)"),
    ("hidden_headers.h", " &&\n         hop.request->initiator == Initiator::kFetch", ""),
    ("hidden_headers.cc", "if (table->is_header(i) && !IsToken", "if (!IsToken"),
    # fetch/.
    ("exchange.cc", "  copies_[1 - copy_].Set(request);\n  copy_ = 1 - copy_;\n",
     "  copies_[copy_].Set(request);\n"),
    ("exchange.cc", "  outgoing_ = OutgoingRequest();\n", ""),
    ("exchange.cc", "  before_.began_same_origin = hop().is_same_origin;\n", ""),
    ("exchange.cc", "  before_.response_tainting = hop().tainting;\n", ""),
    ("exchange.cc", "ContentLengthIsRefused(TableOf(stored_response_.header_list)",
     "ContentLengthIsRefused(TableOf(HeaderList())"),
    ("exchange.cc", "response->status != 304 || ", ""),
    ("exchange.cc", "  response->status_message = stored_response_.status_message;\n", ""),
    ("exchange.cc", "ContentLengthIsRefused(TableOf(response->header_list)",
     "ContentLengthIsRefused(TableOf(HeaderList())"),
    ("exchange.cc", 'ExtractFirstLocation(TableOf(list)).value != ""', "true"),
    ("exchange.cc", " &&\n      !departures_.failure_keeps_entry) {", ") {"),
    ("exchange_preflight.cc", "departures_.tainted_is_not_cached && before_", "before_"),
    ("exchange_preflight.cc", "{partition_, SerializePreflightOrigin(hop()),",
     "{partition_, request().origin,"),
    ("exchange_preflight.cc", "departures_.once_preflighted_always && ", ""),
    ("exchange_preflight.cc",
     "  filter_.hops()->SetMethod(method_);\n  HandlePreflightResponse(error);\n}\n\nvoid",
     "  HandlePreflightResponse(error);\n}\n\nvoid"),
    ("exchange_preflight.cc", "error || ContentLengthIsRefused(table, departures_, &scratch_)",
     "error"),
    ("exchange_preflight.cc", "    preflight_names_.clear();\n", ""),
    ("exchange_redirect.cc", "  if (departures_.body_headers_outlive_body) return;\n", ""),
    ("exchange_redirect.cc", "departures_.redirect_never_has_credentials &&\n      ", ""),
    ("exchange_redirect.cc", '!is_same_origin && method_ == "DELETE"', 'method_ == "DELETE"'),
    ("exchange_request.cc", "  body_ = made.body;\n", ""),
    ("exchange_request.cc", "  referrer_policy_ = made.referrer_policy;\n", ""),
    ("exchange_request.cc", "has_own_headers_ = !headers_.empty();", "has_own_headers_ = false;"),
    ("exchange_request.cc", "  if (!joined_values_.empty()) joined_values_.clear();\n", ""),
    ("exchange_request.cc", "  header_names_.clear();\n", ""),
    ("exchange_request.cc", "last_seen.assign(size, 0)", "last_seen.resize(size)"),
    ("exchange_request.cc", "if (EqualsIgnoreCase(h.name, name)) combined", "combined"),
    ("request_copy.cc", "  request_.destination = keep(original.destination);\n", ""),
    ("request_copy.cc", "if (text_.size() < size)", "if (text_.empty())"),
    ("request_copy.cc", "    size += h.name.size() + h.value.size();",
     "    size += h.name.size();"),
    ("request_copy.cc", "  headers_.clear();\n", ""),
    ("preflight_cache.cc", "    bucket->bytes -= SizeOf(e);\n", ""),
    ("preflight_cache.cc", "\n    bytes -= SizeOf(e);\n", "\n"),
    ("preflight_cache.cc", "  bytes -= place->second->bytes;\n", ""),
    ("preflight_cache.cc", "  bucket->bytes += SizeOf(entry);\n", ""),
    ("preflight_cache.cc", " || bytes > max_bytes", ""),
    ("preflight_cache.cc", "if (place->second->entries.empty()) {", "if (false) {"),
    ("preflight_cache.cc", "if (state.departures.answer_replaces_entry) {", "if (false) {"),
    ("preflight_cache.cc", "state.departures.null_origin_is_not_cached && ", ""),
    ("preflight_cache.cc", "departures.cache_wants_head && ", ""),
    ("preflight_cache.cc",
     "(!question.use_cors_preflight || departures.cache_keeps_empty_answers)", "true"),
    ("preflight_cache.cc", "if (state_->departures.mismatch_drops_entry) Clear", "Clear"),
    ("preflight_cache.cc", "      !departures.cache_star_is_literal &&\n", ""),
    ("revalidation.cc", "!stored.is_header(i) || ", ""),
    ("revalidation.cc", "not_modified.is_header(i) && ", ""),
    ("revalidation.cc", "std::max(stored.odd_values(), not_modified.odd_values())",
     "stored.odd_values()"),
    ("revalidation.cc", "std::max(stored.odd_values(), not_modified", "std::max(OddValues::kNowhere, not_modified"),
    ("revalidation.cc", "  merged->clear();\n", ""),
]


def run(*command):
    return subprocess.run(command, cwd=TREE, capture_output=True, text=True)


def copy():
    shutil.rmtree(TREE, ignore_errors=True)
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True,
                            text=True, check=True).stdout
    for name in filter(None, listed.split("\0")):
        (TREE / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / name, TREE / name)


def ctest(*options):
    """None if these tests pass; otherwise what failed first."""
    tested = run("ctest", "--test-dir", "build/default", "--stop-on-failure",
                 "--no-tests=error", "--timeout", "300", *options)
    if tested.returncode == 0:
        return None
    failed = [line for line in tested.stdout.splitlines() if "***" in line]
    return " ".join(failed[0].split()[3:]) if failed else tested.stdout


def test():
    built = run("cmake", "--build", "build/default")
    if built.returncode:
        sys.exit(built.stdout + built.stderr)  # It must compile, to mean anything.
    if only := os.environ.get("CORSIEVE_MUTANT_TESTS"):
        return ctest("-R", only)
    return ctest("-E", SLOW) or ctest("-R", SLOW)


def is_wanted(number, name, wanted):
    return not wanted or any(
        int(w) == number if w.isdigit() else w in name for w in wanted)


def main(wanted):
    copy()
    ccache = ["-DCMAKE_CXX_COMPILER_LAUNCHER=ccache"] if shutil.which("ccache") else []
    # A shared library, so that no mutant links all tests anew.
    configured = run("cmake", "--preset", "default", "-DCMAKE_BUILD_TYPE=",
                     "-DCMAKE_CXX_FLAGS=-O1", "-DCORSIEVE_WERROR=OFF",
                     "-DCORSIEVE_BUILD_TOOL=OFF", "-DBUILD_SHARED_LIBS=ON", *ccache)
    if configured.returncode:
        sys.exit(configured.stdout + configured.stderr)
    if failed := test():
        sys.exit(f"the tests fail on the engine as it is: {failed}")
    survived = tried = 0
    for number, (name, old, new) in enumerate(MUTANTS, 1):
        if not is_wanted(number, name, wanted):
            continue
        tried += 1
        (path,) = (TREE / "engine").rglob(name)
        text = path.read_text(encoding="utf-8")
        if text.count(old) != 1:
            sys.exit(f"{name} has {old!r} {text.count(old)} times; mend tests/mutants.py")
        path.write_text(text.replace(old, new), encoding="utf-8")
        failed = test()
        path.write_text(text, encoding="utf-8")
        survived += failed is None
        print(f"{number:2} {name}: {old!r} -> {new!r}: {failed or 'SURVIVED'}", flush=True)
    print(f"{tried - survived} caught, {survived} survived")
    return survived


if __name__ == "__main__":
    sys.exit(1 if main(sys.argv[1:]) else 0)
