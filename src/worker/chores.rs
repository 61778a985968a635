//! Chores: wiping what has run out, going on with work that stands still, and the daily reminders. One node at a time does them.

use crate::crypto::secret::Secret;
use crate::service::{House, Problem, application, batch, digest, import, issuer};
use crate::store::{
    Snapshot, StoreError, attachment, ceremony, evidence, lease, material, practitioner, session, throttle,
    visit,
};

/// Seconds for which a node keeps the chores to itself.
const LEASE: i64 = 180;
/// Seconds after which a file that nothing refers to is taken for left over: longer than anybody writes a report.
const LEFT_OVER: i64 = 2 * 86_400;
/// How many files are asked after at a time.
const BATCH: usize = 200;

/// Who this node is, when nodes take turns.
#[derive(Debug)]
pub struct Holder(String);

impl Holder {
    /// A name that no other node has.
    #[expect(clippy::new_without_default, reason = "each is another")]
    pub fn new() -> Self {
        Self(Secret::<16>::random().to_text().to_string())
    }
}

/// Does the chores if it is this node's turn; says whether it was.
///
/// # Errors
/// When the store or the files do not work.
pub async fn step(house: &House, holder: &Holder) -> Result<bool, Problem> {
    let (now, token) = (house.now(), holder.0.clone());
    let until = now.plus_seconds(LEASE);
    let ours = house.store.write(move |tx| lease::take(tx, "chores", &token, now, until)).await?;
    if ours {
        sweep_rows(house).await?;
        import::resume(house).await?;
        batch::resume(house).await?;
        import::sweep(house).await?;
        sweep_files(house).await?;
        issuer::tidy(house).await?;
        application::tidy(house).await?;
        digest::make(house).await?;
    }
    Ok(ours)
}

async fn sweep_rows(house: &House) -> Result<(), Problem> {
    let now = house.now();
    let write = move |tx: &mut crate::store::Tx<'_>| {
        visit::sweep(tx, now)?;
        practitioner::session::sweep(tx, now)?;
        practitioner::key::forget_steps(tx, now)?;
        practitioner::invitation::sweep(tx, now)?;
        ceremony::sweep(tx, now)?;
        throttle::sweep(tx, now)?;
        session::sweep(tx, now)
    };
    Ok(house.store.write(write).await?)
}

async fn sweep_files(house: &House) -> Result<(), Problem> {
    let before = house.now().plus_seconds(-LEFT_OVER);
    house.blobs.sweep_unfinished(before).await?;
    let old = house.blobs.list(before).await?;
    for batch in old.chunks(BATCH) {
        let ids = batch.to_vec();
        let read = move |snapshot: &mut Snapshot<'_>| {
            let mut known = attachment::known(snapshot, &ids)?;
            known.extend(material::known_files(snapshot, &ids)?);
            known.extend(evidence::known(snapshot, &ids)?);
            Ok::<_, StoreError>(known)
        };
        let known = house.store.read(read).await?;
        for id in batch.iter().filter(|id| !known.contains(id)) {
            house.blobs.delete(id).await?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::role::Role;
    use crate::mail::{MailSettings, Mailer, Transport};
    use crate::service::follow_up::{self, Origin};
    use crate::service::trial::{Trial, pairs};
    use crate::worker::outbox;

    fn mailer(folder: &std::path::Path) -> Mailer {
        let settings = MailSettings {
            transport: Transport::Folder(folder.to_owned()),
            from: "no-reply@portal.example.org".parse().unwrap(),
            site_name: "Candour".into(),
            staff_url: "https://portal.example.org/staff".into(),
            public_origin: "https://portal.example.org".into(),
        };
        Mailer::new(settings).unwrap()
    }

    fn letters(folder: &std::path::Path) -> Vec<String> {
        let files = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path());
        files.map(|file| std::fs::read_to_string(file).unwrap()).collect()
    }

    #[tokio::test]
    async fn reminders_go_out_once_a_day_and_name_nobody() {
        let trial = Trial::new();
        let (house, holder) = (&trial.house, Holder::new());
        let anna = trial.person("Anna", Role::EngagementOfficer).await;
        let me = anna.actor.id.to_string();
        let agency = trial.agency(&anna, "Harbour Women", &[("owner", &me)]).await;
        let task = pairs(&[("task", "Call Anya Holt"), ("due", "2027-01-15"), ("owner", &me)]);
        follow_up::add(house, &anna, house.id(), Origin::Agency(agency), &task).await.unwrap();
        let folder = trial.folder.path().join("mail");
        let mailer = mailer(&folder);

        // From eight on a Friday for five days, looked at every half hour: the sixth morning counts.
        for _ in 0..5 * 48 {
            assert!(step(house, &holder).await.unwrap());
            while outbox::step(house, &mailer).await.unwrap() > 0 {}
            trial.clock.step(1_800);
        }
        let sent = letters(&folder);
        assert_eq!(sent.len(), 6, "{sent:?}");
        for letter in sent {
            assert!(letter.contains("To: anna@psd.example\r\n"), "{letter}");
            assert!(letter.contains("1 follow-up due\r\n1 organisation not met in time"), "{letter}");
            assert!(
                !["Harbour", "Anya", "Holt", "Call"].iter().any(|name| letter.contains(name)),
                "{letter}"
            );
        }
    }
}
