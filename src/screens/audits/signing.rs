//! Signing an audit on its board: in which part, by which post, over what it comes to at that moment.

use super::State;
use super::asking::{Asked, Asking};
use crate::base::text::{one_line, sentence};
use crate::domain::audit::{Signature, Signer};
use crate::files::audit::AuditChange;
use crate::screens::Out;

const PARTS: [(Signer, &str); 3] =
    [(Signer::Lead, "lead"), (Signer::Moderator, "moderator"), (Signer::Group, "group")];

impl State {
    /// Asks in which part somebody signs, unless the group has.
    pub(super) fn ask_in_which_part(&mut self, out: &mut Out) {
        match self.audit().map(crate::domain::audit::Audit::may_change) {
            Some(Err(why)) => out.refuse(sentence(&why)),
            _ => {
                let parts = PARTS.map(|(part, code)| (code.to_owned(), part.said().to_owned()));
                self.ask(Asking::choose(Asked::SignAs, "Who signs what it comes to?", parts));
            }
        }
    }

    /// Asks which post signs, where nothing stands in the way.
    pub(super) fn ask_who_signs(&mut self, said: &str, out: &mut Out) {
        let Some((part, _)) = PARTS.into_iter().find(|(_, code)| *code == said) else { return };
        match self.may_sign(part) {
            Err(why) => out.refuse(sentence(&why)),
            Ok(_) => {
                let question = format!("Which post signs as {}? No name", part.said());
                self.ask(Asking::words(Asked::SignBy(part), &question, ""));
            }
        }
    }

    /// Signs.
    pub(super) fn sign(&mut self, part: Signer, by: &str, line: Asking, out: &mut Out) {
        // It may have changed since the first question.
        let signed = self.may_sign(part).map(|sha256| {
            let panels = match (part, self.results()) {
                (Signer::Group, Some(results)) => results.panels.iter().map(|panel| panel.seal()).collect(),
                _ => Vec::new(),
            };
            let version = self.audit().map_or(1, crate::domain::audit::Audit::version);
            Signature { version, part, by: one_line(by), on: self.today, sha256, panels }
        });
        match signed {
            Err(why) => {
                self.asking = Some(line);
                out.refuse(sentence(&why));
            }
            Ok(one) => {
                let said = format!("Signed as {} by {}", part.said(), one.by);
                self.change(said, AuditChange::Signed(one), Some(line), out);
            }
        }
    }

    /// What is signed, as a hash, where somebody may sign in this part.
    fn may_sign(&self, part: Signer) -> Result<String, String> {
        let (Some(results), Some(folder)) = (self.results(), self.folder()) else {
            return Err("what this audit asks is being read: a moment".to_owned());
        };
        let (hash, missing) =
            (results.hash(), results.missing_to_sign(&folder.returns, &self.workspace.passed_on));
        folder.audit.may_sign(part, &hash, &missing).map(|()| hash)
    }
}
