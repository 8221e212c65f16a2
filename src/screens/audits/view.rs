//! The frame around an audit's pages: the head with how far it has got, the page, and the foot with what is asked or the
//! keys.

use super::asking::Input;
use super::{Page, State};
use crate::base::calendar::WorkingDays;
use crate::base::stamp::{Stamp, near_date};
use crate::base::text::{count, one_line};
use crate::documents::audit_board::{not_escalated, summed};
use crate::domain::audit::board;
use crate::screens::framed::{Foot, Framed, last_said};
use crate::screens::meeting::{Seen, choice_parts, keys_sheet};
use crate::screens::typing::{care as care_of, kept};
use crate::ui::look::{Role, Sign};
use crate::ui::sheet::Sheet;
use ratatui::Frame;
use ratatui::layout::Rect;

/// Below this width keys may take two rows.
const NARROW: u16 = 60;
/// Beyond this width lines would be hard to read.
pub(super) const MEASURE: u16 = 140;

impl State {
    /// Draws it.
    pub fn view(&self, seen: &Seen<'_>, frame: &mut Frame, area: Rect) {
        let mut head = Sheet::new(seen.look, area.width);
        head.ends(
            &[(Role::Head, format!(" {}", self.title()))],
            &[(Role::Plain, format!("{} ", self.state_said(seen.now)))],
        );
        head.rule();
        // Tables take all the room there is.
        let measure = if self.page == Page::Results { area.width } else { area.width.min(MEASURE) };
        let mut sheet = Sheet::new(seen.look, measure);
        let typed = match self.asking.as_ref().map(|asking| &asking.input) {
            Some(Input::Words(words)) => Some(&**words),
            _ => None,
        };
        let foot = self.foot(seen, area);
        let framed = Framed { head, ruled: true, notice: last_said(seen, area), foot, typed };
        framed.draw(seen, frame, area, |height| {
            let last = |at: usize, rows: usize| at.saturating_sub(height.saturating_sub(rows));
            let from = match self.page {
                Page::List => Some(last(self.list_sheet(&mut sheet), 2)),
                Page::Board => Some(last(self.board_sheet(&mut sheet), 1)),
                Page::Lacking => Some(last(self.lacking_sheet(&mut sheet), 2)),
                Page::Panel => (self.panel_sheet(&mut sheet), None).1,
                Page::Filling => (self.filling_sheet(&mut sheet, height), None).1,
                Page::Results | Page::Chasing => (self.page_sheet(&mut sheet), None).1,
                Page::Paper => (self.paper_sheet(&mut sheet), None).1,
            };
            let from = from.unwrap_or_else(|| self.scroll.first(sheet.len(), height));
            (sheet, from)
        });
    }

    fn title(&self) -> String {
        let Some(audit) = self.audit() else { return "Audits".to_owned() };
        let title = one_line(&audit.title);
        let case = self.case().map(ToString::to_string).unwrap_or_default();
        match self.page {
            Page::List => "Audits".to_owned(),
            Page::Board => title,
            Page::Panel => format!("{case} at the panel · {title}"),
            Page::Filling | Page::Lacking => {
                let agency = self.agency().and_then(|id| audit.agency(id)).map(|one| one_line(&one.name));
                format!("{case}, {} · {title}", agency.unwrap_or_default())
            }
            Page::Results => format!("Results · {title}"),
            Page::Chasing => format!("What to write · {title}"),
            Page::Paper => format!("{} · {title}", self.told.title()),
        }
    }

    fn state_said(&self, now: Stamp) -> String {
        match self.page {
            _ if self.steps.is_saving() => "saving".to_owned(),
            _ if self.stale => "reading".to_owned(),
            Page::List => count(self.workspace.audit_folders.len(), "audit", "audits"),
            Page::Panel => format!("{}  {}", now.format("%H:%M"), self.time_said(now)),
            Page::Filling | Page::Lacking => self.filled_said(),
            Page::Board if self.asked().is_none() => "reading".to_owned(),
            Page::Board | Page::Results | Page::Chasing | Page::Paper => "saved".to_owned(),
        }
    }

    fn list_sheet(&self, sheet: &mut Sheet) -> usize {
        let mut at = 0;
        if self.workspace.audit_folders.is_empty() {
            sheet.indented(Role::Plain, "There is no audit here yet.", 1);
            sheet.gap();
            let how = "n opens one; 'chairside audit template ID' prints what a template asks.";
            sheet.indented(Role::Quiet, how, 1);
        }
        for (nth, folder) in self.workspace.audit_folders.values().enumerate() {
            let audit = &folder.audit;
            let chosen = nth == self.list_at;
            if chosen {
                at = sheet.len();
            }
            let cursor = if chosen { sheet.look().sign(Sign::Chosen) } else { " " };
            let role = if chosen { Role::Here } else { Role::Plain };
            let panel =
                format!("{} · panel {} ", audit.stage.said(), near_date(audit.dates.panel, self.today));
            sheet.ends(
                &[(Role::Here, format!(" {cursor} ")), (role, one_line(&audit.title))],
                &[(Role::Quiet, panel)],
            );
            let tiles = board(audit, &folder.returns, self.today, &WorkingDays::default());
            sheet.indented(Role::Quiet, &format!("{} · {}", audit.id, summed(&tiles)), 5);
            if let Some(said) = not_escalated(&folder.returns, &self.workspace.passed_on) {
                let late = sheet.look().sign(Sign::Late);
                sheet.indented(Role::Bad, &format!("{late} {said}"), 5);
            }
        }
        at
    }

    /// What stands at the foot.
    fn foot(&self, seen: &Seen<'_>, area: Rect) -> Foot {
        let nothing = || Sheet::new(seen.look, area.width);
        let most = if area.width < NARROW { 2 } else { 1 };
        let Some(asking) = &self.asking else {
            let below = keys_sheet(seen.look, &self.facts(), self.scope(), area.width, most);
            return Foot::still(seen, area, below);
        };
        match &asking.input {
            Input::Choose(options) => {
                let choices: Vec<(String, String)> =
                    options.iter().map(|one| (one.key.clone(), one.words.clone())).collect();
                let parts = choice_parts(seen, area, &asking.question, &choices, nothing());
                let below = kept(seen.look, area.width, parts, usize::from(area.height) * 2 / 3);
                Foot::still(seen, area, below)
            }
            Input::Words(editor) => {
                let mut above = nothing();
                let names = self.names_held_back(&asking.asked);
                // Where a file goes is looked at by nobody else.
                let care = Some(editor.text()).filter(|_| !asking.asked.is_place());
                let care = care.and_then(|text| care_of(&text, &names, false));
                if let Some(care) = care {
                    above.indented(Role::Care, &format!("{care}. Kept nowhere till then"), 1);
                }
                above.indented(Role::Strong, &asking.question, 1);
                let mut below = nothing();
                below.line(Role::Quiet, " Enter keeps it, Esc drops it, Alt-Enter begins a new line");
                let editor = editor.height(area.width.saturating_sub(2), (area.height / 3).max(1));
                Foot { above, editor, below }
            }
        }
    }
}
