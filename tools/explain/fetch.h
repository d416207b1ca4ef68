// A page's fetch, told from what was received.

#ifndef CORSIEVE_TOOLS_EXPLAIN_FETCH_H_
#define CORSIEVE_TOOLS_EXPLAIN_FETCH_H_

#include <cstddef>
#include <deque>
#include <optional>
#include <string>
#include <vector>

#include "corsieve/corsieve.h"
#include "tools/case.h"
#include "tools/explain/change.h"
#include "tools/explain/received.h"
#include "tools/serve_case.h"

namespace corsieve::tools {

// One request of the chain and what it was answered with.
struct Step {
  Sent sent;
  bool is_preflight = false;
  // What it is answered with; nullptr: a preflight whose answer is assumed.
  const ReceivedHead* head = nullptr;
  // The Origin that was really asked with, where that is known.
  std::optional<std::string> asked_origin;
  size_t number = 0;    // Of its kind: the third OPTIONS is 2.
  std::string answer;   // "302 Found", "" if there is none.
  std::string outcome;  // What followed from it, as a sentence.

  // The value of a header that was sent; "" if it was not.
  std::string Asked(std::string_view name) const;
};

// The exchange, driven to its end from what was received.
class Fetch {
 public:
  // `received` must outlive it. The answers are those that a server gives which
  // has made the corrections.
  Fetch(const Received& received, Profile profile,
        std::vector<Correction> corrections = {});
  Fetch(const Fetch&) = delete;
  Fetch& operator=(const Fetch&) = delete;

  Profile profile() const { return profile_; }
  const Received& received() const { return received_; }
  const Exchange& exchange() const { return exchange_; }
  const std::vector<Step>& steps() const { return steps_; }
  // The one whose answer decided: the last, or where WebKit sends a preflight
  // although the fetch has failed, the one before it. There must be one.
  const Step& deciding_step() const {
    return steps_[steps_.size() -
                  (is_doomed_ && steps_.back().is_preflight && steps_.size() > 1
                       ? 2
                       : 1)];
  }
  const std::vector<std::string>& assumptions() const { return assumptions_; }
  // Set where the chain ends at a request whose answer was not received.
  const std::optional<std::string>& goes_on_to() const { return goes_on_to_; }
  // Of the byte that shows that a head cannot be read; "" where all can.
  const std::string& place() const { return place_; }

  // What script sees, or of a chain that is not whole what is known.
  const FilteredResponse& seen() const {
    return goes_on_to_ ? exchange_.latest() : exchange_.response();
  }
  // The same as a part of the input.
  const std::optional<LinePart>& malformed() const { return malformed_; }

  // Whether script can read the response's status and some headers.
  bool readable() const;
  bool failed() const { return !goes_on_to_ && seen().is_network_error(); }

 private:
  void Drive();
  bool IsUnanswered() const;
  void AnswerPreflight();
  void AssumeAllowed(const Step& step);
  void AnswerRequest();
  void Resolve();
  void Take(const ReceivedAnswer& answer, Step* step);
  void Give(const ReceivedHead& head);
  const FilteredResponse& Read(const ReceivedHead& head, const Sent& sent,
                               Filter* reader);

  const Received& received_;
  const Profile profile_;
  const std::vector<Correction> corrections_;
  std::deque<ReceivedHead> corrected_;
  std::vector<Header> headers_;
  Request request_;
  std::deque<ParsedView> lists_;  // The exchange keeps views of them.
  PreflightCache cache_;
  Exchange exchange_;
  size_t hop_ = 0;
  size_t preflight_ = 0;
  bool is_doomed_ = false;  // It failed, and goes on to a preflight.
  std::vector<Step> steps_;
  std::vector<std::string> assumptions_;
  std::optional<std::string> goes_on_to_;
  std::string place_;
  std::optional<LinePart> malformed_;
};

// What a preflight that is not in the input is taken to be answered with.
Pairs AllowingHeaders(const Step& preflight);

}  // namespace corsieve::tools

#endif  // CORSIEVE_TOOLS_EXPLAIN_FETCH_H_
