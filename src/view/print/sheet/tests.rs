//! The papers, written and read back.

use lopdf::{Dictionary, Document, Object};

use domain::platform::content::leaflet_words;

use crate::print::sheet::*;

fn sheet() -> Sheet {
    let id = |number: u32| format!("00000000-0000-4000-8000-{number:012}").parse().unwrap();
    let helpline = |number: u32, name: &str, call: &str, note: &str| Helpline {
        id: id(number),
        name: name.into(),
        number: call.into(),
        note: note.into(),
        checked: None,
    };
    let services = [
        ("Emergency", "999", "If you cannot speak, call from a mobile and press 55 when you are asked to."),
        ("Lantern Line", "01632 960 001", "For women who are abused. Free, day and night."),
        (
            "Rape and Sexual Abuse Support Line of the North",
            "01632 960 002",
            "Aged 16 and over. Day and night.",
        ),
        ("Harbour", "01632 960 003", "For men who are abused."),
        ("Llinell Gŵyl", "01632 960 004", "Yng Nghymru. Am ddim, ddydd a nos."),
        (
            "Centres for people who were assaulted",
            "Find one on health.example",
            "You can go there by yourself.",
        ),
    ];
    let numbered = (1..).zip(services.iter().cycle().take(14));
    Sheet {
        words: leaflet_words(),
        helplines: numbered.map(|(place, (name, call, note))| helpline(place, name, call, note)).collect(),
        address: "https://candour.northmere.example".into(),
        code: code(),
        operator: "Northmere Police".into(),
    }
}

fn code() -> Vec<Vec<bool>> {
    let code = qrcode::QrCode::new("https://candour.northmere.example").unwrap();
    let dark: Vec<bool> = code.to_colors().iter().map(|colour| *colour == qrcode::Color::Dark).collect();
    dark.chunks(code.width()).map(<[bool]>::to_vec).collect()
}

fn written(sheet: &Sheet, paper: Paper) -> Document {
    let bytes = sheet.print(paper).unwrap();
    // Set `CANDOUR_SAMPLES` to a folder to look at the papers.
    if let Some(folder) = std::env::var_os("CANDOUR_SAMPLES").map(std::path::PathBuf::from) {
        std::fs::write(folder.join(format!("{}.pdf", paper.label())), &bytes).unwrap();
    }
    Document::load_mem(&bytes).unwrap()
}

fn catalog(document: &Document) -> &Dictionary {
    document.catalog().unwrap()
}

fn within<'a>(document: &'a Document, dictionary: &'a Dictionary, key: &[u8]) -> &'a Object {
    document.dereference(dictionary.get(key).unwrap()).unwrap().1
}

/// Every structure element's type, in the order read.
fn structure(document: &Document) -> Vec<String> {
    fn walk(document: &Document, object: &Object, found: &mut Vec<String>) {
        match document.dereference(object).unwrap().1 {
            Object::Array(children) => children.iter().for_each(|child| walk(document, child, found)),
            Object::Dictionary(element) => {
                if let Ok(kind) = element.get(b"S").and_then(Object::as_name) {
                    found.push(String::from_utf8_lossy(kind).into_owned());
                }
                if let Ok(children) = element.get(b"K") {
                    walk(document, children, found);
                }
            }
            _ => {}
        }
    }
    let mut found = Vec::new();
    walk(document, within(document, catalog(document), b"StructTreeRoot"), &mut found);
    found
}

#[test]
fn papers_are_tagged_and_say_their_language_and_title() {
    for paper in [Paper::Leaflet, Paper::Poster] {
        let document = written(&sheet(), paper);
        let root = catalog(&document);
        let marks = within(&document, root, b"MarkInfo").as_dict().unwrap();
        assert!(marks.get(b"Marked").unwrap().as_bool().unwrap());
        assert_eq!(within(&document, root, b"Lang").as_str().unwrap(), b"en-GB");
        let shown = within(&document, root, b"ViewerPreferences").as_dict().unwrap();
        assert!(shown.get(b"DisplayDocTitle").unwrap().as_bool().unwrap());
        let metadata = within(&document, root, b"Metadata").as_stream().unwrap();
        let metadata = metadata.get_plain_content().unwrap_or_else(|_| metadata.content.clone());
        let metadata = String::from_utf8_lossy(&metadata);
        assert!(metadata.contains("pdfuaid:part") && metadata.contains("crossed a line"), "{metadata}");
    }
}

#[test]
fn papers_are_read_from_the_title_to_the_helplines() {
    let heard = |paper| {
        let mut kinds = structure(&written(&sheet(), paper));
        kinds.retain(|kind| !["Document", "LI", "LBody"].contains(&kind.as_str()));
        kinds
    };
    assert_eq!(heard(Paper::Leaflet), ["H1", "P", "P", "P", "H2", "P", "P", "Figure", "H2", "L", "P"]);
    assert_eq!(heard(Paper::Poster), ["H1", "P", "P", "P", "H2", "P", "P", "Figure", "H2", "L", "P"]);
    let entries = structure(&written(&sheet(), Paper::Poster)).iter().filter(|kind| *kind == "LI").count();
    assert_eq!(entries, 14);
}

#[test]
fn papers_hold_the_words_the_address_and_the_numbers() {
    for (paper, pages) in [(Paper::Leaflet, vec![1, 2]), (Paper::Poster, vec![1])] {
        let text = written(&sheet(), paper).extract_text(&pages).unwrap();
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        for words in [
            "crossed a line",
            "candour.northmere.example",
            "01632 960 001",
            "Llinell Gŵyl",
            "Northmere Police",
        ] {
            assert!(text.contains(words), "{paper:?}: {words} is not in {text}");
        }
    }
}

#[test]
fn all_of_it_is_on_the_paper_however_much_is_written() {
    let mut sheet = sheet();
    let long = "understanding ".repeat(60);
    for field in PARAGRAPHS {
        sheet.words.put(field, &long);
    }
    sheet.words.put(TITLE, &"Wide words ".repeat(8));
    let faces = Faces::new().unwrap();
    for paper in [Paper::Leaflet, Paper::Poster] {
        let (width, height) = paper.size();
        for piece in sheet.fitted(&faces, paper) {
            let Look::Text(runs) = &piece.look else { continue };
            for run in runs {
                let right = run.x + faces.width(run.text.trim_end(), run.style.weight, run.style.size);
                assert!(right <= width && run.y <= height && run.style.size > 5.0, "{paper:?}: {run:?}");
            }
        }
    }
}

#[test]
fn what_cannot_be_printed_never_stops_the_press() {
    let mut sheet = sheet();
    sheet.operator = "Heddlu 😀".into();
    sheet.helplines[0].note = "اتصل بنا".into();
    for paper in [Paper::Leaflet, Paper::Poster] {
        assert!(sheet.print(paper).is_ok());
    }
}
