//! What other writers of the meeting do, and what changes in the workspace, as it is heard.

use super::{Model, Screen};
use crate::base::text::count;
use crate::domain::agenda::Tier;
use crate::domain::meeting::{Act, Entry, Meeting, writer_said};
use crate::effect::{Effect, RawFile};
use crate::files::journal;
use crate::screens::{Out, meeting};

impl Model {
    /// Other writers added lines to their journals.
    pub(super) fn heard(&mut self, files: &[RawFile], out: &mut Out) {
        let Screen::Meeting(state) = &mut self.screen else { return };
        let entries: Vec<Entry> = files.iter().flat_map(|file| journal::read(&file.bytes).entries).collect();
        // They opened the meeting for the record: that this program looked at its file is none of it.
        if entries.iter().any(|entry| matches!(entry.act, Act::Opened { .. }))
            && let Some(unsaved) = self.opened.take()
        {
            state.meeting.forget(&unsaved.entry.id);
        }
        let known = |entry: &Entry| state.meeting.entry(&entry.id).is_some();
        let new: Vec<Entry> = entries.into_iter().filter(|entry| !known(entry)).collect();
        self.saving.hear(files);
        // That they wrote a document is for the trail; nobody did anything.
        let acts = || new.iter().filter(|entry| entry.act.is_counted());
        let (last, theirs) = (acts().max_by_key(|entry| entry.at).cloned(), acts().count());
        let before = state.meeting.state().in_hand.clone();
        state.meeting.take_in(new);
        let Some(last) = last else { return };
        if state.meeting.state().in_hand != before {
            state.chosen = None;
        }
        if state.typing.is_none() && state.choosing.is_none() {
            out.say(said(&state.meeting, &last, theirs));
        }
        self.write_what_changed();
    }

    /// The meeting has changed: its readable file is out of date, and after its end so are its documents.
    pub(super) fn write_what_changed(&mut self) {
        let Screen::Meeting(state) = &self.screen else { return };
        if !writes_the_file(state) {
            return;
        }
        let ended = state.meeting.state().ended.is_some();
        self.saving.meeting_changed(self.now);
        // The end, and every correction after it, is in the minutes at once.
        if ended {
            self.close();
        }
    }

    /// Who else has the meeting open.
    pub(super) fn present(&mut self, others: Vec<String>) {
        if let Screen::Meeting(state) = &mut self.screen {
            state.others = others;
        }
    }

    /// Files of the workspace have changed: a screen that shows them shows them anew.
    pub(super) fn touched(&mut self, effects: &mut Vec<Effect>) {
        if self.screen.shows_files() {
            effects.push(Effect::ReadWorkspace);
        }
    }
}

impl Screen {
    /// Whether it shows what the files of a workspace say. A meeting follows its journals instead; every other page follows
    /// the disk.
    fn shows_files(&self) -> bool {
        match self {
            Self::Loading | Self::Meeting(_) => false,
            // What somebody does faster than the disk is read once the last of it is written.
            Self::Audits(state) => state.holds_back().is_none(),
            Self::Home(_) | Self::Problems(_) | Self::Actions(_) | Self::Reviews(_) | Self::Merging(_) => {
                true
            }
        }
    }
}

/// What the last of some acts was, and whose.
fn said(meeting: &Meeting, last: &Entry, acts: usize) -> String {
    let more = match acts {
        1 => String::new(),
        acts => format!(", and {} before", count(acts - 1, "act", "acts")),
    };
    if restricted(meeting, last) {
        return format!("{}: something restricted{more}.", writer_said(&last.id.writer));
    }
    let undone = if matches!(last.act, Act::Struck { .. }) { "undone: " } else { "" };
    format!("{}: {undone}{}{more}.", writer_said(&last.id.writer), meeting.said_of(last))
}

/// Whether an act is about something restricted: the screen may be shared while another item is in hand.
fn restricted(meeting: &Meeting, entry: &Entry) -> bool {
    let item = |id| meeting.state().item(id).is_none_or(|i| i.item.tier == Tier::Restricted);
    let line = |id| meeting.tier_of_line(id) == Tier::Restricted;
    match &entry.act {
        Act::Recorded { .. } => line(&entry.id),
        Act::Deferred { item: id, .. } | Act::Withdrew { item: id, .. } => item(id),
        Act::Amended { record, .. }
        | Act::Renumbered { record, .. }
        | Act::Removed { record }
        | Act::Restricted { record, .. }
        | Act::Positioned { record, .. } => line(record),
        Act::Declared { item: Some(id), .. } => item(id),
        Act::Reviewed { action, .. } => {
            meeting.sitting().action(action).is_none_or(|action| action.tier == Tier::Restricted)
        }
        Act::Added { item, .. } => item.tier == Tier::Restricted,
        Act::Struck { entry } | Act::Restored { entry } => {
            meeting.entry(entry).is_none_or(|entry| restricted(meeting, entry))
        }
        _ => false,
    }
}

/// Whether this program is the one that writes the meeting's readable file and its documents: two that did would leave
/// conflict copies behind. It is the one that began the meeting, or ended it; another while that one is away.
fn writes_the_file(state: &meeting::State) -> bool {
    let entries = state.meeting.entries();
    let keeper = entries.iter().rfind(|e| e.act == Act::Ended && !state.meeting.is_struck(&e.id));
    let keeper = keeper.or_else(|| entries.iter().find(|e| e.act == Act::Began)).or(entries.first());
    keeper.is_none_or(|keeper| keeper.id.writer == state.writer || !state.others.contains(&keeper.id.writer))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::meeting::Body;
    use crate::domain::meeting::example::Play;

    #[test]
    fn one_program_writes_the_file_and_another_while_that_one_is_away() {
        let play = Play::begun();
        let keeper = play.meeting.entries().iter().find(|e| e.act == Act::Began).unwrap().id.writer.clone();
        let mut clerk = meeting::State::new(play.meeting.clone(), "clerk".into());
        assert!(writes_the_file(&meeting::State::new(play.meeting, keeper.clone())));
        assert!(writes_the_file(&clerk), "nobody else is here");
        clerk.others = vec![keeper];
        assert!(!writes_the_file(&clerk));
    }

    #[test]
    fn what_others_do_is_said_with_their_names() {
        let mut play = Play::begun();
        let act =
            Act::Recorded { item: "budget".into(), body: Body::Note { text: "spending is down".into() } };
        let at = play.meeting.entries().last().unwrap().at;
        let entry = play.meeting.enter("jo-laptop_7f3a", at, act).unwrap();
        assert_eq!(said(&play.meeting, &entry, 1), "jo-laptop: note on item 6: spending is down.");
        assert_eq!(
            said(&play.meeting, &entry, 3),
            "jo-laptop: note on item 6: spending is down, and 2 acts before."
        );
        let act = Act::Recorded { item: "reviews".into(), body: Body::Note { text: "about Child A".into() } };
        let entry = play.meeting.enter("jo-laptop_7f3a", at, act).unwrap();
        assert_eq!(said(&play.meeting, &entry, 1), "jo-laptop: something restricted.");
    }

    #[test]
    fn a_line_taken_out_is_as_restricted_as_it_was() {
        let mut play = Play::begun();
        let last = |play: &Play| play.meeting.entries().last().unwrap().clone();
        let open = play.note("10:05", "budget", "spending is down");
        play.act("10:06", Act::Removed { record: open });
        assert!(said(&play.meeting, &last(&play), 1).ends_with(": taking a line out."));
        let own = play.note("10:07", "budget", "about Child A");
        play.act("10:08", Act::Restricted { record: own.clone(), restricted: true });
        play.act("10:09", Act::Removed { record: own.clone() });
        assert!(said(&play.meeting, &last(&play), 1).ends_with(": something restricted."));
        let inherited = play.note("10:10", "reviews", "about Child A");
        play.act("10:11", Act::Struck { entry: inherited });
        assert!(said(&play.meeting, &last(&play), 1).ends_with(": something restricted."));
        play.act("10:12", Act::Struck { entry: own });
        assert!(said(&play.meeting, &last(&play), 1).ends_with(": something restricted."));
    }
}
