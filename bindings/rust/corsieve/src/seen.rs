use crate::text::bytes;
use crate::{Error, Reason, Type};
use corsieve_sys as sys;
use std::fmt;
use std::iter::FusedIterator;
use std::ptr::NonNull;

/// What script sees of one response.
///
/// It borrows the [`Filter`](crate::Filter) that answered, and the response's
/// bytes; or the [`Exchange`](crate::Exchange). What is as it was received lives
/// as long (`'a`); what was combined (`get`, `entries`, `all`, `set_cookie`)
/// lives until the next such call, and so borrows the `Seen` mutably.
///
/// Like the handles it is for one thread; and as its iterators use the same
/// handle, neither it nor they are `Send`.
pub struct Seen<'a> {
    raw: NonNull<sys::corsieve_seen>,
    result: sys::corsieve_result,
    reasons: &'a [Reason],
}

impl<'a> Seen<'a> {
    /// Asks for all that there is, whatever room there was in `reasons`.
    ///
    /// # Safety
    ///
    /// `raw`, and the response that it shows, live for `'a`, in which nothing
    /// hands its handle another.
    pub(crate) unsafe fn read(
        raw: NonNull<sys::corsieve_seen>,
        reasons: &'a mut Vec<Reason>,
    ) -> Result<Self, Error> {
        loop {
            let mut result = sys::corsieve_result::default();
            // SAFETY: Reason is a transparent u8; the rest is the caller's
            // promise.
            let status = unsafe {
                let room = reasons.as_mut_ptr() as *mut u8;
                sys::corsieve_seen_result(raw.as_ptr(), room, reasons.len(), &mut result)
            };
            Error::check(status)?;
            if result.header_count <= reasons.len() {
                // SAFETY: the caller's promise.
                return Ok(unsafe { Seen::new(raw, result, reasons) });
            }
            reasons.resize(result.header_count, Reason(u8::MAX));
        }
    }

    /// # Safety
    ///
    /// As of `read`; and the first `result.header_count` of `reasons` were
    /// filled in.
    pub(crate) unsafe fn new(
        raw: NonNull<sys::corsieve_seen>,
        result: sys::corsieve_result,
        reasons: &'a [Reason],
    ) -> Self {
        Seen { raw, result, reasons: &reasons[..result.header_count] }
    }

    /// What `response.type` says.
    pub fn response_type(&self) -> Type {
        Type::from_number(self.result.r#type)
    }

    /// Whether the fetch failed.
    pub fn is_error(&self) -> bool {
        self.response_type() == Type::Error
    }

    /// Why it is an error, or why script gets it.
    pub fn reason(&self) -> Reason {
        Reason(self.result.reason)
    }

    /// `response.status`: 0 unless the type is `basic` or `cors`.
    pub fn status(&self) -> u16 {
        self.result.status
    }

    /// `response.statusText`, empty for the same.
    pub fn status_message(&self) -> &'a [u8] {
        // SAFETY: lives as the response does.
        unsafe { bytes(self.result.status_message) }.unwrap_or(b"")
    }

    /// Of bytes: where the body begins.
    pub fn body_offset(&self) -> usize {
        self.result.body_offset
    }

    /// Of bytes that are no head: which one shows it.
    pub fn error_offset(&self) -> Option<usize> {
        index(self.result.error_offset)
    }

    /// Of a list that is none: which header shows it.
    pub fn error_header(&self) -> Option<usize> {
        index(self.result.error_header)
    }

    /// How many headers are exposed.
    pub fn exposed_count(&self) -> usize {
        self.result.exposed_count
    }

    /// The reason of each header, in order.
    ///
    /// Those of a list are about its headers; but with profile
    /// [`Webkit`](crate::Profile::Webkit) what leaks from interim responses
    /// comes before them.
    pub fn reasons(&self) -> &'a [Reason] {
        self.reasons
    }

    /// Each header, trimmed and unfolded, with why script can read it or not. An
    /// engine's profile drops or adds some.
    pub fn headers(&self) -> Headers<'a> {
        Headers { raw: self.raw, reasons: self.reasons, next: 0 }
    }

    /// The names and values of those that are exposed, in order, not combined.
    pub fn exposed(&self) -> impl Iterator<Item = (&'a [u8], &'a [u8])> {
        self.headers().filter(|row| row.2.is_exposed()).map(|row| (row.0, row.1))
    }

    /// `headers.get(name)`, `xhr.getResponseHeader(name)`; `None` is `null`.
    ///
    /// <https://fetch.spec.whatwg.org/#dom-headers-get>
    pub fn get<N: AsRef<[u8]>>(&mut self, name: N) -> Option<&[u8]> {
        let name = sys::corsieve_str::new(name.as_ref());
        // SAFETY: the handle lives; what it returns lives until the next call
        // that combines, which takes self mutably too.
        unsafe { bytes(sys::corsieve_seen_get(self.raw.as_ptr(), name)) }
    }

    /// `headers.has(name)`
    ///
    /// <https://fetch.spec.whatwg.org/#dom-headers-has>
    pub fn has<N: AsRef<[u8]>>(&self, name: N) -> bool {
        let name = sys::corsieve_str::new(name.as_ref());
        // SAFETY: the handle lives.
        unsafe { sys::corsieve_seen_has(self.raw.as_ptr(), name) != 0 }
    }

    /// `[...headers]`: names in lower case and sorted, values combined.
    ///
    /// <https://fetch.spec.whatwg.org/#concept-header-list-sort-and-combine>
    pub fn entries(&mut self) -> Entries<'_> {
        let mut first = std::ptr::null();
        // SAFETY: as of get.
        unsafe {
            let count = sys::corsieve_seen_entries(self.raw.as_ptr(), &mut first);
            Entries::new(first, count)
        }
    }

    /// `headers.getSetCookie()`: none for every response that a fetch gives
    /// script.
    ///
    /// <https://fetch.spec.whatwg.org/#dom-headers-getsetcookie>
    pub fn set_cookie(&mut self) -> impl Iterator<Item = &[u8]> {
        let mut first = std::ptr::null();
        // SAFETY: as of get.
        let values = unsafe {
            let count = sys::corsieve_seen_set_cookie(self.raw.as_ptr(), &mut first);
            slice(first, count)
        };
        // SAFETY: as of get.
        values.iter().map(|value| unsafe { bytes(*value) }.unwrap_or(b""))
    }

    /// `xhr.getAllResponseHeaders()`
    ///
    /// <https://xhr.spec.whatwg.org/#the-getallresponseheaders()-method>
    pub fn all(&mut self) -> &[u8] {
        // SAFETY: as of get.
        unsafe { bytes(sys::corsieve_seen_all(self.raw.as_ptr())) }.unwrap_or(b"")
    }
}

impl fmt::Debug for Seen<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Seen")
            .field("type", &self.response_type())
            .field("reason", &self.reason())
            .field("status", &self.status())
            .field("reasons", &self.reasons)
            .finish_non_exhaustive()
    }
}

fn index(value: usize) -> Option<usize> {
    Some(value).filter(|value| *value != sys::CORSIEVE_NONE)
}

/// # Safety
///
/// `first` is NULL, or `count` of them lie there and stay for `'a`.
unsafe fn slice<'a, T>(first: *const T, count: usize) -> &'a [T] {
    if first.is_null() {
        return &[];
    }
    // SAFETY: the caller's promise.
    unsafe { std::slice::from_raw_parts(first, count) }
}

/// Iterates over the headers of a response: name, value, and the reason why
/// script can read it or not.
#[derive(Clone)]
pub struct Headers<'a> {
    raw: NonNull<sys::corsieve_seen>,
    reasons: &'a [Reason],
    next: usize,
}

impl<'a> Iterator for Headers<'a> {
    type Item = (&'a [u8], &'a [u8], Reason);

    fn next(&mut self) -> Option<Self::Item> {
        let reason = *self.reasons.get(self.next)?;
        // SAFETY: the handle and its response live for 'a.
        let (name, value) = unsafe {
            let pair = sys::corsieve_seen_header(self.raw.as_ptr(), self.next);
            (bytes(pair.name), bytes(pair.value))
        };
        self.next += 1;
        Some((name.unwrap_or(b""), value.unwrap_or(b""), reason))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let left = self.reasons.len() - self.next;
        (left, Some(left))
    }
}

impl ExactSizeIterator for Headers<'_> {}
impl FusedIterator for Headers<'_> {}

impl fmt::Debug for Headers<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.clone()).finish()
    }
}

/// Iterates over names and values.
#[derive(Clone)]
pub struct Entries<'a> {
    pairs: std::slice::Iter<'a, sys::corsieve_pair>,
}

// SAFETY: it is a `&'a [(&'a [u8], &'a [u8])]`, and calls nothing.
unsafe impl Send for Entries<'_> {}
// SAFETY: as above.
unsafe impl Sync for Entries<'_> {}

impl<'a> Entries<'a> {
    /// # Safety
    ///
    /// `count` pairs lie at `first`, or it is NULL; they and their bytes live
    /// for `'a`.
    pub(crate) unsafe fn new(first: *const sys::corsieve_pair, count: usize) -> Self {
        // SAFETY: the caller's promise.
        Entries { pairs: unsafe { slice(first, count) }.iter() }
    }

    fn item(pair: &'a sys::corsieve_pair) -> (&'a [u8], &'a [u8]) {
        // SAFETY: what made the iterator says that they live for 'a.
        unsafe { (bytes(pair.name).unwrap_or(b""), bytes(pair.value).unwrap_or(b"")) }
    }
}

impl<'a> Iterator for Entries<'a> {
    type Item = (&'a [u8], &'a [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        self.pairs.next().map(Self::item)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.pairs.size_hint()
    }
}

impl DoubleEndedIterator for Entries<'_> {
    fn next_back(&mut self) -> Option<Self::Item> {
        self.pairs.next_back().map(Self::item)
    }
}

impl ExactSizeIterator for Entries<'_> {}
impl FusedIterator for Entries<'_> {}

impl fmt::Debug for Entries<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.clone()).finish()
    }
}
