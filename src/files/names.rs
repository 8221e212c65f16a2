//! The list of names that must stand in no paper: `registers/names.yaml`, kept by the workspace if it wishes. The list
//! is as sensitive as what it guards against, so nothing of it is ever quoted, not even where it is wrong.

use super::reading::read;
use super::yaml::{Shape, may, need};
use crate::base::problem::Problem;
use crate::domain::personal::Names;
use serde::Deserialize;

/// What the file may hold.
pub const SHAPE: Shape = Shape::Map(&[
    need("schema", &Shape::Whole, "the version of the format, which is 1"),
    may("names", &Shape::List(&Shape::Line), "names, and other words, that must stand in no paper"),
]);

#[derive(Deserialize)]
struct Listed {
    #[serde(default)]
    names: Option<Vec<String>>,
}

/// Reads the list. Its problems have their places and do not say what stands there.
pub fn load(text: &str) -> (Names, Vec<Problem>) {
    let loaded = read::<Listed>(text, &SHAPE);
    let problems = loaded.problems.into_iter().map(|problem| Problem {
        message: "this line of the list of names cannot be used as it is".to_owned(),
        mend: Some(
            "write `schema: 1`, then `names:` and each name on a line of its own after a dash".to_owned(),
        ),
        ..problem
    });
    let listed = loaded.value.and_then(|listed| listed.names).unwrap_or_default();
    (Names::new(listed.iter().map(String::as_str)), problems.collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::personal::found;

    #[test]
    fn a_list_of_names_is_read() {
        let (names, problems) = load("schema: 1\nnames:\n  - Nia Owen\n  - \"NO\"\n");
        assert_eq!((names.len(), problems.len()), (2, 0));
        assert_eq!(found("seen: nia owen", &names).len(), 1);
        assert!(load("schema: 1\n").0.is_empty());
        assert!(load("schema: 1\nnames:\n").0.is_empty());
    }

    #[test]
    fn what_is_wrong_with_it_is_said_without_a_name() {
        for text in [
            "schema: 1\nnames: {Nia: Owen}\n",
            "schema: 1\nNia: Owen\n",
            "schema: 1\nnames: [Nia\n",
            "names: Nia\n",
        ] {
            let (_, problems) = load(text);
            assert!(!problems.is_empty(), "{text}");
            assert!(!format!("{problems:?}").contains("Nia"), "{problems:?}");
        }
    }
}
