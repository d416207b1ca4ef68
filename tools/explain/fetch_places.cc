#include "tools/explain/fetch_places.h"

#include <algorithm>
#include <string_view>

#include "corsieve/corsieve.h"
#include "tools/text.h"

namespace corsieve::tools {
namespace {

constexpr std::string_view kExposeHeaders = "Access-Control-Expose-Headers";

void Add(const ReceivedHead& head, std::string_view part,
         std::vector<LinePart>* places) {
  if (const auto place = head.Find(part)) places->push_back(*place);
}

// The line of the status, behind interim heads.
std::string_view StatusLineOf(const ReceivedHead& head) {
  const std::string_view bytes = head.head();
  const size_t last = bytes.rfind("\nHTTP/");
  const std::string_view line = bytes.substr(last == bytes.npos ? 0 : last + 1);
  return Trim(line.substr(0, line.find('\n')));
}

// The item of `list` that is `name`, as a view of it; null if none is.
std::string_view ItemOf(std::string_view list, std::string_view name) {
  while (true) {
    const size_t comma = list.find(',');
    const std::string_view item = TrimBlanks(list.substr(0, comma));
    if (EqualsAnyCase(item, name)) return item;
    if (comma == list.npos) return {};
    list.remove_prefix(comma + 1);
  }
}

// What of the expose list says `name`; of a list that does not, all.
std::optional<LinePart> ExposerOf(const ReceivedHead& head,
                                  const FilteredResponse& seen,
                                  const Outcome& outcome) {
  std::string_view name = outcome.name;
  switch (outcome.reason) {
    case Reason::kExposeListInvalid:
      if (const auto& invalid =
              seen.cors_exposed_header_name_list().invalid()) {
        const std::string_view value =
            seen.internal_response().header_list[invalid->header].value;
        return head.Find(
            value.substr(std::min(invalid->offset, value.size()), 1));
      }
      return std::nullopt;
    case Reason::kExposedByStar:
    case Reason::kStarIsLiteralWithCredentials:
      name = "*";
      break;
    case Reason::kExposedByName:
    case Reason::kNotExposed:
      break;
    default:
      return std::nullopt;
  }
  const std::vector<std::string_view> lists = head.Values(kExposeHeaders);
  for (std::string_view list : lists) {
    const std::string_view item = ItemOf(list, name);
    if (!item.empty()) return head.Find(item);
  }
  const bool is_hidden = outcome.reason == Reason::kNotExposed;
  return is_hidden && !lists.empty() ? head.Find(lists.front()) : std::nullopt;
}

}  // namespace

std::vector<LinePart> DecidingPlaces(const Fetch& fetch,
                                     const std::vector<DecidingValue>& values) {
  std::vector<LinePart> places;
  if (fetch.malformed()) return {*fetch.malformed()};
  if (fetch.steps().empty()) return places;
  const ReceivedHead* head = fetch.deciding_step().head;
  if (head == nullptr) return places;
  for (const DecidingValue& value : values) {
    if (!IsHeaderName(value.name)) {
      Add(*head, StatusLineOf(*head), &places);
      continue;
    }
    for (std::string_view got : head->Values(value.name)) {
      const size_t same = value.differs_at.value_or(0);
      // What ends too early is wrong as a whole.
      Add(*head, got.substr(same < got.size() ? same : 0), &places);
    }
  }
  return places;
}

std::vector<FatePlace> FatePlaces(const Fetch& fetch) {
  const FilteredResponse& seen = fetch.seen();
  std::vector<FatePlace> places(seen.outcomes().size());
  if (fetch.steps().empty()) return places;
  const ReceivedHead* head = fetch.deciding_step().head;
  if (head == nullptr) return places;
  for (size_t i = 0; i < places.size(); ++i) {
    const Outcome outcome = seen.outcome(i);
    places[i].header = head->Find(outcome.name);
    places[i].by = ExposerOf(*head, seen, outcome);
  }
  return places;
}

}  // namespace corsieve::tools
