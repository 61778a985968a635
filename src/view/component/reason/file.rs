//! Why a file was not taken, in words.

use std::borrow::Cow;

use domain::form::reason::file::{FileReason, SheetProblem};
use domain::platform::attachment::FileProblem;

pub(super) fn words(reason: &FileReason) -> Cow<'static, str> {
    match reason {
        FileReason::Refused { name, problem } => format!("{name}: {}", file(*problem)).into(),
        FileReason::TooMany(most) => format!("You can only add up to {most} files").into(),
        FileReason::NoneChosen => "Choose a file".into(),
        FileReason::Several => "Choose one file only".into(),
        FileReason::Separate => "Choose one file: put several into one PDF".into(),
        FileReason::Sheet(problem) => sheet(*problem).into(),
    }
}

/// In the words of the GOV.UK file upload component where it has them.
fn file(problem: FileProblem) -> &'static str {
    match problem {
        FileProblem::Empty => "The selected file is empty",
        FileProblem::TooLarge => "The selected file must be smaller than 25 MB",
        FileProblem::WrongKind => {
            "The selected file must be a JPG, PNG, HEIC, WEBP, PDF, DOCX, ODT, TXT, MP3, M4A, MP4 or MOV"
        }
        FileProblem::Mixed => {
            "The selected file must hold one kind of file only. Save it again or send a photo of it"
        }
        FileProblem::Bomb => "The selected file must not unpack to more than 300 MB. Save it again as a PDF",
        FileProblem::Protected => "The selected file is password protected",
    }
}

fn sheet(problem: SheetProblem) -> &'static str {
    match problem {
        SheetProblem::Empty => "The file has no rows. Choose a file with a row of headings and rows below it",
        SheetProblem::TooLong => "The file is too long. Choose one of at most 10 MB and 50,000 rows",
        SheetProblem::TooWide => "The file has too many columns. Choose one with at most 100",
        SheetProblem::Unreadable => {
            "The file cannot be read. Save it as a workbook (.xlsx) or as text with commas (.csv), then try again"
        }
    }
}
