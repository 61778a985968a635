use std::collections::BTreeSet;

use proptest::prelude::*;
use proptest::sample::select;

use super::decision::{ASK, Command, Facts, Guard, NewApproval, RULES, Refused, USE};
use super::new_member::NewMember;
use super::purpose::{self, CONTENT, DESK_KEY, NEW_MEMBER, NON_REFERRAL, PURPOSES, Purpose, Scope};
use super::{Approval, State};
use crate::identity::role::Role;
use crate::platform::id::Id;
use crate::platform::time::Timestamp;

const HOUR: i64 = 3_600;

fn id<T>(number: u8) -> Id<T> {
    Id::from_bytes([number; 16])
}

fn now() -> Timestamp {
    Timestamp::from_micros(1_800_000_000_000_000)
}

/// Somebody at the desk who has seen the approval as it was asked for.
fn facts(by: u8, role: Role) -> Facts {
    Facts {
        by: id(by),
        role,
        is_at_desk: true,
        is_conflicted: false,
        is_first_conflicted: false,
        seen: 1,
        now: now().plus_seconds(HOUR),
    }
}

fn new(purpose: &'static Purpose) -> NewApproval {
    let desk = (purpose.scope == Scope::Desk).then(|| id(90));
    NewApproval { id: id(80), purpose, subject: id::<Approval>(70).to_string(), desk }
}

/// Asked for by a triage officer (1), an hour ago.
fn waiting() -> Approval {
    let first = Facts { now: now(), ..facts(1, Role::TriageOfficer) };
    Approval::ask(new(&NON_REFERRAL), &first).unwrap().approval
}

#[test]
fn the_purposes_are_these() {
    let row = |purpose: &&Purpose| {
        let Purpose { code, first, second, open_for, scope, .. } = purpose;
        format!("{code}: {first:?}, {second:?}, {} h, {scope:?}", open_for / HOUR)
    };
    assert_eq!(
        PURPOSES.iter().map(row).collect::<Vec<_>>(),
        [
            "open_source: Casework, ManageDesk, 72 h, Desk",
            "non_referral: Casework, ManageDesk, 24 h, Desk",
            "release: Casework, ManageDesk, 168 h, Desk",
            "disposal: Casework, ManageDesk, 336 h, Desk",
            "export: Casework, ManageDesk, 24 h, Desk",
            "desk_key: ManageDesk, Casework, 48 h, Desk",
            "content: EditContent, EditContent, 168 h, Site",
            "new_member: KeepSource, KeepSource, 168 h, Site",
        ]
    );
    let codes: BTreeSet<_> = PURPOSES.iter().map(|purpose| purpose.code).collect();
    assert_eq!(codes.len(), PURPOSES.len());
    assert!(PURPOSES.iter().all(|one| Purpose::from_code(one.code) == Some(one)));
}

#[test]
fn those_take_part_whose_role_may_ask_or_decide() {
    let part: Vec<_> = Role::ALL.into_iter().filter(|role| purpose::takes_part(*role)).collect();
    let expected: Vec<_> = Role::ALL.into_iter().filter(|role| *role != Role::Auditor).collect();
    assert_eq!(part, expected);
    let decided: Vec<_> = Purpose::decided_by(Role::EngagementOfficer).collect();
    assert_eq!(decided, [&CONTENT]);
    let decided: Vec<_> = Purpose::decided_by(Role::Custodian).collect();
    assert_eq!(decided, [&NEW_MEMBER], "nothing of casework");
}

#[test]
fn the_rules_are_these() {
    let line = |rule: &super::decision::Rule| {
        let guards: Vec<_> = rule.guards.iter().map(|guard| format!("{guard:?}")).collect();
        format!("{} -> {} [{}] {}", rule.command.code(), rule.to.code(), guards.join(", "), rule.deed.code())
    };
    let decide =
        "[AtDesk, Unconflicted, IsNotFirst, MayDecide, IsWaiting, InTime, AsSeen, FirstUnconflicted]";
    let withdraw = "[AtDesk, Unconflicted, IsFirst, IsWaiting, InTime, AsSeen]";
    assert_eq!(
        RULES.iter().map(line).collect::<Vec<_>>(),
        [
            format!("approve -> approved {decide} approval_given"),
            format!("refuse -> refused {decide} approval_refused"),
            format!("withdraw -> withdrawn {withdraw} approval_withdrawn"),
        ]
    );
    assert_eq!(ASK, [Guard::AtDesk, Guard::Unconflicted, Guard::MayAsk]);
    let (first, left) = USE.split_at(4);
    assert_eq!(first, [Guard::AtDesk, Guard::Unconflicted, Guard::IsFirst, Guard::MayAsk]);
    assert_eq!(left, [Guard::IsApproved, Guard::IsUnused, Guard::UsedInTime, Guard::AsSeen]);
}

#[test]
fn asking_needs_the_desk_and_the_permission_and_no_conflict() {
    let (officer, manager) = (facts(1, Role::TriageOfficer), facts(2, Role::Manager));
    for (what, purpose, facts, why) in [
        ("an officer", &NON_REFERRAL, officer, None),
        ("a manager", &DESK_KEY, manager, None),
        ("an editor", &CONTENT, facts(3, Role::EngagementOfficer), None),
        ("another desk", &NON_REFERRAL, Facts { is_at_desk: false, ..officer }, Some(Refused::NotAtDesk)),
        ("a conflict", &NON_REFERRAL, Facts { is_conflicted: true, ..officer }, Some(Refused::Conflicted)),
        ("not theirs", &DESK_KEY, officer, Some(Refused::NotTheirs)),
        ("not theirs", &CONTENT, officer, Some(Refused::NotTheirs)),
        ("an auditor", &NON_REFERRAL, facts(1, Role::Auditor), Some(Refused::NotTheirs)),
    ] {
        assert_eq!(Approval::ask(new(purpose), &facts).err(), why, "{what}: {}", purpose.code);
    }
    for (purpose, desk) in [(&NON_REFERRAL, None), (&CONTENT, Some(id(90)))] {
        let astray = NewApproval { desk, ..new(purpose) };
        assert_eq!(Approval::ask(astray, &facts(2, Role::Manager)), Err(Refused::NotAtDesk));
    }
}

#[test]
fn a_decision_needs_a_second_person_in_time_who_has_seen_it() {
    let (first, second) = (facts(1, Role::Manager), facts(2, Role::Manager));
    let late = now().plus_seconds(24 * HOUR);
    for (what, facts, decide, withdraw) in [
        ("the second", second, None, Some(Refused::NotFirst)),
        ("the first", first, Some(Refused::SamePerson), None),
        ("no manager", facts(3, Role::TriageOfficer), Some(Refused::NotTheirs), Some(Refused::NotFirst)),
        (
            "elsewhere",
            Facts { is_at_desk: false, ..second },
            Some(Refused::NotAtDesk),
            Some(Refused::NotAtDesk),
        ),
        (
            "a conflict",
            Facts { is_conflicted: true, ..second },
            Some(Refused::Conflicted),
            Some(Refused::Conflicted),
        ),
        (
            "of the first",
            Facts { is_first_conflicted: true, ..second },
            Some(Refused::Conflicted),
            Some(Refused::NotFirst),
        ),
        ("stale", Facts { seen: 0, ..second }, Some(Refused::Stale), Some(Refused::NotFirst)),
        ("stale", Facts { seen: 2, ..first }, Some(Refused::SamePerson), Some(Refused::Stale)),
        ("late", Facts { now: late, ..second }, Some(Refused::Expired), Some(Refused::NotFirst)),
        ("late", Facts { now: late, ..first }, Some(Refused::SamePerson), Some(Refused::Expired)),
        ("just in time", Facts { now: late.plus_seconds(-1), ..second }, None, Some(Refused::NotFirst)),
    ] {
        for (command, why) in
            [(Command::Approve, decide), (Command::Refuse, decide), (Command::Withdraw, withdraw)]
        {
            assert_eq!(waiting().apply(command, &facts).err(), why, "{what}: {command:?}");
            assert_eq!(waiting().commands(&facts).any(|one| one == command), why.is_none(), "{what}");
        }
    }
}

#[test]
fn what_was_decided_says_by_whom_and_when_and_stands() {
    let (first, second) = (facts(1, Role::Manager), facts(2, Role::Manager));
    for (command, facts, state, by) in [
        (Command::Approve, second, State::Approved, Some(id(2))),
        (Command::Refuse, second, State::Refused, Some(id(2))),
        (Command::Withdraw, first, State::Withdrawn, None),
    ] {
        let decided = waiting().apply(command, &facts).unwrap();
        let approval = decided.approval;
        assert_eq!((approval.state(facts.now), approval.second()), (state, by));
        assert_eq!((approval.decided(), decided.before, approval.version()), (Some(facts.now), Some(1), 2));
        let much_later = Facts { seen: 2, now: facts.now.plus_seconds(900 * HOUR), ..facts };
        assert_eq!(approval.state(much_later.now), state, "what was decided does not expire");
        assert_eq!(approval.commands(&much_later).count(), 0);
        assert_eq!(approval.apply(command, &much_later), Err(Refused::Settled));
    }
}

#[test]
fn what_was_approved_is_done_once_by_whoever_asked_and_in_time() {
    let (first, second) = (facts(1, Role::TriageOfficer), facts(2, Role::Manager));
    let approved = || waiting().apply(Command::Approve, &second).unwrap().approval;
    let seen = Facts { seen: 2, ..first };
    let late = second.now.plus_seconds(24 * HOUR);
    for (what, approval, facts, why) in [
        ("the first", approved(), seen, None),
        ("just in time", approved(), Facts { now: late.plus_seconds(-1), ..seen }, None),
        ("late", approved(), Facts { now: late, ..seen }, Some(Refused::Expired)),
        ("the second", approved(), Facts { seen: 2, ..second }, Some(Refused::NotFirst)),
        ("another role", approved(), Facts { role: Role::Auditor, ..seen }, Some(Refused::NotTheirs)),
        ("elsewhere", approved(), Facts { is_at_desk: false, ..seen }, Some(Refused::NotAtDesk)),
        ("a conflict", approved(), Facts { is_conflicted: true, ..seen }, Some(Refused::Conflicted)),
        ("stale", approved(), first, Some(Refused::Stale)),
        ("not decided", waiting(), first, Some(Refused::Unapproved)),
        (
            "refused",
            waiting().apply(Command::Refuse, &second).unwrap().approval,
            seen,
            Some(Refused::Unapproved),
        ),
    ] {
        assert_eq!(approval.is_usable(&facts), why.is_none(), "{what}");
        assert_eq!(approval.use_up(&facts).err(), why, "{what}");
    }
    assert!(approved().is_open_to_use(second.now) && !approved().is_open_to_use(late));
    assert!(!waiting().is_open_to_use(second.now));
    let used = approved().use_up(&seen).unwrap();
    assert_eq!((used.approval.used(), used.approval.version()), (Some(seen.now), 3));
    assert_eq!(used.approval.state(late), State::Approved, "the log says that it was");
    assert!(!used.approval.is_open_to_use(seen.now));
    assert_eq!(used.approval.use_up(&Facts { seen: 3, ..seen }), Err(Refused::Used));
}

proptest! {
    #[test]
    fn a_new_member_is_read_as_it_was_written(desk in any::<[u8; 16]>(), person in any::<[u8; 16]>()) {
        let new = NewMember { desk: Id::from_bytes(desk), person: Id::from_bytes(person) };
        prop_assert_eq!(new.to_string().parse(), Ok(new));
    }

    #[test]
    fn what_names_no_new_member_is_refused(text in "[0-9a-f/-]{0,80}") {
        if let Ok(new) = text.parse::<NewMember>() {
            prop_assert_eq!(new.to_string(), text);
        }
    }
}

fn people() -> impl Strategy<Value = Facts> {
    let person = (1..5_u8, select(Role::ALL.to_vec()), any::<[bool; 3]>(), 0..4_i64, 0..40_i64);
    person.prop_map(|(by, role, [is_at_desk, is_conflicted, is_first_conflicted], seen, hours)| Facts {
        is_at_desk,
        is_conflicted,
        is_first_conflicted,
        seen,
        now: now().plus_seconds(hours * HOUR),
        ..facts(by, role)
    })
}

proptest! {
    #[test]
    fn one_decision_by_two_people_or_none(
        steps in proptest::collection::vec((select(Command::ALL.to_vec()), people()), 0..30),
    ) {
        let (mut approval, mut decisions) = (waiting(), 0);
        for (command, facts) in steps {
            let before = approval.clone();
            let Ok(decided) = approval.clone().apply(command, &facts) else { continue };
            decisions += 1;
            approval = decided.approval;
            prop_assert_eq!(approval.version(), before.version() + 1);
            prop_assert_eq!(before.state(facts.now), State::Waiting);
            prop_assert!(facts.is_at_desk && !facts.is_conflicted);
            match command {
                Command::Withdraw => prop_assert!(facts.by == before.first() && approval.second().is_none()),
                Command::Approve | Command::Refuse => {
                    prop_assert!(approval.second().is_some_and(|second| second != approval.first()));
                    prop_assert!(facts.role.may(approval.purpose().second) && !facts.is_first_conflicted);
                }
            }
        }
        prop_assert!(decisions <= 1);
    }
}
