// Where an engine does not do what the standard says, one name each. All false
// is the standard. The head readers (chromium_head.cc, firefox_head.cc,
// webkit_head.cc) are departures as a whole; what they do is not listed here.
// Each has a row in docs/departures.md, under its name.

#ifndef CORSIEVE_ENGINE_DEPARTURES_H_
#define CORSIEVE_ENGINE_DEPARTURES_H_

#include "corsieve/profile.h"

namespace corsieve {

struct Departures {
  // The head's reader has judged its framing in its engine's way.
  bool reader_judges_content_length = false;
};

constexpr Departures DeparturesOf(Profile profile) {
  Departures d;
  const bool standard = profile == Profile::kStandard;
  d.reader_judges_content_length = !standard;
  return d;
}

}  // namespace corsieve

#endif  // CORSIEVE_ENGINE_DEPARTURES_H_
