//! A database that the last landed version made opens and works: it is migrated when the program starts, and
//! everybody finds what was theirs.
//!
//! `landed/ENGINE` holds one, with the key of its server and the accounts of its demonstration: `database.gz`
//! is the file of SQLite, or what `pg_dump --no-owner --no-privileges` wrote. Everybody in them is invented.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use candour::demo::Demo;

use crate::support::client::Visitor;
use crate::support::database::Engine;
use crate::support::postgres::postgres;
use crate::support::premises::{account, now, sign_in, try_door};
use crate::support::process::Launch;

#[tokio::test]
async fn what_the_landed_version_made_works_on_sqlite() {
    works(Engine::Sqlite).await;
}

#[tokio::test]
async fn what_the_landed_version_made_works_on_postgres() {
    works(Engine::Postgres).await;
}

async fn works(engine: Engine) {
    let launch = Launch::new();
    let folder = launch.folder().join("landed");
    fs::create_dir(&folder).expect("make a folder");
    let (demo, database) = furnish(engine, &folder);
    let folder = folder.to_str().expect("a path in UTF-8").to_owned();
    let mut arguments = vec!["demo", "--folder", &folder, "--address", "127.0.0.1:0"];
    arguments.extend(database.iter().flat_map(|url| ["--database", url.as_str()]));
    let server = launch.args(&arguments).start();

    let mut ada = sign_in(Visitor::new(&server.staff), account(&demo, "a.marsh"), 0).await;
    let inbox = ada.get("/staff/cases").await;
    let first = inbox.attribute("main tbody th a", "href").into_iter().next().expect("a case");
    let gate = ada.open(&first).await;
    let sent = ada.submit_to(&gate, "/open", &[("knows", "no"), ("reason", "triage")]).await;
    let case = ada.follow(sent).await;
    assert_eq!((case.status, case.select("#report").len()), (200, 1), "{}", case.describe());
    assert!(!case.text().contains("may have been damaged"), "the seals open: {}", case.describe());

    let mut callum = sign_in(Visitor::new(&server.staff), account(&demo, "c.birch"), 0).await;
    let agencies = callum.get("/staff/agencies").await;
    assert!(agencies.select("main tbody tr").len() > 20, "{}", agencies.describe());

    let lead = &demo.practitioners[0];
    let mut gwen = Visitor::new(&server.public);
    let code = lead.code(now());
    let home = try_door(&mut gwen, &lead.email, &lead.password, &code).await;
    assert_eq!((home.status, home.url.path()), (200, "/step/31"), "{}", home.describe());
}

/// Lays everything out in a folder; gives the accounts, and the URL of a database that is not in the folder.
fn furnish(engine: Engine, folder: &Path) -> (Demo, Option<String>) {
    let (name, url) = match engine {
        Engine::Sqlite => ("sqlite", None),
        Engine::Postgres => ("postgres", Some(postgres().new_database())),
    };
    let landed = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/it/landed").join(name);
    let database = unpack(&landed.join("database.gz"));
    match &url {
        Some(url) => postgres().load(url, &database),
        None => fs::write(folder.join("candour.db"), database).expect("write the database"),
    }
    let key = folder.join("server.key");
    fs::copy(landed.join("server.key"), &key).expect("copy the key");
    fs::set_permissions(&key, fs::Permissions::from_mode(0o600)).expect("a key for its owner alone");
    let accounts = fs::read_to_string(landed.join("accounts.json")).expect("read the accounts");
    fs::write(folder.join("demo-accounts.json"), &accounts).expect("write the accounts");
    (serde_json::from_str(&accounts).expect("accounts"), url)
}

fn unpack(file: &Path) -> Vec<u8> {
    let output = Command::new("gzip").arg("-dc").arg(file).output().expect("run gzip");
    assert!(output.status.success(), "unpack {}", file.display());
    output.stdout
}
