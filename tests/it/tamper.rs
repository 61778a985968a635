//! Somebody who can write to the database and the files changes what is sealed: swaps it, cuts it, puts older
//! bytes back, moves it. Every such change fails closed, is said clearly and written to the audit log; put
//! back, all opens again.

use std::fs;
use std::path::PathBuf;

use candour::command::SystemRandom;
use candour::crypto::content::ContentKey;
use candour::crypto::context::SealContext;
use candour::crypto::keypair::PrivateKey;
use candour::crypto::password::stretch;
use candour::crypto::stream::{CHUNK, HEADER, TAG};
use candour::crypto::token::Token;
use candour::domain::platform::id::Id;

use crate::support::client::Visitor;
use crate::support::database::{Database, ENGINES, Engine};
use crate::support::deployment::{
    Deployment, Filed, Who, answer, file, open_case, open_mailbox, reply, run, text_file, write,
};
use crate::support::page::Page;

/// Two reports with files and threads, and the people who may read them.
struct Scene {
    deployment: Deployment,
    officer: Visitor,
    ours: Report,
    other: Report,
}

struct Report {
    filed: Filed,
    case: String,
    concern: String,
    /// Words of the story, of messages and of file names: none may be on a page that says that it did not
    /// open.
    words: Vec<String>,
    /// The attachments of the report itself, then that of the reporter's message.
    files: Vec<String>,
}

impl Scene {
    async fn new(engine: Engine) -> Self {
        let mut deployment = Deployment::new(engine).await;
        let mut officer = deployment.sign_in(Who::Officer).await;
        let ours = Report::new(&deployment, &mut officer).await;
        let other = Report::new(&deployment, &mut officer).await;
        let scene = Self { deployment, officer, ours, other };
        assert_eq!(scene.deployment.broken_seals(), 0);
        scene
    }

    fn database(&self) -> &Database {
        &self.deployment.database
    }

    /// Makes a change and looks at the case and the mailbox: neither opens. Undone, both do.
    async fn keeps_shut(&mut self, name: &str, change: impl Fn(&Database), undo: impl Fn(&Database)) {
        change(self.database());
        self.case_keeps_shut(name).await;
        self.mailbox_keeps_shut(name).await;
        undo(self.database());
        self.opens(name).await;
    }

    async fn case_keeps_shut(&mut self, name: &str) {
        let before = self.deployment.broken_seals();
        let page = self.officer.get(&format!("/staff/cases/{}", self.ours.case)).await;
        self.tells(name, &page, before);
        assert!(page.text().contains("did not open"), "{name}: {}", page.describe());
        assert!(page.text().contains(&self.ours.filed.reference), "{name}: {}", page.describe());
    }

    async fn mailbox_keeps_shut(&mut self, name: &str) {
        let before = self.deployment.broken_seals();
        let page = self.ours.filed.visitor.get("/thread").await;
        self.tells(name, &page, before);
    }

    /// The page says that something is wrong and shows nothing; the audit log has one event more.
    fn tells(&self, name: &str, page: &Page, before: usize) {
        assert_eq!(page.status, 500, "{name}: {}", page.describe());
        let text = page.text();
        assert!(text.contains("did not open") || text.contains("cannot open"), "{name}: {}", page.describe());
        for word in self.ours.words.iter().chain(&self.other.words) {
            assert!(!page.html.contains(word), "{name} shows {word}: {}", page.describe());
        }
        assert_eq!(self.deployment.broken_seals(), before + 1, "{name}: {}", page.describe());
    }

    async fn opens(&mut self, name: &str) {
        let page = self.officer.get(&format!("/staff/cases/{}", self.ours.case)).await;
        assert_eq!(page.status, 200, "{name} undone: {}", page.describe());
        let thread = self.ours.filed.visitor.get("/thread").await;
        assert_eq!(thread.status, 200, "{name} undone: {}", thread.describe());
        for word in &self.ours.words {
            assert!(page.html.contains(word), "{name} undone lacks {word}: {}", page.describe());
        }
    }
}

impl Report {
    async fn new(deployment: &Deployment, officer: &mut Visitor) -> Self {
        let words: Vec<String> = (0..5).map(|_| word()).collect();
        let (first, second) = (format!("{}.txt", words[1]), format!("{}.txt", words[2]));
        let long = long_text(&words[0]);
        let files = [text_file(&first, &long), text_file(&second, "short and plain")];
        let answers = [("story", words[0].as_str()), ("contact", "mailbox")];
        let mut filed = file(deployment.visitor(), &answers, &files).await;
        let case = deployment.case(&filed.reference);
        open_case(officer, &case).await;
        reply(officer, &case, &words[3]).await;
        let mut visitor = deployment.visitor();
        let phrase = filed.phrase.clone().expect("a phrase");
        assert_eq!(open_mailbox(&mut visitor, &phrase).await.url.path(), "/thread");
        write(&mut visitor, &words[4], &[text_file("later.txt", &long)]).await;
        filed.visitor = visitor;
        let concern = deployment.concern(&filed.reference);
        let of = |condition: &str| {
            deployment.database.lines(&format!(
                "SELECT id AS line FROM attachment WHERE concern_id = '{concern}' AND message_id {condition} ORDER BY id"
            ))
        };
        let files = [of("IS NULL"), of("IS NOT NULL")].concat();
        assert_eq!(files.len(), 3);
        Self { filed, case, concern, words, files }
    }

    fn row(&self) -> String {
        format!("id = '{}'", self.concern)
    }

    fn desk_key(&self) -> String {
        format!("concern_id = '{}' AND holder LIKE 'desk:%'", self.concern)
    }

    fn mailbox_key(&self) -> String {
        format!("concern_id = '{}' AND holder = 'mailbox'", self.concern)
    }

    fn message(&self, place: usize) -> String {
        format!("concern_id = '{}' AND place = {place}", self.concern)
    }

    fn file(&self, number: usize) -> String {
        format!("id = '{}'", self.files[number])
    }
}

/// A word that nobody else uses.
fn word() -> String {
    let digits = Id::<()>::random(&SystemRandom).to_string();
    let digits = digits.chars().filter_map(|digit| digit.to_digit(16));
    digits.filter_map(|digit| char::from_u32(u32::from('g') + digit)).collect()
}

/// Text that fills several chunks of a sealed stream.
fn long_text(word: &str) -> String {
    (0..4 * CHUNK / 32).fold(String::new(), |text, line| text + &format!("{line:08} {} \n", &word[..21]))
}

/// Gives two rows each other's bytes.
fn swap(database: &Database, table: &str, column: &str, one: &str, other: &str) {
    let (first, second) = (database.bytes(table, column, one), database.bytes(table, column, other));
    assert_ne!(first, second);
    database.set_bytes(table, column, one, &second);
    database.set_bytes(table, column, other, &first);
}

type Damage = (&'static str, fn(Vec<u8>) -> Vec<u8>);

/// What can be done to bytes without knowing a key.
const DAMAGES: [Damage; 7] = [
    ("cut by one", |mut bytes| {
        bytes.pop();
        bytes
    }),
    ("cut in half", |bytes| bytes[..bytes.len() / 2].to_vec()),
    ("emptied", |_| Vec::new()),
    ("grown", |bytes| [bytes, vec![0]].concat()),
    ("changed at the start", |mut bytes| {
        bytes[0] ^= 1;
        bytes
    }),
    ("changed in the middle", |mut bytes| {
        let middle = bytes.len() / 2;
        bytes[middle] ^= 0x10;
        bytes
    }),
    ("changed at the end", |mut bytes| {
        let last = bytes.len() - 1;
        bytes[last] ^= 0x80;
        bytes
    }),
];

#[tokio::test]
async fn what_a_report_says_opens_only_as_it_was_sealed() {
    for engine in ENGINES {
        let mut scene = Scene::new(engine).await;
        let sealed = [
            ("concern", "answers", scene.ours.row(), scene.other.row()),
            ("message", "body", scene.ours.message(0), scene.other.message(0)),
            ("message", "body", scene.ours.message(0), scene.ours.message(1)),
            ("attachment", "details", scene.ours.file(0), scene.other.file(0)),
            ("attachment", "details", scene.ours.file(0), scene.ours.file(1)),
            ("attachment", "details", scene.ours.file(0), scene.ours.file(2)),
        ];
        for (table, column, one, other) in &sealed {
            let change = |database: &Database| swap(database, table, column, one, other);
            scene.keeps_shut(&format!("{engine:?} {table}.{column} swapped"), change, change).await;
        }
        for (table, column, row) in
            [&sealed[0], &sealed[1], &sealed[3]].map(|(table, column, row, _)| (table, column, row))
        {
            let whole = scene.database().bytes(table, column, row);
            for (name, damage) in DAMAGES {
                let broken = damage(whole.clone());
                let change = |database: &Database| database.set_bytes(table, column, row, &broken);
                let undo = |database: &Database| database.set_bytes(table, column, row, &whole);
                scene.keeps_shut(&format!("{engine:?} {table}.{column} {name}"), change, undo).await;
            }
        }
    }
}

#[tokio::test]
async fn a_thread_keeps_its_order_its_authors_and_its_files() {
    for engine in ENGINES {
        let mut scene = Scene::new(engine).await;
        let (first, second) = (scene.ours.message(0), scene.ours.message(1));
        let concern = scene.ours.concern.clone();
        let turn = |database: &Database| {
            for (from, to) in [(0, 99), (1, 0), (99, 1)] {
                database.run(&format!(
                    "UPDATE message SET place = {to} WHERE concern_id = '{concern}' AND place = {from}"
                ));
            }
        };
        scene.keeps_shut(&format!("{engine:?} order"), turn, turn).await;
        for (row, author, other) in [(&first, "desk", "reporter"), (&second, "reporter", "desk")] {
            let set = |author: &'static str| {
                move |database: &Database| {
                    assert_eq!(
                        database.run(&format!("UPDATE message SET author = '{author}' WHERE {row}")),
                        1
                    );
                }
            };
            scene.keeps_shut(&format!("{engine:?} author"), set(other), set(author)).await;
        }
        let message = scene.database().line(&format!("SELECT id AS line FROM message WHERE {second}"));
        let (report, later) = (scene.ours.file(0), scene.ours.file(2));
        let belongs = |row: String, to: String| {
            move |database: &Database| {
                assert_eq!(database.run(&format!("UPDATE attachment SET message_id = {to} WHERE {row}")), 1);
            }
        };
        let (to, back) = (belongs(report.clone(), format!("'{message}'")), belongs(report, "NULL".into()));
        scene.keeps_shut(&format!("{engine:?} file moved to a message"), to, back).await;
        let (to, back) = (belongs(later.clone(), "NULL".into()), belongs(later, format!("'{message}'")));
        scene.keeps_shut(&format!("{engine:?} file moved to the report"), to, back).await;
        let other = scene.other.concern.clone();
        let message = scene
            .database()
            .line(&format!("SELECT id AS line FROM message WHERE {}", scene.other.message(0)));
        let moved = |concern: String, place: usize| {
            let message = message.clone();
            move |database: &Database| {
                database.run(&format!(
                    "UPDATE message SET concern_id = '{concern}', place = {place} WHERE id = '{message}'"
                ));
            }
        };
        scene
            .keeps_shut(&format!("{engine:?} message of another report"), moved(concern, 7), moved(other, 0))
            .await;
    }
}

#[tokio::test]
async fn keys_open_only_where_they_were_wrapped() {
    for engine in ENGINES {
        let mut scene = Scene::new(engine).await;
        let (ours, other) = (scene.ours.desk_key(), scene.other.desk_key());
        let mailbox = scene.ours.mailbox_key();
        let wrapped = ("concern_key", "wrapped");
        case_keys(&mut scene, wrapped, &ours, &[other, mailbox]).await;
        let id = |email: &str| {
            scene.database().line(&format!("SELECT id AS line FROM staff WHERE email LIKE '{email}@%'"))
        };
        let (officer, manager) = (id("a.marsh"), id("i.vale"));
        let (mine, theirs) = (format!("holder = '{officer}'"), format!("holder = '{manager}'"));
        let recovery = "holder = 'recovery' AND desk_key_id IN (SELECT desk_key_id FROM desk_key_wrap WHERE "
            .to_owned()
            + &mine
            + ")";
        case_keys(&mut scene, ("desk_key_wrap", "wrapped"), &mine, &[theirs, recovery]).await;
    }
}

/// Keys that staff need: the case page tells. (The mailbox needs neither.)
async fn case_keys(scene: &mut Scene, (table, column): (&str, &str), row: &str, others: &[String]) {
    for other in others {
        swap(scene.database(), table, column, row, other);
        scene.case_keeps_shut(&format!("{table} swapped with {other}")).await;
        swap(scene.database(), table, column, row, other);
        scene.opens(table).await;
    }
    let whole = scene.database().bytes(table, column, row);
    for (name, damage) in DAMAGES {
        scene.database().set_bytes(table, column, row, &damage(whole.clone()));
        scene.case_keeps_shut(&format!("{table} {name}")).await;
    }
    scene.database().set_bytes(table, column, row, &whole);
    scene.opens(table).await;
}

#[tokio::test]
async fn a_phrase_opens_its_own_mailbox_only() {
    for engine in ENGINES {
        let scene = Scene::new(engine).await;
        let phrase = scene.ours.filed.phrase.clone().expect("a phrase");
        let (ours, other) = (scene.ours.mailbox_key(), scene.other.mailbox_key());
        let tries = async |name: &str| {
            let before = scene.deployment.broken_seals();
            let mut visitor = scene.deployment.visitor();
            scene.tells(name, &open_mailbox(&mut visitor, &phrase).await, before);
            assert!(visitor.cookies.is_empty(), "{name}");
        };
        swap(scene.database(), "concern_key", "wrapped", &ours, &other);
        tries("keys swapped").await;
        swap(scene.database(), "concern_key", "wrapped", &ours, &other);
        let (mine, theirs) = (scene.ours.concern.as_str(), scene.other.concern.as_str());
        let belong = |from: &str, to: &str| {
            scene
                .database()
                .run(&format!("UPDATE mailbox SET concern_id = '{to}' WHERE concern_id = '{from}'"))
        };
        scene.database().run(&format!("DELETE FROM mailbox WHERE concern_id = '{theirs}'"));
        belong(mine, theirs);
        tries("mailbox moved").await;
        belong(theirs, mine);
        let opened = open_mailbox(&mut scene.deployment.visitor(), &phrase).await;
        assert!(opened.text().contains(&scene.ours.words[3]), "{}", opened.describe());
    }
}

#[tokio::test]
async fn a_visit_opens_only_to_its_cookie_and_only_at_its_version() {
    for engine in ENGINES {
        let scene = Scene::new(engine).await;
        let (mut mine, mut theirs) = (scene.deployment.visitor(), scene.deployment.visitor());
        let (ours, other) = (scene.ours.words[0].as_str(), scene.other.words[0].as_str());
        let first = mine.open("/step/1").await;
        mine.submit_to(&first, "/step/1", &[("story", "An older version of the story")]).await;
        let row = visit_row(&mine);
        let older = scene.database().bytes("visit", "sealed", &row);
        answer(&mut mine, &[("story", ours)], &[]).await;
        answer(&mut theirs, &[("story", other)], &[]).await;
        let whole = scene.database().bytes("visit", "sealed", &row);
        let foreign = scene.database().bytes("visit", "sealed", &visit_row(&theirs));
        let mut changes = vec![("replayed", older), ("of another visit", foreign)];
        changes.extend(DAMAGES.map(|(name, damage)| (name, damage(whole.clone()))));
        let cases = scene.database().count("case_record");
        for (name, bytes) in changes {
            scene.database().set_bytes("visit", "sealed", &row, &bytes);
            let before = scene.deployment.broken_seals();
            let page = mine.get("/check").await;
            scene.tells(name, &page, before);
            assert!(!page.html.contains("An older version"), "{name}");
        }
        let token = scene.deployment.visitor().open("/step/1").await.field("token").expect("a token");
        assert_ne!(mine.post("/check", &[("token", &token)]).await.status, 303);
        assert_eq!(scene.database().count("case_record"), cases);
        scene.database().set_bytes("visit", "sealed", &row, &whole);
        let page = mine.get("/check").await;
        assert!(page.text().contains(ours), "{}", page.describe());
    }
}

fn visit_row(visitor: &Visitor) -> String {
    let token = Token::parse(&visitor.cookies["v"]).expect("a cookie");
    format!("lookup = '{}'", token.lookup())
}

#[tokio::test]
async fn a_staff_session_opens_only_to_its_cookie() {
    for engine in ENGINES {
        let mut scene = Scene::new(engine).await;
        let manager = scene.deployment.sign_in(Who::Manager).await;
        let row = |visitor: &Visitor| {
            let token = Token::parse(&visitor.cookies["s"]).expect("a cookie");
            format!("lookup = '{}'", token.lookup())
        };
        let (mine, theirs) = (row(&scene.officer), row(&manager));
        let whole = scene.database().bytes("session", "sealed_private", &mine);
        let foreign = scene.database().bytes("session", "sealed_private", &theirs);
        let mut changes = vec![("of another session", foreign)];
        changes.extend(DAMAGES.map(|(name, damage)| (name, damage(whole.clone()))));
        for (name, bytes) in changes {
            scene.database().set_bytes("session", "sealed_private", &mine, &bytes);
            for path in ["/staff".to_owned(), format!("/staff/cases/{}", scene.ours.case)] {
                let before = scene.deployment.broken_seals();
                let page = scene.officer.get(&path).await;
                scene.tells(name, &page, before);
                assert!(page.text().contains("did not open"), "{name}: {}", page.describe());
            }
        }
        scene.database().set_bytes("session", "sealed_private", &mine, &whole);
        scene.opens("session").await;
    }
}

#[tokio::test]
async fn an_account_opens_only_to_its_own_password() {
    for engine in ENGINES {
        let mut scene = Scene::new(engine).await;
        let account = scene.deployment.account(Who::Officer).await;
        let row = |name: &str| format!("staff_id = (SELECT id FROM staff WHERE email LIKE '{name}@%')");
        let (mine, theirs) = (row("a.marsh"), row("i.vale"));
        for column in ["sealed_private", "sealed_totp", "verifier", "salt"] {
            let whole = scene.database().bytes("staff_key", column, &mine);
            let mut changes = vec![("swapped", scene.database().bytes("staff_key", column, &theirs))];
            let few = if column.starts_with("sealed") { &DAMAGES[..] } else { &DAMAGES[..1] };
            changes.extend(few.iter().map(|(name, damage)| (*name, damage(whole.clone()))));
            for (name, bytes) in changes {
                scene.database().set_bytes("staff_key", column, &mine, &bytes);
                scene.database().run("DELETE FROM sign_in_throttle");
                scene.database().run("UPDATE staff_key SET totp_step = 0");
                let before = scene.deployment.broken_seals();
                let page = try_to_sign_in(&scene.deployment, &account).await;
                assert_eq!(page.status, 422, "{column} {name}: {}", page.describe());
                // A verifier or salt that does not fit is a wrong password: nothing was opened that could
                // break.
                let events = usize::from(column.starts_with("sealed"));
                assert_eq!(scene.deployment.broken_seals(), before + events, "{column} {name}");
            }
            scene.database().set_bytes("staff_key", column, &mine, &whole);
        }
        scene.database().run("DELETE FROM sign_in_throttle");
        scene.deployment.sign_in(Who::Officer).await;
    }
}

async fn try_to_sign_in(deployment: &Deployment, account: &crate::support::deployment::Account) -> Page {
    let mut visitor = deployment.visitor();
    let page = visitor.open("/staff/sign-in").await;
    let code = crate::support::deployment::code(&account.secret);
    let typed = [("email", account.email.as_str()), ("password", &account.password), ("code", &code)];
    let answer = visitor.submit(&page, &typed).await;
    assert!(visitor.cookies.is_empty(), "{}", answer.describe());
    answer
}

#[tokio::test]
async fn an_invitation_opens_only_to_its_link() {
    for engine in ENGINES {
        let deployment = Deployment::new(engine).await;
        let add =
            ["staff", "add", "--name", "Tomas Reed", "--email", "t.reed@psd.example", "--role", "triage"];
        let said = run(&deployment.launch(), &add);
        let at = said.find("/staff/enrol/").expect("a link");
        let row = "staff_id = (SELECT id FROM staff WHERE email LIKE 't.reed@%')";
        let whole = deployment.database.bytes("invitation", "sealed_private", row);
        let mut visitor = deployment.visitor();
        for (name, damage) in DAMAGES {
            deployment.database.set_bytes("invitation", "sealed_private", row, &damage(whole.clone()));
            let before = deployment.broken_seals();
            let page = enrol(&mut visitor, said[at..].trim()).await;
            assert_eq!(page.status, 500, "{name}: {}", page.describe());
            assert!(page.text().contains("did not open"), "{name}: {}", page.describe());
            assert_eq!(deployment.broken_seals(), before + 1, "{name}");
        }
        deployment.database.set_bytes("invitation", "sealed_private", row, &whole);
        let page = enrol(&mut visitor, said[at..].trim()).await;
        assert_eq!(page.url.path(), "/staff/sign-in", "{}", page.describe());
    }
}

async fn enrol(visitor: &mut Visitor, link: &str) -> Page {
    let page = visitor.open(link).await;
    let code = crate::support::deployment::code(&page.field("secret").expect("a secret"));
    let password = "copper kettle lantern";
    visitor.submit(&page, &[("password", password), ("again", password), ("code", &code)]).await
}

#[tokio::test]
async fn a_stored_file_opens_only_whole_and_in_its_place() {
    for engine in ENGINES {
        let mut scene = Scene::new(engine).await;
        let path =
            |id: &str| -> PathBuf { scene.deployment.server().folder().join("data/files/files").join(id) };
        let long = long_file(&scene);
        let whole = fs::read(path(&long)).expect("the sealed file");
        assert!(whole.len() > HEADER + 3 * (CHUNK + TAG), "several chunks");
        let (later, foreign) = (path(&scene.ours.files[2]), path(&scene.other.files[2]));
        let (later, foreign) = (fs::read(later).expect("read"), fs::read(foreign).expect("read"));
        let chunk = |number: usize| HEADER + number * (CHUNK + TAG)..HEADER + (number + 1) * (CHUNK + TAG);
        let reordered = [&whole[..HEADER], &whole[chunk(1)], &whole[chunk(0)], &whole[chunk(1).end..]];
        let spliced = [&whole[..chunk(0).end], &later[chunk(1)], &whole[chunk(1).end..]];
        let mut changes = vec![
            ("another of the report", later.clone()),
            ("one of another report", foreign),
            ("chunks reordered", reordered.concat()),
            ("a chunk of another", spliced.concat()),
            ("a chunk left out", [&whole[..chunk(0).end], &whole[chunk(1).end..]].concat()),
            ("a chunk twice", [&whole[..chunk(0).end], &whole[chunk(0).start..]].concat()),
            ("cut after a chunk", whole[..chunk(1).end].to_vec()),
            ("cut after the header", whole[..HEADER].to_vec()),
            ("the header of another", [&later[..HEADER], &whole[HEADER..]].concat()),
        ];
        changes.extend(DAMAGES.map(|(name, damage)| (name, damage(whole.clone()))));
        let sealed = path(&long);
        for (name, bytes) in changes {
            fs::write(&sealed, bytes).expect("write");
            file_keeps_shut(&mut scene, name, &long).await;
        }
        fs::remove_file(&sealed).expect("remove");
        file_keeps_shut(&mut scene, "removed", &long).await;
        fs::write(&sealed, &whole).expect("write");
        let page = scene.officer.get(&original(&scene, &long)).await;
        assert_eq!((page.status, page.body), (200, long_text(&scene.ours.words[0]).into_bytes()));
    }
}

/// The file of the report that has several chunks.
fn long_file(scene: &Scene) -> String {
    let folder = scene.deployment.server().folder().join("data/files/files");
    let size = |id: &&String| fs::metadata(folder.join(id)).expect("a file").len();
    scene.ours.files[..2].iter().max_by_key(size).expect("two files").clone()
}

fn original(scene: &Scene, id: &str) -> String {
    format!("/staff/cases/{}/files/{id}/original", scene.ours.case)
}

async fn file_keeps_shut(scene: &mut Scene, name: &str, id: &str) {
    let before = scene.deployment.broken_seals();
    let page = scene.officer.get(&original(scene, id)).await;
    scene.tells(name, &page, before);
    assert!(page.text().contains("did not open"), "{name}: {}", page.describe());
    assert!(!page.html.contains("00000001 "), "{name}: {}", page.describe());
    let page = scene.ours.filed.visitor.get(&format!("/thread/files/{id}")).await;
    scene.tells(name, &page, before + 1);
    assert!(!page.html.contains("00000001 "), "{name}: {}", page.describe());
}

#[tokio::test]
async fn a_source_opens_to_two_people_and_only_in_its_place() {
    for engine in ENGINES {
        let mut deployment = Deployment::new(engine).await;
        let (name, other) = (word(), word());
        let mut rows = Vec::new();
        for name in [&name, &other] {
            let answers = [("story", "A story"), ("relation", "agency"), ("agency_name", name.as_str())];
            let filed = file(deployment.visitor(), &answers, &[]).await;
            rows.push(deployment.concern(&filed.reference));
        }
        let custodian = desk_key(&mut deployment, Who::Custodian, "custodian").await;
        let authoriser = desk_key(&mut deployment, Who::Authoriser, "authoriser").await;
        let sealed =
            |row: &str| deployment.database.bytes("source", "sealed", &format!("concern_id = '{row}'"));
        let open = |row: &str, bytes: &[u8]| {
            let inner = authoriser.open(&SealContext::new("source", row, "authoriser"), bytes).ok()?;
            let plain = custodian.open(&SealContext::new("source", row, "custodian"), &inner).ok()?;
            Some(String::from_utf8_lossy(&plain).into_owned())
        };
        assert!(open(&rows[0], &sealed(&rows[0])).expect("both open it").contains(&name));
        assert!(open(&rows[1], &sealed(&rows[0])).is_none(), "moved to another report");
        for (name, damage) in DAMAGES {
            assert!(open(&rows[0], &damage(sealed(&rows[0]))).is_none(), "{name}");
        }
        // Neither of the two alone: the custodian cannot pass the outer seal, the authoriser not the inner
        // one.
        let place = |whose: &'static str| SealContext::new("source", &rows[0], whose);
        assert!(custodian.open(&place("custodian"), &sealed(&rows[0])).is_err());
        assert!(custodian.open(&place("authoriser"), &sealed(&rows[0])).is_err());
        let inner = authoriser.open(&place("authoriser"), &sealed(&rows[0])).expect("the outer seal");
        assert!(!String::from_utf8_lossy(&inner).contains(&name));
        assert!(authoriser.open(&place("custodian"), &inner).is_err());
    }
}

/// A desk key as its only member holds it: from the password alone, by the documented format.
async fn desk_key(deployment: &mut Deployment, who: Who, kind: &str) -> PrivateKey {
    let account = deployment.account(who).await;
    let database = &deployment.database;
    let id = database.line(&format!("SELECT id AS line FROM staff WHERE email = '{}'", account.email));
    let row = format!("staff_id = '{id}'");
    let salt = database.bytes("staff_key", "salt", &row).try_into().expect("16 bytes");
    let guard = ContentKey::new(stretch(&account.password, &salt).key);
    let sealed = database.bytes("staff_key", "sealed_private", &row);
    let mine =
        guard.open(&SealContext::new("staff_key", &id, "private"), &sealed).expect("the password opens it");
    let key = database.line(&format!(
        "SELECT k.id AS line FROM desk_key k JOIN desk d ON d.id = k.desk_id WHERE d.kind = '{kind}'"
    ));
    let wrap = format!("desk_key_id = '{key}' AND holder = '{id}'");
    let wrapped = database.bytes("desk_key_wrap", "wrapped", &wrap);
    let mine = PrivateKey::from_slice(&mine).expect("a key");
    let opened =
        mine.open(&SealContext::new("desk_key_wrap", &key, &id), &wrapped).expect("the key opens it");
    PrivateKey::from_slice(&opened).expect("a key")
}
