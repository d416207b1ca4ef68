// jest: in its environment node, and with a jsdom of one's own, as jest/ has them.

import { runRecorded } from "./run.js";

runRecorded(["jest", "bin/jest.js"],
  ["--rootDir", "jest", "--config", "jest/jest.config.js", "--runInBand", "--watchman=false"], {
    "jest-node": { fetch: /^$/ },
    "jest-jsdom": { xhr: /^(?!05|06|07|19|22|23)/ },
  });
