//! Trackers made at random, with everything an action may hold, for the laws beside them.

use super::Listing;
use crate::base::id::MeetingId;
use crate::domain::action::{
    Action, Closing, Due, Evidence, Level, Move, Part, Priority, Raised, Source, SourceKind, Status, Update,
};
use crate::domain::actions::{Light, Listed, all};
use crate::domain::agenda::Tier;
use crate::domain::partnership::{Agency, Partnership, Person, Post};
use crate::domain::tracker::Tracker;
use chrono::{Days, NaiveDate};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use std::collections::BTreeMap;

pub(super) fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

pub(super) fn today() -> NaiveDate {
    day("2026-12-03")
}

/// Two people of one name, a title with an `and`, a post nobody holds, and somebody who left.
pub(super) fn partnership() -> Partnership {
    let agency = |id: &str| Agency { id: id.into(), name: id.to_uppercase(), ..Agency::default() };
    let post = |id: &str, title: &str, agency: &str| Post {
        id: id.into(),
        title: title.into(),
        agency: agency.into(),
        ..Post::default()
    };
    let person = |id: &str, name: &str, post: &str| Person {
        id: id.into(),
        name: name.into(),
        post: post.into(),
        ..Person::default()
    };
    Partnership {
        name: "Wrenshire & District".into(),
        agencies: vec![agency("police"), agency("icb"), agency("council")],
        posts: vec![
            post("police-dsp", "Chief Superintendent", "police"),
            post("icb-dsp", "Deputy Chief Nurse", "icb"),
            post("learning", "Head of Learning and Development, people", "council"),
            post("nurse", "Designated Nurse", "icb"),
        ],
        people: vec![
            person("p-gd", "Gareth Davies", "police-dsp"),
            person("p-no", "Nia O'Owen-Smith", "icb-dsp"),
            person("p-gd2", "Gareth Davies", "nurse"),
        ],
        ..Partnership::default()
    }
}

const POSTS: [&str; 6] = ["police-dsp", "icb-dsp", "learning", "nurse", "p-gd", "nobody-knows"];

/// Words such as people type, and such as nobody should.
pub(super) fn words() -> BoxedStrategy<String> {
    let odd = select(vec![
        "=1+1",
        "'=1+1",
        "+44 117",
        "-5",
        "@SUM(1)",
        "\"quoted\"",
        "' apostrophe",
        "it's",
        "two\nlines",
        "a,b;c|d",
        "\ttab",
        "\r\nWindows",
        "10/09/2026: said\n12/11/2026 and again",
        "Zoe\u{308} \u{202e}x\u{200b}y\u{ad}z",
        "\u{feff}mark",
        "日本語 ответ",
        "_x0041_ _x000D_",
        "%0A",
        "<b>&amp;</b>",
        "\u{1b}[31m",
        "\u{ffff}",
        "e\u{ad}\u{301}",
        "Action",
        "closed",
        "TBC",
    ]);
    prop_oneof![2 => "[A-Za-z][a-z ,.;:'-]{0,30}", 2 => odd.prop_map(str::to_owned), 1 => "\\PC{1,20}", 1 => any::<String>()].boxed()
}

/// Words as people type them on one line.
pub(super) fn typed() -> BoxedStrategy<String> {
    "[A-Z][a-z ,.;:'\"#&-]{0,30}[a-z]".boxed()
}

fn some_day() -> impl Strategy<Value = NaiveDate> {
    (0_u64..900).prop_map(|days| day("2025-06-01") + Days::new(days))
}

/// An action with everything an action may hold, in words of this kind.
pub(super) fn action(words: &BoxedStrategy<String>) -> impl Strategy<Value = Action> + use<> {
    let text = || words.clone();
    let who = (prop::option::of(select(POSTS.to_vec())), subsequence(POSTS.to_vec(), 0..4));
    let dates = (some_day(), prop::option::of(some_day()), dues());
    let states = (
        select(Status::ALL.to_vec()),
        select(vec![Priority::High, Priority::Usual, Priority::Low]),
        select(vec![Tier::Open, Tier::Partners, Tier::Restricted]),
    );
    let history = (vec(update(text()), 0..4), vec(evidence(text()), 0..3), vec(step(text()), 0..4));
    let tags = vec("[a-z][a-z0-9 -]{0,8}", 0..4);
    let others = subsequence(vec!["EXEC-26-001", "SOG-26-004", "OLD-25-007"], 0..3);
    let links = (meeting(), vec(source(text()), 0..4), others.clone(), others);
    let parts = (vec((text(), prop::option::of(some_day())), 0..3), prop::option::of(text()));
    ((text(), who, dates), states, history, tags, links, parts).prop_map(
        |(
            (what, (lead, with), (raised, first_due, due)),
            (status, priority, tier),
            (updates, evidence, moves),
            tags,
            (meeting, sources, blocked_by, aliases),
            (steps, measure),
        )| Action {
            what: format!("{what} x"),
            aliases: aliases.into_iter().filter(|id| id.starts_with("OLD")).map(Into::into).collect(),
            lead: lead.map(Into::into),
            with: with.into_iter().map(Into::into).collect(),
            raised: Raised {
                item: meeting.is_some().then(|| "neglect".into()),
                minute: if meeting.is_some() { "5.2".into() } else { String::new() },
                meeting,
                date: raised,
            },
            sources,
            first_due,
            due,
            moves,
            status,
            priority,
            updates,
            evidence,
            closed: (status == Status::Closed).then(|| Closing {
                by: "executive".into(),
                on: raised,
                ..Closing::default()
            }),
            dropped_by: (status == Status::Dropped && tier != Tier::Open).then(|| "EXEC-26-D004".into()),
            merged_into: (status == Status::Merged).then(|| "SOG-26-009".into()),
            blocked_by: blocked_by.into_iter().map(Into::into).collect(),
            steps: steps.into_iter().map(|(what, done)| Part { what, done }).collect(),
            baseline: measure.clone().unwrap_or_default(),
            measure: measure.unwrap_or_default(),
            tags,
            tier,
            ..Action::default()
        },
    )
}

fn dues() -> impl Strategy<Value = Due> {
    prop_oneof![3 => some_day().prop_map(Due::On), 1 => Just(Due::ToBeSet)]
}

fn meeting() -> impl Strategy<Value = Option<MeetingId>> {
    prop::option::of(select(vec!["executive-2026-06-04", "sog-2026-11-05", "away-day"]).prop_map(Into::into))
}

fn who() -> impl Strategy<Value = String> {
    select(vec!["", "jo", "Priya Nair"]).prop_map(str::to_owned)
}

fn update(words: BoxedStrategy<String>) -> impl Strategy<Value = Update> {
    (some_day(), words, who(), meeting()).prop_map(|(on, text, by, meeting)| Update { on, text, by, meeting })
}

fn evidence(words: BoxedStrategy<String>) -> impl Strategy<Value = Evidence> {
    let file = select(vec!["", "evidence/plan.pdf", "https://example.org/plan"]);
    let more = (select(Level::ALL.to_vec()), prop::option::of(some_day()), file);
    (some_day(), words, more, who(), meeting()).prop_map(
        |(on, text, (level, effective, file), by, meeting)| Evidence {
            on,
            text,
            level,
            effective,
            file: file.into(),
            by,
            meeting,
            ..Evidence::default()
        },
    )
}

fn step(words: BoxedStrategy<String>) -> impl Strategy<Value = Move> {
    (dues(), dues(), some_day(), words, who(), meeting()).prop_map(|(from, to, on, why, by, meeting)| Move {
        from,
        to,
        on,
        why,
        by,
        meeting,
    })
}

fn source(words: BoxedStrategy<String>) -> impl Strategy<Value = Source> {
    let parts = (select(SourceKind::ALL.to_vec()), prop::option::of(words.clone()), prop::option::of(words));
    parts.prop_map(|(kind, called, reference)| Source {
        kind,
        called: called.unwrap_or_default(),
        reference: reference.unwrap_or_default(),
    })
}

pub(super) fn tracker(words: &BoxedStrategy<String>) -> impl Strategy<Value = Tracker> + use<> {
    vec(action(words), 1..5).prop_map(|actions| {
        let numbered = (1..)
            .zip(actions)
            .map(|(n, action)| Action { id: format!("EXEC-26-{n:03}").as_str().into(), ..action });
        Tracker {
            id: "executive".into(),
            group: "executive".into(),
            prefix: "EXEC".into(),
            actions: numbered.collect(),
            ..Tracker::default()
        }
    })
}

/// What is done with a listing of a tracker's actions.
pub(super) fn listed<T>(tracker: &Tracker, done: impl FnOnce(&Listing<'_>) -> T) -> T {
    listed_on(tracker, &partnership(), today(), done)
}

/// The same on another day and among others.
pub(super) fn listed_on<T>(
    tracker: &Tracker,
    partnership: &Partnership,
    on: NaiveDate,
    done: impl FnOnce(&Listing<'_>) -> T,
) -> T {
    let light = Light { partnership: Some(partnership), today: on, next: BTreeMap::new(), meetings: None };
    let found: Vec<Listed<'_>> = all([tracker]).collect();
    done(&Listing { light: &light, found: &found, query: "everything", tier: Tier::Restricted })
}
