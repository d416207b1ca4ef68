#!/usr/bin/env python3
"""Breaks the engine, one line at a time, and runs the tests: all must notice.

    tests/mutants.py          all of them, half an hour
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
    ("exposed_header_names.cc", "star_is_literal_ = has_star && !may_be_wildcard",
     "star_is_literal_ = false"),
    ("exposed_header_names.cc", "if (tokens == Tokens::kUnmarked) Mark(marking)", ""),
    ("hot_path.h", "list.size() < 64 &&", "list.size() <= 64 &&"),
    ("header_lookup.h", "list.FindNext(id, row) == list.size()", "true"),
    ("header_list.cc", "return Find(id, i + 1)", "return Find(id, i + 2)"),
    ("header_list.cc", "rows &= ~(uint64_t{1} << i)", "rows &= ~(uint64_t{2} << i)"),
    ("header_list.cc", "      SortIndex();\n      break;", "      continue;"),
    ("clean_head-inl.h", "before = lf >> 62", "before = lf >> 63"),
    ("clean_head-inl.h", "sum.sum() + below_cap == kCap * at", "sum.sum() + below_cap <= kCap * at"),
    ("clean_head-inl.h", "controls == (lf | lf >> 1)", "(controls & lf) == lf"),
    ("clean_head-inl.h", "(count + cr_of_first)", "count"),
    ("clean_head-inl.h", "length == 0 || *end != '\\r'", "length == 0"),
    ("clean_head-inl.h", "place & (0 - AsNumber(", "place | (0 & AsNumber("),
    ("clean_head-inl.h", "*p == ':' ? p - line : 0", "p - line"),
    ("clean_head-inl.h", "head->status < 200", "head->status < 100"),
    ("clean_head-inl.h", "code + 0x76767600", "code + 0x75767600"),
    ("split_tokens-inl.h", "carry = (sum < blank) | (landed < sum)", "carry = sum < blank"),
    ("split_tokens-inl.h", " | (landed & token & ~blank)", ""),
    ("split_tokens-inl.h", "in_token = token >> 63", "in_token = 0"),
    ("split_tokens-inl.h", "HashByte(folded))) & rows", "HashByte(folded)))"),
    ("split_tokens-inl.h", "if (rows != 0) go_on = Mark(", "go_on = Mark("),
    ("split_tokens-inl.h", "{\n        result = Tokens::kUnmarked;", "{"),
    ("header_list.cc", "readable_end_ = nullptr;\n  headers_[size_]", "headers_[size_]"),
    ("header_list.cc", "names != 0 ? names < 0 : a < b", "names < 0"),
    ("header_list.cc", "both_plain && name.size()", "name.size()"),
    ("header_list.cc", "in_place ? value.size() : 0", "value.size()"),
    ("firefox_merge.cc", "last[first] = static_cast<uint32_t>(i);", ""),
    ("simd.h", "c != '^' && ", ""),
    ("simd.h", "_mm256_slli_epi16(x, 3)", "_mm256_slli_epi16(x, 4)"),
    ("simd.h", "between(x, '-', '.')", "between(x, ',', '.')"),
    ("simd.h", "size & ~3u", "(size + 3) & ~3u"),
    ("script_api.cc", "order == Order::kLowerCase ? LowerCased(folded) : folded", "folded"),
    ("script_api.cc", "rests == 0 ? a.row < b.row", "rests == 0 ? a.row > b.row"),
    ("script_api.cc", "b, kKeySize, order);\n  if (x != y) return x < y ? -1", "b, kKeySize, order);\n  if (x != y) return x < y ? 1"),
    ("script_api.cc", "size > kSlack / 2", "size > kSlack"),
    ("response_head.cc", "if (element != first)", "if (element.size() > first.size())"),
    ("response_head.cc", "colon == 0 || line[colon] != ':'", "line[colon] != ':'"),
    ("cross_origin_resource_policy.cc", 'url.scheme != "https"', 'url.scheme == "https"'),
    ("redirect.cc", "redirect_count >= kMaxRedirects", "redirect_count > kMaxRedirects"),
    ("redirect.cc", "status == 301 || status == 302", "status == 301"),
    ("preflight_cache.cc", "e.expires_ms <= now_ms", "e.expires_ms < now_ms"),
    # The kinds that a review found unnoticed: N1, B1, E1, …
    ("filter.cc", "(any_path_ && kAuthorityEnds.Has(url[size]))", "any_path_"),
    ("exchange.cc", "request_.response_tainting == ResponseTainting::kBasic);",
     "request_.response_tainting != ResponseTainting::kOpaque);"),
    ("preflight_cache.cc", ".append(key.partition)", ""),
    ("exchange.cc", "if (lost_authorization_) {",
     "if (lost_authorization_ && !made_with_preflight_) {"),
    ("cross_origin_resource_policy.cc", " && !origin.opaque()", ""),
    ("exposed_header_names.cc", "if (names_.size() <= kFew) return",
     "if (names_.size() < kFew) return"),
    ("script_api.cc", "- kSlack + 1", "- kSlack + 2"),
    ("preflight_cache.cc", "  Erase(Join(key, CredentialsMode::kInclude));\n", ""),
    ("exchange.cc", "    timing_allow_failed_ = true;", "    timing_allow_failed_ = true;\n  } else {\n    timing_allow_failed_ = false;"),
    ("exchange.cc", "  timing_allow_failed_ = false;\n", ""),
    ("preflight_cache.cc", "  uses_.splice(uses_.begin(), uses_, it->second.use);\n", ""),
    ("redirect.cc", " && location.value.empty()", ""),
    ("exchange.cc", "status <= 199", "status < 199"),
    ("preflight.cc", "return Reason::kPreflightInvalidAllowOriginValue",
     "return Reason::kPreflightAllowOriginMismatch"),
    ("revalidation.cc", '    "Keep-Alive",\n', ""),
    ("firefox_merge.cc", '    {"Sec-GPC", Rule::kFirst},\n', ""),
    ("chromium_head.cc", "rest.size() >= kMaxHead", "rest.size() > kMaxHead"),
    ("webkit_head.cc", " || rest[0] == '0'", ""),
    # What Start() resets, and what a hop does.
    ("exchange.cc", "  headers_.clear();\n", ""),
    ("exchange.cc", "  preflight_.reset();\n", ""),
    ("exchange.cc", "  preflight_count_ = 0;\n", ""),
    ("exchange.cc", "  made_with_preflight_ = false;\n", ""),
    ("exchange.cc", "  lost_authorization_ = false;\n", ""),
    ("exchange.cc", "  stored_.reset();  // Of another request.\n", ""),
    ("exchange.cc", "  request_.redirect_tainted = false;\n", ""),
    ("exchange.cc", "status >= 100 &&", "status > 100 &&"),
    ("exchange.cc", "conditional_ || ", ""),
    ("exchange.cc", 'method_ == "GET" || method_ == "HEAD";\n  if (!stored_', 'method_ == "GET";\n  if (!stored_'),
    ("exchange.cc", 'method_ == "GET" || method_ == "HEAD") return std::nullopt', 'method_ == "GET") return std::nullopt'),
    ("exchange.cc", "request_.mode != Mode::kCors &&", ""),
    ("exchange.cc", "if (bodiless) request_.body = RequestBody::kNone;", ""),
    ("exchange.cc", "chosen.tainting == ResponseTainting::kCors && MustPreflight()", "MustPreflight()"),
    ("exchange.cc", "type == ResponseType::kError || type == ResponseType::kOpaque", "type == ResponseType::kError"),
    ("exchange.cc", '!response_url().empty() && ', ""),
    ("exchange.cc", '         method_ == "HEAD" ||\n', ""),
    ("exchange.cc", "made_with_preflight_ && cache_ != nullptr", "cache_ != nullptr"),
    ("exchange_preflight.cc", "  ++preflight_count_;\n", "  preflight_count_ = 1;\n"),
    ("exchange_preflight.cc", "  outgoing_ = OutgoingRequest();\n", ""),
    ("exchange_preflight.cc", "  request.initiator = Initiator::kXmlHttpRequest;\n", ""),
    ("exchange_preflight.cc", "  made_with_preflight_ = true;\n", ""),
    ("exchange_preflight.cc", "!failure || (departures_.refusal_is_cached && refused)", "!failure || refused"),
    ("exchange_redirect.cc", "  request_.body = RequestBody::kNone;\n", ""),
    ("exchange_redirect.cc", "if (!same_origin) CrossOrigins()", "CrossOrigins()"),
    ("exchange_redirect.cc", "IsSameOrigin(current_.origin, location->origin)", "IsSameOrigin(request_origin_, location->origin)"),
    ("exchange_redirect.cc", "if (!IsSameOrigin(request_origin_, current_.origin)) ", ""),
    ("exchange_redirect.cc", "  request_.schemelessly_same_site = schemelessly_same_site;\n", ""),
    ("exchange_redirect.cc", ".value_or(request_.referrer_policy)", ".value_or(ReferrerPolicy())"),
    ("exchange_redirect.cc", "url_list_.size()) - 1", "url_list_.size())"),
    ("exchange_redirect.cc", "if (url->find('#') == std::string::npos) ", ""),
    # Preflights and their cache.
    ("preflight.cc", "status < 200 || status > 299", "status < 200 || status >= 299"),
    ("preflight.cc", "departures.star_covers_authorization ||", "true ||"),
    ("preflight.cc", "wildcard = !include && allowed", "wildcard = allowed"),
    ("preflight.cc", "methods_absent && question", "question"),
    ("preflight.cc", "value <= kMost", "value < kMost"),
    ("preflight.cc", "return negative ? 0 : *number;", "return *number;"),
    ("preflight_cache.cc", "kMaxEntries = 256", "kMaxEntries = 255"),
    ("preflight_cache.cc", "if (e.is_method != is_method) continue;", ""),
    ("preflight_cache.cc", "!e.credentials && IsInclude", "IsInclude"),
    ("preflight_cache.cc", "      (is_method || departures_", "      (departures_"),
    ("preflight_cache.cc", "e.credentials == entry.credentials && ", ""),
    ("preflight_cache.cc", "entry.credentials && entry.value", "entry.value"),
    ("preflight_cache.cc", "if (seconds == 0) return;", ""),
    ("preflight_cache.cc", "buckets_.size() > capacity_", "buckets_.size() >= capacity_"),
    ("preflight_cache.cc", "      e.expires_ms = entry.expires_ms;\n", ""),
    ("preflight_cache.cc", "seconds * 1000", "seconds * 999"),
    ("preflight_cache.cc", "/*is_method=*/false, Lower(name), now_ms", "/*is_method=*/false, name, now_ms"),
    ("preflight_cache.cc", "/*is_method=*/false, Lower(name), expires_ms", "/*is_method=*/false, std::string(name), expires_ms"),
    ("preflight_cache.cc", "std::min(now_ms, std::numeric_limits<int64_t>::max() - kMost * 1000)", "now_ms"),
    # Single rules.
    ("redirect.cc", "request.mode == Mode::kCors && ", ""),
    ("redirect.cc", "cross_origin || tainting == ResponseTainting::kCors", "cross_origin"),
    ("redirect.cc", "status != 303 && request.body", "request.body"),
    ("revalidation.cc", "if (updated.Contains(h.name)) merged", "merged"),
    ("revalidation.cc", '"If-Unmodified-Since",\n', "\n"),
    ("referrer_policy.cc", 'return origin.scheme == "https" && url', "return url"),
    ("referrer_policy.cc", "if (!IsPolicyToken(element)) return std::nullopt;", ""),
    ("timing_allow_origin.cc", "element == SerializeRequestOrigin(request)", "element == request.origin"),
    ("response_tainting.h", "is_same_origin && request", "request"),
    ("request_header.cc", "value.size() > 128", "value.size() >= 128"),
    ("request_header.cc", "safelisted_size <= 1024", "safelisted_size < 1024"),
    ("request_header.cc", "byte < 0x20 && byte != '\\t'", "byte < 0x20"),
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
    ("filter.cc", "seen_.exposed_names_.Clear();\n  if (const auto error = ReadBytes", "if (const auto error = ReadBytes"),
    ("filter.cc", "  seen_.error_offset_.reset();\n  const bool is_standard", "  const bool is_standard"),
    ("filter.cc", "    url_text_.clear();\n    return Reason::kUrlNotSerialized", "    return Reason::kUrlNotSerialized"),
    ("filter.cc", "request.began_same_origin && ", ""),
    ("filter.cc", "status > 999", "status >= 999"),
    ("script_api.cc", "count_ <= kFew / 2", "count_ <= kFew / 2 + 1"),
    ("script_api.cc", "if (rest < 64) exposed", "if (rest < 63) exposed"),
    ("script_api.cc", "size <= kSlack && ", ""),
    # The engines' readers.
    ("chromium_head.cc", "i <= 4 &&", "i <= 3 &&"),
    ("chromium_head.cc", "if (code == 103) return false;", "if (code / 100 == 1) return false;"),
    ("firefox_head.cc", "next_ > kMaxHeadSize", "next_ >= kMaxHeadSize"),
    ("firefox_head.cc", "junk > kMaxJunk", "junk >= kMaxJunk"),
    ("firefox_head.cc", "kWindow = 11", "kWindow = 10"),
    ("firefox_head.cc", "head_.status != 101", "true"),
    ("webkit_head.cc", "next > kMaxHead)", "next >= kMaxHead)"),
    ("webkit_head.cc", "kMaxHead + 2", "kMaxHead + 1"),
    ("webkit_head.cc", "start > line.size()", "start >= line.size()"),
    ("webkit_head.cc", "kMaxHeaders = kMaxHead / 3", "kMaxHeaders = kMaxHead / 4"),
    ("firefox_merge.cc", "i < list->size(); ++i) {\n    if (compared > kMaxCompared)", "i + 1 < list->size(); ++i) {\n    if (compared > kMaxCompared)"),
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
