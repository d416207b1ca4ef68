//! Reads what cases.py writes: netstrings, member by member.

use corsieve::*;
use std::collections::BTreeMap;

pub struct Reader<'b> {
    rest: &'b [u8],
}

impl<'b> Reader<'b> {
    pub fn new(rest: &'b [u8]) -> Self {
        Reader { rest }
    }

    fn bytes(&mut self) -> Vec<u8> {
        let colon = self.rest.iter().position(|c| *c == b':').expect("a size");
        let size: usize = std::str::from_utf8(&self.rest[..colon]).unwrap().parse().unwrap();
        let end = colon + 1 + size;
        let bytes = self.rest[colon + 1..end].to_vec();
        assert_eq!(self.rest[end], b',');
        self.rest = &self.rest[end + 1..];
        bytes
    }

    fn text(&mut self) -> String {
        isomorphic_decode(&self.bytes())
    }

    fn number(&mut self) -> u64 {
        self.text().parse().unwrap()
    }

    fn flag(&mut self) -> bool {
        self.number() == 1
    }

    fn one_of<T: Copy>(&mut self, values: &[T]) -> T {
        values[self.number() as usize]
    }

    fn maybe<T>(&mut self, read: impl FnOnce(&mut Self) -> T) -> Option<T> {
        if self.flag() {
            Some(read(self))
        } else {
            None
        }
    }

    fn each<T>(&mut self, mut read: impl FnMut(&mut Self) -> T) -> Vec<T> {
        (0..self.number()).map(|_| read(self)).collect()
    }

    fn pair(&mut self) -> Pair {
        (self.bytes(), self.bytes())
    }
}

pub type Pair = (Vec<u8>, Vec<u8>);

pub fn views(pairs: &[Pair]) -> Vec<Header<'_>> {
    pairs.iter().map(|(name, value)| Header::new(name, value)).collect()
}

/// What a server answers.
pub enum Answer {
    Nothing,
    Head(Vec<u8>),
    Parsed(Parsed),
}

pub struct Parsed {
    pub protocol: Protocol,
    pub status: u16,
    pub status_text: Option<Vec<u8>>,
    pub headers: Vec<Pair>,
    pub trailers: Vec<Pair>,
    pub interim: Vec<(u16, Vec<Pair>)>,
}

impl Parsed {
    /// Hands over what the crate is given for it.
    pub fn with<T>(&self, body_is_empty: bool, take: impl FnOnce(Response<'_>) -> T) -> T {
        let trailers = views(&self.trailers);
        let lists: Vec<_> = self.interim.iter().map(|(_, headers)| views(headers)).collect();
        let interim: Vec<_> =
            self.interim.iter().zip(&lists).map(|(i, list)| Interim::new(i.0, list)).collect();
        let mut response = Response::new(self.status)
            .protocol(self.protocol)
            .body_is_empty(body_is_empty)
            .trailers(&trailers)
            .interim(&interim);
        if let Some(text) = &self.status_text {
            response = response.status_text(text);
        }
        take(response)
    }
}

impl Answer {
    fn read(reader: &mut Reader<'_>) -> Self {
        match reader.text().as_str() {
            "nothing" => Answer::Nothing,
            "head" => Answer::Head(reader.bytes()),
            _ => Answer::Parsed(Parsed {
                protocol: reader.one_of(&[Protocol::Http1, Protocol::Http2, Protocol::Http3]),
                status: reader.number() as u16,
                status_text: reader.maybe(Reader::bytes),
                headers: reader.each(Reader::pair),
                trailers: reader.each(Reader::pair),
                interim: reader.each(|r| (r.number() as u16, r.each(Reader::pair))),
            }),
        }
    }
}

/// What script asked.
pub struct Asked {
    pub origin: Vec<u8>,
    pub url: Vec<u8>,
    pub xhr: bool,
    mode: Mode,
    credentials: Credentials,
    redirect: Redirect,
    pub method: Vec<u8>,
    upload_listener: bool,
    pub body: Body,
    destination: Vec<u8>,
    referrer_policy: ReferrerPolicy,
    embedder_policy: EmbedderPolicy,
    schemelessly_same_site: Option<bool>,
    pub headers: Vec<Pair>,
}

impl Asked {
    fn read(reader: &mut Reader<'_>) -> Self {
        use ReferrerPolicy::*;
        Asked {
            origin: reader.bytes(),
            url: reader.bytes(),
            xhr: reader.flag(),
            mode: reader.one_of(&[Mode::Cors, Mode::NoCors, Mode::SameOrigin, Mode::Navigate]),
            credentials: reader.one_of(&[
                Credentials::SameOrigin,
                Credentials::Omit,
                Credentials::Include,
            ]),
            redirect: reader.one_of(&[Redirect::Follow, Redirect::Error, Redirect::Manual]),
            method: reader.bytes(),
            upload_listener: reader.flag(),
            body: reader.one_of(&[Body::None, Body::Source, Body::Stream]),
            destination: reader.bytes(),
            referrer_policy: reader.one_of(&[
                StrictOriginWhenCrossOrigin,
                NoReferrer,
                NoReferrerWhenDowngrade,
                SameOrigin,
                Origin,
                StrictOrigin,
                OriginWhenCrossOrigin,
                UnsafeUrl,
            ]),
            embedder_policy: reader.one_of(&[
                EmbedderPolicy::UnsafeNone,
                EmbedderPolicy::RequireCorp,
                EmbedderPolicy::Credentialless,
            ]),
            schemelessly_same_site: reader.maybe(Reader::flag),
            headers: reader.each(Reader::pair),
        }
    }

    pub fn make<'a>(&'a self, headers: &'a [Header<'a>]) -> Request<'a> {
        let same_site = self
            .schemelessly_same_site
            .unwrap_or_else(|| crate::serve::is_same_host(&self.origin, &self.url));
        Request::new(&self.origin, &self.url)
            .initiator(if self.xhr { Initiator::Xhr } else { Initiator::Fetch })
            .mode(self.mode)
            .credentials(self.credentials)
            .redirect(self.redirect)
            .method(&self.method)
            .upload_listener(self.upload_listener)
            .body(self.body)
            .destination(&self.destination)
            .referrer_policy(self.referrer_policy)
            .embedder_policy(self.embedder_policy)
            .schemelessly_same_site(same_site)
            .headers(headers)
    }
}

pub struct Case {
    pub name: String,
    pub profile: Profile,
    pub request: Asked,
    pub responses: Vec<Answer>,
    pub preflights: Vec<Answer>,
    pub stored: Option<Answer>,
    pub loops: Option<Answer>,
    pub body: Option<Vec<u8>>,
    pub then: Vec<Then>,
    pub expected: BTreeMap<String, String>,
}

/// A further request, answered as the first where it has no answers of its own.
pub struct Then {
    pub wait_ms: u64,
    pub request: Asked,
    pub responses: Option<Vec<Answer>>,
    pub preflights: Option<Vec<Answer>>,
}

impl Case {
    /// None at the end.
    pub fn read(reader: &mut Reader<'_>) -> Option<Self> {
        if reader.rest.is_empty() {
            return None;
        }
        Some(Case {
            name: reader.text(),
            profile: reader.one_of(&Profile::ALL),
            request: Asked::read(reader),
            responses: reader.each(Answer::read),
            preflights: reader.each(Answer::read),
            stored: reader.maybe(Answer::read),
            loops: reader.maybe(Answer::read),
            body: reader.maybe(Reader::bytes),
            then: reader.each(|r| Then {
                wait_ms: r.number(),
                request: Asked::read(r),
                responses: r.maybe(|r| r.each(Answer::read)),
                preflights: r.maybe(|r| r.each(Answer::read)),
            }),
            expected: reader.each(|r| (r.text(), r.text())).into_iter().collect(),
        })
    }
}
