//! The server that a case describes; tools/serve_case.cc in the tree is the
//! same in C++.

use crate::read::{Answer, Case, Then};
use corsieve::*;
use std::time::Duration;

/// What came of a step.
pub enum Ran {
    To(Step),
    /// A Location that only a URL parser resolves.
    Unsure,
}

pub struct Server<'c> {
    case: &'c Case,
    origin: &'c [u8],
    url: &'c [u8],
    responses: &'c [Answer],
    preflights: &'c [Answer],
    /// What headers are asked for.
    pub names: Vec<String>,
    hop: usize,
}

impl<'c> Server<'c> {
    pub fn new(case: &'c Case) -> Self {
        Server {
            case,
            origin: &case.request.origin,
            url: &case.request.url,
            responses: &case.responses,
            preflights: &case.preflights,
            names: crate::names(case),
            hop: 0,
        }
    }

    /// The server of a further request.
    pub fn of(&self, then: &'c Then) -> Self {
        let mut server = Server::new(self.case);
        server.origin = &then.request.origin;
        if let Some(responses) = &then.responses {
            server.responses = responses;
            server.url = &then.request.url;
        }
        if let Some(preflights) = &then.preflights {
            server.preflights = preflights;
        }
        server
    }

    pub fn step(&mut self, exchange: &mut Exchange<&Cache>, step: Step, now: Duration) -> Ran {
        let (url, method) = {
            let outgoing = exchange.outgoing().unwrap();
            (outgoing.url().to_vec(), outgoing.method().to_vec())
        };
        let answer = match step {
            Step::SendPreflight => self.index(&url).and_then(|i| self.preflights.get(i)),
            Step::SendRequest => {
                self.store(exchange, &method);
                let index = self.index(&url);
                index.and_then(|i| self.responses.get(i).or(self.case.loops.as_ref()))
            }
            _ => return self.resolve(exchange),
        };
        let result = match answer {
            None | Some(Answer::Nothing) => exchange.receive_nothing(),
            Some(Answer::Head(head)) => {
                let mut wire = head.clone();
                if step == Step::SendRequest {
                    wire.extend(body(self.case, &method));
                }
                exchange.receive(&wire, now)
            }
            Some(Answer::Parsed(parsed)) => parsed.with(self.is_empty(&method), |response| {
                let next = exchange.receive_headers(&response, &parsed.headers, now);
                // Only an interim response came, and then the connection closed.
                if parsed.status / 100 == 1 && parsed.status != 101 {
                    return exchange.receive_nothing();
                }
                next
            }),
        };
        Ran::To(result.unwrap())
    }

    fn store(&self, exchange: &mut Exchange<&Cache>, method: &[u8]) {
        match &self.case.stored {
            Some(Answer::Head(head)) => exchange.stored(head).unwrap(),
            Some(Answer::Parsed(parsed)) => parsed.with(self.is_empty(method), |response| {
                exchange.stored_headers(&response, &parsed.headers).unwrap();
            }),
            _ => {}
        }
    }

    fn resolve(&mut self, exchange: &mut Exchange<&Cache>) -> Ran {
        self.hop += 1;
        let location = isomorphic_decode(exchange.location().unwrap());
        let base = isomorphic_decode(exchange.url().unwrap());
        match resolve(&location, &base) {
            None => Ran::Unsure,
            Some(url) => {
                let same_site = is_same_host(self.origin, url.as_bytes());
                Ran::To(exchange.resolved(Some(&url), same_site).unwrap())
            }
        }
    }

    fn is_empty(&self, method: &[u8]) -> bool {
        method == b"HEAD" || method == b"OPTIONS" || self.case.body.as_deref() == Some(b"")
    }

    /// Which of the answers is to a URL: the server that recordings are made
    /// with goes by its path, any other by the hop.
    fn index(&self, url: &[u8]) -> Option<usize> {
        let path = path(self.url);
        let host = host(self.url);
        let recorded = matches!(host, b"localhost" | b"127.0.0.1") && path.starts_with("/case/");
        if self.case.profile == Profile::Standard || !recorded {
            return Some(self.hop);
        }
        let id_end = path[6..].find('/').map_or(path.len(), |i| i + 6);
        let asked = self::path(url);
        match asked.strip_prefix(&path[..id_end])? {
            "" => Some(0),
            rest => rest.strip_prefix('/')?.parse().ok().filter(|_| rest.len() <= 4),
        }
    }
}

/// What follows a head on the wire, for the readers that read on into it.
fn body(case: &Case, method: &[u8]) -> Vec<u8> {
    if case.profile == Profile::Standard || method == b"HEAD" {
        return Vec::new();
    }
    case.body.clone().unwrap_or_else(|| b"ok".to_vec())
}

/// Hands the first response of a case to a filter. None: the filter has not the
/// last word on it, as what follows is the exchange's.
pub fn filtered<T>(
    filter: &mut Filter,
    case: &Case,
    show: impl FnOnce(&mut Seen<'_>) -> T,
) -> Option<T> {
    let headers = crate::read::views(&case.request.headers);
    let request = case.request.make(&headers);
    let show = |seen: Result<Seen<'_>, Error>| {
        let mut seen = seen.unwrap();
        if seen.response_type() == Type::Default {
            return None;
        }
        Some(show(&mut seen))
    };
    let mut shown = None;
    match &case.responses[0] {
        Answer::Nothing => {}
        Answer::Head(head) => {
            let mut wire = head.clone();
            wire.extend(body(case, &case.request.method));
            shown = show(filter.bytes(&request, &wire));
        }
        Answer::Parsed(parsed) => {
            if parsed.status / 100 != 1 {
                let method = &case.request.method[..];
                let is_empty = method == b"HEAD" || case.body.as_deref() == Some(b"");
                parsed.with(is_empty, |response| {
                    shown = show(filter.headers(&request, &response, &parsed.headers));
                });
            }
        }
    }
    shown
}

fn path(url: &[u8]) -> String {
    let url = isomorphic_decode(url);
    let rest = url.split_once("://").map_or(&*url, |(_, rest)| rest);
    let path = rest.find('/').map_or("", |at| &rest[at..]);
    path.split(['?', '#']).next().unwrap().to_string()
}

fn host(url: &[u8]) -> &[u8] {
    let start = url.windows(3).position(|w| w == b"://").map_or(url.len(), |at| at + 3);
    let rest = &url[start..];
    let end = rest.iter().position(|c| b"/?#".contains(c)).unwrap_or(rest.len());
    let rest = &rest[..end];
    let digits = rest.iter().rev().take_while(|c| c.is_ascii_digit()).count();
    match rest.iter().rev().nth(digits) {
        Some(b':') => &rest[..rest.len() - digits - 1],
        _ => rest,
    }
}

pub fn is_same_host(origin: &[u8], url: &[u8]) -> bool {
    match origin_of(url) {
        Some(of_url) => {
            of_url != "null" && origin != b"null" && host(of_url.as_bytes()) == host(origin)
        }
        None => false,
    }
}

/// A Location that needs no URL parser: serialized already, or a plain path.
fn resolve(location: &str, base: &str) -> Option<String> {
    if location.contains("/.") || location.contains("%2") {
        return None;
    }
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "/_-.?=&#%".contains(c);
    if location.starts_with('/') && !location.starts_with("//") && location.chars().all(is_plain) {
        // The fragment is the exchange's.
        return Some(origin_of(base)? + location);
    }
    let rest = location.strip_prefix("http://").or_else(|| location.strip_prefix("https://"))?;
    let (authority, path) = rest.split_once('/')?;
    let (name, port) = authority.split_once(':').unwrap_or((authority, "8080"));
    let is_name = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '.' || c == '-';
    let ok = path.chars().all(is_plain)
        && name.chars().all(is_name)
        // No number, which is an address.
        && (name == "127.0.0.1" || name.ends_with(|c: char| c.is_ascii_lowercase()))
        && port.chars().all(|c| c.is_ascii_digit())
        && !matches!(port, "" | "80" | "443")
        && !port.starts_with('0');
    Some(location.to_string()).filter(|_| ok)
}
