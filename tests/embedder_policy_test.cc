#include "engine/checks/embedder_policy.h"

#include <string>

#include "corsieve/corsieve.h"
#include "gtest/gtest.h"
#include "tests/exchange_helpers.h"

namespace corsieve::tests {
namespace {

constexpr EmbedderPolicy kPolicies[] = {EmbedderPolicy::kUnsafeNone,
                                        EmbedderPolicy::kRequireCorp,
                                        EmbedderPolicy::kCredentialless};

// Only credentialless keeps credentials from a no-cors request, unless it goes
// home and never was elsewhere.
TEST(EmbedderPolicyTest, AllowsCredentials) {
  for (EmbedderPolicy policy : kPolicies) {
    for (int bits = 0; bits < 8; ++bits) {
      const bool no_cors = bits & 1;
      const bool same_origin = bits & 2;
      const bool tainted = bits & 4;
      const bool keeps = policy == EmbedderPolicy::kCredentialless && no_cors &&
                         (!same_origin || tainted);
      EXPECT_EQ(EmbedderPolicyAllowsCredentials(policy, no_cors, same_origin,
                                                tainted),
                !keeps)
          << bits;
    }
  }
}

Request NoCors(std::string_view url, EmbedderPolicy policy) {
  Request request = Get(url);
  request.mode = Mode::kNoCors;
  request.credentials_mode = CredentialsMode::kInclude;
  request.embedder_policy = policy;
  return request;
}

TEST(EmbedderPolicyTest, WhatIsSent) {
  for (Profile profile : kProfiles) {
    for (EmbedderPolicy policy : kPolicies) {
      const bool none = policy == EmbedderPolicy::kCredentialless;
      Fetcher fetcher(profile);
      const std::string resource_policy =
          "Cross-Origin-Resource-Policy: cross-origin";
      fetcher.Fetch(NoCors("https://b.test/", policy),
                    {Redirect(302, "https://a.test/", {resource_policy}),
                     Ok({resource_policy})});
      ASSERT_EQ(fetcher.sent.size(), 2u);
      EXPECT_EQ(fetcher.sent[0].include_credentials, !none);
      // B led back home, which is no taint: the page's own origin is in both.
      EXPECT_EQ(fetcher.sent[1].include_credentials,
                !none || fetcher.exchange.redirect_tainted() == false);
      EXPECT_EQ(fetcher.exchange.response().type(), ResponseType::kOpaque);
    }
  }
}

TEST(EmbedderPolicyTest, RequireCorpWantsAPolicy) {
  const struct {
    std::string_view line;
    Reason reason;
  } rows[] = {
      {"X: 1", Reason::kCorpDefaultedByEmbedderPolicy},
      {"Cross-Origin-Resource-Policy: cross-origin", Reason::kNoCors},
      {"Cross-Origin-Resource-Policy: CROSS-ORIGIN",
       Reason::kCorpDefaultedByEmbedderPolicy},
      {"Cross-Origin-Resource-Policy: same-origin", Reason::kCorpNotSameOrigin},
      {"Cross-Origin-Resource-Policy: same-site", Reason::kCorpNotSameSite},
  };
  for (const auto& row : rows) {
    const std::string head = Head("200 OK", {std::string(row.line)});
    Filter filter;
    EXPECT_EQ(
        filter
            .Run(NoCors("https://b.test/", EmbedderPolicy::kRequireCorp), head)
            .reason(),
        row.reason)
        << row.line;
    // The page's own responses are let through, whatever they say.
    EXPECT_EQ(
        filter
            .Run(NoCors("https://a.test/", EmbedderPolicy::kRequireCorp), head)
            .reason(),
        Reason::kSameOrigin);
    // Requests with CORS ask for more already.
    Request cors = NoCors("https://b.test/", EmbedderPolicy::kRequireCorp);
    cors.mode = Mode::kCors;
    EXPECT_EQ(filter.Run(cors, head).reason(),
              Reason::kMissingAllowOriginHeader);
  }
}

TEST(EmbedderPolicyTest, CredentiallessBlocksNothingThatCameWithout) {
  const std::string head = Head("200 OK");
  Filter filter;
  EXPECT_EQ(
      filter
          .Run(NoCors("https://b.test/", EmbedderPolicy::kCredentialless), head)
          .reason(),
      Reason::kNoCors);
  std::string scratch;
  HeaderList none;
  const auto check = [&](bool includes_credentials) {
    return CrossOriginResourcePolicyCheck(
        *ParseSerializedOrigin("https://a.test"),
        *ParseSerializedUrl("https://b.test/"), false, none, &scratch,
        EmbedderPolicy::kCredentialless, includes_credentials);
  };
  EXPECT_EQ(check(false), std::nullopt);
  EXPECT_EQ(check(true), Reason::kCorpDefaultedByEmbedderPolicy);
}

}  // namespace
}  // namespace corsieve::tests
