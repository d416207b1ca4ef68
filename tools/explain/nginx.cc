#include "tools/explain/nginx.h"

#include <algorithm>

#include "tools/text.h"

namespace corsieve::tools {
namespace {

bool IsOfNginx(const ReceivedHead& head) {
  const std::string server = head.gist().Get("Server").value_or("");
  return StartsWithAnyCase(server, "nginx") ||
         StartsWithAnyCase(server, "openresty");
}

// Whether nginx gave the answer that is to be changed. Of several to OPTIONS
// the first one stands for all.
bool IsOfNginx(const Received& received, const Correction& correction) {
  if (correction.is_preflight) {
    return !received.preflights.empty() &&
           IsOfNginx(received.preflights.front().head);
  }
  return correction.number < received.answers.size() &&
         IsOfNginx(received.answers[correction.number].head);
}

}  // namespace

std::string NginxNote(const Received& received,
                      const std::vector<Correction>& corrections) {
  bool sets = false;
  bool takes_away = false;
  for (const Correction& correction : corrections) {
    if (!IsOfNginx(received, correction)) continue;
    for (const Change& change : correction.changes) {
      const Change::Action action = change.action;
      sets = sets || (action != Change::Action::kStatus &&
                      action != Change::Action::kDrop);
      takes_away = takes_away || action == Change::Action::kReplace ||
                   action == Change::Action::kRemove ||
                   action == Change::Action::kDrop;
    }
  }
  if (!sets) return "";
  std::string note =
      "In nginx a line is add_header NAME \"VALUE\" always; without always it "
      "is left out of errors. A block (location, if) that has an add_header of "
      "its own takes none from the blocks around it: repeat those in it";
  if (takes_away) {
    note +=
        ". What the application behind it sends goes with proxy_hide_header "
        "NAME in the location";
  }
  return note;
}

}  // namespace corsieve::tools
