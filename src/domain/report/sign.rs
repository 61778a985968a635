//! The warning signs of abuse of position, in the words of the public page.

use crate::form::choice::Choice;

/// The signs W01 to W20, gathered from what forces publish (West Yorkshire, Durham) and from misconduct
/// hearings.
pub const SIGNS: &[Choice] = &[
    Choice::new("W01", "Comes to see you off duty, or when there is no need"),
    Choice::new("W02", "Turns up without warning, or does “welfare checks” at odd times"),
    Choice::new("W03", "Contacts you more than the case needs – calls, texts, email, social media"),
    Choice::new("W04", "Keeps in touch after the case has ended"),
    Choice::new("W05", "Uses a personal phone, WhatsApp or social media to contact you"),
    Choice::new("W06", "Puts kisses, hearts or sexual comments in messages"),
    Choice::new("W07", "Flirts, or talks about their own love life or feelings"),
    Choice::new("W08", "Uses pet names or nicknames"),
    Choice::new("W09", "Touches you when there is no need"),
    Choice::new("W10", "Gives you presents or letters, or does special favours"),
    Choice::new("W11", "Acts as your rescuer (“knight in shining armour”)"),
    Choice::new("W12", "You are told to ask only for that officer; a favourite officer"),
    Choice::new("W13", "Pushes a domestic abuse case towards a low-level or quick result"),
    Choice::new("W14", "Asks you to keep it secret or delete messages"),
    Choice::new("W15", "Knows things about you they should not; seems to have looked you up"),
    Choice::new("W16", "Comes alone, or turns off their camera or radio"),
    Choice::new("W17", "Suggests help will depend on you being nice, meeting up, or sex"),
    Choice::new("W18", "Threatens you, or says no one will believe you"),
    Choice::new("W19", "Asks for pictures, or sends sexual pictures"),
    Choice::new("W20", "The person may not see anything wrong with it"),
];

/// The signs that make a concern more urgent to read: pressure, threats, pictures.
pub const PRESSING: &[&str] = &["W17", "W18", "W19"];

/// The signs as a checklist has them: what they have in common, and their codes.
pub const GROUPS: &[(&str, &[&str])] = &[
    ("Contact that the work does not need", &["W01", "W02", "W03", "W04", "W05"]),
    ("Words and touch", &["W06", "W07", "W08", "W09", "W19"]),
    ("Favours, and being the special one", &["W10", "W11", "W12", "W13"]),
    ("Secrets, and being alone", &["W14", "W15", "W16"]),
    ("Pressure, and what hides it", &["W17", "W18", "W20"]),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sign_is_in_one_group() {
        let mut grouped: Vec<&str> = GROUPS.iter().flat_map(|(_, codes)| codes.iter().copied()).collect();
        grouped.sort_unstable();
        assert_eq!(grouped, SIGNS.iter().map(|sign| sign.code).collect::<Vec<_>>());
    }
}
