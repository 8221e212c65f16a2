//! Roll call: who is here, who comes and goes, and how that bears on the quorum.

use super::{Pane, State};
use crate::base::id::PostId;
use crate::base::stamp::{Stamp, clock_face};
use crate::base::text::{count, fit, width};
use crate::command::Command;
use crate::domain::meeting::{Act, Capacity, Mark, Presence, Seat};
use crate::screens::Out;
use crate::screens::typing::Asking;
use crate::ui::look::{Look, Role, Sign};
use crate::ui::sheet::Sheet;

/// Cells before a name: the cursor and the sign.
const MARGIN: usize = 4;

/// Cells at least between a name and how they stand.
const GAP: usize = 2;

/// Below this width how somebody stands is at the right edge, or below the name.
const NARROW: u16 = 60;

/// A row of the roll call.
pub(super) enum Row<'a> {
    /// The heading of an agency, or of those who attend or observe.
    Heading(String),
    /// A seat.
    Seat(&'a Seat),
}

impl State {
    /// The rows in order: members by agency, in the partnership's order, then the others.
    pub(super) fn roll_rows(&self) -> Vec<Row<'_>> {
        let state = self.meeting.state();
        let mut rows = Vec::new();
        let members: Vec<&Seat> = state.seats.iter().filter(|s| s.capacity == Capacity::Member).collect();
        let mut agencies: Vec<_> = self.meeting.sitting().agencies.iter().map(|a| &a.id).collect();
        for seat in &members {
            if !agencies.contains(&&seat.agency) {
                agencies.push(&seat.agency);
            }
        }
        for agency in agencies {
            let of: Vec<_> = members.iter().filter(|s| &s.agency == agency).collect();
            if !of.is_empty() {
                let said = self.meeting.agency_said(agency);
                rows.push(Row::Heading(crate::base::text::sentence(said).trim_end_matches('.').to_owned()));
                rows.extend(of.into_iter().map(|s| Row::Seat(s)));
            }
        }
        for (capacity, title) in
            [(Capacity::InAttendance, "In attendance"), (Capacity::Observer, "Observers")]
        {
            let of: Vec<_> = state.seats.iter().filter(|s| s.capacity == capacity).collect();
            if !of.is_empty() {
                rows.push(Row::Heading(title.to_owned()));
                rows.extend(of.into_iter().map(Row::Seat));
            }
        }
        rows
    }

    fn roll_seats(&self) -> Vec<PostId> {
        let rows = self.roll_rows();
        rows.iter().filter_map(|r| if let Row::Seat(s) = r { Some(s.id.clone()) } else { None }).collect()
    }

    pub(super) fn run_roll(&mut self, now: Stamp, command: Command, out: &mut Out) {
        let seats = self.roll_seats();
        self.seat = self.seat.min(seats.len().saturating_sub(1));
        match command {
            Command::Up => self.seat = self.seat.saturating_sub(1),
            Command::Down => self.seat = (self.seat + 1).min(seats.len().saturating_sub(1)),
            Command::Guest => self.ask(Asking::Guest, "", out),
            Command::RestPresent => self.rest_present(now, &seats, out),
            _ => {
                if let Some(seat) = seats.get(self.seat).cloned() {
                    self.run_seat(now, command, seat, out);
                }
            }
        }
    }

    fn run_seat(&mut self, now: Stamp, command: Command, seat: PostId, out: &mut Out) {
        let mark = |mark| Act::Marked { seat: seat.clone(), mark, since: None };
        let act = match command {
            Command::Cycle => mark(next_mark(&self.meeting.state().attendance.of(&seat).mark)),
            Command::Present => mark(Mark::Present),
            Command::Apologies => mark(Mark::Apologies),
            Command::DidNotAttend => mark(Mark::DidNotAttend),
            Command::Observer => mark(Mark::Observer),
            Command::Leaves => Act::Left { seat, when: None },
            Command::Returns => Act::Returned { seat },
            Command::TakesChair => Act::Chaired { seat },
            Command::Deputy => return self.ask(Asking::Deputy { seat }, "", out),
            Command::Views => return self.ask(Asking::Views { seat }, "", out),
            Command::Withdraws if !self.meeting.state().attendance.here(&seat) => {
                return out.refuse(format!("{} is not here", self.meeting.seat_said(&seat)));
            }
            Command::Withdraws => return self.ask(Asking::Withdraw { seat }, "", out),
            Command::LeftAt => return self.ask(Asking::LeftAt { seat }, "", out),
            Command::CameAt => return self.ask(Asking::CameAt { seat }, "", out),
            _ => return,
        };
        let step = matches!(
            command,
            Command::Present | Command::Apologies | Command::DidNotAttend | Command::Observer
        );
        if self.act(now, act, out) && step {
            // A direct mark goes on to the next person, so that a roll call is one key a head.
            self.seat += 1;
        }
    }

    /// Marks the rest present. Where the group's people are named, a post nobody is named for may be empty, and
    /// marking it would make up a quorum: it is left.
    fn rest_present(&mut self, now: Stamp, seats: &[PostId], out: &mut Out) {
        let unheard = seats.iter().filter(|s| self.meeting.state().attendance.of(s).mark == Mark::Unheard);
        let named = self.meeting.sitting().seats.iter().any(|s| s.name.is_some());
        let (here, left): (Vec<&PostId>, Vec<&PostId>) =
            unheard.partition(|id| !named || self.meeting.seat(id).is_some_and(|s| s.name.is_some()));
        let left = match left.len() {
            0 => String::new(),
            1 => "1 post with nobody named is left: mark it on its own".to_owned(),
            n => format!("{n} posts with nobody named are left: mark them one by one"),
        };
        match (here.len(), left.as_str()) {
            (0, "") => return out.refuse("Everybody has been marked already"),
            (0, left) => return out.refuse(left),
            _ => {}
        }
        let marked = count(here.len(), "person", "people");
        for seat in here {
            self.act(now, Act::Marked { seat: seat.clone(), mark: Mark::Present, since: None }, out);
        }
        let left = if left.is_empty() { left } else { format!(" {left}.") };
        out.say(format!("Marked {marked} present.{left}"));
    }

    /// The roll call as a sheet, and the line the chosen seat is on.
    pub(super) fn roll_sheet(&self, now: Stamp, look: Look, columns: u16) -> (Sheet, usize) {
        let mut sheet = Sheet::new(look, columns);
        let verdict = self.meeting.verdict(now, self.meeting.state().in_hand.as_ref());
        if columns >= NARROW {
            let rule = self.meeting.sitting().quorum.in_words(&self.meeting.sitting().agencies);
            sheet.ends(&[(Role::Strong, "Who is here".into())], &[(Role::Quiet, format!("Quorum: {rule}"))]);
        } else {
            sheet.text(Role::Strong, "Who is here");
        }
        let role = if verdict.provisional() { Role::Bad } else { Role::Quiet };
        sheet.text(role, &verdict.sentence);
        sheet.gap();
        let (mut nth, mut at) = (0, 0);
        // States stand in a column of their own, near the names.
        let named = self.meeting.state().seats.iter().map(|s| width(&Self::seat_named(s, false)));
        let longest = named.max().unwrap_or(0);
        let column = (columns >= NARROW).then_some(longest.min(usize::from(columns) / 2) + MARGIN + 3);
        for row in self.roll_rows() {
            match row {
                Row::Heading(title) => sheet.text(Role::Quiet, &title),
                Row::Seat(seat) => {
                    let chosen = nth == self.seat && self.pane == Pane::Roll;
                    if chosen {
                        at = sheet.len();
                    }
                    nth += 1;
                    self.seat_line(&mut sheet, seat, chosen, column, now);
                }
            }
        }
        (sheet, at)
    }

    /// Somebody in the roll call, by name and short title where there is room.
    fn seat_named(seat: &Seat, narrow: bool) -> String {
        let title = if seat.short.is_empty() { &seat.title } else { &seat.short };
        match &seat.name {
            Some(name) if !narrow && !title.is_empty() => format!("{name}, {title}"),
            Some(name) => name.clone(),
            None => seat.title.clone(),
        }
    }

    fn seat_line(&self, sheet: &mut Sheet, seat: &Seat, chosen: bool, column: Option<usize>, now: Stamp) {
        let look = sheet.look();
        let presence = self.meeting.state().attendance.of(&seat.id);
        let sign = look.sign(mark_sign(&presence));
        let cursor = if chosen { look.sign(Sign::Chosen) } else { " " };
        let role = if chosen { Role::Here } else { Role::Plain };
        let who = Self::seat_named(seat, column.is_none());
        let who = column.map_or_else(|| who.clone(), |c| fit(&who, c.saturating_sub(MARGIN + GAP)));
        let state = (mark_role(&presence), self.seat_state(seat, &presence, now));
        let mut left =
            vec![(Role::Here, format!("{cursor} ")), (mark_role(&presence), format!("{sign} ")), (role, who)];
        let used = MARGIN + width(&left[2].1);
        if let Some(column) = column {
            left[2].1 = format!("{}{}", left[2].1, " ".repeat(column.saturating_sub(used)));
            left.push(state);
            sheet.pieces(&left);
        } else if used + GAP + width(&state.1) <= sheet.width() {
            sheet.ends(&left, &[state]);
        } else {
            sheet.pieces(&left);
            sheet.indented(state.0, &state.1, MARGIN);
        }
    }

    /// How somebody stands, in words: `present from 10:12`, `left 11:40`.
    fn seat_state(&self, seat: &Seat, presence: &Presence, now: Stamp) -> String {
        let mut said = presence.mark.said();
        let state = self.meeting.state();
        if presence.mark.seated() {
            if let Some(began) = state.began
                && let Some(came) = presence.came_late(began)
            {
                said = format!("{said} from {}", clock_face(came));
            }
            if let Some(left) = presence.left() {
                said = format!("{said}, left {}", clock_face(left));
            }
            if state.in_hand.as_ref().is_some_and(|i| presence.withdrawn(i, now)) {
                said = format!("{said}, withdrawn for this item");
            }
        }
        if presence.mark == Mark::Apologies
            && let Some(deputy) = announced(self, &seat.id)
        {
            said = format!("{said}, sends {deputy}");
        }
        if state.chair.as_ref() == Some(&seat.id) { format!("{said}, in the chair") } else { said }
    }
}

fn announced(state: &State, seat: &PostId) -> Option<String> {
    let apology = state.meeting.sitting().apologies.iter().find(|a| &a.post == seat)?;
    let deputy = apology.deputy.clone()?;
    Some(state.meeting.seat(&PostId::new(&deputy)).map_or(deputy, |s| s.said().to_owned()))
}

/// The next state when a seat is marked by going round.
fn next_mark(mark: &Mark) -> Mark {
    match mark {
        Mark::Unheard => Mark::Present,
        Mark::Present => Mark::Apologies,
        Mark::Apologies => Mark::DidNotAttend,
        _ => Mark::Unheard,
    }
}

fn mark_sign(presence: &Presence) -> Sign {
    match presence.mark {
        Mark::Present | Mark::Observer | Mark::Deputy { .. } if !presence.here() => Sign::Absent,
        Mark::Present | Mark::Observer => Sign::Present,
        Mark::Deputy { .. } => Sign::Deputy,
        Mark::Apologies => Sign::Apologies,
        Mark::ViewsConveyed { .. } => Sign::Views,
        Mark::DidNotAttend => Sign::Absent,
        Mark::Unheard => Sign::Waiting,
    }
}

fn mark_role(presence: &Presence) -> Role {
    if presence.here() { Role::Good } else { Role::Quiet }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::meeting::Sitting;
    use crate::domain::meeting::example::{Play, WRITER, at, sitting};

    fn rest_of(sitting: Sitting) -> (State, String) {
        let mut state = State::new(Play::opened(sitting).meeting, WRITER.into());
        let mut out = Out::default();
        let seats = state.roll_seats();
        state.rest_present(at("12:00"), &seats, &mut out);
        (state, out.notice.unwrap().words)
    }

    /// The example before its roll call: six seats, nobody excused, these many of them with a name.
    fn named(names: usize) -> Sitting {
        let mut sitting = sitting();
        sitting.apologies.clear();
        for (i, seat) in sitting.seats.iter_mut().enumerate() {
            seat.name = (i < names).then(|| format!("Person {i}"));
        }
        sitting
    }

    #[test]
    fn a_post_nobody_is_named_for_is_not_marked_present_with_the_rest() {
        let (state, said) = rest_of(named(3));
        assert_eq!(
            said,
            "Marked 3 people present. 3 posts with nobody named are left: mark them one by one."
        );
        let marks = state
            .roll_seats()
            .iter()
            .map(|s| state.meeting.state().attendance.of(s).mark)
            .collect::<Vec<_>>();
        assert_eq!(marks.iter().filter(|m| **m == Mark::Unheard).count(), 3);
        assert_eq!(
            rest_of(named(5)).1,
            "Marked 5 people present. 1 post with nobody named is left: mark it on its own."
        );
        assert_eq!(rest_of(named(0)).1, "Marked 6 people present.", "as shipped, posts stand for people");
    }

    #[test]
    fn a_long_title_never_runs_into_how_somebody_stands() {
        let mut sitting = named(0);
        sitting.seats[0].title = "Designated Nurse for Safeguarding Children and Deputy Chief Nurse".into();
        let (state, _) = rest_of(sitting);
        for columns in [40, 50, 59, 60, 70, 80, 100] {
            let (sheet, _) = state.roll_sheet(at("12:00"), Look::default(), columns);
            let lines = sheet.into_lines();
            let lines = lines.iter().map(ToString::to_string);
            for line in lines.filter(|l| l.contains("present") && !l.contains("represented")) {
                let before = line.split("present").next().unwrap();
                assert!(before.trim().is_empty() || before.ends_with("  "), "{columns}: {line}");
            }
        }
    }
}
