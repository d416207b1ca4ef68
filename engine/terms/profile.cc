#include "corsieve/profile.h"

#include <cstddef>

namespace corsieve {
namespace {

constexpr ProfileInfo kProfiles[] = {
    {Profile::kStandard, "standard",
     "WHATWG Fetch 586cd2a (2026-07-02), XMLHttpRequest d375b28 (2026-05-14)"},
    {Profile::kChromium, "chromium", "Chromium 156.0.8078.108"},
    {Profile::kFirefox, "firefox", "Firefox 153.8.0esr"},
    {Profile::kWebKit, "webkit", "WebKitGTK 2.50.6 with libsoup 3.2.3"},
};

}  // namespace

absl::Span<const ProfileInfo> AllProfiles() { return kProfiles; }

const ProfileInfo& GetProfileInfo(Profile profile) {
  return kProfiles[static_cast<size_t>(profile)];
}

std::optional<Profile> FindProfile(std::string_view name) {
  for (const ProfileInfo& info : kProfiles) {
    if (info.name == name) return info.profile;
  }
  return std::nullopt;
}

}  // namespace corsieve
