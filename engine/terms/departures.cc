#include "engine/terms/departures.h"

#include <cstddef>

namespace corsieve {

const Departures& GetDepartures(Profile profile) {
  static constexpr Departures kDepartures[] = {
      DeparturesOf(Profile::kStandard),
      DeparturesOf(Profile::kChromium),
      DeparturesOf(Profile::kFirefox),
      DeparturesOf(Profile::kWebKit),
  };
  return kDepartures[static_cast<size_t>(profile)];
}

}  // namespace corsieve
