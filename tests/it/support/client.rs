//! A visitor: what a browser without script does, one request at a time.

use std::collections::BTreeMap;
use std::net::IpAddr;

use reqwest::header::{COOKIE, HeaderMap, HeaderName, HeaderValue};
use reqwest::multipart::{Form as Multipart, Part};
use reqwest::redirect::Policy;
use reqwest::{Certificate, Client, ClientBuilder, Method, RequestBuilder, Url};

use super::page::{Form, Page};

/// Redirects followed before the test fails.
const STEPS: usize = 10;

/// One person at one browser, with cookies of its own. Cloning gives a second window with the cookies of now.
#[derive(Clone)]
pub(crate) struct Visitor {
    client: Client,
    base: Url,
    /// What is sent with every request.
    pub(crate) headers: HeaderMap,
    /// Cookies by name. Lifetimes are not modelled (an ended cookie is removed): look at
    /// [`Page::set_cookies`] for those. Change a value here to forge one.
    pub(crate) cookies: BTreeMap<String, String>,
    /// Below which path a cookie is sent, where that was said.
    paths: BTreeMap<String, String>,
}

/// A file handed to a file field.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Upload<'a> {
    pub(crate) field: &'a str,
    pub(crate) file_name: &'a str,
    pub(crate) media_type: &'a str,
    pub(crate) bytes: &'a [u8],
}

impl Visitor {
    /// A new visitor of the server at `base`, such as `server.public`.
    pub(crate) fn new(base: &str) -> Self {
        Self::trusting(base, None)
    }

    /// As [`Self::trusting`], with connections that come from this address of the machine.
    pub(crate) fn from_address(base: &str, authority: Option<&str>, address: IpAddr) -> Self {
        Self::built(base, authority, |builder| builder.local_address(address))
    }

    /// A new visitor that trusts only this certificate authority (PEM).
    pub(crate) fn trusting(base: &str, authority: Option<&str>) -> Self {
        Self::built(base, authority, |builder| builder)
    }

    fn built(base: &str, authority: Option<&str>, set: impl FnOnce(ClientBuilder) -> ClientBuilder) -> Self {
        // Refused when another test was first, which is as good.
        let _ = rustls::crypto::aws_lc_rs::default_provider().install_default();
        let trusted = authority.map(|pem| Certificate::from_pem(pem.as_bytes()).expect("a certificate"));
        let builder = Client::builder().redirect(Policy::none()).no_proxy().tls_certs_only(trusted);
        let client = set(builder).build().expect("make a client");
        let base = Url::parse(base).expect("an address");
        Self { client, base, headers: HeaderMap::new(), cookies: BTreeMap::new(), paths: BTreeMap::new() }
    }

    /// Sends this header with every request from now on.
    #[must_use]
    pub(crate) fn with(mut self, name: &str, value: &str) -> Self {
        let name = HeaderName::try_from(name).expect("a header name");
        self.headers.insert(name, HeaderValue::try_from(value).expect("a header value"));
        self
    }

    /// The same visitor, cookies and all, at another address: after a restart, or at another node.
    #[must_use]
    pub(crate) fn moved(&self, base: &str) -> Self {
        Self { base: Url::parse(base).expect("an address"), ..self.clone() }
    }

    /// Asks for a page; redirects are not followed.
    pub(crate) async fn get(&mut self, path: &str) -> Page {
        let request = self.request(Method::GET, path);
        self.send(request).await
    }

    /// Asks for a page and follows redirects.
    pub(crate) async fn open(&mut self, path: &str) -> Page {
        let page = self.get(path).await;
        self.follow(page).await
    }

    /// Sends fields as they are, with no form and no token but what is given; redirects are not followed.
    pub(crate) async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Page {
        let request = self.request(Method::POST, path).form(fields);
        self.send(request).await
    }

    /// Fills in the first form of the page's main part, sends it with all it carried, and follows redirects.
    /// [`Page::via`] holds the answers on the way. Name a button to press it: `("action", "save")`.
    pub(crate) async fn submit(&mut self, page: &Page, answers: &[(&str, &str)]) -> Page {
        self.submit_to(page, "", answers).await
    }

    /// As [`Self::submit`], for the form whose action ends with `action`.
    pub(crate) async fn submit_to(&mut self, page: &Page, action: &str, answers: &[(&str, &str)]) -> Page {
        self.upload(page, action, answers, &[]).await
    }

    /// As [`Self::submit_to`], with files, in the order given and after the other fields.
    pub(crate) async fn upload(
        &mut self,
        page: &Page,
        action: &str,
        answers: &[(&str, &str)],
        files: &[Upload<'_>],
    ) -> Page {
        let form = page.form(action);
        let request = self.filled(&form, answers, files);
        let answer = self.send(request).await;
        self.follow(answer).await
    }

    /// Follows redirects until there is a page. Fails when one leads to another host: look at those by hand.
    pub(crate) async fn follow(&mut self, page: Page) -> Page {
        let mut page = page;
        for _ in 0..STEPS {
            let Some(target) = page.location() else { return page };
            assert_eq!(target.origin(), page.url.origin(), "redirect to another host: {target}");
            let mut next = self.get(target.as_str()).await;
            next.via = std::mem::take(&mut page.via);
            next.via.push(page);
            page = next;
        }
        panic!("more than {STEPS} redirects: {}", page.url)
    }

    /// A request with this visitor's cookies and headers, to be changed at will; `path` may be a whole
    /// address.
    pub(crate) fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let url = self.base.join(path).expect("a path");
        let sent = self.cookies.iter().filter(|(name, _)| self.is_sent(name, url.path()));
        let cookies: Vec<_> = sent.map(|(name, value)| format!("{name}={value}")).collect();
        let request = self.client.request(method, url).headers(self.headers.clone());
        if cookies.is_empty() { request } else { request.header(COOKIE, cookies.join("; ")) }
    }

    /// Sends a request and keeps the cookies of the answer.
    pub(crate) async fn send(&mut self, request: RequestBuilder) -> Page {
        self.attempt(request).await.expect("the server answers")
    }

    /// As [`Self::send`], when the server may be gone or may cut the connection.
    pub(crate) async fn attempt(&mut self, request: RequestBuilder) -> reqwest::Result<Page> {
        let answer = request.send().await?;
        let (status, url, headers) =
            (answer.status().as_u16(), answer.url().clone(), answer.headers().clone());
        let body = answer.bytes().await?.to_vec();
        let html = String::from_utf8_lossy(&body).into_owned();
        let page = Page { status, headers, html, body, url, via: Vec::new() };
        page.set_cookies().into_iter().for_each(|cookie| self.keep(cookie));
        Ok(page)
    }

    /// The request that sends this form as filled in. GET forms become a query, as in a browser.
    pub(crate) fn filled(
        &self,
        form: &Form,
        answers: &[(&str, &str)],
        files: &[Upload<'_>],
    ) -> RequestBuilder {
        let fields = form.filled(answers);
        if form.get {
            let mut url = form.action.clone();
            url.query_pairs_mut().clear().extend_pairs(&fields);
            return self.request(Method::GET, url.as_str());
        }
        let request = self.request(Method::POST, form.action.as_str());
        if !form.multipart {
            assert!(files.is_empty(), "the form takes no files: {}", form.action);
            return request.form(&fields);
        }
        let text = fields.into_iter().fold(Multipart::new(), |body, (name, value)| body.text(name, value));
        request.multipart(files.iter().fold(text, |body, file| body.part(file.field.to_owned(), part(*file))))
    }

    /// Whether a cookie goes along to an address (RFC 6265, 5.1.4).
    fn is_sent(&self, name: &str, to: &str) -> bool {
        let Some(path) = self.paths.get(name) else { return true };
        to.strip_prefix(path.as_str())
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/') || path.ends_with('/'))
    }

    fn keep(&mut self, cookie: &str) {
        let (pair, attributes) = cookie.split_once(';').unwrap_or((cookie, ""));
        let (name, value) = pair.split_once('=').expect("a cookie has a name and a value");
        let attributes = attributes.to_ascii_lowercase();
        if attributes.contains("max-age=0") || attributes.contains("01 jan 1970") {
            self.cookies.remove(name);
        } else {
            self.cookies.insert(name.to_owned(), value.to_owned());
            let path = attributes.split("; ").find_map(|part| part.trim().strip_prefix("path="));
            self.paths.insert(name.to_owned(), path.unwrap_or("/").to_owned());
        }
    }
}

fn part(file: Upload<'_>) -> Part {
    let part = Part::bytes(file.bytes.to_vec()).file_name(file.file_name.to_owned());
    part.mime_str(file.media_type).expect("a media type")
}
