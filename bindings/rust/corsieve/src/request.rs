use crate::{
    Body, Credentials, EmbedderPolicy, Header, Initiator, Mode, Redirect, ReferrerPolicy, Tainting,
};
use corsieve_sys as sys;

/// What script asked, as `fetch(url)` asks it by default.
///
/// What an [`Exchange`](crate::Exchange) alone asks for, a
/// [`Filter`](crate::Filter) takes no notice of, and the other way round.
///
/// ```
/// use corsieve::{Credentials, Request};
///
/// let request = Request::new("https://app.example", "https://api.example/data")
///     .credentials(Credentials::Include);
/// ```
///
/// <https://fetch.spec.whatwg.org/#requests>
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    mode: Mode,
    credentials: Credentials,
    redirect: Redirect,
    initiator: Initiator,
    body: Body,
    referrer_policy: ReferrerPolicy,
    embedder_policy: EmbedderPolicy,
    upload_listener: bool,
    schemelessly_same_site: bool,
    response_tainting: Tainting,
    redirect_tainted: bool,
    began_same_origin: bool,
    origin: &'a [u8],
    url: &'a [u8],
    destination: &'a [u8],
    method: &'a [u8],
    headers: &'a [Header<'a>],
}

/// A method that sets a member.
macro_rules! set {
    ($($(#[$about:meta])* $name:ident: $type:ty,)*) => {
        $(
            $(#[$about])*
            #[must_use]
            pub fn $name(mut self, $name: $type) -> Self {
                self.$name = $name;
                self
            }
        )*
    };
}

impl<'a> Request<'a> {
    /// `origin` is the page's serialized origin, `https://app.example` (no
    /// slash, no default port), or `null` for an opaque one. `url` is the
    /// serialized URL that the response answers: what `new URL().href` says.
    pub fn new<O, U>(origin: &'a O, url: &'a U) -> Self
    where
        O: AsRef<[u8]> + ?Sized,
        U: AsRef<[u8]> + ?Sized,
    {
        Request {
            mode: Mode::default(),
            credentials: Credentials::default(),
            redirect: Redirect::default(),
            initiator: Initiator::default(),
            body: Body::default(),
            referrer_policy: ReferrerPolicy::default(),
            embedder_policy: EmbedderPolicy::default(),
            upload_listener: false,
            schemelessly_same_site: false,
            response_tainting: Tainting::default(),
            redirect_tainted: false,
            began_same_origin: false,
            origin: origin.as_ref(),
            url: url.as_ref(),
            destination: b"",
            method: b"GET",
            headers: &[],
        }
    }

    set! {
        /// The mode, `cors` by default.
        mode: Mode,
        /// The credentials mode, `same-origin` by default.
        credentials: Credentials,
        /// The redirect mode, `follow` by default.
        redirect: Redirect,
        /// Which API made the request, `fetch()` by default.
        initiator: Initiator,
        /// Exchange: whether it has a body, and of what kind.
        body: Body,
        /// Exchange: the referrer policy.
        referrer_policy: ReferrerPolicy,
        /// The page's embedder policy, which decides about `no-cors`.
        embedder_policy: EmbedderPolicy,
        /// Exchange: whether `xhr.upload` had a listener.
        upload_listener: bool,
        /// Whether origin and URL are schemelessly same site, which takes the
        /// public suffix list to know.
        ///
        /// <https://html.spec.whatwg.org/#schemelessly-same-site>
        schemelessly_same_site: bool,
        /// Filter: what the redirects before this URL made of the fetch.
        response_tainting: Tainting,
        /// Filter: whether its redirect-taint is other than `same-origin`: the
        /// origin counts as `null`.
        redirect_tainted: bool,
        /// Filter: whether the fetch's first URL was same-origin; for WebKit.
        began_same_origin: bool,
        /// Exchange: the headers as script set them.
        headers: &'a [Header<'a>],
    }

    /// Exchange: `""` for `fetch()` and `XMLHttpRequest`; `script`, `style`, …
    /// for elements.
    #[must_use]
    pub fn destination<D: AsRef<[u8]> + ?Sized>(mut self, destination: &'a D) -> Self {
        self.destination = destination.as_ref();
        self
    }

    /// The method as script gave it, `GET` by default.
    #[must_use]
    pub fn method<M: AsRef<[u8]> + ?Sized>(mut self, method: &'a M) -> Self {
        self.method = method.as_ref();
        self
    }

    pub(crate) fn raw(&self) -> sys::corsieve_request {
        sys::corsieve_request {
            mode: self.mode as u8,
            credentials: self.credentials as u8,
            redirect: self.redirect as u8,
            initiator: self.initiator as u8,
            body: self.body as u8,
            referrer_policy: self.referrer_policy as u8,
            embedder_policy: self.embedder_policy as u8,
            upload_listener: self.upload_listener.into(),
            schemelessly_same_site: self.schemelessly_same_site.into(),
            response_tainting: self.response_tainting as u8,
            redirect_tainted: self.redirect_tainted.into(),
            began_same_origin: self.began_same_origin.into(),
            origin: sys::corsieve_str::new(self.origin),
            url: sys::corsieve_str::new(self.url),
            destination: sys::corsieve_str::new(self.destination),
            method: sys::corsieve_str::new(self.method),
            headers: Header::list(self.headers),
            ..Default::default()
        }
    }
}
