//! A query of any text: it is read, and printed it is read as the same; or it is explained at its word.

use chairside::domain::query::parse;

/// A query a line.
pub fn query(bytes: &[u8]) {
    for line in String::from_utf8_lossy(bytes).lines().take(8) {
        match parse(line) {
            Ok(query) => assert_eq!(parse(&query.to_string()), Ok(query), "{line:?}"),
            Err(problem) => {
                assert!(line.get(problem.at.clone()).is_some(), "{problem:?} of {line:?}");
                assert!(!problem.message.is_empty() && !problem.message.ends_with('.'), "{problem:?}");
            }
        }
    }
}
