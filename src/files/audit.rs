//! What an audit's file may hold, the text of a new one, and the changes that are made to it.

use super::reading::{read, usable};
use super::yaml::{self, Edit, Loaded, Shape, Step, Value, may, need, whole};
use crate::base::id::{AgencyId, CaseId, QuestionId};
use crate::domain::audit::{
    Audit, Exempt, Involvement, KnownTo, Milestone, Reopened, SealedPanel, Signature, Stage, WentBack,
};
use chrono::NaiveDate;

const FROZEN: Shape = Shape::Map(&[
    need("id", &Shape::Id, "the template it was opened with"),
    need("version", &Shape::Whole, "its version then"),
    need("sha256", &Shape::Line, "the SHA-256 of template.json beside this file"),
]);

const SAMPLE: Shape = Shape::Map(&[
    may("size", &Shape::Whole, "how many children"),
    may("rule", &Shape::Text, "from whom they were chosen, and how"),
    may("balance", &Shape::List(&Shape::Line), "what the sample was balanced by"),
]);

const TERMS: Shape = Shape::Map(&[
    may("purpose", &Shape::Text, "what the audit is to find out"),
    may("lines", &Shape::List(&Shape::Text), "key lines of enquiry"),
    may("sample", &SAMPLE, "how the children were chosen"),
    may("from", &Shape::Date, "the first day of practice that is looked at"),
    may("to", &Shape::Date, "the last day of practice that is looked at"),
]);

const ROLES: Shape = Shape::Map(&[
    may("lead", &Shape::Id, "the post that leads the audit"),
    may("chair", &Shape::Id, "the post that chairs the panel"),
    may("minutes", &Shape::Id, "the post that takes its minutes"),
    may("scrutineer", &Shape::Id, "the post that tests it from outside"),
]);

const FIXED: Shape = Shape::Map(&[
    may("terms", &Shape::Date, "terms of reference agreed"),
    may("sample", &Shape::Date, "children chosen"),
    may("known-to-you", &Shape::Date, "agencies say which children they know"),
    may("tools-out", &Shape::Date, "returns go out"),
    may("returns-due", &Shape::Date, "returns due"),
    may("pre-read", &Shape::Date, "papers to the panel"),
    may("feedback", &Shape::Date, "feedback given to practitioners"),
    may("draft", &Shape::Date, "report and brief drafted"),
    may("fact-check", &Shape::Date, "facts checked by agencies"),
    may("published", &Shape::Date, "approved, and the brief is out"),
    may("first-review", &Shape::Date, "actions looked at"),
    may("impact-review", &Shape::Date, "impact looked at"),
    may("re-audit", &Shape::Date, "decide whether to ask again"),
]);

const DATES: Shape = Shape::Map(&[
    need("panel", &Shape::Date, "the day of the panel; all other dates are worked out from it"),
    may("fixed", &FIXED, "dates that stay when the panel moves"),
]);

const AGENCY: Shape = Shape::Map(&[
    need("id", &Shape::Id, "its id in this audit"),
    need("name", &Shape::Line, "what it is called"),
    need("kind", &Shape::Id, "the kind of agency, which says what it is asked"),
    may("contact", &Shape::Line, "the post to ask there"),
]);

const CASE: Shape = Shape::Map(&[
    need("id", &Shape::Line, "the pseudonym, such as C1; never initials, never a name"),
    may("age_band", &Shape::Line, "such as 5 to 9"),
    may("sex", &Shape::Line, "as recorded"),
    may("ethnicity", &Shape::Line, "the group of ethnicities"),
    may("plan", &Shape::Line, "early help, child in need, child protection, looked after"),
    may("note", &Shape::Text, "what auditors need to find the record, without naming the child"),
]);

const EXEMPT: Shape = Shape::Map(&[
    need("by", &Shape::Line, "who said so"),
    need("why", &Shape::Text, "why no return is asked for"),
]);

const INVOLVEMENT: Shape = Shape::Map(&[
    need("case", &Shape::Line, "the child"),
    need("agency", &Shape::Id, "the agency"),
    may("known", &Shape::Word(&["asked", "yes", "no", "before"]), "whether the child is known there"),
    may("role", &Shape::Line, "its part: lead, active, universal, historic"),
    may("exempt", &EXEMPT, "why no return is asked for"),
    may("extended", &Shape::Date, "a later day for this return"),
    may("chased", &Shape::List(&Shape::Date), "the days on which it was chased"),
]);

const STAGES: Shape =
    Shape::Word(&["scoping", "known-to-you", "returns", "panel", "report", "published", "impact", "closed"]);

const BRIEF: Shape = Shape::Map(&[may(
    "tools",
    &Shape::List(&Shape::Text),
    "tools, training and contacts for practitioners; how to reach a service may stand there, and nobody's name",
)]);

const MOVED: Shape = Shape::Map(&[
    need("question", &Shape::Id, "the question"),
    need("why", &Shape::Text, "why; nothing that names anybody"),
]);

const SEALED_PANEL: Shape = Shape::Map(&[
    need("case", &Shape::Line, "the child"),
    need("sha256", &Shape::Line, "the SHA-256 of what the panel said of it"),
]);

const SIGNATURE: Shape = Shape::Map(&[
    need("version", &Shape::Whole, "the version that was signed"),
    need("as", &Shape::Word(&["lead", "moderator", "group"]), "in which part"),
    need("by", &Shape::Line, "the post, and no name"),
    need("on", &Shape::Date, "the day"),
    need("sha256", &Shape::Line, "the SHA-256 of what was signed"),
    may("panels", &Shape::List(&SEALED_PANEL), "what each panel came to, where the group signed"),
]);

const REOPENED: Shape = Shape::Map(&[
    need("version", &Shape::Whole, "the version that began with it"),
    need("on", &Shape::Date, "the day"),
    need("why", &Shape::Text, "why"),
]);

const WENT_BACK: Shape = Shape::Map(&[
    need("from", &STAGES, "the stage it was at"),
    need("to", &STAGES, "the stage it went to"),
    need("on", &Shape::Date, "the day"),
    need("why", &Shape::Text, "why"),
]);

/// What the file may hold.
pub const SHAPE: Shape = Shape::Map(&[
    need("schema", &Shape::Whole, "the version of the format, which is 1"),
    need("id", &Shape::Id, "the audit's permanent id, which is the name of its folder"),
    need("title", &Shape::Line, "what it is called"),
    need("template", &FROZEN, "the template it was opened with"),
    need("group", &Shape::Id, "the group it reports to"),
    may("tracker", &Shape::Id, "the tracker its actions go to, where that is not the group's"),
    need("stage", &STAGES, "how far it has got"),
    may("why", &Shape::Text, "why this theme, now"),
    may("repeats", &Shape::Id, "the audit whose questions are asked again"),
    may("terms", &TERMS, "terms of reference"),
    may("roles", &ROLES, "who does what: posts, and no people"),
    need("dates", &DATES, "its dates"),
    need("agencies", &Shape::List(&AGENCY), "the agencies that are asked"),
    need("cases", &Shape::List(&CASE), "the children, by pseudonym"),
    may("involvement", &Shape::List(&INVOLVEMENT), "what is known of each child and agency"),
    may("brief", &BRIEF, "what only people can say in its learning brief"),
    may("movement", &Shape::List(&MOVED), "why questions moved since the audit that is repeated"),
    may("signed", &Shape::List(&SIGNATURE), "who signed which version"),
    may("reopened", &Shape::List(&REOPENED), "when and why it was opened again after it was signed off"),
    may("went_back", &Shape::List(&WENT_BACK), "when and why it went back to an earlier stage"),
]);

/// Reads an audit; every problem comes with its place.
pub fn load(text: &str) -> Loaded<Audit> {
    read(text, &SHAPE)
}

/// The text of a new audit.
pub fn fresh(audit: &Audit) -> String {
    let head = "# An audit. Children stand here by pseudonym only; who they are is kept elsewhere, and never in this folder.\n\
                # All dates are worked out in working days from the day of the panel; fix one under `fixed` and it stays.\n";
    format!("{head}{}", whole(audit))
}

/// One change of an audit.
#[derive(Clone, Debug, PartialEq)]
pub enum AuditChange {
    /// How it stood when somebody was asked: the changes beside it are refused where it says another thing by now.
    Seen(Box<Audit>),
    /// It has got this far.
    Stage(Stage),
    /// The panel moves to this day; all dates that were not fixed go with it.
    Panel(NaiveDate),
    /// A date is fixed by hand, or let go again.
    Fixed(Milestone, Option<NaiveDate>),
    /// Whether a child is known to an agency.
    Known(CaseId, AgencyId, KnownTo),
    /// No return is asked for.
    Exempt(CaseId, AgencyId, Exempt),
    /// A return may come later.
    Extended(CaseId, AgencyId, NaiveDate),
    /// These returns were chased on a day.
    Chased(Vec<(CaseId, AgencyId)>, NaiveDate),
    /// A line about tools, training or contacts is added to the brief.
    Tool(String),
    /// One is taken out.
    WithoutTool(String),
    /// Why a question moved since the audit that is repeated; in the place of what was said of it before.
    MovedBecause(QuestionId, String),
    /// Somebody signed it.
    Signed(Signature),
    /// It is opened again, at its report, as its next version.
    Reopened(Reopened),
    /// It goes back to an earlier stage.
    WentBack(WentBack),
}

impl AuditChange {
    /// Whether two people can set by it one thing to two different things.
    pub fn can_clash(&self) -> bool {
        !matches!(
            self,
            Self::Seen(_)
                | Self::Chased(..)
                | Self::Tool(_)
                | Self::WithoutTool(_)
                | Self::Signed(_)
                | Self::Reopened(_)
        )
    }

    /// Whether it changes what the audit comes to.
    pub fn changes_results(&self) -> bool {
        matches!(self, Self::Panel(_) | Self::Known(..) | Self::Exempt(..) | Self::MovedBecause(..))
    }
}

/// Makes a change. Doing it twice changes nothing more.
///
/// # Errors
/// A sentence without a full stop when the file cannot be read or written to, or names no such child or agency.
pub fn apply(text: &str, change: &AuditChange) -> Result<String, String> {
    let new = changed(text, change)?;
    // Nothing is written that could not be read again.
    usable(load(&new)).map(|_| new)
}

fn changed(text: &str, change: &AuditChange) -> Result<String, String> {
    let known = usable(load(text))?;
    let put = |at: &[Step<'_>], key: &str, value: Value| {
        yaml::apply(text, &[Edit::Put { at, key, value }]).map_err(|refusal| refusal.to_string())
    };
    match change {
        AuditChange::Seen(_) => Ok(text.to_owned()),
        AuditChange::Stage(stage) if *stage == known.stage => Ok(text.to_owned()),
        AuditChange::Stage(stage) => put(&[], "stage", Value::from(word(stage))),
        AuditChange::Panel(day) if *day == known.dates.panel => Ok(text.to_owned()),
        AuditChange::Panel(day) => put(&[Step::Key("dates")], "panel", Value::Date(*day)),
        AuditChange::Fixed(milestone, day) => fixed(text, &known, *milestone, *day),
        AuditChange::Known(case, agency, is) => involved(text, &known, case, agency, |one| one.known = *is),
        AuditChange::Exempt(case, agency, why) => {
            involved(text, &known, case, agency, |one| one.exempt = Some(why.clone()))
        }
        AuditChange::Extended(case, agency, day) => {
            involved(text, &known, case, agency, |one| one.extended = Some(*day))
        }
        AuditChange::Chased(pairs, day) => pairs.iter().try_fold(text.to_owned(), |text, (case, agency)| {
            let known = usable(load(&text))?;
            involved(&text, &known, case, agency, |one| {
                if !one.chased.contains(day) {
                    one.chased.push(*day);
                }
            })
        }),
        AuditChange::Tool(_) | AuditChange::WithoutTool(_) => tools(text, &known, change),
        AuditChange::MovedBecause(question, why) => moved_because(text, &known, question, why),
        AuditChange::Signed(_) | AuditChange::Reopened(_) | AuditChange::WentBack(_) => {
            added(text, &known, change)
        }
    }
}

/// Adds a signature, that it was opened again or that it went back, and puts its stage right.
fn added(text: &str, known: &Audit, change: &AuditChange) -> Result<String, String> {
    let edit = |edits: &[Edit<'_>]| yaml::apply(text, edits).map_err(|refusal| refusal.to_string());
    match change {
        AuditChange::Signed(one) if known.signed.contains(one) => Ok(text.to_owned()),
        AuditChange::Signed(one) => {
            known.may_change()?;
            edit(&[Edit::Append { at: &[Step::Key("signed")], value: signature(one) }])
        }
        AuditChange::Reopened(one) if known.reopened.contains(one) => Ok(text.to_owned()),
        AuditChange::Reopened(one) => {
            let value = Value::map([
                ("version", Value::Whole(one.version.into())),
                ("on", Value::Date(one.on)),
                ("why", Value::from(one.why.as_str())),
            ]);
            let stage = known.stage.min(Stage::Report);
            let edits = [
                Edit::Append { at: &[Step::Key("reopened")], value },
                Edit::Put { at: &[], key: "stage", value: Value::from(word(&stage)) },
            ];
            edit(&edits)
        }
        AuditChange::WentBack(one) if known.stage == one.to && known.went_back.contains(one) => {
            Ok(text.to_owned())
        }
        AuditChange::WentBack(one) => {
            let value = Value::map([
                ("from", Value::from(word(&one.from))),
                ("to", Value::from(word(&one.to))),
                ("on", Value::Date(one.on)),
                ("why", Value::from(one.why.as_str())),
            ]);
            let edits = [
                Edit::Append { at: &[Step::Key("went_back")], value },
                Edit::Put { at: &[], key: "stage", value: Value::from(word(&one.to)) },
            ];
            edit(&edits)
        }
        _ => Ok(text.to_owned()),
    }
}

/// Adds a line about tools to the brief, or takes it out.
fn tools(text: &str, known: &Audit, change: &AuditChange) -> Result<String, String> {
    let at = |line: &String| known.brief.tools.iter().position(|one| one == line);
    let list = [Step::Key("brief"), Step::Key("tools")];
    let edit = |edit: Edit<'_>| yaml::apply(text, &[edit]).map_err(|refusal| refusal.to_string());
    match change {
        AuditChange::Tool(line) if at(line).is_none() && known.brief.tools.is_empty() => {
            let tools = Value::List(vec![Value::from(line.as_str())]);
            edit(Edit::Put { at: &[], key: "brief", value: Value::map([("tools", tools)]) })
        }
        AuditChange::Tool(line) if at(line).is_none() => {
            edit(Edit::Append { at: &list, value: Value::from(line.as_str()) })
        }
        AuditChange::WithoutTool(line) => match at(line) {
            Some(_) if known.brief.tools.len() == 1 => edit(Edit::Remove { at: &list[..1] }),
            Some(nth) => edit(Edit::Remove { at: &[list[0], list[1], Step::Index(nth)] }),
            None => Ok(text.to_owned()),
        },
        _ => Ok(text.to_owned()),
    }
}

fn moved_because(text: &str, known: &Audit, question: &QuestionId, why: &str) -> Result<String, String> {
    let list = [Step::Key("movement")];
    let at = known.movement.iter().rposition(|one| one.question == *question);
    let edit = match at {
        Some(at) if known.movement[at].why == why => return Ok(text.to_owned()),
        Some(at) => {
            let at = [Step::Key("movement"), Step::Index(at)];
            return yaml::apply(text, &[Edit::Put { at: &at, key: "why", value: Value::from(why) }])
                .map_err(|refusal| refusal.to_string());
        }
        None => Edit::Append {
            at: &list,
            value: Value::map([("question", Value::from(question.as_str())), ("why", Value::from(why))]),
        },
    };
    yaml::apply(text, &[edit]).map_err(|refusal| refusal.to_string())
}

fn fixed(text: &str, known: &Audit, milestone: Milestone, day: Option<NaiveDate>) -> Result<String, String> {
    if known.dates.fixed.get(&milestone).copied() == day {
        return Ok(text.to_owned());
    }
    let mut all = known.dates.fixed.clone();
    match day {
        Some(day) => all.insert(milestone, day),
        None => all.remove(&milestone),
    };
    let dates = [Step::Key("dates")];
    let edit = if all.is_empty() {
        Edit::Remove { at: &[Step::Key("dates"), Step::Key("fixed")] }
    } else {
        let entries = all.iter().map(|(milestone, day)| (word(milestone), Value::Date(*day)));
        Edit::Put { at: &dates, key: "fixed", value: Value::map(entries) }
    };
    yaml::apply(text, &[edit]).map_err(|refusal| refusal.to_string())
}

/// Changes what is known of a child and an agency, or adds it.
fn involved(
    text: &str,
    known: &Audit,
    case: &CaseId,
    agency: &AgencyId,
    change: impl FnOnce(&mut Involvement),
) -> Result<String, String> {
    if known.case(case).is_none() {
        let all: Vec<&str> = known.cases.iter().map(|case| case.id.as_str()).collect();
        return Err(format!("there is no child {case} in this audit: it has {}", all.join(", ")));
    }
    if known.agency(agency).is_none() {
        let all: Vec<&str> = known.agencies.iter().map(|agency| agency.id.as_str()).collect();
        return Err(format!("{agency} is not asked in this audit: it asks {}", all.join(", ")));
    }
    let nth = known.involvement.iter().position(|one| one.case == *case && one.agency == *agency);
    let before = nth.map(|nth| known.involvement[nth].clone());
    let mut after = before.clone().unwrap_or_else(|| Involvement {
        case: case.clone(),
        agency: agency.clone(),
        ..Involvement::default()
    });
    change(&mut after);
    if before.as_ref() == Some(&after) {
        return Ok(text.to_owned());
    }
    let list = [Step::Key("involvement")];
    let Some(nth) = nth else {
        return yaml::apply(text, &[Edit::Append { at: &list, value: involvement(&after) }])
            .map_err(|refusal| refusal.to_string());
    };
    let at = [Step::Key("involvement"), Step::Index(nth)];
    let Value::Map(keys) = involvement(&after) else { return Ok(text.to_owned()) };
    let was = before.as_ref().map(involvement);
    let same = |key: &str, value: &Value| match &was {
        Some(Value::Map(was)) => was.iter().any(|(known, old)| known == key && old == value),
        _ => false,
    };
    let changed = keys.into_iter().filter(|(key, value)| !same(key, value)).collect::<Vec<_>>();
    let edits: Vec<Edit<'_>> =
        changed.iter().map(|(key, value)| Edit::Put { at: &at, key, value: value.clone() }).collect();
    yaml::apply(text, &edits).map_err(|refusal| refusal.to_string())
}

fn signature(one: &Signature) -> Value {
    let panel = |one: &SealedPanel| {
        Value::map([("case", Value::from(one.case.as_str())), ("sha256", Value::from(one.sha256.as_str()))])
    };
    let panels = Value::List(one.panels.iter().map(panel).collect());
    let keys = [
        ("version", Value::Whole(one.version.into())),
        ("as", Value::from(word(&one.part))),
        ("by", Value::from(one.by.as_str())),
        ("on", Value::Date(one.on)),
        ("sha256", Value::from(one.sha256.as_str())),
    ];
    Value::map(keys.into_iter().chain((!one.panels.is_empty()).then_some(("panels", panels))))
}

fn involvement(one: &Involvement) -> Value {
    let mut keys = vec![
        ("case", Value::from(one.case.as_str())),
        ("agency", Value::from(one.agency.as_str())),
        ("known", Value::from(word(&one.known))),
    ];
    if !one.role.is_empty() {
        keys.push(("role", Value::from(one.role.as_str())));
    }
    if let Some(Exempt { by, why }) = &one.exempt {
        keys.push((
            "exempt",
            Value::map([("by", Value::from(by.as_str())), ("why", Value::from(why.as_str()))]),
        ));
    }
    keys.extend(one.extended.map(|day| ("extended", Value::Date(day))));
    if !one.chased.is_empty() {
        keys.push(("chased", Value::List(one.chased.iter().map(|day| Value::Date(*day)).collect())));
    }
    Value::map(keys)
}

/// The word of one of a few in the file.
fn word(value: &impl serde::Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::audit::{AskedAgency, Case, Dates, Frozen};

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn audit() -> Audit {
        Audit {
            schema: 1,
            id: "2026-q4-neglect".into(),
            title: "Neglect: is the new tool used?".into(),
            template: Frozen { id: "neglect".into(), version: 1, sha256: "ab".repeat(32) },
            group: "sog".into(),
            dates: Dates { panel: day("2027-01-19"), ..Dates::default() },
            agencies: vec![AskedAgency {
                id: "police".into(),
                name: "Police".into(),
                kind: "police".into(),
                contact: "Review officer".into(),
            }],
            cases: vec![Case { id: "C1".into(), age_band: "5 to 9".into(), ..Case::default() }],
            ..Audit::default()
        }
    }

    #[test]
    fn a_new_audit_reads_back_as_it_was_meant() {
        let text = fresh(&audit());
        let loaded = load(&text);
        assert_eq!(loaded.problems, [], "{text}");
        assert_eq!(loaded.value.unwrap(), audit());
    }

    #[test]
    fn each_change_changes_its_own_lines_and_twice_is_once() {
        let old = fresh(&audit()) + "# kept by hand\n";
        let exempt = Exempt { by: "chair".into(), why: "one officer: on leave".into() };
        let pair = (CaseId::from("C1"), AgencyId::from("police"));
        let changes = [
            AuditChange::Stage(Stage::KnownToYou),
            AuditChange::Panel(day("2027-01-26")),
            AuditChange::Fixed(Milestone::ReturnsDue, Some(day("2027-01-08"))),
            AuditChange::Known(pair.0.clone(), pair.1.clone(), KnownTo::Yes),
            AuditChange::Extended(pair.0.clone(), pair.1.clone(), day("2027-01-12")),
            AuditChange::Chased(vec![pair.clone()], day("2027-01-11")),
            AuditChange::Chased(vec![pair.clone()], day("2027-01-13")),
            AuditChange::Exempt(pair.0.clone(), pair.1.clone(), exempt.clone()),
            AuditChange::Tool("Neglect tool: on the website".into()),
            AuditChange::Tool("Front door: 01454 866000".into()),
            AuditChange::WithoutTool("Neglect tool: on the website".into()),
            AuditChange::WithoutTool("Front door: 01454 866000".into()),
            AuditChange::Tool("Front door: 01454 866000".into()),
            AuditChange::MovedBecause("tool".into(), "One form now: all use it.".into()),
            AuditChange::MovedBecause("tool".into(), "One form now.".into()),
        ];
        let mut text = old;
        for change in &changes {
            let new = apply(&text, change).unwrap();
            assert_ne!(new, text, "{change:?}");
            assert_eq!(apply(&new, change).unwrap(), new, "twice is once: {change:?}");
            assert!(new.ends_with("# kept by hand\n"), "{new}");
            text = new;
        }
        let loaded = load(&text);
        assert_eq!(loaded.problems, [], "{text}");
        let read = loaded.value.unwrap();
        assert_eq!((read.stage, read.dates.panel), (Stage::KnownToYou, day("2027-01-26")));
        assert_eq!(read.dates.fixed[&Milestone::ReturnsDue], day("2027-01-08"));
        let one = read.involvement(&pair.0, &pair.1).unwrap();
        assert_eq!((one.known, one.exempt.as_ref()), (KnownTo::Yes, Some(&exempt)));
        assert_eq!(read.moved_because(&"tool".into()), Some("One form now."));
        assert_eq!(read.movement.len(), 1);
        assert_eq!(read.brief.tools, ["Front door: 01454 866000"]);
        assert_eq!(one.chased, [day("2027-01-11"), day("2027-01-13")]);
        let let_go = apply(&text, &AuditChange::Fixed(Milestone::ReturnsDue, None)).unwrap();
        assert_eq!(load(&let_go).value.unwrap().dates.fixed.len(), 0);
    }

    #[test]
    fn who_is_not_in_the_audit_is_named() {
        let text = fresh(&audit());
        let known = |case: &str, agency: &str| {
            apply(&text, &AuditChange::Known(case.into(), agency.into(), KnownTo::No)).unwrap_err()
        };
        assert_eq!(known("C9", "police"), "there is no child C9 in this audit: it has C1");
        assert_eq!(known("C1", "gp"), "gp is not asked in this audit: it asks police");
    }
}
