//! `chairside migrate`: files of an earlier version of the format brought into the one written now. Without `--yes` it only
//! shows what would change.

use super::args::Args;
use super::{Outcome, REFUSED, next, say};
use crate::base::text::{clean, count};
use crate::effect::Change;
use crate::files::difference;
use crate::files::migration::{Format, format};
use crate::files::places;
use crate::files::yaml::decode;
use crate::runtime::disk;

pub(super) fn migrate(args: &Args, yes: bool) -> Outcome {
    let root = super::workspace(args);
    let raw = disk::read_workspace(&root).map_err(|why| format!("{}: {why}", root.display()))?;
    let (mut current, mut earlier, mut left) = (0, 0, 0);
    for file in &raw.files {
        let path = file.path.as_str();
        let read = decode(&file.bytes).ok();
        let Some(found) = read.as_deref().map_or(Some(Format::Unreadable), |text| format(path, text)) else {
            continue;
        };
        match (found, read) {
            (Format::Current, _) => current += 1,
            (Format::Unknown(version), _) => {
                left += 1;
                say(&clean(&format!(
                    "{path}: version {version} of the format, which this program does not know. It was left alone: use a newer \
                     Chairside."
                )));
            }
            (Format::Earlier(new), Some(text)) => {
                earlier += 1;
                if yes {
                    let whole = Change::Whole { was: Some(text), text: new };
                    super::change(&root, path, &whole).map_err(|why| format!("{path}: {why}"))?;
                    let back = next(args, &format!("restore {path} 1 --yes"));
                    say(&clean(&format!("{path}: done. '{back}' brings back what it said before.")));
                } else if path == places::NAMES {
                    say(&format!(
                        "{path}: it would say its version. What it says stands in no paper, and not here."
                    ));
                } else {
                    let lines = difference::unified((path, &text), ("migrated", &new));
                    lines.lines().for_each(|line| say(&clean(line)));
                }
            }
            _ => {
                left += 1;
                say(&clean(&format!(
                    "{path}: it cannot be read, and was left alone: 'chairside check' says where."
                )));
            }
        }
    }
    let of_now =
        format!("{} of the version of the format written now", count(current, "file is", "files are"));
    let change = match (earlier, yes) {
        (0, _) => "nothing is to be migrated".to_owned(),
        (n, true) => format!("{} changed", count(n, "file was", "files were")),
        (n, false) => {
            let does = next(args, "migrate --yes");
            format!(
                "{} be changed: '{does}' does it, and keeps what each said before",
                count(n, "file would", "files would")
            )
        }
    };
    say(&format!("{of_now}; {change}."));
    Ok(if left > 0 || (earlier > 0 && !yes) { REFUSED } else { 0 })
}
