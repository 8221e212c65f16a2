//! An element of XML and how it is written: every text is made harmless on its way, so that nothing anybody typed can be
//! markup, reorder a line, or be a character that XML does not know.

use crate::base::text::clean;
use quick_xml::escape::escape;

/// The namespace of what is read.
pub(super) const MAIN: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
/// The namespace of references to other parts.
pub(super) const REFERENCES: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// An element.
#[derive(Clone, Debug)]
pub(super) struct Element {
    name: &'static str,
    attributes: Vec<(&'static str, String)>,
    inside: Vec<Inside>,
}

#[derive(Clone, Debug)]
enum Inside {
    Element(Element),
    Text(String),
}

impl Element {
    pub(super) fn new(name: &'static str) -> Self {
        Self { name, attributes: Vec::new(), inside: Vec::new() }
    }

    /// One that says a single thing: `w:val`.
    pub(super) fn val(name: &'static str, value: impl ToString) -> Self {
        Self::new(name).attribute("w:val", value)
    }

    #[allow(clippy::needless_pass_by_value, reason = "numbers and words, as they come")]
    pub(super) fn attribute(mut self, name: &'static str, value: impl ToString) -> Self {
        self.attributes.push((name, value.to_string()));
        self
    }

    /// With one more inside it, after those it has.
    pub(super) fn with(self, element: Self) -> Self {
        self.with_all([element])
    }

    pub(super) fn with_all(mut self, elements: impl IntoIterator<Item = Self>) -> Self {
        self.inside.extend(elements.into_iter().map(Inside::Element));
        self
    }

    pub(super) fn text(mut self, text: &str) -> Self {
        self.inside.push(Inside::Text(text.to_owned()));
        self
    }

    /// As a part of its own.
    pub(super) fn part(&self) -> String {
        let mut out = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n".to_owned();
        self.write(&mut out);
        out
    }

    fn write(&self, out: &mut String) {
        out.extend(["<", self.name]);
        for (name, value) in &self.attributes {
            out.extend([" ", name, "=\"", &harmless(value).replace('\n', " "), "\""]);
        }
        if self.inside.is_empty() {
            return out.push_str("/>");
        }
        out.push('>');
        for inside in &self.inside {
            match inside {
                Inside::Element(element) => element.write(out),
                Inside::Text(text) => out.push_str(&harmless(text)),
            }
        }
        out.extend(["</", self.name, ">"]);
    }
}

/// Text that is nothing but text. Two characters are no controls and yet not allowed in XML.
fn harmless(text: &str) -> String {
    escape(clean(text).replace(['\u{FFFE}', '\u{FFFF}'], "\u{FFFD}")).into_owned()
}
