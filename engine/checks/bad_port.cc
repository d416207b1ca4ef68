// https://fetch.spec.whatwg.org/#port-blocking

#include "engine/checks/bad_port.h"

#include <algorithm>
#include <iterator>

namespace corsieve {
namespace {

// https://fetch.spec.whatwg.org/#bad-port, in order.
constexpr uint16_t kBadPorts[] = {
    0,    1,    7,    9,    11,   13,   15,   17,   19,   20,   21,   22,
    23,   25,   37,   42,   43,   53,   69,   77,   79,   87,   95,   101,
    102,  103,  104,  109,  110,  111,  113,  115,  117,  119,  123,  135,
    137,  139,  143,  161,  179,  389,  427,  465,  512,  513,  514,  515,
    526,  530,  531,  532,  540,  548,  554,  556,  563,  587,  601,  636,
    989,  990,  993,  995,  1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060,
    5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080};

}  // namespace

bool IsBadPort(uint16_t port) {
  return std::binary_search(std::begin(kBadPorts), std::end(kBadPorts), port);
}

bool IsBlockedDueToBadPort(const UrlParts& url, const Departures& departures) {
  // A default port, of which there is no text, is none of them.
  if (url.origin.port.empty() || !url.is_http()) return false;
  int port = 0;
  for (char digit : url.origin.port) port = port * 10 + (digit - '0');
  // Departure: Chromium's table lacks the two that came last
  // (own-ports-that-chromium-takes).
  if (departures.two_bad_ports_are_good && (port == 4190 || port == 6679)) {
    return false;
  }
  return IsBadPort(static_cast<uint16_t>(port));
}

}  // namespace corsieve
