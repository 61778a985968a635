//! A calendar for other programs (RFC 5545).

use icalendar::{Calendar, Component, Event, EventLike, Property};

use domain::platform::time::{Day, Timestamp};
use domain::register::calendar::Occasion;

/// What every calendar of ours begins with.
const HEAD: [(&str, &str); 3] =
    [("VERSION", "2.0"), ("PRODID", "-//Candour//Calendar//EN"), ("CALSCALE", "GREGORIAN")];

/// The whole text of a calendar that is called `name`, as it is at `now`. Every occasion lasts its day.
pub fn feed(name: &str, occasions: &[Occasion], now: Timestamp) -> String {
    let mut calendar = Calendar::empty();
    for (property, value) in HEAD {
        calendar.append_property(Property::new(property, value));
    }
    calendar.name(name);
    for one in occasions {
        calendar.push(event(one, now));
    }
    calendar.to_string()
}

fn event(one: &Occasion, now: Timestamp) -> Event {
    let title = match one.what {
        domain::register::calendar::What::Engagement(_) => one.title.clone(),
        other => format!("{}: {}", other.label(), one.title),
    };
    let mut event = Event::new();
    event.uid(&one.what.mark());
    event.add_property("DTSTAMP", stamp(now));
    event.append_property(date("DTSTART", one.day));
    // The day after the last (RFC 5545, 3.6.1).
    event.append_property(date("DTEND", one.day.plus_days(1)));
    event.summary(&title);
    if !one.place.is_empty() {
        event.location(&one.place);
    }
    // A whole day that does not make somebody busy.
    event.add_property("TRANSP", "TRANSPARENT");
    event.done()
}

fn date(name: &str, day: Day) -> Property {
    let mut property = Property::new(name, day.iso().replace('-', ""));
    property.add_parameter("VALUE", "DATE");
    property.done()
}

fn stamp(now: Timestamp) -> String {
    let seconds = now.seconds().rem_euclid(86_400);
    let (hour, minute, second) = (seconds / 3_600, seconds / 60 % 60, seconds % 60);
    format!("{}T{hour:02}{minute:02}{second:02}Z", now.day().iso().replace('-', ""))
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::register::calendar::What;

    #[test]
    fn a_feed_says_what_when_and_no_more() {
        let id = "3f2b8c1e-0000-4000-8000-000000000001".parse().unwrap();
        let day = Day::parse_iso("2026-11-30").unwrap();
        let occasion = Occasion {
            day,
            what: What::NextContact(id),
            title: "Briefing: Harbour, Tide; and \\ more\nBEGIN:VEVENT".into(),
            place: String::new(),
        };
        let text =
            feed("Candour", std::slice::from_ref(&occasion), Timestamp::from_micros(1_800_000_000_000_000));
        for line in [
            "BEGIN:VCALENDAR",
            "VERSION:2.0",
            "PRODID:-//Candour//Calendar//EN",
            "UID:next-3f2b8c1e-0000-4000-8000-000000000001",
            "DTSTART;VALUE=DATE:20261130",
            "DTEND;VALUE=DATE:20261201",
            "DTSTAMP:20270115T080000Z",
        ] {
            assert!(text.contains(&format!("{line}\r\n")), "{line}: {text}");
        }
        assert_eq!(text.lines().filter(|line| *line == "BEGIN:VEVENT").count(), 1, "{text}");
        assert!(!text.contains("LOCATION"));
        assert!(text.lines().all(|line| line.len() <= 75), "{text}");
        assert_eq!(
            text,
            feed("Candour", std::slice::from_ref(&occasion), Timestamp::from_micros(1_800_000_000_000_000))
        );
    }
}
