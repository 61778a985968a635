//! What is to be done after invented engagements.

use domain::platform::time::Day;
use domain::register::engagement::Engagement;
use domain::register::follow_up::FollowUp;
use service::App;

/// What people say they will do.
const TASKS: [&str; 4] =
    ["Send the slides", "Call again", "Order more leaflets", "Ask who the point of contact is"];

/// Something to be done after one in four engagements of the last three months; what is long past was done.
pub(super) fn after(app: &App, one: &Engagement, today: Day) -> Option<FollowUp> {
    let below = |most: u64| app.random.below(most);
    let day = one.day().filter(|day| today.days_since(*day) < 90)?;
    let due = day.plus_days(7 + i64::try_from(below(60)).unwrap_or(0));
    let task = TASKS.get(usize::try_from(below(4)).unwrap_or(0))?;
    (below(4) == 0).then(|| FollowUp {
        id: app.id(),
        engagement: Some(one.id),
        agency: one.agencies.first().copied(),
        task: (*task).to_owned(),
        owner: one.lead(),
        due,
        done: (today.days_since(due) > 5).then_some(due),
        version: 0,
    })
}
