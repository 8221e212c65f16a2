//! Returns that come back in files, held against what went out: which are taken, what has to be asked back and in which cell,
//! and what is refused, with the reason. Nothing is written here, and nothing ever changes a return that was accepted.
//!
//! - `grid.rs`: the lines of a form found again in a sheet, whatever was moved, added or renamed.
//! - `reading.rs`: a sheet's cells as a return.
//! - `claims.rs`: which audit, child, agency and questions a sheet says it is for.
//! - `held.rs`: personal data in it, which is never taken.

mod claims;
mod grid;
mod held;
mod reading;

use super::answered::{Concern, Query, Return, ReturnState};
use super::board::late_by;
use super::form;
use super::mending::{answer_mended, ask_for};
use super::milestone::Milestone;
use super::rules::{self, Doubt};
use super::scope::{Audit, KnownTo};
use super::template::Resolved;
use crate::base::calendar::WorkingDays;
use crate::base::id::{AgencyId, CaseId};
use crate::base::sheet::Sheet;
use crate::domain::personal::Names;
use chrono::NaiveDate;
pub use claims::{ABOUT, GUIDANCE};
pub use held::Personal;

/// What is known when files come back.
#[derive(Clone, Copy, Debug)]
pub struct Ground<'a> {
    /// The audit.
    pub audit: &'a Audit,
    /// The questions it was opened with.
    pub template: &'a Resolved,
    /// The returns that are there.
    pub returns: &'a [Return],
    /// Names that must not stand anywhere.
    pub names: &'a Names,
    /// The day.
    pub today: NaiveDate,
    /// Which days are working days.
    pub days: &'a WorkingDays,
}

/// A file that came back.
#[derive(Clone, Debug, PartialEq)]
pub struct File {
    /// Its name.
    pub name: String,
    /// What it holds.
    pub holds: Holds,
}

/// What a file holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Holds {
    /// Sheets of a workbook, or the one of a CSV file.
    Sheets(Vec<Sheet>),
    /// A return as this program writes them.
    Return(Box<Return>),
    /// Nothing that can be read, and why.
    Nothing(String),
}

/// What became of a file.
#[derive(Clone, Debug, PartialEq)]
pub struct Came {
    /// Its name.
    pub file: String,
    /// The returns in it.
    pub pieces: Vec<Piece>,
    /// What else is to be said of it, in sentences.
    pub said: Vec<String>,
    /// Why nothing in it was looked at.
    pub refused: Option<String>,
}

/// A return in a file.
#[derive(Clone, Debug, PartialEq)]
pub struct Piece {
    /// The sheet it stands on; empty where the file has none.
    pub sheet: String,
    /// The child, as far as it is known.
    pub case: CaseId,
    /// The agency, as far as it is known.
    pub agency: AgencyId,
    /// What became of it.
    pub outcome: Outcome,
    /// That a child may be unsafe now. It is said first, whatever became of the return.
    pub concern: Option<Concern>,
    /// What has to be asked back: the cell, and what is wrong.
    pub asked: Vec<(String, String)>,
    /// Personal data, by the cell.
    pub personal: Vec<Personal>,
    /// What else is to be said of it, in sentences.
    pub said: Vec<String>,
}

/// What became of a return.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// It is taken; in the place of another that was not accepted yet, where one is there.
    Taken {
        /// As it is to be written.
        of: Box<Return>,
        /// Whether it comes in the place of another.
        again: bool,
    },
    /// It says what the one that is there says.
    Same,
    /// It says what another that came with it says, which counts: where that is.
    Once(String),
    /// Nothing was filled in yet.
    Empty,
    /// It is not taken, and why.
    Refused(String),
}

impl Piece {
    /// The return, where it is taken.
    pub fn taken(&self) -> Option<&Return> {
        match &self.outcome {
            Outcome::Taken { of, .. } => Some(of),
            _ => None,
        }
    }

    /// Whether it is not taken although something was filled in.
    pub fn is_refused(&self) -> bool {
        matches!(self.outcome, Outcome::Refused(_))
    }
}

/// A return as it was read, before it is held against the others.
struct Read {
    of: Return,
    /// What was wrong with single cells.
    doubts: Vec<Doubt>,
    /// Where a line's column is: `C1, D14`.
    places: Box<dyn Fn(&Doubt) -> String>,
    said: Vec<String>,
}

/// What files come to, in their order.
pub fn collect(files: &[File], ground: &Ground<'_>) -> Vec<Came> {
    let mut all: Vec<Came> = files.iter().map(|file| one(file, ground)).collect();
    twice(&mut all);
    all
}

fn one(file: &File, ground: &Ground<'_>) -> Came {
    let mut came = Came {
        file: held::masked_line(&file.name, ground.names),
        pieces: Vec::new(),
        said: Vec::new(),
        refused: None,
    };
    match &file.holds {
        Holds::Nothing(why) => came.refused = Some(why.clone()),
        Holds::Return(of) => {
            let personal = held::in_return(of, ground.names);
            let piece = claims::checked_return(of, ground).map(|()| Read {
                of: (**of).clone(),
                doubts: Vec::new(),
                places: Box::new(|doubt| doubt.key.trim_start_matches('@').to_owned()),
                said: Vec::new(),
            });
            let claimed = (of.case.clone(), of.agency.clone());
            came.pieces.push(settled("", claimed, piece, personal, of.immediate_concern.clone(), ground));
        }
        Holds::Sheets(sheets) => in_sheets(sheets, ground, &mut came),
    }
    came
}

fn in_sheets(sheets: &[Sheet], ground: &Ground<'_>, came: &mut Came) {
    let spare = claims::spare(sheets);
    for sheet in sheets.iter().filter(|sheet| !sheet.rows().is_empty()) {
        let name = held::masked_line(&sheet.name, ground.names);
        let Some(grid) = grid::Grid::of(sheet, ground) else {
            let ours = sheet.hidden || [claims::GUIDANCE, claims::ABOUT].contains(&sheet.name.as_str());
            if !ours && !name.is_empty() {
                came.said.push(format!("The sheet “{name}” is none of ours and was not read."));
            }
            continue;
        };
        let claimed = claims::claimed(sheet, &grid, &spare, ground);
        let of = reading::read(sheet, &grid, &claimed, ground);
        let concern = of.of.immediate_concern.clone();
        let personal = held::in_sheet(sheet, &grid, ground);
        let pair = (claimed.case.clone(), claimed.agency.clone());
        let mut read = claims::checked(&claimed, &grid, ground).map(|said| {
            let mut of = of;
            of.said.extend(said);
            of
        });
        if let Ok(read) = &mut read
            && !sheet.name.is_empty()
            && sheet.name != claimed.case.as_str()
        {
            read.said.push(format!("The sheet “{name}” is the one of {}.", claimed.case));
        }
        came.pieces.push(settled(&name, pair, read, personal, concern, ground));
    }
    let agency = came.pieces.iter().map(|piece| &piece.agency).find(|id| ground.audit.agency(id).is_some());
    let agency = agency.cloned().or(spare.agency.map(AgencyId::new));
    let is_book = sheets.iter().any(|sheet| sheet.name == claims::GUIDANCE || sheet.name == claims::ABOUT);
    if came.pieces.is_empty() {
        let alone = sheets.iter().all(|sheet| sheet.name.is_empty());
        let what =
            if alone { "it is no child's sheet of this audit" } else { "none of its sheets is one of ours" };
        came.refused = Some(format!("{what}: send the file that went out to this agency, filled in"));
    } else if let Some(agency) = agency.filter(|_| is_book) {
        for case in form::asked_about(ground.audit, &agency) {
            let there = ground.returns.iter().any(|one| one.case == case.id && one.agency == agency);
            if !there && came.pieces.iter().all(|piece| piece.case != case.id) {
                came.said.push(format!(
                    "There is no sheet for {}: it was taken out, or its child and name were changed.",
                    case.id
                ));
            }
        }
    }
}

/// Holds a return against the rules and against what is there.
fn settled(
    sheet: &str,
    (case, agency): (CaseId, AgencyId),
    read: Result<Read, String>,
    personal: Vec<Personal>,
    concern: Option<Concern>,
    ground: &Ground<'_>,
) -> Piece {
    let mut piece = Piece {
        sheet: sheet.to_owned(),
        case,
        agency,
        outcome: Outcome::Empty,
        concern,
        asked: Vec::new(),
        personal,
        said: Vec::new(),
    };
    if !piece.personal.is_empty() {
        piece.concern = piece.concern.map(|concern| held::masked_concern(&concern, ground.names));
        piece.outcome = Outcome::Refused(
            "it holds what looks like personal data: take it out and send it again".to_owned(),
        );
        return piece;
    }
    let read = match read {
        Ok(read) => read,
        Err(why) => {
            piece.outcome = Outcome::Refused(why);
            return piece;
        }
    };
    piece.said = read.said;
    if is_empty(&read.of) && read.doubts.is_empty() {
        return piece;
    }
    let there = ground.returns.iter().find(|one| one.case == piece.case && one.agency == piece.agency);
    // One that was accepted before a no was written down says the same with it.
    let same = |there: &Return| {
        let accepted = there.state == ReturnState::Accepted && there.says_unsafe().is_none();
        there.content() == read.of.content()
            || (accepted
                && Return { no_concern: read.of.no_concern, ..there.clone() }.content() == read.of.content())
    };
    if there.is_some_and(same) {
        piece.outcome = Outcome::Same;
        return piece;
    }
    if there.is_some_and(|there| there.state == ReturnState::Accepted) {
        let why =
            "it would change a return that was accepted, and those stay as they are: settle it at the panel";
        piece.outcome = Outcome::Refused(why.to_owned());
        return piece;
    }
    let doubts = doubts(&read.of, read.doubts, &piece.agency, ground);
    piece.asked = doubts.iter().map(|doubt| ((read.places)(doubt), doubt.says.clone())).collect();
    circumstances(&mut piece, there, ground);
    let of = submitted(read.of, there, &doubts, ground.today);
    piece.outcome = Outcome::Taken { of: Box::new(of), again: there.is_some() };
    piece
}

/// What has to be asked back, in the order of the form: of a cell that cannot be understood nothing else is asked.
fn doubts(of: &Return, cells: Vec<Doubt>, agency: &AgencyId, ground: &Ground<'_>) -> Vec<Doubt> {
    let Some(agency) = ground.audit.agency(agency) else { return cells };
    let mut rules = rules::doubts(of, ground.template, &agency.kind);
    rules.retain(|doubt| cells.iter().all(|known| (&known.key, known.column) != (&doubt.key, doubt.column)));
    let mut all = cells;
    all.extend(rules);
    let lines = form::lines(ground.audit, ground.template, &agency.kind, ("", ""));
    let line = |doubt: &Doubt| lines.iter().position(|line| line.key == doubt.key).unwrap_or(lines.len());
    all.sort_by_key(|doubt| (line(doubt), doubt.column));
    all.dedup();
    all
}

/// What else is worth knowing of a return that is taken.
fn circumstances(piece: &mut Piece, there: Option<&Return>, ground: &Ground<'_>) {
    let involved = ground.audit.involvement(&piece.case, &piece.agency);
    let due = involved.and_then(|one| one.extended);
    let due = due.unwrap_or_else(|| ground.audit.dates.on(Milestone::ReturnsDue, ground.days));
    if ground.today > due {
        let late = late_by(due, ground.today, ground.days);
        let days = crate::base::text::count(late as usize, "working day", "working days");
        piece.said.push(format!("It is {days} late, and is taken all the same."));
    }
    match involved {
        None => piece.said.push("Nobody asked this agency about this child.".to_owned()),
        Some(one) if one.exempt.is_some() => piece.said.push("No return was asked for here.".to_owned()),
        Some(one) if one.known == KnownTo::No => {
            piece.said.push("The agency had said that it does not know this child.".to_owned());
        }
        Some(_) => {}
    }
    if there.is_some() {
        piece.said.push("It comes in the place of the one that is there.".to_owned());
    }
}

/// A return as it is written when it comes: what is wrong stands in it as queries, beside those that are still open.
fn submitted(of: Return, there: Option<&Return>, doubts: &[Doubt], today: NaiveDate) -> Return {
    let mut queries: Vec<Query> = there.map(|there| there.queries.clone()).unwrap_or_default();
    for query in queries.iter_mut().filter(|query| query.is_open()) {
        query.changed |= there.is_none_or(|there| there.differs(&of, query));
    }
    answer_mended(&mut queries, doubts, today);
    ask_for(&mut queries, doubts, today);
    let open = queries.iter().any(Query::is_open);
    let state = if open { ReturnState::Query } else { ReturnState::Submitted };
    Return { schema: 1, state, submitted: Some(today), accepted: None, accepted_sha256: None, queries, ..of }
}

fn is_empty(of: &Return) -> bool {
    let blank = Return {
        audit: of.audit.clone(),
        template_sha256: of.template_sha256.clone(),
        case: of.case.clone(),
        agency: of.agency.clone(),
        ..Return::default()
    };
    of.content() == blank.content()
}

/// Of two returns of one agency for one child that say the same the first counts; of others neither is taken.
fn twice(all: &mut [Came]) {
    let mut taken: Vec<(usize, usize)> = Vec::new();
    for (file, came) in all.iter().enumerate() {
        let inside = came.pieces.iter().enumerate().filter(|(_, piece)| piece.taken().is_some());
        taken.extend(inside.map(|(at, _)| (file, at)));
    }
    let said = |all: &[Came], (file, at): (usize, usize)| match all[file].pieces[at].sheet.as_str() {
        "" => all[file].file.clone(),
        sheet => format!("{}, sheet “{sheet}”", all[file].file),
    };
    let mut outcomes: Vec<((usize, usize), Outcome)> = Vec::new();
    for (n, &(file, at)) in taken.iter().enumerate() {
        let this = &all[file].pieces[at];
        let of_both = |&(m, &(file, at)): &(usize, &(usize, usize))| {
            let other = &all[file].pieces[at];
            m != n && other.case == this.case && other.agency == this.agency
        };
        let others: Vec<(usize, &(usize, usize))> = taken.iter().enumerate().filter(of_both).collect();
        let differs = others.iter().find(|(_, (file, at))| all[*file].pieces[*at].taken() != this.taken());
        if let Some((_, other)) = differs {
            let why = format!(
                "there are two for {} by {} that say different things, the other in {}: none is taken, so say which it is",
                this.case,
                this.agency,
                said(all, **other)
            );
            outcomes.push(((file, at), Outcome::Refused(why)));
        } else if let Some((_, other)) = others.iter().find(|(m, _)| *m < n) {
            outcomes.push(((file, at), Outcome::Once(said(all, **other))));
        }
    }
    for ((file, at), outcome) in outcomes {
        all[file].pieces[at].outcome = outcome;
        all[file].pieces[at].asked = Vec::new();
    }
}
