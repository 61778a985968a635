//! What stands around the form of an entry: its heading, the pages above, where it goes, and its button.

use domain::platform::id::Id;
use domain::register::agency::Agency;
use domain::register::campaign::Campaign;
use domain::register::contact::Contact;
use domain::register::engagement::Engagement;
use domain::register::feedback::Feedback;
use domain::register::follow_up::FollowUp;
use domain::register::material::{Edition, Material};

use crate::staff::list_place::ListPlace;
use crate::staff::nav_item::NavItem;

const SAVE: &str = "Save";

/// What stands around the form of an entry.
#[derive(Clone, Debug)]
pub struct Frame<'a> {
    /// The heading.
    pub(super) title: String,
    /// The part of the menu.
    pub(super) place: NavItem,
    /// The pages above, as text and address.
    pub(super) above: Vec<(&'a str, String)>,
    /// Where the form goes.
    pub action: String,
    /// The words on the button.
    pub(super) button: &'static str,
}

impl<'a> Frame<'a> {
    /// Around the form that adds an agency.
    pub fn new_agency() -> Self {
        Self {
            title: "Add an agency".into(),
            place: NavItem::Agencies,
            above: vec![agencies()],
            action: path::register::new_agency(),
            button: "Add agency",
        }
    }

    /// Around the form that changes an agency.
    pub fn agency(agency: &'a Agency) -> Self {
        Self {
            title: "Change an agency".into(),
            place: NavItem::Agencies,
            above: below_agency(agency),
            action: path::register::agency_edit(&agency.id),
            button: SAVE,
        }
    }

    /// Around the form that adds a contact of an agency.
    pub fn new_contact(agency: &'a Agency) -> Self {
        Self {
            title: "Add a contact".into(),
            place: NavItem::Agencies,
            above: below_agency(agency),
            action: path::register::new_contact(&agency.id),
            button: "Add contact",
        }
    }

    /// Around the form that changes a contact of an agency.
    pub fn contact(contact: &Contact, agency: &'a Agency) -> Self {
        Self {
            title: contact.name().to_owned(),
            place: NavItem::Agencies,
            above: below_agency(agency),
            action: path::register::contact(&contact.id),
            button: SAVE,
        }
    }

    /// Around the form that adds a campaign.
    pub fn new_campaign() -> Self {
        Self {
            title: "Add a campaign".into(),
            place: NavItem::Campaigns,
            above: vec![campaigns()],
            action: path::register::new_campaign(),
            button: "Add campaign",
        }
    }

    /// Around the form that changes a campaign.
    pub fn campaign(campaign: &'a Campaign) -> Self {
        Self {
            title: "Change a campaign".into(),
            place: NavItem::Campaigns,
            above: vec![campaigns(), (campaign.name(), path::register::campaign(&campaign.id))],
            action: path::register::campaign_edit(&campaign.id),
            button: SAVE,
        }
    }

    /// Around the form that adds a material.
    pub fn new_material() -> Self {
        Self {
            title: "Add a material".into(),
            place: NavItem::Materials,
            above: vec![materials()],
            action: path::register::new_material(),
            button: "Add material",
        }
    }

    /// Around the form that changes a material.
    pub fn material(material: &'a Material) -> Self {
        Self {
            title: "Change a material".into(),
            place: NavItem::Materials,
            above: below_material(material),
            action: path::register::material_edit(&material.id),
            button: SAVE,
        }
    }

    /// Around the form that adds an edition of a material.
    pub fn new_edition(material: &'a Material) -> Self {
        Self {
            title: "Add an edition".into(),
            place: NavItem::Materials,
            above: below_material(material),
            action: path::register::new_edition(&material.id),
            button: "Add edition",
        }
    }

    /// Around the form that changes an edition of a material.
    pub fn edition(edition: &Edition, material: &'a Material) -> Self {
        Self {
            title: format!("{}: {}", material.name(), edition.title()),
            place: NavItem::Materials,
            above: below_material(material),
            action: path::register::edition(&edition.id),
            button: SAVE,
        }
    }

    /// Around the form that adds an entry of “You said, we did”.
    pub fn new_feedback() -> Self {
        Self {
            title: "Add an entry".into(),
            place: NavItem::Engagements,
            above: vec![feedback()],
            action: path::register::new_feedback(),
            button: "Add entry",
        }
    }

    /// Around the form that changes an entry of “You said, we did”.
    pub fn feedback(id: Id<Feedback>) -> Self {
        Self {
            title: "Change an entry".into(),
            place: NavItem::Engagements,
            above: vec![feedback()],
            action: path::register::feedback_edit(&id),
            button: SAVE,
        }
    }

    /// Around the form that changes a follow-up.
    pub fn follow_up(id: Id<FollowUp>) -> Self {
        Self {
            title: "Change a follow-up".into(),
            place: NavItem::Engagements,
            above: vec![("Follow-ups", path::register::follow_ups())],
            action: path::register::follow_up_edit(&id),
            button: SAVE,
        }
    }

    /// Around the form that logs an engagement.
    pub fn new_engagement() -> Self {
        Self {
            title: "Log an engagement".into(),
            place: NavItem::Engagements,
            above: vec![engagements()],
            action: path::register::new_engagement(),
            button: "Log engagement",
        }
    }

    /// Around the form that changes the engagement with this name.
    pub fn engagement(id: Id<Engagement>, title: &'a str) -> Self {
        Self {
            title: "Change an engagement".into(),
            place: NavItem::Engagements,
            above: vec![engagements(), (title, path::register::engagement(&id))],
            action: path::register::engagement_edit(&id),
            button: SAVE,
        }
    }

    /// Around the form that changes the words of the leaflet and the poster.
    pub fn leaflet_words() -> Self {
        Self {
            title: "Words of the leaflet and the poster".into(),
            place: NavItem::Materials,
            above: vec![materials()],
            action: path::register::leaflet_words(),
            button: SAVE,
        }
    }
}

impl Frame<'_> {
    /// The same for whoever came from a list: it is the first page above, and the others know the way back to
    /// it.
    #[must_use]
    pub fn from_list(mut self, place: &ListPlace) -> Self {
        self.action = place.carry(&self.action);
        let mut above = self.above.into_iter();
        let first = above.next().map(|list| place.above(list));
        let others = above.map(|(text, href)| (text, place.carry(&href)));
        self.above = first.into_iter().chain(others).collect();
        self
    }
}

fn agencies() -> (&'static str, String) {
    ("Agencies", path::register::agencies())
}

fn campaigns() -> (&'static str, String) {
    ("Campaigns", path::register::campaigns())
}

fn engagements() -> (&'static str, String) {
    ("Engagements", path::register::engagements())
}

fn feedback() -> (&'static str, String) {
    ("You said, we did", path::register::feedback())
}

fn materials() -> (&'static str, String) {
    ("Materials", path::register::materials())
}

fn below_agency(agency: &Agency) -> Vec<(&str, String)> {
    vec![agencies(), (agency.name(), path::register::agency(&agency.id))]
}

fn below_material(material: &Material) -> Vec<(&str, String)> {
    vec![materials(), (material.name(), path::register::material(&material.id))]
}
