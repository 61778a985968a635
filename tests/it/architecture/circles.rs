//! Files that name each other in a circle: none can be read, tested or moved without the others.

use std::collections::{BTreeMap, BTreeSet};

use super::source::Source;

type Edges = BTreeMap<Vec<String>, BTreeSet<Vec<String>>>;

/// Every edge of the circles in a floor, or in a module of the top.
pub(super) fn of(floor: &str) -> Vec<String> {
    let edges = edges(&Source::all(&format!("src/{floor}")));
    let word = |path: &[String]| path.join("/");
    let told = |(from, to): (&Vec<String>, &Vec<String>)| format!("{} names {}", word(from), word(to));
    circular(&edges).into_iter().map(told).collect()
}

/// The edges that have a way back.
fn circular(edges: &Edges) -> Vec<(&Vec<String>, &Vec<String>)> {
    let all = edges.iter().flat_map(|(from, to)| to.iter().map(move |to| (from, to)));
    all.filter(|(from, to)| reached(edges, to).contains(*from)).collect()
}

fn reached<'a>(edges: &'a Edges, from: &'a Vec<String>) -> BTreeSet<&'a Vec<String>> {
    let (mut seen, mut next) = (BTreeSet::from([from]), vec![from]);
    while let Some(module) = next.pop() {
        next.extend(edges.get(module).into_iter().flatten().filter(|module| seen.insert(module)));
    }
    seen
}

/// What each file names in its own package, tests not counted.
fn edges(sources: &[Source]) -> Edges {
    let is_test = |source: &Source| source.path.ends_with("tests.rs") || source.path.contains("/tests/");
    let modules: BTreeSet<Vec<String>> = sources.iter().map(Source::module).collect();
    let mut edges = Edges::new();
    for source in sources.iter().filter(|source| !is_test(source)) {
        let (here, code) = (source.module(), source.length());
        let children: Vec<&str> = modules
            .iter()
            .filter_map(|module| module.split_last())
            .filter(|(_, above)| *above == here.as_slice())
            .map(|(last, _)| last.as_str())
            .collect();
        for named in source.named(&children).into_iter().filter(|named| named.line <= code) {
            let is_child = named.segments.first().is_some_and(|first| children.contains(&first.as_str()));
            let whole = if is_child { [here.clone(), named.segments].concat() } else { named.segments };
            let known = (1..=whole.len()).rev().map(|length| whole[..length].to_vec());
            if let Some(target) = known.into_iter().find(|module| modules.contains(module))
                && target != here
            {
                edges.entry(here.clone()).or_default().insert(target);
            }
        }
    }
    edges
}

#[test]
fn a_circle_is_seen() {
    let sources = [
        ("src/store/report/case.rs", "use super::draft;\nuse crate::platform::{id, time};\n"),
        ("src/store/report/draft.rs", "fn f() { crate::report::visit::open() }\n"),
        (
            "src/store/report/visit.rs",
            "mod key;\nuse key::Key;\n#[cfg(test)]\nmod tests {\n    use super::super::case;\n}\n",
        ),
        ("src/store/report/visit/key.rs", "// use super::super::case\nuse crate::report::draft::open;\n"),
        ("src/store/platform/id.rs", ""),
    ];
    let sources: Vec<Source> = sources.iter().map(|(path, text)| Source::new(path, text)).collect();
    let edges = edges(&sources);
    let left: BTreeSet<String> = circular(&edges).into_iter().map(|(from, _)| from.join("/")).collect();
    let known = ["store/report/draft", "store/report/visit", "store/report/visit/key"];
    assert_eq!(left, known.map(str::to_owned).into());
}
