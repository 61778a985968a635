//! Small files made by hand, and what becomes of them.

use proptest::prelude::*;
use sha2::{Digest, Sha256};

use domain::platform::attachment::FileProblem::{Bomb, Empty, Mixed, Protected, TooLarge, WrongKind};
use domain::platform::attachment::*;

use super::{Judge, Judged};

type Verdict = Result<FileKind, FileProblem>;

const ODT: &[u8] = b"application/vnd.oasis.opendocument.text";

fn join(parts: &[&[u8]]) -> Vec<u8> {
    parts.concat()
}

fn jpeg() -> Vec<u8> {
    join(&[b"\xFF\xD8\xFF\xE0\0\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0", b"\xFF\xDA\0\x02data\xFF\xD9"])
}

fn jpeg_with_comment(comment: &[u8]) -> Vec<u8> {
    let length = u16::try_from(comment.len() + 2).unwrap().to_be_bytes();
    join(&[b"\xFF\xD8\xFF\xFE", &length, comment, &jpeg()[2..]])
}

fn png() -> Vec<u8> {
    join(&[b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR", &[0; 17], b"\0\0\0\0IEND\xAE\x42\x60\x82"])
}

fn webp() -> Vec<u8> {
    b"RIFF\x12\0\0\0WEBPVP8L\x06\0\0\0\x2f\0\0\0\0\0".to_vec()
}

fn boxed(major: [u8; 4], compatible: &[&[u8; 4]]) -> Vec<u8> {
    let brands: Vec<u8> = compatible.iter().flat_map(|brand| brand.iter().copied()).collect();
    let size = u32::try_from(16 + brands.len()).unwrap().to_be_bytes();
    join(&[&size, b"ftyp", &major, b"\0\0\0\0", &brands, b"\0\0\0\x0cmdat\x01\x02\x03\x04"])
}

fn mp3() -> Vec<u8> {
    // 128 kbit/s at 44.1 kHz: 417 bytes a frame.
    let frame = join(&[b"\xFF\xFB\x90\x64", &[0x55; 413]]);
    join(&[&frame, &frame])
}

fn pdf() -> Vec<u8> {
    b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n".to_vec()
}

fn utf16(text: &str, little: bool) -> Vec<u8> {
    let bytes = |unit: u16| if little { unit.to_le_bytes() } else { unit.to_be_bytes() };
    std::iter::once(0xFEFF).chain(text.encode_utf16()).flat_map(bytes).collect()
}

/// An entry of an archive: stored as it is, declared to unpack to `unpacked`.
struct Entry {
    name: String,
    content: Vec<u8>,
    unpacked: u32,
    flags: u16,
}

fn entry(name: &str, content: &[u8]) -> Entry {
    let unpacked = u32::try_from(content.len()).unwrap();
    Entry { name: name.to_owned(), content: content.to_vec(), unpacked, flags: 0 }
}

fn zip(entries: &[Entry]) -> Vec<u8> {
    let (mut file, mut directory) = (Vec::new(), Vec::new());
    for Entry { name, content, unpacked, flags } in entries {
        let offset = u32::try_from(file.len()).unwrap().to_le_bytes();
        let packed = u32::try_from(content.len()).unwrap().to_le_bytes();
        let length = u16::try_from(name.len()).unwrap().to_le_bytes();
        let common =
            join(&[&flags.to_le_bytes(), &[0; 10], &packed, &unpacked.to_le_bytes(), &length, &[0, 0]]);
        file.extend(join(&[b"PK\x03\x04\x14\0", &common, name.as_bytes(), content]));
        directory.extend(join(&[b"PK\x01\x02\x14\0\x14\0", &common, &[0; 10], &offset, name.as_bytes()]));
    }
    let count = u16::try_from(entries.len()).unwrap().to_le_bytes();
    let size = u32::try_from(directory.len()).unwrap().to_le_bytes();
    let offset = u32::try_from(file.len()).unwrap().to_le_bytes();
    join(&[&file, &directory, b"PK\x05\x06\0\0\0\0", &count, &count, &size, &offset, &[0, 0]])
}

fn docx_with(more: Vec<Entry>) -> Vec<u8> {
    let mut entries = vec![
        entry("[Content_Types].xml", b"<?xml version='1.0'?><Types/>"),
        entry("word/document.xml", b"<w:document/>"),
    ];
    entries.extend(more);
    zip(&entries)
}

fn odt_with(kind: &[u8], more: Vec<Entry>) -> Vec<u8> {
    let mut entries = vec![entry("mimetype", kind), entry("content.xml", b"<office:document-content/>")];
    entries.extend(more);
    zip(&entries)
}

/// Some writers learn a size only after the data (bit 3 of the flags) and leave it out before.
fn unsized_odt() -> Vec<u8> {
    let mut odt = odt_with(ODT, vec![]);
    odt[6] |= 8;
    odt[18..26].fill(0);
    odt
}

fn judge_in(chunks: &[&[u8]]) -> Result<Judged, FileProblem> {
    let mut judge = Judge::new();
    for chunk in chunks {
        judge.feed(chunk)?;
    }
    judge.finish()
}

fn verdict(bytes: &[u8]) -> Verdict {
    judge_in(&[bytes]).map(|judged| judged.kind)
}

fn accepted() -> Vec<(&'static str, Vec<u8>, FileKind)> {
    use FileKind::{Docx, Heic, Jpeg, M4a, Mov, Mp3, Mp4, Odt, Pdf, Png, Text, Webp};
    vec![
        ("jpeg", jpeg(), Jpeg),
        ("jpeg with a comment", jpeg_with_comment(b"taken at 5 < 6"), Jpeg),
        ("png", png(), Png),
        ("webp", webp(), Webp),
        ("heic", boxed(*b"heic", &[b"mif1", b"heic"]), Heic),
        ("heic of the general brand", boxed(*b"mif1", &[b"mif1", b"heic"]), Heic),
        ("pdf", pdf(), Pdf),
        ("pdf after a blank line", join(&[b"\r\n", &pdf()]), Pdf),
        ("docx", docx_with(vec![]), Docx),
        ("docx with a chart", docx_with(vec![entry("word/embeddings/Sheet1.xlsx", b"PK")]), Docx),
        ("odt", odt_with(ODT, vec![]), Odt),
        ("odt whose sizes follow the data", unsized_odt(), Odt),
        ("text", "Dywedodd e, “paid â dweud”.\r\n\tThen £20.\n".as_bytes().to_vec(), Text),
        ("text that starts like a bitmap", b"BMW, dark blue".to_vec(), Text),
        ("text with a byte order mark", "\u{feff}hello".as_bytes().to_vec(), Text),
        ("text in utf-16", utf16("hello 🙂", true), Text),
        ("text in utf-16, big-endian", utf16("hello 🙂", false), Text),
        ("a message with a heart", b"<3 see you at 8 < 9".to_vec(), Text),
        ("mp3", mp3(), Mp3),
        ("mp3 with a tag", join(&[b"ID3\x04\0\0\0\0\x02\x01", &[0; 300]]), Mp3),
        ("m4a", boxed(*b"M4A ", &[b"mp42"]), M4a),
        ("mp4", boxed(*b"isom", &[b"avc1"]), Mp4),
        ("mp4 of an iphone", boxed(*b"mp42", &[b"mp41"]), Mp4),
        ("3gp of an old phone", boxed(*b"3gp4", &[b"3gp4"]), Mp4),
        ("mov", boxed(*b"qt  ", &[b"qt  "]), Mov),
        ("mov without brands", b"\0\0\0\x08wide\0\0\0\x10mdat12345678".to_vec(), Mov),
    ]
}

#[test]
fn accepted_kinds_are_told_by_content() {
    for (what, bytes, kind) in accepted() {
        let judged = judge_in(&[&bytes]);
        let sha256 = Sha256::digest(&bytes).into();
        assert_eq!(judged, Ok(Judged { kind, size: bytes.len() as u64, sha256 }), "{what}");
    }
}

#[test]
fn other_kinds_are_refused() {
    let long_name = format!("word/{}.xml", "x".repeat(60_000));
    for (what, bytes, problem) in [
        ("nothing", vec![], Empty),
        ("gif", b"GIF89a\x01\0\x01\0\0\0\0;".to_vec(), WrongKind),
        ("svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>".to_vec(), WrongKind),
        ("svg after a declaration", b"  <?xml version='1.0'?><svg/>".to_vec(), WrongKind),
        ("html", b"\n\n<!DOCTYPE html><p>".to_vec(), WrongKind),
        ("html in capitals", b"<HTML><BODY>".to_vec(), WrongKind),
        ("html in utf-16", utf16("<html><script>", true), WrongKind),
        ("html later on", b"hello <script>alert(1)</script>".to_vec(), WrongKind),
        ("php", b"<?php system($_GET[0]);".to_vec(), WrongKind),
        ("shell script", b"#!/bin/sh\necho".to_vec(), WrongKind),
        ("rich text", b"{\\rtf1\\ansi hello}".to_vec(), WrongKind),
        ("postscript", b"%!PS-Adobe-3.0".to_vec(), WrongKind),
        ("programme", join(&[b"MZ\x90\0\x03", &[0; 60]]), WrongKind),
        ("elf", b"\x7fELF\x02\x01\x01\0".to_vec(), WrongKind),
        ("text with a nul", b"hello\0there".to_vec(), WrongKind),
        ("text with an escape", b"hello\x1b[2Jthere".to_vec(), WrongKind),
        ("latin-1", b"caf\xe9 and more".to_vec(), WrongKind),
        ("cut utf-8", b"caf\xc3".to_vec(), WrongKind),
        ("odd utf-16", b"\xff\xfeh\0i".to_vec(), WrongKind),
        ("lone surrogate", b"\xff\xfe\0\xd8h\0".to_vec(), WrongKind),
        ("avif", boxed(*b"avif", &[b"mif1", b"avif"]), WrongKind),
        ("avif of the general brand", boxed(*b"mif1", &[b"avif"]), WrongKind),
        ("old word", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1rest".to_vec(), WrongKind),
        ("plain zip", zip(&[entry("a.txt", b"a")]), WrongKind),
        ("empty zip", zip(&[]), WrongKind),
        ("cut zip", docx_with(vec![])[..60].to_vec(), WrongKind),
        ("spreadsheet", zip(&[entry("[Content_Types].xml", b""), entry("xl/workbook.xml", b"x")]), WrongKind),
        ("odf spreadsheet", odt_with(b"application/vnd.oasis.opendocument.spreadsheet", vec![]), WrongKind),
        ("odf template", odt_with(b"application/vnd.oasis.opendocument.text-template", vec![]), WrongKind),
        ("docx with macros", docx_with(vec![entry("word/vbaProject.bin", b"x")]), WrongKind),
        ("docx with a programme", docx_with(vec![entry("word/embeddings/run.EXE", b"x")]), WrongKind),
        ("docx with an archive", docx_with(vec![entry("word/inner.zip", b"x")]), WrongKind),
        ("odt with macros", odt_with(ODT, vec![entry("Basic/Standard/Module1.xml", b"x")]), WrongKind),
        ("names out of the archive", docx_with(vec![entry("word/../../x.xml", b"x")]), WrongKind),
        ("locked docx", docx_with(vec![Entry { flags: 1, ..entry("word/x.xml", b"x") }]), Protected),
        (
            "declares 4 GB",
            docx_with(vec![Entry { unpacked: u32::MAX, ..entry("word/x.xml", &[0; 99]) }]),
            Bomb,
        ),
        ("ratio", docx_with(vec![Entry { unpacked: 9_000_000, ..entry("word/x.xml", &[0; 99]) }]), Bomb),
        ("ten thousand and more", docx_with((0..10_001).map(|n| entry(&n.to_string(), b"")).collect()), Bomb),
        ("a directory without end", docx_with((0..20).map(|_| entry(&long_name, b"")).collect()), Bomb),
    ] {
        assert_eq!(verdict(&bytes), Err(problem), "{what}");
    }
}

#[test]
fn entries_that_share_their_bytes_are_a_bomb() {
    let mut bytes = docx_with(vec![entry("word/a.xml", b"aaaa"), entry("word/b.xml", b"bbbb")]);
    let last = bytes.windows(4).rposition(|window| window == b"PK\x01\x02").unwrap();
    let before = bytes[..last].windows(4).rposition(|window| window == b"PK\x01\x02").unwrap();
    bytes.copy_within(before + 42..before + 46, last + 42);
    assert_eq!(verdict(&bytes), Err(Bomb));
}

#[test]
fn two_kinds_at_once_are_refused() {
    let archive = zip(&[entry("run.jar", b"x")]);
    let trailing = |bytes: &[u8]| join(&[bytes, &archive]);
    for (what, bytes) in [
        ("jpeg and zip", trailing(&jpeg())),
        ("png and zip", trailing(&png())),
        ("pdf and zip", trailing(&pdf())),
        ("mp4 and zip", trailing(&boxed(*b"isom", &[]))),
        ("mp3 and zip with a comment", join(&[&mp3(), &archive, &[b'c'; 9000]])),
        ("jpeg and pdf", jpeg_with_comment(b"%PDF-1.4 obj")),
        ("mp3 and pdf", join(&[&mp3()[..600], b"%PDF-1.4"])),
        ("text and pdf", b"hello\n%PDF-1.4".to_vec()),
        ("jpeg and page", jpeg_with_comment(b"<html><script>")),
        ("jpeg and php", jpeg_with_comment(b"<?php echo 1;")),
        ("png and svg", join(&[&png(), b"<svg onload='x'>"])),
        ("pdf and page", join(&[&pdf(), b"<HTML>"])),
        ("docx and pdf", docx_with(vec![entry("word/a.xml", b"%PDF-1.4")])),
        ("zip before docx", join(&[&archive, &docx_with(vec![])])),
        ("docx and more", join(&[&docx_with(vec![]), b"more"])),
    ] {
        assert_eq!(verdict(&bytes), Err(Mixed), "{what}");
    }
}

#[test]
fn the_size_limit_is_exact_and_seen_at_once() {
    let start = mp3();
    let limit = usize::try_from(MAX_FILE_BYTES).unwrap();
    let mut bytes = start.clone();
    bytes.resize(limit, 0);
    assert_eq!(verdict(&bytes), Ok(FileKind::Mp3));
    bytes.push(0);
    assert_eq!(verdict(&bytes), Err(TooLarge));
    let mut judge = Judge::new();
    judge.feed(&bytes[..limit]).unwrap();
    assert_eq!(judge.feed(&[0]), Err(TooLarge));
}

#[test]
fn a_wrong_kind_is_seen_before_the_file_is_whole() {
    let mut judge = Judge::new();
    assert_eq!((0..100).find_map(|_| judge.feed(&[0x1f; 4096]).err()), Some(WrongKind));
    let mut judge = Judge::new();
    judge.feed(&vec![b'a'; 100_000]).unwrap();
    assert_eq!(judge.feed(b"\0"), Err(WrongKind));
}

#[test]
fn long_files_keep_their_ends() {
    let long = |fill: u8| vec![fill; 3_000_000];
    let pairs = [
        (join(&[&jpeg(), &long(0), &zip(&[])]), Err(Mixed)),
        (join(&[&jpeg(), &long(0)]), Ok(FileKind::Jpeg)),
        (docx_with(vec![entry("word/media/a.png", &long(1))]), Ok(FileKind::Docx)),
        (docx_with((0..9000).map(|n| entry(&format!("word/{n}"), &[7; 200])).collect()), Ok(FileKind::Docx)),
    ];
    for (bytes, expected) in pairs {
        for size in [1_000, 65_536, 70_001, 1_500_000, bytes.len()] {
            let chunks: Vec<&[u8]> = bytes.chunks(size).collect();
            assert_eq!(judge_in(&chunks).map(|judged| judged.kind), expected, "{size}");
        }
    }
}

/// A sample, changed in a few places, cut, and lengthened beyond what is kept of the head.
fn mangled() -> impl Strategy<Value = Vec<u8>> {
    let count = accepted().len();
    let changes = prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..4);
    let filling = prop_oneof![3 => Just(0), 1 => 60_000..140_000_usize];
    (0..count, changes, filling, any::<prop::sample::Index>(), any::<u8>()).prop_map(
        |(which, changes, more, at, fill)| {
            let mut bytes = accepted().swap_remove(which).1;
            for (at, byte) in changes {
                let at = at.index(bytes.len());
                bytes[at] = byte;
            }
            let at = at.index(bytes.len() * 2).min(bytes.len());
            bytes.splice(at..at, std::iter::repeat_n(fill, more));
            bytes
        },
    )
}

proptest! {
    #[test]
    fn any_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..2000)) {
        verdict(&bytes).ok();
        verdict(&join(&[b"PK\x03\x04", &bytes, b"PK\x05\x06", &bytes])).ok();
    }

    #[test]
    fn any_text_is_accepted_in_any_chunks(text in "[^\\pC<%#]{1,300}", size in 1..20_usize) {
        let chunks: Vec<&[u8]> = text.as_bytes().chunks(size).collect();
        let judged = judge_in(&chunks).map(|judged| judged.kind);
        let programme = text.trim_start().starts_with("MZ") || text.trim_start().starts_with("{\\rtf");
        prop_assert!(programme || judged == Ok(FileKind::Text));
    }

    #[test]
    fn the_verdict_does_not_hang_on_the_chunks(
        bytes in mangled(),
        cuts in prop::collection::vec(any::<prop::sample::Index>(), 0..12),
    ) {
        let mut cuts: Vec<usize> = cuts.into_iter().map(|cut| cut.index(bytes.len() + 1)).collect();
        cuts.sort_unstable();
        let mut chunks = Vec::new();
        let mut from = 0;
        for cut in cuts.into_iter().chain([bytes.len()]) {
            chunks.push(&bytes[from..cut]);
            from = cut;
        }
        prop_assert_eq!(judge_in(&chunks), judge_in(&[&bytes]));
    }
}
