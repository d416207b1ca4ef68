//! Runs the cases of the tree, which cases.py wrote to the file that
//! CORSIEVE_CASES names: each as a whole fetch, and where that is one response,
//! as one response too. Without the variable there is nothing to run.

mod read;
mod serve;

use corsieve::*;
use read::{Answer, Case, Reader};
use serve::{filtered, Ran, Server};
use std::collections::BTreeMap;
use std::time::Duration;

/// What script sees, and what was sent, under the names of cases.py.
type Shown = BTreeMap<String, String>;

fn text(bytes: &[u8]) -> String {
    isomorphic_decode(bytes)
}

fn maybe(bytes: Option<&[u8]>) -> String {
    bytes.map_or("null".into(), |bytes| format!("is {}", text(bytes)))
}

fn lines<'a>(pairs: impl Iterator<Item = (&'a [u8], &'a [u8])>) -> String {
    pairs.map(|(name, value)| format!("{}: {}\n", text(name), text(value))).collect()
}

/// What a Seen alone shows.
fn show(seen: &mut Seen<'_>, xhr: bool, names: &[String]) -> Shown {
    let mut shown = Shown::new();
    let mut put = |name: &str, value: String| shown.insert(name.to_string(), value);
    put("outcome", (if seen.is_error() { "network-error" } else { "ok" }).to_string());
    put("type", seen.response_type().name().to_string());
    put("status", seen.status().to_string());
    put("statusText", text(seen.status_message()));
    put("reason", seen.reason().name().to_string());
    let fate = |(name, value, reason): (&[u8], &[u8], Reason)| {
        format!("{}: {} {} {}\n", text(name), text(value), reason.name(), reason.is_exposed())
    };
    put("fates", seen.headers().map(fate).collect());
    put("headers", lines(seen.entries()));
    let cookies: Vec<String> = seen.set_cookie().map(text).collect();
    put("set_cookie", cookies.join("\n"));
    if xhr {
        put("all", text(seen.all()));
    }
    for name in names {
        let bytes: Vec<u8> = name.chars().map(|c| c as u8).collect();
        let has = seen.has(&bytes);
        let value = seen.get(&bytes);
        assert_eq!(has, value.is_some(), "has and get of {}", name);
        put(&format!("get {}", name), maybe(value));
    }
    // They agree with each other, whatever the case.
    assert_eq!(seen.headers().len(), seen.reasons().len());
    assert_eq!(seen.exposed().count(), seen.exposed_count());
    shown
}

/// The names that a case asks the values of.
fn names(case: &Case) -> Vec<String> {
    case.expected.keys().filter_map(|key| key.strip_prefix("get ")).map(String::from).collect()
}

fn run(case: &Case, cache: &Cache, log: &mut Log) -> Option<Shown> {
    let mut now = Duration::ZERO;
    let mut server = Server::new(case);
    let mut shown = run_one(&case.request, &mut server, cache, now, log)?;
    for then in &case.then {
        now += Duration::from_millis(then.wait_ms);
        server = server.of(then);
        shown = run_one(&then.request, &mut server, cache, now, log)?;
    }
    shown.insert("preflights_sent".into(), log.by_request.iter().sum::<usize>().to_string());
    shown.insert("did_preflight".into(), log.by_request.iter().any(|n| *n > 0).to_string());
    shown.insert("hops".into(), log.hops.clone());
    shown.insert("preflights".into(), log.preflights.clone());
    shown.insert("outcomes".into(), log.outcomes.join(","));
    let counts: Vec<String> = log.by_request.iter().map(|n| n.to_string()).collect();
    shown.insert("preflights_by_request".into(), counts.join(","));
    Some(shown)
}

/// What was sent, and what came of it, over all requests of a case.
#[derive(Default)]
struct Log {
    hops: String,
    preflights: String,
    outcomes: Vec<String>,
    by_request: Vec<usize>,
    /// How many requests were sent, preflights apart.
    sent: usize,
}

/// None: it asks for what only a URL parser answers.
fn run_one(
    request: &read::Asked,
    server: &mut Server<'_>,
    cache: &Cache,
    now: Duration,
    log: &mut Log,
) -> Option<Shown> {
    let headers = read::views(&request.headers);
    let asked = request.make(&headers);
    let mut exchange = Exchange::with_cache(cache, "");
    let mut step = exchange.start(&asked, now).unwrap();
    while step != Step::Done {
        assert_eq!(exchange.step(), Some(step));
        if step != Step::ResolveLocation {
            let outgoing = exchange.outgoing().unwrap();
            let sent = format!(
                "{} {} {}\n{}",
                text(outgoing.method()),
                text(outgoing.url()),
                outgoing.include_credentials(),
                lines(outgoing.headers())
            );
            let origin = outgoing.headers().find(|(name, _)| *name == b"Origin").map(|h| h.1);
            assert_eq!(origin, outgoing.origin());
            if step == Step::SendPreflight {
                log.preflights += &sent;
            } else {
                log.hops += &sent;
                log.sent += 1;
            }
        }
        step = match server.step(&mut exchange, step, now) {
            Ran::To(step) => step,
            Ran::Unsure => return None,
        };
    }
    let info = exchange.info().unwrap();
    let url = text(exchange.response_url().unwrap());
    let origin = maybe(exchange.outgoing().unwrap().origin());
    let first = exchange.urls().next().map(text);
    let mut seen = exchange.response().unwrap();
    if seen.reason().kind() == Kind::WrongCall {
        return None;
    }
    let mut shown = show(&mut seen, request.xhr, &server.names);
    shown.insert("url".into(), url);
    shown.insert("redirected".into(), info.redirected.to_string());
    shown.insert("body_null".into(), info.body_null.to_string());
    let timing = info.timing_allow_passed && !seen.is_error();
    shown.insert("timing_allow_passed".into(), timing.to_string());
    shown.insert("origin_sent".into(), origin);
    if let Some(first) = first {
        assert_eq!(first, text(&request.url));
    }
    log.outcomes.push(shown["outcome"].clone());
    log.by_request.push(info.preflight_count);
    Some(shown)
}

/// What differs, of what is expected.
fn differences(case: &Case, shown: &Shown) -> String {
    let mut out = String::new();
    for (key, want) in &case.expected {
        let got = shown.get(key).map_or("nothing", |value| value);
        if want != got {
            out += &format!("{} {}: want {:?}\n   got {:?}\n", case.name, key, want, got);
        }
    }
    out
}

#[test]
fn cases() {
    let path = match std::env::var_os("CORSIEVE_CASES") {
        Some(path) => path,
        None => return println!("CORSIEVE_CASES is not set"),
    };
    let bytes = std::fs::read(path).unwrap();
    let mut reader = Reader::new(&bytes);
    let mut filters: Vec<Filter> = Profile::ALL.iter().map(|p| Filter::new(*p)).collect();
    let (mut passed, mut failed, mut unsure, mut single) = (0, 0, 0, 0);
    while let Some(case) = Case::read(&mut reader) {
        let cache = Cache::new(case.profile, 0);
        let mut log = Log::default();
        let shown = match run(&case, &cache, &mut log) {
            Some(shown) => shown,
            None => {
                unsure += 1;
                continue;
            }
        };
        let mut wrong = differences(&case, &shown);
        let is_single = case.then.is_empty()
            && case.stored.is_none()
            && log.sent == 1
            && log.preflights.is_empty()
            // What a stream or a Range of script's makes of an answer, and what
            // a Location resolves to, the exchange knows.
            && shown["reason"] != Reason::LOCATION_INVALID.name()
            && case.request.body != Body::Stream
            && !case.request.headers.iter().any(|h| h.0.eq_ignore_ascii_case(b"range"))
            && !matches!(case.responses.first(), None | Some(Answer::Nothing));
        if is_single {
            let filter = &mut filters[case.profile as usize];
            if let Some(once) =
                filtered(filter, &case, |seen| show(seen, case.request.xhr, &names(&case)))
            {
                single += 1;
                for (key, value) in once {
                    if shown[&key] != value {
                        wrong += &format!(
                            "{} {}: an exchange has {:?}\n   a filter {:?}\n",
                            case.name, key, shown[&key], value
                        );
                    }
                }
            }
        }
        if wrong.is_empty() {
            passed += 1;
        } else {
            failed += 1;
            if failed <= 10 {
                println!("{}", wrong);
            }
        }
    }
    println!(
        "cases: {} passed, {} failed; {} of them as one response too; {} need a URL parser",
        passed, failed, single, unsure
    );
    assert_eq!(failed, 0);
    assert!(passed > 1000, "only {} cases ran", passed);
    assert!(single > 500, "only {} were single responses", single);
}
