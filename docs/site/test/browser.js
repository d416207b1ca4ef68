// Debian's Chromium: without a network, and what its pages request is listed.

import { chromium } from "playwright-core";

const QUIET = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export const startBrowser = () =>
  chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: QUIET });

/** A page of `browser`; `strays` gets every request beyond `base`, `faults` what scripts throw. */
export async function openPage(
  browser,
  base,
  { width = 1400, colorScheme = "light", strays = [], faults = [], ...more } = {},
) {
  const context = await browser.newContext({
    viewport: { width, height: 900 },
    colorScheme,
    reducedMotion: "reduce",
    offline: base.startsWith("file:"),
    ...more,
  });
  context.setDefaultTimeout(15_000);
  context.on("request", (request) => {
    if (!request.url().startsWith(base) && !request.url().startsWith("data:")) strays.push(request.url());
  });
  const page = await context.newPage();
  page.on("pageerror", (error) => faults.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error") faults.push(message.text());
  });
  return page;
}
