//! From settings to listeners: which pages are served at which address.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use web::certificate::{CertificateError, ReloadingCertificate};
use web::layer::headers::SecurityHeaders;
use web::layer::origin::Origins;
use web::server::{Listener, Pace, Routes};
use web::{asset, health, redirect};

use crate::config::{Role, Settings};

/// What there is to serve.
#[derive(Clone)]
pub struct Pages {
    /// The pages for reporters and agencies.
    pub public: Routes,
    /// The pages for the department.
    pub staff: Routes,
    /// What everybody gets at an address without a page; added last.
    pub missing: Routes,
    /// Whether this process can work.
    pub readiness: health::Readiness,
    /// The page for a form that another site sent, as HTML.
    pub refusal: String,
}

/// Every listener that the settings ask for, and the certificate to watch if this process encrypts.
///
/// # Errors
/// The certificate cannot be used.
pub fn listeners(
    settings: &Settings,
    pages: &Pages,
) -> Result<(Vec<Listener>, Option<Arc<ReloadingCertificate>>), CertificateError> {
    let files = settings.server.tls.files();
    let tls = files
        .map(|(certificate, key)| ReloadingCertificate::open(certificate, key))
        .transpose()?
        .map(Arc::new);
    let mut listeners: Vec<Listener> = places(settings)
        .into_iter()
        .map(|(address, roles)| {
            let headers = headers(settings, settings.server.is_encrypted() && settings.site.is_https());
            let routes = page_routes(pages, roles);
            Listener { tls: tls.clone(), headers, ..plain(settings, address, routes, &pages.refusal) }
        })
        .collect();
    if let Some(address) = settings.server.redirect_address.filter(|_| !listeners.is_empty()) {
        let origin = settings.site.public_origin.clone();
        let routes: Routes = Arc::new(move |config| redirect::routes(config, &origin));
        listeners.push(plain(settings, address, routes, &pages.refusal));
    }
    Ok((listeners, tls))
}

/// What is found where, for whoever started us: `public=http://127.0.0.1:8080 staff=http://127.0.0.1:8080`.
/// `addresses` are those of [`listeners`], in the same order, with the ports that the system chose.
pub fn signpost(settings: &Settings, addresses: &[SocketAddr]) -> String {
    let scheme = if settings.server.tls.files().is_some() { "https" } else { "http" };
    let mut signs = Vec::new();
    let mut addresses = addresses.iter();
    for ((_, roles), address) in places(settings).into_iter().zip(&mut addresses) {
        let named = [(roles.public, "public"), (roles.staff, "staff")];
        let here = named.into_iter().filter(|(serves, _)| *serves);
        signs.extend(here.map(|(_, name)| format!("{name}={scheme}://{address}")));
    }
    signs.extend(addresses.map(|address| format!("redirect=http://{address}")));
    signs.join(" ")
}

/// How the server goes about its work.
pub fn pace(settings: &Settings) -> Pace {
    let shutdown = Duration::from_secs(settings.server.shutdown_seconds);
    Pace { workers: settings.server.workers, shutdown }
}

/// Which pages one address has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Roles {
    public: bool,
    staff: bool,
}

fn places(settings: &Settings) -> Vec<(SocketAddr, Roles)> {
    let server = &settings.server;
    let (public, staff) = (server.has(Role::Public), server.has(Role::Staff));
    let shared = Roles { public, staff: staff && server.staff_address.is_none() };
    let apart = Roles { public: false, staff: staff && server.staff_address.is_some() };
    let places = [(Some(server.public_address), shared), (server.staff_address, apart)];
    let used = places.into_iter().filter(|(_, roles)| roles.public || roles.staff);
    used.filter_map(|(address, roles)| Some((address?, roles))).collect()
}

fn page_routes(pages: &Pages, roles: Roles) -> Routes {
    let pages = pages.clone();
    Arc::new(move |config| {
        asset::routes(config);
        health::routes(config, &pages.readiness);
        if roles.public {
            (pages.public)(config);
        }
        if roles.staff {
            (pages.staff)(config);
        }
        (pages.missing)(config);
    })
}

/// A listener that speaks plain HTTP: there, strict transport security must not be asked for (RFC 6797, 7.2).
fn plain(settings: &Settings, address: SocketAddr, routes: Routes, refusal: &str) -> Listener {
    let origins = Origins::new(settings.site.origins(), refusal.to_owned());
    Listener { address, tls: None, headers: headers(settings, false), origins: Arc::new(origins), routes }
}

fn headers(settings: &Settings, over_tls: bool) -> Arc<SecurityHeaders> {
    Arc::new(SecurityHeaders::new(over_tls, settings.site.onion_location.as_deref()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use web::trial::{page, statuses};

    fn pages() -> Pages {
        Pages {
            public: page(Some("/report"), 200),
            staff: page(Some("/staff"), 200),
            missing: page(None, 410),
            readiness: health::Readiness::new(|| std::future::ready(true)),
            refusal: String::new(),
        }
    }

    #[tokio::test]
    async fn every_address_answers_with_its_own_pages() {
        let mut settings = settings(vec![Role::Public, Role::Staff], Some("127.0.0.1:8443"));
        settings.server.redirect_address = "127.0.0.1:8081".parse().ok();
        let (listeners, certificate) = listeners(&settings, &pages()).unwrap();
        assert!(certificate.is_none());
        assert_eq!(listeners.len(), 3);
        let paths = ["/report", "/staff", "/health/ready", "/assets/none", "/nowhere"];
        assert_eq!(statuses(&listeners[0], &paths).await, [200, 410, 200, 404, 410]);
        assert_eq!(statuses(&listeners[1], &paths).await, [410, 200, 200, 404, 410]);
        assert_eq!(statuses(&listeners[2], &paths).await, [308; 5]);
    }

    fn settings(roles: Vec<Role>, staff_address: Option<&str>) -> Settings {
        let mut settings = Settings::read(None, Vec::new()).unwrap();
        settings.server.roles = roles;
        settings.server.staff_address = staff_address.map(|address| address.parse().unwrap());
        settings
    }

    fn shape(settings: &Settings) -> Vec<(String, bool, bool)> {
        let places = places(settings).into_iter();
        places.map(|(address, roles)| (address.to_string(), roles.public, roles.staff)).collect()
    }

    #[test]
    fn the_signpost_names_every_address() {
        let mut settings = settings(vec![Role::Public, Role::Staff], Some("127.0.0.1:8443"));
        let bound = ["127.0.0.1:1", "127.0.0.1:2", "127.0.0.1:3"].map(|address| address.parse().unwrap());
        let apart = "public=http://127.0.0.1:1 staff=http://127.0.0.1:2 redirect=http://127.0.0.1:3";
        assert_eq!(signpost(&settings, &bound), apart);
        settings.server.staff_address = None;
        assert_eq!(signpost(&settings, &bound[..1]), "public=http://127.0.0.1:1 staff=http://127.0.0.1:1");
        settings.server.roles = vec![Role::Worker];
        assert_eq!(signpost(&settings, &[]), "");
    }

    #[test]
    fn staff_pages_leave_the_public_address_when_they_have_their_own() {
        use Role::{Public, Staff, Worker};
        let (open, inside) = ("127.0.0.1:8080".to_owned(), "127.0.0.1:8443".to_owned());
        let own = Some("127.0.0.1:8443");
        assert_eq!(shape(&settings(vec![Public, Staff, Worker], None)), [(open.clone(), true, true)]);
        let both = shape(&settings(vec![Public, Staff], own));
        assert_eq!(both, [(open.clone(), true, false), (inside.clone(), false, true)]);
        assert_eq!(shape(&settings(vec![Staff], None)), [(open.clone(), false, true)]);
        assert_eq!(shape(&settings(vec![Staff], own)), [(inside, false, true)]);
        assert_eq!(shape(&settings(vec![Public], own)), [(open, true, false)]);
        assert_eq!(shape(&settings(vec![Worker], own)), []);
    }
}
