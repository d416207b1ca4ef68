// What records the stories is a module, which jest's require() does not read.

import { TestEnvironment } from "jest-environment-node";
import { record } from "../record.js";

export default class extends TestEnvironment {
  async setup() {
    await super.setup();
    this.global.record = record;
  }
}
