//! Saved views of the actions: `registers/views.yaml`, one list for everybody who shares the workspace.

use super::reading::read;
use super::yaml::{self, Edit, Loaded, Shape, Step, Value, may, need};
use crate::base::problem::Severity;
use crate::domain::actions::view::{View, called};
use crate::domain::actions::{Heading, Order};
use serde::Deserialize;

const VIEW: Shape = Shape::Map(&[
    need("name", &Shape::Line, "what people call it"),
    need("find", &Shape::Line, "the query, as it is typed"),
    may(
        "sort",
        &Shape::Word(&["what matters most", "due date", "lead", "how often moved", "age", "number"]),
        "in which order; what matters most when left out",
    ),
    may(
        "headings",
        &Shape::Word(&["one list", "lead", "agency", "group", "source", "week due", "priority"]),
        "under which headings; none when left out",
    ),
]);

/// What the file may hold.
pub const SHAPE: Shape = Shape::Map(&[
    need("schema", &Shape::Whole, "the version of the format, which is 1"),
    may("views", &Shape::List(&VIEW), "the views"),
]);

/// What the file says.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Views {
    /// The views, in the order of the file.
    #[serde(default)]
    pub views: Option<Vec<View>>,
}

/// Reads the views; every problem comes with its place.
pub fn load(text: &str) -> Loaded<Views> {
    read(text, &SHAPE)
}

/// Adds a view, or puts it in the place of the one of its name.
///
/// # Errors
/// A sentence without a full stop when the file cannot be read or written to.
pub fn save(existing: Option<&str>, view: &View) -> Result<String, String> {
    const FRESH: &str = "# Views of the actions, by name. Change them by hand as you like.\nschema: 1\n";
    let text = existing.unwrap_or(FRESH);
    let loaded = load(text);
    if let Some(error) = loaded.problems.iter().find(|problem| problem.severity == Severity::Error) {
        return Err(format!("line {} of it has to be mended first: {}", error.place.line, error.message));
    }
    let known = loaded.value.and_then(|known| known.views).unwrap_or_default();
    let keys = [
        ("find", Value::from(view.find.as_str())),
        ("sort", Value::from(view.sort.said())),
        ("headings", Value::from(view.headings.said())),
    ];
    let edited = if let Some(known) = called(&known, &view.name) {
        let at = [Step::Key("views"), Step::Where { key: "name", is: &known.name }];
        yaml::apply(text, &keys.map(|(key, value)| Edit::Put { at: &at, key, value }))
    } else {
        let usual = |key: &str| match key {
            "sort" => view.sort == Order::default(),
            "headings" => view.headings == Heading::default(),
            _ => false,
        };
        let written = keys.into_iter().filter(|(key, _)| !usual(key));
        let named = [("name", Value::from(view.name.as_str()))].into_iter().chain(written);
        yaml::apply(text, &[Edit::Append { at: &[Step::Key("views")], value: Value::map(named) }])
    };
    edited.map_err(|refusal| refusal.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_view_is_saved_found_by_its_name_and_put_in_the_place_of_one_of_its_name() {
        let late = View {
            name: "Late: police".into(),
            find: "@police late:>0 #neglect \"exact: words\"".into(),
            sort: Order::Due,
            headings: Heading::Agency,
        };
        let mine = View { name: "Mine".into(), find: "@jo".into(), ..View::default() };
        let text = save(None, &late).unwrap();
        let text = save(Some(&text), &mine).unwrap();
        let views = |text: &str| load(text).value.unwrap().views.unwrap();
        assert_eq!(views(&text), [late.clone(), mine.clone()], "{text}");
        assert_eq!(called(&views(&text), " late: POLICE"), Some(&late));
        let again = View { find: "@police".into(), sort: Order::Age, headings: Heading::None, ..late };
        let text = save(Some(&text), &again).unwrap();
        assert_eq!(views(&text), [again, mine], "{text}");
        assert!(text.starts_with("# Views of the actions"));
        assert!(load("schema: 1\nviews:\n").value.unwrap().views.is_none());
        assert!(save(Some("schema: 1\nviews: [\n"), &View::default()).unwrap_err().contains("mended"));
    }

    #[test]
    fn every_order_and_heading_has_its_word_in_the_file() {
        for (order, heading) in Order::ALL.into_iter().zip(Heading::ALL) {
            let view = View { name: "A".into(), find: String::new(), sort: order, headings: heading };
            let text = save(None, &View { find: "late:>0".into(), ..view.clone() }).unwrap();
            let read = load(&text);
            assert_eq!(read.problems, [], "{text}");
            let read = read.value.unwrap().views.unwrap().remove(0);
            assert_eq!((read.sort, read.headings), (order, heading));
        }
    }
}
