// vitest: in its environments node, jsdom and happy-dom, as vitest/ has them.

import { runRecorded } from "./run.js";

const NONE = /^$/;
const JSDOM = /^(?!05|06|07|19|22|23)/;

runRecorded(["vitest", "vitest.mjs"], ["run", "--root", "vitest"], {
  "vitest-node": { fetch: NONE },
  "vitest-jsdom": { fetch: NONE, xhr: JSDOM },
  "vitest-happy-dom": { fetch: /^18 /, xhr: /^(04|18) / },
});
