//! Cells that a spreadsheet takes for a formula (OWASP, "CSV Injection"), and the mark that keeps it from
//! doing so.

use unicode_normalization::UnicodeNormalization;

/// What stands before such a cell: spreadsheets take what follows for text.
const MARK: char = '\'';

/// The cell as it is written to a file. A telephone number stays as it is.
pub fn mark(cell: &str) -> String {
    if is_risky(cell) { format!("{MARK}{cell}") } else { cell.to_owned() }
}

/// The cell as it was before [`mark`].
pub fn unmark(cell: &str) -> &str {
    cell.strip_prefix(MARK).filter(|rest| is_risky(rest)).unwrap_or(cell)
}

fn is_risky(cell: &str) -> bool {
    // A line break or a tab at the start makes some programs begin a new cell there.
    cell.starts_with(['\t', '\r', '\n']) || (begins_formula(cell) && !is_number(cell))
}

/// Whether the first character that can be seen begins a formula, in whichever width it is written: programs
/// differ in what they pass over and fold, so everything counts that any of them might.
fn begins_formula(cell: &str) -> bool {
    let first = cell.chars().find(|c| !is_unseen(*c));
    // A minus sign (U+2212) is what superscript and subscript ones fold to.
    first.and_then(|c| c.nfkc().next()).is_some_and(|c| matches!(c, '=' | '+' | '-' | '\u{2212}' | '@'))
}

/// `+44 1632 960001`: a number at most.
fn is_number(cell: &str) -> bool {
    cell.strip_prefix('+').is_some_and(|rest| rest.chars().all(|c| c.is_ascii_digit() || c == ' '))
}

/// What stands in a text and shows nothing: spaces, controls, marks of direction, joiners, fillers, tags.
fn is_unseen(c: char) -> bool {
    let shows_nothing = matches!(
        c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
            | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{2800}' | '\u{3164}'
            | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{1bca0}'..='\u{1bca3}'
            | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}'
    );
    c.is_whitespace() || c.is_control() || shows_nothing
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_formula_is_marked_however_it_is_written() {
        for cell in [
            "=1+1",
            "-2+3",
            "@SUM(A1)",
            "+1+1",
            "\t=1",
            "\rBrook",
            "＝1+1",
            "＋1+1",
            "－1",
            "＠SUM(A1)",
            "﹦1",
            "﹢1",
            "﹣1",
            "﹫SUM(A1)",
            "−1",
            "\u{200b}=1",
            "\u{feff}\u{202e}＝1",
            "\u{a0} \u{2060}@SUM(A1)",
            "\u{e0041}=1",
            " +44 1632 960001",
        ] {
            assert_eq!(mark(cell), format!("'{cell}"), "{cell:?}");
            assert_eq!(unmark(&mark(cell)), cell);
        }
        for cell in ["+44 1632 960001", "Brook", "a=1", "'s Heeren", "5 - 6", "", "\u{200b}", "'=1"] {
            assert_eq!(mark(cell), cell, "{cell:?}");
        }
    }

    proptest! {
        #[test]
        fn nothing_unseen_hides_a_formula(
            unseen in proptest::collection::vec(
                proptest::sample::select(vec!['\u{200b}', '\u{feff}', '\u{202e}', '\u{a0}', ' ', '\t', '\u{1}', '\u{ad}', '\u{3000}']),
                0..6,
            ),
            sign in proptest::sample::select("=+-@＝＋－＠﹦﹢﹣﹫".chars().collect::<Vec<_>>()),
            rest in "[A-Z(]\\PC{0,20}",
        ) {
            let cell: String = unseen.into_iter().chain([sign]).chain(rest.chars()).collect();
            let marked = mark(&cell);
            prop_assert!(marked.starts_with('\''), "{cell:?}");
            prop_assert_eq!(unmark(&marked), cell);
        }

        #[test]
        fn what_is_not_a_formula_stays_as_it_is(cell in "[\\pL\\pN(\"#.,:;!?/&]\\PC{0,20}") {
            prop_assert_eq!(mark(&cell), cell);
        }
    }
}
