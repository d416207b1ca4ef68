export { PreflightCache } from "./cache.js";
export { CorsieveError } from "./errors.js";
export { Exchange } from "./exchange.js";
export { loadExplain, resolveLocation } from "./explain.js";
export { filterResponse, visibleHeaders } from "./filter.js";
export { ready } from "./module.js";
export { rawPairs } from "./pairs.js";
export { profiles, reasons } from "./terms.js";
