//! A way of looking at the actions that somebody gave a name: what is asked, in which order, under which headings.

use super::{Heading, Order};
use serde::{Deserialize, Serialize};

/// A saved view.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct View {
    /// What people call it.
    pub name: String,
    /// The query.
    pub find: String,
    /// In which order.
    pub sort: Order,
    /// Under which headings.
    pub headings: Heading,
}

/// The view of this name; capitals do not matter.
pub fn called<'a>(views: &'a [View], name: &str) -> Option<&'a View> {
    let name = name.trim().to_lowercase();
    views.iter().find(|view| view.name.to_lowercase() == name)
}
