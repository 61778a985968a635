//! What invented practitioners answered in quarters that are over.

use domain::platform::id::Id;
use domain::platform::quarter::Quarter;
use domain::register::survey::{Answer, Marks};
use service::{App, Problem};
use store::register::survey as rows;

/// The quarters that have answers.
const QUARTERS: usize = 4;
/// How many answers are written at a time.
const TOGETHER: usize = 500;
/// The groups of types, some of them large: of every hundred answers so many.
const GROUPS: [(&str, u64); 7] =
    [("DA-", 40), ("SV-", 22), ("HE-", 14), ("VS-", 10), ("BF-", 7), ("ST-", 5), ("EX-", 2)];

/// Writes so many answers down for each of them.
pub(super) async fn make(app: &App, count: usize) -> Result<(), Problem> {
    let mut quarter = Quarter::of(app.now().day());
    for ago in 0..QUARTERS {
        quarter = quarter.previous();
        let answers: Vec<(Id<Answer>, Answer)> =
            (0..count).map(|_| (app.id(), invented(app, quarter, ago))).collect();
        for some in answers.chunks(TOGETHER) {
            let some = some.to_vec();
            app.write(move |tx| Ok(some.iter().try_for_each(|(id, one)| rows::insert(tx, *id, one))?))
                .await?;
        }
    }
    Ok(())
}

/// An answer. People know more from quarter to quarter; they trust less than they know.
fn invented(app: &App, quarter: Quarter, ago: usize) -> Answer {
    let mut left = app.random.below(100);
    let group = GROUPS.iter().find(|(_, share)| {
        let found = left < *share;
        left = left.saturating_sub(*share);
        found
    });
    let mark = |least: u8| least + u8::try_from(app.random.below(u64::from(6 - least))).unwrap_or(0);
    let marks: Marks = [mark(if ago < 2 { 3 } else { 2 }), mark(1), mark(2)];
    Answer { quarter: quarter.code(), group: group.map_or("DA-", |(code, _)| code).to_owned(), marks }
}
