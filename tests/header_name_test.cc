#include "engine/headers/header_name.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "engine/base/bytes.h"
#include "gtest/gtest.h"

namespace corsieve {
namespace {

constexpr std::pair<HeaderId, std::string_view> kKnown[] = {
    {HeaderId::kCacheControl, "cache-control"},
    {HeaderId::kContentLanguage, "content-language"},
    {HeaderId::kContentLength, "content-length"},
    {HeaderId::kContentType, "content-type"},
    {HeaderId::kExpires, "expires"},
    {HeaderId::kLastModified, "last-modified"},
    {HeaderId::kPragma, "pragma"},
    {HeaderId::kSetCookie, "set-cookie"},
    {HeaderId::kSetCookie2, "set-cookie2"},
    {HeaderId::kAccessControlAllowCredentials,
     "access-control-allow-credentials"},
    {HeaderId::kAccessControlAllowHeaders, "access-control-allow-headers"},
    {HeaderId::kAccessControlAllowMethods, "access-control-allow-methods"},
    {HeaderId::kAccessControlAllowOrigin, "access-control-allow-origin"},
    {HeaderId::kAccessControlExposeHeaders, "access-control-expose-headers"},
    {HeaderId::kAccessControlMaxAge, "access-control-max-age"},
    {HeaderId::kConnection, "connection"},
    {HeaderId::kContentDisposition, "content-disposition"},
    {HeaderId::kContentEncoding, "content-encoding"},
    {HeaderId::kCrossOriginResourcePolicy, "cross-origin-resource-policy"},
    {HeaderId::kLocation, "location"},
    {HeaderId::kTimingAllowOrigin, "timing-allow-origin"},
    {HeaderId::kTransferEncoding, "transfer-encoding"},
    {HeaderId::kXContentTypeOptions, "x-content-type-options"},
};

TEST(HeaderNameTest, FindsKnownNamesInAnyCase) {
  for (const auto& [id, name] : kKnown) {
    SCOPED_TRACE(name);
    std::string upper(name);
    for (char& c : upper) c = ToUpper(c);
    EXPECT_EQ(FindHeaderId(name), id);
    EXPECT_EQ(FindHeaderId(upper), id);
    EXPECT_EQ(FindHeaderId(HeaderIdName(id)), id);
    EXPECT_TRUE(EqualsIgnoreCase(HeaderIdName(id), name));
  }
}

// Whatever the lookup hashes, a name that differs in a byte is another name.
TEST(HeaderNameTest, ANameThatDiffersInOneByteIsAnother) {
  for (const auto& [id, name] : kKnown) {
    for (size_t at = 0; at < name.size(); ++at) {
      for (int byte = 0; byte < 256; ++byte) {
        std::string other(name);
        other[at] = static_cast<char>(byte);
        const bool same = EqualsIgnoreCase(other, name);
        ASSERT_EQ(FindHeaderId(other) == id, same)
            << name << " with byte " << byte << " at " << at;
      }
    }
    EXPECT_NE(FindHeaderId(std::string(name) + "s"), id) << name;
    EXPECT_NE(FindHeaderId(name.substr(1)), id) << name;
    EXPECT_NE(FindHeaderId(name.substr(0, name.size() - 1)), id) << name;
  }
}

TEST(HeaderNameTest, OtherNamesAreOther) {
  for (const std::string_view name : {"", "x", "etag", "date", "*", "x-custom",
                                      "set-cookie3", "set_cookie"}) {
    EXPECT_EQ(FindHeaderId(name), HeaderId::kOther) << name;
  }
  EXPECT_EQ(HeaderIdName(HeaderId::kOther), "");
}

std::vector<std::string_view> NamesOf(bool (*is)(HeaderId)) {
  std::vector<std::string_view> names;
  for (const auto& [id, name] : kKnown) {
    if (is(id)) names.push_back(name);
  }
  return names;
}

// Content-Length is one, which older lists leave out; ETag, Date, Location and
// Vary are not.
// https://fetch.spec.whatwg.org/#cors-safelisted-response-header-name
TEST(HeaderNameTest, SafelistedNamesAreSeven) {
  EXPECT_FALSE(IsCorsSafelistedResponseHeaderName(HeaderId::kOther));
  EXPECT_EQ(NamesOf(IsCorsSafelistedResponseHeaderName),
            (std::vector<std::string_view>{
                "cache-control", "content-language", "content-length",
                "content-type", "expires", "last-modified", "pragma"}));
}

// https://fetch.spec.whatwg.org/#forbidden-response-header-name
TEST(HeaderNameTest, ForbiddenNamesAreTwo) {
  EXPECT_FALSE(IsForbiddenResponseHeaderName(HeaderId::kOther));
  EXPECT_EQ(NamesOf(IsForbiddenResponseHeaderName),
            (std::vector<std::string_view>{"set-cookie", "set-cookie2"}));
}

}  // namespace
}  // namespace corsieve
