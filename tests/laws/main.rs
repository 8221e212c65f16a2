//! Laws of the readers, tried on what nobody would write: the files of this project, and what comes of changing them at
//! random. The same numbers give the same inputs every time, so a failure is there again when it is run again.
//!
//! `cargo test --test laws` tries each law for about a second. `LAWS_SECONDS=60` tries longer, and `LAWS_SEED=7` tries
//! other inputs. An input that breaks a law is made small and written to a file; kept in `tests/laws/regressions/LAW` it
//! is tried first for ever. `docs/fuzzing.md` says how the same laws are tried with a fuzzer.
#![allow(clippy::disallowed_methods, reason = "tests read files, clocks and the environment")]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod changed;
mod dice;
mod law;
mod play;
mod seeds;

#[test]
fn any_file_gives_a_value_or_errors_with_their_places() {
    play::play("loader");
}

#[test]
fn any_file_in_a_workspace_stops_no_other() {
    play::play("workspace");
}

#[test]
fn an_edit_changes_what_was_meant_and_nothing_else() {
    play::play("edit");
}

#[test]
fn three_versions_lose_nothing() {
    play::play("merge");
}

#[test]
fn any_journal_is_folded_whatever_order_it_comes_in() {
    play::play("journal");
}

#[test]
fn an_action_line_keeps_what_was_typed() {
    play::play("action_line");
}

#[test]
fn a_decision_line_said_again_is_the_same() {
    play::play("decision_line");
}

#[test]
fn a_date_is_a_day_to_come() {
    play::play("dates");
}

#[test]
fn a_query_is_read_as_it_is_printed_or_explained() {
    play::play("query");
}

#[test]
fn a_script_is_steps_or_lines_that_are_none() {
    play::play("script");
}

#[test]
fn a_spreadsheet_is_refused_or_taken_over_once() {
    play::play("sheet");
}

#[test]
fn any_keys_leave_screens_that_fit_and_files_that_can_be_read() {
    play::play("keys");
}

#[test]
fn every_law_is_played_and_has_its_fuzz_target() {
    let fuzz = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz");
    if !fuzz.exists() {
        eprintln!("SKIPPED: the fuzz targets are not in the package that is published");
        return;
    }
    let (here, targets) =
        (include_str!("main.rs"), std::fs::read_to_string(fuzz.join("Cargo.toml")).unwrap());
    for (name, _) in law::LAWS {
        assert!(here.contains(&format!("play::play(\"{name}\")")), "{name} is not played");
        assert!(targets.contains(&format!("name = \"{name}\"")), "{name} has no target in fuzz/Cargo.toml");
        let target = std::fs::read_to_string(fuzz.join(format!("fuzz_targets/{name}.rs"))).unwrap();
        assert!(target.contains(&format!("chairside_fuzz::law::{name}(bytes)")), "{target}");
    }
}

/// Writes inputs for a fuzzer to begin with.
#[test]
#[ignore = "writes files; run by hand before fuzzing"]
fn corpus() {
    for (name, _) in law::LAWS {
        println!("{name}: {} inputs", play::write_corpus(name));
    }
}
