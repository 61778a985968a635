//! Health, housing and need.

use super::row::AgencyKind;
use super::row::Most::{Many, OneInDistrict};

pub(super) const KINDS: &[AgencyKind] = &[
    AgencyKind::new("HE-MH", 4, Many, "B")
        .named(&["{t} Community Mental Health Team", "{t} Crisis Resolution Team", "{w} Ward Day Service"])
        .part_of("{f} Partnership NHS Trust")
        .staffed(&["Team manager", "Community psychiatric nurse", "Safeguarding lead", "Social worker"])
        .helping(&["mental"]),
    AgencyKind::new("HE-DA", 4, Many, "B")
        .named(&["{t} Drug and Alcohol Service", "{w} Recovery Service", "{w} Needle Exchange"])
        .staffed(&["Service manager", "Recovery worker", "Non-medical prescriber", "Women's lead"])
        .helping(&["substances"])
        .perhaps(&["HO-HOM"]),
    AgencyKind::new("HE-HOSP", 2, OneInDistrict, "A")
        .named(&["{d} Hospital Emergency Department", "{d} Hospital Domestic Abuse Advisers"])
        .part_of("{f} Hospitals NHS Trust")
        .staffed(&["Matron, emergency department", "Hospital IDVA", "Safeguarding lead nurse"]),
    AgencyKind::new("HE-GP", 8, Many, "C")
        .named(&["{t} Medical Practice", "{w} Surgery", "{w} Health Centre"])
        .staffed(&["Practice manager", "GP safeguarding lead", "IRIS advocate educator", "Practice nurse"]),
    AgencyKind::new("HE-SH", 2, Many, "A")
        .named(&["{t} Sexual Health Clinic", "{w} Sexual Health"])
        .staffed(&["Clinic manager", "Health adviser", "Sexual health nurse"])
        .helping(&["young"])
        .perhaps(&["EX-SW"]),
    AgencyKind::new("HE-LD", 2, Many, "B")
        .named(&["{w} Learning Disability Support", "{t} Supported Living"])
        .staffed(&["Registered manager", "Keyworker", "Safeguarding lead"])
        .helping(&["learning"]),
    AgencyKind::new("HO-HOM", 5, Many, "B")
        .named(&["{w} Night Shelter", "{w} House Hostel", "{t} Homeless Day Centre"])
        .staffed(&["Hostel manager", "Night worker", "Key worker", "Street outreach worker"])
        .helping(&["homeless"])
        .perhaps(&["HE-DA"]),
    AgencyKind::new("HO-HA", 5, Many, "C")
        .named(&["{w} Housing Association", "{t} and District Homes", "{w} Homes"])
        .staffed(&["Tenancy services manager", "Neighbourhood officer", "Domestic abuse housing lead"]),
    AgencyKind::new("HO-ADV", 4, Many, "C")
        .named(&["{w} Law Centre", "{t} Debt Advice", "{w} Money Advice"])
        .staffed(&["Centre manager", "Duty solicitor", "Debt adviser", "Volunteer adviser"]),
    AgencyKind::new("HO-FAITH", 6, Many, "C")
        .named(&["{t} Food Bank", "{w} Community Kitchen", "{t} Interfaith Welcome"])
        .staffed(&["Co-ordinator", "Session leader", "Trustee for safeguarding"]),
    AgencyKind::new("OTHER", 2, Many, "C")
        .named(&["{t} Community Transport", "{w} Neighbours", "{w} Animal Fostering"])
        .staffed(&["Co-ordinator", "Volunteer driver", "Trustee"]),
];
