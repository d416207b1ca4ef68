// undici's own fetch, over sockets and with its MockAgent.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import * as undici from "undici";
import { corsFetch } from "../dist/fetch.js";
import { twoOrigins } from "../test/servers.js";
import { quiet } from "./quiet.js";
import { runStories } from "./run.js";

let servers;
before(async () => (servers = await twoOrigins()));
after(() => servers.close());

const options = () => ({ origin: servers.A, console: quiet, Response: undici.Response });

runStories("undici", {
  get A() { return servers.A; },
  get B() { return servers.B; },
  serve: (hops) => servers.serve(hops.map(({ origin, headers }) =>
    [origin === servers.A ? "A" : "B", headers])),
  alone: (url, init) => undici.fetch(url, init),
  enforced: (url, init) => corsFetch(undici.fetch, options())(url, init),
});

test("MockAgent: a dispatcher that the call has goes along", async () => {
  const dispatcher = new undici.MockAgent();
  dispatcher.disableNetConnect();
  const mock = (headers) => dispatcher.get("http://b.example").intercept({ path: "/" })
    .reply(200, "body", { headers });
  const enforced = corsFetch(undici.fetch, options());
  mock({ "access-control-allow-origin": "*", "x-total-count": "3" });
  const response = await enforced("http://b.example/", { dispatcher });
  assert.equal(response.headers.get("x-total-count"), null);
  assert.ok(response instanceof undici.Response);
  mock({ "x-total-count": "3" });
  await assert.rejects(enforced("http://b.example/", { dispatcher }), { code: "ERR_CORS" });
});
