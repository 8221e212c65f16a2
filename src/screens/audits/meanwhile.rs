//! What somebody sees while they say something of a return or a panel, so that nothing another hand set meanwhile is written
//! over unseen; and what stands there now, once that was refused.

use super::{Page, State};
use crate::base::id::{PostId, QuestionId};
use crate::base::text::one_line;
use crate::domain::audit::{Audit, Panel, Return};
use crate::domain::clash::{Clash, Words};
use std::sync::Arc;

/// A return, what a panel agreed and the audit itself, as they stood when something was asked of them.
#[derive(Clone, Debug, Default)]
pub(super) struct Looked {
    pub of: Option<Return>,
    pub agreed: Option<Panel>,
    /// Nothing while what was done here is not read again.
    pub audit: Option<Audit>,
}

impl State {
    /// What was looked at when that was asked which is being answered; else what is looked at now.
    pub(super) fn looked(&self) -> Arc<Looked> {
        self.answering.clone().unwrap_or_else(|| {
            let (of, agreed) = match self.page {
                Page::Panel => (None, self.agreed().cloned()),
                Page::Filling | Page::Lacking => (self.came().cloned(), None),
                _ => (None, None),
            };
            let behind = self.stale || self.steps.is_saving();
            let audit = self.audit().filter(|_| !behind).cloned();
            Arc::new(Looked { of, agreed, audit })
        })
    }

    /// Shows what stands there now, of what was not written over: it is what the next answer is held against.
    pub(super) fn see(&mut self, clash: Clash) {
        let Some(open) = &mut self.open else { return };
        match clash {
            Clash::Return { is, .. } if is.audit == open.id => {
                open.folder.returns.retain(|one| (&one.case, &one.agency) != (&is.case, &is.agency));
                open.folder.returns.push(*is);
            }
            Clash::Panel { is, .. } if is.audit == open.id => {
                open.folder.panels.retain(|one| one.case != is.case);
                open.folder.panels.push(*is);
            }
            _ => {}
        }
    }
}

impl Words for State {
    fn post(&self, id: &PostId) -> String {
        let post = self.workspace.partnership.as_ref().and_then(|all| all.post(id));
        post.map_or_else(|| id.to_string(), |post| post.title.clone())
    }

    fn question(&self, id: &QuestionId) -> String {
        let question = self.asked().and_then(|template| template.question(id));
        question.map_or_else(|| id.to_string(), |question| question.text.clone())
    }

    fn answer(&self, question: &QuestionId, code: &str) -> String {
        one_line(&self.word_of(question, code))
    }

    fn grade(&self, code: &str) -> String {
        self.results().map_or_else(|| code.to_owned(), |results| results.grade_said(code).to_owned())
    }
}
