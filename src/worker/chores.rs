//! Chores: wiping what has run out. One node at a time does them.

use crate::crypto::secret::Secret;
use crate::service::{House, Problem};
use crate::store::{Snapshot, StoreError, attachment, lease, material, session, visit};

/// Seconds for which a node keeps the chores to itself.
const LEASE: i64 = 180;
/// Seconds after which a file that nothing refers to is taken for left over: longer than anybody writes a report.
const LEFT_OVER: i64 = 2 * 86_400;
/// How many files are asked after at a time.
const BATCH: usize = 200;

/// Who this node is, when nodes take turns.
#[derive(Debug)]
pub struct Holder(String);

impl Holder {
    /// A name that no other node has.
    #[expect(clippy::new_without_default, reason = "each is another")]
    pub fn new() -> Self {
        Self(Secret::<16>::random().to_text().to_string())
    }
}

/// Does the chores if it is this node's turn; says whether it was.
///
/// # Errors
/// When the store or the files do not work.
pub async fn step(house: &House, holder: &Holder) -> Result<bool, Problem> {
    let (now, token) = (house.now(), holder.0.clone());
    let until = now.plus_seconds(LEASE);
    let ours = house.store.write(move |tx| lease::take(tx, "chores", &token, now, until)).await?;
    if ours {
        sweep_rows(house).await?;
        sweep_files(house).await?;
    }
    Ok(ours)
}

async fn sweep_rows(house: &House) -> Result<(), Problem> {
    let now = house.now();
    let write = move |tx: &mut crate::store::Tx<'_>| {
        visit::sweep(tx, now)?;
        session::sweep(tx, now)
    };
    Ok(house.store.write(write).await?)
}

async fn sweep_files(house: &House) -> Result<(), Problem> {
    let before = house.now().plus_seconds(-LEFT_OVER);
    house.blobs.sweep_unfinished(before).await?;
    let old = house.blobs.list(before).await?;
    for batch in old.chunks(BATCH) {
        let ids = batch.to_vec();
        let read = move |snapshot: &mut Snapshot<'_>| {
            let mut known = attachment::known(snapshot, &ids)?;
            known.extend(material::known_files(snapshot, &ids)?);
            Ok::<_, StoreError>(known)
        };
        let known = house.store.read(read).await?;
        for id in batch.iter().filter(|id| !known.contains(id)) {
            house.blobs.delete(id).await?;
        }
    }
    Ok(())
}
