//! What organisations say of themselves beside what others say, as blocks: standard by standard, then who challenged what, who
//! has not returned, what is not of this year. Counts of few replies are not in it, and no share is.

use super::word::{Block, Column, Document, Level, Table, Words};
use crate::base::stamp::long_date;
use crate::base::text::{count, one_line};
use crate::domain::audit::carry::{Stale, Why};
use crate::domain::audit::challenge::Challenge;
use crate::domain::audit::coverage::Coverage;
use crate::domain::audit::gap::{Gaps, Held, Moved, Staff, returned};
use crate::domain::audit::results::Results;
use crate::domain::audit::survey::Survey;
use crate::domain::audit::{AskedAgency, Standing};
use chrono::NaiveDate;

/// What a gap view is made of.
pub struct Gap<'a> {
    /// The audit and its accepted returns.
    pub results: &'a Results<'a>,
    /// Standards, moderated grades and staff.
    pub gaps: Gaps<'a>,
    /// Every challenge.
    pub challenges: &'a [Challenge],
    /// The survey; one of nothing where there is none.
    pub survey: &'a Survey,
    /// Organisations whose return is not accepted, with how it stands.
    pub missing: Vec<(&'a AskedAgency, Standing)>,
    /// The day.
    pub today: NaiveDate,
    /// The protective marking.
    pub marking: &'a str,
    /// Whose it is.
    pub partnership: &'a str,
}

/// The view as blocks.
pub fn gap(of: &Gap<'_>) -> Document {
    let audit = of.results.audit;
    let title = format!("{}: what is said and what is seen", one_line(&audit.title));
    let mut blocks = vec![Block::Heading(Level::One, title.as_str().into())];
    blocks.push(Block::Paragraph(counted(of).into()));
    for standard in &of.gaps.standards {
        blocks.push(Block::Heading(Level::Two, one_line(&standard.section.title).into()));
        if !standard.staff.is_empty() {
            let said = |one: &&crate::domain::audit::survey::Counted| (0, Words::from(staff_said(of, one)));
            blocks.push(Block::Bullets(standard.staff.iter().map(said).collect()));
        }
        let about = format!("Grades and staff on {}", standard.section.title);
        let heads = [("Question", 30), ("Own grades", 20), ("Moderated", 20), ("Staff", 24), ("Apart", 18)];
        let rows = standard.questions.iter().map(|held| row(of, held)).collect();
        blocks.push(table(&about, &heads, rows));
    }
    challenged(of, &mut blocks);
    not_returned(&of.missing, &mut blocks);
    stale(of, &mut blocks);
    adrift(of, &mut blocks);
    Document {
        title,
        subject: one_line(of.partnership),
        marking: of.marking.to_owned(),
        made: Some(of.today),
        landscape: true,
        blocks,
        ..Document::default()
    }
}

/// How everything here is counted.
fn counted(of: &Gap<'_>) -> String {
    let fewest = of.survey.fewest.max(crate::domain::audit::survey::LEAST);
    format!(
        "As of {}. {}; only accepted returns count. An answer taken over from an earlier audit counts only \
         once it was confirmed or changed. Moderated grades stand beside self-grades and change none. Counts of fewer than \
         {fewest} replies are not shown.",
        long_date(of.today),
        returned(of.results).sentence(),
    )
}

fn row(of: &Gap<'_>, held: &Held<'_>) -> Vec<Words> {
    let mut own: Vec<String> = held
        .own
        .tallies
        .iter()
        .filter(|tally| tally.n > 0)
        .map(|tally| format!("{}: {}", tally.said(), tally.n))
        .collect();
    let none: usize = held.own.none.iter().map(|(_, n)| n).sum();
    for (n, word) in
        [(none, "no score"), (held.own.carried, "not reconfirmed"), (held.own.blank, "no answer")]
    {
        own.extend((n > 0).then(|| format!("{word}: {n}")));
    }
    let mut grades: Vec<String> = held.moderated.iter().map(|(word, n)| format!("{word}: {n}")).collect();
    grades.extend(moved(held.moved));
    let staff: Vec<String> = held.staff.iter().map(|one| staff_said(of, one.counted)).collect();
    let apart = |one: &Staff<'_>| one.apart.map(|apart| apart.said(one.counted));
    let apart: Vec<String> = held.staff.iter().filter_map(apart).collect();
    [one_line(&held.own.question.text), own.join("; "), grades.join("; "), staff.join("; "), apart.join("; ")]
        .map(Words::from)
        .into()
}

fn moved(moved: Moved) -> Option<String> {
    let parts = [(moved.down, "down"), (moved.up, "up"), (moved.same, "as it was")];
    let parts: Vec<String> =
        parts.into_iter().filter(|(n, _)| *n > 0).map(|(n, word)| format!("{n} {word}")).collect();
    (!parts.is_empty()).then(|| format!("({})", parts.join(", ")))
}

fn staff_said(of: &Gap<'_>, one: &crate::domain::audit::survey::Counted) -> String {
    let whose = one.agency.as_ref().map(|id| format!("{}: ", one_line(of.results.agency_said(id))));
    let statement =
        if one.statement.is_empty() { String::new() } else { format!("“{}” ", one_line(&one.statement)) };
    format!("{}{statement}{}", whose.unwrap_or_default(), one.said(of.survey))
}

fn challenged(of: &Gap<'_>, blocks: &mut Vec<Block>) {
    let rows: Vec<Vec<Words>> = of
        .challenges
        .iter()
        .filter_map(|one| {
            let outcome = of.results.questions.iter().find(|held| held.question.id == one.question)?;
            let cells = outcome.rows.iter().flat_map(|row| &row.cells);
            let own = cells.filter(|cell| *cell.agency == one.agency);
            let own: Vec<String> = own.map(|cell| outcome.said(of.results.template, &cell.said)).collect();
            let by = of.results.audit.agencies.iter().find(|agency| agency.id.as_str() == one.by);
            let by = by.map_or(one.by.as_str(), |agency| agency.name.as_str());
            let said = |text: &str| one_line(text);
            let grade = one.moderated.as_deref().map(|code| outcome.word(code)).unwrap_or_default();
            let on = one.on.map(long_date).unwrap_or_default();
            let agency = of.results.audit.agency(&one.agency)?;
            let cells = [
                said(&agency.name),
                said(&outcome.question.text),
                own.join("; "),
                [said(by), on].into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(", "),
                said(&one.asked),
                said(&one.answered),
                grade,
                said(&one.reason),
            ];
            Some(cells.map(Words::from).into())
        })
        .collect();
    if rows.is_empty() {
        return;
    }
    blocks.push(Block::Heading(Level::Two, "Peer challenge".into()));
    let heads = [
        ("Organisation", 14),
        ("Question", 22),
        ("Own grade", 12),
        ("Challenged by", 14),
        ("Asked", 20),
        ("Answered", 20),
        ("Moderated", 12),
        ("Why", 20),
    ];
    blocks.push(table("What peers asked, and moderated grades beside self-grades", &heads, rows));
}

fn not_returned(missing: &[(&AskedAgency, Standing)], blocks: &mut Vec<Block>) {
    if missing.is_empty() {
        return;
    }
    blocks.push(Block::Heading(Level::Two, "Not returned".into()));
    let one = |(agency, standing): &(&AskedAgency, Standing)| {
        (0, Words::from(format!("{}: {}", one_line(&agency.name), standing.said())))
    };
    blocks.push(Block::Bullets(missing.iter().map(one).collect()));
}

fn stale(of: &Gap<'_>, blocks: &mut Vec<Block>) {
    let all = of.results.stale(of.today);
    let said = |one: &Stale<'_>| {
        let agency = one_line(of.results.agency_said(one.agency));
        let question = of.results.template.question(one.question);
        let question = question.map_or(one.question.as_str(), |question| question.text.as_str());
        match one.why {
            Why::Carried(from) => format!("{agency}: {} (from {from})", one_line(question)),
            Why::Expired(proof, day) => {
                format!(
                    "{agency}: {}, until {} ({})",
                    one_line(&proof.what),
                    long_date(day),
                    one_line(question)
                )
            }
        }
    };
    for (title, carried) in
        [("Not reconfirmed since an earlier audit", true), ("Evidence that has expired", false)]
    {
        let points: Vec<(u8, Words)> = all
            .iter()
            .filter(|one| matches!(one.why, Why::Carried(_)) == carried)
            .map(|one| (0, Words::from(said(one))))
            .collect();
        if !points.is_empty() {
            blocks.push(Block::Heading(Level::Two, title.into()));
            blocks.push(Block::Bullets(points));
        }
    }
}

/// What the audit's own files say of things it has not.
fn adrift(of: &Gap<'_>, blocks: &mut Vec<Block>) {
    let mut points: Vec<(u8, Words)> = Vec::new();
    for one in &of.gaps.adrift {
        let said = format!(
            "challenge.yaml names {} and {}: one of the two is not in this audit",
            one.agency, one.question
        );
        points.push((0, said.into()));
    }
    for one in &of.gaps.beside_nothing {
        let said = format!(
            "survey.yaml names {}: nothing graded in this audit is called so",
            one.standards.join(", ")
        );
        points.push((0, said.into()));
    }
    if !points.is_empty() {
        blocks.push(Block::Heading(Level::Two, "To put right in the files".into()));
        blocks.push(Block::Bullets(points));
    }
}

/// What an audit of many organisations covers.
pub fn coverage(
    results: &Results<'_>,
    of: &Coverage<'_>,
    kind: impl Fn(&str) -> String,
    (marking, today): (&str, NaiveDate),
) -> Document {
    let title = format!("{}: coverage", one_line(&results.audit.title));
    let mut blocks = vec![Block::Heading(Level::One, title.as_str().into())];
    let said = format!("As of {}, {}; only accepted returns count.", long_date(today), of.all.sentence());
    blocks.push(Block::Paragraph(said.into()));
    if of.kinds.len() > 1 {
        let one = |(id, count): &(&crate::base::id::AgencyKind, crate::domain::audit::coverage::Count)| {
            (0, Words::from(format!("{}: {}", kind(id.as_str()), count.said())))
        };
        blocks.push(Block::Bullets(of.kinds.iter().map(one).collect()));
    }
    not_returned(&of.missing, &mut blocks);
    if !of.exempt.is_empty() {
        blocks.push(Block::Heading(Level::Two, "No return asked".into()));
        let one = |agency: &&AskedAgency| (0, Words::from(one_line(&agency.name)));
        blocks.push(Block::Bullets(of.exempt.iter().map(one).collect()));
    }
    if !of.weakest.is_empty() {
        blocks.push(Block::Heading(Level::Two, "Weakest statements".into()));
        let row = |weak: &crate::domain::audit::coverage::Weak<'_>| {
            let given = weak.outcome.tallies.iter().filter(|tally| tally.n > 0);
            let given: Vec<String> = given.map(|tally| format!("{}: {}", tally.said(), tally.n)).collect();
            let mut question = one_line(&weak.outcome.question.text);
            if weak.outcome.question.safety_critical {
                question.push_str(" (about a child’s safety)");
            }
            [question, format!("{} of {}", weak.low, weak.of), given.join("; ")].map(Words::from).into()
        };
        let heads = [("Statement", 40), ("In the worse half", 14), ("Graded", 24)];
        blocks.push(table("Statements most often graded low", &heads, of.weakest.iter().map(row).collect()));
    }
    Document { title, marking: marking.to_owned(), made: Some(today), blocks, ..Document::default() }
}

fn table(about: &str, heads: &[(&str, u32)], rows: Vec<Vec<Words>>) -> Block {
    let column =
        |(head, share): &(&str, u32)| Column { head: (*head).to_owned(), share: *share, figures: false };
    Block::Table(Table {
        about: about.to_owned(),
        whole: false,
        columns: heads.iter().map(column).collect(),
        rows,
    })
}

/// What to paste into a letter to those above, about organisations whose return is late: none of them is asked to be blamed.
pub fn escalation(
    results: &Results<'_>,
    group: &str,
    late: &[(&AskedAgency, Standing)],
    today: NaiveDate,
) -> String {
    let audit = results.audit;
    let some = count(late.len(), "organisation has", "organisations have");
    let mut lines = vec![
        format!("To: the chair of {}", one_line(group)),
        format!("Subject: {}: {some} not returned", one_line(&audit.title)),
        String::new(),
        format!("As of {} these have not returned, and the day it was due has passed:", long_date(today)),
        String::new(),
    ];
    for (agency, standing) in late {
        let chased =
            audit.involvement.iter().filter(|one| one.agency == agency.id).flat_map(|one| &one.chased);
        let days: std::collections::BTreeSet<NaiveDate> = chased.copied().collect();
        let days: Vec<String> = days.into_iter().map(long_date).collect();
        let chased =
            if days.is_empty() { "not chased yet".to_owned() } else { format!("chased {}", days.join(", ")) };
        let to = if agency.contact.is_empty() {
            String::new()
        } else {
            format!(" ({})", one_line(&agency.contact))
        };
        lines.push(format!("- {}{to}: {}, {chased}", one_line(&agency.name), standing.said()));
    }
    lines.extend([
        String::new(),
        "Please ask the senior lead of each for the return, or for the day on which it will come. If none will come, say who \
         decided so and why: that is recorded as an exemption and reported as one."
            .to_owned(),
    ]);
    crate::base::text::clean(&(lines.join("\n") + "\n")).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::calendar::WorkingDays;
    use crate::documents::pages::markdown;
    use crate::domain::audit::survey::Counted;
    use crate::domain::audit::{board, example};

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn the_gap_view_and_coverage_of_a_small_audit_as_they_are_printed() {
        let (audit, template, mut returns) = (example::audit(), example::template(), example::returns());
        returns.retain(|one| one.case.as_str() == "C1" && one.agency.as_str() != "police");
        returns[0].answers[0].carried = Some("2024-section-11".into());
        returns[1].answers[0].evidence[0].expires = Some(day("2026-10-31"));
        let audit = crate::domain::audit::Audit {
            cases: audit.cases[..1].to_vec(),
            involvement: audit.involvement.iter().filter(|one| one.case.as_str() == "C1").cloned().collect(),
            ..audit
        };
        let results = Results::of(&audit, &template, &returns, &[]);
        let counts = |standard: &str, agree, n| Counted {
            standards: vec![standard.to_owned()],
            statement: "I know what to do.".into(),
            agree,
            disagree: n - agree,
            n,
            ..Counted::default()
        };
        let survey = Survey {
            asked: vec![counts("lived", 12, 40), counts("shared", 2, 4), counts("child", 30, 40)],
            ..Survey::default()
        };
        let challenges = [Challenge {
            agency: "school".into(),
            question: "lived".into(),
            by: "care".into(),
            on: Some(day("2026-10-06")),
            asked: "Who asks the youngest?".into(),
            answered: "The class teacher.".into(),
            moderated: Some("RI".into()),
            reason: "not written down".into(),
        }];
        let tiles = board(&audit, &returns, day("2026-11-26"), &WorkingDays::default());
        let covered = Coverage::of(&results, &tiles);
        let gaps = Gaps::of(&results, &challenges, &survey);
        let missing = covered.missing.clone();
        let page = markdown(&gap(&Gap {
            results: &results,
            gaps,
            challenges: &challenges,
            survey: &survey,
            missing: missing.clone(),
            today: day("2026-11-26"),
            marking: "OFFICIAL",
            partnership: "Anywhere",
        }));
        insta::assert_snapshot!("gap", page);
        assert!(!page.contains('%') && !page.contains(" 2 of 4 "), "{page}");
        let page = markdown(&coverage(&results, &covered, str::to_owned, ("OFFICIAL", day("2026-11-26"))));
        insta::assert_snapshot!("coverage", page);
        insta::assert_snapshot!(
            "escalation",
            escalation(&results, "Quality group", &missing, day("2026-11-26"))
        );
    }
}
