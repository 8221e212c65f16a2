//! Tests of records put in and taken out: what goes with a record, and how a new one is written among its neighbours.

use super::*;

fn list(text: &str, index: usize) -> String {
    apply(text, &[Edit::Remove { at: &[Step::Key("a"), Step::Index(index)] }]).unwrap()
}

fn key(text: &str, key: &str) -> String {
    apply(text, &[Edit::Remove { at: &[Step::Key(key)] }]).unwrap()
}

fn insert(text: &str, index: usize, value: impl Into<Value>) -> String {
    apply(text, &[Edit::Insert { at: &[Step::Key("a")], index, value: value.into() }]).unwrap()
}

fn append(text: &str, value: impl Into<Value>) -> String {
    apply(text, &[Edit::Append { at: &[Step::Key("a")], value: value.into() }]).unwrap()
}

const COMMENTED: &str = "\
# The file.
a:   # the list
  # Heading

  # of x
  # and more of x
  - id: x   # on x
    n: 1
    # inside x

      # deep in x
  # of y
  - id: y
# of b
b: 1
";

#[test]
fn a_record_takes_its_own_comments_and_no_others() {
    assert_eq!(
        list(COMMENTED, 0),
        "# The file.\na:   # the list\n  # Heading\n\n  # of y\n  - id: y\n# of b\nb: 1\n"
    );
    let (start, _) = COMMENTED.split_once("  # of y").unwrap();
    assert_eq!(list(COMMENTED, 1), format!("{start}# of b\nb: 1\n"));
    assert_eq!(
        list(&list(COMMENTED, 1), 0),
        "# The file.\na: []   # the list\n  # Heading\n\n# of b\nb: 1\n"
    );
    assert_eq!(key(COMMENTED, "a"), "# The file.\n# of b\nb: 1\n");
    assert_eq!(key(COMMENTED, "b"), COMMENTED.replace("# of b\nb: 1\n", ""));
}

#[test]
fn the_first_the_middle_the_last_and_the_only_one_go() {
    let text = "a:\n- x\n- |\n  y\n  y\n- {k: z}\nb: 1\n";
    assert_eq!(list(text, 0), "a:\n- |\n  y\n  y\n- {k: z}\nb: 1\n");
    assert_eq!(list(text, 1), "a:\n- x\n- {k: z}\nb: 1\n");
    assert_eq!(list(text, 2), "a:\n- x\n- |\n  y\n  y\nb: 1\n");
    assert_eq!(list("a:\n  - x\nb: 1\n", 0), "a: []\nb: 1\n");
    assert_eq!(list("a:\n\n  - x\n\nb: 1\n", 0), "a: []\n\nb: 1\n");
    assert_eq!(list("a:\n  - x", 0), "a: []\n");
    assert_eq!(list("a:  # c\n    - x\n", 0), "a: []  # c\n");
    assert_eq!(list("a:\n# Part\n\n- x\nb: 1\n", 0), "a: []\n# Part\n\nb: 1\n");
    assert_eq!(key("a: 1\n", "a"), "{}\n");
    assert_eq!(key("# file\n\n# of a\na: 1 # x\n", "a"), "# file\n\n{}\n");
    assert_eq!(key("a: 1\nb: 2", "b"), "a: 1\n");
    assert_eq!(key("\u{feff}a: 1\r\nb: 2\r\n", "a"), "\u{feff}b: 2\r\n");
    assert_eq!(apply("- x\n- y\n", &[Edit::Remove { at: &[Step::Index(0)] }]).unwrap(), "- y\n");
    assert_eq!(apply("- x\n", &[Edit::Remove { at: &[Step::Index(0)] }]).unwrap(), "[]\n");
    let nested = [Step::Key("a"), Step::Index(0), Step::Index(0)];
    assert_eq!(apply("a:\n  -\n    - x\n", &[Edit::Remove { at: &nested }]).unwrap(), "a:\n  - []\n");
    assert_eq!(apply("a:\n  - - x\n", &[Edit::Remove { at: &nested }]).unwrap(), "a:\n  - []\n");
    assert_eq!(apply("a:\n  - - x\n    - y\n", &[Edit::Remove { at: &nested }]).unwrap(), "a:\n  - - y\n");
}

#[test]
fn the_first_key_of_a_record_leaves_the_dash() {
    let at = [Step::Key("a"), Step::Index(0), Step::Key("id")];
    let remove = |text: &str| apply(text, &[Edit::Remove { at: &at }]).unwrap();
    assert_eq!(remove("a:\n  - id: 1 # x\n    n: 2\n"), "a:\n  - n: 2\n");
    assert_eq!(remove("a:\n  - id: 1\n    # of n\n    n: 2\n"), "a:\n  - # of n\n    n: 2\n");
    assert_eq!(remove("a:\n  - id: 1 # x\n"), "a:\n  - {}\n");
    assert_eq!(remove("a:\n  - {id: 1, n: 2} # x\n"), "a:\n  - {n: 2} # x\n");
}

#[test]
fn the_blank_line_that_parted_a_record_goes_with_it() {
    let text = "a:\n  - x\n\n  - y\n\n  - z\n\nb: 1\n";
    assert_eq!(list(text, 0), "a:\n  - y\n\n  - z\n\nb: 1\n");
    assert_eq!(list(text, 1), "a:\n  - x\n\n  - z\n\nb: 1\n");
    assert_eq!(list(text, 2), "a:\n  - x\n\n  - y\n\nb: 1\n");
    assert_eq!(list(&text.replace("\n\nb", "\nb"), 2), "a:\n  - x\n\n  - y\nb: 1\n");
    assert_eq!(list("a:\n- x\n\n# Part\n\n- y\n# of b\nb: 1\n", 1), "a:\n- x\n\n# Part\n\n# of b\nb: 1\n");
    assert_eq!(list("a:\n  - x\n\n  - y\n\n\n", 1), "a:\n  - x\n\n\n");
    assert_eq!(list("a:\n  - x\n\n  - y\n", 1), "a:\n  - x\n");
    assert_eq!(
        list("a:\n  - x\n  - y\n\n  # Second part\n\n  - z\n", 1),
        "a:\n  - x\n\n  # Second part\n\n  - z\n"
    );
}

#[test]
fn values_in_brackets_go_with_their_comma() {
    for (text, index, expected) in [
        ("a: [x, y, z]\n", 0, "a: [y, z]\n"),
        ("a: [x, y, z]\n", 1, "a: [x, z]\n"),
        ("a: [x, y, z]\n", 2, "a: [x, y]\n"),
        ("a: [ x ]\n", 0, "a: []\n"),
        ("a: [x, y,]\n", 1, "a: [x,]\n"),
        ("a: [\n  x, # 1\n  # of y\n  y,   # 2\n  z # 3\n]\n", 1, "a: [\n  x, # 1\n  z # 3\n]\n"),
        ("a: [\n  x, # 1\n  z # 3\n]\n", 1, "a: [\n  x # 1\n]\n"),
        ("a: [\n  x, # 1\n  z, # 3\n]\n", 1, "a: [\n  x, # 1\n]\n"),
        ("a: [\n  x, # 1\n]\n", 0, "a: []\n"),
        ("a: [x, y, # 2\n  z]\n", 1, "a: [x, # 2\n  z]\n"),
        ("a: [x,\n  y]\n", 0, "a: [\n  y]\n"),
        ("a: [x, # 1\n  y]\n", 1, "a: [x # 1\n  ]\n"),
    ] {
        assert_eq!(list(text, index), expected, "{text}");
    }
    let at = [Step::Key("a"), Step::Key("k")];
    let remove = |text: &str| apply(text, &[Edit::Remove { at: &at }]).unwrap();
    assert_eq!(remove("a: {j, k: , l: 1}\n"), "a: {j, l: 1}\n");
    assert_eq!(remove("a: {j: 1, k}\n"), "a: {j: 1}\n");
    assert_eq!(remove("a: {k: \"a, b\"}\n"), "a: {}\n");
}

#[test]
fn what_cannot_be_taken_out_is_said() {
    let refused = |text: &str, at: &[Step<'_>]| apply(text, &[Edit::Remove { at }]).unwrap_err().to_string();
    assert_eq!(refused("a: 1\n", &[]), "line 1: the whole file cannot be taken out");
    assert_eq!(refused("a: 1\n", &[Step::Key("b")]), "line 1: there is no `b` here");
    assert_eq!(refused("a: [1]\n", &[Step::Key("a"), Step::Index(1)]), "line 1: there is no item 2 here");
    assert!(refused("a: &x 1\nb: *x\n", &[Step::Key("b")]).contains("mended first"));
    // The blank lines below would become part of the text above.
    assert!(refused("a: |+\n  x\n\nb: 1\n\n\n", &[Step::Key("b")]).contains("by hand"));
    let edit = Edit::Insert { at: &[Step::Key("a")], index: 2, value: "x".into() };
    assert!(apply("a: [1]\n", &[edit]).unwrap_err().message.contains("has 1 items"));
}

#[test]
fn an_item_can_be_put_in_anywhere() {
    assert_eq!(insert("a: [x, y]\n", 0, "m"), "a: [m, x, y]\n");
    assert_eq!(insert("a: [x, y]\n", 1, "m"), "a: [x, m, y]\n");
    assert_eq!(insert("a: [x, y]\n", 2, "m"), "a: [x, y, m]\n");
    assert_eq!(insert("a: [\n  x,\n  y # 2\n]\n", 1, "m"), "a: [\n  x,\n  m,\n  y # 2\n]\n");
    assert_eq!(insert("a: [\n  x,\n  y # 2\n]\n", 2, "m"), "a: [\n  x,\n  y, # 2\n  m\n]\n");
    assert_eq!(insert("a: [\n  x,\n  y, # 2\n]\n", 2, "m"), "a: [\n  x,\n  y, # 2\n  m,\n]\n");
    let text = "a:\n  # of x\n  - x\n\n  # of y\n  - y\n    # in y\n# end\n";
    assert_eq!(insert(text, 0, "m"), "a:\n  - m\n\n".to_owned() + &text[3..]);
    assert_eq!(insert(text, 1, "m"), text.replace("- x\n", "- x\n\n  - m\n"));
    assert_eq!(insert(text, 2, "m"), text.replace("# in y\n", "# in y\n\n  - m\n"));
    assert_eq!(insert("a:\r\n-   x\r\n", 0, "m"), "a:\r\n-   m\r\n-   x\r\n");
    let at = [Step::Index(0)];
    let edit = |index| Edit::Insert { at: &at, index, value: "m".into() };
    assert_eq!(apply("- - x\n", &[edit(0)]).unwrap(), "- - m\n  - x\n");
    assert_eq!(apply("- - x\n", &[edit(1)]).unwrap(), "- - x\n  - m\n");
}

#[test]
fn a_new_record_is_written_as_its_neighbours_are() {
    let day = |text: &str| Value::Date(text.parse().unwrap());
    let new = || {
        Value::map([
            ("id", "A-2".into()),
            ("what", "New".into()),
            ("due", day("2026-12-03")),
            ("with", vec!["p".into()].into()),
            ("more", vec![Value::map([("k", "v".into())])].into()),
        ])
    };
    // Quotes, the order of keys, lists on lines, and their indentation; dates without quotes as there.
    let text = "a:\n-   what: 'Old'\n    id: \"A-1\"\n    with:\n    - 'o'\n    due: 2026-11-27\n    more:\n      -   { k: 'x' }\n";
    assert_eq!(
        append(text, new()),
        text.to_owned()
            + "-   what: 'New'\n    id: \"A-2\"\n    with:\n    - 'p'\n    due: 2026-12-03\n    more:\n      -   { k: 'v' }\n"
    );
    // In brackets among brackets, with their spaces; quoted dates stay quoted, and so do keys.
    let text = "a:\n  - { due: '2026-01-01', \"id\": A-1, with: [ o ] }\n";
    assert_eq!(
        append(text, new()),
        text.to_owned() + "  - { due: '2026-12-03', \"id\": A-2, what: New, with: [ p ], more: [{k: v}] }\n"
    );
    // What has quotes only because it needs them shows nothing.
    assert_eq!(
        append("a:\n  - what: \"a: b\"\n", Value::map([("what", "m".into())])),
        "a:\n  - what: \"a: b\"\n  - what: m\n"
    );
    // Blank lines between, and those at the end.
    let one = || Value::map([("id", "A-3".into())]);
    assert_eq!(
        append("a:\n  - id: A-1\n\n  - id: A-2\n\n\n", one()),
        "a:\n  - id: A-1\n\n  - id: A-2\n\n  - id: A-3\n\n\n"
    );
    assert_eq!(
        append("a:\n  - id: A-1\n  - id: A-2\n\nb: 1\n", one()),
        "a:\n  - id: A-1\n  - id: A-2\n  - id: A-3\n\nb: 1\n"
    );
    // A list that the record's neighbours have.
    let text = "a:\n  - id: A-1\n    with:\n    - {k: 1}\n  - id: A-2\n";
    let at = [Step::Key("a"), Step::Index(1), Step::Key("with")];
    let new = apply(text, &[Edit::Append { at: &at, value: Value::map([("k", 2.into())]) }]).unwrap();
    assert_eq!(new, text.to_owned() + "    with:\n    - {k: 2}\n");
}

#[test]
fn quotes_are_kept_where_the_new_words_would_become_something_else() {
    for (old, new, expected) in
        [("yes", "null", "\"null\""), ("12", "13", "\"13\""), ("10:00", "11:30", "11:30")]
    {
        let set = Edit::Set { at: &[Step::Key("a")], value: new.into() };
        assert_eq!(apply(&format!("a: {old}\n"), &[set]).unwrap(), format!("a: {expected}\n"));
    }
}

#[test]
fn a_text_that_would_get_a_last_line_break_is_not_followed_by_anything() {
    let put = |text: &str| apply(text, &[Edit::Put { at: &[], key: "b", value: 1.into() }]);
    for (unended, ended) in [("a: |\n  x", "a: |\n  x\n"), ("a:\n- >\n  x", "a:\n- >\n  x\n")] {
        assert!(put(unended).unwrap_err().message.contains("end the file with a line break"));
        assert_eq!(put(ended).unwrap(), format!("{ended}b: 1\n"));
    }
    assert_eq!(put("a: |-\n  x").unwrap(), "a: |-\n  x\nb: 1\n");
    assert_eq!(put("a: |\n  x\n # end").unwrap(), "a: |\n  x\n # end\nb: 1\n");
    let set = Edit::Set { at: &[Step::Key("a")], value: "y\nz\n".into() };
    assert_eq!(apply("a: |\n  x", &[set]).unwrap(), "a: |\n  y\n  z\n");
}

#[test]
fn a_blank_item_with_a_comment_is_filled_in_before_it() {
    let set = |index| {
        let at = [Step::Key("a"), Step::Index(index)];
        apply("a:\n-  # c\n-\n\n# d\n- x\n-\n", &[Edit::Set { at: &at, value: "w".into() }]).unwrap()
    };
    assert_eq!(set(0), "a:\n- w  # c\n-\n\n# d\n- x\n-\n");
    assert_eq!(set(1), "a:\n-  # c\n- w\n\n# d\n- x\n-\n");
    assert_eq!(set(3), "a:\n-  # c\n-\n\n# d\n- x\n- w\n");
}
