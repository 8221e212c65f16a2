//! What a finished document holds that looks like personal data, and under which of its headings. The words for it never
//! repeat it.

use crate::domain::personal::{Finding, Names, belongs_to_a_place, found, masked};

/// Something in a document that looks like personal data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// The heading it stands under, with personal data in it made unreadable.
    pub under: String,
    /// What it looks like: `an NHS number ending 42`.
    pub why: String,
    /// What to do about it.
    pub mend: &'static str,
}

/// Everything in a Markdown document that looks like personal data, in order. Where a meeting is held may be told in
/// full.
pub fn held(markdown: &str, names: &Names) -> Vec<Held> {
    let mut all = Vec::new();
    let mut under = "the top".to_owned();
    let mut next = false;
    for line in markdown.lines() {
        let mut findings = found(line, names);
        let heading = line.trim_start_matches('#');
        if heading.len() < line.len() && heading.starts_with(' ') {
            under = format!("“{}”", masked(line, &findings).trim_start_matches(['#', ' ']).replace('\\', ""));
            next = line == "## Next meeting";
        }
        let place = next || line.starts_with("- **Place:**");
        findings.retain(|finding| !(place && belongs_to_a_place(finding.kind)));
        let tell =
            |finding: Finding| Held { under: under.clone(), why: finding.why, mend: finding.kind.mend() };
        all.extend(findings.into_iter().map(tell));
    }
    all
}

impl Held {
    /// In one line: `under “6 Budget”: an NHS number ending 42`.
    pub fn said(&self) -> String {
        format!("under {}: {}", self.under, self.why)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_found_is_placed_by_its_heading_and_not_repeated() {
        let text = "# Executive: minutes\n\n- **Place:** Council House, BS1 4DJ, 0117 496 0123\n\n\
                    ## 6 Child 943 476 5919\n\nSeen by Nia Owen.\n\n## Next meeting\n\nAt BS1 4DJ. Ask jo@example.org.\n";
        let said: Vec<String> =
            held(text, &Names::default().with_people(["Nia Owen"])).iter().map(Held::said).collect();
        assert_eq!(
            said,
            [
                "under “6 Child ••• ••• ••••”: an NHS number ending 19",
                "under “6 Child ••• ••• ••••”: a person by name",
                "under “Next meeting”: an e-mail address",
            ]
        );
    }
}
