//! STUB
pub fn text(_: &crate::domain::issued::IssuedAgenda) -> String { String::new() }
