#include "tools/result_view.h"

#include "corsieve/reason.h"

namespace corsieve::tools {

ResultView ViewOf(const Result& r) {
  ResultView view;
  view.origin = r.origin;
  view.request_url = r.request_url;
  view.network_error = r.network_error;
  view.type = r.type;
  view.status = r.status;
  view.status_text = r.status_text;
  view.url = r.url;
  view.redirected = r.redirected;
  for (const auto& [name, value] : r.headers) {
    view.headers.push_back({name, value});
  }
  view.set_cookie.assign(r.set_cookie.begin(), r.set_cookie.end());
  view.all = r.all;
  for (const auto& [name, value] : r.get) view.get.emplace_back(name, value);
  view.body_null = r.body_null;
  view.timing_allow_passed = r.timing_allow_passed;
  view.hops = r.hops;
  view.preflights = r.preflights;
  view.did_preflight = r.did_preflight;
  view.preflights_sent = r.preflights_sent;
  view.outcomes = r.outcomes;
  view.preflights_by_request = r.preflights_by_request;
  if (r.preflight_request) {
    std::vector<Header>& sent = view.preflight_request.emplace();
    for (const auto& [name, value] : *r.preflight_request) {
      sent.push_back({name, value});
    }
  }
  view.origin_sent = r.origin_sent;
  view.reason = r.reason;
  for (const Fate& f : r.fates) {
    view.fates.push_back({f.name, f.value, f.exposed, f.reason});
  }
  return view;
}

Result CopyOf(const ResultView& view) {
  Result r;
  r.origin = view.origin;
  r.request_url = view.request_url;
  r.network_error = view.network_error;
  r.type = view.type;
  r.status = view.status;
  r.status_text = view.status_text;
  r.url = view.url;
  r.redirected = view.redirected;
  for (const Header& h : view.headers) r.headers.emplace_back(h.name, h.value);
  r.set_cookie.assign(view.set_cookie.begin(), view.set_cookie.end());
  r.all = view.all;
  for (const auto& [name, value] : view.get) {
    r.get.emplace_hint(r.get.end(), name, value);
  }
  r.body_null = view.body_null;
  r.timing_allow_passed = view.timing_allow_passed;
  r.hops.assign(view.hops.begin(), view.hops.end());
  r.preflights.assign(view.preflights.begin(), view.preflights.end());
  r.did_preflight = view.did_preflight;
  r.preflights_sent = view.preflights_sent;
  r.outcomes.assign(view.outcomes.begin(), view.outcomes.end());
  r.preflights_by_request.assign(view.preflights_by_request.begin(),
                                 view.preflights_by_request.end());
  if (view.preflight_request) {
    Pairs& sent = r.preflight_request.emplace();
    for (const Header& h : *view.preflight_request) {
      sent.emplace_back(h.name, h.value);
    }
  }
  r.origin_sent = view.origin_sent;
  r.reason = view.reason;
  for (const FateView& f : view.fates) {
    r.fates.push_back({std::string(f.name), std::string(f.value), f.exposed,
                       std::string(f.reason)});
  }
  if (view.outcomes_of_headers) {
    for (const Outcome& o : *view.outcomes_of_headers) {
      r.fates.push_back({std::string(o.name), std::string(o.value), o.exposed(),
                         std::string(ReasonName(o.reason))});
    }
  }
  return r;
}

}  // namespace corsieve::tools
