//! Broken files and what is said about them. Each file in `tests/broken` has its messages beside it; hostile ones are
//! made here. `UPDATE_GOLDEN=1` writes the messages anew: read them as somebody who has never seen a program.
#![allow(clippy::disallowed_methods, reason = "tests read files, clocks and the environment")]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use crate::workspaces::demo_files;
use chairside::base::problem::{Severity, show};
use chairside::files::workspace::Workspace;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

/// The longest any file may take. A program built for tests is several times slower.
const LONGEST: Duration = Duration::from_secs(if cfg!(debug_assertions) { 20 } else { 2 });

/// The most memory reading any file may take, in kB, beyond what the program holds before.
const MOST_KB: u64 = 100 * 1024;

/// Set, to a hostile file's name, in the process whose memory is measured.
const MEASURED: &str = "CHAIRSIDE_TEST_HOSTILE";

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/broken")
}

/// Where a file of this name stands in a workspace, by the word it begins with.
fn place_of(name: &str) -> &'static str {
    match name.split('-').next() {
        Some("partnership") => "partnership.yaml",
        Some("agenda") => "agendas/executive.yaml",
        Some("meeting") => "meetings/executive-2026-12-03.yaml",
        Some("tracker") => "trackers/executive.yaml",
        _ => panic!("{name} should begin with the kind of file it is"),
    }
}

/// Everything said about a file that stands in the demonstration's workspace, as a terminal shows it.
fn said(name: &str, bytes: &[u8]) -> String {
    let path = place_of(name);
    let others = demo_files();
    let others = others.iter().filter(|(other, _)| other.strip_suffix(".yaml").is_some() && other != path);
    let files = others.map(|(other, bytes)| (other.as_str(), *bytes)).chain([(path, bytes)]);
    let workspace = Workspace::load(files, &[], &[]);
    let mut out = String::new();
    for report in workspace.reports.iter().filter(|report| report.path == path) {
        for problem in &report.problems {
            let place = problem.place;
            assert!(place.line > 0 && place.column > 0, "{name}: {problem:?}");
            out += &show(problem, path, &report.text);
        }
    }
    assert!(!out.is_empty(), "{name}: nothing was found");
    out
}

/// Compares with the messages kept, or keeps these; gives back a complaint when they differ.
fn compare(golden: &Path, found: &str) -> Option<String> {
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(golden, found).unwrap();
        return None;
    }
    let kept = std::fs::read_to_string(golden).unwrap_or_default().replace("\r\n", "\n");
    (kept != found).then(|| format!("{}\nkept:\n{kept}\nfound:\n{found}\n", golden.display()))
}

fn files_with(ending: &str) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<PathBuf> =
        entries.filter(|path| path.extension().is_some_and(|e| e == ending)).collect();
    files.sort();
    files
}

#[test]
fn every_broken_file_is_explained() {
    let files = files_with("yaml");
    assert!(files.len() >= 65, "{} files", files.len());
    let mut complaints = String::new();
    for file in &files {
        let name = file.file_stem().unwrap().to_str().unwrap();
        let begun = Instant::now();
        let found = said(name, &std::fs::read(file).unwrap());
        assert!(begun.elapsed() < LONGEST, "{name} took {:?}", begun.elapsed());
        complaints.extend(compare(&file.with_extension("txt"), &found));
    }
    assert!(complaints.is_empty(), "{complaints}");
}

#[test]
fn every_message_kept_belongs_to_a_file() {
    for golden in files_with("txt") {
        let name = golden.file_stem().unwrap().to_str().unwrap();
        let made = HOSTILE.iter().any(|(known, _)| *known == name);
        assert!(made || golden.with_extension("yaml").exists(), "{name}.txt has no file");
    }
}

/// Makes the bytes of a hostile file.
type Make = fn() -> Vec<u8>;

/// Files no hand would write, or that cannot be kept as text: the name, and how each is made.
const HOSTILE: [(&str, Make); 22] = [
    ("tracker-hostile-alias-bomb", alias_bomb),
    ("tracker-hostile-small-alias-bomb", small_alias_bomb),
    ("agenda-hostile-merge-bomb", merge_bomb),
    ("agenda-hostile-deep-brackets", || [b"schema: 1\nitems: ".to_vec(), b"[".repeat(100_000)].concat()),
    ("agenda-hostile-deep-maps", || [b"schema: 1\nitems: ".to_vec(), b"{a: ".repeat(100_000)].concat()),
    ("agenda-hostile-deep-indent", || deep_indent(1_000)),
    ("agenda-hostile-deeper-indent", || deep_indent(3_000)),
    ("agenda-hostile-long-line", || {
        format!("schema: 1\ntitle: {}\n", "word ".repeat(1_000_000)).into_bytes()
    }),
    ("agenda-hostile-long-key", || format!("schema: 1\n{}: x\n", "k".repeat(1_000_000)).into_bytes()),
    ("agenda-hostile-longest-key", || format!("schema: 1\n{}: x\n", "k".repeat(20 << 20)).into_bytes()),
    ("tracker-hostile-many-documents", || "---\na\n".repeat(1_000_000).into_bytes()),
    ("partnership-hostile-quote", || format!("schema: 1\nname: \"{}\n", "x\n".repeat(500_000)).into_bytes()),
    ("tracker-hostile-many-values", || {
        format!("schema: 1\nactions: [{}]\n", "a, ".repeat(2_000_000)).into_bytes()
    }),
    ("tracker-hostile-many-keys", || {
        (0..20_000).fold(b"schema: 1\n".to_vec(), |mut all, n| {
            all.extend(format!("k{}: x\n", n % 10_000).bytes());
            all
        })
    }),
    ("meeting-hostile-many-problems", || {
        format!("schema: 1\nitems:\n{}", "  - {id: A}\n".repeat(50_000)).into_bytes()
    }),
    ("meeting-hostile-too-large", || [b"schema: 1\ntitle: ".to_vec(), b"a".repeat(17 << 20)].concat()),
    ("meeting-hostile-nul", || b"schema: 1\nid: executive-2026-12-03\ntitle: Exec\0utive\n".to_vec()),
    ("agenda-hostile-windows-1252", || b"schema: 1\ngroup: executive\ntitle: Children\x92s board\n".to_vec()),
    ("agenda-hostile-utf-16", || utf16("schema: 1\ngroup: executive\n", true)),
    ("agenda-hostile-utf-16-without-mark", || utf16("schema: 1\ngroup: executive\n", false)),
    ("tracker-hostile-word-document", || [b"PK\x03\x04".to_vec(), vec![7; 1000]].concat()),
    ("tracker-hostile-cut-short", || b"schema: 1\ntitle: Caf\xc3".to_vec()),
];

fn alias_bomb() -> Vec<u8> {
    let mut text = String::from("schema: 1\na0: &a0 [x, x, x, x, x, x, x, x, x]\n");
    for n in 1..12 {
        let again = format!("*a{}, ", n - 1).repeat(9);
        writeln!(text, "a{n}: &a{n} [{again}]").unwrap();
    }
    text.into_bytes()
}

/// 324 bytes that would be nine to the ninth values.
fn small_alias_bomb() -> Vec<u8> {
    let mut text = String::from("a: &a [x,x,x,x,x,x,x,x,x]\n");
    for (name, before) in ('b'..='i').zip('a'..) {
        writeln!(text, "{name}: &{name} [{}]", vec![format!("*{before}"); 9].join(",")).unwrap();
    }
    text.push_str(&"#".repeat(324 - text.len() - 1));
    text.push('\n');
    text.into_bytes()
}

/// 1,041 bytes in which every map takes in those before it, twice.
fn merge_bomb() -> Vec<u8> {
    let mut text = String::from("m0: &m0 {k0: x}\n");
    let mut n = 0;
    while text.len() < 1_000 {
        writeln!(text, "m{0}: &m{0} {{<<: [*m{n}, *m{n}], k{0}: x}}", n + 1).unwrap();
        n += 1;
    }
    text.push_str(&"#".repeat(1_041 - text.len() - 1));
    text.push('\n');
    text.into_bytes()
}

fn deep_indent(levels: usize) -> Vec<u8> {
    let mut text = String::from("schema: 1\n");
    for depth in 0..levels {
        writeln!(text, "{}a:", " ".repeat(depth)).unwrap();
    }
    text.into_bytes()
}

fn utf16(text: &str, mark: bool) -> Vec<u8> {
    let mark = if mark { "\u{feff}" } else { "" };
    format!("{mark}{text}").encode_utf16().flat_map(u16::to_le_bytes).collect()
}

#[test]
fn every_hostile_file_is_explained_at_once() {
    let mut complaints = String::new();
    for (name, make) in HOSTILE {
        let bytes = make();
        let begun = Instant::now();
        let found = said(name, &bytes);
        assert!(begun.elapsed() < LONGEST, "{name} took {:?}", begun.elapsed());
        assert!(found.len() < 200_000, "{name}: {} bytes of messages", found.len());
        complaints.extend(compare(&folder().join(name).with_extension("txt"), &found));
    }
    assert!(complaints.is_empty(), "{complaints}");
}

/// Runs by itself in a process of its own for each hostile file, started by the test below.
#[test]
fn one_hostile_file_is_measured() {
    let Some(name) = std::env::var(MEASURED).ok().filter(|name| !name.starts_with("bomb ")) else { return };
    let (_, make) = HOSTILE.iter().find(|(known, _)| *known == name).unwrap();
    // What any file at all takes, the program's own tables most of all, is not the hostile file's doing.
    said("tracker-harmless", b"schema: 1\n");
    let before = peak_kb();
    said(&name, &make());
    println!("peaks: {} {}", before.unwrap_or(0), peak_kb().unwrap_or(0));
}

/// The most memory this process has held at once, in kB; only Linux says.
fn peak_kb() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}

#[test]
fn no_hostile_file_takes_much_memory() {
    for (name, _) in HOSTILE {
        let (before, peak) = measured("broken::one_hostile_file_is_measured", name);
        println!("{name}: {before} {peak} kB");
        assert!(peak - before < MOST_KB, "{name}: {} kB more", peak - before);
    }
}

/// What a test that measures says of a file, in a process of its own: the most memory held before and at the end, in kB.
fn measured(test: &str, name: &str) -> (u64, u64) {
    let output = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", test, "--nocapture", "--test-threads=1"])
        .env(MEASURED, name)
        .output()
        .unwrap();
    assert!(output.status.success(), "{name}: {}", String::from_utf8_lossy(&output.stderr));
    let said = String::from_utf8_lossy(&output.stdout);
    let numbers = said.lines().find_map(|line| line.split_once("peaks: ")).expect("the child says").1;
    let mut numbers = numbers.split_whitespace().map(|number| number.parse().unwrap());
    (numbers.next().unwrap(), numbers.next().unwrap())
}

/// The bombs other readers of YAML are known to fall to, and where each is refused.
const BOMBS: [(&str, usize); 6] = [
    ("tracker-hostile-small-alias-bomb", 324),
    ("agenda-hostile-merge-bomb", 1_041),
    ("agenda-hostile-deep-brackets", 100_017),
    ("agenda-hostile-deeper-indent", 4_507_510),
    ("agenda-hostile-longest-key", 20_971_534),
    ("tracker-hostile-many-documents", 6_000_000),
];

/// A bomb, and reading it as a tracker; what is found must be an error with its line.
fn bomb(name: &str) -> (Vec<u8>, impl Fn(&[u8])) {
    let (_, make) = HOSTILE.iter().find(|(known, _)| *known == name).unwrap();
    let name = name.to_owned();
    let read = move |bytes: &[u8]| {
        let loaded = chairside::files::tracker::load(&chairside::files::yaml::decode(bytes).unwrap());
        let error = loaded.problems.iter().find(|problem| problem.severity == Severity::Error);
        assert!(loaded.value.is_none() && error.is_some_and(|e| e.place.line > 0), "{name}: {error:?}");
    };
    (make(), read)
}

#[test]
fn bombs_are_refused_at_once() {
    // A program built for tests is several times slower, and the machine may be busy.
    let slower = if cfg!(debug_assertions) { 50 } else { 1 };
    for (name, size) in BOMBS {
        let (bytes, read) = bomb(name);
        assert_eq!(bytes.len(), size, "{name}");
        let took = (0..5).map(|_| {
            let begun = Instant::now();
            read(&bytes);
            begun.elapsed()
        });
        let took = took.min().unwrap();
        let most = Duration::from_millis(if size > 10_000_000 { 100 } else { 20 }) * slower;
        println!("{name}: {took:?}");
        assert!(took < most, "{name}: {took:?}");
    }
}

/// Runs by itself in a process of its own for each bomb, started by the test below.
#[test]
fn one_bomb_is_measured() {
    let Some(name) = std::env::var(MEASURED).ok().and_then(|n| n.strip_prefix("bomb ").map(str::to_owned))
    else {
        return;
    };
    let (bytes, read) = bomb(&name);
    let loaded = chairside::files::tracker::load("schema: 1\n");
    assert!(loaded.value.is_none(), "a tracker has more than a version");
    let before = peak_kb();
    read(&bytes);
    println!("peaks: {} {}", before.unwrap_or(0), peak_kb().unwrap_or(0));
}

#[test]
fn bombs_take_little_memory() {
    for (name, size) in BOMBS {
        let (before, peak) = measured("broken::one_bomb_is_measured", &format!("bomb {name}"));
        println!("{name}: {size} bytes, {} kB more", peak - before);
        assert!(peak - before < 8 * 1024 + size as u64 / 1024, "{name}: {} kB more", peak - before);
    }
}

#[test]
fn what_is_shown_has_a_severity_a_place_and_a_line() {
    let found = said("agenda-hostile-windows-1252", b"schema: 1\ntitle: Children\x92s board\n");
    assert!(found.starts_with("error: agendas/executive.yaml:2:16: byte 0x92"), "{found}");
    assert!(found.contains("    2 | title: Children"), "{found}");
    assert_eq!(Severity::Error.to_string(), "error");
}
