#include "tools/commands/version.h"

#include <algorithm>
#include <cstddef>

#include "corsieve.h"
#include "corsieve/profile.h"

namespace corsieve::tools {

std::string Version() {
  std::string text = "corsieve " + std::to_string(CORSIEVE_VERSION_MAJOR) +
                     "." + std::to_string(CORSIEVE_VERSION_MINOR) + "." +
                     std::to_string(CORSIEVE_VERSION_PATCH) + "\n";
  for (const ProfileInfo& info : AllProfiles()) {
    std::string name(info.name);
    name.resize(std::max<size_t>(name.size(), 9), ' ');
    text += "  " + name + " " + std::string(info.versions) + "\n";
  }
  return text;
}

}  // namespace corsieve::tools
