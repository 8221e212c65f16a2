//! How merging looks: what waits, what comes in, one question with its two sides, and every answer at the end. Side by
//! side where there is room, else one under the other.

use super::hand::Page;
use super::{Hand, State};
use crate::base::text::{count, sentence, wrap};
use crate::files::merge::{Choice, Question};
use crate::screens::framed::last_said;
use crate::screens::meeting::{Seen, keys_sheet};
use crate::ui::look::{Role, Sign};
use crate::ui::sheet::Sheet;
use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};

/// Below this width the head says the least it can, and keys may take two rows.
const NARROW: u16 = 60;
/// From this width on the two sides stand beside each other.
const WIDE: u16 = 90;
/// Beyond this width lines would be hard to read.
const MEASURE: u16 = 140;
/// Of two different records nothing more has to be decided.
const EACH: &str = "they are two different things, and each keeps its own";
/// Where words begin beside their label.
const LABEL: usize = 10;

impl State {
    /// Draws it.
    pub fn view(&self, seen: &Seen<'_>, frame: &mut Frame, area: Rect) {
        let mut head = Sheet::new(seen.look, area.width);
        let (title, state) = match &self.hand {
            Some(hand) => (format!(" Two versions of {}", hand.what.file()), hand.state(area.width)),
            None => (" Versions to put together".to_owned(), format!("{} ", self.list.len())),
        };
        head.ends(&[(Role::Head, title)], &[(Role::Plain, state)]);
        head.rule();
        let (sheet, from) = match &self.hand {
            Some(hand) => (hand.page(seen, area.width.min(MEASURE)), hand.scroll),
            None => self.list(seen, area.width),
        };
        let most = if area.width < NARROW { 2 } else { 1 };
        let keys = keys_sheet(seen.look, &self.facts(), self.scope(), area.width, most);
        let notice = last_said(seen, area);
        let rows = |sheet: &Sheet| u16::try_from(sheet.len()).unwrap_or(1);
        let [top, middle, rule, said, foot] = Layout::vertical([
            Constraint::Length(2),
            Constraint::Fill(1),
            Constraint::Length(1),
            Constraint::Length(notice.as_ref().map_or(0, rows).min(4)),
            Constraint::Length(rows(&keys)),
        ])
        .areas(area);
        head.draw(frame, top, 0);
        let height = usize::from(middle.height);
        let from = match &self.hand {
            Some(_) => from.min(sheet.len().saturating_sub(height)),
            None => from.saturating_sub(height.saturating_sub(2)),
        };
        sheet.draw(frame, middle, from);
        let mut line = Sheet::new(seen.look, area.width);
        line.rule();
        line.draw(frame, rule, 0);
        if let Some(notice) = notice {
            notice.draw(frame, said, 0);
        }
        keys.draw(frame, foot, 0);
    }

    fn list(&self, seen: &Seen<'_>, width: u16) -> (Sheet, usize) {
        let mut sheet = Sheet::new(seen.look, width.min(MEASURE));
        let mut at = 0;
        if self.list.is_empty() {
            sheet.indented(Role::Plain, "No conflict copy and no clash is left.", 1);
        }
        for (i, one) in self.list.iter().enumerate() {
            if i == self.here {
                at = sheet.len();
            }
            let chosen = i == self.here;
            let cursor = if chosen { seen.look.sign(Sign::Chosen) } else { " " };
            let role = if chosen { Role::Here } else { Role::Plain };
            sheet.pieces(&[(Role::Here, format!(" {cursor} ")), (role, one.file().to_owned())]);
            if let Some(copy) = one.copy() {
                sheet.indented(Role::Quiet, &format!("its copy {copy}"), 5);
            }
            sheet.indented(Role::Quiet, &one.said(), 5);
        }
        (sheet, at)
    }
}

impl Hand {
    /// How far it has got, for the right end of the head.
    fn state(&self, width: u16) -> String {
        let (all, answered) = (self.choices.len(), self.answers());
        match self.page {
            _ if self.writing => "being written ".to_owned(),
            Page::Question(at) if width < NARROW => format!("{} of {all} ", at + 1),
            _ if width < NARROW => format!("{answered} of {all} "),
            Page::Question(at) => format!("question {} of {all}, {answered} answered ", at + 1),
            _ if all == 0 => "nothing to decide ".to_owned(),
            _ => format!("{answered} of {} answered ", count(all, "question", "questions")),
        }
    }

    fn page(&self, seen: &Seen<'_>, width: u16) -> Sheet {
        let mut sheet = Sheet::new(seen.look, width);
        match self.page {
            Page::Taken => self.taken(&mut sheet),
            Page::Question(at) => {
                question(&mut sheet, &self.asking.questions[at], self.choices[at], self.what.whose());
            }
            Page::End => self.end(&mut sheet),
        }
        sheet
    }

    fn taken(&self, sheet: &mut Sheet) {
        let from =
            self.what.copy().map_or_else(|| self.what.said(), |copy| format!("{copy}, {}", self.what.said()));
        sheet.labelled(" Mine", Role::Plain, &format!("{} as it is", self.what.file()), LABEL);
        sheet.labelled(" Theirs", Role::Plain, &from, LABEL);
        sheet.gap();
        let taken = &self.asking.taken;
        if self.what.copy().is_some() {
            let said = match taken.len() {
                0 => "Nothing new comes in without a question.".to_owned(),
                n => format!("{} without a question:", count(n, "thing comes in", "things come in")),
            };
            sheet.indented(Role::Strong, &said, 1);
        }
        for one in taken {
            let sign = if one.restricted { sheet.look().sign(Sign::Restricted) } else { " " };
            sheet.hanging(&format!(" {sign}"), Role::Plain, &one.said, Role::Care, 3);
        }
        for note in &self.asking.notes {
            sheet.gap();
            sheet.indented(Role::Care, &format!("{note}."), 1);
        }
        sheet.gap();
        let questions = self.choices.len();
        let said = if questions == 0 {
            "Nothing clashes. w writes it, and nothing is written before.".to_owned()
        } else {
            let places = count(questions, "place says", "places say");
            format!(
                "{places} two different things: Enter goes to the first. Nothing is written before the end."
            )
        };
        sheet.indented(Role::Strong, &said, 1);
    }

    fn end(&self, sheet: &mut Sheet) {
        let open = self.choices.len() - self.answers();
        let said = if open > 0 {
            format!("{} still open: p goes back to them.", count(open, "question is", "questions are"))
        } else {
            let then = match self.what.copy() {
                Some(_) => "and moves the copy out of the way; nothing is deleted",
                None => "and takes the marks out of it",
            };
            format!("Everything is answered. w writes {}, {then}.", self.what.file())
        };
        sheet.indented(Role::Strong, &said, 1);
        for (question, choice) in self.asking.questions.iter().zip(&self.choices) {
            sheet.gap();
            heading(sheet, question);
            let (label, words) = match choice {
                Some(Choice::Mine) => (" mine", question.mine.clone()),
                Some(Choice::Theirs) => (" theirs", question.theirs.clone()),
                Some(Choice::Both) => (" both", format!("mine: {}", question.mine)),
                Some(Choice::Two) => (" two", question.two().unwrap_or_else(|| EACH.to_owned())),
                None => (" open", "not answered yet".to_owned()),
            };
            let role = if choice.is_some() { Role::Plain } else { Role::Care };
            sheet.hanging(label, role, &words, Role::Strong, LABEL);
            if let Some((second, _)) = question.second().filter(|_| *choice == Some(Choice::Both)) {
                sheet.hanging("  then", role, &format!("{second}: {}", question.theirs), Role::Strong, LABEL);
            }
        }
    }
}

/// One place that says two things.
fn question(sheet: &mut Sheet, question: &Question, chosen: Option<Choice>, whose: Option<&str>) {
    let look = sheet.look();
    heading(sheet, question);
    sheet.gap();
    match (&question.before, whose) {
        (None, Some(whose)) => sheet.labelled(" Theirs", Role::Quiet, &format!("from {whose}"), LABEL),
        (before, _) => {
            let before = before.as_deref().unwrap_or("not known");
            sheet.labelled(" Before", Role::Quiet, before, LABEL);
        }
    }
    sheet.gap();
    let cursor = |choice| if chosen == Some(choice) { look.sign(Sign::Done) } else { " " };
    let label = |choice, words: &str| format!(" {} {words}", cursor(choice));
    let role = |choice| if chosen == Some(choice) { Role::Here } else { Role::Plain };
    if sheet.width() >= usize::from(WIDE) {
        let cells = (sheet.width() - 5) / 2;
        let side = |words: &str| wrap(words, cells);
        let (mine, theirs) = (side(&question.mine), side(&question.theirs));
        let row = |sheet: &mut Sheet, (left, of): (Role, &str), right: (Role, &str)| {
            let pad = " ".repeat(cells.saturating_sub(crate::base::text::width(of)));
            let right = (right.0, right.1.to_owned());
            let bar = (Role::Quiet, format!("{pad} {} ", look.sign(Sign::Upright)));
            sheet.pieces(&[(Role::Plain, " ".into()), (left, of.to_owned()), bar, right]);
        };
        let heads = (label(Choice::Mine, "m mine"), label(Choice::Theirs, "t theirs"));
        row(
            sheet,
            (Role::Strong, heads.0.trim_start_matches(' ')),
            (Role::Strong, heads.1.trim_start_matches(' ')),
        );
        for n in 0..mine.len().max(theirs.len()) {
            let line = |side: &[String]| side.get(n).cloned().unwrap_or_default();
            let (left, right) = (line(&mine), line(&theirs));
            row(sheet, (role(Choice::Mine), &left), (role(Choice::Theirs), &right));
        }
    } else {
        sheet.hanging(&label(Choice::Mine, "mine"), role(Choice::Mine), &question.mine, Role::Strong, LABEL);
        sheet.gap();
        sheet.hanging(
            &label(Choice::Theirs, "theirs"),
            role(Choice::Theirs),
            &question.theirs,
            Role::Strong,
            LABEL,
        );
    }
    sheet.gap();
    if let Some(two) = question.two() {
        sheet.hanging(&label(Choice::Two, "different"), role(Choice::Two), &two, Role::Strong, LABEL + 3);
    } else if chosen == Some(Choice::Two) {
        sheet.indented(Role::Here, &sentence(EACH), 3);
    }
    if let Some((_, both)) = question.second() {
        sheet.hanging(&label(Choice::Both, "both"), role(Choice::Both), both, Role::Strong, LABEL);
    } else if let Err(why) = question.may(Choice::Both) {
        sheet.indented(Role::Quiet, &format!("Both: {why}."), 3);
    }
    if let Err(why) = question.may(Choice::Theirs) {
        sheet.indented(Role::Care, &format!("Theirs: {why}."), 3);
    }
}

/// Where a question is, and what that is about.
fn heading(sheet: &mut Sheet, question: &Question) {
    if question.restricted {
        let sign = sheet.look().sign(Sign::Restricted);
        sheet.hanging(&format!(" {sign}"), Role::Head, &question.clash.place, Role::Care, 3);
    } else {
        sheet.indented(Role::Head, &question.clash.place, 1);
    }
    if let Some(about) = &question.about {
        sheet.indented(Role::Quiet, about, if question.restricted { 3 } else { 1 });
    }
}
