//! Concerns that are told at length, sent through the form.

use domain::report::question::{CONTACT, DANGER, FORCE, RELATION, SIGN, STORY};
use service::report::draft;
use service::report::visit::Visit;
use service::{App, Problem};

use crate::force::HOME;

/// The fields of a concern and what is answered.
pub(super) type Sample = &'static [(&'static str, &'static [&'static str])];

/// The few concerns that are told at length.
pub(super) const CONCERNS: &[Sample] = &[
    &[
        (
            STORY.name(),
            &[
                "An officer who came after a break-in keeps sending me messages from his own phone. At first they were about the case. Now he says he thinks about me and asks if I am alone at night. I am scared to say no because he knows where I live.",
            ],
        ),
        (RELATION.name(), &["me"]),
        ("rank", &["PC"]),
        ("team", &["Neighbourhood team, Harrow Green"]),
        (SIGN.name(), &["W03", "W05", "W06"]),
        ("when", &["now"]),
        (DANGER.name(), &["later"]),
        (CONTACT.name(), &["mailbox"]),
    ],
    &[
        (
            STORY.name(),
            &[
                "Two of our residents have told us about the same officer. He visits off duty and brings presents. One says that he told her not to mention it to staff.",
            ],
        ),
        (RELATION.name(), &["agency"]),
        ("known", &["several"]),
        ("consent", &["agrees"]),
        ("told", &["2-3"]),
        ("agency_type", &["DA-REF"]),
        ("agency_name", &["Lantern House"]),
        (SIGN.name(), &["W01", "W10", "W14"]),
    ],
    &[
        (
            STORY.name(),
            &[
                "He said that my statement would go further if I met him for a drink. When I said no he said nobody would believe me.",
            ],
        ),
        (RELATION.name(), &["me"]),
        (SIGN.name(), &["W17", "W18"]),
        (DANGER.name(), &["now"]),
        ("when", &["week"]),
    ],
    &[
        (
            STORY.name(),
            &[
                "My sister has been told to ask only for one officer when she calls. He turns his camera off when he is at her flat.",
            ],
        ),
        (RELATION.name(), &["known"]),
        (SIGN.name(), &["W12", "W16"]),
        ("young", &["no"]),
    ],
    &[
        (
            STORY.name(),
            &[
                "Somebody in the department that deals with complaints asked me for pictures while my complaint was open.",
            ],
        ),
        (RELATION.name(), &["me"]),
        ("standards", &["yes"]),
        (SIGN.name(), &["W19"]),
    ],
];

/// Sends one.
///
/// # Errors
/// When the store does not work.
pub(super) async fn file(app: &App, sample: Sample) -> Result<(), Problem> {
    let lists = draft::lists(app).await?;
    let mut visit = draft::begin(app);
    if let Visit::Draft { answers, .. } = &mut visit.visit {
        for (field, values) in sample {
            answers.set(field, values.iter().map(|value| (*value).to_owned()).collect());
        }
        if lists.forces.len() > 1 {
            answers.set(FORCE, vec![HOME.to_owned()]);
        }
    }
    service::report::visit::save(app, &mut visit).await?;
    service::report::concern::submit(app, &mut visit, &lists).await?;
    service::report::visit::leave(app, visit.token()).await
}
