//! The parts of the police side, and which of them a role may use.

use domain::casework::approval::purpose;
use domain::identity::role::{Permission, Role};

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

    /// The places that people of this role may go to, in the order of the menu.
    pub fn of(role: Role) -> impl Iterator<Item = Self> {
        Self::ALL.into_iter().filter(move |place| place.is_for(role))
    }

    fn is_for(self, role: Role) -> bool {
        role.may(match self {
            Self::Approvals => return purpose::takes_part(role),
            Self::Cases => Permission::Casework,
            Self::Desks => Permission::ManageDesk,
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

    /// What people do there, in a sentence.
    pub fn purpose(self) -> &'static str {
        match self {
            Self::Cases => "Read and sort the reports of your desk, answer reporters, and move cases on.",
            Self::Desks => "See who holds the key of your desk, add somebody, and say where its mail goes.",
            Self::Notices => "See what is for managers of your desk alone.",
            Self::Calls => "See which agency to call next, and why.",
            Self::Coverage => "See in numbers which agencies are engaged, and where the gaps are.",
            Self::Approvals => "Approve or refuse what others have asked for, and see what you asked for.",
            Self::Agencies => {
                "See which agencies support people, whom to call there, and what was done with them."
            }
            Self::Engagements => {
                "Write down what was done with agencies, see what is to follow, and who has been reached."
            }
            Self::Campaigns => "Plan a series of sessions for chosen agencies, and see how far it is.",
            Self::Materials => {
                "Keep leaflets and posters up to date, print them, and see who was given which."
            }
            Self::Mail => "See mail that could not be sent, and send it again.",
            Self::Helplines => {
                "Keep the services that help reporters right, and note when they were checked."
            }
            Self::Audit => "See who did what and when. The log never holds what a report says.",
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
