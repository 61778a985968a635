//! Chores: wiping what has run out, and the daily reminders. One node at a time does them.

use domain::identity::practitioner::Practitioner;
use domain::identity::staff::Staff;
use service::identity::application;
use service::register::{digest, import};
use service::report::issuer;
use service::{App, Problem};
use store::casework::approval;
use store::identity::session::Sessions;
use store::identity::{ceremony, form_draft, practitioner, throttle};
use store::platform::lease;
use store::register::{engagement_file, material};
use store::report::{attachment, visit};
use store::{Snapshot, StoreError};

use crate::holder::Holder;

/// Seconds for which a node keeps the chores to itself.
const LEASE: i64 = 180;
/// Seconds after which a file that no row refers to is taken for left over, counted from the day it came: of
/// its time no more is kept. That a draft refers to it only the draft itself says, which nobody else can
/// open, so this is longer than anybody writes a report: two whole days at least.
const LEFT_OVER: i64 = 3 * 86_400;
/// Seconds after which a file is taken for left over that was begun and not finished, since its last part
/// came: a part comes with every quarter of a megabyte. Nothing that arrives for longer than a draft or a
/// session may be idle is kept anyway.
const UNFINISHED: i64 = 6 * 3_600;
/// How many files are asked after at a time.
const BATCH: usize = 200;

/// Does the chores if it is this node's turn; says whether it was.
///
/// What has run out is wiped first, and nothing that takes long is among them: they come round every minute.
///
/// # Errors
/// When the store or the files do not work.
pub async fn step(app: &App, holder: &Holder) -> Result<bool, Problem> {
    if !keep(app, holder).await? {
        return Ok(false);
    }
    sweep_rows(app).await?;
    import::sweep(app).await?;
    sweep_files(app, holder).await?;
    issuer::tidy(app).await?;
    application::tidy(app).await?;
    digest::make(app).await?;
    Ok(true)
}

/// Takes the lease or renews it; whether it is this node's.
async fn keep(app: &App, holder: &Holder) -> Result<bool, Problem> {
    let (now, token) = (app.now(), holder.token());
    let until = now.plus_seconds(LEASE);
    Ok(app.store.write(move |tx| lease::take(tx, "chores", &token, now, until)).await?)
}

async fn sweep_rows(app: &App) -> Result<(), Problem> {
    let now = app.now();
    let write = move |tx: &mut store::Tx<'_>| {
        visit::sweep(tx, now)?;
        Practitioner::sweep_sessions(tx, now)?;
        practitioner::key::forget_steps(tx, now)?;
        practitioner::invitation::sweep(tx, now)?;
        ceremony::sweep(tx, now)?;
        throttle::sweep(tx, now)?;
        approval::expire(tx, now)?;
        form_draft::sweep(tx, now)?;
        Staff::sweep_sessions(tx, now)
    };
    Ok(app.store.write(write).await?)
}

/// Removes files that nothing refers to: what was left half-written, and what no row knows.
async fn sweep_files(app: &App, holder: &Holder) -> Result<(), Problem> {
    let now = app.now();
    let longest = UNFINISHED.max(2 * app.rules.visit_idle.max(app.rules.staff_idle));
    app.blobs.sweep_unfinished(now.plus_seconds(-longest)).await?;
    let old = app.blobs.list(now.plus_seconds(-LEFT_OVER)).await?;
    for batch in old.chunks(BATCH) {
        // There may be many, in a store that is slow.
        if !keep(app, holder).await? {
            return Ok(());
        }
        let ids = batch.to_vec();
        let read = move |snapshot: &mut Snapshot<'_>| {
            let mut known = attachment::find_existing(snapshot, &ids)?;
            known.extend(material::known_files(snapshot, &ids)?);
            known.extend(engagement_file::find_existing(snapshot, &ids)?);
            Ok::<_, StoreError>(known)
        };
        let known = app.store.read(read).await?;
        for id in batch.iter().filter(|id| !known.contains(id)) {
            app.blobs.delete(id).await?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, UNIX_EPOCH};

    use super::*;
    use domain::identity::role::Role;
    use mail::{MailSettings, Mailer, Transport};
    use service::platform::file::Arriving;
    use service::register::edition;
    use service::register::follow_up::{self, Origin};
    use service::trial::{Trial, pairs};

    use crate::outbox;

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
        let (app, holder) = (&trial.app, Holder::new());
        let anna = trial.person("Anna", Role::EngagementOfficer).await;
        let me = anna.actor.id.to_string();
        let agency = trial.agency(&anna, "Harbour Women", &[("owner", &me)]).await;
        let task = pairs(&[("task", "Call Anya Holt"), ("due", "2027-01-15"), ("owner", &me)]);
        follow_up::add(app, &anna, app.id(), Origin::Agency(agency), &task).await.unwrap();
        let folder = trial.folder.path().join("mail");
        let mailer = mailer(&folder);

        // From eight on a Friday for five days, looked at every half hour: the sixth morning counts.
        for _ in 0..5 * 48 {
            assert!(step(app, &holder).await.unwrap());
            while outbox::step(app, &mailer).await.unwrap() > 0 {}
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

    /// The names in the folder of sealed files.
    fn kept(folder: &std::path::Path) -> Vec<String> {
        let files = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().file_name());
        let mut names: Vec<String> = files.map(|name| name.to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }

    #[tokio::test]
    async fn what_was_left_half_written_goes_after_hours_and_what_a_row_refers_to_stays() {
        let trial = Trial::new();
        let (app, holder) = (&trial.app, Holder::new());
        let anna = trial.person("Anna", Role::EngagementOfficer).await;
        let edition = trial.leaflet(&anna, "Know the signs").await;
        let mut arriving = Arriving::begin(app, "signs.txt").await.unwrap();
        arriving.write(b"Know the signs").await.unwrap();
        let file = arriving.finish().await.unwrap();
        edition::attach(app, &anna, edition, Some(&file)).await.unwrap();
        let (folder, row) = (trial.folder.path().join("files/files"), file.id.to_string());
        let now = u64::try_from(app.now().seconds()).unwrap();
        let place = |name: &str, hours: u64| {
            let file = std::fs::File::options().create(true).append(true).open(folder.join(name)).unwrap();
            file.set_modified(UNIX_EPOCH + Duration::from_secs(now - hours * 3_600)).unwrap();
        };
        place(&row, 90 * 24);
        place("arriving#1", 5);
        place("left#2", 7);
        place("draft", 71);
        place("nobodys", 73);
        assert!(step(app, &holder).await.unwrap());
        let mut stays = vec!["arriving#1".to_owned(), "draft".to_owned(), row];
        stays.sort();
        assert_eq!(kept(&folder), stays);
    }
}
