// Whether a request should be blocked due to a bad port.

#ifndef CORSIEVE_ENGINE_CHECKS_BAD_PORT_H_
#define CORSIEVE_ENGINE_CHECKS_BAD_PORT_H_

#include "corsieve/bad_port.h"
#include "corsieve/origin.h"
#include "engine/terms/departures.h"

namespace corsieve {

// https://fetch.spec.whatwg.org/#block-bad-port
bool IsBlockedDueToBadPort(const UrlParts& url, const Departures& departures);

}  // namespace corsieve

#endif  // CORSIEVE_ENGINE_CHECKS_BAD_PORT_H_
