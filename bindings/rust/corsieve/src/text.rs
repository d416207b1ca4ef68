//! Strings of the C interface.

use corsieve_sys as sys;
use std::ffi::CStr;
use std::os::raw::c_char;

/// # Safety
///
/// The bytes of `str` live for `'a`, and do not change.
pub(crate) unsafe fn bytes<'a>(str: sys::corsieve_str) -> Option<&'a [u8]> {
    if str.data.is_null() {
        return None;
    }
    // SAFETY: the caller's promise.
    Some(unsafe { std::slice::from_raw_parts(str.data as *const u8, str.size) })
}

/// # Safety
///
/// `text` is NULL, or static and ends in NUL.
pub(crate) unsafe fn static_str(text: *const c_char) -> Option<&'static str> {
    if text.is_null() {
        return None;
    }
    // SAFETY: the caller's promise.
    unsafe { CStr::from_ptr(text) }.to_str().ok()
}

/// The text of bytes as script sees it: each byte is the code point of the same
/// number.
///
/// ```
/// assert_eq!(corsieve::isomorphic_decode(b"caf\xe9"), "café");
/// ```
///
/// <https://infra.spec.whatwg.org/#isomorphic-decode>
pub fn isomorphic_decode(bytes: &[u8]) -> String {
    bytes.iter().copied().map(char::from).collect()
}
