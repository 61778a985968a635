//! Names that are like what was looked for.

use std::collections::HashMap;

use domain::form::normalise;
use domain::identity::role::Permission;
use domain::platform::id::Id;
use domain::register::agency::Agency;
use store::register::agency as rows;

use crate::identity::session::Signed;
use crate::{App, Problem};

/// How like a name must be to what was looked for, from 0 to 1, to be offered.
const LIKE: f64 = 0.75;

/// Names that are close to what was looked for and not found, the closest first.
///
/// # Errors
/// [`Problem::Missing`] when the person's role does not allow it.
pub async fn near(app: &App, signed: &Signed, words: &str) -> Result<Vec<(Id<Agency>, String)>, Problem> {
    signed.require(Permission::Engage)?;
    let wanted = normalise::fold(words);
    app.read(move |snapshot| {
        let near = nearest(&rows::folded_names(snapshot)?, &wanted);
        let mut agencies = rows::those(snapshot, &near)?;
        agencies.sort_by_key(|agency| near.iter().position(|id| *id == agency.id));
        Ok(agencies.into_iter().map(|one| (one.id, one.name().to_owned())).collect())
    })
    .await
}

/// The few whose whole name, or a word of it, is most like what was looked for. All are folded.
fn nearest(names: &[(Id<Agency>, String)], wanted: &str) -> Vec<Id<Agency>> {
    // Names share most of their words: each is compared once.
    let mut of_words: HashMap<&str, f64> = HashMap::new();
    let mut near: Vec<(f64, Id<Agency>)> = Vec::new();
    for (id, name) in names {
        let mut likeness = strsim::jaro_winkler(name, wanted);
        for word in name.split(' ') {
            let of_word = of_words.entry(word).or_insert_with(|| strsim::jaro_winkler(word, wanted));
            likeness = likeness.max(*of_word);
        }
        if likeness >= LIKE {
            near.push((likeness, *id));
        }
    }
    near.sort_by(|(one, _), (other, _)| other.total_cmp(one));
    near.into_iter().take(5).map(|(_, id)| id).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_closest_come_first_by_whole_name_or_by_a_word() {
        let folded = ["harbour house", "lantern house", "lanterns", "moor", "tide rooms"];
        let id = |number: usize| format!("{number:08}-0000-4000-8000-000000000000").parse().unwrap();
        let names: Vec<_> = (0..).map(id).zip(folded.map(String::from)).collect();
        let found = |wanted: &str| -> Vec<&str> {
            let near = nearest(&names, wanted);
            near.iter()
                .filter_map(|id| names.iter().find(|(one, _)| one == id))
                .map(|(_, name)| name.as_str())
                .collect()
        };
        assert_eq!(found("lantren")[..2], ["lantern house", "lanterns"]);
        assert_eq!(found("harber")[0], "harbour house");
        assert!(found("zzzz").is_empty());
    }
}
