//! The rules of outgoing mail: what there is to say, how often to try, when to give up.

use std::fmt;

use super::id::Id;
use super::random::Random;
use super::time::Timestamp;
use crate::identity::application::Application;
use crate::identity::desk::Desk;
use crate::identity::practitioner::Practitioner;
use crate::identity::staff::Staff;

/// The wait before the second attempt, in seconds, before jitter.
const FIRST_WAIT: u64 = 60;

/// The longest wait between two attempts, in seconds.
const LONGEST_WAIT: u64 = 3_600;

/// How long a letter is tried, in seconds from when it was first due.
const TRIED_FOR: i64 = 24 * 3_600;

/// From how many seconds after it was first due a letter is overdue, whatever keeps it.
pub const OVERDUE: i64 = 3_600;

/// Whom a letter goes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Addressee {
    /// A desk, at the address that it chose.
    Desk(Id<Desk>),
    /// A member of staff, at the address they sign in with.
    Staff(Id<Staff>),
    /// Somebody of an agency, at the address they sign in with.
    Practitioner(Id<Practitioner>),
    /// Whoever applied for an agency, at the address that they gave.
    Application(Id<Application>),
}

/// Why a letter is sent. It never says about what.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Notice {
    /// A concern waits at the desk.
    ConcernWaiting,
    /// A message of a reporter waits at the desk.
    ReplyWaiting,
    /// A copy of a concern, encrypted to the desk's own `OpenPGP` certificate.
    ConcernCopy,
    /// Somebody declared a conflict of interest, and somebody else must take over.
    ConflictDeclared,
    /// An approval waits for their decision, or what they asked for was approved.
    ApprovalWaiting,
    /// Once a day, how much waits for a member of staff on the engagement side.
    Digest,
    /// A one-time link to set up an account in the practitioners' area.
    Invitation,
    /// What was asked for could not be agreed to.
    Refusal,
    /// Somebody failed to sign in again and again; once a day.
    SignInsFailed,
    /// An administrator tries the mail settings.
    TestMail,
}

impl Notice {
    /// Every notice.
    pub const ALL: [Self; 10] = [
        Self::ConcernWaiting,
        Self::ReplyWaiting,
        Self::ConcernCopy,
        Self::ConflictDeclared,
        Self::ApprovalWaiting,
        Self::Digest,
        Self::Invitation,
        Self::Refusal,
        Self::SignInsFailed,
        Self::TestMail,
    ];

    /// The code the database holds. It never changes.
    pub fn code(self) -> &'static str {
        match self {
            Self::ConcernWaiting => "concern_waiting",
            Self::ReplyWaiting => "reply_waiting",
            Self::ConcernCopy => "concern_copy",
            Self::ConflictDeclared => "conflict_declared",
            Self::ApprovalWaiting => "approval_waiting",
            Self::Digest => "digest",
            Self::Invitation => "invitation",
            Self::Refusal => "refusal",
            Self::SignInsFailed => "sign_ins_failed",
            Self::TestMail => "test_mail",
        }
    }

    /// The notice with that code; none when this version knows no such notice.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|notice| notice.code() == code)
    }

    /// Whether the letter must be held back by [`arrival_delay`], because a reporter's act caused it.
    pub fn follows_a_reporter(self) -> bool {
        match self {
            Self::ConcernWaiting | Self::ReplyWaiting | Self::ConcernCopy => true,
            Self::ConflictDeclared
            | Self::ApprovalWaiting
            | Self::Digest
            | Self::Invitation
            | Self::Refusal
            | Self::SignInsFailed
            | Self::TestMail => false,
        }
    }
}

/// Why a letter was not sent. Codes only: what a server answers may hold an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Reason {
    /// No connection to the mail server.
    Unreachable,
    /// No trusted TLS connection: the certificate is not trusted, or nothing in common.
    Tls,
    /// The server does not offer STARTTLS.
    NoStartTls,
    /// The server did not answer in time.
    TimedOut,
    /// The server did not take the user name and password, or offers no way to give them.
    Credentials,
    /// The server turned us away before it saw a letter.
    TurnedAway,
    /// The server asked to try later (a 4xx reply).
    Deferred,
    /// The server refused this letter for good (a 5xx reply).
    Rejected,
    /// The server answered what is not SMTP, or broke off.
    Garbled,
    /// The letter could not be written: its identifier or an address is not fit for a header.
    Malformed,
    /// The folder could not be written to.
    Folder,
}

impl Reason {
    /// Every reason.
    pub const ALL: [Self; 11] = [
        Self::Unreachable,
        Self::Tls,
        Self::NoStartTls,
        Self::TimedOut,
        Self::Credentials,
        Self::TurnedAway,
        Self::Deferred,
        Self::Rejected,
        Self::Garbled,
        Self::Malformed,
        Self::Folder,
    ];

    /// The code for the database and the log. It never changes.
    pub fn code(self) -> &'static str {
        match self {
            Self::Unreachable => "unreachable",
            Self::Tls => "tls",
            Self::NoStartTls => "no_starttls",
            Self::TimedOut => "timed_out",
            Self::Credentials => "credentials",
            Self::TurnedAway => "turned_away",
            Self::Deferred => "deferred",
            Self::Rejected => "rejected",
            Self::Garbled => "garbled",
            Self::Malformed => "malformed",
            Self::Folder => "folder",
        }
    }

    /// The reason with that code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.code() == code)
    }
}

impl fmt::Display for Reason {
    /// What an administrator reads.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Unreachable => "The mail server cannot be reached",
            Self::Tls => "There is no trusted encrypted connection to the mail server",
            Self::NoStartTls => "The mail server does not offer STARTTLS",
            Self::TimedOut => "The mail server did not answer in time",
            Self::Credentials => "The mail server did not accept the user name and password",
            Self::TurnedAway => "The mail server turned the connection away",
            Self::Deferred => "The mail server asked to try later",
            Self::Rejected => "The mail server refused the letter",
            Self::Garbled => "The mail server gave an answer that makes no sense",
            Self::Malformed => "The letter could not be written",
            Self::Folder => "The mail folder cannot be written to",
        })
    }
}

/// What came of one attempt. Unknown failures are [`Outcome::Retry`]: a lost letter is worse than a late one.
#[must_use]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The server took the letter.
    Sent,
    /// It may work later: ask [`next_attempt`] when.
    Retry(Reason),
    /// It will never work. Kept for an administrator to see.
    Dead(Reason),
    /// Nobody wants it any more: whom it was for has left, or what it would tell is over. It is taken off,
    /// and was not sent.
    Unwanted,
}

/// When to try again after `attempts` failed attempts (1 or more), or none once 24 hours have passed since
/// `first_due`.
///
/// About a minute after the first failure, then twice as long each time, at most an hour; each wait is
/// multiplied by a random 0.5 to 1.5, so that many letters do not come back together.
pub fn next_attempt(
    attempts: u32,
    first_due: Timestamp,
    now: Timestamp,
    random: &dyn Random,
) -> Option<Timestamp> {
    if now >= first_due.plus_seconds(TRIED_FOR) {
        return None;
    }
    let doublings = attempts.saturating_sub(1).min(LONGEST_WAIT.ilog2());
    let wait = (FIRST_WAIT << doublings).min(LONGEST_WAIT);
    let jittered = (wait / 2 + random.below(wait + 1)).min(LONGEST_WAIT);
    Some(now.plus_seconds(i64::try_from(jittered).ok()?))
}

/// How many seconds to hold a letter back, at random between `least` and `most`, so that its arrival does
/// not tell when a reporter sat at a screen.
pub fn arrival_delay(random: &dyn Random, least: u32, most: u32) -> i64 {
    let spread = u64::from(most.saturating_sub(least)) + 1;
    i64::from(least) + i64::try_from(random.below(spread)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU64, Ordering};

    use proptest::prelude::*;

    use super::*;

    /// Always gives the same 64 bits.
    struct Always(u64);

    impl Random for Always {
        fn fill(&self, bytes: &mut [u8]) {
            for (to, from) in bytes.iter_mut().zip(self.0.to_le_bytes()) {
                *to = from;
            }
        }
    }

    /// `SplitMix64`: enough luck for a test.
    struct Seeded(AtomicU64);

    impl Random for Seeded {
        fn fill(&self, bytes: &mut [u8]) {
            for chunk in bytes.chunks_mut(8) {
                let mut z = self.0.fetch_add(0x9e37_79b9_7f4a_7c15, Ordering::SeqCst);
                z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
                z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
                chunk.copy_from_slice(&(z ^ (z >> 31)).to_le_bytes()[..chunk.len()]);
            }
        }
    }

    fn start() -> Timestamp {
        Timestamp::from_micros(1_790_000_000_000_000)
    }

    fn wait(attempts: u32, random: &dyn Random) -> i64 {
        let next = next_attempt(attempts, start(), start(), random).unwrap();
        next.seconds() - start().seconds()
    }

    #[test]
    fn waits_double_from_a_minute_to_an_hour() {
        // With 0 the jitter is 0.5; with `wait`, the largest remainder, it is 1.5.
        for (attempts, base) in
            [(0, 60), (1, 60), (2, 120), (3, 240), (4, 480), (5, 960), (6, 1_920), (7, 3_600), (40, 3_600)]
        {
            assert_eq!(wait(attempts, &Always(0)), base / 2, "attempt {attempts}, shortest");
            let longest = wait(attempts, &Always(u64::try_from(base).unwrap()));
            assert_eq!(longest, (base + base / 2).min(3_600), "attempt {attempts}, longest");
        }
        assert_eq!(wait(u32::MAX, &Always(0)), 1_800);
    }

    #[test]
    fn gives_up_a_day_after_first_due() {
        let last = start().plus_seconds(24 * 3_600 - 1);
        assert!(next_attempt(9, start(), last, &Always(0)).is_some());
        assert_eq!(next_attempt(9, start(), start().plus_seconds(24 * 3_600), &Always(0)), None);
        assert_eq!(next_attempt(1, start(), start().plus_seconds(90_000), &Always(0)), None);
    }

    #[test]
    fn codes_are_read_back_and_differ() {
        for notice in Notice::ALL {
            assert_eq!(Notice::from_code(notice.code()), Some(notice));
        }
        for reason in Reason::ALL {
            assert_eq!(Reason::from_code(reason.code()), Some(reason));
            assert!(!reason.to_string().is_empty());
        }
        assert_eq!(Notice::from_code("removed_long_ago"), None);
        assert_eq!(Reason::from_code(""), None);
    }

    #[test]
    fn what_a_reporter_causes_is_held_back() {
        let held: Vec<_> = Notice::ALL.into_iter().filter(|n| n.follows_a_reporter()).collect();
        assert_eq!(held, [Notice::ConcernWaiting, Notice::ReplyWaiting, Notice::ConcernCopy]);
    }

    #[test]
    fn a_delay_of_one_value_is_that_value() {
        assert_eq!(arrival_delay(&Always(u64::MAX), 90, 90), 90);
        assert_eq!(arrival_delay(&Always(u64::MAX), 90, 10), 90, "a turned-round range is its beginning");
        assert_eq!(arrival_delay(&Always(0), 0, 0), 0);
    }

    #[test]
    fn delays_use_the_whole_range() {
        let random = Seeded(AtomicU64::new(7));
        let mut seen = [false; 10];
        for _ in 0..1_000 {
            seen[usize::try_from(arrival_delay(&random, 5, 14)).unwrap() - 5] = true;
        }
        assert_eq!(seen, [true; 10]);
    }

    proptest! {
        #[test]
        fn a_wait_stays_within_its_jitter(attempts in 1_u32.., luck: u64) {
            let wait = wait(attempts, &Always(luck));
            let base = 60_i64.saturating_mul(1_i64 << (attempts - 1).min(20)).min(3_600);
            prop_assert!(wait >= base / 2 && wait <= (base + base / 2).min(3_600));
        }

        #[test]
        fn a_letter_is_tried_for_a_day_and_no_longer(seed: u64) {
            let random = Seeded(AtomicU64::new(seed));
            let (mut now, mut attempts) = (start(), 1);
            while let Some(next) = next_attempt(attempts, start(), now, &random) {
                prop_assert!(next > now);
                (now, attempts) = (next, attempts + 1);
            }
            let tried = now.seconds() - start().seconds();
            prop_assert!((86_400..90_000).contains(&tried), "{tried} seconds");
            prop_assert!((25..=70).contains(&attempts), "{attempts} attempts");
        }

        #[test]
        fn a_delay_stays_within_its_range(least: u32, spread in 0_u32..100_000, luck: u64) {
            let most = least.saturating_add(spread);
            let delay = arrival_delay(&Always(luck), least, most);
            prop_assert!(delay >= i64::from(least) && delay <= i64::from(most));
        }
    }
}
