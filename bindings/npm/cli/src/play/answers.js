// The exchange that the page wants to be answered: one at a time, by hop, under a path that nobody can guess.

import { bodyOf } from "./body.js";

export class Answers {
  #token;
  #id = null;
  #hop = 0;
  #case = null;

  constructor(token) {
    this.#token = token;
  }

  /** Takes `{ id, responses, preflights }`, heads as strings of bytes; says what is wrong with it, or null. */
  take(text) {
    let exchange;
    try {
      exchange = JSON.parse(text);
    } catch {
      return "it is no JSON";
    }
    const isHead = (head) => typeof head === "string" && /^[\0-\xff]*$/.test(head);
    const { id, responses, preflights } = exchange ?? {};
    if (typeof id !== "string" || !/^\w{1,40}$/.test(id)) return "its id is no word";
    if (!Array.isArray(responses) || !responses.every(isHead)) return "its responses are no heads";
    if (!Array.isArray(preflights) || !preflights.every((head) => head === null || isHead(head))) {
      return "its preflights are no heads";
    }
    this.#id = id;
    this.#hop = 0;
    this.#case = { responses, preflights };
    return null;
  }

  /** Whether a target is of an exchange; then what it is answered with: `{ head, body }`, or null for a closed connection. */
  of({ method, target, headers }) {
    const start = `/${this.#token}/x/`;
    if (!target.startsWith(start)) return undefined;
    const id = target.slice(start.length).split(/[/?]/, 1)[0];
    if (id !== this.#id) return null;
    const isPreflight = method === "OPTIONS" && headers.has("access-control-request-method");
    const head = isPreflight ? this.#case.preflights[this.#hop] : this.#case.responses[this.#hop++];
    return head === undefined || head === null ? null : { head, body: bodyOf(head) };
  }
}
