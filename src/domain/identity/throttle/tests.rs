use proptest::prelude::*;

use crate::identity::throttle::*;
use crate::platform::random::Random;

const START: i64 = 1_800_000_000;
/// Tries of a day when there was one lane with a quarter of an hour at most.
const BEFORE: u32 = 96;
const YEAR: i64 = 365 * DAY;
/// Steps of a code's window that are taken where the password is checked too: this one, and one on each side.
const WINDOW: f64 = 3e-6;
/// Steps that are taken of one code where it alone opens the lane: this one, and the last.
const OPENS: f64 = 2e-6;

fn at(seconds: i64) -> Timestamp {
    Timestamp::from_micros((START + seconds) * 1_000_000)
}

/// How many tries somebody gets checked who fails by this lane as soon as they may, within so many seconds.
fn checked(lane: Lane, within: i64) -> u32 {
    let (mut count, mut now, mut tries) = (None, 0, 0);
    while now < within {
        let after = Count::after(count, lane, at(now));
        tries += 1;
        now = (after.retry.seconds() - START).max(now + 1);
        count = Some(after);
    }
    tries
}

#[test]
fn waits_are_as_the_table_says() {
    for (lane, waits) in [
        (Lane::Device, [0, 0, 0, 0, 0, DAY, DAY, DAY, DAY]),
        (Lane::Codes, [0, 0, 0, 0, 2, 4, 8, 16, 32]),
        (Lane::Unknown, [0, 0, 0, 0, 2, 4, 8, 16, 32]),
        (Lane::Session, [0, 0, 0, 0, 2, 4, 8, 16, 32]),
        (Lane::Passkey, [0, 0, 0, 0, 2, 4, 8, 16, 32]),
    ] {
        let table: Vec<i64> = (0..9).map(|failures| lane.wait(failures)).collect();
        assert_eq!(table, waits, "{lane:?}");
    }
    for (lane, longest) in [
        (Lane::Device, DAY),
        (Lane::Codes, 3_600),
        (Lane::Unknown, 1_800),
        (Lane::Session, 900),
        (Lane::Passkey, 900),
    ] {
        for failures in [20, 100, u32::MAX] {
            assert_eq!(lane.wait(failures), longest, "{lane:?}");
        }
    }
}

/// The second day: what was quick at the beginning is over.
fn of_a_day(lane: Lane) -> u32 {
    checked(lane, 2 * DAY) - checked(lane, DAY)
}

#[test]
fn guessing_is_as_slow_as_with_one_lane() {
    assert_eq!(of_a_day(Lane::Unknown), 48);
    assert_eq!(of_a_day(Lane::Codes), 24);
    assert!(checked(Lane::Device, DAY) == 5 && of_a_day(Lane::Device) <= 5);
    let with_four_browsers = of_a_day(Lane::Unknown) + of_a_day(Lane::Codes) + 4 * 5;
    assert!(with_four_browsers <= BEFORE, "{with_four_browsers}");
}

#[test]
fn whoever_knows_the_password_comes_in_no_sooner_than_with_one_lane() {
    let before = f64::from(BEFORE) * 365.0 * WINDOW;
    let unknown = f64::from(checked(Lane::Unknown, YEAR)) * WINDOW;
    // Two codes in a row, with 400 tries a second for a year.
    let codes = 400.0 * 31_536_000.0 * OPENS * OPENS;
    assert!(unknown + codes <= before, "{unknown} and {codes} against {before}");
    // With one code a single try a second would do, again and again.
    let with_one = unknown + 31_536_000.0 * OPENS;
    assert!(with_one > 500.0 * before, "{with_one}");
}

#[test]
fn codes_come_one_after_the_other() {
    for (before, step, follow) in [
        (0, 100, false),
        (100, 100, false),
        (101, 100, false),
        (99, 100, true),
        (90, 100, true),
        (89, 100, false),
        (-1, 100, false),
        (i64::MAX, 100, false),
    ] {
        assert_eq!(follows(before, step), follow, "{before} {step}");
    }
}

#[test]
fn the_fifth_failure_of_a_day_is_told_and_no_other() {
    // One slip each day for a week tells nobody; five on one day do, once.
    let (mut count, mut told) = (None, Vec::new());
    for day in 0..7 {
        let after = Count::after(count, Lane::Unknown, at(day * DAY));
        told.push(after.is_told());
        count = Some(after);
    }
    assert!(!told.contains(&true), "{told:?}");
    let mut told = Vec::new();
    for turn in 0..9 {
        let after = Count::after(count, Lane::Unknown, at(8 * DAY + turn));
        told.push(after.is_told());
        count = Some(after);
    }
    assert_eq!(told.iter().filter(|told| **told).count(), 1);
    assert!(told[4], "{told:?}");
}

struct Most;

impl Random for Most {
    fn fill(&self, bytes: &mut [u8]) {
        bytes.fill(0xff);
    }
}

#[test]
fn the_letter_comes_next_morning_and_tells_no_hour() {
    for hour in 0..24 {
        let now = Timestamp::from_micros((1_800_057_600 + hour * 3_600) * 1_000_000);
        let due = letter_due(now, &Most);
        assert_eq!(due.day(), now.day().plus_days(1), "{hour}");
        let into = due.seconds().rem_euclid(DAY);
        assert!((LETTER_FROM..LETTER_FROM + 3 * 3_600).contains(&into), "{into}");
    }
}

/// Lanes whose failures somebody can cause who knows the address and nothing else.
fn attacked(failures: &[i64]) -> (Option<Count>, Timestamp) {
    let (mut count, mut now) = (None, at(0));
    for wait in failures {
        now = now.plus_seconds(*wait);
        // Refused without being checked: nothing is counted.
        if open_lane(&[(Lane::Unknown, count)], now).is_some() {
            count = Some(Count::after(count, Lane::Unknown, now));
        }
    }
    (count, now)
}

proptest! {
    #[test]
    fn nobody_who_knows_an_address_keeps_its_owner_out(failures in prop::collection::vec(0_i64..2_000, 0..400)) {
        let (unknown, now) = attacked(&failures);
        let anybody = (Lane::Unknown, unknown);
        // On a browser that was here before: at once. On another: with the next code, whatever was tried
        // meanwhile.
        prop_assert_eq!(open_lane(&[(Lane::Device, None), anybody], now), Some(Lane::Device));
        prop_assert_eq!(open_lane(&[(Lane::Codes, None), anybody], now), Some(Lane::Codes));
        // Nobody else is let through more than one lane allows.
        let shut = unknown.is_some_and(|count| count.is_shut(now));
        prop_assert_eq!(open_lane(&[anybody], now).is_none(), shut);
        prop_assert!(unknown.is_none_or(|count| count.retry.seconds() - now.seconds() <= 1_800));
    }

    #[test]
    fn no_order_of_tries_is_quicker_than_trying_at_once(waits in prop::collection::vec(0_i64..4_000, 0..300)) {
        let (count, now) = attacked(&waits);
        let tried = count.map_or(0, |count| count.failures);
        let within = now.seconds() - START + 1;
        prop_assert!(tried <= checked(Lane::Unknown, within) + 3, "{} in {}", tried, within);
    }
}
