//! Materials that an agency's people can download. That they did is written nowhere.

use std::collections::HashMap;

use domain::form::record::Record;
use domain::platform::content::Helpline;
use domain::platform::id::Id;
use domain::register::change::EntityKind;
use domain::register::material::{Edition, Material};
use store::register::{change as changes, material as rows};

use crate::identity::practitioner::session::SignedIn;
use crate::platform::content;
use crate::platform::file::{self, OpenedFile, StoredFile};
use crate::{App, Problem};

/// An edition that can be downloaded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offered {
    /// The edition.
    pub edition: Edition,
    /// The name of its file.
    pub file: String,
    /// How large it is, bytes.
    pub size: u64,
}

/// What can be downloaded: each material with the editions that have a file and have not run out.
///
/// # Errors
/// When the store does not work.
pub async fn list(app: &App, _: &SignedIn) -> Result<Vec<(Material, Vec<Offered>)>, Problem> {
    let today = app.now().day();
    let found = app
        .read(move |snapshot| {
            let mut editions: HashMap<_, Vec<_>> = HashMap::new();
            for edition in rows::editions(snapshot, None)?.into_iter().filter(|one| !one.is_expired(today)) {
                if let Some(file) = rows::file(snapshot, edition.id)? {
                    editions.entry(edition.material).or_default().push((edition, file));
                }
            }
            let all = rows::all(snapshot)?.into_iter();
            Ok(all.filter_map(|one| editions.remove(&one.id).map(|some| (one, some))).collect::<Vec<_>>())
        })
        .await?;
    let offered = |(edition, file): (Edition, String)| {
        let StoredFile { name, size, .. } = stored(&file)?;
        Ok::<_, Problem>(Offered { edition, file: name, size })
    };
    found
        .into_iter()
        .map(|(material, editions)| {
            Ok((material, editions.into_iter().map(offered).collect::<Result<Vec<_>, _>>()?))
        })
        .collect()
}

/// For how many days an edition is new.
const NEW: i64 = 30;

/// How many of the editions that can be downloaded are new.
///
/// # Errors
/// When the store does not work.
pub async fn count_new(app: &App, signed: &SignedIn) -> Result<usize, Problem> {
    let offered = list(app, signed).await?;
    let since = app.now().plus_seconds(-NEW * 86_400);
    let added = app.read(move |snapshot| changes::added_since(snapshot, EntityKind::Edition, since)).await?;
    let editions = offered.iter().flat_map(|(_, editions)| editions);
    Ok(editions.filter(|one| added.contains(&one.edition.id.to_string())).count())
}

fn stored(text: &str) -> Result<StoredFile, Problem> {
    serde_json::from_str(text).map_err(|_| Problem::Sealed)
}

/// The file of an edition, opened.
///
/// # Errors
/// [`Problem::Missing`] when it has none, or the edition has run out.
pub async fn open(app: &App, _: &SignedIn, id: Id<Edition>) -> Result<OpenedFile, Problem> {
    let today = app.now().day();
    let text = app
        .read(move |snapshot| {
            let edition = rows::find_edition(snapshot, id)?.filter(|edition| !edition.is_expired(today));
            if edition.is_none() { Ok(None) } else { rows::file(snapshot, id) }
        })
        .await?
        .ok_or(Problem::Missing)?;
    file::read(app, &stored(&text)?, false).await
}

/// What is printed on the leaflet and the poster that the portal makes: the words, and the services that
/// help.
///
/// # Errors
/// When the store does not work.
pub async fn printed(app: &App, _: &SignedIn) -> Result<(Record, Vec<Helpline>), Problem> {
    content::whole(app).await
}
