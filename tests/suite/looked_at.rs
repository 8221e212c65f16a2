//! Two people at one thing on two screens: what one set while the other was being asked is never written over in silence.

use crate::audit_out::{ID, panels, workspace};
use crate::edits::TRACKER;
use crate::terminal::Terminal;
use crate::workspaces::{demo, text};
use std::fs;
use std::path::Path;

fn started(root: &Path, user: &str, today: &str) -> Terminal {
    let args = ["-w", root.to_str().unwrap(), "--today", today];
    let terminal = Terminal::start(&args, root, &[("NO_COLOR", "1"), ("USER", user)], 40, 160);
    terminal.wait_for("a actions");
    terminal
}

/// Two tables of actions, at the same one.
fn two_tables(root: &Path) -> [Terminal; 2] {
    ["p", "q"].map(|user| {
        let mut terminal = started(root, user, "2026-12-03");
        terminal.send("a");
        terminal.wait_for("2 trackers");
        terminal
    })
}

#[test]
fn the_lead_that_one_sets_while_the_other_is_asked_stands_and_the_other_is_told() {
    let (_folder, root) = demo();
    let [mut p, mut q] = two_tables(&root);
    for terminal in [&mut p, &mut q] {
        terminal.send("r");
        terminal.wait_for("new lead");
    }
    p.send("owen\r");
    p.wait_for("because");
    p.send("\r");
    p.wait_for("u takes it back");
    let first = text(&root, TRACKER);
    // What the other reads behind its line was not looked at.
    q.wait_for("Lead        Nia Owen, ICB");
    q.send("davies\r");
    q.wait_for("because");
    q.send("\r");
    q.wait_for("changed meanwhile");
    assert_eq!(text(&root, TRACKER), first, "{}", q.screen());
    // It was said how it stands: asked again, it is done.
    q.wait_for("because");
    q.send("\r");
    q.wait_for("u takes it back");
    assert_ne!(text(&root, TRACKER), first);
}

#[test]
fn the_day_that_one_sets_while_the_other_is_asked_stands_and_the_other_is_told() {
    let (_folder, root) = demo();
    let [mut p, mut q] = two_tables(&root);
    for terminal in [&mut p, &mut q] {
        terminal.send("m");
        terminal.wait_for("new date");
    }
    for (terminal, day) in [(&mut p, "31/3/2027"), (&mut q, "29/1/2027")] {
        terminal.send(&format!("{day}\r"));
        terminal.wait_for("because");
    }
    p.send("It takes until then\r");
    p.wait_for("u takes it back");
    q.wait_for("31 Mar 2027");
    q.send("Sooner is better\r");
    q.wait_for("changed meanwhile");
    let said = text(&root, TRACKER);
    assert!(said.contains("2027-03-31") && !said.contains("2027-01-29"), "{said}");
}

#[test]
fn the_stage_that_one_sets_while_the_other_chooses_stands_and_the_other_is_told() {
    let (_folder, root) = workspace(panels());
    let path = format!("audits/{ID}/audit.yaml");
    fs::write(root.join(&path), text(&root, &path).replacen("stage: report", "stage: panel", 1)).unwrap();
    let [mut p, mut q] = ["p", "q"].map(|user| {
        let mut terminal = started(&root, user, "2026-10-06");
        terminal.send("u");
        terminal.wait_for("2 audits");
        terminal.send("\u{1b}[B\r");
        terminal.wait_for("returns due");
        terminal.send("s");
        terminal.wait_for("How far has this audit got?");
        terminal
    });
    let before = text(&root, &path);
    p.send("5");
    p.wait_for("u takes it back");
    let first = text(&root, &path);
    assert_ne!(first, before);
    q.send("3");
    q.wait_for("why?");
    q.send("Two returns are missing\r");
    q.wait_for("changed meanwhile");
    assert_eq!(text(&root, &path), first);
}
