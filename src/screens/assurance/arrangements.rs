//! Audits in which many organisations answer for their own arrangements: who has returned and what is weakest; and what is said
//! beside what is seen. Both are the documents the commands make, so that what those leave out is not here either.

use super::paper::{Paper, Stop};
use super::{Page, State};
use crate::base::id::AuditId;
use crate::base::text::one_line;
use crate::documents::audit_gap as documents;
use crate::documents::word::{Block, Document, Level, Table, Words};
use crate::domain::audit::coverage::Coverage;
use crate::domain::audit::gap::Gaps;
use crate::domain::audit::{Resolved, Results, TemplateKind, board};
use crate::files::audit_folder::AuditFolder;
use crate::ui::look::Role;

impl State {
    /// Whether many organisations answer for themselves in an audit, as its template says.
    pub(super) fn is_of_arrangements(&self, folder: &AuditFolder) -> bool {
        let kind = self.workspace.audits.templates.get(&folder.audit.template.id).map(|one| one.kind);
        matches!(kind, Some(TemplateKind::Section11 | TemplateKind::Section175))
            || folder.survey.is_some()
            || !folder.challenges.is_empty()
    }

    pub(super) fn arrangements_page(&self, id: &AuditId, paper: &mut Paper) {
        match (&self.document, &self.template) {
            (Some(document), _) => document.blocks.iter().for_each(|block| put(paper, block)),
            (None, Some((known, Err(why)))) if known == id => paper.words(Role::Bad, why),
            (None, _) => paper.words(Role::Quiet, "What this audit asks is being read: a moment."),
        }
    }

    /// What the page shows, once it is known what its audit asks.
    pub(super) fn arrangements_document(&self) -> Option<Document> {
        let (Page::Coverage(id) | Page::Gap(id)) = &self.page else { return None };
        let (known, template) = self.template.as_ref()?;
        let folder = self.workspace.audit_folders.get(id).filter(|_| known == id)?;
        Some(self.document(folder, template.as_ref().ok()?))
    }

    fn document(&self, folder: &AuditFolder, template: &Resolved) -> Document {
        let results = Results::of(&folder.audit, template, &folder.returns, &folder.panels);
        let tiles = board(&folder.audit, &folder.returns, self.today, &Self::days());
        let covered = Coverage::of(&results, &tiles);
        let partnership = self.workspace.partnership.as_ref();
        let marking = partnership.map_or("", |known| &known.marking.default);
        if matches!(self.page, Page::Coverage(_)) {
            let known = &self.workspace.audits.vocabulary;
            let kind = |id: &str| one_line(known.called(&id.into()));
            return documents::coverage(&results, &covered, kind, (marking, self.today));
        }
        let survey = folder.survey.clone().unwrap_or_default();
        documents::gap(&documents::Gap {
            results: &results,
            gaps: Gaps::of(&results, &folder.challenges, &survey),
            challenges: &folder.challenges,
            survey: &survey,
            missing: covered.missing.clone(),
            today: self.today,
            marking,
            partnership: partnership.map_or("", |known| &known.name),
        })
    }
}

fn put(paper: &mut Paper, block: &Block) {
    match block {
        // The head of the screen says it.
        Block::Heading(Level::One, _) | Block::NewPage => {}
        Block::Heading(_, words) => paper.heading(&words.plain()),
        Block::Paragraph(words) => paper.row(Stop::Read, &[], &words.plain()),
        Block::Bullets(all) => all.iter().for_each(|(_, words)| paper.row(Stop::Read, &[], &words.plain())),
        Block::Table(table) => put_table(paper, table),
    }
}

/// A row of a table: its first cell, and below it each other that says anything, after the name of its column.
fn put_table(paper: &mut Paper, table: &Table) {
    for row in &table.rows {
        paper.row(Stop::Read, &[], &row.first().map(Words::plain).unwrap_or_default());
        for (column, words) in table.columns.iter().zip(row).skip(1) {
            let words = words.plain();
            if !words.trim().is_empty() {
                paper.under(Role::Plain, &format!("{}: {words}", column.head));
            }
        }
    }
}
