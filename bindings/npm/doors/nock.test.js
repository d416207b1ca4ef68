// nock: fetch is wrapped once it has the first interceptor, or before.

import nock from "nock";
import { after } from "node:test";
import { corsFetch } from "../dist/fetch.js";
import { quiet } from "./quiet.js";
import { runStories } from "./run.js";

const A = "http://a.example";
const B = "http://b.example";
nock.disableNetConnect();
after(() => nock.restore());

runStories("nock", {
  A, B,
  serve(hops) {
    nock.cleanAll();
    for (const { origin, status, headers } of hops) {
      nock(origin).get("/").reply(status, status === 302 ? "" : "body", headers.flat());
    }
  },
  alone: (url, init) => fetch(url, init),
  enforced: (url, init) => corsFetch(fetch, { origin: A, console: quiet })(url, init),
});
