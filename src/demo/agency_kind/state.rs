//! The state's own services, schools and universities.

use super::row::AgencyKind;
use super::row::Most::{Many, OneInDistrict, OneInForce};

const COUNCIL: &str = "{d} Council";

pub(super) const KINDS: &[AgencyKind] = &[
    AgencyKind::new("ST-CSC", 2, OneInDistrict, "B")
        .named(&["{d} Council Children's Social Care", "{d} Council Children's Services"])
        .part_of(COUNCIL)
        .staffed(&["Head of safeguarding", "Team manager, front door", "Social worker"])
        .helping(&["children", "young"]),
    AgencyKind::new("ST-ASC", 2, OneInDistrict, "B")
        .named(&["{d} Council Adult Safeguarding Team", "{d} Council Adult Social Care"])
        .part_of(COUNCIL)
        .staffed(&["Principal social worker", "Safeguarding adults manager", "Senior practitioner"])
        .helping(&["older", "disabled", "learning"]),
    AgencyKind::new("ST-MARAC", 1, OneInDistrict, "A")
        .named(&["{d} Council MARAC Office", "{d} Council Domestic Abuse Partnership"])
        .part_of(COUNCIL)
        .staffed(&["MARAC co-ordinator", "Partnership manager", "MARAC administrator"]),
    AgencyKind::new("ST-PROB", 1, OneInDistrict, "C")
        .named(&["{d} Probation Office", "{f} Probation, {d}"])
        .staffed(&["Head of delivery unit", "Probation officer", "Women's lead", "Victim liaison officer"])
        .helping(&["custody"]),
    AgencyKind::new("ST-YJS", 1, OneInDistrict, "C")
        .named(&["{d} Council Youth Justice Service", "{d} Council Youth Offending Team"])
        .part_of(COUNCIL)
        .staffed(&["Service manager", "Youth justice officer", "Parenting worker"])
        .helping(&["young"]),
    AgencyKind::new("ST-FRS", 1, OneInForce, "C")
        .named(&["{f} Fire and Rescue Service", "{f} Fire Service"])
        .staffed(&["Head of prevention", "Safe and well officer", "Safeguarding manager"]),
    AgencyKind::new("ST-AMB", 1, OneInForce, "B")
        .named(&["{f} Ambulance Service", "{f} Ambulance NHS Trust"])
        .staffed(&["Head of safeguarding", "Paramedic team leader", "Freedom to speak up guardian"]),
    AgencyKind::new("ST-PRIS", 1, OneInForce, "C")
        .named(&["HMP {w}", "HMP and YOI {w}"])
        .staffed(&["Head of safer custody", "Offender manager", "Women's lead", "Chaplain"])
        .helping(&["custody"]),
    AgencyKind::new("ED-UNI", 2, OneInDistrict, "C")
        .named(&["University of {d} Student Support", "{d} College Student Services"])
        .staffed(&["Head of student support", "Sexual violence liaison officer", "Students' union adviser"])
        .helping(&["young"]),
    AgencyKind::new("ED-SCH", 7, Many, "C")
        .named(&["{t} High School", "{w} Academy", "{w} School"])
        .staffed(&["Designated safeguarding lead", "Pastoral manager", "School nurse", "Head of year"])
        .helping(&["children", "young"]),
];
