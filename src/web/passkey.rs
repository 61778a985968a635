//! What both doors need to serve passkeys: the two sites they belong to, the question as JSON, the answer from a form.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::http::header::ContentEncoding;
use serde_json::json;

use crypto::passkey::RelyingParty;
use domain::identity::passkey::Door;
use service::Problem;
use service::identity::passkey::add::Proof;
use service::identity::passkey::{Answer, Begun, Ways};
use view::component::passkey::{CEREMONY, CREDENTIAL, GIVEN, PROOF, PasskeyWay, Passkeys};

use crate::answer;
use crate::extract::Fields;

/// Where passkeys are made and used. The pages of staff may stand at another origin: a passkey of one is none at the other.
#[derive(Clone, Debug)]
pub struct Sites {
    agency: Option<RelyingParty>,
    staff: Option<RelyingParty>,
}

impl Sites {
    /// The sites of these origins. `name`: what devices call the site.
    pub fn new(public_origin: &str, staff_origin: &str, name: &str) -> Self {
        Self { agency: RelyingParty::new(public_origin, name), staff: RelyingParty::new(staff_origin, name) }
    }

    /// The site of a door.
    ///
    /// # Errors
    /// [`Problem::Missing`] where there are no passkeys.
    pub(super) fn of(&self, door: Door) -> Result<&RelyingParty, Problem> {
        self.known(door).ok_or(Problem::Missing)
    }

    /// The name that passkeys of a door are bound to; none where there are none.
    pub(super) fn name(&self, door: Door) -> Option<&str> {
        self.known(door).map(RelyingParty::id)
    }

    /// What a sign-in page offers.
    pub(super) fn way(&self, door: Door, failed: bool) -> PasskeyWay<'_> {
        PasskeyWay { site: self.name(door), failed }
    }

    /// What the page of one's account shows.
    pub(super) fn shown<'a>(&'a self, door: Door, ways: &'a Ways) -> Passkeys<'a> {
        Passkeys { list: &ways.passkeys, password: ways.password, site: self.name(door) }
    }

    fn known(&self, door: Door) -> Option<&RelyingParty> {
        match door {
            Door::Agency => self.agency.as_ref(),
            Door::Staff => self.staff.as_ref(),
        }
    }
}

/// What a form brings back from a device.
pub(super) fn answered(fields: &Fields) -> Answer {
    Answer {
        ceremony: fields.get(CEREMONY).to_owned(),
        credential: fields.get(CREDENTIAL).to_owned(),
        given: fields.get(GIVEN).to_owned().into(),
    }
}

/// How somebody shows once more who they are: with a passkey, where one was asked for; with their password otherwise.
pub(super) fn proof(fields: &Fields) -> Proof {
    if fields.has(CREDENTIAL) {
        Proof::Passkey(answered(fields))
    } else {
        Proof::Password(fields.get(PROOF).to_owned().into())
    }
}

/// The question for the device, or in words why there is none.
pub(super) fn asking(begun: Result<Begun, Problem>) -> answer::Answer {
    let (status, said) = match begun {
        Ok(Begun { token, options }) => {
            (StatusCode::OK, json!({ CEREMONY: *token.to_text(), "options": options }))
        }
        Err(Problem::Invalid(errors)) => {
            let words = errors.iter().map(|(_, words)| words).next().unwrap_or_default();
            (StatusCode::UNPROCESSABLE_ENTITY, json!({ "error": words }))
        }
        Err(problem) => return Err(problem.into()),
    };
    Ok(HttpResponse::build(status)
        .content_type("application/json")
        // Short, and mostly drawn at random: trying to compress it would only cost time.
        .insert_header(ContentEncoding::Identity)
        .body(said.to_string()))
}
