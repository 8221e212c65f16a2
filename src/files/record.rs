//! The `record:` part of a meeting's file: what happened, readable without the program. Written from the fold;
//! while the meeting runs the journal is the record, and this part is made anew.

use super::yaml::whole;
use crate::base::id::{ActionId, DecisionId, ItemId, MeetingId, PostId};
use crate::base::stamp::{Stamp, clock_face};
use crate::domain::agenda::Tier;
use crate::domain::carried::{Ended, Past, PutOff};
use crate::domain::decided::Decided;
use crate::domain::issued::NextMeeting;
use crate::domain::meeting::{
    Body, Handling, ItemState, LastMinutes, Mark, Meeting, Outcome, Position, Record, Replaces, Stage,
    Version,
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

#[derive(Serialize)]
struct Whole {
    record: Written,
}

#[derive(Serialize)]
struct Written {
    state: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    began: Option<Stamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    ended: Option<Stamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    chair: Option<PostId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    in_hand: Option<ItemId>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    attendance: Vec<Attended>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    declarations: Vec<Declared>,
    #[serde(skip_serializing_if = "Option::is_none")]
    last_minutes: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    items: Vec<Taken>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    actions_reviewed: Vec<ReviewedAction>,
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<NextMeeting>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    final_minutes: Vec<FinalMinutes>,
    #[serde(skip_serializing_if = "Option::is_none")]
    opened_again: Option<String>,
}

#[derive(Serialize)]
struct FinalMinutes {
    version: u32,
    on: NaiveDate,
    by: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    amended_because: String,
}

#[derive(Serialize)]
struct Attended {
    seat: PostId,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    #[serde(rename = "as")]
    mark: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    here: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    withdrew: Vec<String>,
}

#[derive(Serialize)]
struct Declared {
    seat: PostId,
    #[serde(skip_serializing_if = "Option::is_none")]
    item: Option<ItemId>,
    interest: String,
    handling: &'static str,
}

#[derive(Serialize)]
struct Taken {
    id: ItemId,
    no: String,
    state: &'static str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    times: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    deferred_to: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    deferred_meeting: Option<MeetingId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    because: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    allowed_by: Option<PostId>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    lines: Vec<Line>,
}

#[derive(Serialize)]
struct Line {
    at: String,
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    outcome: Option<&'static str>,
    #[serde(skip_serializing_if = "String::is_empty")]
    text: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    because: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    options: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    delivered_by: Option<PostId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    supersedes: Option<DecisionId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    rescinds: Option<DecisionId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    review: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    to: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    lead: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    with: Vec<PostId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    due: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tags: Vec<String>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    positions: BTreeMap<String, &'static str>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    provisional: bool,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    restricted: bool,
}

#[derive(Serialize)]
struct ReviewedAction {
    id: ActionId,
    said: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    to_ratify: Option<&'static str>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    restricted: bool,
}

/// Whether a meeting's file holds the record of one that has ended, as [`text`] writes it.
pub fn has_ended(file: &str) -> bool {
    let mut lines = file.lines().skip_while(|line| *line != "record:");
    lines.nth(1).is_some_and(|state| state == "  state: ended")
}

/// The record as YAML, beginning with `record:`.
///
/// # Panics
/// Never: a record is plain text, numbers and lists.
pub fn text(meeting: &Meeting) -> String {
    let state = meeting.state();
    let written = Written {
        state: match (state.began, state.ended) {
            (None, _) => "before",
            (Some(_), None) => "live",
            (Some(_), Some(_)) => "ended",
        },
        began: state.began,
        ended: state.ended,
        chair: state.chair.as_ref().map(|chair| meeting.written_seat(chair)),
        in_hand: state.in_hand.as_ref().map(|item| meeting.written_item(item)),
        attendance: attendance(meeting),
        declarations: state
            .declarations
            .iter()
            .map(|d| Declared {
                seat: meeting.written_seat(&d.seat),
                item: d.item.as_ref().map(|item| meeting.written_item(item)),
                interest: d.interest.clone(),
                handling: match d.handling {
                    Handling::Noted => "noted",
                    Handling::Withdrew => "withdrew",
                },
            })
            .collect(),
        last_minutes: state.last_minutes.as_ref().map(last_minutes),
        items: state.items.iter().filter_map(|i| taken(meeting, i)).collect(),
        actions_reviewed: state
            .reviews
            .iter()
            .map(|r| ReviewedAction {
                id: r.action.clone(),
                said: r.review.said(meeting),
                to_ratify: meeting.to_ratify_alone(r),
                restricted: meeting.to_ratify_alone(r).is_some()
                    && meeting
                        .sitting()
                        .action(&r.action)
                        .is_some_and(|action| action.tier == Tier::Restricted),
            })
            .collect(),
        next: state.next.clone(),
        final_minutes: state.finality.versions.iter().map(final_minutes).collect(),
        opened_again: state.finality.reopened.clone(),
    };
    whole(&Whole { record: written })
}

fn final_minutes(version: &Version) -> FinalMinutes {
    FinalMinutes {
        version: version.number,
        on: version.at.date_naive(),
        by: version.by.clone(),
        amended_because: version.amended.clone(),
    }
}

fn attendance(meeting: &Meeting) -> Vec<Attended> {
    let state = meeting.state();
    let heard = state.seats.iter().filter_map(|seat| {
        let presence = state.attendance.of(&seat.id);
        (presence.mark != Mark::Unheard).then(|| Attended {
            seat: meeting.written_seat(&seat.id),
            name: seat.name.clone(),
            mark: presence.mark.said(),
            here: presence.spells.iter().map(|s| span(s.from, s.to)).collect(),
            withdrew: presence
                .withdrawals
                .iter()
                .map(|w| format!("{}: {}", meeting.written_item(&w.item), w.interest))
                .collect(),
        })
    });
    heard.collect()
}

/// `10:00-11:40`, or `10:00-` while it runs.
fn span(from: Stamp, to: Option<Stamp>) -> String {
    format!("{}-{}", clock_face(from), to.map(clock_face).unwrap_or_default())
}

fn last_minutes(result: &LastMinutes) -> String {
    match result {
        LastMinutes::Agreed => "agreed".to_owned(),
        LastMinutes::AgreedAsAmended { amendment } => format!("agreed as amended: {amendment}"),
        LastMinutes::NotAgreed { why } => format!("not agreed: {why}"),
    }
}

fn taken(meeting: &Meeting, item: &ItemState) -> Option<Taken> {
    let lines: Vec<Line> = meeting.state().under(&item.item.id).map(|r| line(meeting, r)).collect();
    let stage = meeting.stage(item);
    if stage == Stage::Waiting && lines.is_empty() && item.late.is_none() {
        return None;
    }
    let why = item.deferral.as_ref().map(|d| d.why.clone());
    Some(Taken {
        id: meeting.written_item(&item.item.id),
        no: item.no.clone(),
        state: match stage {
            Stage::Waiting => "waiting",
            Stage::InHand => "in hand",
            Stage::Begun => "to be come back to",
            Stage::Done => "done",
            Stage::Deferred => "deferred",
            Stage::Together => "noted with others",
        },
        times: item.spells.iter().map(|s| span(s.from, s.to)).collect(),
        deferred_to: item.deferral.as_ref().map(|d| d.to.clone()),
        deferred_meeting: item.deferral.as_ref().and_then(|d| d.meeting.clone()),
        because: why.or_else(|| item.late.as_ref().map(|l| l.why.clone())),
        title: item.late.is_some().then(|| item.item.title.clone()),
        allowed_by: item.late.as_ref().map(|l| meeting.written_seat(&l.allowed_by)),
        lines,
    })
}

fn line(meeting: &Meeting, record: &Record) -> Line {
    let mut line = Line {
        at: clock_face(record.at),
        kind: record.body.kind(),
        id: None,
        outcome: None,
        text: record.body.text().to_owned(),
        because: String::new(),
        options: Vec::new(),
        delivered_by: None,
        supersedes: None,
        rescinds: None,
        review: None,
        to: None,
        lead: None,
        with: Vec::new(),
        due: None,
        tags: Vec::new(),
        positions: record.positions.iter().map(|(a, p)| (a.to_string(), Position::said(*p))).collect(),
        provisional: false,
        restricted: meeting.tier_of(record) == Tier::Restricted,
    };
    match &record.body {
        Body::Decision(decision) => {
            line.id = decision.id.as_ref().map(ToString::to_string);
            line.outcome = Some(decision.outcome.said());
            line.because.clone_from(&decision.because);
            line.options.clone_from(&decision.options);
            line.delivered_by = decision.delivered_by.as_ref().map(|post| meeting.written_seat(post));
            if let Some(Replaces { decision, rescinded }) = decision.replaces.clone() {
                *(if rescinded { &mut line.rescinds } else { &mut line.supersedes }) = Some(decision);
            }
            line.review = decision.review.map(|d| d.to_string());
            line.to = decision.to.as_ref().map(ToString::to_string);
            line.provisional = meeting.provisional(record);
        }
        Body::Action { id, lead, due, with, tags, .. } => {
            line.id = Some(id.to_string());
            line.lead = Some(
                lead.as_ref().map_or("to be set".to_owned(), |lead| meeting.written_seat(lead).to_string()),
            );
            line.due = Some(due.to_string());
            line.with = with.iter().map(|post| meeting.written_seat(post)).collect();
            line.tags.clone_from(tags);
        }
        Body::Referral { to, .. } => line.to = Some(to.to_string()),
        Body::Note { .. } | Body::Risk { .. } | Body::Challenge { .. } | Body::Parked { .. } => {}
    }
    line
}

/// The parts of a record that the group's next meeting must know.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Read {
    state: String,
    attendance: Vec<ReadAttended>,
    items: Vec<ReadItem>,
    actions_reviewed: Vec<ReadReviewed>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct ReadReviewed {
    id: ActionId,
    to_ratify: Option<String>,
    restricted: bool,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct ReadAttended {
    seat: PostId,
    here: Vec<String>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct ReadItem {
    id: ItemId,
    title: Option<String>,
    deferred_to: Option<String>,
    deferred_meeting: Option<MeetingId>,
    because: String,
    lines: Vec<ReadLine>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct ReadLine {
    kind: String,
    id: Option<DecisionId>,
    outcome: String,
    text: String,
    provisional: bool,
    restricted: bool,
    supersedes: Option<DecisionId>,
    rescinds: Option<DecisionId>,
    review: Option<NaiveDate>,
}

impl ReadLine {
    fn decided(self, item: &ItemId) -> Decided {
        let outcome = Outcome::ALL.into_iter().find(|outcome| outcome.said() == self.outcome);
        let taken_back = self.rescinds.map(|decision| Replaces { decision, rescinded: true });
        let put_otherwise = self.supersedes.map(|decision| Replaces { decision, rescinded: false });
        Decided {
            id: self.id,
            item: item.clone(),
            outcome,
            text: self.text,
            provisional: self.provisional,
            restricted: self.restricted,
            replaces: taken_back.or(put_otherwise),
            review: self.review,
        }
    }
}

/// What a meeting's file says of how it went; nothing where there is no record, or it was changed by hand into
/// something else.
pub fn past(file: &str) -> Past {
    #[derive(Deserialize)]
    struct File {
        #[serde(default)]
        record: Option<Read>,
    }
    let read = serde_yaml::from_str::<File>(file).ok().and_then(|f| f.record).unwrap_or_default();
    let here = read.attendance.into_iter().filter(|one| !one.here.is_empty()).map(|one| one.seat).collect();
    let mut past = Past { ended: read.state == "ended", here, ..Past::default() };
    let reviewed = read.actions_reviewed.into_iter();
    past.actions = reviewed
        .filter_map(|one| Some(Ended { how: one.to_ratify?, action: one.id, restricted: one.restricted }))
        .collect();
    for item in read.items {
        let decisions = item.lines.into_iter().filter(|l| l.kind == "decision");
        past.decisions.extend(decisions.map(|line| line.decided(&item.id)));
        if let Some(to) = item.deferred_to {
            let (title, meeting, why) = (item.title, item.deferred_meeting, item.because);
            past.deferred.push(PutOff { id: item.id, title, to, meeting, why });
        }
    }
    past
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::meeting::Act;
    use crate::domain::meeting::example::{self, Play};

    #[test]
    fn the_record_reads_as_yaml_and_says_what_happened() {
        let mut meeting = Play::opened(example::sitting()).meeting;
        let at = meeting.entries().last().unwrap().at;
        meeting.enter("w", at, Act::Began).unwrap();
        let item = meeting.in_hand().unwrap().item.id.clone();
        let body = Body::Note { text: "Line one\nline two: with a colon".into() };
        meeting.enter("w", at, Act::Recorded { item, body }).unwrap();
        let text = text(&meeting);
        assert!(text.starts_with("record:\n  state: live\n"), "{text}");
        assert!(!has_ended(&format!("title: A\n{text}")));
        let ended = format!("title: A\n{}", text.replacen("state: live", "state: ended", 1));
        assert!(has_ended(&ended) && has_ended(&ended.replace('\n', "\r\n")));
        assert!(!has_ended("title: A\nstate: ended\n"));
        let read: serde_yaml::Value = serde_yaml::from_str(&text).unwrap();
        assert_eq!(read["record"]["items"][0]["lines"][0]["text"], "Line one\nline two: with a colon");
    }
}
