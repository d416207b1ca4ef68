use crate::text::bytes;
use corsieve_sys as sys;
use std::fmt;
use std::marker::PhantomData;

/// A name and a value, both bytes that live elsewhere.
///
/// ```
/// use corsieve::Header;
///
/// let header = Header::new("Accept", "text/html");
/// assert_eq!(header.name(), b"Accept");
/// assert_eq!(header.value(), b"text/html");
/// ```
#[derive(Clone, Copy)]
#[repr(transparent)]
pub struct Header<'a> {
    pair: sys::corsieve_pair,
    bytes: PhantomData<&'a [u8]>,
}

// SAFETY: it is two `&'a [u8]`.
unsafe impl Send for Header<'_> {}
// SAFETY: as above.
unsafe impl Sync for Header<'_> {}

impl<'a> Header<'a> {
    /// Views of `name` and `value`.
    pub fn new<N, V>(name: &'a N, value: &'a V) -> Self
    where
        N: AsRef<[u8]> + ?Sized,
        V: AsRef<[u8]> + ?Sized,
    {
        let pair = sys::corsieve_pair {
            name: sys::corsieve_str::new(name.as_ref()),
            value: sys::corsieve_str::new(value.as_ref()),
        };
        Header { pair, bytes: PhantomData }
    }

    /// The name.
    pub fn name(&self) -> &'a [u8] {
        // SAFETY: they live for 'a.
        unsafe { bytes(self.pair.name) }.unwrap_or(b"")
    }

    /// The value.
    pub fn value(&self) -> &'a [u8] {
        // SAFETY: they live for 'a.
        unsafe { bytes(self.pair.value) }.unwrap_or(b"")
    }

    pub(crate) fn pair(self) -> sys::corsieve_pair {
        self.pair
    }

    /// Where a slice of them lies, for C.
    pub(crate) fn list(headers: &[Header<'_>]) -> sys::corsieve_headers {
        // SAFETY: Header is a transparent corsieve_pair.
        let pairs = unsafe {
            std::slice::from_raw_parts(headers.as_ptr() as *const sys::corsieve_pair, headers.len())
        };
        sys::corsieve_headers::new(pairs)
    }
}

impl fmt::Debug for Header<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = |bytes| String::from_utf8_lossy(bytes).into_owned();
        write!(f, "{:?}: {:?}", text(self.name()), text(self.value()))
    }
}

/// What lists of headers are made of: a [`Header`], or a pair of anything that
/// is bytes. No byte is copied, so the pair is of references.
///
/// `&http::HeaderMap` iterates over `(&HeaderName, &HeaderValue)`, and
/// `&Vec<(String, String)>` over `&(String, String)`: both will do.
pub trait IntoHeader<'a> {
    /// Views of its bytes.
    fn into_header(self) -> Header<'a>;
}

impl<'a> IntoHeader<'a> for Header<'a> {
    fn into_header(self) -> Header<'a> {
        self
    }
}

impl<'a> IntoHeader<'a> for &Header<'a> {
    fn into_header(self) -> Header<'a> {
        *self
    }
}

impl<'a, N, V> IntoHeader<'a> for (&'a N, &'a V)
where
    N: AsRef<[u8]> + ?Sized,
    V: AsRef<[u8]> + ?Sized,
{
    fn into_header(self) -> Header<'a> {
        Header::new(self.0, self.1)
    }
}

impl<'a, N: AsRef<[u8]>, V: AsRef<[u8]>> IntoHeader<'a> for &'a (N, V) {
    fn into_header(self) -> Header<'a> {
        Header::new(&self.0, &self.1)
    }
}

/// The pairs of an iterator, in memory that is reused.
///
/// What it holds is good while the iterator's items are: it is read by the call
/// that filled it, and by none after.
#[derive(Default)]
pub(crate) struct Pairs(Vec<sys::corsieve_pair>);

impl Pairs {
    pub(crate) fn fill<'a, I>(&mut self, headers: I) -> sys::corsieve_headers
    where
        I: IntoIterator,
        I::Item: IntoHeader<'a>,
    {
        self.0.clear();
        self.0.extend(headers.into_iter().map(|item| item.into_header().pair()));
        sys::corsieve_headers::new(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names<'a, I>(headers: I) -> Vec<&'a [u8]>
    where
        I: IntoIterator,
        I::Item: IntoHeader<'a>,
    {
        headers.into_iter().map(|item| item.into_header().name()).collect()
    }

    #[test]
    fn what_makes_a_list() {
        let owned = vec![("a".to_string(), vec![1, 2]), ("b".to_string(), vec![])];
        assert_eq!(names(&owned), [b"a", b"b"]);
        assert_eq!(names([("a", "1"), ("b", "2")]), [b"a", b"b"]);
        assert_eq!(names([("a", b"1")]), [b"a"]);
        assert_eq!(names(&[Header::new("a", "1")]), [b"a"]);
        assert_eq!(names(std::iter::once(Header::new("a", "1"))), [b"a"]);
        let map = std::collections::BTreeMap::from([("a".to_string(), "1".to_string())]);
        assert_eq!(names(&map), [b"a"]);
    }

    #[test]
    fn empty_strings_are_not_none() {
        let header = Header::new("", "");
        assert!(!header.pair().name.data.is_null());
        assert_eq!(format!("{:?}", header), "\"\": \"\"");
    }
}
