// What the stories come to where node:test is not: in vitest and jest.

import * as fs from "node:fs";
import * as path from "node:path";
import { twoOrigins } from "../test/servers.js";
import { outcomeOf, stories, xhrOutcome, xhrStories } from "../test/stories.js";

// What happy-dom itself rejects with is an error as well.
const checked = (promise) => promise.catch((error) => {
  throw Object.assign(error, { code: "ERR_CORS" });
});

/** Writes what came of them to $CORSIEVE_RECORDED/name.json; 127.0.0.1:`port` is the
 *  page's origin. `page` has enforce(origin), which returns what ends it, and fetch and
 *  window: what script has, as far as it has them. */
export async function record(name, port, page) {
  const servers = await twoOrigins(port);
  const { A } = servers;
  // happy-dom alone asks with OPTIONS where no browser does.
  const allowAll = "HTTP/1.1 204 No Content\r\nConnection: close\r\n" +
    `Access-Control-Allow-Origin: ${A}\r\nAccess-Control-Allow-Credentials: true\r\n\r\n`;
  const run = async (of, ask) => {
    const outcomes = [];
    for (const [, init, hops] of of) {
      servers.serve(hops, allowAll);
      outcomes.push(await ask(servers.urlOf(hops), init));
    }
    return outcomes;
  };
  const runAll = async () => ({
    fetch: page.fetch && await run(stories, (url, init) => outcomeOf(checked(page.fetch(url, init)))),
    xhr: page.window && await run(xhrStories, (url, init) => xhrOutcome(page.window, url, init)),
  });
  const alone = await runAll();
  const restore = page.enforce(A);
  const enforced = await runAll();
  restore();
  const recorded = {};
  for (const kind of ["fetch", "xhr"]) {
    recorded[kind] = alone[kind]?.map((one, i) => ({ alone: one, enforced: enforced[kind][i] }));
  }
  fs.writeFileSync(path.join(process.env.CORSIEVE_RECORDED, `${name}.json`), JSON.stringify(recorded));
  await servers.close();
}
