//! Personal data in the table of answers, which holds agencies' own words.

use crate::domain::audit::Results;
use crate::domain::audit::gate::{Refused, What};
use crate::domain::personal::{self, Names};
use crate::files::audit_folder::AuditFolder;

/// What looks like personal data in what the table of answers says, each with where it stands.
pub(super) fn personal_in(folder: &AuditFolder, results: &Results<'_>, names: &Names) -> Vec<Refused> {
    let mut all = Vec::new();
    let mut look = |place: String, text: &str| {
        all.extend(personal::found(text, names).into_iter().map(|found| Refused {
            what: What::Personal(found.kind),
            place: place.clone(),
            seen: found.why,
        }));
    };
    for of in &results.accepted {
        for answer in &of.answers {
            let given = answer.answer.iter().chain([&answer.reason, &answer.so_what]);
            for text in given.chain(answer.evidence.iter().map(|one| &one.what)) {
                look(format!("return {}-{}, {}", of.case, of.agency, answer.question), text);
            }
        }
    }
    for panel in &folder.panels {
        for settled in &panel.settled {
            for text in settled.dissent.iter().map(|one| &one.why).chain([&settled.reason]) {
                look(format!("panel {}, {}", panel.case, settled.question), text);
            }
        }
    }
    for one in &folder.challenges {
        look(format!("challenge of {}, {}", one.agency, one.question), &one.reason);
    }
    all
}
