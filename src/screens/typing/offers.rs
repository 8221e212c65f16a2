//! What may be answered to a question: people here first, known meetings, items, groups. Found strictly, by the
//! beginnings of words, because Enter takes the first.

use super::asking::{Asking, Typing, Wants};
use super::details;
use crate::base::id::PostId;
use crate::base::stamp::long_date;
use crate::domain::action::Level;
use crate::domain::action_line::Room;
use crate::domain::agenda::Tier;
use crate::domain::meeting::{Body, Mark, Meeting};
use crate::screens::find::{begins, same};
use chrono::NaiveDate;

/// What follows the title of a restricted item, for the screen may be shared. Nothing is found by it.
const RESTRICTED: &str = " · restricted";

/// Something that may be answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// The answer as it is kept.
    pub value: String,
    /// As it is shown.
    pub label: String,
}

impl Typing {
    /// What may be answered for what is typed so far, in the order offered. What is called or numbered exactly so
    /// comes before what only begins so: Enter takes the first.
    pub fn suggestions(&self, meeting: &Meeting, today: NaiveDate) -> Vec<Suggestion> {
        let typed = self.editor.text();
        let wants = self.question(meeting).wants;
        if wants == Wants::ActionLine {
            return Self::action_suggestions(meeting, today, &typed);
        }
        let all = offered(&self.asking, wants, meeting, today);
        let typed = typed.trim();
        let found = |s: &Suggestion| typed.is_empty() || begins(typed, &found_by(wants, s, meeting));
        let mut found: Vec<Suggestion> = all.into_iter().filter(found).collect();
        found.sort_by_key(|s| !exactly(wants, typed, s, meeting));
        found.truncate(6);
        found
    }

    /// People while the lead is being typed; meetings after `by`.
    fn action_suggestions(meeting: &Meeting, today: NaiveDate, typed: &str) -> Vec<Suggestion> {
        if let Some((head, begun)) = typed.rsplit_once('#').filter(|(_, begun)| !begun.contains(' ')) {
            let tag = |tag: &String| Suggestion { value: format!("{head}#{tag} "), label: format!("#{tag}") };
            let meant = |tag: &&String| begun.is_empty() || (begins(begun, tag) && !same(begun, tag));
            return tags(meeting).iter().filter(meant).map(tag).take(5).collect();
        }
        let room = Room::new(meeting, today);
        if let Some((head, begun)) = room.helper_begun(typed) {
            let offered = people(&room, meeting, head, begun);
            if !offered.is_empty() {
                return offered;
            }
        }
        let reading = room.read(typed, false);
        if let Some(start) = typed.to_lowercase().rfind(" by ")
            && reading.due().is_none()
        {
            let begun = typed[start + 4..].trim().to_lowercase();
            let head = &typed[..start + 4];
            return known_meetings(meeting, today)
                .into_iter()
                .filter(|(said, _)| said.to_lowercase().contains(&begun))
                .map(|(said, day)| Suggestion {
                    value: format!("{head}{said} "),
                    label: format!("{said}, {}", long_date(day)),
                })
                .take(5)
                .collect();
        }
        // Once the lead is settled and the task begun, names would only be in the way.
        let settled = reading.one_lead().is_some() && !reading.what.is_empty();
        if settled || typed.trim().split(' ').count() > 3 {
            return Vec::new();
        }
        people(&room, meeting, "", typed)
    }
}

/// Who may be meant by a name that is being typed after some words, people here first.
fn people(room: &Room<'_>, meeting: &Meeting, head: &str, begun: &str) -> Vec<Suggestion> {
    let suggestion = |seat| {
        let here = if room.here(seat) { "" } else { " (not here)" };
        Suggestion {
            value: format!("{head}{} ", unique_name(room, seat)),
            label: format!("{}{here}", meeting.seat_said(&seat.id)),
        }
    };
    room.complete(begun).into_iter().map(suggestion).collect()
}

/// What a suggestion is found by: its label, and for people whatever else they are called. The roll call shows whole
/// titles, so those must be found too.
fn found_by(wants: Wants, suggestion: &Suggestion, meeting: &Meeting) -> String {
    let person = matches!(wants, Wants::Seat | Wants::Chair | Wants::Anybody | Wants::MaybeAnybody);
    match meeting.seat(&PostId::new(&suggestion.value)).filter(|_| person) {
        Some(seat) => {
            format!("{} {} {} {}", suggestion.label, seat.title, seat.initials, seat.also.join(" "))
        }
        None => suggestion.label.trim_end_matches(RESTRICTED).to_owned(),
    }
}

/// Whether what was typed is all of a suggestion, or an item's whole number.
fn exactly(wants: Wants, typed: &str, suggestion: &Suggestion, meeting: &Meeting) -> bool {
    let numbered = matches!(wants, Wants::Item | Wants::MaybeItem)
        && meeting.state().items.iter().any(|i| i.item.id.as_str() == suggestion.value && same(typed, &i.no));
    numbered || same(typed, suggestion.label.trim_end_matches(RESTRICTED))
}

/// The words that name a seat and nobody else: its name or short title, with the agency where that is needed.
fn unique_name(room: &Room<'_>, seat: &crate::domain::meeting::Seat) -> String {
    let said = seat.said();
    match room.read(&format!("{said} x"), false).one_lead() {
        Some(id) if id == &seat.id => said.to_owned(),
        _ => format!("{said} ({})", seat.agency),
    }
}

/// Words actions and items are found by: those of this meeting and of the actions still open, in order.
fn tags(meeting: &Meeting) -> Vec<String> {
    let here = meeting.state().records.iter().flat_map(|record| match &record.body {
        Body::Action { tags, .. } => tags.clone(),
        _ => Vec::new(),
    });
    let open = meeting.sitting().actions.iter().flat_map(|action| action.tags.clone());
    let items = meeting.state().items.iter().flat_map(|item| item.item.tags.clone());
    let mut all: Vec<String> = here.chain(open).chain(items).collect();
    all.sort();
    all.dedup();
    all
}

fn known_meetings(meeting: &Meeting, today: NaiveDate) -> Vec<(String, NaiveDate)> {
    let mut seen = Vec::new();
    for known in meeting.sitting().known.iter().filter(|k| k.date > today) {
        let said = format!("next {}", known.said());
        if !seen.iter().any(|(s, _)| s == &said) {
            seen.push((said, known.date));
        }
    }
    seen
}

fn offered(asking: &Asking, wants: Wants, meeting: &Meeting, today: NaiveDate) -> Vec<Suggestion> {
    let plain = |text: &str| Suggestion { value: text.to_owned(), label: text.to_owned() };
    let state = meeting.state();
    let seat = |id: &PostId| {
        let initials = meeting.seat(id).map(|s| s.initials.clone()).filter(|i| !i.is_empty());
        let initials = initials.map(|i| format!(" ({i})")).unwrap_or_default();
        let deputy =
            sitting_in(wants, id, meeting).map(|who| format!(" ({who} sits in)")).unwrap_or_default();
        Suggestion { value: id.to_string(), label: format!("{}{initials}{deputy}", meeting.seat_said(id)) }
    };
    match wants {
        Wants::Seat | Wants::Chair => state.seats.iter().map(|s| seat(&s.id)).collect(),
        Wants::MaybeDecision => match asking {
            Asking::Details { record } => details::replaceable(meeting, record),
            _ => Vec::new(),
        },
        Wants::Anybody | Wants::MaybeAnybody => {
            Room::new(meeting, today).people().iter().map(|s| seat(&s.id)).collect()
        }
        Wants::Group => {
            let groups = meeting.sitting().refers_to.iter();
            groups.map(|(id, name)| Suggestion { value: id.to_string(), label: name.clone() }).collect()
        }
        Wants::Item | Wants::MaybeItem => state
            .items
            .iter()
            .map(|i| {
                let restricted = if i.item.tier == Tier::Restricted { RESTRICTED } else { "" };
                let label = format!("{} {}{restricted}", i.no, i.item.title);
                Suggestion { value: i.item.id.to_string(), label }
            })
            .collect(),
        Wants::LaterMeeting => later_meetings(meeting, today),
        Wants::Purpose => ["discuss", "decide", "assure", "note"].map(plain).to_vec(),
        Wants::Capacity => ["attending", "observer", "member"].map(plain).to_vec(),
        Wants::Handling => ["stay", "withdraw"].map(plain).to_vec(),
        Wants::Level => {
            let level = |level: &Level| Suggestion { value: level.word().into(), label: level.said().into() };
            Level::ALL.iter().filter(|level| **level >= Level::Done).map(level).collect()
        }
        Wants::MaybeAgency => {
            let agencies = meeting.sitting().agencies.iter();
            agencies.map(|a| Suggestion { value: a.id.to_string(), label: a.name.clone() }).collect()
        }
        Wants::Line => match asking {
            Asking::Deputy { seat } => deputies(meeting, seat),
            Asking::Views { .. } => {
                let here = state.seats.iter().filter(|s| state.attendance.here(&s.id));
                here.map(|s| plain(&meeting.seat_said(&s.id))).collect()
            }
            _ => Vec::new(),
        },
        Wants::Words
        | Wants::MaybeWords
        | Wants::ActionLine
        | Wants::Date
        | Wants::Time
        | Wants::MaybeTime
        | Wants::Minutes => Vec::new(),
    }
}

/// Who sits in for a seat. Not where somebody is to lead an action and the deputy may be named for themselves: then
/// their name must not find the seat they only keep warm.
fn sitting_in(wants: Wants, seat: &PostId, meeting: &Meeting) -> Option<String> {
    let Mark::Deputy { who } = meeting.state().attendance.of(seat).mark else { return None };
    let seats = meeting.state().seats.iter().chain(&meeting.sitting().others);
    let themselves = seats.into_iter().any(|s| who.split(',').next() == Some(s.said()) || who == s.said());
    (wants != Wants::Anybody || !themselves).then_some(who)
}

/// The deputy announced with the apologies, then posts of the same agency that have no seat.
fn deputies(meeting: &Meeting, seat: &PostId) -> Vec<Suggestion> {
    let sitting = meeting.sitting();
    let announced = sitting.apologies.iter().filter(|a| &a.post == seat).filter_map(|a| a.deputy.clone());
    let agency = meeting.seat(seat).map(|s| s.agency.clone());
    let same = sitting.others.iter().filter(|s| Some(&s.agency) == agency.as_ref()).map(|s| s.id.to_string());
    let mut all = Vec::new();
    for who in announced.chain(same) {
        let said = meeting.seat(&PostId::new(&who)).map_or(who, |s| match &s.name {
            Some(name) => format!("{name}, {}", if s.short.is_empty() { &s.title } else { &s.short }),
            None => s.title.clone(),
        });
        if !all.iter().any(|s: &Suggestion| s.value == said) {
            all.push(Suggestion { value: said.clone(), label: said });
        }
    }
    all
}

/// The group's own next meeting first, then any other group's.
fn later_meetings(meeting: &Meeting, today: NaiveDate) -> Vec<Suggestion> {
    let sitting = meeting.sitting();
    let mut known: Vec<_> =
        sitting.known.iter().filter(|k| k.date > today && k.meeting != sitting.meeting).collect();
    known.sort_by_key(|k| (k.group != sitting.group, k.date));
    let mut all: Vec<Suggestion> = known
        .iter()
        .map(|k| {
            let group = crate::base::text::sentence(&k.said());
            let label = format!("the {} of {}", group.trim_end_matches('.'), long_date(k.date));
            Suggestion { value: format!("{} {label}", k.meeting), label }
        })
        .collect();
    if !known.iter().any(|k| k.group == sitting.group) {
        all.insert(0, Suggestion { value: "the next meeting".into(), label: "the next meeting".into() });
    }
    all
}
