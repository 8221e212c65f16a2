//! The frame around the pages: the head with what this is and how it stands, the page, and the foot with what is asked or the
//! keys.

use super::questions::{Question, Takes};
use super::{Page, State};
use crate::base::text::{capital, count, one_line};
use crate::domain::agenda::Tier;
use crate::screens::framed::{Foot, Framed, last_said};
use crate::screens::meeting::{Seen, choice_parts, keys_sheet};
use crate::screens::typing::{care, kept};
use crate::ui::look::{Role, Sign};
use crate::ui::sheet::Sheet;
use ratatui::Frame;
use ratatui::layout::Rect;

/// Below this width keys may take two rows.
const NARROW: u16 = 60;
/// Beyond this width lines would be hard to read.
const MEASURE: u16 = 150;
/// Below this height few answers are offered.
const LOW: u16 = 16;
/// How many answers are said in a line, where there are rows and where there are few.
const MANY: usize = 8;
const FEW: usize = 3;
/// From this height on the rule below the page has a line of its own.
const RULED: u16 = 10;

impl State {
    /// Draws it.
    pub fn view(&self, seen: &Seen<'_>, frame: &mut Frame, area: Rect) {
        let mut head = Sheet::new(seen.look, area.width);
        let (role, said) = self.state_said();
        head.ends(
            &[(Role::Head, format!(" {}", self.title(seen, area.width)))],
            &[(role, format!("{said} "))],
        );
        head.rule();
        let notice =
            last_said(seen, area).filter(|_| seen.notice.is_none_or(|said| !self.says_already(&said.words)));
        let framed = Framed {
            head,
            ruled: area.height >= RULED,
            notice,
            foot: self.foot(seen, area),
            typed: self.asking.as_ref().map(|asking| &*asking.line),
        };
        framed.draw(seen, frame, area, |height| {
            self.paper(seen.look, area.width.min(MEASURE)).into_sheet(height)
        });
    }

    /// Whether the line that is typed says the same below it.
    fn says_already(&self, words: &str) -> bool {
        let Some(asking) = &self.asking else { return false };
        let Some(Question { takes, .. }) = self.question(&asking.what, &asking.answers) else { return false };
        let reading = self.reading(&takes, &asking.line.text());
        let said = words.trim_end_matches('.');
        matches!(reading, Some(Err(why)) if said == capital(&why).trim_end_matches('.'))
    }

    fn title(&self, seen: &Seen<'_>, width: u16) -> String {
        let audit = |id| self.workspace.audit_folders.get(id).map(|folder| one_line(&folder.audit.title));
        match &self.page {
            Page::List => "Reviews and inspections".to_owned(),
            Page::Programme => "Programme of audits".to_owned(),
            Page::RapidReview(id) => {
                let Some(of) = self.review() else { return id.to_string() };
                let sign = seen.look.sign(Sign::Restricted);
                let mark =
                    if of.tier == Tier::Restricted { format!("{sign} RESTRICTED ") } else { String::new() };
                let what = if width < NARROW { "" } else { "Rapid review " };
                format!("{mark}{what}{id} {}", one_line(&of.child))
            }
            Page::Inspection(id) => {
                let of = self.inspection();
                of.map_or_else(
                    || id.to_string(),
                    |of| format!("{} · {}", one_line(&of.theme), of.kind.said()),
                )
            }
            Page::Coverage(id) => format!("Coverage · {}", audit(id).unwrap_or_default()),
            Page::Gap(id) => format!("Said and seen · {}", audit(id).unwrap_or_default()),
            Page::Inputs => "Expected inputs".to_owned(),
            Page::Recommendations => "Recommendations".to_owned(),
        }
    }

    pub(super) fn state_said(&self) -> (Role, String) {
        // Whether what is not shown is late is not said; but neither is that nothing is.
        let late = |n: usize, hidden: usize| match (n, hidden) {
            (0, 0) => (Role::Good, "nothing late".to_owned()),
            (0, hidden) => (Role::Plain, format!("{hidden} not shown")),
            (n, 0) => (Role::Bad, format!("{n} late")),
            (n, hidden) => (Role::Bad, format!("{n} late, {hidden} not shown")),
        };
        match &self.page {
            _ if self.steps.is_saving() => (Role::Plain, "saving".to_owned()),
            Page::List => {
                let all = self.due();
                let hidden = self.hidden_reviews() + self.hidden_inputs();
                late(all.iter().filter(|item| item.is_late()).count(), hidden)
            }
            Page::Programme => late(self.late_to_open(), 0),
            Page::Inputs => {
                let all = self.workspace.inputs.inputs.iter().filter(|input| input.tier <= self.tier());
                let all = all.filter(|input| input.standing(self.today, &Self::days()).late > 0);
                late(all.count(), self.hidden_inputs())
            }
            Page::Recommendations => {
                (Role::Plain, count(self.told.len(), "recommendation", "recommendations"))
            }
            Page::Coverage(_) | Page::Gap(_) => (Role::Plain, String::new()),
            Page::RapidReview(_) | Page::Inspection(_) => (Role::Plain, "saved".to_owned()),
        }
    }

    /// What stands at the foot.
    fn foot(&self, seen: &Seen<'_>, area: Rect) -> Foot {
        let nothing = || Sheet::new(seen.look, area.width);
        let most = if area.width < NARROW { 2 } else { 1 };
        let asked = self.asking.as_ref().and_then(|asking| {
            let Question { words, takes, .. } = self.question(&asking.what, &asking.answers)?;
            Some((asking, words, takes))
        });
        let Some((asking, words, takes)) = asked else {
            let below = keys_sheet(seen.look, &self.facts(), self.scope(), area.width, most);
            return Foot::still(seen, area, below);
        };
        if let Takes::Choice(all) = &takes {
            let numbered =
                all.iter().enumerate().map(|(nth, (_, said))| ((nth + 1).to_string(), said.clone()));
            let parts = choice_parts(seen, area, &words, &numbered.collect::<Vec<_>>(), nothing());
            let below = kept(seen.look, area.width, parts, usize::from(area.height / 2));
            return Foot::still(seen, area, below);
        }
        let text = asking.line.text();
        let mut above = nothing();
        if let Some(care) = care(&text, &self.workspace.names, false) {
            let nowhere = if self.withholds() { ". Kept nowhere till then" } else { "" };
            above.indented(Role::Care, &format!("{care}{nowhere}"), 1);
        }
        above.indented(Role::Strong, &words, 1);
        let mut below = nothing();
        let offered = self.offered(&takes, &text);
        let reading = match self.reading(&takes, &text) {
            Some(Ok(said)) => (Role::Plain, said),
            // What it may become stands below.
            Some(Err(_)) if !offered.is_empty() => (Role::Plain, String::new()),
            Some(Err(why)) => (Role::Care, capital(&why)),
            None => (Role::Plain, String::new()),
        };
        if !reading.1.is_empty() {
            below.indented(reading.0, &reading.1, 1);
        }
        if let Some(said) = offered_said(&offered, if area.height < LOW { FEW } else { MANY }) {
            below.indented(Role::Quiet, &said, 1);
        }
        let tab = if offered.is_empty() { "" } else { "Tab fills in the first · " };
        below.line(Role::Quiet, &format!(" {tab}Enter keeps it · Esc drops it"));
        let editor = asking.line.height(area.width.saturating_sub(2), (area.height / 3).max(1));
        Foot { above, editor, below }
    }
}

/// What may be answered, in a line: the first of them, and how many more there are.
fn offered_said(all: &[(String, String)], most: usize) -> Option<String> {
    let more = match all.len().saturating_sub(most) {
        0 => String::new(),
        n => format!(" and {n} more"),
    };
    let said: Vec<&str> = all.iter().take(most).map(|(_, said)| said.as_str()).collect();
    (!said.is_empty()).then(|| format!("{}{more}", said.join(" · ")))
}
