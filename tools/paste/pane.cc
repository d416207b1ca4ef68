#include "tools/paste/pane.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "corsieve/header_list.h"
#include "corsieve/request_header.h"
#include "tools/paste/head_lines.h"
#include "tools/paste/known_names.h"
#include "tools/paste/parts.h"
#include "tools/text.h"

namespace corsieve::tools {
namespace {

struct Title {
  std::string_view text;
  PaneSection section;
  bool of_safari = false;  // Of it alone.
};
constexpr Title kTitles[] = {
    {"General", PaneSection::kGeneral},
    {"Summary", PaneSection::kGeneral, true},
    {"Response Headers", PaneSection::kResponse},
    {"Response", PaneSection::kResponse, true},
    {"Request Headers", PaneSection::kRequest},
    {"Request", PaneSection::kRequest, true},
    {"Query String Parameters", PaneSection::kSkipped},
    {"Form Data", PaneSection::kSkipped},
    {"Request Payload", PaneSection::kSkipped},
    {"Request Data", PaneSection::kSkipped},
    {"Early Hints Headers", PaneSection::kSkipped},
    {"Query String", PaneSection::kSkipped},
};

// What panes say beside headers.
constexpr std::string_view kNoise[] = {
    "view source",
    "View source",
    "view parsed",
    "View parsed",
    "view decoded",
    "Raw",
    "raw",
    "Learn more",
    "Block",
    "Resend",
    "Edit and Resend",
    "Filter Headers",
    "Headers",
    "Preview",
    "Response",
    "Initiator",
    "Timing",
    "Cookies",
    "No response headers",
    "No request headers",
    "Network",
};

enum class Label {
  kUrl,
  kMethod,
  kStatus,
  kScheme,
  kHost,
  kPath,
  kVersion,
  kSkipped,
};
struct LabelName {
  std::string_view text;
  Label label;
  bool may_be_glued;  // To its value, as Firefox copies it.
};
constexpr LabelName kLabels[] = {
    {"Request URL", Label::kUrl, false},
    {"Request Method", Label::kMethod, false},
    {"Status Code", Label::kStatus, false},
    {"Remote Address", Label::kSkipped, false},
    {"Referrer Policy", Label::kSkipped, true},
    {"Request Priority", Label::kSkipped, true},
    {"DNS Resolution", Label::kSkipped, true},
    {"Transferred", Label::kSkipped, true},
    {"Status", Label::kStatus, true},
    {"Version", Label::kVersion, true},
    {"Scheme", Label::kScheme, false},
    {"Filename", Label::kPath, false},
    {"Host", Label::kHost, false},
    {"Address", Label::kSkipped, false},
    {"URL", Label::kUrl, false},
    {"Source", Label::kSkipped, false},
    {"Initiator", Label::kSkipped, false},
    {"Protocol", Label::kVersion, false},
};

// "Response Headers (12)", "Request Headers:", "▼ General", "Response Headers
// view source"
std::string_view WithoutDecoration(std::string_view text) {
  while (!text.empty() &&
         (static_cast<unsigned char>(text[0]) >= 0x80 || IsBlank(text[0]) ||
          text[0] == '#' || text[0] == '*')) {
    text.remove_prefix(1);
  }
  for (std::string_view end : {"view source", "View source", "view parsed",
                               "View parsed", "Raw", "raw", "**"}) {
    if (text.size() > end.size() &&
        text.substr(text.size() - end.size()) == end) {
      text = Trim(text.substr(0, text.size() - end.size()));
    }
  }
  if (!text.empty() && text.back() == ')') {
    text = Trim(text.substr(0, text.rfind('(')));
  }
  if (!text.empty() && text.back() == ':') text.remove_suffix(1);
  return text;
}

const LabelName* FindLabel(std::string_view text, std::string_view* value) {
  for (const LabelName& label : kLabels) {
    if (!StartsWith(text, label.text)) continue;
    const std::string_view rest = text.substr(label.text.size());
    const bool is_apart = rest.empty() || rest[0] == ':' || IsBlank(rest[0]) ||
                          label.may_be_glued;
    if (!is_apart) continue;
    *value = Trim(rest.substr(StartsWith(rest, ":") ? 1 : 0));
    return &label;
  }
  return nullptr;
}

bool IsMethod(std::string_view text) {
  return text.size() >= 3 && text.size() <= 10 &&
         std::all_of(text.begin(), text.end(),
                     [](char c) { return c >= 'A' && c <= 'Z'; });
}

bool IsName(std::string_view text) {
  return IsHeaderName(text.substr(StartsWith(text, ":") ? 1 : 0));
}

class Reader {
 public:
  Reader(const Lines& lines, bool of_safari)
      : lines_(lines), of_safari_(of_safari) {}

  Pane Read() {
    for (; i_ < lines_.size(); ++i_) {
      const std::string_view text = Trim(lines_[i_].text);
      if (!text.empty()) ReadLine(text);
    }
    if (left_out_ > 0) {
      pane_.notes.push_back(
          parts::LineName(first_left_out_) +
          (left_out_ > 1 ? " and " + std::to_string(left_out_ - 1) + " more"
                         : "") +
          (left_out_ > 1 ? " show no headers: they were left out."
                         : " shows no header: it was left out."));
    }
    TellRequestApart();
    return std::move(pane_);
  }

 private:
  // Names that nobody knows go with those that are known, where no title tells
  // and there is no status: with a request's.
  void TellRequestApart() {
    if (pane_.status || pane_.has_response_title || pane_.request.empty() ||
        std::any_of(pane_.response.begin(), pane_.response.end(),
                    [](const PaneHeader& header) {
                      return header.name == ":status" ||
                             UseOfName(header.name) == NameUse::kResponse;
                    })) {
      return;
    }
    std::move(pane_.response.begin(), pane_.response.end(),
              std::back_inserter(pane_.request));
    pane_.response.clear();
  }

  std::optional<PaneSection> SectionOf(std::string_view text) const {
    return PaneSectionOf(text, of_safari_);
  }

  void ReadLine(std::string_view text) {
    if (const auto section = SectionOf(text)) return Enter(*section);
    if (section_ == PaneSection::kSkipped) return;
    if (const auto status = ReadStatusLine(text)) {
      pane_.version = status->version;
      SetStatus(std::to_string(status->status) + " " +
                std::string(status->message));
      return Enter(PaneSection::kResponse);
    }
    if (const auto request = parts::ReadRequestLine(text)) {
      pane_.method = request->method;
      pane_.target = request->target;
      return Enter(PaneSection::kRequest);
    }
    if (text.find("rovisional headers are shown") != text.npos) {
      pane_.notes.push_back(
          "The pane shows provisional headers: not all that were sent.");
      // Responses have none.
      section_ = PaneSection::kRequest;
      is_titled_ = true;
      return;
    }
    if (section_ == PaneSection::kGeneral && ReadGeneral(text)) return;
    if (std::find(std::begin(kNoise), std::end(kNoise), text) !=
        std::end(kNoise)) {
      return;
    }
    // Postman has the status alone behind method and URL.
    if (!pane_.status && pane_.response.empty() && text.size() == 3 &&
        parts::Number(text)) {
      return SetStatus(text);
    }
    ReadHeader(text);
  }

  void Enter(PaneSection section) {
    section_ = section;
    is_titled_ = section != PaneSection::kGeneral;
    if (section == PaneSection::kResponse) pane_.has_response_title = true;
    if (section == PaneSection::kRequest) pane_.has_request_title = true;
    const std::string_view text = Trim(lines_[i_].text);
    if (section == PaneSection::kSkipped && text[0] != 'Q') {
      pane_.has_body = text[0] != 'E';
    }
  }

  bool ReadGeneral(std::string_view text) {
    std::string_view value;
    if (const LabelName* label = FindLabel(text, &value)) {
      if (value.empty()) value = TakeNextLine();
      TakeLabel(label->label, value);
      return true;
    }
    // Firefox has the method alone, and the URL in the next line.
    if (IsMethod(text) && pane_.method.empty()) {
      pane_.method = text;
      return true;
    }
    if (parts::IsHttpUrl(text)) {
      if (pane_.url.empty()) pane_.url = text;
      return true;
    }
    return false;
  }

  void TakeLabel(Label label, std::string_view value) {
    switch (label) {
      case Label::kUrl:
        pane_.url = value;
        return;
      case Label::kMethod:
        if (IsHeaderName(value)) pane_.method = value;
        return;
      case Label::kStatus:
        SetStatus(value);
        if (pane_.status && pane_.message.empty()) TakeMessage();
        return;
      case Label::kScheme:
        pane_.scheme = value;
        return;
      case Label::kHost:
        pane_.host = value;
        return;
      case Label::kPath:
        pane_.path = value;
        return;
      case Label::kVersion:
        pane_.version = value;
        return;
      case Label::kSkipped:
        return;
    }
  }

  void SetStatus(std::string_view value) {
    pane_.status_line = lines_[std::min(i_, lines_.size() - 1)].number;
    const size_t start = value.find_first_of("0123456789");
    const std::string_view digits =
        start == value.npos ? "" : value.substr(start, 3);
    const auto status = parts::Number(digits);
    if (digits.size() != 3 || !status) {
      pane_.notes.push_back("The status is " + parts::Quote(value) +
                            ", which is no answer's.");
      return;
    }
    pane_.status = status;
    const std::string_view message = value.substr(start + 3);
    pane_.message = Trim(message.substr(0, message.find('(')));
  }

  // "Status", "405", "Method Not Allowed" are three lines of Firefox's.
  void TakeMessage() {
    if (i_ + 1 >= lines_.size()) return;
    const std::string_view next = Trim(lines_[i_ + 1].text);
    std::string_view value;
    if (next.empty() || SectionOf(next) || FindLabel(next, &value)) return;
    if (next[0] < 'A' || next[0] > 'Z' || next.find(':') != next.npos ||
        next.find('-') != next.npos || next.size() > 40 ||
        IsResponseHeaderName(next) || IsRequestHeaderName(next)) {
      return;
    }
    pane_.message = next;
    ++i_;
  }

  // The line behind, unless it titles something.
  std::string_view TakeNextLine() {
    if (i_ + 1 >= lines_.size()) return "";
    const std::string_view next = Trim(lines_[i_ + 1].text);
    if (SectionOf(next)) return "";
    ++i_;
    return next;
  }

  void ReadHeader(std::string_view text) {
    const size_t line = lines_[i_].number;
    if (const auto field = parts::ReadField(text)) {
      std::string_view value = field->value;
      if (value.empty()) value = TakeValueBelow();
      return Add(field->name, value, line);
    }
    if (IsName(text)) return Add(text, TakeNextLine(), line);
    // Name, tab or blanks, value.
    const size_t blank = text.find_first_of(" \t");
    if (blank != text.npos && IsName(text.substr(0, blank))) {
      const std::string_view name = text.substr(0, blank);
      const std::string_view value = Trim(text.substr(blank));
      const bool is_apart =
          text[blank] == '\t' || text.substr(blank, 2) == "  ";
      if (is_apart || IsResponseHeaderName(name) || IsRequestHeaderName(name)) {
        return Add(name, value, line);
      }
    }
    LeaveOut(line);
  }

  // Behind "name:" the value stands below, unless another "name:" does.
  std::string_view TakeValueBelow() {
    if (i_ + 1 >= lines_.size()) return "";
    const std::string_view next = Trim(lines_[i_ + 1].text);
    if (const auto field = parts::ReadField(next);
        field &&
        (field->value.empty() ||
         (!parts::IsHttpUrl(next) && (IsResponseHeaderName(field->name) ||
                                      IsRequestHeaderName(field->name))))) {
      return "";
    }
    return TakeNextLine();
  }

  void Add(std::string_view name, std::string_view value, size_t line) {
    PaneHeader header = {std::string(name), std::string(value), line};
    if (IsOfRequest(name)) {
      pane_.request.push_back(std::move(header));
    } else {
      pane_.response.push_back(std::move(header));
    }
  }

  // Where no title says it, names do.
  bool IsOfRequest(std::string_view name) {
    if (is_titled_) return section_ == PaneSection::kRequest;
    if (!tells_untitled_) {
      tells_untitled_ = true;
      pane_.notes.push_back(
          "No title says whose headers those from " +
          parts::LineName(lines_[std::min(i_, lines_.size() - 1)].number) +
          " on are: it was told from their names.");
    }
    return IsRequestHeaderName(name);
  }

  void LeaveOut(size_t line) {
    if (left_out_++ == 0) first_left_out_ = line;
  }

  const Lines& lines_;
  bool of_safari_;
  size_t i_ = 0;
  Pane pane_;
  PaneSection section_ = PaneSection::kGeneral;
  bool is_titled_ = false;
  bool tells_untitled_ = false;
  size_t left_out_ = 0;
  size_t first_left_out_ = 0;
};

}  // namespace

std::optional<PaneSection> PaneSectionOf(std::string_view line,
                                         bool of_safari) {
  const std::string_view text = WithoutDecoration(Trim(line));
  for (const Title& title : kTitles) {
    if (title.text == text && (of_safari || !title.of_safari)) {
      return title.section;
    }
  }
  return std::nullopt;
}

Pane ReadPane(const Lines& lines, bool of_safari) {
  return Reader(lines, of_safari).Read();
}

}  // namespace corsieve::tools
