use crate::header::Pairs;
use crate::{Credentials, Error, IntoHeader, Profile, Reason, Request, Response, Seen};
use corsieve_sys as sys;
use std::fmt;
use std::os::raw::c_char;
use std::ptr::NonNull;

/// Filters responses, one after the other. Once it has seen its largest, it
/// allocates nothing.
///
/// It may go to another thread, and is for one at a time: `Send`, not `Sync`.
///
/// ```
/// use corsieve::{Filter, Profile, Request};
///
/// let mut filter = Filter::new(Profile::Standard);
/// let request = Request::new("https://app.example", "https://api.example/data");
/// let head = "HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin: *\r\n\
///             Content-Type: text/plain\r\nX-Request-Id: 7\r\n\r\n";
/// let mut seen = filter.bytes(&request, head)?;
/// assert_eq!(seen.status(), 200);
/// assert_eq!(seen.get("content-type"), Some(&b"text/plain"[..]));
/// assert_eq!(seen.get("x-request-id"), None);
/// # Ok::<(), corsieve::Error>(())
/// ```
///
/// What was seen is gone when the filter is handed another response:
///
/// ```compile_fail,E0499
/// # use corsieve::{Filter, Profile, Request};
/// # let mut filter = Filter::new(Profile::Standard);
/// # let request = Request::new("https://app.example", "https://api.example/data");
/// let first = filter.bytes(&request, "HTTP/1.1 200 OK\r\n\r\n")?;
/// let second = filter.bytes(&request, "HTTP/1.1 204 No Content\r\n\r\n")?;
/// first.status();
/// # Ok::<(), corsieve::Error>(())
/// ```
///
/// or when the response is, for no byte of it is copied:
///
/// ```compile_fail,E0505
/// # use corsieve::{Filter, Profile, Request};
/// # let mut filter = Filter::new(Profile::Standard);
/// # let request = Request::new("https://app.example", "https://api.example/data");
/// let head = String::from("HTTP/1.1 200 OK\r\n\r\n");
/// let seen = filter.bytes(&request, &head)?;
/// drop(head);
/// seen.status();
/// # Ok::<(), corsieve::Error>(())
/// ```
///
/// ```compile_fail,E0505
/// # use corsieve::{Filter, Profile, Request, Response};
/// # let mut filter = Filter::new(Profile::Standard);
/// # let request = Request::new("https://app.example", "https://api.example/data");
/// let headers = vec![("a".to_string(), "1".to_string())];
/// let seen = filter.headers(&request, &Response::new(200), &headers)?;
/// drop(headers);
/// seen.status();
/// # Ok::<(), corsieve::Error>(())
/// ```
///
/// ```compile_fail,E0505
/// # use corsieve::{Filter, Profile, Request, Response};
/// # let mut filter = Filter::new(Profile::Standard);
/// # let request = Request::new("https://app.example", "https://api.example/data");
/// let message = String::from("OK");
/// let response = Response::new(200).message(&message);
/// let seen = filter.headers(&request, &response, [("a", "1")])?;
/// drop(message);
/// seen.status();
/// # Ok::<(), corsieve::Error>(())
/// ```
///
/// or when the filter is:
///
/// ```compile_fail,E0505
/// # use corsieve::{Filter, Profile, Request};
/// # let mut filter = Filter::new(Profile::Standard);
/// # let request = Request::new("https://app.example", "https://api.example/data");
/// let headers = filter.bytes(&request, "HTTP/1.1 200 OK\r\n\r\n")?.headers();
/// drop(filter);
/// headers.count();
/// # Ok::<(), corsieve::Error>(())
/// ```
///
/// The request may go, as may what is only looked at:
///
/// ```
/// # use corsieve::{Filter, Profile, Request, Response};
/// # let mut filter = Filter::new(Profile::Standard);
/// let origin = String::from("https://app.example");
/// let request = Request::new(&origin, "https://api.example/data");
/// let seen = filter.headers(&request, &Response::new(200), [("a", "1")])?;
/// drop(origin);
/// seen.status();
/// # Ok::<(), corsieve::Error>(())
/// ```
///
/// A combined value lives until the next one:
///
/// ```compile_fail,E0499
/// # use corsieve::{Filter, Profile, Request};
/// # let mut filter = Filter::new(Profile::Standard);
/// # let request = Request::new("https://app.example", "https://api.example/data");
/// # let mut seen = filter.bytes(&request, "HTTP/1.1 200 OK\r\n\r\n")?;
/// let a = seen.get("a");
/// let all = seen.all();
/// a.is_some();
/// # Ok::<(), corsieve::Error>(())
/// ```
///
/// Threads do not share a filter, nor take what is seen of it elsewhere:
///
/// ```compile_fail,E0277
/// fn is_sync<T: Sync>() {}
/// is_sync::<corsieve::Filter>();
/// ```
///
/// ```compile_fail,E0277
/// fn is_send<T: Send>() {}
/// is_send::<corsieve::Seen<'static>>();
/// ```
///
/// ```compile_fail,E0277
/// fn is_send<T: Send>() {}
/// is_send::<corsieve::Headers<'static>>();
/// ```
pub struct Filter {
    raw: NonNull<sys::corsieve_filter>,
    profile: Profile,
    pairs: Pairs,
    reasons: Vec<Reason>,
}

// SAFETY: no handle is bound to a thread, and none keeps global state.
unsafe impl Send for Filter {}

impl Filter {
    /// # Panics
    ///
    /// If the library that runs is older than this crate, and does not know the
    /// profile.
    pub fn new(profile: Profile) -> Self {
        // SAFETY: takes any numbers.
        let raw = unsafe { sys::corsieve_filter_new(profile as u8, sys::CORSIEVE_BORROW) };
        Filter {
            raw: NonNull::new(raw).expect("libcorsieve does not know the profile"),
            profile,
            pairs: Pairs::default(),
            reasons: Vec::new(),
        }
    }

    /// Whose behaviour it shows.
    pub fn profile(&self) -> Profile {
        self.profile
    }

    /// Answers for the HTTP/1.1 head that `head` begins with; what follows it is
    /// ignored.
    ///
    /// # Errors
    ///
    /// Only if the library that runs is older than this crate.
    ///
    /// <https://fetch.spec.whatwg.org/#concept-http-fetch>
    pub fn bytes<'a, H>(&'a mut self, request: &Request<'_>, head: &'a H) -> Result<Seen<'a>, Error>
    where
        H: AsRef<[u8]> + ?Sized,
    {
        let head = head.as_ref();
        let request = request.raw();
        self.answer(|raw, reasons, capacity, result| {
            // SAFETY: the response lives for 'a, and the rest for the call.
            unsafe {
                sys::corsieve_filter_bytes(
                    raw,
                    &request,
                    head.as_ptr() as *const c_char,
                    head.len(),
                    reasons,
                    capacity,
                    result,
                )
            }
        })
    }

    /// The same for a response that is parsed. All of its headers are read, in
    /// order and with repeats.
    ///
    /// # Errors
    ///
    /// Only if the library that runs is older than this crate.
    ///
    /// ```
    /// use corsieve::{Filter, Profile, Protocol, Reason, Request, Response};
    ///
    /// let headers = vec![
    ///     ("access-control-allow-origin".to_string(), "*".to_string()),
    ///     ("etag".to_string(), "\"1\"".to_string()),
    /// ];
    /// let mut filter = Filter::new(Profile::Chromium);
    /// let request = Request::new("https://app.example", "https://api.example/data");
    /// let response = Response::new(200).protocol(Protocol::Http2);
    /// let seen = filter.headers(&request, &response, &headers)?;
    /// assert_eq!(seen.reasons(), [Reason::NOT_EXPOSED, Reason::NOT_EXPOSED]);
    /// # Ok::<(), corsieve::Error>(())
    /// ```
    pub fn headers<'a, I>(
        &'a mut self,
        request: &Request<'_>,
        response: &Response<'a>,
        headers: I,
    ) -> Result<Seen<'a>, Error>
    where
        I: IntoIterator,
        I::Item: IntoHeader<'a>,
    {
        let request = request.raw();
        let response = response.raw(self.pairs.fill(headers));
        self.answer(|raw, reasons, capacity, result| {
            // SAFETY: the response's bytes live for 'a, and the rest, pairs
            // included, for the call.
            unsafe {
                sys::corsieve_filter_list(raw, &request, &response, reasons, capacity, result)
            }
        })
    }

    /// The heart of it, without a request: which of `headers` a CORS filtered
    /// response shows. `expose` is the value of
    /// `Access-Control-Expose-Headers`; `None`: what `headers` themselves say.
    /// It is the standard's, whatever the profile.
    ///
    /// # Errors
    ///
    /// Only if the library that runs is older than this crate.
    ///
    /// ```
    /// use corsieve::{Credentials, Filter, Profile};
    ///
    /// let mut filter = Filter::new(Profile::Standard);
    /// let headers = [("Content-Type", "text/plain"), ("X-A", "1"), ("X-B", "2")];
    /// let visible = filter.visible(headers, Some(b"x-b"), Credentials::Omit)?;
    /// let exposed: Vec<bool> = visible.reasons().iter().map(|r| r.is_exposed()).collect();
    /// assert_eq!(exposed, [true, false, true]);
    /// # Ok::<(), corsieve::Error>(())
    /// ```
    ///
    /// ```compile_fail,E0499
    /// # use corsieve::{Credentials, Filter, Profile};
    /// # let mut filter = Filter::new(Profile::Standard);
    /// let first = filter.visible([("a", "1")], None, Credentials::Omit)?;
    /// let second = filter.visible([("a", "1")], None, Credentials::Omit)?;
    /// first.reasons();
    /// # Ok::<(), corsieve::Error>(())
    /// ```
    ///
    /// <https://fetch.spec.whatwg.org/#concept-filtered-response-cors>
    pub fn visible<'h, I>(
        &mut self,
        headers: I,
        expose: Option<&[u8]>,
        credentials: Credentials,
    ) -> Result<Visible<'_>, Error>
    where
        I: IntoIterator,
        I::Item: IntoHeader<'h>,
    {
        let headers = self.pairs.fill(headers);
        if self.reasons.len() < headers.count {
            self.reasons.resize(headers.count, Reason(u8::MAX));
        }
        let mut result = sys::corsieve_result::default();
        // SAFETY: all of it lives for the call, and the filter keeps none of it;
        // Reason is a transparent u8.
        let status = unsafe {
            sys::corsieve_filter_visible(
                self.raw.as_ptr(),
                headers,
                expose.map_or(sys::corsieve_str::NONE, sys::corsieve_str::new),
                credentials as u8,
                self.reasons.as_mut_ptr() as *mut u8,
                self.reasons.len(),
                &mut result,
            )
        };
        Error::check(status)?;
        Ok(Visible { result, reasons: &self.reasons[..result.header_count] })
    }

    fn answer<'a>(
        &'a mut self,
        call: impl FnOnce(
            *mut sys::corsieve_filter,
            *mut u8,
            usize,
            *mut sys::corsieve_result,
        ) -> sys::corsieve_status,
    ) -> Result<Seen<'a>, Error> {
        let mut result = sys::corsieve_result::default();
        let room = self.reasons.as_mut_ptr() as *mut u8;
        Error::check(call(self.raw.as_ptr(), room, self.reasons.len(), &mut result))?;
        // SAFETY: the filter lives, and is borrowed for 'a, as is the response.
        unsafe {
            let seen = NonNull::new(sys::corsieve_filter_seen(self.raw.as_ptr()))
                .ok_or(Error::NullArgument)?;
            if result.header_count > self.reasons.len() {
                return Seen::read(seen, &mut self.reasons);
            }
            Ok(Seen::new(seen, result, &self.reasons))
        }
    }
}

impl Drop for Filter {
    fn drop(&mut self) {
        // SAFETY: it is ours, and nothing borrows it.
        unsafe { sys::corsieve_filter_free(self.raw.as_ptr()) }
    }
}

impl fmt::Debug for Filter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Filter").field("profile", &self.profile).finish_non_exhaustive()
    }
}

/// Which headers of a list are visible.
#[derive(Clone, Copy)]
pub struct Visible<'a> {
    result: sys::corsieve_result,
    reasons: &'a [Reason],
}

impl<'a> Visible<'a> {
    /// The reason of each header, in order.
    pub fn reasons(&self) -> &'a [Reason] {
        self.reasons
    }

    /// How many are exposed.
    pub fn exposed_count(&self) -> usize {
        self.result.exposed_count
    }

    /// Which header is none, and why: no list of such is filtered, and so none
    /// of it is visible.
    pub fn error(&self) -> Option<(usize, Reason)> {
        if self.result.error_header == sys::CORSIEVE_NONE {
            return None;
        }
        Some((self.result.error_header, Reason(self.result.reason)))
    }
}

impl fmt::Debug for Visible<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Visible")
            .field("reasons", &self.reasons)
            .field("error", &self.error())
            .finish()
    }
}
