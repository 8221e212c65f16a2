//! The shape of the source, kept by reading it: which module may import which, how long things may be, and what
//! must not be anywhere. The rules and their reasons are in `docs/architecture.md`.

use crate::project::{code, files, read, without_fences};
use std::collections::BTreeSet;

/// The most lines of code a file may have before its tests, and the number from which it is worth a look.
const FILE_LINES: usize = 500;
const FILE_AIM: usize = 400;
/// The most lines a function may have.
const FUNCTION_LINES: usize = 100;

/// A file of `src`.
struct Source {
    /// Its path, with `/`, such as `src/domain/mod.rs`.
    path: String,
    /// As it is written.
    text: String,
    /// Without comments and without what stands between quotes, line for line.
    code: String,
}

impl Source {
    /// Its path as modules: `["domain", "meeting"]`; nothing for `lib.rs`.
    fn modules(&self) -> Vec<&str> {
        let path = self.path.strip_prefix("src/").unwrap_or(&self.path);
        let path = path.strip_suffix(".rs").unwrap_or(path);
        let path = path.strip_suffix("/mod").unwrap_or(path);
        path.split('/').filter(|part| !matches!(*part, "lib" | "main")).collect()
    }

    fn is_in(&self, folder: &str) -> bool {
        self.path.starts_with(&format!("src/{folder}/")) || self.path == format!("src/{folder}.rs")
    }
}

fn sources() -> Vec<Source> {
    let found: Vec<Source> = files("src", "rs")
        .into_iter()
        .map(|path| {
            let text = read(&path);
            let code = code(&text);
            Source { path, text, code }
        })
        .collect();
    assert!(found.len() > 50, "only {} files were found", found.len());
    found
}

/// The modules in the order in which `lib.rs` lists them.
fn order() -> Vec<String> {
    let names = |line: &str| Some(line.strip_prefix("pub mod ")?.strip_suffix(';')?.to_owned());
    read("src/lib.rs").lines().filter_map(names).collect()
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// The name that begins the text.
fn name(text: &str) -> &str {
    &text[..text.find(|c| !is_word(c)).unwrap_or(text.len())]
}

/// What stands after a path's beginning: one name, or every name of a list in braces.
fn names(text: &str) -> Vec<&str> {
    let Some(list) = text.strip_prefix('{') else { return vec![name(text)] };
    let mut depth = 0;
    let mut found = Vec::new();
    let mut start = 0;
    for (at, c) in list.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => {
                found.push(name(list[start..at].trim_start()));
                break;
            }
            '}' => depth -= 1,
            ',' if depth == 0 => {
                found.push(name(list[start..at].trim_start()));
                start = at + 1;
            }
            _ => {}
        }
    }
    found
}

/// The top modules a file names, by `crate::` or by climbing out of its own with `super::`.
fn imports(source: &Source) -> BTreeSet<&str> {
    let mut found = BTreeSet::new();
    for (at, _) in source.code.match_indices("crate::") {
        if !source.code[..at].ends_with(is_word) {
            found.extend(names(&source.code[at + "crate::".len()..]));
        }
    }
    let depth = source.modules().len();
    let mut rest = source.code.as_str();
    while let Some(at) = rest.find("super::") {
        let mut after = &rest[at..];
        let mut climbed = 0;
        while let Some(further) = after.strip_prefix("super::") {
            (after, climbed) = (further, climbed + 1);
        }
        // A test module inside the file is one step further down, and its steps are not told apart here.
        if climbed >= depth {
            found.extend(names(after));
        }
        rest = after;
    }
    found
}

#[test]
fn a_module_imports_only_those_listed_above_it() {
    let order = order();
    assert!(order.len() > 8 && order[0] == "base", "{order:?}");
    let rank = |name: &str| order.iter().position(|known| known == name);
    let mut wrong = Vec::new();
    for source in sources() {
        let Some(mine) = source.modules().first().and_then(|top| rank(top)) else { continue };
        for theirs in imports(&source) {
            if rank(theirs).is_some_and(|theirs| theirs > mine) {
                wrong.push(format!("{} must not import {theirs}, which is listed below it", source.path));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_rule_about_imports_can_fail() {
    let source = |path: &str, text: &str| Source { path: path.into(), text: text.into(), code: code(text) };
    let domain = source("src/domain/quorum.rs", "use crate::{base::id::PostId, runtime::{Clock, disk}};\n");
    assert!(imports(&domain).contains("runtime") && imports(&domain).contains("base"));
    let climbs = source("src/domain/quorum.rs", "use super::super::files::yaml;\n");
    assert!(imports(&climbs).contains("files"));
    let said = source("src/domain/quorum.rs", "// use crate::runtime;\nconst A: &str = \"crate::app\";\n");
    assert!(imports(&said).is_empty());
}

#[test]
fn every_module_is_listed_and_every_listed_one_is_there() {
    let listed: BTreeSet<String> = order().into_iter().collect();
    let all = sources();
    let there = all.iter().filter_map(|s| s.modules().first().map(ToString::to_string));
    assert_eq!(listed, there.collect());
}

#[test]
fn every_file_begins_by_saying_what_lives_there() {
    let silent: Vec<String> =
        sources().into_iter().filter(|s| !s.text.starts_with("//! ")).map(|s| s.path).collect();
    assert!(silent.is_empty(), "these begin without a line of `//! `: {}", silent.join(", "));
}

/// The lines before the tests inside a file.
fn lines_of_code(text: &str) -> usize {
    let lines: Vec<&str> = text.lines().collect();
    let tests = lines
        .windows(2)
        .position(|two| two[0] == "#[cfg(test)]" && two[1].starts_with("mod ") && two[1].ends_with('{'));
    tests.unwrap_or(lines.len())
}

#[test]
fn files_stay_short() {
    let mut long = Vec::new();
    for source in sources() {
        let lines = lines_of_code(&source.text);
        if lines > FILE_AIM {
            println!("{} has {lines} lines before its tests; aim for {FILE_AIM}", source.path);
        }
        if lines > FILE_LINES {
            long.push(format!("{} has {lines} lines before its tests", source.path));
        }
    }
    assert!(long.is_empty(), "more than {FILE_LINES}:\n{}", long.join("\n"));
}

/// Every function with a body: the line it begins on, from 1, and how many lines it takes.
fn functions(code: &str) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    for (at, _) in code.match_indices("fn ") {
        if code[..at].ends_with(is_word) {
            continue;
        }
        let (mut depth, mut brackets) = (0, 0);
        for (further, c) in code[at..].char_indices() {
            match c {
                '[' | '(' => brackets += 1,
                ']' | ')' => brackets -= 1,
                '{' => depth += 1,
                '}' => depth -= 1,
                // A declaration without a body, or the type of a function.
                ';' if depth == 0 && brackets == 0 => break,
                _ => {}
            }
            if c == '}' && depth == 0 {
                let first = code[..at].matches('\n').count() + 1;
                found.push((first, code[at..at + further].matches('\n').count() + 1));
                break;
            }
            if brackets < 0 {
                break;
            }
        }
    }
    found
}

#[test]
fn the_rule_about_lengths_can_fail() {
    let short =
        "fn a(x: [u8; 2]) -> u8 {\n    b(|c| { c })\n}\ntype F = fn (u8) -> u8;\ntrait T {\n    fn d();\n}\n";
    assert_eq!(functions(short), [(1, 3)]);
    let tests = "fn a() {}\n#[cfg(test)]\nmod far;\nfn b() {}\n#[cfg(test)]\nmod tests {\n}\n";
    assert_eq!(lines_of_code(tests), 4);
    assert!(says("use std::fs;", "fs") && !says("let fsync = 1;", "fs"));
}

#[test]
fn functions_stay_short() {
    let mut long = Vec::new();
    for source in sources() {
        for (line, lines) in functions(&source.code).into_iter().filter(|(_, lines)| *lines > FUNCTION_LINES)
        {
            long.push(format!("{}:{line} takes {lines} lines", source.path));
        }
    }
    assert!(long.is_empty(), "more than {FUNCTION_LINES}:\n{}", long.join("\n"));
}

/// Whether code names this word, as a word of its own.
fn says(code: &str, word: &str) -> bool {
    code.match_indices(word)
        .any(|(at, _)| !code[..at].ends_with(is_word) && !code[at + word.len()..].starts_with(is_word))
}

/// Which of these words are said by the files a rule concerns.
fn said(words: &[&str], concerns: impl Fn(&Source) -> bool) -> Vec<String> {
    let mut found = Vec::new();
    for source in sources().iter().filter(|source| concerns(source)) {
        for word in words.iter().filter(|word| says(&source.code, word)) {
            found.push(format!("{} says {word}", source.path));
        }
    }
    found
}

#[test]
fn the_rules_know_no_screen_no_disk_no_clock_and_no_environment() {
    let words = ["ratatui", "crossterm", "fs", "env", "Instant", "SystemTime", "thread"];
    assert_eq!(said(&words, |s| s.is_in("domain") || s.is_in("base")), [""; 0]);
}

#[test]
fn one_place_knows_the_yaml_parser_and_one_the_terminal() {
    assert_eq!(said(&["granit_parser"], |s| !s.is_in("files/yaml")), [""; 0]);
    assert_eq!(said(&["crossterm"], |s| !s.is_in("runtime")), [""; 0]);
}

#[test]
fn no_screen_asks_for_a_whole_text_so_nothing_typed_can_clash_at_a_save() {
    let asks =
        |source: &&Source| source.code.contains("Change::Whole") || source.code.contains("replace_text");
    let all = sources();
    let outside = all.iter().filter(|source| !source.is_in("runtime") && !source.is_in("cli"));
    let found: Vec<&str> = outside.filter(asks).map(|source| source.path.as_str()).collect();
    assert!(found.is_empty(), "{found:?}");
    assert!(all.iter().any(|source| asks(&source)), "the rule looks for something that is there");
}

#[test]
fn nothing_speaks_to_a_network() {
    let words = ["net", "TcpStream", "TcpListener", "UdpSocket", "ToSocketAddrs"];
    assert_eq!(said(&words, |_| true), [""; 0]);
}

#[test]
fn widgets_know_nothing_of_what_is_done_with_them() {
    assert_eq!(said(&["Command", "Effect", "Msg", "Model"], |s| s.is_in("ui")), [""; 0]);
}

#[test]
fn nothing_is_left_to_be_done_later() {
    assert_eq!(said(&["todo", "unimplemented", "unsafe"], |_| true), [""; 0]);
}

#[test]
fn every_file_has_a_name_that_says_something() {
    let empty = ["utils", "util", "helpers", "helper", "common", "manager", "misc"];
    for source in sources() {
        let vague = source.modules().into_iter().find(|name| empty.contains(name));
        assert_eq!(vague, None, "{} could hold anything", source.path);
    }
}

/// The pages that link to files here.
fn pages() -> Vec<String> {
    let mut pages = files("docs", "md");
    pages.extend(files("agendas", "md").into_iter().filter(|path| path.ends_with("README.md")));
    pages.extend(files("audits", "md"));
    pages.extend(["README.md", "CONTRIBUTING.md", "CHANGELOG.md"].map(String::from));
    pages
}

/// A heading as links name it: small letters, digits and dashes.
fn anchor(heading: &str) -> String {
    let kept = heading.to_lowercase();
    kept.chars()
        .filter(|c| is_word(*c) || matches!(c, ' ' | '-'))
        .map(|c| if c == ' ' { '-' } else { c })
        .collect()
}

/// What is wrong with where a link leads, from the folder of its page.
fn broken(page: &str, target: &str) -> Option<String> {
    let (path, fragment) = target.split_once('#').unwrap_or((target, ""));
    let folder = page.rsplit_once('/').map_or("", |(folder, _)| folder);
    let full = if path.is_empty() { page.to_owned() } else { format!("{folder}/{path}") };
    let full = full.trim_start_matches('/');
    if !crate::project::path(full).exists() {
        return Some(format!("{page} links to {target}, which is not there"));
    }
    let headings = || {
        without_fences(&read(full))
            .lines()
            .any(|l| l.starts_with('#') && anchor(l.trim_start_matches('#').trim()) == fragment)
    };
    (!fragment.is_empty() && !headings())
        .then(|| format!("{page} links to {target}, and no heading is called that"))
}

#[test]
fn every_link_and_every_named_source_file_is_there() {
    let mut wrong = Vec::new();
    for page in pages() {
        let text = without_fences(&read(&page));
        for part in text.split("](").skip(1) {
            let target = part.split([')', ' ', '\n']).next().unwrap_or_default();
            if !target.contains(':') {
                wrong.extend(broken(&page, target));
            }
        }
        for named in text.split('`').skip(1).step_by(2) {
            let ours =
                ["src/", "docs/", "tests/", "benches/", ".ci/"].iter().any(|top| named.starts_with(top));
            let one = !named.contains(['*', '<', '{', ' ', ':']);
            if ours && one && !crate::project::path(named).exists() {
                wrong.push(format!("{page} names {named}, which is not there"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
