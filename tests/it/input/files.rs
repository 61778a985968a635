//! Files that are not what they seem, too large, too many, or named to do harm.

use candour::domain::platform::attachment::MAX_FILE_BYTES;

use crate::input::trial::{MARK, Trial, assert_clear};
use crate::support::client::Upload;
use crate::support::journey;
use crate::support::page::Page;
use crate::support::tally::tally;

const JPEG: &[u8] = b"\xFF\xD8\xFF\xE0\0\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0\xFF\xDA\0\x02data\xFF\xD9";
const PDF: &[u8] = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n";

/// An entry of an archive, stored as it is, that says it unpacks to `unpacked` bytes.
struct Entry<'a> {
    name: &'a str,
    content: &'a [u8],
    unpacked: u32,
}

fn zip(entries: &[Entry]) -> Vec<u8> {
    let (mut file, mut directory) = (Vec::new(), Vec::new());
    for Entry { name, content, unpacked } in entries {
        let offset = u32::try_from(file.len()).expect("small").to_le_bytes();
        let packed = u32::try_from(content.len()).expect("small").to_le_bytes();
        let length = u16::try_from(name.len()).expect("short").to_le_bytes();
        let common = [&[0; 12][..], &packed, &unpacked.to_le_bytes(), &length, &[0, 0]].concat();
        file.extend([b"PK\x03\x04\x14\0", &common[..], name.as_bytes(), content].concat());
        directory
            .extend([b"PK\x01\x02\x14\0\x14\0", &common[..], &[0; 10], &offset, name.as_bytes()].concat());
    }
    let count = u16::try_from(entries.len()).expect("few").to_le_bytes();
    let size = u32::try_from(directory.len()).expect("small").to_le_bytes();
    let offset = u32::try_from(file.len()).expect("small").to_le_bytes();
    [&file[..], &directory, b"PK\x05\x06\0\0\0\0", &count, &count, &size, &offset, &[0, 0]].concat()
}

fn entry<'a>(name: &'a str, content: &'a [u8]) -> Entry<'a> {
    Entry { name, content, unpacked: u32::try_from(content.len()).expect("small") }
}

fn docx<'a>(more: impl IntoIterator<Item = Entry<'a>>) -> Vec<u8> {
    let usual = [entry("[Content_Types].xml", b"<Types/>"), entry("word/document.xml", b"<w:document/>")];
    zip(&usual.into_iter().chain(more).collect::<Vec<_>>())
}

async fn upload(trial: &mut Trial, name: &str, bytes: &[u8]) -> Page {
    let page = trial.visitor.open("/step/17").await;
    let file = Upload { field: "files", file_name: name, media_type: "image/jpeg", bytes };
    trial.visitor.upload(&page, "/step/17", &[("action", "add")], &[file]).await
}

#[tokio::test]
async fn a_file_is_judged_by_what_it_holds() {
    let mut trial = Trial::begin().await;
    let bomb = docx([Entry { name: "word/media/a.bin", content: &[0; 4_000], unpacked: 4_000_000_000 }]);
    let nested = docx([entry("word/embeddings/more.zip", &zip(&[entry("a", b"b")]))]);
    let html = format!("<!DOCTYPE html><html><script>{MARK}</script></html>");
    let svg =
        format!("<?xml version=\"1.0\"?><svg xmlns=\"http://www.w3.org/2000/svg\"><text>{MARK}</text></svg>");
    let script = format!("#!/bin/sh\necho {MARK}\n");
    let gif = b"GIF89a\x01\0\x01\0\0\0\0;".to_vec();
    let jpeg_zip = [JPEG, &zip(&[entry("a.txt", MARK.as_bytes())])].concat();
    let pdf_html = [PDF, html.as_bytes()].concat();
    let html_pdf = [html.as_bytes(), PDF].concat();
    let jpeg_html = [&JPEG[..2], b"\xFF\xFE\0\x22<html><script>alert(1)</script>xxx", &JPEG[2..]].concat();
    let cases: [(&str, Vec<u8>, &str); 17] = [
        ("a page named .jpg", html.clone().into_bytes(), "page.jpg"),
        ("a page named .txt", html.into_bytes(), "page.txt"),
        ("a drawing", svg.into_bytes(), "drawing.svg"),
        ("a drawing named .png", b"<svg xmlns='x'/>".to_vec(), "drawing.png"),
        ("a gif named .jpg", gif, "photo.jpg"),
        ("a programme for Windows", [&b"MZ\x90\0\x03\0\0\0"[..], &[0; 200]].concat(), "photo.jpg"),
        ("a programme for Linux", [&b"\x7FELF\x02\x01\x01\0"[..], &[0; 200]].concat(), "photo.jpg"),
        ("a script", script.into_bytes(), "photo.txt"),
        ("an archive", zip(&[entry("a.txt", MARK.as_bytes())]), "report.docx"),
        ("a bomb", bomb, "report.docx"),
        ("an archive in a document", nested, "report.docx"),
        ("a picture that is an archive", jpeg_zip, "photo.jpg"),
        ("a document that is a page", pdf_html, "paper.pdf"),
        ("a page that is a document", html_pdf, "paper.pdf"),
        ("a picture with a page in its comment", jpeg_html, "photo.jpg"),
        ("noise", (0..999_u32).map(|n| u8::try_from(n * 167 % 251).expect("a byte")).collect(), "photo.heic"),
        ("nothing", Vec::new(), "empty.txt"),
    ];
    for (what, bytes, name) in cases {
        // A page or document at the end of a document may be part of it; then it is taken as a document and
        // nothing else.
        let page = upload(&mut trial, name, &bytes).await;
        assert_clear(&page, 422, what);
        let summary = page.select(".govuk-error-summary").join(" ");
        assert!(summary.contains("The selected file"), "{what}: {}", page.describe());
        trial.nothing_came_of_it(what).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_of_26_megabytes_is_refused_however_it_comes() {
    let mut trial = Trial::begin().await;
    let large = film(26 * 1024 * 1024);
    let page = upload(&mut trial, "film.mp4", &large).await;
    assert_clear(&page, 422, "with its length");
    assert!(page.text().contains("smaller than 25 MB"), "{}", page.describe());
    trial.nothing_came_of_it("with its length").await;
    let answer = trial.raw(&[&chunked(&trial, &large)]);
    assert!(answer.starts_with("HTTP/1.1 422"), "{}", &answer[..answer.len().min(300)]);
    assert!(answer.contains("smaller than 25 MB"));
    trial.nothing_came_of_it("in chunks").await;
    let largest = &large[..usize::try_from(MAX_FILE_BYTES).expect("a size")];
    let before = peak(&trial);
    let page = upload(&mut trial, "film.mp4", largest).await;
    assert_eq!(page.status, 200, "{}", page.describe());
    assert!(page.text().contains("film.mp4 (26.3 MB)"), "{}", page.describe());
    // The file is 25 MB: what is kept of it at a time is not.
    assert!(peak(&trial) < before + 12 * 1024, "from {before} KB to {} KB", peak(&trial));
}

/// A film of so many bytes, all of them the mark.
fn film(size: usize) -> Vec<u8> {
    let head = b"\0\0\0\x18ftypisom\0\0\0\0isommp42\0\0\0\0mdat";
    let pictures = MARK.bytes().cycle();
    head.iter().copied().chain(pictures).take(size).collect()
}

/// The most memory that the server has held, in KB.
fn peak(trial: &Trial) -> u64 {
    let status =
        std::fs::read_to_string(format!("/proc/{}/status", trial.served.server.pid())).expect("status");
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).expect("the most memory held");
    line.trim().trim_end_matches(" kB").parse().expect("a number")
}

/// The request that uploads `content` without saying how long it is.
fn chunked(trial: &Trial, content: &[u8]) -> Vec<u8> {
    let head = format!(
        "POST /step/17 HTTP/1.1\r\nHost: x\r\nCookie: v={}\r\nContent-Type: multipart/form-data; boundary=x\r\n\
         Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n",
        trial.visitor.cookies["v"]
    );
    let before = format!(
        "--x\r\nContent-Disposition: form-data; name=\"token\"\r\n\r\n{}\r\n\
         --x\r\nContent-Disposition: form-data; name=\"files\"; filename=\"film.mp4\"\r\n\r\n",
        trial.token
    );
    let mut request = head.into_bytes();
    for chunk in [before.as_bytes()].into_iter().chain(content.chunks(60_000)).chain([&b"\r\n--x--\r\n"[..]])
    {
        request.extend(format!("{:x}\r\n", chunk.len()).into_bytes());
        request.extend(chunk);
        request.extend(b"\r\n");
    }
    request.extend(b"0\r\n\r\n");
    request
}

#[tokio::test]
async fn the_eleventh_file_is_refused_and_ten_stay() {
    let mut trial = Trial::begin().await;
    let before = tally(&trial.served.server.folder().join("data"))["files"];
    let names: Vec<String> = (1..=11).map(|number| format!("photo-{number}.jpg")).collect();
    let files: Vec<_> = names
        .iter()
        .map(|name| Upload { field: "files", file_name: name, media_type: "image/jpeg", bytes: JPEG })
        .collect();
    let page = trial.visitor.open("/step/17").await;
    let page = trial.visitor.upload(&page, "/step/17", &[], &files).await;
    assert_clear(&page, 422, "eleven at once");
    assert!(page.text().contains("You can only add up to 10 files"), "{}", page.describe());
    assert!(page.text().contains("photo-10.jpg") && !page.text().contains("photo-11.jpg"));
    let body = format!("{}{}--x--\r\n", token_part(&trial.token), file_part("photo-12.jpg"));
    let page = trial.send("/step/17", "multipart/form-data; boundary=x", body).await;
    assert_clear(&page, 422, "one more");
    assert_eq!(tally(&trial.served.server.folder().join("data"))["files"], before + 10);
}

fn token_part(token: &str) -> String {
    format!("--x\r\nContent-Disposition: form-data; name=\"token\"\r\n\r\n{token}\r\n")
}

fn file_part(name: &str) -> String {
    format!(
        "--x\r\nContent-Disposition: form-data; name=\"files\"; filename=\"{name}\"\r\n\r\njust a few words\r\n"
    )
}

#[tokio::test]
async fn a_name_is_only_ever_a_name() {
    let mut trial = Trial::begin().await;
    let names = [
        ("../../../../tmp/door.jpg", "door.jpg"),
        ("..\\..\\windows\\door.jpg", "windowsdoor.jpg"),
        ("/etc/passwd", "passwd"),
        ("....", "file"),
        ("door%2F..%2Fx.jpg", "door%2F..%2Fx.jpg"),
        ("a<script>b.jpg", "a_script_b.jpg"),
        ("gpj.\u{202e}exe.jpg", "gpj.exe.jpg"),
        ("door\u{0}.jpg", "door.jpg"),
    ];
    for (name, shown) in names {
        let body = format!("{}{}--x--\r\n", token_part(&trial.token), file_part(name));
        let page = trial.send("/step/17", "multipart/form-data; boundary=x", body).await;
        let page = trial.visitor.follow(page).await;
        assert!(page.status < 500, "{name}: {}", page.describe());
        let files = trial.visitor.open("/step/17").await;
        let listed = files.select("main dd bdi");
        // A name that cannot be sent at all is refused whole; any other is listed as it is shown.
        let refused = page.status == 400;
        assert!(refused || listed == [shown], "{name:?}: {listed:?} {}", page.describe());
        if !refused {
            trial.visitor.submit_to(&files, "/remove", &[]).await;
        }
    }
    let long = format!("{}.jpg", "very-long-".repeat(400));
    let page = upload(&mut trial, &long, JPEG).await;
    assert!(page.select("main dd bdi")[0].chars().count() <= 120, "{}", page.describe());
    let sent = journey::send(&mut trial.visitor, &[]).await;
    let mut officer = trial.served.staff("a.marsh").await;
    let case = journey::case(&mut officer, &journey::reference(&sent)).await.expect("the case");
    let case = journey::open(&mut officer, &case).await;
    let original = case.attribute("a[href$='/original']", "href").remove(0);
    let file = officer.get(&original).await;
    assert_eq!((file.status, file.body.as_slice()), (200, JPEG));
    assert!(
        file.header("content-disposition").starts_with("attachment;"),
        "{}",
        file.header("content-disposition")
    );
    assert_eq!(file.header("content-security-policy"), "default-src 'none'; sandbox");
}
