//! What was read of a file, taken among those that can be used or left out; one way for every kind of file.

use super::check::Source;
use super::yaml::Loaded;
use crate::base::problem::Problem;

/// A file as a source, when it can be used, and its problems.
pub(super) fn take<T>(path: &str, loaded: Loaded<T>) -> (Option<Source<T>>, Vec<Problem>) {
    let source = match (loaded.value, loaded.node) {
        (Some(value), Some(node)) => Some(Source { path: path.to_owned(), value, node }),
        _ => None,
    };
    (source, loaded.problems)
}

/// A source among the others of its kind; gives back what is wrong with it.
pub(super) fn keep<T>(
    all: &mut Vec<Source<T>>,
    (source, problems): (Option<Source<T>>, Vec<Problem>),
) -> Vec<Problem> {
    all.extend(source);
    problems
}

/// Files whose name is the id inside come first, so that a copy never takes the place of the file copied.
pub(super) fn by_name<T>(mut sources: Vec<Source<T>>, id: impl Fn(&T) -> &str) -> Vec<Source<T>> {
    sources.sort_by_key(|source| source.stem() != id(&source.value));
    sources
}
