//! Whom to ask for what: the open actions of every group, one message for each person, however many posts they answer for.
//! What is written in a message and where it goes is decided elsewhere; nothing here sends anything.

use super::action::{Action, Due, Level, Rag, Status};
use super::actions::{Light, Listed, all};
use super::agenda::Tier;
use super::partnership::Person;
use super::tracker::Tracker;
use crate::base::id::{ActionId, PostId};
use crate::base::text::{one_line, slug};
use std::collections::{BTreeMap, HashMap};

/// Links of a chain that are followed; a round is seen long before.
const LONGEST_CHAIN: usize = 8;

/// Who is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Whom {
    /// A person: their name and their agency.
    Person(String, String),
    /// Whoever holds a post, while nobody is known to: its title and its agency.
    Post(String, String),
    /// The business manager, for what nobody leads.
    BusinessManager,
}

/// Why somebody is asked about an action.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// It is late, by days.
    Late(i64),
    /// It is due in so many days.
    Soon(i64),
    /// It has no date.
    Undated,
    /// It is said to be done, and its group asks for evidence that reaches this far.
    Unproven(Level),
    /// It waits for others: each of these, and what that waits for in turn.
    Waiting(Vec<Link>),
    /// Nobody leads it.
    Leaderless,
}

/// An action that another one waits for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// Its number.
    pub id: ActionId,
    /// What it is and who leads it; nothing where that may not be said.
    pub said: Option<(String, String)>,
    /// How many links it is from the first.
    pub depth: usize,
}

/// An action somebody is asked about.
#[derive(Clone, Debug)]
pub struct Ask<'a> {
    /// The action.
    pub listed: Listed<'a>,
    /// Why.
    pub why: Why,
}

/// What one person is asked.
#[derive(Clone, Debug)]
pub struct Message<'a> {
    /// Who.
    pub whom: Whom,
    /// A name for its files, of small letters, figures and dashes.
    pub slug: String,
    /// What they are asked about, the latest first.
    pub asks: Vec<Ask<'a>>,
    /// How many restricted actions of theirs are not in it.
    pub left_out: usize,
}

/// All messages.
#[derive(Clone, Debug, Default)]
pub struct Chase<'a> {
    /// One for each person, by name; what nobody leads comes last.
    pub messages: Vec<Message<'a>>,
    /// How many restricted actions are in none of them.
    pub left_out: usize,
}

/// What to ask about, and how far ahead.
#[derive(Clone, Copy, Debug)]
pub struct Asked {
    /// What is due within so many days is asked for.
    pub within: i64,
    /// Up to which tier.
    pub tier: Tier,
}

/// The key by which messages are told apart: people before posts, what nobody leads last.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    Person(String),
    Post(String),
    Nobody,
}

/// Works out whom to ask for what, of some actions; what they wait for is looked up in every tracker.
pub fn chase<'a>(
    light: &'a Light<'a>,
    trackers: impl IntoIterator<Item = &'a Tracker>,
    found: &[Listed<'a>],
    asked: Asked,
) -> Chase<'a> {
    let known = Known::of(light, trackers, asked.tier);
    let mut made: BTreeMap<Key, Message<'a>> = BTreeMap::new();
    for listed in found {
        let Some(why) = known.why(*listed, asked.within) else { continue };
        let (key, whom) = whom(light, listed.action);
        let fresh = || Message { whom, slug: String::new(), asks: Vec::new(), left_out: 0 };
        let message = made.entry(key).or_insert_with(fresh);
        if listed.action.tier > asked.tier {
            // What partners may see and this reader may not is left out as in every list; what is restricted is counted.
            message.left_out += usize::from(listed.action.tier == Tier::Restricted);
        } else {
            message.asks.push(Ask { listed: *listed, why });
        }
    }
    let left_out = made.values().map(|message| message.left_out).sum();
    let mut messages: Vec<Message<'a>> =
        made.into_values().filter(|message| !message.asks.is_empty()).collect();
    for message in &mut messages {
        message.asks.sort_by_key(|ask| (ask.why.place(), ask.listed.action.due.day(), &ask.listed.action.id));
    }
    name_files(&mut messages);
    Chase { messages, left_out }
}

impl Why {
    /// Whether it is still to be done: what was done on time is not late, whatever is still to be shown of it.
    pub fn is_owed(&self) -> bool {
        !matches!(self, Self::Unproven(_))
    }

    /// Where it stands in a message.
    fn place(&self) -> u8 {
        match self {
            Self::Late(_) => 0,
            Self::Soon(_) => 1,
            Self::Undated => 2,
            Self::Unproven(_) => 3,
            Self::Waiting(_) => 4,
            Self::Leaderless => 5,
        }
    }
}

/// Every action by its numbers, to follow what waits for what.
struct Known<'a> {
    light: &'a Light<'a>,
    by_id: HashMap<&'a ActionId, &'a Action>,
    tier: Tier,
}

impl<'a> Known<'a> {
    fn of(light: &'a Light<'a>, trackers: impl IntoIterator<Item = &'a Tracker>, tier: Tier) -> Self {
        let actions: Vec<&Action> = all(trackers).map(|listed| listed.action).collect();
        let before = actions.iter().flat_map(|action| action.aliases.iter().map(move |id| (id, *action)));
        // A number an action has goes before one that another had.
        let by_id = before.chain(actions.iter().map(|action| (&action.id, *action))).collect();
        Self { light, by_id, tier }
    }

    /// Why somebody is to be asked; nothing where nobody needs to be.
    fn why(&self, listed: Listed<'_>, within: i64) -> Option<Why> {
        let (action, today) = (listed.action, self.light.today);
        if !action.status.open() {
            return None;
        }
        if action.lead.is_none() {
            return Some(Why::Leaderless);
        }
        if action.status == Status::Done {
            let needed = listed.tracker.close_at.unwrap_or_default();
            // With its evidence it is its group's turn.
            return action.level().is_none_or(|level| level < needed).then_some(Why::Unproven(needed));
        }
        let mut chain = Vec::new();
        self.follow(action, action, 0, &mut chain);
        if !chain.is_empty() || action.status == Status::Blocked {
            return Some(Why::Waiting(chain));
        }
        match (action.due, action.rag(today)) {
            (Due::ToBeSet, _) => Some(Why::Undated),
            (_, Rag::Late(days)) => Some(Why::Late(days)),
            (Due::On(day), _) => {
                let days = (day - today).num_days();
                (days <= within).then_some(Why::Soon(days))
            }
        }
    }

    /// What an action waits for that has not ended, and what that waits for; a round is not gone through twice.
    fn follow(&self, first: &Action, action: &Action, depth: usize, chain: &mut Vec<Link>) {
        for id in &action.blocked_by {
            let Some(known) = self.by_id.get(id).copied() else {
                if chain.iter().all(|link| link.id != *id) {
                    chain.push(Link { id: id.clone(), said: None, depth });
                }
                continue;
            };
            let again = known.id == first.id || chain.iter().any(|link| link.id == known.id);
            if again || !known.status.open() || depth >= LONGEST_CHAIN {
                continue;
            }
            if known.tier > self.tier {
                // Not even its number, and what it waits for is not said either.
                chain.push(Link { id: ActionId::default(), said: None, depth });
                continue;
            }
            let said = Some((one_line(&known.what), self.light.lead_said(known)));
            chain.push(Link { id: known.id.clone(), said, depth });
            self.follow(first, known, depth + 1, chain);
        }
    }
}

/// Who is to be asked about an action.
fn whom(light: &Light<'_>, action: &Action) -> (Key, Whom) {
    let Some(lead) = &action.lead else { return (Key::Nobody, Whom::BusinessManager) };
    let Some(known) = light.partnership else {
        return (Key::Post(lead.to_string()), Whom::Post(lead.to_string(), String::new()));
    };
    if let Some(post) = known.post(lead) {
        let agency = known.agency(&post.agency).map(|agency| agency.said().to_owned()).unwrap_or_default();
        return match known.holder(lead, light.today) {
            Some(person) => (person_key(light, person), Whom::Person(person.name.clone(), agency)),
            None => (Key::Post(lead.to_string()), Whom::Post(post.title.clone(), agency)),
        };
    }
    let is = |person: &&Person| person.id.as_str() == lead.as_str();
    let before = |person: &&Person| person.aliases.iter().any(|id| id.as_str() == lead.as_str());
    let person = known.people.iter().find(is).or_else(|| known.people.iter().find(before));
    match person {
        Some(person) => {
            let agency = known.post(&person.post).and_then(|post| known.agency(&post.agency));
            let agency = agency.map(|agency| agency.said().to_owned()).unwrap_or_default();
            (person_key(light, person), Whom::Person(person.name.clone(), agency))
        }
        None => (Key::Post(lead.to_string()), Whom::Post(lead.to_string(), String::new())),
    }
}

/// One person has an entry for each post they hold. Entries of one name are one person where their posts are of one
/// agency; else they may be two, and nobody gets what is another's.
fn person_key(light: &Light<'_>, person: &Person) -> Key {
    let agency = |post: &PostId| {
        let post = light.partnership.and_then(|known| known.post(post));
        post.map(|post| post.agency.to_string()).unwrap_or_default()
    };
    Key::Person(format!("{}\n{}", one_line(&person.name).to_lowercase(), agency(&person.post)))
}

impl Whom {
    /// The name, or the title of a post.
    pub fn name(&self) -> &str {
        match self {
            Self::Person(name, _) | Self::Post(name, _) => name,
            Self::BusinessManager => "Business manager",
        }
    }

    /// With the agency: `Gareth Davies, police`.
    pub fn said(&self) -> String {
        let agency = match self {
            Self::Person(_, agency) | Self::Post(_, agency) => agency.as_str(),
            Self::BusinessManager => "",
        };
        let said =
            if agency.is_empty() { self.name().to_owned() } else { format!("{}, {agency}", self.name()) };
        one_line(&said)
    }
}

/// Gives each message a name for its files that no other has: `gareth-davies`.
fn name_files(messages: &mut [Message<'_>]) {
    let mut taken: HashMap<String, usize> = HashMap::new();
    for message in messages {
        let slug = match &message.whom {
            Whom::BusinessManager => "nobody-leads".to_owned(),
            whom => file_name(whom.name()),
        };
        let times = taken.entry(slug.clone()).or_insert(0);
        *times += 1;
        message.slug = if *times == 1 { slug } else { format!("{slug}-{times}") };
    }
}

/// The name of a message's file.
fn file_name(name: &str) -> String {
    let slug = slug(name, 60);
    if slug.is_empty() { "somebody".to_owned() } else { slug }
}

#[cfg(test)]
mod tests;
