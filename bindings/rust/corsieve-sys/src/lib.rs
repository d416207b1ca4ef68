//! Raw declarations of the whole of `corsieve.h`, which documents them; the
//! crate `corsieve` is the safe door.
//!
//! `build.rs` says where the library comes from.

#![allow(non_camel_case_types)]

#[rustfmt::skip]
mod declarations;

pub use declarations::*;

use std::os::raw::{c_char, c_void};

pub const CORSIEVE_VERSION_NUMBER: u32 =
    CORSIEVE_VERSION_MAJOR * 10000 + CORSIEVE_VERSION_MINOR * 100 + CORSIEVE_VERSION_PATCH;

/// Stands where there is no offset and no index.
pub const CORSIEVE_NONE: usize = usize::MAX;

impl corsieve_str {
    /// What stands for "none".
    pub const NONE: corsieve_str = corsieve_str { data: std::ptr::null(), size: 0 };

    /// The string of these bytes, which is never "none".
    pub const fn new(bytes: &[u8]) -> Self {
        corsieve_str { data: bytes.as_ptr() as *const c_char, size: bytes.len() }
    }
}

impl corsieve_headers {
    /// A list of zeros, which is empty.
    pub const EMPTY: corsieve_headers = corsieve_headers {
        count: 0,
        stride: 0,
        name_data: std::ptr::null(),
        name_size: std::ptr::null(),
        value_data: std::ptr::null(),
        value_size: std::ptr::null(),
    };

    /// `CORSIEVE_PAIRS`: where the pairs lie.
    pub fn new(pairs: &[corsieve_pair]) -> Self {
        let first = match pairs.first() {
            Some(pair) => pair,
            None => return Self::EMPTY,
        };
        // All four are derived from the slice, for they are read beyond the
        // first pair.
        let start = pairs.as_ptr() as *const c_char;
        let at = |member: *const c_void| {
            let offset = member as usize - first as *const corsieve_pair as usize;
            start.wrapping_add(offset) as *const c_void
        };
        corsieve_headers {
            count: pairs.len(),
            stride: std::mem::size_of::<corsieve_pair>(),
            name_data: at(&first.name.data as *const _ as *const c_void),
            name_size: at(&first.name.size as *const _ as *const c_void),
            value_data: at(&first.value.data as *const _ as *const c_void),
            value_size: at(&first.value.size as *const _ as *const c_void),
        }
    }
}

/// Whether script can read a header that has this reason.
pub const fn corsieve_is_exposed(reason: corsieve_reason) -> bool {
    reason < 10
}
