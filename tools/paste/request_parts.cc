#include "tools/paste/request_parts.h"

#include <utility>

#include "corsieve/header_list.h"
#include "tools/paste/parts.h"
#include "tools/text.h"
#include "tools/url.h"

namespace corsieve::tools {
namespace {

bool HasSuffix(std::string_view s, std::string_view suffix) {
  return s.size() >= suffix.size() &&
         s.substr(s.size() - suffix.size()) == suffix;
}

// Hosts that rarely speak TLS: this machine's, and those of another port.
bool IsPlainHost(std::string_view host) {
  if (HasSuffix(host, ":443")) return false;
  if (HasSuffix(host, ":80")) return true;
  const std::string_view name = host.substr(0, host.rfind(':'));
  return name == "localhost" || name == "127.0.0.1" || name == "[::1]" ||
         HasSuffix(name, ".localhost");
}

}  // namespace

bool RequestMaker::Add(std::string_view name, std::string_view value,
                       size_t line, std::string* error) {
  if (!IsHeaderName(name.substr(StartsWith(name, ":") ? 1 : 0))) {
    *error = parts::LineName(line) + ": " + parts::Quote(name) +
             " is no header's name";
    return false;
  }
  if (parts::HasForbiddenByte(value)) {
    *error = parts::LineName(line) + ": the value of " + parts::Quote(name) +
             " has a CR, LF or NUL, which no header has";
    return false;
  }
  if (name == ":method") {
    SetMethod(value);
  } else if (name == ":scheme") {
    SetScheme(value);
  } else if (name == ":path") {
    SetTarget(value);
  } else if (name == ":authority") {
    SetHost(value);
  } else if (name[0] != ':') {
    if (EqualsAnyCase(name, "Host") && host_.empty()) SetHost(value);
    request_.headers.emplace_back(name, value);
  }
  return true;
}

PastedRequest RequestMaker::Finish(std::vector<std::string>* notes) && {
  if (target_.find("://") != std::string::npos &&
      StartsWithAnyCase(target_, "http")) {
    request_.url = std::move(target_);
  } else if (!host_.empty()) {
    if (scheme_.empty()) {
      scheme_ = IsPlainHost(host_) ? "http" : "https";
      notes->push_back("The text does not say whether it was http or https: " +
                       scheme_ + " is assumed.");
    }
    request_.url = scheme_ + "://" + host_;
    // OPTIONS * has no path.
    if (target_ != "*") {
      if (!StartsWith(target_, "/")) request_.url += "/";
      request_.url += target_;
    }
  }
  if (AreOfBrowser(request_.headers)) SetByBrowser();
  return std::move(request_);
}

const std::string* FindHeader(const Pairs& headers, std::string_view name) {
  for (const auto& [n, value] : headers) {
    if (EqualsAnyCase(n, name)) return &value;
  }
  return nullptr;
}

bool AreOfBrowser(const Pairs& headers) {
  for (const auto& [name, value] : headers) {
    if (StartsWithAnyCase(name, "sec-fetch-") ||
        StartsWithAnyCase(name, "sec-ch-ua") ||
        (EqualsAnyCase(name, "user-agent") && StartsWith(value, "Mozilla/"))) {
      return true;
    }
  }
  return false;
}

void ReadCallFromHeaders(const Pairs& headers, PastedCall* call,
                         std::vector<std::string>* notes) {
  if (!call->origin) {
    if (const std::string* origin = FindHeader(headers, "Origin")) {
      call->origin = *origin;
    } else if (const std::string* referrer = FindHeader(headers, "Referer")) {
      if (const auto serialized = SerializeOrigin(*referrer)) {
        call->origin = *serialized;
      }
    }
  }
  if (const std::string* mode = FindHeader(headers, "Sec-Fetch-Mode")) {
    if (*mode == "cors" || *mode == "no-cors" || *mode == "same-origin") {
      if (!call->mode) call->mode = *mode;
    } else if (notes != nullptr) {
      notes->push_back("Sec-Fetch-Mode is " + parts::Quote(*mode) +
                       ": no script made this request; it is explained as if "
                       "fetch() had.");
    }
  }
  if (!call->credentials && FindHeader(headers, "Cookie") != nullptr) {
    call->credentials = "include";
  }
}

}  // namespace corsieve::tools
