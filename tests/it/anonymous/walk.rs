//! The third way in a real browser.

use serde_json::json;

use crate::support::browser;
use crate::support::database::Engine;
use crate::support::deployment::Deployment;
use crate::support::practitioners::practitioners;

#[tokio::test(flavor = "multi_thread")]
async fn a_practitioner_becomes_anonymous() {
    let deployment = Deployment::new(Engine::Sqlite).await;
    let people = practitioners(&deployment.database, 24);
    let used = people.last().expect("somebody");
    let lookup = used.traces.last().expect("a lookup");
    deployment
        .database
        .run(&format!("UPDATE practitioner_session SET ration = FALSE WHERE lookup = '{lookup}'"));
    let cookies: Vec<_> = people[..23].iter().map(|person| person.cookie.as_str()).collect();
    let facts = json!({ "cookies": cookies, "used": used.cookie });
    browser::journey("anonymous", deployment.server(), &facts);
    let senders = deployment.database.lines("SELECT sender AS line FROM concern ORDER BY sender");
    assert_eq!(senders, ["public", "verified"]);
    assert_eq!(deployment.database.count("spent_token"), 1);
}
