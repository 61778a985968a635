//! The parts of the police side, and which of them a role may use.

use domain::casework::approval::purpose;
use domain::identity::role::Permission;
use domain::identity::staff::Actor;

/// A side of the police pages with a menu of its own. Who has several goes over by a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Area {
    /// What is done with reports.
    Casework,
    /// What is done with agencies.
    Engagement,
    /// What keeps the site going.
    Running,
}

impl Area {
    /// Every area.
    pub const ALL: [Self; 3] = [Self::Casework, Self::Engagement, Self::Running];

    /// Its name.
    pub fn label(self) -> &'static str {
        match self {
            Self::Casework => "Casework",
            Self::Engagement => "Engagement",
            Self::Running => "This site",
        }
    }

    /// The areas that this person may go to, each with its places, in the order of the menu.
    pub fn of(actor: &Actor) -> Vec<(Self, Vec<NavItem>)> {
        let places = |area| NavItem::of(actor).filter(|place| place.area() == area).collect::<Vec<_>>();
        let all = Self::ALL.map(|area| (area, places(area)));
        all.into_iter().filter(|(_, places)| !places.is_empty()).collect()
    }
}

/// A part of the police side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NavItem {
    /// The inbox and everything behind it.
    Cases,
    /// Who holds a desk's key, and where its mail goes.
    Desks,
    /// Notices that only managers know of.
    Notices,
    /// Who to call next.
    Calls,
    /// The register of agencies.
    Agencies,
    /// The ledger of engagements, with its follow-ups and its calendar.
    Engagements,
    /// Planned series of engagements.
    Campaigns,
    /// Leaflets, posters, slides.
    Materials,
    /// How well agencies are covered.
    Coverage,
    /// What takes two people.
    Approvals,
    /// Mail that is waiting or could not be sent.
    Mail,
    /// Services that help.
    Helplines,
    /// Who did what.
    Audit,
}

impl NavItem {
    /// Every place, in the order of the menu.
    const ALL: [Self; 13] = [
        Self::Cases,
        Self::Desks,
        Self::Notices,
        Self::Calls,
        Self::Agencies,
        Self::Engagements,
        Self::Campaigns,
        Self::Materials,
        Self::Coverage,
        Self::Approvals,
        Self::Mail,
        Self::Helplines,
        Self::Audit,
    ];

    /// The places that this person may go to, in the order of the menu.
    pub fn of(actor: &Actor) -> impl Iterator<Item = Self> {
        Self::ALL.into_iter().filter(move |place| place.is_for(actor))
    }

    /// The side that it belongs to.
    pub fn area(self) -> Area {
        match self {
            Self::Cases | Self::Desks | Self::Notices | Self::Approvals => Area::Casework,
            Self::Calls
            | Self::Agencies
            | Self::Engagements
            | Self::Campaigns
            | Self::Materials
            | Self::Coverage => Area::Engagement,
            Self::Mail | Self::Helplines | Self::Audit => Area::Running,
        }
    }

    fn is_for(self, actor: &Actor) -> bool {
        actor.may(match self {
            // Whoever has neither cases nor a source's key finds what waits for their decision on their first
            // page.
            Self::Approvals => return purpose::takes_part(actor.role) && works_with_desks(actor),
            Self::Cases => Permission::Casework,
            Self::Desks => return actor.sees_desks(),
            Self::Notices => Permission::ReviewSources,
            Self::Calls | Self::Agencies | Self::Engagements | Self::Campaigns | Self::Materials => {
                Permission::Engage
            }
            Self::Coverage => Permission::SeeCoverage,
            Self::Mail => Permission::RunMail,
            Self::Helplines => Permission::EditContent,
            Self::Audit => Permission::ReadAudit,
        })
    }

    /// Its name in the menu.
    pub fn label(self) -> &'static str {
        match self {
            Self::Cases => "Cases",
            Self::Desks => "Desks",
            Self::Notices => "Notices",
            Self::Calls => "Who to call",
            Self::Agencies => "Agencies",
            Self::Engagements => "Engagements",
            Self::Coverage => "Coverage",
            Self::Campaigns => "Campaigns",
            Self::Materials => "Materials",
            Self::Approvals => "Approvals",
            Self::Mail => "Mail",
            Self::Helplines => "Helplines",
            Self::Audit => "Audit log",
        }
    }

    /// Its first page.
    pub fn href(self) -> String {
        match self {
            Self::Cases => path::staff::inbox(),
            Self::Desks => path::staff::desks(),
            Self::Notices => path::staff::notices(),
            Self::Calls => path::register::calls(),
            Self::Agencies => path::register::agencies(),
            Self::Engagements => path::register::engagements(),
            Self::Coverage => path::register::coverage(),
            Self::Campaigns => path::register::campaigns(),
            Self::Materials => path::register::materials(),
            Self::Approvals => path::staff::approvals(),
            Self::Mail => path::staff::mail(),
            Self::Helplines => path::staff::helplines(),
            Self::Audit => path::staff::audit(),
        }
    }
}

fn works_with_desks(actor: &Actor) -> bool {
    actor.may(Permission::Casework) || actor.may(Permission::KeepSource)
}
