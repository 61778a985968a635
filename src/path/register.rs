//! Addresses of the engagement side.

use std::fmt::Display;

/// The list of agencies; posting to it changes many at once.
pub fn agencies() -> String {
    "/staff/agencies".into()
}

/// Adding an agency.
pub fn new_agency() -> String {
    "/staff/agencies/new".into()
}

/// An agency.
pub fn agency(id: &dyn Display) -> String {
    format!("/staff/agencies/{id}")
}

/// Changing an agency.
pub fn agency_edit(id: &dyn Display) -> String {
    format!("/staff/agencies/{id}/edit")
}

/// Comparing two entries that may be one agency; posting to it merges the second into the first.
pub fn agency_merge(id: &dyn Display, other: &dyn Display) -> String {
    format!("/staff/agencies/{id}/merge/{other}")
}

/// Adding a contact to an agency.
pub fn new_contact(agency: &dyn Display) -> String {
    format!("/staff/agencies/{agency}/contacts/new")
}

/// A contact, for changing.
pub fn contact(id: &dyn Display) -> String {
    format!("/staff/contacts/{id}")
}

/// What was done as one: imports, bulk edits, merges.
pub fn batches() -> String {
    "/staff/batches".into()
}

/// One of them.
pub fn batch(id: &dyn Display) -> String {
    format!("/staff/batches/{id}")
}

/// Undoes one of them.
pub fn batch_undo(id: &dyn Display) -> String {
    format!("/staff/batches/{id}/undo")
}

/// Keeps the present filter of the list of agencies under a name.
pub fn filters() -> String {
    "/staff/agencies/filters".into()
}

/// Forgets a kept filter.
pub fn filter_remove(id: &dyn Display) -> String {
    format!("/staff/agencies/filters/{id}/remove")
}

/// How well agencies are covered.
pub fn coverage() -> String {
    "/staff/coverage".into()
}

/// Who to call next.
pub fn calls() -> String {
    "/staff/calls".into()
}

/// Leaves an agency out of those to call.
pub fn snooze(agency: &dyn Display) -> String {
    format!("/staff/calls/{agency}/snooze")
}

/// Logs a call with an agency; only posting does something.
pub fn log_call(agency: &dyn Display) -> String {
    format!("/staff/calls/{agency}/log")
}

/// Choosing a file to import; posting to it sends one.
pub fn imports() -> String {
    "/staff/imports".into()
}

/// A file on its way into the register.
pub fn import(id: &dyn Display) -> String {
    format!("/staff/imports/{id}")
}

/// Telling where its columns go.
pub fn import_columns(id: &dyn Display) -> String {
    format!("/staff/imports/{id}/columns")
}

/// Keeps what was decided about its rows.
pub fn import_choices(id: &dyn Display) -> String {
    format!("/staff/imports/{id}/choices")
}

/// Writes its rows.
pub fn import_apply(id: &dyn Display) -> String {
    format!("/staff/imports/{id}/apply")
}

/// The districts of the forces that are served.
pub fn districts() -> String {
    "/staff/districts".into()
}

/// Changes a district: its name, and where it stands on the map.
pub fn district(id: &dyn Display) -> String {
    format!("/staff/districts/{id}")
}

/// Changes where a force stands on the map of all forces.
pub fn force_position(code: &str) -> String {
    format!("/staff/districts/forces/{code}")
}

/// Leaflets, posters, slides.
pub fn materials() -> String {
    "/staff/materials".into()
}

/// Adding a material.
pub fn new_material() -> String {
    "/staff/materials/new".into()
}

/// A material.
pub fn material(id: &dyn Display) -> String {
    format!("/staff/materials/{id}")
}

/// Changing a material.
pub fn material_edit(id: &dyn Display) -> String {
    format!("/staff/materials/{id}/edit")
}

/// Adding an edition to a material.
pub fn new_edition(material: &dyn Display) -> String {
    format!("/staff/materials/{material}/editions/new")
}

/// An edition, for changing.
pub fn edition(id: &dyn Display) -> String {
    format!("/staff/editions/{id}")
}

/// The file of an edition; posting to it sends another.
pub fn edition_file(id: &dyn Display) -> String {
    format!("/staff/editions/{id}/file")
}

/// Takes the file of an edition away.
pub fn edition_file_remove(id: &dyn Display) -> String {
    format!("/staff/editions/{id}/file/remove")
}

/// The leaflet that the portal makes.
pub fn leaflet() -> String {
    "/staff/materials/leaflet.pdf".into()
}

/// The poster that the portal makes.
pub fn poster() -> String {
    "/staff/materials/poster.pdf".into()
}

/// The words on the leaflet and the poster, for changing.
pub fn leaflet_words() -> String {
    "/staff/materials/words".into()
}

/// Planned series of engagements.
pub fn campaigns() -> String {
    "/staff/campaigns".into()
}

/// Adding a campaign.
pub fn new_campaign() -> String {
    "/staff/campaigns/new".into()
}

/// A campaign.
pub fn campaign(id: &dyn Display) -> String {
    format!("/staff/campaigns/{id}")
}

/// Changing a campaign.
pub fn campaign_edit(id: &dyn Display) -> String {
    format!("/staff/campaigns/{id}/edit")
}

/// Choosing the target agencies of a campaign; posting to it adds all that the filter picks.
pub fn campaign_targets(id: &dyn Display) -> String {
    format!("/staff/campaigns/{id}/targets")
}

/// Takes a target agency off a campaign.
pub fn campaign_target_remove(id: &dyn Display, agency: &dyn Display) -> String {
    format!("/staff/campaigns/{id}/targets/{agency}/remove")
}

/// The list of engagements.
pub fn engagements() -> String {
    "/staff/engagements".into()
}

/// Logging an engagement: first what it was and with whom, then the rest; posting to it adds it.
pub fn new_engagement() -> String {
    "/staff/engagements/new".into()
}

/// An engagement.
pub fn engagement(id: &dyn Display) -> String {
    format!("/staff/engagements/{id}")
}

/// Changing an engagement.
pub fn engagement_edit(id: &dyn Display) -> String {
    format!("/staff/engagements/{id}/edit")
}

/// Asks whether to delete an engagement; posting to it deletes.
pub fn engagement_delete(id: &dyn Display) -> String {
    format!("/staff/engagements/{id}/delete")
}

/// The evidence file of an engagement; posting to it adds or replaces it.
pub fn engagement_file(id: &dyn Display) -> String {
    format!("/staff/engagements/{id}/file")
}

/// Takes away the evidence file of an engagement.
pub fn engagement_file_remove(id: &dyn Display) -> String {
    format!("/staff/engagements/{id}/file/remove")
}

/// Adds a follow-up to an engagement.
pub fn engagement_follow_ups(id: &dyn Display) -> String {
    format!("/staff/engagements/{id}/follow-ups")
}

/// Adds a follow-up to an agency.
pub fn agency_follow_ups(id: &dyn Display) -> String {
    format!("/staff/agencies/{id}/follow-ups")
}

/// What is to be done.
pub fn follow_ups() -> String {
    "/staff/follow-ups".into()
}

/// Says that something was done, or that it was not.
pub fn follow_up(id: &dyn Display) -> String {
    format!("/staff/follow-ups/{id}")
}

/// Changing a follow-up.
pub fn follow_up_edit(id: &dyn Display) -> String {
    format!("/staff/follow-ups/{id}/edit")
}

/// What an agency asked for.
pub fn request(id: &dyn Display) -> String {
    format!("/staff/requests/{id}")
}

/// What agencies said, and what was done about it.
pub fn feedback() -> String {
    "/staff/feedback".into()
}

/// Adding to it.
pub fn new_feedback() -> String {
    "/staff/feedback/new".into()
}

/// Changing an entry of it.
pub fn feedback_edit(id: &dyn Display) -> String {
    format!("/staff/feedback/{id}")
}

/// What practitioners answered to the three questions.
pub fn survey() -> String {
    "/staff/survey".into()
}

/// The same as a file.
pub fn survey_file() -> String {
    "/staff/survey/answers.csv".into()
}

/// Which agencies have been engaged, how, and what they were given and said.
pub fn engaged() -> String {
    "/staff/engaged".into()
}

/// The calendar of the engagement side.
pub fn calendar() -> String {
    "/staff/calendar".into()
}

/// Makes a new secret address for one's calendar.
pub fn calendar_feed() -> String {
    "/staff/calendar/feed".into()
}

/// Makes the secret address of one's calendar stop working.
pub fn calendar_feed_remove() -> String {
    "/staff/calendar/feed/remove".into()
}

/// A calendar for other programs, at its secret address.
pub fn feed(token: &str) -> String {
    format!("/calendar/{token}.ics")
}

/// Invites a contact to an account.
pub fn contact_invite(id: &dyn Display) -> String {
    format!("/staff/contacts/{id}/invite")
}

/// Agencies that ask to be registered.
pub fn applications() -> String {
    "/staff/applications".into()
}

/// One of them.
pub fn application(id: &dyn Display) -> String {
    format!("/staff/applications/{id}")
}

/// Writes down a check of an application.
pub fn application_check(id: &dyn Display) -> String {
    format!("/staff/applications/{id}/check")
}

/// Approves an application.
pub fn application_approve(id: &dyn Display) -> String {
    format!("/staff/applications/{id}/approve")
}

/// Refuses an application.
pub fn application_refuse(id: &dyn Display) -> String {
    format!("/staff/applications/{id}/refuse")
}

/// The account of somebody of an agency; posting to it does something to it.
pub fn practitioner(id: &dyn Display) -> String {
    format!("/staff/practitioners/{id}")
}
