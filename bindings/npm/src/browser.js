// What the doors of browsers share: a file of its own, packed once a format.

export { exposing } from "./browser/expect.js";
export { originOf, pairsOf, sentOf } from "./browser/judge.js";
export { judgeMock, teller } from "./browser/mocks.js";
export { Watch } from "./browser/watch.js";
