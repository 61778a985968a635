//! The ledger: what was done with agencies.

use std::collections::HashMap;

use diesel::prelude::*;

use domain::identity::staff::Staff;
use domain::platform::id::Id;
use domain::platform::order::Order;
use domain::platform::time::Day;
use domain::register::agency::Agency;
use domain::register::campaign::Campaign;
use domain::register::contact::Contact;
use domain::register::engagement::{
    self as rules, CASCADE, Engagement, EngagementSort, Handed, QUESTIONS, REACH,
};

use crate::backend::on_backend;
use crate::error::StoreError;
use crate::expression::{lower, rank, text_or};
use crate::schema::{agency, engagement, engagement_agency, engagement_contact, engagement_material, staff};
use crate::{Snapshot, Tx, column};

/// Which engagements a list shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EngagementFilter {
    /// Only those that are found by every one of these words, folded.
    pub words: Vec<String>,
    /// Only this kind, by its code.
    pub kind: Option<String>,
    /// Only those on this day or later.
    pub from: Option<Day>,
    /// Only those on this day or earlier.
    pub to: Option<Day>,
    /// Only those that this person led.
    pub lead: Option<Id<Staff>>,
    /// Only those with this agency.
    pub agency: Option<Id<Agency>>,
    /// Only those in which this contact took part.
    pub contact: Option<Id<Contact>>,
    /// Only those of this campaign.
    pub campaign: Option<Id<Campaign>>,
    /// How they are sorted.
    pub order: Order<EngagementSort>,
}

/// When an agency or a contact was last met, last informed, and last reached in any way. What is planned does
/// not count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Last {
    /// The last two-way contact.
    pub met: Option<Day>,
    /// The last one-way contact.
    pub informed: Option<Day>,
    /// The last contact of any kind.
    pub told: Option<Day>,
}

#[derive(Queryable)]
struct Row {
    id: String,
    kind: String,
    campaign_id: Option<String>,
    record: String,
    version: i64,
}

#[derive(Insertable, AsChangeset)]
#[diesel(table_name = engagement, treat_none_as_null = true)]
struct Index {
    kind: &'static str,
    day: time::Date,
    lead_id: Option<String>,
    campaign_id: Option<String>,
    record: String,
    search: String,
    reach: i32,
    cascade: i32,
    next_contact: Option<time::Date>,
    said: bool,
}

impl Index {
    fn of(engagement: &Engagement) -> Result<Self, StoreError> {
        let (record, day) = (&engagement.record, day(engagement)?);
        let number = |field| i32::try_from(record.number(field)).unwrap_or(i32::MAX);
        Ok(Self {
            kind: engagement.kind.code,
            day: day.0,
            lead_id: engagement.lead().map(|id| id.to_string()),
            campaign_id: engagement.campaign.map(|id| id.to_string()),
            record: column::json(record)?,
            search: engagement.search(),
            reach: number(REACH),
            cascade: number(CASCADE),
            next_contact: engagement.next_contact().map(|day| day.0),
            said: !record.get(QUESTIONS).is_empty(),
        })
    }
}

fn day(engagement: &Engagement) -> Result<Day, StoreError> {
    engagement.day().ok_or(StoreError::Corrupt { table: "engagement", column: "record" })
}

/// Adds an engagement.
pub fn insert(tx: &mut Tx<'_>, new: &Engagement) -> Result<(), StoreError> {
    let row = (engagement::id.eq(new.id.to_string()), engagement::version.eq(new.version), Index::of(new)?);
    on_backend!(&mut *tx.0.0, db => diesel::insert_into(engagement::table).values(row).execute(db))?;
    link(tx, new)
}

/// Writes a changed engagement; [`StoreError::Stale`] when somebody else changed it meanwhile.
pub fn save(tx: &mut Tx<'_>, changed: &Engagement) -> Result<(), StoreError> {
    let id = changed.id.to_string();
    let before = engagement::id.eq(&id).and(engagement::version.eq(changed.version));
    let set = (engagement::version.eq(changed.version + 1), Index::of(changed)?);
    column::one_changed(diesel::update(engagement::table.filter(before)).set(set).execute(tx.0.0)?)?;
    let agencies = engagement_agency::table.filter(engagement_agency::engagement_id.eq(&id));
    diesel::delete(agencies).execute(tx.0.0)?;
    let contacts = engagement_contact::table.filter(engagement_contact::engagement_id.eq(&id));
    diesel::delete(contacts).execute(tx.0.0)?;
    let materials = engagement_material::table.filter(engagement_material::engagement_id.eq(&id));
    diesel::delete(materials).execute(tx.0.0)?;
    link(tx, changed)
}

/// Takes an engagement out that was logged by mistake, with its follow-ups; [`StoreError::Stale`] when it is
/// not at `version` any more.
pub fn delete(tx: &mut Tx<'_>, id: Id<Engagement>, version: i64) -> Result<(), StoreError> {
    let known = engagement::id.eq(id.to_string()).and(engagement::version.eq(version));
    column::one_changed(diesel::delete(engagement::table.filter(known)).execute(tx.0.0)?)
}

fn link(tx: &mut Tx<'_>, new: &Engagement) -> Result<(), StoreError> {
    let (id, two_way, day) = (new.id.to_string(), new.kind.two_way, day(new)?.0);
    let agency = |agency: &Id<Agency>| {
        (
            engagement_agency::engagement_id.eq(id.clone()),
            engagement_agency::agency_id.eq(agency.to_string()),
            engagement_agency::two_way.eq(two_way),
            engagement_agency::day.eq(day),
        )
    };
    let agencies: Vec<_> = new.agencies.iter().map(agency).collect();
    let contact = |contact: &Id<Contact>| {
        (
            engagement_contact::engagement_id.eq(id.clone()),
            engagement_contact::contact_id.eq(contact.to_string()),
            engagement_contact::two_way.eq(two_way),
            engagement_contact::day.eq(day),
        )
    };
    let contacts: Vec<_> = new.contacts.iter().map(contact).collect();
    let handed = |handed: &Handed| {
        (
            engagement_material::engagement_id.eq(id.clone()),
            engagement_material::edition_id.eq(handed.edition.to_string()),
            engagement_material::quantity.eq(i32::try_from(handed.quantity).unwrap_or(i32::MAX)),
        )
    };
    let materials: Vec<_> = new.materials.iter().map(handed).collect();
    on_backend!(&mut *tx.0.0, db => {
        diesel::insert_into(engagement_agency::table).values(&agencies).execute(db)?;
        diesel::insert_into(engagement_contact::table).values(&contacts).execute(db)?;
        diesel::insert_into(engagement_material::table).values(&materials).execute(db)?;
    });
    Ok(())
}

type Columns =
    (engagement::id, engagement::kind, engagement::campaign_id, engagement::record, engagement::version);
const COLUMNS: Columns =
    (engagement::id, engagement::kind, engagement::campaign_id, engagement::record, engagement::version);

/// An engagement.
pub fn find(snapshot: &mut Snapshot<'_>, id: Id<Engagement>) -> Result<Option<Engagement>, StoreError> {
    let row: Option<Row> =
        engagement::table.find(id.to_string()).select(COLUMNS).first(snapshot.0).optional()?;
    let Some(row) = row else { return Ok(None) };
    Ok(with_links(snapshot, &[row])?.pop())
}

/// These engagements, newest first.
pub fn those(snapshot: &mut Snapshot<'_>, ids: &[Id<Engagement>]) -> Result<Vec<Engagement>, StoreError> {
    let ids: Vec<String> = ids.iter().map(ToString::to_string).collect();
    let rows: Vec<Row> = engagement::table
        .filter(engagement::id.eq_any(ids))
        .order((engagement::day.desc(), engagement::id))
        .select(COLUMNS)
        .load(snapshot.0)?;
    with_links(snapshot, &rows)
}

/// A page of the engagements that `filter` picks, in its order, and how many there are in all.
pub fn list(
    snapshot: &mut Snapshot<'_>,
    filter: &EngagementFilter,
    offset: i64,
    limit: i64,
) -> Result<(Vec<Engagement>, i64), StoreError> {
    let total = count(snapshot, filter)?;
    // Sorted by what an index holds; only the rows that are shown are read themselves.
    let ordered = sorted(matching(filter), filter.order).select(engagement::id);
    let ids: Vec<String> = ordered.offset(offset).limit(limit).load(snapshot.0)?;
    let rows: Vec<Row> =
        engagement::table.filter(engagement::id.eq_any(&ids)).select(COLUMNS).load(snapshot.0)?;
    let mut found = with_links(snapshot, &rows)?;
    found.sort_by_cached_key(|one| ids.iter().position(|id| *id == one.id.to_string()));
    Ok((found, total))
}

/// Engagements alike in what they are sorted by are listed newest first, whichever way the list runs.
fn sorted(query: Boxed, order: Order<EngagementSort>) -> Boxed {
    let (falls, newest) = (order.is_descending(), (engagement::day.desc(), engagement::id));
    let mut kinds = rules::kinds();
    kinds.sort_by_key(|(_, label)| *label);
    let kind = rank("engagement.kind", kinds.into_iter().map(|(code, _)| code));
    let names = staff::table.filter(staff::id.nullable().eq(engagement::lead_id));
    let lead = text_or(names.select(lower(staff::name)).single_value(), "");
    match order.by {
        EngagementSort::Day if falls => query.order(newest),
        EngagementSort::Day => query.order((engagement::day, engagement::id)),
        EngagementSort::Kind if falls => query.order((kind.desc(), newest)),
        EngagementSort::Kind => query.order((kind, newest)),
        EngagementSort::Lead if falls => query.order((lead.desc(), newest)),
        EngagementSort::Lead => query.order((lead, newest)),
        EngagementSort::Reach if falls => query.order((engagement::reach.desc(), newest)),
        EngagementSort::Reach => query.order((engagement::reach, newest)),
    }
}

/// How many engagements `filter` picks.
pub fn count(snapshot: &mut Snapshot<'_>, filter: &EngagementFilter) -> Result<i64, StoreError> {
    Ok(matching(filter).count().get_result(snapshot.0)?)
}

type Boxed = engagement::BoxedQuery<'static, crate::backend::MultiBackend>;

fn matching(filter: &EngagementFilter) -> Boxed {
    let mut query = engagement::table.into_boxed();
    for word in &filter.words {
        let like = format!("%{}%", column::escaped(word));
        let with = engagement_agency::table
            .inner_join(agency::table)
            .filter(agency::search.like(like.clone()).escape('\\'))
            .select(engagement_agency::engagement_id);
        query = query.filter(engagement::search.like(like).escape('\\').or(engagement::id.eq_any(with)));
    }
    if let Some(kind) = &filter.kind {
        query = query.filter(engagement::kind.eq(kind.clone()));
    }
    if let Some(day) = filter.from {
        query = query.filter(engagement::day.ge(day.0));
    }
    if let Some(day) = filter.to {
        query = query.filter(engagement::day.le(day.0));
    }
    if let Some(lead) = filter.lead {
        query = query.filter(engagement::lead_id.eq(lead.to_string()));
    }
    if let Some(agency) = filter.agency {
        let of = engagement_agency::table
            .filter(engagement_agency::agency_id.eq(agency.to_string()))
            .select(engagement_agency::engagement_id);
        query = query.filter(engagement::id.eq_any(of));
    }
    if let Some(contact) = filter.contact {
        let of = engagement_contact::table
            .filter(engagement_contact::contact_id.eq(contact.to_string()))
            .select(engagement_contact::engagement_id);
        query = query.filter(engagement::id.eq_any(of));
    }
    if let Some(campaign) = filter.campaign {
        query = query.filter(engagement::campaign_id.eq(campaign.to_string()));
    }
    query
}

/// Adds to each row the agencies, contacts and materials that belong to it.
fn with_links(snapshot: &mut Snapshot<'_>, rows: &[Row]) -> Result<Vec<Engagement>, StoreError> {
    let ids: Vec<&str> = rows.iter().map(|row| row.id.as_str()).collect();
    let agencies: Vec<(String, String)> = engagement_agency::table
        .filter(engagement_agency::engagement_id.eq_any(&ids))
        .select((engagement_agency::engagement_id, engagement_agency::agency_id))
        .load(snapshot.0)?;
    let contacts: Vec<(String, String)> = engagement_contact::table
        .filter(engagement_contact::engagement_id.eq_any(&ids))
        .select((engagement_contact::engagement_id, engagement_contact::contact_id))
        .load(snapshot.0)?;
    let materials: Vec<(String, String, i32)> = engagement_material::table
        .filter(engagement_material::engagement_id.eq_any(&ids))
        .load(snapshot.0)?;
    let mut found = rows.iter().map(into_engagement).collect::<Result<Vec<_>, _>>()?;
    let places: HashMap<String, usize> =
        found.iter().enumerate().map(|(place, one)| (one.id.to_string(), place)).collect();
    for (of, agency) in agencies {
        if let Some(one) = places.get(&of).and_then(|place| found.get_mut(*place)) {
            one.agencies.push(column::id(&agency, "engagement_agency", "agency_id")?);
        }
    }
    for (of, contact) in contacts {
        if let Some(one) = places.get(&of).and_then(|place| found.get_mut(*place)) {
            one.contacts.push(column::id(&contact, "engagement_contact", "contact_id")?);
        }
    }
    for (of, edition, quantity) in materials {
        if let Some(one) = places.get(&of).and_then(|place| found.get_mut(*place)) {
            let edition = column::id(&edition, "engagement_material", "edition_id")?;
            one.materials.push(Handed { edition, quantity: u32::try_from(quantity).unwrap_or(0) });
        }
    }
    Ok(found)
}

fn into_engagement(row: &Row) -> Result<Engagement, StoreError> {
    const TABLE: &str = "engagement";
    Ok(Engagement {
        id: column::id(&row.id, TABLE, "id")?,
        kind: column::code(rules::kind(&row.kind), TABLE, "kind")?,
        agencies: Vec::new(),
        contacts: Vec::new(),
        materials: Vec::new(),
        campaign: column::id_if(row.campaign_id.as_deref(), TABLE, "campaign_id")?,
        record: column::from_json(&row.record, TABLE, "record")?,
        version: row.version,
    })
}

/// When each of these agencies was last met and last reached, as of `today`; those never reached are missing.
pub fn last_of_agencies(
    snapshot: &mut Snapshot<'_>,
    agencies: &[Id<Agency>],
    today: Day,
) -> Result<HashMap<Id<Agency>, Last>, StoreError> {
    let ids: Vec<String> = agencies.iter().map(ToString::to_string).collect();
    let rows: Vec<(String, bool, Option<time::Date>)> = engagement_agency::table
        .filter(engagement_agency::agency_id.eq_any(ids).and(engagement_agency::day.le(today.0)))
        .group_by((engagement_agency::agency_id, engagement_agency::two_way))
        .select((
            engagement_agency::agency_id,
            engagement_agency::two_way,
            diesel::dsl::max(engagement_agency::day),
        ))
        .load(snapshot.0)?;
    gathered(rows, "engagement_agency", "agency_id")
}

/// When each of these contacts was last met and last reached, as of `today`; those never reached are missing.
pub fn last_of_contacts(
    snapshot: &mut Snapshot<'_>,
    contacts: &[Id<Contact>],
    today: Day,
) -> Result<HashMap<Id<Contact>, Last>, StoreError> {
    let ids: Vec<String> = contacts.iter().map(ToString::to_string).collect();
    let rows: Vec<(String, bool, Option<time::Date>)> = engagement_contact::table
        .filter(engagement_contact::contact_id.eq_any(ids).and(engagement_contact::day.le(today.0)))
        .group_by((engagement_contact::contact_id, engagement_contact::two_way))
        .select((
            engagement_contact::contact_id,
            engagement_contact::two_way,
            diesel::dsl::max(engagement_contact::day),
        ))
        .load(snapshot.0)?;
    gathered(rows, "engagement_contact", "contact_id")
}

/// From the last day of each way to both, by who was reached.
pub(crate) fn gathered<T>(
    rows: Vec<(String, bool, Option<time::Date>)>,
    table: &'static str,
    name: &'static str,
) -> Result<HashMap<Id<T>, Last>, StoreError> {
    let mut found: HashMap<Id<T>, Last> = HashMap::new();
    for (id, two_way, day) in rows {
        let last = found.entry(column::id(&id, table, name)?).or_default();
        let day = day.map(Day);
        last.told = last.told.max(day);
        let way = if two_way { &mut last.met } else { &mut last.informed };
        *way = (*way).max(day);
    }
    Ok(found)
}
