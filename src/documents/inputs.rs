//! Expected inputs in words: from whom to whom, when the next is due, how late it is, and who hears of it.

use crate::base::calendar::WorkingDays;
use crate::base::stamp::long_date;
use crate::base::text::{and_list, count, one_line};
use crate::domain::inputs::{Expected, Rung};
use crate::domain::partnership::Partnership;
use chrono::NaiveDate;

/// An input in a few lines: what it is; from whom to whom; how it stands; who hears of it.
pub fn lines(input: &Expected, known: Option<&Partnership>, today: NaiveDate) -> Vec<String> {
    let standing = input.standing(today, &WorkingDays::default());
    let (from, to) = (who(known, &input.from), who(known, input.to.as_str()));
    let mut lines = vec![
        format!("{}  {}", input.id, one_line(&input.title)),
        format!("    every {} from {from} to {to}", input.every),
    ];
    let due = standing.due.map_or("no date yet".to_owned(), |day| format!("due {}", long_date(day)));
    let late = match standing.late {
        0 => String::new(),
        n => format!(" · late {}", count(n as usize, "working day", "working days")),
    };
    let last = standing.last.map_or(" · none received yet".to_owned(), |one| {
        let note = if one.note.is_empty() { String::new() } else { format!(" ({})", one_line(&one.note)) };
        format!(" · last received {}{note}", long_date(one.on))
    });
    lines.push(format!("    {due}{late}{last}"));
    if !standing.missed.is_empty() {
        let days: Vec<String> = standing.missed.iter().map(|day| long_date(*day)).collect();
        lines.push(format!("    never received: the one due {}", and_list(&days)));
    }
    let step = |(rung, on): (&Rung, NaiveDate)| (who(known, rung.to.as_str()), long_date(on));
    let late = standing.late > 0;
    let steps = [
        standing.reached.map(step).map(|(group, on)| format!("for {group} since {on}")),
        standing
            .next
            .map(step)
            .map(|(group, on)| format!("{} for {group} from {on}", if late { "then" } else { "if late:" })),
    ];
    let undated: Vec<String> = input.undated_steps().map(|group| who(known, group.as_str())).collect();
    let undated = (!undated.is_empty())
        .then(|| format!("if late: for {}, after how many days is not set", and_list(&undated)));
    let steps: Vec<String> = steps.into_iter().flatten().chain(undated).collect();
    if !steps.is_empty() {
        lines.push(format!("    {}", steps.join(" · ")));
    }
    lines
}

/// A group or an agency as people call it.
pub fn who(known: Option<&Partnership>, id: &str) -> String {
    let group = known.and_then(|known| known.group(&id.into())).map(|group| group.said().to_owned());
    let agency = || known.and_then(|known| known.agency(&id.into())).map(|agency| agency.said().to_owned());
    one_line(&group.or_else(agency).unwrap_or_else(|| id.to_owned()))
}
