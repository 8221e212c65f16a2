//! From findings to a recommendation to actions, at the panel: which findings it answers, what is recommended, what will show
//! that it worked, each action as it is typed in a meeting, and who may read it. Tracker, register and findings are written
//! in one step, linked both ways, and taken back in one.

use super::State;
use super::asking::{Asked, Asking, GO_ON};
use super::finding::in_short;
use crate::base::id::{CaseId, FindingId};
use crate::base::stamp::{Stamp, near_date};
use crate::base::text::{count, one_line, sentence};
use crate::domain::agenda::Tier;
use crate::domain::audit::{Finding, Step};
use crate::effect::{Change, Revision};
use crate::files::audit_recommend::{self, Made};
use crate::files::places;
use crate::screens::Out;
use serde::{Deserialize, Serialize};

/// A part of a recommendation that is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Part {
    /// Which findings it answers: each key turns one on or off.
    Findings,
    /// What is recommended.
    Text,
    /// What will show that it worked.
    Success,
    /// What that is now.
    Baseline,
    /// One action after another, until nothing is said.
    Action,
    /// Who may read it.
    Tier,
}

/// What was said of a recommendation so far.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Draft {
    findings: Vec<FindingId>,
    text: String,
    success: String,
    baseline: String,
    actions: Vec<String>,
}

impl Part {
    fn question(self, draft: &Draft) -> String {
        match self {
            Self::Findings => "Which findings does it answer? Each key turns one on or off".to_owned(),
            Self::Text => "What is recommended?".to_owned(),
            Self::Success => "What will show that it worked? Enter alone leaves it open".to_owned(),
            Self::Baseline => "And what is that now? Enter alone leaves it open".to_owned(),
            Self::Action if draft.actions.is_empty() => {
                "An action: who, what, by when, #tag. Enter alone: none".to_owned()
            }
            Self::Action => {
                let so_far = count(draft.actions.len(), "action", "actions");
                format!("{so_far} so far. One more: who, what, by when, #tag. Enter alone: no more")
            }
            Self::Tier => "Who may read it? A brief takes only what anybody may".to_owned(),
        }
    }

    fn asking(self, draft: Draft, words: &str) -> Asking {
        let question = self.question(&draft);
        Asking::words(Asked::Recommending(self, draft), &question, words)
    }

    /// The part before this one, with the words that were said to it.
    pub(super) fn before(self, draft: &Draft) -> Option<Asking> {
        let draft = draft.clone();
        let words = |part: Self, words: String, draft| Some(part.asking(draft, &words));
        match self {
            Self::Findings | Self::Text => None,
            Self::Success => words(Self::Text, draft.text.clone(), draft),
            Self::Baseline => words(Self::Success, draft.success.clone(), draft),
            Self::Action | Self::Tier => {
                let mut draft = draft;
                match draft.actions.pop() {
                    Some(action) => words(Self::Action, action, draft),
                    None if self == Self::Tier => words(Self::Action, String::new(), draft),
                    None => words(Self::Success, draft.success.clone(), draft),
                }
            }
        }
    }
}

impl State {
    pub(super) fn ask_what_is_recommended(&mut self, out: &mut Out) {
        if self.all_findings().is_empty() {
            return out.refuse("Nothing was found yet: s and w write a finding down");
        }
        self.ask_for_findings(Draft::default());
    }

    /// Every finding of the audit, with the child at whose panel it was found.
    fn all_findings(&self) -> Vec<(CaseId, Finding)> {
        let Some(folder) = self.folder() else { return Vec::new() };
        let of = |panel: &crate::domain::audit::Panel| {
            let case = panel.case.clone();
            panel.findings.clone().into_iter().map(move |finding| (case.clone(), finding))
        };
        folder.panels.iter().flat_map(of).collect()
    }

    fn ask_for_findings(&mut self, draft: Draft) {
        let said = |finding: &Finding| {
            let chosen = draft.findings.contains(&finding.id);
            if chosen { format!("{} (chosen)", finding.id) } else { in_short(finding) }
        };
        let of: Vec<(String, String)> =
            self.all_findings().iter().map(|(_, one)| (one.id.to_string(), said(one))).collect();
        let question = Part::Findings.question(&draft);
        self.ask(Asking::choose_many(Asked::Recommending(Part::Findings, draft), &question, of));
    }

    /// What was said of a part of it.
    pub(super) fn recommending(
        &mut self,
        part: Part,
        mut draft: Draft,
        said: String,
        line: Asking,
        now: Stamp,
        out: &mut Out,
    ) {
        let next = match part {
            Part::Findings if said == GO_ON && draft.findings.is_empty() => {
                self.asking = Some(line);
                return out.refuse("Choose the findings it answers first");
            }
            Part::Findings if said == GO_ON => Part::Text,
            Part::Findings => {
                let id = FindingId::new(said);
                match draft.findings.iter().position(|one| *one == id) {
                    Some(at) => _ = draft.findings.remove(at),
                    None => draft.findings.push(id),
                }
                return self.ask_for_findings(draft);
            }
            Part::Text => {
                draft.text = said;
                Part::Success
            }
            Part::Success => {
                draft.success = said;
                if draft.success.is_empty() { Part::Action } else { Part::Baseline }
            }
            Part::Baseline => {
                draft.baseline = said;
                Part::Action
            }
            Part::Action if said.is_empty() => {
                let of = [("open", "anybody"), ("partners", "the partnership"), ("restricted", "restricted")];
                let of = of.map(|(code, words)| (code.to_owned(), words.to_owned()));
                let question = Part::Tier.question(&draft);
                return self.ask(Asking::choose(Asked::Recommending(Part::Tier, draft), &question, of));
            }
            Part::Action => {
                match self.made(Draft { actions: vec![said.clone()], ..draft.clone() }, Tier::default(), now)
                {
                    Err(why) => {
                        self.asking = Some(line);
                        return out.refuse(sentence(&why));
                    }
                    Ok(made) => out.say(self.understood(&made)),
                }
                draft.actions.push(said);
                Part::Action
            }
            Part::Tier => return self.recommend(draft, &said, line, now, out),
        };
        self.ask(next.asking(draft, ""));
    }

    fn made(&self, draft: Draft, tier: Tier, now: Stamp) -> Result<Made, String> {
        let audit = self.audit().ok_or("there is no audit in hand")?;
        let Draft { findings, text, success, baseline, actions } = draft;
        let asked = audit_recommend::Asked { findings, text, success, baseline, actions, tier };
        audit_recommend::made(&self.workspace, audit, &audit.group, &asked, now)
    }

    /// An action as it was read, so that a slip is seen at once.
    fn understood(&self, made: &Made) -> String {
        let Some(action) = made.actions.first() else { return String::new() };
        let partnership = self.workspace.partnership.as_ref();
        let lead = action.lead.as_ref().and_then(|lead| partnership?.post(lead));
        let lead = lead.map_or_else(|| "nobody".to_owned(), |post| one_line(&post.title));
        let due = action
            .due
            .day()
            .map_or("date to be set".to_owned(), |day| format!("by {}", near_date(day, self.today)));
        format!("{lead} · {} · {due}", one_line(&action.what))
    }

    fn recommend(&mut self, draft: Draft, tier: &str, line: Asking, now: Stamp, out: &mut Out) {
        // Its number follows those that are in the files: they have to have been read since the last one was written.
        if self.stale || self.steps.is_saving() {
            self.asking = Some(line);
            return out.refuse("The last change is still on its way: a moment, then the same key again");
        }
        let tier = match tier {
            "open" => Tier::Open,
            "restricted" => Tier::Restricted,
            _ => Tier::Partners,
        };
        let Some(audit) = self.audit().map(|audit| audit.id.clone()) else { return };
        let findings = draft.findings.clone();
        let made = match self.made(draft, tier, now) {
            Ok(made) => made,
            Err(why) => {
                self.asking = Some(line);
                return out.refuse(sentence(&why));
            }
        };
        let id = made.recommendation.id.clone();
        let actions = made.actions.len();
        let written = made.writes().into_iter();
        let mut revisions: Vec<Revision> =
            written.map(|(path, write)| Revision { path, change: write.into() }).collect();
        for (case, finding) in self.all_findings() {
            if !findings.contains(&finding.id) {
                continue;
            }
            let steps = vec![Step::Answers(finding.id, id.clone())];
            self.go_on_with(&case, &steps);
            let path = places::audit_panel(&audit, &case);
            revisions.push(Revision {
                path,
                change: Change::Panel { audit: audit.clone(), case, steps, seen: None },
            });
        }
        let actions = count(actions, "action", "actions");
        self.write_all(format!("{id} is recommended, with {actions}"), revisions, Some(line), out);
    }
}
