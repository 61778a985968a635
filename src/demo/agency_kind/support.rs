//! Services for people who were harmed, and groups that people form for themselves.

use super::row::AgencyKind;
use super::row::Most::{Many, OneInDistrict, OneInForce};

pub(super) const KINDS: &[AgencyKind] = &[
    AgencyKind::new("DA-IDVA", 4, Many, "A")
        .named(&["{w} Domestic Abuse Advocacy", "{d} IDVA Service", "{w} Independent Advisers"])
        .staffed(&["IDVA service manager", "Senior IDVA", "Court IDVA", "Young people's IDVA"])
        .helping(&["women", "men"])
        .perhaps(&["DA-COM"]),
    AgencyKind::new("DA-REF", 6, Many, "A")
        .named(&["{w} House Women's Refuge", "{w} Refuge", "{w} Safe Homes"])
        .staffed(&["Refuge manager", "Deputy refuge manager", "Children's worker", "Resettlement worker"])
        .helping(&["women", "children"])
        .perhaps(&["DA-COM"]),
    AgencyKind::new("DA-COM", 8, Many, "B")
        .named(&["{w} Domestic Abuse Outreach", "{t} Domestic Abuse Drop-in", "{w} Families Service"])
        .staffed(&["Outreach manager", "Outreach worker", "Group worker", "Safeguarding lead"])
        .helping(&["women", "children"])
        .perhaps(&["DA-IDVA", "CO-WC"]),
    AgencyKind::new("DA-PERP", 1, OneInDistrict, "C")
        .named(&["{w} Change Programme", "{d} Behaviour Change Project"])
        .staffed(&["Programme manager", "Facilitator", "Partner link worker"])
        .helping(&["men"]),
    AgencyKind::new("DA-HL", 1, OneInForce, "A")
        .named(&["{f} Domestic Abuse Helpline", "{w} Line for Domestic Abuse"])
        .staffed(&["Helpline manager", "Shift leader", "Helpline adviser"])
        .helping(&["women", "men"]),
    AgencyKind::new("SV-RC", 3, Many, "A")
        .named(&["{d} Rape Crisis Centre", "{w} Rape and Sexual Abuse Centre"])
        .staffed(&["Centre manager", "Counsellor", "Support worker", "Helpline co-ordinator"])
        .helping(&["women"])
        .perhaps(&["SV-ISVA", "SV-CSA"]),
    AgencyKind::new("SV-ISVA", 3, Many, "A")
        .named(&["{d} ISVA Service", "{w} Advocacy after Sexual Violence"])
        .staffed(&["ISVA manager", "ISVA", "Children's ISVA"])
        .helping(&["women", "men"]),
    AgencyKind::new("SV-SARC", 1, OneInForce, "A")
        .named(&["{w} Sexual Assault Referral Centre", "{f} Sexual Assault Referral Centre"])
        .part_of("{f} Hospitals NHS Trust")
        .staffed(&["SARC manager", "Forensic nurse examiner", "Crisis worker"])
        .helping(&["women", "men", "young"]),
    AgencyKind::new("SV-CSA", 2, Many, "B")
        .named(&["{w} Child Sexual Abuse Service", "{w} Therapy for Children"])
        .staffed(&["Clinical lead", "Child therapist", "Family practitioner"])
        .helping(&["children", "young"]),
    AgencyKind::new("EX-SW", 3, Many, "A")
        .named(&["{w} Sex Workers' Outreach", "{t} Night Outreach Project", "{w} Street Van"])
        .staffed(&["Project manager", "Night outreach worker", "Outreach nurse", "Case worker"])
        .helping(&["sex_work", "women"])
        .perhaps(&["HE-SH"]),
    AgencyKind::new("EX-MS", 1, OneInForce, "B")
        .named(&["{w} Anti-Trafficking Project", "{f} Modern Slavery Support"])
        .staffed(&["Service manager", "First responder", "Advocate"])
        .helping(&["trafficked", "migrants"]),
    AgencyKind::new("EX-CE", 2, Many, "B")
        .named(&["{w} Child Exploitation Service", "{w} Missing and Exploited Project"])
        .staffed(&["Team manager", "Return home interviewer", "Specialist youth worker"])
        .helping(&["children", "young"]),
    AgencyKind::new("BF-BME", 5, Many, "B")
        .named(&[
            "{w} South Asian Women's Group",
            "{w} African Women's Circle",
            "{w} Middle Eastern Women's Network",
            "{w} Black and Minoritised Women's Project",
        ])
        .staffed(&["Director", "Community advocate", "Women's worker", "Trustee"])
        .helping(&["women", "minoritised"])
        .perhaps(&["DA-COM"]),
    AgencyKind::new("BF-LGBT", 2, Many, "B")
        .named(&["{w} LGBT+ Centre", "{t} Pride Network"])
        .staffed(&["Centre co-ordinator", "LGBT+ advocate", "Volunteer lead"])
        .helping(&["lgbt"]),
    AgencyKind::new("BF-DIS", 3, Many, "B")
        .named(&["{w} Deaf Association", "{w} Disabled People's Forum", "{t} Deaf Club"])
        .staffed(&["Co-ordinator", "Deaf advocate", "Independent living adviser"])
        .helping(&["disabled", "deaf"]),
    AgencyKind::new("BF-MIG", 4, Many, "B")
        .named(&[
            "{w} Refugee Welcome",
            "{w} Polish and Romanian Centre",
            "{t} Ukrainian Circle",
            "{w} Migrant Advice",
        ])
        .staffed(&["Centre manager", "Casework adviser", "Interpreter co-ordinator", "Volunteer lead"])
        .helping(&["migrants", "minoritised"]),
    AgencyKind::new("BF-OLD", 3, Many, "C")
        .named(&["{w} Later Life", "{t} Older People's Forum"])
        .staffed(&["Manager", "Home visits co-ordinator", "Safeguarding lead"])
        .helping(&["older"]),
    AgencyKind::new("BF-MEN", 2, Many, "B")
        .named(&["{w} Support for Men", "{w} Men's Advocacy"])
        .staffed(&["Service manager", "Men's IDVA", "Group worker"])
        .helping(&["men"]),
    AgencyKind::new("BF-GRT", 2, Many, "B")
        .named(&["{w} Gypsy and Traveller Liaison", "{w} Roma Families Project"])
        .staffed(&["Co-ordinator", "Site outreach worker", "Health mediator"])
        .helping(&["minoritised"]),
    AgencyKind::new("VS-HUB", 2, OneInDistrict, "A")
        .named(&["{d} Victim Hub", "{d} Support after Crime"])
        .staffed(&["Hub manager", "Victim care co-ordinator", "Restorative practitioner"])
        .perhaps(&["VS-HATE"]),
    AgencyKind::new("VS-WIT", 1, OneInDistrict, "B")
        .named(&["{d} Court Witness Service", "{w} Witness Care"])
        .staffed(&["Witness service manager", "Court volunteer lead", "Outreach witness adviser"]),
    AgencyKind::new("VS-STK", 1, OneInForce, "A")
        .named(&["{w} Stalking Advocacy", "{f} Stalking Support"])
        .staffed(&["Service manager", "Stalking advocate", "Senior stalking advocate"])
        .helping(&["women", "men"]),
    AgencyKind::new("VS-HATE", 2, OneInDistrict, "C")
        .named(&["{w} Against Hate", "{d} Hate Crime Reporting Centre"])
        .staffed(&["Co-ordinator", "Hate crime advocate", "Third-party reporting lead"])
        .helping(&["minoritised", "disabled", "lgbt"]),
    AgencyKind::new("CO-WC", 4, Many, "A")
        .named(&["{t} Women's Centre", "{w} Women's Centre"])
        .staffed(&["Centre manager", "Women's worker", "Counselling co-ordinator", "Probation link worker"])
        .helping(&["women"])
        .perhaps(&["DA-COM"]),
    AgencyKind::new("CO-YTH", 5, Many, "C")
        .named(&["{t} Youth Project", "{w} Youth Club", "{w} Young People's Workshop"])
        .staffed(&["Senior youth worker", "Detached youth worker", "Safeguarding lead"])
        .helping(&["young"]),
    AgencyKind::new("CO-IAG", 2, OneInDistrict, "C")
        .named(&["{d} Independent Advisory Group", "{d} Custody Visitors"])
        .staffed(&["Chair", "Scheme co-ordinator", "Vice-chair"])
        .helping(&["custody"]),
];
