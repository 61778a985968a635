//! What people see and where they find it.

use serde::Deserialize;

use super::blank;

/// The `[site]` section.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Site {
    /// The name at the top of every page.
    pub name: String,
    /// The origin of the public pages, without a slash at the end.
    pub public_origin: String,
    /// The origin of the staff pages; after loading never empty.
    pub staff_origin: String,
    /// Where "Exit this page" leads.
    pub exit_url: String,
    /// Who reads a concern, and when: one sentence.
    pub read_when: String,
    /// Who runs the site and answers for what is kept.
    pub operator: String,
    /// How to ask about privacy or accessibility.
    pub contact: String,
    /// The origin of the same portal as an onion service.
    #[serde(deserialize_with = "blank::is_none")]
    pub onion_location: Option<String>,
}

impl Site {
    /// What is wrong, as sentences.
    pub fn faults(&self) -> Vec<String> {
        let mut faults = Vec::new();
        let told = [
            ("name", &self.name),
            ("read_when", &self.read_when),
            ("operator", &self.operator),
            ("contact", &self.contact),
        ];
        for (key, text) in told {
            if text.trim().is_empty() {
                faults.push(format!("site.{key} is empty: people must be told."));
            }
        }
        faults.extend(origin_fault("public_origin", &self.public_origin));
        faults.extend(origin_fault("staff_origin", &self.staff_origin));
        if !self.exit_url.starts_with("https://") {
            faults.push("site.exit_url must begin with https://.".into());
        }
        faults.extend(self.onion_location.as_deref().and_then(onion_fault));
        faults
    }

    /// Every origin that a form of ours may come from.
    pub fn origins(&self) -> Vec<String> {
        let onion = self.onion_location.iter();
        [&self.public_origin, &self.staff_origin].into_iter().chain(onion).cloned().collect()
    }

    /// Whether browsers reach the public pages over TLS.
    pub fn is_https(&self) -> bool {
        self.public_origin.starts_with("https://")
    }
}

fn onion_fault(origin: &str) -> Option<String> {
    let sound = host_of(origin).is_some_and(|(_, host)| is_onion(host));
    (!sound).then(|| {
        "site.onion_location must be the address of an onion service, such as http://….onion, with nothing after it."
            .into()
    })
}

fn origin_fault(key: &str, origin: &str) -> Option<String> {
    let Some((scheme, host)) = host_of(origin) else {
        return Some(format!(
            "site.{key} must be https:// followed by a host in small letters, perhaps a port, and nothing after it, \
             such as https://candour.example."
        ));
    };
    let trusted = matches!(host, "localhost" | "127.0.0.1" | "[::1]") || is_onion(host);
    (scheme == "http" && !trusted).then(|| {
        format!(
            "site.{key} begins with http://, so that what people write would cross the network unencrypted: \
             use https://."
        )
    })
}

/// The scheme and the host of an origin, or `None` when the text is not one as a browser would write it.
fn host_of(origin: &str) -> Option<(&str, &str)> {
    let (scheme, rest) = origin.split_once("://")?;
    let standard = match scheme {
        "https" => "443",
        "http" => "80",
        _ => return None,
    };
    let (host, port) = match rest.rsplit_once(':') {
        Some((host, port)) if !port.ends_with(']') => (host, Some(port)),
        _ => (rest, None),
    };
    let port_is_sound =
        port.is_none_or(|port| port != standard && port.parse::<u16>().is_ok_and(|port| port > 0));
    let bare = host.strip_prefix('[').and_then(|host| host.strip_suffix(']'));
    let host_is_sound = match bare {
        Some(address) => address.parse::<std::net::Ipv6Addr>().is_ok(),
        None => !host.is_empty() && host.bytes().all(is_host_byte),
    };
    (port_is_sound && host_is_sound).then_some((scheme, host))
}

fn is_onion(host: &str) -> bool {
    host.rsplit_once('.').is_some_and(|(_, last)| last == "onion")
}

fn is_host_byte(byte: u8) -> bool {
    byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'-' | b'.')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn origins_are_what_a_browser_would_write() {
        for sound in [
            "https://candour.example",
            "https://candour.example:8443",
            "http://localhost:8080",
            "http://127.0.0.1",
            "http://[::1]:8080",
            "http://abcdefghijklmnop.onion",
        ] {
            assert_eq!(origin_fault("public_origin", sound), None, "{sound}");
        }
        for wrong in [
            "candour.example",
            "https://",
            "https://candour.example/",
            "https://candour.example/portal",
            "https://Candour.example",
            "https://candour.example:443",
            "https://candour.example:0",
            "https://somebody@candour.example",
            "http://candour.example",
            "ftp://candour.example",
            "https://candour.example\r\nX: y",
        ] {
            assert!(origin_fault("public_origin", wrong).is_some(), "{wrong}");
        }
    }

    #[test]
    fn an_onion_location_is_an_onion() {
        assert!(onion_fault("https://candour.example").is_some());
        assert!(onion_fault("abcdefghijklmnop.onion").is_some());
        assert_eq!(onion_fault("http://abcdefghijklmnop.onion"), None);
    }
}
