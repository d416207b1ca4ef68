/// <reference lib="esnext.disposable" />

/**
 * Which headers of a response page script can read, and why: WHATWG Fetch and
 * XMLHttpRequest, and what browsers do otherwise.
 *
 * Everything is synchronous but `ready()` and `loadExplain()`. A fetch that fails
 * is a result of type "error"; a call that makes no sense throws.
 */

/** Whose behaviour is asked for. */
export type Profile = "standard" | "chromium" | "firefox" | "webkit";

/**
 * Headers, in order and with repeats: pairs, a `Headers`, a `Map`; or a record, in
 * which an array stands for a header that was sent more than once. Each character
 * is one byte.
 */
export type HeaderPairs =
  | Iterable<readonly [name: string, value: string]>
  | Readonly<Record<string, string | readonly string[] | undefined>>;

/** What script asked, with the names and defaults of `RequestInit`. A `Request` is one. */
export interface RequestDescription {
  /** The page's origin, or a URL of it; "null" for an opaque one. May be in the options. */
  readonly origin?: string;
  /** What was requested: absolute. */
  readonly url: string | URL;
  readonly mode?: "cors" | "no-cors" | "same-origin" | "navigate";
  readonly credentials?: "omit" | "same-origin" | "include";
  readonly redirect?: "follow" | "error" | "manual";
  readonly api?: "fetch" | "xhr";
  readonly method?: string;
  /** As script set them. */
  readonly headers?: HeaderPairs;
  /** Any other object counts as "source": bytes that can be sent again. */
  readonly body?: "none" | "source" | "stream" | object | null;
  /** "" for fetch() and XMLHttpRequest; "script", "style", … for elements. */
  readonly destination?: string;
  readonly referrerPolicy?: string;
  readonly embedderPolicy?: "unsafe-none" | "require-corp" | "credentialless";
  /** Whether `xhr.upload` had a listener. */
  readonly uploadListener?: boolean;
  /** Whether origin and URL are; `Cross-Origin-Resource-Policy: same-site` asks. */
  readonly schemelesslySameSite?: boolean;
  /** For filterResponse(): what the redirects before this URL made of the fetch. */
  readonly responseTainting?: "basic" | "cors" | "opaque";
  /** For filterResponse(): whether they made the origin count as "null". */
  readonly redirectTainted?: boolean;
  /** For filterResponse(): whether the first URL was of the page's origin. */
  readonly beganSameOrigin?: boolean;
}

/** A response that is parsed. A `Response` is one; Node's parser has joined lines then. */
export interface ReceivedResponse {
  /** A string is what `:status` says to the byte. */
  readonly status: number | string;
  readonly statusText?: string;
  readonly headers?: HeaderPairs;
  readonly protocol?: "http/1.1" | "h2" | "h3";
  /** HTTP/2: no DATA came. */
  readonly bodyIsEmpty?: boolean;
  readonly trailers?: HeaderPairs;
  readonly interim?: Iterable<{ readonly status: number; readonly headers: HeaderPairs }>;
}

/** The bytes that a head begins (in a string each character is one), or what was parsed. */
export type Received = string | Uint8Array | ArrayBuffer | ReceivedResponse;

export type ReasonName =
  | "BasicResponse" | "Safelisted" | "ExposedByName" | "ExposedByStar"
  | "ForbiddenResponseHeaderName" | "NotExposed" | "StarIsLiteralWithCredentials"
  | "ExposeListInvalid" | "OpaqueResponse" | "OpaqueRedirectResponse" | "NetworkErrorResponse"
  | "RedirectResponse" | "MalformedLine" | "DroppedByEngine" | "SameOrigin" | "CorsCheckPassed"
  | "NoCors" | "ManualRedirect" | "RedirectToFollow" | "OriginNotSerialized"
  | "UrlNotSerialized" | "BlobNotHere" | "HeadEmpty" | "HeadTruncated" | "HeadContainsNul"
  | "HeadContainsCr" | "StatusLineMalformed" | "StatusCodeMalformed" | "FirstHeaderLineFolded"
  | "HeaderLineWithoutColon" | "HeaderNameMalformed" | "HeaderValueMalformed"
  | "NoFinalResponse" | "ContentLengthConflict" | "ConnectionSpecificHeader" | "StatusMalformed"
  | "ContentLengthForbidden" | "HeadTooLarge" | "FramingMalformed" | "DuplicateConflict"
  | "ProxyAuthenticationRequired" | "DisallowedByMode" | "CorsDisabledScheme"
  | "NoCorsRedirectMode" | "BadPort" | "MissingAllowOriginHeader" | "MultipleAllowOriginValues"
  | "InvalidAllowOriginValue" | "AllowOriginMismatch" | "WildcardOriginNotAllowed"
  | "InvalidAllowCredentials" | "CorpNotSameOrigin" | "CorpNotSameSite"
  | "CorpDefaultedByEmbedderPolicy" | "RedirectModeError" | "LocationInvalid"
  | "LocationNotHttp" | "TooManyRedirects" | "RedirectContainsCredentials"
  | "RedirectBodyStream" | "MethodInvalid" | "RequestHeaderInvalid" | "UrlIncludesCredentials"
  | "NoCorsMethod" | "NavigateMode" | "RequestBodyInvalid" | "ConnectionClosed"
  | "SchemeNotHttp" | "DataUrlInvalid" | "StreamWantsHttp2" | "PreflightConnectionClosed"
  | "PreflightResponseMalformed" | "PreflightInvalidStatus" | "PreflightDisallowedRedirect"
  | "PreflightMissingAllowOriginHeader" | "PreflightMultipleAllowOriginValues"
  | "PreflightInvalidAllowOriginValue" | "PreflightAllowOriginMismatch"
  | "PreflightWildcardOriginNotAllowed" | "PreflightInvalidAllowCredentials"
  | "InvalidAllowMethodsPreflightResponse" | "InvalidAllowHeadersPreflightResponse"
  | "MethodDisallowedByPreflightResponse" | "HeaderDisallowedByPreflightResponse"
  | "BlockedByNosniff" | "BlockedByMimeType";

/** Why: one frozen object a reason. */
export interface Reason {
  readonly name: ReasonName;
  readonly kind: "exposed" | "hidden" | "response" | "redirect" | "network-error" | "wrong-call";
  /** A sentence fragment. */
  readonly text: string;
  /** The rule in the standard. */
  readonly url: string;
  /** What would change it; "" if nothing would. */
  readonly fix: string;
}

/** The fate of one header. */
export interface Outcome {
  readonly name: string;
  readonly value: string;
  /** Whether script can read it. */
  readonly exposed: boolean;
  readonly reason: Reason;
}

export interface ExplainOptions {
  /** That of the answer, where it is not said; "all": side by side. */
  readonly profile?: Profile | "all";
  /** With the escapes of terminals. */
  readonly color?: boolean;
  /** Headers that are asked for: a line each, and nothing else. */
  readonly wants?: Iterable<string>;
}

/** What script sees of a response. Frozen; it needs nothing of the engine. */
export interface FilteredResponse {
  /** "default" is a redirect that is followed: script sees none. */
  readonly type: "basic" | "cors" | "default" | "error" | "opaque" | "opaqueredirect";
  /** Why it is an error, or why script gets it. */
  readonly reason: Reason;
  readonly status: number;
  readonly statusText: string;
  /** Of each received header, in order. */
  readonly outcomes: readonly Outcome[];
  /** `[...response.headers]`: sorted and combined. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** `response.headers.get(name)`. */
  get(name: string): string | null;
  has(name: string): boolean;
  /** `xhr.getResponseHeader(name)`. */
  getResponseHeader(name: string): string | null;
  /** `xhr.getAllResponseHeaders()`. */
  getAllResponseHeaders(): string;
  /** Of bytes: where the body begins. */
  readonly bodyOffset: number;
  /** Of bytes that are no head: which one shows it. */
  readonly errorOffset: number | null;
  /** Of a list that is none: which header shows it. */
  readonly errorHeader: number | null;
  /** What `corsieve explain` prints of it, with what to change. */
  explain(options?: ExplainOptions): string;
}

export interface FilterOptions {
  readonly profile?: Profile;
  /** The page's, where the description has none. */
  readonly origin?: string;
}

/** What script sees of one response. For redirects and preflights: `Exchange`. */
export function filterResponse(
  request: RequestDescription, received: Received, options?: FilterOptions): FilteredResponse;

/**
 * Which of `headers` a CORS filtered response shows, without a request. `expose` is
 * the value of Access-Control-Expose-Headers, or names; without it, what the
 * headers themselves say.
 */
export function visibleHeaders(
  headers: HeaderPairs, expose?: string | Iterable<string> | null,
  options?: { readonly credentials?: "omit" | "same-origin" | "include" }): readonly Outcome[];

/** What preflights allowed, remembered: for exchanges of one profile. */
export class PreflightCache {
  readonly size: number;
  /** Forgets all. */
  clear(): void;
}

export interface ExchangeOptions extends FilterOptions {
  readonly cache?: PreflightCache | null;
  /** Any clock in milliseconds that never goes back. */
  readonly now?: () => number;
}

/** A request that is to be sent. */
export interface OutgoingRequest {
  readonly method: string;
  readonly url: string;
  /** All that Fetch decides. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** The Origin among them; null: none is sent. */
  readonly origin: string | null;
  readonly includeCredentials: boolean;
  readonly includeBody: boolean;
}

/**
 * A whole fetch, with redirects and preflights, and without I/O: do what `next`
 * asks for until it says "done". What is read when done stays.
 */
export class Exchange {
  constructor(request: RequestDescription, options?: ExchangeOptions);
  readonly next: "send-preflight" | "send-request" | "resolve-location" | "done";
  /** What is to be sent; when done, the last that was. */
  readonly outgoing: OutgoingRequest;
  /** The last preflight; null: there was none. */
  readonly preflight: OutgoingRequest | null;
  /** What it was answered with. */
  receive(received: Received): void;
  /** No answer: the connection failed. */
  receiveNothing(): void;
  /** A stored response that the request in hand revalidates. Before receive(). */
  store(received: Received): void;
  /** What is to be resolved against currentUrl: resolveLocation() does. Bytes. */
  readonly location: string;
  readonly currentUrl: string;
  /** What it comes to; null: it does not parse. */
  resolved(url: string | null, schemelesslySameSite?: boolean): void;
  /** What became of the response received last, redirects included. */
  readonly latest: FilteredResponse;
  /** What script sees. It and what follows throw before it is done. */
  readonly response: FilteredResponse;
  readonly urlList: readonly string[];
  readonly redirected: boolean;
  /** `response.url`; "" where script gets none. */
  readonly responseUrl: string;
  readonly bodyIsNull: boolean;
  readonly timingAllowPassed: boolean;
  readonly responseTainting: "basic" | "cors" | "opaque";
  readonly preflightCount: number;
  /** What `corsieve explain` prints of it all. */
  explain(options?: ExplainOptions): string;
  /** Frees it before it is done, if that is to be. */
  close(): void;
  /** close(), for `using`. */
  [Symbol.dispose](): void;
}

/** The URL that a Location comes to, bytes and all; null: none. */
export function resolveLocation(location: string, base: string): string | null;

/** Pairs of a flat array, as Node's `rawHeaders` is. */
export function rawPairs(flat: readonly (string | Uint8Array)[]): [name: string, value: string][];

/** Every reason, by its name. */
export const reasons: Readonly<Record<ReasonName, Reason>>;

/** Every profile, and the versions that it was recorded with. */
export const profiles: readonly { readonly name: Profile; readonly versions: string }[];

/** Compiles the engine off the main thread, before its first use. Optional. */
export function ready(): Promise<void>;

/**
 * Gets what explain() needs, where files cannot be read synchronously: in browsers.
 * `from` is explain.wasm of this package, or its URL.
 */
export function loadExplain(from?: string | URL | ArrayBuffer | Uint8Array): Promise<void>;

/** A wrong call. Tell it by its code: there may be two copies of this package. */
export class CorsieveError extends Error {
  constructor(code: CorsieveError["code"], message: string);
  readonly code:
    | "ERR_CORSIEVE_CLOSED"
    | "ERR_CORSIEVE_INPUT_TOO_LARGE"
    | "ERR_CORSIEVE_NOT_BYTES"
    | "ERR_CORSIEVE_NOT_LOADED"
    | "ERR_CORSIEVE_WRONG_CALL";
}
