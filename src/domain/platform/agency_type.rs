//! The types of agency.

use crate::form::choice::Choice;

const fn kind(code: &'static str, label: &'static str) -> Choice {
    Choice::new(code, label)
}

/// The types of agency, first edition. Named after the services that inspectors ask forces to keep links with
/// (HMICFRS, "Abuse of position for a sexual purpose: a review of forces' plans", October 2017).
pub const AGENCY_TYPES: &[Choice] = &[
    kind("DA-IDVA", "Domestic abuse: independent adviser (IDVA) service"),
    kind("DA-REF", "Domestic abuse: refuge or safe accommodation"),
    kind("DA-COM", "Domestic abuse: community or outreach service"),
    kind("DA-PERP", "Domestic abuse: programme for people who harm"),
    kind("DA-HL", "Domestic abuse: helpline"),
    kind("SV-RC", "Sexual violence: rape crisis centre"),
    kind("SV-ISVA", "Sexual violence: independent adviser (ISVA) service"),
    kind("SV-SARC", "Sexual violence: sexual assault referral centre"),
    kind("SV-CSA", "Sexual violence: child sexual abuse service"),
    kind("EX-SW", "Exploitation: sex worker outreach or health"),
    kind("EX-MS", "Exploitation: modern slavery or trafficking support"),
    kind("EX-CE", "Exploitation: child exploitation service"),
    kind("HE-MH", "Health: mental health"),
    kind("HE-DA", "Health: drugs and alcohol"),
    kind("HE-HOSP", "Health: hospital or A&E adviser team"),
    kind("HE-GP", "Health: GP or IRIS"),
    kind("HE-SH", "Health: sexual health"),
    kind("HE-LD", "Health: learning disability"),
    kind("HO-HOM", "Housing and need: homelessness or hostel"),
    kind("HO-HA", "Housing and need: housing association"),
    kind("HO-ADV", "Housing and need: debt or advice"),
    kind("HO-FAITH", "Housing and need: food bank or faith support"),
    kind("BF-BME", "By and for: Black and minoritised women"),
    kind("BF-LGBT", "By and for: LGBT+"),
    kind("BF-DIS", "By and for: Deaf and disabled people"),
    kind("BF-MIG", "By and for: migrants and refugees"),
    kind("BF-OLD", "By and for: older people"),
    kind("BF-MEN", "By and for: male victims"),
    kind("BF-GRT", "By and for: Gypsy, Roma and Traveller people"),
    kind("VS-HUB", "Victims' services: victim hub or support"),
    kind("VS-WIT", "Victims' services: witness service"),
    kind("VS-STK", "Victims' services: stalking advocacy"),
    kind("VS-HATE", "Victims' services: hate crime"),
    kind("ST-CSC", "Statutory: children's services"),
    kind("ST-ASC", "Statutory: adult safeguarding"),
    kind("ST-MARAC", "Statutory: MARAC co-ordinator"),
    kind("ST-PROB", "Statutory: probation"),
    kind("ST-YJS", "Statutory: youth justice"),
    kind("ST-FRS", "Statutory: fire and rescue"),
    kind("ST-AMB", "Statutory: ambulance"),
    kind("ST-PRIS", "Statutory: prison"),
    kind("ED-UNI", "Education: university or college support"),
    kind("ED-SCH", "Education: school safeguarding lead"),
    kind("CO-WC", "Community: women's centre"),
    kind("CO-YTH", "Community: youth group"),
    kind("CO-IAG", "Community: custody visitors or advisory group"),
    kind("OTHER", "Another kind of service"),
];
