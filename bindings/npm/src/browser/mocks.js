// Answers that a test gives in a server's place, judged as a server's.

import { becauseAndFix } from "../because.js";
import { describe, play, seenOf } from "./judge.js";

/** Says each thing once. */
export function teller(options) {
  const told = new Set();
  return (text) => {
    if (told.has(text)) return;
    told.add(text);
    (options.console ?? globalThis.console)?.warn?.(`corsieve: ${text}`);
  };
}

/** `story` has one hop. `tool`: {answersPreflights} and the words for what it does. */
export function judgeMock(story, tool, options, tell) {
  const { request } = describe(story, options);
  const [{ url }] = story.hops;
  const asked = `${story.method} ${url}`;
  const exchange = play(request, story, { ...options, onPreflight({ headers }) {
    if (!tool.answersPreflights) return;
    const names = headers.find(([name]) => name === "Access-Control-Request-Headers")?.[1];
    tell(`before ${asked}${names ? ` with ${names}` : ""} a browser asks the server with OPTIONS. ` +
      `${tool.name} answers that itself: whether the server allows it stays untested`);
  } });
  const { type, reason } = seenOf(exchange);
  if (type !== "error") return;
  tell(`the answer that ${tool.call} gives to ${asked} is one that browsers block, if a server sends it to ` +
    `a page of ${request.origin}: ${becauseAndFix(reason)}`);
}
