//! Names that try to lead out of the workspace: refused, or kept inside it.

use super::{MEETING, acts, lines, unharmed};
use crate::terminal::Terminal;
use crate::workspaces::{chairside, demo, init, printed, said_on};
use chairside::domain::meeting::{Act, Sitting};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Names for meetings, trackers and groups.
fn names() -> Vec<String> {
    let long = "a".repeat(256);
    let deep = "../".repeat(30) + "tmp/x";
    let mut names: Vec<String> = [
        "",
        ".",
        "..",
        "../x",
        "../../x",
        "../../../../../../tmp/x",
        "/",
        "/tmp/x",
        "//tmp/x",
        "a/../../x",
        "a/b",
        "a//b",
        "./a",
        "a/.",
        "a/..",
        "..\\x",
        "..\\..\\x",
        "a\\b",
        "\\\\host\\share",
        "C:",
        "C:\\x",
        "C:/x",
        "a:b",
        "a::$DATA",
        "CON",
        "con",
        "con.yaml",
        "NUL",
        "nul.txt",
        "AUX",
        "PRN",
        "COM1",
        "com9.md",
        "LPT1",
        "CONIN$",
        "a.",
        "a ",
        "a. .",
        " a",
        ".a",
        "...",
        "....",
        ". .",
        "-",
        "--help",
        "-rf",
        "~",
        "~root",
        "$HOME",
        "%TEMP%",
        "a\nb",
        "a\u{1b}[31mb",
        "a\u{202e}b",
        "é",
        "e\u{301}",
        "\u{feff}a",
        "a\u{200b}",
        "..\u{2215}x",
        "．．/x",
        "%2e%2e%2fx",
        "*",
        "?",
        "a|b",
        "a<b>",
        "a\"b",
        "'; rm -rf x",
        "`x`",
        "$(x)",
    ]
    .map(String::from)
    .to_vec();
    names.extend([long.clone(), format!("{long}/x"), deep, "x/".repeat(200) + "x"]);
    names
}

/// Every file and folder below a folder, with what files hold.
fn listed(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut all = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).unwrap().map(Result::unwrap) {
            let (path, kind) = (entry.path(), entry.file_type().unwrap());
            if kind.is_dir() {
                folders.push(path.clone());
            }
            let held = if kind.is_file() { fs::read(&path).unwrap() } else { Vec::new() };
            all.insert(path, held);
        }
    }
    all
}

/// What lies beside the workspace, in the folder around it, but for this computer's own copies.
fn outside(folder: &Path, root: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let own = folder.join("state/chairside/journals");
    let known = |path: &PathBuf| {
        let ours =
            path.starts_with(&own) && path.strip_prefix(&own).is_ok_and(|rest| rest.iter().count() <= 2);
        // Which of this user's computers it is.
        let installation = *path == folder.join("state/chairside/installation");
        path.starts_with(root) || own.starts_with(path) || ours || installation
    };
    listed(folder).into_iter().filter(|(path, _)| !known(path)).collect()
}

#[test]
fn there_are_enough_names() {
    assert!(names().len() >= 60, "{}", names().len());
}

#[test]
fn no_name_on_the_command_line_leads_out_of_the_workspace() {
    let (folder, root) = demo();
    let (around, before) = (outside(folder.path(), &root), listed(&root));
    let script = folder.path().join("partnership/script.txt");
    fs::write(&script, "press space\n").unwrap();
    for name in names().iter().filter(|name| !name.contains('\0')) {
        let at = root.to_str().unwrap();
        for args in [
            vec!["-w", at, "minutes", "--tier", "open", "--despite", "x", "--", name],
            vec!["-w", at, "minutes", "--", name],
            vec!["-w", at, "meet", "--script", script.to_str().unwrap(), "--", name],
        ] {
            let run = chairside(&args);
            assert!(!printed(&run).contains("panicked"), "{name:?}: {}", printed(&run));
        }
        assert_eq!(outside(folder.path(), &root), around, "{name:?}");
    }
    fs::remove_file(script).unwrap();
    assert_eq!(
        listed(&root).keys().collect::<Vec<_>>(),
        before.keys().collect::<Vec<_>>(),
        "nothing was made inside either"
    );
}

/// A journal in which the meeting and its tracker have another name, and the meeting is ended.
fn renamed(name: &str) -> String {
    let sitting = unharmed().clone();
    let sitting = Sitting { meeting: name.into(), tracker: name.into(), prefix: name.into(), ..sitting };
    let mut acts = acts(sitting, || "words".to_owned());
    acts.push(Act::Ended);
    lines(acts)
}

#[test]
fn no_name_in_a_journal_leads_out_of_the_workspace() {
    for name in names() {
        let (folder, root) = demo();
        let around = outside(folder.path(), &root);
        let place = root.join("meetings").join(MEETING).join("journal");
        fs::create_dir_all(&place).unwrap();
        fs::write(place.join("hand.jsonl"), renamed(&name)).unwrap();
        let script = root.join("script.txt");
        fs::write(&script, "press n\ntype a note\npress enter\n").unwrap();
        let at = root.to_str().unwrap();
        for args in [
            vec![
                "-w",
                at,
                "--now",
                "2026-12-03T13:00:00+00:00",
                "meet",
                MEETING,
                "--script",
                script.to_str().unwrap(),
            ],
            vec!["-w", at, "minutes", MEETING],
        ] {
            let run = chairside(&args);
            assert!(!printed(&run).contains("panicked"), "{name:?}: {}", printed(&run));
        }
        assert_eq!(outside(folder.path(), &root), around, "{name:?}");
    }
}

#[test]
fn ids_in_files_lead_nowhere_either() {
    for name in names() {
        let (folder, root) = demo();
        let around = outside(folder.path(), &root);
        let quoted = serde_json::to_string(&name).unwrap();
        for (path, from) in [
            ("trackers/executive.yaml", "id: executive\n"),
            ("meetings/executive-2026-12-03.yaml", "id: executive-2026-12-03\n"),
        ] {
            let text = fs::read_to_string(root.join(path)).unwrap().replace("\r\n", "\n");
            assert!(text.contains(from), "{path}");
            fs::write(root.join(path), text.replacen(from, &format!("id: {quoted}\n"), 1)).unwrap();
        }
        let script = root.join("script.txt");
        fs::write(&script, "press space n\ntype a note\npress enter\n").unwrap();
        let at = root.to_str().unwrap();
        let now = "2026-12-03T10:00:00+00:00";
        let run =
            chairside(&["-w", at, "--now", now, "meet", "executive", "--script", script.to_str().unwrap()]);
        assert!(!printed(&run).contains("panicked"), "{name:?}: {}", printed(&run));
        assert_eq!(outside(folder.path(), &root), around, "{name:?}");
    }
}

/// A folder of the workspace that is a link led what commands make anew to wherever it pointed, restricted files too.
#[cfg(unix)]
#[test]
fn what_commands_make_anew_follows_no_link_out_of_the_workspace() {
    let (folder, root) = init("south-gloucestershire");
    let elsewhere = folder.path().join("elsewhere");
    fs::create_dir_all(root.join("reviews")).unwrap();
    fs::create_dir(&elsewhere).unwrap();
    for link in ["audits/inspections", "reviews/rapid", "audits/neglect-2027"] {
        std::os::unix::fs::symlink(&elsewhere, root.join(link)).unwrap();
    }
    let inspection = ["inspection", "new", "ready", "--theme", "The front door", "--kind", "front-door"];
    let review = ["rapid-review", "new", "--child", "Child A", "--aware", "2026-11-20"];
    let review = [&review[..], &["--notified", "2026-11-23", "--group", "cspr"]].concat();
    let audit = ["audit", "new", "neglect-2027", "--template", "neglect", "--panel", "2027-01-19"];
    let audit = [&audit[..], &["--group", "sog", "--cases", "2", "--agency", "police"]].concat();
    for args in [&inspection[..], &review, &audit] {
        let said = said_on(&root, "2026-11-26", args, 1);
        assert!(
            said.contains("a link that leaves the workspace, and nothing was written to it: put"),
            "{said}"
        );
    }
    assert_eq!(fs::read_dir(&elsewhere).unwrap().count(), 0);
}

/// What goes out to agencies lies in the audit's own folder unless another place is asked for.
#[cfg(unix)]
#[test]
fn what_is_packed_beside_an_audit_follows_no_link_out_of_the_workspace() {
    let (folder, root) = crate::audit_returns::packed();
    let out = root.join("audits").join(crate::audit_returns::ID).join("out");
    let pack = ["audit", "pack", crate::audit_returns::ID, "--replace"];
    let victim = folder.path().join("victim.xlsx");
    fs::write(&victim, "theirs").unwrap();
    fs::remove_file(out.join("school.xlsx")).unwrap();
    std::os::unix::fs::symlink(&victim, out.join("school.xlsx")).unwrap();
    let said = said_on(&root, "2026-12-03", &pack, 1);
    assert!(said.contains("out/school.xlsx: it is a link that leaves the workspace"), "{said}");
    fs::rename(&out, folder.path().join("elsewhere")).unwrap();
    std::os::unix::fs::symlink(folder.path().join("elsewhere"), &out).unwrap();
    let said = said_on(&root, "2026-12-03", &pack, 1);
    assert!(said.contains("out cannot be used until it is mended"), "{said}");
    assert_eq!(fs::read_to_string(&victim).unwrap(), "theirs");
}

/// The sign of life is written again every few seconds: a link in its place led to any file this user may write.
#[cfg(unix)]
#[test]
fn a_sign_of_life_that_is_a_link_writes_over_nothing_and_is_told() {
    let (folder, root) = demo();
    let (at, now) = (root.to_str().unwrap(), "2026-12-03T10:00:00+00:00");
    let args = ["-w", at, "--now", now, "meet", MEETING];
    let journals = root.join("meetings").join(MEETING).join("journal");
    let signs = || -> Vec<PathBuf> {
        let found = fs::read_dir(&journals).into_iter().flatten().map(|entry| entry.unwrap().path());
        found.filter(|path| path.extension().is_some_and(|ending| ending == "here")).collect()
    };
    let mut first = Terminal::start(&args, Path::new("/"), &[], 40, 120);
    first.wait_for("Press Space");
    first.send(" ");
    first.wait("a sign of life", |_| !signs().is_empty());
    first.kill();
    let (victim, sign) = (folder.path().join("victim.txt"), signs().remove(0));
    fs::write(&victim, "somebody's only copy").unwrap();
    fs::remove_file(&sign).unwrap();
    std::os::unix::fs::symlink(&victim, &sign).unwrap();
    let mut screen = Terminal::start(&args, Path::new("/"), &[], 40, 120);
    screen.wait_for("cannot show others that you are here");
    screen.wait_for("is a link");
    screen.send("nAnother note\r");
    screen.wait_for("Another note");
    screen.kill();
    assert_eq!(fs::read_to_string(&victim).unwrap(), "somebody's only copy");
    assert!(sign.symlink_metadata().unwrap().is_symlink(), "it is left for people to look at");
}
