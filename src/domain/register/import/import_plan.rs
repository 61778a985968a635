//! What becomes of each row: decided for the whole file at once, before anything is written.

use std::collections::{BTreeSet, HashMap};

use serde::{Deserialize, Serialize};

use super::cell::Names;
use super::draft::{self, Draft, Drafted};
use super::outcome::{Outcome, Person};
use super::register::{Match, Register, is_same, shared};
use super::sheet::Sheet;
use super::{RowOutcome, column};
use crate::form::record::{self, Known, Record};
use crate::form::text;
use crate::platform::id::Id;
use crate::register::agency::{AGENCY, Agency, Mark, NAME, NOTES, marks};
use crate::register::contact::{self, Contact};

/// How many possible doubles a row offers.
const OFFERED: usize = 5;

/// One thing that a row would change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Difference {
    /// What it is about.
    pub what: String,
    /// What stands there now; empty for nothing.
    pub before: String,
    /// What would stand there.
    pub after: String,
}

/// An agency that a row may be about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Candidate {
    /// The agency.
    pub id: Id<Agency>,
    /// Its name.
    pub name: String,
    /// What it shares with the row.
    pub why: String,
    /// The agency and its people as the row was held against them.
    pub seen: Seen,
}

/// What a person decided about a row that may be a double.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Choice {
    /// It is another agency.
    New,
    /// It is this one.
    Update(Id<Agency>),
}

/// An agency and its people at one moment: the identifier of each with how often its row had changed, in
/// order.
pub type Seen = Vec<(String, i64)>;

/// What is to be seen of an agency and its people now.
pub fn seen(agency: &Agency, people: &[Contact]) -> Seen {
    let people = people.iter().map(|one| (one.id.to_string(), one.version));
    let mut seen: Seen = people.chain([(agency.id.to_string(), agency.version)]).collect();
    seen.sort();
    seen
}

/// What becomes of one row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowPlan {
    /// The number of the row in the file, from 1.
    pub number: u32,
    /// The name that stands in it.
    pub name: String,
    /// What becomes of it.
    pub fate: RowOutcome,
    /// The agency it changes.
    pub agency: Option<Id<Agency>>,
    /// That agency and its people as the row was held against them.
    pub seen: Seen,
    /// The row it goes with.
    pub with: Option<u32>,
    /// The agencies it may be about.
    pub candidates: Vec<Candidate>,
    /// What was decided; nothing leaves the row out.
    pub choice: Option<Choice>,
    /// What would change.
    pub differences: Vec<Difference>,
    /// Why it cannot be read.
    pub errors: Vec<String>,
    /// What is to be told besides.
    pub told: Vec<String>,
    /// What it says; none when it is not to be written.
    pub draft: Option<Draft>,
}

impl RowPlan {
    fn new(number: u32, fate: RowOutcome) -> Self {
        Self {
            number,
            name: String::new(),
            fate,
            agency: None,
            seen: Seen::new(),
            with: None,
            candidates: Vec::new(),
            choice: None,
            differences: Vec::new(),
            errors: Vec::new(),
            told: Vec::new(),
            draft: None,
        }
    }

    /// The agency that it is to change, with what was seen of it; none when it adds one or is left out.
    pub fn target(&self) -> Option<(Id<Agency>, &Seen)> {
        match (self.fate, self.choice) {
            (RowOutcome::Update, _) => self.agency.map(|id| (id, &self.seen)),
            (RowOutcome::Double, Some(Choice::Update(id))) => {
                self.candidates.iter().find(|one| one.id == id).map(|one| (id, &one.seen))
            }
            _ => None,
        }
    }

    /// Whether it adds an agency.
    pub fn is_new(&self) -> bool {
        matches!((self.fate, self.choice), (RowOutcome::New, _) | (RowOutcome::Double, Some(Choice::New)))
    }
}

/// Rows that are about one agency.
struct Group {
    drafted: Drafted,
    marks: Vec<(Mark, String)>,
    rows: Vec<usize>,
}

/// Decides about the rows of a file, some at a time, so that its progress can be shown.
pub struct Planner {
    sheet: Sheet,
    mapping: Vec<String>,
    known: Known,
    names: Names,
    read: Vec<Option<Drafted>>,
}

impl Planner {
    /// A planner for a table whose columns are told.
    pub fn new(sheet: Sheet, mapping: Vec<String>, known: Known) -> Self {
        let names = Names::of(&known);
        Self { sheet, mapping, known, names, read: Vec::new() }
    }

    /// Reads up to so many more rows. Gives how many are read by now.
    pub fn read(&mut self, most: usize) -> usize {
        let rows = self.sheet.rows.iter().skip(self.read.len()).take(most);
        let (headings, mapping, names) = (&self.sheet.headings, &self.mapping, &self.names);
        let more: Vec<_> =
            rows.map(|row| (!row.is_empty()).then(|| draft::of(row, headings, mapping, names))).collect();
        self.read.extend(more);
        self.read.len()
    }

    /// Whether every row is read.
    pub fn is_read(&self) -> bool {
        self.read.len() == self.sheet.rows.len()
    }

    /// Decides about each row, in the order of the file.
    pub fn settle(mut self, register: &Register) -> Vec<RowPlan> {
        self.read(usize::MAX);
        let mut plans: Vec<RowPlan> = Vec::with_capacity(self.read.len());
        let mut groups = Groups::default();
        for (index, (drafted, row)) in
            std::mem::take(&mut self.read).into_iter().zip(&self.sheet.rows).enumerate()
        {
            let mut plan = RowPlan::new(row.number, RowOutcome::Skipped);
            match drafted {
                None => {}
                Some(drafted) if !drafted.errors.is_empty() => {
                    plan.fate = RowOutcome::Error;
                    drafted.draft.record.get(NAME).clone_into(&mut plan.name);
                    (plan.errors, plan.told) = (drafted.errors, drafted.told);
                }
                Some(drafted) => {
                    drafted.draft.record.get(NAME).clone_into(&mut plan.name);
                    groups.take(index, drafted);
                }
            }
            plans.push(plan);
        }
        for (group, found) in groups.matched(register) {
            self.decide(group, found, register, &mut plans);
        }
        plans
    }

    fn decide(&self, group: Group, found: Match, register: &Register, plans: &mut [RowPlan]) {
        let Some((first, rest)) = group.rows.split_first() else { return };
        let Some(number) = plans.get(*first).map(|plan| plan.number) else { return };
        for row in rest {
            if let Some(plan) = plans.get_mut(*row) {
                (plan.fate, plan.with) = (RowOutcome::Joined, Some(number));
            }
        }
        let Some(plan) = plans.get_mut(*first) else { return };
        plan.told = group.drafted.told;
        if !rest.is_empty() {
            let others = rest.len();
            plan.told.push(format!("{others} more of the rows are about it. All are put together here."));
        }
        let draft = group.drafted.draft;
        let mut outcome = match found {
            Match::Same(at) => {
                let Some((agency, _)) = register.agencies.get(at) else { return };
                let people = register.contacts.get(&agency.id).map_or(&[][..], Vec::as_slice);
                let outcome = draft.onto(&agency.record, people);
                plan.differences = self.differences(&agency.record, people, &outcome);
                plan.agency = Some(agency.id);
                plan.seen = seen(agency, people);
                plan.fate = if plan.differences.is_empty() { RowOutcome::Same } else { RowOutcome::Update };
                outcome
            }
            Match::Perhaps(found) => {
                plan.fate = RowOutcome::Double;
                plan.candidates = candidates(&found, register);
                self.plan_new(&draft, plan)
            }
            Match::New => {
                plan.fate = RowOutcome::New;
                self.plan_new(&draft, plan)
            }
        };
        plan.told.append(&mut outcome.told);
        if let Err(problem) = writable(&outcome) {
            plan.fate = RowOutcome::Error;
            plan.errors.push(problem);
        } else {
            plan.draft = Some(draft);
        }
    }

    fn plan_new(&self, draft: &Draft, plan: &mut RowPlan) -> Outcome {
        let outcome = draft.alone();
        plan.differences = self.differences(&Record::default(), &[], &outcome);
        outcome
    }

    fn differences(&self, before: &Record, people: &[Contact], outcome: &Outcome) -> Vec<Difference> {
        let fields = AGENCY.iter().flat_map(|section| section.fields);
        let fields = fields.filter(|field| before.all(field.name) != outcome.record.all(field.name));
        let words = |field: &record::Field, record: &Record| field.words(record, &self.known).join(", ");
        let of_agency = fields.map(|field| Difference {
            what: field.label.to_owned(),
            before: words(field, before),
            after: words(field, &outcome.record),
        });
        let of_people = outcome.people.iter().map(|(id, record)| {
            let known = people.iter().find(|known| Some(known.id) == *id);
            Difference {
                what: "Contact".into(),
                before: known.map(|known| about(&known.record)).unwrap_or_default(),
                after: about(record),
            }
        });
        of_agency.chain(of_people).collect()
    }
}

/// What is told once for the whole file: what was told when it was read, and which columns are left out
/// though they have something in them.
pub fn file_notes(sheet: &Sheet, mapping: &[String]) -> Vec<String> {
    let left = left_out(sheet, mapping);
    let left = (!left.is_empty()).then(|| format!("You left these columns out: {}.", left.join(", ")));
    sheet.told.iter().cloned().chain(left).collect()
}

fn left_out(sheet: &Sheet, mapping: &[String]) -> Vec<String> {
    let columns = sheet.headings.iter().enumerate();
    let left =
        columns.filter(|(index, _)| mapping.get(*index).is_none_or(|target| target == column::LEFT_OUT));
    left.filter(|(index, _)| !sheet.samples(*index).is_empty()).map(|(_, heading)| heading.clone()).collect()
}

fn candidates(found: &[(usize, Vec<Mark>)], register: &Register) -> Vec<Candidate> {
    let candidate = |(at, marks): &(usize, Vec<Mark>)| {
        let (agency, _) = register.agencies.get(*at)?;
        let why: Vec<&str> = marks.iter().map(|mark| mark.label()).collect();
        let people = register.contacts.get(&agency.id).map_or(&[][..], Vec::as_slice);
        Some(Candidate {
            id: agency.id,
            name: agency.name().to_owned(),
            why: why.join(", "),
            seen: seen(agency, people),
        })
    };
    found.iter().filter_map(candidate).take(OFFERED).collect()
}

/// Somebody in a line.
fn about(person: &Record) -> String {
    let fields = [contact::NAME, contact::ROLE, contact::EMAIL, contact::PHONE];
    let mut words: Vec<&str> =
        fields.iter().map(|field| person.get(field)).filter(|word| !word.is_empty()).collect();
    if let Some(spoc) = contact::SPOCS.iter().find(|spoc| spoc.code == person.get(contact::SPOC)) {
        words.push(spoc.label);
    }
    words.join(", ")
}

/// What all rows together made of a field may be too long, though each alone was not.
fn writable(outcome: &Outcome) -> Result<(), String> {
    let notes = record::field(AGENCY, NOTES).map(|field| field.kind);
    if let Some(record::Kind::Prose(words)) = notes
        && text::prose(outcome.record.get(NOTES), words).is_err()
    {
        return Err(format!("The notes would be longer than {words} words. Shorten them in the file."));
    }
    let long = |(_, record): &Person| text::line(record.get(contact::NAME), 120).is_err();
    if outcome.people.iter().any(long) {
        return Err("The name of a contact is too long.".into());
    }
    Ok(())
}

/// The groups of a file, found again by what must be shared.
#[derive(Default)]
struct Groups {
    groups: Vec<Option<Group>>,
    index: HashMap<(Mark, String), Vec<usize>>,
}

impl Groups {
    /// Puts a row to the group that it belongs to. A row that belongs to two makes them one.
    fn take(&mut self, row: usize, drafted: Drafted) {
        let marks = marks(&drafted.draft.record);
        let mut group = Group { drafted, marks, rows: vec![row] };
        while let Some(mut earlier) = self.like(&group) {
            earlier.rows.append(&mut group.rows);
            earlier.rows.sort_unstable();
            earlier.drafted.absorb(group.drafted);
            earlier.marks = marks_of(&earlier);
            group = earlier;
        }
        let at = self.groups.len();
        for mark in group.marks.iter().filter(|(mark, _)| matches!(mark, Mark::Name | Mark::Charity)) {
            self.index.entry(mark.clone()).or_default().push(at);
        }
        self.groups.push(Some(group));
    }

    /// Takes out the earliest group that is about the same agency.
    fn like(&mut self, group: &Group) -> Option<Group> {
        let near: BTreeSet<usize> =
            group.marks.iter().filter_map(|mark| self.index.get(mark)).flatten().copied().collect();
        let same = |at: &usize| {
            self.groups
                .get(*at)
                .and_then(Option::as_ref)
                .is_some_and(|other| is_same(&group.marks, &other.marks))
        };
        let at = near.into_iter().find(same)?;
        self.groups.get_mut(at)?.take()
    }

    /// What each group is about, by its first row. Two groups about one agency of the register are one,
    /// unless the second contradicts what the first adds to that agency: then a person decides, as they would
    /// if the first were written already.
    fn matched(self, register: &Register) -> Vec<(Group, Match)> {
        let mut groups: Vec<Group> = self.groups.into_iter().flatten().collect();
        groups.sort_by_key(|group| group.rows.first().copied());
        let mut matched: Vec<(Group, Match)> = Vec::new();
        let mut taken: HashMap<usize, usize> = HashMap::new();
        for mut group in groups {
            let mut found = register.find(&group.marks);
            if let Match::Same(at) = found {
                let place = *taken.entry(at).or_insert(matched.len());
                if let Some((first, _)) = matched.get_mut(place) {
                    let known = [register.marks(at), &first.marks].concat();
                    if is_same(&group.marks, &known) {
                        first.rows.append(&mut group.rows);
                        first.drafted.absorb(group.drafted);
                        first.marks = marks_of(first);
                        continue;
                    }
                    found = Match::Perhaps(vec![(at, shared(&group.marks, &known))]);
                }
            }
            matched.push((group, found));
        }
        matched
    }
}

fn marks_of(group: &Group) -> Vec<(Mark, String)> {
    marks(&group.drafted.draft.record)
}
