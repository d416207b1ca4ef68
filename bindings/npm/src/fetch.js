export { CorsError, consoleLine } from "./fetch/blocked.js";
export { corsFetch, install } from "./fetch/cors_fetch.js";
