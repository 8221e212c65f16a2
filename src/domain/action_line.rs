//! An action in one line: `who what by when #tag`, and `with @name` for who helps. Reading it back to the chair before it
//! is kept.
//!
//! The line never guesses between two people: exactly one lead, or the reading says who is meant by whom.

mod with;

use super::action::Due;
use super::meeting::{Mark, Meeting, Seat};
use crate::base::calendar::WorkingDays;
use crate::base::id::PostId;
use crate::base::text::and_list;
use crate::base::when::{self, KnownMeeting, WhenContext};
use chrono::NaiveDate;
use with::Helping;

/// Who leads, as far as the line says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lead {
    /// Exactly this seat.
    One(PostId),
    /// Any of these seats.
    Several(Vec<PostId>),
    /// A group of people, which cannot lead an action.
    Everybody(String),
    /// Nobody.
    Nobody,
}

/// When it is due, as far as the line says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum When {
    /// On this day.
    On(NaiveDate),
    /// The next meeting is to set it, as was chosen.
    ToBeSet,
    /// There is no date.
    Missing,
    /// There is a date, but something is wrong with it.
    Wrong(String),
}

/// What a line says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// Who leads.
    pub lead: Lead,
    /// What is to be done.
    pub what: String,
    /// When it is due.
    pub when: When,
    /// Who helps.
    pub with: Vec<PostId>,
    /// Why one that helps is not known, in a sentence without a full stop.
    pub unclear: Option<String>,
    /// Words to find it by.
    pub tags: Vec<String>,
}

/// Whom words name.
enum Named<'a> {
    /// Any of these seats, one at least.
    These(Vec<&'a Seat>),
    /// A group of people, by this name.
    Everybody(String),
}

/// What is needed to read a line: who is here, what day it is, and when groups meet.
pub struct Room<'a> {
    meeting: &'a Meeting,
    today: NaiveDate,
    days: WorkingDays,
    known: Vec<KnownMeeting>,
    next: Option<NaiveDate>,
}

/// Words that mean a group, which cannot lead an action: somebody must.
const EVERYBODY: [&str; 10] = [
    "all partners",
    "all agencies",
    "all members",
    "all",
    "everyone",
    "everybody",
    "partners",
    "the group",
    "members",
    "agencies",
];

/// Phrases that choose to leave the date to the next meeting.
const LATER: [&str; 4] = ["date to be set", "by to be set", "to be set", "by tbc"];

/// Small words after a name that belong to neither the name nor the task.
const JOINING: [&str; 3] = ["to", "will", "shall"];

impl<'a> Room<'a> {
    /// The room as it is on a day.
    pub fn new(meeting: &'a Meeting, today: NaiveDate) -> Self {
        let sitting = meeting.sitting();
        let known = sitting
            .known
            .iter()
            .map(|k| KnownMeeting { group: k.group.to_string(), names: k.names.clone(), date: k.date })
            .collect();
        let next = meeting.state().next.as_ref().map(|n| n.date);
        let next = next.or_else(|| {
            sitting.known.iter().find(|k| k.group == sitting.group && k.date > today).map(|k| k.date)
        });
        Self { meeting, today, days: WorkingDays::default(), known, next }
    }

    /// What dates are read against.
    pub fn dates(&self) -> WhenContext<'_> {
        WhenContext { today: self.today, days: &self.days, next: self.next, meetings: &self.known }
    }

    /// Everybody who may lead an action: people here first, then the rest of the table, then everybody else.
    pub fn people(&self) -> Vec<&'a Seat> {
        let seats = self.meeting.state().seats.iter().chain(&self.meeting.sitting().others);
        let (here, away): (Vec<&Seat>, Vec<&Seat>) = seats.partition(|s| self.here(s));
        here.into_iter().chain(away).collect()
    }

    /// Whether somebody is in the room: in their own seat, or deputising in another's.
    pub fn here(&self, seat: &Seat) -> bool {
        let state = self.meeting.state();
        state.attendance.here(&seat.id)
            || state.seats.iter().any(|other| match state.attendance.of(&other.id).mark {
                Mark::Deputy { who } => who == seat.said() || who.starts_with(&format!("{},", seat.said())),
                _ => false,
            })
    }

    /// Reads a line. `to_be_set` is the choice to leave what is missing to the next meeting.
    pub fn read(&self, line: &str, to_be_set: bool) -> Reading {
        let (line, tags) = take_tags(line);
        let Helping { mut with, unclear, rest: mut line } = self.take_helpers(&line);
        let mut when = When::Missing;
        if let Some(phrase) = LATER.iter().find(|p| ends_with_words(&line, p)) {
            line.truncate(line.len() - phrase.len());
            when = When::ToBeSet;
        } else if let Some((start, date)) = when::split_trailing(&line, &self.dates()) {
            line.truncate(start);
            when = match date {
                Ok(day) => When::On(day),
                Err(problem) => When::Wrong(problem.to_string()),
            };
        }
        if when == When::Missing && to_be_set {
            when = When::ToBeSet;
        }
        let (lead, rest) = self.take_lead(line.trim());
        if to_be_set && lead == Lead::Nobody {
            // Without a lead nobody can be held to a date, so the next meeting sets both.
            when = When::ToBeSet;
        }
        let what = rest.trim().trim_end_matches([',', ';']).trim();
        // The names may have stood behind the date.
        let what = if with.is_empty() { what } else { with::without_joining(what) }.to_owned();
        with.retain(|post| !matches!(&lead, Lead::One(lead) if lead == post));
        Reading { lead, what, when, with, unclear, tags }
    }

    /// The seats whose name, title or agency begins with what was typed, people here first.
    pub fn complete(&self, typed: &str) -> Vec<&'a Seat> {
        let typed = typed.trim().to_lowercase();
        let mut found: Vec<&Seat> = self
            .people()
            .into_iter()
            .filter(|seat| {
                self.names(seat).iter().any(|name| {
                    name.starts_with(&typed) || name.split(' ').any(|word| word.starts_with(&typed))
                })
            })
            .collect();
        found.truncate(6);
        found
    }

    /// Takes the longest run of words at the start that names somebody.
    fn take_lead<'t>(&self, line: &'t str) -> (Lead, &'t str) {
        let Some((named, end)) = longest(line, |name| self.named(name)) else { return (Lead::Nobody, line) };
        let rest = &line[end..];
        match named {
            Named::Everybody(name) => (Lead::Everybody(name), after_name(rest)),
            Named::These(seats) => {
                let (lead, rest) = self.with_agency(self.settle(&seats), &seats, rest);
                (lead, after_name(rest))
            }
        }
    }

    /// Whom a name means, as it is written in plain words; nothing where nobody is called so.
    fn named(&self, name: &str) -> Option<Named<'a>> {
        if EVERYBODY.contains(&name) {
            return Some(Named::Everybody(name.to_owned()));
        }
        let called = |seat: &&Seat| self.names(seat).iter().any(|known| known == name);
        let seats: Vec<&'a Seat> = self.people().into_iter().filter(called).collect();
        (!seats.is_empty()).then_some(Named::These(seats))
    }

    /// `Jo (police)` and `Jo, police,` say which Jo.
    fn with_agency<'t>(&self, lead: Lead, named: &[&Seat], rest: &'t str) -> (Lead, &'t str) {
        let open = rest.trim_start();
        let Some(inner) = open.strip_prefix('(').or_else(|| open.strip_prefix(',')) else {
            return (lead, rest);
        };
        let close = if open.starts_with('(') { ')' } else { ',' };
        let Some((agency, after)) = inner.split_once(close) else { return (lead, rest) };
        let agency = plain(agency);
        let of: Vec<&Seat> =
            named.iter().copied().filter(|s| self.agency_names(s).contains(&agency)).collect();
        if of.is_empty() { (lead, rest) } else { (self.settle(&of), after) }
    }

    /// One of several who share a name: the only one here, or else nobody is chosen for the chair.
    fn settle(&self, named: &[&Seat]) -> Lead {
        let here: Vec<&&Seat> = named.iter().filter(|s| self.here(s)).collect();
        match (named, here.as_slice()) {
            ([], _) => Lead::Nobody,
            ([one], _) => Lead::One(one.id.clone()),
            (_, [one]) => Lead::One(one.id.clone()),
            (all, _) => Lead::Several(all.iter().map(|s| s.id.clone()).collect()),
        }
    }

    /// Every word or words, in lower case, by which somebody may be called.
    fn names(&self, seat: &Seat) -> Vec<String> {
        let mut names: Vec<String> =
            [seat.title.as_str(), seat.short.as_str(), seat.initials.as_str(), seat.id.as_str()]
                .into_iter()
                .chain(seat.also.iter().map(String::as_str))
                .map(plain)
                .collect();
        if let Some(name) = &seat.name {
            names.push(plain(name));
            names.extend(plain(name).split(' ').map(str::to_owned));
        }
        names.extend(self.agency_names(seat));
        names.retain(|n| !n.is_empty());
        names.sort();
        names.dedup();
        names
    }

    fn agency_names(&self, seat: &Seat) -> Vec<String> {
        let Some(agency) = self.meeting.sitting().agencies.iter().find(|a| a.id == seat.agency) else {
            return Vec::new();
        };
        [agency.name.as_str(), agency.short.as_str(), agency.id.as_str()]
            .iter()
            .map(|n| plain(n))
            .filter(|n| !n.is_empty())
            .flat_map(|n| [format!("the {n}"), n])
            .collect()
    }

    /// The reading in words, as it is said back before it is kept.
    pub fn echo(&self, reading: &Reading) -> String {
        let who = match &reading.lead {
            Lead::One(seat) => self.meeting.seat_said(seat),
            Lead::Several(seats) => {
                let said: Vec<String> = seats.iter().take(4).map(|s| self.meeting.seat_said(s)).collect();
                format!("which one? {}", said.join("; "))
            }
            Lead::Everybody(name) => format!("'{name}' cannot lead an action: name one lead"),
            Lead::Nobody if reading.when == When::ToBeSet => "lead to be set next time".to_owned(),
            Lead::Nobody => "who leads?".to_owned(),
        };
        let what = if reading.what.is_empty() { "what is to be done?" } else { &reading.what };
        let by = match &reading.when {
            When::On(day) => {
                format!("by {}{}", when::echo(*day, &self.days, self.today), self.which_meeting(*day))
            }
            When::ToBeSet => "date to be set next time".to_owned(),
            When::Missing => "by when?".to_owned(),
            When::Wrong(why) => why.clone(),
        };
        let tags: Vec<String> = reading.tags.iter().map(|t| format!("#{t}")).collect();
        let mut parts = vec![who];
        parts.extend(reading.with_said(self.meeting));
        parts.extend([what.to_owned(), by]);
        if !tags.is_empty() {
            parts.push(and_list(&tags));
        }
        parts.join(" · ")
    }

    fn which_meeting(&self, day: NaiveDate) -> String {
        let found = self.meeting.sitting().known.iter().find(|k| k.date == day);
        found.map_or_else(String::new, |k| format!(", the next {}", k.said()))
    }
}

impl Reading {
    /// Due date as it is stored; `None` while the line gives none.
    pub fn due(&self) -> Option<Due> {
        match self.when {
            When::On(day) => Some(Due::On(day)),
            When::ToBeSet => Some(Due::ToBeSet),
            When::Missing | When::Wrong(_) => None,
        }
    }

    /// The one lead.
    pub fn one_lead(&self) -> Option<&PostId> {
        match &self.lead {
            Lead::One(seat) => Some(seat),
            _ => None,
        }
    }
}

/// Lower case, single spaces, no commas, stops or colons around words.
fn plain(text: &str) -> String {
    let words = text.split_whitespace().map(|w| w.trim_matches([',', '.', ':', ';']).to_lowercase());
    words.filter(|w| !w.is_empty()).collect::<Vec<_>>().join(" ")
}

fn take_tags(line: &str) -> (String, Vec<String>) {
    let is_tag = |w: &&str| w.len() > 1 && w.starts_with('#');
    let tags = line.split_whitespace().filter(is_tag).map(|w| w[1..].to_lowercase()).collect();
    let rest: Vec<&str> = line.split_whitespace().filter(|w| !is_tag(w)).collect();
    (rest.join(" "), tags)
}

fn ends_with_words(line: &str, phrase: &str) -> bool {
    line.len() >= phrase.len()
        && line.is_char_boundary(line.len() - phrase.len())
        && line[line.len() - phrase.len()..].eq_ignore_ascii_case(phrase)
        && line[..line.len() - phrase.len()].ends_with(|c: char| c.is_whitespace() || c == ',')
}

/// The longest run of words at the start that means something as a name, and where it ends.
fn longest<T>(line: &str, means: impl Fn(&str) -> Option<T>) -> Option<(T, usize)> {
    word_ends(line).into_iter().rev().find_map(|end| {
        let typed = line[..end].trim_end();
        let name = plain(typed);
        if name.is_empty() { None } else { means(&name).map(|found| (found, typed.len())) }
    })
}

/// Where each of the first eight words of a line ends; a name is never longer.
fn word_ends(line: &str) -> Vec<usize> {
    let mut ends: Vec<usize> =
        line.char_indices().filter(|(_, c)| c.is_whitespace() || *c == '(').map(|(i, _)| i).take(8).collect();
    if ends.len() < 8 {
        ends.push(line.len());
    }
    ends
}

/// Signs after a name that belong to neither the name nor the task.
const PARTING: [char; 7] = [',', ':', ' ', ';', '|', '–', '-'];

fn after_name(rest: &str) -> &str {
    let rest = rest.trim_start_matches(PARTING);
    for word in JOINING {
        if let Some(after) = rest.strip_prefix(word)
            && after.starts_with(' ')
        {
            return after.trim_start();
        }
    }
    rest
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::meeting::{Act, Entry, EntryId, Known, Sitting};
    use proptest::prelude::*;

    fn seat(id: &str, name: &str, short: &str, agency: &str) -> Seat {
        Seat {
            id: id.into(),
            title: short.into(),
            short: short.into(),
            name: (!name.is_empty()).then(|| name.into()),
            agency: agency.into(),
            ..Seat::default()
        }
    }

    pub(super) fn meeting() -> Meeting {
        let agencies = serde_yaml::from_str(
            "[{id: council, name: Wrenshire Council, short: council}, {id: police, name: Wrenshire Police, short: police}]",
        )
        .unwrap();
        let sitting = Sitting {
            group: "executive".into(),
            date: "2026-12-03".parse().unwrap(),
            seats: vec![
                seat("police-dsp", "Jo Ellis", "Chief Supt", "police"),
                seat("council-dsp", "Jo Marsh", "Director", "council"),
                seat("council-head", "Priya Nair", "Head of Service", "council"),
                seat("clerk", "", "Business Manager", "council"),
            ],
            agencies,
            known: vec![Known {
                meeting: "sog-2027-02-04".into(),
                group: "sog".into(),
                names: vec!["sog".into()],
                date: "2027-02-04".parse().unwrap(),
            }],
            ..Sitting::default()
        };
        let opened = Entry {
            id: EntryId { writer: "w".into(), seq: 1 },
            at: "2026-12-03T10:00:00+00:00".parse().unwrap(),
            act: Act::Opened { sitting: Box::new(sitting), agenda_sha256: None },
        };
        Meeting::replay(vec![opened]).unwrap()
    }

    pub(super) fn present(meeting: &mut Meeting, seat: &str) {
        let at = "2026-12-03T10:00:00+00:00".parse().unwrap();
        meeting.enter("w", at, Act::Marked { seat: seat.into(), mark: Mark::Present, since: None }).unwrap();
    }

    pub(super) fn read(meeting: &Meeting, line: &str) -> Reading {
        Room::new(meeting, "2026-12-03".parse().unwrap()).read(line, false)
    }

    #[test]
    fn a_whole_line_is_read_and_said_back() {
        let m = meeting();
        let room = Room::new(&m, "2026-12-03".parse().unwrap());
        let r = room.read("jo ellis share the neglect data by fri 11 dec #neglect", false);
        assert_eq!(r.lead, Lead::One("police-dsp".into()));
        assert_eq!(r.what, "share the neglect data");
        assert_eq!(r.when, When::On("2026-12-11".parse().unwrap()));
        assert_eq!(
            room.echo(&r),
            "Jo Ellis, police · share the neglect data · by Fri 11 Dec 2026, a working day · #neglect"
        );
    }

    #[test]
    fn a_shared_first_name_is_settled_by_who_is_here_or_by_the_agency() {
        let mut m = meeting();
        assert!(matches!(read(&m, "jo return the data +2w").lead, Lead::Several(s) if s.len() == 2));
        assert_eq!(read(&m, "Jo (Police) return the data +2w").lead, Lead::One("police-dsp".into()));
        present(&mut m, "council-dsp");
        let r = read(&m, "jo to return the data by next sog");
        assert_eq!(r.lead, Lead::One("council-dsp".into()));
        assert_eq!(r.what, "return the data");
        assert_eq!(r.when, When::On("2027-02-04".parse().unwrap()));
    }

    #[test]
    fn posts_and_agencies_lead_too_but_a_group_cannot() {
        let m = meeting();
        assert_eq!(read(&m, "business manager circulate it 31/10").lead, Lead::One("clerk".into()));
        assert_eq!(read(&m, "Police: circulate it 31/10").lead, Lead::One("police-dsp".into()));
        assert_eq!(read(&m, "all partners circulate it 31/10").lead, Lead::Everybody("all partners".into()));
        assert_eq!(read(&m, "somebody circulate it 31/10").lead, Lead::Nobody);
    }

    #[test]
    fn a_missing_date_is_missing_until_it_is_left_to_the_next_meeting() {
        let m = meeting();
        assert_eq!(read(&m, "jo ellis share the data by email").when, When::Missing);
        let r = read(&m, "jo ellis share the data date to be set");
        assert_eq!((r.when, r.what.as_str()), (When::ToBeSet, "share the data"));
        let room = Room::new(&m, "2026-12-03".parse().unwrap());
        assert_eq!(room.read("jo ellis share the data", true).when, When::ToBeSet);
    }

    #[test]
    fn completion_offers_people_here_first() {
        let mut m = meeting();
        present(&mut m, "council-dsp");
        let room = Room::new(&m, "2026-12-03".parse().unwrap());
        let offered: Vec<&str> = room.complete("jo").iter().map(|s| s.id.as_str()).collect();
        assert_eq!(offered, ["council-dsp", "police-dsp"]);
        assert_eq!(room.complete("ell")[0].id.as_str(), "police-dsp");
    }

    proptest! {
        #[test]
        fn no_line_makes_it_panic_and_no_word_of_the_task_is_lost(line in "\\PC{0,60}") {
            let m = meeting();
            let room = Room::new(&m, "2026-12-03".parse().unwrap());
            let reading = room.read(&line, false);
            let _ = room.echo(&reading);
            for word in reading.what.split_whitespace() {
                prop_assert!(line.contains(word));
            }
        }
    }
}
