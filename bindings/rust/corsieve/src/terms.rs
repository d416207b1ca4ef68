//! What a request and a response are told with.

use crate::text::static_str;
use corsieve_sys as sys;
use std::fmt;
use std::str::FromStr;

/// An enumeration that the caller gives; its first value is the default.
macro_rules! given {
    ($(#[$about:meta])* $name:ident {
        $(#[$first_about:meta])* $first:ident = $first_value:ident,
        $($(#[$value_about:meta])* $variant:ident = $value:ident,)*
    }) => {
        $(#[$about])*
        #[non_exhaustive]
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
        #[repr(u8)]
        pub enum $name {
            $(#[$first_about])*
            #[default]
            $first = sys::$first_value,
            $($(#[$value_about])* $variant = sys::$value,)*
        }
    };
}

/// An enumeration that is answered with: newer libraries may answer more.
macro_rules! answered {
    ($(#[$about:meta])* $name:ident {
        $($(#[$value_about:meta])* $variant:ident = $value:ident,)*
    }) => {
        $(#[$about])*
        #[non_exhaustive]
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum $name {
            $($(#[$value_about])* $variant,)*
            /// A number that this crate does not know.
            Other(u8),
        }

        impl $name {
            pub(crate) fn from_number(number: u8) -> Self {
                match number {
                    $(sys::$value => $name::$variant,)*
                    other => $name::Other(other),
                }
            }

            /// The number that `corsieve.h` gives it.
            pub fn number(self) -> u8 {
                match self {
                    $($name::$variant => sys::$value,)*
                    $name::Other(other) => other,
                }
            }
        }
    };
}

given! {
    /// Whose behaviour is asked for.
    Profile {
        /// The standards' own.
        Standard = CORSIEVE_PROFILE_STANDARD,
        /// Chromium's, and so Chrome's and Edge's.
        Chromium = CORSIEVE_PROFILE_CHROMIUM,
        /// Firefox's.
        Firefox = CORSIEVE_PROFILE_FIREFOX,
        /// WebKit's, and so Safari's.
        Webkit = CORSIEVE_PROFILE_WEBKIT,
    }
}

given! {
    /// <https://fetch.spec.whatwg.org/#concept-request-mode>
    Mode {
        /// `"cors"`
        Cors = CORSIEVE_MODE_CORS,
        /// `"no-cors"`
        NoCors = CORSIEVE_MODE_NO_CORS,
        /// `"same-origin"`
        SameOrigin = CORSIEVE_MODE_SAME_ORIGIN,
        /// `"navigate"`
        Navigate = CORSIEVE_MODE_NAVIGATE,
    }
}

given! {
    /// <https://fetch.spec.whatwg.org/#concept-request-credentials-mode>
    Credentials {
        /// `"same-origin"`
        SameOrigin = CORSIEVE_CREDENTIALS_SAME_ORIGIN,
        /// `"omit"`
        Omit = CORSIEVE_CREDENTIALS_OMIT,
        /// `"include"`
        Include = CORSIEVE_CREDENTIALS_INCLUDE,
    }
}

given! {
    /// <https://fetch.spec.whatwg.org/#concept-request-redirect-mode>
    Redirect {
        /// `"follow"`
        Follow = CORSIEVE_REDIRECT_FOLLOW,
        /// `"error"`
        Error = CORSIEVE_REDIRECT_ERROR,
        /// `"manual"`
        Manual = CORSIEVE_REDIRECT_MANUAL,
    }
}

given! {
    /// Which API made the request.
    Initiator {
        /// `fetch()`, or an element.
        Fetch = CORSIEVE_INITIATOR_FETCH,
        /// `XMLHttpRequest`
        Xhr = CORSIEVE_INITIATOR_XHR,
    }
}

given! {
    /// <https://fetch.spec.whatwg.org/#concept-request-body>
    Body {
        /// The request has none.
        None = CORSIEVE_BODY_NONE,
        /// Bytes or a form: it can be sent again.
        Source = CORSIEVE_BODY_SOURCE,
        /// A `ReadableStream`, which cannot.
        Stream = CORSIEVE_BODY_STREAM,
    }
}

given! {
    /// <https://w3c.github.io/webappsec-referrer-policy/#referrer-policies>
    ReferrerPolicy {
        /// `"strict-origin-when-cross-origin"`
        StrictOriginWhenCrossOrigin = CORSIEVE_REFERRER_STRICT_ORIGIN_WHEN_CROSS_ORIGIN,
        /// `"no-referrer"`
        NoReferrer = CORSIEVE_REFERRER_NO_REFERRER,
        /// `"no-referrer-when-downgrade"`
        NoReferrerWhenDowngrade = CORSIEVE_REFERRER_NO_REFERRER_WHEN_DOWNGRADE,
        /// `"same-origin"`
        SameOrigin = CORSIEVE_REFERRER_SAME_ORIGIN,
        /// `"origin"`
        Origin = CORSIEVE_REFERRER_ORIGIN,
        /// `"strict-origin"`
        StrictOrigin = CORSIEVE_REFERRER_STRICT_ORIGIN,
        /// `"origin-when-cross-origin"`
        OriginWhenCrossOrigin = CORSIEVE_REFERRER_ORIGIN_WHEN_CROSS_ORIGIN,
        /// `"unsafe-url"`
        UnsafeUrl = CORSIEVE_REFERRER_UNSAFE_URL,
    }
}

given! {
    /// <https://html.spec.whatwg.org/#embedder-policy-value>
    EmbedderPolicy {
        /// `"unsafe-none"`
        UnsafeNone = CORSIEVE_EMBEDDER_UNSAFE_NONE,
        /// `"require-corp"`
        RequireCorp = CORSIEVE_EMBEDDER_REQUIRE_CORP,
        /// `"credentialless"`
        Credentialless = CORSIEVE_EMBEDDER_CREDENTIALLESS,
    }
}

given! {
    /// <https://fetch.spec.whatwg.org/#concept-request-response-tainting>
    Tainting {
        /// `"basic"`
        Basic = CORSIEVE_TAINTING_BASIC,
        /// `"cors"`
        Cors = CORSIEVE_TAINTING_CORS,
        /// `"opaque"`
        Opaque = CORSIEVE_TAINTING_OPAQUE,
    }
}

given! {
    /// What a response came over.
    Protocol {
        /// HTTP/1.0 or HTTP/1.1
        Http1 = CORSIEVE_HTTP_1,
        /// HTTP/2
        Http2 = CORSIEVE_HTTP_2,
        /// HTTP/3
        Http3 = CORSIEVE_HTTP_3,
    }
}

answered! {
    /// What `response.type` says.
    ///
    /// <https://fetch.spec.whatwg.org/#concept-response-type>
    Type {
        /// `"basic"`: same-origin with the page.
        Basic = CORSIEVE_TYPE_BASIC,
        /// `"cors"`: of another origin, which shares it.
        Cors = CORSIEVE_TYPE_CORS,
        /// `"default"`: a redirect that is followed, which script never sees.
        Default = CORSIEVE_TYPE_DEFAULT,
        /// `"error"`: the fetch failed.
        Error = CORSIEVE_TYPE_ERROR,
        /// `"opaque"`: script is told nothing of it.
        Opaque = CORSIEVE_TYPE_OPAQUE,
        /// `"opaqueredirect"`: a redirect that is not followed.
        OpaqueRedirect = CORSIEVE_TYPE_OPAQUE_REDIRECT,
    }
}

answered! {
    /// What a [`Reason`](crate::Reason) is about, and what it decides.
    Kind {
        /// A header is exposed.
        Exposed = CORSIEVE_KIND_EXPOSED,
        /// A header is not exposed.
        Hidden = CORSIEVE_KIND_HIDDEN,
        /// Script gets the response.
        Response = CORSIEVE_KIND_RESPONSE,
        /// The fetch follows the response.
        Redirect = CORSIEVE_KIND_REDIRECT,
        /// The fetch fails.
        NetworkError = CORSIEVE_KIND_NETWORK_ERROR,
        /// The caller made a mistake, and so the fetch fails.
        WrongCall = CORSIEVE_KIND_WRONG_CALL,
    }
}

impl Profile {
    /// All of them, the standard's first.
    pub const ALL: [Profile; 4] =
        [Profile::Standard, Profile::Chromium, Profile::Firefox, Profile::Webkit];

    /// `"standard"`, `"chromium"`, `"firefox"`, `"webkit"`
    pub fn name(self) -> &'static str {
        // SAFETY: takes any number; what it returns is static or NULL.
        unsafe { static_str(sys::corsieve_profile_name(self as u8)) }.unwrap_or("")
    }

    /// The versions that it stands for and was recorded with.
    pub fn versions(self) -> &'static str {
        // SAFETY: as above.
        unsafe { static_str(sys::corsieve_profile_versions(self as u8)) }.unwrap_or("")
    }
}

impl fmt::Display for Profile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// No profile or reason has this name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct UnknownName(pub(crate) ());

impl fmt::Display for UnknownName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("nothing has this name")
    }
}

impl std::error::Error for UnknownName {}

impl FromStr for Profile {
    type Err = UnknownName;

    fn from_str(name: &str) -> Result<Self, UnknownName> {
        Profile::ALL.iter().copied().find(|profile| profile.name() == name).ok_or(UnknownName(()))
    }
}

impl Type {
    /// `"basic"`, `"opaqueredirect"`, …; `""` for [`Type::Other`].
    pub fn name(self) -> &'static str {
        // SAFETY: takes any number; what it returns is static or NULL.
        unsafe { static_str(sys::corsieve_type_name(self.number())) }.unwrap_or("")
    }
}

impl fmt::Display for Type {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// What an [`Exchange`](crate::Exchange) asks for next.
#[non_exhaustive]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Step {
    /// Send `outgoing`, which is a preflight, and hand over its answer.
    SendPreflight,
    /// Send `outgoing`, and hand over its answer.
    SendRequest,
    /// Resolve `location` against `url`; then call `resolved`.
    ResolveLocation,
    /// `response` is what script sees.
    Done,
}

impl Step {
    pub(crate) fn new(step: sys::corsieve_step) -> Result<Self, crate::Error> {
        match step {
            sys::CORSIEVE_STEP_SEND_PREFLIGHT => Ok(Step::SendPreflight),
            sys::CORSIEVE_STEP_SEND_REQUEST => Ok(Step::SendRequest),
            sys::CORSIEVE_STEP_RESOLVE_LOCATION => Ok(Step::ResolveLocation),
            sys::CORSIEVE_STEP_DONE => Ok(Step::Done),
            status => Err(crate::Error::new(status)),
        }
    }
}
