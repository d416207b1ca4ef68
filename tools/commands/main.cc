// The program `corsieve`.

#include <getopt.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "corsieve/origin.h"
#include "corsieve/profile.h"
#include "tools/commands/batch.h"
#include "tools/explain/explain.h"
#include "tools/explain/printable.h"
#include "tools/input.h"
#include "tools/url.h"

namespace corsieve::tools {
namespace {

constexpr char kHelp[] =
    R"(corsieve: which response headers can page script read, and why?

usage: corsieve explain [option]... [FILE]
       corsieve batch [--profile=PROFILE]
       corsieve --help | --version

corsieve explain
  Reads what curl -si prints, a head with or without its body, from FILE or
  standard input, and says which headers script sees; of what curl -siL prints,
  a chain of redirects, hop by hop.

    curl -si https://api.example/data | corsieve explain \
        --origin https://app.example --url https://api.example/data

  --origin ORIGIN      the page: https://app.example, or null for a sandboxed
                       frame
  --url URL            what the page requested; without --origin or --url, two
                       that are cross-origin are assumed
  --mode MODE          cors (default), no-cors, same-origin, navigate
  --credentials MODE   same-origin (default), include, omit
  --redirect MODE      follow (default), error, manual
  --api API            fetch (default), xhr
  --method METHOD      GET (default)
  --header 'N: V'      a header that script sets; may be repeated
  --preflight FILE     what OPTIONS is answered with, where the request needs a
                       preflight; repeated: at the next hop that needs one
  --profile PROFILE    standard (default), chromium, firefox, webkit; or all, side
                       by side
  --format FORMAT      text (default), json

corsieve batch
  Reads cases from standard input, one JSON object a line, and writes one result
  a line, in the same order:

    {"id": "1", "request": {"origin": "https://app.example",
     "url": "https://api.example/"}, "responses": ["HTTP/1.1 200 OK\r\n\r\n"]}

  In head strings each character U+0000 to U+00FF is one byte. A response of
  HTTP/2 is {"status": 200, "headers": [["name", "value"]]} in place of a head. A
  line that is no such case is answered with an object whose "error" says where
  and why. All members of a case are described in docs/design.md.

  --profile PROFILE    standard (default): what the standards say; chromium,
                       firefox, webkit: what these do (see --version)

exit status
  0  fine
  1  the input had problems: no head in it, a line that is no case, unreadable
  2  wrong usage
)";

constexpr int kUsage = 2;

int WrongUsage(const std::string& what) {
  std::fprintf(stderr, "corsieve: %s\nTry corsieve --help.\n",
               Printable(what).c_str());
  return kUsage;
}

// Says what getopt_long refused: it prints arguments as they are, control bytes
// included. `options` is what it was asked for, `opt` what it returned.
int WrongOption(int opt, char** argv, const option* options) {
  // The last one read, but of short options, which it reads one by one.
  if (opt == '?' && optopt != 0) {
    return WrongUsage("there is no option -" +
                      std::string(1, static_cast<char>(optopt)));
  }
  const std::string arg = argv[optind - 1];
  if (opt == ':') return WrongUsage(arg + " wants a value");
  const std::string name = arg.substr(2, arg.find('=') - 2);
  for (; options->name != nullptr; ++options) {
    if (std::string_view(options->name).substr(0, name.size()) == name) {
      return WrongUsage(arg + " is the beginning of more than one option");
    }
  }
  return WrongUsage("there is no option " + arg);
}

// Writes to standard output, to its end; false, and a message, if that cannot
// be.
bool Write(std::string_view text) {
  if (std::fwrite(text.data(), 1, text.size(), stdout) == text.size() &&
      std::fflush(stdout) == 0) {
    return true;
  }
  std::fprintf(stderr, "corsieve: cannot write: %s\n", std::strerror(errno));
  return false;
}

bool CannotRead(const std::string& file, const std::string& why) {
  std::fprintf(stderr, "corsieve: cannot read %s: %s\n",
               Printable(file).c_str(), why.c_str());
  return false;
}

std::string ProfileNames() {
  std::string names;
  for (const ProfileInfo& info : AllProfiles()) {
    names += (names.empty() ? "" : " ") + std::string(info.name);
  }
  return names;
}

// An option whose value is one of a few words.
struct WordOption {
  const char* name;
  const char* words;  // Separated by spaces.
  std::string* value;
};

bool IsOneOf(const std::string& word, const std::string& words) {
  return !word.empty() && word.find(' ') == std::string::npos &&
         (" " + words + " ").find(" " + word + " ") != std::string::npos;
}

// Makes origin and URL out of what was given, or says what is wrong with it.
bool SetOriginAndUrl(const std::string& origin, const std::string& url,
                     ExplainOptions* options, std::string* error) {
  if (!url.empty()) {
    const std::optional<std::string> resolved = ResolveUrl(url, "");
    const std::optional<UrlParts> parts =
        resolved ? ParseSerializedUrl(*resolved) : std::nullopt;
    if (!parts) {
      *error = "--url " + url + " is not an absolute URL";
      return false;
    }
    if (!parts->is_http()) {
      *error = "--url " + url + " is not http(s): no server answers there";
      return false;
    }
    options->given.url = *resolved;
  }
  if (!origin.empty()) {
    options->given.origin = SerializeOrigin(origin);
    if (!options->given.origin) {
      *error = "--origin " + origin +
               " is neither scheme://host[:port], nor a URL of it, nor null";
      return false;
    }
  }
  return true;
}

// Adds "Name: value" to the request's headers.
bool AddHeader(const std::string& line, Pairs* headers) {
  const size_t colon = line.find(':');
  if (colon == std::string::npos) return false;
  headers->emplace_back(line.substr(0, colon), line.substr(colon + 1));
  return true;
}

// Reads a file, or standard input for "-", which must begin with a head; false,
// and a message, if that cannot be.
bool ReadHeads(const std::string& file, std::string* bytes) {
  const bool is_stdin = file == "-";
  const std::string name = is_stdin ? "standard input" : file;
  std::FILE* in = is_stdin ? stdin : std::fopen(file.c_str(), "rb");
  if (in == nullptr) return CannotRead(name, std::strerror(errno));
  bool cut = false;
  const bool ok = ReadAll(in, bytes, &cut);
  const int error = errno;
  if (!is_stdin) std::fclose(in);
  if (!ok) return CannotRead(name, std::strerror(error));
  const std::string_view first(bytes->data(),
                               std::min(bytes->size(), kMaxHead));
  if (bytes->size() > kMaxHead &&
      first.find("\n\r\n") == std::string_view::npos &&
      first.find("\n\n") == std::string_view::npos) {
    return CannotRead(name, "no head ends in its first MiB");
  }
  return true;
}

int ExplainCommand(int argc, char** argv) {
  ExplainOptions options;
  Case c;
  GivenRequest& given = options.given;
  std::string origin;
  std::string url;
  std::string format = "text";
  std::vector<std::string> preflight_files;
  const WordOption words[] = {
      {"mode", "cors no-cors same-origin navigate", &c.mode},
      {"credentials", "same-origin include omit", &c.credentials},
      {"redirect", "follow error manual", &c.redirect},
      {"api", "fetch xhr", &c.api},
      {"format", "text json", &format},
  };
  enum { kOrigin, kUrl, kMethod, kHeader, kPreflight, kProfile, kFirstWord };
  static constexpr option kOptions[] = {
      {"origin", required_argument, nullptr, kOrigin},
      {"url", required_argument, nullptr, kUrl},
      {"method", required_argument, nullptr, kMethod},
      {"header", required_argument, nullptr, kHeader},
      {"preflight", required_argument, nullptr, kPreflight},
      {"profile", required_argument, nullptr, kProfile},
      {"mode", required_argument, nullptr, kFirstWord},
      {"credentials", required_argument, nullptr, kFirstWord + 1},
      {"redirect", required_argument, nullptr, kFirstWord + 2},
      {"api", required_argument, nullptr, kFirstWord + 3},
      {"format", required_argument, nullptr, kFirstWord + 4},
      {nullptr, 0, nullptr, 0},
  };
  while (true) {
    const int opt = getopt_long(argc, argv, ":", kOptions, nullptr);
    if (opt == -1) break;
    if (opt == '?' || opt == ':') return WrongOption(opt, argv, kOptions);
    if (opt < kFirstWord && *optarg == '\0') {
      return WrongUsage("an option is empty");
    }
    if (opt == kOrigin) origin = optarg;
    if (opt == kUrl) url = optarg;
    if (opt == kMethod) given.method = optarg;
    if (opt == kPreflight) preflight_files.push_back(optarg);
    if (opt == kHeader && !AddHeader(optarg, &given.headers)) {
      return WrongUsage("--header is 'Name: value'; not " +
                        std::string(optarg));
    }
    if (opt == kProfile) {
      options.profile = FindProfile(optarg);
      if (!options.profile && std::strcmp(optarg, "all") != 0) {
        return WrongUsage("--profile is one of: " + ProfileNames() +
                          " all; not " + optarg);
      }
    }
    if (opt < kFirstWord) continue;
    const WordOption& word = words[opt - kFirstWord];
    if (!IsOneOf(optarg, word.words)) {
      return WrongUsage("--" + std::string(word.name) +
                        " is one of: " + word.words + "; not " + optarg);
    }
    *word.value = optarg;
  }
  given.mode = c.mode;
  given.credentials = c.credentials;
  given.redirect = c.redirect;
  given.api = c.api;
  if (argc - optind > 1) return WrongUsage("explain takes one FILE");
  if (c.api == "xhr" && (c.mode != "cors" || c.redirect != "follow")) {
    return WrongUsage("an XMLHttpRequest has mode cors and redirect follow");
  }
  std::string error;
  if (!SetOriginAndUrl(origin, url, &options, &error)) return WrongUsage(error);
  options.json = format == "json";
  options.colour = isatty(STDOUT_FILENO) && !options.json;

  std::vector<GivenText> preflights;
  for (const std::string& file : preflight_files) {
    if (!ReadHeads(file, &preflights.emplace_back(GivenText{file, ""}).text)) {
      return 1;
    }
  }
  const std::string file = optind < argc ? argv[optind] : "-";
  std::vector<GivenText> texts = {{file, ""}};
  if (!ReadHeads(file, &texts[0].text)) return 1;
  std::string out;
  std::string err;
  const int status = Explain(options, texts, preflights, &out, &err);
  std::fputs(err.c_str(), stderr);
  return Write(out) ? status : 1;
}

int BatchCommand(int argc, char** argv) {
  Profile profile = Profile::kStandard;
  static constexpr option kOptions[] = {
      {"profile", required_argument, nullptr, 0},
      {nullptr, 0, nullptr, 0},
  };
  while (true) {
    const int opt = getopt_long(argc, argv, ":", kOptions, nullptr);
    if (opt == -1) break;
    if (opt == '?' || opt == ':') return WrongOption(opt, argv, kOptions);
    const std::optional<Profile> found = FindProfile(optarg);
    if (!found) {
      return WrongUsage("--profile is one of: " + ProfileNames() + "; not " +
                        std::string(optarg));
    }
    profile = *found;
  }
  if (optind < argc) return WrongUsage("batch reads standard input only");
  return Batch(profile, stdin, stdout, stderr);
}

std::string Version() {
  std::string text = "corsieve 0.1.0\n";
  for (const ProfileInfo& info : AllProfiles()) {
    std::string name(info.name);
    name.resize(std::max<size_t>(name.size(), 9), ' ');
    text += "  " + name + " " + std::string(info.versions) + "\n";
  }
  return text;
}

int Main(int argc, char** argv) {
  const std::string command = argc > 1 ? argv[1] : "";
  if (command.empty()) return WrongUsage("what to do? explain or batch");
  for (int i = 1; i < argc; ++i) {
    const std::string arg = argv[i];
    if (arg == "--") break;
    if (arg == "--help" || arg == "-h") {
      return Write(kHelp) ? 0 : 1;
    }
  }
  if (command == "--version") return Write(Version()) ? 0 : 1;
  // getopt begins behind the first word, and must not complain by itself.
  opterr = 0;
  if (command == "explain") return ExplainCommand(argc - 1, argv + 1);
  if (command == "batch") return BatchCommand(argc - 1, argv + 1);
  return WrongUsage("no command " + command);
}

}  // namespace
}  // namespace corsieve::tools

int main(int argc, char** argv) { return corsieve::tools::Main(argc, argv); }
