//! What returns that came back come to, in words: what is taken, what has to be asked back and in which cell, what is refused.
//! That a child may be unsafe now stands first, and nowhere else.

use crate::base::text::{count, one_line};
use crate::domain::audit::collect::{Came, Outcome, Piece};

/// The preview, ending with a new line.
pub fn text(all: &[Came]) -> String {
    let mut lines = Vec::new();
    for (came, piece) in all.iter().flat_map(|came| came.pieces.iter().map(move |piece| (came, piece))) {
        if let Some(concern) = &piece.concern {
            let told = if concern.told.trim().is_empty() {
                "nobody is said to have been told"
            } else {
                &concern.told
            };
            lines.push(format!(
                "A CHILD MAY BE UNSAFE NOW: {} by {} ({}): {}. Told: {}",
                one_line(piece.case.as_str()),
                one_line(piece.agency.as_str()),
                came.file,
                one_line(&concern.what).trim_end_matches('.'),
                one_line(told)
            ));
            lines.push("    Make sure today that the allocated manager or the front door knows. This does not wait for the audit.".to_owned());
            lines.push(String::new());
        }
    }
    for came in all {
        lines.push(came.file.clone());
        lines.extend(came.refused.iter().map(|why| format!("  refused: {why}.")));
        for piece in &came.pieces {
            self::piece(piece, &mut lines);
        }
        lines.extend(came.said.iter().map(|said| format!("  {said}")));
        lines.push(String::new());
    }
    lines.push(summary(all));
    lines.join("\n") + "\n"
}

fn piece(piece: &Piece, lines: &mut Vec<String>) {
    let asked = count(piece.asked.len(), "query", "queries");
    let is = match &piece.outcome {
        Outcome::Taken { .. } if piece.asked.is_empty() => "good: it has everything it needs".to_owned(),
        Outcome::Taken { .. } => asked,
        Outcome::Same => "the same as the one that is there".to_owned(),
        Outcome::Once(other) => format!("the same as the one in {other}: it counts once"),
        Outcome::Empty => "not filled in yet".to_owned(),
        Outcome::Refused(why) => format!("refused: {why}."),
    };
    // What may be anything is not said again where personal data stands beside it.
    let who = if piece.personal.is_empty() {
        format!("{} by {}", one_line(piece.case.as_str()), one_line(piece.agency.as_str()))
    } else {
        "A return".to_owned()
    };
    lines.push(format!("  {who}: {is}"));
    for one in &piece.personal {
        lines.push(format!("    {}: {}; {}", one.place, one.why, one.mend));
    }
    lines.extend(piece.asked.iter().map(|(place, says)| format!("    {place}: {says}")));
    lines.extend(piece.said.iter().map(|said| format!("    {said}")));
}

fn summary(all: &[Came]) -> String {
    let pieces = || all.iter().flat_map(|came| &came.pieces);
    let of = |wanted: fn(&Piece) -> bool| pieces().filter(|piece| wanted(piece)).count();
    let refused = of(|piece| matches!(piece.outcome, Outcome::Refused(_)))
        + all.iter().filter(|came| came.refused.is_some()).count();
    format!(
        "{} good, {} with queries, {} the same, {} not filled in, {refused} refused.",
        of(|piece| matches!(piece.outcome, Outcome::Taken { .. }) && piece.asked.is_empty()),
        of(|piece| matches!(piece.outcome, Outcome::Taken { .. }) && !piece.asked.is_empty()),
        of(|piece| matches!(piece.outcome, Outcome::Same | Outcome::Once(_))),
        of(|piece| piece.outcome == Outcome::Empty),
    )
}
