//! Reporting as a registered practitioner: in one's own name, or as one's agency. The third way, which nobody
//! can trace, begins with a token instead: see [`crate::report::issuer`].

use crypto::token::Token;
use domain::identity::practitioner::{Practitioner, Workplace};
use domain::platform::id::Id;
use domain::platform::time::Day;
use domain::report::form::Answers;
use domain::report::question::{
    ACCOUNT, AGENCY, AGENCY_DISTRICT, AGENCY_OPEN, AGENCY_TYPE, CONTACT, RELATION, SIGNED, YES,
};
use domain::report::sender::SenderKind;
use store::identity::practitioner;
use store::{Snapshot, StoreError};

use super::draft;
use super::visit::{self, OpenVisit, Reporting, Sender, Visit};
use crate::identity::practitioner::session::{SignedIn, load_active};
use crate::{App, Problem};

/// Begins a draft of somebody who is signed in, and stores it. What the register knows of their agency is
/// filled in: its type and district, when there is one of each.
///
/// Nothing says whose draft it is but the draft itself, which only its cookie opens.
///
/// # Errors
/// [`Problem::Missing`] for a way that does not begin here.
pub async fn begin(app: &App, signed: &SignedIn, way: SenderKind) -> Result<OpenVisit, Problem> {
    let key = signed.key.as_ref().map(|key| key.to_text().to_string());
    let id = signed.practitioner.id;
    let generation = app.read(move |snapshot| practitioner::generation(snapshot, id)).await?;
    let generation = generation.ok_or(Problem::Missing)?;
    let member = Reporting { practitioner: id, agency: signed.agency.name().to_owned(), key, generation };
    let (name, email) = (signed.practitioner.name.clone(), signed.practitioner.email.clone());
    let sender = match way {
        SenderKind::Named => Sender::Named { member, name, email },
        SenderKind::Agency => Sender::Agency { member },
        SenderKind::Public | SenderKind::Verified | SenderKind::Disclosed => return Err(Problem::Missing),
    };
    let workplace = Workplace::of(&signed.agency, &draft::lists(app).await?);
    let answers = first_answers(&workplace, signed.has_key());
    let mut visit = draft::begin_as(app, answers, sender);
    visit::save(app, &mut visit).await?;
    Ok(visit)
}

/// The answers that such a draft begins with.
fn first_answers(workplace: &Workplace, account: bool) -> Answers {
    let mut answers = Answers::default();
    let mut signed = vec![YES.to_owned()];
    answers.set(RELATION, vec![AGENCY.to_owned()]);
    if let [only] = workplace.types.as_slice() {
        answers.set(AGENCY_TYPE, vec![only.clone()]);
    }
    if let [only] = workplace.districts.as_slice() {
        answers.set(AGENCY_DISTRICT, vec![only.to_string()]);
    }
    if workplace.types.len() != 1 || workplace.districts.len() != 1 {
        signed.push(AGENCY_OPEN.to_owned());
    }
    if account {
        signed.push(ACCOUNT.to_owned());
        answers.set(CONTACT, vec![ACCOUNT.to_owned()]);
    }
    answers.set(SIGNED, signed);
    answers
}

/// Whether the account that a draft was begun with still works, its agency's people may come in, and its
/// sessions were not all ended since.
///
/// # Errors
/// When the store does not work.
pub(crate) async fn is_still(app: &App, member: &Reporting) -> Result<bool, Problem> {
    let begun = Begun::of(app, member);
    app.read(move |snapshot| begun.is_still(snapshot)).await
}

/// By whom a report was begun, as far as the write that sends it looks again.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Begun {
    practitioner: Id<Practitioner>,
    generation: i32,
    today: Day,
}

impl Begun {
    /// For a report that is sent today.
    pub(crate) fn of(app: &App, member: &Reporting) -> Self {
        let (practitioner, generation) = (member.practitioner, member.generation);
        Self { practitioner, generation, today: app.now().day() }
    }

    /// As [`is_still`].
    pub(crate) fn is_still(self, snapshot: &mut Snapshot<'_>) -> Result<bool, StoreError> {
        let welcome = load_active(snapshot, self.practitioner, self.today)?.is_some();
        Ok(welcome && practitioner::generation(snapshot, self.practitioner)? == Some(self.generation))
    }
}

/// Ends what a browser holds of a practitioner's report, begun or just sent, when they sign out of it:
/// whoever comes to the browser next would read it, and could send it as them. Tells whether there was any. A
/// report that nobody can trace, and anybody's, is left alone.
///
/// # Errors
/// When the store does not work.
pub async fn abandon(app: &App, token: &Token) -> Result<bool, Problem> {
    let theirs = match visit::open(app, token).await {
        Ok(OpenVisit { visit: Visit::Draft { sender, .. }, .. }) => sender.member().is_some(),
        Ok(OpenVisit { visit: Visit::Sent { sender, .. }, .. }) => {
            matches!(sender, SenderKind::Named | SenderKind::Agency)
        }
        Ok(_) | Err(Problem::SessionExpired | Problem::Sealed) => false,
        Err(problem) => return Err(problem),
    };
    if theirs {
        visit::leave(app, token).await?;
    }
    Ok(theirs)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id<T>(number: usize) -> Id<T> {
        format!("00000000-0000-4000-8000-{number:012}").parse().unwrap()
    }

    #[test]
    fn what_the_register_knows_is_filled_in_when_there_is_one_of_it() {
        for (types, districts, filled) in [
            (1, 1, (1, 1, false)),
            (1, 2, (1, 0, true)),
            (2, 1, (0, 1, true)),
            (1, 0, (1, 0, true)),
            (0, 0, (0, 0, true)),
        ] {
            let kinds = ["DA-REF", "DA-COM"].map(str::to_owned);
            let workplace =
                Workplace { types: kinds[..types].to_vec(), districts: (0..districts).map(id).collect() };
            let answers = first_answers(&workplace, true);
            let found = (
                answers.all(AGENCY_TYPE).len(),
                answers.all(AGENCY_DISTRICT).len(),
                answers.has(SIGNED, AGENCY_OPEN),
            );
            assert_eq!(found, filled, "{types} {districts}");
            assert_eq!(answers.get(CONTACT), ACCOUNT);
        }
    }

    #[test]
    fn without_a_key_of_ones_own_nothing_is_said_of_an_account() {
        let answers = first_answers(&Workplace::default(), false);
        assert_eq!(answers.get(CONTACT), "");
        assert!(!answers.has(SIGNED, ACCOUNT) && answers.has(SIGNED, YES));
    }
}
