// The controls: what the page asks, where the text does not say it or should not count.

import { h } from "./dom.js";
import { shown } from "./bytes.js";

const CHOICES = {
  credentials: ["omit", "same-origin", "include"],
  api: ["fetch", "xhr"],
  mode: ["cors", "no-cors", "same-origin", "navigate"],
  redirect: ["follow", "error", "manual"],
};
const LABELS = {
  origin: "Page's origin", url: "URL that it requests", method: "Method", credentials: "Credentials",
  api: "Called by", mode: "Mode", redirect: "Redirects", profile: "In which browser", headers: "Headers that JavaScript sets",
};
const PROFILES = { standard: "the standard", chromium: "Chromium", firefox: "Firefox", webkit: "WebKit (Safari)" };

/** The controls; `show(state, answer)` says what they are, and what the text said. */
export function requestControls(set) {
  const fields = {};
  const field = (name, element) => {
    element.id = `c-${name}`;
    fields[name] = element;
    element.addEventListener(element.tagName === "SELECT" ? "change" : "input", () => set({ [name]: element.value }));
    return h("div", { class: `field ${name}` }, h("label", { for: element.id }, LABELS[name]), element);
  };
  const input = (name) => field(name, h("input", { type: "text", spellcheck: "false", autocomplete: "off", autocapitalize: "off" }));
  const select = (name) => field(name, h("select", {}, h("option", { value: "" }),
    CHOICES[name].map((value) => h("option", { value }, value))));
  const profile = field("profile", h("select", {}, Object.entries(PROFILES).map(([value, text]) => h("option", { value }, text))));
  const headers = field("headers", h("textarea", { rows: "1", spellcheck: "false", autocomplete: "off" }));
  const summary = h("summary", {}, "More of the request");
  const view = [
    h("div", { class: "fields" }, input("origin"), input("url"), select("credentials"), profile),
    h("details", { class: "more" }, summary,
      h("div", { class: "fields" }, input("method"), select("api"), select("mode"), select("redirect"), headers)),
  ];
  const show = (state, answer) => {
    const request = answer.case?.request;
    for (const [name, element] of Object.entries(fields)) {
      if (element !== document.activeElement) element.value = state[name];
      if (name === "profile") continue;
      const told = request === undefined ? "" : name === "headers" ?
        request.headers.map(([key, value]) => `${shown(key)}: ${shown(value)}`).join("\n") : shown(request[name]);
      if (element.tagName === "SELECT") element.options[0].textContent = told === "" ? "as usual" : told;
      else element.placeholder = state[name] === "" ? told : "";
    }
    fields.headers.rows = Math.max(1, fields.headers.value.split("\n").length);
    // An XMLHttpRequest has these as they are.
    const isXhr = (state.api || request?.api) === "xhr";
    for (const name of ["mode", "redirect"]) fields[name].disabled = isXhr && state[name] === "";
    const said = ["method", "api", "mode", "redirect"].filter((name) => state[name] !== "").map((name) => state[name]);
    summary.textContent = said.length === 0 ? "More of the request" : `More of the request: ${said.join(", ")}`;
  };
  return { view, show };
}
