// vitest's own happy-dom, with what corsieve sets.

import { builtinEnvironments } from "vitest/runtime";
import { corsSettings } from "../../dist/happy-dom.js";
import { quiet } from "../quiet.js";

const { "happy-dom": inner } = builtinEnvironments;

export default {
  ...inner,
  setup: (global, options) => inner.setup(global,
    { happyDOM: { ...options.happyDOM, settings: corsSettings({ console: quiet }) } }),
};
