//! Whoever guesses passwords waits, and nobody else: not the owner on a browser that was here before, nor on
//! a new one with two codes, nor with a passkey. What is tried tells nothing to whoever tries it.

mod devices;
mod letters;

use std::collections::BTreeMap;

use candour::domain::platform::time::Timestamp;

use crate::support::authenticator::Authenticator;
use crate::support::client::Visitor;
use crate::support::database::ENGINES;
use crate::support::page::Page;
use crate::support::passkey::{AGENCY, ORIGIN, STAFF, SignInPage, answer, question, send, sign_in};
use crate::support::premises::Inside;

/// How often somebody guesses.
const GUESSES: usize = 10_000;
/// From how many sides at once.
const SIDES: usize = 8;
/// Seconds for which a code is shown.
const STEP: i64 = 30;
/// The longest wait of whoever shows nothing, seconds.
const LONGEST_WAIT: i64 = 1_800;
const WRONG: &str = "wrong horse battery";

/// Somebody with an account, in one of the two areas.
struct Owner {
    email: String,
    password: String,
    code: Box<dyn Fn(Timestamp) -> String>,
    /// Where they sign in, and where they are then.
    page: &'static str,
    home: &'static str,
    /// The device cookie.
    cookie: &'static str,
    /// Their account's page, and where its script asks for a new passkey and sends it.
    account: &'static str,
    asks: &'static str,
    adds: &'static str,
    at: SignInPage,
}

impl Owner {
    fn of_staff(inside: &Inside, who: &str) -> Self {
        let account = inside.account(who).clone();
        Self {
            email: account.email.clone(),
            password: account.password.clone(),
            code: Box::new(move |now| account.code(now)),
            page: "/staff/sign-in",
            home: "/staff",
            cookie: "sd",
            account: "/staff/account",
            asks: "question",
            adds: "/staff/account/passkeys",
            at: STAFF,
        }
    }

    fn of_agency(inside: &Inside, number: usize) -> Self {
        let account = inside.demo.practitioners[number].clone();
        Self {
            email: account.email.clone(),
            password: account.password.clone(),
            code: Box::new(move |now| account.code(now)),
            page: "/step/30",
            home: "/step/31",
            cookie: "pd",
            account: "/step/44",
            asks: "5",
            adds: "/step/44/6",
            at: AGENCY,
        }
    }

    /// The two areas.
    fn both(inside: &Inside) -> [Self; 2] {
        [Self::of_staff(inside, "a.marsh"), Self::of_agency(inside, 0)]
    }

    /// The code of this moment.
    fn code(&self, inside: &Inside) -> String {
        (self.code)(inside.app.now())
    }

    /// The code of the next half minute, which has begun.
    fn next_code(&self, inside: &Inside) -> String {
        inside.clock.step(STEP);
        self.code(inside)
    }

    async fn attempt(&self, visitor: &mut Visitor, password: &str, code: &str) -> Page {
        let page = visitor.get(self.page).await;
        self.again(visitor, &page, password, code).await
    }

    /// Types it once more on the page that refused it.
    async fn again(&self, visitor: &mut Visitor, page: &Page, password: &str, code: &str) -> Page {
        let typed = [("email", self.email.as_str()), ("password", password), ("code", code)];
        visitor.submit_to(page, self.page, &typed).await
    }

    /// Signs in on this browser with the next code.
    async fn comes(&self, inside: &Inside, visitor: &mut Visitor) -> Page {
        let code = self.next_code(inside);
        self.attempt(visitor, &self.password, &code).await
    }

    /// A browser on which they signed in and out: all that it has is what stays.
    async fn known_browser(&self, inside: &Inside) -> Visitor {
        let mut visitor = inside.visitor();
        self.is_in(&self.comes(inside, &mut visitor).await);
        visitor.cookies.retain(|name, _| name == self.cookie);
        visitor
    }

    /// Adds a passkey.
    async fn equip(&self, inside: &Inside, seed: u8) -> Authenticator {
        let mut window = inside.visitor();
        self.is_in(&self.comes(inside, &mut window).await);
        let mut phone = Authenticator::new(ORIGIN, seed);
        let page = window.open(self.account).await;
        let asked = question(&mut window, &page, self.asks, &[("proof", &self.password)]).await;
        let made = phone.make(&asked["options"]);
        let added = send(&mut window, &page, self.adds, &answer(&asked, &made, &phone)).await;
        assert!(added.text().contains("The passkey is added"), "{}", added.describe());
        phone
    }

    fn is_in(&self, page: &Page) {
        assert_eq!((page.status, page.url.path()), (200, self.home), "{}", page.describe());
    }

    fn is_refused(&self, page: &Page) {
        assert_eq!((page.status, page.url.path()), (422, self.page), "{}", page.describe());
    }

    /// Somebody who knows the address has failed for so long that the wait is as long as it gets: half an
    /// hour from now.
    async fn is_hammered_at(&self, inside: &Inside) {
        for _ in 0..4 {
            self.is_refused(&self.attempt(&mut inside.visitor(), WRONG, "000000").await);
        }
        inside.database.run("UPDATE sign_in_throttle SET failures = 13 WHERE failures BETWEEN 4 AND 12");
        inside.clock.step(LONGEST_WAIT + 1);
        self.is_refused(&self.attempt(&mut inside.visitor(), WRONG, "000000").await);
    }
}

/// Guesses passwords from all sides, one half for each of these.
async fn guess(inside: &Inside, owners: &[Owner; 2]) {
    let mut sides = Vec::new();
    for side in 0..SIDES {
        let owner = &owners[side % 2];
        let mut visitor = inside.visitor();
        let token = visitor.get(owner.page).await.field("token").expect("a form token");
        let (email, page) = (owner.email.clone(), owner.page);
        sides.push(tokio::spawn(async move {
            for turn in (side..GUESSES).step_by(SIDES) {
                let password = format!("wrong horse {turn}");
                let typed =
                    [("token", &*token), ("email", &email), ("password", &password), ("code", "000000")];
                assert_eq!(visitor.post(page, &typed).await.status, 422);
            }
        }));
    }
    for side in sides {
        side.await.expect("every guess is refused calmly");
    }
}

/// The lines of the audit log about failing to come in.
fn failures(inside: &Inside) -> usize {
    inside.database.count("audit_event WHERE deed = 'sign_in_failed'")
}

/// Every row of what is counted.
fn counted(inside: &Inside) -> Vec<String> {
    inside.database.lines(
        "SELECT account || ' ' || cast(failures AS text) || ' ' || cast(retry_at AS text) || ' ' || cast(day AS text) \
         || ' ' || cast(of_day AS text) AS line FROM sign_in_throttle ORDER BY account",
    )
}

#[tokio::test(flavor = "multi_thread")]
async fn ten_thousand_wrong_passwords_keep_no_owner_out() {
    for engine in ENGINES {
        let inside = Inside::on(engine);
        let owners = Owner::both(&inside);
        let mut known = Vec::new();
        let mut phones = Vec::new();
        for (owner, seed) in owners.iter().zip(1..) {
            known.push(owner.known_browser(&inside).await);
            phones.push(owner.equip(&inside, seed).await);
        }
        let before = failures(&inside);
        guess(&inside, &owners).await;
        // Four for each address, and no more beside them than passwords are checked at a time; the log has no
        // line for the rest.
        let lines = failures(&inside) - before;
        assert!((8..=8 + 2 * inside.app.rules.passwords).contains(&lines), "{lines}");
        let mut shut = Vec::new();
        for ((owner, known), phone) in owners.iter().zip(&mut known).zip(&mut phones) {
            owner.is_hammered_at(&inside).await;
            let rows = counted(&inside);
            let mut came = |way: &'static str, page: &Page| {
                if page.url.path() != owner.home {
                    shut.push((owner.page, way));
                }
            };
            // The clock goes on by the half minutes of codes alone: the wait is on.
            came("with a passkey", &sign_in(&mut inside.visitor(), phone, owner.at).await);
            came("on a browser that was here before", &owner.comes(&inside, known).await);
            let mut new = inside.visitor();
            let refused = owner.comes(&inside, &mut new).await;
            let code = owner.next_code(&inside);
            came(
                "on a new browser, with two codes",
                &owner.again(&mut new, &refused, &owner.password, &code).await,
            );
            assert_eq!(counted(&inside), rows, "that they were here is not to be read from what is counted");
        }
        assert!(shut.is_empty(), "kept out: {shut:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn two_codes_are_two_of_the_same_account_one_after_the_other() {
    for engine in ENGINES {
        let inside = Inside::on(engine);
        for (owner, other) in [
            (Owner::of_staff(&inside, "a.marsh"), Owner::of_staff(&inside, "s.whitlock")),
            (Owner::of_agency(&inside, 0), Owner::of_agency(&inside, 1)),
        ] {
            let right = &owner.password;
            owner.is_hammered_at(&inside).await;
            let mut window = inside.visitor();
            let code = owner.next_code(&inside);
            let first = owner.attempt(&mut window, right, &code).await;
            owner.is_refused(&first);
            // The same code once more, and one that is wrong.
            owner.is_refused(&owner.again(&mut window, &first, right, &code).await);
            owner.is_refused(&owner.again(&mut window, &first, right, "000000").await);
            // The next code, with no note, a forged one, and the note of somebody else's page.
            let code = owner.next_code(&inside);
            owner.is_refused(&owner.attempt(&mut inside.visitor(), right, &code).await);
            let theirs = other.attempt(&mut inside.visitor(), WRONG, &other.code(&inside)).await;
            other.is_refused(&theirs);
            let note = theirs.field("note").expect("a note");
            for note in ["", "forged", note.as_str()] {
                let typed = [("email", &*owner.email), ("password", right), ("code", &code), ("note", note)];
                owner.is_refused(&window.submit_to(&first, owner.page, &typed).await);
            }
            // The next code with the note of the first, long after: the first is no evidence any more.
            let first = owner.again(&mut window, &first, WRONG, &code).await;
            owner.is_refused(&first);
            inside.clock.step(11 * STEP);
            let code = owner.code(&inside);
            let late = owner.again(&mut window, &first, right, &code).await;
            owner.is_refused(&late);
            // That was a right one again, and this is the next.
            let code = owner.next_code(&inside);
            owner.is_in(&owner.again(&mut window, &late, right, &code).await);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_has_only_the_password_or_only_the_codes_guesses_as_slowly_as_before() {
    for engine in ENGINES {
        let inside = Inside::on(engine);
        for owner in Owner::both(&inside) {
            // The right password and every code but the right one: from one page to the next, as quickly as
            // it goes.
            let before = failures(&inside);
            let mut thief = inside.visitor();
            let mut page = thief.get(owner.page).await;
            let right = [-STEP, 0, STEP].map(|later| (owner.code)(inside.app.now().plus_seconds(later)));
            for code in (0..200).map(|code| format!("{code:06}")).filter(|code| !right.contains(code)) {
                page = owner.again(&mut thief, &page, &owner.password, &code).await;
                owner.is_refused(&page);
            }
            assert_eq!(failures(&inside) - before, 4, "four are checked and no more");
            // Every code right, one after the other, and the password wrong: they are let through, and then
            // wait too.
            let before = failures(&inside);
            for _ in 0..40 {
                let code = owner.next_code(&inside);
                page = owner.again(&mut thief, &page, WRONG, &code).await;
                owner.is_refused(&page);
            }
            let checked = failures(&inside) - before;
            // In twenty minutes: three at once, then after 2, 4, 8 … 512 seconds, by two lanes.
            assert!((10..=24).contains(&checked), "{checked}");
            // The owner comes with a browser that was here before, which they did not have yet: the wait of
            // codes is on as well.
            inside.clock.step(2 * 3_600);
            owner.is_in(&owner.comes(&inside, &mut inside.visitor()).await);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn many_at_once_are_no_more_than_one_after_another() {
    for engine in ENGINES {
        let inside = Inside::on(engine);
        for owner in Owner::both(&inside) {
            let before = failures(&inside);
            let mut known = owner.known_browser(&inside).await;
            let token = known.get(owner.page).await.field("token").expect("a form token");
            let stolen = known.cookies.clone();
            for cookies in [BTreeMap::default(), stolen] {
                let tries = (0..100).map(|turn| {
                    let mut visitor = inside.visitor();
                    visitor.cookies.clone_from(&cookies);
                    let (token, email, page) = (token.clone(), owner.email.clone(), owner.page);
                    tokio::spawn(async move {
                        let password = format!("wrong horse {turn}");
                        let typed = [
                            ("token", &*token),
                            ("email", &email),
                            ("password", &password),
                            ("code", "000000"),
                        ];
                        assert_eq!(visitor.post(page, &typed).await.status, 422);
                    })
                });
                for one in tries.collect::<Vec<_>>() {
                    one.await.expect("refused calmly");
                }
            }
            // Four by anybody and five by the stolen cookie, and as many beside them as are checked at a
            // time.
            let checked = failures(&inside) - before;
            assert!((9..=9 + 2 * inside.app.rules.passwords).contains(&checked), "{checked}");
        }
    }
}

/// What is left of a refusal once what differs in every page is taken out, and the address typed.
fn gist(page: &Page, email: &str) -> (u16, String, usize) {
    let (token, note) = (page.field("token").expect("a token"), page.field("note").expect("a note"));
    let html = page.html.split("<!--").next().unwrap_or_default().replace(&token, "").replace(email, "");
    (page.status, html.replace(&note, &note.len().to_string()), page.set_cookies().len())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refusal_while_others_wait_tells_nothing() {
    for engine in ENGINES {
        let inside = Inside::on(engine);
        for owner in Owner::both(&inside) {
            let mut known = owner.known_browser(&inside).await;
            let nobody =
                Owner { email: "n.obody@nowhere.example".into(), ..Owner::of_staff(&inside, "a.marsh") };
            let nobody = Owner { page: owner.page, home: owner.home, ..nobody };
            nobody.is_hammered_at(&inside).await;
            owner.is_hammered_at(&inside).await;
            let code = owner.next_code(&inside);
            let right = owner.attempt(&mut inside.visitor(), &owner.password, &code).await;
            let expected = gist(&right, &owner.email);
            for (who, password, code) in [
                (&owner, WRONG, code.as_str()),
                (&owner, owner.password.as_str(), "000000"),
                (&owner, WRONG, ""),
                (&nobody, WRONG, code.as_str()),
                (&nobody, owner.password.as_str(), "000000"),
            ] {
                let page = who.attempt(&mut inside.visitor(), password, code).await;
                assert_eq!(gist(&page, &who.email), expected, "{}", who.email);
                let page = who.again(&mut inside.visitor(), &page, password, code).await;
                assert_eq!(gist(&page, &who.email), expected, "{}", who.email);
                let page = who.attempt(&mut known, WRONG, code).await;
                assert_eq!(gist(&page, &who.email), expected, "{}", who.email);
            }
        }
    }
}
