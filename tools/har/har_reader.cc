#include "tools/har/har_reader.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <string_view>
#include <utility>
#include <vector>

#include "rapidjson/error/en.h"
#include "rapidjson/reader.h"
#include "tools/har/har_places.h"
#include "tools/har/har_stream.h"
#include "tools/input.h"
#include "tools/text.h"

namespace corsieve::tools {
namespace {

// No HAR is so deep; what writers put under names of their own may be.
constexpr size_t kMaxDepth = 1000;
constexpr size_t kMaxPages = 10000;
constexpr size_t kMostNotes = 20;
constexpr size_t kMostOfStatus = 40;

class Handler {
 public:
  Handler(HarStream* stream, HarLog* log,
          const std::function<bool(HarEntry)>& take)
      : stream_(stream), log_(log), take_(take) {}

  bool has_entries() const { return has_entries_; }
  // Whether it is in an entry, which is the one behind `count`.
  bool is_in_entry() const {
    return std::find(places_.begin(), places_.end(), Place::kEntry) !=
           places_.end();
  }
  size_t count() const { return count_; }
  bool is_too_deep() const { return places_.size() > kMaxDepth; }

  bool Key(const char*, rapidjson::SizeType, bool) {
    key_ = stream_->text();
    const Place place = places_.back();
    stream_->Keep(place != Place::kNone && IsWanted(place));
    return true;
  }
  bool String(const char*, rapidjson::SizeType, bool) {
    const Place place = places_.empty() ? Place::kNone : places_.back();
    if (place == Place::kEntries) FinishNoEntry();
    if (place != Place::kNone) {
      if (stream_->is_cut()) entry_.is_too_long = true;
      if (stream_->is_mended()) {
        Note("Half a surrogate pair in it is read as U+FFFD");
      }
      TakeText(&stream_->text());
    }
    stream_->Keep(true);
    return true;
  }
  bool Null() { return TakeOther("null"); }
  bool Bool(bool b) {
    if (!places_.empty() && places_.back() == Place::kEntry) {
      for (const FlagOfEntry& flag : kFlags) {
        if (key_ == flag.key) entry_.*flag.member = b;
      }
    }
    return TakeOther(b ? "true" : "false");
  }
  bool Int(int) { return TakeNumber(); }
  bool Uint(unsigned) { return TakeNumber(); }
  bool Int64(int64_t) { return TakeNumber(); }
  bool Uint64(uint64_t) { return TakeNumber(); }
  bool Double(double d) {
    return std::isfinite(d) ? TakeNumber() : TakeOther("no number");
  }
  bool RawNumber(const char*, rapidjson::SizeType, bool) {
    return TakeNumber();
  }

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
    return is_wanted_;
  }
  bool StartArray() {
    const Place inner =
        places_.empty() ? Place::kEntries : Inner(/*is_array=*/true);
    if (!places_.empty() && places_.back() == Place::kEntries) FinishNoEntry();
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
    // As text in what some writers make by hand.
    if (place == Place::kResponse && key_ == "status") return true;
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

  // Of what of the entry is not as it was written.
  void Note(std::string note) {
    if (entry_.notes.size() < kMostNotes) {
      entry_.notes.push_back(std::move(note));
    }
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
    if (place == Place::kResponse && key_ == "status") return TakeStatus(*text);
    for (const TextOfEntry& t : kTexts) {
      if (t.place != place || t.key != key_) continue;
      if (!Fits(text->size())) return;
      entry_.*t.member = std::move(*text);
    }
  }

  // Of values that are no strings; the next string may be a key.
  bool TakeOther(const char* value) {
    stream_->Keep(true);
    if (places_.empty()) return true;
    const Place place = places_.back();
    if (place == Place::kEntries) FinishNoEntry();
    if (place == Place::kHeaderValues ||
        (place == Place::kHeader && key_ == "value")) {
      Note("Left out, as the file has " + std::string(value) +
           " for its value: " + Printable(name_));
    }
    return true;
  }

  // Polly.JS has numbers for values of headers.
  bool TakeNumber() {
    stream_->Keep(true);
    if (places_.empty()) return true;
    const std::string number(stream_->number());
    const Place place = places_.back();
    if (place == Place::kEntries) FinishNoEntry();
    if (place == Place::kResponse && key_ == "status") TakeStatus(number);
    if (place == Place::kRequest && key_ == "bodySize" && number[0] != '-' &&
        number != "0") {
      entry_.has_body = true;
    }
    if (place == Place::kHeaderValues ||
        (place == Place::kHeader && key_ == "value")) {
      values_.push_back(number);
    }
    return true;
  }

  void TakeStatus(const std::string& text) {
    char* end = nullptr;
    const double status = std::strtod(text.c_str(), &end);
    const bool is_status = end != text.c_str() && *end == '\0' &&
                           status >= -1 && status <= 999 &&
                           status == std::floor(status);
    entry_.status = is_status ? static_cast<int>(status) : 0;
    entry_.odd_status = is_status ? "" : text.substr(0, kMostOfStatus);
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

  // Something in the list that is no object.
  void FinishNoEntry() {
    entry_ = HarEntry();
    entry_.line = stream_->line();
    FinishEntry();
  }

  void FinishEntry() {
    entry_.number = ++count_;
    const size_t fragment = entry_.url.find('#');
    if (fragment != std::string::npos) entry_.url.resize(fragment);
    is_wanted_ = take_(std::move(entry_));
  }

  HarStream* stream_;
  HarLog* log_;
  const std::function<bool(HarEntry)>& take_;
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
  bool is_wanted_ = true;  // What comes next.
};

}  // namespace

bool ReadHarEntries(ByteSource* source, HarLog* log,
                    const std::function<bool(HarEntry)>& take,
                    std::string* error) {
  HarStream stream(source);
  Handler handler(&stream, log, take);
  rapidjson::Reader reader;
  // NaN: Python writes it. It recurs, but not deeper than the handler lets it;
  // the way that does not begins with arithmetic on a null pointer.
  const rapidjson::ParseResult result =
      reader
          .Parse<rapidjson::kParseInsituFlag | rapidjson::kParseNanAndInfFlag>(
              stream, handler);
  const std::string place =
      "line " + std::to_string(stream.line()) + ", byte " +
      std::to_string(result.IsError() ? result.Offset() + 1 : 0) +
      " of it all" +
      (handler.is_in_entry()
           ? ", in entry " + std::to_string(handler.count() + 1)
           : "");
  if (!source->error().empty()) {
    *error = source->error() + ": " + place;
    return false;
  }
  if (result.IsError()) {
    *error = "no JSON in " + place + ": " +
             (result.Code() == rapidjson::kParseErrorDocumentEmpty
                  ? "nothing is there"
              : handler.is_too_deep() ? "it is nested too deep"
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
