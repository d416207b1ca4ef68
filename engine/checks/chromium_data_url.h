// What a data: URL says of itself to Chromium.

#ifndef CORSIEVE_ENGINE_CHECKS_CHROMIUM_DATA_URL_H_
#define CORSIEVE_ENGINE_CHECKS_CHROMIUM_DATA_URL_H_

#include <optional>
#include <string_view>

#include "engine/checks/data_url.h"

namespace corsieve {

// As ProcessDataUrl, by net/base/data_url.cc, which splits a media type at
// semicolons, and leaves most parameters as they are.
std::optional<DataUrl> ProcessDataUrlAsChromium(std::string_view url);

}  // namespace corsieve

#endif  // CORSIEVE_ENGINE_CHECKS_CHROMIUM_DATA_URL_H_
