use crate::Profile;
use corsieve_sys as sys;
use std::fmt;
use std::ptr::NonNull;
use std::rc::Rc;

/// What preflights allowed, remembered.
///
/// Exchanges own it, borrow it (`&Cache`) or share it (`Rc<Cache>`), all on one
/// thread, for it is counted without locks. A cache that no exchange uses may go
/// to another thread: `Send`, not `Sync`.
///
/// ```
/// fn is_send<T: Send>() {}
/// is_send::<corsieve::Cache>();
/// ```
///
/// ```compile_fail,E0277
/// fn is_sync<T: Sync>() {}
/// is_sync::<corsieve::Cache>();
/// ```
///
/// An exchange that borrows it keeps it where it is:
///
/// ```compile_fail,E0505
/// use corsieve::{Cache, Exchange, Profile};
///
/// let cache = Cache::new(Profile::Standard, 0);
/// let exchange = Exchange::with_cache(&cache, "");
/// let elsewhere = std::thread::spawn(move || cache.len());
/// drop(exchange);
/// ```
///
/// <https://fetch.spec.whatwg.org/#concept-cache>
pub struct Cache {
    raw: NonNull<sys::corsieve_cache>,
    profile: Profile,
}

// SAFETY: it is bound to no thread. What else uses it is an exchange, which
// borrows it or holds an Rc of it, and so keeps it from being sent.
unsafe impl Send for Cache {}

impl Cache {
    /// `capacity` is how many (partition, origin, URL) are remembered; 0: as many
    /// as the profile's engine does.
    ///
    /// # Panics
    ///
    /// If the library that runs is older than this crate, and does not know the
    /// profile.
    pub fn new(profile: Profile, capacity: usize) -> Self {
        // SAFETY: takes any numbers.
        let raw = unsafe { sys::corsieve_cache_new(profile as u8, capacity) };
        let raw = NonNull::new(raw).expect("libcorsieve does not know the profile");
        Cache { raw, profile }
    }

    /// Whose cache it is like.
    pub fn profile(&self) -> Profile {
        self.profile
    }

    /// Forgets what is remembered for a URL.
    ///
    /// <https://fetch.spec.whatwg.org/#concept-cache-clear>
    pub fn clear<P, O, U>(&self, partition: P, origin: O, url: U)
    where
        P: AsRef<[u8]>,
        O: AsRef<[u8]>,
        U: AsRef<[u8]>,
    {
        // SAFETY: the strings live for the call. It cannot fail.
        unsafe {
            sys::corsieve_cache_clear(
                self.raw.as_ptr(),
                sys::corsieve_str::new(partition.as_ref()),
                sys::corsieve_str::new(origin.as_ref()),
                sys::corsieve_str::new(url.as_ref()),
            );
        }
    }

    /// How many (partition, origin, URL) are remembered.
    pub fn len(&self) -> usize {
        // SAFETY: it lives.
        unsafe { sys::corsieve_cache_size(self.raw.as_ptr()) }
    }

    /// Whether nothing is remembered.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    pub(crate) fn raw(&self) -> *mut sys::corsieve_cache {
        self.raw.as_ptr()
    }
}

impl Drop for Cache {
    fn drop(&mut self) {
        // SAFETY: it is ours; what an exchange needs of it stays.
        unsafe { sys::corsieve_cache_free(self.raw.as_ptr()) }
    }
}

impl fmt::Debug for Cache {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Cache").field("profile", &self.profile).field("len", &self.len()).finish()
    }
}

/// How an exchange has its cache: `Cache`, `&Cache` or `Rc<Cache>`.
///
/// No other type can be one: that an [`Exchange`](crate::Exchange) is `Send` if
/// this is rests on what these are.
pub trait HasCache: sealed::Sealed {
    /// The cache.
    fn cache(&self) -> &Cache;
}

mod sealed {
    pub trait Sealed {}
    impl Sealed for super::Cache {}
    impl Sealed for &super::Cache {}
    impl Sealed for std::rc::Rc<super::Cache> {}
}

impl HasCache for Cache {
    fn cache(&self) -> &Cache {
        self
    }
}

impl HasCache for &Cache {
    fn cache(&self) -> &Cache {
        self
    }
}

impl HasCache for Rc<Cache> {
    fn cache(&self) -> &Cache {
        self
    }
}
