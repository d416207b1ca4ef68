// Which entries of a HAR are one fetch: a request, what it was redirected to,
// and their preflights.

#ifndef CORSIEVE_TOOLS_HAR_HAR_FETCHES_H_
#define CORSIEVE_TOOLS_HAR_HAR_FETCHES_H_

#include <cstddef>
#include <deque>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "tools/har/har_entry.h"

namespace corsieve::tools {

struct HarFetch {
  std::vector<HarEntry> hops;  // At least one.
  // Of each hop the answered or unanswered OPTIONS before it; none: number 0.
  std::vector<HarEntry> preflights;
  // Where the only hop is a preflight whose request is not in the file.
  bool is_lone_preflight = false;
};

// DevTools list a preflight behind its request, others before it; redirects may
// have other entries between. So entries wait until some more have come, but in
// bounded memory.
class HarFetches {
 public:
  explicit HarFetches(std::function<void(HarFetch)> take)
      : take_(std::move(take)) {}

  void Add(HarEntry entry);
  // All have been added.
  void Finish();

 private:
  struct Waiting {
    HarEntry entry;
    size_t size = 0;
    bool is_preflight = false;
    bool is_used = false;
  };

  void TakeFirst();
  const HarEntry* FindPreflight(const HarEntry& entry);
  Waiting* FindRedirected(const HarEntry& from);
  void ForgetFirst();

  std::function<void(HarFetch)> take_;
  std::deque<Waiting> waiting_;
  std::deque<Waiting> before_;  // Preflights that were passed.
  size_t size_ = 0;             // Of those waiting.
};

// Where the entry's answer redirects to; "" where it does not.
std::string RedirectOf(const HarEntry& entry);

}  // namespace corsieve::tools

#endif  // CORSIEVE_TOOLS_HAR_HAR_FETCHES_H_
