// mentoss: its servers are asked themselves, for its fetch checks by rules of its own.

import { FetchMocker, MockServer } from "mentoss";
import { corsFetch } from "../dist/fetch.js";
import { quiet } from "./quiet.js";
import { checking, runStories } from "./run.js";

const A = "http://a.example";
const B = "http://b.example";
let hops = [];
const servers = [A, B].map((origin) => {
  const server = new MockServer(origin);
  for (const _ of Array(100)) {
    server.get("/", () => {
      const { status, headers } = hops.shift();
      // It takes a record: of several lines one has to be made.
      const given = new Headers();
      for (const [name, value] of headers) given.append(name, value);
      return { status, headers: Object.fromEntries(given), body: status === 302 ? null : "body" };
    });
  }
  return server;
});

async function ask(url, init) {
  for (const server of servers) {
    const response = await server.receive(new Request(url, init));
    if (response) return response;
  }
  throw new TypeError(`no server has a route for ${url}`);
}
const alone = new FetchMocker({ servers, baseUrl: A });

runStories("mentoss", {
  A, B,
  serve(next) {
    hops = [...next];
  },
  alone: checking((url, init) => alone.fetch(url, init)),
  enforced: corsFetch(ask, { origin: A, console: quiet }),
}, /^(1[1-7]|20|21|23|24) /);
