#include "tools/paste/curl_talk.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "tools/text.h"

namespace corsieve::tools {
namespace {

// What curl says over TLS only.
constexpr std::string_view kTlsInfo[] = {
    "SSL connection using",
    "ALPN",
    "TLSv1",
    "TLS ",
    "SSL certificate",
    "schannel: ",
    "Server certificate",
    "(304) (",
    "SSL_connect",
    "Initializing NSS",
};

// Up to the first of `ends`.
std::string_view UpTo(std::string_view s, std::string_view ends) {
  return s.substr(0, s.find_first_of(ends));
}

std::string_view Behind(std::string_view s, std::string_view part) {
  const size_t at = s.find(part);
  return at == s.npos ? "" : s.substr(at + part.size());
}

bool HasPort(std::string_view host, std::string_view port) {
  const size_t colon = host.rfind(':');
  return colon != host.npos && host.substr(colon + 1) == port;
}

// A server of one's own, or one with a port.
bool IsLikelyHttp(std::string_view host) {
  return StartsWith(host, "localhost") || StartsWith(host, "127.") ||
         StartsWith(host, "[::1]") ||
         (UpTo(host, "]").size() < host.size()
              ? HasPort(Behind(host, "]"), "80")
              : Contains(host, ":") && !HasPort(host, "443"));
}

// Whether `url` is what is asked for by `target`.
bool IsUrlOfTarget(std::string_view url, std::string_view target) {
  url = UpTo(url, "#");
  const std::string_view rest = Behind(url, "://");
  const size_t path = rest.find_first_of("/?");
  if (path == rest.npos) return target == "/" && !rest.empty();
  return rest.substr(path) == target || target == url;
}

}  // namespace

void CurlTalk::Note(size_t number, std::string_view what) {
  constexpr size_t kMostNotes = 20;
  if (notes_.size() >= kMostNotes) {
    ++further_notes_;
    return;
  }
  notes_.push_back("Line " + std::to_string(number) + " " + std::string(what));
}

void CurlTalk::Info(std::string_view text) {
  text = Trim(text);
  has_info_ = true;
  std::string_view rest = text;
  if (TakePrefix("Issue another request to this URL: ", &rest)) {
    next_url_ = UpTo(rest.substr(std::min<size_t>(1, rest.size())), "'");
  } else if (Contains(text, " OPENED stream for http")) {
    next_url_ = Behind(text, " OPENED stream for ");
  } else if (TakePrefix("h2h3 [", &rest) || TakePrefix("h2 [", &rest)) {
    InfoOfHttp2(rest);
  } else if (StartsWith(text, "[HTTP")) {
    InfoOfHttp2(Behind(Behind(Behind(text, "]"), "["), "["));
  } else {
    InfoOfConnection(text);
  }
}

// "api.example (192.0.2.1) port 443 (#0)", and as newer ones have it,
// "api.example (192.0.2.1 port 443) from ...".
void CurlTalk::InfoOfConnection(std::string_view text) {
  std::string_view rest = text;
  if (TakePrefix("Connected to ", &rest) ||
      TakePrefix("Established connection to ", &rest)) {
    connected_to_ = UpTo(rest, " ");
    is_tls_ = UpTo(Behind(rest, " port "), " )") == "443";
  } else if (Contains(text, "sing existing ")) {
    std::string_view host = Behind(text, "with host ");
    if (host.empty()) host = Behind(text, "with proxy ");
    connected_to_ = UpTo(host, " ");
    const auto known = is_tls_by_host_.find(connected_to_);
    is_tls_.reset();
    if (known != is_tls_by_host_.end()) is_tls_ = known->second;
    if (Contains(text, " https: ")) is_tls_ = true;
  } else if (std::any_of(std::begin(kTlsInfo), std::end(kTlsInfo),
                         [&](std::string_view info) {
                           return StartsWith(text, info);
                         })) {
    is_tls_ = true;
  } else {
    return;
  }
  if (is_tls_) is_tls_by_host_[connected_to_] = *is_tls_;
}

// ":path: /]"
void CurlTalk::InfoOfHttp2(std::string_view text) {
  const auto field = SplitField(text);
  if (!field) return;
  std::string_view value = field->second;
  if (EndsWith(value, "]")) value.remove_suffix(1);
  if (field->first == ":scheme") scheme_ = value;
  if (field->first == ":authority") authority_ = value;
}

void CurlTalk::Request(std::string_view text, size_t number) {
  const bool begins = IsRequestLine(text);
  if (!in_request_ || begins) {
    if (begins) {
      BeginRequest(text, number);
    } else if (!IsBlankLine(text)) {
      Note(number, "is of no request that begins before it; it was left out.");
    }
    return;
  }
  if (IsBlankLine(text)) {
    in_request_ = false;
    return;
  }
  PastedRequest& request = *told_.back().exchange.request;
  const auto field = SplitField(text);
  if (!field) {
    Note(number, "of the request is no header; it was left out.");
    return;
  }
  request.headers.emplace_back(field->first, field->second);
  const std::string name = Lower(field->first);
  if (name == "host" || name == ":authority") told_.back().host = field->second;
  if (name == "transfer-encoding" ||
      (name == "content-length" && field->second != "0")) {
    request.has_body = true;
  }
}

void CurlTalk::BeginRequest(std::string_view line, size_t number) {
  EndHead(number);
  line = Trim(line);
  const size_t space = line.find(' ');
  const size_t version = line.rfind(' ');
  Told& told = told_.emplace_back();
  told.line = number;
  told.exchange.request.emplace().method = line.substr(0, space);
  told.target = Trim(line.substr(space, version - space));
  told.version = line.substr(version + 1);
  told.is_https = is_tls_;
  if (told.exchange.request->method != "CONNECT") {
    told.url = std::exchange(next_url_, "");
    told.host = std::exchange(authority_, "");
    const std::string scheme = std::exchange(scheme_, "");
    if (!scheme.empty()) told.is_https = scheme == "https";
  } else if (HasPort(told.target, "443")) {
    is_tls_ = true;
  }
  in_request_ = true;
}

void CurlTalk::Response(std::string_view text, size_t number) {
  if (!in_response_ || IsStatusLine(text)) {
    if (StartsWith(text, "HTTP/")) {
      BeginResponse(text, number);
    } else if (!IsBlankLine(text)) {
      Note(number, "is of no head that begins before it; it was left out.");
    }
    return;
  }
  Told& told = told_.back();
  if (!IsBlankLine(text)) {
    told.head.Add(text, number);
    return;
  }
  told.head.End(number);
  in_response_ = false;
}

void CurlTalk::BeginResponse(std::string_view line, size_t number) {
  EndHead(number);
  const bool is_interim = !told_.empty() && told_.back().status >= 100 &&
                          told_.back().status <= 199;
  if (told_.empty() || (!told_.back().head.empty() && !is_interim)) {
    told_.emplace_back().line = number;
  }
  told_.back().status = StatusOfLine(line);
  told_.back().head.Add(line, number);
  in_response_ = true;
}

void CurlTalk::EndHead(size_t number) {
  in_request_ = false;
  if (!in_response_) return;
  in_response_ = false;
  told_.back().head.End(number);
  Note(number, "is where the head before it was taken to end.");
}

std::string CurlTalk::UrlOf(const Told& told, PastedRequest* request) {
  if (StartsWith(told.target, "http://") ||
      StartsWith(told.target, "https://")) {
    return told.target;  // As a proxy is asked.
  }
  if (IsUrlOfTarget(told.url, told.target)) return told.url;
  if (told.host.empty()) return "";
  std::optional<bool> is_https = told.is_https;
  if (HasPort(told.host, "443")) is_https = true;
  if (HasPort(told.host, "80")) is_https = false;
  if (!is_https) {
    is_https = told.version == "HTTP/2" || told.version == "HTTP/3" ||
               !IsLikelyHttp(told.host);
    request->assumed_scheme_line = told.line;
  }
  const std::string path = told.target == "*" ? "/" : told.target;
  return (*is_https ? "https://" : "http://") + told.host + path;
}

bool CurlTalk::Finish(Paste* paste, std::string* error) {
  if (in_response_) {
    told_.back().head.End(told_.back().line);
    notes_.push_back("The last head lacks its empty line, which was added.");
    in_response_ = false;
  }
  if (further_notes_ > 0) {
    notes_.push_back("So it is with " + std::to_string(further_notes_) +
                     " further lines.");
  }
  paste->notes.insert(paste->notes.end(), notes_.begin(), notes_.end());
  int connect_status = 0;
  for (Told& told : told_) {
    if (told.exchange.request && told.exchange.request->method == "CONNECT") {
      connect_status = told.status;
      paste->notes.push_back("The request in line " +
                             std::to_string(told.line) +
                             " is CONNECT, to a proxy; it was left out.");
      continue;
    }
    if (told.exchange.request) {
      PastedRequest& request = *told.exchange.request;
      request.url = UrlOf(told, &request);
    }
    if (!told.head.empty()) told.exchange.response = told.head.Take();
    paste->exchanges.push_back(std::move(told.exchange));
  }
  if (!paste->exchanges.empty()) return true;
  *error =
      connect_status != 0
          ? "curl shows a proxy's answer to CONNECT only, " +
                std::to_string(connect_status) + ": no server was reached"
          : "curl shows no request and no response head: it reached no server, "
            "as its last lines say";
  return false;
}

}  // namespace corsieve::tools
