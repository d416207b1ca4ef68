#include "tools/har/har_reader.h"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <utility>
#include <vector>

#include "rapidjson/error/en.h"
#include "rapidjson/reader.h"
#include "tools/input.h"
#include "tools/text.h"

namespace corsieve::tools {
namespace {

// No HAR is so deep; what writers put under names of their own may be.
constexpr size_t kMaxDepth = 1000;
constexpr size_t kMaxPages = 10000;

// A stream as RapidJSON parses it in situ, which is the way to be handed each
// string's characters instead of the whole string: those that nobody asks for
// are dropped. https://rapidjson.org/md_doc_stream.html
class Stream {
 public:
  using Ch = char;

  explicit Stream(ByteSource* source) : source_(source) {
    Fill();
    // A byte order mark.
    if (block_.substr(0, 3) == "\xef\xbb\xbf") at_ = 3;
  }

  Ch Peek() const {
    const Ch c = at_ < block_.size() ? block_[at_] : '\0';
    // Bodies have halves of surrogate pairs, as JavaScript's strings do; the
    // library takes those for an error. Of what is dropped any character will
    // do.
    if (escape_ == Escape::kDigits && (c | 0x20) == 'd') return 'e';
    return c;
  }
  Ch Take() {
    if (at_ >= block_.size()) return '\0';
    const Ch c = block_[at_++];
    if (!is_kept_) Follow(c);
    if (c == '\n') ++line_;
    if (at_ == block_.size()) Fill();
    return c;
  }
  size_t Tell() const { return before_ + at_; }

  Ch* PutBegin() {
    text_.clear();
    is_cut_ = false;
    return &none_;
  }
  void Put(Ch c) {
    if (!is_kept_) return;
    if (text_.size() < kMaxHead) {
      text_.push_back(c);
    } else {
      is_cut_ = true;
    }
  }
  // Its caller takes one off, for the NUL that ends the string.
  size_t PutEnd(Ch*) {
    if (is_kept_ && !is_cut_) text_.pop_back();
    return 1;
  }

  // Whether the strings that come are kept.
  void Keep(bool keep) {
    is_kept_ = keep;
    escape_ = Escape::kNone;
  }
  std::string& text() { return text_; }
  bool is_cut() const { return is_cut_; }
  size_t line() const { return line_; }
  bool IsAtEnd() const { return block_.empty(); }

 private:
  // Where an escape of four digits stands.
  enum class Escape : uint8_t { kNone, kBegun, kDigits };

  void Follow(Ch c) {
    if (escape_ == Escape::kNone) {
      if (c == '\\') escape_ = Escape::kBegun;
    } else if (escape_ == Escape::kBegun) {
      escape_ = c == 'u' ? Escape::kDigits : Escape::kNone;
    } else {
      escape_ = Escape::kNone;
    }
  }

  void Fill() {
    before_ += block_.size();
    at_ = 0;
    block_ = source_->Next();
  }

  ByteSource* source_;
  std::string_view block_;
  size_t at_ = 0;
  size_t before_ = 0;
  size_t line_ = 1;
  bool is_kept_ = true;
  bool is_cut_ = false;
  Escape escape_ = Escape::kNone;
  std::string text_;
  Ch none_ = '\0';
};

enum class Place : uint8_t {
  kNone,  // Nothing in it is of interest.
  kFile,
  kLog,
  kCreator,
  kPages,
  kPage,
  kEntries,
  kEntry,
  kRequest,
  kPostData,
  kResponse,
  kContent,
  kHeaders,
  kHeader,
  kHeaderValues,
};

struct Inside {
  Place place;
  std::string_view key;
  Place inner;
};
constexpr Inside kInside[] = {
    {Place::kFile, "log", Place::kLog},
    {Place::kLog, "creator", Place::kCreator},
    {Place::kLog, "pages", Place::kPages},
    {Place::kLog, "entries", Place::kEntries},
    {Place::kEntry, "request", Place::kRequest},
    {Place::kEntry, "response", Place::kResponse},
    {Place::kRequest, "headers", Place::kHeaders},
    {Place::kRequest, "postData", Place::kPostData},
    {Place::kResponse, "headers", Place::kHeaders},
    {Place::kResponse, "content", Place::kContent},
    {Place::kHeader, "value", Place::kHeaderValues},
};

struct TextOfEntry {
  Place place;
  std::string_view key;
  std::string HarEntry::*member;
};
constexpr TextOfEntry kTexts[] = {
    {Place::kEntry, "pageref", &HarEntry::page_ref},
    {Place::kEntry, "_resourceType", &HarEntry::resource_type},
    {Place::kEntry, "_documentURL", &HarEntry::document_url},
    {Place::kEntry, "_error", &HarEntry::error},
    {Place::kRequest, "method", &HarEntry::method},
    {Place::kRequest, "url", &HarEntry::url},
    {Place::kResponse, "statusText", &HarEntry::status_text},
    {Place::kResponse, "httpVersion", &HarEntry::version},
    {Place::kResponse, "redirectURL", &HarEntry::redirect_url},
    {Place::kResponse, "_error", &HarEntry::error},
    {Place::kContent, "mimeType", &HarEntry::mime_type},
};

struct FlagOfEntry {
  std::string_view key;
  bool HarEntry::*member;
};
constexpr FlagOfEntry kFlags[] = {
    {"_fetchedViaServiceWorker", &HarEntry::by_service_worker},
    {"_apiRequest", &HarEntry::is_api_request},
};

class Handler {
 public:
  Handler(Stream* stream, HarLog* log,
          const std::function<void(HarEntry)>& take)
      : stream_(stream), log_(log), take_(take) {}

  bool has_entries() const { return has_entries_; }
  bool is_too_deep() const { return places_.size() > kMaxDepth; }

  bool Key(const char*, rapidjson::SizeType, bool) {
    key_ = stream_->text();
    const Place place = places_.back();
    stream_->Keep(place != Place::kNone && IsWanted(place));
    return true;
  }
  bool String(const char*, rapidjson::SizeType, bool) {
    if (!places_.empty() && stream_->is_cut()) entry_.is_too_long = true;
    if (!places_.empty()) TakeText(&stream_->text());
    stream_->Keep(true);
    return true;
  }
  bool Null() { return Skip(); }
  bool Bool(bool b) {
    if (!places_.empty() && places_.back() == Place::kEntry) {
      for (const FlagOfEntry& flag : kFlags) {
        if (key_ == flag.key) entry_.*flag.member = b;
      }
    }
    return Skip();
  }
  bool Int(int i) { return Int64(i); }
  bool Uint(unsigned u) { return Int64(u); }
  bool Int64(int64_t i) {
    TakeNumber(i);
    return Skip();
  }
  bool Uint64(uint64_t) { return Skip(); }
  bool Double(double d) {
    if (d > -1e9 && d < 1e9) TakeNumber(static_cast<int64_t>(d));
    return Skip();
  }
  bool RawNumber(const char*, rapidjson::SizeType, bool) { return Skip(); }

  bool StartObject() {
    Place inner = Place::kNone;
    if (places_.empty()) {
      inner = Place::kFile;
    } else if (places_.back() == Place::kEntries) {
      inner = Place::kEntry;
      entry_ = HarEntry();
      entry_.line = stream_->line();
      size_ = 0;
    } else if (places_.back() == Place::kPages) {
      inner = Place::kPage;
      page_id_.clear();
      page_title_.clear();
    } else if (places_.back() == Place::kHeaders) {
      inner = Place::kHeader;
      name_.clear();
      values_.clear();
    } else {
      inner = Inner(/*is_array=*/false);
    }
    return Enter(inner);
  }
  bool EndObject(rapidjson::SizeType) {
    const Place place = Leave();
    if (place == Place::kEntry) FinishEntry();
    if (place == Place::kHeader) FinishHeader();
    if (place == Place::kPage && log_->pages.size() < kMaxPages) {
      log_->pages[page_id_] = page_title_;
    }
    return true;
  }
  bool StartArray() {
    const Place inner =
        places_.empty() ? Place::kEntries : Inner(/*is_array=*/true);
    if (inner == Place::kEntries) has_entries_ = true;
    const bool ok = Enter(inner);
    stream_->Keep(inner == Place::kHeaderValues);
    return ok;
  }
  bool EndArray(rapidjson::SizeType) {
    Leave();
    return true;
  }

 private:
  // Where the value of the key that was read last is of interest.
  Place Inner(bool is_array) const {
    for (const Inside& inside : kInside) {
      const bool is_list = inside.inner == Place::kEntries ||
                           inside.inner == Place::kPages ||
                           inside.inner == Place::kHeaders ||
                           inside.inner == Place::kHeaderValues;
      if (inside.place == places_.back() && inside.key == key_ &&
          is_list == is_array) {
        return inside.inner;
      }
    }
    return Place::kNone;
  }

  bool IsWanted(Place place) const {
    if (place == Place::kHeader || place == Place::kPage ||
        place == Place::kCreator) {
      return key_ == "name" || key_ == "value" || key_ == "id" ||
             key_ == "title" || key_ == "version";
    }
    return std::any_of(std::begin(kTexts), std::end(kTexts),
                       [&](const TextOfEntry& t) {
                         return t.place == place && t.key == key_;
                       });
  }

  bool Enter(Place place) {
    if (place == Place::kResponse) entry_.has_response = true;
    if (place == Place::kPostData) entry_.has_body = true;
    if (place == Place::kRequest || place == Place::kResponse) side_ = place;
    places_.push_back(place);
    stream_->Keep(true);
    return !is_too_deep();
  }

  Place Leave() {
    const Place place = places_.back();
    places_.pop_back();
    // In an array nothing is a key's.
    stream_->Keep(true);
    return place;
  }

  // Of values that are no strings; the next string may be a key.
  bool Skip() {
    stream_->Keep(true);
    return true;
  }

  void TakeText(std::string* text) {
    const Place place = places_.back();
    if (place == Place::kHeaderValues) {
      values_.push_back(std::move(*text));
      return;
    }
    if (place == Place::kHeader) {
      if (key_ == "name") name_ = std::move(*text);
      if (key_ == "value") values_.push_back(std::move(*text));
      return;
    }
    if (place == Place::kPage) {
      if (key_ == "id") page_id_ = std::move(*text);
      if (key_ == "title") page_title_ = std::move(*text);
      return;
    }
    if (place == Place::kCreator) {
      if (key_ == "name") log_->creator = std::move(*text);
      if (key_ == "version") log_->creator_version = std::move(*text);
      return;
    }
    for (const TextOfEntry& t : kTexts) {
      if (t.place != place || t.key != key_) continue;
      if (!Fits(text->size())) return;
      entry_.*t.member = std::move(*text);
    }
  }

  void TakeNumber(int64_t i) {
    if (places_.empty()) return;
    if (places_.back() == Place::kResponse && key_ == "status" && i >= -1 &&
        i <= 999) {
      entry_.status = static_cast<int>(i);
    }
    if (places_.back() == Place::kRequest && key_ == "bodySize" && i > 0) {
      entry_.has_body = true;
    }
    if (places_.back() == Place::kHeader && key_ == "value") {
      values_.push_back(std::to_string(i));
    }
  }

  // Whether it may be kept as well.
  bool Fits(size_t size) {
    size_ += size;
    if (size_ <= kMaxHead) return true;
    entry_.is_too_long = true;
    return false;
  }

  // chrome-har joins repeated lines by LF in one value.
  void FinishHeader() {
    Pairs& headers =
        side_ == Place::kRequest ? entry_.request_headers : entry_.headers;
    for (const std::string& value : values_) {
      std::string_view rest = value;
      while (true) {
        const size_t end = rest.find('\n');
        const std::string_view line = Trim(rest.substr(0, end));
        if (!Fits(name_.size() + line.size() + sizeof(Pairs::value_type))) {
          return;
        }
        headers.emplace_back(name_, line);
        if (end == rest.npos) break;
        rest.remove_prefix(end + 1);
      }
    }
  }

  void FinishEntry() {
    entry_.number = ++count_;
    const size_t fragment = entry_.url.find('#');
    if (fragment != std::string::npos) entry_.url.resize(fragment);
    take_(std::move(entry_));
  }

  Stream* stream_;
  HarLog* log_;
  const std::function<void(HarEntry)>& take_;
  std::vector<Place> places_;
  std::string key_;
  HarEntry entry_;
  size_t size_ = 0;  // What of the entry is kept.
  size_t count_ = 0;
  Place side_ = Place::kNone;
  std::string name_;
  std::vector<std::string> values_;
  std::string page_id_;
  std::string page_title_;
  bool has_entries_ = false;
};

}  // namespace

bool ReadHarEntries(ByteSource* source, HarLog* log,
                    const std::function<void(HarEntry)>& take,
                    std::string* error) {
  Stream stream(source);
  Handler handler(&stream, log, take);
  rapidjson::Reader reader;
  const rapidjson::ParseResult result =
      reader
          .Parse<rapidjson::kParseInsituFlag | rapidjson::kParseIterativeFlag>(
              stream, handler);
  if (!source->error().empty()) {
    *error = source->error();
    return false;
  }
  if (result.IsError()) {
    *error = "no JSON in line " + std::to_string(stream.line()) + ", byte " +
             std::to_string(result.Offset() + 1) + " of it all: " +
             (handler.is_too_deep() ? "it is nested too deep"
              : stream.IsAtEnd()
                  ? "it ends before its end"
                  : std::string(rapidjson::GetParseError_En(result.Code())));
    return false;
  }
  if (!handler.has_entries()) {
    *error = "it is JSON but no HAR: there is no list \"entries\" in a \"log\"";
    return false;
  }
  return true;
}

}  // namespace corsieve::tools
