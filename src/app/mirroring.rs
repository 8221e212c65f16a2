//! What is on this computer's disk and not beside the meeting yet. Recording never waits for it; it is asked for one
//! at a time, and again after a while when it failed.

use super::saving::RETRY_AFTER;
use crate::base::id::MeetingId;
use crate::base::stamp::Stamp;
use crate::base::text::count;
use crate::effect::{Effect, Fault};
use crate::ui::look::Role;

/// Acts on their way from this computer to the place beside the meeting.
#[derive(Clone, Debug, Default)]
pub struct Mirroring {
    journal: Option<(MeetingId, String)>,
    /// Acts not beside the meeting.
    behind: usize,
    /// Whether an earlier run of the program may have left something.
    unsure: bool,
    /// How many acts will be there when the answer comes.
    asked: Option<usize>,
    fault: Option<Fault>,
    retry_at: Option<Stamp>,
}

impl Mirroring {
    /// A meeting was opened under a writer's name: what an earlier run left here is brought first.
    pub fn opened(&mut self, meeting: MeetingId, writer: String) {
        *self = Self { journal: Some((meeting, writer)), unsure: true, ..Self::default() };
    }

    /// One more act is on this computer's disk.
    pub fn recorded(&mut self) {
        self.behind += 1;
    }

    /// Asks for what is behind to be brought.
    pub fn send(&mut self, now: Stamp, effects: &mut Vec<Effect>) {
        let Some((meeting, writer)) = &self.journal else { return };
        let waits = self.asked.is_some() || self.retry_at.is_some_and(|at| at > now);
        if waits || (self.behind == 0 && !self.unsure) {
            return;
        }
        (self.asked, self.retry_at) = (Some(self.behind), None);
        effects.push(Effect::Mirror { meeting: meeting.clone(), writer: writer.clone() });
    }

    /// What was asked for is beside the meeting.
    pub fn done(&mut self) {
        self.behind -= self.asked.take().unwrap_or(0).min(self.behind);
        (self.unsure, self.fault) = (false, None);
    }

    /// It could not be brought: it is tried again.
    pub fn failed(&mut self, fault: Fault, now: Stamp) {
        (self.asked, self.retry_at) = (None, Some(now + RETRY_AFTER));
        self.fault = Some(fault);
    }

    /// What is wrong, while something is.
    pub fn fault(&self) -> Option<&Fault> {
        self.fault.as_ref()
    }

    /// Acts on this computer only.
    pub fn behind(&self) -> usize {
        self.behind
    }

    /// Whether everything is beside the meeting.
    pub fn all_there(&self) -> bool {
        self.behind == 0 && self.asked.is_none()
    }

    /// When it is tried again.
    pub fn next_wake(&self) -> Option<Stamp> {
        self.retry_at
    }

    /// The words for the head of the screen, while something is wrong.
    pub fn said(&self) -> Option<(Role, String)> {
        let fault = self.fault.as_ref()?;
        let behind = match self.behind {
            0 => String::new(),
            acts => format!(", {}", count(acts, "act", "acts")),
        };
        Some((Role::Care, format!("on this computer only{behind} – {}", fault.cause.said())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::effect::{Cause, Doing};

    fn at(second: u32) -> Stamp {
        format!("2026-12-03T10:00:{second:02}+00:00").parse().unwrap()
    }

    fn sent(mirroring: &mut Mirroring, now: Stamp) -> usize {
        let mut effects = Vec::new();
        mirroring.send(now, &mut effects);
        effects.len()
    }

    fn opened() -> Mirroring {
        let mut mirroring = Mirroring::default();
        mirroring.opened("executive-2026-12-03".into(), "jo-laptop".into());
        assert_eq!(sent(&mut mirroring, at(0)), 1, "what an earlier run left");
        mirroring.done();
        mirroring
    }

    #[test]
    fn it_is_asked_for_one_at_a_time_and_counts_what_came_meanwhile() {
        let mut mirroring = opened();
        mirroring.recorded();
        assert_eq!(sent(&mut mirroring, at(1)), 1);
        mirroring.recorded();
        assert_eq!(sent(&mut mirroring, at(1)), 0);
        mirroring.done();
        assert_eq!((mirroring.behind(), mirroring.all_there()), (1, false));
        assert_eq!(sent(&mut mirroring, at(1)), 1);
        mirroring.done();
        assert!(mirroring.all_there());
        assert_eq!(mirroring.said(), None);
    }

    #[test]
    fn a_share_that_is_away_is_said_and_tried_again() {
        let mut mirroring = opened();
        mirroring.recorded();
        sent(&mut mirroring, at(1));
        let path = "meetings/executive-2026-12-03/journal".to_owned();
        let fault =
            Fault { doing: Doing::Mirroring, path, cause: Cause::Gone, detail: "gone".into(), clash: None };
        mirroring.failed(fault, at(1));
        assert_eq!(mirroring.said().unwrap().1, "on this computer only, 1 act – folder not reachable");
        assert_eq!(sent(&mut mirroring, at(2)), 0);
        assert_eq!(sent(&mut mirroring, at(3)), 1);
        mirroring.done();
        assert_eq!(mirroring.said(), None);
    }

    #[test]
    fn without_a_meeting_there_is_nothing_to_bring() {
        assert_eq!(sent(&mut Mirroring::default(), at(0)), 0);
        assert!(Mirroring::default().all_there());
    }
}
