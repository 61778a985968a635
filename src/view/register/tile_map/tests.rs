use domain::form::record::Area;
use domain::platform::force::{District, Force};
use domain::platform::id::Id;
use domain::register::coverage::Share;

use super::*;

/// Districts, each with where it stands and how many of its agencies are engaged.
type Told<'a> = (&'a str, Option<(u8, u8)>, Option<(usize, usize)>);

fn render(told: &[Told<'_>], may_open: bool) -> String {
    let mut known = Known::default();
    let mut coverage = Coverage::default();
    let mut places = Vec::new();
    for (number, (name, at, share)) in told.iter().enumerate() {
        let id: Id<District> = format!("00000000-0000-4000-8000-{number:012}").parse().unwrap();
        let area = Area { force: "northmere".into(), district: Some(id) };
        let position = at.map(|(row, column)| Position { row, column });
        known.districts.push(District { id, force: "northmere".into(), name: (*name).into(), position });
        if let Some((engaged, active)) = *share {
            coverage.rows.insert(area.code(), Share { active, engaged, informed: 0 });
        }
        places.push((area.code(), area));
    }
    TileMap { coverage: &coverage, places: &places, known: &known, may_open }.render().into_string()
}

/// The text of each tile, in the order of the page.
fn tiles(html: &str) -> Vec<String> {
    let tiles = html.split("<li").skip(1).map(|tile| tile.split("</li>").next().unwrap());
    let text = |tile: &str| {
        let parts = tile.split('>').skip(1).map(|part| part.split('<').next().unwrap());
        parts.collect::<String>()
    };
    tiles.map(text).collect()
}

const SIX: [Told<'_>; 6] = [
    ("Abbey", Some((3, 4)), Some((4, 13))),
    ("Bridge", Some((2, 5)), None),
    ("Castle", Some((2, 4)), Some((0, 2))),
    ("Dene", None, Some((2, 3))),
    ("Eastfold", Some((3, 5)), Some((3, 4))),
    ("Ford", Some((3, 4)), Some((1, 1))),
];

#[test]
fn a_tile_says_in_words_what_its_colour_means() {
    let html = render(&SIX, false);
    assert_eq!(
        tiles(&html),
        [
            "Castle 0 of 2 none engaged",
            "Bridge none listed",
            "Abbey 4 of 13 up to a third",
            "Eastfold 3 of 4 over two thirds",
            "Dene 2 of 3 up to two thirds",
            "Ford 1 of 1 over two thirds",
        ],
        "from north to south, west to east; then those without a place of their own"
    );
    assert!(!html.contains("href"), "who may not open agencies gets no link");
}

#[test]
fn tiles_stand_where_their_place_lies_and_none_covers_another() {
    let html = render(&SIX, true);
    for (class, name) in [("row-1 candour-map__column-2", "Bridge"), ("row-2 candour-map__column-1", "Abbey")]
    {
        let tile = html.split("<li").find(|tile| tile.contains(name)).unwrap();
        assert!(tile.contains(class), "{tile}");
    }
    assert_eq!(html.matches("row-2 candour-map__column-1").count(), 1, "Ford claims the place of Abbey");
    assert!(html.contains("Those below the map have no place on it yet"), "{html}");
    let abbey = "area=northmere%2F00000000%2D0000%2D4000%2D8000%2D000000000000";
    assert!(html.contains(abbey) && html.contains(&path::register::districts()), "{html}");
}

#[test]
fn without_positions_the_page_says_that_names_give_the_order() {
    let html = render(&[("Abbey", None, Some((1, 2))), ("Bridge", None, None)], true);
    assert!(html.contains("in the order of their names") && !html.contains("candour-map--placed"), "{html}");
    assert_eq!(tiles(&html).len(), 2);
}

#[test]
fn what_is_too_much_for_a_map_is_left_to_the_table_and_said() {
    let names: Vec<String> = (0..63).map(|number| format!("Ward {number}")).collect();
    let told: Vec<Told<'_>> = names.iter().map(|name| (name.as_str(), None, None)).collect();
    let html = render(&told, false);
    assert_eq!(tiles(&html).len(), 60);
    assert!(html.contains("3 more are in the table below only"), "{html}");
}

#[test]
fn a_force_is_a_tile_by_its_own_name_and_place() {
    let force = Force {
        code: "northmere".into(),
        name: "Northmere Police".into(),
        welsh: false,
        served: true,
        position: Some(Position { row: 1, column: 1 }),
    };
    let area = Area { force: "northmere".into(), district: None };
    let known = Known { forces: vec![force], ..Known::default() };
    let (coverage, places) = (Coverage::default(), [(area.code(), area)]);
    let map = TileMap { coverage: &coverage, places: &places, known: &known, may_open: false };
    let html = map.render().into_string();
    assert_eq!(tiles(&html), ["Northmere Police none listed"]);
    assert!(html.contains("Each stands roughly where it lies"), "{html}");
}
