//! Which headers of a response page script can read, and why: the safe door to
//! the C library corsieve, without dependencies.
//!
//! - [`Filter`] answers for one response, as bytes or as a list of headers.
//! - [`Exchange`] answers for a whole fetch, without I/O, with or without a
//!   preflight [`Cache`].
//! - [`Seen`] is what script sees; a [`Reason`] says why.
//!
//! ```
//! use corsieve::{Filter, Profile, Request, Response};
//!
//! let mut filter = Filter::new(Profile::Standard);
//! let request = Request::new("https://app.example", "https://api.example/data");
//! let headers = [
//!     ("Access-Control-Allow-Origin", "*"),
//!     ("Access-Control-Expose-Headers", "ETag"),
//!     ("ETag", "\"1\""),
//!     ("X-Request-Id", "7"),
//! ];
//! let seen = filter.headers(&request, &Response::new(200), headers)?;
//! for (name, _value, reason) in seen.headers() {
//!     let name = corsieve::isomorphic_decode(name);
//!     println!("{}: {}; {}", name, reason, reason.fix());
//! }
//! assert_eq!(seen.exposed().next(), Some((&b"ETag"[..], &b"\"1\""[..])));
//! # Ok::<(), corsieve::Error>(())
//! ```
//!
//! Strings are bytes, as they are in HTTP: script sees each as the code point of
//! the same number, which is what [`isomorphic_decode`] does. A fetch that fails
//! is an answer, of [`Type::Error`]; an [`Error`] is a call that makes no sense.

#![deny(missing_docs)]
#![deny(unsafe_op_in_unsafe_fn)]

mod cache;
mod error;
mod exchange;
mod filter;
mod header;
mod reason;
mod request;
mod response;
mod seen;
mod terms;
mod text;

pub use cache::{Cache, HasCache};
pub use error::Error;
pub use exchange::{Exchange, Info, Outgoing};
pub use filter::{Filter, Visible};
pub use header::{Header, IntoHeader};
pub use reason::Reason;
pub use request::Request;
pub use response::{Interim, Response};
pub use seen::{Entries, Headers, Seen};
pub use terms::{
    Body, Credentials, EmbedderPolicy, Initiator, Kind, Mode, Profile, Protocol, Redirect,
    ReferrerPolicy, Step, Tainting, Type, UnknownName,
};
pub use text::isomorphic_decode;

use corsieve_sys as sys;
use std::os::raw::c_char;

/// The version of the C library that runs, as `"0.1.0"`.
pub fn version() -> &'static str {
    // SAFETY: it is static, and ends in NUL.
    unsafe { text::static_str(sys::corsieve_version_string()) }.unwrap_or("")
}

/// The same as major · 10000 + minor · 100 + patch.
pub fn version_number() -> u32 {
    // SAFETY: asks for nothing.
    unsafe { sys::corsieve_version_number() }
}

/// The serialized origin of a serialized URL; `None` if `url` is no such URL.
///
/// ```
/// use corsieve::origin_of;
///
/// assert_eq!(origin_of("https://api.example:8443/data?q"), Some("https://api.example:8443".into()));
/// assert_eq!(origin_of("data:,hi"), Some("null".into()));
/// assert_eq!(origin_of("/data"), None);
/// ```
///
/// <https://html.spec.whatwg.org/#ascii-serialisation-of-an-origin>
pub fn origin_of<U: AsRef<[u8]>>(url: U) -> Option<String> {
    let url = url.as_ref();
    // No origin is longer than its URL, but that of an opaque one may be.
    let mut buffer = vec![0; url.len().max(b"null".len())];
    let str = sys::corsieve_str::new(url);
    // SAFETY: both live for the call, and the buffer has that capacity.
    let size =
        unsafe { sys::corsieve_origin_of(str, buffer.as_mut_ptr() as *mut c_char, buffer.len()) };
    if size == 0 || size > buffer.len() {
        return None;
    }
    buffer.truncate(size);
    String::from_utf8(buffer).ok()
}
