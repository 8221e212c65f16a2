//! The head of a meeting's screen: what it is, and the state that must never be missed.

use super::State;
use super::view::Seen;
use crate::base::stamp::{Stamp, clock_face, long_date};
use crate::base::text::{fit, one_line, width, wrap};
use crate::domain::meeting::writer_said;
use crate::domain::quorum::Verdict;
use crate::ui::look::{Look, Role, Sign};
use crate::ui::sheet::ends;
use ratatui::text::Line;

/// From this width each partner and the time the meeting heads for are on the second line.
const ROOMY: u16 = 76;
/// From this width the date is there, and from that one the chair.
const DATED: u16 = 100;
const CHAIRED: u16 = 110;
/// Cells a marking has at most.
const MARKED: usize = 30;
/// Cells the meeting's name needs to be known by.
const LEAST_TITLE: usize = 12;

impl State {
    /// The lines of the head, the rule below them last.
    pub(super) fn head(&self, seen: &Seen<'_>, columns: u16) -> Vec<Line<'static>> {
        let (look, cells) = (seen.look, usize::from(columns));
        let verdict = self.meeting.verdict(seen.now, self.meeting.state().in_hand.as_ref());
        let mut lines = vec![self.first_line(seen, columns), self.second_line(seen, columns, &verdict)];
        let state = self.meeting.state();
        if verdict.provisional() && self.roll_begun() && state.began.is_some() && state.ended.is_none() {
            let said = format!(" {}", provisional_said(&verdict, cells.saturating_sub(2)));
            lines.push(ends(look, cells, &[(Role::Banner, format!("{said:<cells$}"))], &[]));
        }
        if let Some((whole, mend)) = &seen.unsaved {
            let room = cells.saturating_sub(2);
            let most = if columns < ROOMY { 2 } else { 3 };
            let rows = Some(wrap(whole, room)).filter(|rows| rows.len() <= most).unwrap_or(wrap(mend, room));
            for row in rows.into_iter().take(most) {
                lines.push(ends(
                    look,
                    cells,
                    &[(Role::Banner, format!("{:<cells$}", format!(" {row}")))],
                    &[],
                ));
            }
        }
        lines.push(Line::styled(look.sign(Sign::Rule).repeat(cells), look.style(Role::Quiet)));
        lines
    }

    fn first_line(&self, seen: &Seen<'_>, columns: u16) -> Line<'static> {
        let sitting = self.meeting.sitting();
        let title = (Role::Head, format!(" {}", sitting.title));
        let time = clock_face(seen.now);
        let (marked, end) = if columns < ROOMY {
            (format!("{time} "), "")
        } else {
            let date = long_date(seen.now.date_naive());
            let date = if columns >= DATED { format!("{date}  ") } else { String::new() };
            // However long the marking is, what is saved stays in sight.
            let marking = fit(&one_line(&sitting.marking), MARKED);
            (format!("{marking}   {date}{time}   "), " ")
        };
        let (role, saved) = &seen.saved;
        // The reason stands below in full: the name of the meeting is worth more than saying it twice.
        let left = usize::from(columns).saturating_sub(width(&marked) + width(saved) + end.len());
        let short = saved.split_once(" – ").map_or(saved.as_str(), |(short, _)| short);
        let crowded = seen.unsaved.is_some() && left < LEAST_TITLE;
        let saved = if crowded { short } else { saved };
        let with = (Role::Quiet, self.with(columns));
        let right = [(Role::Plain, marked), (*role, saved.to_owned()), (Role::Plain, end.to_owned())];
        ends(seen.look, usize::from(columns), &[title, with], &right)
    }

    /// Who else has the meeting open.
    fn with(&self, columns: u16) -> String {
        let others: Vec<String> = self.others.iter().map(|writer| writer_said(writer)).collect();
        match others.len() {
            0 => String::new(),
            n if columns < ROOMY => format!(" +{n}"),
            _ => format!("   with {}", crate::base::text::and_list(&others)),
        }
    }

    fn second_line(&self, seen: &Seen<'_>, columns: u16, verdict: &Verdict) -> Line<'static> {
        let (roomy, look) = (columns >= ROOMY, seen.look);
        let (role, quorum) = match verdict.met {
            _ if !self.roll_begun() && roomy => (Role::Care, "Roll call not taken"),
            _ if !self.roll_begun() => (Role::Care, "no roll call"),
            Some(true) => (Role::Good, "Quorate"),
            Some(false) => (Role::Bad, "NOT QUORATE"),
            None => (Role::Quiet, "No quorum defined"),
        };
        let mut left = Vec::new();
        if columns >= CHAIRED {
            let chair = self.meeting.state().chair.as_ref();
            let chair = chair.map_or("not named".to_owned(), |c| self.meeting.seat_said(c));
            left.push((Role::Plain, format!(" Chair: {chair}    ")));
        } else if roomy {
            left.push((Role::Plain, " ".to_owned()));
        } else {
            left.push((Role::Plain, format!(" {} ", self.meeting.sitting().marking)));
        }
        if roomy {
            left.push((role, format!("{quorum}: ")));
            let partners = self.partners(seen.now, look);
            let last = partners.len().saturating_sub(1);
            let spaced = partners.into_iter().enumerate();
            left.extend(spaced.map(|(i, (role, said))| (role, if i < last { said + "  " } else { said })));
        } else {
            left.push((role, quorum.to_owned()));
        }
        let used: usize = left.iter().map(|(_, said)| width(said)).sum();
        let room = usize::from(columns).saturating_sub(used + if roomy { 4 } else { 2 });
        ends(look, usize::from(columns), &left, &[self.ending(seen.now, room), (Role::Plain, " ".into())])
    }

    /// Whether anybody has been marked as here, or the first item is behind: until then it is too early to say
    /// that the quorum is lost.
    fn roll_begun(&self) -> bool {
        let state = self.meeting.state();
        let anybody = state.seats.iter().any(|s| !state.attendance.of(&s.id).spells.is_empty());
        anybody || state.items.iter().any(|i| i.done)
    }

    /// When the meeting ends and where it is heading, in the longest words that fit.
    fn ending(&self, now: Stamp, room: usize) -> (Role, String) {
        let state = self.meeting.state();
        let sitting = self.meeting.sitting();
        let longest = |said: &[String]| said.iter().find(|s| width(s) <= room).or(said.last()).cloned();
        if let Some(ended) = state.ended {
            let said = [format!("Ended {}", clock_face(ended)), "ended".to_owned()];
            return (Role::Plain, longest(&said).unwrap_or_default());
        }
        let Some(forecast) = self.meeting.forecast(now) else {
            let start = sitting.start;
            let said = [format!("{start} to {}", sitting.end), format!("at {start}"), start.to_string()];
            return (Role::Plain, longest(&said).unwrap_or_default());
        };
        let over = forecast.over();
        let (role, said, short) = match over {
            1.. => (Role::Bad, format!("+{over} min"), format!("+{over} min")),
            0 => (Role::Plain, "on time".to_owned(), "on time".to_owned()),
            _ => (Role::Good, format!("{} min early", -over), format!("{over} min")),
        };
        let (planned, heading) = (clock_face(forecast.planned), clock_face(forecast.heading_for));
        let said = [
            format!("Ends {planned}, heading for {heading} ({said})"),
            format!("heading for {heading} ({said})"),
            short,
        ];
        (role, longest(&said).unwrap_or_default())
    }

    /// Each statutory partner and the sign for how it is represented.
    fn partners(&self, now: Stamp, look: Look) -> Vec<(Role, String)> {
        use crate::domain::meeting::Represented;
        let item = self.meeting.state().in_hand.as_ref();
        let partners = self.meeting.sitting().statutory().map(|agency| {
            let (role, sign) = match self.meeting.represented(agency, now, item) {
                Represented::Member => (Role::Good, Sign::Present),
                Represented::Deputy => (Role::Good, Sign::Deputy),
                Represented::Absent => (Role::Care, Sign::Absent),
            };
            (role, format!("{} {}", agency.said(), look.sign(sign)))
        });
        partners.collect()
    }
}

/// That decisions are only provisional, and why where there is room to say it.
fn provisional_said(verdict: &Verdict, room: usize) -> String {
    let said = [
        format!("{} Decisions are provisional.", verdict.sentence),
        format!("Without {}: decisions provisional.", crate::base::text::and_list(&verdict.missing)),
    ];
    let fits = said
        .into_iter()
        .enumerate()
        .find(|(i, s)| width(s) <= room && (*i == 0 || !verdict.missing.is_empty()));
    fits.map_or("Decisions are provisional.".to_owned(), |(_, s)| s)
}
