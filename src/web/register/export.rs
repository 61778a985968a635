//! Lists as files, filtered as the address says.

use actix_web::web;

use crate::service::Problem;
use crate::service::export::{self, Form, What};
use crate::view::register::picked::Picked;
use crate::web::answer::{Answer, made};
use crate::web::extract::Staff;
use crate::web::extract::staff::Engage;
use crate::web::front::Front;

use super::agencies::filtered;

const CSV: &str = "text/csv; charset=utf-8";
const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// A file, by its name.
pub(super) async fn write(
    front: web::Data<Front>,
    staff: Staff<Engage>,
    file: web::Path<String>,
    query: web::Query<Vec<(String, String)>>,
) -> Answer {
    let (house, signed) = (&front.house, &staff.0);
    let (picked, _) = Picked::read(&query);
    let filter = filtered(&front, &picked);
    let (bytes, media_type) = match file.as_str() {
        "agencies.csv" => (export::list(house, signed, filter, What::Agencies, Form::Csv).await?, CSV),
        "agencies.xlsx" => (export::list(house, signed, filter, What::Agencies, Form::Xlsx).await?, XLSX),
        "contacts.csv" => (export::list(house, signed, filter, What::Contacts, Form::Csv).await?, CSV),
        "contacts.xlsx" => (export::list(house, signed, filter, What::Contacts, Form::Xlsx).await?, XLSX),
        "open-referral.json" => (export::referral(house, signed, filter, false).await?, "application/json"),
        "open-referral.zip" => (export::referral(house, signed, filter, true).await?, "application/zip"),
        _ => return Err(Problem::Missing.into()),
    };
    Ok(made(&file, media_type, bytes))
}
