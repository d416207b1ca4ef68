// Why an engine refuses a response whose headers are read.

#ifndef CORSIEVE_ENGINE_READ_REFUSAL_H_
#define CORSIEVE_ENGINE_READ_REFUSAL_H_

#include <cstddef>

#include "corsieve/reason.h"

namespace corsieve {

struct Refusal {
  Reason reason;
  size_t row;  // The header that shows it: its index in the table.
};

}  // namespace corsieve

#endif  // CORSIEVE_ENGINE_READ_REFUSAL_H_
