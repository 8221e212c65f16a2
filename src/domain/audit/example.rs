//! A small made-up audit for tests: three children, four agencies, five questions, and the audit it repeats.

use super::*;

const SHA: &str = "5f2c";

fn day(text: &str) -> chrono::NaiveDate {
    text.parse().unwrap()
}

/// The scales and answers everything here is asked on.
fn scale() -> Scale {
    let level = |code: &str, word: &str, symbol: &str, colour| Level {
        code: code.into(),
        word: word.into(),
        symbol: symbol.into(),
        colour,
        means: String::new(),
    };
    Scale {
        id: "four".into(),
        title: "Four grades".into(),
        ordinal: true,
        levels: vec![
            level("I", "Inadequate", "✗", Colour::Red),
            level("RI", "Requires improvement", "~", Colour::Amber),
            level("G", "Good", "✓", Colour::Green),
            level("O", "Outstanding", "★", Colour::Blue),
        ],
        note: String::new(),
    }
}

fn graded(id: &str, text: &str) -> Question {
    Question {
        id: id.into(),
        text: text.into(),
        kind: Some(AnswerKind::Scale),
        scale: Some("four".into()),
        ..Question::default()
    }
}

/// What is asked.
pub fn template() -> Resolved {
    let lived = Question {
        safety_critical: true,
        evidence: Evidence::Required,
        ..graded("lived", "Do we know what a day is like for this child?")
    };
    let tool = Question {
        kind: Some(AnswerKind::YesNo),
        scale: None,
        evidence: Evidence::None,
        ..graded("tool", "Was the neglect tool used?")
    };
    let day = Question {
        applies_to: AppliesTo::Only(vec!["school".into()]),
        ..graded("school-day", "Did the school day help?")
    };
    let changed = Question {
        kind: Some(AnswerKind::Text),
        scale: None,
        evidence: Evidence::None,
        ..graded("changed", "What changed for the child?")
    };
    let section = |id: &str, title: &str, questions| Section {
        id: id.into(),
        title: title.into(),
        questions,
        ..Section::default()
    };
    let word = |code, word: &str, symbol: &str| NonAnswer {
        code,
        word: word.into(),
        symbol: symbol.into(),
        ..NonAnswer::default()
    };
    Resolved {
        id: "neglect".into(),
        version: 2,
        title: "Neglect".into(),
        default_scale: Some("four".into()),
        scales: vec![scale()],
        non_scores: vec![
            word(NonScore::Na, "Not applicable", "–"),
            word(NonScore::NotKnown, "Not known to us", "?"),
            word(NonScore::NotInformed, "Never told", "!"),
            word(NonScore::InsufficientEvidence, "Not enough evidence", "…"),
        ],
        sections: vec![
            section("child", "The child", vec![lived, day]),
            section(
                "together",
                "Working together",
                vec![graded("shared", "Did what was known reach those who needed it?"), tool, changed],
            ),
        ],
        ..Resolved::default()
    }
}

/// The audit.
pub fn audit() -> Audit {
    let agency = |id: &str, name: &str, kind: &str| AskedAgency {
        id: id.into(),
        name: name.into(),
        kind: kind.into(),
        contact: "CONTACT".into(),
    };
    let case = |id: &str, plan: &str| Case {
        id: id.into(),
        age_band: "5 to 9".into(),
        plan: plan.into(),
        note: "CASENOTE".into(),
        ..Case::default()
    };
    let agencies = vec![
        agency("care", "Children’s social care", "social-care"),
        agency("police", "Police", "police"),
        agency("school", "Schools", "school"),
        agency("health", "Community health", "community-health"),
    ];
    let cases = vec![case("C1", "child protection"), case("C2", "child in need"), case("C3", "early help")];
    let mut involvement = Vec::new();
    for case in &cases {
        for agency in &agencies {
            let nil = case.id.as_str() == "C3" && agency.id.as_str() == "police";
            let known = if nil { KnownTo::No } else { KnownTo::Yes };
            let (case, agency) = (case.id.clone(), agency.id.clone());
            involvement.push(Involvement { case, agency, known, ..Involvement::default() });
        }
    }
    Audit {
        id: "2026-q3-neglect".into(),
        title: "Neglect, autumn 2026".into(),
        template: Frozen { id: "neglect".into(), version: 2, sha256: SHA.into() },
        group: "quality".into(),
        stage: Stage::Report,
        why: "The last audit found that the neglect tool was seldom used.".into(),
        repeats: Some("2024-q2-neglect".into()),
        terms: Terms {
            purpose: "Is the tool changing what children experience?".into(),
            lines: vec!["use of the tool".into(), "what reaches schools".into()],
            from: Some(day("2025-09-01")),
            to: Some(day("2026-08-31")),
            ..Terms::default()
        },
        dates: Dates { panel: day("2026-10-06"), ..Dates::default() },
        agencies,
        cases,
        involvement,
        ..Audit::default()
    }
}

/// An answer; where it is better than bad, with evidence for it.
fn answer(question: &str, code: &str, evidence: &str) -> Answer {
    let proof = |what: &str| Proof { what: what.into(), ..Proof::default() };
    let reason = if NonScore::of(code).is_some() { "nobody told us" } else { "" };
    Answer {
        question: question.into(),
        answer: vec![code.into()],
        reason: reason.into(),
        evidence: (!evidence.is_empty()).then(|| proof(evidence)).into_iter().collect(),
        ..Answer::default()
    }
}

/// What an agency said of a child: of the day, of sharing, of the tool, altogether.
fn given(case: &str, agency: &str, codes: [&str; 4], evidence: &str) -> Return {
    let [lived, shared, tool, overall] = codes;
    let mut answers = vec![answer("lived", lived, evidence)];
    if agency == "school" {
        answers.push(answer("school-day", "G", evidence));
    }
    answers.extend([answer("shared", shared, evidence), answer("tool", tool, "")]);
    answers.push(answer("changed", "Meals are regular now.", ""));
    Return {
        audit: "2026-q3-neglect".into(),
        template_sha256: SHA.into(),
        case: case.into(),
        agency: agency.into(),
        state: ReturnState::Accepted,
        auditor: Auditor { role: "AUDITORROLE".into(), independent: Some(true) },
        answers,
        overall: Some(Overall { grade: overall.into(), reason: "as the record shows".into() }),
        child_feedback: if agency == "school" { "I like breakfast club.".into() } else { String::new() },
        immediate_concern: (case == "C2" && agency == "health")
            .then(|| Concern { what: "CONCERN".into(), told: "ESCALATED".into() }),
        ..Return::default()
    }
}

/// What came back: eleven returns accepted, and one of a child the police do not know that is not.
pub fn returns() -> Vec<Return> {
    let log = "the log of the last year";
    vec![
        given("C1", "care", ["RI", "G", "yes", "RI"], log),
        given("C1", "police", ["na", "not_informed", "no", "RI"], ""),
        given("C1", "school", ["G", "RI", "no", "G"], log),
        given("C1", "health", ["I", "RI", "yes", "RI"], log),
        given("C2", "care", ["G", "G", "yes", "G"], ""),
        given("C2", "police", ["not_known", "G", "no", "G"], log),
        given("C2", "school", ["O", "G", "yes", "G"], log),
        given("C2", "health", ["G", "insufficient_evidence", "yes", "G"], log),
        given("C3", "care", ["G", "G", "yes", "G"], log),
        given("C3", "school", ["G", "not_informed", "no", "G"], log),
        given("C3", "health", ["RI", "RI", "no", "RI"], log),
        Return { state: ReturnState::Draft, ..given("C3", "police", ["I", "I", "no", "I"], "") },
    ]
}

fn finding(id: &str, kind: FindingKind, ground: Ground, text: &str, recommendation: &str) -> Finding {
    Finding {
        id: id.into(),
        kind,
        ground,
        section: "together".into(),
        text: text.into(),
        questions: vec!["shared".into()],
        recommendations: (!recommendation.is_empty()).then(|| recommendation.into()).into_iter().collect(),
    }
}

/// What the panel agreed. The grade of C1 is better than what was agreed of a question about safety.
pub fn panels() -> Vec<Panel> {
    let settled = |question: &str, grade: &str, how| Settled {
        question: question.into(),
        how,
        grade: Some(grade.into()),
        reason: "the health record says most".into(),
        dissent: Vec::new(),
    };
    let panel = |case: &str, settled, grade: &str, findings| Panel {
        audit: "2026-q3-neglect".into(),
        case: case.into(),
        sitting: Sitting { on: Some(day("2026-10-06")), ..Sitting::default() },
        settled,
        overall: Some(Agreed {
            overall: Overall { grade: grade.into(), reason: "help came late and held".into() },
            by: vec!["care".into(), "school".into()],
            dissent: Vec::new(),
        }),
        findings,
        ..Panel::default()
    };
    let (strength, develop) = (FindingKind::Strength, FindingKind::Develop);
    let mut first = panel(
        "C1",
        vec![settled("lived", "I", Settlement::Regraded), settled("shared", "RI", Settlement::Agreed)],
        "RI",
        vec![
            finding(
                "F-26-001",
                strength,
                Ground::Practice,
                "Breakfast clubs gave children a steady start.",
                "",
            ),
            finding(
                "F-26-002",
                develop,
                Ground::System,
                "Decisions of conferences do not reach everybody who is invited.",
                "REC-Q-01",
            ),
        ],
    );
    first.missing = vec![Missing { agency: "Housing".into(), why: "overcrowding was known".into() }];
    vec![
        first,
        panel(
            "C2",
            vec![settled("lived", "G", Settlement::Agreed)],
            "G",
            vec![finding(
                "F-26-003",
                strength,
                Ground::Practice,
                "Workers saw children alone and wrote down their words.",
                "",
            )],
        ),
        panel(
            "C3",
            vec![settled("lived", "G", Settlement::Agreed)],
            "G",
            vec![finding(
                "F-26-004",
                develop,
                Ground::Practice,
                "The neglect tool is started and not finished.",
                "REC-Q-02",
            )],
        ),
    ]
}

/// The audit that is repeated: the same questions two years before, one in other words, one on another scale.
pub fn before() -> (Audit, Resolved, Vec<Return>, Vec<Panel>) {
    let mut audit = audit();
    audit.id = "2024-q2-neglect".into();
    audit.title = "Neglect, summer 2024".into();
    audit.repeats = None;
    let mut template = template();
    template.version = 1;
    let mut other = scale();
    other.id = "three".into();
    other.levels.remove(3);
    template.scales.push(other);
    for question in template.sections.iter_mut().flat_map(|section| &mut section.questions) {
        match question.id.as_str() {
            "lived" => question.text = "Is the child’s day known?".into(),
            "school-day" => question.scale = Some("three".into()),
            _ => {}
        }
    }
    let log = "the log";
    let returns = vec![
        given("C1", "care", ["RI", "RI", "no", "RI"], log),
        given("C1", "school", ["G", "RI", "no", "RI"], log),
        given("C2", "care", ["I", "G", "no", "RI"], log),
        given("C2", "health", ["RI", "na", "no", "RI"], log),
    ];
    let returns = returns.into_iter().map(|one| Return { audit: audit.id.clone(), ..one }).collect();
    let panels = panels().into_iter().map(|one| Panel { audit: audit.id.clone(), ..one }).take(2).collect();
    (audit, template, returns, panels)
}

/// Makes something of the audit and of what moved since the one it repeats.
pub fn compared<T>(of: impl FnOnce(&Results<'_>, &Movement<'_>) -> T) -> T {
    let (audit, template, returns, panels) = (audit(), template(), returns(), panels());
    let (old_audit, old_template, old_returns, old_panels) = before();
    let now = Results::of(&audit, &template, &returns, &panels);
    let before = Results::of(&old_audit, &old_template, &old_returns, &old_panels);
    of(&now, &Movement::of(&before, &now))
}

/// Recommendations that may be read.
pub fn linked() -> Vec<report::Linked> {
    vec![report::Linked {
        id: "REC-Q-01".into(),
        text: "Send every decision to all who were invited.".into(),
        actions: vec![(
            "QA-26-004".into(),
            "Make one list of those who are sent decisions.".into(),
            "open".into(),
        )],
        closed: 0,
    }]
}

/// What a report says besides the results.
pub fn context(linked: &[report::Linked]) -> report::Context<'_> {
    report::Context {
        partnership: "Example Partnership",
        marking: "OFFICIAL",
        group: "Quality group",
        today: day("2026-11-26"),
        linked,
        called: super::gate::Called::default(),
    }
}
