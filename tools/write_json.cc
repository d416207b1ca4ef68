#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "tools/case_json.h"

namespace corsieve::tools {
namespace {

void WritePairs(absl::Span<const Header> pairs, JsonWriter* out) {
  out->StartArray();
  for (const Header& h : pairs) {
    out->StartArray();
    out->Bytes(h.name);
    out->Bytes(h.value);
    out->EndArray();
  }
  out->EndArray();
}

void WriteSent(absl::Span<const Sent> requests, JsonWriter* out) {
  out->StartArray();
  for (const Sent& sent : requests) {
    out->StartObject();
    out->BytesMember("method", sent.method);
    out->BytesMember("url", sent.url);
    out->Key("headers");
    out->StartArray();
    for (const auto& [name, value] : sent.headers) {
      out->StartArray();
      out->Bytes(name);
      out->Bytes(value);
      out->EndArray();
    }
    out->EndArray();
    out->BoolMember("include_credentials", sent.include_credentials);
    out->EndObject();
  }
  out->EndArray();
}

void WriteFates(const std::vector<FateView>& fates, JsonWriter* out) {
  out->StartArray();
  for (const FateView& f : fates) {
    out->StartObject();
    out->BytesMember("name", f.name);
    out->BytesMember("value", f.value);
    // Names of reasons are letters.
    out->Append(f.exposed ? ",\"exposed\":true,\"reason\":\""
                          : ",\"exposed\":false,\"reason\":\"");
    out->Append(f.reason);
    out->Append("\"");
    out->EndObject();
  }
  out->EndArray();
}

}  // namespace

void WriteResult(std::string_view id, const ResultView& r, JsonWriter* out) {
  out->StartObject();
  out->Key("id");
  out->Raw(id);
  out->Key("request");
  out->StartObject();
  out->BytesMember("origin", r.origin);
  out->BytesMember("url", r.request_url);
  out->EndObject();
  out->BytesMember("outcome", r.network_error ? "network-error" : "ok");
  out->BytesMember("type", r.type);
  out->Key("status");
  out->Number(r.status);
  out->BytesMember("statusText", r.status_text);
  out->BytesMember("url", r.url);
  out->BoolMember("redirected", r.redirected);
  out->Key("headers");
  WritePairs(r.headers, out);
  out->Key("set_cookie");
  out->StartArray();
  for (std::string_view value : r.set_cookie) out->Bytes(value);
  out->EndArray();
  out->Key("get");
  out->StartObject();
  for (const auto& [name, value] : r.get) {
    out->BytesKey(name);
    out->OptionalBytes(value);
  }
  out->EndObject();
  if (r.all) out->BytesMember("all", *r.all);
  out->BoolMember("body_null", r.body_null);
  out->BoolMember("timing_allow_passed", r.timing_allow_passed);
  out->Key("hops");
  WriteSent(r.hops, out);
  out->BoolMember("did_preflight", r.did_preflight);
  if (r.preflights_sent > 1) {
    out->Key("preflights_sent");
    out->Number(r.preflights_sent);
  }
  if (!r.outcomes.empty()) {
    out->Key("outcomes");
    out->StartArray();
    for (const std::string& outcome : r.outcomes) out->Bytes(outcome);
    out->EndArray();
    out->Key("preflights_by_request");
    out->StartArray();
    for (int count : r.preflights_by_request) out->Number(count);
    out->EndArray();
  }
  if (r.preflight_request) {
    out->Key("preflight_request");
    out->StartObject();
    for (const Header& h : *r.preflight_request) {
      out->BytesKey(h.name);
      out->Bytes(h.value);
    }
    out->EndObject();
  }
  if (!r.preflights.empty()) {
    out->Key("preflights");
    WriteSent(r.preflights, out);
  }
  out->Key("origin_sent");
  out->OptionalBytes(r.origin_sent);
  out->BytesMember("reason", r.reason);
  out->Key("fates");
  WriteFates(r.fates, out);
  out->EndObject();
}

}  // namespace corsieve::tools
