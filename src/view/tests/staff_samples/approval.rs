//! Samples of what takes two people.

use domain::casework::approval::decision::Command;
use domain::casework::approval::purpose::{CONTENT, DESK_KEY, NEW_MEMBER, NON_REFERRAL, Purpose};
use domain::casework::approval::{Approval, State, StoredApproval};
use domain::form::errors::Errors;
use domain::form::key::Key;
use domain::form::reason::casework::{CaseworkReason, NotApproved};
use domain::identity::role::Role;

use super::{Pages, World, at, id};
use crate::draw;
use crate::psd::approval::{ApprovalLine, ApprovalPage, Approvals};

pub(super) fn approval(number: u32, purpose: &'static Purpose, state: State) -> Approval {
    let decided = matches!(state, State::Approved | State::Refused);
    Approval::restore(StoredApproval {
        id: id(700 + number),
        purpose,
        subject: "3f2b8c1e-0000-4000-8000-000000000001".into(),
        desk: Some(id(50)),
        first: id(1),
        asked: at(30),
        second: decided.then(|| id(2)),
        decided: decided.then(|| at(3)),
        state,
        expires: at(-i64::from(number)),
        used: None,
        version: 1,
    })
}

pub(super) fn approvals(world: &World) -> Pages {
    let states = [State::Waiting, State::Approved, State::Refused, State::Withdrawn, State::Expired];
    let all: Vec<Approval> =
        (1..).zip(states).map(|(number, state)| approval(number, &NON_REFERRAL, state)).collect();
    let (key, content) = (approval(6, &DESK_KEY, State::Waiting), approval(7, &CONTENT, State::Waiting));
    let case = &world.cases[0];
    let line = |approval| ApprovalLine {
        approval,
        first: "Ruth Okonedo",
        second: if Approval::second(approval).is_some() { &world.people[1].name } else { "" },
        desk: &world.desk.name,
        case: Some((case.id(), case.reference())),
        member: None,
    };
    let asked: Vec<_> = all.iter().map(line).collect();
    let other = ApprovalLine { case: None, ..line(&key) };
    let site = ApprovalLine { desk: "", case: None, ..line(&content) };
    let (manager, now) = (world.signed(Role::Manager), at(0));
    let list = |waiting, asked| draw(&Approvals { signed: manager, waiting, asked, now });
    let decide = ApprovalPage {
        signed: manager,
        line: asked[0],
        commands: &[Command::Approve, Command::Refuse],
        is_first: false,
        is_usable: false,
        now,
        errors: &world.none,
        done: false,
    };
    let late = Errors::one(Key::PAGE, CaseworkReason::NotApproved(NotApproved::Expired));
    let own = ApprovalPage { commands: &[Command::Withdraw], is_first: true, line: other, ..decide };
    let joining = approval(8, &NEW_MEMBER, State::Approved);
    let member = Some(("Ewan Sharrock", "Custodians"));
    let joining = ApprovalLine { desk: "", case: None, member, ..line(&joining) };
    let finish = ApprovalPage { commands: &[], is_first: true, is_usable: true, line: joining, ..decide };
    vec![
        ("approval-to-finish", draw(&finish)),
        ("approvals", list(&[asked[0], other, site, joining], &asked)),
        ("approvals-none", list(&[], &[])),
        ("approval", draw(&decide)),
        ("approval-own", draw(&own)),
        ("approval-not-theirs", draw(&ApprovalPage { commands: &[], line: site, ..decide })),
        ("approval-decided", draw(&ApprovalPage { commands: &[], line: asked[1], done: true, ..decide })),
        ("approval-wrong", draw(&ApprovalPage { commands: &[], line: asked[4], errors: &late, ..decide })),
    ]
}
