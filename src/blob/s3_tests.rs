//! Against a small S3 server of the tests' own: what is asked of it, and what it then holds.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use zeroize::Zeroizing;

use crypto::secret::Secret;
use domain::platform::time::Timestamp;

use crate::*;

/// What the server holds: objects, and the parts of uploads not finished.
#[derive(Default)]
struct Held {
    objects: BTreeMap<String, Vec<u8>>,
    uploads: BTreeMap<String, BTreeMap<u32, Vec<u8>>>,
}

struct Request {
    method: String,
    path: String,
    query: String,
    body: Vec<u8>,
}

async fn server() -> (Arc<Mutex<Held>>, Blobs) {
    let held = Arc::new(Mutex::new(Held::default()));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let settings = S3Settings {
        endpoint: format!("http://{}", listener.local_addr().unwrap()),
        bucket: "invented".to_owned(),
        region: "nowhere".to_owned(),
        access_key: "access".to_owned(),
        secret: Zeroizing::new("secret".to_owned()),
        allow_http: true,
    };
    let shared = held.clone();
    tokio::spawn(async move {
        while let Ok((socket, _)) = listener.accept().await {
            tokio::spawn(serve(socket, shared.clone()));
        }
    });
    (held, Blobs::s3(&settings).unwrap())
}

async fn serve(socket: TcpStream, held: Arc<Mutex<Held>>) {
    let mut socket = BufReader::new(socket);
    while let Some(request) = receive(&mut socket).await {
        let (status, extra, body) = answer(&request, &mut held.lock().unwrap());
        let start =
            format!("HTTP/1.1 {status}\r\nContent-Length: {}\r\nETag: \"e\"\r\n{extra}\r\n", body.len());
        socket.write_all(start.as_bytes()).await.unwrap();
        if request.method != "HEAD" {
            socket.write_all(&body).await.unwrap();
        }
        socket.flush().await.unwrap();
    }
}

async fn receive(socket: &mut BufReader<TcpStream>) -> Option<Request> {
    let mut line = String::new();
    if socket.read_line(&mut line).await.ok()? == 0 {
        return None;
    }
    let mut words = line.split_whitespace();
    let (method, target) = (words.next()?.to_owned(), words.next()?.to_owned());
    let mut length = 0;
    loop {
        let mut header = String::new();
        socket.read_line(&mut header).await.ok()?;
        let header = header.trim().to_ascii_lowercase();
        if header.is_empty() {
            break;
        }
        if let Some(value) = header.strip_prefix("content-length:") {
            length = value.trim().parse().ok()?;
        }
    }
    let mut body = vec![0; length];
    socket.read_exact(&mut body).await.ok()?;
    let (path, query) = target.split_once('?').unwrap_or((&target, ""));
    Some(Request { method, path: path.to_owned(), query: query.to_owned(), body })
}

type Answer = (&'static str, String, Vec<u8>);

fn answer(request: &Request, held: &mut Held) -> Answer {
    let modified = "Last-Modified: Sat, 21 Nov 2026 10:00:00 GMT\r\n";
    let plain = |body: &str| ("200 OK", String::new(), body.as_bytes().to_vec());
    let name = request.path.trim_start_matches("/invented").trim_start_matches('/').to_owned();
    let part = request.query.split('&').find_map(|pair| pair.strip_prefix("partNumber="));
    match (request.method.as_str(), request.query.as_str()) {
        ("GET", query) if query.contains("list-type=2") => plain(&listing(held)),
        ("GET", _) => match held.objects.get(&name) {
            Some(body) => ("200 OK", modified.to_owned(), body.clone()),
            None => ("404 Not Found", String::new(), b"<Error><Code>NoSuchKey</Code></Error>".to_vec()),
        },
        ("POST", query) if query.starts_with("uploads") => {
            held.uploads.insert(name, BTreeMap::new());
            plain("<InitiateMultipartUploadResult><UploadId>u1</UploadId></InitiateMultipartUploadResult>")
        }
        ("POST", _) => {
            let parts = held.uploads.remove(&name).unwrap();
            held.objects.insert(name, parts.into_values().flatten().collect());
            plain("<CompleteMultipartUploadResult><ETag>e</ETag></CompleteMultipartUploadResult>")
        }
        ("PUT", _) => {
            match part {
                Some(number) => {
                    let upload = held.uploads.get_mut(&name).unwrap();
                    upload.insert(number.parse().unwrap(), request.body.clone());
                }
                None => {
                    held.objects.insert(name, request.body.clone());
                }
            }
            plain("")
        }
        ("DELETE", query) if query.contains("uploadId") => {
            held.uploads.remove(&name);
            ("204 No Content", String::new(), Vec::new())
        }
        ("DELETE", _) => {
            held.objects.remove(&name);
            ("204 No Content", String::new(), Vec::new())
        }
        _ => ("405 Method Not Allowed", String::new(), Vec::new()),
    }
}

fn listing(held: &Held) -> String {
    let entry = |(name, body): (&String, &Vec<u8>)| {
        let size = body.len();
        let when = "2026-11-21T10:00:00.000Z";
        format!(
            "<Contents><Key>{name}</Key><Size>{size}</Size><LastModified>{when}</LastModified></Contents>"
        )
    };
    let entries: String = held.objects.iter().map(entry).collect();
    format!("<ListBucketResult><IsTruncated>false</IsTruncated>{entries}</ListBucketResult>")
}

fn key() -> Secret<32> {
    Secret::new([3; 32])
}

async fn store(blobs: &Blobs, id: &str, content: &[u8]) {
    let mut writer = blobs.put(id, &key()).await.unwrap();
    writer.write(content).await.unwrap();
    writer.finish(0).await.unwrap();
}

#[tokio::test]
async fn small_and_large_files_come_back_and_go() {
    let (held, blobs) = server().await;
    for (id, size) in [("small", 10_usize), ("large", 6_000_000)] {
        let content = vec![b'x'; size];
        store(&blobs, id, &content).await;
        let size = size as u64;
        let back = blobs.read_all(id, &key(), size, size).await.unwrap();
        assert!(*back == content, "{id}");
    }
    assert!(!held.lock().unwrap().objects["files/large"].windows(8).any(|window| window == b"xxxxxxxx"));
    let late = Timestamp::from_micros(4_000_000_000_000_000);
    assert_eq!(blobs.list(late).await.unwrap(), ["large", "small"]);
    assert_eq!(blobs.list(Timestamp::from_micros(0)).await.unwrap(), Vec::<String>::new());
    assert_eq!(blobs.sweep_unfinished(late).await.unwrap(), 0);
    for _ in 0..2 {
        blobs.delete("large").await.unwrap();
    }
    let missing = blobs.read_all("large", &key(), 1, 1).await;
    assert!(matches!(missing, Err(BlobError::Missing)));
}

#[tokio::test]
async fn uploads_given_up_are_taken_back() {
    let (held, blobs) = server().await;
    let mut writer = blobs.put("aborted", &key()).await.unwrap();
    writer.write(&vec![0; 6_000_000]).await.unwrap();
    assert_eq!(held.lock().unwrap().uploads.len(), 1);
    writer.abort().await.unwrap();
    assert_eq!(held.lock().unwrap().uploads.len(), 0);

    let mut writer = blobs.put("dropped", &key()).await.unwrap();
    writer.write(&vec![0; 6_000_000]).await.unwrap();
    assert_eq!(held.lock().unwrap().uploads.len(), 1);
    drop(writer);
    while !held.lock().unwrap().uploads.is_empty() {
        tokio::task::yield_now().await;
    }
    assert!(held.lock().unwrap().objects.is_empty());
}
