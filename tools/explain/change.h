// A change of a response, as advice that can be followed.

#ifndef CORSIEVE_TOOLS_EXPLAIN_CHANGE_H_
#define CORSIEVE_TOOLS_EXPLAIN_CHANGE_H_

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tools/explain/received_head.h"

namespace corsieve::tools {

struct Change {
  enum class Action {
    kAdd,      // There is no line of that name yet.
    kReplace,  // All lines of that name become this one.
    kRemove,   // All lines of that name but one of this value go.
    kDrop,     // All lines of that name go; there is no value.
    kStatus,   // The status becomes `value`, 204, and the body goes; there is
               // no name.
  };
  Action action = Action::kAdd;
  std::string name;
  std::string value;

  // The line that is sent then; of kDrop none is.
  std::string Line() const { return name + ": " + value; }
};

// "add", "replace", "remove", "drop", "status".
std::string_view ActionName(Change::Action action);

// What one server is to do about its answers to one URL.
struct Correction {
  bool is_preflight = false;
  size_t number =
      0;  // Of the answer that is changed; of OPTIONS its URL tells.
  std::string url;
  std::string asked_origin;  // The Origin that it was asked with.
  // The Origin of the requests that are to be answered so, where others are
  // served as they are: what was allowed to them stays so.
  std::optional<std::string> for_origin;
  std::vector<Change> changes;

  // Whether it is about the answer to this request.
  bool IsAbout(bool preflight, size_t n, std::string_view asked_url,
               std::string_view origin) const {
    return is_preflight == preflight && url == asked_url &&
           (preflight || number == n) && (!for_origin || *for_origin == origin);
  }
};

// The change that gives `head` one line of this name: none if it has it so.
std::optional<Change> SetHeader(const Gist& gist, std::string_view name,
                                std::string value);

// The change that leaves no line of this name: none if there is none.
std::optional<Change> DropHeader(const Gist& gist, std::string_view name);

// `head` as it would be received.
ReceivedHead Applied(const ReceivedHead& head, const Change& change);

// The items of a list as they are written, "" for none; and the list with
// further ones, in the way that it separates them. What is no token is left
// out. https://fetch.spec.whatwg.org/#extract-header-list-values
std::vector<std::string> ListItems(std::string_view list);
std::string Merged(std::string_view list, const std::vector<std::string>& more);

}  // namespace corsieve::tools

#endif  // CORSIEVE_TOOLS_EXPLAIN_CHANGE_H_
