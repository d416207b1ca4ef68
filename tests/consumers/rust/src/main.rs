//! A program of Rust that uses the crate. It prints what want.txt says.

use corsieve::{isomorphic_decode, Filter, Profile, Request};

const HEAD: &[u8] = b"HTTP/1.1 200 OK\r\n\
    Access-Control-Allow-Origin: *\r\n\
    Access-Control-Expose-Headers: X-Total-Count\r\n\
    ETag: \"v1\"\r\n\
    X-Total-Count: 7\r\n\
    \r\n";

fn main() -> Result<(), corsieve::Error> {
    let request = Request::new("https://app.example", "https://api.example/data");
    let mut filter = Filter::new(Profile::Standard);
    let mut seen = filter.bytes(&request, HEAD)?;
    println!("type: {}", seen.response_type().name());
    for name in ["etag", "x-total-count"] {
        let value = seen.get(name).map_or("null".into(), isomorphic_decode);
        println!("{}: {}", name, value);
    }
    let reasons = seen.reasons();
    println!("because: {}, {}", reasons[2].name(), reasons[3].name());
    Ok(())
}
