//! Minutes as Markdown: real headings, tables, bold labels; every text escaped, every line made to diff cleanly.
//!
//! Labels are bold and in sentence case; nothing is in capitals, italic or underlined, so that screen readers
//! and people reading fast have the least to stumble over.

use crate::base::text::{clean, one_line};
use crate::domain::minutes::{
    ActionLine, AttendanceGroup, Block, Heading, ItemMinute, Minute, Minutes, ReviewLine, ToRatify,
};
use std::fmt::Write;

/// What is shown besides what always is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// The minutes planned for and taken by each item.
    pub times: bool,
}

/// The minutes as Markdown, ending with a new line.
pub fn minutes_markdown(minutes: &Minutes) -> String {
    minutes_markdown_with(minutes, Options::default())
}

/// The same, with a choice of what is shown.
pub fn minutes_markdown_with(minutes: &Minutes, options: Options) -> String {
    let mut page = Page::default();
    let marking = paragraph(&minutes.heading.marking);
    page.paragraph(&marking);
    heading(&mut page, minutes);
    if !minutes.actions.is_empty() {
        page.paragraph("## Actions");
        actions(&mut page, &minutes.actions);
    }
    page.paragraph("## Who was there");
    for group in &minutes.attendance {
        attendance(&mut page, group);
    }
    page.paragraph("## Quorum");
    sentences(&mut page, &minutes.quorum);
    if !minutes.declarations.is_empty() {
        page.paragraph("## Declarations of interest");
        sentences(&mut page, &minutes.declarations);
    }
    if let Some(said) = &minutes.last_minutes {
        page.paragraph("## Minutes of the last meeting");
        page.paragraph(&paragraph(said));
    }
    for minute in &minutes.items {
        match minute {
            Minute::Here(item) => one_minute(&mut page, item, options),
            Minute::Elsewhere { .. } => {
                page.paragraph(&format!("## Item {}", words(minute.no())));
                page.paragraph(&paragraph(&minute.elsewhere().unwrap_or_default()));
            }
        }
    }
    if !minutes.to_ratify.is_empty() {
        page.paragraph("## Decisions to be ratified at the next quorate meeting");
        page.lines(minutes.to_ratify.iter().map(ratify));
    }
    page.paragraph("## Next meeting");
    page.paragraph(&paragraph(&minutes.next));
    page.paragraph(&minutes.closed.as_deref().map(paragraph).unwrap_or_default());
    page.paragraph(&paragraph(&minutes.trail));
    page.paragraph(&marking);
    page.text
}

/// From how many acts minutes say they were made, and the trail they name; for comparing a page with its journals.
pub fn made_from(page: &str) -> Option<(usize, &str)> {
    let line = page.lines().rev().find_map(|line| line.strip_prefix("Made from "))?;
    let (acts, trail) = line.strip_suffix('.')?.split_once(", trail ")?;
    Some((acts.split(' ').next()?.parse().ok()?, trail))
}

/// Paragraphs with one empty line between them.
#[derive(Default)]
pub(super) struct Page {
    pub(super) text: String,
}

impl Page {
    pub(super) fn paragraph(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        self.text.push_str(text);
        self.text.push('\n');
    }

    fn lines(&mut self, lines: impl IntoIterator<Item = String>) {
        let lines: Vec<String> = lines.into_iter().collect();
        self.paragraph(&lines.join("\n"));
    }

    /// A table without the columns that hold nothing: where posts have no names yet, nobody reads empty cells.
    pub(super) fn table(&mut self, head: &[&str], rows: impl IntoIterator<Item = Vec<String>>) {
        let rows: Vec<Vec<String>> =
            rows.into_iter().map(|row| row.iter().map(|cell| words(cell)).collect()).collect();
        let kept: Vec<usize> =
            (0..head.len()).filter(|i| rows.iter().any(|row| !row[*i].is_empty())).collect();
        let line = |cell: &dyn Fn(usize) -> String| {
            let cells: Vec<String> = kept.iter().map(|i| cell(*i)).collect();
            format!("| {} |", cells.join(" | "))
        };
        let top = [line(&|i| head[i].to_owned()), line(&|_| "---".to_owned())];
        let rows: Vec<String> = rows.iter().map(|row| line(&|i| row[i].clone())).collect();
        self.lines(top.into_iter().chain(rows));
    }
}

fn heading(page: &mut Page, minutes: &Minutes) {
    let Heading { partnership, group, title, date, time, place, chair, minute_taker, marking } =
        &minutes.heading;
    let title = if title.is_empty() { group } else { title };
    page.paragraph(&format!("# {}: minutes", words(title)));
    let status = format!("{}, version {}", minutes.status(), minutes.version());
    let facts: [(&str, &str); 11] = [
        ("Partnership", partnership),
        ("Group", group),
        ("Date", date),
        ("Time", time),
        ("Place", place),
        ("Chair", chair),
        ("Minutes taken by", minute_taker),
        ("Status", &status),
        ("Amended because", minutes.amended.as_deref().unwrap_or_default()),
        ("Copy", &format!("{} minutes", minutes.set())),
        ("Marking", marking),
    ];
    let given = facts.iter().filter(|(_, fact)| !fact.is_empty());
    page.lines(given.map(|(label, fact)| format!("- **{label}:** {}", words(fact))));
}

fn attendance(page: &mut Page, group: &AttendanceGroup) {
    page.paragraph(&format!("### {}", group.title));
    let rows = group.rows.iter().map(|row| {
        [&row.name, &row.post, &row.agency, &row.attended, &row.initials].map(Clone::clone).to_vec()
    });
    page.table(&["Name", "Post", "Agency", "Attendance", "Initials"], rows);
}

fn actions(page: &mut Page, lines: &[ActionLine]) {
    let rows = lines
        .iter()
        .map(|a| [a.id.clone(), a.what.clone(), a.who(), a.due.clone(), a.minute.clone()].to_vec());
    page.table(&["Action", "What", "Lead", "Due", "Minute"], rows);
}

fn sentences(page: &mut Page, sentences: &[String]) {
    for said in sentences {
        page.paragraph(&paragraph(said));
    }
}

fn one_minute(page: &mut Page, item: &ItemMinute, options: Options) {
    page.paragraph(&format!("## {} {}", words(&item.no), words(&item.title)));
    if let Some(marking) = &item.marking {
        page.paragraph(&format!("**Marking:** {}", words(marking)));
    }
    if let Some(lead) = &item.lead {
        page.paragraph(&format!("**Led by:** {}", words(lead)));
    }
    if options.times {
        let taken = item.seconds.map_or_else(|| "none".to_owned(), |s| ((s + 59) / 60).to_string());
        page.paragraph(&format!("**Minutes planned:** {}. **Taken:** {taken}.", item.planned));
    }
    for block in &item.blocks {
        page.paragraph(&one_block(block));
    }
}

fn one_block(block: &Block) -> String {
    match block {
        Block::Said(said) => paragraph(said),
        Block::Note(note) => paragraphs(note),
        Block::Decision { label, said, positions } => {
            let mut text = format!("**{}:** {}", words(label), words(said));
            if let Some(positions) = positions {
                write!(text, " {}", words(positions)).expect("writing to a string cannot fail");
            }
            text
        }
        Block::Labelled { label, said } => format!("**{}:** {}", words(label), words(said)),
        Block::Reviewed(line) => reviewed(line),
        Block::Action(line) => action(line),
    }
}

fn action(line: &ActionLine) -> String {
    let ActionLine { id, what, lead, due, .. } = line;
    let what = crate::base::text::sentence(what);
    let with =
        if line.with.is_empty() { String::new() } else { format!(" With: {}.", words(&line.with_said())) };
    format!("**Action {}:** {} Lead: {}.{with} Due: {}.", words(id), words(&what), words(lead), words(due))
}

fn reviewed(line: &ReviewLine) -> String {
    let what = crate::base::text::sentence(&line.what);
    let said = line.said.join(" ");
    let what = [what, format!("Lead: {}.", line.lead), said].join(" ");
    format!("**{}:** {}", words(&line.id), words(&what))
}

fn ratify(line: &ToRatify) -> String {
    format!("- Minute {}, {}. {}", words(&line.minute), words(&line.title), words(&line.said))
}

/// One sentence or more as a paragraph of their own.
pub(super) fn paragraph(text: &str) -> String {
    start(&words(text))
}

/// A note as it was typed: each line a paragraph, and lines that look like items of a list a list.
fn paragraphs(note: &str) -> String {
    let mut out = String::new();
    let mut in_list = false;
    for line in clean(note).lines().map(str::trim).filter(|line| !line.is_empty()) {
        let (shown, listed) = match list_item(line) {
            Some((mark, rest)) => (format!("{mark} {}", start(&words(rest))), true),
            None => (paragraph(line), false),
        };
        if !out.is_empty() {
            out.push_str(if in_list && listed { "\n" } else { "\n\n" });
        }
        out.push_str(&shown);
        in_list = listed;
    }
    out
}

/// The mark and the words of a line that looks like an item of a list: `- x`, `• x`, `3. x`.
fn list_item(line: &str) -> Option<(String, &str)> {
    let (mark, rest) = line.split_once(' ')?;
    let rest = rest.trim();
    let number = mark.strip_suffix(['.', ')']).filter(|n| n.len() <= 2 && n.parse::<u8>().is_ok());
    let mark = match (mark, number) {
        ("-" | "*" | "•" | "–" | "+", _) => "-".to_owned(),
        (_, Some(number)) if number.bytes().all(|b| b.is_ascii_digit()) => format!("{number}."),
        _ => return None,
    };
    (!rest.is_empty()).then_some((mark, rest))
}

/// Text on one line with nothing in it that Markdown or HTML would act on.
pub(super) fn words(text: &str) -> String {
    let text = one_line(text);
    let mut out = String::with_capacity(text.len() + 8);
    for (at, c) in text.char_indices() {
        match c {
            '\\' | '*' | '_' | '[' | ']' | '|' | '#' | '`' | '~' => {
                out.push('\\');
                out.push(c);
            }
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' if entity(&text[at + 1..]) => out.push_str("&amp;"),
            _ => out.push(c),
        }
    }
    out
}

/// Whether what follows an ampersand would be read as a character by its name or number.
fn entity(rest: &str) -> bool {
    let name = rest.split(';').next().unwrap_or_default();
    name.len() < rest.len() && !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '#')
}

/// Words that begin a line: what would start a list, a rule or a heading there is escaped too, and the colon with which
/// some readers begin a definition.
fn start(words: &str) -> String {
    let digits = words.bytes().take_while(u8::is_ascii_digit).count();
    if digits > 0 && words[digits..].starts_with(['.', ')']) {
        format!("{}\\{}", &words[..digits], &words[digits..])
    } else if words.starts_with(['-', '+', '=', ':']) {
        format!("\\{words}")
    } else {
        words.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::agenda::{Purpose, Tier};
    use crate::domain::meeting::example::{Play, at, item};
    use crate::domain::meeting::{Act, Body, Handling, LastMinutes, Mark, Outcome, Position, Review};
    use proptest::prelude::*;

    /// A whole short meeting, with one of most things in it.
    fn played() -> Play {
        let mut play = Play::begun();
        play.turn("10:04", "declarations");
        let (seat, interest) = ("manager".into(), "her partner works for a provider".to_owned());
        play.act("10:05", Act::Declared { seat, item: None, interest, handling: Handling::Noted });
        play.turn("10:06", "last-minutes");
        play.act("10:07", Act::AgreedLastMinutes { result: LastMinutes::Agreed });
        play.turn("10:08", "actions");
        let why = "The two providers asked for changes.".to_owned();
        let to = "2027-01-29".parse().unwrap();
        play.act("10:10", Act::Reviewed { action: "EXEC-26-011".into(), review: Review::Moved { to, why } });
        play.turn("10:15", "budget");
        play.decide("10:20", "budget", Outcome::Agreed, "");
        let decision =
            play.decide("10:22", "budget", Outcome::AgreedWithConditions, "subject to the council's audit");
        for (agency, position) in
            [("council", Position::Agrees), ("icb", Position::Agrees), ("police", Position::Dissents)]
        {
            play.position("10:23", &decision, agency, Some(position));
        }
        play.set("10:24", "budget", "publish the budget");
        play.turn("10:25", "dashboard");
        play.mark("10:26", "head", Mark::Present);
        play.note(
            "10:28",
            "dashboard",
            "Notices to schools fell to 61% <again>.\n- weekends\n- holidays | feasts",
        );
        let text = "schools asked the police whether weekend notices were counted".to_owned();
        play.record("10:30", "dashboard", Body::Challenge { text });
        let text = "fund a second pilot".to_owned();
        play.record("10:31", "dashboard", Body::Referral { to: "lsp".into(), text });
        play.act("10:35", Act::Left { seat: "police-dsp".into(), when: None });
        let late = item("letter", "Letter from the inspectorate", Purpose::Decide, 5);
        let why = "a reply is due on Friday".to_owned();
        play.act("10:36", Act::Added { item: Box::new(late), allowed_by: "icb-dsp".into(), why });
        play.turn("10:37", "letter");
        play.decide("10:40", "letter", Outcome::Agreed, "to reply by Friday");
        play.act("10:41", Act::TakenTogether { items: vec!["forward".into(), "inputs".into()] });
        play.turn("10:42", "reviews");
        play.note("10:43", "reviews", "A secret.");
        play.turn("10:50", "close");
        play.act("10:55", Act::Ended);
        play
    }

    #[test]
    fn a_whole_meeting_reads_well() {
        let minutes = Minutes::draft(&played().meeting, Tier::Partners, at("12:00"));
        assert_eq!(minutes_markdown(&minutes), GOLDEN);
    }

    #[test]
    fn times_are_shown_only_when_asked_for() {
        let minutes = Minutes::draft(&played().meeting, Tier::Partners, at("12:00"));
        let shown = minutes_markdown_with(&minutes, Options { times: true });
        assert!(shown.contains("**Minutes planned:** 10. **Taken:** 10.\n"), "{shown}");
        assert!(!minutes_markdown(&minutes).contains("planned:"));
    }

    #[test]
    fn minutes_say_from_what_they_were_made() {
        let play = played();
        let minutes = Minutes::draft(&play.meeting, Tier::Partners, at("12:00"));
        let page = minutes_markdown(&minutes.made_from(play.meeting.acts(), "3f2a 91bc 0d5e 77aa"));
        assert!(page.ends_with(".\n\nOFFICIAL-SENSITIVE\n"), "the marking stays last: {page}");
        assert_eq!(made_from(&page), Some((play.meeting.acts(), "3f2a 91bc 0d5e 77aa")));
        assert_eq!(made_from(GOLDEN), None);
    }

    #[test]
    fn nothing_typed_can_act_as_markdown_or_html() {
        assert_eq!(
            words("<script>*a* [b](c) `d` e|f \\ g_h ~~i~~"),
            "&lt;script&gt;\\*a\\* \\[b\\](c) \\`d\\` e\\|f \\\\ g\\_h \\~\\~i\\~\\~"
        );
        assert_eq!(words("Q&A, R & D, &lt; &#60;"), "Q&A, R & D, &amp;lt; &amp;\\#60;");
        assert_eq!(words("red \u{1b}[31m"), "red ␛\\[31m");
        assert_eq!(paragraph("1. one"), "1\\. one");
        assert_eq!(paragraph("- one"), "\\- one");
        assert_eq!(paragraph("# one"), "\\# one");
        assert_eq!(paragraph("2026/27 spending"), "2026/27 spending");
        assert_eq!(paragraph("==="), "\\===");
    }

    #[test]
    fn a_column_with_nothing_in_it_is_left_out() {
        let mut page = Page::default();
        let row = |name: &str, post: &str| vec![name.to_owned(), post.to_owned()];
        page.table(&["Name", "Post"], [row("", "Chair"), row("", "Clerk")]);
        assert_eq!(page.text, "| Post |\n| --- |\n| Chair |\n| Clerk |\n");
    }

    #[test]
    fn notes_stay_paragraphs_and_lists() {
        assert_eq!(paragraphs("One.\nTwo.\n\n\nThree."), "One.\n\nTwo.\n\nThree.");
        assert_eq!(paragraphs("Said:\n- a\n• b *c*\n1. d\nEnd"), "Said:\n\n- a\n- b \\*c\\*\n1. d\n\nEnd");
        assert_eq!(paragraphs("- # a"), "- \\# a");
        assert_eq!(paragraphs("--- x"), "\\--- x");
        assert_eq!(paragraphs("    code"), "code");
        assert_eq!(paragraphs("2026. A year"), "2026\\. A year");
        assert_eq!(paragraphs("a\n: b"), "a\n\n\\: b", "a definition, to some readers");
    }

    proptest! {
        #[test]
        fn whatever_is_typed_the_page_keeps_its_shape(text in "(\\PC|[-#*_<>|`&\\[\\]\\\\ \n]){1,40}") {
            prop_assume!(!text.trim().is_empty());
            let mut play = Play::begun();
            play.note("10:02", "welcome", "x");
            let before = minutes_markdown(&Minutes::draft(&play.meeting, Tier::Partners, at("12:00")));
            let mut play = Play::begun();
            play.note("10:02", "welcome", &text);
            let after = minutes_markdown(&Minutes::draft(&play.meeting, Tier::Partners, at("12:00")));
            let shape = |page: &str| page.lines().filter(|l| l.starts_with(['#', '|', '<', '>', '='])).map(str::to_owned).collect::<Vec<_>>();
            prop_assert_eq!(shape(&before), shape(&after));
            prop_assert!(!after.contains('<') && !after.contains("\n\n\n") && after.ends_with('\n'));
        }

        #[test]
        fn a_table_cell_stays_one_cell(text in "(\\PC|[|\\\\\n]){0,30}") {
            let mut page = Page::default();
            page.table(&["a", "b"], [vec![text, "b".into()], vec!["a".into(), String::new()]]);
            let row = page.text.lines().nth(2).unwrap_or_default();
            prop_assert_eq!(page.text.lines().count(), 4);
            // Bars that are not escaped: one before, one between and one after the two cells.
            let mut bars = 0;
            let mut escaped = false;
            for c in row.chars() {
                bars += usize::from(c == '|' && !escaped);
                escaped = c == '\\' && !escaped;
            }
            prop_assert_eq!(bars, 3);
        }
    }

    const GOLDEN: &str = r"OFFICIAL-SENSITIVE

# Executive, Q3 2026/27: minutes

- **Partnership:** Wrenshire Safeguarding Children Partnership
- **Group:** Executive
- **Date:** Thu 3 Dec 2026
- **Time:** 10:00 to 10:55 (planned 10:00 to 11:10)
- **Place:** Microsoft Teams
- **Chair:** Nia Orme, ICB
- **Minutes taken by:** Helen Frost, council
- **Status:** Draft, version 1
- **Copy:** partners’ minutes
- **Marking:** OFFICIAL-SENSITIVE

## Actions

| Action | What | Lead | Due | Minute |
| --- | --- | --- | --- | --- |
| EXEC-26-021 | Publish the budget | Helen Frost, council | Fri 11 Dec 2026 | 6 |

## Who was there

### Members

| Name | Post | Agency | Attendance | Initials |
| --- | --- | --- | --- | --- |
| Mary Hart | Executive Director, People | Wrenshire Council | Present | MH |
| Gwyn Dale | Chief Superintendent | Wrenshire Police | Present until 10:35 | GD |
| Nia Orme | Deputy Chief Nurse | Wrenshire Integrated Care Board | Present | NO |
|  | Headteacher, primary | Schools and colleges | Present from 10:26 |  |

### In attendance

| Name | Post | Agency | Attendance | Initials |
| --- | --- | --- | --- | --- |
| Helen Frost | Business Manager | Wrenshire Council | Present | HF |

### Observers

| Name | Post | Agency | Attendance | Initials |
| --- | --- | --- | --- | --- |
| Ann Vale | Lead Member for Children | Wrenshire Council | Not recorded | AV |

## Quorum

The quorum is at least one representative of each of council, police and ICB.

At 10:00 the meeting was quorate: council, police and ICB represented.

10:35: not quorate: police not represented.

## 1 Welcome and apologies

The Chair welcomed those present.

## 2 Declarations of interest

Helen Frost (council) declared an interest: her partner works for a provider. It was noted, and they stayed.

## 3 Minutes of the last meeting

The minutes of the meeting of Thu 10 Sep 2026 were agreed as a correct record.

## 4 Action tracker

The actions from earlier meetings were reviewed.

**EXEC-26-011:** Agree the sharing protocol. Lead: Helen Frost, council. The due date was moved to Fri 29 Jan 2027 because the two providers asked for changes.

## 5 Quarterly dashboard

**Led by:** Helen Frost, council

Taken after item 6.

Paper 5a, Quarterly dashboard, was received.

Notices to schools fell to 61% &lt;again&gt;.

- weekends
- holidays \| feasts

**Challenge:** Schools asked the police whether weekend notices were counted.

**Referred to the Lead Safeguarding Partners:** Fund a second pilot.

## 6 Budget

**Led by:** Helen Frost, council

Paper 6a, Budget to October, was received late.

Paper 6b, Contributions, was not received.

**Agreed:** The Executive agreed the budget for 2027/28.

**Agreed with conditions:** The Executive agreed the budget for 2027/28, subject to the council's audit. Council and ICB agreed; police dissented and asked for that to be minuted.

**Action EXEC-26-021:** Publish the budget. Lead: Helen Frost, council. Due: Fri 11 Dec 2026.

## 7 Forward plan

Items 7 and 9 were noted together without discussion.

## Item 8

Item 8 is recorded in the restricted minutes.

## 9 Reports received

Items 7 and 9 were noted together without discussion.

## AOB 1 Letter from the inspectorate

Added at the meeting with the agreement of the Chair because a reply is due on Friday.

**Provisionally agreed:** While the meeting was not quorate (police not represented), it was provisionally agreed to reply by Friday; this has no effect until a quorate meeting ratifies it.

## 10 Any other business and close

Other business is recorded under its own numbers.

## Decisions to be ratified at the next quorate meeting

- Minute AOB 1, Letter from the inspectorate. Provisionally agreed: to reply by Friday.

## Next meeting

The next meeting is on Thu 4 Mar 2027 at 10:00, Microsoft Teams.

The meeting closed at 10:55.

OFFICIAL-SENSITIVE
";
}
