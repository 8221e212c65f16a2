//! Answering a line being typed: the next question, or the act the answers come to.

use super::asking::{Asking, Typing, Wants};
use super::details;
use crate::base::id::{ActionId, AgencyId, ItemId, MeetingId, PostId};
use crate::base::length::Minutes;
use crate::base::stamp::{ClockTime, Stamp, clock_face};
use crate::base::text::{count, one_line, sentence};
use crate::base::when;
use crate::domain::action::{Due, Level};
use crate::domain::action_line::{Lead, Reading, Room, When};
use crate::domain::agenda::{Item, Purpose, Tier};
use crate::domain::decision_line;
use crate::domain::decision_numbers::in_full;
use crate::domain::issued::NextMeeting;
use crate::domain::meeting::{
    Act, Body, Capacity, Decision, EntryId, Handling, LastMinutes, Mark, Meeting, Outcome, Refusal, Review,
    Seat,
};

/// What Enter came to.
#[derive(Clone, Debug, PartialEq)]
pub enum Answered {
    /// Another question stands.
    More,
    /// This is to be done.
    Act(Box<Act>),
    /// Go to this item.
    GoTo(ItemId),
    /// These are the answers, to what no meeting does.
    Said(Vec<String>),
    /// Put this person in the queue of speakers.
    Speaker(PostId),
}

impl Typing {
    /// The line as it is understood so far, said back; `None` when there is nothing to say.
    pub fn reading(&self, meeting: &Meeting, now: Stamp) -> Option<String> {
        let typed = self.editor.text();
        if self.asking == Asking::PutRight {
            let find = self.answers.first().map_or(typed.as_str(), String::as_str);
            if find.is_empty() {
                return None;
            }
            let times = meeting.times_said(find);
            return Some(format!("'{find}' stands {} in the record", count(times, "time", "times")));
        }
        if typed.trim().is_empty() {
            return self.of_enter_alone(meeting);
        }
        let room = Room::new(meeting, now.date_naive());
        match self.question(meeting).wants {
            Wants::ActionLine => Some(room.echo(&room.read(&typed, self.to_be_set))),
            Wants::Date => {
                let (day, why) = self.dated(&typed);
                let why = if why.is_empty() { why } else { format!(" · because {why}") };
                Some(match when::read(&day, &room.dates()) {
                    Ok(day) => when::echo(day, room.dates().days, now.date_naive()) + &why,
                    Err(problem) => problem.to_string(),
                })
            }
            Wants::Time => {
                Some(time_of(&typed, meeting, now).map_or_else(|e| e, |at| format!("at {}", clock_face(at))))
            }
            Wants::MaybeWords | Wants::Words if self.decides(meeting) => {
                Some(match decision_line::read(&typed, &room.dates()) {
                    Ok(read) => read.said(),
                    Err(why) => why,
                })
            }
            _ => None,
        }
    }

    /// What Enter alone would put into the minutes, for a decision.
    fn of_enter_alone(&self, meeting: &Meeting) -> Option<String> {
        if let Asking::Done { action } = &self.asking {
            let there = meeting.evidence_there(action)?;
            return Some(format!(
                "Enter alone: closed by “{}”, {}",
                one_line(&there.text),
                there.level.said()
            ));
        }
        let Asking::Decision { outcome } = self.asking else { return None };
        let item = meeting.state().item(self.item.as_ref()?)?;
        let words_needed = outcome == Outcome::AgreedWithConditions
            || (outcome == Outcome::Agreed && item.item.asks_a_question());
        (!words_needed).then(|| format!("Enter alone: “{}”", meeting.wordless(item, outcome)))
    }

    /// Enter: takes the answer, and says what comes of it; `Err` says what is wrong with the answer.
    pub fn enter(&mut self, meeting: &Meeting, now: Stamp) -> Result<Answered, String> {
        let answer = self.answer(meeting, now)?;
        let (_, why) = self.dated(&self.editor.text());
        self.answers.push(answer);
        if !why.is_empty() {
            // The next question is answered in the same breath, as if it had been asked.
            self.open_editor(meeting, &why);
            self.answers.push(why);
        }
        if self.answers.len() < self.asking.questions(meeting).len() {
            let known = self.known(meeting);
            self.open_editor(meeting, &known);
            return Ok(Answered::More);
        }
        let done = self.finish(meeting, now);
        if done.is_err() {
            self.answers.pop();
        }
        done
    }

    /// Checks the answer to the question that stands and puts it into the form it is kept in.
    fn answer(&self, meeting: &Meeting, now: Stamp) -> Result<String, String> {
        let typed = self.editor.text().trim().to_owned();
        let today = now.date_naive();
        let question = self.question(meeting);
        let offered = self.suggestions(meeting, today);
        let picked = self.pick.and_then(|i| offered.get(i)).map(|s| s.value.clone());
        let best = || offered.first().map(|s| s.value.clone());
        let chosen = |none: &str, what: &str| {
            match picked.clone() {
            Some(value) => Ok(value),
            None if typed.is_empty() && !none.is_empty() => Ok(none.to_owned()),
            None if typed.is_empty() => Err(format!("{what}?")),
            None => best().ok_or_else(|| {
                format!(
                    "Nothing here is called '{typed}': type a few letters of the name, or Down to choose from an \
                     empty line"
                )
            }),
        }
        };
        match question.wants {
            Wants::Words if typed.is_empty() => Err(format!("Nothing was written: {}", question.hint)),
            Wants::Words if self.drops() => {
                in_full(&typed, &meeting.sitting().prefix, &meeting.recorded_decisions())
                    .map_err(|why| sentence(&why))
            }
            Wants::Words if self.waits_at(meeting).is_some() => {
                let action = self.waits_at(meeting).cloned().unwrap_or_default();
                let waits = meeting.waited_for(&action, &typed).map_err(|why| sentence(&why));
                waits.map(|(words, _)| words)
            }
            Wants::Words => Ok(typed),
            Wants::Line => match picked {
                Some(value) => Ok(value),
                None if typed.is_empty() => Err(format!("Nothing was written: {}", question.hint)),
                None => Ok(typed),
            },
            Wants::MaybeWords => Ok(typed),
            Wants::ActionLine => Ok(typed),
            Wants::Chair => chosen(meeting.state().chair.as_ref().map_or("chair", PostId::as_str), "Who"),
            Wants::Seat | Wants::Anybody => chosen("", "Who"),
            Wants::MaybeAnybody | Wants::MaybeDecision if typed.is_empty() && picked.is_none() => {
                Ok(String::new())
            }
            Wants::MaybeAnybody => chosen("", "Who"),
            Wants::MaybeDecision => chosen("", "Which decision"),
            // Where the partnership's file names no group to refer to, the name is kept as typed.
            Wants::Group => match (picked, best(), typed.is_empty()) {
                (Some(value), ..) | (None, Some(value), _) => Ok(value),
                (None, None, true) => Err("Which group?".to_owned()),
                (None, None, false) if meeting.sitting().refers_to.is_empty() => Ok(typed),
                (None, None, false) => Err(format!("No group this one may refer to is called '{typed}'")),
            },
            Wants::Item => chosen("", "Which item"),
            Wants::MaybeItem if typed.is_empty() && picked.is_none() => Ok(String::new()),
            Wants::MaybeItem => chosen("", "Which item"),
            Wants::MaybeAgency if typed.is_empty() && picked.is_none() => Ok(String::new()),
            Wants::MaybeAgency => chosen("", "Which agency"),
            Wants::LaterMeeting => match (picked, typed.is_empty(), best()) {
                (Some(value), ..) | (None, _, Some(value)) => Ok(value),
                (None, true, None) => Ok("the next meeting".to_owned()),
                (None, false, None) => Ok(typed),
            },
            Wants::Date => {
                let room = Room::new(meeting, today);
                let (day, _) = self.dated(&typed);
                when::read(&day, &room.dates()).map(|d| d.to_string()).map_err(|p| p.to_string())
            }
            Wants::Time => time_of(&typed, meeting, now).map(|at| at.to_rfc3339()),
            Wants::MaybeTime if typed.is_empty() => Ok(String::new()),
            Wants::MaybeTime => {
                typed.parse::<ClockTime>().map(|t| t.to_string()).map_err(|_| not_a_time(&typed))
            }
            Wants::Minutes if typed.is_empty() => Ok("5".to_owned()),
            Wants::Minutes => typed.parse::<Minutes>().map(|m| m.0.to_string()).map_err(|p| p.to_string()),
            Wants::Purpose => chosen("discuss", "Why"),
            Wants::Capacity => chosen("attending", "As what"),
            Wants::Handling => chosen("stay", "Stay or withdraw"),
            Wants::Level => chosen(Level::Done.word(), "How far"),
        }
    }

    /// The day that is typed, and the reason beside it where an action's new date may be given with one: `29 jan because …`.
    fn dated(&self, typed: &str) -> (String, String) {
        match &self.asking {
            Asking::NewDate { .. } if self.answers.is_empty() => decision_line::reason_apart(typed),
            _ => (typed.to_owned(), String::new()),
        }
    }

    /// Whether what is typed says by which decision an action is dropped.
    fn drops(&self) -> bool {
        matches!(self.asking, Asking::Drop { .. } | Asking::DropByDecision { .. })
    }

    /// The action that is said to wait, where this table knows which actions there are. Away from one whoever asked looks it up.
    fn waits_at(&self, meeting: &Meeting) -> Option<&ActionId> {
        match &self.asking {
            Asking::Blocked { action } if meeting.sitting().action(action).is_some() => Some(action),
            _ => None,
        }
    }

    /// The act all the answers come to.
    fn finish(&self, meeting: &Meeting, now: Stamp) -> Result<Answered, String> {
        let answer = |i: usize| self.answers.get(i).cloned().unwrap_or_default();
        let text = answer(0);
        let act = match &self.asking {
            Asking::MergeInto { .. } | Asking::OpenAgain { .. } => {
                return Ok(Answered::Said(self.answers.clone()));
            }
            Asking::GoTo => return Ok(Answered::GoTo(ItemId::new(text))),
            Asking::Speaker => return Ok(Answered::Speaker(PostId::new(text))),
            Asking::Note => self.record(Body::Note { text }),
            Asking::Decision { outcome } => self.record(decision(meeting, now, *outcome, &text)?),
            Asking::ReferUp => {
                let mut body = decision(meeting, now, Outcome::ReferredUp, &answer(1))?;
                if let Body::Decision(decision) = &mut body {
                    decision.to = Some(text.as_str().into());
                }
                self.record(body)
            }
            Asking::Risk => self.record(Body::Risk { text }),
            Asking::Challenge => self.record(Body::Challenge { text }),
            Asking::Refer => self.record(Body::Referral { to: text.as_str().into(), text: answer(1) }),
            Asking::Park => self.record(Body::Parked { text }),
            Asking::Action => {
                let id = meeting.next_action_id();
                self.record(self.action(meeting, now, &text, id)?)
            }
            Asking::Edit { record } => self.amend(meeting, now, record, text)?,
            Asking::Details { record } => details::amended(meeting, record, &answer)?,
            Asking::TurnIntoAction { record } => {
                let body = self.action(meeting, now, &text, meeting.next_action_id())?;
                Act::Amended { record: record.clone(), body }
            }
            Asking::Defer { item } => {
                let (meeting_id, words) = split_known(meeting, &text);
                Act::Deferred { item: item.clone(), to: words, meeting: meeting_id, why: answer(1) }
            }
            Asking::AddItem => Self::added(&answer),
            Asking::PutRight => Act::Corrected { find: text, with: answer(1) },
            Asking::SetNext => Act::NextSet { next: next_meeting(meeting, &answer) },
            Asking::AmendMinutes => {
                Act::AgreedLastMinutes { result: LastMinutes::AgreedAsAmended { amendment: text } }
            }
            Asking::NotAgreeMinutes => {
                Act::AgreedLastMinutes { result: LastMinutes::NotAgreed { why: text } }
            }
            Asking::Done { action } => {
                let level = Level::of(&answer(1)).unwrap_or_default();
                reviewed(action, Review::Done { evidence: text, level })
            }
            Asking::Blocked { action } => {
                let named = self.waits_at(meeting).map(|action| meeting.waited_for(action, &text));
                let waits_for = named.and_then(Result::ok).map(|(_, ids)| ids);
                reviewed(action, Review::Blocked { why: text, waits_for })
            }
            Asking::Progress { action } => reviewed(action, Review::Progress { text }),
            Asking::NewDate { action } => {
                let to = text.parse::<Due>().map_err(|e| e.to_string())?;
                reviewed(action, Review::Moved { to, why: answer(1) })
            }
            Asking::AddStep { action } => reviewed(action, Review::StepAdded { step: text }),
            Asking::Reassign { action } => {
                reviewed(action, Review::Reassigned { lead: text.as_str().into(), why: answer(1) })
            }
            Asking::Drop { action } | Asking::DropByDecision { action } => {
                reviewed(action, Review::Dropped { why: text })
            }
            Asking::Declare
            | Asking::Withdraw { .. }
            | Asking::Deputy { .. }
            | Asking::Views { .. }
            | Asking::CameAt { .. }
            | Asking::LeftAt { .. }
            | Asking::Guest => self.people(meeting, &answer)?,
        };
        Ok(Answered::Act(Box::new(act)))
    }

    fn record(&self, body: Body) -> Act {
        Act::Recorded { item: self.item.clone().unwrap_or_default(), body }
    }

    /// An action from its line. No lead or no date is refused unless leaving it to next time was chosen.
    fn action(
        &self,
        meeting: &Meeting,
        now: Stamp,
        line: &str,
        id: crate::base::id::ActionId,
    ) -> Result<Body, String> {
        let room = Room::new(meeting, now.date_naive());
        let Reading { lead, what, when, with, unclear, tags } = room.read(line, self.to_be_set);
        let lead = match lead {
            Lead::One(seat) => Some(seat),
            Lead::Nobody if self.to_be_set => None,
            Lead::Nobody => return Err(Refusal::NoLead.to_string()),
            Lead::Several(_) => {
                return Err("More than one person may be meant: say the agency, as in 'jo (police)'".into());
            }
            Lead::Everybody(name) => {
                return Err(format!(
                    "'{name}' cannot lead an action: begin with the one name that answers for it"
                ));
            }
        };
        let due = match when {
            When::On(day) => Due::On(day),
            When::ToBeSet => Due::ToBeSet,
            When::Missing => return Err(Refusal::NoDate.to_string()),
            When::Wrong(why) => return Err(why),
        };
        if let Some(why) = unclear {
            return Err(why);
        }
        let what = crate::base::text::capital(&what);
        Ok(Body::Action { id, what, lead, due, with, tags })
    }

    fn amend(&self, meeting: &Meeting, now: Stamp, record: &EntryId, text: String) -> Result<Act, String> {
        let found = meeting.state().record(record).ok_or_else(|| Refusal::NoRecord.to_string())?;
        let body = match &found.body {
            Body::Note { .. } => Body::Note { text },
            Body::Risk { .. } => Body::Risk { text },
            Body::Challenge { .. } => Body::Challenge { text },
            Body::Parked { .. } => Body::Parked { text },
            Body::Referral { to, .. } => Body::Referral { to: to.clone(), text },
            Body::Decision(before) => {
                let read = decision_line::read(&text, &Room::new(meeting, now.date_naive()).dates())?;
                Body::Decision(Decision {
                    text: read.wording,
                    because: read.because,
                    review: read.review,
                    ..before.clone()
                })
            }
            Body::Action { id, .. } => self.action(meeting, now, &text, id.clone())?,
        };
        Ok(Act::Amended { record: record.clone(), body })
    }

    fn added(answer: &dyn Fn(usize) -> String) -> Act {
        let title = answer(0);
        let purpose = match answer(2).as_str() {
            "decide" => Purpose::Decide,
            "assure" => Purpose::Assure,
            "note" => Purpose::Note,
            _ => Purpose::Discuss,
        };
        let item = Item {
            title,
            purpose,
            lead: crate::domain::agenda::CHAIR.to_owned(),
            minutes: answer(1).parse().unwrap_or(Minutes(5)),
            tier: Tier::Partners,
            ..Item::default()
        };
        Act::Added { item: Box::new(item), allowed_by: answer(3).as_str().into(), why: answer(4) }
    }

    fn people(&self, meeting: &Meeting, answer: &dyn Fn(usize) -> String) -> Result<Act, String> {
        let text = answer(0);
        Ok(match &self.asking {
            Asking::Deputy { seat } => {
                Act::Marked { seat: seat.clone(), mark: Mark::Deputy { who: text }, since: None }
            }
            Asking::Views { seat } => {
                Act::Marked { seat: seat.clone(), mark: Mark::ViewsConveyed { by: text }, since: None }
            }
            Asking::CameAt { seat } => {
                let mark = meeting.state().attendance.of(seat).mark;
                let mark = if mark.seated() { mark } else { Mark::Present };
                let since = text.parse::<Stamp>().map_err(|e| e.to_string())?;
                Act::Marked { seat: seat.clone(), mark, since: Some(since) }
            }
            Asking::LeftAt { seat } => {
                let when = text.parse::<Stamp>().map_err(|e| e.to_string())?;
                Act::Left { seat: seat.clone(), when: Some(when) }
            }
            Asking::Withdraw { seat } => Act::Withdrew {
                seat: seat.clone(),
                item: self.item.clone().unwrap_or_default(),
                interest: text,
            },
            Asking::Declare => {
                let seat = PostId::new(text);
                let item = Some(answer(2)).filter(|i| !i.is_empty()).map(ItemId::new);
                match (answer(3).as_str(), item) {
                    // Withdrawing for the item in hand takes effect at once.
                    ("withdraw", Some(item)) if meeting.state().in_hand.as_ref() == Some(&item) => {
                        Act::Withdrew { seat, item, interest: answer(1) }
                    }
                    (handling, item) => {
                        let withdrew = handling == "withdraw";
                        let handling = if withdrew { Handling::Withdrew } else { Handling::Noted };
                        Act::Declared { seat, item, interest: answer(1), handling }
                    }
                }
            }
            _ => Act::Joined { seat: Box::new(guest(&text, &answer(1), &answer(2))) },
        })
    }
}

/// A decision from its line: the wording, ` because ` the reasons, ` review ` by when.
fn decision(meeting: &Meeting, now: Stamp, outcome: Outcome, line: &str) -> Result<Body, String> {
    let read = decision_line::read(line, &Room::new(meeting, now.date_naive()).dates())?;
    Ok(Body::Decision(Decision {
        id: Some(meeting.next_decision_id()),
        because: read.because,
        review: read.review,
        ..Decision::new(outcome, read.wording)
    }))
}

fn reviewed(action: &crate::base::id::ActionId, review: Review) -> Act {
    Act::Reviewed { action: action.clone(), review }
}

fn guest(name: &str, agency: &str, capacity: &str) -> Seat {
    let (name, title) = name.split_once(',').map_or((name, ""), |(n, t)| (n.trim(), t.trim()));
    Seat {
        title: title.to_owned(),
        name: Some(name.to_owned()),
        agency: AgencyId::new(agency),
        capacity: match capacity {
            "member" => Capacity::Member,
            "observer" => Capacity::Observer,
            _ => Capacity::InAttendance,
        },
        ..Seat::default()
    }
}

/// A suggestion for a known meeting carries its id before the words.
fn split_known(meeting: &Meeting, text: &str) -> (Option<MeetingId>, String) {
    let known = text
        .split_once(' ')
        .filter(|(id, _)| meeting.sitting().known.iter().any(|k| k.meeting.as_str() == *id));
    match known {
        Some((id, words)) => (Some(MeetingId::new(id)), words.to_owned()),
        None => (None, text.to_owned()),
    }
}

fn next_meeting(meeting: &Meeting, answer: &dyn Fn(usize) -> String) -> NextMeeting {
    let sitting = meeting.sitting();
    let place = answer(2);
    NextMeeting {
        date: answer(0).parse().unwrap_or_default(),
        start: Some(answer(1).parse().unwrap_or(sitting.start)),
        place: if place.is_empty() { sitting.place.clone() } else { place },
    }
}

fn not_a_time(typed: &str) -> String {
    format!("'{typed}' is not a time: write it as 10:12")
}

/// A time of today as a moment, never later than now.
fn time_of(typed: &str, meeting: &Meeting, now: Stamp) -> Result<Stamp, String> {
    let time: ClockTime = typed.trim().parse().map_err(|_| not_a_time(typed.trim()))?;
    let day = meeting.state().began.unwrap_or(now).date_naive();
    let at = day.and_time(time.time()).and_local_timezone(*now.offset()).single();
    match at {
        Some(at) if at <= now => Ok(at),
        Some(_) => Err(format!("{time} has not come yet: it is {}", clock_face(now))),
        None => Err(not_a_time(typed.trim())),
    }
}
