//! What the file of an inspection may hold, the text of a new one, and the changes that are made to it.

use super::{edited, word};
use crate::base::id::{ActionId, PostId};
use crate::domain::assurance::inspection::{DryRun, Here, Holder, Inspection};
use crate::domain::assurance::rapid_review::Done;
use crate::files::reading::{read, usable};
use crate::files::yaml::Step::{Index, Key, Where};
use crate::files::yaml::{Edit, Loaded, Shape, Value, may, need, whole};
use chrono::NaiveDate;

const HOLDER: Shape = Shape::Map(&[
    need("step", &Shape::Id, "the step of the run-book, by its id"),
    need("post", &Shape::Id, "the post that holds it"),
    may("deputy", &Shape::Id, "the post that stands in"),
]);

const DONE: Shape =
    Shape::Map(&[need("step", &Shape::Id, "the step, by its id"), need("on", &Shape::Date, "the day")]);

const EVIDENCE: Shape = Shape::Map(&[
    need("id", &Shape::Id, "its permanent id"),
    need("what", &Shape::Line, "what it is"),
    need("holder", &Shape::Id, "the kind of agency that holds it"),
    may("owner", &Shape::Id, "the post to ask for it"),
    may("holds_from", &Shape::Date, "the day from which what it says holds; without it there is none"),
    need("fresh_days", &Shape::Whole, "after how many days it must be looked at again"),
    may("where", &Shape::Line, "where it is"),
]);

const ERRORS: Shape =
    Shape::Map(&[need("kind", &Shape::Line, "what was wrong"), need("count", &Shape::Whole, "how often")]);

const DRY_RUN: Shape = Shape::Map(&[
    need("on", &Shape::Date, "the day"),
    need("rows", &Shape::Whole, "how many rows came"),
    may("errors", &Shape::List(&ERRORS), "what was wrong, counted by kind; without it, nothing"),
    may("hours", &Shape::Whole, "how many hours it took"),
    may("note", &Shape::Text, "anything to say of it; nothing of any child"),
]);

const DATA_LIST: Shape = Shape::Map(&[
    need("id", &Shape::Id, "its permanent id"),
    need("title", &Shape::Line, "what it is called"),
    need("holder", &Shape::Id, "the kind of agency that makes it"),
    may("owner", &Shape::Id, "the post that makes it"),
    need("period_months", &Shape::Whole, "how many months it goes back; 0 for how things are now"),
    may("columns", &Shape::List(&Shape::Line), "its columns, each with what it means after a colon"),
    may("dry_runs", &Shape::List(&DRY_RUN), "the times it was tried out, added to and never changed"),
]);

const POINT: Shape = Shape::Map(&[
    need("text", &Shape::Text, "what the letter says, in own words"),
    may(
        "here",
        &Shape::Word(&["same", "partly", "not-here", "unknown"]),
        "how far the same would be found here",
    ),
    may("actions", &Shape::List(&Shape::ActionId), "the actions it led to"),
]);

const BENCHMARK: Shape = Shape::Map(&[
    need("area", &Shape::Line, "the area"),
    need("letter", &Shape::Date, "the day its letter was published"),
    need("points", &Shape::List(&POINT), "what was taken from it"),
]);

/// What the file may hold.
pub const SHAPE: Shape = Shape::Map(&[
    need("schema", &Shape::Whole, "the version of the format, which is 1"),
    need("id", &Shape::Id, "its permanent id, which is the file's name"),
    need("kind", &Shape::Word(&["front-door", "theme", "other"]), "which kind of inspection"),
    need("theme", &Shape::Line, "its theme"),
    may("template", &Shape::Id, "the template that evidence and lists were taken from"),
    may("notice", &Shape::Date, "the day notice was given; without it the run-book has no dates"),
    may("letter", &Shape::Date, "the day the inspectors' letter was published"),
    may("holders", &Shape::List(&HOLDER), "who holds which step of the run-book: posts, and no people"),
    may("done", &Shape::List(&DONE), "steps of the run-book that were done"),
    may("evidence", &Shape::List(&EVIDENCE), "what is kept ready to be shown"),
    may("data_lists", &Shape::List(&DATA_LIST), "lists of data that may be asked for"),
    may("benchmarks", &Shape::List(&BENCHMARK), "other areas' published letters"),
]);

/// Reads an inspection; every problem comes with its place.
pub fn load(text: &str) -> Loaded<Inspection> {
    read(text, &SHAPE)
}

/// The text of a new one.
pub fn fresh(of: &Inspection) -> String {
    format!(
        "# Being ready for an inspection. Posts and no people stand here, and nothing of any child.\n{}",
        whole(of)
    )
}

/// One change of an inspection.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// How it stood when somebody was asked: the changes beside it are refused where it says another thing by now.
    Seen(Box<Inspection>),
    /// Notice was given on a day.
    Notice(NaiveDate),
    /// The letter was published on a day.
    Letter(NaiveDate),
    /// A post holds a step.
    Holds(Holder),
    /// A step was done.
    Done(Done),
    /// What a piece of evidence says holds from a day, and where it is.
    Refreshed {
        /// The evidence.
        id: String,
        /// From this day.
        from: NaiveDate,
        /// Where it is, where that is said.
        place: Option<String>,
        /// The post to ask for it, where that is said.
        owner: Option<PostId>,
    },
    /// A list was tried out.
    Tried(String, DryRun),
    /// A point was taken from another area's letter.
    Taken {
        /// The area.
        area: String,
        /// The day its letter was published.
        letter: NaiveDate,
        /// What it says.
        text: String,
        /// How far the same would be found here.
        here: Option<Here>,
        /// The actions it led to.
        actions: Vec<ActionId>,
    },
}

/// Makes a change.
///
/// # Errors
/// A sentence without a full stop when the file cannot be read or changed, or has no such entry.
pub fn apply(text: &str, change: &Change) -> Result<String, String> {
    let known = usable(load(text))?;
    let put =
        |key, day: NaiveDate| edited(text, &[Edit::Put { at: &[], key, value: Value::Date(day) }], load);
    match change {
        Change::Seen(_) => Ok(text.to_owned()),
        Change::Notice(day) => put("notice", *day),
        Change::Letter(day) => put("letter", *day),
        Change::Holds(holder) => {
            let value = self::holder(holder);
            let Some(nth) = known.holders.iter().position(|one| one.step == holder.step) else {
                return edited(text, &[Edit::Append { at: &[Key("holders")], value }], load);
            };
            let at = [Key("holders"), Index(nth)];
            let mut edits =
                vec![Edit::Put { at: &at, key: "post", value: Value::from(holder.post.as_str()) }];
            let deputy = [at[0], at[1], Key("deputy")];
            match &holder.deputy {
                Some(post) => {
                    edits.push(Edit::Put { at: &at, key: "deputy", value: Value::from(post.as_str()) });
                }
                None if known.holders[nth].deputy.is_some() => edits.push(Edit::Remove { at: &deputy }),
                None => {}
            }
            edited(text, &edits, load)
        }
        Change::Done(done) if known.done_on(&done.step).is_some() => {
            Err(format!("`{}` is noted as done already", done.step))
        }
        Change::Done(done) => {
            let value = Value::map([("step", Value::from(done.step.as_str())), ("on", Value::Date(done.on))]);
            edited(text, &[Edit::Append { at: &[Key("done")], value }], load)
        }
        Change::Refreshed { id, from, place, owner } => {
            if !known.evidence.iter().any(|one| one.id == *id) {
                return Err(format!("there is no evidence `{id}`"));
            }
            let at = [Key("evidence"), Where { key: "id", is: id }];
            let mut edits = vec![Edit::Put { at: &at, key: "holds_from", value: Value::Date(*from) }];
            edits.extend(owner.as_ref().map(|post| Edit::Put {
                at: &at,
                key: "owner",
                value: Value::from(post.as_str()),
            }));
            edits.extend(place.as_ref().map(|place| Edit::Put {
                at: &at,
                key: "where",
                value: Value::from(place.as_str()),
            }));
            edited(text, &edits, load)
        }
        Change::Tried(id, run) => {
            if !known.data_lists.iter().any(|one| one.id == *id) {
                return Err(format!("there is no list `{id}`"));
            }
            let at = [Key("data_lists"), Where { key: "id", is: id }, Key("dry_runs")];
            edited(text, &[Edit::Append { at: &at, value: dry_run(run) }], load)
        }
        Change::Taken { area, letter, text: words, here, actions } => {
            let mut keys = vec![("text", Value::from(words.as_str()))];
            keys.extend(here.as_ref().map(|here| ("here", Value::from(word(here)))));
            if !actions.is_empty() {
                let ids = actions.iter().map(|id| Value::from(id.as_str())).collect();
                keys.push(("actions", Value::List(ids)));
            }
            let point = Value::map(keys);
            let nth = known.benchmarks.iter().position(|of| of.area == *area && of.letter == *letter);
            if let Some(nth) = nth {
                let at = [Key("benchmarks"), Index(nth), Key("points")];
                return edited(text, &[Edit::Append { at: &at, value: point }], load);
            }
            let value = Value::map([
                ("area", Value::from(area.as_str())),
                ("letter", Value::Date(*letter)),
                ("points", Value::List(vec![point])),
            ]);
            edited(text, &[Edit::Append { at: &[Key("benchmarks")], value }], load)
        }
    }
}

fn holder(of: &Holder) -> Value {
    let keys = [("step", Value::from(of.step.as_str())), ("post", Value::from(of.post.as_str()))];
    let deputy = of.deputy.as_ref().map(|post| ("deputy", Value::from(post.as_str())));
    Value::map(keys.into_iter().chain(deputy))
}

fn dry_run(of: &DryRun) -> Value {
    let mut keys = vec![("on", Value::Date(of.on)), ("rows", Value::Whole(i64::from(of.rows)))];
    if !of.errors.is_empty() {
        let one = |one: &crate::domain::assurance::inspection::Errors| {
            Value::map([
                ("kind", Value::from(one.kind.as_str())),
                ("count", Value::Whole(i64::from(one.count))),
            ])
        };
        keys.push(("errors", Value::List(of.errors.iter().map(one).collect())));
    }
    keys.extend(of.hours.map(|hours| ("hours", Value::Whole(i64::from(hours)))));
    keys.extend((!of.note.is_empty()).then(|| ("note", Value::from(of.note.as_str()))));
    Value::map(keys)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::assurance::inspection::{Benchmark, Errors, Evidence, Point, TriedList};

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn full() -> Inspection {
        Inspection {
            schema: 1,
            id: "2026-front-door".into(),
            theme: "Front door: first need".into(),
            template: Some("joint-inspection".into()),
            notice: Some(day("2026-12-18")),
            letter: Some(day("2027-02-12")),
            done: vec![Done { step: "notice".into(), on: day("2026-12-18") }],
            holders: vec![Holder {
                step: "notice".into(),
                post: "business-manager".into(),
                deputy: Some("business-support".into()),
            }],
            evidence: vec![Evidence {
                id: "ev-a".into(),
                what: "How: it works".into(),
                holder: "police".into(),
                owner: Some("police-dsp".into()),
                holds_from: Some(day("2026-10-01")),
                fresh_days: 90,
                place: "shared drive".into(),
            }],
            data_lists: vec![TriedList {
                id: "data-a".into(),
                title: "Crimes".into(),
                holder: "police".into(),
                owner: Some("police-dsp".into()),
                period_months: 6,
                columns: vec!["pseudonym".into()],
                dry_runs: vec![DryRun {
                    on: day("2026-10-05"),
                    rows: 64,
                    errors: vec![Errors { kind: "no date".into(), count: 9 }],
                    hours: Some(5),
                    note: "By hand".into(),
                }],
            }],
            benchmarks: vec![Benchmark {
                area: "Somerset".into(),
                letter: day("2024-09-10"),
                points: vec![Point {
                    text: "Records are late".into(),
                    here: Some(Here::Partly),
                    actions: vec!["SOG-26-004".into()],
                }],
            }],
            ..Inspection::default()
        }
    }

    #[test]
    fn a_file_with_every_key_is_read_as_it_was_meant() {
        let loaded = load(&fresh(&full()));
        assert_eq!(loaded.problems, []);
        assert_eq!(loaded.value.unwrap(), full());
    }

    #[test]
    fn each_change_leaves_the_rest_alone() {
        let mut text = fresh(&full()) + "# kept by hand\n";
        let holds = |step: &str, post: &str, deputy: Option<&str>| {
            Change::Holds(Holder { step: step.into(), post: post.into(), deputy: deputy.map(Into::into) })
        };
        let taken = |area: &str| Change::Taken {
            area: area.into(),
            letter: day("2024-09-10"),
            text: "A second: point".into(),
            here: Some(Here::NotHere),
            actions: vec!["EXEC-26-014".into()],
        };
        let refreshed = Change::Refreshed {
            id: "ev-a".into(),
            from: day("2026-11-20"),
            place: Some("folder 7".into()),
            owner: Some("police-lsp".into()),
        };
        for change in [
            Change::Notice(day("2026-12-21")),
            Change::Letter(day("2027-02-19")),
            holds("notice", "police-dsp", None),
            holds("lists", "performance-officer", Some("business-support")),
            Change::Done(Done { step: "lists".into(), on: day("2026-12-22") }),
            refreshed,
            Change::Tried("data-a".into(), DryRun { on: day("2026-11-05"), rows: 60, ..DryRun::default() }),
            taken("Somerset"),
            taken("Bristol"),
        ] {
            let new = apply(&text, &change).unwrap();
            assert_ne!(new, text, "{change:?}");
            assert!(new.ends_with("# kept by hand\n"), "{new}");
            text = new;
        }
        let loaded = load(&text);
        assert_eq!(loaded.problems, [], "{text}");
        let read = loaded.value.unwrap();
        assert_eq!((read.notice, read.letter), (Some(day("2026-12-21")), Some(day("2027-02-19"))));
        assert_eq!(read.holder("notice").unwrap().post.as_str(), "police-dsp");
        assert_eq!(read.holder("notice").unwrap().deputy, None);
        assert_eq!(read.holders.len(), 2);
        assert_eq!(
            (read.evidence[0].holds_from, &*read.evidence[0].place),
            (Some(day("2026-11-20")), "folder 7")
        );
        assert_eq!(read.data_lists[0].course(), "9 → 0");
        assert_eq!((read.benchmarks.len(), read.benchmarks[0].points.len()), (2, 2));
        let refused = |change| apply(&text, &change).unwrap_err();
        assert_eq!(refused(Change::Tried("data-b".into(), DryRun::default())), "there is no list `data-b`");
        let again = refused(Change::Done(Done { step: "lists".into(), on: day("2026-12-23") }));
        assert_eq!((again.as_str(), read.done.len()), ("`lists` is noted as done already", 2));
    }
}
