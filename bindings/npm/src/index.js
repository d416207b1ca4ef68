export { PreflightCache } from "./cache.js";
export { CorsieveError } from "./errors.js";
export { Exchange } from "./exchange.js";
export { loadExplain } from "./explain.js";
export { filterResponse, visibleHeaders } from "./filter.js";
export { ready } from "./module.js";
export { rawPairs } from "./pairs.js";
export { resolveLocation } from "./resolve_location.js";
export { profiles, reasons } from "./terms.js";
