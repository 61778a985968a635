//! What whoever reads the log of the machine can infer.

use crate::support::database::ENGINES;
use crate::support::deployment::{Deployment, Who, file, open_case, open_mailbox, write};

/// Whoever reads the log of the machine learns of no report: not that one came, not when, not that one was
/// read.
#[tokio::test]
async fn the_log_says_nothing_of_a_report() {
    for engine in ENGINES {
        let mut deployment = Deployment::new(engine).await;
        let mut officer = deployment.sign_in(Who::Officer).await;
        let before = deployment.server().stderr();
        assert!(before.contains("/staff/sign-in"), "the log tells of others: {before}");
        let answers = [("story", "It rained at noon"), ("contact", "mailbox")];
        let filed = file(deployment.visitor(), &answers, &[]).await;
        let case = deployment.case(&filed.reference);
        let page = open_case(&mut officer, &case).await;
        assert!(page.text().contains("It rained at noon"), "{}", page.describe());
        let mut reporter = deployment.visitor();
        open_mailbox(&mut reporter, &filed.phrase.expect("a phrase")).await;
        write(&mut reporter, "And again at one", &[]).await;
        let after = deployment.server().stderr();
        assert_eq!(after.strip_prefix(&before), Some(""), "{engine:?}");
    }
}
