//! Tests of edits: what they write, what they leave alone, and when they refuse.

use proptest::prelude::*;

use super::super::odd_documents::values;
use super::*;

const TRACKER: &str = "\
schema: 1
# Kept by the business manager.
actions:
  - id: A-1      # first
    what: Report on the pilot
    due: 2026-11-27
    status: 'under way'
    with: [icb-dsp]
    updates:
      - {on: 2026-09-10, text: First draft shared.}
    # end of the first
  - id: A-2
    what: |
      Two
      lines
    tags: []
    moves:
# the end
";

fn action(id: &'static str, rest: &[Step<'static>]) -> Vec<Step<'static>> {
    let mut path = vec![Step::Key("actions"), Step::Where { key: "id", is: id }];
    path.extend_from_slice(rest);
    path
}

fn set(text: &str, at: &[Step<'_>], value: impl Into<Value>) -> String {
    apply(text, &[Edit::Set { at, value: value.into() }]).unwrap()
}

fn put(text: &str, at: &[Step<'_>], key: &str, value: impl Into<Value>) -> String {
    apply(text, &[Edit::Put { at, key, value: value.into() }]).unwrap()
}

fn append(text: &str, at: &[Step<'_>], value: impl Into<Value>) -> String {
    apply(text, &[Edit::Append { at, value: value.into() }]).unwrap()
}

/// The lines of `new` that are not in `old` and the other way round, as `+…` and `-…`.
fn changed(old: &str, new: &str) -> Vec<String> {
    let (old, new): (Vec<&str>, Vec<&str>) = (old.split('\n').collect(), new.split('\n').collect());
    let same_start = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let rest = old.len().min(new.len()) - same_start;
    let same_end = old.iter().rev().zip(new.iter().rev()).take(rest).take_while(|(a, b)| a == b).count();
    let gone = old[same_start..old.len() - same_end].iter().map(|line| format!("-{line}"));
    let come = new[same_start..new.len() - same_end].iter().map(|line| format!("+{line}"));
    gone.chain(come).collect()
}

#[test]
fn a_value_is_set_in_its_own_way_of_writing() {
    let at = |key| action("A-1", &[Step::Key(key)]);
    assert_eq!(
        changed(TRACKER, &set(TRACKER, &at("status"), "it's done")),
        ["-    status: 'under way'", "+    status: 'it''s done'"]
    );
    assert_eq!(
        changed(TRACKER, &set(TRACKER, &at("due"), "2026-12-03")),
        ["-    due: 2026-11-27", "+    due: 2026-12-03"]
    );
    assert_eq!(
        changed(TRACKER, &set(TRACKER, &at("what"), "Report: again")),
        ["-    what: Report on the pilot", "+    what: \"Report: again\""]
    );
    assert_eq!(
        changed(TRACKER, &set(TRACKER, &at("id"), "A-9")),
        ["-  - id: A-1      # first", "+  - id: A-9      # first"]
    );
    assert_eq!(
        changed(TRACKER, &set(TRACKER, &at("id"), "A\nB\n")),
        ["-  - id: A-1      # first", "+  - id: |      # first", "+      A", "+      B"]
    );
}

#[test]
fn text_over_several_lines_is_a_block_and_stays_one() {
    let at = action("A-2", &[Step::Key("what")]);
    assert_eq!(
        changed(TRACKER, &set(TRACKER, &at, "One\n\nother\nthing")),
        [
            "-    what: |",
            "-      Two",
            "-      lines",
            "+    what: |-",
            "+      One",
            "+",
            "+      other",
            "+      thing"
        ]
    );
    assert_eq!(changed(TRACKER, &set(TRACKER, &at, "One"))[3..], ["+    what: One"]);
    let commented = "a: >- # why\n    x\n    y\nb: |\nc: 1\n";
    assert_eq!(set(commented, &[Step::Key("a")], "z"), "a: z # why\nb: |\nc: 1\n");
    assert_eq!(set(commented, &[Step::Key("a")], "p\nq"), "a: |- # why\n    p\n    q\nb: |\nc: 1\n");
    assert_eq!(
        set(commented, &[Step::Key("b")], "p\nq\n"),
        "a: >- # why\n    x\n    y\nb: |\n  p\n  q\nc: 1\n"
    );
    assert_eq!(set("a: [x]\n", &[Step::Key("a"), Step::Index(0)], "p\nq"), "a: [\"p\\nq\"]\n");
}

#[test]
fn keys_are_put_at_the_end_of_their_map() {
    let first = action("A-1", &[]);
    let evidence = Value::map([("on", "2026-11-30".into()), ("text", "Circulated.".into())]);
    assert_eq!(
        changed(TRACKER, &put(TRACKER, &first, "evidence", evidence)),
        ["+    evidence: {on: \"2026-11-30\", text: Circulated.}"]
    );
    assert_eq!(
        changed(TRACKER, &put(TRACKER, &first, "status", "done")),
        ["-    status: 'under way'", "+    status: 'done'"]
    );
    assert_eq!(
        changed(TRACKER, &put(TRACKER, &first, "with", vec![Value::from("a"), "b".into()])),
        ["-    with: [icb-dsp]", "+    with: [a, b]"]
    );
    assert_eq!(put("a: {b: 1}\nc: {}\n", &[Step::Key("a")], "d", 2), "a: {b: 1, d: 2}\nc: {}\n");
    assert_eq!(put("a: {b: 1}\nc: {}\n", &[Step::Key("c")], "d", 2), "a: {b: 1}\nc: {d: 2}\n");
    assert_eq!(put("a: # why\nb: 1\n", &[Step::Key("a")], "d", 2), "a: # why\n  d: 2\nb: 1\n");
    assert_eq!(put("a: ~ # why\n", &[Step::Key("a")], "d", 2), "a: # why\n  d: 2\n");
    assert_eq!(put("a: 1", &[], "b", "x"), "a: 1\nb: x\n");
    assert_eq!(put("a: {b: }\n", &[Step::Key("a")], "c", 1), "a: {b: , c: 1 }\n");
}

#[test]
fn a_value_may_change_its_kind() {
    assert_eq!(put("a: x # why\nb: 1\n", &[], "a", vec![Value::from("p")]), "a: [p] # why\nb: 1\n");
    assert_eq!(put("a:\n  - x\n  - y\nb: 1\n", &[], "a", "z"), "a: z\nb: 1\n");
    let map = Value::map([("p", Value::from("1\n2\n"))]);
    assert_eq!(put("a: x # why\nb: 1\n", &[], "a", map), "a: # why\n  p: |\n    1\n    2\nb: 1\n");
    let items = Value::List(vec![Value::from("p\nq"), "r".into()]);
    assert_eq!(put("a: # why\n- x\nb: 1\n", &[], "a", items), "a: # why\n- |-\n  p\n  q\n- r\nb: 1\n");
    assert!(
        apply("a:\n  - x # gone\n  - y\n", &[Edit::Put { at: &[], key: "a", value: "z".into() }]).is_err()
    );
}

#[test]
fn items_are_appended_like_their_neighbours() {
    let new = Value::map([("id", "A-3".into()), ("what", "A thing".into())]);
    assert_eq!(
        changed(TRACKER, &append(TRACKER, &[Step::Key("actions")], new)),
        ["+  - id: A-3", "+    what: A thing"]
    );
    let update = Value::map([
        ("on", chrono::NaiveDate::from_ymd_opt(2026, 11, 1).unwrap().into()),
        ("text", "Second: done".into()),
    ]);
    let at = action("A-1", &[Step::Key("updates")]);
    assert_eq!(
        changed(TRACKER, &append(TRACKER, &at, update)),
        ["+      - {on: 2026-11-01, text: \"Second: done\"}"]
    );
    assert_eq!(
        changed(TRACKER, &append(TRACKER, &action("A-1", &[Step::Key("with")]), "b")),
        ["-    with: [icb-dsp]", "+    with: [icb-dsp, b]"]
    );
    assert_eq!(
        changed(TRACKER, &append(TRACKER, &action("A-2", &[Step::Key("tags")]), "b")),
        ["-    tags: []", "+    tags: [b]"]
    );
}

#[test]
fn lists_that_are_empty_blank_or_missing_can_be_appended_to() {
    let one = || Value::map([("on", "x".into())]);
    assert_eq!(
        append("actions: [] # none\nb: 1\n", &[Step::Key("actions")], one()),
        "actions: # none\n  - on: x\nb: 1\n"
    );
    assert_eq!(append("actions: []\n", &[Step::Key("actions")], one()), "actions:\n  - on: x\n");
    assert_eq!(append("actions: # none\n", &[Step::Key("actions")], one()), "actions: # none\n  - on: x\n");
    assert_eq!(append("b: 1\n", &[Step::Key("actions")], one()), "b: 1\nactions:\n  - on: x\n");
    assert_eq!(append("b:\n- 1\na: []", &[Step::Key("a")], one()), "b:\n- 1\na:\n- on: x\n");
    assert_eq!(append("a: {b: }\n", &[Step::Key("a"), Step::Key("b")], "x"), "a: {b: [x] }\n");
    assert_eq!(append("a:\n  - []\n", &[Step::Key("a"), Step::Index(0)], one()), "a:\n  -\n    - on: x\n");
    let moves = append(TRACKER, &action("A-2", &[Step::Key("moves")]), one());
    assert_eq!(changed(TRACKER, &moves), ["+      - on: x"]);
    let missing = append(TRACKER, &action("A-1", &[Step::Key("moves")]), one());
    assert_eq!(changed(TRACKER, &missing), ["+    moves:", "+      - on: x"]);
}

#[test]
fn line_endings_marks_and_gaps_are_kept() {
    let text = "\u{feff}a:\r\n-   x\r\n-   y   # c\r\nb: 'é'\r\n";
    let map = Value::map([("p", "1\n2\n".into()), ("q", 3.into())]);
    let edits = [
        Edit::Append { at: &[Step::Key("a")], value: map },
        Edit::Set { at: &[Step::Key("b")], value: "ü".into() },
    ];
    let expected =
        "\u{feff}a:\r\n-   x\r\n-   y   # c\r\n-   p: |\r\n      1\r\n      2\r\n    q: 3\r\nb: 'ü'\r\n";
    assert_eq!(apply(text, &edits).unwrap(), expected);
}

#[test]
fn the_record_is_replaced_or_added_at_the_end() {
    let block = "record:\n  said:\n    - one # mine\n";
    let replace = |text: &str| apply(text, &[Edit::ReplaceTop { key: "record", block }]);
    assert_eq!(replace("a: 1 # x\n").unwrap(), format!("a: 1 # x\n{block}"));
    assert_eq!(replace("a: 1").unwrap(), format!("a: 1\n{block}"));
    let old = "# top\r\na:   1\r\n\r\nrecord:\r\n  # old\r\n  said: []\r\n# end\r\n";
    let new = "# top\r\na:   1\r\n\r\nrecord:\r\n  said:\r\n    - one # mine\r\n# end\r\n";
    assert_eq!(replace(old).unwrap(), new);
    assert_eq!(replace(new).unwrap(), new);
    let other = Edit::ReplaceTop { key: "record", block: "recrod: 1\n" };
    assert!(apply("a: 1\n", &[other]).unwrap_err().message.contains("not a block of `record`"));
}

#[test]
fn refusals_say_where_and_why() {
    let refused = |text: &str, edit: Edit<'_>| apply(text, &[edit]).unwrap_err().to_string();
    let x = || Value::from("x");
    assert_eq!(
        refused(TRACKER, Edit::Set { at: &action("A-7", &[]), value: x() }),
        "line 4: there is no item with `id: A-7` here"
    );
    assert_eq!(
        refused("a: 1\n", Edit::Set { at: &[Step::Key("b")], value: x() }),
        "line 1: there is no `b` here"
    );
    assert_eq!(
        refused("a: [1]\n", Edit::Set { at: &[Step::Key("a"), Step::Index(1)], value: x() }),
        "line 1: there is no item 2 here"
    );
    assert!(refused("a: [1]\n", Edit::Set { at: &[Step::Key("a")], value: x() }).contains("single value"));
    assert!(refused("a: 1\n", Edit::Append { at: &[Step::Key("a")], value: x() }).contains("not a list"));
    assert!(
        refused("a: 1\n", Edit::Put { at: &[Step::Key("a")], key: "b", value: x() })
            .contains("only be added to a map")
    );
    assert!(
        refused("a: 1\na: 2\n", Edit::Set { at: &[Step::Key("a")], value: x() })
            .contains("mended first: `a` is given twice")
    );
    assert!(refused("a: &n 1\n", Edit::Set { at: &[Step::Key("a")], value: x() }).contains("mended first"));
    assert!(refused("a: 1\n...\n", Edit::ReplaceTop { key: "r", block: "r: 1\n" }).contains("by hand"));
    assert!(refused("", Edit::Put { at: &[], key: "b", value: x() }).contains("empty"));
}

/// Small documents with comments, blank lines, and every way of writing; as (text, what follows each line).
fn documents() -> impl Strategy<Value = String> {
    let scalar = prop_oneof![
        Just("plain"),
        Just("'it''s'"),
        Just("\"q\\\"\""),
        Just("2026-12-03"),
        Just(""),
        Just("~"),
        Just("x:y"),
        Just("12"),
    ];
    let comment = prop_oneof![4 => Just(""), 1 => Just(" # note"), 1 => Just("   #other")];
    let item =
        (scalar.clone(), scalar.clone(), comment.clone(), 0..9_usize).prop_map(
            |(a, b, c, kind)| match kind {
                0 => format!("{{k: {}, j: x}}{c}\n", if a.is_empty() { "1" } else { a }),
                1 => format!("|{c}\n      two\n\n      lines\n"),
                2 => format!(">-{c}\n      folded\n      text\n"),
                3 => format!("[]{c}\n"),
                4 => format!("[x, 'y']{c}\n"),
                5 => format!("{a}{c}\n"),
                _ => format!("k: {a}{c}\n    j: {b}\n    l:{c}\n    - {b}\n"),
            },
        );
    let items =
        (proptest::collection::vec((item, comment.clone()), 1..4), 0..3_usize).prop_map(|(items, gap)| {
            let line = |(item, comment): &(String, &str)| {
                format!(
                    "  - {item}{}",
                    if comment.is_empty() { String::new() } else { format!("  {}\n", comment.trim()) }
                )
            };
            format!("list:\n{}{}", items.iter().map(line).collect::<String>(), "\n".repeat(gap))
        });
    let tail = (scalar, comment, any::<bool>(), any::<bool>(), any::<bool>());
    (items, tail).prop_map(|(items, (scalar, comment, crlf, mark, ending))| {
        let mut text = format!("# top\nfirst: {scalar}{comment}\n{items}map:\n    deep: {{a: [], b: }}\n    last: {scalar}{comment}\n");
        if !ending {
            text.pop();
        }
        let text = if crlf { text.replace('\n', "\r\n") } else { text };
        if mark { format!("\u{feff}{text}") } else { text }
    })
}

fn keys() -> impl Strategy<Value = &'static str> {
    prop_oneof![
        Just("new"),
        Just("k"),
        Just("l"),
        Just("first"),
        Just("list"),
        Just("deep"),
        Just("b"),
        Just("last")
    ]
}

fn paths() -> impl Strategy<Value = Vec<Step<'static>>> {
    let item = (0..3_usize).prop_map(|n| vec![Step::Key("list"), Step::Index(n)]);
    let key = prop_oneof![Just("k"), Just("j"), Just("l"), Just("new")];
    let deep = prop_oneof![Just("a"), Just("b"), Just("c")];
    prop_oneof![
        Just(vec![]),
        Just(vec![Step::Key("first")]),
        Just(vec![Step::Key("list")]),
        Just(vec![Step::Key("map")]),
        Just(vec![Step::Key("map"), Step::Key("last")]),
        Just(vec![Step::Key("map"), Step::Key("deep")]),
        Just(vec![Step::Key("new")]),
        deep.prop_map(|key| vec![Step::Key("map"), Step::Key("deep"), Step::Key(key)]),
        item.clone(),
        (item, key).prop_map(|(mut path, key)| {
            path.push(Step::Key(key));
            path
        }),
    ]
}

/// What the typed reader makes of a text.
pub(super) fn typed(text: &str) -> serde_json::Value {
    let value: serde_yaml::Value = serde_yaml::from_str(text.trim_start_matches('\u{feff}')).unwrap();
    serde_json::to_value(value).unwrap()
}

pub(super) fn json(value: &Value) -> serde_json::Value {
    match value {
        Value::Whole(n) => (*n).into(),
        Value::YesNo(yes) => (*yes).into(),
        Value::List(items) => items.iter().map(json).collect(),
        Value::Map(entries) => {
            entries.iter().map(|(k, v)| (k.clone(), json(v))).collect::<serde_json::Map<_, _>>().into()
        }
        other => other.scalar().unwrap().into(),
    }
}

fn pointer(path: &[Step<'_>]) -> String {
    path.iter().fold(String::new(), |out, step| match step {
        Step::Key(key) => out + "/" + key,
        Step::Index(index) => out + "/" + &index.to_string(),
        Step::Where { .. } | Step::Known { .. } => out,
    })
}

/// What an edit means for the data: 0 sets, 1 puts a key, 2 appends.
fn meant(
    mut data: serde_json::Value,
    path: &[Step<'_>],
    which: usize,
    key: &str,
    value: serde_json::Value,
) -> serde_json::Value {
    use serde_json::Value as J;
    let place = data.pointer_mut(&pointer(path));
    match (which, place) {
        (0, Some(place)) => *place = value,
        (1, Some(place)) => place[key] = value,
        (_, Some(J::Array(items))) => items.push(value),
        (_, Some(place)) => *place = J::Array(vec![value]),
        (_, None) => {
            let (Some(Step::Key(key)), up) = (path.last(), &path[..path.len() - 1]) else { unreachable!() };
            data.pointer_mut(&pointer(up)).unwrap()[*key] = J::Array(vec![value]);
        }
    }
    data
}

#[test]
fn lines_that_end_in_a_carriage_return_alone_are_not_edited() {
    let edit = Edit::Set { at: &[], value: Value::from("\n-") };
    let refused = apply(">\r#", &[edit]).unwrap_err();
    assert!(refused.message.contains("carriage return alone"), "{}", refused.message);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1500))]

    #[test]
    fn an_edit_changes_its_own_place_and_nothing_else(
        text in documents(), path in paths(), value in values(), which in 0..3_usize, key in keys(),
    ) {
        let edit = match which {
            0 => Edit::Set { at: &path, value: value.clone() },
            1 => Edit::Put { at: &path, key, value: value.clone() },
            _ => Edit::Append { at: &path, value: value.clone() },
        };
        let Ok(new) = apply(&text, &[edit]) else { return Ok(()) };
        // Meaning, by the reader the program uses.
        prop_assert_eq!(typed(&new), meant(typed(&text), &path, which, key, json(&value)));
        // Bytes: one stretch differs, line ends are not mixed, and every comment is there.
        prop_assert_eq!(text.starts_with('\u{feff}'), new.starts_with('\u{feff}'));
        if text.contains("\r\n") {
            prop_assert_eq!(new.matches('\n').count(), new.matches("\r\n").count());
        }
        prop_assert!(new.matches("# note").count() >= text.matches("# note").count());
        prop_assert!(new.matches("#other").count() >= text.matches("#other").count());
    }

    #[test]
    fn the_top_block_can_always_be_written(text in documents(), value in values()) {
        let layout = crate::files::yaml::layout::Layout { newline: "\n", list_indent: 2, map_indent: 2 };
        let block = format!("record:{}\n", layout.after_colon(&value, 0, &crate::files::yaml::like::Like::nothing("")));
        let once = apply(&text, &[Edit::ReplaceTop { key: "record", block: &block }]).unwrap();
        prop_assert!(once.starts_with(&text));
        prop_assert_eq!(&typed(&once)["record"], &json(&value));
        let twice = apply(&once, &[Edit::ReplaceTop { key: "record", block: "record: x\n" }]).unwrap();
        prop_assert!(twice.starts_with(&text));
        let back = apply(&twice, &[Edit::ReplaceTop { key: "record", block: &block }]).unwrap();
        prop_assert_eq!(once, back);
    }

    #[test]
    fn no_text_makes_an_edit_panic(text in "[a-c:\\-\\[\\]{}\"'#|> ,\\n\\r~\u{feff}é]{0,30}", value in values()) {
        let Some(root) = read(&text, &Limits::default()).root else { return Ok(()) };
        let first = root.entries().first().map(|entry| entry.name().to_owned()).unwrap_or_default();
        let deep = root.entries().first().and_then(|entry| entry.value.entries().first()).map(|entry| entry.name().to_owned());
        let deep = deep.unwrap_or_default();
        let paths = [
            vec![],
            vec![Step::Index(0)],
            vec![Step::Key(&first)],
            vec![Step::Key(&first), Step::Index(0)],
            vec![Step::Key(&first), Step::Key(&deep)],
        ];
        for at in &paths {
            let edits = [
                Edit::Set { at, value: value.clone() },
                Edit::Put { at, key: "new", value: value.clone() },
                Edit::Put { at, key: &first, value: value.clone() },
                Edit::Append { at, value: value.clone() },
                Edit::ReplaceTop { key: "new", block: "new: 1\n" },
                Edit::ReplaceTop { key: &first, block: "new: 1\n" },
            ];
            for edit in edits {
                if let Ok(new) = apply(&text, &[edit]) {
                    prop_assert!(!read(&new, &Limits::default()).has_errors());
                    let reads = |text: &str| {
                        let text = text.trim_start_matches('\u{feff}');
                        serde_yaml::from_str::<serde_yaml::Value>(text).is_ok()
                    };
                    prop_assert!(reads(&new) || !reads(&text), "{:?}", new);
                }
            }
        }
    }
}
