//! The end of a meeting: its record, its minutes and what it did to the tracker, as changes to files.

use super::{Model, Screen};
use crate::base::hash::Sha256;
use crate::base::id::MeetingId;
use crate::base::stamp::Stamp;
use crate::documents::minutes_markdown::minutes_markdown;
use crate::domain::agenda::Tier;
use crate::domain::meeting::{Act, Meeting};
use crate::domain::minutes::Minutes;
use crate::effect::Change;
use crate::files::chain::Chains;
use crate::files::mark::marked;
use crate::files::tracker_numbers::Renumbered;
use crate::files::{places, record, tracker_edit};
use crate::screens::Out;

/// A meeting's minutes as files: those for partners, and the restricted ones where there is anything restricted.
/// `head` is what the meeting's acts come to.
pub fn minutes_files(meeting: &Meeting, head: Sha256, now: Stamp) -> Vec<(String, String)> {
    let id = &meeting.sitting().meeting;
    let text = |tier| minutes_text(meeting, head, tier, now);
    let mut files = vec![(minutes_path(id, Tier::Partners), text(Tier::Partners))];
    if meeting.has_restricted() {
        files.push((minutes_path(id, Tier::Restricted), text(Tier::Restricted)));
    }
    files
}

/// A meeting's minutes of a tier as a file holds them.
pub fn minutes_text(meeting: &Meeting, head: Sha256, tier: Tier, now: Stamp) -> String {
    minutes_markdown(&Minutes::draft(meeting, tier, now).made_from(meeting.acts(), &head.short()))
}

/// Where a meeting's minutes of a tier lie.
pub fn minutes_path(id: &MeetingId, tier: Tier) -> String {
    let name = match tier {
        Tier::Open => "minutes-open.md",
        Tier::Partners => "minutes.md",
        Tier::Restricted => "minutes-restricted.md",
    };
    places::document(id, name)
}

/// The note that a document of the meeting is on the disk and what it came to. None for any other file, and where the
/// trail says so already.
pub fn written(meeting: &Meeting, chains: &Chains, writer: &str, path: &str, sha256: Sha256) -> Option<Act> {
    let noted = meeting.entries().iter().rev().find_map(|e| match &e.act {
        Act::Wrote { path: noted, sha256, .. } if noted == path => Some(*sha256),
        _ => None,
    });
    let document = path.starts_with(&places::document(&meeting.sitting().meeting, ""));
    let act = || Act::Wrote { path: path.to_owned(), sha256, others: chains.others(writer) };
    (document && noted != Some(sha256)).then(act)
}

/// What a meeting does to its group's tracker; `None` when it does nothing. Not `live` when the meeting ended
/// earlier: then actions already in the tracker are left as people have made them since.
pub fn tracker_change(meeting: &Meeting, live: bool) -> Option<(String, Change)> {
    let sitting = meeting.sitting();
    let (add, change) = (meeting.new_actions(), meeting.action_changes());
    let withdrawn = if live { meeting.withdrawn_actions() } else { Vec::new() };
    if add.is_empty() && change.is_empty() && withdrawn.is_empty() {
        return None;
    }
    let fresh = tracker_edit::fresh_for(sitting);
    let (meeting, on) = (sitting.meeting.clone(), sitting.date);
    let change = Change::Tracker { fresh, add, change, withdrawn, meeting, on, live };
    Some((places::tracker(&sitting.tracker), change))
}

impl Model {
    /// The readable file, from what the journal holds.
    pub(super) fn write_record(&mut self) {
        let Screen::Meeting(state) = &self.screen else { return };
        let path = places::meeting(&state.meeting.sitting().meeting);
        let text = record::text(&state.meeting);
        self.saving.change(path, Change::Record(text));
    }

    /// Everything that is written when the chair ends the meeting, or corrects it afterwards.
    pub(super) fn close(&mut self) {
        self.write_all(|_, text| Change::Document(text), true);
    }

    /// An ended meeting was opened again: what is lacking is written, because the power may have gone between the
    /// end and its files; what is there is left alone, because people may have worked on it since.
    pub(super) fn close_again(&mut self) {
        self.write_all(|path, text| Change::Create(marked(path, &text)), false);
    }

    fn write_all(&mut self, document: fn(&str, String) -> Change, live: bool) {
        let Screen::Meeting(state) = &mut self.screen else { return };
        state.written.clear();
        for (path, text) in minutes_files(&state.meeting, self.saving.chains().head(), self.now) {
            state.written.push(format!("Minutes: {path}"));
            let change = document(&path, text);
            self.saving.change(path, change);
        }
        if let Some((path, change)) = tracker_change(&state.meeting, live) {
            if let Change::Tracker { add, change, .. } = &change
                && !(add.is_empty() && change.is_empty())
            {
                let added = crate::base::text::count(add.len(), "action added", "actions added");
                let changed = crate::base::text::count(change.len(), "action updated", "actions updated");
                state.written.push(format!("Tracker: {path} ({added}, {changed})"));
            }
            self.saving.change(path, change);
        }
        self.saving.meeting_ended(self.now);
    }

    /// A document of the meeting is on the disk: what it came to goes into the trail, once.
    pub(super) fn note_written(&mut self, path: &str, sha256: Sha256) {
        let Screen::Meeting(state) = &mut self.screen else { return };
        let Some(act) = written(&state.meeting, self.saving.chains(), &state.writer, path, sha256) else {
            return;
        };
        if let Ok(entry) = state.meeting.enter(&state.writer, self.now, act) {
            self.saving.record(&entry);
        }
    }

    /// Numbers the meeting gave were given in the tracker meanwhile: the record says so, and everything made from it.
    pub(super) fn renumbered(&mut self, numbers: &[Renumbered], out: &mut Out) {
        let Screen::Meeting(state) = &mut self.screen else { return };
        let mut said = Vec::new();
        for Renumbered { given, now } in numbers {
            let Some(record) = state.meeting.line_that_set(given).cloned() else { continue };
            let act = Act::Renumbered { record, to: now.clone() };
            if let Ok(entry) = state.meeting.enter(&state.writer, self.now, act) {
                said.push(format!("{}.", state.meeting.said(&entry.act)));
                self.saving.record(&entry);
            }
        }
        if said.is_empty() {
            return;
        }
        self.write_what_changed();
        for words in said {
            self.wrote(words.clone());
            out.say(words);
        }
    }

    /// Something to say where the end of the meeting lists what was written.
    pub(super) fn wrote(&mut self, words: String) {
        if let Screen::Meeting(state) = &mut self.screen {
            state.written.push(words);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::{Ask, Msg, update};
    use crate::domain::meeting::example::Play;
    use crate::effect::Reply;

    #[test]
    fn a_version_that_could_not_be_kept_is_said() {
        let now: Stamp = "2026-12-03T10:00:00Z".parse().unwrap();
        let mut model = Model::new(Ask::default(), now);
        let unkept = Some(crate::effect::unkept("no room"));
        let reply = Reply::Changed {
            path: "a.yaml".into(),
            beside: None,
            sha256: None,
            unkept,
            renumbered: vec![],
            overridden: vec![],
        };
        update(&mut model, now, Msg::Reply(reply));
        let said = model.notice.unwrap().words;
        assert!(said.starts_with("The change is saved, but the earlier version could not be kept"), "{said}");
    }

    #[test]
    fn an_end_tells_the_tracker_what_was_taken_out_and_an_earlier_end_does_not() {
        let mut play = Play::begun();
        play.turn("10:05", "budget");
        let id = play.set("10:06", "budget", "Share the data");
        play.undo("10:07");
        let (_, change) = tracker_change(&play.meeting, true).unwrap();
        let Change::Tracker { add, withdrawn, meeting, on, .. } = change else { panic!("{change:?}") };
        assert_eq!((add.len(), withdrawn), (0, vec![id.as_str().into()]));
        assert_eq!((&meeting, on), (&play.meeting.sitting().meeting, play.meeting.sitting().date));
        assert!(tracker_change(&play.meeting, false).is_none());
    }
}
