//! An audit's board in words: each child by each agency, what is due, and what to write to whom. Nothing is ever sent.

use crate::base::calendar::WorkingDays;
use crate::base::id::{AgencyId, CaseId};
use crate::base::stamp::long_date;
use crate::base::text::{and_list, clean, count, one_line, width};
use crate::domain::audit::{
    AskedAgency, Audit, Challenge, Closing, Due, Milestone, Panel, Resolved, Return, ReturnState, Runbook,
    Stage, Standing, TemplateKind, Tile, sealing, signing,
};
use crate::domain::escalation::{PassedOn, Stands, not_passed_on, stands};
use chrono::NaiveDate;

/// The board as lines of cells: children across, agencies down, and what each line comes to.
pub fn rows(audit: &Audit, board: &[Tile<'_>]) -> Vec<Vec<String>> {
    let head = ["Agency".to_owned()].into_iter().chain(audit.cases.iter().map(|case| case.id.to_string()));
    let mut rows = vec![head.collect::<Vec<_>>()];
    for agency in &audit.agencies {
        let of = |case: &CaseId| {
            let tile = board.iter().find(|tile| tile.case == case && *tile.agency == agency.id);
            tile.map_or_else(String::new, |tile| tile.standing.said())
        };
        let cells = audit.cases.iter().map(|case| of(&case.id));
        rows.push([one_line(&agency.name)].into_iter().chain(cells).collect());
    }
    rows
}

/// How many returns stand how, most urgent first: `3 late, 2 awaited, 9 accepted`.
pub fn summed(board: &[Tile<'_>]) -> String {
    let of = |is: fn(Standing) -> bool| board.iter().filter(|tile| is(tile.standing)).count();
    let parts = [
        (of(|one| matches!(one, Standing::Late(_))), "late"),
        (of(|one| one == Standing::Query), "with a query"),
        (of(|one| one == Standing::Submitted), "to look at"),
        (of(|one| matches!(one, Standing::Awaited | Standing::Draft)), "awaited"),
        (of(|one| one == Standing::Asked), "asked whether known"),
        (of(|one| one == Standing::NotAsked), "not asked yet"),
        (of(|one| one == Standing::Accepted), "accepted"),
        (of(|one| one == Standing::Nil), "nil"),
        (of(|one| one == Standing::Exempt), "exempt"),
    ];
    let said: Vec<String> =
        parts.iter().filter(|(n, _)| *n > 0).map(|(n, what)| format!("{n} {what}")).collect();
    if said.is_empty() { "no child and no agency yet".to_owned() } else { said.join(", ") }
}

/// The board as a table of words, as wide as its words are.
pub fn text(audit: &Audit, board: &[Tile<'_>]) -> String {
    let rows = rows(audit, board);
    let columns = rows.first().map_or(0, Vec::len);
    let wide: Vec<usize> =
        (0..columns).map(|at| rows.iter().map(|row| width(&row[at])).max().unwrap_or(0)).collect();
    let line = |row: &Vec<String>| {
        let cells =
            row.iter().zip(&wide).map(|(cell, wide)| format!("{cell}{}", " ".repeat(wide - width(cell))));
        cells.collect::<Vec<_>>().join("  ").trim_end().to_owned()
    };
    let mut text: String = rows.iter().map(|row| line(row) + "\n").collect();
    text = format!("{text}\n{}.\n", summed(board));
    clean(&text).into_owned()
}

/// Which version it is and whether it was signed off; nothing before anybody looks for that.
pub fn signed(audit: &Audit, returns: &[Return], panels: &[Panel], beside: &[Challenge]) -> Option<String> {
    let asked = audit.stage >= Stage::Report || !audit.signed.is_empty() || !audit.reopened.is_empty();
    asked.then(|| audit.signed_said(&signing::hash(audit, returns, panels, beside)))
}

/// Accepted returns that somebody changed by hand since, in words; nothing where there are none.
pub fn changed_since(returns: &[Return]) -> Option<String> {
    let by = |of: &Return| format!("{} by {}", one_line(of.case.as_str()), one_line(of.agency.as_str()));
    let all: Vec<String> = sealing::changed_returns(returns).map(by).collect();
    let said = format!(
        "CHANGED BY HAND since it was accepted: {}. 'chairside check' says how to mend that.",
        and_list(&all)
    );
    (!all.is_empty()).then_some(said)
}

/// That it is time to ask the same questions again, and how.
pub fn score_again(audit: &Audit) -> String {
    format!(
        "Every action of this audit is closed: does it look different now? 'chairside audit new NEW-ID --template {} --group {} \
         --panel DATE --repeats {}' asks the same questions again",
        one_line(audit.template.id.as_str()),
        one_line(audit.group.as_str()),
        one_line(audit.id.as_str())
    )
}

/// Concerns that nobody was told of yet, in words; nothing where there are none. What was seen is not said.
pub fn not_escalated(returns: &[Return], passed: &[PassedOn]) -> Option<String> {
    let by = |of: &Return| format!("{} by {}", one_line(of.case.as_str()), one_line(of.agency.as_str()));
    let all: Vec<String> = not_passed_on(passed, returns).into_iter().map(by).collect();
    (!all.is_empty()).then(|| format!("CONCERN NOT YET ESCALATED: {}", and_list(&all)))
}

/// What returns that came say to whether a child may be unsafe now: the yes first, apart from what was passed on and heard of since,
/// then how many said no, and who has said neither. Nothing where the template does not ask it or nothing has come.
pub fn unsafe_now(template: &Resolved, returns: &[Return], passed: &[PassedOn]) -> Vec<String> {
    let came: Vec<&Return> = returns.iter().filter(|of| of.state != ReturnState::Draft).collect();
    let saying = |what: Option<bool>| came.iter().filter(move |of| of.says_unsafe() == what);
    let by = |of: &Return| format!("{} by {}", one_line(of.case.as_str()), one_line(of.agency.as_str()));
    let who = |what| and_list(&saying(what).map(|of| by(of)).collect::<Vec<_>>());
    let (mut open, mut dealt) = (Vec::new(), Vec::new());
    for of in saying(Some(true)) {
        match stands(passed, &of.audit, &of.case, of.came()) {
            Stands::Open => open.push(by(of)),
            Stands::Waiting(one) => open.push(format!("{}, {}, nothing heard since", by(of), one.said())),
            Stands::Dealt(one, heard) => {
                dealt.push(format!("{}, {}, last heard {}", by(of), one.said(), long_date(heard)));
            }
        }
    }
    let mut lines = Vec::new();
    if !open.is_empty() {
        lines.push(format!("A CHILD MAY BE UNSAFE NOW: {}. Ask today who was told.", open.join("; ")));
    }
    if !dealt.is_empty() {
        lines.push(format!("A child who may have been unsafe: {}.", dealt.join("; ")));
    }
    if template.closing.contains(&Closing::ImmediateConcern) && !came.is_empty() {
        let no = count(saying(Some(false)).count(), "return", "returns");
        lines.push(format!("Whether a child is unsafe now: asked, and the answer is no: {no}."));
        if saying(None).count() > 0 {
            lines.push(format!("Not answered, so ask: {}.", who(None)));
        }
    }
    lines
}

/// That nobody works on a day, and the next on which somebody does; nothing where it is worked on.
pub fn no_working_day(what: &str, day: NaiveDate, days: &WorkingDays) -> Option<String> {
    let next = (!days.is_working(day)).then(|| days.add(day, 1))?;
    Some(format!("{what} is on {}, which is no working day: the next is {}", long_date(day), long_date(next)))
}

/// The dates of an audit, one a line; what was fixed by hand says so, and what does not come in order.
pub fn dates(audit: &Audit, today: NaiveDate, days: &WorkingDays) -> String {
    let line = |(milestone, on, fixed): (Milestone, NaiveDate, bool)| {
        let passed = if on < today { "  passed" } else { "" };
        let fixed = if fixed { "  fixed by hand" } else { "" };
        format!("{:<16}  {}{fixed}{passed}\n", long_date(on), milestone.said())
    };
    let wrong = |(first, then): (Milestone, Milestone)| {
        format!("Out of order: '{}' comes after '{}'.\n", first.said(), then.said())
    };
    let dates = audit.dates.all(days).into_iter().map(line);
    dates.chain(audit.dates.out_of_order(days).into_iter().map(wrong)).collect()
}

/// A run-book, one step a line: its days, who holds it, and which days are not confirmed in a primary text.
pub fn runbook(book: Runbook, first: NaiveDate, today: NaiveDate, days: &WorkingDays) -> String {
    let due = book.due(first, days);
    let line = |due: &Due| {
        let from = long_date(due.from);
        let on = if due.from == due.to { from } else { format!("{from} to {}", long_date(due.to)) };
        let mark = if due.step.unconfirmed { " *" } else { "" };
        let passed = if due.to < today { "  passed" } else { "" };
        format!("{on:<35}  {} ({}){mark}{passed}\n", due.step.what, due.step.who)
    };
    let lines: String = due.iter().map(line).collect();
    format!(
        "{}.\n\n{lines}\n* A proposal, or unconfirmed: check it against the primary text.\n",
        book.title()
    )
}

/// A message to one agency.
#[derive(Clone, Debug, PartialEq)]
pub struct Chaser<'a> {
    /// The agency.
    pub agency: &'a AskedAgency,
    /// What is awaited of it: the child, and whether it is late.
    pub awaited: Vec<(&'a CaseId, Standing, NaiveDate)>,
}

/// Whom to chase, in the order of the audit's agencies: those of whom anything is still to come.
pub fn chasers<'a>(audit: &'a Audit, board: &[Tile<'a>]) -> Vec<Chaser<'a>> {
    let of = |id: &AgencyId| -> Vec<(&'a CaseId, Standing, NaiveDate)> {
        let tiles = board.iter().filter(|tile| tile.agency == id && tile.standing.is_awaited());
        tiles.map(|tile| (tile.case, tile.standing, tile.due)).collect()
    };
    let all = audit.agencies.iter().map(|agency| Chaser { agency, awaited: of(&agency.id) });
    all.filter(|chaser| !chaser.awaited.is_empty()).collect()
}

impl Chaser<'_> {
    /// The message in words to paste.
    pub fn text(&self, audit: &Audit, kind: TemplateKind, today: NaiveDate, days: &WorkingDays) -> String {
        // There is one return each, and no child.
        let organisation = kind.is_of_organisations();
        let late =
            self.awaited.iter().filter(|(_, standing, _)| matches!(standing, Standing::Late(_))).count();
        let late_said = if late == 0 { String::new() } else { format!(", {late} late") };
        let to = if self.agency.contact.is_empty() {
            one_line(&self.agency.name)
        } else {
            format!("{}, {}", one_line(&self.agency.contact), one_line(&self.agency.name))
        };
        let mut lines = vec![
            format!("To: {to}"),
            format!(
                "Subject: {}: {} awaited{late_said}",
                one_line(&audit.title),
                count(self.awaited.len(), "return", "returns")
            ),
            String::new(),
            format!("As of {} we are waiting for:", long_date(today)),
            String::new(),
        ];
        for (case, standing, due) in &self.awaited {
            let what = match standing {
                Standing::Asked if organisation => "whether you take part".to_owned(),
                Standing::Asked => "whether the child is known to you".to_owned(),
                Standing::Query => "your reply to a question about your return".to_owned(),
                Standing::Late(by) => {
                    format!(
                        "your return, due {}, {} ago",
                        long_date(*due),
                        count(*by as usize, "working day", "working days")
                    )
                }
                _ => format!("your return, due {}", long_date(*due)),
            };
            lines.push(if organisation { format!("- {what}") } else { format!("- {case}: {what}") });
        }
        let panel = long_date(audit.dates.on(Milestone::Panel, days));
        lines.extend([
            String::new(),
            if organisation {
                format!("The panel is on {panel}. Without a return your organisation's own arrangements are not seen there.")
            } else {
                format!("The panel is on {panel}. Without a return your agency's part in the work with this child is not seen there.")
            },
            if organisation {
                "If this is not asked of your organisation, or you cannot do it in time, please say so now: that is an answer too."
            } else {
                "If the child is not known to you, or you cannot do it in time, please say so now: that is an answer too."
            }
            .to_owned(),
            if organisation {
                "Please name no child, no family and no member of staff in it."
            } else {
                "Please write about children by their number only: no names, no dates of birth, no NHS numbers."
            }
            .to_owned(),
        ]);
        clean(&(lines.join("\n") + "\n")).into_owned()
    }
}

/// Who is asked, in words, for a line: `Police (police), Hillside Primary (school)`.
pub fn asked(audit: &Audit) -> String {
    and_list(&audit.agencies.iter().map(|agency| one_line(&agency.name)).collect::<Vec<_>>())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::audit::{Case, Dates, Involvement, KnownTo, Return, ReturnState, board};

    fn audit() -> Audit {
        let agency = |id: &str, name: &str, contact: &str| AskedAgency {
            id: id.into(),
            name: name.into(),
            kind: id.into(),
            contact: contact.into(),
        };
        let known = |case: &str, agency: &str, known| Involvement {
            case: case.into(),
            agency: agency.into(),
            known,
            ..Involvement::default()
        };
        Audit {
            title: "Neglect".into(),
            dates: Dates { panel: "2027-01-19".parse().unwrap(), ..Dates::default() },
            agencies: vec![
                agency("police", "Police", "Review officer"),
                agency("school", "Hillside Primary", ""),
            ],
            cases: ["C1", "C2"].map(|id| Case { id: id.into(), ..Case::default() }).to_vec(),
            involvement: vec![
                known("C1", "police", KnownTo::Yes),
                known("C2", "police", KnownTo::No),
                known("C1", "school", KnownTo::Yes),
                known("C2", "school", KnownTo::Asked),
            ],
            ..Audit::default()
        }
    }

    #[test]
    fn the_board_and_the_messages_say_what_is_awaited() {
        let (audit, days, today) = (audit(), WorkingDays::default(), "2027-01-08".parse().unwrap());
        let came = Return {
            case: "C1".into(),
            agency: "school".into(),
            state: ReturnState::Accepted,
            ..Return::default()
        };
        let returns = [came];
        let tiles = board(&audit, &returns, today, &days);
        assert_eq!(
            text(&audit, &tiles),
            "Agency            C1           C2\n\
             Police            late 3 days  nil\n\
             Hillside Primary  accepted     late 3 days\n\n\
             2 late, 1 accepted, 1 nil.\n"
        );
        let chasers = chasers(&audit, &tiles);
        assert_eq!(chasers.len(), 2);
        assert_eq!(
            chasers[0].text(&audit, TemplateKind::Thematic, today, &days),
            "To: Review officer, Police\n\
             Subject: Neglect: 1 return awaited, 1 late\n\n\
             As of Fri 8 Jan 2027 we are waiting for:\n\n\
             - C1: your return, due Tue 5 Jan 2027, 3 working days ago\n\n\
             The panel is on Tue 19 Jan 2027. Without a return your agency's part in the work with this child is not seen there.\n\
             If the child is not known to you, or you cannot do it in time, please say so now: that is an answer too.\n\
             Please write about children by their number only: no names, no dates of birth, no NHS numbers.\n"
        );
        let section11 = chasers[0].text(&audit, TemplateKind::Section11, today, &days);
        assert!(section11.contains("\n- your return, due Tue 5 Jan 2027"), "{section11}");
        assert!(section11.contains("your organisation's own arrangements are not seen there"), "{section11}");
        assert!(!section11.contains("this child") && !section11.contains("C1"), "{section11}");
    }

    #[test]
    fn a_no_to_whether_a_child_is_unsafe_stands_apart_from_no_answer() {
        let of = |agency: &str, state, no_concern| Return {
            case: "C1".into(),
            agency: agency.into(),
            state,
            no_concern,
            ..Return::default()
        };
        let asks = Resolved { closing: vec![Closing::ImmediateConcern], ..Resolved::default() };
        let mut returns = [
            of("police", ReturnState::Submitted, true),
            of("gp", ReturnState::Accepted, false),
            of("school", ReturnState::Draft, false),
        ];
        let said = [
            "Whether a child is unsafe now: asked, and the answer is no: 1 return.",
            "Not answered, so ask: C1 by gp.",
        ];
        assert_eq!(unsafe_now(&asks, &returns, &[]), said);
        assert!(unsafe_now(&Resolved::default(), &returns, &[]).is_empty(), "it is not asked");
        assert!(unsafe_now(&asks, &[], &[]).is_empty(), "nothing has come");
        returns[1].immediate_concern = Some(crate::domain::audit::Concern::default());
        assert_eq!(
            unsafe_now(&Resolved::default(), &returns, &[]).len(),
            1,
            "a yes is said whatever is asked"
        );
    }

    #[test]
    fn dates_say_which_were_fixed_and_what_is_out_of_order() {
        let mut audit = audit();
        audit.dates.fixed.insert(Milestone::ReturnsDue, "2027-01-22".parse().unwrap());
        let said = dates(&audit, "2026-12-03".parse().unwrap(), &WorkingDays::default());
        assert!(said.contains("Fri 22 Jan 2027   returns due  fixed by hand\n"), "{said}");
        assert!(said.contains("Tue 19 Jan 2027   panel\n"), "{said}");
        assert!(said.ends_with("Out of order: 'returns due' comes after 'papers to the panel'.\n"), "{said}");
    }
}
