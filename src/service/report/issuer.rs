//! Unlinkable tokens: issuing them to practitioners, and telling later that somebody was given one.
//!
//! A token proves that its bearer is a registered practitioner, and nothing else. Issuing is told apart from
//! spending by the mathematics of [`crypto::oprf`], and kept apart by what is written: a session's ration is
//! used up, and that row goes at sign-out; a token is unknown here until it is spent, and then only its
//! digest is kept. One key for everybody, for a quarter, published: with a key of one's own a person could be
//! told by their tokens.

use crypto::context::SealContext;
use crypto::oprf::{BearerToken, Issuer, Request};
use crypto::secret::Secret;
use domain::form::reason::report::ReportReason;
use domain::platform::quarter::Quarter;
use domain::report::sender::{BEARER, REQUEST};
use store::identity::practitioner::session;
use store::platform::lease;
use store::report::issuer as rows;

use crate::identity::practitioner::session::SignedIn;
use crate::problem::TxError;
use crate::{App, Problem};

/// Seconds of a day.
const DAY: i64 = 86_400;
/// How many accounts' rows are written anew at a time: reports that come meanwhile wait for no more than
/// that.
const PART: usize = 50;

/// The key that everybody is issued tokens with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Published {
    /// For which months.
    pub quarter: Quarter,
    /// The public key: 66 hexadecimal digits.
    pub key: String,
}

/// What a practitioner is told before they ask for tokens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// The key that proofs are checked against.
    pub published: Published,
    /// How many practitioners could have sent a report with the mark.
    pub practitioners: i64,
    /// Under how many the mark is not offered.
    pub fewest: i64,
    /// Whether this session may still have tokens issued.
    pub ration: bool,
}

impl Offer {
    /// Whether enough practitioners could have sent a report with the mark.
    pub fn is_safe(&self) -> bool {
        self.practitioners >= self.fewest
    }
}

/// What a practitioner who is signed in is offered.
///
/// # Errors
/// When the store does not work.
pub async fn offer(app: &App, signed: &SignedIn) -> Result<Offer, Problem> {
    let quarter = Quarter::of(app.now().day());
    let practitioners = app.read(move |snapshot| rows::practitioners(snapshot, quarter)).await?;
    let key = issuer(app, quarter).await?.public();
    let (published, fewest) = (Published { quarter, key }, i64::from(app.rules.fewest_practitioners));
    Ok(Offer { published, practitioners, fewest, ration: signed.ration })
}

/// The key of this quarter, for everybody to compare; none before the first practitioner looked at the page
/// that tokens are asked for on.
///
/// # Errors
/// When the store does not work.
pub async fn published(app: &App) -> Result<Option<Published>, Problem> {
    let quarter = Quarter::of(app.now().day());
    let known = find_issuer(app, quarter).await?;
    Ok(known.map(|issuer| Published { quarter, key: issuer.public() }))
}

/// Issues tokens: answers the request, and uses up the session's ration. Nothing else is written. `key` is
/// the public key that whoever asks will hold the proof against: a page may have been drawn in the quarter
/// before.
///
/// # Errors
/// [`Problem::Missing`] when too few practitioners could have asked; [`Problem::Stale`] when the session has
/// no ration, or the key is of another quarter; [`Problem::Invalid`] when what was sent is no request.
pub async fn issue(app: &App, signed: &SignedIn, key: &str, request: &str) -> Result<Vec<u8>, Problem> {
    let offer = offer(app, signed).await?;
    if !offer.is_safe() {
        return Err(Problem::Missing);
    }
    if !signed.ration || offer.published.key != key {
        return Err(Problem::Stale);
    }
    let request =
        Request::from_text(request).ok_or_else(|| Problem::invalid(REQUEST, ReportReason::NoRequest))?;
    let issuer = issuer(app, offer.published.quarter).await?;
    let answer = app.evaluate(move || issuer.issue(&request)).await?.ok_or(Problem::Busy)?;
    let session = signed.session.clone();
    app.write(move |tx| {
        if session::use_ration(tx, &session)? { Ok(()) } else { Err(TxError::Problem(Problem::Stale)) }
    })
    .await?;
    Ok(answer)
}

/// The quarter that a token was issued in; none when it was not issued here, or its time is over.
pub(crate) async fn recognise(app: &App, token: &BearerToken) -> Result<Option<Quarter>, Problem> {
    for quarter in Quarter::taken_on(app.now().day()) {
        let Some(issuer) = find_issuer(app, quarter).await? else { continue };
        let token = token.clone();
        if app.evaluate(move || issuer.issued(&token)).await? {
            return Ok(Some(quarter));
        }
    }
    Ok(None)
}

/// Looks whether a token would be taken now. It is not spent by that.
///
/// # Errors
/// [`Problem::Invalid`] when it was not issued here, or its time is over; [`Problem::Stale`] when it was
/// spent.
pub(crate) async fn check(app: &App, token: &BearerToken) -> Result<(), Problem> {
    if recognise(app, token).await?.is_none() {
        return Err(Problem::invalid(BEARER, ReportReason::UnusableToken));
    }
    let digest = token.digest();
    let spent = app.read(move |snapshot| rows::is_spent(snapshot, &digest)).await?;
    if spent { Err(Problem::Stale) } else { Ok(()) }
}

/// Chores: forgets keys and spent tokens whose time is over and, once a day, takes from the tables the order
/// in which people signed in.
///
/// # Errors
/// When the store does not work.
pub async fn tidy(app: &App) -> Result<(), Problem> {
    let now = app.now();
    let oldest = Quarter::of(now.day()).previous();
    let (random, token) = (app.random.clone(), Secret::<16>::random().to_text().to_string());
    let midnight = now.plus_seconds(DAY - now.seconds().rem_euclid(DAY));
    if !app
        .write(move |tx| {
            rows::forget_before(tx, oldest)?;
            // Whoever comes first on a day has it until the next.
            Ok(lease::take(tx, "rewriting", &token, now, midnight)?)
        })
        .await?
    {
        return Ok(());
    }
    let ids = app.read(move |snapshot| rows::shuffled(snapshot, random.as_ref())).await?;
    for part in ids.chunks(PART) {
        let part = part.to_vec();
        app.write(move |tx| Ok(rows::rewrite(tx, &part)?)).await?;
    }
    Ok(())
}

/// The key of a quarter; it is made by whoever needs it first.
async fn issuer(app: &App, quarter: Quarter) -> Result<Issuer, Problem> {
    if let Some(issuer) = find_issuer(app, quarter).await? {
        return Ok(issuer);
    }
    let new = app.issuing.seal(&place(&quarter.code()), Secret::<32>::random().expose());
    let kept = app.write(move |tx| Ok(rows::keep_key(tx, quarter, &new)?)).await?;
    open(app, quarter, &kept).await
}

async fn find_issuer(app: &App, quarter: Quarter) -> Result<Option<Issuer>, Problem> {
    match app.read(move |snapshot| rows::key(snapshot, quarter)).await? {
        Some(sealed) => open(app, quarter, &sealed).await.map(Some),
        None => Ok(None),
    }
}

async fn open(app: &App, quarter: Quarter, sealed: &[u8]) -> Result<Issuer, Problem> {
    let seed = app.issuing.open(&place(&quarter.code()), sealed).ok();
    match seed.and_then(|seed| Secret::from_slice(&seed)).and_then(|seed| Issuer::from_seed(&seed)) {
        Some(issuer) => Ok(issuer),
        None => Err(app.seal_broken(None, &"issuer key").await),
    }
}

fn place(quarter: &str) -> SealContext<'_> {
    SealContext::new("issuer_key", quarter, "sealed")
}

#[cfg(test)]
mod tests;
