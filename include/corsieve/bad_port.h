// Ports that no browser connects to.

#ifndef CORSIEVE_BAD_PORT_H_
#define CORSIEVE_BAD_PORT_H_

#include <cstdint>

namespace corsieve {

// Whether a port is a bad one: of an http(s) URL that has it, nothing is
// fetched, be it the first URL, a preflight's or a redirect's.
// https://fetch.spec.whatwg.org/#bad-port
bool IsBadPort(uint16_t port);

}  // namespace corsieve

#endif  // CORSIEVE_BAD_PORT_H_
