//! The keys that unlinkable tokens are issued with, one for each quarter, and the tokens that were spent.
//!
//! Nothing here says which account a token was issued to: the issuer never sees a token before it is spent.

use diesel::prelude::*;

use domain::identity::staff::Standing;
use domain::platform::quarter::Quarter;
use domain::platform::random::Random;

use crate::backend::on_backend;
use crate::error::StoreError;
use crate::schema::{issuer_key, kept_reports, passkey, practitioner, practitioner_key, spent_token};
use crate::{Snapshot, Tx};

/// The sealed key of a quarter.
pub fn key(snapshot: &mut Snapshot<'_>, quarter: Quarter) -> Result<Option<Vec<u8>>, StoreError> {
    let row = issuer_key::table.find(quarter.code()).select(issuer_key::sealed).first(snapshot.0);
    Ok(row.optional()?)
}

/// Keeps the sealed key of a quarter unless there is one already, and gives the one that there is then: of
/// several nodes that come at once, all get that of the first.
pub fn keep_key(tx: &mut Tx<'_>, quarter: Quarter, sealed: &[u8]) -> Result<Vec<u8>, StoreError> {
    let row = (issuer_key::quarter.eq(quarter.code()), issuer_key::sealed.eq(sealed));
    let insert = diesel::insert_into(issuer_key::table).values(row);
    on_backend!(tx.0.0, connection => insert.on_conflict_do_nothing().execute(connection))?;
    Ok(issuer_key::table.find(quarter.code()).select(issuer_key::sealed).first(tx.0.0)?)
}

/// Whether a token with this digest was spent.
pub fn is_spent(snapshot: &mut Snapshot<'_>, digest: &str) -> Result<bool, StoreError> {
    let found: Option<String> =
        spent_token::table.find(digest).select(spent_token::digest).first(snapshot.0).optional()?;
    Ok(found.is_some())
}

/// Spends a token; false when it was spent before.
pub fn spend(tx: &mut Tx<'_>, digest: &str, quarter: Quarter) -> Result<bool, StoreError> {
    let row = (spent_token::digest.eq(digest), spent_token::quarter.eq(quarter.code()));
    let insert = diesel::insert_into(spent_token::table).values(row);
    let rows = on_backend!(tx.0.0, connection => insert.on_conflict_do_nothing().execute(connection))?;
    Ok(rows == 1)
}

/// How many people could have been issued tokens in a quarter: accounts that work and have signed in.
pub fn practitioners(snapshot: &mut Snapshot<'_>, quarter: Quarter) -> Result<i64, StoreError> {
    let could = practitioner::table
        .filter(practitioner::quarter.eq(quarter.code()))
        .filter(practitioner::standing.eq(Standing::Active.code()))
        .filter(practitioner::rations.gt(0));
    Ok(could.count().get_result(snapshot.0)?)
}

/// Deletes the keys and the spent tokens of all quarters before this one. No token of theirs is taken any
/// more.
pub fn forget_before(tx: &mut Tx<'_>, quarter: Quarter) -> Result<(), StoreError> {
    let code = quarter.code();
    diesel::delete(spent_token::table.filter(spent_token::quarter.lt(&code))).execute(tx.0.0)?;
    diesel::delete(issuer_key::table.filter(issuer_key::quarter.lt(&code))).execute(tx.0.0)?;
    Ok(())
}

/// Every account, in a random order: see [`rewrite`].
pub fn shuffled(snapshot: &mut Snapshot<'_>, random: &dyn Random) -> Result<Vec<String>, StoreError> {
    let mut ids: Vec<String> = practitioner::table.select(practitioner::id).load(snapshot.0)?;
    for last in (1..ids.len()).rev() {
        let other = random.below(last as u64 + 1);
        ids.swap(last, usize::try_from(other).unwrap_or(last));
    }
    Ok(ids)
}

/// Writes anew, as they are, the rows of some accounts that change when somebody signs in or keeps a report.
/// Tells of how many accounts.
///
/// PostgreSQL puts a changed row behind the others and numbers the transaction that changed it: who holds the
/// database could read from the table which accounts were the last to sign in before a report came.
pub fn rewrite(tx: &mut Tx<'_>, ids: &[String]) -> Result<usize, StoreError> {
    for id in ids {
        let row = practitioner::table.find(id);
        diesel::update(row).set(practitioner::rations.eq(practitioner::rations)).execute(tx.0.0)?;
        let row = practitioner_key::table.find(id);
        diesel::update(row)
            .set(practitioner_key::totp_step.eq(practitioner_key::totp_step))
            .execute(tx.0.0)?;
        // Long values lie in a table of their own, and only a value that is handed over is written there
        // anew. This one may have been written when somebody signed in for the first time since an upgrade.
        let row = practitioner_key::table.find(id);
        let totp: Option<Option<Vec<u8>>> =
            row.select(practitioner_key::server_totp).first(tx.0.0).optional()?;
        if let Some(totp) = totp {
            diesel::update(row).set(practitioner_key::server_totp.eq(totp)).execute(tx.0.0)?;
        }
        let row = kept_reports::table.find(id);
        let sealed: Option<Vec<u8>> = row.select(kept_reports::sealed).first(tx.0.0).optional()?;
        if let Some(sealed) = sealed {
            diesel::update(row).set(kept_reports::sealed.eq(sealed)).execute(tx.0.0)?;
        }
        // The counter of a passkey goes up when somebody signs in.
        let theirs = passkey::table.filter(passkey::practitioner_id.eq(id));
        diesel::update(theirs).set(passkey::credential.eq(passkey::credential)).execute(tx.0.0)?;
    }
    Ok(ids.len())
}
