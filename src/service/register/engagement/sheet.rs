//! What the forms about an engagement offer: agencies to choose, then their people, what to hand out,
//! campaigns.

use domain::form::normalise;
use domain::form::record::{Known, Record};
use domain::identity::role::Permission;
use domain::platform::id::Id;
use domain::register::agency::Agency;
use domain::register::campaign::Campaign;
use domain::register::contact::Contact;
use domain::register::engagement::{Engagement, GIVEN, KIND, PEOPLE, SERIES, WITH};
use domain::register::material::Edition;
use store::register::agency::{self as agencies, AgencyFilter};
use store::register::{campaign as campaigns, contact as contacts, engaged};
use store::{Snapshot, StoreError};

use crate::identity::session::Signed;
use crate::register::history::load_lookups;
use crate::register::material;
use crate::{App, Problem};

/// How many agencies are offered because they were engaged lately.
const RECENT: i64 = 12;
/// How many agencies are offered because they were looked for.
const FOUND: i64 = 20;

/// Agencies by identifier and name.
pub type Named = Vec<(Id<Agency>, String)>;

/// What a form about an engagement with some agencies offers.
#[derive(Debug)]
pub struct Sheet {
    /// The agencies, by name.
    pub agencies: Named,
    /// Their people, those who left not counted unless they are in it already.
    pub contacts: Vec<Contact>,
    /// What can be handed out, in words.
    pub editions: Vec<(Edition, String)>,
    /// The campaigns that it can belong to, by name.
    pub campaigns: Vec<(Id<Campaign>, String)>,
    /// The lists that fields offer.
    pub known: Known,
}

impl Sheet {
    /// An edition in words.
    pub fn edition(&self, id: Id<Edition>) -> String {
        let found = self.editions.iter().find(|(edition, _)| edition.id == id);
        found.map_or_else(String::new, |(_, label)| label.clone())
    }

    /// An engagement as history keeps it: the fields, and in words its kind, with whom, and what was handed
    /// out.
    pub fn history_record(&self, engagement: &Engagement) -> Record {
        let mut written = engagement.record.clone();
        written.put(KIND, engagement.kind.label);
        let with = self.agencies.iter().filter(|(id, _)| engagement.agencies.contains(id));
        written.set(WITH, with.map(|(_, name)| name.clone()).collect());
        let people = self.contacts.iter().filter(|contact| engagement.contacts.contains(&contact.id));
        written.set(PEOPLE, people.map(|contact| contact.name().to_owned()).collect());
        let campaign = self.campaigns.iter().find(|(id, _)| Some(*id) == engagement.campaign);
        written.put(SERIES, campaign.map_or("", |(_, name)| name.as_str()));
        let given = engagement.materials.iter();
        let mut given: Vec<String> =
            given.map(|one| format!("{} × {}", one.quantity, self.edition(one.edition))).collect();
        given.sort_unstable();
        written.set(GIVEN, given);
        written
    }
}

/// What a form about an engagement with these agencies offers.
///
/// # Errors
/// [`Problem::Missing`] when the person's role does not allow it.
pub async fn sheet(app: &App, signed: &Signed, agencies: &[Id<Agency>]) -> Result<Sheet, Problem> {
    signed.require(Permission::Engage)?;
    let ids = agencies.to_vec();
    app.read(move |snapshot| gather(snapshot, &ids)).await
}

pub(super) fn gather(snapshot: &mut Snapshot<'_>, ids: &[Id<Agency>]) -> Result<Sheet, StoreError> {
    let known = load_lookups(snapshot)?;
    let agencies = load_names(snapshot, ids)?;
    let ids: Vec<_> = agencies.iter().map(|(id, _)| *id).collect();
    let contacts = contacts::of_agencies(snapshot, &ids)?;
    let editions = material::labelled(snapshot)?;
    let campaigns =
        campaigns::all(snapshot)?.into_iter().map(|one| (one.id, one.name().to_owned())).collect();
    Ok(Sheet { agencies, contacts, editions, campaigns, known })
}

/// The names of some agencies, by name. One that was merged is the one that stands for it.
fn load_names(snapshot: &mut Snapshot<'_>, ids: &[Id<Agency>]) -> Result<Named, StoreError> {
    let mut found = agencies::those(snapshot, ids)?;
    let into: Vec<_> = found.iter().filter_map(|agency| agency.merged_into).collect();
    found.retain(|agency| agency.merged_into.is_none());
    if !into.is_empty() {
        found.extend(agencies::those(snapshot, &into)?);
    }
    found.sort_by_cached_key(|agency| (normalise::fold(agency.name()), agency.id));
    found.dedup_by_key(|agency| agency.id);
    Ok(found.into_iter().map(|agency| (agency.id, agency.name().to_owned())).collect())
}

/// The agencies that can be chosen at the first step.
#[derive(Debug)]
pub struct Choosing {
    /// Those that are chosen already.
    pub chosen: Named,
    /// Those that this person was last engaged with, the latest first.
    pub recent: Named,
    /// Those that were looked for.
    pub found: Named,
}

/// The agencies to choose from: what is chosen, what this person used lately, what was looked for. None
/// stands twice.
///
/// # Errors
/// [`Problem::Missing`] when the person's role does not allow it.
pub async fn choosing(
    app: &App,
    signed: &Signed,
    chosen: &[Id<Agency>],
    words: &str,
) -> Result<Choosing, Problem> {
    signed.require(Permission::Engage)?;
    let words: Vec<String> = normalise::fold(words).split_whitespace().map(ToOwned::to_owned).collect();
    let (chosen, me) = (chosen.to_vec(), signed.actor.id);
    app.read(move |snapshot| {
        let chosen = load_names(snapshot, &chosen)?;
        let fresh = |known: &[&Named], id: Id<Agency>| {
            !known.iter().any(|list| list.iter().any(|(one, _)| *one == id))
        };
        let found = if words.is_empty() {
            Vec::new()
        } else {
            let filter = AgencyFilter { words, ..AgencyFilter::default() };
            agencies::list(snapshot, &filter, 0, FOUND)?.0
        };
        let found = found.into_iter().filter(|agency| fresh(&[&chosen], agency.id));
        let found: Named = found.map(|agency| (agency.id, agency.name().to_owned())).collect();
        let ids = engaged::recent_agencies(snapshot, me, RECENT)?;
        let mut recent = load_names(snapshot, &ids)?;
        recent.retain(|(id, _)| fresh(&[&chosen, &found], *id));
        recent.sort_by_key(|(id, _)| ids.iter().position(|one| one == id));
        Ok(Choosing { chosen, recent, found })
    })
    .await
}
