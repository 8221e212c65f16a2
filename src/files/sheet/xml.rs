//! XML as a run of beginnings, ends and words. The one place that knows the XML reader.

use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::attributes::Attribute;
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};
use std::borrow::Cow;

/// A piece of a document; names without what stands before their colon.
pub(super) enum Piece<'a> {
    Begin(Tag<'a>),
    End(&'a str),
    Words(&'a str),
}

/// The beginning of an element.
pub(super) struct Tag<'a>(&'a BytesStart<'a>);

impl Tag<'_> {
    pub(super) fn name(&self) -> String {
        self.0.local_name().as_ref().to_owned()
    }

    /// An attribute by its name, whatever stands before its colon.
    pub(super) fn get(&self, name: &str) -> Option<String> {
        let mut all = self.0.attributes();
        let named = |attribute: &Attribute<'_>| attribute.key.local_name().as_ref() == name;
        let found = all.with_checks(false).filter_map(Result::ok).find(named)?;
        found.normalized_value(XmlVersion::Implicit1_0).ok().map(Cow::into_owned)
    }

    pub(super) fn number(&self, name: &str) -> Option<usize> {
        self.get(name)?.parse().ok()
    }

    pub(super) fn yes(&self, name: &str) -> bool {
        self.get(name).is_some_and(|said| matches!(said.as_str(), "1" | "true" | "on"))
    }
}

/// Goes through a document. What is no sound XML, or names an entity of its own, is refused.
pub(super) fn walk(text: &str, mut take: impl FnMut(Piece<'_>) -> Result<(), String>) -> Result<(), String> {
    let damaged = |why: String| format!("it is damaged: {why}");
    let mut reader = Reader::from_str(text);
    loop {
        match reader.read_event().map_err(|why| damaged(why.to_string()))? {
            Event::Eof => return Ok(()),
            Event::Start(tag) => take(Piece::Begin(Tag(&tag)))?,
            Event::Empty(tag) => {
                take(Piece::Begin(Tag(&tag)))?;
                take(Piece::End(tag.local_name().as_ref()))?;
            }
            Event::End(tag) => take(Piece::End(tag.local_name().as_ref()))?,
            Event::Text(words) => take(Piece::Words(&words.xml10_content()))?,
            Event::CData(words) => take(Piece::Words(&words.xml10_content()))?,
            Event::GeneralRef(named) => {
                let sign = named.resolve_char_ref().map_err(|why| damaged(why.to_string()))?;
                let known = resolve_predefined_entity(&named).map(str::to_owned);
                let words = sign.map(String::from).or(known);
                take(Piece::Words(&words.ok_or_else(|| damaged(format!("&{};", &*named)))?))?;
            }
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
        }
    }
}
