use crate::text::static_str;
use corsieve_sys as sys;
use std::fmt;

/// A call that makes no sense, and changed nothing. A fetch that fails is none:
/// that is an answer.
#[non_exhaustive]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Error {
    /// A handle, a struct or an array is NULL: not to be had through this crate.
    NullArgument,
    /// A struct has an absurd size: not to be had through this crate.
    BadStruct,
    /// The library that runs is older than this crate, and lacks what is asked.
    NewerStruct,
    /// A string is NULL: not to be had through this crate.
    BadString,
    /// A list is larger than memory: not to be had through this crate.
    BadList,
    /// The library that runs does not know a value: it is older than this crate.
    BadValue,
    /// The exchange asks for something else now.
    BadState,
    /// What newer libraries may answer.
    Other(i8),
}

impl Error {
    /// The status of `corsieve.h`.
    pub fn status(self) -> i8 {
        match self {
            Error::NullArgument => sys::CORSIEVE_NULL_ARGUMENT,
            Error::BadStruct => sys::CORSIEVE_BAD_STRUCT,
            Error::NewerStruct => sys::CORSIEVE_NEWER_STRUCT,
            Error::BadString => sys::CORSIEVE_BAD_STRING,
            Error::BadList => sys::CORSIEVE_BAD_LIST,
            Error::BadValue => sys::CORSIEVE_BAD_VALUE,
            Error::BadState => sys::CORSIEVE_BAD_STATE,
            Error::Other(status) => status,
        }
    }

    pub(crate) fn new(status: sys::corsieve_status) -> Self {
        match status {
            sys::CORSIEVE_NULL_ARGUMENT => Error::NullArgument,
            sys::CORSIEVE_BAD_STRUCT => Error::BadStruct,
            sys::CORSIEVE_NEWER_STRUCT => Error::NewerStruct,
            sys::CORSIEVE_BAD_STRING => Error::BadString,
            sys::CORSIEVE_BAD_LIST => Error::BadList,
            sys::CORSIEVE_BAD_VALUE => Error::BadValue,
            sys::CORSIEVE_BAD_STATE => Error::BadState,
            other => Error::Other(other),
        }
    }

    pub(crate) fn check(status: sys::corsieve_status) -> Result<(), Error> {
        if status == sys::CORSIEVE_OK {
            Ok(())
        } else {
            Err(Error::new(status))
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // SAFETY: takes any number; the text is static and ends in NUL.
        f.write_str(unsafe { static_str(sys::corsieve_status_text(self.status())) }.unwrap_or(""))
    }
}

impl std::error::Error for Error {}
