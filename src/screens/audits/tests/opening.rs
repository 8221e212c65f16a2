//! Audits opened from the pages, over the workspace of the demonstration.

use super::*;
use crate::files::{audit, audit_template, shipped};

/// The list of audits of the demonstration.
fn at_the_list() -> Play {
    let files = shipped::demo();
    let files = files.iter().map(|(path, bytes)| (path.as_str(), *bytes));
    let workspace = Workspace::load(files, &[], &[]);
    let now: Stamp = "2026-10-06T10:00:00Z".parse().unwrap();
    let state = State::new(&Arc::new(workspace.clone()), now.date_naive(), "jo");
    Play { state, workspace, now, said: String::new(), refuses: false, sent: Vec::new() }
}

impl Play {
    /// Whether the line at the foot asks this.
    #[track_caller]
    fn asks(&self, question: &str) {
        let asking = self.state.asking.as_ref().unwrap_or_else(|| panic!("nothing is asked: {}", self.said));
        assert!(asking.question.contains(question), "{} · {}", asking.question, self.said);
    }

    fn choose(&mut self, words: &str) {
        let Some(asking::Input::Choose(options)) = self.state.asking.as_ref().map(|one| &one.input) else {
            panic!("nothing to choose")
        };
        let key = options.iter().find(|one| one.words.contains(words)).unwrap().key.clone();
        self.key(&key);
    }

    /// The two files of the audit that was opened last.
    fn opened(&self) -> (Audit, Resolved) {
        let Some(Effect::Revise(revisions)) = self.sent.last() else { panic!("{}", self.said) };
        let texts: Vec<&str> = revisions
            .iter()
            .map(|one| match &one.change {
                Change::Begin(text) => text.as_str(),
                other => panic!("{other:?}"),
            })
            .collect();
        let of = audit::load(texts[1]);
        assert!(of.problems.is_empty(), "{:?}", of.problems);
        (of.value.unwrap(), audit_template::frozen(texts[0]).unwrap())
    }
}

#[test]
fn an_audit_is_opened_by_its_template_its_panel_and_whom_it_asks() {
    let mut play = at_the_list();
    play.run(Command::NewAudit);
    play.choose("Neglect");
    play.asks("On which day does the panel sit?");
    play.type_in("soonish");
    assert!(play.said.contains("does not read as a date"), "{}", play.said);
    play.key("ctrl-u");
    play.type_in("16 jan 2027");
    assert!(play.said.contains("which is no working day: the next is Mon 18 Jan 2027"), "{}", play.said);
    play.key("1");
    play.asks("Under which id?");
    play.type_in("");
    play.asks("How many children?");
    play.key("ctrl-u");
    play.type_in("100");
    assert!(
        play.said.contains("an audit looks at 1 to 99 children".trim_start_matches("an ")),
        "{}",
        play.said
    );
    play.key("ctrl-u");
    play.type_in("3");
    play.asks("Which agencies?");
    play.key("ctrl-u");
    play.type_in("police; gp; schol");
    assert!(play.said.contains("did you mean school?"), "{}", play.said);
    play.key("ctrl-u");
    play.type_in("police; school=Oak High, and its nursery; school=Elm High");
    play.type_in("");
    play.asks("Why this theme, now?");
    play.type_in("seen on 3 May 2015 at BS34 5AB");
    assert!(play.state.busy(), "{}", play.said);
    play.key("ctrl-u");
    play.type_in("The tool was not used");
    let (of, asks) = play.opened();
    assert_eq!(
        (of.id.as_str(), of.title.as_str(), of.why.as_str()),
        ("2026-q4-neglect", "Neglect", "The tool was not used")
    );
    let agencies: Vec<(&str, &str)> =
        of.agencies.iter().map(|one| (one.id.as_str(), one.name.as_str())).collect();
    assert_eq!(
        agencies,
        [("police", "Police"), ("school", "Oak High, and its nursery"), ("school-2", "Elm High")]
    );
    assert_eq!((of.cases.len(), of.dates.panel.to_string()), (3, "2027-01-16".to_owned()));
    assert_eq!(
        (asks.id.as_str(), audit_template::sha256(&asks).to_string()),
        ("neglect", of.template.sha256)
    );
}

#[test]
fn organisations_are_not_asked_how_many_children_and_a_line_comes_back_with_its_answers() {
    let mut play = at_the_list();
    play.run(Command::NewAudit);
    play.choose("eight");
    play.type_in("15 jun 2027");
    play.key("1");
    play.key("enter");
    play.asks("Which agencies?");
    play.key("esc");
    play.run(Command::BringBack);
    play.asks("Which agencies?");
    play.key("ctrl-u");
    play.key("esc");
    play.asks("Under which id?");
    play.key("enter");
    play.key("enter");
    play.key("enter");
    play.key("enter");
    let (of, _) = play.opened();
    assert_eq!((of.cases.len(), of.involvement.len()), (1, of.agencies.len()));
}

#[test]
fn an_audit_is_asked_again_by_its_own_questions_or_by_those_of_its_template_now() {
    let mut play = at_the_list();
    let (id, folder) = play.workspace.audit_folders.first_key_value().unwrap();
    let (id, before) = (id.clone(), folder.audit.clone());
    play.run(Command::OpenAudit);
    let frozen = play.workspace.audits.resolved(&before.template.id).unwrap().unwrap();
    play.state.template(&id, Ok(Box::new(frozen.clone())), &mut Out::default());
    play.run(Command::AskAgain);
    play.asks("On which day does the panel sit?");
    play.key("esc");
    // One question is asked in other words by now.
    let mut was = frozen.clone();
    was.sections[0].questions[0].text.push_str(" Then?");
    play.state.template(&id, Ok(Box::new(was.clone())), &mut Out::default());
    for (answer, asks) in [("then", &was), ("as it is now: 1 reworded", &frozen)] {
        play.run(Command::AskAgain);
        play.asks("The template has changed since then");
        play.choose(answer);
        play.type_in("18 jan 2028");
        play.key("1");
        (0..5).for_each(|_| play.key("enter"));
        let (of, template) = play.opened();
        assert_eq!((&of.repeats, of.id.as_str()), (&Some(id.clone()), "2027-q4-neglect"));
        assert_eq!(of.agencies.len(), before.agencies.len());
        assert_eq!(&template, asks, "{answer}");
        play.state.open.as_mut().unwrap().template = Some(Box::new(was.clone()));
    }
}
