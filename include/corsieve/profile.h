// Whose behaviour is asked for: the standard's or one engine's.

#ifndef CORSIEVE_PROFILE_H_
#define CORSIEVE_PROFILE_H_

#include <cstdint>
#include <optional>
#include <string_view>

#include "absl/types/span.h"

namespace corsieve {

enum class Profile : uint8_t { kStandard, kChromium, kFirefox, kWebKit };

struct ProfileInfo {
  Profile profile;
  std::string_view name;      // As on the command line: "chromium".
  std::string_view versions;  // What it stands for, and was recorded with.
};

// All of them, in the order of the enumeration. Static storage.
absl::Span<const ProfileInfo> AllProfiles();

const ProfileInfo& GetProfileInfo(Profile profile);

std::optional<Profile> FindProfile(std::string_view name);

}  // namespace corsieve

#endif  // CORSIEVE_PROFILE_H_
