//! What is to be done after invented engagements.

use domain::platform::time::Day;
use domain::register::engagement::Engagement;
use domain::register::follow_up::FollowUp;
use service::App;

use crate::calendar::{is_working, on_or_after};
use crate::chance::Lot;

/// What people say they will do, by the kind of engagement; after any other kind the last.
const TASKS: &[(&str, &[&str])] = &[
    ("BRF", &["Send the slides", "Send fifty cards for the reception", "Brief those who were on shift"]),
    ("PRS", &["Send the slides", "Answer the questions that were left open"]),
    ("TRN", &["Send the certificates of attendance", "Book the second half of the training"]),
    ("MTG", &["Send the minutes", "Draft the referral pathway", "Set the day of the next meeting"]),
    ("EVT", &["Call those who left their number", "Order more leaflets"]),
    ("LEA", &["Ask whether more leaflets are needed", "Bring posters in other languages"]),
    ("SPO", &["Introduce ourselves to the new point of contact"]),
    ("VIS", &["Send what was asked for", "Arrange a briefing for the whole team"]),
    ("FBR", &["Answer the feedback"]),
    ("", &["Call again", "Ask whether they need anything else"]),
];

/// Something to be done after one in four engagements of the last three months; what is long past was done.
pub(super) fn after(app: &App, one: &Engagement, lot: Lot, today: Day) -> Option<FollowUp> {
    let day = one.day().filter(|day| today.days_since(*day) < 90)?;
    let due = on_or_after(day.plus_days(7 + lot.days("due", 60)), is_working);
    let (_, tasks) = TASKS.iter().find(|(kind, _)| *kind == one.kind.code || kind.is_empty())?;
    lot.once_in("task", 25).then(|| FollowUp {
        id: app.id(),
        engagement: Some(one.id),
        agency: one.agencies.first().copied(),
        task: lot.word("which task", tasks).to_owned(),
        owner: one.lead(),
        due,
        done: (today.days_since(due) > 5).then_some(due),
        version: 0,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::register::engagement::ACTIVITIES;

    #[test]
    fn tasks_follow_from_kinds_that_there_are() {
        let known = |code: &str| ACTIVITIES.iter().any(|kind| kind.code == code);
        let (last, kinds) = TASKS.split_last().unwrap();
        assert!(last.0.is_empty() && kinds.iter().all(|(code, _)| known(code)));
    }
}
