import { inject, test } from "vitest";
import { record } from "../record.js";

test("happy-dom's fetch and XMLHttpRequest", () => {
  const settings = window.happyDOM.settings.fetch;
  const enforced = { ...settings };
  Object.assign(settings, { disableSameOriginPolicy: false, interceptor: null });
  return record("vitest-happy-dom", inject("port"), {
    fetch: (...call) => fetch(...call),
    window,
    enforce() {
      Object.assign(settings, enforced);
      return () => {};
    },
  });
}, 60_000);
