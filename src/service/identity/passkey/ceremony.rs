//! Between a question to an authenticator and its answer: five minutes, once, on any node.

use data_encoding::BASE64URL_NOPAD;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crypto::context::SealContext;
use crypto::secret::Secret;
use crypto::token::Token;
use crypto::{OpenError, passkey as keys};
use domain::identity::passkey::{Holder, SignInArea};
use store::identity::ceremony as rows;

use crate::{App, Problem};

/// Seconds in which an answer must come (Level 3, 5.4: 300 to 600 seconds are recommended).
const LASTS: i64 = 300;

/// A question that the browser puts to an authenticator.
#[derive(Clone, Debug)]
pub struct Begun {
    /// What finds the ceremony again; it goes back with the answer.
    pub token: Token,
    /// The options for the browser.
    pub options: Value,
}

/// What an answer is asked for. It is good for nothing else.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Purpose {
    /// Somebody signs in, whoever it is.
    SignIn(SignInArea),
    /// Somebody who is signed in shows that it is still them.
    Confirm(Holder),
    /// They add a passkey.
    Add(Holder),
    /// Somebody sets up their account with the one-time link that has this lookup.
    Join(String),
}

/// A ceremony as it is kept.
#[derive(Serialize, Deserialize)]
struct Kept {
    purpose: Purpose,
    state: String,
    /// The owner's own key, sealed under the token: base64url.
    key: Option<String>,
}

/// A ceremony that was taken: it is there no more.
pub(super) struct Taken {
    /// What the answer was asked for.
    pub(super) purpose: Purpose,
    /// What checks the answer.
    pub(super) state: String,
    /// The owner's own key, where one was given along.
    pub(super) key: Option<Secret<32>>,
}

fn place(lookup: &str) -> SealContext<'_> {
    SealContext::new("ceremony", lookup, "key")
}

/// Keeps a question until its answer comes. `key` is sealed under the token, which only the page knows.
pub(super) async fn begin(
    app: &App,
    purpose: Purpose,
    asked: Option<keys::Begun>,
    key: Option<&Secret<32>>,
) -> Result<Begun, Problem> {
    let keys::Begun { options, state } =
        asked.ok_or_else(|| Problem::Unavailable("no question to an authenticator could be made".into()))?;
    let token = Token::random();
    let lookup = token.lookup();
    let key = key.map(|key| BASE64URL_NOPAD.encode(&token.key().seal(&place(&lookup), key.expose())));
    let kept = serde_json::to_string(&Kept { purpose, state, key });
    let kept = kept.map_err(|error| Problem::Unavailable(error.to_string()))?;
    let expires = app.now().plus_seconds(LASTS);
    app.write(move |tx| Ok(rows::insert(tx, &lookup, &kept, expires)?)).await?;
    Ok(Begun { token, options })
}

/// Takes a ceremony by its token; none when there is none, it was taken before, or its time ran out.
pub(super) async fn take(app: &App, token: &str) -> Result<Option<Taken>, Problem> {
    let Some(token) = Token::parse(token) else { return Ok(None) };
    let (lookup, now) = (token.lookup(), app.now());
    let find = lookup.clone();
    let kept = app.write(move |tx| Ok(rows::take(tx, &find, now)?)).await?;
    let Some(kept) = kept.and_then(|kept| serde_json::from_str::<Kept>(&kept).ok()) else { return Ok(None) };
    let open = |sealed: String| {
        let sealed = BASE64URL_NOPAD.decode(sealed.as_bytes()).map_err(|_| OpenError)?;
        Secret::from_slice(&token.key().open(&place(&lookup), &sealed)?).ok_or(OpenError)
    };
    match kept.key.map(open).transpose() {
        Ok(key) => Ok(Some(Taken { purpose: kept.purpose, state: kept.state, key })),
        Err(OpenError) => Err(app.seal_broken(None, &"ceremony").await),
    }
}
