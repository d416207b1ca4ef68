#include "bench/unseen_heads.h"

#include <string>
#include <vector>

#include "engine/base/bytes.h"

namespace corsieve::bench {
namespace {

// One to five words of letters that nobody chose.
std::string MakeName(Dice& dice) {
  std::string name;
  for (size_t words = dice.Between(1, dice.Percent(20) ? 5 : 3); words > 0;
       --words) {
    if (!name.empty()) name += dice.Percent(5) ? "_" : "-";
    for (size_t n = dice.Between(1, 5); n > 0; --n) {
      name += dice.Text(1, "bcdfghjklmnpqrstvwxz");
      if (dice.Percent(85)) name += dice.Text(1, "aeiouy");
    }
    if (dice.Percent(8)) name += dice.Number(100);
  }
  const size_t spelling = dice(6);
  bool first = true;
  for (char& c : name) {
    if (spelling == 0 || (spelling < 4 && first)) c = ToUpper(c);
    first = c == '-';
  }
  return name;
}

std::string MakeValue(Dice& dice) {
  switch (dice(9)) {
    case 0:
      return dice.Hex(dice.Between(2, 8));
    case 1:
      return dice.Date();
    case 2:
      return "/" + dice.Text(dice.Between(2, 140), "abcdefghijklmnop/-_.%2") +
             "#" + dice.Hex(6);
    case 3:
      return dice.Base64(dice.Between(20, 900)) + "=";
    case 4:
      return "a=" + dice.Number(1000) + "; b=\"" +
             dice.Text(dice.Between(0, 60), "abc def, ghi") + "\"; c";
    case 5:
      return dice.Text(1, "ABCDEFGH") +
             dice.Text(dice.Between(0, 200), "abcdefghijklmnop  ,.") + "!";
    case 6:
      return "\"" + dice.Hex(dice.Between(10, 40)) + "\"";
    case 7:
      return dice.Number(10) + "." + dice.Number(1000000);
    default:
      return dice.Pick<std::string>(
          {"1", "no", "same-origin", "br, gzip", "max-age=31", "h2", "()"});
  }
}

}  // namespace

std::string UnseenHead(Dice& dice, bool credentials) {
  static const auto& common =
      *new std::vector<std::string>{"Date",          "SERVER",
                                    "vary",          "ETag",
                                    "Link",          "content-type",
                                    "Cache-control", "expires",
                                    "Set-cookie",    "Content-Language",
                                    "Via",           "X-Powered-By",
                                    "Origin-Trial",  "Accept-CH",
                                    "Refresh",       "X-UA-Compatible",
                                    "NEL",           "alt-svc",
                                    "Upgrade",       "timing-allow-origin"};
  Lines lines;
  for (size_t n = dice.Between(3, 40); n > 0; --n) {
    lines.emplace_back(MakeName(dice), MakeValue(dice));
  }
  for (size_t n = dice.Between(1, 12); n > 0; --n) {
    lines.emplace_back(dice.Pick(common), MakeValue(dice));
  }
  std::string list;
  const std::string comma = dice.Pick<std::string>({",", ", ", ",  ", " ,"});
  for (size_t n = dice.Between(0, 14); n > 0; --n) {
    if (!list.empty()) list += comma;
    list += dice.Percent(65) ? dice.Pick(lines).first : MakeName(dice);
  }
  if (!credentials && dice.Percent(25)) list = "*";
  dice.Shuffle(&lines);
  // Some servers' frames send it first, others last.
  Lines cors;
  Allow(credentials, &cors);
  if (!list.empty()) cors.emplace_back("Access-control-expose-headers", list);
  const bool first = dice.Percent(50);
  if (!first) Append(cors, &lines);
  lines.emplace_back("content-length", dice.Number(1000000));
  if (first) lines.insert(lines.begin(), cors.begin(), cors.end());
  return Join(
      "HTTP/1.1 " + dice.Pick<std::string>({"200 OK", "201 Created", "404 Nope",
                                            "429 Too Many Requests",
                                            "503 Service Unavailable", "226 "}),
      lines, dice.Percent(80) ? ": " : ":");
}

}  // namespace corsieve::bench
