//! The three questions: each account answers once a quarter, and nobody can tell what it answered.

use domain::form::key::Key;
use domain::identity::role::Permission;
use domain::platform::quarter::Quarter;
use domain::register::survey::{Answer, QUESTIONS, Results, Tally, group_of, groups, parse, results};
use store::register::survey as rows;

use crate::identity::practitioner::session::SignedIn;
use crate::identity::session::Signed;
use crate::{App, Problem};
use format::csv;

/// How far back results are shown, months.
const BACK: i32 = 36;

/// The present quarter, and whether this person has answered in it.
///
/// # Errors
/// When the store does not work.
pub async fn state(app: &App, signed: &SignedIn) -> Result<(Quarter, bool), Problem> {
    let (id, quarter) = (signed.practitioner.id, Quarter::of(app.now().day()));
    let answered = app.read(move |snapshot| rows::answered(snapshot, id)).await?;
    Ok((quarter, answered == quarter.code()))
}

/// Takes an answer: what was answered goes one way, that it was answered another.
///
/// # Errors
/// [`Problem::Invalid`] for each question without an answer; [`Problem::Stale`] when this person has answered
/// already.
pub async fn answer(app: &App, signed: &SignedIn, typed: &[(String, String)]) -> Result<(), Problem> {
    let marks = parse(typed).map_err(Problem::Invalid)?;
    let quarter = Quarter::of(app.now().day()).code();
    let answer = Answer { quarter, group: group_of(&signed.agency).to_owned(), marks };
    let (signed, id, now) = (signed.clone(), app.id::<Answer>(), app.now());
    app.write(move |tx| {
        signed.still(tx, now)?;
        rows::mark(tx, signed.practitioner.id, &answer.quarter)?;
        Ok(rows::insert(tx, id, &answer)?)
    })
    .await
}

/// The results of the last three years, the latest quarter first.
///
/// # Errors
/// [`Problem::Missing`] when the person's role does not allow it.
pub async fn view(app: &App, signed: &Signed) -> Result<Vec<Results>, Problem> {
    signed.require(Permission::SeeCoverage)?;
    let today = app.now().day();
    let first = Quarter::of(today.plus_months(-BACK)).code();
    let answers = app.read(move |snapshot| rows::since(snapshot, &first)).await?;
    Ok(results(&answers, Quarter::of(today)))
}

/// The same as text with commas: a row for each quarter, group and question.
///
/// # Errors
/// [`Problem::Missing`] when the person's role does not allow it.
pub async fn file(app: &App, signed: &Signed) -> Result<Vec<u8>, Problem> {
    let results = view(app, signed).await?;
    let headings = ["Quarter", "Type", "Question", "Answers", "Mean", "Disagree %", "Neither %", "Agree %"];
    let mut table = vec![headings.map(str::to_owned).to_vec()];
    for quarter in &results {
        table.extend(lines(&quarter.quarter, "All", quarter.all));
        for ((_, name), (_, tally)) in groups().iter().zip(&quarter.groups) {
            table.extend(lines(&quarter.quarter, name, *tally));
        }
    }
    csv::write(&table, true).map_err(Problem::Unavailable)
}

fn lines(quarter: &str, group: &str, tally: Option<Tally>) -> Vec<Vec<String>> {
    let line = |(number, (_, question)): (usize, &(Key, &str))| {
        let start = [quarter.to_owned(), group.to_owned(), (*question).to_owned()];
        let figures = match tally {
            None => ["not shown", "", "", "", ""].map(str::to_owned),
            Some(tally) => {
                let (mean, [no, neither, yes]) = (tally.mean(number), tally.shares(number));
                let mean = format!("{}.{}", mean / 10, mean % 10);
                [tally.answers.to_string(), mean, no.to_string(), neither.to_string(), yes.to_string()]
            }
        };
        start.into_iter().chain(figures).collect()
    };
    QUESTIONS.iter().enumerate().map(line).collect()
}
