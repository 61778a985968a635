//! Drafts of long forms, sealed to whoever types them: nobody else opens one, or can tell which form it is
//! of. A draft ends with the account's key: after a reset it opens no more.

use crypto::context::SealContext;
use crypto::padding::{pad, unpad};
use domain::identity::form_draft::FormPage;
use domain::platform::time::Timestamp;
use store::identity::form_draft as rows;
use store::{StoreError, Tx};
use zeroize::Zeroizing;

use super::session::Signed;
use crate::{App, Problem};

fn lookup(signed: &Signed, page: &FormPage) -> String {
    signed.private.lookup("form draft", page.as_str())
}

fn place(lookup: &str) -> SealContext<'_> {
    SealContext::new("form_draft", lookup, "fields")
}

/// Keeps what was typed, in place of what was kept before.
///
/// # Errors
/// When the store does not work, or the session has ended.
pub async fn save(
    app: &App,
    signed: &Signed,
    page: &FormPage,
    typed: &[(String, String)],
) -> Result<(), Problem> {
    let plain = Zeroizing::new(serde_json::to_vec(typed).unwrap_or_default());
    let lookup = lookup(signed, page);
    let sealed = signed.private.public()?.seal(&place(&lookup), &pad(&plain));
    let (signed, now) = (signed.clone(), app.now());
    app.write(move |tx| {
        let actor = signed.present(tx, now)?;
        Ok(rows::save(tx, &lookup, actor.id, &sealed, now)?)
    })
    .await
}

/// When the draft of this form was saved; none when there is none.
///
/// # Errors
/// When the store does not work.
pub async fn saved_at(app: &App, signed: &Signed, page: &FormPage) -> Result<Option<Timestamp>, Problem> {
    let lookup = lookup(signed, page);
    app.read(move |snapshot| rows::saved_at(snapshot, &lookup)).await
}

/// The draft of this form; none when there is none, or it does not open.
///
/// # Errors
/// When the store does not work.
pub async fn open(
    app: &App,
    signed: &Signed,
    page: &FormPage,
) -> Result<Option<Vec<(String, String)>>, Problem> {
    let lookup = lookup(signed, page);
    let row = lookup.clone();
    let Some(sealed) = app.read(move |snapshot| rows::find(snapshot, &row)).await? else { return Ok(None) };
    let opened = signed.private.open(&place(&lookup), &sealed).and_then(|padded| unpad(&padded));
    Ok(opened.ok().and_then(|plain| serde_json::from_slice(&plain).ok()))
}

/// Deletes the draft of this form, if there is one: it was sent, or nobody wants it.
///
/// # Errors
/// When the store does not work.
pub async fn delete(app: &App, signed: &Signed, page: &FormPage) -> Result<(), Problem> {
    if saved_at(app, signed, page).await?.is_none() {
        return Ok(());
    }
    let lookup = lookup(signed, page);
    let write = move |tx: &mut Tx<'_>| rows::delete(tx, &lookup);
    Ok(app.store.write::<_, StoreError, _>(write).await?)
}
