//! A client that costs next to nothing: HTTP/1.1 over one kept connection, one request at a time.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};

/// What browsers say they can decompress.
pub(crate) const BROWSER: &str = "gzip, deflate, br";

/// A connection to the server.
pub(crate) struct Client {
    host: String,
    stream: BufReader<TcpStream>,
    accepts: &'static str,
    /// The cookie, `name=value`; empty for none. The first of each answer that brings some.
    pub(crate) cookie: String,
}

/// An answer, its body as it came over the wire.
#[derive(Default)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    /// Where it leads, for a redirect.
    pub(crate) location: String,
    /// The cookies that it brings, `name=value`.
    pub(crate) cookies: Vec<String>,
    pub(crate) body: Vec<u8>,
    /// Bytes over the wire, status line and headers included.
    pub(crate) bytes: usize,
}

impl Client {
    /// Connects.
    pub(crate) fn new(address: SocketAddr) -> Self {
        let stream = TcpStream::connect(address).expect("connect");
        stream.set_nodelay(true).expect("send at once");
        let (host, stream) = (address.to_string(), BufReader::with_capacity(64 * 1024, stream));
        Self { host, stream, accepts: BROWSER, cookie: String::new() }
    }

    /// Says that these encodings are accepted.
    pub(crate) fn accepting(mut self, accepts: &'static str) -> Self {
        self.accepts = accepts;
        self
    }

    /// Asks for a page.
    pub(crate) fn get(&mut self, path: &str) -> Answer {
        self.ask("GET", path, "", &[])
    }

    /// Sends a form.
    pub(crate) fn post(&mut self, path: &str, form: &str) -> Answer {
        self.ask("POST", path, "application/x-www-form-urlencoded", form.as_bytes())
    }

    /// Sends any body.
    pub(crate) fn send(&mut self, path: &str, media_type: &str, body: &[u8]) -> Answer {
        self.ask("POST", path, media_type, body)
    }

    fn ask(&mut self, method: &str, path: &str, media_type: &str, body: &[u8]) -> Answer {
        let mut head = format!("{method} {path} HTTP/1.1\r\nHost: {}\r\n", self.host);
        if !self.accepts.is_empty() {
            head += &format!("Accept-Encoding: {}\r\n", self.accepts);
        }
        if !self.cookie.is_empty() {
            head += &format!("Cookie: {}\r\n", self.cookie);
        }
        if !media_type.is_empty() {
            head += &format!("Content-Type: {media_type}\r\nContent-Length: {}\r\n", body.len());
        }
        head += "\r\n";
        let mut bytes = head.into_bytes();
        // What is small goes out in one piece.
        let (with_head, rest) = body.split_at(body.len().min(64 * 1024));
        bytes.extend_from_slice(with_head);
        let stream = self.stream.get_mut();
        stream.write_all(&bytes).and_then(|()| stream.write_all(rest)).expect("send");
        self.answer()
    }

    fn answer(&mut self) -> Answer {
        let mut answer = Answer::default();
        let (mut length, mut chunked) = (0, false);
        let status = self.line(&mut answer.bytes);
        answer.status = status.get(9..12).and_then(|code| code.parse().ok()).expect("a status");
        loop {
            let line = self.line(&mut answer.bytes);
            if line.is_empty() {
                break;
            }
            let (name, value) = line.split_once(':').expect("a header");
            let value = value.trim();
            match name.to_ascii_lowercase().as_str() {
                "content-length" => length = value.parse().expect("a length"),
                "transfer-encoding" => chunked = value.eq_ignore_ascii_case("chunked"),
                "location" => value.clone_into(&mut answer.location),
                "set-cookie" => answer.cookies.push(value.split(';').next().unwrap_or_default().to_owned()),
                _ => {}
            }
        }
        if let Some(cookie) = answer.cookies.first() {
            self.cookie.clone_from(cookie);
        }
        if chunked {
            self.chunks(&mut answer);
        } else {
            self.take(length, &mut answer);
        }
        answer
    }

    fn chunks(&mut self, answer: &mut Answer) {
        loop {
            let size = self.line(&mut answer.bytes);
            let size = usize::from_str_radix(&size, 16).expect("a chunk's size");
            self.take(size, answer);
            self.line(&mut answer.bytes);
            if size == 0 {
                return;
            }
        }
    }

    fn take(&mut self, length: usize, answer: &mut Answer) {
        let start = answer.body.len();
        answer.body.resize(start + length, 0);
        self.stream.read_exact(&mut answer.body[start..]).expect("a body");
        answer.bytes += length;
    }

    fn line(&mut self, bytes: &mut usize) -> String {
        let mut line = String::new();
        *bytes += self.stream.read_line(&mut line).expect("a line");
        assert!(line.ends_with("\r\n"), "the connection was closed");
        line.truncate(line.len() - 2);
        line
    }
}

impl Answer {
    /// Fails unless the status is this one.
    #[track_caller]
    pub(crate) fn expect(self, status: u16) -> Self {
        assert_eq!(self.status, status, "location {:?}", self.location);
        self
    }
}
