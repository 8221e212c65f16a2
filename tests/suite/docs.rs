//! The pages, kept true: keys and tables are made from the program, examples are read by it, commands are understood.

use crate::project::{fences, files, golden, read};
use chairside::app::Ask;
use chairside::base::problem::Problem;
use chairside::cli::args::Args;
use chairside::command;
use chairside::domain::import::{COLUMNS, columns};
use chairside::domain::query::FIELDS;
use chairside::files::assurance::{feedback, inspection, programme, rapid_review};
use chairside::files::yaml::{Field, Shape};
use chairside::files::{
    action_review, agenda, audit, audit_challenge, audit_panel, audit_return, audit_scales, audit_survey,
    audit_template, disposals, escalations, inputs, issued, names, partnership, recommendations, released,
    script, shipped, tracker, views,
};
use chairside::runtime::headless::Headless;
use chairside::runtime::{self, Clock};
use clap::Parser as _;
use std::fmt::Write as _;

#[test]
fn the_page_of_keys_is_the_programs_own_list() {
    golden("docs/keys.md", &command::manual());
}

/// Reads an example by the kind of file its first line names; nothing when it names none.
fn problems(yaml: &str) -> Option<Vec<Problem>> {
    let first = yaml.lines().next().unwrap_or_default();
    let found = match first.strip_prefix("# ")?.split('/').next()? {
        "partnership.yaml" => partnership::load(yaml).problems,
        "agendas" => agenda::load(yaml).problems,
        "meetings" => issued::load(yaml).problems,
        "trackers" => tracker::load(yaml).problems,
        "audits" if first.contains("/templates/") => audit_template::load(yaml).problems,
        "audits" if first.ends_with("/audit.yaml") => audit::load(yaml).problems,
        "audits" if first.contains("/returns/") => audit_return::load(yaml).problems,
        "audits" if first.contains("/panel/") => audit_panel::load(yaml).problems,
        "audits" if first.ends_with("/challenge.yaml") => audit_challenge::load(yaml).problems,
        "audits" if first.ends_with("/programme.yaml") => programme::load(yaml).problems,
        "audits" if first.contains("/inspections/") => inspection::load(yaml).problems,
        "reviews" if first.contains("/rapid/") => rapid_review::load(yaml).problems,
        "registers" if first.ends_with("/recommendations.yaml") => recommendations::load(yaml).problems,
        "registers" if first.ends_with("/inputs.yaml") => inputs::load(yaml).problems,
        "registers" if first.ends_with("/escalations.yaml") => escalations::load(yaml).problems,
        "registers" if first.ends_with("/released.yaml") => released::load(yaml).problems,
        "registers" if first.ends_with("/disposals.yaml") => disposals::load(yaml).problems,
        "registers" if first.ends_with("/names.yaml") => names::load(yaml).1,
        _ => return None,
    };
    Some(found)
}

#[test]
fn every_example_file_on_the_pages_can_be_read() {
    let mut read_so_far = 0;
    for page in files("docs", "md").into_iter().chain(["README.md".to_owned()]) {
        for (line, yaml) in fences(&read(&page), "yaml") {
            let Some(problems) = problems(&yaml) else { continue };
            assert!(problems.is_empty(), "{page}:{line}: {problems:?}");
            read_so_far += 1;
        }
    }
    assert!(read_so_far >= 4, "docs/formats.md should show one file of each kind");
}

/// The words of a command line, with single and double quotes as a shell has them.
fn words(line: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut quote = None;
    for c in line.chars() {
        match (quote, c) {
            (None, '\'' | '"') => quote = Some(c),
            (Some(open), _) if open == c => quote = None,
            (None, ' ') => words.push(String::new()),
            (None, '#') if words.last().is_some_and(String::is_empty) => break,
            _ => words.last_mut().unwrap().push(c),
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

#[test]
fn every_command_on_the_pages_is_understood() {
    let mut understood = 0;
    let pages = files("docs", "md").into_iter().chain(["README.md", "CONTRIBUTING.md"].map(String::from));
    for page in pages {
        let text = read(&page);
        let shown = ["sh", "", "console"].into_iter().flat_map(|language| fences(&text, language));
        let lines: Vec<String> =
            shown.flat_map(|(_, text)| text.lines().map(String::from).collect::<Vec<_>>()).collect();
        for line in lines {
            let line = line.trim_start_matches("$ ");
            let asked = line
                .strip_prefix("cargo run --release -- ")
                .map(|rest| format!("chairside {rest}"))
                .or_else(|| (line.starts_with("chairside ") || line == "chairside").then(|| line.to_owned()));
            let Some(asked) = asked else { continue };
            if let Err(why) = Args::try_parse_from(words(&asked)) {
                panic!("{page} says '{line}': {why}");
            }
            understood += 1;
        }
    }
    assert!(understood >= 5, "the pages show how to start the program");
}

/// Whoever tries the page out does so on the demonstration: its posts, its groups and its actions are those of the examples.
#[test]
fn every_command_on_the_page_of_reviews_works_on_the_demonstration() {
    let (_folder, root) = crate::workspaces::whole_demo();
    let mut run = 0;
    for (line, text) in fences(&read("docs/reviews.md"), "sh") {
        for asked in text.lines().filter(|line| line.starts_with("chairside ")) {
            let words = words(asked);
            let args: Vec<&str> = words.iter().skip(1).map(String::as_str).collect();
            println!("docs/reviews.md:{line}: {asked}");
            crate::workspaces::said_on(&root, "2026-12-03", &args, 0);
            run += 1;
        }
    }
    assert!(run >= 15, "{run} commands");
    crate::workspaces::assert_clean(&root);
}

#[test]
fn the_page_on_queries_lists_what_can_be_asked() {
    let rows = FIELDS.map(|field| format!("| `{}` | {} | `{}` |\n", field.word, field.says, field.example));
    let table = format!("| field | what it asks | example |\n|---|---|---|\n{}", rows.concat());
    assert!(read("docs/queries.md").contains(&table), "docs/queries.md should have this table:\n{table}");
}

#[test]
fn the_page_on_importing_lists_what_columns_are_taken_for() {
    let rows = COLUMNS.map(|column| {
        let own = columns::plain(column.title);
        let also: Vec<&str> = column.names().filter(|name| *name != own).take(4).collect();
        format!("| `{}` | {} | {} | {} |\n", column.word, column.title, also.join(", "), column.becomes)
    });
    let head = "| field | our name for it | also called | what becomes of it |\n|---|---|---|---|\n";
    let table = format!("{head}{}", rows.concat());
    assert!(read("docs/import.md").contains(&table), "docs/import.md should have this table:\n{table}");
}

/// What is played along with a page: the steps between `<!-- play` and `-->`, each in the line it has there.
fn played(page: &str) -> String {
    let mut inside = false;
    let mut script = String::new();
    for line in page.lines() {
        let (begins, ends) = (line == "<!-- play", line == "-->");
        inside = begins || inside && !ends;
        script += if inside && !begins { line } else { "" };
        script.push('\n');
    }
    script
}

#[test]
fn the_first_meeting_goes_as_the_page_says() {
    let folder = tempfile::tempdir().unwrap();
    chairside::runtime::disk::write_new(folder.path(), &shipped::demo()).unwrap();
    let ask = Ask { meet: Some("executive-2026-12-03".into()), demo: true, ..Ask::default() };
    let clock = Clock::still("2026-12-03T09:58:00Z".parse().unwrap());
    let mut program = Headless::new(folder.path(), ask, clock);
    let script = script::parse(&played(&read("docs/first-meeting.md"))).unwrap();
    assert!(script.steps.len() > 50);
    runtime::script::play(&script, &mut program).unwrap_or_else(|why| panic!("docs/first-meeting.md: {why}"));
    let minutes = folder.path().join("meetings/executive-2026-12-03/minutes.md");
    assert!(std::fs::read_to_string(minutes).unwrap().contains("Send the figures"));
}

/// What a value may be, in a cell of a table.
fn may_be(shape: &Shape) -> String {
    match shape {
        Shape::List(inner) => format!("a list; each {}", may_be(inner)),
        Shape::Map(fields) => format!("keys: {}", keys(fields)),
        Shape::OneOf(shapes) => shapes.iter().map(|shape| may_be(shape)).collect::<Vec<_>>().join("; or "),
        Shape::Any => "anything".into(),
        Shape::Id => "an id".into(),
        Shape::ActionId => "the id of an action".into(),
        Shape::RecommendationId => "the id of a recommendation".into(),
        plain => plain.expected(),
    }
}

fn keys(fields: &[Field]) -> String {
    fields.iter().map(|field| format!("`{}`", field.key)).collect::<Vec<_>>().join(", ")
}

/// The maps a value may be or hold, without those inside them.
fn maps(shape: &'static Shape) -> Vec<&'static [Field]> {
    match shape {
        Shape::Map(fields) => vec![fields],
        Shape::List(inner) => maps(inner),
        Shape::OneOf(shapes) => shapes.iter().flat_map(|shape| maps(shape)).collect(),
        _ => Vec::new(),
    }
}

/// The tables of a kind of file: one for its own keys, then one for each key that holds keys.
fn tables(title: &str, sets: &[&'static [Field]], out: &mut String) {
    let _ =
        writeln!(out, "**{title}**\n\n| key | needed | what it may be | what it is for |\n|---|---|---|---|");
    for field in sets.iter().flat_map(|fields| fields.iter()) {
        let needed = if field.required { "yes" } else { "" };
        // A value that holds keys has a table of its own below; saying them twice helps nobody.
        let shape = match (field.shape, &maps(field.shape)[..]) {
            (Shape::Map(_), _) => "keys, below".to_owned(),
            (Shape::List(_), [_]) => "a list; the keys of each are below".to_owned(),
            _ => may_be(field.shape),
        };
        let _ =
            writeln!(out, "| `{}` | {needed} | {} | {} |", field.key, shape.replace('|', "\\|"), field.about);
    }
    out.push('\n');
    for field in sets.iter().flat_map(|fields| fields.iter()) {
        let inner = maps(field.shape);
        if !inner.is_empty() {
            let title = match field.shape {
                Shape::List(_) => format!("Each of `{}`", field.key),
                _ => format!("In `{}`", field.key),
            };
            tables(&title, &inner, out);
        }
    }
}

#[test]
fn the_tables_of_keys_are_the_ones_files_are_checked_against() {
    let kinds: [(&str, &'static Shape); 24] = [
        ("partnership", &partnership::SHAPE),
        ("agenda", &agenda::SHAPE),
        ("meeting", &issued::SHAPE),
        ("tracker", &tracker::SHAPE),
        ("recommendations", &recommendations::SHAPE),
        ("inputs", &inputs::SHAPE),
        ("escalations", &escalations::SHAPE),
        ("released", &released::SHAPE),
        ("disposals", &disposals::SHAPE),
        ("names", &names::SHAPE),
        ("views", &views::SHAPE),
        ("review", &action_review::SHAPE),
        ("scales", &audit_scales::SHAPE),
        ("template", &audit_template::SHAPE),
        ("pack", &audit_template::PACK_SHAPE),
        ("audit", &audit::SHAPE),
        ("return", &audit_return::SHAPE),
        ("panel", &audit_panel::SHAPE),
        ("survey", &audit_survey::SHAPE),
        ("challenge", &audit_challenge::SHAPE),
        ("programme", &programme::SHAPE),
        ("feedback", &feedback::SHAPE),
        ("inspection", &inspection::SHAPE),
        ("rapid-review", &rapid_review::SHAPE),
    ];
    let mut page = read("docs/formats.md");
    for (kind, shape) in kinds {
        let mut made = String::new();
        tables("The file", &maps(shape), &mut made);
        let (begin, end) = (
            format!("<!-- keys of {kind}: made from the program -->\n"),
            format!("<!-- end of {kind} -->\n"),
        );
        let from = page.find(&begin).unwrap_or_else(|| panic!("docs/formats.md lacks {begin}")) + begin.len();
        let to = page.find(&end).unwrap_or_else(|| panic!("docs/formats.md lacks {end}"));
        page.replace_range(from..to, &format!("\n{made}"));
    }
    golden("docs/formats.md", &page);
}
