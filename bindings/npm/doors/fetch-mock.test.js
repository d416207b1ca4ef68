// fetch-mock: its fetchHandler is wrapped. It follows no redirects; corsieve does.

import fetchMock from "fetch-mock";
import { corsFetch } from "../dist/fetch.js";
import { quiet } from "./quiet.js";
import { runStories } from "./run.js";

const A = "http://a.example";
const B = "http://b.example";
let served = [];

const mock = fetchMock.createInstance();
mock.route("*", () => {
  const { status, headers } = served.shift();
  const given = new Headers();
  for (const [name, value] of headers) given.append(name, value);
  return new Response(status === 302 ? null : "body", { status, headers: given });
});

runStories("fetch-mock", {
  A, B,
  serve(hops) {
    served = [...hops];
  },
  alone: (url, init) => mock.fetchHandler(url, init),
  enforced: (url, init) =>
    corsFetch((...call) => mock.fetchHandler(...call), { origin: A, console: quiet })(url, init),
});
