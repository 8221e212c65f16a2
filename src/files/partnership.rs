//! What `partnership.yaml` may hold. Whether its ids and rules make sense together is in `check`.

use super::reading::read;
use super::yaml::{Loaded, Node, Shape, may, need};
use crate::base::problem::Severity;
use crate::domain::partnership::Partnership;
use std::collections::BTreeSet;

/// The words for a rule the arrangements do not give.
const UNSAID: Shape = Shape::Word(&["not defined"]);
const IDS: Shape = Shape::List(&Shape::Id);
const LINES: Shape = Shape::List(&Shape::Line);

const MARKING: Shape = Shape::Map(&[
    need("default", &Shape::Line, "the marking used where nothing else is said"),
    need("levels", &LINES, "all markings in use, lowest first"),
]);

const AGENCY: Shape = Shape::Map(&[
    need("id", &Shape::Id, "its permanent id"),
    need("name", &Shape::Line, "its full name"),
    may("short", &Shape::Line, "what people call it"),
    need("kind", &Shape::Word(&["statutory", "relevant", "other"]), "how it stands to the partnership"),
]);

const INTEREST: Shape = Shape::Map(&[
    need("what", &Shape::Line, "the interest, as it would be declared"),
    need("tags", &IDS, "an item with any of these among its tags touches it"),
]);

const POST: Shape = Shape::Map(&[
    need("id", &Shape::Id, "its permanent id"),
    need("title", &Shape::Line, "its title, as on documents"),
    may("short", &Shape::Line, "the title in one breath"),
    need("agency", &Shape::Id, "the id of the agency it belongs to"),
    may("roles", &IDS, "standing roles, such as dsp"),
    may("also", &LINES, "other words people use for it"),
    may("interests", &Shape::List(&INTEREST), "interests that come with the post"),
]);

const PERSON: Shape = Shape::Map(&[
    need("id", &Shape::Id, "a permanent id"),
    need("name", &Shape::Line, "the full name"),
    may("initials", &Shape::Line, "the initials, in quotes"),
    need("post", &Shape::Id, "the id of the post held"),
    may("from", &Shape::Date, "the first day in the post"),
    may("to", &Shape::Date, "the last day in the post"),
    may("interests", &Shape::List(&INTEREST), "their own interests, for the register"),
    may("aka", &IDS, "ids they had before, which still find them"),
]);

const CHAIR: Shape = Shape::OneOf(&[
    &UNSAID,
    &Shape::Map(&[
        need("rotates", &IDS, "the posts that take turns, in order"),
        need("every", &Shape::Word(&["quarter", "meeting"]), "when the chair passes on"),
    ]),
    &Shape::Map(&[need("post", &Shape::Id, "the post that always chairs")]),
    &Shape::Map(&[
        need("shared", &IDS, "the posts that share the chair"),
        may("vacant", &IDS, "agencies whose co-chair is not yet named"),
    ]),
    &Shape::Map(&[
        need("elected", &Shape::Line, "from whom the chair is chosen"),
        may("deputy_succeeds", &Shape::YesNo, "whether the deputy chair takes over"),
        may(
            "deputy_from_another_agency",
            &Shape::YesNo,
            "whether chair and deputy come from different agencies",
        ),
    ]),
    &Shape::Map(&[need("agency", &Shape::Id, "the agency that chairs, where no post is said")]),
]);

const MINUTE_TAKER: Shape = Shape::OneOf(&[
    &Shape::Id,
    &Shape::Map(&[need(
        "agency",
        &Shape::OneOf(&[&Shape::Word(&["chair's"]), &Shape::Id]),
        "the agency that supplies one",
    )]),
]);

const DEPUTIES: Shape = Shape::OneOf(&[
    &Shape::Word(&["not defined", "not accepted"]),
    &Shape::Map(&[need("accepted", &Shape::Word(&["named", "any"]), "which deputies are accepted")]),
]);

const QUORUM: Shape = Shape::OneOf(&[
    &UNSAID,
    &Shape::Map(&[
        may("number", &Shape::Whole, "how many members are needed"),
        may("percent", &Shape::Whole, "which share of the members is needed, in per cent"),
        may("of", &Shape::Word(&["members"]), "what the share is taken of"),
        may("agencies", &IDS, "agencies that must each have a member there"),
    ]),
]);

const CADENCE: Shape = Shape::OneOf(&[
    &UNSAID,
    &Shape::Map(&[
        may("times_a_year", &Shape::Whole, "meetings in a year"),
        may(
            "quarters",
            &Shape::List(&Shape::Word(&["Q1", "Q2", "Q3", "Q4"])),
            "quarters of the financial year",
        ),
        may("before", &Shape::Id, "the group it meets before"),
        may("weeks", &Shape::Whole, "how many weeks before"),
        may("when_needed", &Shape::YesNo, "whether it meets only when something calls for it"),
        may("note", &Shape::Line, "anything else that is said"),
    ]),
]);

const INPUT: Shape = Shape::Map(&[
    need("id", &Shape::Id, "its permanent id"),
    need("what", &Shape::Line, "what it is"),
    need("from", &Shape::Id, "the agency or group it comes from"),
    need("every", &Shape::Line, "how often, in words"),
]);

const GROUP: Shape = Shape::Map(&[
    need("id", &Shape::Id, "its permanent id"),
    need("name", &Shape::Line, "its full name"),
    may("short", &Shape::Line, "what people call it"),
    need("prefix", &Shape::Line, "the capitals its action ids begin with"),
    may("about", &Shape::Text, "what it is for"),
    need("chair", &CHAIR, "who chairs it"),
    need("members", &IDS, "the posts that are members"),
    may("attends", &IDS, "posts that attend and never count towards the quorum"),
    may("observers", &IDS, "posts that observe"),
    may("minute_taker", &MINUTE_TAKER, "the post that takes the minutes"),
    need("deputies", &DEPUTIES, "whether a member may send somebody else"),
    need("quorum", &QUORUM, "who must be there before the group may decide"),
    need("cadence", &CADENCE, "how often it meets"),
    need("slot", &Shape::Length, "how long its meetings last"),
    may("receives", &Shape::List(&INPUT), "what it expects to be sent"),
    may("reports_to", &IDS, "groups it reports to"),
    may("refers_to", &IDS, "other groups it may send matters to"),
    may("minutes_public", &Shape::YesNo, "whether its minutes are published"),
    may("defined_in", &Shape::Line, "the document its rules come from"),
]);

const LEAD_TIMES: Shape = Shape::Map(&[
    may("call_for_papers", &Shape::Whole, "working days before the meeting"),
    may("agenda_agreed", &Shape::Whole, "working days before the meeting"),
    may("papers_due", &Shape::Whole, "working days before the meeting"),
    may("pack_out", &Shape::Whole, "clear working days before the meeting"),
    may("actions_out", &Shape::Whole, "working days after the meeting"),
    may("draft_to_chair", &Shape::Whole, "working days after the meeting"),
    may("draft_to_members", &Shape::Whole, "working days after the meeting"),
    may("approved_filed", &Shape::Whole, "working days after the meeting that approved the minutes"),
]);

const LEGEND: Shape = Shape::Map(&[
    need("letter", &Shape::Word(&["R", "A", "G", "B"]), "its letter"),
    need("word", &Shape::Line, "the word that always stands beside the letter"),
    may("when", &Shape::Line, "when it applies, in words for people: it changes nothing that is worked out"),
]);

/// What the file may hold.
pub const SHAPE: Shape = Shape::Map(&[
    need("schema", &Shape::Whole, "the version of the format, which is 1"),
    need("id", &Shape::Id, "the partnership's permanent id"),
    need("name", &Shape::Line, "its full name, as on documents"),
    may("short", &Shape::Line, "what people call it"),
    may("area", &Shape::Line, "the area it covers, in words"),
    may("sources", &IDS, "the documents its arrangements come from"),
    need("marking", &MARKING, "the protective markings in use"),
    need("agencies", &Shape::List(&AGENCY), "the agencies that take part"),
    need("posts", &Shape::List(&POST), "the posts that sit in groups and lead items and actions"),
    may("people", &Shape::List(&PERSON), "who holds which post, and since when"),
    need("groups", &Shape::List(&GROUP), "the groups that meet"),
    may("lead_times", &LEAD_TIMES, "working days by which things are due"),
    may("legend", &Shape::List(&LEGEND), "letters and words for the state of an action"),
]);

/// Reads the partnership's file; every problem comes with its place.
///
/// Entries of `people` that are wrong are left out of the value, though not of the tree, when all else is sound: a
/// slip in who holds a post stops no meeting. Nothing else is ever left out, because a member or a rule that is missing
/// could miscount a quorum.
pub fn load(text: &str) -> Loaded<Partnership> {
    let mut loaded = read(text, &SHAPE);
    let wrong = wrong_people(&loaded);
    if !wrong.is_empty() {
        loaded.value = without(text, &loaded, &wrong);
    }
    loaded
}

/// The entries of `people` that errors stand in, by position. An error after the list counts as the last entry's:
/// reading the rest again tells them apart.
fn wrong_people(loaded: &Loaded<Partnership>) -> BTreeSet<usize> {
    let people = loaded.node.as_ref().and_then(|node| node.get("people")).map_or(&[][..], Node::items);
    let errors = loaded.problems.iter().filter(|problem| problem.severity == Severity::Error);
    errors.filter_map(|error| people.iter().rposition(|person| person.place <= error.place)).collect()
}

/// What the file says without some of its people; nothing when anything else in it is wrong.
fn without(text: &str, loaded: &Loaded<Partnership>, wrong: &BTreeSet<usize>) -> Option<Partnership> {
    // Somebody who is surely well written stands in for each, so that all others keep their positions.
    const STAND_IN: &str = " {id: a, name: A, post: a}";
    let people = loaded.node.as_ref()?.get("people")?.items();
    let mut rest = text.to_owned();
    for index in wrong.iter().rev() {
        rest.replace_range(people.get(*index)?.range.clone(), STAND_IN);
    }
    let mut value = read::<Partnership>(&rest, &SHAPE).value?;
    let mut index = 0..;
    value.people.retain(|_| index.next().is_none_or(|index| !wrong.contains(&index)));
    Some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    const FULL: &str = "schema: 1
id: wren
name: Wrenshire Partnership
short: WSCP
area: Wrenshire
sources: [arrangements-2024]
marking: {default: OFFICIAL, levels: [OFFICIAL, OFFICIAL-SENSITIVE]}
agencies:
  - {id: police, name: Police, short: police, kind: statutory}
posts:
  - {id: police-dsp, title: Chief Superintendent, short: Ch Supt, agency: police, roles: [dsp], also: [supt], interests: [{what: sits on a board, tags: [budget]}]}
people:
  - {id: p-1, name: Jo Ellis, initials: \"JE\", post: police-dsp, from: 2025-01-06, to: 2027-01-06, interests: [{what: governor of a school, tags: [schools]}]}
groups:
  - id: executive
    name: Executive
    short: Exec
    prefix: EXEC
    about: What it is for.
    chair: {elected: from members, deputy_succeeds: true, deputy_from_another_agency: false}
    members: [police-dsp]
    attends: [police-dsp]
    observers: [police-dsp]
    minute_taker: {agency: chair's}
    deputies: {accepted: named}
    quorum: {number: 1, percent: 66, of: members, agencies: [police]}
    cadence: {times_a_year: 4, quarters: [Q1, Q4], before: sog, weeks: 4, when_needed: true, note: as needed}
    slot: 1h30
    receives:
      - {id: dashboard, what: Dashboard, from: police, every: quarter}
    reports_to: [sog]
    refers_to: [sog]
    minutes_public: true
    defined_in: arrangements-2024
lead_times: {call_for_papers: 20, agenda_agreed: 10, papers_due: 7, pack_out: 5, actions_out: 2, draft_to_chair: 5, draft_to_members: 10, approved_filed: 5}
legend:
  - {letter: R, word: late, when: past its due date}
";

    #[test]
    fn a_file_with_every_key_is_read_without_a_word() {
        let loaded = load(FULL);
        assert_eq!(loaded.problems, []);
        let read = loaded.value.unwrap();
        assert_eq!(read.groups[0].slot.0, 90);
        assert_eq!(read.lead_times.pack_out, 5);
    }

    #[test]
    fn what_the_program_keeps_is_what_the_file_may_hold() {
        let read = load(FULL).value.unwrap();
        let written = serde_yaml::to_string(&read).unwrap();
        let again = load(&written);
        assert_eq!(again.problems, [], "{written}");
        assert_eq!(again.value.unwrap(), read);
    }

    #[test]
    fn every_form_of_chair_minute_taker_and_rule_is_read() {
        for (from, to) in [
            (
                "{elected: from members, deputy_succeeds: true, deputy_from_another_agency: false}",
                "not defined",
            ),
            (
                "{elected: from members, deputy_succeeds: true, deputy_from_another_agency: false}",
                "{rotates: [police-dsp], every: meeting}",
            ),
            (
                "{elected: from members, deputy_succeeds: true, deputy_from_another_agency: false}",
                "{post: police-dsp}",
            ),
            (
                "{elected: from members, deputy_succeeds: true, deputy_from_another_agency: false}",
                "{shared: [police-dsp], vacant: [police]}",
            ),
            (
                "{elected: from members, deputy_succeeds: true, deputy_from_another_agency: false}",
                "{agency: police}",
            ),
            ("minute_taker: {agency: chair's}", "minute_taker: police-dsp"),
            ("minute_taker: {agency: chair's}", "minute_taker: {agency: police}"),
            ("{accepted: named}", "not accepted"),
            ("{number: 1, percent: 66, of: members, agencies: [police]}", "not defined"),
            (
                "{times_a_year: 4, quarters: [Q1, Q4], before: sog, weeks: 4, when_needed: true, note: as needed}",
                "not defined",
            ),
        ] {
            assert!(FULL.contains(from));
            let loaded = load(&FULL.replace(from, to));
            assert_eq!(loaded.problems, [], "{to}");
            assert!(loaded.value.is_some());
        }
    }

    /// The full file with other people in it.
    fn with_people(people: &str) -> String {
        let start = FULL.find("people:").unwrap();
        let end = FULL.find("groups:").unwrap();
        format!("{}people:{people}\n{}", &FULL[..start], &FULL[end..])
    }

    #[test]
    fn people_who_are_wrong_are_left_out_and_every_problem_is_kept() {
        let good = "\n  - id: a\n    name: A\n    post: police-dsp";
        let other = "\n  - {id: b, name: B, post: police-dsp}";
        for (wrong, errors) in [
            ("\n  - id: c\n    name: C\n    post: police-dsp\n    from: 1/4/2026  # when\n    to: soon", 2),
            ("\n  - {id: c, name: C, post: police-dsp, from: 1/4/2026}", 1),
            ("\n  - id: c", 2),
            ("\n  -", 1),
            ("\n  - words", 1),
        ] {
            for (people, place) in [
                (format!("{wrong}{good}{other}"), 0),
                (format!("{good}{wrong}{other}"), 1),
                (format!("{good}{other}{wrong}"), 2),
            ] {
                for text in [with_people(&people), with_people(&people).replace('\n', "\r\n")] {
                    let loaded = load(&text);
                    assert_eq!(loaded.problems.len(), errors, "{people}: {:?}", loaded.problems);
                    let ids: Vec<String> =
                        loaded.value.expect(&people).people.iter().map(|p| p.id.to_string()).collect();
                    assert_eq!(ids, ["a", "b"], "{people} {place}");
                    assert_eq!(loaded.node.unwrap().get("people").unwrap().items().len(), 3);
                }
            }
        }
        let flow =
            " [{id: a, name: A, post: police-dsp}, {id: c, from: x}, {id: b, name: B, post: police-dsp}]";
        assert_eq!(load(&with_people(flow)).value.unwrap().people.len(), 2);
    }

    #[test]
    fn nothing_but_people_is_ever_left_out() {
        let slip = with_people("\n  - {id: c, name: C, post: police-dsp, from: 1/4/2026}");
        assert!(load(&slip).value.unwrap().people.is_empty());
        for (from, to) in [
            ("members: [police-dsp]", "members: [Police DSP]"),
            ("number: 1", "number: one"),
            ("schema: 1", "schema: 2"),
            ("pack_out: 5", "pack_out: five"),
        ] {
            assert!(slip.contains(from), "{from}");
            let loaded = load(&slip.replace(from, to));
            assert!(loaded.value.is_none(), "{to}");
            assert!(loaded.problems.len() > 1, "{to}: {:?}", loaded.problems);
        }
    }
}
