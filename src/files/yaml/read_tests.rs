//! Tests of reading: places, limits, and what is said about files that are wrong.

use super::*;

fn parsed(text: &str) -> Parsed {
    read(text, &Limits::default())
}

/// Problems as `line:column: message | mend`.
fn said(text: &str) -> Vec<String> {
    parsed(text)
        .problems
        .iter()
        .map(|p| {
            let mend = p.mend.as_deref().unwrap_or_default();
            format!("{}:{}: {} | {mend}", p.place.line, p.place.column, p.message)
        })
        .collect()
}

/// The single problem of a text, as `line:column: message | mend`.
fn one(text: &str) -> String {
    let mut all = said(text);
    assert_eq!(all.len(), 1, "{text:?}: {all:?}");
    all.remove(0)
}

fn slices<'t>(text: &'t str, node: &Node, out: &mut Vec<&'t str>) {
    out.push(&text[node.range.clone()]);
    node.items().iter().for_each(|item| slices(text, item, out));
    for entry in node.entries() {
        slices(text, &entry.key, out);
        slices(text, &entry.value, out);
    }
}

#[test]
fn every_node_covers_its_own_bytes() {
    let text = "a: é # c\nb:\n- x\n-\n- y: |\n    one\n    two\n\n  z:   # d\nc: [1, {k: v}]\nd: >- # | e\n  fold\n  ed\n";
    let root = parsed(text).root.unwrap();
    let mut found = Vec::new();
    slices(text, &root, &mut found);
    assert_eq!(found[0], text.trim_end());
    let expected = [
        "a",
        "é",
        "b",
        "- x\n-\n- y: |\n    one\n    two\n\n  z:",
        "x",
        "",
        "y: |\n    one\n    two\n\n  z:",
        "y",
        "|\n    one\n    two",
        "z",
        "",
        "c",
        "[1, {k: v}]",
        "1",
        "{k: v}",
        "k",
        "v",
        "d",
        ">- # | e\n  fold\n  ed",
    ];
    assert_eq!(found[1..], expected);
    let list = root.get("b").unwrap();
    assert_eq!((list.place.line, list.place.column), (3, 1));
    let block = root.get("d").unwrap();
    assert_eq!((block.place.line, block.place.column), (11, 4));
    let blank = list.items()[2].get("z").unwrap();
    assert_eq!((blank.place.line, blank.place.column, blank.is_blank()), (9, 5, true));
}

#[test]
fn places_count_characters_with_a_mark_and_carriage_returns() {
    let text = "\u{feff}é: ü\r\nb: [ä,\r\n  ö]\r\n";
    let root = parsed(text).root.unwrap();
    assert_eq!(root.place, Place::START);
    assert_eq!(root.get("é").unwrap().place, Place { line: 1, column: 4, length: 1 });
    assert_eq!(root.get("b").unwrap().items()[1].place, Place { line: 3, column: 3, length: 1 });
    assert_eq!(&text[root.get("b").unwrap().range.clone()], "[ä,\r\n  ö]");
}

#[test]
fn blocks_that_keep_their_blank_lines_cover_them() {
    let text = "a: |+\n  keep\n\n\nb: |\n\nc: 1\n";
    let root = parsed(text).root.unwrap();
    assert_eq!(&text[root.get("a").unwrap().range.clone()], "|+\n  keep\n\n");
    assert_eq!(&text[root.get("b").unwrap().range.clone()], "|");
}

#[test]
fn common_mistakes_are_explained_where_they_are() {
    for (text, expected) in [
        ("a:\n\tb: 1\n", "2:1: a tab is used to indent this line"),
        ("a:\n  b: 1\n\tc: 2\n", "3:1: a tab is used to indent this line"),
        ("a:\n  b: 1\n   c: 2\n", "3:4: this line is indented too far"),
        ("a:\n  b: 1\n c: 2\n", "3:2: this line does not line up with the lines above"),
        ("items:\n  - id: a\n   title: b\n", "3:4: this line does not line up with the lines above"),
        ("items:\n  - id: a\n- id: b\n", "3:1: this list item does not line up"),
        ("a: \"abc\nb: 1\nc: 2\n", "1:4: the quote opened here is never closed"),
        ("x: 1\na: \"abc\nb: \"x\"\nc: 2\n", "2:4: the quote opened here closes only on line 3"),
        ("a: 'it's'\nb: 1\n", "1:8: text follows the closing quote"),
        ("a: 1\nb:2\nc: 3\n", "2:1: there is no space after the colon of `b` | write b: 2"),
        ("a: 1\nb\nc: 3\n", "2:1: there is no colon after `b`"),
        ("a: [1, 2\nb: 3\n", "1:4: the bracket `[` opened here is not closed | close it with `]`"),
        ("a: {x: 1\nb: 3\n", "1:4: the bracket `{` opened here is not closed | close it with `}`"),
        ("a: [1, 2", "1:4: the bracket `[` opened here is"),
        ("a: {x: 1 y: 2}\n", "1:11: a comma or `}` is missing here"),
        ("a: ]\n", "1:4: `]` closes nothing"),
        ("a: [1}\n", "1:4: the bracket `[` opened here is closed by `}`"),
        (
            "a: Note: this\n",
            "1:8: there is a second colon on this line | put the text in quotes: a: \"Note: this\"",
        ),
        ("a: @x\n", "1:4: text cannot start with `@` unless it is in quotes"),
        ("a: - b\n", "1:4: a list cannot start on the same line as its key"),
        ("a: \"\\q\"\n", "1:4: a backslash inside double quotes starts a special character"),
        ("a: |x\n  b\n", "1:4: the text after `|` starts on the next line"),
        ("%YAML 1.2\n---\na: 1\n", "1:1: a line cannot start with `%`"),
        ("a: 1\n---\nb: 2\n", "2:1: a second document starts here"),
        ("a: 1\na: 2\n", "2:1: `a` is given twice: first on line 1 | keep one of the two"),
        ("", "1:1: the file is empty"),
        ("\u{feff}\n  \n", "1:1: the file is empty"),
        ("# c\n", "1:1: the file holds nothing but comments"),
        ("a: x\0y\n", "1:5: hidden character: NUL byte (U+0000)"),
        ("a: x\u{1b}y\n", "1:5: hidden character: escape character (U+001B)"),
        ("a: \"x\\e[31m\"\n", "1:4: hidden character: escape character (U+001B)"),
        (
            "a: Ward #4\n",
            "1:9: the text after # is a comment, so only `Ward` is read here | if it belongs to the text, use quotes: \"Ward #4\"",
        ),
        ("a: #4\n", "1:4: the text after # is a comment, so nothing is read here"),
        ("a: &n 3\n", "1:4: `&n` gives a part of the file a name"),
        ("a: *n\n", "1:4: `*n` uses another part of the file again"),
        ("a: !t 3\n", "1:4: `!t` is a tag"),
        ("<<: 3\n", "1:1: `<<` copies keys"),
        ("? [a]\n: 3\n", "1:3: a key must be a word"),
    ] {
        let found = one(text);
        assert!(found.starts_with(expected), "{text:?}\n  said     {found}\n  expected {expected}");
    }
}

#[test]
fn ordinary_comments_and_text_say_nothing() {
    let text =
        "---\nkey: value   # words, for headings\nn: 4 # four\nhash: a#4\nq: \"Ward #4\" #5\nb: '<<'\n";
    assert_eq!(said(text), Vec::<String>::new());
}

#[test]
fn everything_wrong_is_said_at_once_and_in_order() {
    let found = said("a: 1\nb: x\u{202e}y\na: 2\nc: {k: 1, k: 2}\nd: *x\n");
    let lines: Vec<_> = found.iter().map(|problem| problem.split(':').next().unwrap()).collect();
    assert_eq!(lines, ["2", "3", "4", "5"], "{found:?}");
}

#[test]
fn shared_parts_are_read_where_they_are_allowed() {
    let limits = Limits { sharing: Sharing::Allow, ..Limits::default() };
    let parsed = read("a: &n !t 3\nb: *n\nc: {<<: *n}\n", &limits);
    assert_eq!(parsed.problems, []);
    assert!(matches!(parsed.root.unwrap().get("b").unwrap().kind, Kind::Alias));
    assert!(read("b: *n\n", &limits).has_errors());
    assert!(read(&format!("a: &n 1\nb: [{}]\n", "*n,".repeat(1001)), &limits).root.is_none());
}

#[test]
fn limits_stop_reading_with_a_place() {
    let few = Limits { nodes: 10, ..Limits::default() };
    let found = read("a: [1, 2, 3,\n 4, 5, 6, 7, 8, 9]\n", &few);
    assert!(found.root.is_none() && found.problems[0].message.contains("more than 10 values"));
    assert_eq!(found.problems[0].place.line, 2);
    let small = Limits { bytes: 4, ..Limits::default() };
    assert!(read("a: 123\n", &small).problems[0].message.contains("larger"));
}

#[test]
fn hostile_files_are_refused_without_a_hang() {
    let bomb: String = ["a: &a [x,x,x,x,x,x,x,x,x]\n".to_owned()]
        .into_iter()
        .chain("abcdefgh".chars().zip("bcdefghi".chars()).map(|(from, to)| {
            let nine = vec![format!("*{from}"); 9].join(",");
            format!("{to}: &{to} [{nine}]\n")
        }))
        .collect();
    let nested: String = (0..20_000).map(|_| "{a: ").collect();
    let stairs: String = (0..500).flat_map(|depth| [" ".repeat(depth), "a:\n".to_owned()]).collect();
    for text in [bomb, "[".repeat(200_000), nested, stairs, "- ".repeat(50_000), "a: \u{1b}".repeat(100_000)]
    {
        let found = parsed(&text);
        assert!(found.has_errors() && found.problems.len() <= MOST_PROBLEMS + 1);
    }
}

#[test]
fn large_but_honest_files_are_read() {
    let line = format!("a: {}\n", "word ".repeat(1_000_000));
    assert_eq!(parsed(&line).root.unwrap().entries().len(), 1);
    let comments = format!("{}a: 1\n", "# note\n".repeat(1_000_000));
    assert_eq!(parsed(&comments).problems, []);
    let keys: String =
        (0..100_000).flat_map(|n| ["k".to_owned(), n.to_string(), ": 1\n".to_owned()]).collect();
    assert_eq!(parsed(&keys).root.unwrap().entries().len(), 100_000);
    let items = format!("a: [{}]\n", "x, ".repeat(100_000));
    assert_eq!(parsed(&items).root.unwrap().get("a").unwrap().items().len(), 100_000);
}

proptest::proptest! {
    #[test]
    fn no_text_makes_reading_panic(text in "[a-c:\\-\\[\\]{}\"'#|>&*! ?,%\\n\\r\\t\u{feff}\u{0}é]{0,40}") {
        let found = read_with_comments(&text, &Limits::default());
        proptest::prop_assert!(found.root.is_some() || found.has_errors());
        if let Some(root) = &found.root {
            let mut out = Vec::new();
            slices(&text, root, &mut out);
        }
    }
}
