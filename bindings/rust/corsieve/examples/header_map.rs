//! What a browser engine in Rust does with a response: it has the headers in a
//! multimap, and hands its page those that script may read.
//!
//! `HeaderMap` stands for `http::HeaderMap`, which reqwest, hyper and wreq have:
//! names in lower case, values that are bytes, repeats kept and grouped by name.
//! Its `&map` iterates over `(&HeaderName, &HeaderValue)`, both
//! `AsRef<[u8]>`, so it goes into `Filter::headers` as this one does.

use corsieve::{
    isomorphic_decode, origin_of, Credentials, Error, Filter, Profile, Protocol, Request, Response,
};
use std::collections::BTreeMap;

#[derive(Default)]
struct HeaderMap(BTreeMap<String, Vec<Vec<u8>>>);

impl HeaderMap {
    fn append(&mut self, name: &str, value: &[u8]) {
        self.0.entry(name.to_ascii_lowercase()).or_default().push(value.to_vec());
    }

    fn iter(&self) -> impl Iterator<Item = (&String, &Vec<u8>)> {
        self.0.iter().flat_map(|(name, values)| values.iter().map(move |value| (name, value)))
    }
}

/// What the engine's HTTP client returned.
struct Answer {
    url: String,
    status: u16,
    protocol: Protocol,
    headers: HeaderMap,
}

/// What the page's script is given.
struct PageResponse {
    kind: &'static str,
    status: u16,
    /// Combined and sorted, as script iterates.
    headers: Vec<(String, String)>,
}

fn give_to_page(
    filter: &mut Filter,
    page_url: &str,
    answer: &Answer,
    credentials: Credentials,
) -> Result<Result<PageResponse, String>, Error> {
    let origin = origin_of(page_url).unwrap_or_else(|| "null".to_string());
    let request = Request::new(&origin, &answer.url).credentials(credentials);
    let response = Response::new(answer.status).protocol(answer.protocol);
    let mut seen = filter.headers(&request, &response, answer.headers.iter())?;
    if seen.is_error() {
        // What fetch() rejects with says nothing; this is for the console.
        let reason = seen.reason();
        return Ok(Err(format!("{}: {}. {}", reason.name(), reason.text(), reason.fix())));
    }
    for (name, _, reason) in seen.headers().filter(|row| !row.2.is_exposed()) {
        println!("  {} is hidden: {}", isomorphic_decode(name), reason);
    }
    Ok(Ok(PageResponse {
        kind: seen.response_type().name(),
        status: seen.status(),
        headers: seen
            .entries()
            .map(|(name, value)| (isomorphic_decode(name), isomorphic_decode(value)))
            .collect(),
    }))
}

fn main() -> Result<(), Error> {
    let mut headers = HeaderMap::default();
    headers.append("Access-Control-Allow-Origin", b"*");
    headers.append("Access-Control-Expose-Headers", b"Link");
    headers.append("Content-Type", b"text/plain");
    headers.append("Link", b"</1>; rel=prev");
    headers.append("Link", b"</3>; title=caf\xe9");
    headers.append("Set-Cookie", b"id=1");
    let answer = Answer {
        url: "https://api.example/2".to_string(),
        status: 200,
        protocol: Protocol::Http2,
        headers,
    };

    let mut filter = Filter::new(Profile::Chromium);
    for credentials in [Credentials::SameOrigin, Credentials::Include] {
        println!("{:?}", credentials);
        match give_to_page(&mut filter, "https://app.example/page", &answer, credentials)? {
            Ok(page) => {
                println!("  {} {}", page.kind, page.status);
                for (name, value) in page.headers {
                    println!("  {}: {}", name, value);
                }
            }
            Err(why) => println!("  {}", why),
        }
    }
    Ok(())
}
