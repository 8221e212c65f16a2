//! Papers written from the pages: what is asked for, and what is said of what came of it.

use super::*;
use crate::documents::audit_report::{Form, Paper};
use crate::effect::{PaperAsked, PaperCame};

impl Play {
    fn asked(&self) -> PaperAsked {
        let Some(Effect::WritePaper(asked)) = self.sent.last() else { panic!("nothing was asked for") };
        (**asked).clone()
    }

    fn came(&mut self, came: PaperCame) {
        let (asked, mut out) = (self.asked(), Out::default());
        self.state.papered(&asked, came, &mut out);
        self.take(out);
    }

    fn told(&self) -> String {
        assert_eq!(self.state.page, Page::Paper);
        let mut sheet = Sheet::new(Look::default(), 120);
        self.state.paper_sheet(&mut sheet);
        sheet.into_lines().iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
    }
}

/// A brief as a PDF asked for on the board.
fn brief() -> Play {
    let mut play = Play::new();
    play.run(Command::WritePaper);
    play.key("4");
    play.key("1");
    play
}

#[test]
fn a_paper_is_asked_for_by_what_it_is_its_form_and_its_place_which_stands_there_already() {
    let mut play = brief();
    play.key("enter");
    let id = example::audit().id;
    let to = format!("audits/{id}/out/brief.pdf");
    let today = play.now.date_naive();
    let asked =
        PaperAsked { audit: id, paper: (Paper::Brief, Form::Pdf), to: to.clone(), replace: false, today };
    assert_eq!(play.asked(), asked);
    assert_eq!(play.said, format!("Making {to}"));
    play.came(PaperCame::Written { said: format!("{to}: the learning brief"), told: Vec::new() });
    assert_eq!((play.said.as_str(), play.state.page), (&*format!("{to}: the learning brief."), Page::Board));
}

#[test]
fn another_ending_is_refused_and_the_line_stays() {
    let mut play = brief();
    play.type_in("x");
    assert!(play.said.starts_with("Its name ends in .pdf"), "{}", play.said);
    assert!(play.state.busy() && !play.sent.iter().any(|one| matches!(one, Effect::WritePaper(_))));
}

#[test]
fn a_place_may_hold_a_name_that_nobody_types_elsewhere() {
    let mut play = brief();
    play.key("ctrl-u");
    play.type_in("/home/child 943 476 5919/brief.pdf");
    assert_eq!(play.asked().to, "/home/child 943 476 5919/brief.pdf");
}

#[test]
fn another_file_is_replaced_only_where_somebody_says_so() {
    let mut play = brief();
    play.key("enter");
    play.came(PaperCame::Another);
    assert!(play.said.contains("left alone"), "{}", play.said);
    play.key("2");
    assert!(play.state.busy(), "another place is asked for");
    play.key("enter");
    assert!(!play.asked().replace);
    play.came(PaperCame::Another);
    play.key("1");
    assert!(play.asked().replace);
}

#[test]
fn what_stands_in_the_way_is_a_page_and_what_to_look_at_is_one_too() {
    let mut play = brief();
    play.key("enter");
    let lines = vec!["no learning brief was made, for 1 thing in it:".to_owned(), "an age".to_owned()];
    play.came(PaperCame::Refused(lines));
    assert_eq!(play.told(), " No learning brief was made, for 1 thing in it.\n\n An age.");
    play.run(Command::Back);
    assert_eq!(play.state.page, Page::Board);
    play.run(Command::ShowResults);
    play.run(Command::WritePaper);
    play.key("5");
    play.key("2");
    play.key("enter");
    assert_eq!(play.asked().paper, (Paper::Answers, Form::Csv));
    play.came(PaperCame::Written {
        said: "a.csv: answers".to_owned(),
        told: vec!["this holds words".to_owned()],
    });
    assert_eq!(play.told(), " a.csv: answers.\n\n This holds words.");
}

#[test]
fn what_could_not_be_written_brings_the_line_back() {
    let mut play = brief();
    play.key("enter");
    play.came(PaperCame::Failed("there is no folder /x".to_owned()));
    assert_eq!(play.said, "Not written: there is no folder /x");
    let line = play.state.asking.as_mut().and_then(Asking::editor).map(|editor| editor.text());
    assert_eq!(line, Some(play.asked().to));
}
