#include "bench/adversary_heads.h"

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <vector>

#include "bench/dice.h"
#include "bench/engine_access.h"

namespace corsieve::bench {
namespace {

// A head in the making.
struct Draft {
  void Add(std::string_view name, std::string_view value) {
    lines.emplace_back(name, value);
  }
  void Expose(std::string_view name) {
    list.append(list.empty() ? "" : ", ").append(name);
  }
  void AddExposed(std::string_view name) {
    Add(name, "1");
    Expose(name);
  }

  Dice dice{7};
  Lines lines;
  std::string list;
};

void Commas(size_t n, Draft* draft) {
  draft->list = "X-A" + std::string(n, ',') + "X-B";
  for (std::string_view name : {"X-A", "X-B", "X-C"}) draft->Add(name, "1");
}

void Tiny(size_t n, Draft* draft) {
  draft->list = "a, b, c, z";
  for (size_t i = 0; i < n; ++i) {
    const std::string letters = draft->dice.Text(
        2, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");
    draft->Add(letters.substr(0, 1), letters.substr(1));
  }
}

void Repeated(size_t n, Draft* draft) {
  constexpr std::string_view kNames[] = {"X-Multi", "x-multi", "Link",
                                         "Set-Cookie"};
  draft->list = "X-Multi, Link";
  for (size_t i = 0; i < n; ++i) {
    draft->Add(kNames[i % 4], "value-" + std::to_string(i));
  }
}

// Six digits, different for each i below 100,000, in no order.
std::string Mixed(size_t i) { return std::to_string(100000 + i * 37 % 100000); }

void Alike(size_t n, Draft* draft) {
  for (size_t i = 0; i < n; ++i) {
    draft->AddExposed("X-Alike-" + Mixed(i) + "-Suffix-");
  }
}

void Long(size_t n, Draft* draft) {
  for (size_t i = 0; i < n; ++i) {
    draft->AddExposed("X-Amz-Meta-Of-One-Beginning-Longer-Than-A-Key-" +
                      Mixed(i));
  }
}

void Crowd(size_t n, Draft* draft) {
  for (size_t i = 0, found = 0; found < n; ++i) {
    const std::string name = "x-crowd-" + std::to_string(1000000 + i);
    if (ByteHash(name) != 0) continue;
    ++found;
    draft->AddExposed(name);
  }
}

void Listed(size_t n, Draft* draft) {
  for (size_t i = 0; i < n; ++i) {
    const std::string name =
        "X-App-" + draft->dice.Text(4, "abcdefgh") + "-" + std::to_string(i);
    draft->Expose(name);
    if (i % 4 == 0) draft->Add(name, draft->dice.Hex(12));
  }
}

void Meeting(size_t n, Draft* draft) {
  // An index of so many names has 2^bits slots.
  unsigned bits = 6;
  while ((size_t{1} << bits) < 4 * n) ++bits;
  std::optional<uint64_t> place;
  std::string name = "x-0123456789abcd";
  uint64_t number = 1;
  for (size_t found = 0; found < n;) {
    number *= 6364136223846793005u;  // Odd: no number comes twice.
    for (size_t i = 0; i < 14; ++i) {
      name[2 + i] = "0123456789abcdef"[number >> (60 - 4 * i) & 15];
    }
    const uint64_t slot = IndexHash(name) >> (64 - bits);
    if (place.value_or(slot) != slot) continue;
    place = slot;
    ++found;
    draft->AddExposed(name);
  }
}

void Different(size_t n, Draft* draft) {
  for (size_t i = 0; i < n; ++i) draft->AddExposed("X-Meta-" + Mixed(i));
}

void One(size_t n, Draft* draft) {
  draft->list = "X-One";
  for (size_t i = 0; i < n; ++i) draft->Add("X-One", "1");
}

// Names of which engines merge, compare, join or drop lines. None of these
// values makes a response that script does not get.
void Known(size_t n, Draft* draft) {
  constexpr std::string_view kLines[][2] = {
      {"Content-Length", "5"},
      {"Content-Type", "text/plain"},
      {"Location", "/elsewhere"},
      {"Access-Control-Expose-Headers", "X-One, Location"},
      {"Set-Cookie", "a=b"},
      {"Content-Disposition", "inline"},
      {"Strict-Transport-Security", "max-age=1"},
      {"Content-Security-Policy", "default-src *"},
      {"X-Content-Type-Options", "nosniff"},
      {"Timing-Allow-Origin", "*"},
      {"Cache-Control", "no-cache"},
      {"WWW-Authenticate", "Basic"},
      {"Clear-Site-Data", "\"cache\""},
      {"Referrer-Policy", "origin"},
      {"Last-Modified", "Wed, 25 Nov 2026 10:00:00 GMT"},
      {"ETag", "\"1\""}};
  draft->list = "ETag";
  for (size_t i = 0; i < n; ++i) {
    const auto& line = kLines[i % std::size(kLines)];
    draft->Add(line[0], line[1]);
  }
}

void Value(size_t n, Draft* draft) {
  draft->list = "X-Value";
  draft->Add("X-Value", std::string(n, 'v'));
}

struct Kind {
  std::string_view name;
  void (*fill)(size_t n, Draft* draft);
};

constexpr Kind kKinds[] = {
    {"commas", Commas},       {"tiny", Tiny},       {"repeated", Repeated},
    {"alike", Alike},         {"long", Long},       {"crowd", Crowd},
    {"listed", Listed},       {"meeting", Meeting}, {"one", One},
    {"different", Different}, {"known", Known},     {"value", Value}};

}  // namespace

std::string AdversarialHead(std::string_view kind, size_t n) {
  for (const Kind& known : kKinds) {
    if (known.name != kind) continue;
    Draft draft;
    draft.Add("Content-Type", "text/plain");
    Allow(true, &draft.lines);
    known.fill(n, &draft);
    // Not the last one: what is at the end is copied, by an instruction of
    // which callgrind counts each byte, or not, by how many there are.
    draft.lines.insert(draft.lines.begin(),
                       {"Access-Control-Expose-Headers", draft.list});
    return Join("HTTP/1.1 200 OK", draft.lines);
  }
  std::fprintf(stderr, "no adversary is called %s\n",
               std::string(kind).c_str());
  std::exit(1);
}

}  // namespace corsieve::bench
