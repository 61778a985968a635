//! Why something was not written into the register, in words.

use std::borrow::Cow;

use domain::form::reason::register::{DistrictReason, RegisterReason};

pub(super) fn words(reason: RegisterReason) -> &'static str {
    match reason {
        RegisterReason::NoAgency => "Choose at least one agency",
        RegisterReason::NoOtherAgency => "Choose another agency",
        RegisterReason::NothingToChange => "Choose what to change",
        RegisterReason::AddressWithheld => {
            "Remove the address: a withheld address is never stored. A PO box may stand here"
        }
        RegisterReason::PostcodeWithheld => "Remove the postcode: it tells where the withheld address is",
        RegisterReason::NoActivity => "Choose what was done",
        RegisterReason::TooFarAhead => "The day must not be more than two years ahead",
        RegisterReason::NoEdition => "Choose what was handed out",
        RegisterReason::EndsBeforeItBegins => "“Last day” must not be before the first day",
        RegisterReason::NothingWanted => "Say how many of something you would like",
        RegisterReason::NowhereToSend => "Say where to send it, or ask us to call you",
        RegisterReason::SentToWithheld => {
            "Your address is withheld, so we do not keep one. Give a PO box, or ask us to call you"
        }
        RegisterReason::TooManyRequests => {
            "We still have several requests of yours. Wait until we have seen to one, or call us"
        }
        RegisterReason::NothingSaid => "Say what was said, in a few words",
        RegisterReason::NotWithinAYear => "Choose a day within the next year",
        RegisterReason::NoReason => "Say why",
        RegisterReason::NoFilterName => "Give the filter a name",
        RegisterReason::FilterTooLong => "This filter is too long to keep",
        RegisterReason::NoNameColumn => "Choose the column that holds the names of the agencies",
        RegisterReason::LaterMerge => "Undo the later merge first",
    }
}

pub(super) fn district(reason: &DistrictReason) -> Cow<'static, str> {
    match reason {
        DistrictReason::NoForce => "Choose a force".into(),
        DistrictReason::NoName => "Give the district a name".into(),
        DistrictReason::NameTaken => "This force has a district of that name".into(),
        DistrictReason::RowAlone => "Give the row as well, or leave both empty".into(),
        DistrictReason::ColumnAlone => "Give the column as well, or leave both empty".into(),
        DistrictReason::RowOutside { last } => format!("The row must be a number from 1 to {last}").into(),
        DistrictReason::ColumnOutside { last } => {
            format!("The column must be a number from 1 to {last}").into()
        }
        DistrictReason::PositionTaken { by } => {
            format!("{by} stands at this row and column. Choose others, or move it first").into()
        }
    }
}
