//! Places in a file, in words for people and as keys for the program.

/// One step towards a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// A key.
    Key(String),
    /// An item of the list before.
    Item {
        /// The keys it is known by; nothing where it is known by what it says.
        by: Option<&'static [&'static str]>,
        /// What those keys say, or what it says.
        key: String,
    },
    /// The order of the list before.
    Order,
}

/// A place in words: `action EXEC-26-014, due`.
pub(super) fn words(path: &[Part]) -> String {
    let mut said: Vec<String> = Vec::new();
    let mut list = "";
    for (nth, part) in path.iter().enumerate() {
        match part {
            Part::Key(key) => {
                list = key;
                if !matches!(path.get(nth + 1), Some(Part::Item { .. } | Part::Order)) {
                    said.push(key.replace('_', " "));
                }
            }
            Part::Item { by: Some(_), key } => said.push(format!("{} {key}", one_of(list))),
            Part::Item { by: None, .. } => said.push(format!("a line of {}", list.replace('_', " "))),
            Part::Order => said.push(format!("the order of {}", list.replace('_', " "))),
        }
    }
    if said.is_empty() { "the whole file".to_owned() } else { said.join(", ") }
}

/// What one item of a list is called.
fn one_of(list: &str) -> String {
    let known = [
        ("agencies", "agency"),
        ("people", "person"),
        ("apologies", "the apology of"),
        ("receives", "what is received,"),
        ("legend", "letter"),
        ("little_progress", "area with little progress"),
        ("interests", "the interest:"),
        ("", "item"),
    ];
    let known = known.iter().find(|(many, _)| *many == list).map(|(_, one)| (*one).to_owned());
    known.unwrap_or_else(|| list.strip_suffix('s').unwrap_or(list).replace('_', " "))
}

/// A place as a key of its own.
pub(super) fn at(path: &[Part]) -> String {
    let parts = path.iter().map(|part| match part {
        Part::Key(key) => format!("{key}\u{2}"),
        Part::Item { key, .. } => format!("={key}\u{2}"),
        Part::Order => "\u{3}order\u{2}".to_owned(),
    });
    parts.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_said_as_people_say_it() {
        let key = |key: &str| Part::Key(key.into());
        let item = |key: &str| Part::Item { by: Some(&["id"]), key: key.into() };
        assert_eq!(words(&[key("actions"), item("EXEC-26-014"), key("due")]), "action EXEC-26-014, due");
        assert_eq!(words(&[key("lead_times"), key("pack_out")]), "lead times, pack out");
        assert_eq!(words(&[key("people"), item("p-1")]), "person p-1");
        assert_eq!(words(&[key("items"), Part::Order]), "the order of items");
        assert_eq!(words(&[]), "the whole file");
    }
}
