// What CORS blocked of a page's requests, and which headers it hid.

import { reasons } from "corsieve";
import { because } from "../because.js";
import { describe, play, seenOf } from "./judge.js";
import { Traffic, storyOf } from "./traffic.js";

const BY_SCRIPT = new Set(["fetch", "xhr", "eventsource"]);
const MOCKED = "Its preflight reached no server: the test tool answered it, as Playwright does wherever " +
  "there is a page.route(). Whether the server allows it does not show.";

class Finding {
  constructor(story, failure, options) {
    const credentials = typeof options.credentials === "function" ?
      options.credentials({ url: story.hops[0].url, method: story.method }) : options.credentials;
    const { request } = describe(story, { ...options, credentials });
    const exchange = story.hops[0].url.startsWith("http") ? play(request, story, options) : null;
    const seen = exchange && seenOf(exchange);
    this.url = story.hops[0].url;
    this.method = story.method;
    this.origin = request.origin;
    this.corsError = failure?.corsErrorStatus?.corsError ?? null;
    // The browser has the last word.
    this.reason = this.corsError === null || seen?.reason.name === this.corsError ? seen?.reason ?? null :
      reasons[this.corsError] ?? null;
    this.isBlocked = this.corsError !== null ||
      failure !== null && seen?.type === "error" && seen.reason.name !== "ConnectionClosed";
    this.isPreflightMocked = story.preflights.some(({ isMocked }) => isMocked);
    this.response = seen?.reason === this.reason ? seen : null;
    this.hidden = Object.freeze(this.response?.outcomes.filter(({ exposed }) => !exposed) ?? []);
    Object.defineProperty(this, "exchange", { value: exchange });
    Object.freeze(this);
  }

  get heading() {
    return `${this.method} ${this.url}, asked by a page of ${this.origin}:` +
      (this.isPreflightMocked ? `\n${MOCKED}` : "");
  }

  explain(options) {
    const lines = [this.heading];
    if (this.response) {
      lines.push(this.exchange.explain(options).trimEnd());
    } else if (this.reason) {
      lines.push(because(this.reason));
      if (this.reason.fix) lines.push(`To change it: ${this.reason.fix}`);
    } else {
      lines.push(`The browser says ${this.corsError}.`);
    }
    return lines.join("\n");
  }
}

/** What explainBlocked() returns, over a session of the DevTools protocol. */
export class Watch {
  #traffic;
  #options;

  constructor(cdp, options) {
    this.#traffic = new Traffic(cdp);
    this.#options = options;
  }

  async start() {
    await this.#traffic.start();
    return this;
  }

  /** What is blocked, and what script asked for across origins. */
  async findings() {
    const found = [];
    for (const request of await this.#traffic.requests()) {
      const story = storyOf(request);
      const finding = new Finding(story, request.failure, this.#options);
      const crosses = BY_SCRIPT.has(story.type) && finding.response !== null &&
        finding.response.type !== "basic" && finding.response.type !== "error";
      if (finding.isBlocked || crosses || finding.isPreflightMocked) found.push(finding);
    }
    return found;
  }

  // null: there is nothing to say. `all`: also of hidden headers that nobody wants.
  #textOf(finding, all) {
    const { wants } = this.#options;
    const { response, isBlocked, hidden } = finding;
    if (isBlocked || all && wants === undefined && hidden.length > 0) return finding.explain();
    const wanted = [...wants ?? []].map(String).filter((name) => response !== null && !response.has(name) &&
      hidden.some((outcome) => outcome.name.toLowerCase() === name.toLowerCase()));
    if (wanted.length > 0) return finding.explain({ wants: wanted });
    return all && finding.isPreflightMocked ? finding.heading : null;
  }

  async #texts(all) {
    const texts = (await this.findings()).map((finding) => this.#textOf(finding, all));
    return texts.filter((text) => text !== null).join("\n\n");
  }

  /** Why script does not get what it asked for; "" if it does. */
  explain() {
    return this.#texts(true);
  }

  /** Throws if something was blocked, or of `wants` hidden. */
  async check() {
    const text = await this.#texts(false);
    if (text !== "") throw Object.assign(new Error(text), { code: "ERR_CORS" });
  }

  stop() {
    return this.#traffic.stop();
  }
}
