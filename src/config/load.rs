//! Reading the settings: defaults, then a file, then the environment.

use std::env;
use std::path::Path;

use figment::providers::{Format, Toml};
use figment::value::{Dict, Map, Value};
use figment::{Figment, Metadata, Profile, Provider, util};

use super::error::ConfigError;
use super::settings::Settings;

/// The defaults, which are also the manual.
const DEFAULTS: &str = include_str!("../../config/default.toml");

/// The file that is read when none is named.
const USUAL_FILE: &str = "candour.toml";

/// How the name of an environment variable that means a setting begins.
const PREFIX: &str = "CANDOUR__";

impl Settings {
    /// Reads the settings of this process: defaults, then `path` (or `candour.toml` here, if there is one),
    /// then the environment.
    pub fn load(path: Option<&Path>) -> Result<Self, ConfigError> {
        let usual = Path::new(USUAL_FILE);
        let path = path.or_else(|| usual.exists().then_some(usual));
        let variables = env::vars_os();
        let text =
            variables.map(|(name, value)| (name.to_string_lossy().into(), value.to_string_lossy().into()));
        Self::read(path, text)
    }

    /// Reads the settings from the defaults, one file and the variables given.
    pub fn read(
        path: Option<&Path>,
        variables: impl IntoIterator<Item = (String, String)>,
    ) -> Result<Self, ConfigError> {
        let defaults = Figment::from(Toml::string(DEFAULTS));
        let mut figment = defaults.clone();
        if let Some(path) = path {
            // The reader takes a missing file for an empty one.
            std::fs::metadata(path).map_err(|cause| ConfigError::Unreadable { path: path.into(), cause })?;
            figment = figment.merge(Toml::file_exact(path));
        }
        for (name, text) in variables.into_iter().filter(|(name, _)| name.starts_with(PREFIX)) {
            figment = figment.merge(Variable::read(&defaults, name, &text)?);
        }
        let mut settings: Self = figment.extract().map_err(|error| ConfigError::Setting(sentence(error)))?;
        if settings.site.staff_origin.is_empty() {
            settings.site.staff_origin.clone_from(&settings.site.public_origin);
        }
        Ok(settings)
    }
}

/// Names the setting, the place and the cause of the first error, without the reader's own vocabulary.
fn sentence(error: figment::Error) -> String {
    let Some(error) = error.into_iter().next() else { return "the settings cannot be read".into() };
    let place = match &error.metadata {
        Some(metadata) => match &metadata.source {
            Some(source) => source.to_string(),
            None => metadata.name.to_string(),
        },
        None => "the settings".into(),
    };
    let key = error.path.join(".");
    if key.is_empty() {
        format!("{place}: {}", error.kind)
    } else {
        format!("{place}: {key}: {}", error.kind)
    }
}

/// One environment variable as a source of settings.
struct Variable {
    name: String,
    key: String,
    value: Value,
}

impl Variable {
    /// Reads `text` as the kind of value that the default has: a password of digits stays a text.
    fn read(defaults: &Figment, name: String, text: &str) -> Result<Self, ConfigError> {
        let key = name.trim_start_matches(PREFIX).to_ascii_lowercase().replace("__", ".");
        let value = match defaults.find_value(&key) {
            Ok(Value::String(..)) => Value::from(text),
            Ok(Value::Array(..)) => Value::from(text.split(',').map(str::trim).collect::<Vec<_>>()),
            Ok(Value::Bool(..) | Value::Num(..)) => text.parse().unwrap_or_else(|_| Value::from(text)),
            _ => return Err(ConfigError::UnknownVariable(name)),
        };
        Ok(Self { name, key, value })
    }
}

impl Provider for Variable {
    fn metadata(&self) -> Metadata {
        Metadata::named(self.name.clone())
    }

    fn data(&self) -> Result<Map<Profile, Dict>, figment::Error> {
        let nested = util::nest(&self.key, self.value.clone());
        Ok(Profile::Default.collect(nested.into_dict().unwrap_or_default()))
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;
    use crate::config::{LogFormat, Role};

    fn with_file(content: &str) -> Result<Settings, ConfigError> {
        let mut file = tempfile::NamedTempFile::new().unwrap();
        file.write_all(content.as_bytes()).unwrap();
        Settings::read(Some(file.path()), Vec::new())
    }

    fn with_variable(name: &str, value: &str) -> Result<Settings, ConfigError> {
        Settings::read(None, [(name.to_owned(), value.to_owned())])
    }

    #[test]
    fn the_defaults_load_and_are_sound() {
        let settings = Settings::read(None, Vec::new()).unwrap();
        assert_eq!(settings.validate(), Vec::<String>::new());
        assert_eq!(settings.site.staff_origin, settings.site.public_origin);
        assert_eq!(settings.server.roles, [Role::Public, Role::Staff, Role::Worker]);
        assert_eq!(settings.limits.draft_idle_seconds, 1800);
    }

    #[test]
    fn the_production_example_loads_and_is_sound() {
        let settings = with_file(include_str!("../../config/example.production.toml")).unwrap();
        assert_eq!(settings.validate(), Vec::<String>::new());
        assert!(settings.server.is_encrypted());
    }

    #[test]
    fn every_default_is_explained() {
        let lines: Vec<&str> = DEFAULTS.lines().collect();
        let mut explained = 0;
        for pair in lines.windows(2) {
            if pair[1].starts_with('[') || pair[1].contains(" = ") && !pair[1].starts_with('#') {
                assert!(pair[0].starts_with("# "), "nothing explains {:?}", pair[1]);
                explained += 1;
            }
        }
        assert!(explained > 50, "only {explained} settings were seen");
    }

    #[test]
    fn the_environment_beats_the_file() {
        let mut file = tempfile::NamedTempFile::new().unwrap();
        file.write_all(b"[site]\nname = \"From the file\"\nread_when = \"Daily.\"\n").unwrap();
        let variable = ("CANDOUR__SITE__NAME".to_owned(), "From outside".to_owned());
        let settings = Settings::read(Some(file.path()), [variable]).unwrap();
        assert_eq!(settings.site.name, "From outside");
        assert_eq!(settings.site.read_when, "Daily.");
    }

    #[test]
    fn variables_are_read_as_the_kind_of_value_they_replace() {
        let settings = with_variable("CANDOUR__MAIL__PASSWORD", "0012").unwrap();
        assert_eq!(settings.mail.password.expose(), "0012");
        let settings = with_variable("CANDOUR__SERVER__ROLES", "public, worker").unwrap();
        assert_eq!(settings.server.roles, [Role::Public, Role::Worker]);
        assert!(with_variable("CANDOUR__SERVER__BEHIND_PROXY", "true").unwrap().server.behind_proxy);
        assert_eq!(with_variable("CANDOUR__LOG__FORMAT", "json").unwrap().log.format, LogFormat::Json);
        let address = "[::1]:8443";
        let settings = with_variable("CANDOUR__SERVER__STAFF_ADDRESS", address).unwrap();
        assert_eq!(settings.server.staff_address, address.parse().ok());
        assert_eq!(with_variable("HOME__SITE__NAME", "x").unwrap().site.name, "Candour");
    }

    #[test]
    fn unknown_names_are_errors_that_name_them() {
        let file = with_file("[site]\nnam = \"x\"\n").unwrap_err().to_string();
        assert!(file.contains("site.nam") && file.contains("expected"), "{file}");
        assert!(with_file("[sight]\nname = \"x\"\n").unwrap_err().to_string().contains("sight"));
        for name in ["CANDOUR__SITE__NAM", "CANDOUR__SITE", "CANDOUR__"] {
            assert!(with_variable(name, "x").unwrap_err().to_string().contains(name), "{name}");
        }
    }

    #[test]
    fn a_wrong_kind_names_the_setting_and_the_place() {
        let error = with_variable("CANDOUR__SERVER__WORKERS", "many").unwrap_err().to_string();
        assert!(error.contains("CANDOUR__SERVER__WORKERS") && error.contains("server.workers"), "{error}");
        let error = with_file("[server]\npublic_address = \"somewhere\"").unwrap_err().to_string();
        assert!(error.contains("server.public_address"), "{error}");
        let error =
            Settings::read(Some(Path::new("/nowhere/candour.toml")), Vec::new()).unwrap_err().to_string();
        assert!(error.contains("/nowhere/candour.toml"), "{error}");
    }

    #[test]
    fn a_secret_is_never_repeated() {
        let error = with_file("[mail]\npassword = 8812\n").unwrap_err().to_string();
        assert!(error.contains("mail.password") && !error.contains("8812"), "{error}");
        let settings =
            with_variable("CANDOUR__DATA__DATABASE", "postgresql://candour:8812@db.example/x").unwrap();
        assert!(!format!("{settings:?}").contains("8812"));
        assert!(!settings.validate().join(" ").contains("8812"));
    }

    #[test]
    fn what_would_leave_pages_unencrypted_is_refused() {
        let settings = with_file("[server]\npublic_address = \"0.0.0.0:80\"").unwrap();
        assert!(settings.validate().join(" ").contains("unencrypted"));
        let settings = with_file("[site]\npublic_origin = \"https://candour.example\"").unwrap();
        assert!(settings.validate().join(" ").contains("nothing encrypts"));
        let settings = with_file("[server.tls]\ncertificate = \"a.pem\"").unwrap();
        assert!(settings.validate().join(" ").contains("both"));
        let settings = with_file("[server]\nstaff_address = \"127.0.0.1:8080\"").unwrap();
        assert!(settings.validate().join(" ").contains("staff_address"));
    }

    #[test]
    fn an_s3_store_needs_all_of_its_settings() {
        let settings = with_file("[files]\nstore = \"s3\"\ns3.endpoint = \"http://store.example\"").unwrap();
        let faults = settings.validate();
        assert_eq!(faults.len(), 5, "{faults:?}");
        assert!(faults.join(" ").contains("allow_http"));
    }

    #[test]
    fn mail_that_cannot_be_sent_is_refused() {
        let settings = with_file(
            "[mail]\nsecurity = \"starttls\"\nuser = \"candour\"\nfrom = \"candour\"\ndelay_min_seconds = 901",
        );
        let faults = settings.unwrap().validate();
        assert_eq!(faults.len(), 4, "{faults:?}");
    }
}
