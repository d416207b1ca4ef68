//! Whole fetches: what is asked for in which order, caches, and calls out of
//! turn.

use corsieve::*;
use std::rc::Rc;
use std::time::Duration;

const PAGE: &str = "https://app.example";
const API: &str = "https://api.example/data";
const OPEN: &str = "HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin: *\r\n\r\n";
const ALLOWED: &str = "HTTP/1.1 204 No Content\r\nAccess-Control-Allow-Origin: *\r\n\
                       Access-Control-Allow-Methods: PUT\r\nAccess-Control-Max-Age: 60\r\n\r\n";

fn seconds(n: u64) -> Duration {
    Duration::from_secs(n)
}

/// Fetches with PUT; the steps that it took.
fn put<C>(exchange: &mut Exchange<C>, now: Duration) -> Vec<Step> {
    let request = Request::new(PAGE, API).method("PUT").body(Body::Source);
    let mut steps = vec![exchange.start(&request, now).unwrap()];
    loop {
        let head = match steps.last().unwrap() {
            Step::SendPreflight => ALLOWED,
            Step::SendRequest => OPEN,
            _ => return steps,
        };
        // It copies: what it is handed goes at once.
        let head = head.to_string();
        steps.push(exchange.receive(&head, now).unwrap());
    }
}

#[test]
fn a_preflight_and_its_request() {
    let headers = [Header::new("X-A", "1")];
    let request = Request::new(PAGE, API).method("PUT").headers(&headers).body(Body::Source);
    let mut exchange = Exchange::new(Profile::Standard);
    assert_eq!(exchange.start(&request, Duration::ZERO), Ok(Step::SendPreflight));
    let preflight = exchange.outgoing().unwrap();
    assert_eq!(preflight.method(), b"OPTIONS");
    assert!(!preflight.include_credentials() && !preflight.include_body());
    let asked: Vec<_> =
        preflight.headers().filter(|(name, _)| name.starts_with(b"Access-Control-")).collect();
    assert_eq!(
        asked,
        [
            (&b"Access-Control-Request-Method"[..], &b"PUT"[..]),
            (b"Access-Control-Request-Headers", b"x-a")
        ]
    );
    let allowed = "HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin: *\r\n\
                   Access-Control-Allow-Methods: PUT\r\nAccess-Control-Allow-Headers: x-a\r\n\r\n";
    assert_eq!(exchange.receive(allowed, Duration::ZERO), Ok(Step::SendRequest));
    let outgoing = exchange.outgoing().unwrap();
    assert_eq!((outgoing.method(), outgoing.url()), (&b"PUT"[..], API.as_bytes()));
    assert_eq!(outgoing.origin(), Some(PAGE.as_bytes()));
    assert!(outgoing.include_body());
    assert!(outgoing.headers().any(|header| header == (b"X-A", b"1")));
    assert_eq!(exchange.preflight().unwrap().method(), b"OPTIONS");
    assert!(exchange.response().is_none() && exchange.info().is_none());
    let answer = [("access-control-allow-origin".to_string(), "*".to_string())];
    let response = Response::new(201).protocol(Protocol::Http2);
    assert_eq!(exchange.receive_headers(&response, &answer, Duration::ZERO), Ok(Step::Done));
    drop(answer);
    let seen = exchange.response().unwrap();
    assert_eq!((seen.status(), seen.response_type()), (201, Type::Cors));
    assert_eq!(seen.headers().next().unwrap().1, b"*");
    let info = exchange.info().unwrap();
    assert_eq!((info.preflight_count, info.redirected), (1, false));
    assert_eq!(info.response_tainting, Tainting::Cors);
    assert_eq!(exchange.response_url(), Some(API.as_bytes()));
}

#[test]
fn a_redirect() {
    let mut exchange = Exchange::new(Profile::Standard);
    let request = Request::new(PAGE, API);
    assert_eq!(exchange.start(&request, Duration::ZERO), Ok(Step::SendRequest));
    let found = "HTTP/1.1 302 Found\r\nAccess-Control-Allow-Origin: *\r\nLocation: /b\r\n\r\n";
    assert_eq!(exchange.receive(found, Duration::ZERO), Ok(Step::ResolveLocation));
    assert_eq!(exchange.latest().unwrap().response_type(), Type::Default);
    assert_eq!(exchange.location(), Some(&b"/b"[..]));
    assert_eq!(exchange.url(), Some(API.as_bytes()));
    let step = exchange.resolved(Some("https://other.example/b"), false);
    assert_eq!(step, Ok(Step::SendRequest));
    assert_eq!(exchange.location(), None);
    assert_eq!(exchange.outgoing().unwrap().origin(), Some(&b"null"[..]));
    assert_eq!(exchange.receive(OPEN, Duration::ZERO), Ok(Step::Done));
    let info = exchange.info().unwrap();
    assert!(info.redirected && info.redirect_tainted);
    let urls: Vec<_> = exchange.urls().map(isomorphic_decode).collect();
    assert_eq!(urls, [API, "https://other.example/b"]);
    assert_eq!(exchange.response_url(), Some(&b"https://other.example/b"[..]));
    // A Location that does not parse.
    exchange.start(&request, Duration::ZERO).unwrap();
    exchange.receive(found, Duration::ZERO).unwrap();
    assert_eq!(exchange.resolved(None, false), Ok(Step::Done));
    assert_eq!(exchange.response().unwrap().reason(), Reason::LOCATION_INVALID);
}

#[test]
fn no_answer() {
    let mut exchange = Exchange::new(Profile::Standard);
    exchange.start(&Request::new(PAGE, API), Duration::ZERO).unwrap();
    assert_eq!(exchange.receive_nothing(), Ok(Step::Done));
    assert_eq!(exchange.response().unwrap().reason(), Reason::CONNECTION_CLOSED);
    let step = exchange.start(&Request::new(PAGE, "data:,hi"), Duration::ZERO);
    assert_eq!(step, Ok(Step::Done));
    assert_eq!(exchange.response().unwrap().status(), 200);
}

#[test]
fn what_a_request_says_counts() {
    let mut exchange = Exchange::new(Profile::Standard);
    let request = Request::new(PAGE, API);
    let mut step = |request: Request<'_>| exchange.start(&request, Duration::ZERO).unwrap();
    assert_eq!(step(request), Step::SendRequest);
    assert_eq!(step(request.method("PUT")), Step::SendPreflight);
    assert_eq!(step(request.method("P T")), Step::Done);
    let xhr = request.initiator(Initiator::Xhr);
    assert_eq!(step(xhr.upload_listener(true)), Step::SendPreflight);
    assert_eq!(step(xhr.upload_listener(false)), Step::SendRequest);
    // GET takes no body; a stream is preflighted.
    assert_eq!(step(request.body(Body::Source)), Step::Done);
    assert_eq!(step(request.method("POST").body(Body::Source)), Step::SendRequest);
    assert_eq!(step(request.method("POST").body(Body::Stream)), Step::SendPreflight);
    // The referrer policy decides about an Origin that is not for CORS.
    let post = Request::new(PAGE, "https://app.example/").method("POST");
    exchange.start(&post, Duration::ZERO).unwrap();
    assert_eq!(exchange.outgoing().unwrap().origin(), Some(PAGE.as_bytes()));
    let secret = post.mode(Mode::NoCors).referrer_policy(ReferrerPolicy::NoReferrer);
    exchange.start(&secret, Duration::ZERO).unwrap();
    assert_eq!(exchange.outgoing().unwrap().origin(), Some(&b"null"[..]));
    let script = request.mode(Mode::NoCors).destination("script");
    exchange.start(&script, Duration::ZERO).unwrap();
    let nosniff = "HTTP/1.1 200 OK\r\nX-Content-Type-Options: nosniff\r\n\
                   Content-Type: text/plain\r\n\r\n";
    exchange.receive(nosniff, Duration::ZERO).unwrap();
    assert_eq!(exchange.response().unwrap().reason(), Reason::BLOCKED_BY_NOSNIFF);
}

#[test]
fn a_stored_response() {
    let home = Request::new(PAGE, "https://app.example/");
    let not_modified = "HTTP/1.1 304 Not Modified\r\nX-B: 2\r\n\r\n";
    let mut exchange = Exchange::new(Profile::Standard);
    exchange.start(&home, Duration::ZERO).unwrap();
    exchange.stored("HTTP/1.1 200 OK\r\nX-A: 1\r\n\r\n").unwrap();
    exchange.receive(not_modified, Duration::ZERO).unwrap();
    assert_eq!(exchange.response().unwrap().all(), b"x-a: 1\r\nx-b: 2\r\n");
    exchange.start(&home, Duration::ZERO).unwrap();
    exchange.stored_headers(&Response::new(200), [("x-a", "3")]).unwrap();
    exchange.receive(not_modified, Duration::ZERO).unwrap();
    let mut seen = exchange.response().unwrap();
    assert_eq!((seen.status(), seen.get("x-a")), (200, Some(&b"3"[..])));
}

#[test]
fn calls_out_of_turn() {
    let mut exchange = Exchange::new(Profile::Standard);
    assert_eq!(exchange.step(), None);
    assert!(exchange.response().is_none() && exchange.latest().is_none());
    assert!(exchange.preflight().is_none() && exchange.info().is_none());
    assert_eq!((exchange.url(), exchange.location()), (None, None));
    assert_eq!(exchange.response_url(), None);
    assert_eq!(exchange.urls().count(), 0);
    assert_eq!(exchange.outgoing().unwrap_err(), Error::BadState);
    assert_eq!(exchange.receive(OPEN, Duration::ZERO), Err(Error::BadState));
    assert_eq!(exchange.receive_nothing(), Err(Error::BadState));
    assert_eq!(exchange.resolved(None, false), Err(Error::BadState));
    assert_eq!(exchange.stored(OPEN), Err(Error::BadState));
    exchange.start(&Request::new(PAGE, API), Duration::ZERO).unwrap();
    assert_eq!(exchange.resolved(Some(API), false), Err(Error::BadState));
    assert_eq!(exchange.step(), Some(Step::SendRequest), "nothing changed");
    exchange.receive(OPEN, Duration::ZERO).unwrap();
    let error = exchange.receive(OPEN, Duration::ZERO).unwrap_err();
    assert_eq!(error.status(), -7);
    let boxed: Box<dyn std::error::Error + Send + Sync> = error.into();
    assert!(!boxed.to_string().is_empty());
    assert!(exchange.response().is_some(), "nothing changed");
}

const WITH_PREFLIGHT: [Step; 3] = [Step::SendPreflight, Step::SendRequest, Step::Done];
const WITHOUT: [Step; 2] = [Step::SendRequest, Step::Done];

#[test]
fn nothing_is_remembered_without_a_cache() {
    let mut exchange = Exchange::new(Profile::Standard);
    assert_eq!(put(&mut exchange, seconds(0)), WITH_PREFLIGHT);
    assert_eq!(put(&mut exchange, seconds(1)), WITH_PREFLIGHT);
}

#[test]
fn a_cache_that_is_borrowed() {
    let cache = Cache::new(Profile::Standard, 0);
    let mut first = Exchange::with_cache(&cache, "");
    assert_eq!(put(&mut first, seconds(0)), WITH_PREFLIGHT);
    assert_eq!(cache.len(), 1);
    let mut second = Exchange::with_cache(&cache, "");
    assert_eq!(put(&mut second, seconds(1)), WITHOUT);
    let mut apart = Exchange::with_cache(&cache, "https://top.example");
    assert_eq!(put(&mut apart, seconds(1)), WITH_PREFLIGHT);
    cache.clear("", PAGE, API);
    assert_eq!(put(&mut first, seconds(2)), WITH_PREFLIGHT);
    assert_eq!(put(&mut first, seconds(63)), WITH_PREFLIGHT, "60 seconds are over");
}

#[test]
fn a_cache_that_is_owned() {
    let mut exchange = Exchange::with_cache(Cache::new(Profile::Chromium, 0), "");
    assert_eq!(exchange.profile(), Profile::Chromium);
    assert_eq!(put(&mut exchange, seconds(0)), WITH_PREFLIGHT);
    let mut exchange = std::thread::spawn(move || {
        assert_eq!(put(&mut exchange, seconds(1)), WITHOUT);
        exchange
    })
    .join()
    .unwrap();
    assert_eq!(put(&mut exchange, seconds(2)), WITHOUT);
    assert!(!exchange.cache().is_empty());
    // Another exchange may use it meanwhile.
    let mut other = Exchange::with_cache(exchange.cache(), "");
    assert_eq!(put(&mut other, seconds(3)), WITHOUT);
}

#[test]
fn a_cache_that_is_shared() {
    let cache = Rc::new(Cache::new(Profile::Standard, 0));
    let mut first = Exchange::with_cache(cache.clone(), "");
    let mut second = Exchange::with_cache(cache, "");
    assert_eq!(put(&mut first, seconds(0)), WITH_PREFLIGHT);
    drop(first);
    assert_eq!(put(&mut second, seconds(1)), WITHOUT);
}

#[test]
fn a_cache_behind_a_lock() {
    let cache = std::sync::Mutex::new(Cache::new(Profile::Standard, 0));
    let fetch = |now| {
        let guard = cache.lock().unwrap();
        let mut exchange = Exchange::with_cache(&*guard, "");
        put(&mut exchange, now)
    };
    assert_eq!(fetch(seconds(0)), WITH_PREFLIGHT);
    let steps = std::thread::scope(|s| s.spawn(|| fetch(seconds(1))).join().unwrap());
    assert_eq!(steps, WITHOUT);
}

#[test]
fn a_cache_has_room_for_as_many_as_were_asked_for() {
    let cache = Cache::new(Profile::Standard, 1);
    for url in ["https://api.example/1", "https://api.example/2"] {
        let mut exchange = Exchange::with_cache(&cache, "");
        exchange.start(&Request::new(PAGE, url).method("PUT"), Duration::ZERO).unwrap();
        exchange.receive(ALLOWED, Duration::ZERO).unwrap();
        assert_eq!(cache.len(), 1);
    }
}

/// What may go to other threads, beside what the documentation says.
#[test]
fn send() {
    fn is_send<T: Send>() {}
    fn is_send_and_sync<T: Send + Sync>() {}
    is_send::<Filter>();
    is_send::<Exchange>();
    is_send::<Exchange<Cache>>();
    is_send_and_sync::<Request<'_>>();
    is_send_and_sync::<Response<'_>>();
    is_send_and_sync::<Header<'_>>();
    is_send_and_sync::<Interim<'_>>();
    is_send_and_sync::<Outgoing<'_>>();
    is_send_and_sync::<Entries<'_>>();
    is_send_and_sync::<Reason>();
    is_send_and_sync::<Error>();
}
