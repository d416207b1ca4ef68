// The browsers of this machine, as the tests use them.

import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import puppeteer from "puppeteer-core";

// Nothing that a browser does of itself may reach the network, or count as the page's.
const CHROMIUM = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync", "--disable-extensions"];

const PREFERENCES = {
  "network.captive-portal-service.enabled": false, "network.connectivity-service.enabled": false,
  "app.update.auto": false, "browser.safebrowsing.malware.enabled": false, "browser.safebrowsing.phishing.enabled": false,
  "services.settings.server": "data:,", "network.prefetch-next": false, "network.dns.disablePrefetch": true,
};

const EXECUTABLES = {
  chromium: process.env.CHROMIUM ?? "/usr/bin/chromium",
  firefox: process.env.FIREFOX ?? "/usr/bin/firefox-esr",
};

export const NAMES = Object.keys(EXECUTABLES);

/** A browser with a profile of its own, which goes with it. `trusting`: it takes any certificate. */
export async function launch(name, { dark = false, trusting = false } = {}) {
  const executablePath = EXECUTABLES[name];
  if (!fs.existsSync(executablePath)) throw new Error(`${executablePath} is not there: apt-get install ${path.basename(executablePath)}`);
  const userDataDir = fs.mkdtempSync(path.join(os.tmpdir(), `playground-${name}-`));
  const own = name === "chromium" ? { args: CHROMIUM } :
    { extraPrefsFirefox: { ...PREFERENCES, "layout.css.prefers-color-scheme.content-override": dark ? 0 : 1 } };
  const browser = await puppeteer.launch({ browser: name === "chromium" ? "chrome" : "firefox", executablePath,
    headless: true, userDataDir, acceptInsecureCerts: trusting, ...own });
  const close = async () => {
    await browser.close();
    fs.rmSync(userDataDir, { recursive: true, force: true, maxRetries: 5 });
  };
  return { browser, close };
}

/** Once the page has answered, and can answer all else. */
export async function answered(page) {
  await page.waitForSelector(".verdict");
  await page.evaluate(() => globalThis.corsievePlayground.ready());
}
