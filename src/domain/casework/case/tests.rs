use proptest::prelude::*;
use proptest::sample::select;

use super::command::{Command, Refused};
use super::decision::Decided;
use super::facts::{DeskFacts, Facts, Party};
use super::{Case, NewCase};
use crate::casework::status::Status;
use crate::casework::workflow::{Action, TRANSITIONS};
use crate::identity::role::Role;
use crate::identity::staff::{Staff, Standing};
use crate::platform::id::Id;
use crate::platform::outbox::{Addressee, Notice};
use crate::platform::random::Random;
use crate::platform::time::{Day, Timestamp};
use crate::report::concern::Risk;
use crate::report::reference::Reference;

struct Zeros;

impl Random for Zeros {
    fn fill(&self, bytes: &mut [u8]) {
        bytes.fill(0);
    }
}

fn id<T>(number: u8) -> Id<T> {
    Id::from_bytes([number; 16])
}

fn case(has_mailbox: bool) -> Case {
    Case::open(NewCase {
        id: id(100),
        concern: id(101),
        desk: id(102),
        reference: Reference::random(&Zeros),
        risk: Risk::None,
        received: Day(time::macros::date!(2027 - 01 - 15)),
        language: "eng".into(),
        has_files: false,
        has_mailbox,
        has_source: false,
    })
}

fn person(number: u8, role: Role) -> Staff {
    let name = format!("p{number}");
    Staff { id: id(number), email: format!("{name}@psd.example"), name, role, standing: Standing::Active }
}

/// A triage officer (1), another (2) and a manager (3) at the desk; an officer of another desk (4).
fn desk(kept_out: &[u8]) -> DeskFacts {
    let members =
        vec![person(1, Role::TriageOfficer), person(2, Role::TriageOfficer), person(3, Role::Manager)];
    let kept_out = kept_out.iter().map(|number| id(*number)).collect();
    DeskFacts { id: id(102), wants_mail: true, members, kept_out }
}

fn facts(by: Party, kept_out: &[u8]) -> Facts {
    Facts { by, now: Timestamp::from_micros(1_800_000_000_000_000), desk: desk(kept_out) }
}

fn officer(number: u8) -> Party {
    Party::Staff(id(number), if number == 3 { Role::Manager } else { Role::TriageOfficer })
}

fn done(case: Case, command: Command, by: Party, kept_out: &[u8]) -> Decided {
    case.apply(command, &facts(by, kept_out)).unwrap()
}

fn to(decided: &Decided) -> Vec<Addressee> {
    decided.letters.iter().map(|letter| letter.to).collect()
}

#[test]
fn what_may_not_be_done_is_refused_for_its_reason() {
    let auditor = Party::Staff(id(1), Role::Auditor);
    let reply = Command::ReporterReplied { with_files: false };
    for (command, by, kept_out, has_mailbox, why) in [
        (Command::StartTriage, officer(1), &[][..], true, Refused::NotNow),
        (Command::SendForDecision, officer(3), &[], true, Refused::NotNow),
        (Command::StartReview, auditor, &[], true, Refused::NotTheirs),
        (Command::StartReview, Party::Reporter, &[], true, Refused::NotTheirs),
        (reply, officer(1), &[], true, Refused::NotTheirs),
        (Command::DeleteMailbox, officer(1), &[], true, Refused::NotTheirs),
        (Command::StartReview, officer(4), &[], true, Refused::KeptOut),
        (Command::StartReview, officer(1), &[1], true, Refused::KeptOut),
        (Command::View, officer(1), &[1], true, Refused::KeptOut),
        (Command::DeclareConflict, officer(1), &[1], true, Refused::KeptOut),
        (Command::Reply, officer(1), &[], false, Refused::NoMailbox),
        (reply, Party::Reporter, &[], false, Refused::NoMailbox),
        (Command::Assign(Some(id(4))), officer(3), &[], true, Refused::AssigneeElsewhere),
        (Command::Assign(Some(id(2))), officer(3), &[2], true, Refused::AssigneeConflicted),
        (Command::Assign(Some(id(4))), officer(1), &[1, 4], true, Refused::KeptOut),
    ] {
        let refused = case(has_mailbox).apply(command, &facts(by, kept_out)).unwrap_err();
        assert_eq!(refused, why, "{command:?} by {by:?}, {kept_out:?} kept out");
    }
}

#[test]
fn what_is_asked_of_the_reporter_needs_a_mailbox() {
    for (has_mailbox, allowed) in [(true, true), (false, false)] {
        let looked = done(case(has_mailbox), Command::StartReview, officer(1), &[]).case;
        let sorted = done(looked, Command::StartTriage, officer(1), &[]).case;
        assert_eq!(sorted.actions(Role::Manager).any(|row| row.action == Action::AskReporter), allowed);
        let asked = sorted.apply(Command::AskReporter, &facts(officer(1), &[]));
        assert_eq!(
            asked.map(|decided| decided.case.status()).ok(),
            allowed.then_some(Status::AwaitingReporter)
        );
    }
}

#[test]
fn a_reporter_who_writes_is_heard_and_whoever_waited_goes_on() {
    let write = Command::ReporterReplied { with_files: true };
    let first = done(case(true), write, Party::Reporter, &[]);
    assert_eq!(
        (first.case.status(), first.case.is_unread(), first.case.has_files()),
        (Status::Submitted, true, true)
    );
    assert_eq!(to(&first), [Addressee::Desk(id(102))]);
    assert!(first.events.is_empty(), "what a reporter does is in no log");
    let steps = [Command::StartReview, Command::StartTriage, Command::AskReporter];
    let waits = steps.into_iter().fold(first.case, |case, step| done(case, step, officer(1), &[]).case);
    let heard = done(waits, Command::ReporterReplied { with_files: false }, Party::Reporter, &[2]);
    assert_eq!((heard.case.status(), heard.case.has_files()), (Status::Triage, true));
    assert_eq!(to(&heard), [1, 3].map(|number| Addressee::Staff(id(number))), "not whoever is kept out");
}

#[test]
fn looking_is_written_down_each_time_and_changes_the_case_once() {
    let unread = done(case(true), Command::ReporterReplied { with_files: false }, Party::Reporter, &[]).case;
    let seen = done(unread, Command::View, officer(1), &[]);
    assert!(seen.is_changed() && !seen.case.is_unread() && seen.events.len() == 1);
    let again = done(seen.case.clone(), Command::View, officer(2), &[]);
    assert!(!again.is_changed() && again.case == seen.case && again.events.len() == 1);
}

#[test]
fn a_declared_conflict_is_settled_when_somebody_else_has_the_case() {
    let given = done(case(true), Command::Assign(Some(id(1))), officer(3), &[]);
    assert_eq!(given.events[0].detail, id::<Staff>(1).to_string());
    let declared = done(given.case, Command::DeclareConflict, officer(1), &[]);
    assert_eq!((declared.case.assignee(), declared.case.has_conflict()), (None, true));
    assert_eq!(to(&declared), [2, 3].map(|number| Addressee::Staff(id(number))));
    let nobody = done(declared.case, Command::Assign(None), officer(3), &[1]);
    assert!(nobody.case.has_conflict() && nobody.letters.is_empty());
    let settled = done(nobody.case, Command::Assign(Some(id(2))), officer(3), &[1]).case;
    assert_eq!((settled.assignee(), settled.has_conflict()), (Some(id(2)), false));
    let another = done(settled, Command::DeclareConflict, officer(3), &[1]).case;
    assert_eq!(another.assignee(), Some(id(2)), "only their own case is taken from whoever declares");
}

#[test]
fn a_desk_without_an_address_and_a_desk_where_nobody_may_see_it_get_no_letter() {
    let mut quiet = facts(Party::Reporter, &[]);
    quiet.desk.wants_mail = false;
    let write = Command::ReporterReplied { with_files: false };
    assert!(case(true).apply(write, &quiet).unwrap().letters.is_empty());
    assert!(done(case(true), write, Party::Reporter, &[1, 2, 3]).letters.is_empty());
    let mut left = facts(Party::Reporter, &[3]);
    left.desk.members[0].standing = Standing::Left;
    left.desk.members[1].role = Role::Auditor;
    assert!(case(true).apply(write, &left).unwrap().letters.is_empty());
}

#[test]
fn every_button_has_a_command_that_goes_where_the_table_says() {
    for row in TRANSITIONS.iter().filter(|row| row.is_button()) {
        let command = Command::of_button(row.action).unwrap();
        assert_eq!(command.action(), row.action);
        let path: &[Command] = match row.from.unwrap() {
            Status::Submitted => &[],
            Status::FirstLook => &[Command::StartReview],
            Status::Triage => &[Command::StartReview, Command::StartTriage],
            Status::AwaitingReporter => &[Command::StartReview, Command::StartTriage, Command::AskReporter],
            Status::Decision => &[Command::StartReview, Command::StartTriage, Command::SendForDecision],
        };
        let there = path.iter().fold(case(true), |case, step| done(case, *step, officer(1), &[]).case);
        assert!(there.actions(Role::TriageOfficer).any(|button| button.action == row.action));
        let moved = done(there, command, officer(1), &[]);
        assert_eq!(Some(moved.case.status()), row.to);
        assert_eq!(moved.events[0].detail, row.action.code());
    }
}

fn commands() -> impl Strategy<Value = Command> {
    prop_oneof![
        select(Action::ALL.to_vec()).prop_filter_map("a button", Command::of_button),
        any::<bool>().prop_map(|with_files| Command::ReporterReplied { with_files }),
        proptest::option::of(1..5_u8).prop_map(|to| Command::Assign(to.map(id))),
        Just(Command::View),
        Just(Command::Reply),
        Just(Command::DeclareConflict),
        Just(Command::DeleteMailbox),
    ]
}

fn parties() -> impl Strategy<Value = Party> {
    prop_oneof![
        Just(Party::Reporter),
        (1..5_u8, select(Role::ALL.to_vec())).prop_map(|(number, role)| Party::Staff(id(number), role)),
    ]
}

proptest! {
    #[test]
    fn no_sequence_of_commands_leaves_the_table(
        mailbox in any::<bool>(),
        steps in proptest::collection::vec((commands(), parties()), 0..40),
    ) {
        let (mut case, mut kept_out) = (case(mailbox), Vec::<Id<Staff>>::new());
        for (command, by) in steps {
            let mut facts = facts(by, &[]);
            facts.desk.kept_out.clone_from(&kept_out);
            let Ok(decided) = case.clone().apply(command, &facts) else { continue };
            let step = TRANSITIONS.iter().any(|row| {
                let from = row.from.is_none_or(|from| from == case.status());
                from && row.action == command.action() && row.to.unwrap_or(case.status()) == decided.case.status()
            });
            prop_assert!(step, "{command:?} from {:?} to {:?}", case.status(), decided.case.status());
            // The row is written once, with the next version, or not at all.
            prop_assert_eq!(decided.before, case.version());
            prop_assert_eq!(decided.case.version(), case.version() + i64::from(decided.is_changed()));
            prop_assert!(decided.is_changed() || decided.case == case);
            if let (Command::DeclareConflict, Party::Staff(who, _)) = (command, by) {
                kept_out.push(who);
                prop_assert!(decided.case.has_conflict() && decided.case.assignee() != Some(who));
            }
            // Nobody who is kept out, now or from before, hears of it; nor does the desk, where they read.
            for letter in &decided.letters {
                match letter.to {
                    Addressee::Staff(who) => prop_assert!(!kept_out.contains(&who)),
                    _ => prop_assert!(kept_out.is_empty() && letter.notice != Notice::ConflictDeclared),
                }
            }
            prop_assert!(decided.case.assignee().is_none_or(|who| !kept_out.contains(&who)));
            prop_assert_eq!(decided.case.id(), case.id());
            prop_assert_eq!(decided.case.desk(), case.desk());
            case = decided.case;
        }
    }

    #[test]
    fn whoever_is_kept_out_is_refused_whatever_they_want(command in commands(), number in 1..5_u8) {
        let before = case(true);
        let refused = before.clone().apply(command, &facts(officer(number), &[number]));
        prop_assert!(refused.is_err());
    }
}
