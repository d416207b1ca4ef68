// Made by bindings/rust/declare.py from include/corsieve.h.

use std::marker::PhantomPinned;
use std::os::raw::{c_char, c_int, c_void};

pub const CORSIEVE_VERSION_MAJOR: u32 = 0;
pub const CORSIEVE_VERSION_MINOR: u32 = 1;
pub const CORSIEVE_VERSION_PATCH: u32 = 0;

pub type corsieve_status = i8;
pub const CORSIEVE_OK: corsieve_status = 0;
pub const CORSIEVE_NULL_ARGUMENT: corsieve_status = -1;
pub const CORSIEVE_BAD_STRUCT: corsieve_status = -2;
pub const CORSIEVE_NEWER_STRUCT: corsieve_status = -3;
pub const CORSIEVE_BAD_STRING: corsieve_status = -4;
pub const CORSIEVE_BAD_LIST: corsieve_status = -5;
pub const CORSIEVE_BAD_VALUE: corsieve_status = -6;
pub const CORSIEVE_BAD_STATE: corsieve_status = -7;

#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct corsieve_str {
    pub data: *const c_char,
    pub size: usize,
}

#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct corsieve_pair {
    pub name: corsieve_str,
    pub value: corsieve_str,
}

#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct corsieve_headers {
    pub count: usize,
    pub stride: usize,
    pub name_data: *const c_void,
    pub name_size: *const c_void,
    pub value_data: *const c_void,
    pub value_size: *const c_void,
}

pub type corsieve_keep = u8;
pub const CORSIEVE_BORROW: corsieve_keep = 0;
pub const CORSIEVE_COPY: corsieve_keep = 1;

#[repr(C)]
pub struct corsieve_list {
    _bytes: [u8; 0],
    _pinned: std::marker::PhantomData<(*mut u8, PhantomPinned)>,
}

pub type corsieve_profile = u8;
pub const CORSIEVE_PROFILE_STANDARD: corsieve_profile = 0;
pub const CORSIEVE_PROFILE_CHROMIUM: corsieve_profile = 1;
pub const CORSIEVE_PROFILE_FIREFOX: corsieve_profile = 2;
pub const CORSIEVE_PROFILE_WEBKIT: corsieve_profile = 3;

pub type corsieve_mode = u8;
pub const CORSIEVE_MODE_CORS: corsieve_mode = 0;
pub const CORSIEVE_MODE_NO_CORS: corsieve_mode = 1;
pub const CORSIEVE_MODE_SAME_ORIGIN: corsieve_mode = 2;
pub const CORSIEVE_MODE_NAVIGATE: corsieve_mode = 3;

pub type corsieve_credentials = u8;
pub const CORSIEVE_CREDENTIALS_SAME_ORIGIN: corsieve_credentials = 0;
pub const CORSIEVE_CREDENTIALS_OMIT: corsieve_credentials = 1;
pub const CORSIEVE_CREDENTIALS_INCLUDE: corsieve_credentials = 2;

pub type corsieve_redirect = u8;
pub const CORSIEVE_REDIRECT_FOLLOW: corsieve_redirect = 0;
pub const CORSIEVE_REDIRECT_ERROR: corsieve_redirect = 1;
pub const CORSIEVE_REDIRECT_MANUAL: corsieve_redirect = 2;

pub type corsieve_initiator = u8;
pub const CORSIEVE_INITIATOR_FETCH: corsieve_initiator = 0;
pub const CORSIEVE_INITIATOR_XHR: corsieve_initiator = 1;

pub type corsieve_body = u8;
pub const CORSIEVE_BODY_NONE: corsieve_body = 0;
pub const CORSIEVE_BODY_SOURCE: corsieve_body = 1;
pub const CORSIEVE_BODY_STREAM: corsieve_body = 2;

pub type corsieve_referrer_policy = u8;
pub const CORSIEVE_REFERRER_STRICT_ORIGIN_WHEN_CROSS_ORIGIN: corsieve_referrer_policy = 0;
pub const CORSIEVE_REFERRER_NO_REFERRER: corsieve_referrer_policy = 1;
pub const CORSIEVE_REFERRER_NO_REFERRER_WHEN_DOWNGRADE: corsieve_referrer_policy = 2;
pub const CORSIEVE_REFERRER_SAME_ORIGIN: corsieve_referrer_policy = 3;
pub const CORSIEVE_REFERRER_ORIGIN: corsieve_referrer_policy = 4;
pub const CORSIEVE_REFERRER_STRICT_ORIGIN: corsieve_referrer_policy = 5;
pub const CORSIEVE_REFERRER_ORIGIN_WHEN_CROSS_ORIGIN: corsieve_referrer_policy = 6;
pub const CORSIEVE_REFERRER_UNSAFE_URL: corsieve_referrer_policy = 7;

pub type corsieve_embedder_policy = u8;
pub const CORSIEVE_EMBEDDER_UNSAFE_NONE: corsieve_embedder_policy = 0;
pub const CORSIEVE_EMBEDDER_REQUIRE_CORP: corsieve_embedder_policy = 1;
pub const CORSIEVE_EMBEDDER_CREDENTIALLESS: corsieve_embedder_policy = 2;

pub type corsieve_tainting = u8;
pub const CORSIEVE_TAINTING_BASIC: corsieve_tainting = 0;
pub const CORSIEVE_TAINTING_CORS: corsieve_tainting = 1;
pub const CORSIEVE_TAINTING_OPAQUE: corsieve_tainting = 2;

#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct corsieve_request {
    pub struct_size: u32,
    pub mode: corsieve_mode,
    pub credentials: corsieve_credentials,
    pub redirect: corsieve_redirect,
    pub initiator: corsieve_initiator,
    pub body: corsieve_body,
    pub referrer_policy: corsieve_referrer_policy,
    pub embedder_policy: corsieve_embedder_policy,
    pub upload_listener: u8,
    pub schemelessly_same_site: u8,
    pub response_tainting: corsieve_tainting,
    pub redirect_tainted: u8,
    pub began_same_origin: u8,
    pub origin: corsieve_str,
    pub url: corsieve_str,
    pub destination: corsieve_str,
    pub method: corsieve_str,
    pub headers: corsieve_headers,
}
impl Default for corsieve_request {
    /// Its _INIT.
    fn default() -> Self {
        // SAFETY: all of it may be zero.
        let mut init: Self = unsafe { std::mem::zeroed() };
        init.struct_size = std::mem::size_of::<Self>() as u32;
        init
    }
}

pub type corsieve_protocol = u8;
pub const CORSIEVE_HTTP_1: corsieve_protocol = 0;
pub const CORSIEVE_HTTP_2: corsieve_protocol = 1;
pub const CORSIEVE_HTTP_3: corsieve_protocol = 2;

#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct corsieve_interim {
    pub status: i32,
    pub headers: corsieve_headers,
}

#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct corsieve_response {
    pub struct_size: u32,
    pub status: i32,
    pub protocol: corsieve_protocol,
    pub body_is_empty: u8,
    pub reserved: [u8; 6],
    pub message: corsieve_str,
    pub headers: corsieve_headers,
    pub trailers: corsieve_headers,
    pub interim: *const corsieve_interim,
    pub interim_count: usize,
    pub status_text: corsieve_str,
}
impl Default for corsieve_response {
    /// Its _INIT.
    fn default() -> Self {
        // SAFETY: all of it may be zero.
        let mut init: Self = unsafe { std::mem::zeroed() };
        init.struct_size = std::mem::size_of::<Self>() as u32;
        init
    }
}

pub type corsieve_reason = u8;
pub const CORSIEVE_REASON_BASIC_RESPONSE: corsieve_reason = 0;
pub const CORSIEVE_REASON_SAFELISTED: corsieve_reason = 1;
pub const CORSIEVE_REASON_EXPOSED_BY_NAME: corsieve_reason = 2;
pub const CORSIEVE_REASON_EXPOSED_BY_STAR: corsieve_reason = 3;
pub const CORSIEVE_REASON_FORBIDDEN_RESPONSE_HEADER_NAME: corsieve_reason = 10;
pub const CORSIEVE_REASON_NOT_EXPOSED: corsieve_reason = 11;
pub const CORSIEVE_REASON_STAR_IS_LITERAL_WITH_CREDENTIALS: corsieve_reason = 12;
pub const CORSIEVE_REASON_EXPOSE_LIST_INVALID: corsieve_reason = 13;
pub const CORSIEVE_REASON_OPAQUE_RESPONSE: corsieve_reason = 14;
pub const CORSIEVE_REASON_OPAQUE_REDIRECT_RESPONSE: corsieve_reason = 15;
pub const CORSIEVE_REASON_NETWORK_ERROR_RESPONSE: corsieve_reason = 16;
pub const CORSIEVE_REASON_REDIRECT_RESPONSE: corsieve_reason = 17;
pub const CORSIEVE_REASON_MALFORMED_LINE: corsieve_reason = 25;
pub const CORSIEVE_REASON_DROPPED_BY_ENGINE: corsieve_reason = 26;
pub const CORSIEVE_REASON_SAME_ORIGIN: corsieve_reason = 30;
pub const CORSIEVE_REASON_CORS_CHECK_PASSED: corsieve_reason = 31;
pub const CORSIEVE_REASON_NO_CORS: corsieve_reason = 32;
pub const CORSIEVE_REASON_MANUAL_REDIRECT: corsieve_reason = 33;
pub const CORSIEVE_REASON_REDIRECT_TO_FOLLOW: corsieve_reason = 40;
pub const CORSIEVE_REASON_ORIGIN_NOT_SERIALIZED: corsieve_reason = 45;
pub const CORSIEVE_REASON_URL_NOT_SERIALIZED: corsieve_reason = 46;
pub const CORSIEVE_REASON_BLOB_NOT_HERE: corsieve_reason = 47;
pub const CORSIEVE_REASON_HEAD_EMPTY: corsieve_reason = 50;
pub const CORSIEVE_REASON_HEAD_TRUNCATED: corsieve_reason = 51;
pub const CORSIEVE_REASON_HEAD_CONTAINS_NUL: corsieve_reason = 52;
pub const CORSIEVE_REASON_HEAD_CONTAINS_CR: corsieve_reason = 53;
pub const CORSIEVE_REASON_STATUS_LINE_MALFORMED: corsieve_reason = 54;
pub const CORSIEVE_REASON_STATUS_CODE_MALFORMED: corsieve_reason = 55;
pub const CORSIEVE_REASON_FIRST_HEADER_LINE_FOLDED: corsieve_reason = 56;
pub const CORSIEVE_REASON_HEADER_LINE_WITHOUT_COLON: corsieve_reason = 57;
pub const CORSIEVE_REASON_HEADER_NAME_MALFORMED: corsieve_reason = 58;
pub const CORSIEVE_REASON_HEADER_VALUE_MALFORMED: corsieve_reason = 59;
pub const CORSIEVE_REASON_NO_FINAL_RESPONSE: corsieve_reason = 60;
pub const CORSIEVE_REASON_CONTENT_LENGTH_CONFLICT: corsieve_reason = 61;
pub const CORSIEVE_REASON_CONNECTION_SPECIFIC_HEADER: corsieve_reason = 62;
pub const CORSIEVE_REASON_STATUS_MALFORMED: corsieve_reason = 63;
pub const CORSIEVE_REASON_CONTENT_LENGTH_FORBIDDEN: corsieve_reason = 64;
pub const CORSIEVE_REASON_HEAD_TOO_LARGE: corsieve_reason = 75;
pub const CORSIEVE_REASON_FRAMING_MALFORMED: corsieve_reason = 76;
pub const CORSIEVE_REASON_DUPLICATE_CONFLICT: corsieve_reason = 77;
pub const CORSIEVE_REASON_PROXY_AUTHENTICATION_REQUIRED: corsieve_reason = 78;
pub const CORSIEVE_REASON_DISALLOWED_BY_MODE: corsieve_reason = 90;
pub const CORSIEVE_REASON_CORS_DISABLED_SCHEME: corsieve_reason = 91;
pub const CORSIEVE_REASON_NO_CORS_REDIRECT_MODE: corsieve_reason = 92;
pub const CORSIEVE_REASON_BAD_PORT: corsieve_reason = 93;
pub const CORSIEVE_REASON_MISSING_ALLOW_ORIGIN_HEADER: corsieve_reason = 100;
pub const CORSIEVE_REASON_MULTIPLE_ALLOW_ORIGIN_VALUES: corsieve_reason = 101;
pub const CORSIEVE_REASON_INVALID_ALLOW_ORIGIN_VALUE: corsieve_reason = 102;
pub const CORSIEVE_REASON_ALLOW_ORIGIN_MISMATCH: corsieve_reason = 103;
pub const CORSIEVE_REASON_WILDCARD_ORIGIN_NOT_ALLOWED: corsieve_reason = 104;
pub const CORSIEVE_REASON_INVALID_ALLOW_CREDENTIALS: corsieve_reason = 105;
pub const CORSIEVE_REASON_CORP_NOT_SAME_ORIGIN: corsieve_reason = 110;
pub const CORSIEVE_REASON_CORP_NOT_SAME_SITE: corsieve_reason = 111;
pub const CORSIEVE_REASON_CORP_DEFAULTED_BY_EMBEDDER_POLICY: corsieve_reason = 112;
pub const CORSIEVE_REASON_REDIRECT_MODE_ERROR: corsieve_reason = 120;
pub const CORSIEVE_REASON_LOCATION_INVALID: corsieve_reason = 121;
pub const CORSIEVE_REASON_LOCATION_NOT_HTTP: corsieve_reason = 122;
pub const CORSIEVE_REASON_TOO_MANY_REDIRECTS: corsieve_reason = 123;
pub const CORSIEVE_REASON_REDIRECT_CONTAINS_CREDENTIALS: corsieve_reason = 124;
pub const CORSIEVE_REASON_REDIRECT_BODY_STREAM: corsieve_reason = 125;
pub const CORSIEVE_REASON_METHOD_INVALID: corsieve_reason = 135;
pub const CORSIEVE_REASON_REQUEST_HEADER_INVALID: corsieve_reason = 136;
pub const CORSIEVE_REASON_URL_INCLUDES_CREDENTIALS: corsieve_reason = 137;
pub const CORSIEVE_REASON_NO_CORS_METHOD: corsieve_reason = 138;
pub const CORSIEVE_REASON_NAVIGATE_MODE: corsieve_reason = 139;
pub const CORSIEVE_REASON_REQUEST_BODY_INVALID: corsieve_reason = 140;
pub const CORSIEVE_REASON_CONNECTION_CLOSED: corsieve_reason = 150;
pub const CORSIEVE_REASON_SCHEME_NOT_HTTP: corsieve_reason = 151;
pub const CORSIEVE_REASON_DATA_URL_INVALID: corsieve_reason = 152;
pub const CORSIEVE_REASON_STREAM_WANTS_HTTP2: corsieve_reason = 153;
pub const CORSIEVE_REASON_PREFLIGHT_CONNECTION_CLOSED: corsieve_reason = 160;
pub const CORSIEVE_REASON_PREFLIGHT_RESPONSE_MALFORMED: corsieve_reason = 161;
pub const CORSIEVE_REASON_PREFLIGHT_INVALID_STATUS: corsieve_reason = 162;
pub const CORSIEVE_REASON_PREFLIGHT_DISALLOWED_REDIRECT: corsieve_reason = 163;
pub const CORSIEVE_REASON_PREFLIGHT_MISSING_ALLOW_ORIGIN_HEADER: corsieve_reason = 170;
pub const CORSIEVE_REASON_PREFLIGHT_MULTIPLE_ALLOW_ORIGIN_VALUES: corsieve_reason = 171;
pub const CORSIEVE_REASON_PREFLIGHT_INVALID_ALLOW_ORIGIN_VALUE: corsieve_reason = 172;
pub const CORSIEVE_REASON_PREFLIGHT_ALLOW_ORIGIN_MISMATCH: corsieve_reason = 173;
pub const CORSIEVE_REASON_PREFLIGHT_WILDCARD_ORIGIN_NOT_ALLOWED: corsieve_reason = 174;
pub const CORSIEVE_REASON_PREFLIGHT_INVALID_ALLOW_CREDENTIALS: corsieve_reason = 175;
pub const CORSIEVE_REASON_INVALID_ALLOW_METHODS_PREFLIGHT_RESPONSE: corsieve_reason = 180;
pub const CORSIEVE_REASON_INVALID_ALLOW_HEADERS_PREFLIGHT_RESPONSE: corsieve_reason = 181;
pub const CORSIEVE_REASON_METHOD_DISALLOWED_BY_PREFLIGHT_RESPONSE: corsieve_reason = 182;
pub const CORSIEVE_REASON_HEADER_DISALLOWED_BY_PREFLIGHT_RESPONSE: corsieve_reason = 183;
pub const CORSIEVE_REASON_BLOCKED_BY_NOSNIFF: corsieve_reason = 200;
pub const CORSIEVE_REASON_BLOCKED_BY_MIME_TYPE: corsieve_reason = 201;

pub type corsieve_kind = u8;
pub const CORSIEVE_KIND_EXPOSED: corsieve_kind = 0;
pub const CORSIEVE_KIND_HIDDEN: corsieve_kind = 1;
pub const CORSIEVE_KIND_RESPONSE: corsieve_kind = 2;
pub const CORSIEVE_KIND_REDIRECT: corsieve_kind = 3;
pub const CORSIEVE_KIND_NETWORK_ERROR: corsieve_kind = 4;
pub const CORSIEVE_KIND_WRONG_CALL: corsieve_kind = 5;

#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct corsieve_reason_info {
    pub struct_size: u32,
    pub reason: corsieve_reason,
    pub kind: corsieve_kind,
    pub reserved: [u8; 2],
    pub name: corsieve_str,
    pub text: corsieve_str,
    pub url: corsieve_str,
    pub fix: corsieve_str,
}
impl Default for corsieve_reason_info {
    /// Its _INIT.
    fn default() -> Self {
        // SAFETY: all of it may be zero.
        let mut init: Self = unsafe { std::mem::zeroed() };
        init.struct_size = std::mem::size_of::<Self>() as u32;
        init
    }
}

pub type corsieve_type = u8;
pub const CORSIEVE_TYPE_BASIC: corsieve_type = 0;
pub const CORSIEVE_TYPE_CORS: corsieve_type = 1;
pub const CORSIEVE_TYPE_DEFAULT: corsieve_type = 2;
pub const CORSIEVE_TYPE_ERROR: corsieve_type = 3;
pub const CORSIEVE_TYPE_OPAQUE: corsieve_type = 4;
pub const CORSIEVE_TYPE_OPAQUE_REDIRECT: corsieve_type = 5;

#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct corsieve_result {
    pub struct_size: u32,
    pub r#type: corsieve_type,
    pub reason: corsieve_reason,
    pub status: u16,
    pub status_message: corsieve_str,
    pub header_count: usize,
    pub exposed_count: usize,
    pub body_offset: usize,
    pub error_offset: usize,
    pub error_header: usize,
}
impl Default for corsieve_result {
    /// Its _INIT.
    fn default() -> Self {
        // SAFETY: all of it may be zero.
        let mut init: Self = unsafe { std::mem::zeroed() };
        init.struct_size = std::mem::size_of::<Self>() as u32;
        init
    }
}

#[repr(C)]
pub struct corsieve_seen {
    _bytes: [u8; 0],
    _pinned: std::marker::PhantomData<(*mut u8, PhantomPinned)>,
}

#[repr(C)]
pub struct corsieve_filter {
    _bytes: [u8; 0],
    _pinned: std::marker::PhantomData<(*mut u8, PhantomPinned)>,
}

#[repr(C)]
pub struct corsieve_cache {
    _bytes: [u8; 0],
    _pinned: std::marker::PhantomData<(*mut u8, PhantomPinned)>,
}

#[repr(C)]
pub struct corsieve_exchange {
    _bytes: [u8; 0],
    _pinned: std::marker::PhantomData<(*mut u8, PhantomPinned)>,
}

pub type corsieve_step = i8;
pub const CORSIEVE_STEP_SEND_PREFLIGHT: corsieve_step = 1;
pub const CORSIEVE_STEP_SEND_REQUEST: corsieve_step = 2;
pub const CORSIEVE_STEP_RESOLVE_LOCATION: corsieve_step = 3;
pub const CORSIEVE_STEP_DONE: corsieve_step = 4;

#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct corsieve_outgoing {
    pub struct_size: u32,
    pub include_credentials: u8,
    pub include_body: u8,
    pub reserved: [u8; 2],
    pub method: corsieve_str,
    pub url: corsieve_str,
    pub origin: corsieve_str,
    pub headers: *const corsieve_pair,
    pub header_count: usize,
}
impl Default for corsieve_outgoing {
    /// Its _INIT.
    fn default() -> Self {
        // SAFETY: all of it may be zero.
        let mut init: Self = unsafe { std::mem::zeroed() };
        init.struct_size = std::mem::size_of::<Self>() as u32;
        init
    }
}

#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct corsieve_exchange_info {
    pub struct_size: u32,
    pub redirected: u8,
    pub body_null: u8,
    pub timing_allow_passed: u8,
    pub response_tainting: corsieve_tainting,
    pub redirect_tainted: u8,
    pub reserved: [u8; 7],
    pub preflight_count: usize,
    pub url_count: usize,
}
impl Default for corsieve_exchange_info {
    /// Its _INIT.
    fn default() -> Self {
        // SAFETY: all of it may be zero.
        let mut init: Self = unsafe { std::mem::zeroed() };
        init.struct_size = std::mem::size_of::<Self>() as u32;
        init
    }
}

extern "C" {
    pub fn corsieve_version_number() -> u32;
    pub fn corsieve_version_string() -> *const c_char;
    pub fn corsieve_status_text(status: corsieve_status) -> *const c_char;
    pub fn corsieve_list_new(keep: corsieve_keep) -> *mut corsieve_list;
    pub fn corsieve_list_free(list: *mut corsieve_list);
    pub fn corsieve_list_clear(list: *mut corsieve_list) -> corsieve_status;
    pub fn corsieve_list_add(list: *mut corsieve_list, name: corsieve_str, value: corsieve_str) -> corsieve_status;
    pub fn corsieve_list_headers(list: *mut corsieve_list) -> corsieve_headers;
    pub fn corsieve_profile_name(profile: corsieve_profile) -> *const c_char;
    pub fn corsieve_profile_versions(profile: corsieve_profile) -> *const c_char;
    pub fn corsieve_profile_find(name: corsieve_str, profile: *mut corsieve_profile) -> corsieve_status;
    pub fn corsieve_reason_get(reason: corsieve_reason, info: *mut corsieve_reason_info) -> corsieve_status;
    pub fn corsieve_reason_name(reason: corsieve_reason) -> *const c_char;
    pub fn corsieve_reason_count() -> usize;
    pub fn corsieve_reason_at(i: usize) -> corsieve_reason;
    pub fn corsieve_reason_find(name: corsieve_str, reason: *mut corsieve_reason) -> corsieve_status;
    pub fn corsieve_type_name(r#type: corsieve_type) -> *const c_char;
    pub fn corsieve_seen_result(seen: *const corsieve_seen, reasons: *mut corsieve_reason, capacity: usize, result: *mut corsieve_result) -> corsieve_status;
    pub fn corsieve_seen_header(seen: *const corsieve_seen, i: usize) -> corsieve_pair;
    pub fn corsieve_seen_reason(seen: *const corsieve_seen, i: usize) -> corsieve_reason;
    pub fn corsieve_seen_get(seen: *mut corsieve_seen, name: corsieve_str) -> corsieve_str;
    pub fn corsieve_seen_has(seen: *mut corsieve_seen, name: corsieve_str) -> c_int;
    pub fn corsieve_seen_entries(seen: *mut corsieve_seen, entries: *mut *const corsieve_pair) -> usize;
    pub fn corsieve_seen_set_cookie(seen: *mut corsieve_seen, values: *mut *const corsieve_str) -> usize;
    pub fn corsieve_seen_all(seen: *mut corsieve_seen) -> corsieve_str;
    pub fn corsieve_filter_new(profile: corsieve_profile, keep: corsieve_keep) -> *mut corsieve_filter;
    pub fn corsieve_filter_free(filter: *mut corsieve_filter);
    pub fn corsieve_filter_bytes(filter: *mut corsieve_filter, request: *const corsieve_request, bytes: *const c_char, size: usize, reasons: *mut corsieve_reason, capacity: usize, result: *mut corsieve_result) -> corsieve_status;
    pub fn corsieve_filter_list(filter: *mut corsieve_filter, request: *const corsieve_request, response: *const corsieve_response, reasons: *mut corsieve_reason, capacity: usize, result: *mut corsieve_result) -> corsieve_status;
    pub fn corsieve_filter_visible(filter: *mut corsieve_filter, headers: corsieve_headers, expose: corsieve_str, credentials: corsieve_credentials, reasons: *mut corsieve_reason, capacity: usize, result: *mut corsieve_result) -> corsieve_status;
    pub fn corsieve_filter_seen(filter: *mut corsieve_filter) -> *mut corsieve_seen;
    pub fn corsieve_origin_of(url: corsieve_str, buffer: *mut c_char, capacity: usize) -> usize;
    pub fn corsieve_cache_new(profile: corsieve_profile, capacity: usize) -> *mut corsieve_cache;
    pub fn corsieve_cache_free(cache: *mut corsieve_cache);
    pub fn corsieve_cache_clear(cache: *mut corsieve_cache, partition: corsieve_str, origin: corsieve_str, url: corsieve_str) -> corsieve_status;
    pub fn corsieve_cache_size(cache: *const corsieve_cache) -> usize;
    pub fn corsieve_exchange_new(profile: corsieve_profile, cache: *mut corsieve_cache, partition: corsieve_str, keep: corsieve_keep) -> *mut corsieve_exchange;
    pub fn corsieve_exchange_free(exchange: *mut corsieve_exchange);
    pub fn corsieve_exchange_start(exchange: *mut corsieve_exchange, request: *const corsieve_request, now_ms: i64) -> corsieve_step;
    pub fn corsieve_exchange_next(exchange: *const corsieve_exchange) -> corsieve_step;
    pub fn corsieve_exchange_outgoing(exchange: *mut corsieve_exchange, outgoing: *mut corsieve_outgoing) -> corsieve_status;
    pub fn corsieve_exchange_preflight(exchange: *mut corsieve_exchange, outgoing: *mut corsieve_outgoing) -> corsieve_status;
    pub fn corsieve_exchange_bytes(exchange: *mut corsieve_exchange, bytes: *const c_char, size: usize, now_ms: i64) -> corsieve_step;
    pub fn corsieve_exchange_list(exchange: *mut corsieve_exchange, response: *const corsieve_response, now_ms: i64) -> corsieve_step;
    pub fn corsieve_exchange_nothing(exchange: *mut corsieve_exchange) -> corsieve_step;
    pub fn corsieve_exchange_stored_bytes(exchange: *mut corsieve_exchange, bytes: *const c_char, size: usize) -> corsieve_status;
    pub fn corsieve_exchange_stored_list(exchange: *mut corsieve_exchange, response: *const corsieve_response) -> corsieve_status;
    pub fn corsieve_exchange_location(exchange: *const corsieve_exchange) -> corsieve_str;
    pub fn corsieve_exchange_url(exchange: *const corsieve_exchange) -> corsieve_str;
    pub fn corsieve_exchange_resolved(exchange: *mut corsieve_exchange, url: corsieve_str, schemelessly_same_site: u8) -> corsieve_step;
    pub fn corsieve_exchange_response(exchange: *mut corsieve_exchange) -> *mut corsieve_seen;
    pub fn corsieve_exchange_latest(exchange: *mut corsieve_exchange) -> *mut corsieve_seen;
    pub fn corsieve_exchange_info_get(exchange: *const corsieve_exchange, info: *mut corsieve_exchange_info) -> corsieve_status;
    pub fn corsieve_exchange_url_at(exchange: *const corsieve_exchange, i: usize) -> corsieve_str;
    pub fn corsieve_exchange_response_url(exchange: *mut corsieve_exchange) -> corsieve_str;
}
