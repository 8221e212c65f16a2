//! `chairside audit recommend`: from findings to a recommendation to actions, linked both ways: each finding names the
//! recommendation, the recommendation its findings and its actions. Without `--yes` nothing is written.

use super::args::Args;
use super::args_audit_panel::RecommendArgs;
use super::audit_run::Opened;
use super::{Outcome, next, quoted, say};
use crate::base::id::{AuditId, CaseId, FindingId};
use crate::base::text::{and_list, count, one_line};
use crate::domain::audit::settling::clean_of;
use crate::domain::audit::{Finding, Step};
use crate::effect::Change;
use crate::files::audit_recommend::{self, Asked, Made};
use crate::files::places;
use crate::runtime::Clock;

/// A finding, and the child at whose panel it was found.
type Found<'a> = (&'a CaseId, &'a Finding);

pub(super) fn recommend(args: &Args, asked: &RecommendArgs) -> Outcome {
    let open = Opened::read(args, &asked.id)?;
    let plan = Plan::of(args, &open, asked)?;
    plan.told();
    if !asked.yes {
        say("Nothing was changed. To write it, say the same with --yes.");
        return Ok(0);
    }
    for (path, change) in plan.steps() {
        crate::cli::change(&open.root, &path, &change).map_err(|why| {
            format!("{path} was not changed: {why}. What was written before it does no harm: say the same again to finish it")
        })?;
    }
    let id = &plan.made.recommendation.id;
    let ids: Vec<&str> = plan.found.iter().map(|(_, finding)| finding.id.as_str()).collect();
    say(&format!(
        "{id} is in {}, and {} it. To see it: '{}'",
        places::RECOMMENDATIONS,
        if ids.len() == 1 { format!("{} names", ids[0]) } else { format!("{} name", and_list(&ids)) },
        next(args, &format!("recommendations {}", quoted(id.as_str())))
    ));
    Ok(0)
}

/// Everything that is to be written. What is there of it already is written again without a change.
struct Plan<'a> {
    audit: &'a AuditId,
    found: Vec<Found<'a>>,
    made: Made,
}

impl<'a> Plan<'a> {
    fn of(args: &Args, open: &'a Opened, asked: &RecommendArgs) -> Result<Self, String> {
        let workspace = &open.workspace;
        let found = findings(open, &asked.findings)?;
        super::in_words("recommend", "what is recommended", &asked.text)?;
        let names = workspace.held_back();
        [&asked.text, &asked.success, &asked.baseline]
            .iter()
            .try_for_each(|words| clean_of(words, &names))?;
        super::doubt_names(workspace, &[Some(&asked.text), Some(&asked.success), Some(&asked.baseline)]);
        // An action may be led by somebody who is named, as in a meeting.
        asked.actions.iter().try_for_each(|line| clean_of(line, &workspace.names))?;
        let audit = &open.folder.audit;
        let group = match &asked.group {
            None => audit.group.clone(),
            Some(name) => workspace
                .group_called(name)
                .cloned()
                .ok_or_else(|| format!("there is no group called {}", one_line(name)))?,
        };
        let drafted = Asked {
            findings: found.iter().map(|(_, finding)| finding.id.clone()).collect(),
            text: asked.text.clone(),
            success: asked.success.clone(),
            baseline: asked.baseline.clone(),
            actions: asked.actions.clone(),
            tier: asked.tier.into(),
        };
        let now = Clock::start(args.start(), None).now();
        let made = audit_recommend::made(workspace, audit, &group, &drafted, now)?;
        Ok(Self { audit: &audit.id, found, made })
    }

    /// What is written, first to last: register and tracker, then each finding names the recommendation.
    fn steps(&self) -> Vec<(String, Change)> {
        let mut steps: Vec<(String, Change)> =
            self.made.writes().into_iter().map(|(path, write)| (path, write.into())).collect();
        for (case, finding) in &self.found {
            let answers = vec![Step::Answers(finding.id.clone(), self.made.recommendation.id.clone())];
            let (audit, case) = (self.audit.clone(), (*case).clone());
            let path = places::audit_panel(&audit, &case);
            steps.push((path, Change::Panel { audit, case, steps: answers, seen: None }));
        }
        steps
    }

    fn told(&self) {
        let Made { recommendation: one, actions, .. } = &self.made;
        say(&format!("{}  {}", one.id, one_line(&one.text)));
        for (case, finding) in &self.found {
            say(&format!("    answers {} ({case}): {}", finding.id, one_line(&finding.text)));
        }
        for action in actions {
            let due = action.due.day().map_or("date to be set".to_owned(), crate::base::stamp::long_date);
            let lead = action.lead.as_ref().map_or("nobody", crate::base::id::PostId::as_str);
            say(&format!("    {}  {lead}: {}, by {due}", action.id, one_line(&action.what)));
        }
        let (found, actions) = (self.found.len(), actions.len());
        say(&format!("{}, {}.", count(found, "finding", "findings"), count(actions, "action", "actions")));
    }
}

fn findings<'a>(open: &'a Opened, ids: &[String]) -> Result<Vec<Found<'a>>, String> {
    let all: Vec<Found<'a>> = open
        .folder
        .panels
        .iter()
        .flat_map(|panel| panel.findings.iter().map(move |finding| (&panel.case, finding)))
        .collect();
    let find = |id: &String| {
        let wanted = FindingId::new(id.trim().to_uppercase());
        all.iter().find(|(_, finding)| finding.id == wanted).copied().ok_or_else(|| {
            let known: Vec<&str> = all.iter().map(|(_, finding)| finding.id.as_str()).collect();
            if known.is_empty() {
                format!("{} has no finding yet", open.folder.audit.id)
            } else {
                format!("there is no finding {}: there are {}", one_line(id), and_list(&known))
            }
        })
    };
    ids.iter().map(find).collect()
}

#[cfg(test)]
mod tests {
    use super::super::args::Verb;
    use super::super::args_audit::AuditVerb;
    use super::*;
    use crate::domain::audit::example;
    use crate::files::{audit, audit_panel, audit_return, audit_template, shipped};
    use crate::runtime::disk;
    use clap::Parser as _;
    use std::path::Path;

    const ID: &str = "2026-q3-neglect";

    /// A workspace with the made-up audit in it.
    fn workspace(root: &Path) {
        let (mut of, template) = (example::audit(), example::template());
        of.template.sha256 = audit_template::sha256(&template).to_string();
        of.schema = 1;
        of.group = "sog".into();
        of.repeats = None;
        let mut files: Vec<(String, String)> = vec![
            (places::frozen_template(&of.id), audit_template::canonical(&template)),
            (places::audit(&of.id), audit::fresh(&of)),
        ];
        for mut one in example::returns() {
            one.schema = 1;
            one.template_sha256.clone_from(&of.template.sha256);
            files.push((places::audit_return(&of.id, &one.case, &one.agency), audit_return::text(&one)));
        }
        for mut panel in example::panels() {
            panel.findings.iter_mut().for_each(|finding| finding.recommendations.clear());
            let steps: Vec<Step> = panel.findings.iter().cloned().map(Step::Found).collect();
            let text = audit_panel::after(None, &of.id, &panel.case, &steps, None).unwrap();
            files.push((places::audit_panel(&of.id, &panel.case), text));
        }
        disk::write_new(root, &shipped::set("south-gloucestershire").unwrap()).unwrap();
        let files: Vec<(String, &[u8])> =
            files.iter().map(|(path, text)| (path.clone(), text.as_bytes())).collect();
        disk::write_new(root, &files).unwrap();
    }

    fn asked(root: &Path) -> (Args, RecommendArgs) {
        let line = "Chief Superintendent give every team the tool by 30 oct";
        let other = "Chief Superintendent ask for a second address by 30 oct";
        let args = Args::try_parse_from([
            "chairside",
            "-w",
            root.to_str().unwrap(),
            "--today",
            "2026-10-06",
            "audit",
            "recommend",
            ID,
            "F-26-002,F-26-004",
            "Letters go to two people",
            "--action",
            line,
            "--action",
            other,
            "--yes",
        ]);
        let args = args.unwrap();
        let Some(Verb::Audit { verb: AuditVerb::Recommend(asked) }) = &args.verb else { panic!("{args:?}") };
        let asked = asked.clone();
        (args, asked)
    }

    /// What the files say that are written.
    fn written(root: &Path) -> Vec<Option<String>> {
        let panel = |case: &str| places::audit_panel(&ID.into(), &case.into());
        let paths =
            [places::RECOMMENDATIONS.to_owned(), "trackers/sog.yaml".to_owned(), panel("C1"), panel("C3")];
        paths.iter().map(|path| disk::read_now(root, path).unwrap()).collect()
    }

    /// A fault at the nth write: the writes before it are on the disk, it and those after it are not.
    #[test]
    fn whichever_write_fails_what_is_left_does_no_harm_and_saying_it_again_finishes_it() {
        let whole = {
            let folder = tempfile::tempdir().unwrap();
            workspace(folder.path());
            let (args, asked) = asked(folder.path());
            assert_eq!(recommend(&args, &asked), Ok(0));
            let whole = written(folder.path());
            assert!(whole.iter().all(Option::is_some));
            assert_eq!(recommend(&args, &asked), Ok(0), "twice is once");
            assert_eq!(written(folder.path()), whole);
            whole
        };
        let mut fault_at = 0;
        loop {
            let folder = tempfile::tempdir().unwrap();
            workspace(folder.path());
            let (args, asked) = asked(folder.path());
            let open = Opened::read(&args, &asked.id).unwrap();
            let steps = Plan::of(&args, &open, &asked).unwrap().steps();
            for (path, change) in &steps[..fault_at] {
                disk::change(folder.path(), path, change).unwrap();
            }
            let left = super::super::check::load(folder.path()).unwrap();
            assert_eq!(left.errors(), 0, "after {fault_at} writes: {:?}", left.reports);
            // No action says it comes from a recommendation that is not there.
            let known = |id: &str| left.recommendations.recommendation(id).is_some();
            for action in left.trackers.values().flat_map(|tracker| &tracker.actions) {
                let from = action.sources.iter().filter(|source| source.reference.starts_with("REC-26"));
                assert!(from.into_iter().all(|source| known(&source.reference)), "{action:?}");
            }
            assert_eq!(recommend(&args, &asked), Ok(0));
            assert_eq!(written(folder.path()), whole, "after a fault at write {fault_at}");
            if fault_at == steps.len() {
                break;
            }
            fault_at += 1;
        }
        assert_eq!(fault_at, 5, "register, tracker, register again, two panels");
    }
}
