//! What may be taken of a row that says its action has ended: only a group closes, an action is dropped by a decision, and
//! one that is merged goes on as another.

use super::Note;
use super::columns::Field;
use super::compare::{canonical, what_at};
use super::progress::{self, Progress};
use super::row::{Draft, Rows};
use crate::base::id::{DecisionId, GroupId, MeetingId};
use crate::base::sheet::At;
use crate::base::stamp::long_date;
use crate::base::text::{fit, one_line};
use crate::domain::action::{Action, Closing, Level, Status};
use crate::domain::decision_numbers::{in_full, named_in};
use std::collections::HashSet;

/// The cell that says how far an action has got.
pub(super) fn at(rows: &Rows<'_>, draft: &Draft) -> At {
    let field = if draft.only_closed_on { Field::Closed } else { Field::Status };
    rows.at(draft.row, field).unwrap_or_else(|| what_at(rows, draft))
}

/// That an action was closed, in the words of a history: `Closed on Fri 20 Nov 2026, as the spreadsheet says`.
fn closed_said(draft: &Draft, sort: &str) -> String {
    let on = draft.closed.map(|day| format!(" on {}", long_date(day))).unwrap_or_default();
    format!("Closed{on}, as the {sort} says")
}

/// What is kept of a closing by nobody who may close, in the words that each sort of file says it with.
pub(super) fn claimed(draft: &Draft, sort: &str) -> String {
    format!("{}: done, until its group closes it.", closed_said(draft, sort))
}

/// What is kept of a closing whose group is not known, of an action that ended before this tracker was kept.
pub(super) fn ended_before(draft: &Draft, sort: &str) -> String {
    format!("{}.", closed_said(draft, sort))
}

/// Who closed it and when, as the row says; the group is left empty where it names none of ours.
pub(super) fn as_said(rows: &Rows<'_>, draft: &Draft) -> Option<Closing> {
    let ground = rows.ground;
    let (by, minute, held) = named(rows, draft.closed_by.as_deref().unwrap_or_default());
    let on = draft.closed.or(held.as_ref().map(|(_, on)| *on)).filter(|on| *on <= ground.today)?;
    let by = by.unwrap_or_default();
    let on_that_day = || ground.meetings.iter().find(|(_, group, day)| *group == by && *day == on);
    let meeting =
        held.map(|(meeting, _)| meeting).or_else(|| on_that_day().map(|(meeting, ..)| meeting.clone()));
    Some(Closing { by, on, minute, meeting })
}

/// The closing of an open action by its group, or why it cannot be taken for one.
pub(super) fn closing(rows: &Rows<'_>, known: &Action, draft: &Draft) -> Result<Closing, String> {
    let (ground, tracker) = (rows.ground, rows.ground.tracker);
    let Some(words) = &draft.closed_by else { return Err("nothing says which group closed it".to_owned()) };
    let group = named(rows, words).0;
    if group.as_ref() != Some(&tracker.group) {
        return Err(format!(
            "'{}' is not the group whose tracker this is, {}",
            fit(words, 40),
            tracker.group
        ));
    }
    let closing = as_said(rows, draft).ok_or_else(|| match draft.closed {
        Some(day) => format!("{} is to come", long_date(day)),
        None => "nothing says on which day".to_owned(),
    })?;
    if closing.on < known.raised.date {
        return Err(format!("{} is before it was raised", long_date(closing.on)));
    }
    let reached = known.level().max(draft.evidence.as_ref().map(|_| Level::default()));
    match tracker.close_at {
        Some(asked) if reached.is_none_or(|level| level < asked) => {
            let reached = reached.map_or("nothing shows that it was done".to_owned(), |level| {
                format!("its evidence reaches {}", level.said())
            });
            Err(format!("{reached}, and {} closes at {}", ground.tracker.group, asked.said()))
        }
        _ => Ok(closing),
    }
}

/// The group that words name, the minute after it, and the meeting where they name one.
type Named = (Option<GroupId>, String, Option<(MeetingId, chrono::NaiveDate)>);

fn named(rows: &Rows<'_>, words: &str) -> Named {
    let ground = rows.ground;
    let minute = words.char_indices().map(|(at, _)| at).find(|at| {
        words.get(*at..*at + "minute".len()).is_some_and(|word| word.eq_ignore_ascii_case("minute"))
    });
    let (group, minute) = minute.map_or((words, ""), |at| (&words[..at], &words[at + "minute".len()..]));
    let bare = |c: char| c.is_whitespace() || ",;:()".contains(c);
    let (group, minute) = (group.trim_matches(bare), one_line(minute.trim_matches(bare)));
    let meeting = MeetingId::new(group);
    if let Some((meeting, group, on)) = ground.meetings.iter().find(|(id, ..)| *id == meeting) {
        return (Some(group.clone()), minute, Some((meeting.clone(), *on)));
    }
    let known = ground.partnership.and_then(|partnership| partnership.group_called(group));
    let own = Some(&ground.tracker.group).filter(|own| own.as_str().eq_ignore_ascii_case(group));
    (known.map(|group| group.id.clone()).or(own.cloned()), minute, None)
}

/// Whether a row says why its action was dropped: after the word, as a reason, or in a line that begins with that word.
pub(super) fn says_why(draft: &Draft) -> bool {
    draft.dropped_by.is_some()
        || draft.remark.is_some()
        || draft.reason.is_some()
        || draft.updates.iter().any(|(_, text)| says_dropped(text))
}

/// Whether a line of history says that its action is dropped, and why.
fn says_dropped(line: &str) -> bool {
    matches!(progress::read(line, &[]), Progress::Is(Status::Dropped, rest) if !rest.trim().is_empty())
}

/// What is kept of words that say what dropped an action.
pub(super) fn dropped_said(words: &str) -> String {
    format!("Dropped by: {words}")
}

/// The decision that dropped an action, where its row names one by its number.
///
/// # Errors
/// That no meeting has recorded it and what to do, as a sentence without a full stop.
pub(super) fn dropped_by(rows: &Rows<'_>, draft: &Draft) -> Result<Option<DecisionId>, String> {
    let lines = draft.updates.iter().map(|(_, text)| text).filter(|text| says_dropped(text));
    let said = draft.dropped_by.iter().chain(&draft.remark).chain(&draft.reason).chain(lines);
    for words in said {
        let full = in_full(words, &rows.ground.tracker.prefix, &rows.ground.decisions)?;
        if let Some(decision) = named_in(&full).into_iter().next() {
            return Ok(Some(decision));
        }
    }
    Ok(None)
}

/// The action that a merged one goes on as, by the number it has; an error of the row where it names none.
pub(super) fn merged_into(
    rows: &Rows<'_>,
    known: Option<&Action>,
    draft: &mut Draft,
    given: &HashSet<String>,
) {
    let at = at(rows, draft);
    let Some(into) = draft.merged_into.take() else {
        let said = "merged, and nothing says into which action: write its number after the word, or in a column \
                    Merged into";
        draft.notes.push(Note::error(at, said));
        return;
    };
    let ground = rows.ground;
    let all = std::iter::once(ground.tracker).chain(ground.elsewhere.iter().copied());
    let called = |action: &&Action| {
        std::iter::once(&action.id).chain(&action.aliases).any(|id| canonical(id) == canonical(&into))
    };
    let found = all.flat_map(|tracker| &tracker.actions).find(called);
    let itself = found.is_some_and(|found| known.is_some_and(|known| known.id == found.id))
        || draft.id.as_ref().is_some_and(|id| canonical(id) == canonical(&into));
    if itself {
        draft.notes.push(Note::error(at, format!("merged into itself: {into} is its own number")));
    } else if found.is_none() && !given.contains(&canonical(&into)) {
        draft
            .notes
            .push(Note::error(at, format!("merged into {into}, which no tracker has: correct the number")));
    }
    draft.merged_into = Some(found.map_or(into, |found| found.id.clone()));
}
