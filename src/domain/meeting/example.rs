//! A small made-up meeting to test with: three statutory partners, a school, a business manager, ten items.

use super::{Act, Body, Capacity, EntryId, Mark, Meeting, Outcome, Position, Refusal, Review, Seat, Sitting};
use crate::base::length::Minutes;
use crate::base::stamp::Stamp;
use crate::domain::action::{Action, Due, Level};
use crate::domain::agenda::{Item, ItemKind, Paper, PaperState, Purpose, Tier};
use crate::domain::issued::{Apology, NextMeeting};
use crate::domain::partnership::{Agency, AgencyKind};
use crate::domain::quorum::{Needs, QuorumRule};

/// The writer of every entry, unless a test says otherwise.
pub(crate) const WRITER: &str = "chair";

/// A moment on the day of the meeting.
pub(crate) fn at(time: &str) -> Stamp {
    let seconds = if time.len() == 5 { ":00" } else { "" };
    format!("2026-12-03T{time}{seconds}+00:00").parse().unwrap()
}

/// One of the things that can be said of an action outside a meeting, the same for the same number.
pub(crate) fn review(kind: usize, why: String) -> Review {
    match kind % 6 {
        0 => Review::Done { evidence: why, level: Level::Embedded },
        1 => Review::Progress { text: why },
        2 => Review::Blocked { why, waits_for: None },
        3 => Review::Moved { to: Due::On("2027-03-04".parse().unwrap()), why },
        4 => Review::Reassigned { lead: "icb-dsp".into(), why },
        _ => Review::Dropped { why },
    }
}

fn agency(id: &str, short: &str, name: &str, kind: AgencyKind) -> Agency {
    Agency { id: id.into(), name: name.into(), short: short.into(), kind }
}

fn seat(id: &str, title: &str, name: &str, agency: &str, capacity: Capacity) -> Seat {
    let initials = name.split(' ').filter_map(|w| w.chars().next()).collect();
    Seat {
        id: id.into(),
        title: title.into(),
        name: (!name.is_empty()).then(|| name.into()),
        initials,
        agency: agency.into(),
        capacity,
        ..Seat::default()
    }
}

/// An item with its purpose and minutes.
pub(crate) fn item(id: &str, title: &str, purpose: Purpose, minutes: u32) -> Item {
    Item {
        id: id.into(),
        title: title.into(),
        purpose,
        minutes: Minutes(minutes),
        lead: "chair".into(),
        ..Item::default()
    }
}

fn items() -> Vec<Item> {
    let of = |kind, item: Item| Item { kind, ..item };
    let paper = |reference: &str, title: &str, state| Paper {
        reference: reference.into(),
        title: title.into(),
        state,
        ..Paper::default()
    };
    vec![
        of(ItemKind::Welcome, item("welcome", "Welcome and apologies", Purpose::Note, 5)),
        of(ItemKind::Declarations, item("declarations", "Declarations of interest", Purpose::Note, 1)),
        of(ItemKind::LastMinutes, item("last-minutes", "Minutes of the last meeting", Purpose::Decide, 4)),
        of(ItemKind::Actions, item("actions", "Action tracker", Purpose::Assure, 10)),
        Item {
            lead: "manager".into(),
            phrase: "The quarterly dashboard was received.".into(),
            papers: vec![paper("5a", "Quarterly dashboard", PaperState::In)],
            ..item("dashboard", "Quarterly dashboard", Purpose::Assure, 15)
        },
        Item {
            lead: "manager".into(),
            ask: "Agree the budget for 2027/28.".into(),
            papers: vec![
                paper("6a", "Budget to October", PaperState::Late),
                paper("6b", "Contributions", PaperState::Missing),
            ],
            ..item("budget", "Budget", Purpose::Decide, 10)
        },
        item("forward", "Forward plan", Purpose::Note, 5),
        Item { tier: Tier::Restricted, ..item("reviews", "Rapid reviews", Purpose::Discuss, 10) },
        item("inputs", "Reports received", Purpose::Note, 5),
        of(ItemKind::Close, item("close", "Any other business and close", Purpose::Note, 5)),
    ]
}

fn action(id: &str, what: &str, tier: Tier) -> Action {
    Action {
        id: id.into(),
        what: what.into(),
        lead: Some("manager".into()),
        due: Due::On("2026-11-27".parse().unwrap()),
        tier,
        ..Action::default()
    }
}

/// What the meeting starts from: 10:00 to 11:10, the three partners needed for a quorum.
pub(crate) fn sitting() -> Sitting {
    use Capacity::{InAttendance, Member, Observer};
    let needs = Needs { agencies: ["council", "police", "icb"].map(Into::into).to_vec(), ..Needs::default() };
    Sitting {
        meeting: "executive-2026-12-03".into(),
        group: "executive".into(),
        group_name: "Executive".into(),
        partnership: "Wrenshire Safeguarding Children Partnership".into(),
        title: "Executive, Q3 2026/27".into(),
        date: "2026-12-03".parse().unwrap(),
        start: "10:00".parse().unwrap(),
        end: "11:10".parse().unwrap(),
        place: "Microsoft Teams".into(),
        marking: "OFFICIAL-SENSITIVE".into(),
        chair: Some("icb-dsp".into()),
        minute_taker: Some("manager".into()),
        seats: vec![
            seat("council-dsp", "Executive Director, People", "Mary Hart", "council", Member),
            seat("police-dsp", "Chief Superintendent", "Gwyn Dale", "police", Member),
            seat("icb-dsp", "Deputy Chief Nurse", "Nia Orme", "icb", Member),
            seat("head", "Headteacher, primary", "", "school", Member),
            seat("manager", "Business Manager", "Helen Frost", "council", InAttendance),
            seat("lead-member", "Lead Member for Children", "Ann Vale", "council", Observer),
        ],
        agencies: vec![
            agency("council", "council", "Wrenshire Council", AgencyKind::Statutory),
            agency("police", "police", "Wrenshire Police", AgencyKind::Statutory),
            agency("icb", "ICB", "Wrenshire Integrated Care Board", AgencyKind::Statutory),
            agency("school", "schools", "Schools and colleges", AgencyKind::Relevant),
        ],
        quorum: QuorumRule::Needs(needs),
        items: items(),
        last_meeting: Some("executive-2026-09-10".into()),
        next: Some(NextMeeting {
            date: "2027-03-04".parse().unwrap(),
            start: Some("10:00".parse().unwrap()),
            place: "Microsoft Teams".into(),
        }),
        apologies: vec![Apology { post: "head".into(), deputy: None }],
        tracker: "executive".into(),
        prefix: "EXEC".into(),
        actions: vec![
            action("EXEC-26-011", "Agree the sharing protocol", Tier::Partners),
            action("EXEC-26-012", "Check the review's timetable", Tier::Restricted),
        ],
        last_number: 20,
        close_at: Level::Done,
        refers_to: vec![("lsp".into(), "Lead Safeguarding Partners".into())],
        ..Sitting::default()
    }
}

/// A decision's body.
pub(crate) fn decision(outcome: Outcome, text: &str) -> Body {
    Body::Decision(super::Decision::new(outcome, text))
}

/// A statutory partner taking a position, or taking it back.
pub(crate) fn positioned(record: &EntryId, agency: &str, position: Option<Position>) -> Act {
    Act::Positioned { record: record.clone(), positions: vec![(agency.into(), position)] }
}

/// Putting an item off.
pub(crate) fn deferred(item: &str, to: &str, why: &str) -> Act {
    Act::Deferred { item: item.into(), to: to.into(), meeting: None, why: why.into() }
}

/// An item to note added at the meeting.
pub(crate) fn added(id: &str, title: &str, why: &str) -> Act {
    let item = Box::new(item(id, title, Purpose::Note, 5));
    Act::Added { item, allowed_by: "icb-dsp".into(), why: why.into() }
}

/// Taking an item in hand.
pub(crate) fn turned(to: &str, done: bool) -> Act {
    Act::Turned { to: to.into(), done }
}

/// Noting items together.
pub(crate) fn together(items: &[&str]) -> Act {
    Act::TakenTogether { items: items.iter().map(|i| (*i).into()).collect() }
}

/// A meeting being played.
#[derive(Clone, Debug)]
pub(crate) struct Play {
    /// The meeting so far.
    pub(crate) meeting: Meeting,
}

impl Play {
    /// A meeting whose file was opened and no more.
    pub(crate) fn opened(sitting: Sitting) -> Self {
        let entry = super::Entry {
            id: EntryId { writer: WRITER.into(), seq: 1 },
            at: at("09:50"),
            act: Act::Opened { sitting: Box::new(sitting), agenda_sha256: None },
        };
        Self { meeting: Meeting::replay(vec![entry]).unwrap() }
    }

    /// A meeting that began at 10:00 with the three partners and the business manager there.
    pub(crate) fn begun() -> Self {
        Self::begun_with(sitting())
    }

    /// The same, starting from something else.
    pub(crate) fn begun_with(sitting: Sitting) -> Self {
        let mut play = Self::opened(sitting);
        play.act("10:00", Act::Began);
        for seat in ["council-dsp", "police-dsp", "icb-dsp", "manager"] {
            play.mark("10:01", seat, Mark::Present);
        }
        play
    }

    /// Something that must be allowed.
    pub(crate) fn act(&mut self, time: &str, act: Act) -> EntryId {
        self.meeting.enter(WRITER, at(time), act).unwrap().id
    }

    /// Something that must be refused; the meeting stays as it was.
    pub(crate) fn refused(&mut self, time: &str, act: Act) -> Refusal {
        let before = self.meeting.clone();
        let refusal = self.meeting.enter(WRITER, at(time), act).unwrap_err();
        assert_eq!(self.meeting, before);
        refusal
    }

    /// Marks a seat.
    pub(crate) fn mark(&mut self, time: &str, seat: &str, mark: Mark) -> EntryId {
        self.act(time, Act::Marked { seat: seat.into(), mark, since: None })
    }

    /// Goes to an item, the one before being finished with.
    pub(crate) fn turn(&mut self, time: &str, to: &str) -> EntryId {
        self.act(time, Act::Turned { to: to.into(), done: true })
    }

    /// Records something under an item.
    pub(crate) fn record(&mut self, time: &str, item: &str, body: Body) -> EntryId {
        self.act(time, Act::Recorded { item: item.into(), body })
    }

    /// Records a note.
    pub(crate) fn note(&mut self, time: &str, item: &str, text: &str) -> EntryId {
        self.record(time, item, Body::Note { text: text.into() })
    }

    /// Records a decision.
    pub(crate) fn decide(&mut self, time: &str, item: &str, outcome: Outcome, text: &str) -> EntryId {
        self.record(time, item, decision(outcome, text))
    }

    /// Records where a statutory partner stands on a decision.
    pub(crate) fn position(
        &mut self,
        time: &str,
        record: &EntryId,
        agency: &str,
        position: Option<Position>,
    ) {
        self.act(time, positioned(record, agency, position));
    }

    /// Records an action with the next number, and gives back its id.
    pub(crate) fn set(&mut self, time: &str, item: &str, what: &str) -> String {
        let id = self.meeting.next_action_id();
        let due = Due::On("2026-12-11".parse().unwrap());
        let lead = Some("manager".into());
        let body = Body::Action { id: id.clone(), what: what.into(), lead, due, with: vec![], tags: vec![] };
        self.record(time, item, body);
        id.to_string()
    }

    /// Strikes the last gesture.
    pub(crate) fn undo(&mut self, time: &str) {
        let entry = self.meeting.undoable(WRITER).expect("something to undo").id.clone();
        self.act(time, Act::Struck { entry });
    }

    /// Restores the gesture struck last.
    pub(crate) fn redo(&mut self, time: &str) {
        let entry = self.meeting.redoable(WRITER).expect("something to redo").id.clone();
        self.act(time, Act::Restored { entry });
    }
}
