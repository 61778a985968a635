//! How the site is, for an administrator's page after signing in.

use service::Problem;
use service::identity::session::Signed;
use service::platform::{helpline, outbox};
use view::Markup;
use view::admin::health::Health;

use crate::certificate::last_day;
use crate::state::WebState;

/// The part, and whether nothing asks for somebody to do something.
pub(crate) async fn part(state: &WebState, signed: &Signed) -> Result<(Markup, bool), Problem> {
    let app = &state.app;
    let mail = outbox::view(app, signed).await?;
    let unchecked = helpline::list(app).await?.iter().filter(|line| line.checked.is_none()).count();
    let health = Health {
        late: mail.late.values().sum(),
        given_up: mail.given_up.values().sum(),
        without_mail: state.machine.without_mail,
        unchecked,
        certificate: state.machine.certificate.as_deref().and_then(last_day),
        free: app.blobs.free(),
        version: env!("CARGO_PKG_VERSION"),
        today: app.now().day(),
    };
    Ok((health.draw(), health.is_calm()))
}
