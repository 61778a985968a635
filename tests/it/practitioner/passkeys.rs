//! Failing to sign in with a passkey: what nobody has is refused and leaves nothing behind; what somebody has
//! is counted for them alone.

use candour::crypto::token::Token;

use crate::support::authenticator::Authenticator;
use crate::support::client::Visitor;
use crate::support::database::ENGINES;
use crate::support::page::Page;
use crate::support::passkey::{AGENCY, ORIGIN, answer, question, send, sign_in};
use crate::support::premises::{Inside, try_door};

/// How often somebody tries a passkey that nobody has.
const TRIES: usize = 1_000;
/// From how many sides at once.
const SIDES: usize = 8;
/// How many devices are made up.
const DEVICES: usize = 200;

/// Somebody of an agency who has added a passkey to their account.
async fn equipped(inside: &Inside, number: usize, seed: u8) -> Authenticator {
    let mut window = inside.practitioner(number).await;
    let mut phone = Authenticator::new(ORIGIN, seed);
    let page = window.open("/step/44").await;
    let password = inside.demo.practitioners[number].password.clone();
    let asked = question(&mut window, &page, "5", &[("proof", &password)]).await;
    let made = phone.make(&asked["options"]);
    let added = send(&mut window, &page, "/step/44/6", &answer(&asked, &made, &phone)).await;
    assert!(added.text().contains("The passkey is added"), "{}", added.describe());
    phone
}

async fn comes(inside: &Inside, phone: &mut Authenticator) -> Page {
    sign_in(&mut inside.visitor(), phone, AGENCY).await
}

fn is_home(page: &Page) {
    assert_eq!((page.status, page.url.path()), (200, "/step/31"), "{}", page.describe());
}

/// The lines of the audit log about failing to come in.
fn failures(inside: &Inside) -> usize {
    inside.database.count("audit_event WHERE deed = 'sign_in_failed'")
}

/// Tries made-up devices of made-up accounts from all sides.
async fn try_made_up(inside: &Inside) {
    let sides = (0..SIDES).map(|side| {
        let mut visitor = inside.visitor();
        tokio::spawn(async move {
            for turn in (side..TRIES).step_by(SIDES) {
                // Numbers from 55 on: those before are somebody's.
                let seed = u8::try_from(turn % DEVICES + 55).expect("a small number");
                let mut phone = Authenticator::new(ORIGIN, seed);
                phone.claim(&Token::random().lookup().as_bytes()[..16]);
                let page = sign_in(&mut visitor, &mut phone, AGENCY).await;
                is_refused(&visitor, &page);
            }
        })
    });
    for side in sides.collect::<Vec<_>>() {
        side.await.expect("every try is refused calmly");
    }
}

fn is_refused(visitor: &Visitor, page: &Page) {
    assert_eq!((page.status, page.url.path()), (422, "/step/30/2"), "{}", page.describe());
    assert!(page.text().contains("You could not be signed in with this passkey"), "{}", page.describe());
    assert!(!visitor.cookies.contains_key("p"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_passkey_that_nobody_has_is_refused_and_leaves_nothing() {
    for engine in ENGINES {
        let inside = Inside::on(engine);
        let mut phone = equipped(&inside, 0, 1).await;
        let events = || inside.database.count("audit_event");
        let throttled = || inside.database.count("sign_in_throttle");
        let before = (events(), throttled());
        let ((), meanwhile) = tokio::join!(try_made_up(&inside), comes(&inside, &mut phone));
        is_home(&meanwhile);
        assert_eq!((events(), throttled()), before, "nobody's failure is nobody's");
        assert_eq!(inside.database.count("ceremony"), 0, "each question was taken");
        // Nobody else waits: not whoever has a passkey, nor a colleague with a password.
        is_home(&comes(&inside, &mut phone).await);
        inside.clock.step(30);
        let colleague = inside.demo.practitioners[1].clone();
        let code = colleague.code(inside.app.now());
        let home = try_door(&mut inside.visitor(), &colleague.email, &colleague.password, &code).await;
        is_home(&home);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn failures_with_somebodys_passkey_are_theirs_alone_and_written_down() {
    for engine in ENGINES {
        let inside = Inside::on(engine);
        let mut phone = equipped(&inside, 0, 1).await;
        let mut other = equipped(&inside, 1, 2).await;
        let before = failures(&inside);
        // The right passkey, and an answer that was made for another site.
        let mut wrong = phone.clone();
        wrong.origin = "https://elsewhere.example".into();
        for turn in 0..20 {
            let mut visitor = inside.visitor();
            let page = sign_in(&mut visitor, &mut wrong, AGENCY).await;
            is_refused(&visitor, &page);
            assert_eq!(
                failures(&inside),
                before + (turn + 1).min(4),
                "what comes quickly after one another is written down as one"
            );
        }
        // Whoever knows which passkey it is keeps nobody out.
        is_home(&comes(&inside, &mut phone).await);
        is_home(&comes(&inside, &mut other).await);
        // Their password is another way in, with a count of its own.
        inside.clock.step(30);
        let account = inside.demo.practitioners[0].clone();
        let code = account.code(inside.app.now());
        is_home(&try_door(&mut inside.visitor(), &account.email, &account.password, &code).await);
        assert_eq!(failures(&inside), before + 4);
    }
}
