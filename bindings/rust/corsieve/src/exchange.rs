use crate::header::Pairs;
use crate::text::bytes;
use crate::{
    Cache, Entries, Error, HasCache, IntoHeader, Profile, Reason, Request, Response, Seen, Step,
    Tainting,
};
use corsieve_sys as sys;
use std::fmt;
use std::marker::PhantomData;
use std::os::raw::c_char;
use std::ptr::NonNull;
use std::time::Duration;

/// A whole fetch, without I/O: redirects, tainting, preflights. It says what to
/// send, is handed what came back, and ends with what script sees. One fetch
/// after the other.
///
/// ```
/// use corsieve::{Exchange, Profile, Request, Step};
/// use std::time::{Duration, Instant};
///
/// // What sends a request and returns the head that answers it, and what parses
/// // URLs, are yours.
/// fn send(method: &[u8], url: &[u8]) -> Option<Vec<u8>> {
///     # let _ = method;
///     # if url.ends_with(b"/old") {
///     #     return Some(b"HTTP/1.1 302 Found\r\nLocation: /new\r\n\
///     #                   Access-Control-Allow-Origin: *\r\n\r\n".to_vec());
///     # }
///     // …
///     Some(b"HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin: *\r\n\r\n".to_vec())
/// }
/// fn resolve(location: &[u8], base: &[u8]) -> Option<String> {
///     # let _ = (location, base);
///     // …
///     Some("https://api.example/new".to_string())
/// }
///
/// let started = Instant::now();
/// let mut exchange = Exchange::new(Profile::Standard);
/// let request = Request::new("https://app.example", "https://api.example/old");
/// let mut step = exchange.start(&request, started.elapsed())?;
/// while step != Step::Done {
///     step = if step == Step::ResolveLocation {
///         let location = exchange.location().unwrap_or_default();
///         let url = resolve(location, exchange.url().unwrap_or_default());
///         exchange.resolved(url.as_deref(), false)?
///     } else {
///         let outgoing = exchange.outgoing()?;
///         match send(outgoing.method(), outgoing.url()) {
///             Some(head) => exchange.receive(&head, started.elapsed())?,
///             None => exchange.receive_nothing()?,
///         }
///     };
/// }
/// let seen = exchange.response().unwrap();
/// assert_eq!(seen.status(), 200);
/// # Ok::<(), corsieve::Error>(())
/// ```
///
/// Responses are copied into memory that it reuses, so they may go at once; what
/// is received of a fetch lives to its end, over any `.await`. Views of it end
/// with the next call that takes a step:
///
/// ```compile_fail,E0499
/// # use corsieve::{Exchange, Profile, Request};
/// # use std::time::Duration;
/// # let mut exchange = Exchange::new(Profile::Standard);
/// # let request = Request::new("https://app.example", "https://api.example/");
/// exchange.start(&request, Duration::ZERO)?;
/// let outgoing = exchange.outgoing()?;
/// exchange.receive("HTTP/1.1 200 OK\r\n\r\n", Duration::ZERO)?;
/// outgoing.url();
/// # Ok::<(), corsieve::Error>(())
/// ```
///
/// ```compile_fail,E0502
/// # use corsieve::{Exchange, Profile, Request};
/// # use std::time::Duration;
/// # let mut exchange = Exchange::new(Profile::Standard);
/// let location = exchange.location();
/// exchange.resolved(None, false)?;
/// location.is_some();
/// # Ok::<(), corsieve::Error>(())
/// ```
///
/// ```compile_fail,E0499
/// # use corsieve::{Exchange, Profile, Request};
/// # use std::time::Duration;
/// # let mut exchange = Exchange::new(Profile::Standard);
/// # let request = Request::new("https://app.example", "https://api.example/");
/// let seen = exchange.response();
/// exchange.start(&request, Duration::ZERO)?;
/// seen.is_some();
/// # Ok::<(), corsieve::Error>(())
/// ```
///
/// # Caches and threads
///
/// `C` is how it has its preflight cache, and says whether it is `Send`. An
/// exchange without cache (`Exchange`, which is `Exchange<()>`) is, and so is one
/// that owns it (`Exchange<Cache>`): nobody else can use that. One that borrows
/// (`Exchange<&Cache>`) or shares it (`Exchange<Rc<Cache>>`) is not: others use
/// the same cache, unlocked, on this thread. None is `Sync`. To share a cache
/// between threads, lock it for a whole fetch: borrow it from the guard of a
/// `Mutex<Cache>`.
///
/// ```
/// use corsieve::{Cache, Exchange};
///
/// fn is_send<T: Send>() {}
/// is_send::<Exchange>();
/// is_send::<Exchange<Cache>>();
/// ```
///
/// ```compile_fail,E0277
/// fn is_send<T: Send>() {}
/// is_send::<corsieve::Exchange<&corsieve::Cache>>();
/// ```
///
/// ```compile_fail,E0277
/// fn is_send<T: Send>() {}
/// is_send::<corsieve::Exchange<std::rc::Rc<corsieve::Cache>>>();
/// ```
///
/// ```compile_fail,E0277
/// fn is_sync<T: Sync>() {}
/// is_sync::<corsieve::Exchange>();
/// ```
///
/// ```compile_fail,E0277
/// fn is_sync<T: Sync>() {}
/// is_sync::<corsieve::Exchange<corsieve::Cache>>();
/// ```
///
/// <https://fetch.spec.whatwg.org/#fetching>
pub struct Exchange<C = ()> {
    raw: NonNull<sys::corsieve_exchange>,
    profile: Profile,
    pairs: Pairs,
    reasons: Vec<Reason>,
    cache: C,
}

// SAFETY: a handle is bound to no thread, but for the cache: of C, (), Cache,
// &Cache and Rc<Cache>, those are Send whose cache nobody else can reach.
unsafe impl<C: Send> Send for Exchange<C> {}

impl Exchange<()> {
    /// An exchange that remembers no preflight.
    ///
    /// # Panics
    ///
    /// If the library that runs is older than this crate, and does not know the
    /// profile.
    pub fn new(profile: Profile) -> Self {
        Exchange::make(profile, std::ptr::null_mut(), b"", ())
    }
}

impl<C: HasCache> Exchange<C> {
    /// An exchange of the cache's profile that remembers preflights there.
    /// `partition` is the network partition key.
    ///
    /// ```
    /// use corsieve::{Cache, Exchange, Profile};
    /// use std::rc::Rc;
    ///
    /// let own = Exchange::with_cache(Cache::new(Profile::Firefox, 0), "");
    ///
    /// let cache = Cache::new(Profile::Chromium, 0);
    /// let first = Exchange::with_cache(&cache, "https://top.example");
    /// let second = Exchange::with_cache(&cache, "https://top.example");
    ///
    /// let shared = Rc::new(Cache::new(Profile::Standard, 0));
    /// let third = Exchange::with_cache(shared.clone(), "");
    /// ```
    ///
    /// <https://fetch.spec.whatwg.org/#network-partition-key>
    pub fn with_cache<P: AsRef<[u8]>>(cache: C, partition: P) -> Self {
        let raw = cache.cache().raw();
        Exchange::make(cache.cache().profile(), raw, partition.as_ref(), cache)
    }

    /// Its cache.
    pub fn cache(&self) -> &Cache {
        self.cache.cache()
    }
}

impl<C> Exchange<C> {
    fn make(
        profile: Profile,
        raw_cache: *mut sys::corsieve_cache,
        partition: &[u8],
        cache: C,
    ) -> Self {
        let partition = sys::corsieve_str::new(partition);
        // SAFETY: the cache lives, and the partition is copied.
        let raw = unsafe {
            sys::corsieve_exchange_new(profile as u8, raw_cache, partition, sys::CORSIEVE_COPY)
        };
        Exchange {
            raw: NonNull::new(raw).expect("libcorsieve does not know the profile"),
            profile,
            pairs: Pairs::default(),
            reasons: Vec::new(),
            cache,
        }
    }

    /// Whose behaviour it shows.
    pub fn profile(&self) -> Profile {
        self.profile
    }

    /// Begins a fetch, ending any other. `now` is any clock that never goes
    /// back, as [`Instant::elapsed`](std::time::Instant::elapsed) of one moment;
    /// the cache asks for it. `data:` and `about:blank` are answered at once.
    ///
    /// # Errors
    ///
    /// Only if the library that runs is older than this crate; the fetch under
    /// way goes on then.
    pub fn start(&mut self, request: &Request<'_>, now: Duration) -> Result<Step, Error> {
        // SAFETY: the request lives for the call, and is copied.
        Step::new(unsafe { sys::corsieve_exchange_start(self.raw(), &request.raw(), millis(now)) })
    }

    /// What it asks for; `None` before the first start.
    pub fn step(&self) -> Option<Step> {
        // SAFETY: it lives.
        Step::new(unsafe { sys::corsieve_exchange_next(self.raw()) }).ok()
    }

    /// The request to send; when done, the last that was.
    ///
    /// # Errors
    ///
    /// [`Error::BadState`] before the first start.
    pub fn outgoing(&mut self) -> Result<Outgoing<'_>, Error> {
        let mut outgoing = sys::corsieve_outgoing::default();
        // SAFETY: it lives; views stay until self is borrowed mutably again.
        Error::check(unsafe { sys::corsieve_exchange_outgoing(self.raw(), &mut outgoing) })?;
        Ok(Outgoing { outgoing, views: PhantomData })
    }

    /// The last preflight that was to be sent, if there was one.
    pub fn preflight(&mut self) -> Option<Outgoing<'_>> {
        let mut outgoing = sys::corsieve_outgoing::default();
        // SAFETY: as above.
        Error::check(unsafe { sys::corsieve_exchange_preflight(self.raw(), &mut outgoing) })
            .ok()?;
        Some(Outgoing { outgoing, views: PhantomData })
    }

    /// The answer to what was sent: the HTTP/1.1 head that `head` begins with.
    ///
    /// # Errors
    ///
    /// [`Error::BadState`] where no answer is asked for.
    pub fn receive<H>(&mut self, head: &H, now: Duration) -> Result<Step, Error>
    where
        H: AsRef<[u8]> + ?Sized,
    {
        let head = head.as_ref();
        let data = head.as_ptr() as *const c_char;
        // SAFETY: the head lives for the call, and is copied.
        Step::new(unsafe {
            sys::corsieve_exchange_bytes(self.raw(), data, head.len(), millis(now))
        })
    }

    /// The answer, parsed. An interim response changes nothing: its final one is
    /// yet to come.
    ///
    /// # Errors
    ///
    /// [`Error::BadState`] where no answer is asked for.
    pub fn receive_headers<'h, I>(
        &mut self,
        response: &Response<'_>,
        headers: I,
        now: Duration,
    ) -> Result<Step, Error>
    where
        I: IntoIterator,
        I::Item: IntoHeader<'h>,
    {
        let response = response.raw(self.pairs.fill(headers));
        // SAFETY: the response lives for the call, and is copied.
        Step::new(unsafe { sys::corsieve_exchange_list(self.raw(), &response, millis(now)) })
    }

    /// No answer came: the connection failed.
    ///
    /// # Errors
    ///
    /// [`Error::BadState`] where no answer is asked for.
    pub fn receive_nothing(&mut self) -> Result<Step, Error> {
        // SAFETY: it lives.
        Step::new(unsafe { sys::corsieve_exchange_nothing(self.raw()) })
    }

    /// The head of a stored response that the request in hand revalidates: a 304
    /// is merged into it. To be called before the answer is handed over.
    ///
    /// # Errors
    ///
    /// [`Error::BadState`] where no answer is asked for.
    ///
    /// <https://fetch.spec.whatwg.org/#concept-http-network-or-cache-fetch>
    pub fn stored<H: AsRef<[u8]> + ?Sized>(&mut self, head: &H) -> Result<(), Error> {
        let head = head.as_ref();
        let data = head.as_ptr() as *const c_char;
        // SAFETY: the head lives for the call, and is copied.
        Error::check(unsafe { sys::corsieve_exchange_stored_bytes(self.raw(), data, head.len()) })
    }

    /// The same of a stored response that is parsed.
    ///
    /// # Errors
    ///
    /// [`Error::BadState`] where no answer is asked for.
    pub fn stored_headers<'h, I>(
        &mut self,
        response: &Response<'_>,
        headers: I,
    ) -> Result<(), Error>
    where
        I: IntoIterator,
        I::Item: IntoHeader<'h>,
    {
        let response = response.raw(self.pairs.fill(headers));
        // SAFETY: the response lives for the call, and is copied.
        Error::check(unsafe { sys::corsieve_exchange_stored_list(self.raw(), &response) })
    }

    /// The value of `Location`, where that is to be resolved.
    pub fn location(&self) -> Option<&[u8]> {
        // SAFETY: it lives; the view stays until a step is taken.
        unsafe { bytes(sys::corsieve_exchange_location(self.raw())) }
    }

    /// The last URL requested, serialized; `None` before the first start.
    pub fn url(&self) -> Option<&[u8]> {
        // SAFETY: as above.
        unsafe { bytes(sys::corsieve_exchange_url(self.raw())) }
    }

    /// The serialized URL that `location` comes to; `None`: it does not parse.
    /// The last says whether its origin and the request's are schemelessly same
    /// site.
    ///
    /// # Errors
    ///
    /// [`Error::BadState`] where no `Location` is to be resolved.
    pub fn resolved(
        &mut self,
        url: Option<&str>,
        schemelessly_same_site: bool,
    ) -> Result<Step, Error> {
        let url = url.map_or(sys::corsieve_str::NONE, |url| sys::corsieve_str::new(url.as_bytes()));
        // SAFETY: the URL lives for the call, and is copied.
        Step::new(unsafe {
            sys::corsieve_exchange_resolved(self.raw(), url, schemelessly_same_site.into())
        })
    }

    /// When done, what script sees.
    pub fn response(&mut self) -> Option<Seen<'_>> {
        // SAFETY: it lives, and with its copies stays until self is borrowed
        // mutably again.
        unsafe {
            let seen = NonNull::new(sys::corsieve_exchange_response(self.raw()))?;
            Seen::read(seen, &mut self.reasons).ok()
        }
    }

    /// What became of the response received last, redirects included; `None`
    /// before the first start.
    pub fn latest(&mut self) -> Option<Seen<'_>> {
        // SAFETY: as above.
        unsafe {
            let seen = NonNull::new(sys::corsieve_exchange_latest(self.raw()))?;
            Seen::read(seen, &mut self.reasons).ok()
        }
    }

    /// When done, what else there is to know.
    pub fn info(&self) -> Option<Info> {
        let mut info = sys::corsieve_exchange_info::default();
        // SAFETY: it lives.
        Error::check(unsafe { sys::corsieve_exchange_info_get(self.raw(), &mut info) }).ok()?;
        Some(Info {
            redirected: info.redirected != 0,
            body_null: info.body_null != 0,
            timing_allow_passed: info.timing_allow_passed != 0,
            response_tainting: match info.response_tainting {
                sys::CORSIEVE_TAINTING_BASIC => Tainting::Basic,
                sys::CORSIEVE_TAINTING_CORS => Tainting::Cors,
                // What is unknown is told nothing of.
                _ => Tainting::Opaque,
            },
            redirect_tainted: info.redirect_tainted != 0,
            preflight_count: info.preflight_count,
        })
    }

    /// The URLs that were requested, first to last.
    pub fn urls(&self) -> impl Iterator<Item = &[u8]> {
        // SAFETY: it lives; views stay until a step is taken.
        (0..).map_while(move |i| unsafe { bytes(sys::corsieve_exchange_url_at(self.raw(), i)) })
    }

    /// When done, what `response.url` says: `""` for a response that tells
    /// nothing.
    ///
    /// <https://fetch.spec.whatwg.org/#dom-response-url>
    pub fn response_url(&mut self) -> Option<&[u8]> {
        // SAFETY: as of response.
        unsafe { bytes(sys::corsieve_exchange_response_url(self.raw())) }
    }

    fn raw(&self) -> *mut sys::corsieve_exchange {
        self.raw.as_ptr()
    }
}

impl<C> Drop for Exchange<C> {
    fn drop(&mut self) {
        // SAFETY: it is ours, and nothing borrows it. The cache goes after it.
        unsafe { sys::corsieve_exchange_free(self.raw.as_ptr()) }
    }
}

impl<C> fmt::Debug for Exchange<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Exchange")
            .field("profile", &self.profile)
            .field("step", &self.step())
            .finish_non_exhaustive()
    }
}

fn millis(now: Duration) -> i64 {
    now.as_millis().try_into().unwrap_or(i64::MAX)
}

/// A request to send. Views of the exchange, which may be held over an `.await`.
#[derive(Clone, Copy)]
pub struct Outgoing<'a> {
    outgoing: sys::corsieve_outgoing,
    views: PhantomData<&'a [u8]>,
}

// SAFETY: it is some `&'a [u8]`, and calls nothing.
unsafe impl Send for Outgoing<'_> {}
// SAFETY: as above.
unsafe impl Sync for Outgoing<'_> {}

impl<'a> Outgoing<'a> {
    /// The method.
    pub fn method(&self) -> &'a [u8] {
        self.bytes(self.outgoing.method).unwrap_or(b"")
    }

    /// The URL, with its fragment and credentials.
    pub fn url(&self) -> &'a [u8] {
        self.bytes(self.outgoing.url).unwrap_or(b"")
    }

    /// The `Origin` among the headers; `None`: it is not sent.
    pub fn origin(&self) -> Option<&'a [u8]> {
        self.bytes(self.outgoing.origin)
    }

    /// All headers that Fetch decides.
    pub fn headers(&self) -> Entries<'a> {
        // SAFETY: views of the exchange, which is borrowed for 'a.
        unsafe { Entries::new(self.outgoing.headers, self.outgoing.header_count) }
    }

    /// Whether cookies and authentication go along.
    pub fn include_credentials(&self) -> bool {
        self.outgoing.include_credentials != 0
    }

    /// Whether the body goes along.
    pub fn include_body(&self) -> bool {
        self.outgoing.include_body != 0
    }

    fn bytes(&self, str: sys::corsieve_str) -> Option<&'a [u8]> {
        // SAFETY: views of the exchange, which is borrowed for 'a.
        unsafe { bytes(str) }
    }
}

impl fmt::Debug for Outgoing<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Outgoing")
            .field("method", &String::from_utf8_lossy(self.method()))
            .field("url", &String::from_utf8_lossy(self.url()))
            .finish_non_exhaustive()
    }
}

/// What there is to know of a fetch that is done.
///
/// <https://fetch.spec.whatwg.org/#responses>
#[non_exhaustive]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Info {
    /// `response.redirected`
    pub redirected: bool,
    /// The body is null, whatever was sent.
    pub body_null: bool,
    /// Script may see the fetch's timing in detail.
    pub timing_allow_passed: bool,
    /// What the fetch's URLs made of it.
    pub response_tainting: Tainting,
    /// A redirect crossed origins, so that the origin counts as `null`.
    pub redirect_tainted: bool,
    /// How many preflights were to be sent.
    pub preflight_count: usize,
}
