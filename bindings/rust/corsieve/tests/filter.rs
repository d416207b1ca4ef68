//! One response: as bytes, as a list, and without a request.

use corsieve::*;

const PAGE: &str = "https://app.example";
const API: &str = "https://api.example/data";
const HEAD: &str = "HTTP/1.1 200 Fine\r\nAccess-Control-Allow-Origin: *\r\n\
                    Access-Control-Expose-Headers: X-A\r\nX-A: 1\r\nX-A:  2 \r\nX-B: 3\r\n\
                    Content-Type: text/plain\r\n\r\nbody";

#[test]
fn bytes() {
    let mut filter = Filter::new(Profile::Standard);
    let mut seen = filter.bytes(&Request::new(PAGE, API), HEAD).unwrap();
    assert_eq!(seen.response_type(), Type::Cors);
    assert_eq!(seen.reason(), Reason::CORS_CHECK_PASSED);
    assert_eq!((seen.status(), seen.status_message()), (200, &b"Fine"[..]));
    assert_eq!(seen.body_offset(), HEAD.len() - "body".len());
    assert_eq!((seen.error_offset(), seen.error_header()), (None, None));
    assert_eq!(seen.exposed_count(), 3);
    let rows: Vec<_> = seen.headers().collect();
    assert_eq!(rows[3], (&b"X-A"[..], &b"2"[..], Reason::EXPOSED_BY_NAME));
    assert_eq!(rows[4], (&b"X-B"[..], &b"3"[..], Reason::NOT_EXPOSED));
    assert_eq!(rows.len(), 6);
    // Views as received outlive calls that combine.
    assert_eq!(seen.get("x-a"), Some(&b"1, 2"[..]));
    assert_eq!((seen.has("x-b"), seen.get("X-B")), (false, None));
    assert_eq!(rows[3].1, b"2");
    let entries: Vec<_> = seen.entries().rev().collect();
    assert_eq!(entries, [(&b"x-a"[..], &b"1, 2"[..]), (b"content-type", b"text/plain")]);
    assert_eq!(seen.all(), b"content-type: text/plain\r\nx-a: 1, 2\r\n");
    assert_eq!(seen.set_cookie().count(), 0);
    let exposed: Vec<_> = seen.exposed().map(|(name, _)| name).collect();
    assert_eq!(exposed, [&b"X-A"[..], b"X-A", b"Content-Type"]);
}

#[test]
fn views_outlive_what_was_seen() {
    let mut filter = Filter::new(Profile::Standard);
    let message = {
        let seen = filter.bytes(&Request::new(PAGE, API), HEAD).unwrap();
        (seen.status_message(), seen.reasons(), seen.headers())
    };
    assert_eq!(message.0, b"Fine");
    assert_eq!(message.1.len(), message.2.count());
}

#[test]
fn a_failed_fetch_is_an_answer() {
    let mut filter = Filter::new(Profile::Standard);
    let mut seen =
        filter.bytes(&Request::new(PAGE, API), "HTTP/1.1 200 OK\r\nX-A: 1\r\n\r\n").unwrap();
    assert!(seen.is_error());
    assert_eq!(seen.reason(), Reason::MISSING_ALLOW_ORIGIN_HEADER);
    assert_eq!(seen.reason().kind(), Kind::NetworkError);
    assert_eq!(seen.reasons(), [Reason::NETWORK_ERROR_RESPONSE]);
    assert_eq!((seen.status(), seen.entries().len()), (0, 0));
    assert_eq!(seen.all(), b"");
    let seen = filter.bytes(&Request::new(PAGE, API), "HTTP/1.1 200 OK\r\nX A: 1\r\n\r\n").unwrap();
    assert_eq!(seen.reason(), Reason::HEADER_NAME_MALFORMED);
    assert!(seen.error_offset().is_some());
    let seen = filter.bytes(&Request::new(PAGE, API), "").unwrap();
    assert_eq!(seen.reason(), Reason::HEAD_EMPTY);
    let seen = filter.bytes(&Request::new("https://app.example/", API), HEAD).unwrap();
    assert_eq!(seen.reason(), Reason::ORIGIN_NOT_SERIALIZED);
    assert_eq!(seen.reason().kind(), Kind::WrongCall);
}

#[test]
fn more_headers_than_there_was_room_for() {
    let mut filter = Filter::new(Profile::Standard);
    let request = Request::new(PAGE, "https://app.example/");
    for count in [0, 1, 7, 300, 2] {
        let headers: Vec<(String, String)> =
            (0..count).map(|i| (format!("x-{}", i), i.to_string())).collect();
        let mut seen = filter.headers(&request, &Response::new(200), &headers).unwrap();
        assert_eq!(seen.response_type(), Type::Basic, "{:?}", seen);
        assert_eq!(seen.reasons(), vec![Reason::BASIC_RESPONSE; count]);
        assert_eq!(seen.headers().len(), count);
        assert_eq!(seen.entries().len(), count);
        for (i, (name, value, _)) in seen.headers().enumerate() {
            assert_eq!(name, headers[i].0.as_bytes());
            assert_eq!(value.as_ptr(), headers[i].1.as_ptr(), "it is no copy");
        }
    }
}

#[test]
fn lists_have_what_http_2_has() {
    let early = [Header::new("link", "</a>")];
    let interim = [Interim::new(103, &early)];
    let trailers = [Header::new("x-checksum", "1")];
    let response = Response::new(200)
        .protocol(Protocol::Http2)
        .message("never sent")
        .trailers(&trailers)
        .interim(&interim)
        .status_text("200");
    let headers = [("access-control-allow-origin", "*"), ("link", "</b>")];
    for profile in Profile::ALL {
        let mut filter = Filter::new(profile);
        let seen = filter.headers(&Request::new(PAGE, API), &response, headers).unwrap();
        let names: Vec<_> = seen.headers().map(|row| isomorphic_decode(row.0)).collect();
        let more = if profile == Profile::Firefox { "x-firefox-spdy" } else { "" };
        assert_eq!(
            names.join(" ").trim_end_matches(more).trim(),
            "access-control-allow-origin link"
        );
    }
    // Each of them counts.
    let mut filter = Filter::new(Profile::Standard);
    let mut reason = |response: Response<'_>| {
        filter.headers(&Request::new(PAGE, API), &response, headers).unwrap().reason()
    };
    let bad = [Header::new("b b", "1")];
    let interim = [Interim::new(103, &bad)];
    assert_eq!(reason(response), Reason::CORS_CHECK_PASSED);
    assert_eq!(reason(response.status_text("2OO")), Reason::STATUS_MALFORMED);
    assert_eq!(reason(response.trailers(&bad)), Reason::HEADER_NAME_MALFORMED);
    assert_eq!(reason(response.interim(&interim)), Reason::HEADER_NAME_MALFORMED);
    let connection = [("access-control-allow-origin", "*"), ("connection", "close")];
    let mut reason = |response: Response<'_>| {
        filter.headers(&Request::new(PAGE, API), &response, connection).unwrap().reason()
    };
    assert_eq!(reason(response), Reason::CONNECTION_SPECIFIC_HEADER);
    assert_eq!(reason(Response::new(200)), Reason::CORS_CHECK_PASSED);
}

#[test]
fn a_list_that_is_none() {
    let mut filter = Filter::new(Profile::Standard);
    let headers = [("a", "1"), ("b b", "2")];
    let seen = filter.headers(&Request::new(PAGE, API), &Response::new(200), headers).unwrap();
    assert_eq!(seen.reason(), Reason::HEADER_NAME_MALFORMED);
    assert_eq!((seen.error_header(), seen.error_offset()), (Some(1), None));
    let seen = filter.headers(&Request::new(PAGE, API), &Response::new(1000), [("a", "1")]);
    assert_eq!(seen.unwrap().reason(), Reason::STATUS_CODE_MALFORMED);
}

#[test]
fn what_a_request_says_counts() {
    let mut filter = Filter::new(Profile::Standard);
    let request = Request::new(PAGE, API);
    let mut kind = |request: Request<'_>, head: &str| {
        let seen = filter.bytes(&request, head).unwrap();
        (seen.response_type(), seen.reason())
    };
    let open = "HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin: *\r\n\r\n";
    assert_eq!(kind(request, open), (Type::Cors, Reason::CORS_CHECK_PASSED));
    let include = request.credentials(Credentials::Include);
    assert_eq!(kind(include, open), (Type::Error, Reason::WILDCARD_ORIGIN_NOT_ALLOWED));
    let no_cors = request.mode(Mode::NoCors);
    assert_eq!(kind(no_cors, open), (Type::Opaque, Reason::NO_CORS));
    let same_origin = request.mode(Mode::SameOrigin);
    assert_eq!(kind(same_origin, open), (Type::Error, Reason::DISALLOWED_BY_MODE));
    let redirect = "HTTP/1.1 302 Found\r\nAccess-Control-Allow-Origin: *\r\nLocation: /\r\n\r\n";
    assert_eq!(kind(request, redirect), (Type::Default, Reason::REDIRECT_TO_FOLLOW));
    let error = request.redirect(Redirect::Error);
    assert_eq!(kind(error, redirect), (Type::Error, Reason::REDIRECT_MODE_ERROR));
    let manual = request.redirect(Redirect::Manual);
    assert_eq!(kind(manual, redirect), (Type::OpaqueRedirect, Reason::MANUAL_REDIRECT));
    let home = Request::new(PAGE, "https://app.example/");
    let bare = "HTTP/1.1 200 OK\r\n\r\n";
    assert_eq!(kind(home, bare), (Type::Basic, Reason::SAME_ORIGIN));
    let tainted = home.response_tainting(Tainting::Cors);
    assert_eq!(kind(tainted, bare).1, Reason::MISSING_ALLOW_ORIGIN_HEADER);
    let named = "HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin: https://app.example\r\n\r\n";
    assert_eq!(kind(request, named).0, Type::Cors);
    assert_eq!(kind(request.redirect_tainted(true), named).1, Reason::ALLOW_ORIGIN_MISMATCH);
    let site = "HTTP/1.1 200 OK\r\nCross-Origin-Resource-Policy: same-site\r\n\r\n";
    assert_eq!(kind(no_cors, site).1, Reason::CORP_NOT_SAME_SITE);
    assert_eq!(kind(no_cors.schemelessly_same_site(true), site).0, Type::Opaque);
    let isolated = no_cors.embedder_policy(EmbedderPolicy::RequireCorp);
    assert_eq!(kind(isolated, bare).1, Reason::CORP_DEFAULTED_BY_EMBEDDER_POLICY);
}

#[test]
fn visible() {
    let mut filter = Filter::new(Profile::Standard);
    let headers = vec![("Access-Control-Expose-Headers", "*"), ("X-A", "1"), ("Set-Cookie", "a=b")];
    let seen = filter.visible(&headers, None, Credentials::SameOrigin).unwrap();
    assert_eq!(
        seen.reasons(),
        [Reason::EXPOSED_BY_STAR, Reason::EXPOSED_BY_STAR, Reason::FORBIDDEN_RESPONSE_HEADER_NAME]
    );
    assert_eq!((seen.exposed_count(), seen.error()), (2, None));
    let seen = filter.visible(&headers, None, Credentials::Include).unwrap();
    assert_eq!(seen.reasons()[1], Reason::STAR_IS_LITERAL_WITH_CREDENTIALS);
    let seen = filter.visible(&headers, Some(b""), Credentials::Omit).unwrap();
    assert_eq!(seen.exposed_count(), 0);
    let seen = filter.visible([("a", "1"), ("b", "\0")], None, Credentials::Omit).unwrap();
    assert_eq!(seen.error(), Some((1, Reason::HEADER_VALUE_MALFORMED)));
    let none: [(&str, &str); 0] = [];
    assert!(filter.visible(none, None, Credentials::Omit).unwrap().reasons().is_empty());
}

#[test]
fn a_filter_goes_to_another_thread() {
    let mut filter = Filter::new(Profile::Firefox);
    let status = filter.bytes(&Request::new(PAGE, API), HEAD).unwrap().status();
    let there =
        std::thread::spawn(move || filter.bytes(&Request::new(PAGE, API), HEAD).unwrap().status());
    assert_eq!(there.join().unwrap(), status);
}

#[test]
fn terms() {
    assert_eq!(version(), env!("CARGO_PKG_VERSION"));
    assert_eq!(version_number(), 100);
    let names: Vec<_> = Profile::ALL.iter().map(|profile| profile.name()).collect();
    assert_eq!(names, ["standard", "chromium", "firefox", "webkit"]);
    for profile in Profile::ALL {
        assert_eq!(profile.name().parse(), Ok(profile));
        assert!(!profile.versions().is_empty());
        assert_eq!(Filter::new(profile).profile(), profile);
    }
    assert!("netscape".parse::<Profile>().is_err());
    assert_eq!(Type::OpaqueRedirect.name(), "opaqueredirect");
    assert_eq!(Type::Other(77).name(), "");
    assert_eq!(origin_of("example.com"), None);
    assert_eq!(origin_of("https://example.com/a"), Some("https://example.com".to_string()));
}
