//! What minutes are drafted from and for whom, and the one question everything asks first: may this be shown?

use super::Heading;
use super::attendance;
use super::sentences;
use crate::base::id::{ItemId, PostId};
use crate::base::stamp::{Stamp, clock_face, long_date};
use crate::domain::agenda::{CHAIR, Paper, Tier};
use crate::domain::meeting::{ItemState, Meeting, Record, Seat};

/// What a draft is made from, and for whom.
pub(super) struct Source<'a> {
    pub(super) meeting: &'a Meeting,
    pub(super) tier: Tier,
    pub(super) now: Stamp,
}

/// Somebody whose post is not known, where nobody is named.
const UNKNOWN: &str = "somebody whose post is not known here";

/// A seat by its post alone.
fn post_said(seat: &Seat) -> &str {
    match (seat.title.trim(), seat.short.trim()) {
        ("", "") => "a guest",
        ("", short) => short,
        (title, _) => title,
    }
}

impl Source<'_> {
    /// Whether what is recorded under an item may be shown. An item that is not known may not.
    pub(super) fn may_show(&self, item: &ItemId) -> bool {
        self.meeting.state().item(item).is_some_and(|i| i.item.tier <= self.tier)
    }

    /// What was recorded under an item and may be shown, in order.
    pub(super) fn under<'s>(&'s self, item: &'s ItemId) -> impl Iterator<Item = &'s Record> {
        self.meeting.state().under(item).filter(|r| self.meeting.tier_of(r) <= self.tier)
    }

    /// An item's papers that may be named, in order.
    pub(super) fn papers<'s>(&'s self, item: &'s ItemState) -> impl Iterator<Item = &'s Paper> {
        item.item.papers.iter().filter(|p| item.item.tier_of(p) <= self.tier)
    }

    /// The set that holds all of an item's minute, where something of it may not be shown here: a line recorded
    /// under it or, once it was `reached` and papers are minuted, a paper.
    pub(super) fn withheld(&self, item: &ItemState, reached: bool) -> Option<Tier> {
        let lines = self.meeting.state().under(&item.item.id).map(|r| self.meeting.tier_of(r));
        let papers = item.item.papers.iter().filter(|_| reached).map(|p| item.item.tier_of(p));
        lines.chain(papers).max().filter(|highest| *highest > self.tier)
    }

    /// When the meeting ended, or now.
    pub(super) fn end(&self) -> Stamp {
        self.meeting.state().ended.unwrap_or(self.now)
    }

    /// Whether people are named. Copies for anybody name posts: who held one on the day is not theirs to know.
    pub(super) fn names_people(&self) -> bool {
        self.tier > Tier::Open
    }

    /// How somebody is said in the middle of a sentence: `Jo Ellis (police)`.
    pub(super) fn who(&self, post: &PostId) -> String {
        match self.meeting.seat(post) {
            Some(seat) if !seat.agency.as_str().is_empty() => {
                let said = if self.names_people() { seat.said() } else { post_said(seat) };
                format!("{said} ({})", self.meeting.agency_said(&seat.agency))
            }
            _ => self.seat_said(post),
        }
    }

    /// How somebody is said in a list or a table: `Jo Ellis, police`.
    pub(super) fn seat_said(&self, post: &PostId) -> String {
        if self.names_people() {
            return self.meeting.seat_said(post);
        }
        match self.meeting.seat(post) {
            Some(seat) if seat.agency.as_str().is_empty() => post_said(seat).to_owned(),
            Some(seat) => format!("{} ({})", post_said(seat), self.meeting.agency_said(&seat.agency)),
            // The id of a post that is not known may be made from a name.
            None => UNKNOWN.to_owned(),
        }
    }

    /// How an item's lead is said.
    pub(super) fn lead_said(&self, lead: &str) -> String {
        if lead == CHAIR { self.meeting.lead_said(lead) } else { self.seat_said(&PostId::new(lead)) }
    }

    /// How the group is said in the middle of a sentence.
    pub(super) fn group(&self) -> String {
        sentences::body(&self.meeting.sitting().group_name)
    }

    pub(super) fn heading(&self) -> Heading {
        let sitting = self.meeting.sitting();
        Heading {
            partnership: sitting.partnership.clone(),
            group: sitting.group_name.clone(),
            title: sitting.title.clone(),
            date: long_date(sitting.date),
            time: self.time(),
            place: sitting.place.clone(),
            chair: attendance::chair(self),
            minute_taker: match &sitting.minute_taker {
                Some(post) => self.seat_said(post),
                None => "Not recorded".to_owned(),
            },
            marking: sitting.marking.clone(),
        }
    }

    fn time(&self) -> String {
        let (sitting, state) = (self.meeting.sitting(), self.meeting.state());
        let planned = format!("{} to {}", sitting.start, sitting.end);
        let actual = match (state.began, state.ended) {
            (None, _) => return format!("planned for {planned}"),
            (Some(began), None) => format!("from {}", clock_face(began)),
            (Some(began), Some(ended)) => format!("{} to {}", clock_face(began), clock_face(ended)),
        };
        if actual == planned { actual } else { format!("{actual} (planned {planned})") }
    }

    pub(super) fn next(&self) -> String {
        let Some(next) = &self.meeting.state().next else {
            return "The date of the next meeting was not set.".to_owned();
        };
        let time = next.start.map(|t| format!(" at {t}")).unwrap_or_default();
        let place = if next.place.is_empty() { String::new() } else { format!(", {}", next.place) };
        format!("The next meeting is on {}{time}{place}.", long_date(next.date))
    }
}
