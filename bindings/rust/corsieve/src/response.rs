use crate::{Header, Protocol};
use corsieve_sys as sys;
use std::fmt;
use std::marker::PhantomData;

/// An interim (1xx) response of HTTP/2 or HTTP/3.
#[derive(Clone, Copy)]
#[repr(transparent)]
pub struct Interim<'a> {
    interim: sys::corsieve_interim,
    headers: PhantomData<&'a [Header<'a>]>,
}

// SAFETY: it is a number and a `&'a [Header<'a>]`.
unsafe impl Send for Interim<'_> {}
// SAFETY: as above.
unsafe impl Sync for Interim<'_> {}

impl<'a> Interim<'a> {
    /// Its status and its headers.
    pub fn new(status: u16, headers: &'a [Header<'a>]) -> Self {
        let interim =
            sys::corsieve_interim { status: status.into(), headers: Header::list(headers) };
        Interim { interim, headers: PhantomData }
    }
}

impl fmt::Debug for Interim<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Interim {} with {} headers", self.interim.status, self.interim.headers.count)
    }
}

/// What a parsed response has beside its headers.
///
/// ```
/// use corsieve::{Protocol, Response};
///
/// let over_http1 = Response::new(200).message("OK");
/// let over_http2 = Response::new(200).protocol(Protocol::Http2);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Response<'a> {
    status: u16,
    protocol: Protocol,
    body_is_empty: bool,
    message: &'a [u8],
    trailers: &'a [Header<'a>],
    interim: &'a [Interim<'a>],
    status_text: Option<&'a [u8]>,
}

impl<'a> Response<'a> {
    /// One over HTTP/1.1 without a reason phrase. `status` is 0 to 999.
    pub fn new(status: u16) -> Self {
        Response {
            status,
            protocol: Protocol::default(),
            body_is_empty: false,
            message: b"",
            trailers: &[],
            interim: &[],
            status_text: None,
        }
    }

    /// What it came over: engines and RFCs treat the same headers otherwise over
    /// HTTP/2.
    #[must_use]
    pub fn protocol(mut self, protocol: Protocol) -> Self {
        self.protocol = protocol;
        self
    }

    /// Whether no DATA came; of interest to engines' HTTP/2.
    #[must_use]
    pub fn body_is_empty(mut self, body_is_empty: bool) -> Self {
        self.body_is_empty = body_is_empty;
        self
    }

    /// The reason phrase, which HTTP/1.1 alone has.
    #[must_use]
    pub fn message<M: AsRef<[u8]> + ?Sized>(mut self, message: &'a M) -> Self {
        self.message = message.as_ref();
        self
    }

    /// Trailers, of HTTP/2 and HTTP/3 alone.
    #[must_use]
    pub fn trailers(mut self, trailers: &'a [Header<'a>]) -> Self {
        self.trailers = trailers;
        self
    }

    /// Interim responses, of HTTP/2 and HTTP/3 alone, in the order received.
    #[must_use]
    pub fn interim(mut self, interim: &'a [Interim<'a>]) -> Self {
        self.interim = interim;
        self
    }

    /// What `:status` says, if that is not the status in three digits.
    #[must_use]
    pub fn status_text<T: AsRef<[u8]> + ?Sized>(mut self, status_text: &'a T) -> Self {
        self.status_text = Some(status_text.as_ref());
        self
    }

    pub(crate) fn raw(&self, headers: sys::corsieve_headers) -> sys::corsieve_response {
        sys::corsieve_response {
            status: self.status.into(),
            protocol: self.protocol as u8,
            body_is_empty: self.body_is_empty.into(),
            message: sys::corsieve_str::new(self.message),
            headers,
            trailers: Header::list(self.trailers),
            // Interim is a transparent corsieve_interim.
            interim: self.interim.as_ptr() as *const sys::corsieve_interim,
            interim_count: self.interim.len(),
            status_text: self.status_text.map_or(sys::corsieve_str::NONE, sys::corsieve_str::new),
            ..Default::default()
        }
    }
}
