//! One schema for both engines: each migrated database is held against `src/store/schema`, column by column,
//! and against the other, key by key.

use std::collections::BTreeSet;

use crate::support::database::{Database, ENGINES, Engine};
use crate::support::deployment::run;
use crate::support::postgres::postgres;
use crate::support::process::Launch;
use crate::support::schema::{self, ALL, Column};

#[test]
fn each_column_is_as_the_schema_says() {
    let expected: BTreeSet<Column> = ALL.into_iter().flat_map(schema::columns).collect();
    assert!(expected.len() > 100, "the schema was read");
    for engine in ENGINES {
        let (_folder, database) = migrated(engine);
        assert_eq!(columns(&database), expected, "{engine:?}");
    }
}

#[test]
fn every_foreign_key_names_its_delete_rule_alike() {
    let ((_folder, lite), (_, server)) = (migrated(Engine::Sqlite), migrated(Engine::Postgres));
    let keys = foreign_keys(&lite);
    assert!(keys.len() > 20, "{keys:?}");
    let silent: Vec<_> = keys.iter().filter(|key| key.ends_with("NO ACTION")).collect();
    assert!(silent.is_empty(), "without a rule: {silent:?}");
    assert_eq!(keys, foreign_keys(&server));
}

#[test]
fn what_is_unique_and_what_is_indexed_is_alike() {
    let ((_folder, lite), (_, server)) = (migrated(Engine::Sqlite), migrated(Engine::Postgres));
    assert_eq!(uniques(&lite), uniques(&server));
    assert_eq!(indexes(&lite), indexes(&server));
}

#[test]
fn migrating_again_changes_nothing() {
    for engine in ENGINES {
        let (launch, database) = migrated(engine);
        let before = columns(&database);
        run(&launch, &["migrate"]);
        assert_eq!(columns(&database), before, "{engine:?}");
        assert_eq!(database.count("force"), 44, "{engine:?}");
    }
}

fn migrated(engine: Engine) -> (Launch, Database) {
    let launch = Launch::new();
    let (launch, database) = match engine {
        Engine::Sqlite => {
            let file = launch.folder().join("data/candour.db");
            (launch, Database::Sqlite(file))
        }
        Engine::Postgres => {
            let url = postgres().new_database();
            (launch.env("CANDOUR__DATA__DATABASE", &url), Database::Postgres(url))
        }
    };
    run(&launch, &["migrate"]);
    (launch, database)
}

fn columns(database: &Database) -> BTreeSet<Column> {
    let query = match database {
        Database::Sqlite(_) => {
            "SELECT m.name || '|' || p.name || '|' || p.type || '|' || (1 - p.\"notnull\") || '|' || p.pk AS line
             FROM sqlite_master m, pragma_table_info(m.name) p WHERE m.type = 'table'"
        }
        Database::Postgres(_) => {
            "SELECT concat_ws('|', c.table_name, c.column_name, c.data_type, CASE c.is_nullable WHEN 'YES' THEN 1 ELSE 0 END,
                coalesce((SELECT k.ordinal_position FROM information_schema.key_column_usage k
                    JOIN information_schema.table_constraints t USING (constraint_name, table_name)
                    WHERE t.constraint_type = 'PRIMARY KEY' AND k.table_name = c.table_name
                    AND k.column_name = c.column_name), 0)) AS line
             FROM information_schema.columns c WHERE c.table_schema = 'public'"
        }
    };
    let lines = database.lines(query).into_iter();
    lines.filter(|line| !line.starts_with("__diesel")).map(|line| column(&line)).collect()
}

fn column(line: &str) -> Column {
    let parts: Vec<&str> = line.split('|').collect();
    let [table, name, kind, nullable, place] = parts[..] else { panic!("{line}") };
    let kind = match kind.to_lowercase().as_str() {
        "text" => "Text",
        "boolean" => "Bool",
        "blob" | "bytea" => "Binary",
        "bigint" => "BigInt",
        "integer" => "Integer",
        "timestamp" | "timestamp without time zone" => "Timestamp",
        "date" => "Date",
        other => panic!("{table}.{name} is of type {other}, which the schema does not use"),
    };
    let place = place.parse().expect("a number");
    (table.to_owned(), name.to_owned(), kind.to_owned(), nullable == "1", place)
}

/// Lines such as `message.concern_id -> concern.id CASCADE`.
fn foreign_keys(database: &Database) -> BTreeSet<String> {
    let query = match database {
        Database::Sqlite(_) => {
            "SELECT m.name || '.' || f.\"from\" || ' -> ' || f.\"table\" || '.' || f.\"to\" || ' ' || f.on_delete AS line
             FROM sqlite_master m, pragma_foreign_key_list(m.name) f WHERE m.type = 'table'"
        }
        Database::Postgres(_) => {
            "SELECT c.conrelid::regclass || '.' || a.attname || ' -> ' || c.confrelid::regclass || '.' || b.attname || ' '
                || CASE c.confdeltype WHEN 'c' THEN 'CASCADE' WHEN 'r' THEN 'RESTRICT' WHEN 'n' THEN 'SET NULL'
                   WHEN 'd' THEN 'SET DEFAULT' ELSE 'NO ACTION' END AS line
             FROM pg_constraint c
             JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
             JOIN pg_attribute b ON b.attrelid = c.confrelid AND b.attnum = c.confkey[1]
             WHERE c.contype = 'f'"
        }
    };
    database.lines(query).into_iter().collect()
}

/// Lines such as `message(concern_id, place)`, without primary keys.
fn uniques(database: &Database) -> BTreeSet<String> {
    let query = match database {
        Database::Sqlite(_) => {
            "SELECT m.name || '(' || (SELECT group_concat(name, ', ') FROM
                (SELECT name FROM pragma_index_info(l.name) ORDER BY seqno)) || ')' AS line
             FROM sqlite_master m, pragma_index_list(m.name) l WHERE m.type = 'table' AND l.origin = 'u'"
        }
        Database::Postgres(_) => {
            "SELECT c.conrelid::regclass || '(' || (SELECT string_agg(a.attname, ', ' ORDER BY k.place)
                FROM unnest(c.conkey) WITH ORDINALITY AS k (number, place)
                JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = k.number) || ')' AS line
             FROM pg_constraint c WHERE c.contype = 'u' AND c.connamespace = 'public'::regnamespace"
        }
    };
    database.lines(query).into_iter().collect()
}

/// The names of the indexes that were made by name.
fn indexes(database: &Database) -> BTreeSet<String> {
    let query = match database {
        Database::Sqlite(_) => {
            "SELECT name AS line FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
        }
        Database::Postgres(_) => {
            "SELECT indexname::text AS line FROM pg_indexes WHERE schemaname = 'public'
             AND indexname NOT LIKE '%_pkey' AND indexname NOT LIKE '%_key'"
        }
    };
    database.lines(query).into_iter().collect()
}
