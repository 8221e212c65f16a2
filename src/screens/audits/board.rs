//! The board of an audit: each child by each agency, what is said of the one that is chosen, and what can be done about it.

use super::answering::known_words;
use super::asking::{Asked, Asking};
use super::{Page, State};
use crate::base::calendar::WorkingDays;
use crate::base::stamp::{Stamp, long_date, near_date};
use crate::base::text::{count, fit, one_line, sentence, width, wrap};
use crate::command::Command;
use crate::documents::audit_board::{changed_since, score_again, signed, summed};
use crate::domain::audit::panel_agenda::{BEGINS, agenda, meeting_id};
use crate::domain::audit::{
    AskedAgency, KnownTo, Milestone, Return, Stage, Standing, Tile, board, may_accept, may_excuse,
};
use crate::effect::Change;
use crate::files::{issued, places};
use crate::screens::{Goto, Out};
use crate::ui::look::{Look, Role, Sign};
use crate::ui::sheet::Sheet;

/// Cells for a child's pseudonym and age.
const CASE: usize = 13;
/// Cells for a pseudonym alone.
const BARE: usize = 4;
/// The least cells an agency takes across; with less there is a line for each instead.
const LEAST: usize = 8;
const MOST: usize = 13;

impl State {
    pub(super) fn run_board(&mut self, command: Command, now: Stamp, out: &mut Out) {
        use Command as C;
        let (cases, agencies) =
            self.audit().map_or((0, 0), |audit| (audit.cases.len(), audit.agencies.len()));
        let reading = self.open.as_ref().is_some_and(|open| open.template.is_none());
        let needs_questions = matches!(
            command,
            C::OpenReturn | C::OpenPanel | C::ShowResults | C::AcceptReturn | C::WritePaper | C::AskAgain
        );
        if reading && needs_questions {
            let why = self.open.as_ref().and_then(|open| open.problem.clone());
            return out.refuse(why.unwrap_or("What this audit asks is being read: a moment".to_owned()));
        }
        if let Some(open) = &mut self.open {
            match command {
                Command::Up => open.case = open.case.saturating_sub(1),
                Command::Down => open.case = (open.case + 1).min(cases.saturating_sub(1)),
                Command::Left => open.agency = open.agency.saturating_sub(1),
                Command::Right => open.agency = (open.agency + 1).min(agencies.saturating_sub(1)),
                _ => {}
            }
        }
        match command {
            Command::OpenReturn if self.pair().is_some() => {
                if let Some(said) = self.is_not_asked_for() {
                    out.say(said);
                }
                self.open_return();
            }
            Command::OpenPanel if self.case().is_some() => self.open_panel(now),
            Command::ShowResults => self.turn_to(Page::Results),
            Command::ShowChasing => self.turn_to(Page::Chasing),
            Command::WritePaper => self.ask_which_paper(out),
            Command::AskAgain => self.ask_again(),
            Command::SetKnown => {
                let words = known_words().map(|(_, words)| (words.to_owned(), words.to_owned()));
                self.ask(Asking::choose(Asked::Known, "Is this child known to this agency?", words));
            }
            Command::Exempt => self.ask_who_excuses(out),
            Command::Concern => self.pass_on(),
            Command::SignAudit => self.ask_in_which_part(out),
            Command::AskBack => self.ask(Asking::words(Asked::Query, "What is asked of the agency?", "")),
            Command::AcceptReturn => self.accept(out),
            Command::SetStage => {
                let of = Stage::ALL.map(|stage| (stage.said().to_owned(), stage.said().to_owned()));
                self.ask(Asking::choose(Asked::Stage, "How far has this audit got?", of));
            }
            Command::PanelMeeting => self.panel_meeting(out),
            Command::Back => {
                self.open = None;
                self.turn_to(Page::List);
            }
            _ => {}
        }
    }

    fn ask_who_excuses(&mut self, out: &mut Out) {
        if let Err(why) = self.may_be_excused() {
            return out.refuse(sentence(&why));
        }
        let question = "Who says that no return is asked for? The post";
        self.ask(Asking::words(Asked::ExemptBy, question, ""));
    }

    /// That no return is asked for where one is opened all the same; nothing where one is, or where one came.
    fn is_not_asked_for(&self) -> Option<String> {
        let (case, agency) = self.pair()?;
        let involved = self.audit()?.involvement(&case, &agency)?;
        let exempt = involved.exempt.as_ref().map(|one| format!("it is exempt, by {}", one_line(&one.by)));
        let nil = (involved.known == KnownTo::No).then(|| "the child is not known there".to_owned());
        let why = exempt.or(nil).filter(|_| self.came().is_none())?;
        Some(format!("No return is asked for here: {why}."))
    }

    /// Whether the agency may be excused from the return that is chosen.
    pub(super) fn may_be_excused(&self) -> Result<(), String> {
        let (Some((case, agency)), Some(folder)) = (self.pair(), self.folder()) else { return Ok(()) };
        let path = places::audit_return(&folder.audit.id, &case, &agency);
        may_excuse(&folder.returns, &case, &agency, &path)
    }

    fn accept(&mut self, out: &mut Out) {
        let (Some((case, agency)), Some(open)) = (self.pair(), &self.open) else { return };
        let (Some(template), Some(asked)) =
            (self.asked(), self.audit().and_then(|audit| audit.agency(&agency)))
        else {
            return;
        };
        let change = Change::AcceptReturn {
            on: self.today,
            template: Box::new(template.clone()),
            kind: asked.kind.clone(),
        };
        let may = |of: &Return| may_accept(of, template, &asked.kind);
        if let Err(why) = self.came().map_or_else(|| Err("none has come".to_owned()), may) {
            return out.refuse(format!("The return for {case} by {agency} cannot be accepted: {why}"));
        }
        let path = places::audit_return(&open.id, &case, &agency);
        let said = format!("{case} by {agency} is accepted: it never changes again");
        self.write(said, path, change, None, out);
    }

    /// Opens the panel's meeting; where there is none yet, makes it.
    fn panel_meeting(&mut self, out: &mut Out) {
        let Some(audit) = self.audit() else { return };
        let id = meeting_id(audit);
        if self.workspace.meetings.contains_key(&id) {
            out.go = Some(Goto::Meeting(id));
            return;
        }
        let group = self.workspace.partnership.as_ref().and_then(|known| known.group(&audit.group));
        let Some(group) = group else {
            return out.refuse(format!("{} does not know the group {}", places::PARTNERSHIP, audit.group));
        };
        let made = agenda(audit, group, BEGINS);
        let said = format!("The panel's meeting is in {}: m opens it", places::meeting(&id));
        self.write(said, places::meeting(&id), Change::Create(issued::text(&made)), None, out);
    }

    fn tiles(&self) -> Vec<Tile<'_>> {
        let Some(folder) = self.folder() else { return Vec::new() };
        board(&folder.audit, &folder.returns, self.today, &WorkingDays::default())
    }

    /// When returns are due and the panel sits, for under the head.
    pub(super) fn dates_said(&self) -> String {
        let Some(audit) = self.audit() else { return String::new() };
        let days = WorkingDays::default();
        let due = audit.dates.on(Milestone::ReturnsDue, &days);
        format!(
            "{} · returns due {} · panel {}",
            audit.stage.said(),
            near_date(due, self.today),
            near_date(audit.dates.panel, self.today)
        )
    }

    /// The board, and the line of it the cursor stands in.
    pub(super) fn board_sheet(&self, sheet: &mut Sheet) -> usize {
        let (Some(audit), Some(open)) = (self.audit(), &self.open) else { return 0 };
        let tiles = self.tiles();
        sheet.indented(Role::Quiet, &self.dates_said(), 1);
        let folder = &open.folder;
        if let Some(said) = signed(audit, &folder.returns, &folder.panels, &folder.challenges) {
            sheet.indented(Role::Plain, &format!("{said}."), 1);
        }
        if open.again {
            sheet.indented(Role::Care, &format!("{}.", score_again(audit)), 1);
        }
        if let Some(said) = changed_since(&folder.returns) {
            sheet.indented(Role::Bad, &said, 1);
        }
        self.unsafe_sheet(sheet);
        if let Some(problem) = &open.problem {
            sheet.indented(Role::Bad, problem, 1);
        }
        sheet.gap();
        // With little room the ages give way first: they are said of the child that is chosen.
        let each = |case: usize| {
            let room = sheet.width().saturating_sub(case + 3);
            room.checked_div(audit.agencies.len()).unwrap_or(0).min(MOST)
        };
        let roomy = [CASE, BARE].map(|case| (case, each(case))).into_iter().find(|(_, each)| *each >= LEAST);
        let (last, after) = match roomy {
            Some((case, each)) => (self.across(sheet, &tiles, case, each), audit.cases.len() - open.case),
            None => (self.down(sheet, &tiles), audit.agencies.len() - open.agency),
        };
        let cursor = last.saturating_sub(after);
        sheet.gap();
        sheet.indented(Role::Plain, &format!("{}.", summed(&tiles)), 1);
        legend(sheet, &tiles);
        let here =
            tiles.iter().find(|tile| Some(tile.case) == self.case() && Some(tile.agency) == self.agency());
        if let Some(tile) = here {
            sheet.gap();
            self.chosen(sheet, tile);
        }
        cursor
    }

    /// A column for each agency; gives the number of lines there are after it.
    fn across(&self, sheet: &mut Sheet, tiles: &[Tile<'_>], wide: usize, each: usize) -> usize {
        let (Some(audit), Some(open)) = (self.audit(), &self.open) else { return 0 };
        let padded = |text: &str, cells: usize| {
            let text = fit(&one_line(text), cells.saturating_sub(1));
            let pad = " ".repeat(cells.saturating_sub(width(&text)));
            text + &pad
        };
        let names: Vec<Vec<String>> =
            audit.agencies.iter().map(|one| heading(one, each.saturating_sub(1))).collect();
        for row in 0..names.iter().map(Vec::len).max().unwrap_or(0).min(2) {
            let mut head = vec![(Role::Quiet, " ".repeat(wide + 3))];
            for (nth, name) in names.iter().enumerate() {
                let role = if nth == open.agency { Role::Here } else { Role::Quiet };
                head.push((role, padded(name.get(row).map_or("", String::as_str), each)));
            }
            sheet.pieces(&head);
        }
        for (nth, case) in audit.cases.iter().enumerate() {
            let chosen = nth == open.case;
            let cursor = if chosen { sheet.look().sign(Sign::Chosen) } else { " " };
            let role = if chosen { Role::Here } else { Role::Plain };
            let name =
                if wide < CASE { case.id.to_string() } else { format!("{}  {}", case.id, case.age_band) };
            let mut line = vec![(Role::Here, format!(" {cursor} ")), (role, padded(&name, wide))];
            for (at, agency) in audit.agencies.iter().enumerate() {
                let tile = tiles.iter().find(|tile| *tile.case == case.id && *tile.agency == agency.id);
                let (role, words) =
                    tile.map_or((Role::Quiet, String::new()), |tile| short(sheet.look(), tile.standing));
                let here = chosen && at == open.agency;
                let text = if here { format!("[{words}]") } else { words };
                line.push((if here { Role::Here } else { role }, padded(&text, each)));
            }
            sheet.pieces(&line);
        }
        sheet.len()
    }

    /// A line for each agency of the child that is chosen, where they do not fit side by side.
    fn down(&self, sheet: &mut Sheet, tiles: &[Tile<'_>]) -> usize {
        let (Some(audit), Some(open)) = (self.audit(), &self.open) else { return 0 };
        let mut line = vec![(Role::Quiet, " Child ".to_owned())];
        for (nth, case) in audit.cases.iter().enumerate() {
            let role = if nth == open.case { Role::Here } else { Role::Quiet };
            line.push((
                role,
                if nth == open.case { format!("[{}] ", case.id) } else { format!("{} ", case.id) },
            ));
        }
        sheet.pieces(&line);
        for (nth, agency) in audit.agencies.iter().enumerate() {
            let tile = tiles.iter().find(|tile| Some(tile.case) == self.case() && *tile.agency == agency.id);
            let (role, words) = tile.map_or((Role::Quiet, String::new()), |tile| {
                (short(sheet.look(), tile.standing).0, tile.standing.said())
            });
            let chosen = nth == open.agency;
            let cursor = if chosen { sheet.look().sign(Sign::Chosen) } else { " " };
            let name = (if chosen { Role::Here } else { Role::Plain }, one_line(&agency.name));
            sheet.ends(&[(Role::Here, format!(" {cursor} ")), name], &[(role, format!("{words} "))]);
        }
        sheet.len()
    }

    /// What is said of the return that is chosen.
    fn chosen(&self, sheet: &mut Sheet, tile: &Tile<'_>) {
        let Some(audit) = self.audit() else { return };
        let name = audit.agency(tile.agency).map_or(tile.agency.as_str(), |one| one.name.as_str());
        // A day on which something is due says nothing once it has come or is not asked for.
        let done = [Standing::Accepted, Standing::Nil, Standing::Exempt].contains(&tile.standing);
        let due = if done { String::new() } else { format!(", due {}", long_date(tile.due)) };
        let said = format!("{} at {}: {}{due}", tile.case, one_line(name), tile.standing.said());
        sheet.indented(Role::Strong, &said, 1);
        if let Some(case) = audit.case(tile.case) {
            let known = [&case.age_band, &case.sex, &case.plan];
            let known: Vec<String> =
                known.into_iter().map(|one| one_line(one)).filter(|one| !one.is_empty()).collect();
            if !known.is_empty() {
                sheet.indented(Role::Quiet, &known.join(" · "), 3);
            }
        }
        if let Some(of) = self.came() {
            for query in of.queries.iter().filter(|query| query.answered.is_none()) {
                sheet.indented(Role::Care, &format!("Asked on {}: {}", long_date(query.on), query.text), 3);
            }
            self.concern_sheet(sheet, of);
        }
        let Some(involved) = audit.involvement(tile.case, tile.agency) else { return };
        if let Some(exempt) = &involved.exempt {
            sheet.indented(Role::Quiet, &format!("Exempt by {}: {}", exempt.by, exempt.why), 3);
        }
        if let Some(last) = involved.chased.last() {
            let times = count(involved.chased.len(), "time", "times");
            sheet.indented(Role::Quiet, &format!("Chased {times}, last on {}", long_date(*last)), 3);
        }
    }
}

/// An agency's name above its column, in two rows at most: where its words do not fit, its id, which is shorter.
fn heading(agency: &AskedAgency, cells: usize) -> Vec<String> {
    let fits = |name: &str| {
        let rows = wrap(name, cells);
        let whole = name.split_whitespace().all(|word| width(word) <= cells);
        (whole && rows.len() <= 2).then_some(rows)
    };
    let id = agency.id.as_str().replace('-', " ");
    fits(&one_line(&agency.name))
        .or_else(|| fits(&id))
        .unwrap_or_else(|| id.split_whitespace().map(|word| fit(word, cells)).collect())
}

/// What the signs mean of where no return is awaited: that nobody was asked is not that the child is not known.
fn legend(sheet: &mut Sheet, tiles: &[Tile<'_>]) {
    let meant = [
        (Standing::NotAsked, "nobody asked yet"),
        (Standing::Nil, "asked, and the child is not known there"),
    ];
    let there = meant.into_iter().filter(|(standing, _)| tiles.iter().any(|tile| tile.standing == *standing));
    let said: Vec<String> =
        there.map(|(standing, means)| format!("{} = {means}", short(sheet.look(), standing).1)).collect();
    if !said.is_empty() {
        sheet.indented(Role::Quiet, &said.join("; "), 1);
    }
}

/// A standing in a cell or two: its sign or its shortest word.
fn short(look: Look, standing: Standing) -> (Role, String) {
    match standing {
        Standing::Accepted => (Role::Good, look.sign(Sign::Done).to_owned()),
        Standing::Submitted => (Role::Strong, "came".to_owned()),
        Standing::Query => (Role::Care, "query".to_owned()),
        Standing::Late(days) => (Role::Bad, format!("{} {days}d", look.sign(Sign::Late))),
        Standing::Draft => (Role::Plain, "begun".to_owned()),
        Standing::Awaited => (Role::Plain, "due".to_owned()),
        Standing::Asked => (Role::Quiet, "known?".to_owned()),
        Standing::NotAsked => (Role::Quiet, look.sign(Sign::Waiting).to_owned()),
        Standing::Nil => (Role::Quiet, format!("{} nil", look.sign(Sign::Absent))),
        Standing::Exempt => (Role::Quiet, "exempt".to_owned()),
    }
}
