// Where the members of corsieve.h's structs lie, in bytes. The compiler holds
// ../../wasm/layout.c to the same numbers, and a test this file to that one.

export const STR = { size: 8 };
export const PAIR = { size: 16, name: 0, value: 8 };
export const HEADERS = {
  size: 24, count: 0, stride: 4, name_data: 8, name_size: 12, value_data: 16, value_size: 20,
};
export const REQUEST = {
  size: 72, mode: 4, credentials: 5, redirect: 6, initiator: 7, body: 8, referrer_policy: 9,
  embedder_policy: 10, upload_listener: 11, schemelessly_same_site: 12, response_tainting: 13,
  redirect_tainted: 14, began_same_origin: 15, origin: 16, url: 24, destination: 32, method: 40,
  headers: 48,
};
export const RESPONSE = {
  size: 88, status: 4, protocol: 8, body_is_empty: 9, message: 16, headers: 24, trailers: 48,
  interim: 72, interim_count: 76, status_text: 80,
};
export const INTERIM = { size: 28, status: 0, headers: 4 };
export const RESULT = {
  size: 36, type: 4, reason: 5, status: 6, status_message: 8, header_count: 16,
  exposed_count: 20, body_offset: 24, error_offset: 28, error_header: 32,
};
export const OUTGOING = {
  size: 40, include_credentials: 4, include_body: 5, method: 8, url: 16, origin: 24, headers: 32,
  header_count: 36,
};
export const EXCHANGE_INFO = {
  size: 24, redirected: 4, body_null: 5, timing_allow_passed: 6, response_tainting: 7,
  redirect_tainted: 8, preflight_count: 16, url_count: 20,
};
export const REASON_INFO = { size: 40, kind: 5, name: 8, text: 16, url: 24, fix: 32 };
