//! An answer as it is typed: what it may be, how it is read, and what may be answered.

use super::State;
use super::questions::Takes;
use crate::base::id::{ActionId, RecommendationId};
use crate::base::stamp::long_date;
use crate::base::text::one_line;
use crate::base::when::{Towards, asked, asked_day};
use crate::documents::assurance::{post_said, who_said};
use crate::domain::actions::Known;
use crate::domain::assurance::inspection::Errors;
use crate::domain::assurance::programme::{Expected, When};
use crate::domain::assurance::rapid_review::is_pseudonym;
use crate::domain::query::parse;
use crate::files::assurance::begun::{self, PSEUDONYM};
use crate::files::assurance::who;
use crate::screens::find::begins;
use chrono::NaiveDate;

/// What is named to be linked.
#[derive(Clone, Debug, Default)]
pub(super) struct Links {
    pub recommendations: Vec<RecommendationId>,
    pub actions: Vec<ActionId>,
}

/// How many audits of each kind there are to be in a year, one after another with commas between.
///
/// # Errors
/// How to write it, without a full stop.
pub(super) fn expected(said: &str) -> Result<Vec<Expected>, String> {
    said.split([',', ';']).filter(|one| !one.trim().is_empty()).map(begun::expected).collect()
}

/// A refusal without what else may be chosen: while a line is typed that stands below it.
fn in_short(why: &str) -> String {
    why.split_once(": ").map_or(why, |(short, _)| short).to_owned()
}

impl State {
    /// An answer as it is kept.
    ///
    /// # Errors
    /// Why it is none, as a sentence without a full stop.
    pub(super) fn taken(&self, takes: &Takes, said: &str) -> Result<String, String> {
        let nothing = || Err("say something, or Esc goes back".to_owned());
        let workspace = &self.workspace;
        match takes {
            Takes::Day => self.day(said).map(|day| day.to_string()),
            Takes::MaybeDay
            | Takes::LastDay
            | Takes::MaybeNumber
            | Takes::MaybePost
            | Takes::MaybeGroup
            | Takes::MaybeTemplate
            | Takes::MaybeQuery
            | Takes::Expected
            | Takes::Actions
            | Takes::Links
                if said.is_empty() =>
            {
                Ok(String::new())
            }
            Takes::MaybeDay => self.day(said).map(|day| day.to_string()),
            Takes::LastDay => self.any_day(said, Towards::Ahead).map(|day| day.to_string()),
            Takes::Words if said.is_empty() => nothing(),
            Takes::Words | Takes::MaybeWords => {
                who::nothing_personal(workspace, &[Some(said)]).map(|()| said.to_owned())
            }
            Takes::Number | Takes::MaybeNumber => {
                let number: Result<u32, _> = said.parse();
                let told = format!("'{}' is no number: type figures, such as 64", one_line(said));
                number.map(|n| n.to_string()).map_err(|_| told)
            }
            Takes::Errors => {
                let all = Errors::read_all(said)?;
                let words: Vec<Option<&str>> = all.iter().map(|one| Some(one.kind.as_str())).collect();
                who::nothing_personal(workspace, &words).map(|()| said.to_owned())
            }
            Takes::Who
            | Takes::Post
            | Takes::Group
            | Takes::Template
            | Takes::NewInspection
            | Takes::NewSlot
            | Takes::When
            | Takes::Month
            | Takes::Audit
                if said.is_empty() =>
            {
                nothing()
            }
            Takes::Who => who::who(workspace, said),
            Takes::Post | Takes::MaybePost => who::post(workspace, said).map(|post| post.to_string()),
            Takes::Group | Takes::MaybeGroup => who::group(workspace, said).map(|group| group.to_string()),
            Takes::Pseudonym if is_pseudonym(said) => Ok(said.to_owned()),
            Takes::Pseudonym => Err(format!("a child is called by {PSEUDONYM}")),
            Takes::Template | Takes::MaybeTemplate => {
                begun::template(&workspace.audits, said).map(|template| template.id.to_string())
            }
            Takes::NewInspection => begun::inspection_id(workspace, said).map(|id| id.to_string()),
            Takes::NewSlot => begun::slot_id(workspace, said),
            Takes::When => begun::when(said).map(|_| said.to_owned()),
            Takes::Month => begun::month(said).map(|day| day.to_string()),
            Takes::Expected => expected(said).map(|_| said.to_owned()),
            Takes::Audit => who::audit(workspace, said).map(|id| id.to_string()),
            Takes::Actions | Takes::Links => {
                let Links { recommendations, actions } = self.links(said)?;
                if *takes == Takes::Actions && !recommendations.is_empty() {
                    return Err("name actions here, such as SOG-26-004".to_owned());
                }
                let all = recommendations.iter().map(RecommendationId::as_str);
                Ok(all.chain(actions.iter().map(ActionId::as_str)).collect::<Vec<_>>().join(" "))
            }
            Takes::MaybeQuery => {
                parse(said).map_err(|problem| format!("'{}' is no query: {problem}", one_line(said)))?;
                who::nothing_personal(workspace, &[Some(said)]).map(|()| said.to_owned())
            }
            Takes::Choice(all) => {
                let known = all.iter().any(|(code, _)| code == said);
                if known { Ok(said.to_owned()) } else { nothing() }
            }
        }
    }

    /// The day that is meant: none of those to come.
    fn day(&self, said: &str) -> Result<NaiveDate, String> {
        if said.is_empty() {
            return Ok(self.today);
        }
        let day = self.any_day(said, Towards::Back)?;
        if day > self.today {
            return Err(format!("{} has not come yet: give a day up to today", long_date(day)));
        }
        Ok(day)
    }

    fn any_day(&self, said: &str, towards: Towards) -> Result<NaiveDate, String> {
        let day = asked(said).and_then(|kept| asked_day(&kept, towards, self.today));
        day.map_err(|problem| problem.to_string())
    }

    /// The recommendations and actions that are named, as far as they may be seen here.
    pub(super) fn links(&self, said: &str) -> Result<Links, String> {
        let known = Known::of(self.workspace.trackers.values());
        let mut links = Links::default();
        for word in said.split([',', ';', ' ']).filter(|word| !word.is_empty()) {
            let word = word.to_uppercase();
            let (action, recommendation) = (ActionId::new(word.clone()), RecommendationId::new(word.clone()));
            if self.recommendation(&recommendation).is_some() {
                links.recommendations.push(recommendation);
            } else if known.find(&action).is_some_and(|found| found.action.tier <= self.tier()) {
                links.actions.push(action);
            } else {
                let word = one_line(&word);
                return Err(format!(
                    "{word} is no action of a tracker and no recommendation that is shown here"
                ));
            }
        }
        Ok(links)
    }

    /// What may be answered for what is typed so far: the answer and its words, the first what Tab fills in.
    pub(super) fn offered(&self, takes: &Takes, typed: &str) -> Vec<(String, String)> {
        let workspace = &*self.workspace;
        let posts = || {
            let said = |id| post_said(workspace.partnership.as_ref(), id);
            who::posts(workspace).map(move |post| (post.id.to_string(), said(&post.id)))
        };
        let groups = || who::groups(workspace).map(|(id, said)| (id.to_string(), one_line(said)));
        let all: Vec<(String, String)> = match takes {
            Takes::Post | Takes::MaybePost => posts().collect(),
            Takes::Group | Takes::MaybeGroup => groups().collect(),
            Takes::Who => groups().chain(posts()).collect(),
            Takes::Template | Takes::MaybeTemplate => {
                let all = workspace.audits.templates.iter();
                all.map(|(id, template)| (id.to_string(), one_line(&template.title))).collect()
            }
            Takes::Audit => {
                let all = workspace.audit_folders.iter();
                all.map(|(id, folder)| (id.to_string(), one_line(&folder.audit.title))).collect()
            }
            _ => Vec::new(),
        };
        let typed = typed.trim();
        let fits =
            |(id, said): &(String, String)| typed.is_empty() || begins(typed, id) || begins(typed, said);
        all.into_iter().filter(fits).collect()
    }

    /// How what is typed is read, while it is.
    pub(super) fn reading(&self, takes: &Takes, said: &str) -> Option<Result<String, String>> {
        let said = said.trim();
        let partnership = self.workspace.partnership.as_ref();
        match takes {
            Takes::Day => Some(self.day(said).map(|day| {
                let today = if day == self.today { ", today" } else { "" };
                format!("{}{today}", long_date(day))
            })),
            _ if said.is_empty() => None,
            Takes::MaybeDay => Some(self.day(said).map(long_date)),
            Takes::LastDay => Some(self.any_day(said, Towards::Ahead).map(long_date)),
            Takes::Who | Takes::Post | Takes::MaybePost | Takes::Group | Takes::MaybeGroup => Some(
                self.taken(takes, said).map(|id| who_said(partnership, &id)).map_err(|why| in_short(&why)),
            ),
            Takes::Template | Takes::MaybeTemplate => {
                let template = begun::template(&self.workspace.audits, said);
                Some(template.map(|template| one_line(&template.title)).map_err(|why| in_short(&why)))
            }
            Takes::When => Some(begun::when(said).map(When::said)),
            Takes::Month => Some(begun::month(said).map(|day| format!("from {}", long_date(day)))),
            Takes::Expected => Some(expected(said).map(|all| {
                let all = all.iter().map(|one| format!("{}: {} a year", one.kind.said(), one.a_year));
                all.collect::<Vec<_>>().join(", ")
            })),
            Takes::Pseudonym
            | Takes::NewInspection
            | Takes::NewSlot
            | Takes::Actions
            | Takes::Links
            | Takes::MaybeQuery => self.taken(takes, said).err().map(Err),
            Takes::Audit => who::audit(&self.workspace, said).err().map(|why| Err(in_short(&why))),
            Takes::Errors => Some(Errors::read_all(said).map(|all| {
                let all: Vec<String> =
                    all.iter().map(|one| format!("{}: {}", one_line(&one.kind), one.count)).collect();
                all.join(", ")
            })),
            _ => None,
        }
    }
}
