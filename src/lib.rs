//! Candour: a portal through which people tell a police professional standards department, anonymously and
//! safely, about officers and staff who abuse their position for a sexual purpose.
//!
//! This page is the map of the code for whoever comes to it with nothing but this documentation.
//!
//! # The floors
//!
//! Each floor is a package in `src/`, so that the compiler lets nothing in that goes up. Which of the lower
//! floors one may name, and which outside crates stay on one floor alone, is a table in
//! `tests/it/architecture.rs`. Within a floor no files name each other in a circle.
//!
//! | floor | package | what it is for |
//! | --- | --- | --- |
//! | 6 | [`command`], [`config`] (and `main.rs`) | what the program can be told to do, and its settings; wires the application together |
//! | 5 | [`web`] | HTTP in: routes, listeners, encryption, headers; the only floor that knows actix |
//! | 5 | [`worker`] | what goes on in the background: letters, chores, imports, batches that are undone |
//! | 5 | [`demo`] | made-up forces, for trying Candour out and for measuring it |
//! | 4 | [`service`] | one use case for each function |
//! | 3 | [`store`] | the database, SQLite or PostgreSQL; the only floor that knows diesel |
//! | 3 | [`blob`] | sealed files, in a folder or an S3-compatible store |
//! | 3 | [`mail`] | outgoing letters |
//! | 2 | [`view`] | pages and components, as HTML, and what is printed, as PDF; the only floor that knows maud and krilla |
//! | 1 | [`mod@format`] | file formats in and out: what an attached file is, workbooks, tables, Open Referral |
//! | 1 | [`crypto`] | sealing, keys, passwords, phrases, tokens |
//! | 1 | [`path`] | every address, as a function |
//! | 0 | [`domain`] | the rules and the words: no input, no output |
//!
//! # The rooms
//!
//! `domain`, `store` and `service` have the same folders, one for each matter:
//!
//! | folder | whose matter |
//! | --- | --- |
//! | `report` | what reporters say: concerns, drafts, visits, mailboxes, the tokens that cannot be traced |
//! | `casework` | what desks do with it |
//! | `register` | agencies, their people, and what is done with them: engagements, campaigns, materials, coverage, imports |
//! | `identity` | who may come in: staff, practitioners, desks, sessions, passkeys, applications |
//! | `platform` | what all stand on: audit, outgoing mail, files, time, identifiers |
//! | `form` | (in `domain`) what people type: fields, choices, and why something was not taken |
//!
//! The same noun has the same file name on every floor it reaches. For a case: what it is and what may happen
//! next in [`domain::casework::case`], its rows in [`store::casework::case`], what can be done with it in
//! [`service::casework::case`], its page in [`view::psd::case`], its handlers in `web::psd::case`. Pages and
//! handlers have a folder for each area: `public` for reporters, `agency` for people of registered agencies,
//! `psd` for the department's casework, `register` for its links with agencies, `admin` for those who run the
//! site. `web::account` is what everybody with an account does alike, and `view::staff` and `web::staff` what
//! all pages of the department share.
//!
//! | noun | meaning |
//! | --- | --- |
//! | [concern](domain::report::concern::Concern) | what a reporter said, as they said it. Sealed, never edited; later words are messages |
//! | [case](domain::casework::case::Case) | how a desk handles a concern: status, who works on it, urgency |
//! | source | who the reporter is or how to reach them, if they said. Sealed apart from the concern |
//! | [workflow](domain::casework::workflow) | the one table of what may be done to a case: from where, by whom, under which conditions, and what follows |
//! | [approval](domain::casework::approval::Approval), [purpose](domain::casework::approval::purpose::Purpose) | what one person asks for and another decides; what takes two people, as a table |
//! | [desk](domain::identity::desk::Desk) | a team with keys of its own. *Triage* and *independent* desks receive concerns; *custodian* and *authoriser* desks hold the two seals of a source |
//! | [mailbox](service::report::mailbox), [phrase](crypto::phrase::Phrase) | the thread of a concern as the reporter sees it, and the seven words that open it |
//! | [visit](service::report::visit::Visit) | what a reporter's one cookie opens: a draft, a receipt, or a mailbox |
//! | [sender](domain::report::sender::SenderKind) | as whom a report is sent: as anybody, about what was told at an engagement, or as a registered practitioner in one of three ways |
//! | [bearer token](crypto::oprf::BearerToken), [issuer](service::report::issuer), [quarter](domain::platform::quarter::Quarter) | what proves that a registered practitioner sends a report, and not which; who makes and checks it, with one published key for three months |
//! | [kept reports](service::report::kept_reports) | what a practitioner keeps with their account: a list that only their own key opens |
//! | [source review](domain::casework::source_review) | whether somebody who reports again and again has become a source; for managers alone |
//! | [staff](domain::identity::staff::Staff), [actor](domain::identity::staff::Actor) | somebody with an account; somebody who is signed in, with their desks |
//! | [area](service::identity::area::AccountArea), [lock](store::identity::lock::Lock) | whose accounts: those of staff or of practitioners, with all in which the two differ; what guards an account, sealed under its password |
//! | [passkey](domain::identity::passkey::Passkey), ceremony | what signs somebody in with nothing typed; a question to a device and its answer |
//! | [lane](domain::identity::throttle::Lane), [device cookie](crypto::device), [note](service::identity::throttle::SignIn) | by which way somebody tries to sign in, each with waits of its own; what a browser shows that signed in before; what a refusal leaves in the page, sealed: whether the code was right |
//! | [practitioner](domain::identity::practitioner::Practitioner), lead | somebody of a registered agency with an account in the practitioners' area; one who keeps their colleagues' accounts and the agency's contacts |
//! | [agency](domain::register::agency::Agency), [contact](domain::register::contact::Contact) | an organisation that supports people, and a person in it |
//! | [application](domain::identity::application::Application) | what an agency writes that asks to be registered, with what was checked and decided |
//! | [engagement](domain::register::engagement::Engagement) | something done with agencies on a day: fifteen kinds, as data |
//! | [material](domain::register::material::Material), [campaign](domain::register::campaign::Campaign) | what is handed out, with its editions; a planned series of engagements |
//! | [record](domain::form::record::Record), [entry](service::register::entry::Entry) | what is written down about any of these, by a table of fields; a noun that is added and changed by such a record, one way for all |
//! | [change](domain::register::change::Change), [batch](domain::register::batch::Batch) | the history of an entry; changes that were made, and can be undone, as one |
//! | [request](domain::register::agency_request::Request), [feedback](domain::register::feedback::Feedback), [survey](domain::register::survey) | what an agency asks for; “you said, we did”; three questions, answered without a name |
//! | [coverage](domain::register::coverage), [calling](domain::register::call_list) | how well agencies are engaged; who to call next, and why |
//! | [letter](mail::Email), outbox | a mail that says that something waits; the table of those still to be sent |
//!
//! # Rules
//!
//! - Time and randomness are arguments ([`domain::platform::time::Clock`],
//!   [`domain::platform::random::Random`]); keys and nonces come from [`crypto::secret::Secret::random`]
//!   alone. State is passed, never global.
//! - [`store::Store::write`] is the only way to write, [`store::Store::read`] to read. A write may run more
//!   than once: no input, output, hashing or sealing happens inside it. It is acknowledged after its commit
//!   is durable.
//! - A commit whose answer was lost may stand ([`store::StoreError::Unconfirmed`]): no file is removed then,
//!   and sending the form again does it once, since what a form brings about takes its identifier from the
//!   form ([`crypto::idempotency::IdempotencyKey`]).
//! - A [`service`] function authorises, loads, decides, seals, and then writes once; the write reads again
//!   what it was decided on ([`service::identity::session::Signed`], [`store::register::agency::surviving`],
//!   versions), and holds its audit event ([`store::Tx::record`]) and its letters. What an actor may not see
//!   looks like what does not exist: [`service::Problem::Missing`]. What a role may do is one table,
//!   [`domain::identity::role::Role::permissions`].
//! - Nothing that a reporter gave reaches a disk, a log or a mail unsealed. Every ciphertext is bound to its
//!   [place](crypto::context::SealContext): moved elsewhere it does not open. A seal that does not open is an
//!   audit event.
//! - What a request brought does not outlive it: memory is wiped when it is given back (the allocator in
//!   `main.rs`), and so is what the server keeps for the next request ([`web::layer::forget`]) and what calls
//!   leave on a stack ([`crypto::stack`]).
//! - Forms are parsed, not validated: one engine ([`domain::form::field`]) reads every form by its table of
//!   fields, into a record or all its problems. A problem is data ([`domain::form::reason::Reason`]); `view`
//!   alone has the words for it.
//! - The workflow of a case is a table ([`domain::casework::workflow`]) that the rule, the buttons, the
//!   letters and the tests read; a case changes by [`domain::casework::case::Case::apply`] alone.
//! - Answers are drawn by `view` from plain structs; every link comes from [`path`]; there is no script or
//!   style in markup.
//!
//! # Two worlds
//!
//! Engagement (agencies, contacts, engagements, materials, campaigns, coverage) and casework (concerns,
//! cases, sources) never meet: they have permissions and pages of their own, and on every floor folders of
//! their own. No file of `register` names one of `report` or `casework`, and none of these names one of
//! `register`: a test reads the sources and fails if one does. What the register holds is not sealed, and
//! must hold nothing from a case. A list on its way into it may hold the address of a refuge: until its rows
//! are written it rests sealed to whoever imports it and, while the worker checks or writes them, to the
//! server ([`service::register::import`]).
//!
//! # The life of a concern
//!
//! 1. **Written.** [`service::report::draft`] keeps the answers in one row, sealed under a key that only the
//!    cookie gives ([`crypto::token::Token::key`]); [`service::platform::file`] seals files as they stream
//!    in. Leaving, sending, or half an hour of doing nothing wipes both ([`service::report::visit`],
//!    [`worker::chores`]).
//! 2. **Sent.** [`service::report::concern::submit`] seals the answers under a new
//!    [content key](crypto::content::ContentKey), and that to the desk's
//!    [public key](crypto::keypair::PublicKey) and, if wanted, to the mailbox's; the source is sealed to the
//!    custodians inside a seal to the authorisers. Concern, case, keys, letters and the wiped draft are one
//!    transaction. Who says that the person works in professional standards is sent to the independent desk.
//! 3. **Told.** [`worker::outbox`] sends the letter after a random few minutes, and again with growing waits
//!    for a day.
//! 4. **Read.** [`service::identity::sign_in`] opens a person's private key with their password or passkey;
//!    [`service::casework::case::attest`] asks first whether they know the person, and why they look;
//!    [`service::casework::case::open_case`] logs the view, opens desk key and content key in memory, and
//!    forgets them.
//! 5. **Answered.** [`service::casework::case::reply`] seals a message under the content key; the reporter's
//!    phrase gives the mailbox key that opens it ([`service::report::mailbox`]).
//!
//! # Who learns what
//!
//! | taken | learns |
//! | --- | --- |
//! | database and files, or a backup | the register and the ledger; that concerns exist: day, force, desk, status, urgency, language, sizes in buckets; staff and log. No word, name or file |
//! | the server key file as well | the same; guesses at a phrase can be tested, one Argon2id each, against 90 bits |
//! | a live public node | what is sent, and mailboxes that are opened, while it is held |
//! | a live staff node | the cases of desks whose members sign in while it is held; no source |
//! | one officer's password and second factor | the cases of that officer's desk; no source, no other desk |
//! | an auditor's account | who did what at the desks that they audit; no content, no other desk |
//! | the administrator's account | on which days mail could not be sent; no content, no desk |
//! | the log of a machine | nothing of reporters, people of agencies and cases, unless something failed |
//! | the mail server | that something arrived, some minutes late |
//!
//! The README says the rest: what is not protected, the notes on threats, and how to run it.
//!
//! # Sources
//!
//! The rules of the subject come from HMICFRS, "Abuse of position for a sexual purpose: a review of forces'
//! plans in response to our PEEL legitimacy 2016 national report recommendation" (2017) and "Shining a light
//! on betrayal" (2019); the pages from the GOV.UK Design System and WCAG 2.2; the seals from RFC 9180 (HPKE)
//! and RFC 9106 (Argon2); the unlinkable tokens from RFC 9497 (VOPRF). Where a rule has a published source,
//! its item names it.

pub use blob;
pub mod command;
pub mod config;
pub use crypto;
pub use demo;
pub use domain;
pub use format;
pub use mail;
pub use path;
pub use service;
pub use store;
pub use view;
pub use web;
pub use worker;
