//! People of agencies: an account that ends, an agency that is paused, a session that is over take effect for
//! whatever is being sent at that moment.

use super::{Post, ROUNDS, Tally, at_once, overtaken};
use crate::support::client::Visitor;
use crate::support::database::{ENGINES, Engine};
use crate::support::journey;
use crate::support::page::Page;
use crate::support::premises::Inside;

const ANSWERS: [(&str, &str); 4] = [
    ("story", "A client told me about him, and so did another"),
    ("known", "several"),
    ("consent", "unsafe"),
    ("name", "PC Harker"),
];

struct Agency {
    inside: Inside,
    lead: Visitor,
    person: String,
    entry: String,
}

impl Agency {
    async fn open(engine: Engine) -> Self {
        let inside = Inside::on(engine);
        let lead = inside.practitioner(0).await;
        let email = &inside.demo.practitioners[0].email;
        let known =
            |column: &str| format!("SELECT {column} AS line FROM practitioner WHERE email = '{email}'");
        let (person, entry) = (inside.database.line(&known("id")), inside.database.line(&known("agency_id")));
        Self { inside, lead, person, entry }
    }

    /// A report as the agency, up to the last button.
    async fn written(&mut self) -> Page {
        let choice = self.lead.open("/step/41").await;
        let begun = self.lead.submit_to(&choice, "/step/41", &[("way", "agency")]).await;
        assert!(begun.url.path().starts_with("/step/"), "{}", begun.describe());
        journey::write(&mut self.lead, &ANSWERS).await
    }

    /// The post that writes this, up to the button.
    async fn post(&mut self, what: &str) -> Post {
        let lead = &mut self.lead;
        match what {
            "request" => {
                let form = lead.open("/step/34/2").await;
                let typed = [("leaflets", "37"), ("person", "Anya Holt"), ("delivery", "call")];
                Post::of(lead, &form, "", &typed)
            }
            "colleague" => {
                let form = lead.open("/step/39").await;
                let typed = [("name", "Jo Quill"), ("email", "jo.quill@agency.example")];
                Post::of(lead, &form, "/step/39", &typed)
            }
            "contact" => {
                let form = lead.open("/step/40/0").await;
                Post::of(lead, &form, "", &[("name", "Femi Aldous")])
            }
            "confirm" => {
                let list = lead.open("/step/40").await;
                Post::of(lead, &list, "/1", &[])
            }
            "survey" => {
                let form = lead.open("/step/38").await;
                let names = form.attribute("main input[type=radio]", "name");
                let mut typed: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), "4")).collect();
                typed.dedup();
                Post::of(lead, &form, "", &typed)
            }
            _ => {
                let check = self.written().await;
                Post::of(&self.lead, &check, "/check", &[])
            }
        }
    }
}

/// Everything that somebody of an agency posts, with the rows that it makes.
const POSTED: [(&str, &str); 6] = [
    ("request", "request"),
    ("colleague", "practitioner"),
    ("contact", "contact"),
    ("survey", "survey_answer"),
    ("report", "concern"),
    ("confirm", "change"),
];

#[tokio::test(flavor = "multi_thread")]
async fn who_is_out_meanwhile_sends_nothing_in_the_agency_s_name() {
    // One who writes at a time: so it is certain who was first.
    for engine in [Engine::Sqlite] {
        let mut taken = Vec::new();
        for how in ["left", "paused", "over"] {
            let mut agency = Agency::open(engine).await;
            let (person, of) = (agency.person.clone(), agency.entry.clone());
            let out = match how {
                "left" => vec![format!("UPDATE practitioner SET standing = 'left', lead = FALSE WHERE id = '{person}'")],
                "paused" => vec![format!(
                    "UPDATE agency SET status = 'paused', record = replace(record, '\"registered\"', '\"paused\"'),
                     version = version + 1 WHERE id = '{of}'"
                )],
                _ => vec![
                    format!("DELETE FROM practitioner_session WHERE practitioner_id = '{person}'"),
                    format!("UPDATE practitioner SET generation = generation + 1 WHERE id = '{person}'"),
                ],
            };
            let back = match how {
                "left" => format!("UPDATE practitioner SET standing = 'active', lead = TRUE WHERE id = '{person}'"),
                _ => format!(
                    "UPDATE agency SET status = 'registered', record = replace(record, '\"paused\"', '\"registered\"')
                     WHERE id = '{of}'"
                ),
            };
            for (what, table) in POSTED {
                if how == "over" {
                    agency.lead = agency.inside.practitioner(0).await;
                }
                let post = agency.post(what).await;
                let before = agency.inside.database.count(table);
                let answer = overtaken(&agency.inside.database, &out, post.send()).await;
                println!("{what} of somebody who is out ({how}) on {engine:?}: {}", answer.status);
                assert!(answer.status < 500, "{}", answer.describe());
                if agency.inside.database.count(table) > before {
                    taken.push(format!("{what} ({how})"));
                }
                agency.inside.database.run(&back);
            }
        }
        assert_eq!(taken, [""; 0], "of somebody who is out, on {engine:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn one_of_two_who_press_the_same_button_is_heard() {
    for engine in ENGINES {
        let mut agency = Agency::open(engine).await;
        let mut tally = Tally::default();
        for round in 0..ROUNDS / 2 {
            let check = agency.written().await;
            let before = agency.inside.database.count("concern");
            let post = || Post::of(&agency.lead, &check, "/check", &[]);
            let (one, other) = at_once(&agency.inside.database, round, post(), post()).await;
            tally.count(&one, &other);
            assert_eq!((one.status, other.status), (303, 303), "{} {}", one.describe(), other.describe());
            assert_eq!(agency.inside.database.count("concern") - before, 1, "sent twice, there once");
        }
        tally.say("a report sent twice", &agency.inside.database);
    }
}
