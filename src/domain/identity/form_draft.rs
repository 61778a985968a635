//! Drafts of the long forms that staff fill in: what was typed and not sent yet.

/// For how many days a draft is kept after it was last saved.
pub const KEPT_FOR: i64 = 14;
/// How many drafts a person has at most; with one more, the one that was not touched for longest goes.
pub const MOST: i64 = 20;
/// The most bytes of what is typed into a form that keeps a draft.
pub const MAX_BYTES: usize = 1024 * 1024;

/// The page of a form on the police side: a path, never another site's address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormPage(String);

impl FormPage {
    /// Reads a path; none when it is not one of the police side.
    pub fn parse(path: &str) -> Option<Self> {
        let parts = path.strip_prefix("/staff/")?.split('/');
        let is_fit = |part: &str| {
            let known = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
            !part.is_empty() && part.bytes().all(known)
        };
        (path.len() <= 200 && parts.into_iter().all(is_fit)).then(|| Self(path.to_owned()))
    }

    /// The path.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn only_pages_of_the_police_side_have_drafts() {
        for path in ["/staff/agencies/new", "/staff/engagements/3f2b8c1e-0000-4000-8000-000000000001/edit"] {
            assert_eq!(FormPage::parse(path).as_ref().map(FormPage::as_str), Some(path));
        }
        for path in [
            "",
            "/",
            "/staff",
            "/staff/",
            "//staff/x",
            "/staff//x",
            "/staff/x/",
            "/staff/x?y",
            "/staff/x#y",
            "/staff/../x",
            "/staff/X",
            "https://elsewhere.example/staff/x",
            "/step/1",
        ] {
            assert_eq!(FormPage::parse(path), None, "{path}");
        }
        assert_eq!(FormPage::parse(&format!("/staff/{}", "a".repeat(200))), None);
    }

    proptest! {
        #[test]
        fn what_is_taken_is_a_path_of_this_site(text in "[/a-z.:?#%0-9-]{0,40}") {
            if let Some(page) = FormPage::parse(&text) {
                prop_assert!(page.as_str().starts_with("/staff/") && !page.as_str().contains("//"));
            }
        }
    }
}
