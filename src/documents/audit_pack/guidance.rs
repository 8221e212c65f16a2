//! The sheet that says what this is, by when it is wanted, how to answer, and what must never stand in it.

use super::Pack;
use crate::base::stamp::long_date;
use crate::base::text::one_line;
use crate::documents::actions::workbook::high_enough;
use crate::domain::audit::collect::GUIDANCE;
use crate::domain::audit::form;
use rust_xlsxwriter::{Format, FormatAlign, Worksheet, XlsxError};

/// How wide the column of words is: as wide as an upright page.
const WIDE: u16 = 70;
/// How high a row is at least, in points: a heading's letters are larger.
const LEAST: f64 = 18.0;

pub(super) fn write(sheet: &mut Worksheet, pack: &Pack<'_>) -> Result<(), XlsxError> {
    sheet.set_name(GUIDANCE)?;
    sheet.set_column_width(0, WIDE)?.set_paper_size(9).set_print_fit_to_pages(1, 0);
    let plain = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    let heading = plain.clone().set_bold().set_font_size(13);
    for (row, (head, line)) in (0..).zip(lines(pack)) {
        let line = one_line(&line);
        sheet.set_row_height(row, high_enough([(&line, usize::from(WIDE))]).max(LEAST))?;
        sheet.write_string_with_format(row, 0, line, if head { &heading } else { &plain })?;
    }
    sheet.protect();
    Ok(())
}

/// The lines, and whether each is a heading.
fn lines(pack: &Pack<'_>) -> Vec<(bool, String)> {
    let (audit, template) = (pack.audit, pack.template);
    let cases: Vec<String> = pack.cases().iter().map(|case| case.id.to_string()).collect();
    let mut all = vec![(true, audit.title.clone())];
    let mut say =
        |line: String| all.push((line.starts_with('#'), line.trim_start_matches(['#', ' ']).to_owned()));
    say(format!("{} · {}", pack.partnership, pack.agency.name));
    say(format!("Please send this file back by {}.", long_date(pack.due)));
    say(if template.kind.is_of_organisations() {
        format!("It asks about your own organisation, on the sheet {}.", cases.join(", "))
    } else {
        format!("It asks about {}, one sheet each.", cases.join(", "))
    });
    say("# How to fill it in".to_owned());
    say("Fill in the white cells of each sheet. Choose answers from the lists; all other cells are locked, so that nothing moves.".to_owned());
    say("Say why, what shows it, and what it meant for the child. An overall grade without a reason is not taken.".to_owned());
    say("Several pieces of evidence: one a line. Where they hold from or until different days, write these behind: Log, spring term [from 1 Dec 2026 until 1 Mar 2027].".to_owned());
    say("Save the file as .xlsx, without a password, and send it to whoever sent it to you.".to_owned());
    say("# What must not stand in it".to_owned());
    say("No names of children, families or workers. No NHS or pupil numbers, dates of birth, addresses, postcodes or telephone numbers. Write the pseudonym, and the post.".to_owned());
    say("A file with any of these is not taken.".to_owned());
    say("# If a child may be unsafe now".to_owned());
    say("Stop, and tell the allocated manager or the front door today. Do not wait for the audit.".to_owned());
    for scale in template.scales.iter().filter(|scale| !scale.levels.is_empty()) {
        say(format!("# {}", scale.title));
        if !scale.note.is_empty() {
            say(scale.note.clone());
        }
        for level in &scale.levels {
            say(format!("{} {}: {}", level.symbol, level.word, level.means)
                .trim_end_matches([':', ' '])
                .to_owned());
        }
    }
    if !form::non_scores(template).is_empty() {
        say("# Answers that are no score".to_owned());
        for one in &template.non_scores {
            let why = if one.reason { " Always say why." } else { "" };
            say(format!("{} {}: {}{why}", one.symbol, one.word, one.means));
        }
    }
    all
}
