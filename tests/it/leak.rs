//! No word that anybody wrote, no file, no name of one, no phrase, password, cookie or address is found in
//! what is at rest: every byte of the data folder (database, its log, files, mail), of what the server
//! printed at its most talkative, and of PostgreSQL's own folder and its dumps.

mod memory;
mod search;

use std::collections::BTreeMap;
use std::net::{IpAddr, Ipv4Addr};
use std::path::Path;

use candour::command::SystemRandom;
use candour::domain::platform::id::Id;
use reqwest::Method;

use self::search::Search;
use crate::support::client::{Upload, Visitor};
use crate::support::database::Database;
use crate::support::deployment::{Deployment, Who, answer, file, open_case, open_mailbox, text_file, write};
use crate::support::page::Page;
use crate::support::postgres::Postgres;
use crate::support::practitioners::{HERE, issue, practitioners, show, sign_out};
use crate::support::process::Launch;

/// A loopback address that nothing else in these tests comes from.
const ADDRESS: IpAddr = IpAddr::V4(Ipv4Addr::new(127, 0, 0, 77));

/// Answers that are typed, of the public's questions.
const TYPED: [&str; 12] = [
    "story",
    "name",
    "number",
    "rank",
    "team",
    "looks",
    "met",
    "when_words",
    "place",
    "others",
    "needs",
    "plan",
];

/// Answers that are typed and say who the reporter is.
const SOURCE: [&str; 1] = ["agency_name"];

/// Answers that are chosen, so that every page of the form has been sent with something in it.
const CHOSEN: [(&str, &str); 17] = [
    ("known", "several"),
    ("consent", "unsafe"),
    ("told", "2-3"),
    ("lead", "no"),
    ("agency_type", "DA-REF"),
    ("force", "west-yorkshire"),
    ("role", "officer"),
    ("standards", "no"),
    ("sign", "W03"),
    ("when", "month"),
    ("told_already", "service"),
    ("danger", "later"),
    ("partner", "no"),
    ("young", "unsure"),
    ("wish", "stop"),
    ("sign", "W17"),
    ("wish", "advice"),
];

/// Names of fields as they would stand in a record that is not sealed.
const FIELDS: [&str; 3] = ["own_reference", "told_already", "agency_name"];

/// What must not be found, by what it is.
#[derive(Default)]
struct Secrets(BTreeMap<String, Vec<u8>>);

impl Secrets {
    /// A new word that nobody else uses.
    fn word(&mut self, name: &str) -> String {
        let digits = Id::<()>::random(&SystemRandom).to_string();
        let letters = digits.chars().filter_map(|digit| digit.to_digit(16));
        let word: String = letters.filter_map(|digit| char::from_u32(u32::from('g') + digit)).collect();
        self.keep(name, word.as_bytes());
        word
    }

    /// Something that came about by itself: a cookie, a phrase.
    fn keep(&mut self, name: &str, secret: &[u8]) {
        let number = self.0.len();
        self.0.insert(format!("{name} ({number})"), secret.to_vec());
    }

    /// A cookie, a key or another token: as text and as the bytes it stands for.
    fn keep_token(&mut self, name: &str, text: &str) {
        self.keep(name, text.as_bytes());
        for encoding in [data_encoding::BASE64URL_NOPAD, data_encoding::BASE32_NOPAD] {
            if let Ok(bytes) = encoding.decode(text.as_bytes()) {
                self.keep(&format!("{name}, its bytes"), &bytes);
            }
        }
    }

    /// Every cookie that a visitor has, and every form token on a page.
    fn keep_traces(&mut self, visitor: &Visitor, page: &Page) {
        visitor.cookies.values().for_each(|cookie| self.keep_token("a cookie", cookie));
        for token in page.attribute("input[name=token]", "value") {
            self.keep_token("a form token", &token);
        }
    }
}

#[tokio::test]
async fn nothing_is_found_on_sqlite() {
    let (mut secrets, launch) = (Secrets::default(), Launch::new());
    let mut deployment = deployment("", launch).await;
    live(&mut deployment, &mut secrets).await;
    let folder = deployment.server().folder();
    assert!(folder.join("data/candour.db-wal").exists(), "the log of the database is looked through too");
    nothing_in(&secrets, &folder, "while it runs");
    sweep(&mut deployment, &secrets).await;
    deployment.kill();
    nothing_in(&secrets, &folder, "after a crash");
    deployment.start();
    deployment.stop();
    nothing_in(&secrets, &folder, "at rest");
}

#[tokio::test]
async fn nothing_is_found_on_postgresql() {
    let (mut secrets, postgres) = (Secrets::default(), Postgres::private());
    let url = postgres.new_database();
    let mut deployment = deployment(&url, Launch::new()).await;
    live(&mut deployment, &mut secrets).await;
    let folder = deployment.server().folder();
    for moment in ["while it runs", "after the sweep"] {
        deployment.database.run("CHECKPOINT");
        nothing_in(&secrets, &folder, moment);
        nothing_in(&secrets, postgres.folder(), moment);
        let found = Search::new(&secrets.0).in_bytes(&postgres.dump(&url));
        assert!(found.is_empty(), "in a dump {moment}: {found:#?}");
        sweep(&mut deployment, &secrets).await;
    }
    deployment.stop();
    postgres.stop();
    nothing_in(&secrets, &folder, "at rest");
    nothing_in(&secrets, postgres.folder(), "at rest");
}

async fn deployment(url: &str, launch: Launch) -> Deployment {
    let settings = [
        ("CANDOUR__LOG__LEVEL", "debug"),
        ("CANDOUR__MAIL__DELAY_MIN_SECONDS", "0"),
        ("CANDOUR__MAIL__DELAY_MAX_SECONDS", "0"),
    ];
    Deployment::on(url, launch, &settings).await
}

fn nothing_in(secrets: &Secrets, folder: &Path, moment: &str) {
    // One word is planted, to show that the search is not blind.
    let planted = secrets.0.values().next().expect("a secret");
    let file = folder.join("planted");
    std::fs::write(&file, [b"\0\0", planted.as_slice(), b"\0"].concat()).expect("plant a word");
    let found = Search::new(&secrets.0).in_folder(folder);
    std::fs::remove_file(&file).expect("remove what was planted");
    let (planted, leaked): (Vec<_>, Vec<_>) = found.iter().partition(|what| what.contains("/planted: "));
    assert!(!planted.is_empty(), "{moment}: the search is blind");
    assert!(leaked.is_empty(), "{moment}: {leaked:#?}");
}

/// The time of every visit runs out, and the chores take what is left over.
async fn sweep(deployment: &mut Deployment, secrets: &Secrets) {
    let before = deployment.database.count("visit");
    deployment.stop();
    deployment.database.run("UPDATE visit SET expires_at = '2020-01-01 00:00:00'");
    deployment.database.run("DELETE FROM lease");
    deployment.start();
    for _ in 0..200 {
        if deployment.database.count("visit") == 0 {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    assert_eq!(deployment.database.count("visit"), 0, "of {before}");
    nothing_in(secrets, &deployment.server().folder(), "after the sweep");
}

/// Everything that people do, each of them with words of their own.
async fn live(deployment: &mut Deployment, secrets: &mut Secrets) {
    keep_set_up(deployment, secrets);
    let public = report(deployment, secrets, "me").await;
    let agency = report(deployment, secrets, "agency").await;
    practitioner(deployment, secrets).await;
    staff(deployment, secrets, &public).await;
    reporter(deployment, secrets, &public).await;
    staff(deployment, secrets, &agency).await;
    draft(deployment, secrets, true).await;
    draft(deployment, secrets, false).await;
    refused(deployment, secrets).await;
    for (who, account) in &deployment.accounts {
        secrets.keep(&format!("{who:?}'s password"), account.password.as_bytes());
        secrets.keep_token(&format!("{who:?}'s second factor"), &account.secret);
    }
}

/// The recovery key and the one-time links were printed once, for the operator: they are nowhere else.
fn keep_set_up(deployment: &Deployment, secrets: &mut Secrets) {
    let lines = deployment.printed.lines().map(str::trim);
    for line in lines.filter(|line| !line.contains(' ') && line.len() > 30) {
        secrets.keep_token("what set-up printed", line.rsplit('/').next().unwrap_or(line));
    }
    assert!(secrets.0.len() > 6, "the recovery key and five links: {:?}", secrets.0.keys());
}

/// A visitor who could be recognised.
fn visitor(deployment: &Deployment, secrets: &mut Secrets) -> Visitor {
    let (agent, forwarded) = (secrets.word("the browser"), secrets.word("X-Forwarded-For"));
    secrets.keep("the client's address", ADDRESS.to_string().as_bytes());
    deployment
        .visitor_from(ADDRESS)
        .with("user-agent", &format!("Mozilla/5.0 ({agent})"))
        .with("x-forwarded-for", &format!("203.0.113.77, {forwarded}"))
        .with("forwarded", &format!("for={forwarded}"))
        .with("accept-language", &format!("cy, {}", &agent[..8]))
}

/// A report that was sent.
struct Sent {
    reference: String,
    phrase: Option<String>,
    /// The words that the desk reads.
    read: Vec<String>,
    /// Files: their names and bytes.
    files: Vec<(String, Vec<u8>)>,
}

/// A whole report with a word in every field and files with words inside. As an agency, with a way to be
/// contacted; as somebody else, with a mailbox.
async fn report(deployment: &Deployment, secrets: &mut Secrets, relation: &str) -> Sent {
    let typed: Vec<_> = TYPED.map(|field| (field, secrets.word(field))).into();
    let own = (relation == "agency").then(|| ("own_reference", secrets.word("own_reference")));
    let source: Vec<_> = SOURCE.map(|field| (field, secrets.word(field))).into();
    let all = typed.iter().chain(&own).chain(&source).map(|(field, word)| (*field, word.as_str()));
    let contact = if relation == "agency" { "none" } else { "mailbox" };
    let answers: Vec<_> = all.chain(CHOSEN).chain([("relation", relation), ("contact", contact)]).collect();
    let files = files(secrets);
    let uploads: Vec<_> = files.iter().map(|(name, bytes)| upload(name, bytes)).collect();
    let visitor = visitor(deployment, secrets);
    let filed = file(visitor, &answers, &uploads).await;
    let mut visitor = filed.visitor;
    let page = visitor.open("/sent").await;
    secrets.keep_traces(&visitor, &page);
    if let Some(phrase) = &filed.phrase {
        keep_phrase(secrets, phrase);
    }
    let plan = |field: &str| relation == "agency" || field != "plan";
    let read = typed.into_iter().filter(|(field, _)| plan(field)).chain(own).map(|(_, word)| word).collect();
    Sent { reference: filed.reference, phrase: filed.phrase, read, files }
}

/// A practitioner becomes anonymous and reports: nothing of what was asked for, and nothing of what was
/// shown, is found.
async fn practitioner(deployment: &Deployment, secrets: &mut Secrets) {
    let person = practitioners(&deployment.database, 20).remove(4);
    let mut visitor = visitor(deployment, secrets);
    visitor.cookies.insert(deployment.cookie_name("p"), person.cookie);
    let page = visitor.open(HERE).await;
    secrets.keep_traces(&visitor, &page);
    let issued = issue(&mut visitor).await;
    for element in issued.request[2..].chunks(33).chain(issued.answer[2..2 + 5 * 33].chunks(33)) {
        secrets.keep("what was issued", element);
    }
    secrets.keep("the proof", &issued.answer[2 + 5 * 33..]);
    for token in &issued.tokens {
        secrets.keep("a token's input", &token.input);
        secrets.keep("a token's output", &token.output);
    }
    secrets.keep_token("a form token", &issued.open);
    sign_out(&mut visitor).await;
    assert_eq!(show(&mut visitor, &issued.open, &issued.tokens[1]).await, 204);
    let story = secrets.word("a marked report's story");
    let mut visitor = file(visitor, &[("story", &story)], &[]).await.visitor;
    let page = visitor.open("/sent").await;
    secrets.keep_traces(&visitor, &page);
}

/// The phrase whole, and each two words that stand together in it: single words are in the dictionary.
fn keep_phrase(secrets: &mut Secrets, phrase: &str) {
    secrets.keep("the phrase", phrase.as_bytes());
    secrets.keep("the phrase in one", phrase.replace(' ', "").as_bytes());
    let words: Vec<&str> = phrase.split(' ').collect();
    for pair in words.windows(2).map(|pair| pair.join(" ")).filter(|pair| pair.len() >= 10) {
        secrets.keep("two words of the phrase", pair.as_bytes());
    }
}

fn upload<'a>(name: &'a str, bytes: &'a [u8]) -> Upload<'a> {
    Upload { field: "files", file_name: name, media_type: "application/octet-stream", bytes }
}

/// Files of several kinds, with a word in the name, in the content and in what cameras and programs hide.
fn files(secrets: &mut Secrets) -> Vec<(String, Vec<u8>)> {
    let mut named = |end: &str, make: fn(&str, &str) -> Vec<u8>| {
        let (name, seen, hidden) =
            (secrets.word("a file name"), secrets.word("a file"), secrets.word("a file's hidden data"));
        (format!("{name}.{end}"), make(&seen, &hidden))
    };
    vec![
        named("txt", |seen, hidden| format!("{seen}\n{hidden}\n").repeat(9_000).into_bytes()),
        named("jpg", jpeg),
        named("png", png),
        named("pdf", pdf),
    ]
}

fn segment(marker: u8, contents: &[u8]) -> Vec<u8> {
    let length = u16::try_from(contents.len() + 2).expect("a short segment").to_be_bytes();
    [&[0xff, marker], &length[..], contents].concat()
}

fn jpeg(seen: &str, hidden: &str) -> Vec<u8> {
    // An EXIF block with one entry, the name of the camera (tag 0x010F).
    let length = u32::try_from(hidden.len()).expect("a short word").to_be_bytes();
    let exif = [b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x0f\0\x02", &length[..], &[0, 0, 0, 26, 0, 0, 0, 0]];
    let exif = [&exif.concat(), hidden.as_bytes()].concat();
    [
        &b"\xff\xd8"[..],
        &segment(0xe0, b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0"),
        &segment(0xe1, &exif),
        &segment(0xdb, &[1; 65]),
        &segment(0xc0, b"\x08\0\x01\0\x01\x01\x01\x11\0"),
        &segment(0xc4, &[0; 20]),
        &segment(0xda, b"\x01\x01\0\0\x3f\0"),
        seen.as_bytes(),
        b"\xff\xd9",
    ]
    .concat()
}

fn png(seen: &str, hidden: &str) -> Vec<u8> {
    let chunk = |kind: &[u8; 4], contents: &[u8]| {
        let length = u32::try_from(contents.len()).expect("a short chunk").to_be_bytes();
        let body = [&kind[..], contents].concat();
        [&length[..], &body, &crc32(&body).to_be_bytes()].concat()
    };
    [
        b"\x89PNG\r\n\x1a\n".to_vec(),
        chunk(b"IHDR", &[0, 0, 0, 1, 0, 0, 0, 1, 8, 2, 0, 0, 0]),
        chunk(b"tEXt", format!("Author\0{hidden}").as_bytes()),
        chunk(b"IDAT", seen.as_bytes()),
        chunk(b"IEND", b""),
    ]
    .concat()
}

/// CRC-32 as PNG has it (ISO 3309).
fn crc32(bytes: &[u8]) -> u32 {
    let step = |crc: u32, _| if crc & 1 == 1 { crc >> 1 ^ 0xedb8_8320 } else { crc >> 1 };
    !bytes.iter().fold(!0, |crc, byte| (0..8).fold(crc ^ u32::from(*byte), step))
}

fn pdf(seen: &str, hidden: &str) -> Vec<u8> {
    let content = format!("BT /F1 12 Tf ({seen}) Tj ET");
    let objects = [
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        "<</Type/Pages/Kids[3 0 R]/Count 1>>".to_owned(),
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 4 0 R/Resources<<>>>>".to_owned(),
        format!("<</Length {}>>\nstream\n{content}\nendstream", content.len()),
        format!("<</Author({hidden})/Title({hidden})>>"),
    ];
    let (mut file, mut places) = ("%PDF-1.4\n".to_owned(), String::new());
    for (number, object) in (1..).zip(&objects) {
        places += &format!("{:010} 00000 n \n", file.len());
        file += &format!("{number} 0 obj\n{object}\nendobj\n");
    }
    let start = file.len();
    file += &format!("xref\n0 6\n0000000000 65535 f \n{places}trailer\n<</Size 6/Root 1 0 R/Info 5 0 R>>\n");
    file += &format!("startxref\n{start}\n%%EOF\n");
    file.into_bytes()
}

/// An officer opens the case, all its files, moves it on and answers. What was sealed is there to be read:
/// what is not found at rest was not simply lost.
async fn staff(deployment: &mut Deployment, secrets: &mut Secrets, sent: &Sent) {
    let mut officer = visitor(deployment, secrets);
    deployment.sign_in_as(Who::Officer, &mut officer).await;
    let case = deployment.case(&sent.reference);
    let page = open_case(&mut officer, &case).await;
    for word in sent.read.iter().chain(sent.files.iter().map(|(name, _)| name)) {
        assert!(page.html.contains(word), "{word}: {}", page.describe());
    }
    secrets.keep_traces(&officer, &page);
    let mut originals = Vec::new();
    for link in page.attribute("a[href*='/files/']", "href") {
        let file = officer.get(&link).await;
        assert_eq!(file.status, 200, "{link}: {}", file.describe());
        originals.push(file.body);
    }
    for (name, bytes) in &sent.files {
        assert!(originals.contains(bytes), "{name} byte for byte");
    }
    if sent.phrase.is_some() {
        let words = secrets.word("a reply");
        let page = officer.submit_to(&page, "/reply", &[("words", &words), ("checked", "yes")]).await;
        assert!(page.text().contains(&words), "{}", page.describe());
    }
    let page = officer.open(&format!("/staff/cases/{case}")).await;
    let moved = officer.submit_to(&page, "/act", &[("action", "look")]).await;
    assert_eq!(moved.status, 200, "{}", moved.describe());
}

/// The reporter comes back, reads, answers with words and a file.
async fn reporter(deployment: &Deployment, secrets: &mut Secrets, sent: &Sent) {
    let mut reporter = visitor(deployment, secrets);
    let page = open_mailbox(&mut reporter, sent.phrase.as_deref().expect("a phrase")).await;
    secrets.keep_traces(&reporter, &page);
    let (words, name, content) =
        (secrets.word("a message"), secrets.word("a file name"), secrets.word("a file"));
    let (name, content) = (format!("{name}.txt"), content.repeat(40));
    let page = write(&mut reporter, &words, &[text_file(&name, &content)]).await;
    assert!(page.text().contains(&words) && page.text().contains(&name), "{}", page.describe());
    let link = page.attribute("a[href^='/thread/files/']", "href").pop().expect("a file");
    assert_eq!(reporter.get(&link).await.status, 200);
}

/// A report that was begun and then left: by the way out, or without a word.
async fn draft(deployment: &Deployment, secrets: &mut Secrets, leaves: bool) {
    let mut reporter = visitor(deployment, secrets);
    let (story, place) = (secrets.word("a draft's story"), secrets.word("a draft's place"));
    let files = files(secrets);
    let uploads: Vec<_> = files.iter().map(|(name, bytes)| upload(name, bytes)).collect();
    let page = answer(&mut reporter, &[("story", &story), ("place", &place)], &uploads).await;
    assert!(page.text().contains(&place) && page.text().contains(&files[0].0), "{}", page.describe());
    secrets.keep_traces(&reporter, &page);
    if leaves {
        assert_eq!(reporter.get("/leave").await.status, 303);
        assert!(reporter.cookies.is_empty());
    }
}

/// What is turned away: wrong words, wrong addresses, forms that are too long or forged, files that will not
/// do.
async fn refused(deployment: &Deployment, secrets: &mut Secrets) {
    let mut visitor = visitor(deployment, secrets);
    let word = secrets.word("what was refused");
    let page = visitor.open("/step/1").await;
    let token = page.field("token").expect("a token");
    for path in [format!("/{word}"), format!("/step/{word}"), format!("/?q={word}"), format!("/staff/{word}")]
    {
        visitor.get(&path).await;
    }
    let control = format!("{word}\u{7}");
    for (path, fields) in [
        ("/step/1", vec![("token", token.as_str()), ("story", control.as_str())]),
        ("/step/1", vec![("token", word.as_str()), ("story", word.as_str())]),
        ("/reply", vec![("token", token.as_str()), ("phrase", word.as_str())]),
        ("/staff/sign-in", vec![("token", token.as_str()), ("email", word.as_str()), ("password", &word)]),
        (
            "/staff/sign-in",
            vec![("token", token.as_str()), ("email", "a.marsh@psd.example"), ("password", &word)],
        ),
    ] {
        let answer = visitor.post(path, &fields).await;
        assert!(answer.status >= 400, "{path}: {}", answer.describe());
    }
    let body = format!("token={token}&story=%FF%FE{word}");
    for kind in ["application/x-www-form-urlencoded", "text/plain", "multipart/form-data; boundary=x"] {
        let request = visitor.request(Method::POST, "/step/1").header("content-type", kind);
        let answer = visitor.send(request.body(body.clone())).await;
        assert!(answer.status >= 400, "{kind}: {}", answer.describe());
    }
    visitor.cookies.insert("v".into(), word.clone());
    visitor.get("/check").await;
    visitor.cookies.clear();
    bad_files(secrets, &mut visitor).await;
}

async fn bad_files(secrets: &mut Secrets, visitor: &mut Visitor) {
    answer(visitor, &[("story", &secrets.word("a story with bad files"))], &[]).await;
    let (name, content) = (secrets.word("a bad file's name"), secrets.word("a bad file"));
    for (end, bytes) in [
        ("exe", format!("MZ\0\0{content}")),
        ("html", format!("<html><script>{content}</script>")),
        ("pdf", format!("%PDF-1.4\n{content} no end")),
        ("docx", format!("PK\x03\x04{content}")),
    ] {
        let page = visitor.open("/step/17").await;
        let name = format!("{name}.{end}");
        let refused = visitor.upload(&page, "/step/17", &[], &[upload(&name, bytes.as_bytes())]).await;
        assert!(refused.status < 500, "{}", refused.describe());
    }
}

/// The tables hold no record in clear: not even the names of its fields.
#[tokio::test]
async fn no_record_is_stored_in_clear() {
    let deployment = deployment("", Launch::new()).await;
    report(&deployment, &mut Secrets::default(), "agency").await;
    let Database::Sqlite(file) = &deployment.database else { panic!("an SQLite file") };
    let fields = FIELDS.map(|field| (field.to_owned(), field.as_bytes().to_vec()));
    let found = Search::new(&BTreeMap::from(fields)).in_folder(file.parent().expect("the data folder"));
    assert!(found.is_empty(), "{found:#?}");
}
