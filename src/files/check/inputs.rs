//! Rules for the register of expected inputs: who sends and receives is known, and what came is for a day one was due.

use super::page::{Ids, Page, Sort};
use super::{Found, Sources};
use crate::base::stamp::long_date;
use crate::domain::inputs::Expected;
use crate::files::yaml::Step;
use crate::files::yaml::Step::{Index, Key};

pub(super) fn check(all: &Sources, ids: Option<&Ids<'_>>, found: &mut Vec<Found>) {
    let Some(source) = &all.inputs else { return };
    let mut page = Page::new(source, found);
    page.once(
        &[Key("inputs")],
        "id",
        "inputs",
        "give one of them an id of its own; an id is never used twice",
    );
    for (nth, input) in source.value.inputs.iter().enumerate() {
        let at = [Key("inputs"), Index(nth)];
        if let Some(ids) = ids {
            everybody_is_known(&mut page, at, input, ids);
        }
        what_came_was_due(&mut page, at, input);
        steps_go_up(&mut page, at, input);
    }
}

fn everybody_is_known(page: &mut Page<'_>, at: [Step<'_>; 2], input: &Expected, ids: &Ids<'_>) {
    page.known(&[at[0], at[1], Key("from")], Sort::AgencyOrGroup, &input.from, ids);
    page.known(&[at[0], at[1], Key("to")], Sort::Group, input.to.as_str(), ids);
    for (nth, rung) in input.escalate.iter().enumerate() {
        page.known(
            &[at[0], at[1], Key("escalate"), Index(nth), Key("to")],
            Sort::Group,
            rung.to.as_str(),
            ids,
        );
    }
}

fn what_came_was_due(page: &mut Page<'_>, at: [Step<'_>; 2], input: &Expected) {
    for (nth, one) in input.received.iter().enumerate() {
        if let Some(day) = one.due.filter(|day| !input.is_due_on(*day)) {
            let message = format!("`{}` is not due on {}", input.id, long_date(day));
            let mend =
                format!("due dates are every {} from the first one, `due`: check the two", input.every);
            page.error(&[at[0], at[1], Key("received"), Index(nth), Key("for")], message, mend);
        }
    }
}

fn steps_go_up(page: &mut Page<'_>, at: [Step<'_>; 2], input: &Expected) {
    for (nth, pair) in input.escalate.windows(2).enumerate() {
        let [Some(before), Some(after)] = [pair[0].after, pair[1].after] else { continue };
        if after <= before {
            let message =
                format!("this step comes after {after} working days, and the one before it after {before}");
            let place = [at[0], at[1], Key("escalate"), Index(nth + 1), Key("after")];
            page.warning(&place, message, "put the steps in the order in which they are taken");
        }
    }
}
