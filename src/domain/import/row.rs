//! A row of a sheet as a draft of an action: what each of its cells says, and what is wrong with it, with the cell named.

use super::columns::Field;
use super::days::{self, Day};
use super::header::Header;
use super::owners::{Owner, Owners};
use super::progress;
use super::{Ground, Note};
use crate::base::id::{ActionId, MeetingId, PostId};
use crate::base::sheet::{At, Cell, Content, Sheet};
use crate::base::stamp::long_date;
use crate::base::text::{clean, fit, one_line};
use crate::domain::action::{Due, Priority, Status};
use crate::domain::agenda::Tier;
use crate::domain::personal;
use chrono::NaiveDate;

/// The longest text of an action or of a line of its history.
const LONGEST: usize = 8_000;

/// How far a row says its action has got.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Said {
    /// It says nothing.
    #[default]
    Nothing,
    /// That it is not at an end.
    Open,
    /// This.
    Is(Status),
}

/// What a row says.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Draft {
    /// The row.
    pub row: u32,
    /// The number it gives its action.
    pub id: Option<ActionId>,
    /// What is to be done.
    pub what: String,
    /// Who leads.
    pub lead: Option<PostId>,
    /// Who helps, in a column of its own.
    pub with: Option<Vec<PostId>>,
    /// Who helps, as the owner's cell says beside the lead.
    pub beside: Vec<PostId>,
    /// When it was raised.
    pub raised: Option<NaiveDate>,
    /// The meeting it came from.
    pub meeting: Option<MeetingId>,
    /// Where it came from, in words.
    pub source: Option<String>,
    /// The first due date.
    pub first_due: Option<NaiveDate>,
    /// The due date; nothing when the row says nothing of it.
    pub due: Option<Due>,
    /// What stands where the due date should, and is none.
    pub undated: Option<String>,
    /// Why the date was moved.
    pub reason: Option<String>,
    /// How far it has got.
    pub said: Said,
    /// How much it matters.
    pub priority: Option<Priority>,
    /// A colour that may be meant for a state, where no word says one.
    pub colour: Option<(At, String)>,
    /// Lines of history, with their day where they have one.
    pub updates: Vec<(Option<NaiveDate>, String)>,
    /// What shows that it was done.
    pub evidence: Option<String>,
    /// When it was closed.
    pub closed: Option<NaiveDate>,
    /// Whether nothing but that day says that it is closed.
    pub only_closed_on: bool,
    /// Who closed it, in words.
    pub closed_by: Option<String>,
    /// The action that goes on with it, as a cell or the words after its state name it.
    pub merged_into: Option<ActionId>,
    /// The decision that dropped it, in words.
    pub dropped_by: Option<String>,
    /// What stands after the word for its state.
    pub remark: Option<String>,
    /// Words to find it by.
    pub tags: Vec<String>,
    /// Who may see it.
    pub tier: Option<Tier>,
    /// What is to be known of it.
    pub notes: Vec<Note>,
}

/// Reads rows.
pub struct Rows<'a> {
    /// The sheet.
    pub sheet: &'a Sheet,
    /// Its header.
    pub header: &'a Header,
    /// What they are read against.
    pub ground: &'a Ground<'a>,
    /// Who may lead.
    pub owners: &'a Owners<'a>,
    /// Whether it is a sheet of our own: then what a cell says is all there is to say.
    pub ours: bool,
}

impl Rows<'_> {
    /// What a row says.
    pub fn read(&self, row: u32) -> Draft {
        let mut draft = Draft { row, ..Draft::default() };
        self.text(&mut draft);
        self.people(&mut draft);
        self.dates(&mut draft);
        self.progress(&mut draft);
        self.history(&mut draft);
        self.tier(&mut draft);
        self.priority(&mut draft);
        self.personal_data(&mut draft);
        draft
    }

    /// The cell a field is read from in a row, or would be.
    pub fn at(&self, row: u32, field: Field) -> Option<At> {
        self.header.of(field).next().map(|column| At { row, column })
    }

    /// The cell of a field, where it holds something.
    fn cell(&self, row: u32, field: Field) -> Option<(At, &Cell)> {
        let at = self.at(row, field)?;
        Some((at, self.sheet.cell(at))).filter(|(_, cell)| !cell.blank())
    }

    /// A field's words, clean, with their line breaks.
    fn words(&self, row: u32, field: Field) -> Option<(At, String)> {
        let (at, cell) = self.cell(row, field)?;
        Some((at, lines(&cell.words()))).filter(|(_, words)| !words.is_empty())
    }

    fn text(&self, draft: &mut Draft) {
        let row = draft.row;
        match self.cell(row, Field::What) {
            Some((at, cell)) if matches!(cell.content, Content::Fault(_)) => {
                draft.notes.push(Note::error(at, cell.line()));
            }
            Some((at, cell)) => {
                draft.what = one_line(&cell.words());
                if draft.what.len() > LONGEST {
                    draft.notes.push(Note::error(at, format!("longer than {LONGEST} letters: shorten it")));
                }
                if cell.struck {
                    let said = "struck through, and nothing is taken from that: is it closed?";
                    draft.notes.push(Note::warning(at, said));
                }
            }
            // A blank cell says nothing: whether something has to be said is for the action to tell.
            None => {}
        }
        if let Some((at, words)) = self.words(row, Field::Id) {
            let exactly = ActionId::new(one_line(&words));
            let known = self.ground.tracker.actions.iter().any(|action| action.id == exactly);
            draft.id = if known { Some(exactly) } else { reference(&words) };
            let plain_number = words.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ' '));
            if draft.id.is_none() && !plain_number {
                let said =
                    format!("'{}' is no number of an action: it is not kept", fit(&one_line(&words), 40));
                draft.notes.push(Note::warning(at, said));
            }
        }
        for column in self.header.of(Field::Tags) {
            let words = self.sheet.cell(At { row, column }).words();
            let tags = words.split([',', ';', '#', '\n']).map(|tag| one_line(tag).to_lowercase());
            for tag in tags.filter(|tag| !tag.is_empty() && tag.len() <= 60) {
                if !draft.tags.contains(&tag) {
                    draft.tags.push(tag);
                }
            }
        }
    }

    fn people(&self, draft: &mut Draft) {
        let row = draft.row;
        let said = |field: Field| self.words(row, field).map(|(_, words)| words).unwrap_or_default();
        let at = self.at(row, Field::Lead).or_else(|| self.at(row, Field::Agency));
        if let Some(at) = at {
            let only = if said(Field::Lead).is_empty() { self.at(row, Field::Agency) } else { None };
            let at = only.filter(|_| !said(Field::Agency).is_empty()).unwrap_or(at);
            match self.owners.read(&said(Field::Lead), &said(Field::Agency)) {
                Owner::One(lead, beside, note) => {
                    (draft.lead, draft.beside) = (Some(lead), beside);
                    draft.notes.extend(note.map(|note| Note::warning(at, note)));
                }
                Owner::Nobody => {}
                Owner::Unclear(why) => draft.notes.push(Note::error(at, why)),
            }
        }
        for column in self.header.of(Field::With) {
            let at = At { row, column };
            let words = lines(&self.sheet.cell(at).words());
            if words.is_empty() {
                continue;
            }
            let (found, lost) = self.owners.helpers(&words);
            let with = draft.with.get_or_insert_default();
            for post in found {
                if !with.contains(&post) {
                    with.push(post);
                }
            }
            for lost in lost {
                let said =
                    format!("'{}' is no one post, and is not kept as a helper", fit(&one_line(&lost), 40));
                draft.notes.push(Note::warning(at, said));
            }
        }
        if let (Some(with), Some(lead)) = (&mut draft.with, &draft.lead) {
            with.retain(|post| post != lead);
        }
    }

    /// A field's day; what is wrong with it goes to the notes.
    fn day(&self, draft: &mut Draft, field: Field) -> Option<(At, Day)> {
        let (at, cell) = self.cell(draft.row, field)?;
        let day = days::read(cell);
        match &day {
            Day::About(_, why) => draft.notes.push(Note::warning(at, why.clone())),
            Day::Wrong(why) => draft.notes.push(Note::error(at, why.clone())),
            Day::Blank | Day::On(_) | Day::None(_) => {}
        }
        Some((at, day))
    }

    fn dates(&self, draft: &mut Draft) {
        let raised = self.day(draft, Field::Raised);
        draft.raised = raised.and_then(|(_, day)| day.day());
        self.source(draft);
        let first = self.day(draft, Field::FirstDue);
        draft.first_due = first.as_ref().and_then(|(_, day)| day.day());
        let due = self.day(draft, Field::Due);
        match &due {
            Some((_, day)) if day.day().is_some() => draft.due = day.day().map(Due::On),
            Some((_, Day::None(said))) => {
                draft.due = Some(Due::ToBeSet);
                draft.undated = Some(fit(said, 40));
            }
            _ => {}
        }
        if let Some(raised) = draft.raised {
            for (at, day) in first.iter().chain(&due) {
                if let Some(day) = day.day().filter(|day| *day < raised) {
                    let said =
                        format!("{} is before it was raised, on {}", long_date(day), long_date(raised));
                    draft.notes.push(Note::error(*at, said));
                }
            }
        }
        draft.closed = self.day(draft, Field::Closed).and_then(|(_, day)| day.day());
        draft.closed_by = self.words(draft.row, Field::ClosedBy).map(|(_, words)| one_line(&words));
        draft.merged_into = self.words(draft.row, Field::MergedInto).and_then(|(_, words)| reference(&words));
        draft.dropped_by = self.words(draft.row, Field::DroppedBy).map(|(_, words)| one_line(&words));
        draft.reason = self.words(draft.row, Field::Reason).map(|(_, words)| one_line(&words));
    }

    /// Where it came from: one of the group's meetings, else the words themselves.
    fn source(&self, draft: &mut Draft) {
        let Some((_, words)) = self.words(draft.row, Field::Source) else { return };
        let id = MeetingId::new(words.trim());
        let known = self.ground.meetings.iter();
        let meant = known.clone().find(|(meeting, ..)| *meeting == id);
        let day = days::read(&Cell::text(&words)).day();
        let on = |day: NaiveDate| {
            known.clone().find(|(_, group, on)| *on == day && *group == self.ground.tracker.group)
        };
        let meant = meant.or_else(|| day.or(draft.raised).and_then(on));
        draft.raised = draft.raised.or(meant.map(|(_, _, on)| *on)).or(day);
        match meant {
            Some((meeting, _, on)) if draft.raised == Some(*on) && (*meeting == id || day == Some(*on)) => {
                draft.meeting = Some(meeting.clone());
            }
            _ => draft.source = Some(one_line(&words)),
        }
    }

    fn history(&self, draft: &mut Draft) {
        let row = draft.row;
        for column in self.header.of(Field::Update) {
            let at = At { row, column };
            let cell = self.sheet.cell(at);
            if let Content::Fault(why) = &cell.content {
                draft.notes.push(Note::error(at, why.clone()));
                continue;
            }
            let words = lines(&cell.words());
            if words.len() > LONGEST {
                draft.notes.push(Note::error(at, format!("longer than {LONGEST} letters: shorten it")));
            }
            draft.updates.extend(dated(&words, self.ground.today));
        }
        if let Some((at, words)) = self.words(row, Field::Evidence) {
            if words.len() > LONGEST {
                draft.notes.push(Note::error(at, format!("longer than {LONGEST} letters: shorten it")));
            }
            draft.evidence = Some(words);
        }
        if draft.said == Said::Is(Status::Done) && draft.closed.is_some() {
            draft.said = Said::Is(Status::Closed);
        }
    }

    fn tier(&self, draft: &mut Draft) {
        let Some((at, words)) = self.words(draft.row, Field::Tier) else { return };
        draft.tier = match super::columns::plain(&words).as_str() {
            "open" | "public" => Some(Tier::Open),
            "partners" | "partner" | "no" | "n" | "a" | "part a" => Some(Tier::Partners),
            "restricted" | "confidential" | "yes" | "y" | "b" | "part b" | "private" => {
                Some(Tier::Restricted)
            }
            _ => {
                let said =
                    format!("'{}' is neither open, partners nor restricted", fit(&one_line(&words), 40));
                draft.notes.push(Note::error(at, said));
                None
            }
        };
    }

    fn priority(&self, draft: &mut Draft) {
        let Some((at, words)) = self.words(draft.row, Field::Priority) else { return };
        draft.priority = progress::priority(&words);
        if draft.priority.is_none() {
            let said = format!("'{}' is neither high, usual nor low: not kept", fit(&one_line(&words), 40));
            draft.notes.push(Note::warning(at, said));
        }
    }

    /// What looks like personal data is pointed out, and never repeated.
    fn personal_data(&self, draft: &mut Draft) {
        let kept = self.header.columns.iter().filter(|taken| {
            matches!(
                taken.field,
                Some(Field::What | Field::Update | Field::Evidence | Field::Reason | Field::Source)
            )
        });
        for taken in kept {
            let at = At { row: draft.row, column: taken.column };
            let found = personal::found(&self.sheet.cell(at).words(), self.ground.names);
            for finding in found.iter().take(3) {
                let said = format!("looks like {}: {}", finding.why, finding.kind.mend());
                draft.notes.push(Note::warning(at, said));
            }
        }
    }
}

/// Clean words, line by line, without blank lines.
pub fn lines(words: &str) -> String {
    let cleaned = clean(words);
    let all = cleaned.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    all.filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

/// A number people gave an action, as ids are written: `SR (25/26) 01` is `SR-25-26-01`. Nothing for a plain number, which
/// only counts rows, and for words without one.
fn reference(words: &str) -> Option<ActionId> {
    let upper = words.trim().to_uppercase();
    if !upper.chars().any(|c| c.is_ascii_digit()) || upper.len() > 40 || !upper.is_ascii() {
        return None;
    }
    let letters = upper.len() - upper.trim_start_matches(|c: char| c.is_ascii_alphabetic()).len();
    if !(1..=8).contains(&letters) {
        return None;
    }
    let parts = upper[letters..].split(|c: char| !c.is_ascii_alphanumeric()).filter(|part| !part.is_empty());
    let rest = parts.collect::<Vec<_>>().join("-");
    (!rest.is_empty()).then(|| ActionId::new(format!("{}-{rest}", &upper[..letters])))
}

/// The longest a date at the beginning of a line of history may be.
const DATE: usize = 30;

/// Lines of history: each that begins with a date begins a new one; the others go on with what is above them.
fn dated(words: &str, today: NaiveDate) -> Vec<(Option<NaiveDate>, String)> {
    let mut all: Vec<(Option<NaiveDate>, String)> = Vec::new();
    for line in words.lines() {
        let line = line.trim_start_matches(['•', '·', '*', '-', '–', ' ']).trim();
        if line.is_empty() {
            continue;
        }
        match (begins(line).filter(|(day, _)| *day <= today), all.last_mut()) {
            (Some((day, rest)), _) => all.push((Some(day), rest.to_owned())),
            (None, Some((_, text))) => {
                text.push('\n');
                text.push_str(line);
            }
            (None, None) => all.push((None, line.to_owned())),
        }
    }
    all.retain(|(_, text)| !text.trim().is_empty());
    all
}

/// The date a line begins with, and what comes after it.
fn begins(line: &str) -> Option<(NaiveDate, &str)> {
    let bare = line.trim_start_matches(['[', '(']);
    let ends = bare.char_indices().take(DATE).filter(|(_, c)| matches!(c, ':' | ' ' | ']' | ')' | '-' | '–'));
    let mut best = None;
    for (at, _) in ends {
        // A number alone is more likely a count of something.
        let counts = bare[..at].bytes().all(|b| b.is_ascii_digit());
        if let Some(day) = days::plainly(bare[..at].trim()).filter(|_| !counts) {
            let rest = bare[at..].trim_start_matches([':', ' ', ']', ')', '-', '–', '—', ',']);
            best = Some((day, rest));
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_people_give_are_written_as_ids() {
        let said = |words: &str| reference(words).map(|id| id.to_string());
        assert_eq!(said("EXEC-26-014").as_deref(), Some("EXEC-26-014"));
        assert_eq!(said("exec/26/14").as_deref(), Some("EXEC-26-14"));
        assert_eq!(said("SR (25/26) 01").as_deref(), Some("SR-25-26-01"));
        assert_eq!(said("A12").as_deref(), Some("A-12"));
        for words in ["14", "3.1", "2026-14", "urgent", "", "ABCDEFGHIJ1", "é1"] {
            assert_eq!(said(words), None, "{words}");
        }
    }

    #[test]
    fn a_cell_of_history_is_parted_at_its_dates() {
        let today = "2026-12-03".parse().unwrap();
        let said = |words: &str| {
            let all = dated(&lines(words), today).into_iter();
            all.map(|(day, text)| day.map_or(text.clone(), |day| format!("{day} {text}"))).collect::<Vec<_>>()
        };
        assert_eq!(
            said("Begun.\n10/09/26: First draft shared.\nFigures missing.\n\n• 12 Nov 2026 – Chased"),
            ["Begun.", "2026-09-10 First draft shared.\nFigures missing.", "2026-11-12 Chased"]
        );
        assert_eq!(said("[10.9.2026] Sent\n2026-10-01 Read"), ["2026-09-10 Sent", "2026-10-01 Read"]);
        assert_eq!(said("31/03/2027: to come"), ["31/03/2027: to come"], "a day to come is no history");
        assert_eq!(said("24/7 cover agreed"), ["24/7 cover agreed"]);
        assert_eq!(said("46000 visits were made"), ["46000 visits were made"]);
    }
}
