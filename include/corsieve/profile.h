// Whose behaviour is asked for: the standard's or one engine's.

#ifndef CORSIEVE_PROFILE_H_
#define CORSIEVE_PROFILE_H_

#include <cstdint>
#include <optional>
#include <string_view>

#include "absl/types/span.h"

namespace corsieve {

// The standard, or an engine, with the versions that ProfileInfo names.
enum class Profile : uint8_t { kStandard, kChromium, kFirefox, kWebKit };

// What there is to say of a profile.
struct ProfileInfo {
  Profile profile;
  std::string_view name;      // As on the command line: "chromium".
  std::string_view versions;  // What it stands for, and was recorded with.
};

// All of them, in the order of the enumeration. Static storage.
absl::Span<const ProfileInfo> AllProfiles();

// `profile` must be one of the enumeration.
const ProfileInfo& GetProfileInfo(Profile profile);

// The profile of a name as ProfileInfo has it; nullopt if there is none.
std::optional<Profile> FindProfile(std::string_view name);

}  // namespace corsieve

#endif  // CORSIEVE_PROFILE_H_
