// What is said of one fetch of a HAR.

#ifndef CORSIEVE_TOOLS_HAR_HAR_VERDICT_H_
#define CORSIEVE_TOOLS_HAR_HAR_VERDICT_H_

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "corsieve/profile.h"
#include "corsieve/reason.h"
#include "tools/explain/expect.h"
#include "tools/har/har_fetches.h"
#include "tools/har/har_request.h"

namespace corsieve::tools {

struct HarOptions {
  std::string file = "-";             // As it is told.
  std::optional<std::string> origin;  // Serialized.
  std::string url;                    // A part of the URLs to be judged.
  Profile profile = Profile::kStandard;
  std::vector<std::string> wants;
  Expectations expect;
  std::string format = "text";
  std::string docs;  // Where the documentation site is, for html and sarif.
  bool all = false;
  bool colour = false;
  // Told on the error stream, a line that is written over.
  bool progress = false;
  size_t threads = 1;
};

// The fate of a header.
struct HarFate {
  std::string name;
  bool exposed = false;
  Reason reason = Reason::kNotExposed;
};

struct HarVerdict {
  enum class Kind {
    kFailed,   // Script, or an element, gets a network error.
    kHidden,   // Script lacks headers that it may want.
    kUnclear,  // The file does not tell what decides.
    kFine,
    kNotJudged,  // No page's fetch, or one whose answer is not in the file.
  };
  Kind kind = Kind::kFine;
  std::vector<size_t> numbers;  // Of its entries, preflights apart.
  size_t preflight_number = 0;  // Of the first that was used; 0: none.
  size_t line = 0;
  std::string method;
  std::string url;
  int status = 0;  // Of the last answer.
  // Of what is judged; else "".
  std::string origin;
  std::string origin_from;
  std::string mode;
  std::string mode_from;
  std::string credentials;  // "include", "same-origin" or "unknown".
  std::string api;     // "fetch", "xhr", or "none": script gets no headers.
  std::string type;    // As response.type has it.
  std::string reason;  // A name.
  std::string why;     // A clause.
  std::vector<std::string> notes;  // Sentences: what was assumed.
  std::vector<HarFate> fates;
  std::vector<std::string> hidden;  // Lines that script does not get, by name.
  std::vector<std::string> exposed;
  std::vector<std::string> wanted;  // Of `hidden`, those that it may want.
  std::vector<WantedHeader> asked;  // For HarOptions::wants.
  std::vector<std::string> advice;  // Lines.
  std::vector<std::string> unmet;   // Of HarOptions::expect, sentences.
};

// "failed", "hidden", "unclear", "fine", "not judged".
std::string_view NameOf(HarVerdict::Kind kind);

// `page_origin` is what HarPages had of its page.
HarVerdict JudgeHarFetch(const HarFetch& fetch,
                         const std::optional<std::string>& page_origin,
                         const HarOptions& options);

}  // namespace corsieve::tools

#endif  // CORSIEVE_TOOLS_HAR_HAR_VERDICT_H_
