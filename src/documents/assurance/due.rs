//! What comes next of everything that has a clock: rapid reviews, inspections, audits to be opened, expected inputs; each with
//! its day, how much is left, and who holds it.

use super::inspection::held;
use crate::base::calendar::WorkingDays;
use crate::base::id::{InspectionId, RapidReviewId};
use crate::base::text::one_line;
use crate::documents::inputs::who;
use crate::domain::agenda::Tier;
use crate::domain::assurance::inspection::Inspection;
use crate::domain::assurance::programme::{Opening, Slot};
use crate::domain::assurance::rapid_review::{Left, RapidReview};
use crate::domain::audit::action_plan_by;
use crate::domain::inputs::Expected;
use crate::files::workspace::Workspace;
use chrono::NaiveDate;

/// Something that is due.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// The last day for it.
    pub on: NaiveDate,
    /// Letter and words: `R late 2 working days`.
    pub left: String,
    /// What.
    pub what: String,
    /// Who holds it.
    pub who: String,
    /// Where it stands.
    pub about: About,
}

/// Where something that is due stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum About {
    /// A step of a rapid review.
    RapidReview(RapidReviewId, String),
    /// A step of an inspection's run-book.
    Inspection(InspectionId, String),
    /// A planned audit.
    Programme(String),
    /// An expected input.
    Input(String),
}

impl Item {
    /// Whether the day has passed.
    pub fn is_late(&self) -> bool {
        self.left.starts_with('R')
    }
}

/// Everything that is late, and the next of each that is not, up to a tier; by day.
pub fn due(workspace: &Workspace, tier: Tier, today: NaiveDate, days: &WorkingDays) -> Vec<Item> {
    let all = &workspace.assurance;
    let reviews = all.rapid_reviews.values().filter(|of| of.tier <= tier);
    let mut items: Vec<Item> = reviews.flat_map(|of| of_review(of, today, days)).collect();
    for of in all.inspections.values() {
        items.extend(of_inspection(workspace, of, today, days));
    }
    let slots = all.programme.iter().flat_map(|programme| &programme.slots);
    items.extend(slots.filter_map(|slot| of_slot(workspace, slot, today, days)));
    let inputs = workspace.inputs.inputs.iter().filter(|input| input.tier <= tier);
    items.extend(inputs.filter_map(|input| of_input(workspace, input, today, days)));
    items.sort_by(|a, b| (a.on, &a.what).cmp(&(b.on, &b.what)));
    items
}

/// Of what was not done: all that is late, and the first that is not.
fn next(all: impl Iterator<Item = (Left, Item)>) -> Vec<Item> {
    let mut items = Vec::new();
    let mut open = all.filter(|(left, _)| !matches!(left, Left::Done(_)));
    for (left, item) in &mut open {
        items.push(item);
        if matches!(left, Left::Days(_)) {
            break;
        }
    }
    items.extend(open.filter(|(left, _)| matches!(left, Left::Late(_))).map(|(_, item)| item));
    items
}

fn of_review(of: &RapidReview, today: NaiveDate, days: &WorkingDays) -> Vec<Item> {
    next(of.points(today, days).into_iter().map(|point| {
        let left = point.left(today, days);
        let item = Item {
            on: point.due,
            left: left.brief(),
            what: format!("{}: {}", of.id, point.what),
            who: point.who.to_owned(),
            about: About::RapidReview(of.id.clone(), point.id.to_owned()),
        };
        (left, item)
    }))
}

fn of_inspection(workspace: &Workspace, of: &Inspection, today: NaiveDate, days: &WorkingDays) -> Vec<Item> {
    let partnership = workspace.partnership.as_ref();
    let theme = one_line(&of.theme);
    let item = |on, left: Left, what: &str, who, step: &str| Item {
        on,
        left: left.brief(),
        what: format!("{theme}: {what}"),
        who,
        about: About::Inspection(of.id.clone(), step.to_owned()),
    };
    let mut items = next(of.due(days).iter().map(|due| {
        let (left, step) = (of.left(due, today, days), &due.step);
        let who = match of.holder(step.id) {
            Some(_) => held(of, step.id, partnership),
            None => format!("{}: nobody holds it yet", step.who),
        };
        (left, item(due.to, left, step.what, who, step.id))
    }));
    // Nothing is noted of the plan, so that nobody can say that it is late.
    let plan = of.letter.map(|letter| action_plan_by(letter, days)).filter(|day| *day >= today);
    items.extend(plan.map(|day| {
        let left = Left::of(day, None, today, days);
        item(
            day,
            left,
            "the action plan is due, which is unconfirmed",
            "safeguarding partners".to_owned(),
            "",
        )
    }));
    items
}

fn of_slot(workspace: &Workspace, slot: &Slot, today: NaiveDate, days: &WorkingDays) -> Option<Item> {
    let (Opening::By(on) | Opening::Late(on, _)) = slot.opening(today, days) else { return None };
    Some(Item {
        on,
        left: Left::of(on, None, today, days).brief(),
        what: format!("Open the audit: {}", one_line(&slot.theme)),
        who: who(workspace.partnership.as_ref(), slot.group.as_str()),
        about: About::Programme(slot.id.clone()),
    })
}

fn of_input(workspace: &Workspace, input: &Expected, today: NaiveDate, days: &WorkingDays) -> Option<Item> {
    let on = input.standing(today, days).due?;
    Some(Item {
        on,
        left: Left::of(on, None, today, days).brief(),
        what: one_line(&input.title),
        who: who(workspace.partnership.as_ref(), &input.from),
        about: About::Input(input.id.clone()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::assurance::programme::Programme;
    use crate::domain::assurance::rapid_review::Done;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn all_that_is_late_and_the_next_of_each_by_day_and_nothing_restricted_unasked() {
        let mut workspace = Workspace::default();
        // Known on Wed 10 December 2025 and notified on Mon 15: asked by 16, summaries by 30, the group by 31 December.
        let review = RapidReview {
            id: "rr-2025-01".into(),
            aware: day("2025-12-10"),
            notified: Some(day("2025-12-15")),
            done: vec![Done { step: "summaries".into(), on: day("2025-12-19") }],
            ..RapidReview::default()
        };
        let partners = RapidReview { id: "rr-2025-02".into(), tier: Tier::Partners, ..review.clone() };
        // Notice on Fri 19 December 2025: lists by 23, children by 24 December.
        let inspection = Inspection {
            id: "a".into(),
            theme: "Front door".into(),
            notice: Some(day("2025-12-19")),
            done: vec![Done { step: "notice".into(), on: day("2025-12-19") }],
            ..Inspection::default()
        };
        let slot = Slot { theme: "Neglect".into(), when: "Q4 2025/26".into(), ..Slot::default() };
        workspace.assurance.programme = Some(Programme { slots: vec![slot], ..Programme::default() });
        workspace.assurance.inspections.insert("a".into(), inspection);
        for one in [review, partners] {
            workspace.assurance.rapid_reviews.insert(one.id.clone(), one);
        }
        let expected = Expected {
            id: "reg".into(),
            title: "Reg 45".into(),
            due: Some(day("2025-11-30")),
            ..Expected::default()
        };
        workspace.inputs.inputs.push(expected);
        let said = |tier| {
            let all = due(&workspace, tier, day("2025-12-24"), &WorkingDays::default());
            all.into_iter().map(|one| format!("{} {} {}", one.on, one.left, one.what)).collect::<Vec<_>>()
        };
        let partners = said(Tier::Partners);
        assert_eq!(partners.len(), 6, "{partners:#?}");
        assert_eq!(partners[0], "2025-11-30 R late 18 working days Reg 45");
        assert_eq!(
            partners[1],
            "2025-12-16 R late 6 working days rr-2025-02: Agencies are asked for a summary of what they know"
        );
        assert!(
            partners[2].starts_with("2025-12-23 R late 1 working day Front door: Lists are in"),
            "{partners:#?}"
        );
        assert!(
            partners[3].starts_with("2025-12-24 A due today Front door: Children are chosen"),
            "{partners:#?}"
        );
        assert!(
            partners[4].starts_with("2025-12-31 A 3 working days left rr-2025-02: The review group"),
            "{partners:#?}"
        );
        assert!(partners[5].ends_with("Open the audit: Neglect"), "{partners:#?}");
        assert_eq!(said(Tier::Restricted).len(), 8);
    }
}
