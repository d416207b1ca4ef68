use crate::text::{bytes, static_str};
use crate::{Kind, UnknownName};
use corsieve_sys as sys;
use std::fmt;
use std::str::FromStr;

#[rustfmt::skip]
#[path = "reason_constants.rs"]
mod constants;

/// Why script can read a header, or cannot; and why it gets a response, or does
/// not. A number that never changes its meaning.
///
/// ```
/// use corsieve::{Kind, Reason};
///
/// let reason: Reason = "AllowOriginMismatch".parse().unwrap();
/// assert_eq!(reason, Reason::ALLOW_ORIGIN_MISMATCH);
/// assert_eq!(reason.kind(), Kind::NetworkError);
/// assert!(reason.url().starts_with("https://fetch.spec.whatwg.org/#"));
/// println!("{}; to change that: {}", reason, reason.fix());
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(transparent)]
pub struct Reason(pub(crate) u8);

impl Reason {
    /// The number that `corsieve.h` gives it.
    pub const fn number(self) -> u8 {
        self.0
    }

    /// The reason of a number, which need be none that the library knows.
    pub const fn from_number(number: u8) -> Self {
        Reason(number)
    }

    /// Whether script can read a header that has this reason.
    pub const fn is_exposed(self) -> bool {
        sys::corsieve_is_exposed(self.0)
    }

    /// Stable, as `"AllowOriginMismatch"`; `"Unknown"` for a number that no
    /// reason has.
    pub fn name(self) -> &'static str {
        // SAFETY: takes any number; what it returns is static.
        unsafe { static_str(sys::corsieve_reason_name(self.0)) }.unwrap_or("")
    }

    /// A sentence fragment that says what it means.
    pub fn text(self) -> &'static str {
        self.info(|info| info.text)
    }

    /// The anchor of its rule in the standard.
    pub fn url(self) -> &'static str {
        self.info(|info| info.url)
    }

    /// What would change the outcome; `""` if nothing would.
    pub fn fix(self) -> &'static str {
        self.info(|info| info.fix)
    }

    /// What it is about, and what it decides.
    pub fn kind(self) -> Kind {
        Kind::from_number(self.raw().kind)
    }

    /// All that the library knows, by number.
    pub fn all() -> impl Iterator<Item = Reason> {
        // SAFETY: asks for nothing.
        let count = unsafe { sys::corsieve_reason_count() };
        // SAFETY: takes any index.
        (0..count).map(|i| Reason(unsafe { sys::corsieve_reason_at(i) }))
    }

    fn raw(self) -> sys::corsieve_reason_info {
        let mut info = sys::corsieve_reason_info::default();
        // SAFETY: takes any number; the struct says its size. It cannot fail.
        unsafe { sys::corsieve_reason_get(self.0, &mut info) };
        info
    }

    fn info(self, which: fn(&sys::corsieve_reason_info) -> sys::corsieve_str) -> &'static str {
        // SAFETY: the strings are static.
        let text = unsafe { bytes::<'static>(which(&self.raw())) };
        std::str::from_utf8(text.unwrap_or(b"")).unwrap_or("")
    }
}

impl fmt::Debug for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}({})", self.name(), self.0)
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.text())
    }
}

impl FromStr for Reason {
    type Err = UnknownName;

    fn from_str(name: &str) -> Result<Self, UnknownName> {
        let mut reason = Reason(u8::MAX);
        // SAFETY: both arguments live as long as the call.
        let status = unsafe {
            sys::corsieve_reason_find(sys::corsieve_str::new(name.as_bytes()), &mut reason.0)
        };
        if status == sys::CORSIEVE_OK {
            Ok(reason)
        } else {
            Err(UnknownName(()))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_have_what_they_should() {
        let all: Vec<Reason> = Reason::all().collect();
        assert!(all.len() > 80);
        assert!(all.windows(2).all(|pair| pair[0] < pair[1]));
        for reason in all {
            assert_ne!(reason.name(), "Unknown");
            assert!(!reason.text().is_empty(), "{:?}", reason);
            assert!(reason.url().starts_with("https://"), "{:?}", reason);
            assert!(!matches!(reason.kind(), Kind::Other(_)), "{:?}", reason);
            assert_eq!(reason.is_exposed(), reason.kind() == Kind::Exposed);
            assert_eq!(reason.name().parse(), Ok(reason));
        }
    }

    #[test]
    fn a_number_that_none_has() {
        let reason = Reason::from_number(255);
        assert_eq!(reason.name(), "Unknown");
        assert_eq!(reason.kind(), Kind::NetworkError);
        assert_eq!(format!("{:?}", reason), "Unknown(255)");
        assert!("Unknown".parse::<Reason>().is_err());
        assert!("".parse::<Reason>().is_err());
    }
}
