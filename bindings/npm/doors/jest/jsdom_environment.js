// jest's jsdom, of a version of one's own; and what records the stories.

import Environment from "@jest/environment-jsdom-abstract";
import * as jsdom from "jsdom";
import { record } from "../record.js";

export default class extends Environment {
  constructor(config, context) {
    super(config, context, jsdom);
    this.global.record = record;
  }
}
