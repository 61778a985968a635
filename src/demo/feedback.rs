//! What invented agencies said, and what was done about it.

use domain::form::record::{Record, YES};
use domain::register::feedback::{DAY, DID, Feedback, HELD, SAID};
use service::{App, Problem};
use store::register::feedback as rows;

/// What was said, what was done, and how many days ago; the last is still being written.
const ENTRIES: [(&str, &str, i64); 4] = [
    (
        "We do not know who reads a report.",
        "The first page now says who reads it and when, and that a different team reads it if the person works in professional standards.",
        20,
    ),
    (
        "Posters in English are of little use to many of the women we support.",
        "The poster is being put into Polish, Urdu and Romanian. Until then we bring cards in these languages.",
        75,
    ),
    (
        "You came once, and then nobody did for two years.",
        "Every registered agency has somebody at the department who owns the link, and a date for the next contact.",
        160,
    ),
    ("Could you come in the evening?", "We are asking who could.", 3),
];

/// Writes them down.
pub(super) async fn make(app: &App) -> Result<(), Problem> {
    let today = app.now().day();
    let entry = |(number, (said, did, ago)): (usize, &(&str, &str, i64))| {
        let mut record = Record::default();
        record.put(SAID, said);
        record.put(DID, did);
        record.put(DAY, &today.plus_days(-ago).iso());
        record.put(HELD, if number + 1 == ENTRIES.len() { YES } else { "" });
        Feedback { id: app.id(), record, version: 0 }
    };
    let entries: Vec<Feedback> = ENTRIES.iter().enumerate().map(entry).collect();
    app.write(move |tx| Ok(entries.iter().try_for_each(|entry| rows::insert(tx, entry))?)).await
}
