// The C interface: calls in any order with any bytes, structs of any size,
// lists of any layout, handles freed in between. Each response that is taken is
// answered as the C++ API answers it, and what is refused changes nothing.
//
// Input: parts that end with 0x1F. The first byte of each chooses a call, some
// bytes after it choose its arguments, the rest is text.

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "corsieve.h"
#include "corsieve/corsieve.h"
#include "fuzz/check.h"
#include "fuzz/input.h"
#include "tests/c_handles.h"

namespace corsieve::fuzz {
namespace {

using tests::CacheHandle;
using tests::ExchangeHandle;
using tests::FilterHandle;
using tests::ListHandle;
using tests::ToC;

// A struct as a caller of some version has it: of the size that `byte` says, in
// memory of that size, with what is behind the struct that is known set if
// `byte` is odd.
template <typename Struct>
class AnySize {
 public:
  AnySize(const Struct& known, uint8_t byte) : size_(sizeof(Struct)) {
    if (byte >= 0x80) size_ += byte - 0xC0;
    bytes_.reset(new char[std::max<size_t>(size_, 4)]());
    std::memcpy(bytes_.get(), &known, std::min(size_, sizeof(Struct)));
    if (size_ > sizeof(Struct)) bytes_[size_ - 1] = byte & 1;
    const auto size = static_cast<uint32_t>(size_);
    std::memcpy(bytes_.get(), &size, sizeof size);
    expected_ = size_ < sizeof(Struct)                 ? CORSIEVE_BAD_STRUCT
                : size_ > sizeof(Struct) && (byte & 1) ? CORSIEVE_NEWER_STRUCT
                                                       : CORSIEVE_OK;
  }
  Struct* get() { return reinterpret_cast<Struct*>(bytes_.get()); }
  // What a call that reads it makes of its size.
  corsieve_status expected() const { return expected_; }

 private:
  size_t size_;
  std::unique_ptr<char[]> bytes_;
  corsieve_status expected_;
};

// Lines of "name:value", each string in memory of its own size, in rows as far
// apart as `gap` says, which are not aligned.
class AnyList {
 public:
  AnyList(std::string_view text, uint8_t gap) : stride_(sizeof(corsieve_pair)) {
    stride_ += gap % 16;
    while (!text.empty()) {
      const size_t end = std::min(text.find('\n'), text.size());
      const std::string_view line = text.substr(0, end);
      const size_t colon = std::min(line.find(':'), line.size());
      strings_.emplace_back(line.substr(0, colon));
      strings_.emplace_back(line.substr(std::min(colon + 1, line.size())));
      text.remove_prefix(std::min(end + 1, text.size()));
    }
    rows_.reset(new char[stride_ * count() + 1]);
    for (size_t i = 0; i < count(); ++i) {
      const corsieve_pair pair = {ToC(strings_[2 * i].view()),
                                  ToC(strings_[2 * i + 1].view())};
      std::memcpy(rows_.get() + stride_ * i, &pair, sizeof pair);
      headers_.push_back({strings_[2 * i].view(), strings_[2 * i + 1].view()});
    }
  }
  size_t count() const { return strings_.size() / 2; }
  const std::vector<Header>& headers() const { return headers_; }
  corsieve_headers list() const {
    const char* const row = rows_.get();
    return {count(),
            stride_,
            row + offsetof(corsieve_pair, name.data),
            row + offsetof(corsieve_pair, name.size),
            row + offsetof(corsieve_pair, value.data),
            row + offsetof(corsieve_pair, value.size)};
  }

 private:
  size_t stride_;
  std::vector<Exact> strings_;
  std::unique_ptr<char[]> rows_;
  std::vector<Header> headers_;
};

std::string TextOf(const FilteredResponse& seen) {
  std::string text(ReasonName(seen.reason()));
  for (const Outcome& o : seen.outcomes()) {
    text += "\n" + std::string(o.name) + ":" + std::string(o.value) + " " +
            std::string(ReasonName(o.reason));
  }
  return text;
}

std::string TextOf(corsieve_seen* seen) {
  corsieve_result result = CORSIEVE_RESULT_INIT;
  if (corsieve_seen_result(seen, nullptr, 0, &result) != CORSIEVE_OK) return "";
  std::string text = corsieve_reason_name(result.reason);
  for (size_t i = 0; i < result.header_count; ++i) {
    const corsieve_pair pair = corsieve_seen_header(seen, i);
    text += "\n" + tests::ToString(pair.name) + ":" +
            tests::ToString(pair.value) + " " +
            corsieve_reason_name(corsieve_seen_reason(seen, i));
  }
  // All views are read. What is combined lives until the next call that
  // combines.
  const corsieve_pair* entries;
  std::vector<std::string> names;
  for (size_t i = corsieve_seen_entries(seen, &entries); i-- > 0;) {
    names.push_back(tests::ToString(entries[i].name));
  }
  size_t sum = corsieve_seen_all(seen).size;
  for (const std::string& name : names) {
    const corsieve_str got = corsieve_seen_get(seen, ToC(name));
    sum += std::count(got.data, got.data + got.size, 'x');
    FUZZ_CHECK(got.data != nullptr && corsieve_seen_has(seen, ToC(name)) == 1,
               "has an entry", name, text);
  }
  return text + (sum == SIZE_MAX ? " " : "");
}

// All handles of one caller.
class Caller {
 public:
  void Call(Input* part) {
    switch (part->Byte() % 12) {
      case 0:
        return SetRequest(part);
      case 1:
        return MakeFilter(part);
      case 2:
        return FilterBytes(part);
      case 3:
        return FilterList(part);
      case 4:
        return Visible(part);
      case 5:
        return MakeExchange(part);
      case 6:
        return Start(part);
      case 7:
        return Hand(part);
      case 8:
        return HandList(part);
      case 9:
        return Resolve(part);
      case 10:
        return Push(part);
      default:
        return Ask(part);
    }
  }

 private:
  // Most bytes are what they may be; some are not.
  static uint8_t Choice(uint8_t byte, uint8_t count) {
    return byte < 0xF0 ? byte % count : byte;
  }

  void SetRequest(Input* part) {
    request_ = CORSIEVE_REQUEST_INIT;
    request_.mode = Choice(part->Byte(), 4);
    request_.credentials = Choice(part->Byte(), 3);
    request_.redirect = Choice(part->Byte(), 3);
    request_.initiator = Choice(part->Byte(), 2);
    request_.body = Choice(part->Byte(), 3);
    request_.referrer_policy = Choice(part->Byte(), 8);
    request_.embedder_policy = Choice(part->Byte(), 3);
    request_.response_tainting = Choice(part->Byte(), 3);
    const uint8_t bits = part->Byte();
    request_.upload_listener = bits & 1;
    request_.schemelessly_same_site = bits >> 1 & 1;
    request_.redirect_tainted = bits >> 2 & 1;
    request_.began_same_origin = bits >> 3 & 1;
    static constexpr std::string_view kOrigins[] = {"https://a.example", "null",
                                                    "nonsense", ""};
    request_.origin = ToC(kOrigins[bits >> 4 & 3]);
    static constexpr std::string_view kMethods[] = {"GET", "PUT", "head", " "};
    request_.method = ToC(kMethods[bits >> 6]);
    url_ = std::make_unique<Exact>(part->rest());
    request_.url = ToC(url_->view());
    if (url_->view().empty()) request_.url = ToC("https://b.example/");
  }

  void MakeFilter(Input* part) {
    const uint8_t profile = Choice(part->Byte(), 4);
    const uint8_t keep = Choice(part->Byte(), 2);
    FilterHandle filter(corsieve_filter_new(profile, keep));
    FUZZ_CHECK((filter != nullptr) == (profile < 4 && keep < 2), "a filter",
               std::to_string(profile), std::to_string(keep));
    if (filter == nullptr) return;
    filter_ = std::move(filter);
    reference_ = std::make_unique<Filter>(static_cast<Profile>(profile));
    last_ = TextOf(reference_->response());
    copies_ = keep == CORSIEVE_COPY;
  }

  // The request in C++; false if a byte of it is none.
  bool ToCpp(Request* request, RedirectState* before) const {
    if (request_.mode > 3 || request_.credentials > 2 ||
        request_.redirect > 2 || request_.initiator > 1 || request_.body > 2 ||
        request_.referrer_policy > 7 || request_.embedder_policy > 2 ||
        request_.response_tainting > 2) {
      return false;
    }
    request->origin = {request_.origin.data, request_.origin.size};
    request->url = {request_.url.data, request_.url.size};
    request->mode = static_cast<Mode>(request_.mode);
    request->credentials_mode =
        static_cast<CredentialsMode>(request_.credentials);
    request->redirect_mode = static_cast<RedirectMode>(request_.redirect);
    request->initiator = static_cast<Initiator>(request_.initiator);
    request->embedder_policy =
        static_cast<EmbedderPolicy>(request_.embedder_policy);
    request->schemelessly_same_site = request_.schemelessly_same_site != 0;
    request->method = {request_.method.data, request_.method.size};
    before->response_tainting =
        static_cast<ResponseTainting>(request_.response_tainting);
    before->redirect_tainted = request_.redirect_tainted != 0;
    before->began_same_origin = request_.began_same_origin != 0;
    return true;
  }

  // What a call that filters is to return, given its structs.
  void Expect(corsieve_status status, corsieve_status expected) {
    FUZZ_CHECK(status == expected, "status", corsieve_status_text(status),
               corsieve_status_text(expected));
    const std::string got = TextOf(corsieve_filter_seen(filter_.get()));
    FUZZ_CHECK(got == last_, "what is seen", got, last_);
  }

  void FilterBytes(Input* part) {
    if (filter_ == nullptr) return;
    AnySize<corsieve_request> request(request_, part->Byte());
    const size_t capacity = part->Byte() % 32;
    const auto reasons = std::make_unique<corsieve_reason[]>(capacity);
    auto bytes = std::make_unique<Exact>(part->rest());
    Request cpp;
    RedirectState before;
    corsieve_status expected = request.expected();
    if (expected == CORSIEVE_OK && !ToCpp(&cpp, &before)) {
      expected = CORSIEVE_BAD_VALUE;
    }
    const corsieve_status status = corsieve_filter_bytes(
        filter_.get(), request.get(), bytes->view().data(),
        bytes->view().size(), reasons.get(), capacity, nullptr);
    if (expected == CORSIEVE_OK) {
      last_ = TextOf(reference_->Run(cpp, bytes->view(), before));
      Keep(std::move(bytes));
    }
    Expect(status, expected);
  }

  void FilterList(Input* part) {
    if (filter_ == nullptr) return;
    corsieve_response response = CORSIEVE_RESPONSE_INIT;
    const uint8_t size = part->Byte();
    response.status = part->Byte() * 4;
    response.protocol = Choice(part->Byte(), 3);
    const uint8_t gap = part->Byte();
    auto list = std::make_unique<AnyList>(part->rest(), gap);
    response.headers = list->list();
    const corsieve_interim interim = {103, response.headers};
    if (gap & 0x40) response.trailers = response.headers;
    if (gap & 0x80) {
      response.interim = &interim;
      response.interim_count = 1;
    }
    AnySize<corsieve_response> sized(response, size);
    Request cpp;
    RedirectState before;
    corsieve_status expected = sized.expected();
    if (!ToCpp(&cpp, &before)) expected = CORSIEVE_BAD_VALUE;
    if (expected == CORSIEVE_OK && response.protocol > 2) {
      expected = CORSIEVE_BAD_VALUE;
    }
    const corsieve_status status = corsieve_filter_list(
        filter_.get(), &request_, sized.get(), nullptr, 0, nullptr);
    if (expected == CORSIEVE_OK) {
      ParsedResponse parsed;
      parsed.protocol = static_cast<Protocol>(response.protocol);
      parsed.status = response.status;
      parsed.headers = list->headers();
      const InterimResponse early{103, list->headers()};
      if (gap & 0x40) parsed.trailers = list->headers();
      if (gap & 0x80) parsed.interim = {&early, 1};
      last_ = TextOf(reference_->Run(cpp, parsed, before));
      Keep(std::move(list));
    }
    Expect(status, expected);
  }

  // What is borrowed lives until the next response, what is copied goes now.
  void Keep(std::unique_ptr<Exact> bytes) {
    list_.reset();
    bytes_ = copies_ ? nullptr : std::move(bytes);
  }
  void Keep(std::unique_ptr<AnyList> list) {
    bytes_.reset();
    list_ = copies_ ? nullptr : std::move(list);
  }

  void Visible(Input* part) {
    if (filter_ == nullptr) return;
    const uint8_t mode = Choice(part->Byte(), 3);
    std::string_view expose;
    const bool has_expose = part->Part('\n', &expose);
    const Exact value(expose);
    const AnyList list(part->rest(), 3);
    corsieve_result result = CORSIEVE_RESULT_INIT;
    std::vector<corsieve_reason> reasons(list.count());
    const corsieve_status status = corsieve_filter_visible(
        filter_.get(), list.list(),
        has_expose ? ToC(value.view()) : corsieve_str{nullptr, 0}, mode,
        reasons.data(), reasons.size(), &result);
    Expect(status, mode < 3 ? CORSIEVE_OK : CORSIEVE_BAD_VALUE);
    if (status != CORSIEVE_OK) return;
    size_t exposed = 0;
    for (size_t i = 0; i < reasons.size(); ++i) {
      exposed += corsieve_is_exposed(reasons[i]);
      const std::string name(list.headers()[i].name);
      FUZZ_CHECK(!corsieve_is_exposed(reasons[i]) ||
                     (name != "set-cookie" && name != "Set-Cookie2"),
                 "a cookie is visible", name, std::string(expose));
    }
    FUZZ_CHECK(exposed == result.exposed_count, "exposed_count",
               std::to_string(result.exposed_count), std::to_string(exposed));
  }

  void MakeExchange(Input* part) {
    const uint8_t profile = part->Byte() % 4;
    const uint8_t bits = part->Byte();
    if (cache_ == nullptr || bits & 1) {
      cache_.reset(corsieve_cache_new(profile, bits >> 4));
      cache_profile_ = profile;
    }
    ExchangeHandle exchange(corsieve_exchange_new(
        profile, bits & 2 ? cache_.get() : nullptr, {"p", 1}, CORSIEVE_COPY));
    FUZZ_CHECK(
        (exchange != nullptr) == (!(bits & 2) || cache_profile_ == profile),
        "an exchange", std::to_string(profile), std::to_string(cache_profile_));
    if (exchange != nullptr) exchange_ = std::move(exchange);
    if (bits & 4) cache_.reset();
  }

  void Start(Input* part) {
    const AnyList list(part->rest(), part->Byte());
    corsieve_request request = request_;
    request.headers = list.list();
    Check(corsieve_exchange_start(exchange_.get(), &request, 0));
  }

  void Hand(Input* part) {
    const uint8_t how = part->Byte();
    const Exact bytes(part->rest());
    if (how & 1) {
      corsieve_exchange_stored_bytes(exchange_.get(), bytes.view().data(),
                                     bytes.view().size());
    }
    Check(how & 2
              ? corsieve_exchange_nothing(exchange_.get())
              : corsieve_exchange_bytes(exchange_.get(), bytes.view().data(),
                                        bytes.view().size(), how));
  }

  void HandList(Input* part) {
    corsieve_response response = CORSIEVE_RESPONSE_INIT;
    const uint8_t how = part->Byte();
    response.status = part->Byte() * 4;
    response.protocol = how % 3;
    const AnyList list(part->rest(), how);
    response.headers = list.list();
    AnySize<corsieve_response> sized(response, how);
    if (how & 8) corsieve_exchange_stored_list(exchange_.get(), sized.get());
    Check(corsieve_exchange_list(exchange_.get(), sized.get(), 0));
  }

  void Resolve(Input* part) {
    const uint8_t same_site = part->Byte();
    const Exact url(part->rest());
    Check(corsieve_exchange_resolved(
        exchange_.get(),
        url.view().empty() ? corsieve_str{nullptr, 0} : ToC(url.view()),
        same_site));
  }

  // A step that an exchange returned: it is what it says it is.
  void Check(corsieve_step step) {
    corsieve_exchange* const exchange = exchange_.get();
    const corsieve_step next = corsieve_exchange_next(exchange);
    FUZZ_CHECK(step < 0 || step == next, "step", std::to_string(step),
               std::to_string(next));
    corsieve_seen* const seen = corsieve_exchange_response(exchange);
    FUZZ_CHECK((seen != nullptr) == (next == CORSIEVE_STEP_DONE), "response",
               std::to_string(next), "had when done");
    TextOf(seen);
    TextOf(corsieve_exchange_latest(exchange));
    corsieve_exchange_info info = CORSIEVE_EXCHANGE_INFO_INIT;
    FUZZ_CHECK((corsieve_exchange_info_get(exchange, &info) == CORSIEVE_OK) ==
                   (seen != nullptr),
               "info", std::to_string(next), "had when done");
    corsieve_outgoing outgoing = CORSIEVE_OUTGOING_INIT;
    if (corsieve_exchange_outgoing(exchange, &outgoing) == CORSIEVE_OK) {
      size_t size = outgoing.url.size + outgoing.method.size;
      for (size_t i = 0; i < outgoing.header_count; ++i) {
        const corsieve_str value = outgoing.headers[i].value;
        size += std::count(value.data, value.data + value.size, 'x');
      }
      FUZZ_CHECK(size < SIZE_MAX, "outgoing", "", "");
    }
    corsieve_exchange_preflight(exchange, &outgoing);
    FUZZ_CHECK((corsieve_exchange_location(exchange).data != nullptr) ==
                   (next == CORSIEVE_STEP_RESOLVE_LOCATION),
               "location", std::to_string(next), "had when asked for");
    corsieve_exchange_response_url(exchange);
    corsieve_exchange_url_at(exchange, info.url_count);
  }

  // A list that is pushed is answered as one in place.
  void Push(Input* part) {
    if (filter_ == nullptr) return;
    const AnyList list(part->rest(), 0);
    const ListHandle pushed(corsieve_list_new(CORSIEVE_COPY));
    for (const Header& h : list.headers()) {
      corsieve_list_add(pushed.get(), ToC(h.name), ToC(h.value));
    }
    std::vector<corsieve_reason> a(list.count());
    std::vector<corsieve_reason> b(list.count());
    corsieve_filter_visible(filter_.get(), list.list(), {nullptr, 0}, 0,
                            a.data(), a.size(), nullptr);
    corsieve_filter_visible(filter_.get(), corsieve_list_headers(pushed.get()),
                            {nullptr, 0}, 0, b.data(), b.size(), nullptr);
    FUZZ_CHECK(a == b, "a pushed list", std::string(part->rest()), "");
  }

  void Ask(Input* part) {
    const uint8_t number = part->Byte();
    AnySize<corsieve_reason_info> info(CORSIEVE_REASON_INFO_INIT, number | 1);
    corsieve_reason_get(part->Byte(), info.get());
    char buffer[16];
    const Exact text(part->rest());
    const size_t size =
        corsieve_origin_of(ToC(text.view()), buffer, number % 16);
    FUZZ_CHECK(size <= text.view().size() + 4, "an origin",
               std::to_string(size), std::string(text.view()));
    corsieve_reason reason;
    if (corsieve_reason_find(ToC(text.view()), &reason) == CORSIEVE_OK) {
      FUZZ_CHECK(corsieve_reason_name(reason) == text.view(), "a reason's name",
                 corsieve_reason_name(reason), std::string(text.view()));
    }
    corsieve_status_text(static_cast<corsieve_status>(number));
    corsieve_type_name(number);
    corsieve_profile_name(number);
  }

  corsieve_request request_ = CORSIEVE_REQUEST_INIT;
  std::unique_ptr<Exact> url_;
  FilterHandle filter_;
  std::unique_ptr<Filter> reference_;
  std::string last_;
  bool copies_ = false;
  std::unique_ptr<Exact> bytes_;
  std::unique_ptr<AnyList> list_;
  CacheHandle cache_;
  uint8_t cache_profile_ = 0;
  ExchangeHandle exchange_;
};

}  // namespace
}  // namespace corsieve::fuzz

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace corsieve::fuzz;
  if (size > kMaxSize) return -1;
  Input input(data, size);
  Caller caller;
  std::string_view text;
  while (input.Part('\x1F', &text)) {
    Input part(reinterpret_cast<const uint8_t*>(text.data()), text.size());
    caller.Call(&part);
  }
  return 0;
}
