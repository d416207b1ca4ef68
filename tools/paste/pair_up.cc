#include "tools/paste/pair_up.h"

#include <utility>

namespace corsieve::tools {

void PairUp(std::vector<PastedExchange>* exchanges) {
  if (exchanges->size() % 2 != 0) return;
  for (size_t i = 0; i < exchanges->size(); ++i) {
    const PastedExchange& exchange = (*exchanges)[i];
    if (exchange.request.has_value() == exchange.response.has_value()) return;
    const PastedExchange& first = (*exchanges)[i % 2];
    if (exchange.request.has_value() != first.request.has_value()) return;
  }
  if (exchanges->empty() || (*exchanges)[0].request.has_value() ==
                                (*exchanges)[1].request.has_value()) {
    return;
  }
  std::vector<PastedExchange> pairs;
  for (size_t i = 0; i < exchanges->size(); i += 2) {
    PastedExchange pair = std::move((*exchanges)[i]);
    PastedExchange& other = (*exchanges)[i + 1];
    if (!pair.request) pair.request = std::move(other.request);
    if (!pair.response) pair.response = std::move(other.response);
    pairs.push_back(std::move(pair));
  }
  *exchanges = std::move(pairs);
}

}  // namespace corsieve::tools
