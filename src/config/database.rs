//! The database's address, and the refusal of those that would send its content unencrypted across a network.

use std::net::IpAddr;
use std::path::{Path, PathBuf};

use crypto::secret::SecretText;

/// Whether this build's database client can encrypt.
const CAN_ENCRYPT: bool = cfg!(feature = "postgres-tls");

/// Which database holds the records.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Database {
    /// One file on this machine.
    Sqlite(PathBuf),
    /// A `postgresql://` address; it may hold a password.
    Postgres(SecretText),
}

impl Database {
    /// Reads `address`; an empty one means `candour.db` in `folder`.
    ///
    /// # Errors
    /// A sentence for the operator that never repeats the address.
    pub fn parse(address: &SecretText, folder: &Path) -> Result<Self, String> {
        let text = address.expose();
        if text.is_empty() {
            return Ok(Self::Sqlite(folder.join("candour.db")));
        }
        if let Some(path) = text.strip_prefix("sqlite:") {
            return sqlite(path);
        }
        match text.split_once("://") {
            Some(("postgresql" | "postgres", rest)) => {
                postgres_fault(rest, CAN_ENCRYPT).map_or_else(|| Ok(Self::Postgres(address.clone())), Err)
            }
            _ => Err("data.database must be empty, or begin with sqlite: or postgresql://. \
                      (The form host=… dbname=… is not read.)"
                .into()),
        }
    }
}

fn sqlite(path: &str) -> Result<Database, String> {
    // One connection writes and others read: a database in memory would be a different one for each.
    if path.trim_start_matches('/').is_empty() || path.starts_with(':') {
        return Err("data.database names no file after sqlite:.".into());
    }
    let path = path.strip_prefix("//").unwrap_or(path);
    Ok(Database::Sqlite(PathBuf::from(path)))
}

/// The hosts and the options that the rest of a `postgresql://` address names, as libpq reads them.
///
/// Source: `PostgreSQL` manual, "34.1.1.2. Connection URIs".
struct Target<'a> {
    hosts: Vec<&'a str>,
    options: Vec<(String, String)>,
}

impl<'a> Target<'a> {
    fn parse(rest: &'a str) -> Option<Self> {
        let (before, query) = rest.split_once('?').unwrap_or((rest, ""));
        let authority = before.split_once('/').map_or(before, |(authority, _)| authority);
        let hosts = authority.rsplit_once('@').map_or(authority, |(_, hosts)| hosts);
        let options = serde_urlencoded::from_str(query).ok()?;
        Some(Self { hosts: hosts.split(',').map(without_port).collect(), options })
    }

    fn all<'b>(&'b self, names: &'b [&str]) -> impl Iterator<Item = &'b str> {
        let chosen = self.options.iter().filter(|(name, _)| names.contains(&name.as_str()));
        chosen.map(|(_, value)| value.as_str())
    }

    fn is_local(&self) -> bool {
        let named = self.all(&["host", "hostaddr"]).flat_map(|hosts| hosts.split(','));
        self.hosts.iter().copied().chain(named).all(is_this_machine)
    }
}

fn without_port(host: &str) -> &str {
    if let Some(bare) = host.strip_prefix('[') {
        return bare.split_once(']').map_or(bare, |(address, _)| address);
    }
    host.split_once(':').map_or(host, |(host, _)| host)
}

/// No host at all, or a path (plain, percent-encoded or abstract), is a socket on this machine.
fn is_this_machine(host: &str) -> bool {
    let is_socket =
        host.is_empty() || host.starts_with(['/', '@']) || host.to_ascii_lowercase().starts_with("%2f");
    is_socket || host == "localhost" || host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

fn postgres_fault(rest: &str, can_encrypt: bool) -> Option<String> {
    let Some(target) = Target::parse(rest) else {
        return Some("data.database is not an address that can be read.".into());
    };
    if target.all(&["service", "servicefile"]).next().is_some() {
        return Some(
            "data.database names a service file: write the host out, so that it can be checked.".into(),
        );
    }
    if target.is_local() {
        return None;
    }
    let modes: Vec<&str> = target.all(&["sslmode"]).collect();
    let known: &[&str] =
        if can_encrypt { &["disable", "require", "verify-ca", "verify-full"] } else { &["disable"] };
    let is_said = !modes.is_empty() && modes.iter().all(|mode| known.contains(mode));
    (!is_said).then(|| remote_sentence(can_encrypt).into())
}

fn remote_sentence(can_encrypt: bool) -> &'static str {
    if can_encrypt {
        "data.database is on another machine: add sslmode=verify-full, so that the connection is encrypted and the \
         server is who it says (or sslmode=disable, if the network between encrypts by itself)."
    } else {
        "data.database is on another machine, and this build speaks to PostgreSQL unencrypted: use a build with the \
         feature postgres-tls, or add sslmode=disable if the network between encrypts by itself."
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(address: &str) -> Result<Database, String> {
        Database::parse(&SecretText::new(address.to_owned()), Path::new("data"))
    }

    #[test]
    fn empty_and_sqlite_addresses_name_a_file() {
        assert_eq!(parse(""), Ok(Database::Sqlite("data/candour.db".into())));
        assert_eq!(parse("sqlite:other.db"), Ok(Database::Sqlite("other.db".into())));
        assert_eq!(parse("sqlite:/srv/other.db"), Ok(Database::Sqlite("/srv/other.db".into())));
        assert_eq!(parse("sqlite:///srv/other.db"), Ok(Database::Sqlite("/srv/other.db".into())));
    }

    #[test]
    fn other_forms_are_refused_without_repeating_them() {
        for address in
            ["sqlite:", "sqlite://", "sqlite::memory:", "host=db password=pear", "mysql://pear@db/x", "pear"]
        {
            let sentence = parse(address).unwrap_err();
            assert!(
                sentence.starts_with("data.database") && !sentence.contains("pear"),
                "{address}: {sentence}"
            );
        }
    }

    #[test]
    fn a_local_postgres_needs_nothing_more() {
        for rest in [
            "/candour",
            "candour:pear@localhost/candour",
            "candour@127.0.0.1:5433/candour",
            "candour@[::1]:5433/candour",
            "%2Frun%2Fpostgresql/candour",
            "candour@/candour?host=/run/postgresql",
            "localhost,127.0.0.1/candour",
        ] {
            assert_eq!(postgres_fault(rest, false), None, "{rest}");
        }
    }

    #[test]
    fn a_postgres_elsewhere_must_be_encrypted_or_say_that_it_is_not() {
        for rest in [
            "db.example/candour",
            "candour:pear@db.example:5432/candour",
            "localhost,db.example/candour",
            "localhost@db.example/candour",
            "/candour?host=db.example",
            "localhost/candour?hostaddr=192.0.2.7",
            "db.example/candour?sslmode=prefer",
            "db.example/candour?sslmode=disable&sslmode=prefer",
            "[2001:db8::7]/candour",
            "localhost.example/candour",
        ] {
            assert!(postgres_fault(rest, false).is_some(), "{rest}");
            assert!(postgres_fault(rest, true).is_some(), "{rest}");
        }
        assert_eq!(postgres_fault("db.example/candour?sslmode=disable", false), None);
        assert!(postgres_fault("db.example/candour?sslmode=verify-full", false).is_some());
        assert_eq!(postgres_fault("db.example/candour?sslmode=verify-full", true), None);
        assert!(postgres_fault("/candour?service=elsewhere", true).is_some());
    }
}
