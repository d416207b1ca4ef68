// What `corsieve explain` prints, for JavaScript: the program's own advice and
// text, without its readers of what people paste.

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "bindings/wasm/strings.h"
#include "bindings/wasm/url_table.h"
#include "corsieve/corsieve.h"
#include "tools/explain/answer.h"
#include "tools/explain/explain_text.h"

namespace corsieve::wasm {
namespace {

using tools::Case;
using tools::ExplainAnswer;
using tools::ExplainOptions;
using tools::Interpretation;

Case TakeCase(Strings* in) {
  Case c;
  c.origin = in->Text();
  c.url = in->Text();
  c.api = in->Text();
  c.mode = in->Text();
  c.credentials = in->Text();
  c.redirect = in->Text();
  c.method = in->Text();
  c.destination = in->Text();
  c.referrer_policy = in->Text();
  c.embedder_policy = in->Text();
  c.has_body = in->Flag();
  c.stream = in->Flag();
  c.upload_listener = in->Flag();
  c.schemelessly_same_site = in->Flag();
  const std::vector<std::string> headers = in->Texts();
  for (size_t i = 0; i + 1 < headers.size(); i += 2) {
    c.headers.emplace_back(headers[i], headers[i + 1]);
  }
  return c;
}

std::vector<tools::ReceivedAnswer> TakeAnswers(Strings* in) {
  std::vector<tools::ReceivedAnswer> answers;
  for (std::string& head : in->Texts()) {
    tools::PastedHead pasted;
    pasted.bytes = std::move(head);
    answers.push_back({tools::ReceivedHead(std::move(pasted))});
  }
  return answers;
}

void TakeUrls(Strings* in, UrlTable* table) {
  table->known.clear();
  table->wanted.reset();
  for (size_t i = in->Number(); i > 0; --i) {
    ResolvedUrl& known = table->known.emplace_back();
    known.url = in->Text();
    known.base = in->Text();
    if (in->Flag()) {
      known.href = in->Text();
    } else {
      in->Next();
    }
  }
}

std::string Text(const ExplainOptions& options, const Interpretation& in) {
  if (options.profile) {
    return ExplainText(options, ExplainAnswer(options, in, *options.profile));
  }
  std::vector<std::unique_ptr<ExplainAnswer>> owned;
  std::vector<const ExplainAnswer*> answers;
  for (const ProfileInfo& info : AllProfiles()) {
    owned.push_back(std::make_unique<ExplainAnswer>(options, in, info.profile));
    answers.push_back(owned.back().get());
  }
  return ExplainAllText(options, answers);
}

}  // namespace
}  // namespace corsieve::wasm

extern "C" {

// What is returned lives until the next call. With a base, `text` is a URL that
// is wanted, resolved against it: the call is to be repeated with that.
struct corsieve_explained {
  const char* text;
  size_t size;
  const char* base;
  size_t base_size;
};

const corsieve_explained* corsieve_explain(const uint32_t* sizes, size_t count,
                                           const char* bytes) {
  namespace wasm = corsieve::wasm;
  static std::string* const printed = new std::string;
  static corsieve_explained answer;
  wasm::Strings in(sizes, count, bytes);
  corsieve::tools::ExplainOptions options;
  // No profile has the name "all".
  options.profile = corsieve::FindProfile(in.Next());
  options.colour = in.Flag();
  options.wants = in.Texts();
  wasm::UrlTable& urls = wasm::TheUrlTable();
  wasm::TakeUrls(&in, &urls);
  corsieve::tools::Interpretation given;
  given.received.c = wasm::TakeCase(&in);
  given.received.answers = wasm::TakeAnswers(&in);
  given.received.preflights = wasm::TakeAnswers(&in);
  *printed = wasm::Text(options, given);
  answer = {printed->data(), printed->size(), nullptr, 0};
  if (urls.wanted) {
    answer = {urls.wanted->url.data(), urls.wanted->url.size(),
              urls.wanted->base.data(), urls.wanted->base.size()};
  }
  return &answer;
}
}
