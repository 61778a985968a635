//! What the department and an agency have done together, as the agency's people see it.
//!
//! The ledger is the department's own notebook: most of it is not for agencies. They see what happened (the
//! kind), when, which topics of the fixed list it was about, the role (never the name) of whoever led it,
//! what they were given, and the day agreed for the next contact. These come from lists, or are days and
//! numbers: nothing in them was typed in passing.
//!
//! They never see notes, questions and worries that were raised, what was agreed, the audience or how useful
//! it was found; nor the place, which can be another agency's; nor with whom else it was, so of material that
//! was given to several agencies at once the number is left out. Campaigns and what is still to come are the
//! department's plans and are left out as well.

use std::collections::{BTreeSet, HashMap};

use domain::form::choice;
use domain::form::record::Record;
use domain::identity::role::Role;
use domain::identity::staff::Staff;
use domain::platform::id::Id;
use domain::platform::time::Day;
use domain::register::engagement::{Engagement, TOPIC_LIST, TOPICS};
use store::identity::staff;
use store::register::engagement::{self as rows, EngagementFilter};

use crate::identity::practitioner::session::SignedIn;
use crate::register::material;
use crate::{App, Problem};

/// How many are shown: those of some years.
pub const SHOWN: i64 = 30;

/// One engagement, as the agency sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Together {
    /// What it was.
    pub kind: &'static str,
    /// When.
    pub day: Option<Day>,
    /// The role of whoever led it.
    pub led_by: Option<Role>,
    /// What it was about.
    pub topics: Vec<String>,
    /// What was given: the material in words, and how many when it was for this agency alone.
    pub given: Vec<(String, Option<u32>)>,
    /// The day that was agreed for the next contact.
    pub next: Option<Day>,
}

/// What was done with the agency of this person, newest first: at most [`SHOWN`], and how much there is in
/// all.
///
/// # Errors
/// When the store does not work.
pub async fn list(app: &App, signed: &SignedIn) -> Result<(Vec<Together>, i64), Problem> {
    let (agency, today) = (Some(signed.agency.id), Some(app.now().day()));
    app.read(move |snapshot| {
        let filter = EngagementFilter { agency, to: today, ..EngagementFilter::default() };
        let (found, total) = rows::list(snapshot, &filter, 0, SHOWN)?;
        let leads: BTreeSet<Id<Staff>> = found.iter().filter_map(Engagement::lead).collect();
        let leads = staff::some(snapshot, &leads.into_iter().collect::<Vec<_>>())?;
        let roles: HashMap<Id<Staff>, Role> =
            leads.into_iter().map(|person| (person.id, person.role)).collect();
        let editions: HashMap<_, String> =
            material::labelled(snapshot)?.into_iter().map(|(edition, label)| (edition.id, label)).collect();
        let given = |one: &Engagement| {
            let alone = one.agencies.len() == 1;
            let handed = one.materials.iter();
            let known =
                handed.filter_map(|handed| Some((editions.get(&handed.edition)?.clone(), handed.quantity)));
            known.map(|(label, quantity)| (label, alone.then_some(quantity))).collect()
        };
        let together = |one: &Engagement| Together {
            kind: one.kind.label,
            day: one.day(),
            led_by: one.lead().and_then(|id| roles.get(&id).copied()),
            topics: topics(&one.record),
            given: given(one),
            next: one.next_contact(),
        };
        Ok((found.iter().map(together).collect(), total))
    })
    .await
}

fn topics(record: &Record) -> Vec<String> {
    record.all(TOPICS).iter().map(|code| choice::label(TOPIC_LIST, code).to_owned()).collect()
}
