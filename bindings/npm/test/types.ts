import {
  CorsieveError, Exchange, PreflightCache, filterResponse, profiles, reasons, visibleHeaders,
  type FilteredResponse, type Outcome, type ReasonName,
} from "corsieve";
import { CorsError, corsFetch, install } from "corsieve/fetch";
import { corsSettings } from "corsieve/happy-dom";
import { enforceCors } from "corsieve/jsdom";
import { expectExposed, explainBlocked, warnOfMocks, type Finding } from "corsieve/playwright";
import { matchers, type PageResponse } from "corsieve/puppeteer";

const seen: FilteredResponse = filterResponse(
  new Request("https://b.example/"), new Response(""), { origin: "https://a.example", profile: "chromium" });
const value: string | null = seen.get("x");
const name: ReasonName = seen.reason.name;
const fix: string = reasons[name].fix;
const shown: readonly Outcome[] = visibleHeaders({ etag: "1", "set-cookie": ["a", "b"] }, ["etag"]);
const exchange = new Exchange({ origin: "null", url: new URL("https://b.example/") },
  { cache: new PreflightCache(), now: () => 0 });
if (exchange.next === "send-request") exchange.receive(new Uint8Array());
const f: typeof fetch = corsFetch(fetch, { action: "warn", onHidden: (h) => h.reason.text });
const { restore } = install({ origin: "https://a.example" });
restore();
{
  using page = install({ origin: "https://a.example" });
  using ended = exchange;
  page.restore satisfies (() => void);
}
corsSettings({ profile: "firefox" }).fetch.disableSameOriginPolicy satisfies boolean;
enforceCors(globalThis, { onBlocked: ({ response }) => response.reason.fix }).restore();

export async function inAPage(page: object, response: PageResponse, other: Parameters<typeof expectExposed>[0]) {
  const watch = await explainBlocked(page, { wants: ["etag"], credentials: ({ url }) => url ? "include" : "omit" });
  const [finding]: Finding[] = await watch.findings();
  warnOfMocks(page, { console }).restore();
  return [finding?.reason?.fix, (await matchers.toExpose(response, "etag")).pass,
          (await expectExposed(other, ["etag"], { profile: "firefox" })).get("etag")];
}

// @ts-expect-error No such profile.
filterResponse({ url: "" }, "", { profile: "opera" });
// @ts-expect-error It is read-only.
seen.status = 1;
// @ts-expect-error No such reason.
reasons.Nonsense;

export function told(error: unknown): string {
  if (error instanceof CorsError) return error.reason.fix;
  if (error instanceof CorsieveError && error.code === "ERR_CORSIEVE_CLOSED") return error.message;
  return [value, fix, shown.length, f.name, profiles.length].join();
}
