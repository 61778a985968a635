//! What the program says and does at the command line.

use std::fs;
use std::os::unix::fs::PermissionsExt;

use crate::support::client::Visitor;
use crate::support::database::Database;
use crate::support::deployment::INIT;
use crate::support::premises::furnished;
use crate::support::process::{Finished, Launch};
use crate::support::tls::Authority;

fn run(arguments: &[&str]) -> Finished {
    Launch::new().args(arguments).run()
}

/// The reason that a command gives for not doing what it was told.
fn refusal(finished: &Finished) -> &str {
    assert_eq!(finished.status.code(), Some(1), "{}\n{}", finished.stdout, finished.stderr);
    assert!(finished.stderr.starts_with("candour: "), "{}", finished.stderr);
    assert!(!finished.stderr.contains("panicked"), "{}", finished.stderr);
    &finished.stderr
}

/// The key that set-up prints, on a line of its own.
fn recovery_key(printed: &str) -> String {
    let mut lines = printed.lines().skip_while(|line| !line.contains("RECOVERY KEY"));
    let key = lines.find(|line| line.starts_with("    ")).expect("a recovery key");
    key.trim().to_owned()
}

/// The words that stand under each other in one column of a listing.
fn words(text: &str, column: usize) -> Vec<&str> {
    text.lines().filter_map(|line| line.split_whitespace().nth(column)).collect()
}

#[test]
fn every_command_explains_itself() {
    let commands = [
        (&[][..], "Usage: candour"),
        (&["demo"], "invented force"),
        (&["init"], "recovery key"),
        (&["serve"], "public pages"),
        (&["migrate"], "tables"),
        (&["check-config"], "settings"),
        (&["staff"], "accounts"),
        (&["staff", "add"], "--role"),
        (&["staff", "register"], "agencies"),
        (&["staff", "reset"], "forgotten password"),
        (&["desk"], "desks"),
        (&["desk", "add"], "--kind"),
        (&["desk", "recover"], "recovery key"),
        (&["desk", "audit"], "--auditor"),
        (&["desk", "members"], "members"),
        (&["mail"], "mail settings"),
        (&["mail", "test"], "--to"),
    ];
    for (command, needle) in commands {
        let help = run(&[command, &["--help"]].concat());
        assert!(help.status.success(), "{command:?}: {}", help.stderr);
        let said = help.stdout.to_lowercase();
        assert!(
            said.contains(&needle.to_lowercase()),
            "{command:?} does not speak of {needle}:\n{}",
            help.stdout
        );
        assert!(said.contains("usage: candour"), "{command:?}:\n{}", help.stdout);
    }
    let wrong = run(&["serv"]);
    assert!(wrong.stderr.contains("serve"), "a near miss is named: {}", wrong.stderr);
    assert!(run(&["--version"]).stdout.starts_with("candour "));
}

#[test]
fn the_settings_are_checked_in_plain_words() {
    let check =
        |toml: &str| Launch::new().config(toml).args(&["--config", "candour.toml", "check-config"]).run();
    let fine = run(&["check-config"]);
    assert!(fine.status.success() && fine.stdout.contains("The settings are fine"), "{}", fine.stderr);
    for (toml, sentence) in [
        ("[site]\npublic_origin = \"http://candour.example\"", "unencrypted"),
        ("[server]\npublic_address = \"0.0.0.0:80\"", "unencrypted"),
        ("[server.tls]\ncertificate = \"a.pem\"", "both"),
        ("[server.tls]\ncertificate = \"a.pem\"\nprivate_key = \"a.key\"", "a.pem cannot be read"),
        ("[mail]\nsecurity = \"starttls\"", "mail.host is needed"),
        ("[mail]\nfrom = \"chief@psd.example\"", "nobody reads"),
        ("[site]\nnam = \"x\"", "site.nam"),
        ("[server]\nworkers = \"many\"", "server.workers"),
        ("not toml at all", "candour.toml"),
        ("[data]\ndatabase = \"mysql://x\"", "database"),
    ] {
        let checked = check(toml);
        assert_eq!(checked.status.code(), Some(1), "{toml}");
        let said = checked.stdout + &checked.stderr;
        assert!(said.contains(sentence), "{toml}:\n{said}");
        assert!(!said.contains("panicked"), "{said}");
    }
    let secret = check("[data]\ndatabase = \"postgresql://candour:hunter-22@db.example/x\"");
    assert!(!(secret.stdout + &secret.stderr).contains("hunter-22"));
    let missing = run(&["--config", "/nowhere/candour.toml", "check-config"]);
    assert!(refusal(&missing).contains("/nowhere/candour.toml"));
    let launch = Launch::new();
    let (one, other) = (Authority::new(), Authority::new());
    let (leaf, stranger) = (one.leaf(launch.folder(), "one"), other.leaf(launch.folder(), "other"));
    let launch = launch.args(&["check-config"]);
    let with = |key: &std::path::Path| {
        let launch = launch
            .clone()
            .env("CANDOUR__SERVER__TLS__CERTIFICATE", leaf.certificate.to_str().expect("a path"));
        launch.env("CANDOUR__SERVER__TLS__PRIVATE_KEY", key.to_str().expect("a path")).run()
    };
    assert!(with(&leaf.key).status.success());
    assert!(with(&stranger.key).stdout.contains("is not the private key of"));
    let unknown = Launch::new().args(&["check-config"]).env("CANDOUR__SITE__NAM", "x").run();
    assert!(refusal(&unknown).contains("CANDOUR__SITE__NAM"));
}

#[test]
fn set_up_says_what_is_missing_and_leaves_nothing_half_done() {
    let bare = Launch::new().args(&["init", "--print-recovery-key"]);
    assert!(refusal(&bare.run()).contains("candour init --help"), "without a terminal nothing is asked");
    for (flag, instead, reason) in [
        ("--force", "--force=nowhere", "There is no force called nowhere"),
        ("--manager", "--manager=Imogen Vale", "is not Name <address>"),
        ("--manager", "--manager=Imogen Vale <nobody>", "email address"),
        (
            "--independent=",
            "--independent=Imogen Vale <i.vale@psd.example>",
            "triage desk and at an independent desk",
        ),
        ("--custodian", "", "candour init --help"),
    ] {
        let launch = Launch::new();
        let arguments: Vec<&str> = INIT
            .iter()
            .map(|argument| if argument.starts_with(flag) { instead } else { *argument })
            .filter(|argument| !argument.is_empty())
            .collect();
        let refused = launch.with_args(&arguments).run();
        assert!(refusal(&refused).contains(reason), "{instead}: {}", refused.stderr);
        assert!(!refused.stdout.contains("RECOVERY KEY"));
        let whole = launch.with_args(&INIT).run();
        assert!(whole.status.success(), "after {instead}: {}", whole.stderr);
    }
    let list = run(&["init", "--list"]);
    assert!(list.status.success());
    assert_eq!(words(&list.stdout, 0).len(), 44, "{}", list.stdout);
}

#[tokio::test]
async fn set_up_prints_the_recovery_key_once_and_stores_no_password() {
    let launch = Launch::new().args(&INIT);
    let made = launch.run();
    assert!(made.status.success(), "{}", made.stderr);
    let key = recovery_key(&made.stdout);
    assert!(key.len() >= 40 && !key.contains(' '), "{key}");
    assert_eq!(made.stdout.matches(&key).count(), 1);
    assert_eq!(made.stdout.matches("/staff/enrol/").count(), 4, "{}", made.stdout);
    let again = launch.run();
    assert!(
        refusal(&again).contains("was set up before") && !again.stdout.contains("RECOVERY"),
        "{}",
        again.stdout
    );
    for entry in fs::read_dir(launch.data()).expect("read the data folder").flatten() {
        let path = entry.path();
        if path.is_file() {
            let rights = entry.metadata().expect("its rights").permissions().mode();
            let bytes = fs::read(&path).expect("read a file");
            assert!(!bytes.windows(key.len()).any(|part| part == key.as_bytes()), "the key lies in {path:?}");
            if path.ends_with("server.key") {
                assert_eq!(rights & 0o077, 0, "{path:?} is for its owner alone");
            }
        }
    }
    // Nobody can sign in yet: an account begins with its link.
    let server = launch.with_args(&["serve"]).env("CANDOUR__SERVER__PUBLIC_ADDRESS", "127.0.0.1:0").start();
    let mut visitor = Visitor::new(&server.staff);
    let page = visitor.get("/staff/sign-in").await;
    for password in ["", "password", "candour", "admin"] {
        let fields = [("email", "i.vale@psd.example"), ("password", password), ("code", "000000")];
        assert_eq!(visitor.submit(&page, &fields).await.status, 422);
    }
    let link = made.stdout.lines().find(|line| line.contains("/staff/enrol/")).expect("a link").trim();
    let path = link.split_once("/staff").expect("a path").1;
    let enrol = visitor.get(&format!("/staff{path}")).await;
    assert!(enrol.status == 200 && enrol.text().contains("Imogen Vale"), "{}", enrol.describe());
}

#[test]
fn set_up_can_read_a_file() {
    let launch = Launch::new();
    let toml = "force = [\"west-yorkshire\", \"north-yorkshire\"]\n\
        district = [\"west-yorkshire:Leeds\"]\n\
        manager = \"Imogen Vale <i.vale@psd.example>\"\n\
        independent = \"Rhys Calder <r.calder@otherforce.example>\"\n\
        custodian = \"Noor Aspinall <n.aspinall@psd.example>\"\n\
        authoriser = \"Lena Firth <l.firth@policingbody.example>\"\n\
        administrator = \"Joel Harker <j.harker@it.example>\"\n\
        desk_email = \"triage@psd.example\"\n\
        independent_email = \"independent@policingbody.example\"\n";
    fs::write(launch.folder().join("plan.toml"), toml).expect("write the plan");
    let made = launch.with_args(&["init", "--print-recovery-key", "--file", "plan.toml"]).run();
    assert!(made.status.success(), "{}", made.stderr);
    assert!(made.stdout.contains("Joel Harker (Administrator)"), "{}", made.stdout);
    let members = launch.with_args(&["desk", "members"]).run().stdout;
    for name in ["Imogen Vale", "Rhys Calder", "Noor Aspinall", "Lena Firth"] {
        assert!(members.contains(name), "{members}");
    }
    assert!(!members.contains("Joel Harker"), "who runs the machine is at no desk: {members}");
    fs::write(launch.folder().join("plan.toml"), "forces = [\"x\"]").expect("write the plan");
    assert!(
        refusal(&launch.with_args(&["init", "--print-recovery-key", "--file", "plan.toml"]).run())
            .contains("plan.toml")
    );
}

/// Whether nothing lies in the data folder.
fn is_empty(launch: &Launch) -> bool {
    fs::read_dir(launch.data()).expect("read the data folder").next().is_none()
}

#[test]
fn the_recovery_key_goes_to_a_terminal_or_where_it_is_told_to() {
    let launch = Launch::new();
    let quiet: Vec<&str> = INIT.into_iter().filter(|flag| *flag != "--print-recovery-key").collect();
    let refused = launch.with_args(&quiet).run();
    assert!(refusal(&refused).contains("--print-recovery-key"), "{}", refused.stderr);
    assert!(!refused.stdout.contains("RECOVERY KEY") && is_empty(&launch), "nothing was made");
    assert!(launch.with_args(&INIT).run().stdout.contains("RECOVERY KEY"));
}

#[test]
fn one_person_as_custodian_and_authoriser_has_to_be_meant() {
    let launch = Launch::new();
    let both = INIT.map(|flag| {
        if flag.starts_with("--authoriser") {
            "--authoriser=noor  ASPINALL <noor@home.example>"
        } else {
            flag
        }
    });
    let refused = launch.with_args(&both).run();
    assert!(refusal(&refused).contains("one person alone could open a source"), "{}", refused.stderr);
    assert!(is_empty(&launch), "nothing was made");
    let meant = launch.with_args(&[&both[..], &["--same-name"]].concat()).run();
    assert!(meant.status.success(), "{}", meant.stderr);
}

#[test]
fn set_up_takes_several_custodians_and_authorisers() {
    let launch = Launch::new();
    let more =
        ["--custodian=Ivo Marl <i.marl@psd.example>", "--authoriser=Una Prescott <u.prescott@body.example>"];
    let made = launch.with_args(&[&INIT[..], &more].concat()).run();
    assert!(made.status.success(), "{}", made.stderr);
    assert_eq!(made.stdout.matches("/staff/enrol/").count(), 6, "{}", made.stdout);
    let members = launch.with_args(&["desk", "members"]).run().stdout;
    let desk = |title: &str| {
        let lines = members.lines().skip_while(|line| !line.starts_with(title)).skip(1);
        lines.take_while(|line| line.starts_with(' ')).collect::<String>()
    };
    for (title, names) in
        [("Custodians", ["Noor Aspinall", "Ivo Marl"]), ("Authorisers", ["Lena Firth", "Una Prescott"])]
    {
        assert!(names.iter().all(|name| desk(title).contains(name)), "{title}: {members}");
    }
}

#[test]
fn what_only_looks_writes_nothing() {
    for arguments in [&["init", "--list"][..], &["check-config"]] {
        let launch = Launch::new();
        assert!(launch.with_args(arguments).run().status.success());
        assert!(is_empty(&launch), "{arguments:?}");
    }
}

#[test]
fn helplines_that_nobody_has_checked_are_warned_of() {
    let launch = Launch::new();
    let check = || launch.with_args(&["check-config"]).run();
    assert!(!check().stdout.contains("helplines"), "there is no database yet");
    assert!(launch.with_args(&INIT).run().status.success());
    let listing = || fs::read_dir(launch.data()).expect("the data folder").count();
    let before = listing();
    let warned = check();
    assert!(
        warned.status.success() && warned.stdout.contains("helplines that reporters see"),
        "{}",
        warned.stdout
    );
    assert_eq!(listing(), before, "nothing was written");
    let database = Database::Sqlite(launch.folder().join("data/candour.db"));
    database.run("UPDATE helpline SET checked = '2026-11-30'");
    assert!(check().stdout.contains("The settings are fine"), "{}", check().stdout);
}

#[test]
fn the_database_is_for_its_owner_alone_wherever_it_lies() {
    let launch = Launch::new();
    let elsewhere = launch.folder().join("elsewhere.db");
    let set = launch.clone().env("CANDOUR__DATA__DATABASE", &format!("sqlite:{}", elsewhere.display()));
    assert!(set.with_args(&INIT).run().status.success());
    let rights = |end: &str| {
        let path = format!("{}{end}", elsewhere.display());
        fs::metadata(&path).map(|known| known.permissions().mode() & 0o777)
    };
    assert_eq!(rights("").expect("the database"), 0o600);
    // One that others could read by now is closed when it is next opened, with what lies beside it.
    fs::set_permissions(&elsewhere, fs::Permissions::from_mode(0o644)).expect("open it to others");
    let server = set.with_args(&["serve"]).env("CANDOUR__SERVER__PUBLIC_ADDRESS", "127.0.0.1:0").start();
    for end in ["", "-wal", "-shm"] {
        assert_eq!(rights(end).expect("it is there while it is open"), 0o600, "{end}");
    }
    drop(server);
}

#[test]
fn a_site_on_https_without_a_mail_server_is_warned_of() {
    let https = "[site]\npublic_origin = \"https://candour.example\"\n[server]\nbehind_proxy = true\n";
    let warned = "no mail leaves this machine";
    let check =
        |toml: &str| Launch::new().config(toml).args(&["--config", "candour.toml", "check-config"]).run();
    let without = check(https);
    assert!(without.status.success(), "{}", without.stderr);
    assert!(without.stdout.contains("WARNING") && without.stdout.contains(warned), "{}", without.stdout);
    assert!(!without.stdout.contains("The settings are fine"), "{}", without.stdout);
    let meant = check(&format!("{https}[mail]\naccept_folder = true\n"));
    assert!(meant.stdout.contains("The settings are fine"), "{}", meant.stdout);
    assert!(run(&["check-config"]).stdout.contains("The settings are fine"), "on this machine alone");
    // It is said again when it starts.
    let launch = Launch::new().config(https);
    let all = |arguments: &[&'static str]| [&["--config", "candour.toml"], arguments].concat();
    assert!(launch.with_args(&all(&INIT)).run().status.success());
    let serving =
        launch.with_args(&all(&["serve"])).env("CANDOUR__SERVER__PUBLIC_ADDRESS", "127.0.0.1:0").start();
    assert!(serving.stderr().contains(warned), "{}", serving.stderr());
}

#[test]
fn a_server_that_was_never_set_up_says_what_to_do() {
    let launch = Launch::new().env("CANDOUR__SERVER__PUBLIC_ADDRESS", "127.0.0.1:0");
    let refused = launch.with_args(&["serve"]).run();
    assert!(refusal(&refused).contains("candour init"), "{}", refused.stderr);
    for arguments in [&["staff", "reset", "--email=x@y.example"][..], &["desk", "members"]] {
        assert!(refusal(&launch.with_args(arguments).run()).contains("candour init"));
    }
}

#[test]
fn a_demonstration_stays_on_this_machine() {
    for address in ["0.0.0.0:0", "[::]:0", "192.0.2.1:0", "10.0.0.1:8080"] {
        let launch = Launch::new().args(&["demo", "--folder", "demo", "--address", address]);
        let refused = launch.run();
        assert!(refusal(&refused).contains("loopback"), "{address}: {}", refused.stderr);
        assert!(!launch.folder().join("demo").exists(), "nothing was made");
    }
    let nonsense = run(&["demo", "--address", "here"]);
    assert_eq!(nonsense.status.code(), Some(2));
}

#[tokio::test]
async fn a_demonstration_starts_with_nothing_configured_and_starts_again() {
    let launch = Launch::new().args(&["demo", "--address", "127.0.0.1:0"]);
    let server = launch.start();
    let mut visitor = Visitor::new(&server.staff);
    let page = visitor.get("/staff/sign-in").await;
    assert!(page.text().contains("Accounts of this demonstration"), "{}", page.describe());
    assert_eq!(page.select("main tbody tr").len(), 11);
    let told = server.stdout();
    for word in ["Never put real reports into it", "Reporters: http://127.0.0.1", "Staff:", "Mail:", "code "]
    {
        assert!(told.contains(word), "{word}: {told}");
    }
    assert_eq!(visitor.get("/").await.status, 200);
    assert!(server.terminate().success());
    let server = launch.start();
    let again = Visitor::new(&server.staff).get("/staff/sign-in").await;
    assert_eq!(again.select("main tbody tr th"), page.select("main tbody tr th"), "the same people");
    let mail = fs::read_dir(launch.folder().join("demo/mail")).expect("the folder of mail").count();
    assert!(mail >= 4, "{mail} letters");
    let (real, _) = furnished(&[]);
    let taken = real.with_args(&["demo", "--folder", "data", "--address", "127.0.0.1:0"]).run();
    assert!(refusal(&taken).contains("choose another --folder"), "{}", taken.stderr);
}

#[tokio::test]
async fn accounts_are_added_and_started_again() {
    let (launch, _) = furnished(&[]);
    let add = |email: &str, role: &str| {
        launch.with_args(&["staff", "add", "--name=Petra Lowe", "--email", email, "--role", role]).run()
    };
    let added = add("P.Lowe@psd.example", "triage");
    assert!(
        added.status.success() && added.stdout.contains("Petra Lowe (Triage officer)"),
        "{}",
        added.stderr
    );
    assert!(added.stdout.contains("http://localhost:8080/staff/enrol/"), "{}", added.stdout);
    assert!(refusal(&add("p.lowe@psd.example", "triage")).contains("There is an account with this address"));
    assert!(refusal(&add("q.lowe@psd.example", "chief")).contains("triage, manager, custodian"));
    assert!(refusal(&add("nobody", "triage")).contains("email address"));
    let reset = |email: &str| launch.with_args(&["staff", "reset", "--email", email]).run();
    let fresh = reset("A.Marsh@PSD.example");
    assert!(fresh.status.success() && fresh.stdout.contains("/staff/enrol/"), "{}", fresh.stderr);
    let unknown = reset("n.obody@psd.example");
    assert!(!refusal(&unknown).is_empty());
    assert_ne!(fresh.stdout, reset("a.marsh@psd.example").stdout, "each link is another");
    let server = launch.start();
    let mut visitor = Visitor::new(&server.staff);
    let link = fresh.stdout.lines().find(|line| line.contains("/staff/enrol/")).expect("a link");
    let path = &link[link.find("/staff/").expect("a path")..];
    assert_eq!(visitor.get(path.trim()).await.status, 404, "the first of the two links stopped working");
}

#[test]
fn desks_are_added_for_those_who_may_be_there() {
    let (launch, _) = furnished(&[]);
    let add = |arguments: &[&str]| launch.with_args(&[&["desk", "add"], arguments].concat()).run();
    let made = add(&["--kind=custodian", "--name=Second custodians", "--member=n.aspinall@psd.example"]);
    assert!(made.status.success(), "{}", made.stderr);
    for (arguments, reason) in [
        (
            &["--kind=x", "--name=N", "--member=n.aspinall@psd.example"][..],
            "triage, independent, custodian or authoriser",
        ),
        (&["--kind=triage", "--name=N", "--member=a.marsh@psd.example"], "name their forces"),
        (
            &["--kind=custodian", "--name=N", "--force=northmere", "--member=n.aspinall@psd.example"],
            "name none",
        ),
        (&["--kind=custodian", "--name=N", "--member=n.obody@psd.example"], "Nobody has the address"),
        (&["--kind=custodian", "--name=N", "--member=j.harker@it.example"], "their role is Administrator"),
        (&["--kind=authoriser", "--name=N", "--member=n.aspinall@psd.example"], "their role is Custodian"),
        (
            &["--kind=independent", "--name=N", "--force=kent", "--member=a.marsh@psd.example"],
            "triage desk and at an independent desk",
        ),
    ] {
        let refused = add(arguments);
        assert!(refusal(&refused).contains(reason), "{arguments:?}: {}", refused.stderr);
    }
    let listed = launch.with_args(&["desk", "members"]).run();
    assert!(listed.status.success(), "{}", listed.stderr);
    for line in ["Second custodians (custodian)", "Triage desk (triage)", "Ada Marsh", "a.marsh@psd.example"]
    {
        assert!(listed.stdout.contains(line), "{line}: {}", listed.stdout);
    }
    assert!(!listed.stdout.contains("Joel Harker"), "{}", listed.stdout);
}

#[test]
fn the_recovery_key_lets_somebody_in_who_may_be_at_the_desk() {
    let launch = Launch::new().args(&INIT);
    let key = recovery_key(&launch.run().stdout);
    for (name, email, role) in [
        ("Petra Lowe", "p.lowe@psd.example", "triage"),
        ("Joel Harker", "j.harker@it.example", "administrator"),
    ] {
        let add = ["staff", "add", "--name", name, "--email", email, "--role", role];
        assert!(launch.with_args(&add).run().status.success());
    }
    let recover = |typed: &str, desk: &str, member: &str| {
        launch.with_args(&["desk", "recover", "--desk", desk, "--member", member]).input(typed).run()
    };
    let stranger = candour::crypto::token::Token::random().to_text().to_string();
    for (typed, desk, member) in [
        ("", "Triage desk", "p.lowe@psd.example"),
        ("not a key", "Triage desk", "p.lowe@psd.example"),
        (stranger.as_str(), "Triage desk", "p.lowe@psd.example"),
        (key.as_str(), "Another desk", "p.lowe@psd.example"),
        (key.as_str(), "Triage desk", "n.obody@psd.example"),
        (key.as_str(), "Triage desk", "j.harker@it.example"),
        (key.as_str(), "Triage desk", "r.calder@otherforce.example"),
        (key.as_str(), "Independent desk", "i.vale@psd.example"),
    ] {
        let refused = recover(typed, desk, member);
        assert!(!refusal(&refused).contains(&key), "{}", refused.stderr);
    }
    let members = || launch.with_args(&["desk", "members"]).run().stdout;
    assert!(!members().contains("p.lowe@psd.example"), "{}", members());
    let let_in = recover(&format!("{key}\n"), "Triage desk", "p.lowe@psd.example");
    assert!(let_in.status.success(), "{}", let_in.stderr);
    assert!(members().contains("p.lowe@psd.example"), "{}", members());
}

#[test]
fn tables_are_brought_up_to_date_as_often_as_one_likes() {
    let launch = Launch::new().args(&["migrate"]);
    for _ in 0..2 {
        let migrated = launch.run();
        assert!(migrated.status.success() && migrated.stdout.contains("up to date"), "{}", migrated.stderr);
    }
    let url = "postgresql://candour@127.0.0.1:1/none";
    let gone = launch.clone().env("CANDOUR__DATA__DATABASE", url).run();
    assert!(refusal(&gone).contains("could not be migrated"), "{}", gone.stderr);
}

#[test]
fn the_register_is_given_by_force_not_by_heading_a_desk() {
    let launch = Launch::new();
    assert!(launch.with_args(&INIT).run().status.success());
    let give = |email: &str, more: &[&str]| {
        let email = format!("--email={email}");
        launch.with_args(&[&["staff", "register", &email, "--force=west-yorkshire"], more].concat()).run()
    };
    let held = || {
        let database = Database::Sqlite(launch.folder().join("data/candour.db"));
        database.lines(
            "SELECT s.email AS line FROM register_access r JOIN staff s ON s.id = r.staff_id ORDER BY 1",
        )
    };
    let (own, outside) = ("i.vale@psd.example", "r.calder@otherforce.example");
    assert_eq!(held(), [own], "whoever heads the independent desk comes from elsewhere");
    assert!(give(outside, &[]).status.success());
    assert_eq!(held(), [own, outside]);
    assert!(give(outside, &["--end"]).stdout.contains("no more"));
    assert_eq!(held(), [own]);
    let custodian = give("n.aspinall@psd.example", &[]);
    assert!(refusal(&custodian).contains("No engagement officer or manager"), "{}", custodian.stderr);
    let nowhere = ["staff", "register", "--email=i.vale@psd.example", "--force=nowhere"];
    assert!(refusal(&launch.with_args(&nowhere).run()).contains("no force called nowhere"));
    let add = ["staff", "add", "--name=Cal Birch", "--email=c.birch@psd.example", "--role=engagement"];
    assert!(launch.with_args(&add).run().status.success());
    assert_eq!(held(), ["c.birch@psd.example", own]);
}
