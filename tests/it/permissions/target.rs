//! What the routes of the table are called on: one of each thing that an address can name.

use crate::support::client::{Upload, Visitor};
use crate::support::journey::{self, reference};
use crate::support::premises::Inside;
use candour::domain::casework::approval::decision::NewApproval;
use candour::domain::casework::approval::purpose::NON_REFERRAL;
use candour::domain::platform::id::Id;
use candour::domain::platform::outbox::{Addressee, Notice};
use candour::domain::platform::time::Timestamp;
use candour::domain::register::material::Edition;
use candour::service::App;
use candour::service::casework::approval::ask;
use candour::service::identity::staff::{invite, new_staff};
use candour::service::platform::file::Arriving;
use candour::store::identity::{application, desk, practitioner};
use candour::store::platform::force;
use candour::store::platform::outbox::{self, QueuedEmail};
use candour::store::register::filter::Filter;
use candour::store::register::{agency, campaign, contact, material};
use candour::store::{Snapshot, StoreError, Tx};
use candour::view::component::token::TOKEN;
use candour::web::route::Entry;

/// The smallest picture that a cleaned copy can be made of: frame, scan, end.
const JPEG: &[u8] =
    b"\xFF\xD8\xFF\xE0\0\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0\xFF\xC0\0\x0b\x08\0\x01\0\x01\x01\x01\x11\0\
    \xFF\xDA\0\x08\x01\x01\0\0\x3f\0data\xFF\xD9";

const STORY: [(&str, &str); 2] = [("story", "Somebody keeps waiting outside"), ("contact", "mailbox")];

/// A case with a file and a mailbox, and all else that has an address.
pub(super) struct Target {
    case: String,
    /// What a triage officer asked for about the case.
    approval: String,
    file: String,
    desk: String,
    helpline: String,
    register: Register,
    link: String,
    member: Member,
    phrase: String,
    /// The mailbox that one call deletes.
    doomed: String,
}

impl Target {
    pub(super) async fn prepare(inside: &Inside, triage: &mut Visitor, manager: &mut Visitor) -> Self {
        let photo = Upload { field: "files", file_name: "door.jpg", media_type: "image/jpeg", bytes: JPEG };
        let sent = journey::send_with(&mut inside.visitor(), &STORY, &[photo]).await;
        let doomed = journey::phrase(&journey::send(&mut inside.visitor(), &STORY).await);
        let case = journey::case(triage, &reference(&sent)).await.expect("the case is in the inbox");
        // Those who may have opened it in the session that the table is made with.
        journey::open(manager, &case).await;
        let open = journey::open(triage, &case).await;
        let file = last(&open.attribute("a[href*='/files/'][href$='/original']", "href")[0], 2);
        let desks = manager.open("/staff/desks").await;
        let helplines = manager.open("/staff/helplines").await;
        let new = new_staff(&inside.app, "Owen Tarn", "o.tarn@psd.example", "triage").expect("a person");
        let invited = invite(&inside.app, new).await.expect("an invitation");
        dead_letter(&inside.app).await;
        Self {
            approval: approval(inside, &last(&case, 1)).await,
            file,
            desk: last(&desks.attribute("a[href^='/staff/desks/']", "href")[0], 1),
            helpline: last(&helplines.attribute("a[href^='/staff/helplines/']", "href")[0], 1),
            register: Register::prepare(inside, manager).await,
            member: Member::prepare(inside, manager).await,
            link: invited.token.to_text().to_string(),
            phrase: journey::phrase(&sent),
            doomed,
            case,
        }
    }

    /// The address of the case.
    pub(super) fn case(&self) -> &str {
        &self.case
    }

    /// The words of the case's mailbox.
    pub(super) fn words(&self) -> &str {
        &self.phrase
    }

    /// The words of the mailbox of another case.
    pub(super) fn other_words(&self) -> &str {
        &self.doomed
    }

    /// The words of a mailbox; of another one for the call that deletes it.
    pub(super) fn phrase(&self, entry: &Entry) -> &str {
        if format!("{entry:?}") == "POST /thread/delete" { &self.doomed } else { &self.phrase }
    }

    /// The route's address with something behind every name in it. The file in the thread is the one in the
    /// case.
    pub(super) fn path(&self, entry: &Entry) -> String {
        let case = last(&self.case, 1);
        let names = [
            ("{code}", "1"),
            ("{case}", case.as_str()),
            ("{approval}", self.approval.as_str()),
            ("{file}", self.file.as_str()),
            ("{desk}", self.desk.as_str()),
            ("{helpline}", self.helpline.as_str()),
            ("{agency}", self.register.agency.as_str()),
            // Compared with itself: nothing may be merged while the table is made.
            ("{other}", self.register.agency.as_str()),
            ("{contact}", self.register.contact.as_str()),
            ("{material}", self.register.material.as_str()),
            ("{edition}", self.register.edition.as_str()),
            ("{campaign}", self.register.campaign.as_str()),
            ("{batch}", self.register.batch.as_str()),
            ("{import}", self.register.import.as_str()),
            ("{export}", "agencies.csv"),
            ("{form}", "csv"),
            ("{engagement}", self.register.engagement.as_str()),
            ("{follow_up}", self.register.follow_up.as_str()),
            ("{filter}", self.register.filter.as_str()),
            ("{district}", self.register.district.as_str()),
            ("{force}", "northmere"),
            ("{request}", self.register.request.as_str()),
            ("{feedback}", self.register.feedback.as_str()),
            ("{application}", self.register.application.as_str()),
            ("{practitioner}", self.member.colleague.as_str()),
            ("{notice}", self.member.notice.as_str()),
            ("{token}", self.link.as_str()),
        ];
        // Taking a report out of the account is done to another one.
        let forgets = format!("{entry:?}") == "POST /step/43/{report}/1";
        let report = if forgets { &self.member.doomed } else { &self.member.report };
        let own = [
            ("{report}", report.as_str()),
            ("{contact}", self.member.contact.as_str()),
            ("{token}", self.member.link.as_str()),
            ("{file}", self.member.file.as_str()),
        ];
        let of_member = entry.pattern.starts_with("/step/") || entry.pattern.ends_with("/invite");
        let names = own.into_iter().filter(|_| of_member).chain(names);
        let filled = |path: String, (name, value): (&str, &str)| path.replace(name, value);
        let path = names.fold(entry.pattern.to_owned(), filled);
        assert!(!path.contains('{'), "say what stands for the name in {path}");
        path
    }
}

/// Asks for something about a case that the manager of its desk decides: its identifier.
async fn approval(inside: &Inside, case: &str) -> String {
    let officer = inside.signed("a.marsh").await;
    let (id, desk) = (inside.app.id(), officer.actor.desks.first().copied());
    let new = NewApproval { id, purpose: &NON_REFERRAL, subject: case.to_owned(), desk };
    ask(&inside.app, &officer, new).await.expect("an approval");
    Id::to_string(&id)
}

/// What there is in the practitioners' area.
struct Member {
    /// A colleague of the lead, with an account.
    colleague: String,
    /// The lead, as the register has them.
    contact: String,
    /// The secret part of a one-time link that works.
    link: String,
    /// A report that the colleague keeps.
    report: String,
    /// One that they take out of their account.
    doomed: String,
    /// A file that came with the first.
    file: String,
    /// What the manager is told of it.
    notice: String,
}

impl Member {
    async fn prepare(inside: &Inside, manager: &mut Visitor) -> Self {
        let emails = [0, 1].map(|number| inside.demo.practitioners[number].email.clone());
        let read = move |snapshot: &mut Snapshot<'_>| {
            let people = emails.map(|email| practitioner::find_email(snapshot, &email));
            let [lead, colleague] = people.map(|person| person.expect("a person").expect("an account"));
            let mut others = Vec::new();
            for (agency, _) in agency::names(snapshot)? {
                let found = agency::find(snapshot, agency)?;
                let may_be = found.is_some_and(|agency| agency.standing().is_active());
                if may_be && practitioner::of_agency(snapshot, agency)?.is_empty() {
                    others.extend(contact::of_agencies(snapshot, &[agency])?);
                }
            }
            others.retain(|contact| contact.left().is_none());
            Ok::<_, StoreError>((lead.contact.expect("a contact"), colleague.id, others.remove(0).id))
        };
        let (contact, colleague, new) = inside.app.store.read(read).await.expect("people of agencies");
        let page = manager.open(&format!("/staff/contacts/{new}")).await;
        manager.submit_to(&page, "/invite", &[]).await;
        let link = crate::practitioner::link(&inside.app).await;
        let (report, doomed, file) = Self::report(&mut inside.practitioner(1).await).await;
        let notices = manager.open("/staff/notices").await;
        let notice = last(&notices.attribute("main a[href^='/staff/notices/']", "href")[0], 1);
        let (colleague, contact) = (Id::to_string(&colleague), Id::to_string(&contact));
        Self { colleague, contact, link, report, doomed, file, notice }
    }
}

impl Member {
    /// Two reports about the same police person, the second with a file.
    async fn report(member: &mut Visitor) -> (String, String, String) {
        let answers = [STORY[0], ("known", "client"), ("consent", "unsafe"), ("name", "Harker")];
        let photo = Upload { field: "files", file_name: "door.jpg", media_type: "image/jpeg", bytes: JPEG };
        for files in [&[][..], &[photo]] {
            let page = member.open("/step/41").await;
            member.submit_to(&page, "/step/41", &[("way", "named")]).await;
            journey::send_with(member, &answers, files).await;
        }
        let list = member.open("/step/43").await;
        let mut reports = list.attribute("main a[href^='/step/43/']", "href");
        let (doomed, report) = (reports.remove(1), reports.remove(0));
        let file = member.open(&report).await.attribute("main a[href*='/2/']", "href").remove(0);
        (last(&report, 1), last(&doomed, 1), last(&file, 1))
    }
}

/// One of each thing on the engagement side.
struct Register {
    agency: String,
    contact: String,
    material: String,
    /// An edition with a file.
    edition: String,
    campaign: String,
    /// A batch that was undone.
    batch: String,
    /// A file that the manager is importing.
    import: String,
    /// An engagement with an evidence file.
    engagement: String,
    follow_up: String,
    /// A filter that nobody keeps.
    filter: String,
    district: String,
    request: String,
    feedback: String,
    /// An agency that asks to be registered.
    application: String,
}

impl Register {
    async fn prepare(inside: &Inside, manager: &mut Visitor) -> Self {
        let read = |snapshot: &mut Snapshot<'_>| {
            let agency = agency::names(snapshot)?.remove(0).0;
            let contact = contact::of_agencies(snapshot, &[agency])?.remove(0).id;
            let application = application::those_waiting(snapshot, 1)?.remove(0).id;
            Ok::<_, StoreError>((
                agency,
                contact,
                force::lists(snapshot)?.districts.remove(0).id,
                application,
            ))
        };
        let (agency, contact, district, application) = inside.app.store.read(read).await.expect("a register");
        let (agency, contact) = (Id::to_string(&agency), Id::to_string(&contact));
        let list = manager.open("/staff/agencies").await;
        let token = list.field(TOKEN).expect("a form token");
        let fields =
            [(TOKEN, token.as_str()), ("agency", &agency), ("tier", "B"), ("next_review", "2031-05-05")];
        let changed = manager.post("/staff/agencies", &fields).await;
        let batch = manager.follow(changed).await;
        manager.submit_to(&batch, "/undo", &[]).await;
        let edition = edition_with_file(&inside.app).await;
        let read = |snapshot: &mut Snapshot<'_>| Ok::<_, StoreError>(campaign::all(snapshot)?.remove(0).id);
        let campaign = inside.app.store.read(read).await.expect("a campaign");
        let (engagement, follow_up) = Self::engage(manager, &token).await;
        let follow_ups = manager.open("/staff/follow-ups?who=all").await;
        let request = last(&follow_ups.attribute("main a[href^='/staff/requests/']", "href")[0], 1);
        let said = manager.open("/staff/feedback").await;
        let feedback = last(&said.attribute("main td a, main th a", "href")[0], 1);
        Self {
            agency,
            contact,
            material: Id::to_string(&edition.material),
            edition: Id::to_string(&edition.id),
            campaign: Id::to_string(&campaign),
            batch: last(batch.url.path(), 1),
            import: Self::sent(manager).await,
            engagement,
            follow_up,
            filter: Id::<Filter>::random(inside.app.random.as_ref()).to_string(),
            district: Id::to_string(&district),
            request,
            feedback,
            application: Id::to_string(&application),
        }
    }
}

/// Gives an edition a file.
async fn edition_with_file(app: &App) -> Edition {
    let mut arriving = Arriving::begin(app, "leaflet.txt").await.expect("a file");
    arriving.write(b"Crossing the line").await.expect("its bytes");
    let file = arriving.finish().await.expect("a whole file");
    let known = serde_json::to_string(&file).expect("what is known of it");
    let write = move |tx: &mut Tx<'_>| {
        let edition = material::editions(tx, None)?.remove(0);
        material::set_file(tx, edition.id, Some((file.id, &known)))?;
        Ok::<_, StoreError>(edition)
    };
    app.store.write(write).await.expect("an edition")
}

impl Register {
    /// Sends a list to be imported.
    async fn sent(manager: &mut Visitor) -> String {
        let page = manager.open("/staff/imports").await;
        let list = Upload {
            field: "file",
            file_name: "list.csv",
            media_type: "text/csv",
            bytes: b"Name,Type\nA,Refuge\n",
        };
        let page = manager.upload(&page, "/staff/imports", &[], &[list]).await;
        page.url.path().split('/').nth(3).expect("an import").to_owned()
    }

    /// Logs a stall with an evidence file and something to be done after it.
    async fn engage(manager: &mut Visitor, token: &str) -> (String, String) {
        let stall = [(TOKEN, token), ("kind", "EVT"), ("day", "2026-01-10")];
        let logged = manager.post("/staff/engagements/new", &stall).await;
        let page = manager.follow(logged).await;
        let task = [("task", "Send slides"), ("due", "2026-02-10")];
        let page = manager.submit_to(&page, "/follow-ups", &task).await;
        let photo = Upload { field: "files", file_name: "stall.jpg", media_type: "image/jpeg", bytes: JPEG };
        let page = manager.upload(&page, "/file", &[], &[photo]).await;
        let settle = &page.attribute("form[action^='/staff/follow-ups/']", "action")[0];
        (last(page.url.path(), 1), last(settle, 1))
    }
}

/// Whether the route's form comes with files.
pub(super) fn takes_files(entry: &Entry) -> bool {
    [
        "/thread",
        "/step/43/{report}",
        "/staff/imports",
        "/staff/editions/{edition}/file",
        "/staff/engagements/{engagement}/file",
    ]
    .contains(&entry.pattern)
}

/// What is typed into the route's form: enough to tell those who may from those who may not, and nothing that
/// changes what others are answered.
pub(super) fn fields(entry: &Entry) -> Vec<(&'static str, &'static str)> {
    match entry.pattern {
        "/step/{code}" | "/step/29" => vec![("story", "Something happened")],
        "/step/41" => vec![("way", "named")],
        "/staff/notices/{notice}" => vec![("decision", "no_concern")],
        "/step/44/2" | "/step/48/{token}" | "/staff/enrol/{token}" => {
            vec![("secret", "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ")]
        }
        // Only an invitation can be sent again: refused for an account that works.
        "/step/39/{practitioner}" | "/staff/practitioners/{practitioner}" => vec![("act", "again")],
        "/staff/cases/{case}/open" => vec![("knows", "no"), ("reason", "first_look")],
        // A version that never was: refused as out of date, after everything else was found in order.
        "/staff/cases/{case}/act" => vec![("action", "look"), ("version", "0")],
        "/staff/cases/{case}/assign" => vec![("assignee", ""), ("version", "0")],
        "/staff/approvals/{approval}" => vec![("action", "approve"), ("version", "0")],
        "/staff/desks/{desk}" => vec![("email", "not an address")],
        "/staff/contacts/{contact}" | "/staff/feedback/{feedback}" => vec![("version", "0")],
        "/staff/cases/{case}/reply" => vec![("words", "Thank you."), ("checked", "yes")],
        _ => Vec::new(),
    }
}

fn last(path: &str, from_the_end: usize) -> String {
    path.rsplit('/').nth(from_the_end - 1).expect("a part of an address").to_owned()
}

/// Gives up one of the letters that are waiting; puts one there first when none is.
pub(super) async fn dead_letter(app: &App) {
    let (now, token) = (app.now(), "table");
    let later: Timestamp = now.plus_seconds(60);
    let id = app.id();
    let write = move |tx: &mut Tx<'_>| {
        let mut letters = outbox::claim(tx, now, later, token, 1)?;
        if letters.is_empty() {
            let to = Addressee::Desk(desk::all(tx)?.remove(0).id);
            let (notice, copy, reason) = (Notice::ConcernWaiting, None, String::new());
            outbox::enqueue(
                tx,
                &QueuedEmail { id, notice, to, copy, first_due: now, due: now, attempts: 0, reason },
            )?;
            letters = outbox::claim(tx, now, later, token, 1)?;
        }
        outbox::settle_failed(tx, letters.remove(0).id, token, None, "rejected").map(|_| ())
    };
    app.store.write::<_, StoreError, _>(write).await.expect("a dead letter");
}
