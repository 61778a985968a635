//! How Candour is reached.

use std::net::SocketAddr;
use std::path::PathBuf;

use serde::Deserialize;

use super::blank;
use super::site::Site;

/// What a process does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// The pages for reporters and agencies.
    Public,
    /// The pages for the department.
    Staff,
    /// Mail and chores.
    Worker,
}

/// The `[server]` section.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Server {
    /// What this process does.
    pub roles: Vec<Role>,
    /// Where the public pages listen.
    pub public_address: SocketAddr,
    /// Where the staff pages listen, if not with the public ones.
    #[serde(deserialize_with = "blank::is_none")]
    pub staff_address: Option<SocketAddr>,
    /// Where plain HTTP is answered with a redirect.
    #[serde(deserialize_with = "blank::is_none")]
    pub redirect_address: Option<SocketAddr>,
    /// Something in front of Candour does the encryption.
    pub behind_proxy: bool,
    /// Threads for each address; 0 for one per core.
    pub workers: usize,
    /// How long begun requests may take to finish at the end, in seconds.
    pub shutdown_seconds: u64,
    /// Encryption by Candour itself.
    pub tls: Tls,
}

/// The `[server.tls]` section.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tls {
    /// The PEM file of the certificate and its intermediates.
    #[serde(deserialize_with = "blank::is_none")]
    pub certificate: Option<PathBuf>,
    /// The PEM file of its private key.
    #[serde(deserialize_with = "blank::is_none")]
    pub private_key: Option<PathBuf>,
    /// How often the files are looked at again, in seconds.
    pub check_seconds: u64,
}

impl Tls {
    /// The certificate's and the key's file, when TLS is set up.
    pub fn files(&self) -> Option<(&PathBuf, &PathBuf)> {
        self.certificate.as_ref().zip(self.private_key.as_ref())
    }
}

impl Server {
    /// Whether this process has `role`.
    pub fn has(&self, role: Role) -> bool {
        self.roles.contains(&role)
    }

    /// Whether browsers reach this process over TLS, here or at the proxy.
    pub fn is_encrypted(&self) -> bool {
        self.tls.files().is_some() || self.behind_proxy
    }

    /// What is wrong, as sentences.
    pub fn faults(&self, site: &Site) -> Vec<String> {
        let mut faults = Vec::new();
        if self.roles.is_empty() {
            faults.push("server.roles is empty: this process would do nothing.".into());
        }
        if self.tls.certificate.is_some() != self.tls.private_key.is_some() {
            faults.push("server.tls needs both certificate and private_key, or neither.".into());
        }
        if self.tls.check_seconds == 0 {
            faults.push("server.tls.check_seconds must be at least 1.".into());
        }
        faults.extend(self.encryption_faults(site));
        faults.extend(self.address_faults(site));
        faults
    }

    fn serves_pages(&self) -> bool {
        self.has(Role::Public) || self.has(Role::Staff)
    }

    fn encryption_faults(&self, site: &Site) -> Vec<String> {
        let mut faults = Vec::new();
        if !self.serves_pages() || self.is_encrypted() {
            return faults;
        }
        let listening = [Some(self.public_address), self.staff_address];
        if listening.iter().flatten().any(|address| !address.ip().is_loopback()) {
            faults.push(
                "The pages would be served unencrypted to a network: give server.tls a certificate and its \
                 private_key, or set server.behind_proxy if something in front encrypts."
                    .into(),
            );
        }
        if site.is_https() {
            faults.push(
                "site.public_origin begins with https://, but nothing encrypts: set server.tls or server.behind_proxy."
                    .into(),
            );
        }
        faults
    }

    fn address_faults(&self, site: &Site) -> Vec<String> {
        let mut faults = Vec::new();
        let mut taken = vec![self.public_address];
        for (key, address) in
            [("staff_address", self.staff_address), ("redirect_address", self.redirect_address)]
        {
            let Some(address) = address else { continue };
            // Port 0 asks the system for a free one, so two of them do not meet.
            if address.port() != 0 && taken.contains(&address) {
                faults.push(format!("server.{key} is the same as another address: each needs its own port."));
            }
            taken.push(address);
        }
        if self.redirect_address.is_some() && !site.is_https() {
            faults.push(
                "server.redirect_address leads to site.public_origin, which must begin with https://.".into(),
            );
        }
        faults
    }
}
