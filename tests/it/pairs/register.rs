//! The register: whatever is written about an agency at the moment at which it goes into another stands with
//! that other one.

use super::{Post, ROUNDS, Tally, at_once, overtaken};
use crate::support::client::Visitor;
use crate::support::database::{Database, ENGINES, Engine};
use crate::support::page::Page;
use crate::support::premises::Inside;

/// What is written about an agency, each by its form.
const WRITTEN: [&str; 9] =
    ["engagement", "edit", "contact", "person", "follow-up", "target", "snooze", "invitation", "untarget"];

/// Where rows point at an agency. An entry that was merged keeps when it is left out until, which nobody
/// sees.
const POINTING: [&str; 6] =
    ["contact", "engagement_agency", "campaign_target", "follow_up", "practitioner", "request"];

/// An engagement officer in two windows, and two entries for one agency.
struct Office {
    inside: Inside,
    officer: Visitor,
    kept: String,
    other: String,
    round: usize,
}

impl Office {
    async fn open(engine: Engine) -> Self {
        let inside = Inside::on(engine);
        let officer = inside.staff("c.birch").await;
        Self { inside, officer, kept: String::new(), other: String::new(), round: 0 }
    }

    fn database(&self) -> &Database {
        &self.inside.database
    }

    /// Two new entries that may be one agency.
    async fn two(&mut self) {
        self.round += 1;
        self.inside.clock.step(1);
        let (kept, other) = (format!("Alder Rooms {}", self.round), format!("Birch Rooms {}", self.round));
        self.kept = self.agency(&kept).await;
        self.other = self.agency(&other).await;
    }

    async fn agency(&mut self, name: &str) -> String {
        let form = self.officer.open("/staff/agencies/new").await;
        let answers = [("name", name), ("types", "DA-REF"), ("status", "registered"), ("tier", "A")];
        let page = self.officer.submit_to(&form, "/new", &answers).await;
        assert!(page.text().contains("It is on the register"), "{}", page.describe());
        page.url.path().rsplit('/').next().expect("an identifier").to_owned()
    }

    /// The post that merges two.
    async fn merge(&mut self, other: &str, kept: &str) -> Post {
        let page = self.officer.open(&format!("/staff/agencies/{kept}/merge/{other}")).await;
        Post::of(&self.officer, &page, &format!("/merge/{other}"), &[])
    }

    /// The post that writes this about the entry that is to go. What it needs is written before.
    async fn about(&mut self, what: &str) -> Post {
        let (other, today) = (self.other.clone(), self.inside.app.now().day());
        let (day, soon) = (today.iso(), today.plus_days(9).iso());
        match what {
            "engagement" | "edit" => {
                let with = if what == "edit" { self.kept.clone() } else { other.clone() };
                let form = self.logging(&[&with]).await;
                let tasks: [(&str, &str); 3] =
                    [("day", &day), ("task-1", "Send the slides"), ("due-1", &soon)];
                if what == "engagement" {
                    return Post::of(&self.officer, &form, "/new", &tasks);
                }
                let page = self.officer.submit_to(&form, "/new", &[("day", &day)]).await;
                let edit = format!("{}/edit?step=form&agency={other}", page.url.path());
                let form = self.officer.open(&edit).await;
                Post::of(&self.officer, &form, "/edit", &[("place", "Room 2")])
            }
            "contact" => {
                let form = self.officer.open(&format!("/staff/agencies/{other}/contacts/new")).await;
                Post::of(&self.officer, &form, "/contacts/new", &[("name", "Ines Thorne")])
            }
            "person" | "invitation" => {
                let form = self.officer.open(&format!("/staff/agencies/{other}/contacts/new")).await;
                let email = format!("ines{}@alder.example", self.round);
                let answers = [("name", "Ines Thorne"), ("email", email.as_str())];
                self.officer.submit_to(&form, "/contacts/new", &answers).await;
                let contact = self
                    .database()
                    .line(&format!("SELECT id AS line FROM contact WHERE agency_id = '{other}'"));
                let page = self.officer.open(&format!("/staff/contacts/{contact}")).await;
                if what == "invitation" {
                    return Post::of(&self.officer, &page, "/invite", &[]);
                }
                Post::of(&self.officer, &page, &contact, &[("role", "Adviser")])
            }
            "follow-up" => {
                let page = self.officer.open(&format!("/staff/agencies/{other}")).await;
                Post::of(&self.officer, &page, "/follow-ups", &[("task", "Call them"), ("due", &soon)])
            }
            "target" | "untarget" => self.aiming(what == "target", &day).await,
            "snooze" => {
                let form = self.officer.open(&format!("/staff/calls/{other}/snooze")).await;
                Post::of(&self.officer, &form, "/snooze", &[("until", &soon), ("reason", "They move house")])
            }
            _ => unreachable!("{what}"),
        }
    }

    /// The post that aims a campaign of its own at the entry, or the one that takes it off again.
    async fn aiming(&mut self, at: bool, day: &str) -> Post {
        let form = self.officer.open("/staff/campaigns/new").await;
        let name = format!("Cards {}", self.round);
        let answers = [("name", name.as_str()), ("side", "external"), ("begins", day), ("planned", "2")];
        let campaign = self.officer.submit_to(&form, "/new", &answers).await;
        let path = campaign.url.path().to_owned();
        let name = format!("Birch+Rooms+{}", self.round);
        let page = self.officer.open(&format!("{path}/targets?q={name}")).await;
        let add = Post::of(&self.officer, &page, "/targets", &[]);
        if at {
            return add;
        }
        add.send().await;
        let page = self.officer.open(&path).await;
        Post::of(&self.officer, &page, "/remove", &[])
    }

    /// That one of the two was taken; what is deleted takes along what came meanwhile.
    fn one_is_told(&self, what: &str, one: &Page, another: &Page) {
        let done = usize::from(taken(one)) + usize::from(taken(another));
        if what == "delete" {
            assert!(taken(one), "{}", one.describe());
            assert_eq!(self.database().count("follow_up WHERE task = 'Call them'"), 0);
        } else {
            assert_eq!(done, 1, "{what}: {} {}", one.describe(), another.describe());
        }
    }

    async fn logging(&mut self, with: &[&str]) -> Page {
        let with: String = with.iter().map(|id| format!("&agency={id}")).collect();
        self.officer.open(&format!("/staff/engagements/new?step=form&kind=BRF{with}")).await
    }

    /// That nothing points at an entry that went into another.
    fn tidy(&self, how: &str) {
        for table in POINTING {
            let gone = "(SELECT id FROM agency WHERE merged_into IS NOT NULL)";
            let left = self.database().count(&format!("{table} WHERE agency_id IN {gone}"));
            assert_eq!(
                left,
                0,
                "{how} on {:?}: {left} of {table} with an entry that is no more",
                self.database().engine()
            );
        }
    }

    /// That what was taken is with the entry that stands.
    fn has(&self, what: &str) {
        let (table, column) = match what {
            "engagement" | "edit" => ("engagement_agency", "agency_id"),
            "contact" | "person" => ("contact", "agency_id"),
            "follow-up" => ("follow_up", "agency_id"),
            "snooze" => ("snooze", "agency_id"),
            "invitation" => ("practitioner", "agency_id"),
            _ => return,
        };
        let rows = self.database().count(&format!("{table} WHERE {column} = '{}'", self.kept));
        assert_eq!(rows, 1, "{what} on {:?}", self.database().engine());
    }

    /// What a merge does, as somebody else's transaction.
    fn merging(&self) -> Vec<String> {
        let (kept, other) = (&self.kept, &self.other);
        let moved = POINTING
            .iter()
            .map(|table| format!("UPDATE {table} SET agency_id = '{kept}' WHERE agency_id = '{other}'"));
        let gone =
            format!("UPDATE agency SET merged_into = '{kept}', version = version + 1 WHERE id = '{other}'");
        moved.chain([gone]).collect()
    }
}

fn taken(page: &Page) -> bool {
    page.status == 303
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_written_while_two_entries_are_made_one_stands_with_the_one() {
    for engine in ENGINES {
        let mut office = Office::open(engine).await;
        for what in WRITTEN {
            let mut tally = Tally::default();
            for round in 0..ROUNDS / 2 {
                office.two().await;
                let about = office.about(what).await;
                let (other, kept) = (office.other.clone(), office.kept.clone());
                let merge = office.merge(&other, &kept).await;
                let (about, merged) = at_once(office.database(), round, about, merge).await;
                tally.count(&about, &merged);
                office.tidy(what);
                // A merge that met a change of the entry itself is told; then the entry stands for itself.
                if taken(&about) && taken(&merged) {
                    office.has(what);
                }
            }
            tally.say(&format!("{what} and a merge"), office.database());
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_merge_overtakes_stands_with_the_one() {
    // One who writes at a time: so it is certain who was first.
    for engine in [Engine::Sqlite] {
        let mut office = Office::open(engine).await;
        let mut lost = Vec::new();
        for what in WRITTEN {
            office.two().await;
            let about = office.about(what).await;
            let answer = overtaken(office.database(), &office.merging(), about.send()).await;
            println!("{what} after a merge on {engine:?}: {}", answer.status);
            assert!(answer.status < 500, "{what}: {}", answer.describe());
            let gone = POINTING.iter().map(|table| {
                office.database().count(&format!("{table} WHERE agency_id = '{}'", office.other))
            });
            if gone.sum::<usize>() > 0 {
                lost.push(what);
            } else if taken(&answer) {
                office.has(what);
            }
        }
        assert_eq!(lost, [""; 0], "with an entry that is no more, on {engine:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_written_meanwhile_stays_with_the_one_when_the_merge_is_undone() {
    for engine in ENGINES {
        let mut office = Office::open(engine).await;
        office.two().await;
        let mut posts = Vec::new();
        for what in ["engagement", "contact", "follow-up", "target"] {
            posts.push((what, office.about(what).await));
        }
        let (other, kept) = (office.other.clone(), office.kept.clone());
        let merged = office.merge(&other, &kept).await.send().await;
        assert!(taken(&merged), "{}", merged.describe());
        for (what, post) in posts {
            let answer = post.send().await;
            println!("{what} from a page that was drawn before the merge: {}", answer.status);
            assert!(what == "target" || taken(&answer), "{what}: {}", answer.describe());
        }
        office.tidy("a page from before");
        let batch = office.database().line(
            "SELECT id AS line FROM batch WHERE kind = 'merge' AND state = 'made' ORDER BY at DESC LIMIT 1",
        );
        let page = office.officer.open(&format!("/staff/batches/{batch}")).await;
        let undone = office.officer.submit_to(&page, "/undo", &[]).await;
        assert!(undone.text().contains("All of this is undone"), "{}", undone.describe());
        for what in ["engagement", "contact"] {
            office.has(what);
        }
        assert_eq!(office.database().count(&format!("follow_up WHERE agency_id = '{kept}'")), 2);
        assert_eq!(office.database().count(&format!("contact WHERE agency_id = '{other}'")), 0);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_who_change_one_thing_one_is_told() {
    for engine in ENGINES {
        let mut office = Office::open(engine).await;
        for what in ["merge", "edit", "delete", "district", "undo"] {
            let mut tally = Tally::default();
            for round in 0..ROUNDS / 2 {
                office.two().await;
                let (kept, other) = (office.kept.clone(), office.other.clone());
                let (one, another) = match what {
                    "merge" => (office.merge(&other, &kept).await, office.merge(&kept, &other).await),
                    "edit" => {
                        let form = office.officer.open(&format!("/staff/agencies/{kept}/edit")).await;
                        let post = |notes| Post::of(&office.officer, &form, "/edit", &[("notes", notes)]);
                        (post("Ring twice"), post("Ring once"))
                    }
                    "delete" => {
                        let form = office.logging(&[&kept]).await;
                        let day = office.inside.app.now().day();
                        let page = office.officer.submit_to(&form, "/new", &[("day", &day.iso())]).await;
                        let ask = office.officer.open(&format!("{}/delete", page.url.path())).await;
                        let due = day.plus_days(9).iso();
                        let task = [("task", "Call them"), ("due", due.as_str())];
                        (
                            Post::of(&office.officer, &ask, "/delete", &[]),
                            Post::of(&office.officer, &page, "/follow-ups", &task),
                        )
                    }
                    "district" => {
                        // A page of each: what one form sends twice is one post.
                        let page = office.officer.open("/staff/districts").await;
                        let other = office.officer.open("/staff/districts").await;
                        let force = page.attribute("select[name=force] option, input[name=force]", "value");
                        let force = force.into_iter().find(|code| !code.is_empty()).expect("a force");
                        let name = format!("Harrow {round}");
                        let typed = [("force", force.as_str()), ("name", name.as_str())];
                        let post = |page| Post::of(&office.officer, page, "/staff/districts", &typed);
                        (post(&page), post(&other))
                    }
                    _ => {
                        office.merge(&other, &kept).await.send().await;
                        let batch = office.database().line(
                            "SELECT id AS line FROM batch WHERE kind = 'merge' AND state = 'made' ORDER BY at DESC LIMIT 1",
                        );
                        let page = office.officer.open(&format!("/staff/batches/{batch}")).await;
                        let post = || Post::of(&office.officer, &page, "/undo", &[]);
                        (post(), post())
                    }
                };
                let (one, another) = at_once(office.database(), round, one, another).await;
                tally.count(&one, &another);
                office.one_is_told(what, &one, &another);
                office.tidy(what);
                let circle = "agency a JOIN agency b ON b.id = a.merged_into WHERE b.merged_into IS NOT NULL";
                assert_eq!(office.database().count(circle), 0, "{what}");
            }
            tally.say(&format!("{what} twice"), office.database());
        }
    }
}
