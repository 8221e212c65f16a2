//! Who is meant by what stands under an owner: initials, a first or full name, a post, an agency. Nobody is chosen between
//! two people: exactly one leads, or the candidates are named.

use super::name::{bracketed, called_lead, plain, without_form};
use crate::base::id::PostId;
use crate::base::text::{and_list, fit, nearest};
use crate::domain::partnership::{Group, Partnership, Person};
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// Who is meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Owner {
    /// Exactly this post leads, these help, and perhaps something to look at.
    One(PostId, Vec<PostId>, Option<String>),
    /// Nobody yet, as somebody wrote.
    Nobody,
    /// That cannot be said; why, and what to do.
    Unclear(String),
}

/// Words that mean a group, which cannot lead an action.
const EVERYBODY: [&str; 22] = [
    "all",
    "all partners",
    "all agencies",
    "all members",
    "everyone",
    "everybody",
    "partners",
    "members",
    "agencies",
    "all partner agencies",
    "partner agencies",
    "group",
    "the group",
    "board",
    "executive",
    "partnership",
    "all present",
    "all services",
    "statutory partners",
    "all schools",
    "all leads",
    "various",
];

/// Words that stand where a name should, while nobody is named.
const LATER: [&str; 11] = [
    "tbc",
    "tba",
    "tbd",
    "to be confirmed",
    "to be agreed",
    "to be set",
    "n a",
    "none",
    "vacant",
    "unknown",
    "nobody yet",
];

/// How surely a name means somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Sure {
    /// A post's own name, or a person's full name or initials.
    Own,
    /// A part of a person's name.
    Part,
    /// The agency.
    Agency,
    /// Somebody who held the post before.
    Former,
}

/// Everybody who may lead an action, by every name.
#[derive(Debug)]
pub struct Owners<'a> {
    partnership: Option<&'a Partnership>,
    group: Option<&'a Group>,
    on: NaiveDate,
    names: BTreeMap<String, Vec<(Sure, PostId)>>,
}

impl<'a> Owners<'a> {
    /// Those of a partnership on a day, for a group.
    pub fn new(partnership: Option<&'a Partnership>, group: Option<&'a Group>, on: NaiveDate) -> Self {
        let mut all = Self { partnership, group, on, names: BTreeMap::new() };
        let Some(partnership) = partnership else { return all };
        for post in &partnership.posts {
            let own = [post.id.as_str(), &post.title, &post.short].into_iter();
            for name in own.chain(post.also.iter().map(String::as_str)) {
                all.add(name, Sure::Own, &post.id);
            }
            if let Some(agency) = partnership.agency(&post.agency) {
                for name in [agency.id.as_str(), &agency.name, &agency.short] {
                    all.add(name, Sure::Agency, &post.id);
                }
            }
        }
        for person in &partnership.people {
            let held =
                |on: NaiveDate| person.from.is_none_or(|f| f <= on) && person.to.is_none_or(|t| on <= t);
            if held(on) {
                all.add_person(person);
            } else {
                all.add(&person.name, Sure::Former, &person.post);
            }
        }
        all
    }

    fn add(&mut self, name: &str, sure: Sure, post: &PostId) {
        let name = plain(name);
        if name.is_empty() {
            return;
        }
        let known = self.names.entry(name).or_default();
        if !known.iter().any(|(_, other)| other == post) {
            known.push((sure, post.clone()));
        }
    }

    fn add_person(&mut self, person: &Person) {
        let post = &person.post;
        self.add(&person.name, Sure::Own, post);
        self.add(&person.initials, Sure::Own, post);
        self.add(person.id.as_str(), Sure::Own, post);
        let name = plain(&person.name);
        let (Some((first, _)), Some((_, last))) = (name.split_once(' '), name.rsplit_once(' ')) else {
            return;
        };
        let initial = |word: &str| word.chars().next().map(String::from).unwrap_or_default();
        self.add(&format!("{last} {first}"), Sure::Own, post);
        self.add(&format!("{} {last}", initial(first)), Sure::Own, post);
        self.add(&format!("{first} {}", initial(last)), Sure::Part, post);
        self.add(first, Sure::Part, post);
        self.add(last, Sure::Part, post);
    }

    /// Who is meant by the words under an owner, and those under the agency beside it.
    pub fn read(&self, words: &str, agency: &str) -> Owner {
        let whole = plain(words);
        if whole.is_empty() && !agency.trim().is_empty() {
            return self.read(agency, "");
        }
        if whole.is_empty() || LATER.contains(&whole.as_str()) {
            return Owner::Nobody;
        }
        if let Some(owner) = self.part(words, agency) {
            return owner;
        }
        let parts = self.parts(words);
        if parts.len() < 2 {
            return self.unknown(words);
        }
        self.together(&parts, agency)
    }

    /// Helpers named in a cell, and the words that name nobody.
    pub fn helpers(&self, words: &str) -> (Vec<PostId>, Vec<String>) {
        let (mut found, mut lost) = (Vec::new(), Vec::new());
        // A title may hold an `and` or a comma, so what stands between two semicolons is tried whole first.
        let parts = words.split([';', '\n']).flat_map(|piece| match self.part(piece, "") {
            Some(_) => vec![piece.to_owned()],
            None => self.parts(piece),
        });
        for part in parts {
            match self.part(&part, "") {
                Some(Owner::One(post, _, _)) if !found.contains(&post) => found.push(post),
                Some(Owner::One(..) | Owner::Nobody) => {}
                Some(Owner::Unclear(_)) | None => lost.push(part),
            }
        }
        (found, lost)
    }

    /// Who is meant by words that name one; nothing when they are nobody's name.
    fn part(&self, words: &str, agency: &str) -> Option<Owner> {
        // A post's own id is never anybody else's name.
        if let Some(post) = self.partnership.and_then(|known| known.post(&PostId::from(words.trim()))) {
            return Some(Owner::One(post.id.clone(), Vec::new(), None));
        }
        let (words, beside) = bracketed(words);
        let name = plain(&words);
        if let Some(everybody) = self.everybody(&name) {
            return Some(everybody);
        }
        let mut found = self.named(&name);
        if found.is_empty() {
            found = self.named(without_form(&name));
        }
        if found.is_empty() {
            // Gareth Davies, police; Gareth Davies - Police.
            let (front, back) = words.rsplit_once([',', '–']).or_else(|| words.rsplit_once(" - "))?;
            let (named, of) = (self.named(&plain(front)), self.agency_posts(&plain(back)));
            let both: Vec<(Sure, PostId)> = named.into_iter().filter(|(_, post)| of.contains(post)).collect();
            if both.is_empty() {
                return None;
            }
            found = both;
        }
        Some(self.settled(&words, found, &[beside.as_str(), agency]))
    }

    /// Those whom a name means, the surest only.
    fn named(&self, name: &str) -> Vec<(Sure, PostId)> {
        let all = self.names.get(name).or_else(|| self.names.get(name.strip_prefix("the ")?));
        let all = all.map(Vec::as_slice).unwrap_or_default();
        let surest = all.iter().map(|(sure, _)| *sure).min();
        all.iter().filter(|(sure, _)| Some(*sure) == surest).cloned().collect()
    }

    fn agency_posts(&self, name: &str) -> Vec<PostId> {
        let all = self.names.get(name).map(Vec::as_slice).unwrap_or_default();
        let posts: Vec<PostId> = all.iter().map(|(_, post)| post.clone()).collect();
        let of = |post: &PostId| self.partnership.and_then(|p| p.post(post)).map(|post| &post.agency);
        // Any word for the agency, also one that is the name of one of its posts.
        let agencies: Vec<_> = posts.iter().filter_map(of).collect();
        let whole = self.partnership.map(|p| p.posts.iter()).into_iter().flatten();
        let named = |post: &&crate::domain::partnership::Post| {
            agencies.contains(&&post.agency) && all.iter().any(|(sure, _)| *sure == Sure::Agency)
        };
        whole.filter(named).map(|post| post.id.clone()).chain(posts.clone()).collect()
    }

    /// One of those a name may mean, if what stands beside it tells which.
    fn settled(&self, words: &str, found: Vec<(Sure, PostId)>, beside: &[&str]) -> Owner {
        let sure = found.first().map(|(sure, _)| *sure);
        let mut posts: Vec<PostId> = found.into_iter().map(|(_, post)| post).collect();
        let mut note = None;
        for agency in beside.iter().filter(|agency| !agency.trim().is_empty()) {
            let of = self.agency_posts(&plain(agency));
            let both: Vec<PostId> = posts.iter().filter(|post| of.contains(post)).cloned().collect();
            if !both.is_empty() {
                posts = both;
            } else if !of.is_empty() {
                note = Some(format!(
                    "'{}' stands beside, and {} is not of it",
                    fit(agency.trim(), 30),
                    self.all_said(&posts)
                ));
            }
        }
        if posts.len() > 1 {
            // An agency is spoken for by the one who sits in the group; two posts of one person are one person.
            let sits = |post: &&PostId| {
                self.group.is_some_and(|g| g.members.contains(post) || g.attends.contains(post))
            };
            let members = |post: &&PostId| self.group.is_some_and(|g| g.members.contains(post));
            let people: Vec<_> =
                posts.iter().map(|post| self.holder(post).map(|person| &person.name)).collect();
            let one_person = people.iter().all(|name| name.is_some() && *name == people[0]);
            if sure == Some(Sure::Agency) || one_person {
                let (among, seated): (Vec<PostId>, Vec<PostId>) = (
                    posts.iter().filter(members).cloned().collect(),
                    posts.iter().filter(sits).cloned().collect(),
                );
                let fewest = [among, seated].into_iter().find(|some| !some.is_empty());
                if let Some(some) = fewest {
                    posts = some;
                }
                if let [one] = posts.as_slice() {
                    note = note.or(Some(format!(
                        "'{}' is taken for {}, who sits in the group",
                        fit(words.trim(), 30),
                        self.said(one)
                    )));
                }
            }
        }
        match posts.as_slice() {
            [one] => {
                if sure == Some(Sure::Former) {
                    let said = format!("'{}' has left: {} leads now", fit(words.trim(), 30), self.said(one));
                    note = note.or(Some(said));
                }
                Owner::One(one.clone(), Vec::new(), note)
            }
            several => Owner::Unclear(format!(
                "'{}' may be {}: write the full name or the post",
                fit(words.trim(), 40),
                self.either(several)
            )),
        }
    }

    /// A name of several people together.
    fn everybody(&self, name: &str) -> Option<Owner> {
        let role = name.strip_suffix('s').unwrap_or_default();
        let with_role: Vec<PostId> = self.partnership.map_or_else(Vec::new, |partnership| {
            let has = |post: &&crate::domain::partnership::Post| {
                post.roles.iter().any(|known| known.to_lowercase() == role)
            };
            partnership.posts.iter().filter(has).map(|post| post.id.clone()).collect()
        });
        let of_group = self.partnership.and_then(|p| p.group_called(name)).map(|group| group.members.clone());
        let all = if with_role.len() > 1 {
            with_role
        } else if let Some(members) = of_group.filter(|_| self.named(name).is_empty()) {
            members
        } else if EVERYBODY.contains(&name) {
            self.group.map(|group| group.members.clone()).unwrap_or_default()
        } else {
            return None;
        };
        let candidates =
            if all.is_empty() { String::new() } else { format!(", such as {}", self.either(&all)) };
        Some(Owner::Unclear(format!("'{}' cannot lead an action: name one lead{candidates}", fit(name, 40))))
    }

    /// The parts of words that name several.
    fn parts(&self, words: &str) -> Vec<String> {
        let spaced = words.replace(" and ", "/").replace(" with ", "/");
        let mut parts = Vec::new();
        for part in spaced.split(['/', '&', '+', ';', '\n']).map(str::trim).filter(|part| !part.is_empty()) {
            if !part.contains(',') || self.part(part, "").is_some() {
                parts.push(part.to_owned());
                continue;
            }
            // The longest run between commas that is a name, for titles have commas too.
            let pieces: Vec<&str> = part.split(',').collect();
            let mut at = 0;
            while at < pieces.len() {
                let ends = (at + 1..=pieces.len().min(at + 3)).rev();
                let known = |end: &usize| self.part(&pieces[at..*end].join(","), "").is_some();
                let end = ends.clone().find(known).unwrap_or(at + 1);
                parts.push(pieces[at..end].join(",").trim().to_owned());
                at = end;
            }
        }
        parts.retain(|part| !part.is_empty());
        parts
    }

    /// Who leads of several: the one called the lead, else the one that all of them mean.
    fn together(&self, parts: &[String], agency: &str) -> Owner {
        let mut posts: Vec<PostId> = Vec::new();
        let (mut lead, mut vague, mut unknown) = (None, Vec::new(), Vec::new());
        for part in parts {
            let (bare, called) = called_lead(part);
            match self.part(&bare, agency) {
                Some(Owner::One(post, _, _)) => {
                    if called && lead.replace(post.clone()).is_some_and(|other| other != post) {
                        return Owner::Unclear(format!(
                            "'{}' names two leads: keep one",
                            fit(&parts.join(" / "), 60)
                        ));
                    }
                    if !posts.contains(&post) {
                        posts.push(post);
                    }
                }
                Some(Owner::Nobody) => {}
                Some(Owner::Unclear(why)) => vague.push((bare, why)),
                None => unknown.push(bare),
            }
        }
        if let Some(first) = unknown.first() {
            let whole = fit(&parts.join("/"), 60);
            return match posts.as_slice() {
                [] => self.unknown(first),
                some => Owner::Unclear(format!(
                    "'{whole}' names several, and one must lead: {}? '{}' is nobody known",
                    self.either(some),
                    fit(first, 40)
                )),
            };
        }
        // An agency that one of the named belongs to adds nobody.
        let known = |words: &str| posts.iter().any(|post| self.agency_posts(&plain(words)).contains(post));
        if let Some((_, why)) = vague.iter().find(|(words, _)| !known(words)) {
            return Owner::Unclear(why.clone());
        }
        match (lead, posts.as_slice()) {
            (Some(lead), _) => {
                let with = posts.into_iter().filter(|post| *post != lead).collect();
                Owner::One(lead, with, None)
            }
            (None, [one]) => Owner::One(one.clone(), Vec::new(), None),
            (None, several) => {
                let said: Vec<String> = several.iter().map(|post| self.said(post)).collect();
                Owner::Unclear(format!(
                    "{} are named, and one must lead: keep the lead here and put the others in a column With",
                    and_list(&said)
                ))
            }
        }
    }

    fn unknown(&self, words: &str) -> Owner {
        let name = plain(words);
        let near = Some(&name).filter(|name| name.chars().count() > 3);
        let near = near.and_then(|name| nearest(name, self.names.keys().map(String::as_str)));
        let said = near.and_then(|near| self.names.get(near)?.first()).map(|(_, post)| self.said(post));
        let words = fit(words.trim(), 40);
        Owner::Unclear(match said {
            Some(said) => format!("'{words}' is nobody known: did you mean {said}?"),
            None => {
                format!("'{words}' is nobody known: write a name, a post or an agency of partnership.yaml")
            }
        })
    }

    fn holder(&self, post: &PostId) -> Option<&'a Person> {
        self.partnership.and_then(|partnership| partnership.holder(post, self.on))
    }

    /// A post and who holds it: `Gareth Davies (police-dsp)`.
    pub fn said(&self, post: &PostId) -> String {
        match self.holder(post) {
            Some(person) => format!("{} ({post})", person.name),
            None => post.to_string(),
        }
    }

    fn all_said(&self, posts: &[PostId]) -> String {
        and_list(&posts.iter().map(|post| self.said(post)).collect::<Vec<_>>())
    }

    /// `A, B or C`.
    fn either(&self, posts: &[PostId]) -> String {
        let mut said: Vec<String> = posts.iter().take(6).map(|post| self.said(post)).collect();
        if posts.len() > 6 {
            said.push("others".to_owned());
        }
        match said.split_last() {
            Some((last, [])) => last.clone(),
            Some((last, first)) => format!("{} or {last}", first.join(", ")),
            None => "nobody".to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::partnership::{Agency, Post};

    fn partnership() -> Partnership {
        let agency = |id: &str, name: &str| Agency { id: id.into(), name: name.into(), ..Agency::default() };
        let post = |id: &str, title: &str, agency: &str| Post {
            id: id.into(),
            title: title.into(),
            agency: agency.into(),
            roles: if id.ends_with("dsp") { vec!["dsp".into()] } else { Vec::new() },
            ..Post::default()
        };
        let person = |name: &str, initials: &str, post: &str, to: Option<&str>| Person {
            name: name.into(),
            initials: initials.into(),
            post: post.into(),
            from: to.map(|_| "2020-01-01".parse().unwrap()),
            to: to.map(|day| day.parse().unwrap()),
            ..Person::default()
        };
        Partnership {
            agencies: vec![agency("police", "Wrenshire Police"), agency("icb", "Wrenshire ICB")],
            posts: vec![
                post("police-dsp", "Chief Superintendent, Safeguarding", "police"),
                post("inspector", "Detective Inspector", "police"),
                post("icb-dsp", "Deputy Chief Nurse", "icb"),
                post("nurse", "Designated Nurse", "icb"),
            ],
            people: vec![
                person("Gareth Davies", "GD", "police-dsp", None),
                person("Jo Ellis", "JE", "inspector", None),
                person("Nia Owen", "NO", "icb-dsp", None),
                person("Jo Farr", "JF", "nurse", None),
                person("Ann Lee", "AL", "nurse", Some("2024-01-01")),
            ],
            groups: vec![Group {
                id: "executive".into(),
                members: vec!["police-dsp".into(), "icb-dsp".into()],
                ..Group::default()
            }],
            ..Partnership::default()
        }
    }

    fn said(words: &str, agency: &str) -> String {
        let partnership = partnership();
        let owners =
            Owners::new(Some(&partnership), partnership.groups.first(), "2026-12-03".parse().unwrap());
        match owners.read(words, agency) {
            Owner::One(post, with, note) => {
                let with = with.iter().map(|post| format!(" with {post}")).collect::<Vec<_>>().concat();
                format!("{post}{with}{}", note.map(|note| format!(": {note}")).unwrap_or_default())
            }
            Owner::Nobody => "nobody".to_owned(),
            Owner::Unclear(why) => why,
        }
    }

    #[test]
    fn a_name_that_means_one_is_taken() {
        for words in [
            "GD",
            "G.D.",
            "Gareth",
            "Davies",
            "Gareth Davies",
            "Davies, Gareth",
            "G Davies",
            "Gareth D",
            "police-dsp",
            "Ch Supt Gareth Davies",
            "Gareth Davies (Police)",
            "Gareth Davies, police",
            "Gareth Davies - Police",
            "Chief Superintendent, Safeguarding",
            "Police / Gareth Davies",
            "GARETH DAVIES",
        ] {
            assert_eq!(said(words, ""), "police-dsp", "{words}");
        }
        assert_eq!(said("Jo", "Police"), "inspector");
        assert_eq!(said("Jo (ICB)", ""), "nurse");
    }

    #[test]
    fn an_agency_is_spoken_for_by_its_member_of_the_group_and_that_is_said() {
        let taken = "police-dsp: 'Police' is taken for Gareth Davies (police-dsp), who sits in the group";
        assert_eq!(said("Police", ""), taken);
        assert_eq!(said("", "Police"), taken);
        assert_eq!(said("Ann Lee", ""), "nurse: 'Ann Lee' has left: Jo Farr (nurse) leads now");
        assert_eq!(
            said("Nia Owen", "Police"),
            "icb-dsp: 'Police' stands beside, and Nia Owen (icb-dsp) is not of it"
        );
    }

    #[test]
    fn nobody_is_chosen_between_two() {
        assert_eq!(
            said("Jo", ""),
            "'Jo' may be Jo Ellis (inspector) or Jo Farr (nurse): write the full name or the post"
        );
        assert_eq!(
            said("GD / NO", ""),
            "Gareth Davies (police-dsp) and Nia Owen (icb-dsp) are named, and one must lead: keep the lead here and put the others in a column With"
        );
        assert_eq!(said("Lead: GD, NO", ""), "police-dsp with icb-dsp");
        assert_eq!(said("GD and NO (lead)", ""), "icb-dsp with police-dsp");
        for words in ["All partners", "ALL", "DSPs", "Executive"] {
            let why = said(words, "");
            assert!(
                why.contains(
                    "cannot lead an action: name one lead, such as Gareth Davies (police-dsp) or Nia"
                ),
                "{why}"
            );
        }
    }

    #[test]
    fn somebody_unknown_is_asked_about() {
        assert_eq!(
            said("Garth Davies", ""),
            "'Garth Davies' is nobody known: did you mean Gareth Davies (police-dsp)?"
        );
        assert!(said("The Mayor", "").contains("is nobody known: write a name"));
        assert_eq!([said("TBC", ""), said("", ""), said("n/a", "")], ["nobody"; 3]);
    }
}
