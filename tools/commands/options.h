// Options that more than one command has.

#ifndef CORSIEVE_TOOLS_COMMANDS_OPTIONS_H_
#define CORSIEVE_TOOLS_COMMANDS_OPTIONS_H_

#include <string_view>

#include "tools/commands/usage.h"
#include "tools/explain/servers/servers.h"

namespace corsieve::tools {

inline constexpr std::string_view kPageGroup = "The page";
inline constexpr std::string_view kRequestGroup = "Its request";
inline constexpr std::string_view kOutputGroup = "The output";
inline constexpr std::string_view kExpectGroup =
    "Expectations, for scripts and CI";

constexpr OptionInfo HelpOption(std::string_view group) {
  return {group, 'h', "help", "", "", "this text"};
}
constexpr OptionInfo ProfileOption(std::string_view group) {
  return {group,
          '\0',
          "profile",
          "PROFILE",
          "standard chromium firefox webkit",
          "standard (default), chromium, firefox, webkit"};
}

// Of one request that script makes.
inline constexpr OptionInfo kHeaderOption = {
    kRequestGroup, 'H', "header",
    "LINE",        "",  "'Name: value' that script sets; may be repeated",
    true};
inline constexpr OptionInfo kCredentialsOption = {
    kRequestGroup,
    '\0',
    "credentials",
    "MODE",
    "same-origin include omit",
    "same-origin (default), include, omit"};
inline constexpr OptionInfo kModeOption = {
    kRequestGroup,
    '\0',
    "mode",
    "MODE",
    "cors no-cors same-origin navigate",
    "cors (default), no-cors, same-origin, navigate"};
inline constexpr OptionInfo kRedirectOption = {
    kRequestGroup,
    '\0',
    "redirect",
    "MODE",
    "follow error manual",
    "follow (default), error, manual"};
inline constexpr OptionInfo kApiOption = {
    kRequestGroup, '\0', "api", "API", "fetch xhr", "fetch (default), xhr"};

// Of what is explained of it.
inline constexpr OptionInfo kWantOption = {
    kOutputGroup,
    '\0',
    "want",
    "NAME",
    "",
    "a header that the page wants to read: is it readable, and why (not)? May "
    "be repeated",
    true};
inline constexpr OptionInfo kProfileOrAllOption = {
    kOutputGroup,
    '\0',
    "profile",
    "PROFILE",
    "standard chromium firefox webkit all",
    "standard (default), chromium, firefox, webkit; or all, side by side"};
inline constexpr OptionInfo kFormatOption = {
    kOutputGroup, '\0',        "format",
    "FORMAT",     "text json", "text (default), json"};
inline constexpr OptionInfo kForOption = {
    kOutputGroup,
    '\0',
    "for",
    "SERVER",
    kServerNames,
    "writes the advice as the configuration of a server: nginx, apache, "
    "caddy, express, fastapi, spring, s3, go"};
inline constexpr OptionInfo kExpectExposedOption = {
    kExpectGroup,
    '\0',
    "expect-exposed",
    "NAME",
    "",
    "fails unless script can read this header; may be repeated",
    true};
inline constexpr OptionInfo kExpectHiddenOption = {
    kExpectGroup, '\0', "expect-hidden",
    "NAME",       "",   "fails if script can read this header; may be repeated",
    true};
inline constexpr OptionInfo kExpectTypeOption = {
    kExpectGroup,
    '\0',
    "expect-type",
    "TYPE",
    "basic cors opaque opaqueredirect error",
    "fails unless the response is basic, cors, opaque, opaqueredirect or "
    "error"};
inline constexpr OptionInfo kExpectErrorOption = {
    kExpectGroup,
    '\0',
    "expect-error",
    "REASON",
    "",
    "fails unless the fetch fails for this reason: a name of corsieve "
    "reasons"};

}  // namespace corsieve::tools

#endif  // CORSIEVE_TOOLS_COMMANDS_OPTIONS_H_
