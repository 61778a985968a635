//! Files that tell too much, and their cleaned copies.

use bytes::Bytes;
use img_parts::jpeg::Jpeg;
use img_parts::png::{Png, PngChunk};
use img_parts::webp::WebP;
use img_parts::{ImageEXIF, ImageICC};
use lopdf::{Dictionary, Document, Object, Stream, dictionary};
use proptest::prelude::*;

use crate::clean::*;

/// In every hidden place of every sample.
const MARK: &[u8] = b"51.4816N-Invented-Phone";

fn join(parts: &[&[u8]]) -> Vec<u8> {
    parts.concat()
}

fn tells(bytes: &[u8]) -> bool {
    bytes.windows(MARK.len()).any(|window| window == MARK)
}

/// An EXIF block with an orientation and the mark.
fn telling_exif(value: u8) -> Vec<u8> {
    let mut exif = exif::only_orientation(value);
    exif.extend_from_slice(MARK);
    exif
}

fn segment(marker: u8, contents: &[u8]) -> Vec<u8> {
    let length = u16::try_from(contents.len() + 2).unwrap().to_be_bytes();
    join(&[&[0xFF, marker], &length, contents])
}

const FRAME: &[u8] = b"\x08\0\x01\0\x01\x01\x01\x11\0";
const SCAN: &[u8] = b"\x01\x01\0\0\x3f\0";

fn jpeg(value: u8) -> Vec<u8> {
    join(&[
        b"\xFF\xD8",
        &segment(0xE0, &join(&[b"JFIF\0\x01\x01\0\0\x01\0\x01\x03\x03", MARK, b"...."])),
        &segment(0xE0, &join(&[b"JFXX\0\x10", MARK])),
        &segment(0xE1, &join(&[b"Exif\0\0", &telling_exif(value)])),
        &segment(0xE1, &join(&[b"http://ns.adobe.com/xap/1.0/\0", MARK])),
        &segment(0xE2, &join(&[b"ICC_PROFILE\0\x01\x01", b"the profile"])),
        &segment(0xE2, &join(&[b"MPF\0", MARK])),
        &segment(0xED, &join(&[b"Photoshop 3.0\0", MARK])),
        &segment(0xEE, &join(&[b"Adobe\0\x64\0\0\0\0\x01", MARK])),
        &segment(0xFE, MARK),
        &segment(0xDB, &[1; 65]),
        &segment(0xC2, FRAME),
        &segment(0xC4, &[0; 20]),
        &segment(0xDA, SCAN),
        b"first\xFF\x00scan\xFF\xD0more",
        &segment(0xFE, MARK),
        &segment(0xE1, MARK),
        &segment(0xC4, &[1; 20]),
        &segment(0xDA, SCAN),
        b"second",
        b"\xFF\xD9",
        MARK,
        b"\xFF\xD8\xFF\xE1after the end",
    ])
}

fn png() -> Vec<u8> {
    let chunk = |kind: &[u8; 4], contents: &[u8]| {
        PngChunk::new(*kind, Bytes::copy_from_slice(contents)).encoder().bytes().to_vec()
    };
    join(&[
        b"\x89PNG\r\n\x1a\n",
        &chunk(b"IHDR", &[0, 0, 0, 1, 0, 0, 0, 1, 8, 2, 0, 0, 0]),
        &chunk(b"iCCP", b"icc\0\0profile"),
        &chunk(b"tEXt", MARK),
        &chunk(b"zTXt", MARK),
        &chunk(b"iTXt", MARK),
        &chunk(b"tIME", MARK),
        &chunk(b"eXIf", &telling_exif(6)),
        &chunk(b"prVt", MARK),
        &chunk(b"IDAT", b"picture"),
        &chunk(b"IEND", b""),
        MARK,
    ])
}

fn riff(id: [u8; 4], contents: &[u8]) -> Vec<u8> {
    let length = u32::try_from(contents.len()).unwrap().to_le_bytes();
    join(&[&id, &length, contents, &[0][..contents.len() % 2]])
}

fn webp(chunks: &[Vec<u8>]) -> Vec<u8> {
    join(&[&riff(*b"RIFF", &join(&[b"WEBP", &chunks.concat()])), MARK])
}

fn still_webp() -> Vec<u8> {
    webp(&[
        riff(*b"VP8X", &[0x2C, 0, 0, 0, 0, 0, 0, 0, 0, 0]),
        riff(*b"ICCP", b"profile"),
        riff(*b"VP8L", b"\x2f\0\0\0\0pixels"),
        riff(*b"EXIF", &telling_exif(8)),
        riff(*b"XMP ", MARK),
        riff(*b"MARK", MARK),
    ])
}

fn moving_webp() -> Vec<u8> {
    let frame = join(&[&[0; 16], &riff(*b"VP8L", b"\x2f\0\0\0\0pixels"), &riff(*b"MARK", MARK)]);
    webp(&[
        riff(*b"VP8X", &[0x06, 0, 0, 0, 0, 0, 0, 0, 0, 0]),
        riff(*b"ANIM", &[0; 6]),
        riff(*b"ANMF", &frame),
    ])
}

fn pdf() -> Document {
    let mut pdf = Document::with_version("1.5");
    let mark = || Object::string_literal(MARK);
    let file = pdf.add_object(Stream::new(dictionary! { "Type" => "EmbeddedFile" }, MARK.to_vec()));
    let spec = pdf.add_object(dictionary! { "Type" => "Filespec", "EF" => dictionary! { "F" => file } });
    let xmp =
        pdf.add_object(Stream::new(dictionary! { "Type" => "Metadata", "Subtype" => "XML" }, MARK.to_vec()));
    let script = pdf.add_object(dictionary! { "S" => "JavaScript", "JS" => mark() });
    let photo = dictionary! { "Type" => "XObject", "Subtype" => "Image", "Filter" => "DCTDecode" };
    let photo = pdf.add_object(Stream::new(photo, jpeg(6)));
    let packed = dictionary! { "Type" => "XObject", "Subtype" => "Image" };
    let mut packed = Stream::new(packed, [jpeg(6), vec![0; 5000]].concat());
    packed.compress().unwrap();
    packed.dict.set("Filter", vec!["FlateDecode".into(), "DCTDecode".into()]);
    let packed = pdf.add_object(packed);
    let hidden = pdf.add_object(Object::Name(b"JavaScript".to_vec()));
    let text = pdf.add_object(Stream::new(Dictionary::new(), b"BT (Hello from the page) Tj ET".to_vec()));
    let note = dictionary! {
        "Type" => "Annot", "Subtype" => "Text", "Rect" => vec![0.into(), 0.into(), 9.into(), 9.into()],
        "T" => mark(), "NM" => mark(), "M" => mark(), "Contents" => Object::string_literal("a note that stays"),
        "A" => dictionary! { "S" => "Launch", "F" => mark() },
        "PA" => dictionary! { "S" => hidden, "Code" => mark() }
    };
    let pages = pdf.new_object_id();
    let page = pdf.add_object(dictionary! {
        "Type" => "Page", "Parent" => pages, "Contents" => text, "Annots" => vec![note.into()],
        "Resources" => dictionary! { "XObject" => dictionary! { "Im1" => photo, "Im2" => packed } },
        "PieceInfo" => dictionary! { "App" => mark() }, "AA" => dictionary! { "O" => script }, "LastModified" => mark()
    });
    pdf.objects
        .insert(pages, dictionary! { "Type" => "Pages", "Kids" => vec![page.into()], "Count" => 1 }.into());
    let names = dictionary! {
        "JavaScript" => dictionary! { "Names" => vec![mark(), script.into()] },
        "EmbeddedFiles" => dictionary! { "Names" => vec![mark(), spec.into()] }
    };
    let catalog = pdf.add_object(dictionary! {
        "Type" => "Catalog", "Pages" => pages, "Metadata" => xmp, "OpenAction" => script, "Names" => names
    });
    let info = pdf.add_object(dictionary! { "Author" => mark(), "Producer" => mark() });
    pdf.trailer.set("Root", catalog);
    pdf.trailer.set("Info", info);
    pdf.trailer.set("ID", vec![mark(), mark()]);
    pdf
}

fn saved(mut pdf: Document) -> Vec<u8> {
    let mut bytes = Vec::new();
    pdf.save_to(&mut bytes).unwrap();
    bytes
}

fn samples() -> Vec<(FileKind, Vec<u8>)> {
    vec![
        (FileKind::Jpeg, jpeg(6)),
        (FileKind::Png, png()),
        (FileKind::Webp, still_webp()),
        (FileKind::Webp, moving_webp()),
        (FileKind::Pdf, saved(pdf())),
    ]
}

#[test]
fn marks_are_gone_and_cleaning_again_changes_nothing() {
    for (kind, original) in samples() {
        assert!(tells(&original), "{kind:?}");
        let cleaned = clean(kind, &original).unwrap();
        assert!(!tells(&cleaned), "{kind:?}");
        assert_eq!(clean(kind, &cleaned).as_ref(), Ok(&cleaned), "{kind:?}");
    }
}

#[test]
fn a_jpeg_keeps_picture_profile_and_orientation() {
    let cleaned = clean(FileKind::Jpeg, &jpeg(6)).unwrap();
    let parsed = Jpeg::from_bytes(Bytes::from(cleaned.clone())).unwrap();
    assert_eq!(parsed.icc_profile().unwrap(), &b"the profile"[..]);
    assert_eq!(parsed.exif().unwrap(), exif::only_orientation(6));
    assert_eq!(parsed.dimensions(), Some((1, 1)));
    let scans = join(&[
        &segment(0xDA, SCAN),
        b"first\xFF\x00scan\xFF\xD0more",
        &segment(0xC4, &[1; 20]),
        &segment(0xDA, SCAN),
        b"second\xFF\xD9",
    ]);
    assert!(cleaned.ends_with(&scans));
    let upright = clean(FileKind::Jpeg, &jpeg(1)).unwrap();
    assert_eq!(Jpeg::from_bytes(upright.into()).unwrap().exif(), None);
}

#[test]
fn a_png_keeps_its_picture_and_profile() {
    let cleaned = Png::from_bytes(clean(FileKind::Png, &png()).unwrap().into()).unwrap();
    let kinds: Vec<[u8; 4]> = cleaned.chunks().iter().map(PngChunk::kind).collect();
    assert_eq!(kinds, [*b"IHDR", *b"iCCP", *b"IDAT", *b"IEND"]);
}

#[test]
fn a_webp_keeps_its_picture_profile_and_orientation() {
    let cleaned = WebP::from_bytes(clean(FileKind::Webp, &still_webp()).unwrap().into()).unwrap();
    assert_eq!(cleaned.icc_profile().unwrap(), &b"profile"[..]);
    assert_eq!(cleaned.exif().unwrap(), exif::only_orientation(8));
    let flags = cleaned.chunk_by_id(*b"VP8X").unwrap().content().data().unwrap()[0];
    assert_eq!(flags, 0x28);
    let moving = WebP::from_bytes(clean(FileKind::Webp, &moving_webp()).unwrap().into()).unwrap();
    let frame = moving.chunk_by_id(*b"ANMF").unwrap().content().data().unwrap().clone();
    assert!(frame.ends_with(b"\x2f\0\0\0\0pixels\0"));
    let flags = moving.chunk_by_id(*b"VP8X").unwrap().content().data().unwrap()[0];
    assert_eq!(flags, 0x02);
}

#[test]
fn a_pdf_keeps_its_pages_only() {
    let cleaned = clean(FileKind::Pdf, &saved(pdf())).unwrap();
    let parsed = Document::load_mem(&cleaned).unwrap();
    let pages = parsed.get_pages();
    assert_eq!(pages.len(), 1);
    assert_eq!(parsed.get_page_content(pages[&1]).trim_ascii(), b"BT (Hello from the page) Tj ET");
    let text = String::from_utf8_lossy(&cleaned);
    for gone in
        ["/Info", "/ID", "/Metadata", "EmbeddedFile", "JavaScript", "OpenAction", "Launch", "PieceInfo"]
    {
        assert!(!text.contains(gone), "{gone}");
    }
    assert!(text.contains("a note that stays"));
    let photos = parsed.objects.values().filter_map(|object| object.as_stream().ok());
    let photos: Vec<_> = photos.filter(|stream| stream.content.starts_with(b"\xFF\xD8")).collect();
    assert_eq!(photos.len(), 2);
    for photo in photos {
        assert_eq!(photo.filters().unwrap(), [b"DCTDecode"]);
        assert!(!photo.content.windows(4).any(|window| window == b"Exif"));
    }
}

#[test]
fn an_older_revision_of_a_pdf_is_gone() {
    let first = saved(pdf());
    let start = first.windows(9).rposition(|window| window == b"startxref").unwrap();
    let previous: usize =
        String::from_utf8_lossy(&first[start + 9..]).split_whitespace().next().unwrap().parse().unwrap();
    let number = pdf()
        .objects
        .iter()
        .find(|(_, object)| matches!(object, Object::Stream(stream) if stream.content.starts_with(b"BT")))
        .unwrap()
        .0
        .0;
    let body = b"BT (Second) Tj ET";
    let object = format!(
        "{number} 0 obj\n<</Length {}>>stream\n{}\nendstream\nendobj\n",
        body.len(),
        String::from_utf8_lossy(body)
    );
    let xref = first.len() + object.len();
    let root = pdf().trailer.get(b"Root").unwrap().as_reference().unwrap().0;
    let table = format!(
        "xref\n{number} 1\n{:010} 00000 n \ntrailer\n<</Size 99/Root {root} 0 R/Prev {previous}>>\nstartxref\n{xref}\n%%EOF\n",
        first.len()
    );
    let revised = join(&[&first, object.as_bytes(), table.as_bytes()]);
    let cleaned = clean(FileKind::Pdf, &revised).unwrap();
    let text = String::from_utf8_lossy(&cleaned);
    assert!(text.contains("(Second)") && !text.contains("Hello from the page"));
}

#[test]
fn what_cannot_be_cleaned_is_told() {
    let locked = [&saved(pdf())[..20], b"/Encrypt"].concat();
    let endless = b"%PDF-1.7 ".iter().copied().chain(b"1 ".repeat(5_000_000)).collect();
    for (kind, bytes, error) in [
        (FileKind::Heic, jpeg(1), CleanError::Unsupported),
        (FileKind::Text, b"hello".to_vec(), CleanError::Unsupported),
        (FileKind::Jpeg, png(), CleanError::Unreadable),
        (FileKind::Jpeg, jpeg(1)[..300].to_vec(), CleanError::Unreadable),
        (FileKind::Jpeg, b"\xFF\xD8\xFF\xD9".to_vec(), CleanError::Unreadable),
        (FileKind::Png, png()[..60].to_vec(), CleanError::Unreadable),
        (FileKind::Webp, webp(&[]), CleanError::Unreadable),
        (FileKind::Pdf, b"%PDF-1.7".to_vec(), CleanError::Unreadable),
        (FileKind::Pdf, locked, CleanError::Protected),
        (FileKind::Pdf, endless, CleanError::TooComplex),
        (FileKind::Png, vec![], CleanError::Unreadable),
    ] {
        assert_eq!(clean(kind, &bytes), Err(error), "{kind:?} {}", bytes.len());
    }
}

#[test]
fn deep_nesting_does_not_end_the_process() {
    let deep = |open: &str, close: &str| {
        let nested = open.repeat(100_000) + &close.repeat(100_000);
        format!(
            "%PDF-1.4\n1 0 obj\n{nested}\nendobj\n2 0 obj<</Type/Catalog/Pages 1 0 R>>endobj\ntrailer<</Root 2 0 R>>"
        )
    };
    for bytes in [deep("[", "]"), deep("<</A", ">>"), deep("(", ")")] {
        assert!(clean(FileKind::Pdf, bytes.as_bytes()).is_err());
    }
}

proptest! {
    #[test]
    fn mutations_never_panic(
        which in 0..5_usize,
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..6),
        cut in any::<prop::sample::Index>(),
        whole in any::<bool>(),
    ) {
        let (kind, mut bytes) = samples().swap_remove(which);
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if !whole {
            bytes.truncate(cut.index(bytes.len()));
        }
        // Without the last guard: nothing is known to panic.
        strip(kind, &bytes).ok();
    }

    #[test]
    fn any_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        for (kind, start) in samples() {
            strip(kind, &bytes).ok();
            strip(kind, &join(&[&start[..start.len().min(40)], &bytes])).ok();
        }
    }
}
