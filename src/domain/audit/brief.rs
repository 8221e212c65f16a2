//! The learning brief of an audit: one page for practitioners, drafted from what was agreed. People agree findings and type
//! recommendations; this puts their sentences in order and makes none up. What is missing is named, and `gate` says what
//! must not stand in it before it can be written.

use super::gate::{About, Called, Line, Refused, What, refused};
use super::movement::{Moved, Movement, Way};
use super::report::{Context, Linked, how};
use super::results::{Found, Results};
use super::scope::Audit;
use super::{FindingKind, Ground};
use crate::base::id::RecommendationId;
use crate::base::text::{and_list, count};
use crate::domain::agenda::Tier;
use crate::domain::personal::Names;
use chrono::NaiveDate;

/// The most words a brief may have: about what one side of A4 holds.
pub const MOST_WORDS: usize = 450;
/// Where its version stands.
const VERSION: &str = "the version";
/// The fewest and the most points of the parts that matter most.
const FEWEST_POINTS: usize = 3;
const MOST_POINTS: usize = 5;
/// The most quotations, questions and lines of movement.
const MOST_OTHERS: usize = 3;

/// A learning brief.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Brief {
    /// What it is called.
    pub title: String,
    /// The theme.
    pub theme: String,
    /// The audit's id.
    pub reference: String,
    /// Whose it is.
    pub partnership: String,
    /// Its protective marking.
    pub marking: String,
    /// Which version it is of, and whether that was signed off.
    pub signed: String,
    /// The day.
    pub on: NaiveDate,
    /// Why this audit was done.
    pub why: String,
    /// How: so many children, so many agencies, over which time.
    pub how: String,
    /// Its parts, in order; none of them empty.
    pub parts: Vec<(Heading, Vec<Point>)>,
    /// What is missing, each with how to add it.
    pub missing: Vec<String>,
    /// What is left out because not everybody may read it, and what to ask before others read the rest.
    pub left_out: Vec<String>,
}

/// A point, and where its words come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Point {
    /// The words.
    pub text: String,
    /// The finding, recommendation or question they stand at; that is not printed.
    pub from: String,
}

/// The headings of a brief, in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Heading {
    /// Children's own words.
    Heard,
    /// What is done well.
    Good,
    /// What needs to improve.
    Improve,
    /// What to do from tomorrow.
    Tomorrow,
    /// What the partnership will do.
    Partnership,
    /// Questions for supervision.
    Supervision,
    /// Tools, training and contacts.
    Tools,
    /// What changed since last time.
    LastTime,
}

impl Heading {
    /// The words.
    pub fn said(self) -> &'static str {
        match self {
            Self::Heard => "What we heard from children",
            Self::Good => "Good practice",
            Self::Improve => "What needs to improve",
            Self::Tomorrow => "What you should do from tomorrow",
            Self::Partnership => "What the partnership will do",
            Self::Supervision => "Questions for supervision",
            Self::Tools => "Tools and contacts",
            Self::LastTime => "Last time and this time",
        }
    }

    /// The fewest points it keeps where others need room.
    fn least(self) -> usize {
        match self {
            Self::Good | Self::Improve | Self::Tomorrow | Self::Partnership => FEWEST_POINTS,
            Self::Supervision => 2,
            Self::Heard | Self::Tools => 1,
            Self::LastTime => MOST_OTHERS,
        }
    }

    /// How to add what is missing there.
    fn add(self) -> &'static str {
        match self {
            Self::Heard => "ask agencies what children say of the help they had",
            Self::Good => "agree strengths at the panel",
            Self::Improve => "agree what to develop at the panel",
            Self::Tomorrow => "give findings about practice recommendations that say what to do",
            Self::Partnership => "give findings recommendations, and these actions",
            Self::Supervision => "name the questions that findings rest on, or write your own",
            Self::Tools => {
                "say which tools, training and contacts there are: 'chairside audit tools ID --add \"…\"'"
            }
            Self::LastTime => "",
        }
    }
}

impl Brief {
    /// The draft.
    pub fn draft(results: &Results<'_>, movement: Option<&Movement<'_>>, context: &Context<'_>) -> Self {
        let audit = results.audit;
        let findings = results.findings();
        let of = |kind| findings.iter().filter(move |one| one.finding.kind == kind);
        let point =
            |one: &Found<'_>| Point { text: one.finding.text.clone(), from: one.finding.id.to_string() };
        let (mut ask, mut left_out) = supervision(results, &findings, &context.called);
        let (heard, unsaid) = heard(results, &context.called);
        left_out.extend(unsaid);
        let all = [
            (Heading::Heard, heard),
            (Heading::Good, of(FindingKind::Strength).map(point).collect()),
            (Heading::Improve, of(FindingKind::Develop).map(point).collect()),
            (Heading::Tomorrow, tomorrow(&findings, context.linked)),
            (Heading::Partnership, partnership(&findings, context.linked)),
            (Heading::Tools, tools(audit)),
            (
                Heading::LastTime,
                movement.map(|moved| last_time(moved, audit, &context.called)).unwrap_or_default(),
            ),
        ];
        let mut missing = Vec::new();
        let mut parts = Vec::new();
        for (heading, mut points) in all {
            dedupe(&mut points);
            complain(heading, &mut points, &mut missing);
            if !points.is_empty() {
                parts.push((heading, points));
            }
        }
        complain(Heading::Supervision, &mut ask, &mut missing);
        left_out.extend(closed(&findings, context.linked));
        left_out.extend(actions_left_out(&findings, context.linked));
        left_out.extend(quoted(&parts));
        if audit.why.trim().is_empty() {
            missing.push("why this audit was done: write it under why in the audit’s file".to_owned());
        }
        let mut brief = Self {
            title: audit.title.clone(),
            theme: results.template.title.clone(),
            reference: audit.id.to_string(),
            partnership: context.partnership.to_owned(),
            marking: context.marking.to_owned(),
            signed: audit.signed_said(&results.hash()),
            on: context.today,
            why: audit.why.clone(),
            how: how(results, Tier::Open).unwrap_or_default(),
            parts,
            missing,
            left_out,
        };
        brief.make_room_for(ask);
        brief
    }

    /// Puts questions for supervision in. Where they would make it too long, two stay and others give up points beyond those they
    /// need; where that is not enough there are none. What is left out is named.
    fn make_room_for(&mut self, ask: Vec<Point>) {
        if ask.is_empty() {
            return;
        }
        let (before, was_too_long) = (self.parts.clone(), self.words() > MOST_WORDS);
        self.parts.push((Heading::Supervision, ask));
        self.parts.sort_by_key(|(heading, _)| *heading);
        let mut gone: Vec<(Heading, String)> = Vec::new();
        while !was_too_long && self.words() > MOST_WORDS {
            let spare =
                |(heading, points): &(Heading, Vec<Point>)| points.len().saturating_sub(heading.least());
            let widest = self
                .parts
                .iter_mut()
                .filter(|part| spare(part) > 0)
                .max_by_key(|(heading, points)| (*heading == Heading::Supervision, points.len()));
            let Some((heading, points)) = widest else { break };
            gone.extend(points.pop().map(|point| (*heading, point.from)));
        }
        if !was_too_long && self.words() > MOST_WORDS {
            self.parts = before;
            let said = Heading::Supervision.said();
            self.missing.push(format!("{said} has no room: shorten other points, and they come"));
            return;
        }
        for heading in gone.iter().map(|(heading, _)| *heading).collect::<std::collections::BTreeSet<_>>() {
            let left = gone.iter().filter(|(of, _)| *of == heading).map(|(_, from)| from.as_str());
            let left = left.collect::<Vec<_>>().join(", ");
            self.missing.push(format!("{} has no room for all: left out are {left}", heading.said()));
        }
    }

    /// Everything that stands in it, and where.
    pub fn lines(&self) -> Vec<Line> {
        let line =
            |place: &str, text: &str, about| Line { place: place.to_owned(), text: text.to_owned(), about };
        let mut lines = vec![line("the title", &self.title, About::Other)];
        lines.push(line("the theme", &self.theme, About::Other));
        lines.push(line(VERSION, &self.signed, About::Other));
        lines.push(line("Why", &self.why, About::Deeds));
        lines.push(line("How", &self.how, About::Other));
        for (heading, points) in &self.parts {
            let about = match heading {
                Heading::Improve | Heading::Supervision => About::Develop,
                Heading::Tools => About::Contacts,
                Heading::Heard
                | Heading::Good
                | Heading::Tomorrow
                | Heading::Partnership
                | Heading::LastTime => About::Deeds,
            };
            for (n, point) in (1..).zip(points) {
                let place = format!("{}, point {n} ({})", heading.said(), point.from);
                lines.push(line(&place, &point.text, about));
            }
        }
        lines
    }

    /// How many words a reader meets, headings and all.
    pub fn words(&self) -> usize {
        let headings = self.parts.iter().map(|(heading, _)| heading.said().split_whitespace().count());
        let lines = self.lines();
        // The line at the foot with the audit's id and version is not read with the rest.
        let lines = lines.iter().filter(|line| line.place != VERSION);
        headings.sum::<usize>() + lines.map(|line| line.text.split_whitespace().count()).sum::<usize>()
    }

    /// Why it cannot be written yet; nothing when it can.
    pub fn refused(&self, audit: &Audit, names: &Names, called: &Called) -> Vec<Refused> {
        let mut all = refused(&self.lines(), audit, names, called);
        let words = self.words();
        if words > MOST_WORDS {
            let seen = format!("{words}, and at most {MOST_WORDS} fit one page");
            all.push(Refused { what: What::TooLong, place: "the whole brief".into(), seen });
        }
        all
    }
}

/// The recommendations that findings name and that not everybody may read, or that are not there.
fn closed(findings: &[Found<'_>], linked: &[Linked]) -> Option<String> {
    let named = findings.iter().flat_map(|one| &one.finding.recommendations);
    let unread = named.filter(|id| linked.iter().all(|known| known.id != **id));
    let ids: std::collections::BTreeSet<&str> = unread.map(RecommendationId::as_str).collect();
    let ids: Vec<&str> = ids.into_iter().collect();
    (!ids.is_empty()).then(|| {
        let ids = and_list(&ids);
        format!("words of {ids} are left out: give what anybody may read 'tier: open' in the register")
    })
}

/// The actions of recommendations that not everybody may read: how many, and no number of theirs.
fn actions_left_out(findings: &[Found<'_>], linked: &[Linked]) -> Option<String> {
    let named =
        [Ground::System, Ground::Practice].into_iter().flat_map(|ground| named(findings, ground, linked));
    let closed: Vec<&Linked> = named.filter(|one| one.closed > 0).collect();
    let ids: std::collections::BTreeSet<&str> = closed.iter().map(|one| one.id.as_str()).collect();
    let n: usize = ids
        .iter()
        .filter_map(|id| linked.iter().find(|one| one.id.as_str() == *id))
        .map(|one| one.closed)
        .sum();
    (n > 0).then(|| {
        let (some, ids) =
            (count(n, "action is", "actions are"), and_list(&ids.into_iter().collect::<Vec<_>>()));
        format!("{some} left out of {ids}: give what anybody may read 'tier: open' in the tracker")
    })
}

/// What children said is theirs: somebody asks before anybody reads it.
fn quoted(parts: &[(Heading, Vec<Point>)]) -> Option<String> {
    let (_, heard) = parts.iter().find(|(heading, _)| *heading == Heading::Heard)?;
    let from: Vec<&str> = heard.iter().map(|point| point.from.as_str()).collect();
    Some(format!(
        "children's words are quoted from the {}: ask there whether anybody may read them, or take them out",
        and_list(&from)
    ))
}

/// Tools, training and contacts, as people wrote them.
fn tools(audit: &Audit) -> Vec<Point> {
    let line = |text: &String| Point { text: text.clone(), from: "audit.yaml".into() };
    audit.brief.tools.iter().map(line).collect()
}

/// Everything in a line about tools, training and contacts that must not be read by anybody.
pub fn refused_tool(text: &str, audit: &Audit, names: &Names, called: &Called) -> Vec<Refused> {
    let line = Line { place: Heading::Tools.said().into(), text: text.to_owned(), about: About::Contacts };
    refused(&[line], audit, names, called)
}

/// A sentence comes once, however many panels agreed it.
fn dedupe(points: &mut Vec<Point>) {
    let mut seen: Vec<String> = Vec::new();
    points.retain(|point| {
        let text = point.text.trim().to_lowercase();
        let new = !text.is_empty() && !seen.contains(&text);
        seen.push(text);
        new
    });
}

/// Names what is missing under a heading and what there is too much of; no more than fits stays.
fn complain(heading: Heading, points: &mut Vec<Point>, missing: &mut Vec<String>) {
    let main = matches!(heading, Heading::Good | Heading::Improve | Heading::Tomorrow);
    let (said, add) = (heading.said(), heading.add());
    let least = if main { FEWEST_POINTS } else { 1 };
    if points.len() < least && !add.is_empty() {
        let there = match points.len() {
            0 => "nothing".to_owned(),
            n => count(n, "point", "points"),
        };
        let wanted = if main { " of three to five" } else { "" };
        missing.push(format!("{said} has {there}{wanted}: {add}"));
    }
    let most = if main || heading == Heading::Partnership { MOST_POINTS } else { MOST_OTHERS };
    if points.len() > most {
        let left: Vec<&str> = points[most..].iter().map(|point| point.from.as_str()).collect();
        missing.push(format!("{said} has room for {most}: left out are {}", left.join(", ")));
        points.truncate(most);
    }
}

/// Children's own words. An accepted return never changes, so words that point at somebody are left out, and that is said.
fn heard(results: &Results<'_>, called: &Called) -> (Vec<Point>, Option<String>) {
    let (mut points, mut left) = (Vec::new(), Vec::new());
    for one in results.accepted.iter().filter(|one| !one.child_feedback.trim().is_empty()) {
        let text = format!("“{}”", one.child_feedback.trim());
        let line = Line { place: String::new(), text: text.clone(), about: About::Deeds };
        let from = format!("return {}-{}", one.case, one.agency);
        if refused(&[line], results.audit, &Names::default(), called).is_empty() {
            points.push(Point { text, from });
        } else {
            left.push(from);
        }
    }
    let left: Vec<&str> = left.iter().map(String::as_str).collect();
    let said = (!left.is_empty()).then(|| {
        let said = Heading::Heard.said();
        format!("{said} leaves out words of the {}: they would point at somebody", and_list(&left))
    });
    (points, said)
}

/// The recommendations that findings name, those of practice or of the system.
fn named<'l>(findings: &[Found<'_>], ground: Ground, linked: &'l [Linked]) -> Vec<&'l Linked> {
    let mut all: Vec<&Linked> = Vec::new();
    for one in findings.iter().filter(|one| one.finding.ground == ground) {
        for id in &one.finding.recommendations {
            let known = linked.iter().find(|linked| linked.id == *id);
            all.extend(known.filter(|known| all.iter().all(|there| there.id != known.id)));
        }
    }
    all
}

fn tomorrow(findings: &[Found<'_>], linked: &[Linked]) -> Vec<Point> {
    let texts = named(findings, Ground::Practice, linked).into_iter();
    texts.map(|one| Point { text: one.text.clone(), from: one.id.to_string() }).collect()
}

/// What actions are to do; of the system also what is recommended and has no action yet.
fn partnership(findings: &[Found<'_>], linked: &[Linked]) -> Vec<Point> {
    let mut points = Vec::new();
    for ground in [Ground::System, Ground::Practice] {
        for one in named(findings, ground, linked) {
            points.extend(
                one.actions.iter().map(|(id, what, _)| Point { text: what.clone(), from: id.to_string() }),
            );
            if one.actions.is_empty() && ground == Ground::System {
                points.push(Point { text: one.text.clone(), from: one.id.to_string() });
            }
        }
    }
    points
}

/// The questions that findings rest on, those to develop first, in the template's words: what it has the panel ask itself, else
/// the question as it was put. One that points at somebody is left out, and that is said.
fn supervision(results: &Results<'_>, findings: &[Found<'_>], called: &Called) -> (Vec<Point>, Vec<String>) {
    let of = |kind| findings.iter().filter(move |one| one.finding.kind == kind);
    let questions =
        of(FindingKind::Develop).chain(of(FindingKind::Strength)).flat_map(|one| &one.finding.questions);
    let (mut points, mut left): (Vec<Point>, Vec<&str>) = (Vec::new(), Vec::new());
    for question in questions.filter_map(|id| results.template.question(id)) {
        let id = question.id.as_str();
        if left.contains(&id) || points.iter().any(|point| point.from == id) {
            continue;
        }
        let words = if question.panel.trim().is_empty() { &question.text } else { &question.panel };
        let line = Line { place: id.to_owned(), text: words.clone(), about: About::Develop };
        if refused(&[line], results.audit, &Names::default(), called).is_empty() {
            points.push(Point { text: words.trim().to_owned(), from: id.to_owned() });
        } else {
            left.push(id);
        }
    }
    let said = (!left.is_empty()).then(|| {
        let said = Heading::Supervision.said();
        format!("{said} leaves out {}: it would point at one agency or child", and_list(&left))
    });
    (points, said.into_iter().collect())
}

/// Which way questions went, in words: the counts are too small for a paper that anybody may read. Those that moved most come
/// first. One that names one agency is only there for its getting better.
fn last_time(movement: &Movement<'_>, audit: &Audit, called: &Called) -> Vec<Point> {
    let mut moved: Vec<(&Moved<'_>, Way)> =
        movement.questions.iter().filter_map(|moved| Some((moved, moved.way()?))).collect();
    moved.retain(|(moved, way)| {
        let text = moved.question.text.clone();
        let line = Line { place: String::new(), text, about: About::Develop };
        *way == Way::Better || refused(&[line], audit, &Names::default(), called).is_empty()
    });
    // A stable order: of those that moved as far, the template's stays.
    moved.sort_by(|(one, _), (other, _)| other.beside(one));
    let said = moved.into_iter().map(|(moved, way)| Point {
        text: format!("{} Since last time: {}.", moved.question.text, way.said()),
        from: moved.question.id.to_string(),
    });
    said.collect()
}

#[cfg(test)]
mod tests {
    use super::super::example;
    use super::*;

    fn drafted() -> (Audit, Brief) {
        let (audit, template, returns, panels) =
            (example::audit(), example::template(), example::returns(), example::panels());
        let linked = example::linked();
        let brief = Brief::draft(
            &Results::of(&audit, &template, &returns, &panels),
            None,
            &example::context(&linked),
        );
        (audit, brief)
    }

    #[test]
    fn a_brief_is_made_of_what_was_agreed_and_says_what_is_missing() {
        let (audit, brief) = drafted();
        assert_eq!(brief.refused(&audit, &Names::default(), &Called::default()), []);
        assert_eq!(
            brief.how,
            "Fewer than five children, 4 agencies; practice from Mon 1 Sep 2025 to Mon 31 Aug 2026."
        );
        let headings: Vec<Heading> = brief.parts.iter().map(|(heading, _)| *heading).collect();
        let there =
            [Heading::Heard, Heading::Good, Heading::Improve, Heading::Partnership, Heading::Supervision];
        assert_eq!(headings, there);
        // A recommendation that may not be read by anybody is not in it, and that something is missing is said.
        assert!(
            brief.missing.iter().any(|one| one.starts_with("What you should do from tomorrow has nothing"))
        );
        assert!(
            brief.missing.iter().any(|one| one.starts_with("Good practice has 2 points of three to five"))
        );
    }

    /// The audit with findings that rest on these questions.
    fn asking(about: &[&str], change: impl Fn(&mut crate::domain::audit::Resolved)) -> (Audit, Brief) {
        let (audit, mut template, returns, mut panels) =
            (example::audit(), example::template(), example::returns(), example::panels());
        change(&mut template);
        panels[2].findings[0].questions = about.iter().map(|id| (*id).into()).collect();
        let linked = example::linked();
        let results = Results::of(&audit, &template, &returns, &panels);
        let brief = Brief::draft(&results, None, &example::context(&linked));
        (audit.clone(), brief)
    }

    fn supervision_of(brief: &Brief) -> Vec<&str> {
        let part = brief.parts.iter().find(|(heading, _)| *heading == Heading::Supervision);
        part.iter().flat_map(|(_, points)| points).map(|point| point.text.as_str()).collect()
    }

    #[test]
    fn questions_for_supervision_are_those_that_findings_rest_on_in_the_templates_words() {
        let (audit, brief) = asking(&["lived", "shared", "lived"], |template| {
            let questions = template.sections.iter_mut().flat_map(|section| &mut section.questions);
            questions
                .filter(|one| one.id.as_str() == "shared")
                .for_each(|one| one.panel = "Who was missed?".into());
        });
        let words = ["Who was missed?", "Do we know what a day is like for this child?"];
        assert_eq!(supervision_of(&brief), words);
        assert_eq!(brief.refused(&audit, &Names::default(), &Called::default()), []);
    }

    #[test]
    fn questions_for_supervision_get_room_from_parts_that_have_more_points_than_they_need() {
        let (_, mut brief) = asking(&["lived", "shared"], |_| {});
        brief.parts.retain(|(heading, _)| *heading != Heading::Supervision);
        let point = |n: usize| Point { text: "word ".repeat(20), from: format!("F-26-{n:03}") };
        for heading in [Heading::Good, Heading::Improve, Heading::Tomorrow] {
            brief.parts.retain(|(there, _)| *there != heading);
            brief.parts.push((heading, (1..=5).map(point).collect()));
        }
        brief.why = "word ".repeat(MOST_WORDS - brief.words());
        let ask = |n| (0..n).map(point).collect::<Vec<_>>();
        let full = brief.clone();
        brief.make_room_for(ask(3));
        let points =
            |brief: &Brief, of| brief.parts.iter().find(|(heading, _)| *heading == of).unwrap().1.len();
        assert!(brief.words() <= MOST_WORDS);
        assert_eq!(points(&brief, Heading::Supervision), 2);
        let main = [Heading::Good, Heading::Improve, Heading::Tomorrow].map(|of| points(&brief, of));
        assert!(main.iter().all(|n| *n >= FEWEST_POINTS) && main.iter().sum::<usize>() < 15, "{main:?}");
        assert!(brief.missing.iter().any(|one| one.contains("has no room for all: left out are F-26-005")));
        // Where nobody has any to spare there are none, and everything else stays.
        let mut tight = full.clone();
        tight.parts.iter_mut().for_each(|(heading, points)| points.truncate(heading.least()));
        tight.why = "word ".repeat(MOST_WORDS - tight.words() + tight.why.split_whitespace().count());
        let before = tight.parts.clone();
        tight.make_room_for(ask(2));
        assert_eq!(tight.parts, before);
        assert!(tight.missing.last().unwrap().starts_with("Questions for supervision has no room"));
    }

    #[test]
    fn a_question_that_would_blame_one_agency_is_left_out_and_its_writer_told() {
        let (audit, brief) = asking(&["lived", "shared"], |template| {
            let questions = template.sections.iter_mut().flat_map(|section| &mut section.questions);
            questions
                .filter(|one| one.id.as_str() == "shared")
                .for_each(|one| one.text = "Did police share it?".into());
        });
        assert_eq!(supervision_of(&brief), ["Do we know what a day is like for this child?"]);
        assert!(
            brief.left_out.iter().any(|one| one.starts_with("Questions for supervision leaves out shared"))
        );
        assert_eq!(brief.refused(&audit, &Names::default(), &Called::default()), []);
    }

    #[test]
    fn what_not_everybody_may_read_is_left_out_and_said_without_its_words() {
        let (audit, template, returns, panels) =
            (example::audit(), example::template(), example::returns(), example::panels());
        let mut linked = example::linked();
        linked[0].closed = 2;
        let results = Results::of(&audit, &template, &returns, &panels);
        let brief = Brief::draft(&results, None, &example::context(&linked));
        let said = |start: &str| brief.left_out.iter().any(|one| one.starts_with(start));
        assert!(said("words of REC-Q-02 are left out"), "{:?}", brief.left_out);
        assert!(said("2 actions are left out of REC-Q-01: "), "{:?}", brief.left_out);
        assert!(said("children's words are quoted from the return C1-school"), "{:?}", brief.left_out);
    }

    #[test]
    fn a_finding_that_points_at_somebody_is_refused_where_it_stands() {
        let (audit, template, returns) = (example::audit(), example::template(), example::returns());
        let mut panels = example::panels();
        panels[2].findings[0].text = "Police never asked C3, who is seven years old.".into();
        let linked = example::linked();
        let results = Results::of(&audit, &template, &returns, &panels);
        let brief = Brief::draft(&results, None, &example::context(&linked));
        let said: Vec<String> =
            brief.refused(&audit, &Names::default(), &Called::default()).iter().map(Refused::said).collect();
        assert_eq!(said.len(), 3, "{said:?}");
        assert_eq!(
            said[0],
            "What needs to improve, point 2 (F-26-004): a child by pseudonym (C3): say “a child” or “children”"
        );
    }

    #[test]
    fn nobody_is_blamed_alone_anywhere_in_it_and_a_childs_words_that_do_are_left_out() {
        let (audit, template, mut returns) = (example::audit(), example::template(), example::returns());
        for one in &mut returns {
            one.child_feedback.clear();
        }
        returns[0].child_feedback = "The school did not listen to me.".into();
        returns[4].child_feedback = "I like the toast.".into();
        let mut panels = example::panels();
        panels[1].findings[0].text = "Workers saw children whom police had ignored.".into();
        let mut linked = example::linked();
        linked[0].actions[0].1 = "Schools must stop missing conferences".into();
        let results = Results::of(&audit, &template, &returns, &panels);
        let brief = Brief::draft(&results, None, &example::context(&linked));
        let heard = brief.parts.iter().find(|(heading, _)| *heading == Heading::Heard).unwrap();
        assert_eq!(
            heard.1.iter().map(|point| point.text.as_str()).collect::<Vec<_>>(),
            ["“I like the toast.”"]
        );
        let left = "What we heard from children leaves out words of the return C1-care: they would point at somebody";
        assert!(brief.left_out.iter().any(|one| one == left), "{:?}", brief.left_out);
        let said: Vec<String> =
            brief.refused(&audit, &Names::default(), &Called::default()).iter().map(Refused::said).collect();
        assert_eq!(said.len(), 2, "{said:?}");
        assert!(
            said[0]
                .starts_with("Good practice, point 2 (F-26-003): one agency is said to have failed (Police"),
            "{said:?}"
        );
        assert!(said[1].starts_with("What the partnership will do, point 1 ("), "{said:?}");
    }

    #[test]
    fn what_does_not_fit_a_page_is_refused() {
        let (audit, mut brief) = drafted();
        brief.why = "word ".repeat(MOST_WORDS);
        let refused = brief.refused(&audit, &Names::default(), &Called::default());
        assert_eq!(refused.len(), 1);
        assert!(refused[0].said().contains("at most 450 fit one page"), "{}", refused[0].said());
    }

    #[test]
    fn what_moved_is_said_in_words_only() {
        let linked = example::linked();
        let brief =
            example::compared(|now, moved| Brief::draft(now, Some(moved), &example::context(&linked)));
        let last = brief.parts.last().unwrap();
        assert_eq!(last.0, Heading::LastTime);
        assert_eq!(last.1[0].text, "Do we know what a day is like for this child? Since last time: better.");
        assert_eq!(brief.refused(&example::audit(), &Names::default(), &Called::default()), []);
    }
}
